//! Our tree as `jsonschema` sees it: nothing is converted, the validator walks the nodes themselves.

use std::borrow::Cow;

use jsonschema::JsonType;
use jsonschema::json::{Array, Json, Node as JsonNode, NodeIdentity, Object};
use serde_json::{Number, Value};

use crate::syntax::{Children, Kind, Node, SeenEntries};

/// YAML nodes as JSON values.
pub(super) struct Yaml;

/// A value: a node of the tree, or the name of a key on its own (`propertyNames`).
#[derive(Clone, Copy)]
pub(super) enum Instance<'d> {
    /// A node; aliases are followed.
    Node(Node<'d>),
    /// A key's text.
    Name(&'d str),
}

impl Json for Yaml {
    type Node<'a> = Instance<'a>;
    type PreparedKey = String;
    type StringBuffer = ();

    fn prepare_key(key: &str) -> String {
        key.to_owned()
    }

    fn with_string_node<T>((): &mut (), string: &str, f: impl FnOnce(Self::Node<'_>) -> T) -> T {
        f(Instance::Name(string))
    }
}

impl<'d> Instance<'d> {
    fn kind(self) -> Kind {
        match self {
            Instance::Node(node) => node.resolved().kind(),
            Instance::Name(_) => Kind::Str,
        }
    }

    fn scalar(self) -> &'d str {
        match self {
            Instance::Node(node) => node.scalar_str().unwrap_or(""),
            Instance::Name(name) => name,
        }
    }
}

impl<'d> JsonNode<'d, Yaml> for Instance<'d> {
    type Object = Members<'d>;
    type Array = Elements<'d>;
    type Number = Number;

    fn as_object(&self) -> Option<Members<'d>> {
        match self {
            Instance::Node(node) if node.is_mapping() => Some(Members(*node)),
            _ => None,
        }
    }

    fn as_array(&self) -> Option<Elements<'d>> {
        match self {
            Instance::Node(node) if node.is_sequence() => Some(Elements(*node)),
            _ => None,
        }
    }

    fn as_string(&self) -> Option<Cow<'d, str>> {
        (self.json_type() == JsonType::String).then(|| Cow::Borrowed(self.scalar()))
    }

    fn as_number(&self) -> Option<Number> {
        let Instance::Node(node) = self else {
            return None;
        };
        node.as_number().map(number)
    }

    fn as_boolean(&self) -> Option<bool> {
        match self {
            Instance::Node(node) => node.as_bool(),
            Instance::Name(_) => None,
        }
    }

    fn is_null(&self) -> bool {
        self.json_type() == JsonType::Null
    }

    fn json_type(&self) -> JsonType {
        match self.kind() {
            Kind::Null => JsonType::Null,
            Kind::Bool => JsonType::Boolean,
            Kind::Int | Kind::Float => JsonType::Number,
            Kind::Mapping => JsonType::Object,
            Kind::Sequence => JsonType::Array,
            Kind::Timestamp | Kind::Binary | Kind::Str | Kind::Alias | Kind::Broken => {
                JsonType::String
            }
        }
    }

    /// Asked for when an error is made. The errors are worded from the tree, so a collection's content is not needed.
    fn to_value(&self) -> Cow<'d, Value> {
        Cow::Owned(match self.json_type() {
            JsonType::Null => Value::Null,
            JsonType::Boolean => Value::Bool(self.as_boolean() == Some(true)),
            JsonType::Number | JsonType::Integer => {
                self.as_number().map_or(Value::Null, Value::Number)
            }
            JsonType::String => Value::String(self.scalar().to_owned()),
            JsonType::Array => Value::Array(Vec::new()),
            JsonType::Object => Value::Object(serde_json::Map::new()),
        })
    }

    fn equals_value(&self, expected: &Value) -> bool {
        match expected {
            Value::String(text) => self.as_string().is_some_and(|own| own == *text),
            Value::Bool(truth) => self.as_boolean() == Some(*truth),
            Value::Null => self.is_null(),
            Value::Number(other) => self
                .as_number()
                .is_some_and(|own| own.as_f64() == other.as_f64()),
            Value::Array(_) | Value::Object(_) => false, // no schema of ours compares collections
        }
    }

    fn identity(&self) -> Option<NodeIdentity> {
        None // our schemas do not refer to themselves
    }
}

/// Whole numbers stay whole: `128.0` and `128` are one number in JavaScript.
fn number(value: f64) -> Number {
    let whole = value as i64;
    if whole as f64 == value && value.abs() < 9e15 {
        return Number::from(whole);
    }
    Number::from_f64(value).unwrap_or_else(|| Number::from(0))
}

/// The entries of a map, merged ones included.
pub(super) struct Members<'d>(Node<'d>);

impl<'d> Object<'d, Yaml> for Members<'d> {
    type Node = Instance<'d>;
    type MemberName = Cow<'d, str>;
    type MembersIter = MembersIter<'d>;

    fn len(&self) -> usize {
        self.0.seen_entries().len()
    }

    fn get(&self, key: &String) -> Option<Instance<'d>> {
        self.0.value(key).map(Instance::Node)
    }

    fn members(&self) -> MembersIter<'d> {
        MembersIter(self.0.seen_entries())
    }
}

/// See [`Members`].
pub(super) struct MembersIter<'d>(SeenEntries<'d>);

impl<'d> Iterator for MembersIter<'d> {
    type Item = (Cow<'d, str>, Instance<'d>);

    fn next(&mut self) -> Option<Self::Item> {
        self.0
            .next()
            .map(|entry| (entry.name(), Instance::Node(entry.value)))
    }
}

/// The items of a list.
pub(super) struct Elements<'d>(Node<'d>);

impl<'d> Array<'d, Yaml> for Elements<'d> {
    type Node = Instance<'d>;
    type ElementsIter = std::iter::Map<Children<'d>, fn(Node<'d>) -> Instance<'d>>;

    fn len(&self) -> usize {
        self.0.items().len()
    }

    fn elements(&self) -> Self::ElementsIter {
        self.0.items().map(Instance::Node)
    }
}
