//! The same key twice in one map: js-yaml throws.

use std::collections::HashMap;

use fyml_schema::w;

use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::syntax::{Node, Span, SyntaxErrorKind};

/// The rule.
pub static RULE: Rule = Rule {
    code: "duplicate-key",
    severity: Severity::Error,
    group: Group::Syntax,
    clouds: &[],
    covers: &["G-11"],
    summary: w(
        "A key is written twice in one map",
        "同一个映射中有重复的键",
    ),
    explanation: w(
        "js-yaml throws `duplicated mapping key`, so the toolchain refuses the whole file. Two functions of the same \
         name, or two `events` in one function, are the usual case: rename one, or merge them.",
        "js-yaml 会抛出 `duplicated mapping key`，因此工具链会拒绝整个文件。常见的是两个同名函数，或者一个函数里写了两个 `events`：\
         请给其中一个改名，或者合并。",
    ),
    bad: "service: library
provider:
  name: aliyun
functions:
  lend:
    handler: lend.handler
  lend:
    handler: lend.back
",
    good: "service: library
provider:
  name: aliyun
functions:
  lend:
    handler: lend.handler
  giveBack:
    handler: lend.back
",
    fixable: false,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    let errors = context.document.syntax_errors();
    let mut duplicates = errors
        .iter()
        .filter(|error| error.kind == SyntaxErrorKind::DuplicateKey)
        .peekable();
    if duplicates.peek().is_none() {
        return;
    }
    let first_keys = context.service.root().map(first_keys).unwrap_or_default();
    for error in duplicates {
        let key = context.document.text().slice(error.span);
        let first = first_keys.get(&error.span).copied();
        let problem = sink.report(
            error.span,
            match first.map(|span| context.document.text().line_of(span.start) + 1) {
                Some(line) => message!(
                    "`{key}` is already written in line {line}. The toolchain refuses the whole file.",
                    "`{key}` 与第 {line} 行的键重复。工具链会拒绝整个文件。"
                ),
                None => message!(
                    "`{key}` is written twice. The toolchain refuses the whole file.",
                    "`{key}` 重复了。工具链会拒绝整个文件。"
                ),
            },
        );
        if let Some(first) = first {
            problem.related(first, message!("the first `{key}`", "第一个 `{key}`"));
        }
    }
}

/// The first of several equal keys, by the place of the later ones.
fn first_keys(root: Node) -> HashMap<Span, Span> {
    let mut found = HashMap::new();
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        let mut keys = HashMap::new();
        if node.is_mapping() && node.kind() != crate::syntax::Kind::Alias {
            for entry in node.written_entries().filter(|entry| !entry.is_merge()) {
                let span = entry.key.span();
                let first = *keys.entry(entry.key.key_text()).or_insert(span);
                if first != span {
                    found.insert(span, first);
                }
            }
        }
        open.extend(node.children());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, underlined};
    use crate::lint::{Project, Settings, lint};
    use crate::syntax::Document;

    #[test]
    fn the_second_is_underlined_and_the_first_is_named() {
        let found = check_rule(RULE.code, RULE.bad);
        assert_eq!(
            found,
            [
                "error 7:3-7:7 `lend` is already written in line 5. The toolchain refuses the whole file."
            ]
        );
        let document = Document::new(RULE.bad);
        let problems = lint(&document, &Settings::default(), &Project::default());
        let related = &problems
            .iter()
            .find(|problem| problem.rule.code == RULE.code)
            .unwrap()
            .related;
        assert_eq!(document.text().line_of(related[0].span.start), 4);
    }

    #[test]
    fn every_further_one_counts_and_spelling_does_not_hide_it() {
        assert_eq!(
            underlined(RULE.code, "a: 1\n'a': 2\n\"a\": 3\n"),
            ["'a'", "\"a\""]
        );
    }

    #[test]
    fn equal_keys_in_different_maps_are_fine() {
        assert!(check_rule(RULE.code, "a:\n  x: 1\nb:\n  x: 2\n").is_empty());
        assert!(check_rule(RULE.code, "d: &d\n  x: 1\nb:\n  <<: *d\n  x: 2\n").is_empty());
    }
}
