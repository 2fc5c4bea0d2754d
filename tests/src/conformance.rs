//! Every message of a session, held against the official meta model of the protocol in two versions.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Map, Value};

/// Who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The client, to the server.
    Client,
    /// The server, to the client.
    Server,
}

/// How many messages of either side were checked in this process.
static CHECKED: [AtomicUsize; 2] = [const { AtomicUsize::new(0) }; 2];

/// Where every process of tests leaves its count, below the target folder, for a sum at the end.
pub const COUNTS: &str = "target/conformance";

/// Writes down how many messages were checked in this process so far.
pub fn count() {
    let [client, server] = [&CHECKED[0], &CHECKED[1]].map(|count| count.load(Ordering::Relaxed));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(COUNTS);
    let file = folder.join(std::process::id().to_string());
    // for people: a test does not fail for want of it
    let _ = fs::create_dir_all(folder).and_then(|()| fs::write(file, format!("{client} {server}")));
}

/// The sum of what was written down: messages of clients, messages of servers.
pub fn counted() -> (usize, usize) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(COUNTS);
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    let counts = files.filter_map(|file| {
        let text = fs::read_to_string(file.path()).ok()?;
        let (client, server) = text.split_once(' ')?;
        Some((client.parse::<usize>().ok()?, server.parse::<usize>().ok()?))
    });
    counts.fold((0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1))
}

/// What one session has said so far that later messages refer to.
#[derive(Debug, Default)]
pub struct Conformance {
    /// Unanswered requests: who asked, under which id, for what; nothing if the question itself was wrong, because its
    /// answer may repeat what it held.
    pending: HashMap<(Side, String), Option<String>>,
    /// Whether requests were sent that were not checked.
    has_gaps: bool,
}

impl Conformance {
    /// Takes note of bytes that were sent unchecked: they may have held requests.
    pub fn skip(&mut self) {
        self.has_gaps = true;
    }

    /// What is wrong with a message; nothing if it is as the protocol wants it in both versions.
    pub fn check(&mut self, side: Side, message: &Value) -> Vec<String> {
        CHECKED[side as usize].fetch_add(1, Ordering::Relaxed);
        let mut faults = Vec::new();
        if message["jsonrpc"] != "2.0" {
            faults.push("`jsonrpc` is not \"2.0\"".to_owned());
        }
        let members = ["jsonrpc", "id", "method", "params", "result", "error"];
        let names = message.as_object().into_iter().flat_map(Map::keys);
        for name in names.filter(|name| !members.contains(&name.as_str())) {
            faults.push(format!("a message has no member `{name}`"));
        }
        match message.get("method").and_then(Value::as_str) {
            Some(method) => self.call(side, method, message, &mut faults),
            None => self.answer(side, message, &mut faults),
        }
        faults
    }

    fn call(&mut self, side: Side, method: &str, message: &Value, faults: &mut Vec<String>) {
        let id = message.get("id");
        if let Some(id) = id.filter(|id| !(id.is_i64() || id.is_string())) {
            faults.push(format!("{id} is no id"));
        }
        if !is_extension(method) {
            params(side, method, message, faults);
        }
        if let Some(id) = id {
            let method = faults.is_empty().then(|| method.to_owned());
            self.pending.insert((side, id.to_string()), method);
        }
    }
    fn answer(&mut self, side: Side, message: &Value, faults: &mut Vec<String>) {
        let asker = match side {
            Side::Client => Side::Server,
            Side::Server => Side::Client,
        };
        let id = message.get("id").unwrap_or(&Value::Null);
        let error = message.get("error");
        if message.get("result").is_some() == error.is_some() {
            faults.push("an answer has either a result or an error".to_owned());
        }
        if let Some(error) = error {
            let is_sound = error["code"].is_i64() && error["message"].is_string();
            if !is_sound {
                faults.push(format!("{error} is no error"));
            }
        }
        let Some(method) = self.pending.remove(&(asker, id.to_string())) else {
            // what could not be read has no id that could be told
            if !(id.is_null() && error.is_some() || self.has_gaps) {
                faults.push(format!("an answer to no request: {message}"));
            }
            return;
        };
        let method = method.filter(|method| !is_extension(method));
        let (Some(method), Some(result)) = (method, message.get("result")) else {
            return;
        };
        for model in models() {
            if let Some(known) = model.requests.get(&method)
                && let Err(fault) = model.check(&known["result"], result)
            {
                faults.push(format!("{}: answer to {method}: {fault}", model.version));
            }
        }
    }
}

