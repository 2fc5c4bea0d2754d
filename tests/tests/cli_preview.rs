//! `fyml preview`.

#![allow(clippy::panic, reason = "a test that cannot go on may stop")]

use std::path::{Path, PathBuf};

use fyml_tests::{Folder, Output, assert_snapshot};

const SHOP: &str = include_str!("../fixtures/preview/f.yml");

/// What is printed about `text` in a folder of its own.
fn preview(text: &str, arguments: &str) -> Output {
    let folder = Folder::with(&[("f.yml", text)]);
    folder
        .fyml(&format!("preview f.yml {arguments}"))
        .env("FYML_STAGE", "secret")
        .output()
}

#[test]
fn both_clouds_and_both_languages() {
    for (name, arguments) in [
        ("aliyun.en.yml", "--lang en"),
        ("aliyun.zh-cn.yml", "--lang zh-cn"),
        ("aliyun.fun.en.yml", "--tool fun --lang en"),
        ("tencent.en.yml", "--provider tencent --lang en"),
        ("tencent.zh-cn.yml", "--provider tencent --lang zh-cn"),
        ("vercel.en.yml", "--provider vercel --lang en"),
        ("vercel.zh-cn.yml", "--provider vercel --lang zh-cn"),
        ("wechat.en.yml", "--provider wechat --lang en"),
        ("wechat.zh-cn.yml", "--provider wechat --lang zh-cn"),
        ("routes.vercel.txt", "--routes --provider vercel --lang en"),
        ("aliyun.json", "--format json --lang en"),
        (
            "tencent.zh-cn.json",
            "--provider tencent --format json --lang zh-cn",
        ),
        ("routes.aliyun.txt", "--routes --lang en"),
        (
            "routes.tencent.txt",
            "--routes --provider tencent --lang zh-cn",
        ),
        ("routes.aliyun.json", "--routes --format json --lang en"),
    ] {
        let output = preview(SHOP, arguments);
        assert_eq!((output.code, output.err.as_str()), (Some(0), ""), "{name}");
        assert!(!output.out.contains("secret"), "{name}");
        assert_snapshot(&format!("cli/preview/{name}"), &output.out);
    }
}

#[test]
fn both_formats_hold_the_same() {
    for arguments in [
        "",
        "--tool fun",
        "--provider tencent",
        "--provider vercel",
        "--provider wechat",
    ] {
        let yaml = preview(SHOP, arguments).out;
        let json = preview(SHOP, &format!("{arguments} --format json")).out;
        let yaml: serde_json::Value = serde_yaml::from_str(&yaml).expect("it is YAML");
        let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
        assert_eq!(yaml, json["output"], "{arguments}");
        assert_eq!(json["version"].as_f64(), Some(1.0));
    }
}

#[test]
fn standard_input_is_a_file_too() {
    let folder = Folder::with(&[]);
    let output = folder.fyml("preview - --routes").stdin(SHOP).output();
    let named = preview(SHOP, "--routes");
    assert_eq!((output.code, &output.out), (Some(0), &named.out));
}

#[test]
fn where_the_toolchain_stops_the_preview_says_so() {
    let text = "service: shop\nprovider: {name: aliyun}\nfunctions:\n  cart:\n    handler: cart.index\n    events:\n      - os: {bucket: b}\n";
    for (lang, said) in [
        (
            "en",
            "fyml: f.yml:7:9: nothing would be deployed, the toolchain stops at `functions.cart.events[0].os.filter`: there is nothing there, but the toolchain reads `prefix` from it.\n",
        ),
        (
            "zh-cn",
            "fyml: f.yml:7:9：不会部署任何内容，工具链会在 `functions.cart.events[0].os.filter` 处出错：此处没有值，而工具链要读取它的 `prefix`。\n",
        ),
    ] {
        let output = preview(text, &format!("--lang {lang}"));
        assert_eq!((output.code, output.out.as_str()), (Some(1), ""));
        assert_eq!(output.err, said);
    }
    let broken = preview("provider: {name: aliyun}\nfunctions: [\n", "--lang en");
    assert_eq!(broken.code, Some(1));
    assert!(
        broken.err.contains("the YAML is not valid"),
        "{}",
        broken.err
    );
}

#[test]
fn without_a_cloud_there_is_none() {
    let nameless = "service: shop\nprovider: {}\nfunctions: {}\n";
    let aws = "service: shop\nprovider: {name: aws}\nfunctions: {}\n";
    for (text, arguments, said) in [
        (nameless, "", "names no cloud"),
        (
            "service: shop\nprovider: {name: aliyu}\n",
            "",
            "Did you mean `aliyun`?",
        ),
        (nameless, "--provider tencen", "Did you mean `tencent`?"),
        (aws, "", "`aws`"),
        ("- hosts: all\n", "", "is no f.yml"),
        (SHOP, "--tool s", "--tool"),
    ] {
        let output = preview(text, &format!("{arguments} --lang en"));
        assert_eq!((output.code, output.out.as_str()), (Some(2), ""), "{said}");
        assert!(output.err.contains(said), "{}", output.err);
        assert_eq!(output.err.lines().count(), 1, "{}", output.err);
    }
    let missing = Folder::with(&[]).fyml("preview f.yml --lang en").output();
    assert_eq!(missing.code, Some(2));
    assert_eq!(missing.err, "fyml: f.yml: no such file or folder.\n");
    let chosen = preview(nameless, "--provider tencent");
    assert_eq!(chosen.code, Some(0));
}

/// Public files, where a folder of them lies beside the project.
#[test]
fn a_preview_never_fails_without_a_reason() {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let folder = std::env::var_os("FYML_CORPUS").map_or_else(beside, PathBuf::from);
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("preview: no folder of public f.yml files here, nothing previewed");
        return;
    };
    let (mut shown, mut stopped) = (0, 0);
    for path in entries.flatten().map(|entry| entry.path()) {
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        let document = fyml::syntax::Document::new(&text);
        for (provider, use_fun) in [
            (fyml_schema::Cloud::Aliyun, false),
            (fyml_schema::Cloud::Aliyun, true),
            (fyml_schema::Cloud::Tencent, false),
        ] {
            let settings = fyml::lint::Settings {
                provider: Some(provider),
                use_fun: Some(use_fun),
                ..Default::default()
            };
            let project = fyml::lint::Project::default();
            match fyml::ide::preview(&document, &settings, &project) {
                Ok(preview) => {
                    let yaml = preview.yaml(&document, "f.yml", fyml_schema::Lang::En);
                    let again = fyml::deploy::value(&fyml::syntax::Document::new(&yaml));
                    assert_eq!(
                        again.as_ref().map(fyml::deploy::json::compact),
                        Ok(fyml::deploy::json::compact(&preview.output)),
                        "{}",
                        path.display()
                    );
                    shown += 1;
                }
                Err(fyml::ide::NoPreview::Stops(stop)) => {
                    // what stops the toolchain is an error that `check` reports
                    let problems = fyml::lint::lint(&document, &settings, &project);
                    let mut errors = problems
                        .iter()
                        .filter(|problem| problem.severity == fyml::lint::Severity::Error);
                    assert!(
                        errors.next().is_some() || !stop.at.starts_with("functions"),
                        "{}: {stop:?}",
                        path.display()
                    );
                    stopped += 1;
                }
                Err(other) => panic!("{}: {other:?}", path.display()),
            }
        }
    }
    println!("preview: {shown} previews, {stopped} that the toolchain stops at");
    assert!(shown > stopped);
}
