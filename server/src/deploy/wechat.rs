//! What reaches wechat: a folder for each function below `cloudfunctions`, in it the build and the two files that are
//! written here (`WeChatPlugin` of cli-plugin-wechat 2.0.15, which is in the repository midwayjs/cli but not published).

use super::spec::Spec;
use super::value::{Map, Value, object};

/// The file of a function's folder that wechat calls, and the name of the handler's file that already is it.
const INDEX: &str = "index";

/// The folders: by function, what is written into its `index.js`, and what is set in its `package.json` besides the
/// project's version. Where the handler is in `index`, `index.js` is the generated entry itself and left out here.
///
/// What would throw has been found when the entry files got their names.
pub(super) fn folders(spec: &Spec) -> Value {
    let mut folders = Map::new();
    for (name, function) in spec.functions.properties() {
        let mut folder = Map::new();
        if let Value::Text(handler) = function.get("handler") {
            let mut words = handler.split('.');
            let file = words.next().unwrap_or_default();
            let export = words.next().unwrap_or("undefined"); // as JavaScript writes what is not there
            if file != INDEX {
                let entry = format!("exports.main = require('./{file}.js').{export};");
                folder.define("index.js", entry);
            }
        }
        let package = object! { "name" => &*name, "main" => "index.js" };
        folder.define("package.json", package);
        folders.define(&*name, folder);
    }
    object! { "cloudfunctions" => folders }
}
