//! From the builder's inputs to what `fc-deploy` gets: `deployUseServerlessDev` of fcli-plugin-fc.

use crate::deploy::value::Value;

/// The archive that packaging makes, where `package.artifact` names no other.
const ARTIFACT: &str = "serverless.zip";

/// The inputs with what the plugin puts in: the region, where the code lies. `path`, `args` and a full path of the
/// archive depend on the machine; the account is asked for there too.
pub(in crate::deploy) fn inputs(component: Value, file: &Value) -> Value {
    let artifact = file.get("package").get("artifact").or(ARTIFACT);
    let Value::List(mut inputs) = component else {
        return component;
    };
    for input in &mut inputs {
        let code = part(input, "props")
            .and_then(|props| part(props, "function"))
            .and_then(|function| part(function, "codeUri"));
        if let Some(code) = code {
            *code = artifact.clone();
        }
    }
    Value::List(inputs)
}

fn part<'v>(value: &'v mut Value, key: &str) -> Option<&'v mut Value> {
    match value {
        Value::Map(map) => map.get_mut(key),
        _ => None,
    }
}
