//! From the tree of a document to the value that the builders see.

use std::borrow::Cow;

use super::date;
use super::thrown::{Cause, Thrown};
use super::value::{Map, Value};
use crate::syntax::{Document, Kind, Node};

/// The most nodes that are read: aliases stand for whole trees here, and a few lines of them for more than memory holds.
pub const MAX_NODES: usize = 500_000;

/// The deepest nesting that is read.
const MAX_DEPTH: usize = 256;

/// The value of a document, as js-yaml hands it to the builders. An empty document is `undefined`. `!!binary` is kept
/// as the text it is written in.
///
/// # Errors
/// What js-yaml throws, or that the value holds itself or grows beyond measure.
pub fn value(document: &Document) -> Result<Value, Thrown> {
    if let Some(error) = document.syntax_errors().first() {
        let at = document.path_at(error.span);
        return Err(Thrown::new(at, Cause::Yaml(error.kind.reason())));
    }
    let Some(root) = document.root() else {
        return Ok(Value::Undefined);
    };
    let mut reading = Reading::default();
    reading.value(root)
}

#[derive(Default)]
struct Reading<'d> {
    /// The collections that are being read.
    open: Vec<Node<'d>>,
    nodes: usize,
}

impl<'d> Reading<'d> {
    fn value(&mut self, node: Node<'d>) -> Result<Value, Thrown> {
        self.nodes += 1;
        if self.nodes > MAX_NODES || self.open.len() > MAX_DEPTH {
            return Err(Thrown::new(node.path(), Cause::TooLarge));
        }
        let is_alias = node.kind() == Kind::Alias;
        let node = node.resolved();
        Ok(match node.kind() {
            Kind::Null | Kind::Alias | Kind::Broken => Value::Null,
            Kind::Bool => Value::Bool(node.as_bool() == Some(true)),
            Kind::Int | Kind::Float => Value::Number(node.as_number().unwrap_or(f64::NAN)),
            Kind::Timestamp => Value::Date(node.as_instant().unwrap_or_default()),
            Kind::Str | Kind::Binary => node.scalar_str().unwrap_or_default().into(),
            Kind::Mapping | Kind::Sequence => {
                if is_alias && self.open.contains(&node) {
                    return Err(Thrown::new(node.path(), Cause::Circular));
                }
                self.open.push(node);
                let value = self.collection(node)?;
                self.open.pop();
                value
            }
        })
    }

    fn collection(&mut self, node: Node<'d>) -> Result<Value, Thrown> {
        if node.kind() == Kind::Sequence {
            let items: Result<Vec<Value>, Thrown> =
                node.items().map(|item| self.value(item)).collect();
            return Ok(Value::List(items?));
        }
        let mut map = Map::new();
        for entry in node.entries() {
            // JavaScript's words for a date are the key, not what is written
            let name = match entry.key.as_instant() {
                Some(instant) => Cow::Owned(date::words(instant)),
                None => entry.name(),
            };
            map.define(name, self.value(entry.value)?);
        }
        Ok(map.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deploy::json;

    fn read(text: &str) -> Result<String, Cause> {
        let value = value(&Document::new(text)).map_err(|thrown| thrown.cause)?;
        Ok(json::compact(&value).unwrap_or_default())
    }

    #[test]
    fn values_are_those_of_javascript() {
        assert_eq!(
            read("b: &x {c: 1.50, d: ~}\n2: 2020-01-01\n<<: *x\ne: [*x, yes]\n").as_deref(),
            Ok(
                r#"{"2":"2020-01-01T00:00:00.000Z","b":{"c":1.5,"d":null},"c":1.5,"d":null,"e":[{"c":1.5,"d":null},"yes"]}"#
            )
        );
        assert_eq!(read("a: &x [*x]\n"), Err(Cause::Circular));
        assert!(matches!(read("a: [1\n"), Err(Cause::Yaml(_))));
        assert_eq!(read("# nothing\n").as_deref(), Ok(""));
    }

    #[test]
    fn an_alias_bomb_costs_no_more_than_its_limit() {
        let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for n in 1..30 {
            let list = vec![format!("*a{}", n - 1); 10].join(", ");
            text.push_str(&format!("a{n}: &a{n} [{list}]\n"));
        }
        assert_eq!(read(&text), Err(Cause::TooLarge));
    }
}
