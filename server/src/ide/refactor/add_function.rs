//! A new function.

use std::collections::HashSet;

use fyml_schema::{Cloud, DeployPath, trigger};

use super::javascript::{self, NewExport};
use super::{Change, FileChange, Offer, Refactoring, SourceCode, typescript};
use crate::analysis::Analysis;
use crate::ide::completion::{FUNCTION_NAMES, NewTrigger, Pen};
use crate::ide::way::{Role, Way};
use crate::lint::TextEdit;
use crate::lint::edit::place;
use crate::message;
use crate::model::Function;
use crate::source::Sources;
use crate::syntax::{Entry, Node, Span, Style};

/// Where a function may be added.
enum Where<'d> {
    /// Behind this entry of `functions`.
    After(Entry<'d>),
    /// As the last of `functions`, or as its first.
    Last(Entry<'d>),
    /// There are no `functions` yet.
    Nowhere,
}

pub(super) fn offer(
    analysis: &Analysis,
    span: Span,
    code: &dyn SourceCode,
    offers: &mut Vec<Offer>,
) {
    let Some(place) = place(analysis, span) else {
        return;
    };
    if !fits(&place) {
        return;
    }
    let title = match &place {
        Where::After(entry) => {
            let name = entry.name();
            message!("Add a function after `{name}`", "在 `{name}` 之后新增函数")
        }
        _ => message!("Add a function", "新增函数"),
    };
    offers.push(Offer {
        refactoring: Refactoring::AddFunction,
        title: title.clone(),
    });
    let declared = analysis.project().declared.as_deref();
    if code.can_create() && Language::of(analysis, declared).is_some() {
        let (en, zh) = (title.en, title.zh);
        offers.push(Offer {
            refactoring: Refactoring::AddFunctionWithSource,
            title: message!("{en}, with its source file", "{zh}（同时创建源码文件）"),
        });
    }
}

/// The change; with a source file where there is `code`.
pub(super) fn change(
    analysis: &Analysis,
    span: Span,
    code: Option<&dyn SourceCode>,
) -> Option<Change> {
    let place = place(analysis, span)?;
    let taken = Taken::of(analysis);
    let sources = code.and_then(SourceCode::sources);
    let language = match code {
        Some(_) => Some(Language::of(analysis, sources.as_deref())?),
        None => None,
    };
    let export = analysis.cloud().map_or("handler", Cloud::entry_export);
    let is_free = |name: &str| {
        let handler = format!("{name}.{export}");
        let has_file = code.is_some_and(|code| {
            code.exists(&typescript::path_of(&handler))
                || code.exists(&format!("{name}.js"))
                || sources
                    .as_ref()
                    .is_some_and(|sources| !sources.targets(Some(name), Some(&handler)).is_empty())
        });
        !taken.names.contains(name) && !taken.handlers.contains(&handler) && !has_file
    };
    let name = free(&FUNCTION_NAMES, is_free)?;
    let route = free_route(&taken.routes, &name);
    let trigger = usual_trigger(analysis.path()).map(|facts| NewTrigger {
        facts,
        path: analysis.path(),
        route: &route,
    });
    let edit = edit(analysis, &place, &name, trigger)?;
    let mut files = Vec::new();
    if let Some(language) = language {
        let handler = format!("{name}.{export}");
        let is_http = trigger.is_some_and(|trigger| trigger.facts.name == "http");
        files.push(language.file(analysis, &name, &handler, is_http.then_some(&route))?);
    }
    Some(Change {
        edits: vec![edit],
        files,
    })
}

/// What handlers are written in.
enum Language {
    TypeScript(typescript::Style),
    JavaScript,
}

impl Language {
    fn of(analysis: &Analysis, sources: Option<&Sources>) -> Option<Language> {
        let project = analysis.project();
        if javascript::is_plain(project, sources) {
            // it depends on the cloud how an export is called
            let example = NewExport::of(analysis, None, false, "index", "index.handler");
            return example.map(|_| Language::JavaScript);
        }
        typescript::Style::of(project).map(Language::TypeScript)
    }

    /// A file with the handler of a new function, which has a route or none.
    fn file(
        &self,
        analysis: &Analysis,
        name: &str,
        handler: &str,
        route: Option<&String>,
    ) -> Option<FileChange> {
        Some(match self {
            Language::TypeScript(style) => {
                let route = route.map(|route| typescript::HttpRoute {
                    path: Some(route.clone()),
                    methods: vec!["get".to_owned()],
                });
                let routes = route.into_iter().collect();
                FileChange::Create {
                    path: typescript::path_of(handler),
                    text: style.file(&typescript::NewHandler::of(name, handler, routes)?),
                }
            }
            Language::JavaScript => {
                let new = NewExport::of(analysis, None, route.is_some(), name, handler)?;
                FileChange::Create {
                    text: new.file(),
                    path: new.path,
                }
            }
        })
    }
}

/// What other functions have already.
pub(super) struct Taken {
    names: HashSet<String>,
    handlers: HashSet<String>,
    /// The paths of http triggers.
    pub routes: HashSet<String>,
}

impl Taken {
    pub fn of(analysis: &Analysis) -> Taken {
        let service = analysis.service();
        let mut taken = Taken {
            names: HashSet::new(),
            handlers: HashSet::new(),
            routes: HashSet::new(),
        };
        for function in service.functions().iter() {
            taken.add(function);
        }
        let aggregations = service.aggregations();
        taken
            .names
            .extend(aggregations.iter().map(|one| one.name().into_owned()));
        if let Some(declared) = &analysis.project().declared {
            for one in declared.functions() {
                taken.names.insert(one.function.function_name().to_owned());
                taken.handlers.insert(one.function.handler.clone());
                let routes = one.function.triggers.iter();
                let paths = routes.filter_map(|trigger| trigger.field("path")?.as_text());
                taken.routes.extend(paths.map(str::to_owned));
            }
        }
        taken
    }

    fn add(&mut self, function: Function<'_>) {
        self.names.insert(function.name().into_owned());
        let handler = function.handler().and_then(|entry| entry.value.as_str());
        self.handlers.extend(handler.map(str::to_owned));
        for trigger in function.triggers() {
            let path = trigger.value("path").and_then(|path| path.as_str());
            self.routes.extend(path.map(str::to_owned));
        }
    }
}

/// The first of these names that is free, else one with a number.
fn free(names: &[&str], is_free: impl Fn(&str) -> bool) -> Option<String> {
    let first = names.first()?;
    let numbered = (2..10_000_u32).map(|number| format!("{first}{number}"));
    let mut names = names.iter().map(|name| (*name).to_owned()).chain(numbered);
    names.find(|name| is_free(name))
}

/// A path for a function of this name that no trigger has.
pub(super) fn free_route(taken: &HashSet<String>, name: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let word: String = name.chars().filter(|&c| is_plain(c)).collect();
    let first = match word.as_str() {
        "" => "/route".to_owned(),
        word => format!("/{word}"),
    };
    let is_free = |path: &str| {
        let inside = format!("{path}/*");
        !taken.contains(path) && !taken.contains(&inside)
    };
    free(&[&first], is_free).unwrap_or(first)
}

/// The trigger that a new function has: `http`, or what the cloud still makes.
fn usual_trigger(path: Option<DeployPath>) -> Option<&'static fyml_schema::Trigger> {
    let Some(path) = path else {
        return trigger("http");
    };
    let made = |name: &str| trigger(name).filter(|facts| facts.is_made_on(path));
    made("http").or_else(|| made("timer"))
}

