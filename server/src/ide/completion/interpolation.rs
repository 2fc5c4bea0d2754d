//! `${env.NAME}`, which the toolchain replaces wherever it stands. Only names are known here, never values.

use std::collections::BTreeSet;

use fyml_schema::Lang;

use super::about::About;
use super::{Completion, CompletionRequest, CompletionRole, Completions, MOST, could_become};
use crate::analysis::Analysis;
use crate::lint::TextEdit;
use crate::syntax::Span;
use crate::syntax::cursor::{PathStep, Role, context};

/// What a reference begins with.
const OPEN: &str = "${";

/// The variables for a reference that is being typed; `None` if the cursor is in none.
pub(super) fn completions(analysis: &Analysis, request: CompletionRequest) -> Option<Completions> {
    let text = analysis.text();
    let number = text.line_of(request.offset);
    let start = text.line_start(number);
    let line = text.line(number);
    let at = request.offset.saturating_sub(start) as usize;
    let open = line.get(..at)?.rfind(OPEN)?;
    let typed = line.get(open..at)?;
    let behind = line.get(at..)?;
    let is_inside = typed.get(OPEN.len()..)?.chars().all(is_letter);
    let context = context(analysis.document(), request.offset);
    let is_text = matches!(context.role, Role::Value { .. } | Role::Item);
    // in braces, what closes the reference would close them
    if !is_inside || !is_text || (context.in_flow && context.quoted.is_none()) {
        return None;
    }
    let rest = behind.trim_start_matches(is_letter);
    let word = behind.len() - rest.len();
    let closing = usize::from(rest.starts_with('}'));
    let end = at + if closing == 1 { word + 1 } else { 0 };
    let span = Span::new(start as usize + open, start as usize + end);
    let own = match &context.role {
        Role::Value { key } if is_below_environment(&context.path) => Some(key.as_str()),
        _ => None,
    };
    let set = analysis.project().environment.as_ref();
    let used = used(&text.to_cow(), start as usize + open);
    let own = own.filter(|name| is_name(name)).map(str::to_owned);
    let set_names = set.into_iter().flatten().filter(|name| is_name(name));
    let mut seen = BTreeSet::new();
    let mut names: Vec<String> = own
        .into_iter()
        .chain(used)
        .chain(set_names.cloned())
        .collect();
    names.retain(|name| seen.insert(name.clone()));
    let is_incomplete = names.len() > MOST;
    if is_incomplete {
        names.retain(|name| could_become(&reference(name), typed));
        names.truncate(MOST);
    }
    let items = names.into_iter().map(|name| {
        let label = reference(&name);
        Completion {
            role: CompletionRole::Variable,
            detail: None,
            note: set.map(|set| state(set.contains(&name), request.lang).to_owned()),
            about: About::Nothing,
            is_deprecated: false,
            is_obvious: false,
            filter: label.clone(),
            edit: TextEdit {
                span,
                text: label.clone(),
            },
            insert_span: Span {
                end: request.offset,
                ..span
            },
            is_snippet: false,
            label,
        }
    });
    Some(Completions {
        items: items.collect(),
        is_incomplete,
    })
}

/// What is said of a variable.
pub(super) fn state(is_set: bool, lang: Lang) -> &'static str {
    match (is_set, lang) {
        (true, Lang::En) => "set",
        (true, Lang::ZhCn) => "已设置",
        (false, Lang::En) => "not set here",
        (false, Lang::ZhCn) => "当前环境未设置",
    }
}

fn reference(name: &str) -> String {
    format!("${{env.{name}}}")
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '.')
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn is_below_environment(path: &[PathStep]) -> bool {
    path.last() == Some(&PathStep::Key("environment".to_owned()))
}

/// The names that the file refers to elsewhere, in the order of the text.
fn used(text: &str, own: usize) -> Vec<String> {
    let found = text.match_indices("${env.").filter(|(at, _)| *at != own);
    let names = found.filter_map(|(at, opening)| {
        let rest = text.get(at + opening.len()..)?;
        let name = rest.split('}').next()?;
        is_name(name).then(|| name.to_owned())
    });
    names.take(MOST).collect()
}
