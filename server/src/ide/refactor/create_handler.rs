//! The handler that a function names, in a source file.

use super::javascript::{self, NewExport};
use super::typescript::{HttpRoute, NewHandler, Style, class_name, newline, path_of};
use super::{Change, FileChange, Offer, Refactoring, SourceCode};
use crate::analysis::Analysis;
use crate::ide::way::{Role, Way};
use crate::lint::TextEdit;
use crate::message;
use crate::model::Function;
use crate::source::{self, DeclaredBy, Grammar, Sources};
use crate::syntax::Span;

/// A handler that is not there, and where it goes.
enum Missing<'d> {
    /// In TypeScript.
    Decorated(Decorated<'d>),
    /// In JavaScript; whether the file is there.
    Exported(NewExport<'d>, bool),
}

/// A handler that decorators declare.
struct Decorated<'d> {
    style: Style,
    handler: NewHandler<'d>,
    target: Target,
}

/// Where a handler is written.
enum Target {
    /// In a file of its own.
    New(String),
    /// As a method of a class, by its name, in a file that is there.
    Class(String, String),
    /// As a class at the end of a file that is there.
    End(String),
}

pub(super) fn offer(
    analysis: &Analysis,
    span: Span,
    code: &dyn SourceCode,
    offers: &mut Vec<Offer>,
) {
    let Some((function, handler)) = handler_at(analysis, span) else {
        return;
    };
    let name = function.name();
    let Some(missing) = missing(analysis, function, &name, handler, code) else {
        return;
    };
    let path = missing.path();
    offers.push(Offer {
        refactoring: Refactoring::CreateHandler,
        title: message!(
            "Create the handler `{handler}` in `{path}`",
            "在 `{path}` 中创建 handler `{handler}`"
        ),
    });
}

pub(super) fn change(analysis: &Analysis, span: Span, code: &dyn SourceCode) -> Option<Change> {
    let (function, handler) = handler_at(analysis, span)?;
    let name = function.name();
    let missing = missing(analysis, function, &name, handler, code)?;
    Some(Change {
        edits: Vec::new(),
        files: vec![missing.change(code)?],
    })
}

impl Missing<'_> {
    fn path(&self) -> &str {
        match self {
            Missing::Decorated(new) => match &new.target {
                Target::New(path) | Target::Class(path, _) | Target::End(path) => path,
            },
            Missing::Exported(new, _) => &new.path,
        }
    }

    fn change(&self, code: &dyn SourceCode) -> Option<FileChange> {
        let path = self.path();
        let edits = |text: &str| match self {
            Missing::Decorated(new) => match &new.target {
                Target::New(_) => None,
                Target::Class(path, class) => in_class(new, path, text, class),
                Target::End(path) => at_end(new, path, text),
            },
            Missing::Exported(new, _) => new.at_end(text),
        };
        let file = match self {
            Missing::Decorated(new) if matches!(new.target, Target::New(_)) => {
                Some(new.style.file(&new.handler))
            }
            Missing::Exported(new, false) => Some(new.file()),
            _ => None,
        };
        let path = path.to_owned();
        if let Some(text) = file {
            return Some(FileChange::Create { path, text });
        }
        let text = code.text(&path)?;
        let edits = edits(&text)?;
        Some(FileChange::Edit { path, text, edits })
    }
}

/// The function at whose `handler` the place is, and what stands there.
fn handler_at(analysis: &Analysis, span: Span) -> Option<(Function<'_>, &str)> {
    let way = Way::to(analysis.document(), span.start);
    if !way.leads(&["functions", "*", "handler"]) {
        return None;
    }
    let (Role::Key(handler) | Role::Value(handler)) = way.last()?.role else {
        return None;
    };
    let (Role::Key(function) | Role::Value(function)) = way.steps().get(2)?.role else {
        return None;
    };
    let text = handler.value.as_str()?;
    (!handler.value.is_interpolated()).then(|| (Function::of(function), text))
}

fn missing<'n>(
    analysis: &Analysis,
    function: Function<'_>,
    name: &'n str,
    handler: &'n str,
    code: &dyn SourceCode,
) -> Option<Missing<'n>> {
    if analysis.service().deploy_type().is_some() {
        return None;
    }
    let sources = code.sources()?;
    let is_hook = |one: source::Declared<'_>| one.function.by == DeclaredBy::Hook;
    // what could not be read may hold it
    let is_there = !sources.targets(Some(name), Some(handler)).is_empty()
        || sources.is_incomplete()
        || sources.functions().any(is_hook);
    if is_there {
        return None;
    }
    if javascript::is_plain(analysis.project(), Some(&sources)) {
        return exported(analysis, function, name, handler, code);
    }
    decorated(analysis, function, name, handler, code, &sources).map(Missing::Decorated)
}

fn exported<'n>(
    analysis: &Analysis,
    function: Function<'_>,
    name: &'n str,
    handler: &'n str,
    code: &dyn SourceCode,
) -> Option<Missing<'n>> {
    let is_http = !function.active_triggers("http").is_empty();
    let new = NewExport::of(analysis, Some(function), is_http, name, handler)?;
    if !code.exists(&new.path) {
        return code.can_create().then_some(Missing::Exported(new, false));
    }
    let text = code.text(&new.path)?;
    new.at_end(&text)
        .is_some()
        .then_some(Missing::Exported(new, true))
}

