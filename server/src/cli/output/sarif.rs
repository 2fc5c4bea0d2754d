//! `--format sarif`: SARIF 2.1.0 (OASIS), as code scanning services read it.

use fyml_schema::{Lang, Wording};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::Serialize;
use serde_json::json;

use super::place::range;
use super::{FileReport, Renderer, Summary};
use crate::lint::{Fix, Problem, Related, Rule, Severity, rules};
use crate::syntax::{Document, Encoding, Span};

/// Everything in a URI reference's path that would be read as something else.
const NOT_IN_PATHS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b']')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// See the module.
pub(super) struct Sarif {
    /// The language of the messages.
    pub lang: Lang,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor<'r> {
    id: &'static str,
    short_description: Message<'r>,
    full_description: Message<'r>,
    help: Help<'r>,
    help_uri: String,
    default_configuration: Configuration,
    properties: DescriptorProperties,
}

#[derive(Serialize)]
struct Message<'r> {
    text: &'r str,
}

#[derive(Serialize)]
struct Help<'r> {
    text: &'r str,
    markdown: &'r str,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct DescriptorProperties {
    tags: Vec<&'static str>,
    /// What GitHub's code scanning sorts by.
    #[serde(rename = "problem.severity")]
    severity: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Found<'r> {
    rule_id: &'static str,
    rule_index: Option<usize>,
    level: &'static str,
    message: Message<'r>,
    locations: [Location<'r>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'r>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<FixObject<'r>>,
    properties: FoundProperties,
}

