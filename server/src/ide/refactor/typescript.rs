//! Handlers in the words of the project's Midway generation.
//!
//! Read in `@midwayjs/faas` 1.2.17 and 3.20.23, `@midwayjs/decorator` 2.14.1 and `@midwayjs/core` 3.20.24: which
//! package exports which decorator, and under which id a method is registered.

use crate::lint::Project;

/// The way in which handlers are declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// `@Func('a.b')` from `@midwayjs/decorator` (1.x).
    Func,
    /// `@func('a.b')` from `@midwayjs/faas` itself, where there is no `@midwayjs/decorator` (0.x, 1.x).
    LowerFunc,
    /// `@ServerlessTrigger(…)` on a method (2.x, 3.x); holds the package the decorators come from.
    Trigger(&'static str),
}

/// A handler to be written.
#[derive(Debug, Clone)]
pub(super) struct NewHandler<'n> {
    /// The function's name in f.yml.
    function: &'n str,
    /// The handler as f.yml spells it.
    handler: &'n str,
    /// What stands before its last dot: the id of the class.
    pub id: &'n str,
    /// What stands behind it: the method.
    pub method: &'n str,
    routes: Vec<HttpRoute>,
}

/// An http trigger of the function.
#[derive(Debug, Clone)]
pub(super) struct HttpRoute {
    /// Its path; `None` if none is written.
    pub path: Option<String>,
    /// Its methods in lower case; empty for all.
    pub methods: Vec<String>,
}

/// The methods that the decorator takes.
const METHODS: [&str; 7] = ["get", "post", "delete", "put", "head", "patch", "all"];

impl Style {
    /// The style of a project; `None` if it is not known to be one of Midway's, or holds no TypeScript.
    pub fn of(project: &Project) -> Option<Style> {
        let package = project.package_json.as_ref()?;
        let has_code = ["tsconfig.json", "src"]
            .iter()
            .any(|name| project.root_entries.contains(*name));
        if !has_code {
            return None;
        }
        let has_decorator_package = package.version_of("@midwayjs/decorator").is_some();
        let major = project.faas_major().or_else(|| package.midway_major())?;
        Some(match (major, has_decorator_package) {
            (0 | 1, true) => Style::Func,
            (0 | 1, false) => Style::LowerFunc,
            (_, true) => Style::Trigger("@midwayjs/decorator"),
            (_, false) => Style::Trigger("@midwayjs/core"),
        })
    }

    /// Whether handlers with this method and class can be declared.
    pub fn takes(self, handler: &NewHandler<'_>) -> bool {
        let is_name = is_identifier(handler.method) && handler.method != "constructor";
        // the older ones name the handler themselves
        is_name || !matches!(self, Style::Trigger(_))
    }

    /// A whole file with a class for the handler.
    pub fn file(self, handler: &NewHandler<'_>) -> String {
        let mut text = String::new();
        for (package, names) in self.imports(handler, &[]) {
            text.push_str(&format!(
                "import {{ {} }} from '{package}';\n",
                names.join(", ")
            ));
        }
        text.push('\n');
        text.push_str(&self.class(handler, &class_name(handler.id)));
        text
    }

    /// What must be imported for a class with the handler, by package; without the names that are `known`.
    pub fn imports(
        self,
        handler: &NewHandler<'_>,
        known: &[String],
    ) -> Vec<(&'static str, Vec<&'static str>)> {
        let (types, mut decorators): (Vec<&str>, Vec<&str>) = match self {
            Style::Func | Style::LowerFunc => {
                let mut types = vec!["FaaSContext"];
                if handler.is_class_handler() {
                    types.push("FunctionHandler");
                }
                (
                    types,
                    match self {
                        Style::Func => vec!["Func", "Inject", "Provide"],
                        _ => vec!["func", "inject", "provide"],
                    },
                )
            }
            Style::Trigger(_) => (
                vec!["Context"],
                vec![
                    "Inject",
                    "Provide",
                    "ServerlessFunction",
                    "ServerlessTrigger",
                    "ServerlessTriggerType",
                ],
            ),
        };
        let mut imports = Vec::new();
        match self {
            Style::LowerFunc => {
                let mut all = types;
                all.append(&mut decorators);
                imports.push(("@midwayjs/faas", all));
            }
            Style::Func => {
                imports.push(("@midwayjs/faas", types));
                imports.push(("@midwayjs/decorator", decorators));
            }
            Style::Trigger(package) => {
                imports.push((package, decorators));
                imports.push(("@midwayjs/faas", types));
            }
        }
        for (_, names) in &mut imports {
            names.retain(|name| !known.iter().any(|known| known == name));
        }
        imports.retain(|(_, names)| !names.is_empty());
        imports
    }

    /// The same for a method of a class that is there.
    pub fn method_imports(self, known: &[String]) -> Vec<(&'static str, Vec<&'static str>)> {
        let (package, names): (_, &[&str]) = match self {
            Style::Func => ("@midwayjs/decorator", &["Func"]),
            Style::LowerFunc => ("@midwayjs/faas", &["func"]),
            Style::Trigger(package) => (
                package,
                &[
                    "ServerlessFunction",
                    "ServerlessTrigger",
                    "ServerlessTriggerType",
                ],
            ),
        };
        let is_new = |name: &&str| !known.iter().any(|known| known == name);
        let names: Vec<&str> = names.iter().copied().filter(is_new).collect();
        match names.is_empty() {
            true => Vec::new(),
            false => vec![(package, names)],
        }
    }

