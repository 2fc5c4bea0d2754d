//! What deploying hands over, some functions at a time: all of it at once takes a hundred times the memory of the file.

use fyml_schema::DeployPath;

use super::fold::is_folded;
use super::value::{Map, Value};
use super::{
    BuilderVersion, Thrown, aliyun, build, fold, layers, load_plugins, name_entries, with_defaults,
};

/// How many functions are built together.
const PART: usize = 128;

/// Whether the builder of this path looks at each function by itself.
pub fn is_by_function(path: DeployPath) -> bool {
    matches!(path, DeployPath::ServerlessDevs | DeployPath::Tencent)
}

/// Whether functions behind those of which this is handed over are deployed, too: the plugin may stop at one.
pub fn goes_on_behind(handed_over: &Value, path: DeployPath) -> bool {
    path != DeployPath::ServerlessDevs || aliyun::goes_on(handed_over)
}

/// What [`hand_over`](super::hand_over) would answer (without variables of the user's own), in parts: `each` gets what
/// is handed over for some functions, and the folded file with these alone. The parts come in the order of the whole.
///
/// `None` where the whole cannot be had so: the builder of this path looks at several functions together, there are
/// few, or something throws; what has been handed to `each` before is void then.
pub fn hand_over_in_parts(
    file: Value,
    path: DeployPath,
    has_decorators: bool,
    mut each: impl FnMut(&Value, &Value),
) -> Option<()> {
    if !is_by_function(path) {
        return None;
    }
    load_plugins(&file).ok()?;
    let mut file = with_defaults(file, path);
    if !is_folded(&file) {
        file = fold(&file).ok()?;
    }
    name_entries(&file, path, has_decorators).ok()?;
    layers::load(&file).ok()?;
    let Value::Map(mut file) = file else {
        return None;
    };
    let Value::Map(functions) = std::mem::take(file.get_mut("functions")?) else {
        return None;
    };
    let names: Vec<&str> = functions.iter().map(|(name, _)| name).collect();
    if names.len() <= PART {
        return None;
    }
    for names in names.chunks(PART) {
        let part: Map = names
            .iter()
            .map(|&name| (name, functions.get(name)))
            .collect();
        file.define("functions", part);
        let whole = Value::Map(std::mem::take(&mut file));
        let built = built(&whole, path).ok()?;
        each(&built, &whole);
        let Value::Map(rest) = whole else {
            return None;
        };
        file = rest;
        if !goes_on_behind(&built, path) {
            break;
        }
    }
    Some(())
}

fn built(file: &Value, path: DeployPath) -> Result<Value, Thrown> {
    let build = |path| build(file, path, BuilderVersion::default(), &[]);
    let built = build(path)?;
    if path != DeployPath::ServerlessDevs {
        return Ok(built);
    }
    build(DeployPath::Fun)?;
    Ok(aliyun::inputs(built, file))
}
