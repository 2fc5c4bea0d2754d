//! The report of a move, for people and for programs.

use std::fmt::Write;

use fyml_schema::{Lang, Wording, w};
use serde::Serialize;
use serde_json::json;

use crate::cli::output::place::{Range, range};
use crate::message;
use crate::port::{Counts, Fate, Item, Port};
use crate::syntax::{Document, Encoding};

/// The version of the JSON format.
const VERSION: u32 = 1;

/// By fate, each setting with its place; what carries over is only named.
pub(in crate::cli) fn text(port: &Port, path: &str, document: &Document, lang: Lang) -> String {
    let (from, to) = (port.from.name(), port.to.name());
    if port.from == port.to {
        let said = message!(
            "{path}: already written for {to}, nothing to move.",
            "{path}：本来就是为 {to} 写的，无需迁移。"
        );
        return format!("{}\n", said.get(lang));
    }
    let mut report = message!("{path}: {from} -> {to}", "{path}：{from} → {to}")
        .get(lang)
        .to_owned();
    report.push('\n');
    for fate in Fate::ALL {
        let items: Vec<&Item> = port
            .report
            .iter()
            .filter(|item| item.fate == fate)
            .collect();
        if items.is_empty() {
            continue;
        }
        // writing to a String cannot fail
        let _ = writeln!(report, "\n{} ({})", title(fate).get(lang), items.len());
        for item in items {
            line(&mut report, item, document, lang);
        }
    }
    report
}

fn line(report: &mut String, item: &Item, document: &Document, lang: Lang) {
    let start = range(document, item.span, Encoding::Utf32).start;
    let place = format!("{}:{}", start.line, start.column);
    let change = match (&item.before, &item.after) {
        (Some(before), Some(after)) => format!("  {before} -> {after}"),
        (None, Some(after)) => format!("  + {after}"),
        (Some(before), None) if item.fate != Fate::Carried => format!("  {before}"),
        _ => String::new(),
    };
    let _ = writeln!(report, "  {place:<7} {}{change}", item.path);
    if let Some(reason) = &item.reason {
        let _ = writeln!(report, "          {}", reason.get(lang));
    }
}

fn title(fate: Fate) -> Wording {
    match fate {
        Fate::Carried => w("carried over as it is", "保持不变"),
        Fate::Translated => w("translated", "已改写"),
        Fate::Lost => w("lost", "会丢失"),
        Fate::NeedsYou => w("needs you", "需要你确认"),
    }
}

#[derive(Serialize)]
struct Entry<'r> {
    kind: &'static str,
    path: &'r str,
    range: Range,
    before: Option<&'r str>,
    after: Option<&'r str>,
    message: Option<&'r str>,
}

/// One line of JSON.
pub(super) fn json(
    port: &Port,
    path: &str,
    document: &Document,
    is_written: bool,
    lang: Lang,
) -> String {
    let entries: Vec<Entry> = port
        .report
        .iter()
        .map(|item| Entry {
            kind: item.fate.as_str(),
            path: &item.path,
            range: range(document, item.span, Encoding::Utf32),
            before: item.before.as_deref(),
            after: item.after.as_deref(),
            message: item.reason.as_ref().map(|reason| reason.get(lang)),
        })
        .collect();
    let Counts {
        carried,
        translated,
        lost,
        needs_you,
    } = port.counts();
    let report = json!({
        "version": VERSION,
        "path": path,
        "from": port.from.name(),
        "to": port.to.name(),
        "written": is_written,
        "report": entries,
        "summary": {"carried": carried, "translated": translated, "lost": lost, "needsYou": needs_you},
    });
    format!("{report}\n")
}
