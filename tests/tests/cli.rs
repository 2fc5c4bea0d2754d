//! The command line from outside: exit codes, what is checked, and what is said about bad input.

use fyml_tests::Folder;

const GOOD: &str = "service: shop\nprovider:\n  name: aliyun\n  runtime: nodejs18\nfunctions:\n  index:\n    handler: index.handler\n    events:\n      - http:\n          path: /*\n          method: get\n";

/// Only these two rules, so that new ones change nothing here.
const ONLY: &str = "--select aliyun-apigw-ignored,provider-unknown";

/// A warning of `aliyun-apigw-ignored`.
fn warned() -> String {
    GOOD.replace("http:", "apigw:")
}

#[test]
fn exit_codes_follow_fail_on() {
    let folder = Folder::with(&[("good.yml", GOOD), ("warned.yml", &warned())]);
    for (arguments, code) in [
        ("check good.yml", 0),
        ("check good.yml --fail-on hint", 0),
        ("check warned.yml", 0),
        ("check warned.yml --fail-on error", 0),
        ("check warned.yml --fail-on warning", 1),
        ("check warned.yml --fail-on info", 1),
        ("check warned.yml good.yml --fail-on hint", 1),
        ("check warned.yml missing.yml --fail-on hint", 2),
        (
            "check warned.yml --fail-on warning --ignore aliyun-apigw-ignored",
            0,
        ),
        ("check warned.yml --fail-on warning --provider tencent", 0),
    ] {
        let output = folder.fyml(&format!("{arguments} {ONLY}")).output();
        assert_eq!(output.code, Some(code), "{arguments}: {output:?}");
    }
}

#[test]
fn bad_usage_is_one_sentence_and_code_2() {
    let folder = Folder::with(&[("f.yml", GOOD)]);
    for (arguments, english, chinese) in [
        (
            "check --provider tencnt",
            "unknown provider `tencnt`. Did you mean `tencent`?",
            "未知的 provider `tencnt`，是不是想写 `tencent`？",
        ),
        (
            "check --provider moon",
            "unknown provider `moon`. Known: aliyun, ",
            "未知的 provider `moon`。可用的有：aliyun, ",
        ),
        (
            "check --select provider-unknwon",
            "unknown rule `provider-unknwon`. Did you mean `provider-unknown`?",
            "是不是想写 `provider-unknown`？",
        ),
        (
            "check --ignore zzzzzz",
            "unknown rule `zzzzzz`. `fyml rules` lists them all.",
            "未知的规则 `zzzzzz`。",
        ),
        (
            "explain provider-unknow",
            "Did you mean `provider-unknown`?",
            "是不是想写 `provider-unknown`？",
        ),
        (
            "schema --provider alyun",
            "Did you mean `aliyun`?",
            "是不是想写 `aliyun`？",
        ),
        (
            "check --format yaml",
            "`yaml` is no value for `--format`. Allowed: text, json, sarif, github.",
            "`--format` 不接受 `yaml`。可用的有：text, json, sarif, github。",
        ),
        (
            "check --fail-on warnin",
            "Did you mean `warning`?",
            "是不是想写 `warning`？",
        ),
        (
            "check --format",
            "`--format` needs a value.",
            "`--format` 需要一个值。",
        ),
        (
            "check --fixx",
            "there is no argument `--fixx` here. Did you mean `--fix`?",
            "没有 `--fixx` 这个参数。",
        ),
        (
            "chekc",
            "there is no command `chekc`. Did you mean `check`?",
            "没有 `chekc` 这个命令。",
        ),
        ("explain", "`<CODE>` is missing.", "缺少 `<CODE>`。"),
        (
            "check --lang klingon",
            "`klingon` is no value for `--lang`.",
            "",
        ),
    ] {
        let output = folder.fyml(arguments).output();
        assert_eq!(output.code, Some(2), "{arguments}: {output:?}");
        assert_eq!(output.out, "", "{arguments}");
        assert_eq!(output.err.lines().count(), 1, "{}", output.err);
        assert!(
            output.err.starts_with("fyml: ") && output.err.contains(english),
            "{}",
            output.err
        );
        let output = folder.fyml(arguments).env("LC_ALL", "zh_CN.UTF-8").output();
        assert_eq!(output.code, Some(2));
        assert!(output.err.contains(chinese), "{}", output.err);
    }
}

