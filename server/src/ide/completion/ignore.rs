//! Codes of rules in `# fyml-ignore:` comments, and the beginning of such a comment.

use std::collections::HashSet;

use fyml_schema::{Wording, w};

use super::about::About;
use super::{Completion, CompletionRequest, CompletionRole, Completions, MOST, could_become};
use crate::analysis::Analysis;
use crate::lint::{ALL_RULES, TextEdit, rules};
use crate::syntax::Span;
use crate::syntax::cursor::{Role, context};

/// The words that such comments begin with.
const WORD: &str = "fyml-ignore";
const FILE_WORD: &str = "fyml-ignore-file";

/// What the word for all rules does.
const EVERY: Wording = w(
    "every rule: nothing is said about this file",
    "所有规则：不再检查这个文件",
);

/// The completions within a comment; `None` if the cursor is in none.
pub(super) fn completions(analysis: &Analysis, request: CompletionRequest) -> Option<Completions> {
    let text = analysis.text();
    let number = text.line_of(request.offset);
    let start = text.line_start(number);
    let line = text.line(number);
    let at = request.offset.saturating_sub(start) as usize;
    let before = line.get(..at)?;
    // nearly every line
    let hash = before.rfind('#')?;
    if context(analysis.document(), request.offset).role != Role::Comment {
        return None;
    }
    let Some(comment) = Comment::read(&before[hash + 1..]) else {
        return Some(Completions::default());
    };
    let rest = line.get(at..).unwrap_or("");
    let behind = rest.len() - rest.trim_start_matches(is_code_letter).len();
    let span = Span::new(
        start as usize + at - comment.typed.len(),
        start as usize + at + behind,
    );
    let edit = |text: String| TextEdit { span, text };
    let insert_span = Span {
        end: request.offset,
        ..span
    };
    let item = |label: &str, text: String, role: CompletionRole, about: About| Completion {
        label: label.to_owned(),
        role,
        detail: None,
        note: None,
        about,
        is_deprecated: false,
        is_obvious: false,
        filter: label.to_owned(),
        edit: edit(text),
        insert_span,
        is_snippet: false,
    };
    if comment.is_beginning {
        let mut words = vec![WORD];
        if is_in_front(analysis, request.offset) {
            words.push(FILE_WORD);
        }
        let items = words.into_iter().map(|word| {
            let text = format!("{word}: ");
            item(word, text, CompletionRole::Snippet, About::Nothing)
        });
        return Some(Completions {
            items: items.collect(),
            is_incomplete: false,
        });
    }
    let is_alone = before[..hash].trim().is_empty();
    let found = found_codes(analysis, number, comment.is_file, is_alone);
    let mut all: Vec<_> = rules::all()
        .filter(|rule| !comment.codes.contains(&rule.code))
        .collect();
    all.sort_by_key(|rule| (!found.contains(rule.code), rule.code));
    let every =
        comment.is_file && comment.codes.is_empty() && could_become(ALL_RULES, comment.typed);
    let every = every.then(|| Completion {
        detail: Some(EVERY.get(request.lang).to_owned()),
        ..item(
            ALL_RULES,
            format!("{}{ALL_RULES}", comment.before),
            CompletionRole::Rule,
            About::Nothing,
        )
    });
    let is_incomplete = all.len() > MOST;
    if is_incomplete {
        all.retain(|rule| could_become(rule.code, comment.typed));
        all.truncate(MOST - usize::from(every.is_some()));
    }
    let items = all.into_iter().map(|rule| Completion {
        detail: Some(rule.summary.get(request.lang).to_owned()),
        is_obvious: found.len() == 1 && found.contains(rule.code),
        ..item(
            rule.code,
            format!("{}{}", comment.before, rule.code),
            CompletionRole::Rule,
            About::Rule(rule),
        )
    });
    Some(Completions {
        items: every.into_iter().chain(items).collect(),
        is_incomplete,
    })
}

/// What is typed of a comment, behind its `#`.
struct Comment<'t> {
    /// Whether the word itself is being typed.
    is_beginning: bool,
    is_file: bool,
    /// The codes that are there already.
    codes: Vec<&'t str>,
    /// The half-typed word.
    typed: &'t str,
    /// What must come before a code.
    before: &'static str,
}

impl<'t> Comment<'t> {
    /// `None` for comments that are no such thing.
    fn read(text: &'t str) -> Option<Comment<'t>> {
        let body = text.trim_start();
        let is_begun = !body.is_empty() && FILE_WORD.starts_with(body);
        if is_begun {
            return Some(Comment {
                is_beginning: true,
                is_file: false,
                codes: Vec::new(),
                typed: body,
                before: "",
            });
        }
        let behind = body.strip_prefix(WORD)?;
        let is_file = behind.starts_with("-file");
        let behind = behind.strip_prefix("-file").unwrap_or(behind);
        let codes = behind.trim_start().strip_prefix(':')?;
        if codes.contains("--") {
            return None; // the reason
        }
        let done = codes.trim_end_matches(is_code_letter);
        let typed = codes.get(done.len()..).unwrap_or("");
        Some(Comment {
            is_beginning: false,
            is_file,
            codes: done
                .split(|c: char| !is_code_letter(c))
                .filter(|code| !code.is_empty())
                .collect(),
            typed,
            before: if done.is_empty() || done.ends_with(',') {
                " "
            } else {
                ""
            },
        })
    }
}

fn is_code_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-'
}

/// Whether nothing of the document stands before the cursor, as a comment about the whole file wants.
fn is_in_front(analysis: &Analysis, offset: u32) -> bool {
    let root = analysis.document().root();
    root.is_none_or(|root| root.span().start >= offset)
}

/// The codes of the problems that the comment could silence: those of the file, of its own line, or of the next line
/// that holds something.
fn found_codes(
    analysis: &Analysis,
    number: u32,
    is_file: bool,
    is_alone: bool,
) -> HashSet<&'static str> {
    let text = analysis.text();
    let line = if is_alone {
        let last = text.line_count() as u32;
        let mut behind = number + 1..last;
        behind.find(|number| {
            let line = text.line(*number);
            let line = line.trim();
            !line.is_empty() && !line.starts_with('#')
        })
    } else {
        Some(number)
    };
    let problems = analysis.problems().iter();
    problems
        .filter(|problem| is_file || Some(text.line_of(problem.span.start)) == line)
        .map(|problem| problem.rule.code)
        .collect()
}
