//! `--format text`: for people, with the lines in question.

use annotate_snippets::{AnnotationKind, Level, Renderer as Painter, Snippet};
use fyml_schema::{Lang, Wording, w};

use super::{FileReport, Renderer, Summary};
use crate::lint::{Message, Problem, Severity};
use crate::message;
use crate::syntax::{Document, Span};

/// See the module.
pub(super) struct Text {
    texts: Texts,
    painter: Painter,
}

/// The words around a problem.
#[derive(Debug, Clone, Copy)]
struct Texts {
    lang: Lang,
    /// Whether the address of the rule's page is named.
    has_docs: bool,
}

impl Text {
    /// Writes in `lang`, with or without colours.
    pub(super) fn new(lang: Lang, has_colours: bool) -> Text {
        Text {
            texts: Texts {
                lang,
                has_docs: true,
            },
            painter: if has_colours {
                Painter::styled()
            } else {
                Painter::plain()
            },
        }
    }
}

impl Renderer for Text {
    fn file(&self, report: &FileReport) -> String {
        let path = if report.path == "-" {
            message!("<stdin>", "<标准输入>")
                .get(self.texts.lang)
                .to_owned()
        } else {
            visible(report.path)
        };
        let paint = |problem: &Problem| {
            let painted = self
                .texts
                .paint(problem, report.document, &path, &self.painter);
            format!("{painted}\n\n")
        };
        report.problems.iter().map(paint).collect()
    }

    fn end(&self, summary: &Summary) -> String {
        if summary.files == 0 {
            return String::new(); // why, has been said
        }
        let text = summarise(summary);
        format!("{}\n", text.get(self.texts.lang))
    }
}

/// A problem as the rule's own page shows it: without colours, in a file called `f.yml`.
pub(in crate::cli) fn excerpt(problem: &Problem, document: &Document, lang: Lang) -> String {
    let texts = Texts {
        lang,
        has_docs: false,
    };
    texts.paint(problem, document, "f.yml", &Painter::plain())
}

impl Texts {
    fn say(self, wording: Wording) -> &'static str {
        wording.get(self.lang)
    }

    fn paint(
        self,
        problem: &Problem,
        document: &Document,
        path: &str,
        painter: &Painter,
    ) -> String {
        let level = |level: Level<'static>, name: Wording| level.with_name(self.say(name));
        let note = || level(Level::NOTE, w("note", "说明"));
        let mut group = self
            .level(problem.severity)
            .primary_title(visible(problem.message.get(self.lang)))
            .id(problem.rule.code)
            .element(snippet(document, problem.span, path));
        for related in &problem.related {
            group = group
                .element(note().message(visible(related.message.get(self.lang))))
                .element(snippet(document, related.span, path));
        }
        if let Some(fix) = &problem.fix {
            let title = visible(fix.title.get(self.lang));
            let how = if fix.is_safe { " (`--fix`)" } else { "" };
            let help = level(Level::HELP, w("fix", "修复"));
            group = group.element(help.message(format!("{title}{how}")));
        }
        if self.has_docs {
            let docs = level(Level::NOTE, w("docs", "文档"));
            group = group.element(docs.message(problem.rule.url(self.lang)));
        }
        painter.render(&[group])
    }

    fn level(self, severity: Severity) -> Level<'static> {
        let (level, name) = match severity {
            Severity::Error => (Level::ERROR, w("error", "错误")),
            Severity::Warning => (Level::WARNING, w("warning", "警告")),
            Severity::Info => (Level::INFO, w("info", "信息")),
            Severity::Hint => (Level::HELP, w("hint", "提示")),
        };
        level.with_name(self.say(name))
    }
}

/// Only the lines in question are handed over: a report about a large file must not read it again for every problem.
fn snippet<'s>(
    document: &Document,
    span: Span,
    path: &'s str,
) -> Snippet<'s, annotate_snippets::Annotation<'s>> {
    let text = document.text();
    let first = text.line_of(span.start);
    let start = text.line_start(first);
    let end = text.line_start(text.line_of(span.end) + 1);
    let lines = text.slice(Span { start, end }).into_owned();
    Snippet::source(lines)
        .line_start(first as usize + 1)
        .path(path)
        .annotation(AnnotationKind::Primary.span(span.relative_to(start).range()))
}