#[test]
fn help_and_version_are_answers_and_no_command_is_none() {
    let folder = Folder::with(&[]);
    for (arguments, part) in [
        ("--help", "Usage: fyml"),
        ("check --help", "--fail-on <SEVERITY>"),
        ("--version", concat!("fyml ", env!("CARGO_PKG_VERSION"))),
        ("check -h --lang zh-cn", "检查文件"),
    ] {
        let output = folder.fyml(arguments).output();
        assert_eq!(
            (output.code, output.err.as_str()),
            (Some(0), ""),
            "{arguments}"
        );
        assert!(output.out.contains(part), "{arguments}: {}", output.out);
    }
    let output = folder.fyml("").output();
    assert_eq!((output.code, output.out.as_str()), (Some(2), ""));
    assert!(output.err.contains("Usage: fyml"), "{}", output.err);
}

#[test]
fn bad_files_are_named_and_the_others_checked_all_the_same() {
    let folder = Folder::with(&[("warned.yml", &warned()), ("empty/readme.md", "x")]);
    folder.write("bytes.yml", b"a: 1\nb: \xff\n");
    folder.write("utf16.yml", b"\xff\xfea\0:\0");
    let big = folder.write("big.yml", "");
    let big = std::fs::OpenOptions::new().write(true).open(big);
    assert!(big.and_then(|file| file.set_len(100_000_000)).is_ok());
    for (path, english, chinese) in [
        (
            "missing.yml",
            "missing.yml: no such file or folder.",
            "missing.yml：没有这个文件或目录。",
        ),
        (
            "empty",
            "empty: no f.yml, f.yaml or Midway's serverless.yml in this folder.",
            "empty：该目录中没有 f.yml、f.yaml 或 Midway 的 serverless.yml。",
        ),
        (
            "bytes.yml",
            "bytes.yml is not valid UTF-8: line 2, byte 4 of the line is 0xFF.",
            "bytes.yml 不是有效的 UTF-8 文本：第 2 行第 4 个字节是 0xFF。",
        ),
        (
            "utf16.yml",
            "utf16.yml is UTF-16; save it as UTF-8.",
            "utf16.yml 是 UTF-16 编码，请另存为 UTF-8。",
        ),
        (
            "big.yml",
            "big.yml is too large: files above 16 MB are not checked.",
            "big.yml 太大：超过 16 MB 的文件不做检查。",
        ),
    ] {
        for (lang, sentence) in [("en", english), ("zh-cn", chinese)] {
            let arguments = format!("check {path} warned.yml --lang {lang} {ONLY}");
            let output = folder.fyml(&arguments).output();
            assert_eq!(output.code, Some(2), "{arguments}");
            assert_eq!(output.err, format!("fyml: {sentence}\n"), "{arguments}");
            assert!(
                output.out.contains("[aliyun-apigw-ignored]"),
                "{arguments}: {}",
                output.out
            );
        }
    }
}

#[cfg(unix)]
#[test]
fn files_and_folders_without_permission_are_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::with(&[("a/f.yml", GOOD), ("b/f.yml", GOOD)]);
    let forbid = |path: &str| {
        let path = folder.path().join(path);
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o000))
    };
    assert!(forbid("a/f.yml").is_ok());
    if std::fs::read(folder.path().join("a/f.yml")).is_ok() {
        // the superuser may read everything; a pipe without a writer's end would hang, a folder is refused for all
        let output = folder.fyml("check a/f.yml/x").output();
        assert_eq!(output.code, Some(2));
        assert_eq!(output.err.lines().count(), 1, "{}", output.err);
        return;
    }
    let output = folder.fyml("check").output();
    assert_eq!(output.code, Some(2));
    assert_eq!(
        output.err,
        "fyml: a/f.yml could not be read: permission denied.\n"
    );
}

#[test]
fn folders_are_walked_and_generated_ones_left_out() {
    let framework = "service: x\nprovider:\n  name: aws\n  runtime: nodejs18.x\nfunctions: {}\n";
    let folder = Folder::with(&[
        ("b/f.yml", GOOD),
        ("a/f.yaml", GOOD),
        ("a/serverless.yml", GOOD),
        ("c/serverless.yml", framework),
        ("c/f.yml", "- hosts: all\n"),
        ("c/docker-compose.yml", "services: {}\n"),
        ("node_modules/x/f.yml", GOOD),
        ("dist/f.yml", GOOD),
        (".serverless/f.yml", GOOD),
        ("ignored/f.yml", GOOD),
        (".gitignore", "ignored\n"),
    ]);
    let paths = |arguments: &str| -> Vec<String> {
        let output = folder
            .fyml(&format!("check --format json {ONLY} {arguments}"))
            .output();
        let value: serde_json::Value = serde_json::from_str(&output.out).unwrap_or_default();
        let files = value["files"].as_array().cloned().unwrap_or_default();
        files
            .iter()
            .filter_map(|file| file["path"].as_str().map(str::to_owned))
            .collect()
    };
    assert_eq!(paths(""), ["a/f.yaml", "a/serverless.yml", "b/f.yml"]);
    assert_eq!(paths("b a"), ["b/f.yml", "a/f.yaml", "a/serverless.yml"]);
    assert_eq!(paths("b ./b/f.yml b"), ["b/f.yml"]);
    assert_eq!(paths("dist ignored"), ["dist/f.yml", "ignored/f.yml"]);
    let output = folder.fyml("check c").output();
    assert_eq!(output.code, Some(2), "{output:?}");
    assert!(
        output.err.starts_with("fyml: c: no f.yml"),
        "{}",
        output.err
    );
}

