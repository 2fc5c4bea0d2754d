//! JavaScript values, as far as f.yml and the builders have them: enough to do to a file what their code does.

use std::borrow::Cow;
use std::collections::HashMap;

use super::date;
use super::thrown::{Cause, Thrown};
use crate::model::array_index;
use crate::syntax::tree::number_text;

/// A JavaScript value.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    /// What JavaScript answers for a key that is not there. No output holds it.
    #[default]
    Undefined,
    /// `null`.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A number; JavaScript has doubles only.
    Number(f64),
    /// Text.
    Text(String),
    /// A `Date`, in milliseconds since 1970-01-01 UTC.
    Date(i64),
    /// An array.
    List(Vec<Value>),
    /// An object.
    Map(Map),
}

/// A JavaScript object: its own keys in the order JavaScript gives them.
#[derive(Debug, Clone, Default)]
pub struct Map {
    /// In the order of insertion; a key that was deleted leaves a hole.
    entries: Vec<Option<(String, Value)>>,
    /// Where each key stands, once there are too many to look through. Most maps are small, and there are many.
    #[expect(
        clippy::box_collection,
        reason = "a table takes the room of two keys, and most maps have none"
    )]
    places: Option<Box<HashMap<String, usize>>>,
    has_index_keys: bool,
}

/// From so many keys on they are looked up in a table.
const MANY: usize = 16;

/// What is never there.
static UNDEFINED: Value = Value::Undefined;

impl Value {
    /// What JavaScript's `if (value)` says.
    pub fn is_truthy(&self) -> bool {
        match self {
            Value::Undefined | Value::Null => false,
            Value::Bool(value) => *value,
            Value::Number(number) => *number != 0.0 && !number.is_nan(),
            Value::Text(text) => !text.is_empty(),
            Value::Date(_) | Value::List(_) | Value::Map(_) => true,
        }
    }

    /// `undefined` or `null`: nothing can be read from these.
    pub fn is_nullish(&self) -> bool {
        matches!(self, Value::Undefined | Value::Null)
    }

    /// The value if it is truthy: `value || …`.
    pub fn truthy(&self) -> Option<&Value> {
        self.is_truthy().then_some(self)
    }

    /// `this || other`.
    pub fn or(&self, other: impl Into<Value>) -> Value {
        match self.truthy() {
            Some(value) => value.clone(),
            None => other.into(),
        }
    }

    /// `value?.key`: an own key of an object, `undefined` for anything else.
    pub fn get(&self, key: &str) -> &Value {
        match self {
            Value::Map(map) => map.get(key),
            _ => &UNDEFINED,
        }
    }

    /// `value.key`.
    ///
    /// # Errors
    /// A `TypeError` if there is nothing to read from; `at` says where in the file that is.
    pub fn read(&self, key: &'static str, at: impl FnOnce() -> String) -> Result<&Value, Thrown> {
        if self.is_nullish() {
            return Err(Thrown::new(at(), Cause::ReadsOfNothing(key)));
        }
        Ok(self.get(key))
    }

