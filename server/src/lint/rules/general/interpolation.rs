//! `${…}` in the file: what the toolchain replaces before it reads the YAML, and what it only seems to replace.
//!
//! The toolchain replaces `/\$\{\s*(\w+\.\w+)\s*\}/g` in the raw text (serverless-spec-builder index.ts): `env.NAME` by
//! the variable if it is set and not empty, anything else of that form by the text `undefined`.

use std::collections::BTreeSet;

use crate::lint::ServiceContext;
use crate::syntax::{Document, Mark, Node, Span};

/// One `${…}` in a key or a value; those in comments harm nobody.
pub(super) struct Interpolation<'d> {
    /// From the `$` to the last bracket.
    pub span: Span,
    /// What stands there.
    pub form: Form,
    /// The scalar it stands in.
    pub node: Node<'d>,
}

/// What `${…}` is to the toolchain.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `${env.NAME}`; holds the name.
    Variable(String),
    /// `${word.word}`: becomes the text `undefined`. Holds what is between the brackets.
    Undefined(String),
    /// Anything else, which stays as it is. Holds the variable it most likely means.
    Literal(Option<String>),
}

/// All of them, in the order of the text.
pub(super) fn interpolations<'d>(context: &ServiceContext<'d>) -> Vec<Interpolation<'d>> {
    let mut found = collect(context.document);
    found.sort_by_key(|found| found.span);
    found
}

/// The environment variables that the toolchain puts in place of `${env.NAME}`.
pub fn environment_variables(document: &Document) -> BTreeSet<String> {
    let found = collect(document);
    let name = |found: Interpolation<'_>| match found.form {
        Form::Variable(name) => Some(name),
        _ => None,
    };
    found.into_iter().filter_map(name).collect()
}

fn collect(document: &Document) -> Vec<Interpolation<'_>> {
    let mut found = Vec::new();
    let mut open = document.nodes_marked(Mark::Interpolation);
    while let Some(node) = open.pop() {
        let before = open.len();
        open.extend(node.children());
        if open.len() == before && !node.is_broken() {
            let start = node.span().start;
            found.extend(
                read(node.raw())
                    .into_iter()
                    .map(|(range, form)| Interpolation {
                        span: Span::new(range.start, range.end).shifted(start),
                        form,
                        node,
                    }),
            );
        }
    }
    found
}

/// Every `${…}` of a text with its place.
fn read(text: &str) -> Vec<(std::ops::Range<usize>, Form)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find("${").map(|at| from + at) {
        let Some(length) = length(&text[start..]) else {
            break;
        };
        let inner = &text[start + 2..start + length - 1];
        from = start + length;
        if !inner.trim().is_empty() {
            found.push((start..from, form(inner)));
        }
    }
    found
}

/// The bytes from `${` to the bracket that closes it.
fn length(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 1 => return Some(at + 1),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn form(inner: &str) -> Form {
    let trimmed = inner.trim();
    if let Some((left, right)) = trimmed.split_once('.')
        && is_word(left)
        && is_word(right)
    {
        return if left == "env" {
            Form::Variable(right.to_owned())
        } else {
            Form::Undefined(trimmed.to_owned())
        };
    }
    // `${{ X }}`, `${{ secrets.X }}` (GitHub), `${env:X}` (Serverless Framework), `${X}` (shells), `${process.env.X}`
    let bare = trimmed.trim_start_matches('{').trim_end_matches('}').trim();
    let name = ["env:", "process.env.", "secrets.", "env."]
        .iter()
        .find_map(|prefix| bare.strip_prefix(prefix));
    Form::Literal(
        Some(name.unwrap_or(bare))
            .filter(|name| is_word(name))
            .map(str::to_owned),
    )
}

/// `\w+`: what the toolchain takes for a name.
fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(text: &str) -> Vec<Form> {
        read(text).into_iter().map(|(_, form)| form).collect()
    }

    #[test]
    fn only_two_words_around_a_dot_are_replaced() {
        let literal = |name: Option<&str>| vec![Form::Literal(name.map(str::to_owned))];
        assert_eq!(forms("${env.A}"), [Form::Variable("A".to_owned())]);
        assert_eq!(
            forms("x-${ env.A_1 }-y"),
            [Form::Variable("A_1".to_owned())]
        );
        assert_eq!(
            forms("${custom.a}"),
            [Form::Undefined("custom.a".to_owned())]
        );
        assert_eq!(forms("${env:A}"), literal(Some("A")));
        assert_eq!(forms("${A}"), literal(Some("A")));
        assert_eq!(forms("${{ A }}"), literal(Some("A")));
        assert_eq!(forms("${{ secrets.A }}"), literal(Some("A")));
        assert_eq!(forms("${process.env.A}"), literal(Some("A")));
        assert_eq!(forms("${self:custom.a}"), literal(None));
        assert_eq!(forms("${opt:stage, 'dev'}"), literal(None));
        assert_eq!(forms("${env.A-B}"), literal(None));
        assert_eq!(forms("${file(${env:A})}"), literal(None));
    }

    #[test]
    fn what_is_not_closed_or_empty_is_text() {
        for text in ["${env.A", "$env.A", "${}", "{{a}}", "$"] {
            assert_eq!(forms(text), [], "{text}");
        }
    }

    #[test]
    fn several_in_one_text_keep_their_places() {
        let places: Vec<_> = read("é${env.A}${B}")
            .into_iter()
            .map(|(range, _)| range)
            .collect();
        assert_eq!(places, [2..10, 10..14]);
    }
}
