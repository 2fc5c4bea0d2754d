//! Brackets to indentation.

use super::{Offer, Refactoring, same};
use crate::analysis::Analysis;
use crate::ide::completion::Pen;
use crate::ide::way::{Role, Step, Way};
use crate::lint::TextEdit;
use crate::lint::edit::{comments, place};
use crate::message;
use crate::syntax::{Document, Entry, Kind, Node, Span, Style};

/// The longest text, in bytes, that is offered to be written anew.
const MAX_BYTES: usize = 20_000;

/// How deep maps and lists are followed.
const MAX_DEPTH: usize = 32;

pub(super) fn offer(analysis: &Analysis, span: Span, offers: &mut Vec<Offer>) {
    if rewritten(analysis.document(), span).is_some() {
        offers.push(Offer {
            refactoring: Refactoring::ToBlock,
            title: message!(
                "Write by indentation, without brackets",
                "改为缩进（块）写法"
            ),
        });
    }
}

pub(super) fn edits(analysis: &Analysis, span: Span) -> Option<Vec<TextEdit>> {
    let edit = rewritten(analysis.document(), span)?;
    same::keeping_value(analysis, vec![edit])
}

/// The outermost map or list in brackets around `span`, or behind the key there.
fn step_at(document: &Document, span: Span) -> Option<Step<'_>> {
    let way = Way::to(document, span.start);
    let around = way.steps().iter().find(|step| place::is_flow(step.node));
    let found = match (around, way.last()?) {
        (Some(around), _) => *around,
        (
            None,
            Step {
                role: Role::Key(entry),
                ..
            },
        ) => Step {
            node: entry.value,
            role: Role::Value(entry),
        },
        _ => return None,
    };
    place::is_flow(found.node).then_some(found)
}

fn rewritten(document: &Document, span: Span) -> Option<TextEdit> {
    let Step { node, role } = step_at(document, span)?;
    if node.span().len() > MAX_BYTES || !node.raw().ends_with(['}', ']']) || !fits(node, 0) {
        return None;
    }
    node.children().next()?;
    let text = document.text();
    let end = node.span().end;
    let pen = Pen::at(document, place::start(node), false);
    let mut writer = Writer::new(node, &pen);
    match role {
        Role::Key(_) => None,
        Role::Root | Role::Item => {
            let start = node.span().start;
            let is_bare = place::start(node) == start;
            let is_alone = match role {
                Role::Root => place::begins_line(document, start),
                _ => place::begins_item(document, start),
            };
            if !is_bare || !is_alone {
                return None;
            }
            let column = place::column(document, start);
            writer.flush(writer.first(node), column, true);
            writer.collection(node, column, true);
            writer.finish(column);
            Some(TextEdit {
                span: node.span(),
                text: writer.out,
            })
        }
        Role::Value(entry) => {
            let key = place::start(entry.key);
            let value = place::start(node);
            let is_beside = text.line_of(entry.key.span().start) == text.line_of(node.span().start);
            if !place::begins_item(document, key) || !is_beside {
                return None;
            }
            let colon = place::behind_colon(entry, value)?;
            let column = place::column(document, key);
            let below = match node.kind() {
                Kind::Mapping => column + pen.unit(),
                _ => column + pen.dash(),
            };
            let between = Span {
                start: colon,
                end: node.span().start,
            };
            let properties = text.slice(between).trim().to_owned();
            if !properties.is_empty() {
                writer.out = format!(" {properties}");
            }
            // the comment behind the bracket goes on standing on the key's line
            let rest = place::rest_of_line(document, end);
            let behind = text.slice(rest).trim().to_owned();
            if !behind.is_empty() {
                if !behind.starts_with('#') {
                    return None;
                }
                writer.out.push_str(&format!(" {behind}"));
                writer.has_comment = true;
            }
            writer.collection(node, below, false);
            writer.finish(below);
            Some(TextEdit {
                span: Span {
                    start: colon,
                    end: rest.end,
                },
                text: writer.out,
            })
        }
    }
}

/// Whether everything in it can be written by indentation.
fn fits(node: Node<'_>, depth: usize) -> bool {
    if depth > MAX_DEPTH {
        return false;
    }
    match node.kind() {
        Kind::Mapping | Kind::Sequence if place::is_flow(node) || node.style() == Style::Block => {
            let is_key = |entry: &Entry<'_>| {
                entry.key.style() != Style::Absent
                    && !matches!(
                        entry.key.kind(),
                        Kind::Mapping | Kind::Sequence | Kind::Alias
                    )
                    && place::start(entry.key) == entry.key.span().start
                    && !is_explicit(*entry)
            };
            node.written_entries().all(|entry| is_key(&entry))
                && node.children().all(|child| fits(child, depth + 1))
        }
        Kind::Broken => false,
        _ => !node.raw().contains('\n'),
    }
}

/// Whether the key is written behind a `?`.
fn is_explicit(entry: Entry<'_>) -> bool {
    let document = entry.key.document();
    let start = entry.key.span().start;
    let before = Span {
        start: start.saturating_sub(2),
        end: start,
    };
    document.text().slice(before).trim_end().ends_with('?')
}