fn place(analysis: &Analysis, span: Span) -> Option<Where<'_>> {
    let document = analysis.document();
    let way = Way::to(document, span.start);
    let Role::Key(entry) = way.last()?.role else {
        return None;
    };
    if entry.key.span().end < span.end && !span.is_empty() {
        return None;
    }
    if way.leads(&["functions", "*"]) && !entry.is_merge() {
        return Some(Where::After(entry));
    }
    if way.leads(&["functions"]) {
        return Some(Where::Last(entry));
    }
    let is_top = way.leads(&["service"]) || way.leads(&["provider"]);
    let service = analysis.service();
    // a service without a name is found fault with as soon as it has functions
    let is_begun = service.name_text().is_some() && service.functions().entry().is_none();
    (is_top && is_begun).then_some(Where::Nowhere)
}

/// Whether the text there can take a function.
fn fits(place: &Where<'_>) -> bool {
    match place {
        Where::Nowhere => true,
        Where::After(entry) => {
            is_flow_entry(*entry)
                || place::begins_line(entry.key.document(), place::start(entry.key))
        }
        Where::Last(entry) => match entry.value.style() {
            Style::Absent | Style::Flow => entry.value.is_null() || entry.value.is_mapping(),
            Style::Block => last(entry.value).is_some_and(|last| {
                place::begins_line(entry.key.document(), place::start(last.key))
            }),
            _ => false,
        },
    }
}

