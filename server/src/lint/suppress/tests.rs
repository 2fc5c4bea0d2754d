use super::RULE;
use crate::lint::testing::{check, check_with, fixed, underlined};
use crate::lint::{Level, Settings, Severity};

const PROVIDER: &str = "provider:\n  name: aliyun\n";

/// A file whose only problem is `apigw`, on line 5, if nothing silences it.
fn apigw(line: &str) -> String {
    format!("{PROVIDER}functions: {{index: {{handler: a.b, events: [\n# plain\n{line}\n]}}}}\n")
}

fn codes(text: &str) -> Vec<String> {
    check(text)
        .into_iter()
        .filter_map(|line| line.split(' ').next().map(str::to_owned))
        .filter(|code| code == RULE.code || code == "aliyun-apigw-ignored")
        .collect()
}

#[test]
fn a_trailing_comment_silences_its_line_only() {
    assert_eq!(codes(&apigw("  {apigw: true}")), ["aliyun-apigw-ignored"]);
    assert!(
        codes(&apigw(
            "  {apigw: true} # fyml-ignore: aliyun-apigw-ignored"
        ))
        .is_empty()
    );
    let on_another_line = apigw("  {apigw: true}\n  # x\n").replace(
        "# plain",
        "{http: true}, # fyml-ignore: aliyun-apigw-ignored",
    );
    assert_eq!(
        codes(&on_another_line),
        [RULE.code, "aliyun-apigw-ignored"],
        "{on_another_line}"
    );
}

#[test]
fn a_comment_alone_silences_the_next_line_that_is_none() {
    let text = apigw("  {apigw: true}");
    let stacked = text.replace(
        "# plain",
        "# fyml-ignore: aliyun-apigw-ignored\n# and why\n",
    );
    assert!(codes(&stacked).is_empty(), "{stacked}");
}

#[test]
fn several_codes_and_a_reason() {
    for comment in [
        "# fyml-ignore: provider-unknown, aliyun-apigw-ignored",
        "# fyml-ignore: provider-unknown aliyun-apigw-ignored -- see the wiki, provider-unknown",
        "#fyml-ignore：provider-unknown，aliyun-apigw-ignored",
        "# note # fyml-ignore: provider-unknown,aliyun-apigw-ignored",
    ] {
        let text = apigw("  {apigw: true}").replace("# plain", comment);
        assert_eq!(codes(&text), [RULE.code], "{text}");
        assert_eq!(underlined(RULE.code, &text), ["provider-unknown"]);
    }
}

#[test]
fn only_the_first_comments_speak_for_the_file() {
    let comment = "# fyml-ignore-file: aliyun-apigw-ignored\n";
    let text = apigw("  {apigw: true}");
    assert!(codes(&format!("# title\n\n{comment}{text}")).is_empty());
    assert!(codes(&format!("\u{feff}{comment}---\n{text}")).is_empty());
    let late = codes(&format!("service: x\n{comment}{text}"));
    assert_eq!(late, [RULE.code, "aliyun-apigw-ignored"]);
}

#[test]
fn words_in_values_are_no_comments() {
    for value in [
        "'a # fyml-ignore: aliyun-apigw-ignored'",
        "\"a\n # fyml-ignore: aliyun-apigw-ignored\"",
        "|\n  # fyml-ignore: aliyun-apigw-ignored\n  text",
        ">-\n  text # fyml-ignore: aliyun-apigw-ignored",
        "a#fyml-ignore: aliyun-apigw-ignored",
    ] {
        let text = format!("service:\n  description: {value}\n{PROVIDER}");
        let hints: Vec<_> = check(&text)
            .into_iter()
            .filter(|line| line.starts_with(RULE.code))
            .collect();
        assert!(hints.is_empty(), "{text}\n{hints:?}");
    }
}

#[test]
fn comments_around_block_scalars_are_comments() {
    for text in [
        format!("service:\n  description: | # fyml-ignore: provider-unknown\n    text\n{PROVIDER}"),
        format!(
            "service:\n  description: |\n    text\n# fyml-ignore: provider-unknown\n{PROVIDER}"
        ),
    ] {
        assert_eq!(underlined(RULE.code, &text), ["provider-unknown"], "{text}");
    }
}

#[test]
fn unknown_and_missing_codes_are_said() {
    let said = |comment: &str| {
        check(&format!("{comment}\nservice: x\n{PROVIDER}"))
            .into_iter()
            .find_map(|line| {
                line.strip_prefix("fyml-unused-ignore hint ")
                    .map(str::to_owned)
            })
            .unwrap_or_default()
    };
    assert!(said("# fyml-ignore: provider-unknwon").ends_with("Did you mean `provider-unknown`?"));
    assert!(said("# fyml-ignore: zzz").starts_with("1:16-1:19 There is no rule `zzz`"));
    assert!(said("# fyml-ignore:").contains("names no rule"));
    assert!(said("# fyml-ignore provider-unknown").contains("colon"));
    assert_eq!(said("# about fyml-ignore in general"), "");
}