    /// A class with the handler.
    pub fn class(self, handler: &NewHandler<'_>, name: &str) -> String {
        let id = quoted(handler.id);
        let full = quoted(handler.handler);
        let (provide, inject, context) = match self {
            Style::LowerFunc => ("@provide()".to_owned(), "@inject()", "FaaSContext"),
            Style::Func => ("@Provide()".to_owned(), "@Inject()", "FaaSContext"),
            Style::Trigger(_) => (format!("@Provide({id})"), "@Inject()", "Context"),
        };
        let (func, head) = match (self, handler.is_class_handler()) {
            (Style::Func, true) => (
                format!("@Func({full})\n"),
                format!("{name} implements FunctionHandler"),
            ),
            (Style::LowerFunc, true) => (
                format!("@func({full})\n"),
                format!("{name} implements FunctionHandler"),
            ),
            _ => (String::new(), name.to_owned()),
        };
        let method = match func.is_empty() {
            true => self.method(handler, "  "),
            false => body(handler, "handler", "  "),
        };
        format!(
            "{provide}\n{func}export class {head} {{\n  {inject}\n  ctx: {context};\n\n{method}}}\n"
        )
    }

    /// A method that is declared on its own, indented.
    pub fn method(self, handler: &NewHandler<'_>, indent: &str) -> String {
        let full = quoted(handler.handler);
        let (decorators, name) = match self {
            Style::Func => (vec![format!("@Func({full})")], method_name(handler.method)),
            Style::LowerFunc => (vec![format!("@func({full})")], method_name(handler.method)),
            Style::Trigger(_) => (handler.decorators(), handler.method.to_owned()),
        };
        let mut text = String::new();
        for decorator in decorators {
            text.push_str(&format!("{indent}{decorator}\n"));
        }
        text.push_str(&body(handler, &name, indent));
        text
    }
}

impl<'n> NewHandler<'n> {
    /// The handler of a function; `None` if it does not name a class and a method.
    pub fn of(
        function: &'n str,
        handler: &'n str,
        routes: Vec<HttpRoute>,
    ) -> Option<NewHandler<'n>> {
        let (id, method) = handler.rsplit_once('.')?;
        let is_named = !id.is_empty() && !method.is_empty() && !id.contains("..");
        is_named.then_some(NewHandler {
            function,
            handler,
            id,
            method,
            routes,
        })
    }

    /// Whether the older decorators would stand at the class: its method is always `handler`.
    fn is_class_handler(&self) -> bool {
        self.method == "handler"
    }

    /// The decorators of its method from 2.x on. The CLI adds the triggers they make to those of f.yml and joins only
    /// http triggers of the same path; `EVENT` declares the method and makes no trigger.
    fn decorators(&self) -> Vec<String> {
        let name = quoted(self.function);
        let mut decorators = vec![format!("@ServerlessFunction({{ functionName: {name} }})")];
        for route in &self.routes {
            let Some(path) = &route.path else { continue };
            let path = quoted(path);
            let is_known = |method: &&String| METHODS.contains(&method.as_str());
            let mut methods: Vec<&str> = route
                .methods
                .iter()
                .filter(is_known)
                .map(String::as_str)
                .collect();
            if methods.is_empty() {
                methods.push("all");
            }
            decorators.extend(methods.into_iter().map(|method| {
                format!(
                    "@ServerlessTrigger(ServerlessTriggerType.HTTP, {{ path: {path}, method: '{method}' }})"
                )
            }));
        }
        if decorators.len() == 1 {
            decorators.push("@ServerlessTrigger(ServerlessTriggerType.EVENT)".to_owned());
        }
        decorators
    }
}

/// The file, relative to the f.yml's folder, that a handler without one belongs in.
pub(super) fn path_of(handler: &str) -> String {
    let id = handler.rsplit_once('.').map_or(handler, |(id, _)| id);
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let parts = id.split('/').map(|part| -> String {
        let plain = part.chars().map(|c| if is_plain(c) { c } else { '-' });
        plain.collect()
    });
    let parts: Vec<String> = parts
        .filter(|part| !part.trim_matches('-').is_empty())
        .collect();
    match parts.is_empty() {
        true => "src/handler.ts".to_owned(),
        false => format!("src/{}.ts", parts.join("/")),
    }
}

/// A name for the class that is provided as `id`.
pub(super) fn class_name(id: &str) -> String {
    let words = id.split(|c: char| !c.is_ascii_alphanumeric());
    let mut name = String::new();
    for word in words {
        let mut chars = word.chars();
        name.extend(chars.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(chars.as_str());
    }
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        name.insert_str(0, "Handler");
    }
    if !name.ends_with("Service") {
        name.push_str("Service");
    }
    name
}

fn method_name(method: &str) -> String {
    match is_identifier(method) && method != "constructor" {
        true => method.to_owned(),
        false => "handle".to_owned(),
    }
}

/// Whether JavaScript takes it as a name.
pub(super) fn is_identifier(name: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$');
    name.chars().all(is_part) && !name.is_empty() && !name.starts_with(|c: char| c.is_ascii_digit())
}

fn body(handler: &NewHandler<'_>, name: &str, indent: &str) -> String {
    let parameters = if handler.routes.is_empty() {
        "event: any"
    } else {
        ""
    };
    let answer = quoted(&format!("hello {}", handler.function));
    format!("{indent}async {name}({parameters}) {{\n{indent}{indent}return {answer};\n{indent}}}\n")
}

/// A text as TypeScript writes it.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("'");
    for c in text.chars() {
        match c {
            '\'' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\u{2028}' => quoted.push_str("\\u2028"),
            '\u{2029}' => quoted.push_str("\\u2029"),
            c => quoted.push(c),
        }
    }
    quoted.push('\'');
    quoted
}

/// The line break of a text.
pub(super) fn newline(text: &str) -> &'static str {
    match text.contains("\r\n") {
        true => "\r\n",
        false => "\n",
    }
}
