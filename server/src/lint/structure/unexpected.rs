//! Keys and values that are not known where they stand, and keys that are missing.

use fyml_schema::{Cloud, Key, Support, ValueKind};

use super::Finding;
use super::misplaced::{Move, to_section};
use crate::lint::{Fix, Message, Sink, Tag, did_you_mean};
use crate::message;

/// How many allowed values a message names.
const MOST_NAMED: usize = 6;

/// A key that nobody reads there.
pub(super) fn unknown_key(finding: &Finding, cloud: Option<Cloud>, sink: &mut Sink) {
    let Some(entry) = finding.entry else { return };
    let name = entry.name();
    let keys = finding
        .kind
        .and_then(ValueKind::table)
        .map_or(&[][..], |table| table.keys);
    let free = |key: &&Key| !key.internal && finding.node.get(key.name).is_none();
    // A key that this cloud reads is the better guess.
    let read_here = |key: &&Key| cloud.is_none_or(|cloud| is_read(key, cloud));
    let candidates = || keys.iter().filter(free);
    let near = did_you_mean(&name, candidates().filter(read_here).map(|key| key.name))
        .or_else(|| did_you_mean(&name, candidates().map(|key| key.name)));
    let span = entry.key.span();
    match near {
        Some(near) => {
            let text = message!(
                "Nothing reads `{name}` here: it has no effect. Did you mean `{near}`?",
                "`{name}` 写在这里不会被读取，不起任何作用。是不是想写 `{near}`？"
            );
            sink.report(span, text).fix(
                message!("Rename to `{near}`", "改名为 `{near}`"),
                span,
                near,
            );
        }
        None if let Some(Move { section, edits }) = to_section(finding.node, entry, cloud) => {
            let text = message!(
                "Nothing reads `{name}` here: it has no effect. It belongs below `{section}`.",
                "这里没有程序会读取 `{name}`，写了也不起作用。它应该写在 `{section}` 下。"
            );
            let problem = sink.report(span, text);
            problem.fix = Some(Fix {
                title: message!(
                    "Move `{name}` below `{section}`",
                    "把 `{name}` 移到 `{section}` 下"
                ),
                edits,
                is_safe: false,
            });
        }
        None => {
            let text = message!(
                "Nothing reads `{name}` here: it has no effect.",
                "`{name}` 写在这里不会被读取，不起任何作用。"
            );
            let problem = sink.report(span, text).tag(Tag::Unnecessary);
            problem.removable(finding.node, entry);
        }
    }
}

fn is_read(key: &Key, cloud: Cloud) -> bool {
    cloud.paths().is_empty()
        || cloud
            .paths()
            .iter()
            .any(|path| key.support.on(*path) != Support::Ignored)
}

/// A text outside a closed list.
pub(super) fn unknown_value(finding: &Finding, cloud: Option<Cloud>, sink: &mut Sink) {
    let (Some(kind), Some(value)) = (finding.kind, finding.node.as_str()) else {
        return;
    };
    let mut allowed: Vec<&str> = kind
        .suggestions(cloud)
        .into_iter()
        .map(|suggestion| suggestion.value)
        .collect();
    let near = did_you_mean(value, allowed.iter().copied());
    let choices = match allowed.len() {
        ..=MOST_NAMED if near.is_none() => allowed.clone(),
        _ => Vec::new(),
    };
    // nearest first, and no more than one can take in
    allowed.sort_by_key(|candidate| strsim::osa_distance(value, candidate));
    allowed.truncate(MOST_NAMED);
    let list = allowed
        .iter()
        .map(|value| format!("`{value}`"))
        .collect::<Vec<_>>();
    let (list, list_zh) = (list.join(", "), list.join("、"));
    let key = finding.key.map_or("", |key| key.name);
    let span = finding.node.span();
    let text = message!(
        "`{value}` is not a value of `{key}`. Possible: {list}.",
        "`{key}` 没有 `{value}` 这个取值。可选：{list_zh}。"
    );
    let problem = sink.report(span, text);
    let change_to = |value: &str| message!("Change to `{value}`", "改为 `{value}`");
    if let Some(near) = near {
        problem.fix(change_to(near), span, near);
    }
    for choice in choices {
        problem.choice(change_to(choice), span, choice);
    }
}

/// A key that must be there.
pub(super) fn missing_key(finding: &Finding, sink: &mut Sink) {
    let Some(missing) = &finding.missing else {
        return;
    };
    let span = finding
        .entry
        .map_or(finding.node.span(), |entry| entry.key.span());
    let owner = finding.entry.map(|entry| entry.name().into_owned());
    let text = match owner {
        Some(owner) => message!(
            "`{owner}` has no `{missing}`, and cannot be deployed without it.",
            "`{owner}` 缺少 `{missing}`，没有它就无法部署。"
        ),
        None => message!(
            "`{missing}` is missing, and nothing can be deployed without it.",
            "缺少 `{missing}`，没有它就无法部署。"
        ),
    };
    let _: &Message = &sink.report(span, text).message;
}

#[cfg(test)]
mod tests {
    use crate::lint::testing::{check_rule, choices};

    fn titles(code: &str, text: &str) -> Vec<String> {
        let found = choices(code, text).into_iter();
        found.map(|(title, _)| title).collect()
    }

    #[test]
    fn a_key_is_renamed_if_one_is_near_and_else_removed() {
        let with = |line: &str| format!("service: a\nprovider:\n  name: aliyun\n  {line}\n");
        assert_eq!(
            titles("unknown-key", &with("timeot: 3")),
            ["Rename to `timeout`"]
        );
        assert_eq!(
            choices("unknown-key", &with("flavour: sweet")),
            [(
                "Remove `flavour`".to_owned(),
                "service: a\nprovider:\n  name: aliyun\n".to_owned()
            )]
        );
    }

    #[test]
    fn a_far_value_gets_the_short_list_of_what_is_possible() {
        let with = |value: &str| {
            format!("service: a\nprovider: {{name: aliyun, tracingConfig: {value}}}\n")
        };
        assert_eq!(
            titles("unknown-value", &with("Enabled")),
            ["Change to `Enable`"]
        );
        let found = choices("unknown-value", &with("sometimes"));
        let titles: Vec<&str> = found.iter().map(|(title, _)| title.as_str()).collect();
        assert_eq!(titles, ["Change to `Enable`", "Change to `Disable`"]);
        assert_eq!(found[0].1, with("Enable"));
    }

    #[test]
    fn what_is_merged_is_no_key_of_its_own_and_is_checked_where_it_is_written() {
        let text = "x-base: &base\n  timeout: 3\n  runtime: nodejs14\nprovider:\n  name: aliyun\nfunctions:\n  a:\n    <<: *base\n    handler: a.b\n";
        let named = |text: &str| {
            let found = check_rule("unknown-key", text).into_iter();
            found
                .filter(|line| !line.contains("`x-base`"))
                .collect::<Vec<_>>()
        };
        assert!(named(text).is_empty(), "{:?}", named(text));
        let misspelt = text.replace("timeout", "timeot");
        let found = named(&misspelt);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("`timeot`"));
        // a list of maps merges as well; what is no map is not taken for one
        let list = text.replace("*base", "[*base, {memorySize: 256}]");
        assert!(named(&list).is_empty(), "{:?}", named(&list));
        assert!(check_rule("wrong-type", &list).is_empty());
        let wrong = text.replace("timeout: 3", "timeout: [3]");
        assert_eq!(check_rule("wrong-type", &wrong).len(), 1);
    }
}
