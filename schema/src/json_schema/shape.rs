//! From a value's shape to the schema of the value.

use serde_json::{Map, Value, json};

use super::{Branch, text};
use crate::{
    DeployPath, Key, LimitName, Literal, Requirement, Suggestion, Support, Table, ValueKind, keys,
    limits,
};

/// A string that holds an interpolation.
const INTERPOLATION: &str = r"\$\{";
/// A string that stands for a number: digits, or an interpolation.
const NUMBER_TEXT: &str = r"^[0-9]+$|\$\{";

/// Adds the definition of every table that can be reached from the document.
pub(super) fn definitions(branch: Branch, definitions: &mut Map<String, Value>) {
    let mut tables = Tables::default();
    tables.visit(&keys::DOCUMENT, false);
    for table in &tables.found {
        let alone = !tables.mixed.contains(&table.name);
        definitions.insert(
            format!("{}{}", branch.prefix, table.name),
            of_table(branch, table, alone),
        );
    }
}

/// The tables below the document, and which of them stand where other types are allowed too.
#[derive(Default)]
struct Tables {
    found: Vec<&'static Table>,
    mixed: Vec<&'static str>,
}

impl Tables {
    fn visit(&mut self, kind: &'static ValueKind, mixed: bool) {
        match kind {
            ValueKind::Map(table) => {
                if mixed {
                    self.mixed.push(table.name);
                }
                if self.found.iter().any(|known| known.name == table.name) {
                    return;
                }
                self.found.push(table);
                for key in table.keys {
                    self.visit(&key.kind, key.nullable);
                }
            }
            ValueKind::List(inner) | ValueKind::MapOf(inner) => self.visit(inner, false),
            ValueKind::OneOf(kinds) => kinds.iter().for_each(|kind| self.visit(kind, true)),
            _ => {}
        }
    }
}

fn of_table(branch: Branch, table: &Table, alone: bool) -> Value {
    let mut schema = Map::new();
    schema.insert("title".into(), json!(table.title.get(branch.lang)));
    if alone {
        schema.insert("type".into(), json!("object"));
    }
    let properties: Map<String, Value> = table
        .keys
        .iter()
        .map(|key| (key.name.to_owned(), of_key(branch, key)))
        .collect();
    schema.insert("properties".into(), Value::Object(properties));
    let required: Vec<&str> = table
        .keys
        .iter()
        .filter(|key| is_required(branch, key))
        .map(|key| key.name)
        .collect();
    if !required.is_empty() {
        schema.insert("required".into(), json!(required));
    }
    if !table.open {
        schema.insert("additionalProperties".into(), json!(false));
    }
    Value::Object(schema)
}

/// The deploy paths of the branch that read `key`.
fn reading(branch: Branch, key: &Key) -> impl Iterator<Item = DeployPath> {
    let support = key.support;
    branch
        .paths()
        .iter()
        .copied()
        .filter(move |path| support.on(*path) != Support::Ignored)
}

/// A key is required where every path that reads it breaks without it.
fn is_required(branch: Branch, key: &Key) -> bool {
    matches!(key.required, Requirement::On(_))
        && reading(branch, key).next().is_some()
        && reading(branch, key).all(|path| key.required_on(path))
}

fn of_key(branch: Branch, key: &'static Key) -> Value {
    let mut parts = Parts::default();
    parts.add(branch, &key.kind, key.limit);
    if key.nullable {
        parts.allow("null");
    }
    let mut schema = Map::new();
    schema.insert("description".into(), json!(key.doc.get(branch.lang)));
    schema.insert(
        "markdownDescription".into(),
        json!(text::markdown(key, branch.paths(), branch.lang)),
    );
    if let Some(why) = text::deprecation(key, branch.cloud, branch.lang) {
        schema.insert("deprecated".into(), json!(true));
        schema.insert("deprecationMessage".into(), json!(why));
    }
    if key.internal {
        schema.insert("doNotSuggest".into(), json!(true));
    }
    if let Some(default) = common_default(branch, key) {
        schema.insert("default".into(), default);
    }
    if let Some(example) = example(key) {
        schema.insert("examples".into(), json!([example]));
    }
    parts.write(&mut schema);
    Value::Object(schema)
}

/// The default, where all paths of the branch that read the key have the same.
fn common_default(branch: Branch, key: &Key) -> Option<Value> {
    let mut defaults = reading(branch, key).map(|path| key.default_on(path));
    let first = defaults.next()??;
    defaults
        .all(|other| other == Some(first))
        .then(|| match first {
            Literal::Str(text) => json!(text),
            Literal::Int(number) => json!(number),
            Literal::Bool(truth) => json!(truth),
        })
}

/// The example as a JSON value; examples that are maps or lists stay out, they are YAML.
fn example(key: &Key) -> Option<Value> {
    let written = key.example?;
    if written.starts_with(['[', '{']) {
        return None;
    }
    Some(match written.parse::<i64>() {
        Ok(number) if matches!(key.kind, ValueKind::Int { .. }) => json!(number),
        _ if written == "true" => json!(true),
        _ if written == "false" => json!(false),
        _ => json!(written.trim_matches('\'')),
    })
}

