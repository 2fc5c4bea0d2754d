//! `fyml check --fix`.

use fyml_tests::Folder;

const ONLY: &str = "--select aliyun-apigw-ignored,provider-unknown";
const BEFORE: &str = "\u{feff}provider: # 云\r\n  name: aliyun\r\nfunctions:\r\n  a:\r\n    handler: a.a\r\n    events:\r\n      - apigw:   # kept\r\n          path: /*\r\n  b:\r\n    handler: a.b\r\n    events:\r\n      - apigw: true";

fn after() -> String {
    BEFORE.replace("apigw", "http")
}

#[test]
fn files_are_repaired_and_the_rest_is_reported() {
    let folder = Folder::with(&[
        ("a/f.yml", BEFORE),
        ("b/f.yml", "provider:\n  name: Aliyun\n"),
    ]);
    let output = folder
        .fyml(&format!("check --fix --fail-on warning {ONLY}"))
        .output();
    assert_eq!(output.code, Some(1));
    assert_eq!(folder.read("a/f.yml"), after());
    assert_eq!(
        folder.read("b/f.yml"),
        "provider:\n  name: Aliyun\n",
        "needs a decision"
    );
    assert!(
        output
            .out
            .ends_with("Fixed 2 problems. Found 1 warning in 1 file.\n"),
        "{}",
        output.out
    );
    let names: Vec<_> = std::fs::read_dir(folder.path().join("a"))
        .into_iter()
        .flatten()
        .flatten()
        .collect();
    assert_eq!(names.len(), 1, "nothing is left beside the file");
    let again = folder
        .fyml(&format!("check a --fix --format json {ONLY}"))
        .output();
    assert!(again.out.contains("\"fixed\":0"), "{}", again.out);
    assert_eq!(folder.read("a/f.yml"), after());
}

#[test]
fn only_what_is_selected_is_repaired() {
    let folder = Folder::with(&[("f.yml", BEFORE)]);
    let output = folder
        .fyml("check --fix --select provider-unknown --lang zh-cn")
        .output();
    assert_eq!(folder.read("f.yml"), BEFORE);
    assert_eq!(
        output.out,
        "没有可以自动修复的问题。检查了 1 个文件，没有发现问题。\n"
    );
}

#[test]
fn without_the_option_nothing_is_written() {
    let folder = Folder::with(&[("f.yml", BEFORE)]);
    let output = folder.fyml(&format!("check {ONLY}")).output();
    assert!(
        output
            .out
            .ends_with("Found 2 warnings in 1 file. `--fix` repairs 2 problems.\n"),
        "{}",
        output.out
    );
    assert_eq!(folder.read("f.yml"), BEFORE);
}

#[test]
fn standard_input_comes_out_repaired() {
    let folder = Folder::with(&[]);
    let output = folder
        .fyml(&format!("check --fix - {ONLY}"))
        .stdin(BEFORE)
        .output();
    assert_eq!(output.code, Some(0));
    assert_eq!(output.out, after());
    assert_eq!(
        output.err,
        "Fixed 2 problems. No problems left in 1 file.\n"
    );
    for text in ["- hosts: all\n", "a: [\n", ""] {
        let output = folder.fyml("check --fix -").stdin(text).output();
        assert_eq!(output.out, text, "what cannot be repaired passes through");
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_keeps_its_problems() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::with(&[("f.yml", BEFORE)]);
    let path = folder.path().join("f.yml");
    assert!(std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o444)).is_ok());
    let output = folder.fyml(&format!("check --fix {ONLY}")).output();
    assert_eq!(output.code, Some(2));
    assert_eq!(
        output.err,
        "fyml: f.yml could not be written: permission denied.\n"
    );
    assert!(output.out.contains("Found 2 warnings"), "{}", output.out);
    assert_eq!(folder.read("f.yml"), BEFORE);
}