/// Text from a file, safe to show on a terminal: characters that would move the cursor or turn the text around are
/// replaced.
fn visible(text: &str) -> String {
    let is_safe = |c: &char| {
        !c.is_control() && !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars()
        .map(|c| {
            if is_safe(&c) {
                c
            } else {
                char::REPLACEMENT_CHARACTER
            }
        })
        .collect()
}

fn summarise(summary: &Summary) -> Message {
    let total = &summary.total;
    let mut parts = Message {
        en: String::new(),
        zh: String::new(),
    };
    if summary.has_fixed {
        parts = fixed(total.fixed);
    }
    let found = if total.problems() == 0 {
        nothing(summary)
    } else {
        something(summary)
    };
    for (all, one) in [(&mut parts.en, &found.en), (&mut parts.zh, &found.zh)] {
        if !all.is_empty() && all.is_ascii() {
            all.push(' ');
        }
        all.push_str(one);
    }
    parts
}

fn fixed(count: usize) -> Message {
    let problems = plural(count, "problem");
    if count == 0 {
        message!("Nothing was fixed.", "没有可以自动修复的问题。")
    } else {
        message!("Fixed {problems}.", "已修复 {count} 个问题。")
    }
}

fn nothing(summary: &Summary) -> Message {
    let count = summary.files;
    let files = plural(count, "file");
    if summary.total.fixed > 0 {
        message!(
            "No problems left in {files}.",
            "{count} 个文件中已没有问题。"
        )
    } else {
        message!(
            "No problems found in {files}.",
            "检查了 {count} 个文件，没有发现问题。"
        )
    }
}

fn something(summary: &Summary) -> Message {
    let total = &summary.total;
    let mut en = Vec::new();
    let mut zh = Vec::new();
    for (severity, one, chinese) in [
        (Severity::Error, "error", "错误"),
        (Severity::Warning, "warning", "警告"),
        (Severity::Info, "info", "信息"),
        (Severity::Hint, "hint", "提示"),
    ] {
        let count = total.of(severity);
        if count > 0 {
            en.push(match severity {
                Severity::Info => format!("{count} info"),
                _ => plural(count, one),
            });
            zh.push(format!("{count} 个{chinese}"));
        }
    }
    let (en, zh) = (en.join(", "), zh.join("、"));
    let count = summary.files_with_problems;
    let files = plural(count, "file");
    let mut message = message!("Found {en} in {files}.", "在 {count} 个文件中发现 {zh}。");
    if total.fixable > 0 {
        let (count, problems) = (total.fixable, plural(total.fixable, "problem"));
        let hint = message!(
            " `--fix` repairs {problems}.",
            "其中 {count} 个可用 `--fix` 修复。"
        );
        message.en += &hint.en;
        message.zh += &hint.zh;
    }
    message
}

fn plural(count: usize, one: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {one}{ending}")
}

#[cfg(test)]
mod tests {
    use super::super::Tally;
    use super::*;

    fn summary(severities: &[Severity], fixable: usize) -> Summary {
        let mut tally = Tally {
            fixable,
            ..Tally::default()
        };
        severities
            .iter()
            .for_each(|&severity| tally.count(severity));
        let mut summary = Summary::of_run(false);
        summary.add(&tally);
        summary
    }

    #[test]
    fn the_summary_counts_in_sentences() {
        use Severity::*;
        let said = |summary: &Summary| {
            let message = summarise(summary);
            (message.en, message.zh)
        };
        let (en, zh) = said(&summary(&[], 0));
        assert_eq!(en, "No problems found in 1 file.");
        assert_eq!(zh, "检查了 1 个文件，没有发现问题。");
        let (en, zh) = said(&summary(&[Error, Hint, Hint, Info], 1));
        assert_eq!(
            en,
            "Found 1 error, 1 info, 2 hints in 1 file. `--fix` repairs 1 problem."
        );
        assert_eq!(
            zh,
            "在 1 个文件中发现 1 个错误、1 个信息、2 个提示。其中 1 个可用 `--fix` 修复。"
        );
        let mut fixed = summary(&[], 0);
        fixed.has_fixed = true;
        fixed.total.fixed = 2;
        assert_eq!(
            said(&fixed).0,
            "Fixed 2 problems. No problems left in 1 file."
        );
        assert_eq!(said(&fixed).1, "已修复 2 个问题。1 个文件中已没有问题。");
    }

    #[test]
    fn text_from_a_file_does_nothing_to_the_terminal() {
        assert_eq!(
            visible("a\u{1b}[31m\u{202e}b中"),
            "a\u{fffd}[31m\u{fffd}b中"
        );
    }
}