/// Whether a request or a notification is one that this side may send, with these parameters.
fn params(side: Side, method: &str, message: &Value, faults: &mut Vec<String>) {
    let id = message.get("id");
    for model in models() {
        let kind = if id.is_some() {
            &model.requests
        } else {
            &model.notifications
        };
        let Some(known) = kind.get(method) else {
            faults.push(format!("{}: {method} is unknown", model.version));
            continue;
        };
        let directions = match side {
            Side::Client => ["clientToServer", "both"],
            Side::Server => ["serverToClient", "both"],
        };
        if !known["messageDirection"]
            .as_str()
            .is_some_and(|way| directions.contains(&way))
        {
            faults.push(format!("{}: {method} goes the other way", model.version));
        }
        let params = message.get("params");
        let fault = match (known.get("params"), params) {
            (None, None | Some(Value::Null)) => None,
            (None, Some(params)) => Some(format!("no parameters are known: {params}")),
            (Some(kind), params) => model.check(kind, params.unwrap_or(&Value::Null)).err(),
        };
        faults.extend(fault.map(|fault| format!("{}: {method}: {fault}", model.version)));
    }
}

/// Whether a method is our own, or one that nobody must know.
fn is_extension(method: &str) -> bool {
    method.starts_with("fyml/") || method.starts_with("fyml-test/") || method == "$/unknown"
}

/// One version of the protocol.
struct Model {
    version: &'static str,
    requests: HashMap<String, Value>,
    notifications: HashMap<String, Value>,
    /// Structures with everything they extend and mix in.
    structures: HashMap<String, Vec<Value>>,
    enumerations: HashMap<String, Value>,
    aliases: HashMap<String, Value>,
}

fn models() -> &'static [Model; 2] {
    static MODELS: OnceLock<[Model; 2]> = OnceLock::new();
    MODELS.get_or_init(|| {
        [
            Model::read("3.17", include_str!("../meta_model/3.17.json")),
            Model::read("3.18", include_str!("../meta_model/3.18.json")),
        ]
    })
}

impl Model {
    fn read(version: &'static str, text: &str) -> Model {
        let model: Value = serde_json::from_str(text).expect("the meta model is JSON");
        let by = |list: &str, name: &str| -> HashMap<String, Value> {
            let items = model[list].as_array().into_iter().flatten();
            items
                .filter_map(|item| Some((item[name].as_str()?.to_owned(), item.clone())))
                .collect()
        };
        let structures = by("structures", "name");
        Model {
            version,
            requests: by("requests", "method"),
            notifications: by("notifications", "method"),
            structures: structures
                .keys()
                .map(|name| (name.clone(), properties(&structures, name)))
                .collect(),
            enumerations: by("enumerations", "name"),
            aliases: by("typeAliases", "name"),
        }
    }

    /// Whether a value is of a type.
    ///
    /// # Errors
    /// Where and why it is not.
    fn check(&self, kind: &Value, value: &Value) -> Result<(), String> {
        let fits = |is: bool, what: &str| {
            if is {
                Ok(())
            } else {
                Err(format!("{value} is no {what}"))
            }
        };
        let name = kind["name"].as_str().unwrap_or_default();
        match kind["kind"].as_str().unwrap_or_default() {
            "base" => match name {
                "string" | "DocumentUri" | "URI" | "RegExp" => fits(value.is_string(), name),
                "integer" => fits(
                    value
                        .as_i64()
                        .is_some_and(|number| i32::try_from(number).is_ok()),
                    name,
                ),
                "uinteger" => fits(
                    value
                        .as_i64()
                        .is_some_and(|number| (0..=i64::from(i32::MAX)).contains(&number)),
                    name,
                ),
                "decimal" => fits(value.is_number(), name),
                "boolean" => fits(value.is_boolean(), name),
                "null" => fits(value.is_null(), name),
                other => Err(format!("the meta model has no base type {other}")),
            },
            "reference" => self.reference(name, value),
            "array" => {
                let Some(items) = value.as_array() else {
                    return Err(format!("{value} is no array"));
                };
                for (index, item) in items.iter().enumerate() {
                    self.check(&kind["element"], item)
                        .map_err(|fault| format!("[{index}] {fault}"))?;
                }
                Ok(())
            }
            "map" => {
                let Some(members) = value.as_object() else {
                    return Err(format!("{value} is no map"));
                };
                for (name, member) in members {
                    self.check(&kind["value"], member)
                        .map_err(|fault| format!(".{name} {fault}"))?;
                }
                Ok(())
            }
            "or" => {
                let mut deepest = String::new();
                for item in kind["items"].as_array().into_iter().flatten() {
                    match self.check(item, value) {
                        Ok(()) => return Ok(()),
                        // the alternative that came furthest is the one that was meant
                        Err(fault) if depth(&fault) >= depth(&deepest) => deepest = fault,
                        Err(_) => {}
                    }
                }
                Err(deepest)
            }
            "and" => {
                let mut all = Vec::new();
                for item in kind["items"].as_array().into_iter().flatten() {
                    let name = item["name"].as_str().unwrap_or_default();
                    all.extend(self.structures.get(name).into_iter().flatten().cloned());
                }
                self.members(&all, value)
            }
            "tuple" => {
                let kinds = kind["items"]
                    .as_array()
                    .map(Vec::as_slice)
                    .unwrap_or_default();
                match value.as_array() {
                    Some(items) if items.len() == kinds.len() => kinds
                        .iter()
                        .zip(items)
                        .try_for_each(|(kind, item)| self.check(kind, item)),
                    _ => Err(format!("{value} is no tuple of {}", kinds.len())),
                }
            }
            "literal" => {
                let properties = kind["value"]["properties"].as_array();
                self.members(properties.map(Vec::as_slice).unwrap_or_default(), value)
            }
            "stringLiteral" | "integerLiteral" | "booleanLiteral" => {
                fits(*value == kind["value"], &kind["value"].to_string())
            }
            other => Err(format!("the meta model has no kind {other}")),
        }
    }

