//! What a rule reports.

use fyml_schema::Lang;

use super::Rule;
use super::edit::removal;
use crate::syntax::{Entry, Node, Span};

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Hint,
    /// Works, but not as most people think.
    Info,
    /// Ignored, rewritten or refused by the cloud.
    Warning,
    /// The toolchain crashes, or what is deployed is certainly not what is written.
    Error,
}

impl Severity {
    /// Its name in the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Hint => "hint",
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// The severity of this name.
    pub fn from_name(name: &str) -> Option<Severity> {
        [
            Severity::Hint,
            Severity::Info,
            Severity::Warning,
            Severity::Error,
        ]
        .into_iter()
        .find(|s| s.as_str() == name)
    }
}

/// A text in both languages. Made with [`message!`](crate::message).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Message {
    /// English.
    pub en: String,
    /// Simplified Chinese.
    pub zh: String,
}

impl Message {
    /// The text in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::ZhCn => &self.zh,
        }
    }
}

/// Makes a [`Message`] from two format strings, English first; both may capture variables: `message!("no {x}", "没有 {x}")`.
#[macro_export]
macro_rules! message {
    ($en:literal, $zh:literal $(,)?) => {
        $crate::lint::Message {
            en: format!($en),
            zh: format!($zh),
        }
    };
}

/// A problem in a document.
#[derive(Debug, Clone)]
pub struct Problem {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// How bad it is here.
    pub severity: Severity,
    /// Where it is.
    pub span: Span,
    /// What will happen, and what to do.
    pub message: Message,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    /// Places about which it says all there is to say, besides its own: where the schema finds fault with exactly
    /// one of these, that is left out.
    pub settled: Vec<Span>,
    /// How an editor may show it.
    pub tags: Vec<Tag>,
    /// The repair that is meant most likely.
    pub fix: Option<Fix>,
    /// Other ways to repair it, for the user to choose from; most likely first.
    pub others: Vec<Fix>,
}

/// Another place that belongs to a problem.
#[derive(Debug, Clone)]
pub struct Related {
    /// Where.
    pub span: Span,
    /// What is there.
    pub message: Message,
}

/// How an editor may show a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// Faded: it has no effect.
    Unnecessary,
    /// Struck through.
    Deprecated,
}

/// A repair: edits that make the problem go away and touch nothing else.
#[derive(Debug, Clone)]
pub struct Fix {
    /// What it does, as an order: "Rename to `http`".
    pub title: Message,
    /// The edits; they do not overlap.
    pub edits: Vec<TextEdit>,
    /// Whether it can be applied without asking: it says the same thing in a form that works.
    pub is_safe: bool,
}

/// One replacement in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextEdit {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

impl Problem {
    /// The same problem with every place in it moved by `to`.
    pub fn moved(&self, to: impl Fn(Span) -> Span) -> Problem {
        let mut moved = self.clone();
        moved.span = to(moved.span);
        moved
            .related
            .iter_mut()
            .for_each(|related| related.span = to(related.span));
        moved.settled.iter_mut().for_each(|span| *span = to(*span));
        let fixes = moved.fix.iter_mut().chain(&mut moved.others);
        let edits = fixes.flat_map(|fix| &mut fix.edits);
        edits.for_each(|edit| edit.span = to(edit.span));
        moved
    }

    /// All its repairs, most likely first.
    pub fn repairs(&self) -> impl Iterator<Item = &Fix> {
        self.fix.iter().chain(&self.others)
    }

    /// The repair that may be made without a choice between several: there is one, and it is the only one.
    pub fn only_repair(&self) -> Option<&Fix> {
        self.fix.as_ref().filter(|_| self.others.is_empty())
    }

    /// All places in it.
    pub(super) fn places(&self) -> impl Iterator<Item = Span> {
        let related = self.related.iter().map(|related| related.span);
        let edits = self
            .repairs()
            .flat_map(|fix| &fix.edits)
            .map(|edit| edit.span);
        let own = std::iter::once(self.span);
        own.chain(related)
            .chain(self.settled.iter().copied())
            .chain(edits)
    }

    /// Makes it less or more severe than its rule says.
    pub fn severity(&mut self, severity: Severity) -> &mut Problem {
        self.severity = severity;
        self
    }

    /// Adds another place.
    pub fn related(&mut self, span: Span, message: Message) -> &mut Problem {
        self.related.push(Related { span, message });
        self
    }

    /// Says that nothing need be added about another place; see [`Problem::settled`].
    pub fn settles(&mut self, span: Span) -> &mut Problem {
        self.settled.push(span);
        self
    }

    /// Says how to show it.
    pub fn tag(&mut self, tag: Tag) -> &mut Problem {
        self.tags.push(tag);
        self
    }

    /// Adds a repair of one edit that says the same thing in a form that works.
    pub fn safe_fix(
        &mut self,
        title: Message,
        span: Span,
        text: impl Into<String>,
    ) -> &mut Problem {
        self.fix = Some(Fix {
            is_safe: true,
            ..Fix::of_one(title, span, text.into())
        });
        self
    }

    /// Adds a repair of one edit that the user has to choose.
    pub fn fix(&mut self, title: Message, span: Span, text: impl Into<String>) -> &mut Problem {
        self.fix = Some(Fix::of_one(title, span, text.into()));
        self
    }

    /// Adds a repair of one edit as one among others: none of them is what is meant most likely.
    pub fn choice(&mut self, title: Message, span: Span, text: impl Into<String>) -> &mut Problem {
        self.others.push(Fix::of_one(title, span, text.into()));
        self
    }

    /// Offers to take `entry` out of `map`, as far as nothing else goes with it: see [`removal`].
    pub(crate) fn removable(&mut self, map: Node, entry: Entry) -> &mut Problem {
        if let Some(edit) = removal(map, entry) {
            self.choice(removes(entry), edit.span, edit.text);
        }
        self
    }

    /// The same as the repair that is meant.
    pub(crate) fn remove(&mut self, map: Node, entry: Entry) -> &mut Problem {
        if let Some(edit) = removal(map, entry) {
            self.fix(removes(entry), edit.span, edit.text);
        }
        self
    }
}

fn removes(entry: Entry) -> Message {
    let name = entry.name();
    message!("Remove `{name}`", "删除 `{name}`")
}

impl Fix {
    fn of_one(title: Message, span: Span, text: String) -> Fix {
        Fix {
            title,
            edits: vec![TextEdit { span, text }],
            is_safe: false,
        }
    }
}