#[test]
fn somebody_elses_file_is_left_alone_with_a_word() {
    let framework = "service: x\nframeworkVersion: '3'\nprovider:\n  name: aws\nfunctions: {}\n";
    let folder = Folder::with(&[
        ("serverless.yml", framework),
        ("play.yml", "- hosts: all\n"),
        ("other-name.yml", &warned()),
    ]);
    let output = folder.fyml("check serverless.yml").output();
    assert_eq!((output.code, output.out.as_str()), (Some(0), ""));
    assert_eq!(
        output.err,
        "fyml: serverless.yml belongs to Serverless Framework, not to Midway: not checked.\n"
    );
    let output = folder.fyml("check play.yml --lang zh-cn").output();
    assert_eq!((output.code, output.out.as_str()), (Some(0), ""));
    assert_eq!(
        output.err,
        "fyml: play.yml 不是 f.yml：其中没有 Midway 的内容，未检查。\n"
    );
    let output = folder
        .fyml(&format!("check other-name.yml {ONLY}"))
        .output();
    assert!(output.out.contains("other-name.yml:9:9"), "{output:?}");
}

#[test]
fn standard_input_is_a_file_like_any_other() {
    let folder = Folder::with(&[]);
    let run = |arguments: &str, text: &str| {
        folder
            .fyml(&format!("check - {ONLY} {arguments}"))
            .stdin(text)
            .output()
    };
    let output = run("--fail-on warning", &warned());
    assert_eq!((output.code, output.err.as_str()), (Some(1), ""));
    assert!(output.out.contains("<stdin>:9:9"), "{}", output.out);
    let output = run("--format json", &warned());
    assert!(output.out.contains("\"path\":\"-\""), "{}", output.out);
    assert_eq!(run("", "").code, Some(0));
    let broken = folder.fyml("check -").stdin(b"\xff".to_vec()).output();
    assert_eq!(broken.code, Some(2));
    assert!(
        broken
            .err
            .starts_with("fyml: - is not valid UTF-8: line 1, byte 1"),
        "{}",
        broken.err
    );
}