#[test]
fn rules_that_had_no_say_are_not_unused() {
    let other_cloud = PROVIDER.replace("aliyun", "tencent");
    assert!(
        codes(&format!(
            "# fyml-ignore-file: aliyun-apigw-ignored\n{other_cloud}"
        ))
        .is_empty()
    );
    let text = format!("# fyml-ignore-file: provider-unknown\n{PROVIDER}");
    assert_eq!(codes(&text), [RULE.code]);
    assert!(
        codes(&format!("{text}broken: [\n")).is_empty(),
        "not while it is no YAML"
    );
    let off = Settings {
        levels: [("provider-unknown".to_owned(), Level::Off)].into(),
        ..Settings::default()
    };
    assert!(
        !check_with(&text, &off)
            .iter()
            .any(|line| line.starts_with(RULE.code))
    );
}

#[test]
fn the_rule_obeys_settings_and_comments_too() {
    let text = format!("# fyml-ignore-file: provider-unknown\n{PROVIDER}");
    let level = |level| Settings {
        levels: [(RULE.code.to_owned(), level)].into(),
        ..Settings::default()
    };
    let of_rule = |settings: &Settings| -> Vec<String> {
        let all = check_with(&text, settings);
        all.into_iter()
            .filter(|line| line.starts_with(RULE.code))
            .collect()
    };
    assert!(of_rule(&level(Level::Off)).is_empty());
    let raised = of_rule(&level(Level::On(Severity::Error)));
    assert!(
        raised[0].starts_with("fyml-unused-ignore error"),
        "{raised:?}"
    );
    let silenced = format!("# fyml-ignore-file: fyml-unused-ignore\n{text}");
    assert!(codes(&silenced).is_empty());
}

#[test]
fn the_repair_takes_out_no_more_than_the_code() {
    let fix = |text: &str| fixed(RULE.code, text);
    let start = "service: x\r\n";
    let end = "provider: {name: aliyun}\r\n";
    assert_eq!(
        fix(&format!(
            "{start}  # fyml-ignore: provider-unknown\r\n{end}"
        )),
        format!("{start}{end}")
    );
    assert_eq!(
        fix(&format!(
            "service: x   # fyml-ignore: provider-unknown\r\n{end}"
        )),
        format!("{start}{end}")
    );
    assert_eq!(
        fix(&format!(
            "service: x # note # fyml-ignore: provider-unknown\r\n{end}"
        )),
        format!("service: x # note\r\n{end}")
    );
    let apigw = apigw("  {apigw: true}");
    let with = |list: &str| apigw.replace("# plain", &format!("# fyml-ignore: {list} -- why"));
    let left = with("aliyun-apigw-ignored");
    assert_eq!(fix(&with("aliyun-apigw-ignored, provider-unknown")), left);
    assert_eq!(fix(&with("provider-unknown, aliyun-apigw-ignored")), left);
}

#[test]
fn a_word_for_all_silences_the_whole_file() {
    let text = apigw("  {apigw: true}");
    let broken = "a: [\nb: 'x\n";
    for text in [text.as_str(), "service: x\n", broken] {
        assert!(!check(text).is_empty(), "{text}");
        for comment in [
            "# fyml-ignore-file: all\n",
            "# 旧文件\n# fyml-ignore-file：all -- 不再维护\n",
            "# fyml-ignore-file: provider-unknown, all\n",
        ] {
            let mut left = check(&format!("{comment}{text}"));
            left.retain(|line| !line.contains("`provider-unknown` finds nothing"));
            assert!(left.is_empty(), "{comment}{text}: {left:?}");
        }
    }
}

#[test]
fn a_word_for_all_that_does_nothing_says_so() {
    let clean = "service: shop\nprovider:\n  name: aliyun\n";
    assert!(check(clean).is_empty());
    let first = format!("# fyml-ignore-file: all\n{clean}");
    assert!(check(&first)[0].contains("`all` finds nothing in this file"));
    assert_eq!(fixed(RULE.code, &first), clean);
    let late = apigw("  {apigw: true} # fyml-ignore-file: all");
    assert!(
        check(&late)
            .iter()
            .any(|line| line.contains("before the first key"))
    );
    let line = apigw("  {apigw: true} # fyml-ignore: all");
    let found = check(&line);
    assert!(found.iter().any(|line| line.contains("Name the rule")));
    let codes = codes(&line);
    assert!(codes.contains(&"aliyun-apigw-ignored".to_owned()));
}
