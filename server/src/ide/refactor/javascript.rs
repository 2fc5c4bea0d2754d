//! Handlers of a project without TypeScript: exports of a file in the project's root.
//!
//! Read in `@midwayjs/fcli-plugin-package` 1.3.22: without `tsconfig.json` nothing is built (`emit`), and a file
//! `<file>.js` in the root is deployed in place of the entry that would be generated (`defaultGenerateEntry`), in every
//! generation. So no Midway stands between: the cloud calls the export in its own way. Function Compute also calls the
//! `initializer` that the builder names for every function.

use fyml_schema::Cloud;

use super::typescript::{is_identifier, newline, quoted};
use crate::analysis::Analysis;
use crate::lint::{Project, TextEdit};
use crate::model::Function;
use crate::source::{self, Grammar, Sources};
use crate::syntax::Span;

/// An export to be written.
#[derive(Debug, Clone)]
pub(super) struct NewExport<'n> {
    /// The function's name in f.yml.
    function: &'n str,
    /// What it is called.
    name: &'n str,
    /// Its file, relative to the f.yml's folder.
    pub path: String,
    call: Call,
    /// Whether the cloud calls `initializer` of the same file.
    is_initialized: bool,
}

/// How the cloud calls an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Call {
    /// `(request, response, context)`: an http function of Function Compute.
    Request,
    /// `(event, context, callback)`: any other one there.
    Callback,
    /// `async (event, context)`, with what API Gateway wants for an answer.
    Gateway,
    /// `async (event, context)`.
    Event,
}

/// Whether the project is written in JavaScript of the older kind of modules, as far as `sources` tell.
pub(super) fn is_plain(project: &Project, sources: Option<&Sources>) -> bool {
    let has = |name: &str| project.root_entries.contains(name);
    let has_script = project
        .root_entries
        .iter()
        .any(|name| name.ends_with(".js"));
    let is_module = project
        .package_json
        .as_ref()
        .is_some_and(|package| package.is_module);
    let is_begun = project.package_json.is_some() || has_script;
    let is_script = |path: &str| path.ends_with(".js") || path.ends_with(".cjs");
    let is_all_script = || {
        sources.is_some_and(|sources| {
            let mut paths = sources.files().map(|(path, _)| path).peekable();
            paths.peek().is_some() && paths.all(is_script)
        })
    };
    !has("tsconfig.json") && !is_module && is_begun && (!has("src") || is_all_script())
}

impl<'n> NewExport<'n> {
    /// The export that a function's handler names; `None` if it names none that can be written, or not for this cloud.
    pub fn of(
        analysis: &Analysis,
        function: Option<Function<'_>>,
        is_http: bool,
        name: &'n str,
        handler: &'n str,
    ) -> Option<NewExport<'n>> {
        let (file, export) = handler.split_once('.')?;
        let is_file = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        let is_named = !file.is_empty() && file.chars().all(is_file) && is_identifier(export);
        let cloud = analysis.cloud()?.canonical();
        let call = match cloud {
            Cloud::Aliyun if is_http => Call::Request,
            Cloud::Aliyun => Call::Callback,
            Cloud::Tencent if is_http => Call::Gateway,
            Cloud::Tencent => Call::Event,
            _ => return None,
        };
        let has_own_initializer =
            function.is_some_and(|function| function.get("initializer").is_some());
        is_named.then(|| NewExport {
            function: name,
            name: export,
            path: format!("{file}.js"),
            call,
            is_initialized: cloud == Cloud::Aliyun && !has_own_initializer,
        })
    }

    /// A whole file with it.
    pub fn file(&self) -> String {
        let mut text = self.export("exports");
        if self.is_initialized {
            text.insert_str(0, &format!("{}\n", initializer("exports")));
        }
        text
    }

    /// The edits that add it at the end of a file; `None` in a file that is written as a module of the newer kind.
    pub fn at_end(&self, text: &str) -> Option<Vec<TextEdit>> {
        let is_newer = |line: &str| {
            let word = line.split([' ', '{', '*']).next();
            matches!(word, Some("import" | "export"))
        };
        if text.lines().any(is_newer) {
            return None;
        }
        let exports = source::read(text, Grammar::Tsx).exports;
        let has = |name: &str| exports.iter().any(|export| export.name == name);
        if has(self.name) {
            return None;
        }
        // what is assigned to `exports` is lost where `module.exports` is another object
        let object = match text.contains("module.exports") {
            true => "module.exports",
            false => "exports",
        };
        let mut added = String::from(match text.is_empty() {
            true => "",
            false if text.ends_with('\n') => "\n",
            false => "\n\n",
        });
        if self.is_initialized && !has("initializer") {
            added.push_str(&initializer(object));
            added.push('\n');
        }
        added.push_str(&self.export(object));
        Some(vec![TextEdit {
            span: Span::empty(text.len() as u32),
            text: added.replace('\n', newline(text)),
        }])
    }

    fn export(&self, object: &str) -> String {
        let answer = quoted(&format!("hello {}", self.function));
        let name = self.name;
        match self.call {
            Call::Request => format!(
                "{object}.{name} = (request, response, context) => {{\n  response.setStatusCode(200);\n  response.setHeader('content-type', 'text/plain');\n  response.send({answer});\n}};\n"
            ),
            Call::Callback => format!(
                "{object}.{name} = (event, context, callback) => {{\n  callback(null, {answer});\n}};\n"
            ),
            Call::Gateway => format!(
                "{object}.{name} = async (event, context) => {{\n  return {{\n    isBase64Encoded: false,\n    statusCode: 200,\n    headers: {{ 'content-type': 'text/plain' }},\n    body: {answer},\n  }};\n}};\n"
            ),
            Call::Event => {
                format!("{object}.{name} = async (event, context) => {{\n  return {answer};\n}};\n")
            }
        }
    }
}

fn initializer(object: &str) -> String {
    format!("{object}.initializer = (context, callback) => {{\n  callback(null, '');\n}};\n")
}