/// The assertions of one value, sorted by the YAML type they speak about: none disturbs another, so a choice
/// between types needs no `anyOf`.
#[derive(Default)]
struct Parts {
    types: Vec<&'static str>,
    anything: bool,
    body: Map<String, Value>,
    choice: Vec<Suggestion>,
    closed: bool,
    lang: crate::Lang,
}

impl Parts {
    fn allow(&mut self, name: &'static str) {
        if !self.types.contains(&name) {
            self.types.push(name);
        }
    }

    fn add(&mut self, branch: Branch, kind: &'static ValueKind, limit: Option<LimitName>) {
        self.lang = branch.lang;
        match kind {
            ValueKind::Str => self.allow("string"),
            ValueKind::Scalar => {
                self.allow("string");
                self.allow("number");
                self.allow("boolean");
            }
            ValueKind::Int { min, max } => {
                self.allow("integer");
                self.allow("string");
                self.body.insert("pattern".into(), json!(NUMBER_TEXT));
                self.bounds(branch, *min, *max, limit);
            }
            ValueKind::Bool => {
                self.allow("boolean");
                self.allow("string");
                if !self.body.contains_key("pattern") {
                    self.body.insert("pattern".into(), json!(INTERPOLATION));
                }
            }
            ValueKind::Null => self.allow("null"),
            ValueKind::Enum { open, .. } => {
                self.allow("string");
                self.choice.extend(kind.suggestions(branch.cloud));
                self.closed |= !open;
            }
            ValueKind::Known(vocabulary) => {
                self.allow("string");
                self.choice.extend(vocabulary.suggestions(branch.cloud));
                self.closed |= vocabulary.closed();
            }
            ValueKind::List(item) => {
                self.allow("array");
                self.body.insert("items".into(), plain(branch, item));
            }
            ValueKind::Map(table) => {
                self.allow("object");
                // A sibling of `$ref` is ignored in draft-07, one of `allOf` is not.
                self.body
                    .insert("allOf".into(), json!([branch.reference(table)]));
            }
            ValueKind::MapOf(entry) => {
                self.allow("object");
                self.body
                    .insert("additionalProperties".into(), plain(branch, entry));
            }
            ValueKind::OneOf(kinds) => {
                for kind in *kinds {
                    self.add(branch, kind, limit);
                }
            }
            ValueKind::Any => self.anything = true,
        }
    }

    /// The range of a number: the shape's own, narrowed to what some path of the cloud takes. The lower end stays at
    /// the shape's, because the builders put the default in the place of 0.
    fn bounds(&mut self, branch: Branch, min: i64, max: i64, limit: Option<LimitName>) {
        let known: Vec<_> = match (branch.cloud, limit) {
            (Some(_), Some(name)) => branch
                .paths()
                .iter()
                .filter_map(|path| limits(*path).get(name))
                .filter(|limit| limit.source.verified)
                .collect(),
            _ => Vec::new(),
        };
        let max = known.iter().map(|limit| limit.max).max().unwrap_or(max);
        let step = known
            .iter()
            .flat_map(|limit| std::iter::once(&limit.step).chain(limit.also))
            .copied()
            .reduce(greatest_common_divisor)
            .unwrap_or(1);
        self.body.insert("minimum".into(), json!(min));
        if max < i64::MAX {
            self.body.insert("maximum".into(), json!(max));
        }
        if step > 1 {
            self.body.insert("multipleOf".into(), json!(step));
        }
    }

    fn write(self, schema: &mut Map<String, Value>) {
        let Parts {
            types,
            anything,
            mut body,
            choice,
            closed,
            lang,
        } = self;
        if anything {
            return;
        }
        let strings_are_free = !body.contains_key("pattern") || !choice.is_empty();
        if strings_are_free {
            body.remove("pattern");
        }
        schema.insert(
            "type".into(),
            match types.as_slice() {
                [one] => json!(one),
                many => json!(many),
            },
        );
        schema.append(&mut body);
        if choice.is_empty() {
            return;
        }
        let mut branches = vec![json!({
            "enum": choice.iter().map(|s| s.value).collect::<Vec<_>>(),
            "enumDescriptions": choice.iter().map(|s| s.doc.get(lang)).collect::<Vec<_>>(),
        })];
        if closed {
            branches.push(json!({ "type": "string", "pattern": INTERPOLATION }));
            // Other types are `type`'s business: one mistake, one error.
            branches.push(json!({ "not": { "type": "string" } }));
        } else {
            // Only suggestions: everything passes.
            branches.push(json!({}));
        }
        schema.insert("anyOf".into(), json!(branches));
    }
}

/// The schema of a value that has no key of its own: a list item, or an entry with a free name.
fn plain(branch: Branch, kind: &'static ValueKind) -> Value {
    if let ValueKind::Map(table) = kind {
        return branch.reference(table);
    }
    let mut parts = Parts::default();
    parts.add(branch, kind, None);
    let mut schema = Map::new();
    parts.write(&mut schema);
    Value::Object(schema)
}

fn greatest_common_divisor(a: i64, b: i64) -> i64 {
    if b == 0 {
        a
    } else {
        greatest_common_divisor(b, a % b)
    }
}
