//! `fyml rules`.

use std::fmt::Write;

use fyml_schema::{CLOUDS, CloudStatus, Lang};
use serde::Serialize;

use super::arguments::ListFormat;
use super::{Console, Exit};
use crate::lint::{Rule, rules};
use crate::message;

/// One rule, as programs read it.
#[derive(Serialize)]
struct Row {
    code: &'static str,
    severity: &'static str,
    group: &'static str,
    providers: Vec<&'static str>,
    fixable: bool,
    covers: &'static [&'static str],
    summary: &'static str,
}

/// Prints every rule, sorted by code.
pub(super) fn run(format: ListFormat, console: &mut Console) -> Exit {
    let lang = console.lang();
    let mut all: Vec<&Rule> = rules::all().collect();
    all.sort_by_key(|rule| rule.code);
    let text = match format {
        ListFormat::Text => text(&all, lang),
        ListFormat::Json => {
            let rows: Vec<Row> = all.iter().map(|rule| row(rule, lang)).collect();
            format!("{:#}\n", serde_json::json!(rows))
        }
    };
    console.print(&text);
    Exit::Fine
}

fn row(rule: &Rule, lang: Lang) -> Row {
    Row {
        code: rule.code,
        severity: rule.severity.as_str(),
        group: rule.group.as_str(),
        providers: providers(rule),
        fixable: rule.fixable,
        covers: rule.covers,
        summary: rule.summary.get(lang),
    }
}

/// The providers a rule speaks about. A local alias is judged as the cloud it stands for and not listed.
pub(super) fn providers(rule: &Rule) -> Vec<&'static str> {
    CLOUDS
        .iter()
        .filter(|facts| !matches!(facts.status, CloudStatus::LocalAlias(_)))
        .filter(|facts| rule.clouds.is_empty() || rule.clouds.contains(&facts.cloud))
        .map(|facts| facts.name)
        .collect()
}

/// Two lines for each rule: what it is, and what it finds.
fn text(all: &[&Rule], lang: Lang) -> String {
    let every = message!("every provider", "所有 provider");
    let fixable = message!("fixable", "可修复");
    let width = all.iter().map(|rule| rule.code.len()).max().unwrap_or(0);
    let mut text = String::new();
    for rule in all {
        let clouds = match rule.clouds {
            [] => every.get(lang).to_owned(),
            _ => providers(rule).join(", "),
        };
        let mut details = vec![rule.group.as_str().to_owned(), clouds];
        if rule.fixable {
            details.push(fixable.get(lang).to_owned());
        }
        if !rule.covers.is_empty() {
            details.push(rule.covers.join(" "));
        }
        // writing to a String cannot fail
        let _ = writeln!(
            text,
            "{:width$}  {:7}  {}\n    {}",
            rule.code,
            rule.severity.as_str(),
            details.join("; "),
            rule.summary.get(lang)
        );
    }
    text
}