    /// What `String(value)` says: as a property key, and in template literals.
    pub fn to_text(&self) -> Cow<'_, str> {
        match self {
            Value::Undefined => Cow::Borrowed("undefined"),
            Value::Null => Cow::Borrowed("null"),
            Value::Bool(true) => Cow::Borrowed("true"),
            Value::Bool(false) => Cow::Borrowed("false"),
            Value::Number(number) => Cow::Owned(number_text(*number)),
            Value::Text(text) => Cow::Borrowed(text),
            Value::Date(instant) => Cow::Owned(date::words(*instant)),
            Value::List(items) => {
                let items: Vec<Cow<'_, str>> = items.iter().map(Value::to_item_text).collect();
                Cow::Owned(items.join(","))
            }
            Value::Map(_) => Cow::Borrowed("[object Object]"),
        }
    }

    /// As `to_text`, but nothing for `null`: how `Array.join` writes items.
    fn to_item_text(&self) -> Cow<'_, str> {
        match self {
            item if item.is_nullish() => Cow::Borrowed(""),
            item => item.to_text(),
        }
    }

    /// The text, if it is text.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The object, if it is one.
    pub fn as_map(&self) -> Option<&Map> {
        match self {
            Value::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The items, if it is an array.
    pub fn as_list(&self) -> Option<&[Value]> {
        match self {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// What `for (const key in value)` goes over, with the values: characters and items count as keys too.
    pub fn properties(&self) -> Vec<(Cow<'_, str>, Cow<'_, Value>)> {
        match self {
            Value::Map(map) => map
                .iter()
                .map(|(key, value)| (Cow::Borrowed(key), Cow::Borrowed(value)))
                .collect(),
            Value::List(items) => items
                .iter()
                .enumerate()
                .map(|(index, item)| (Cow::Owned(index.to_string()), Cow::Borrowed(item)))
                .collect(),
            Value::Text(text) => utf16_units(text)
                .into_iter()
                .enumerate()
                .map(|(index, unit)| (Cow::Owned(index.to_string()), Cow::Owned(unit.into())))
                .collect(),
            _ => Vec::new(),
        }
    }

    /// What `for (const item of value ?? [])` goes over.
    ///
    /// # Errors
    /// A `TypeError` if it cannot be iterated; `at` says where in the file it is.
    pub fn items(&self, at: impl FnOnce() -> String) -> Result<Vec<Cow<'_, Value>>, Thrown> {
        match self {
            Value::Undefined | Value::Null => Ok(Vec::new()),
            Value::List(items) => Ok(items.iter().map(Cow::Borrowed).collect()),
            Value::Text(text) => Ok(text
                .chars()
                .map(|c| Cow::Owned(Value::Text(c.to_string())))
                .collect()),
            _ => Err(Thrown::new(at(), Cause::NotIterable)),
        }
    }
}

/// The UTF-16 units of a text. Half a surrogate pair cannot be written in UTF-8; the replacement character stands for
/// it.
fn utf16_units(text: &str) -> Vec<String> {
    text.encode_utf16()
        .map(|unit| String::from_utf16_lossy(&[unit]))
        .collect()
}

impl Map {
    /// An object without keys.
    pub fn new() -> Map {
        Map::default()
    }

    /// The value of an own key; `undefined` if there is none.
    pub fn get(&self, key: &str) -> &Value {
        self.place(key)
            .and_then(|place| self.entries.get(place)?.as_ref())
            .map_or(&UNDEFINED, |(_, value)| value)
    }

    /// Whether there is such an own key.
    pub fn has(&self, key: &str) -> bool {
        self.place(key).is_some()
    }

    /// The value of an own key, to change it.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        let place = self.place(key)?;
        let (_, value) = self.entries.get_mut(place)?.as_mut()?;
        Some(value)
    }

    fn place(&self, key: &str) -> Option<usize> {
        if let Some(places) = &self.places {
            return places.get(key).copied();
        }
        self.entries
            .iter()
            .position(|entry| entry.as_ref().is_some_and(|(known, _)| known == key))
    }

    /// Gives it an own key, as a literal or a spread does.
    pub fn define(&mut self, key: impl Into<String>, value: impl Into<Value>) {
        let (key, value) = (key.into(), value.into());
        if let Some(known) = self.get_mut(&key) {
            *known = value;
            return;
        }
        self.has_index_keys |= array_index(&key).is_some();
        let place = self.entries.len();
        if place == MANY {
            let known = self.entries.iter().enumerate();
            let known = known.filter_map(|(place, entry)| Some((entry.as_ref()?.0.clone(), place)));
            self.places = Some(Box::new(known.collect()));
        }
        if let Some(places) = &mut self.places {
            places.insert(key.clone(), place);
        }
        self.entries.push(Some((key, value)));
    }

    /// `map[key] = value`: the same, but the key `__proto__` gives no own key.
    pub fn assign(&mut self, key: impl Into<String>, value: impl Into<Value>) {
        let key = key.into();
        if key != "__proto__" || self.has(&key) {
            self.define(key, value);
        }
    }

    /// `delete map[key]`.
    pub fn delete(&mut self, key: &str) {
        if let Some(place) = self.place(key) {
            if let Some(entry) = self.entries.get_mut(place) {
                *entry = None;
            }
            if let Some(places) = &mut self.places {
                places.remove(key);
            }
        }
    }

    /// Its keys and values in JavaScript's order: keys that are array indices first, by size.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        let mut entries: Vec<(&str, &Value)> = self
            .entries
            .iter()
            .flatten()
            .map(|(key, value)| (key.as_str(), value))
            .collect();
        if self.has_index_keys {
            entries.sort_by_key(|(key, _)| array_index(key).map_or((1, 0), |index| (0, index)));
        }
        entries.into_iter()
    }

    /// Whether it has no keys.
    pub fn is_empty(&self) -> bool {
        self.entries.iter().all(Option::is_none)
    }

    /// `{...this, ...value}`: takes over the keys of an object, the items of a list, the characters of a text.
    pub fn spread(&mut self, value: &Value) {
        for (key, value) in value.properties() {
            self.define(key, value.into_owned());
        }
    }
}

