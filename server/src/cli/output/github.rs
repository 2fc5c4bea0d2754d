//! `--format github`: workflow commands that GitHub Actions shows beside the lines of a pull request.

use fyml_schema::Lang;

use super::place::range;
use super::{FileReport, Renderer, Summary};
use crate::lint::Severity;
use crate::syntax::Encoding;

/// See the module.
pub(super) struct Github {
    /// The language of the messages.
    pub lang: Lang,
}

impl Renderer for Github {
    fn file(&self, report: &FileReport) -> String {
        let lines = report.problems.iter().map(|problem| {
            let range = range(report.document, problem.span, Encoding::Utf32);
            format!(
                "::{} file={},line={},endLine={},col={},endColumn={},title={}::{}\n",
                command(problem.severity),
                property(report.path),
                range.start.line,
                range.end.line,
                range.start.column,
                range.end.column,
                property(problem.rule.code),
                data(problem.message.get(self.lang)),
            )
        });
        lines.collect()
    }

    fn end(&self, _: &Summary) -> String {
        String::new()
    }
}

fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info | Severity::Hint => "notice",
    }
}

/// The runner ends a command at a line break and decodes `%XX`.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// In properties, `,` and `:` are separators, too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_runner_would_read_as_its_own_is_escaped() {
        assert_eq!(data("100%: a,\r\nb"), "100%25: a,%0D%0Ab");
        assert_eq!(property("C:\\a,b%\n"), "C%3A\\a%2Cb%25%0A");
    }
}