fn decorated<'n>(
    analysis: &Analysis,
    function: Function<'_>,
    name: &'n str,
    handler: &'n str,
    code: &dyn SourceCode,
    sources: &Sources,
) -> Option<Decorated<'n>> {
    let project = analysis.project();
    let style = Style::of(project)?;
    let new = NewHandler::of(name, handler, routes(function))?;
    let file = new.id.trim_start_matches("./");
    let has_own_entry = project.root_entries.contains(&format!("{file}.js"));
    if has_own_entry || !style.takes(&new) {
        return None;
    }
    let target = target(style, &new, sources, code)?;
    Some(Decorated {
        style,
        handler: new,
        target,
    })
}

fn target(
    style: Style,
    new: &NewHandler<'_>,
    sources: &Sources,
    code: &dyn SourceCode,
) -> Option<Target> {
    let class = sources.functions().find_map(|one| {
        let class = one.function.class.as_deref()?;
        let id = one.function.handler.rsplit_once('.').map(|(id, _)| id);
        let is_it = match style {
            Style::Trigger(_) => class.provider_id == new.id,
            _ => id == Some(new.id),
        };
        (is_it && !class.name.is_empty()).then(|| (one.path.to_owned(), class.name.clone()))
    });
    if let Some((path, class)) = class {
        return Some(Target::Class(path, class));
    }
    let path = path_of(&format!("{}.{}", new.id, new.method));
    if code.exists(&path) {
        return Some(Target::End(path));
    }
    code.can_create().then_some(Target::New(path))
}

/// The http triggers of a function, in the decorator's words.
fn routes(function: Function<'_>) -> Vec<HttpRoute> {
    let triggers = function.active_triggers("http").into_iter();
    triggers
        .map(|trigger| {
            let method = trigger.value("method");
            let written: Vec<String> = match method {
                Some(list) if list.is_sequence() => list
                    .items()
                    .filter_map(|item| item.as_str().map(str::to_lowercase))
                    .collect(),
                Some(one) => one
                    .as_str()
                    .map(|one| {
                        one.split(',')
                            .map(|one| one.trim().to_lowercase())
                            .collect()
                    })
                    .unwrap_or_default(),
                None => Vec::new(),
            };
            let is_all = written
                .iter()
                .any(|one| matches!(one.as_str(), "any" | "all"));
            HttpRoute {
                path: trigger
                    .value("path")
                    .and_then(|path| path.as_str())
                    .map(str::to_owned),
                methods: if is_all { Vec::new() } else { written },
            }
        })
        .collect()
}

/// The edits that add a method to a class.
fn in_class(missing: &Decorated<'_>, path: &str, text: &str, class: &str) -> Option<Vec<TextEdit>> {
    let grammar = Grammar::of_file_name(path)?;
    let file = source::read(text, grammar);
    let functions = file.functions.iter();
    let place = functions
        .filter_map(|function| function.class.as_deref())
        .find(|place| place.name == class)?;
    let brace = place.span.end.checked_sub(1)?;
    let before = text.get(..brace as usize)?;
    if text.get(brace as usize..place.span.end as usize) != Some("}") {
        return None;
    }
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let closing = before.get(line..)?;
    if !closing.trim().is_empty() {
        return None; // the class stands on one line
    }
    let mut methods = file.functions.iter();
    let method = methods.find_map(|function| function.method.as_ref())?;
    let start = text.get(..method.selection.start as usize)?;
    let start = start.rfind('\n').map_or(0, |at| at + 1);
    let blanks = text.get(start..)?;
    let indent = &blanks[..blanks.len() - blanks.trim_start_matches([' ', '\t']).len()];
    let indent = if indent.is_empty() { "  " } else { indent };
    let newline = newline(text);
    let method = format!("\n{}", missing.style.method(&missing.handler, indent));
    let known = source::imports(text, grammar)?;
    let mut edits = import_edits(
        &missing.style.method_imports(&known.names),
        known.end,
        newline,
    );
    edits.push(TextEdit {
        span: Span::empty(line as u32),
        text: method.replace('\n', newline),
    });
    Some(edits)
}

/// The edits that add a class at the end of a file.
fn at_end(missing: &Decorated<'_>, path: &str, text: &str) -> Option<Vec<TextEdit>> {
    let grammar = Grammar::of_file_name(path)?;
    let newline = newline(text);
    let known = source::imports(text, grammar)?;
    let base = class_name(missing.handler.id);
    let numbered = (2..1_000_u32).map(|number| format!("{base}{number}"));
    let mut names = std::iter::once(base.clone()).chain(numbered);
    let name = names.find(|name| !text.contains(&format!("class {name}")))?;
    let imports = missing.style.imports(&missing.handler, &known.names);
    let mut edits = import_edits(&imports, known.end, newline);
    let class = missing.style.class(&missing.handler, &name);
    let gap = match text.is_empty() || text.ends_with('\n') {
        true => "\n",
        false => "\n\n",
    };
    edits.push(TextEdit {
        span: Span::empty(text.len() as u32),
        text: format!("{gap}{class}").replace('\n', newline),
    });
    Some(edits)
}

fn import_edits(imports: &[(&str, Vec<&str>)], end: Option<u32>, newline: &str) -> Vec<TextEdit> {
    let lines = imports
        .iter()
        .map(|(package, names)| format!("import {{ {} }} from '{package}';", names.join(", ")));
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return Vec::new();
    }
    let lines = lines.join(newline);
    let edit = match end {
        Some(end) => TextEdit {
            span: Span::empty(end),
            text: format!("{newline}{lines}"),
        },
        None => TextEdit {
            span: Span::empty(0),
            text: format!("{lines}{newline}"),
        },
    };
    vec![edit]
}
