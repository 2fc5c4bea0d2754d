//! From the builder's inputs to what `fc-deploy` gets: `deployUseServerlessDev` of fcli-plugin-fc.

use crate::deploy::value::Value;

/// The archive that packaging makes, where `package.artifact` names no other.
const ARTIFACT: &str = "serverless.zip";

/// The domain that aliyun makes up.
const AUTO: &str = "auto";

/// The inputs with what the plugin puts in: the region, where the code lies, the flags. The folder of the build and
/// the archive's full path depend on the machine, the account is asked for there.
///
/// After each function the plugin prints the addresses of its routes below an automatic domain; a path that is no text
/// stops it there, and the functions that follow are not deployed.
pub(in crate::deploy) fn inputs(component: Value, file: &Value) -> Value {
    let artifact = file.get("package").get("artifact").or(ARTIFACT);
    let Value::List(mut inputs) = component else {
        return component;
    };
    for input in &mut inputs {
        let region = input.get("props").get("region").clone();
        if let Value::Map(input) = input {
            input.define("region", region);
            input.define("args", "--use-local");
        }
        let code = part(input, "props")
            .and_then(|props| part(props, "function"))
            .and_then(|function| part(function, "codeUri"));
        if let Some(code) = code {
            *code = artifact.clone();
        }
    }
    if let Some(last) = inputs.iter().position(stops_behind) {
        inputs.truncate(last + 1);
    }
    Value::List(inputs)
}

/// Whether functions behind these are deployed, too.
pub(in crate::deploy) fn goes_on(inputs: &Value) -> bool {
    !inputs
        .as_list()
        .unwrap_or_default()
        .iter()
        .any(stops_behind)
}

/// Whether printing the addresses throws: `(router.path || '').replace`.
fn stops_behind(input: &Value) -> bool {
    let domains = input.get("props").get("customDomains");
    let domains = domains.as_list().unwrap_or_default();
    let is_auto = |domain: &Value| domain.get("domainName").as_text() == Some(AUTO);
    if !domains.first().is_some_and(is_auto) {
        return false;
    }
    let mut routes = domains
        .iter()
        .filter(|domain| is_auto(domain))
        .flat_map(|domain| domain.get("routeConfigs").as_list().unwrap_or_default());
    routes.any(|route| {
        let path = route.get("path");
        path.is_truthy() && path.as_text().is_none()
    })
}

fn part<'v>(value: &'v mut Value, key: &str) -> Option<&'v mut Value> {
    match value {
        Value::Map(map) => map.get_mut(key),
        _ => None,
    }
}
