//! `--format json`: the contract's own format, one line per file.

use fyml_schema::Lang;
use serde::Serialize;
use serde_json::json;

use super::place::{Range, range};
use super::{FileReport, Renderer, Summary};
use crate::lint::{Problem, Severity};
use crate::port::{CloudPortability, portability_of};
use crate::syntax::{Document, Encoding};

/// The format's version.
const VERSION: u32 = 1;

/// See the module.
pub(super) struct Json {
    /// The language of the messages.
    pub lang: Lang,
}

#[derive(Serialize)]
struct File<'r> {
    path: &'r str,
    /// The name of the cloud it was judged for; null if none is known.
    provider: Option<&'static str>,
    problems: Vec<Found<'r>>,
    /// What the other clouds would make of it.
    portability: Vec<Portability>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Portability {
    provider: &'static str,
    /// It would be taken with nothing changed but `provider.name`.
    as_is: bool,
    carried: usize,
    translated: usize,
    lost: usize,
    needs_you: usize,
    obstacles: Vec<Obstacle>,
}

#[derive(Serialize)]
struct Obstacle {
    kind: &'static str,
    message: String,
    paths: Vec<String>,
}

#[derive(Serialize)]
struct Found<'r> {
    code: &'static str,
    severity: &'static str,
    message: &'r str,
    range: Range,
    path: String,
    url: String,
    fixable: bool,
}

impl Json {
    fn portability(&self, portability: CloudPortability) -> Portability {
        let counts = portability.counts;
        let obstacles = portability.obstacles.into_iter();
        Portability {
            provider: portability.cloud.name(),
            as_is: portability.takes_as_is,
            carried: counts.carried,
            translated: counts.translated,
            lost: counts.lost,
            needs_you: counts.needs_you,
            obstacles: obstacles
                .map(|obstacle| Obstacle {
                    kind: obstacle.fate.as_str(),
                    message: obstacle.reason.get(self.lang).to_owned(),
                    paths: obstacle.paths,
                })
                .collect(),
        }
    }

    fn found<'r>(&self, problem: &'r Problem, document: &Document) -> Found<'r> {
        Found {
            code: problem.rule.code,
            severity: problem.severity.as_str(),
            message: problem.message.get(self.lang),
            range: range(document, problem.span, Encoding::Utf32),
            path: document.path_at(problem.span),
            url: problem.rule.url(self.lang),
            fixable: problem.repairs().next().is_some(),
        }
    }
}

impl Renderer for Json {
    fn start(&self) -> String {
        format!("{{\"version\":{VERSION},\"files\":[\n")
    }

    fn file(&self, report: &FileReport) -> String {
        let problems = report.problems.iter();
        let file = File {
            path: report.path,
            provider: report.context.cloud.map(|cloud| cloud.name()),
            problems: problems
                .map(|problem| self.found(problem, report.document))
                .collect(),
            portability: portability_of(report.context)
                .into_iter()
                .map(|portability| self.portability(portability))
                .collect(),
        };
        json!(file).to_string()
    }

    fn separator(&self) -> &'static str {
        ",\n"
    }

    fn end(&self, summary: &Summary) -> String {
        let total = &summary.total;
        let counts = json!({
            "error": total.of(Severity::Error),
            "warning": total.of(Severity::Warning),
            "info": total.of(Severity::Info),
            "hint": total.of(Severity::Hint),
        });
        let fixed = if summary.has_fixed {
            format!(",\"fixed\":{}", total.fixed)
        } else {
            String::new()
        };
        format!("\n],\"summary\":{counts}{fixed}}}\n")
    }
}
