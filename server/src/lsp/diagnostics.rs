//! Diagnostics on their way to the client: written once for a block, and from then on only moved to its line.
//!
//! The protocol wants the whole list at every change. What is in it is the same as before for nearly every block, but
//! for the lines it stands in.

use lsp_types::Diagnostic;

use super::convert_out::Target;
use crate::lint::{Found, FoundPart, Problem};
use crate::syntax::{Document, Span};

/// The diagnostics of a block as JSON, separated by commas, without the numbers of lines.
struct Written {
    json: String,
    /// Where in `json` the number of a line belongs, and which line of the block it is.
    lines: Vec<(usize, u32)>,
}

/// What stands before the number of a line; nowhere else, because quotes in texts are escaped.
const LINE: &str = "\"line\":";

/// All diagnostics of a document as a JSON list.
pub fn written(found: &Found, document: &Document, target: Target<'_>) -> String {
    let mut list = String::from("[");
    for part in found.parts(document) {
        if list.len() > 1 {
            list.push(',');
        }
        let before = list.len();
        match part {
            FoundPart::Placed(problems) => {
                let own = problems.iter().map(|problem| target.diagnostic(problem));
                Written::of(own, 0).write(0, &mut list);
            }
            FoundPart::InBlock {
                problems,
                start,
                first_line,
            } => {
                let show = |problems: &[Problem]| {
                    let moved = |problem: &Problem| problem.moved(|span: Span| span.shifted(start));
                    let own = problems
                        .iter()
                        .map(|problem| target.diagnostic(&moved(problem)));
                    Written::of(own, first_line)
                };
                if let Some(written) = problems.shown(show) {
                    written.write(first_line, &mut list);
                }
            }
        }
        if list.len() == before && list.ends_with(',') {
            list.pop();
        }
    }
    list.push(']');
    list
}

impl Written {
    /// Diagnostics of a block that begins in `first_line`.
    fn of(diagnostics: impl Iterator<Item = Diagnostic>, first_line: u32) -> Written {
        let mut written = Written {
            json: String::new(),
            lines: Vec::new(),
        };
        for diagnostic in diagnostics {
            // a diagnostic is made of texts and numbers: nothing that JSON could not say
            let Ok(json) = serde_json::to_string(&diagnostic) else {
                continue;
            };
            if !written.json.is_empty() {
                written.json.push(',');
            }
            let mut rest = json.as_str();
            while let Some(at) = rest.find(LINE) {
                let (before, behind) = rest.split_at(at + LINE.len());
                let length = behind.bytes().take_while(u8::is_ascii_digit).count();
                let (number, behind) = behind.split_at(length);
                written.json.push_str(before);
                let line: u32 = number.parse().unwrap_or(first_line);
                let line = line.saturating_sub(first_line);
                written.lines.push((written.json.len(), line));
                rest = behind;
            }
            written.json.push_str(rest);
        }
        written
    }

    /// Writes them for a block that begins in `first_line`.
    fn write(&self, first_line: u32, into: &mut String) {
        let mut from = 0;
        for &(at, line) in &self.lines {
            into.push_str(&self.json[from..at]);
            push_number(first_line + line, into);
            from = at;
        }
        into.push_str(&self.json[from..]);
    }
}

fn push_number(number: u32, into: &mut String) {
    let mut digits = [0_u8; 10];
    let mut rest = number;
    let mut from = digits.len();
    loop {
        from -= 1;
        digits[from] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    into.extend(digits[from..].iter().map(|&digit| char::from(digit)));
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use fyml_schema::Lang;
    use serde_json::{Value, json};

    use super::*;
    use crate::analysis::Analysis;
    use crate::lsp::capabilities::Capabilities;
    use crate::model::FileName;
    use crate::syntax::{Edits, Text};

    const TEXT: &str = "service: 商店\nprovider:\n  name: aliyun\n  \"line\": 7\nfunctions:\n  一:\n    handler: a.b\n    events:\n      - http:\n          path: /a\n  two:\n    # 中文\n    handlr: '\"line\":3'\n    timeout: [x]\n    events:\n      - htpp: true\n      - http:\n          path: /a\n  three:\n    memorySize: big\n";

    /// What is written, and what the problems are one by one.
    fn both(analysis: &Analysis, capabilities: &Capabilities) -> (Value, Value) {
        let target = Target {
            capabilities,
            lang: Lang::ZhCn,
            uri: "file:///f.yml",
            text: analysis.text(),
        };
        let written = written(analysis.found(), analysis.document(), target);
        let problems = analysis.problems().iter();
        let single: Vec<Diagnostic> = problems.map(|problem| target.diagnostic(problem)).collect();
        assert!(!single.is_empty());
        (serde_json::from_str(&written).expect("JSON"), json!(single))
    }

    #[test]
    fn what_is_written_is_what_was_found_wherever_it_moves() {
        let capabilities = Capabilities {
            related_information: true,
            ..Capabilities::default()
        };
        let of = |text: Text, previous: Option<(&Document, &Edits)>| {
            let name = Some(FileName::FYml);
            Analysis::of(text, name, previous, Arc::default(), Arc::default())
        };
        let mut text = Text::new(TEXT);
        let cache = Arc::default();
        let mut analysis = of(text.clone(), None).keeping(Arc::clone(&cache));
        for (at, typed) in [
            (TEXT.find("handler: a.b"), "description: x\n    "),
            (TEXT.find("timeout"), "\n    # 中\n"),
            (TEXT.find("provider"), "# one\n# two\n"),
        ] {
            let (written, single) = both(&analysis, &capabilities);
            assert_eq!(written, single);
            let at = at.expect("in the text");
            let edit = text.replace(Span::new(at, at), typed);
            let mut edits = Edits::none();
            edits.add(edit, &text);
            let next = of(text.clone(), Some((analysis.document(), &edits)));
            analysis = next.keeping(Arc::clone(&cache));
        }
        let (written, single) = both(&analysis, &capabilities);
        assert_eq!(written, single);
    }

    #[test]
    fn nothing_found_is_an_empty_list() {
        let document = Document::new("a: 1\n");
        let capabilities = Capabilities::default();
        let target = Target {
            capabilities: &capabilities,
            lang: Lang::En,
            uri: "file:///f.yml",
            text: document.text(),
        };
        assert_eq!(written(&Found::nothing(), &document, target), "[]");
    }

    #[test]
    fn numbers_are_written_in_full() {
        for number in [0, 9, 10, 1_000, u32::MAX] {
            let mut text = String::new();
            push_number(number, &mut text);
            assert_eq!(text, number.to_string());
        }
    }
}