/// Writes nodes by indentation; keeps the comments between them.
struct Writer<'p> {
    pen: &'p Pen,
    out: String,
    /// Comments that are not written yet, with their lines, the last one first.
    comments: Vec<(u32, String, u32)>,
    /// The line in the old text on which what was written last ended.
    line: u32,
    /// Whether the line that is being written ends in a comment.
    has_comment: bool,
}

impl<'p> Writer<'p> {
    fn new(node: Node<'_>, pen: &'p Pen) -> Writer<'p> {
        let mut comments: Vec<(u32, String, u32)> = comments::within(node)
            .into_iter()
            .map(|span| {
                let (text, line) = comments::text(node, span);
                (span.start, text, line)
            })
            .collect();
        comments.reverse();
        Writer {
            pen,
            out: String::new(),
            comments,
            line: node.document().text().line_of(node.span().start),
            has_comment: false,
        }
    }

    /// The entries or items of a node, in `column`; the first one right here if `is_here`.
    fn collection(&mut self, node: Node<'_>, column: usize, is_here: bool) {
        let mut is_here = is_here;
        if node.kind() == Kind::Sequence {
            for item in node.items() {
                self.begin(self.first(item), column, is_here);
                self.out.push('-');
                self.item(item, column + 2);
                is_here = false;
            }
            return;
        }
        for entry in node.written_entries() {
            self.begin(entry.key.span().start, column, is_here);
            self.out.push_str(entry.key.raw());
            self.out.push(':');
            self.written(entry.key);
            self.value(entry.value, column);
            is_here = false;
        }
    }

    fn item(&mut self, item: Node<'_>, column: usize) {
        if !self.is_spread(item) {
            self.scalar(item);
            return;
        }
        let is_bare = self.properties(item);
        let is_map = item.kind() == Kind::Mapping;
        if is_bare && is_map {
            self.out.push(' ');
        }
        self.collection(item, column, is_bare && is_map);
    }

    fn value(&mut self, value: Node<'_>, column: usize) {
        if !self.is_spread(value) {
            self.scalar(value);
            return;
        }
        self.properties(value);
        let more = match value.kind() {
            Kind::Mapping => self.pen.unit(),
            _ => self.pen.dash(),
        };
        self.collection(value, column + more, false);
    }

    /// A scalar, or what stays in its brackets.
    fn scalar(&mut self, node: Node<'_>) {
        self.properties(node);
        match node.kind() {
            _ if node.style() == Style::Absent => return,
            Kind::Mapping if node.children().next().is_none() => self.out.push_str(" {}"),
            Kind::Sequence if node.children().next().is_none() => self.out.push_str(" []"),
            _ => {
                self.out.push(' ');
                self.out.push_str(node.raw());
            }
        }
        self.written(node);
    }

    /// Anchor and tag; says whether there are none.
    fn properties(&mut self, node: Node<'_>) -> bool {
        let mut spans: Vec<Span> = [node.anchor_span(), node.tag_span()]
            .into_iter()
            .flatten()
            .collect();
        spans.sort();
        for span in &spans {
            self.out.push(' ');
            self.out.push_str(&node.document().text().slice(*span));
        }
        spans.is_empty()
    }

    /// Takes note of where a node ended in the old text.
    fn written(&mut self, node: Node<'_>) {
        self.line = node.document().text().line_of(node.span().end);
        self.has_comment = false;
    }

    /// A new line for what begins at `start` in the old text, behind the comments before it.
    fn begin(&mut self, start: u32, column: usize, is_here: bool) {
        if is_here {
            return;
        }
        self.flush(start, column, false);
        self.new_line(column);
    }

    /// The comments before `until`. `is_here`: the line is begun, and they stand before what will be in it.
    fn flush(&mut self, until: u32, column: usize, is_here: bool) {
        while let Some((start, text, line)) = self.comments.pop() {
            if start >= until {
                self.comments.push((start, text, line));
                return;
            }
            if is_here {
                self.out.push_str(&text);
                self.new_line(column);
            } else if line == self.line && !self.has_comment && !self.out.is_empty() {
                self.out.push_str(&format!(" {text}"));
                self.has_comment = true;
            } else {
                self.new_line(column);
                self.out.push_str(&text);
                self.has_comment = true;
            }
        }
    }

    fn finish(&mut self, column: usize) {
        self.flush(u32::MAX, column, false);
    }

    fn new_line(&mut self, column: usize) {
        self.out.push_str(self.pen.newline());
        self.out.push_str(&" ".repeat(column));
        self.has_comment = false;
    }

    /// Where the first scalar of a node begins.
    fn first(&self, node: Node<'_>) -> u32 {
        let mut node = node;
        while self.is_spread(node) && place::start(node) == node.span().start {
            match node.children().next() {
                Some(child) => node = child,
                None => break,
            }
        }
        place::start(node)
    }

    /// Whether it is written in lines of its own. Short lists of words stay as they are.
    fn is_spread(&self, node: Node<'_>) -> bool {
        let is_word = |item: Node<'_>| !matches!(item.kind(), Kind::Mapping | Kind::Sequence);
        match node.kind() {
            _ if node.children().next().is_none() => false,
            Kind::Mapping => true,
            _ => !node.children().all(is_word) || node.raw().contains('\n'),
        }
    }
}
