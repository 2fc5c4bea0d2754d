//! Decorators and their arguments.

use tree_sitter::Node;

use super::file::Setting;
use super::literal::{self, Literal};
use super::parse::{span_of, text_of};
use crate::syntax::Span;

/// The names of decorators that concern functions.
const KNOWN: [&str; 8] = [
    "Func",
    "func",
    "Handler",
    "ServerlessTrigger",
    "ServerlessFunction",
    "Provide",
    "provide",
    "Controller",
];

/// A decorator as it is written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Decorator {
    /// Its name without what stands before the last dot.
    pub name: String,
    /// From `@` to the closing bracket.
    pub span: Span,
    arguments: Vec<(Literal, Span)>,
}

impl Decorator {
    /// Reads a `decorator` node; `None` for one that has nothing to do with functions.
    pub fn of(node: Node<'_>, text: &str) -> Option<Decorator> {
        let expression = node.named_child(0)?;
        let callee = expression
            .child_by_field_name("function")
            .unwrap_or(expression);
        let name = text_of(callee, text).rsplit('.').next()?.trim();
        if !KNOWN.contains(&name) && !is_route(name) {
            return None;
        }
        Some(Decorator {
            name: name.to_owned(),
            span: span_of(node),
            arguments: arguments(expression, text),
        })
    }

    /// The argument at `index`.
    pub fn argument(&self, index: usize) -> Option<&Literal> {
        self.arguments.get(index).map(|(value, _)| value)
    }

    /// The text at `index`, and where it stands, quotes excluded.
    pub fn text_at(&self, index: usize) -> Option<(&str, Span)> {
        let (value, span) = self.arguments.get(index)?;
        Some((value.as_text()?, inside_quotes(*span)))
    }

    /// The properties of the object at `index`.
    pub fn settings_at(&self, index: usize) -> &[Setting] {
        self.argument(index).map_or(&[], Literal::settings)
    }

    /// Whether it is one of the older decorators, `Func` in either spelling.
    pub fn is_func(&self) -> bool {
        self.name.eq_ignore_ascii_case("func")
    }

    /// Whether it is `Provide` in either spelling.
    pub fn is_provide(&self) -> bool {
        self.name.eq_ignore_ascii_case("provide")
    }

    /// Whether it is the route of a controller's method.
    pub fn is_route(&self) -> bool {
        is_route(&self.name)
    }
}

fn is_route(name: &str) -> bool {
    name == "RequestMapping" || fyml_schema::method_of_route(name).is_some()
}

/// The arguments of a call; none for anything else.
pub(super) fn arguments(call: Node<'_>, text: &str) -> Vec<(Literal, Span)> {
    let Some(list) = call.child_by_field_name("arguments") else {
        return Vec::new();
    };
    let mut cursor = list.walk();
    let arguments = list.named_children(&mut cursor);
    arguments
        .filter(|argument| argument.kind() != "comment")
        .map(|argument| (literal::read(argument, text), span_of(argument)))
        .collect()
}

/// The span of a text without its quotes.
pub(super) fn inside_quotes(span: Span) -> Span {
    if span.len() < 2 {
        return span;
    }
    Span {
        start: span.start + 1,
        end: span.end - 1,
    }
}
