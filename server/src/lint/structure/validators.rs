//! The compiled schemas: per cloud one for a function and one for everything else, made when first needed.

use std::sync::OnceLock;

use fyml_schema::{Cloud, Lang, json_schema};
use jsonschema::{PatternOptions, Validator};
use serde_json::{Value, json};

use super::instance::Yaml;

/// The validators of one cloud.
pub(super) struct Validators {
    /// For the whole document, except that functions may be anything.
    pub service: Validator<Yaml>,
    /// For one function.
    pub function: Validator<Yaml>,
}

/// The validators for `cloud`; the loose ones (what is right on some cloud) without one. `None` if the schema itself
/// could not be compiled, which a test rules out.
pub(super) fn validators(cloud: Option<Cloud>) -> Option<&'static Validators> {
    static SLOTS: [OnceLock<Option<Validators>>; 5] = [const { OnceLock::new() }; 5];
    let (slot, cloud) = match cloud.map(Cloud::canonical) {
        Some(Cloud::Aliyun) => (0, Some(Cloud::Aliyun)),
        Some(Cloud::Tencent) => (1, Some(Cloud::Tencent)),
        Some(Cloud::Vercel) => (2, Some(Cloud::Vercel)),
        Some(Cloud::Wechat) => (3, Some(Cloud::Wechat)),
        _ => (4, None),
    };
    SLOTS[slot].get_or_init(|| compile(cloud)).as_ref()
}

fn compile(cloud: Option<Cloud>) -> Option<Validators> {
    // The texts in the schema are for other editors; ours come from the tables, so the language does not matter.
    // A name that nothing is deployed to has the loose schema.
    let mut schema = json_schema::for_cloud(cloud.unwrap_or(Cloud::Aws), Lang::En);
    let functions = schema.pointer_mut("/definitions/file/properties/functions")?;
    // their shape is checked one function at a time
    *functions = json!(true);
    strip(&mut schema);
    let service = build(&schema)?;
    let function = json!({
        "$schema": schema.get("$schema"),
        "allOf": [{"$ref": "#/definitions/function"}],
        "definitions": schema.get("definitions"),
    });
    Some(Validators {
        service,
        function: build(&function)?,
    })
}

/// Takes out what only people read: it is two thirds of a schema, and the validator would keep it in memory.
fn strip(schema: &mut Value) {
    const FOR_PEOPLE: [&str; 9] = [
        "title",
        "description",
        "markdownDescription",
        "default",
        "examples",
        "enumDescriptions",
        "deprecated",
        "deprecationMessage",
        "doNotSuggest",
    ];
    match schema {
        Value::Object(members) => {
            members.retain(|name, member| {
                let says_nothing = name == "anyOf" && takes_all(member);
                !says_nothing && !FOR_PEOPLE.contains(&name.as_str())
            });
            for (name, member) in members {
                match member {
                    // here the names are keys of f.yml, `description` among them
                    Value::Object(named)
                        if matches!(name.as_str(), "properties" | "definitions") =>
                    {
                        named.values_mut().for_each(strip);
                    }
                    _ => strip(member),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}

/// Whether one of several schemas takes everything: the others are there to be suggested from.
fn takes_all(any_of: &Value) -> bool {
    any_of
        .as_array()
        .is_some_and(|all| all.contains(&json!({})))
}

fn build(schema: &Value) -> Option<Validator<Yaml>> {
    jsonschema::options_for::<Yaml>()
        .offline()
        // our patterns look neither ahead nor behind; the engine that can would only be more program in memory
        .with_pattern_options(PatternOptions::regex())
        .build(schema)
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_called_like_annotations_stay() {
        let mut schema = json!({
            "title": "a", "properties": {"description": {"type": "string", "description": "b"}},
        });
        strip(&mut schema);
        assert_eq!(
            schema,
            json!({"properties": {"description": {"type": "string"}}})
        );
    }

    #[test]
    fn every_schema_compiles() {
        for cloud in [Cloud::Aliyun, Cloud::Tencent, Cloud::Vercel, Cloud::Wechat] {
            assert!(validators(Some(cloud)).is_some(), "{cloud:?}");
        }
        assert!(validators(None).is_some());
    }
}