fn last(map: Node<'_>) -> Option<Entry<'_>> {
    map.is_mapping().then(|| map.written_entries().last())?
}

fn is_flow_entry(entry: Entry<'_>) -> bool {
    let around = Way::to(entry.key.document(), entry.key.span().start);
    let steps = around.steps();
    let map = steps.len().checked_sub(2).and_then(|at| steps.get(at));
    map.is_some_and(|step| place::is_flow(step.node))
}

fn edit(
    analysis: &Analysis,
    place: &Where<'_>,
    name: &str,
    trigger: Option<NewTrigger<'_>>,
) -> Option<TextEdit> {
    if !fits(place) {
        return None;
    }
    let document = &**analysis.document();
    let path = analysis.path();
    match place {
        Where::Nowhere => {
            let end = document.text().len() as u32;
            let pen = Pen::at(document, end, false);
            let column = pen.unit();
            let lines = [
                "functions:".to_owned(),
                pen.newline().to_owned(),
                " ".repeat(column),
                pen.function(name, trigger, path, column),
            ];
            let line = document.text().line_of(end);
            let line = line + u32::from(!place::is_blank(document, line));
            Some(place::insert_lines(
                document,
                line,
                &lines.concat(),
                pen.newline(),
            ))
        }
        Where::After(entry) if is_flow_entry(*entry) => {
            let end = entry.span().end;
            let pen = Pen::at(document, end, true);
            Some(TextEdit {
                span: Span::empty(end),
                text: format!(", {}", pen.function(name, trigger, path, 0)),
            })
        }
        Where::After(entry) => Some(behind(*entry, name, trigger, path)),
        Where::Last(functions) => match functions.value.style() {
            Style::Flow => {
                let last = last(functions.value).map(Entry::span);
                let pen = Pen::at(document, functions.value.span().start, true);
                let text = pen.function(name, trigger, path, 0);
                Some(place::insert_in_flow(functions.value, last, &text))
            }
            Style::Absent => {
                let key = functions.key.span();
                let line = document.text().line_of(key.end) + 1;
                let pen = Pen::at(document, key.start, false);
                let column = place::column(document, key.start) + pen.unit();
                let text = [
                    " ".repeat(column),
                    pen.function(name, trigger, path, column),
                ];
                Some(place::insert_lines(
                    document,
                    line,
                    &text.concat(),
                    pen.newline(),
                ))
            }
            _ => Some(behind(last(functions.value)?, name, trigger, path)),
        },
    }
}

/// The edit that writes a function in lines of its own behind an entry.
fn behind(
    entry: Entry<'_>,
    name: &str,
    trigger: Option<NewTrigger<'_>>,
    path: Option<DeployPath>,
) -> TextEdit {
    let document = entry.key.document();
    let start = place::start(entry.key);
    let column = place::column(document, start);
    let line = place::line_behind(document, entry.span().end, column);
    let pen = Pen::at(document, start, false);
    let text = [
        " ".repeat(column),
        pen.function(name, trigger, path, column),
    ]
    .concat();
    // functions that stand apart go on standing apart
    let above = document.text().line_of(start).checked_sub(1);
    let is_last = document.text().line_start(line) as usize >= document.text().len();
    let is_apart = match is_last {
        true => above.is_some_and(|above| place::is_blank(document, above)),
        false => place::is_blank(document, line),
    };
    let text = match is_apart {
        true => format!("{}{text}", pen.newline()),
        false => text,
    };
    place::insert_lines(document, line, &text, pen.newline())
}