impl PartialEq for Map {
    fn eq(&self, other: &Map) -> bool {
        self.iter().eq(other.iter())
    }
}

impl<K: Into<String>, V: Into<Value>> FromIterator<(K, V)> for Map {
    fn from_iter<T: IntoIterator<Item = (K, V)>>(entries: T) -> Map {
        let mut map = Map::new();
        for (key, value) in entries {
            map.define(key, value);
        }
        map
    }
}

impl From<&Value> for Value {
    fn from(value: &Value) -> Value {
        value.clone()
    }
}

impl From<Map> for Value {
    fn from(map: Map) -> Value {
        Value::Map(map)
    }
}

impl From<Vec<Value>> for Value {
    fn from(items: Vec<Value>) -> Value {
        Value::List(items)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Value {
        Value::Bool(value)
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Value {
        Value::Number(number)
    }
}

impl From<fyml_schema::Literal> for Value {
    fn from(literal: fyml_schema::Literal) -> Value {
        match literal {
            fyml_schema::Literal::Str(text) => text.into(),
            fyml_schema::Literal::Int(number) => Value::Number(number as f64),
            fyml_schema::Literal::Bool(value) => Value::Bool(value),
        }
    }
}

/// An object literal: `object! { "name" => value, … }`.
macro_rules! object {
    ($($key:expr => $value:expr),* $(,)?) => {{
        let mut map = $crate::deploy::Map::new();
        $(map.define($key, $value);)*
        $crate::deploy::Value::Map(map)
    }};
}
pub(super) use object;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_stand_in_the_order_of_javascript() {
        let map: Map = [("b", 1.0), ("10", 2.0), ("a", 3.0), ("2", 4.0), ("02", 5.0)]
            .into_iter()
            .collect();
        let keys: Vec<&str> = map.iter().map(|(key, _)| key).collect();
        assert_eq!(keys, ["2", "10", "b", "a", "02"]);
    }

    #[test]
    fn many_keys_are_found_changed_and_deleted() {
        let mut map: Map = (0..100).map(|n| (format!("k{n}"), f64::from(n))).collect();
        map.define("k50", "changed");
        map.delete("k20");
        map.define("k20", "back");
        assert_eq!(map.get("k50"), &Value::from("changed"));
        assert_eq!(map.get("k99"), &Value::Number(99.0));
        assert_eq!(map.iter().last(), Some(("k20", &Value::from("back"))));
        assert_eq!(map.iter().count(), 100);
    }

    #[test]
    fn an_assigned_prototype_is_no_key() {
        let mut map = Map::new();
        map.assign("__proto__", Map::new());
        assert!(map.is_empty());
        map.define("__proto__", 1.0);
        assert!(map.has("__proto__"));
    }

    #[test]
    fn texts_are_those_of_string() {
        let list = Value::List(vec![
            Value::Null,
            Value::Number(1.5),
            Value::Map(Map::new()),
        ]);
        assert_eq!(list.to_text(), ",1.5,[object Object]");
        assert_eq!(Value::Undefined.to_text(), "undefined");
        assert_eq!(Value::Number(-0.0).to_text(), "0");
    }
}
