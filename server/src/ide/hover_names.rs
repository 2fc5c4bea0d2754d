//! What a name stands for: a layer, a member of an aggregation, a pattern, an alias, the code of a rule.

use fyml_schema::Lang;

use super::describe::say;
use super::doc::Doc;
use super::hover::Hover;
use super::hover_beside::{HoverContext, places};
use super::hover_route;
use super::path::{FilePath, layer};
use super::way::{Role, Way};
use crate::analysis::Analysis;
use crate::lint::rules;
use crate::model::Pattern;
use crate::syntax::cursor::{self, context};
use crate::syntax::{Kind, Node, Span};

/// How many functions are named.
const MOST: usize = 20;

/// How many lines of an anchor's content are shown.
const LINES: usize = 12;

/// What the name at the end of the way stands for; `None` if it is no such name.
pub(super) fn of_name(
    analysis: &Analysis,
    way: &Way<'_>,
    context: &HoverContext<'_>,
    lang: Lang,
) -> Option<Doc> {
    let last = way.last()?;
    let node = last.node;
    if let Role::Key(entry) = last.role {
        if entry.is_merge() {
            return Some(merge(lang));
        }
        let is_layer = way.leads(&["layers", "*"]) || way.leads(&["functions", "*", "layers", "*"]);
        return is_layer.then(|| layer_named(&entry.name(), entry.value, lang));
    }
    if node.kind() == Kind::Alias {
        return alias(node, lang);
    }
    if way.leads(&["aggregation", "*", "functions", "-"]) {
        return member(analysis, node, context, lang);
    }
    if way.leads(&["aggregation", "*", "functionsPattern", "-"])
        || way.leads(&["aggregation", "*", "functionsPattern"])
    {
        return pattern(analysis, node, lang);
    }
    None
}

fn merge(lang: Lang) -> Doc {
    Doc::default()
        .title("<<", Some(say(lang, "merge key", "合并键").to_owned()))
        .paragraph(say(
            lang,
            "Takes over the keys of what the alias stands for. Keys that are written here win.",
            "合入别名所指内容的键；此处写出的同名键优先。",
        ))
}

fn layer_named(name: &str, body: Node<'_>, lang: Lang) -> Doc {
    let doc = Doc::default().title(name, Some(say(lang, "layer", "层").to_owned()));
    let Some(path) = body.value("path").and_then(|path| path.as_str()) else {
        return doc.paragraph(say(
            lang,
            "Without a `path` nothing is loaded.",
            "没有 `path`，不会加载任何内容。",
        ));
    };
    match layer(path) {
        Some(FilePath::Package(package)) => {
            let version = path
                .strip_prefix("npm:")
                .and_then(|path| path.get(package.len() + 1..));
            doc.paragraph(match (version.filter(|version| !version.is_empty()), lang) {
                (Some(version), Lang::En) => format!("The package `{package}` in version `{version}`: installed into the artifact and loaded by the entry."),
                (Some(version), Lang::ZhCn) => format!("npm 包 `{package}`，版本 `{version}`：安装到产物中，由入口文件加载。"),
                (None, Lang::En) => format!("The package `{package}` in its newest version: installed into the artifact and loaded by the entry."),
                (None, Lang::ZhCn) => format!("npm 包 `{package}` 的最新版本：安装到产物中，由入口文件加载。"),
            })
        }
        _ => {
            let key = fyml_schema::key_at(&[
                fyml_schema::PathStep::Key("layers"),
                fyml_schema::PathStep::Key("*"),
                fyml_schema::PathStep::Key("path"),
            ]);
            key.map_or(doc.clone(), |key| doc.paragraph(key.doc.get(lang)))
        }
    }
}