#[derive(Serialize)]
struct FoundProperties {
    /// SARIF knows no difference between info and hint.
    severity: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'r> {
    physical_location: PhysicalLocation<'r>,
    #[serde(skip_serializing_if = "Option::is_none")]
    logical_locations: Option<[LogicalLocation; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message<'r>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation<'r> {
    artifact_location: ArtifactLocation<'r>,
    region: Region,
}

#[derive(Serialize)]
struct ArtifactLocation<'r> {
    uri: &'r str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LogicalLocation {
    fully_qualified_name: String,
}

/// Lines and columns from 1, columns in UTF-16 units, the end exclusive.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FixObject<'r> {
    description: Message<'r>,
    artifact_changes: [ArtifactChange<'r>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange<'r> {
    artifact_location: ArtifactLocation<'r>,
    replacements: Vec<Replacement<'r>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'r> {
    deleted_region: Region,
    inserted_content: Message<'r>,
}

impl Renderer for Sarif {
    fn start(&self) -> String {
        let descriptors: Vec<_> = rules::all().map(|rule| self.descriptor(rule)).collect();
        let version = env!("CARGO_PKG_VERSION");
        let tool = json!({"driver": {
            "name": "fyml",
            "version": version,
            "semanticVersion": version,
            "informationUri": Rule::HOME,
            "language": language(self.lang),
            "rules": descriptors,
        }});
        let language = language(self.lang);
        format!(
            "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\
             \"runs\":[{{\"tool\":{tool},\"language\":\"{language}\",\
             \"columnKind\":\"utf16CodeUnits\",\"results\":[\n"
        )
    }

    fn file(&self, report: &FileReport) -> String {
        let uri = uri(report.path);
        let found = report
            .problems
            .iter()
            .map(|problem| self.found(problem, report.document, &uri));
        let lines: Vec<String> = found.map(|found| json!(found).to_string()).collect();
        lines.join(self.separator())
    }

    fn separator(&self) -> &'static str {
        ",\n"
    }

    fn end(&self, _: &Summary) -> String {
        "\n]}]}\n".to_owned()
    }
}

impl Sarif {
    fn descriptor(&self, rule: &'static Rule) -> Descriptor<'static> {
        let text = |wording: Wording| wording.get(self.lang);
        Descriptor {
            id: rule.code,
            short_description: Message {
                text: text(rule.summary),
            },
            full_description: Message {
                text: text(rule.explanation),
            },
            help: Help {
                text: text(rule.explanation),
                markdown: text(rule.explanation),
            },
            help_uri: rule.url(self.lang),
            default_configuration: Configuration {
                level: level(rule.severity),
            },
            properties: DescriptorProperties {
                tags: std::iter::once(rule.group.as_str())
                    .chain(rule.clouds.iter().map(|cloud| cloud.name()))
                    .collect(),
                severity: match rule.severity {
                    Severity::Error => "error",
                    Severity::Warning => "warning",
                    Severity::Info | Severity::Hint => "recommendation",
                },
            },
        }
    }

    fn found<'r>(&self, problem: &'r Problem, document: &Document, uri: &'r str) -> Found<'r> {
        let related = problem.related.iter();
        Found {
            rule_id: problem.rule.code,
            rule_index: rules::all().position(|rule| rule.code == problem.rule.code),
            level: level(problem.severity),
            message: Message {
                text: problem.message.get(self.lang),
            },
            locations: [Location {
                logical_locations: Some(document.path_at(problem.span))
                    .filter(|path| !path.is_empty())
                    .map(|path| {
                        [LogicalLocation {
                            fully_qualified_name: path,
                        }]
                    }),
                physical_location: physical(document, problem.span, uri),
                message: None,
            }],
            related_locations: related
                .map(|related| self.related(related, document, uri))
                .collect(),
            fixes: problem
                .repairs()
                .map(|fix| self.fix(fix, document, uri))
                .collect(),
            properties: FoundProperties {
                severity: problem.severity.as_str(),
            },
        }
    }

    fn related<'r>(&self, related: &'r Related, document: &Document, uri: &'r str) -> Location<'r> {
        Location {
            physical_location: physical(document, related.span, uri),
            logical_locations: None,
            message: Some(Message {
                text: related.message.get(self.lang),
            }),
        }
    }

    fn fix<'r>(&self, fix: &'r Fix, document: &Document, uri: &'r str) -> FixObject<'r> {
        let replacements = fix.edits.iter().map(|edit| Replacement {
            deleted_region: region(document, edit.span),
            inserted_content: Message { text: &edit.text },
        });
        FixObject {
            description: Message {
                text: fix.title.get(self.lang),
            },
            artifact_changes: [ArtifactChange {
                artifact_location: ArtifactLocation { uri },
                replacements: replacements.collect(),
            }],
        }
    }
}

fn physical<'r>(document: &Document, span: Span, uri: &'r str) -> PhysicalLocation<'r> {
    PhysicalLocation {
        artifact_location: ArtifactLocation { uri },
        region: region(document, span),
    }
}

fn region(document: &Document, span: Span) -> Region {
    let range = range(document, span, Encoding::Utf16);
    Region {
        start_line: range.start.line,
        start_column: range.start.column,
        end_line: range.end.line,
        end_column: range.end.column,
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info | Severity::Hint => "note",
    }
}

/// As RFC 5646 writes it.
fn language(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "en",
        Lang::ZhCn => "zh-CN",
    }
}

/// A URI reference: relative paths stay relative to wherever the checkout is.
fn uri(path: &str) -> String {
    if path == "-" {
        return "stdin".to_owned();
    }
    let encoded = utf8_percent_encode(path, NOT_IN_PATHS).to_string();
    if path.starts_with('/') {
        format!("file://{encoded}")
    } else if path.as_bytes().get(1) == Some(&b':') {
        format!("file:///{encoded}") // C:/…
    } else {
        encoded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_references() {
        assert_eq!(uri("a b/中#.yml"), "a%20b/%E4%B8%AD%23.yml");
        assert_eq!(uri("/x/f.yml"), "file:///x/f.yml");
        assert_eq!(uri("C:/x/f.yml"), "file:///C:/x/f.yml");
        assert_eq!(uri("-"), "stdin");
    }

    #[test]
    fn every_rule_is_described() {
        let sarif = Sarif { lang: Lang::ZhCn };
        let text = sarif.start() + &sarif.end(&Summary::of_run(false));
        let value: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
        let described = &value["runs"][0]["tool"]["driver"]["rules"];
        assert_eq!(
            described.as_array().map(Vec::len),
            Some(rules::all().count())
        );
        for (index, rule) in rules::all().enumerate() {
            assert_eq!(described[index]["id"], rule.code);
            assert_eq!(described[index]["helpUri"], rule.url(Lang::ZhCn));
        }
    }
}