#[test]
fn comments_silence_rules() {
    let folder = Folder::with(&[]);
    let run = |text: &str| {
        let output = folder
            .fyml("check - --format json --select aliyun-apigw-ignored,fyml-unused-ignore")
            .stdin(text)
            .output();
        let value: serde_json::Value = serde_json::from_str(&output.out).unwrap_or_default();
        let problems = value["files"][0]["problems"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let codes = problems.iter().filter_map(|problem| {
            Some(format!(
                "{} {}",
                problem["code"].as_str()?,
                problem["severity"].as_str()?
            ))
        });
        codes.collect::<Vec<_>>()
    };
    let trailing = warned().replace("apigw:", "apigw: # fyml-ignore: aliyun-apigw-ignored");
    assert!(run(&trailing).is_empty());
    let before = warned().replace(
        "      - apigw",
        "      # fyml-ignore: aliyun-apigw-ignored\n      - apigw",
    );
    assert!(run(&before).is_empty());
    assert!(
        run(&format!(
            "# fyml-ignore-file: aliyun-apigw-ignored\n{}",
            warned()
        ))
        .is_empty()
    );
    assert_eq!(
        run(&format!("# fyml-ignore-file: aliyun-apigw-ignored\n{GOOD}")),
        ["fyml-unused-ignore hint"]
    );
    assert_eq!(
        run(&format!("# fyml-ignore-file: aliyun-apigw\n{GOOD}")),
        ["fyml-unused-ignore hint"]
    );
}

#[test]
fn the_output_is_the_same_on_every_run_and_in_order() {
    let folder = Folder::with(&[]);
    for index in 0..60 {
        // every tenth is much larger than its neighbours, so that the threads overtake each other
        let functions: String = (0..if index % 10 == 0 { 60 } else { 1 })
            .map(|number| {
                format!("  f{number}:\n    handler: a.b\n    events:\n      - apigw: true\n")
            })
            .collect();
        let text = format!("service: s\nprovider:\n  name: aliyun\nfunctions:\n{functions}");
        folder.write(&format!("{index:03}/f.yml"), text);
    }
    for format in ["text", "json", "sarif", "github"] {
        let run = || {
            folder
                .fyml(&format!("check --format {format} {ONLY}"))
                .output()
        };
        let first = run();
        assert_eq!(first.code, Some(0), "{}", first.err);
        for _ in 0..2 {
            assert_eq!(run().out, first.out, "{format}");
        }
        let places: Vec<_> = (0..60)
            .map(|index| first.out.find(&format!("{index:03}/f.yml")))
            .collect();
        assert!(
            places.iter().all(Option::is_some) && places.is_sorted(),
            "{format}: {places:?}"
        );
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = Folder::with(&[]);
    for index in 0..50 {
        folder.write(&format!("{index}/f.yml"), warned());
    }
    let mut command = folder
        .fyml(&format!("check --fail-on warning {ONLY}"))
        .into_command();
    let Ok(mut child) = command.spawn() else {
        unreachable!("the program starts")
    };
    drop(child.stdout.take()); // nobody reads
    let Ok(output) = child.wait_with_output() else {
        unreachable!("the program ends")
    };
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn there_are_no_colours_in_a_pipe_and_nothing_from_the_file_moves_the_cursor() {
    // the escape sequence is written in YAML's own way, so the function's real name holds it
    let text = warned().replace("index:\n", "\"in\\e[31mdex\":\n");
    let folder = Folder::with(&[("f.yml", &text)]);
    let output = folder.fyml(&format!("check f.yml {ONLY}")).output();
    assert!(output.out.contains("`in\u{fffd}[31mdex`"), "{output:?}");
    assert!(!output.out.contains('\u{1b}'), "{}", output.out);
}

#[test]
fn the_language_is_that_of_the_locale_unless_said_otherwise() {
    let folder = Folder::with(&[("f.yml", &warned())]);
    let arguments = format!("check f.yml {ONLY}");
    let is_chinese = |output: fyml_tests::Output| output.out.contains("警告[aliyun-apigw-ignored]");
    assert!(!is_chinese(folder.fyml(&arguments).output()));
    assert!(is_chinese(
        folder.fyml(&arguments).env("LANG", "zh_CN.UTF-8").output()
    ));
    assert!(!is_chinese(
        folder
            .fyml(&arguments)
            .env("LANG", "zh_CN.UTF-8")
            .env("LC_ALL", "C")
            .output()
    ));
    assert!(!is_chinese(
        folder
            .fyml(&format!("{arguments} --lang en"))
            .env("LANG", "zh_CN")
            .output()
    ));
    assert!(is_chinese(
        folder.fyml(&format!("{arguments} --lang zh-CN")).output()
    ));
}

#[test]
fn the_way_of_deploying_is_chosen_or_read_from_package_json() {
    let region = GOOD.replace("runtime: nodejs18", "region: cn-beijing");
    let package = r#"{"scripts": {"deploy": "midway-bin deploy --useFun"}}"#;
    let folder = Folder::with(&[
        ("plain/f.yml", &region),
        ("fun/f.yml", &region),
        ("fun/package.json", package),
    ]);
    for (arguments, code) in [
        ("check plain", 0),
        ("check plain --tool fun", 1),
        ("check fun", 1),
        ("check fun --tool serverless-devs", 0),
    ] {
        let only = "--select region-ignored-by-fun --fail-on warning";
        let output = folder.fyml(&format!("{arguments} {only}")).output();
        assert_eq!(output.code, Some(code), "{arguments}: {output:?}");
    }
}

#[test]
fn the_toolchain_is_chosen_or_read_from_package_json() {
    let package = r#"{"devDependencies": {"@midwayjs/faas-cli": "^1.2.0"}}"#;
    let folder = Folder::with(&[
        ("plain/f.yaml", GOOD),
        ("f/f.yaml", GOOD),
        ("f/package.json", package),
    ]);
    for (arguments, code) in [
        ("check plain", 1),
        ("check plain --toolchain f", 0),
        ("check f", 0),
        ("check f --toolchain midway-bin", 1),
    ] {
        let only = "--select file-name --fail-on warning";
        let output = folder.fyml(&format!("{arguments} {only}")).output();
        assert_eq!(output.code, Some(code), "{arguments}: {output:?}");
    }
}