/// What an alias stands for.
fn alias(node: Node<'_>, lang: Lang) -> Option<Doc> {
    let target = node.resolved();
    if target.kind() == Kind::Alias {
        return None; // there is no such anchor
    }
    let doc = Doc::default().title(node.raw(), Some(say(lang, "alias", "别名").to_owned()));
    let text = target.document().text();
    let line = text.line_of(target.span().start);
    let column = target.span().start.saturating_sub(text.line_start(line)) as usize;
    // the first line begins where the node does; the others lose what it is indented by
    let blanks = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let lines = target.raw().lines().enumerate().map(|(number, line)| {
        let lost = if number == 0 {
            0
        } else {
            blanks(line).min(column)
        };
        line.get(lost..).unwrap_or(line)
    });
    let mut shown: Vec<&str> = lines.take(LINES + 1).collect();
    while shown.last().is_some_and(|line| line.trim().is_empty()) {
        shown.pop();
    }
    if shown.len() > LINES {
        shown.truncate(LINES);
        shown.push("…");
    }
    Some(doc.code(&shown.join("\n")))
}

fn member(
    analysis: &Analysis,
    node: Node<'_>,
    context: &HoverContext<'_>,
    lang: Lang,
) -> Option<Doc> {
    let name = node.scalar_str().filter(|_| !node.is_interpolated())?;
    if let Some(function) = analysis.service().function(name) {
        return hover_route::of(analysis, function, context, lang);
    }
    let doc = Doc::default().title(name, Some(say(lang, "function", "函数").to_owned()));
    let sources = (context.sources)();
    let targets = sources
        .as_ref()
        .map(|sources| sources.targets(Some(name), None));
    let targets = targets.unwrap_or_default();
    if targets.is_empty() {
        return Some(doc.paragraph(say(
            lang,
            "Neither `functions` nor the code has a function of this name.",
            "`functions` 和源码中都没有这个名称的函数。",
        )));
    }
    Some(doc.list(places(&targets)))
}

fn pattern(analysis: &Analysis, node: Node<'_>, lang: Lang) -> Option<Doc> {
    let written = node.as_str().filter(|_| !node.is_interpolated())?;
    let pattern = Pattern::new(written);
    let functions = analysis.service().functions().iter();
    let mut chosen: Vec<String> = Vec::new();
    let mut count = 0_usize;
    for function in functions.filter(|function| pattern.matches(&function.name())) {
        count += 1;
        if chosen.len() < MOST {
            chosen.push(format!("`{}`", function.name()));
        }
    }
    let doc = Doc::default().title(written, Some(say(lang, "pattern", "匹配模式").to_owned()));
    let title = match (count, lang) {
        (0, Lang::En) => "Matches no function of this file.".to_owned(),
        (0, Lang::ZhCn) => "没有匹配本文件中的任何函数。".to_owned(),
        (count, Lang::En) => format!("Matches these functions ({count}):"),
        (count, Lang::ZhCn) => format!("匹配以下函数（{count} 个）："),
    };
    if count > chosen.len() {
        chosen.push("…".to_owned());
    }
    Some(doc.paragraph(title).list(chosen))
}

/// The rule whose code stands at `offset` in a `fyml-ignore` comment.
pub(super) fn rule(analysis: &Analysis, offset: u32, lang: Lang) -> Option<Hover> {
    let text = analysis.text();
    let number = text.line_of(offset);
    let start = text.line_start(number);
    let line = text.line(number);
    let at = offset.checked_sub(start)? as usize;
    let before = line.get(..at)?;
    // nearly every line
    if !line.contains("fyml-ignore") || !before.contains('#') {
        return None;
    }
    let is_letter = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let from = before.trim_end_matches(is_letter).len();
    let behind = line.get(at..)?;
    let to = at + (behind.len() - behind.trim_start_matches(is_letter).len());
    let rule = rules::all().find(|rule| line.get(from..to) == Some(rule.code))?;
    if context(analysis.document(), offset).role != cursor::Role::Comment {
        return None;
    }
    let doc = Doc::default()
        .title(rule.code, Some(say(lang, "rule", "规则").to_owned()))
        .paragraph(rule.summary.get(lang))
        .paragraph(rule.explanation.get(lang));
    Some(Hover {
        span: Span::new(start as usize + from, start as usize + to),
        doc,
    })
}