    fn reference(&self, name: &str, value: &Value) -> Result<(), String> {
        if ["LSPAny", "LSPObject", "LSPArray"].contains(&name) {
            return Ok(());
        }
        if let Some(properties) = self.structures.get(name) {
            return self
                .members(properties, value)
                .map_err(|fault| format!("({name}) {fault}"));
        }
        if let Some(enumeration) = self.enumerations.get(name) {
            let values = enumeration["values"].as_array().into_iter().flatten();
            let is_known = values.into_iter().any(|known| known["value"] == *value);
            if is_known {
                return Ok(());
            }
            if enumeration["supportsCustomValues"] == true {
                return self.check(&enumeration["type"], value);
            }
            return Err(format!("{value} is no {name}"));
        }
        match self.aliases.get(name) {
            Some(alias) => self.check(&alias["type"], value),
            None => Err(format!("the meta model has no type {name}")),
        }
    }

    /// Whether a value has these properties and no others.
    fn members(&self, properties: &[Value], value: &Value) -> Result<(), String> {
        let Some(members) = value.as_object() else {
            return Err(format!("{value} is no object"));
        };
        for property in properties {
            let name = property["name"].as_str().unwrap_or_default();
            match members.get(name) {
                Some(member) => self
                    .check(&property["type"], member)
                    .map_err(|fault| format!(".{name} {fault}"))?,
                None if property["optional"] == true => {}
                None => return Err(format!("`{name}` is missing")),
            }
        }
        let is_known = |name: &str| properties.iter().any(|property| property["name"] == *name);
        match members.keys().find(|name| !is_known(name)) {
            Some(name) => Err(format!("`{name}` is too much")),
            None => Ok(()),
        }
    }
}

/// How far into a value a fault lies.
fn depth(fault: &str) -> usize {
    fault
        .split(' ')
        .take_while(|part| part.starts_with(['.', '[', '(']))
        .count()
}

/// The properties of a structure; its own come before what it extends.
fn properties(structures: &HashMap<String, Value>, name: &str) -> Vec<Value> {
    let Some(structure) = structures.get(name) else {
        return Vec::new();
    };
    let list = |name: &str| structure[name].as_array().into_iter().flatten();
    let mut found: Vec<Value> = list("properties").cloned().collect();
    for base in list("extends").chain(list("mixins")) {
        for property in properties(structures, base["name"].as_str().unwrap_or_default()) {
            if !found.iter().any(|known| known["name"] == property["name"]) {
                found.push(property);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn faults_are_found() {
        let mut session = Conformance::default();
        let sound = json!({"jsonrpc": "2.0", "id": 1, "method": "textDocument/hover", "params": {
            "textDocument": {"uri": "file:///a"}, "position": {"line": 0, "character": 0},
        }});
        assert_eq!(session.check(Side::Client, &sound), [""; 0]);
        for (answer, part) in [
            (json!({"contents": "x"}), None),
            (json!(null), None),
            (
                json!({"contents": {"kind": "markdown", "value": 3}}),
                Some("3 is no string"),
            ),
            (
                json!({"contents": "x", "more": 1}),
                Some("`more` is too much"),
            ),
            (json!({}), Some("`contents` is missing")),
        ] {
            session.check(Side::Client, &sound);
            let message = json!({"jsonrpc": "2.0", "id": 1, "result": answer});
            let faults = session.check(Side::Server, &message);
            match part {
                None => assert_eq!(faults, [""; 0], "{message}"),
                Some(part) => assert!(
                    faults.iter().all(|fault| fault.contains(part)) && faults.len() == 2,
                    "{faults:?}"
                ),
            }
        }
        for message in [
            json!({"jsonrpc": "2.0", "id": 9, "result": null}),
            json!({"id": 1, "result": null}),
            json!({"jsonrpc": "2.0", "method": "textDocument/hovering"}),
            json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {}}),
            json!({"jsonrpc": "2.0", "method": "textDocument/publishDiagnostics", "params": {"uri": "a", "diagnostics": [{"message": "x"}]}}),
        ] {
            assert_ne!(session.check(Side::Server, &message), [""; 0], "{message}");
        }
    }
}
