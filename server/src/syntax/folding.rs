//! What can be folded away: worked out once for a block, and kept as long as the block is.

use super::node::Node;
use super::parse::Context;
use super::tree::{Kind, NodeId, Style, Tree};
use super::{Block, Document, Span};

/// Lines that can be folded away behind the first of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fold {
    /// What disappears: from the end of the first line, or from behind an opening bracket.
    pub span: Span,
    /// The line that stays, from 0.
    pub first_line: u32,
    /// The last line that disappears.
    pub last_line: u32,
    /// How many folds it may lie in: the outermost are 0.
    pub depth: u32,
    /// Whether it is a comment.
    pub is_comment: bool,
}

/// The folds of one block, with spans and lines relative to it.
#[derive(Debug)]
pub(crate) struct Layout {
    folds: Box<[Fold]>,
    /// The number of its line breaks.
    lines: u32,
}

impl Document {
    /// What can be folded, in the order of the text; of several folds with the same first line, the longest. Blocks
    /// that did not change since an earlier version are not looked at again.
    pub fn folds(&self) -> Vec<Fold> {
        let mut folds = Vec::new();
        let mut line = 0;
        let mut lines = Vec::with_capacity(self.placed_count() as usize);
        for placed in self.all_placed() {
            lines.push(line);
            let layout = placed.block.layout();
            let below = u32::from(matches!(placed.block.context, Context::Child { .. }));
            folds.extend(layout.folds.iter().map(|fold| Fold {
                span: fold.span.shifted(placed.start),
                first_line: fold.first_line + line,
                last_line: fold.last_line + line,
                depth: fold.depth + below,
                ..*fold
            }));
            line += layout.lines;
        }
        folds.extend(self.sections(&lines));
        folds.sort_by_key(|fold| (fold.first_line, std::cmp::Reverse(fold.last_line)));
        folds.dedup_by_key(|fold| fold.first_line);
        folds
    }

    /// The folds of entries that stand in several blocks.
    fn sections(&self, lines: &[u32]) -> Vec<Fold> {
        let entries = self.root().into_iter().flat_map(Node::written_entries_here);
        let spanning = entries.filter(|entry| entry.value.block() != entry.key.block());
        let line_of = |offset: u32| -> u32 {
            let Some((placed, line)) = self
                .number_at(offset)
                .and_then(|number| Some((self.placed(number), lines.get(number as usize)?)))
            else {
                return 0;
            };
            let before = placed.block.text().get(..(offset - placed.start) as usize);
            line + before.map_or(0, breaks)
        };
        let folds = spanning.filter_map(|entry| {
            let (key, end) = (entry.key.span(), entry.value.span().end);
            let (first_line, last_line) = (line_of(key.start), line_of(end));
            (first_line < last_line).then_some(Fold {
                span: Span {
                    start: key.end,
                    end,
                },
                first_line,
                last_line,
                depth: 0,
                is_comment: false,
            })
        });
        folds.collect()
    }
}

impl Block {
    pub(crate) fn layout(&self) -> &Layout {
        self.layout
            .get_or_init(|| Box::new(Layout::of(&self.text, &self.tree)))
    }
}

impl Layout {
    fn of(text: &str, tree: &Tree) -> Layout {
        let starts = line_starts(text);
        let mut reading = Reading {
            text,
            tree,
            starts: &starts,
            folds: Vec::new(),
            texts: Vec::new(),
        };
        reading.nodes();
        reading.comments();
        Layout {
            folds: reading.folds.into(),
            lines: starts.len() as u32 - 1,
        }
    }
}

struct Reading<'b> {
    text: &'b str,
    tree: &'b Tree,
    starts: &'b [u32],
    folds: Vec<Fold>,
    /// Scalars over several lines: what looks like a comment there is none. In the order of the text once sorted.
    texts: Vec<Span>,
}

impl Reading<'_> {
    fn nodes(&mut self) {
        let mut waiting: Vec<(NodeId, u32)> =
            self.tree.root.map(|root| (root, 0)).into_iter().collect();
        while let Some((id, depth)) = waiting.pop() {
            let node = self.tree.node(id);
            if self.first_line(node.span) == self.last_line(node.span) {
                continue;
            }
            let children = self.tree.children(id);
            match node.kind {
                Kind::Mapping => {
                    for pair in children.chunks_exact(2) {
                        let key = self.tree.node(pair[0]).span;
                        self.fold(key, pair[1], depth);
                        waiting.push((pair[1], depth + 1));
                    }
                }
                Kind::Sequence => {
                    for &item in children {
                        let start = Span::empty(self.tree.node(item).span.start);
                        self.fold(start, item, depth);
                        waiting.push((item, depth + 1));
                    }
                }
                _ => self.texts.push(node.span),
            }
        }
    }

    /// Folds `value` behind the line of `head`.
    fn fold(&mut self, head: Span, value: NodeId, depth: u32) {
        let node = self.tree.node(value);
        let end = self.trimmed_end(node.span);
        let is_flow = node.style == Style::Flow;
        // the line with the closing bracket stays
        let inner_end = if is_flow {
            end.saturating_sub(1).max(node.span.start)
        } else {
            end
        };
        let first_line = self.line_of(head.start);
        let mut last_line = self.line_of(end);
        if is_flow && self.line_is_blank_before(inner_end) {
            last_line = last_line.saturating_sub(1);
        }
        if last_line <= first_line {
            return;
        }
        let start = if is_flow && self.line_of(node.span.start) == first_line {
            node.span.start + 1
        } else {
            self.end_of_line(first_line)
        };
        self.folds.push(Fold {
            span: Span {
                start: start.min(inner_end),
                end: inner_end,
            },
            first_line,
            last_line,
            depth,
            is_comment: false,
        });
    }

    /// Comments of two lines and more, each in a line of its own.
    fn comments(&mut self) {
        self.texts.sort_unstable();
        let mut texts = self.texts.iter().peekable();
        let mut first: Option<u32> = None;
        let mut found = Vec::new();
        for (line, &start) in self.starts.iter().enumerate() {
            let line = line as u32;
            while texts.next_if(|text| text.end <= start).is_some() {}
            let is_text = texts.peek().is_some_and(|text| text.start < start);
            let end = self.end_of_line(line);
            let content = self.text.get(start as usize..end as usize).unwrap_or("");
            let is_comment = !is_text && content.trim_start().starts_with('#');
            match (first, is_comment) {
                (None, true) => first = Some(line),
                (Some(begin), false) => {
                    found.push((begin, line - 1));
                    first = None;
                }
                _ => {}
            }
        }
        if let Some(begin) = first {
            found.push((begin, self.starts.len() as u32 - 1));
        }
        for (first_line, last_line) in found.into_iter().filter(|(first, last)| first < last) {
            self.folds.push(Fold {
                span: Span {
                    start: self.end_of_line(first_line),
                    end: self.end_of_line(last_line),
                },
                first_line,
                last_line,
                depth: 0,
                is_comment: true,
            });
        }
    }

    /// The end of a node without the blank lines that a block scalar may end in.
    fn trimmed_end(&self, span: Span) -> u32 {
        let text = self.text.get(span.range()).unwrap_or("");
        span.start + text.trim_end().len() as u32
    }

    fn line_of(&self, offset: u32) -> u32 {
        self.starts.partition_point(|&start| start <= offset) as u32 - 1
    }

    fn first_line(&self, span: Span) -> u32 {
        self.line_of(span.start)
    }

    fn last_line(&self, span: Span) -> u32 {
        self.line_of(span.end)
    }

    /// The end of a line, before its break.
    fn end_of_line(&self, line: u32) -> u32 {
        let start = self.starts.get(line as usize).copied().unwrap_or(0);
        let next = self.starts.get(line as usize + 1).copied();
        let end = next.unwrap_or(self.text.len() as u32);
        let content = self.text.get(start as usize..end as usize).unwrap_or("");
        start + content.trim_end_matches(['\n', '\r']).len() as u32
    }

    fn line_is_blank_before(&self, offset: u32) -> bool {
        let line = self.line_of(offset);
        let start = self.starts.get(line as usize).copied().unwrap_or(0);
        let before = self.text.get(start as usize..offset as usize);
        before.is_some_and(|before| before.trim().is_empty())
    }
}

/// Where lines begin; the protocol's line breaks are `\n`, `\r\n` and `\r`.
fn line_starts(text: &str) -> Vec<u32> {
    let bytes = text.as_bytes();
    let mut starts = vec![0];
    for (at, &byte) in bytes.iter().enumerate() {
        let is_break = byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
        if is_break {
            starts.push(at as u32 + 1);
        }
    }
    starts
}

/// The number of line breaks.
fn breaks(text: &str) -> u32 {
    line_starts(text).len() as u32 - 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::{Dialect, Text};

    /// Each fold as `first-last` in lines from 1, `#` behind comments.
    fn folds(text: &str) -> Vec<String> {
        let document = Document::new(text);
        let folds = document.folds().into_iter();
        folds
            .map(|fold| {
                let line = |offset| document.text().line_of(offset);
                assert_eq!(line(fold.span.start), fold.first_line, "{text} {fold:?}");
                assert!(line(fold.span.end) >= fold.last_line, "{text} {fold:?}");
                let mark = if fold.is_comment { "#" } else { "" };
                format!("{}-{}{mark}", fold.first_line + 1, fold.last_line + 1)
            })
            .collect()
    }

    #[test]
    fn maps_lists_and_texts_fold() {
        for (text, expected) in [
            ("a:\n  b: 1\n  c: 2\nd: 3\n", &["1-3"][..]),
            ("a:\n  - b\n  - c:\n      d: 1\n    e: 2\n", &["1-5", "3-5"]),
            ("a: |\n  x\n  y\n\n\nb: 1\n", &["1-3"]),
            ("a: {\n  b: 1\n}\nc: [\n  1,\n  2]\n", &["1-2", "4-6"]),
            ("a: 'x\n  y'\n", &["1-2"]),
            ("a: 1\n", &[]),
            ("", &[]),
            ("- a: 1\n  b: 2\n- c\n", &["1-2"]),
        ] {
            assert_eq!(folds(text), expected, "{text}");
        }
    }

    #[test]
    fn functions_fold_one_by_one_and_together() {
        assert_eq!(
            folds(
                "service: s\nfunctions:\n  a:\n    handler: a.b\n  b:\n    events:\n      - http:\n          path: /\naggregation:\n  x:\n    functions:\n      - a\n"
            ),
            ["2-8", "3-4", "5-8", "6-8", "7-8", "9-12", "10-12", "11-12"]
        );
    }

    #[test]
    fn comments_of_several_lines_fold() {
        for (text, expected) in [
            ("# 一\n# 二\na: 1\n", &["1-2#"][..]),
            ("# one\n\n# two\na: 1\n", &[]),
            ("a:\n  # x\n  # y\n  b: 1\n", &["1-4", "2-3#"]),
            ("a: |\n  # no\n  # comment\nb: 1 # a\n", &["1-3"]),
            ("a: 1\n# x\n# y", &["2-3#"]),
        ] {
            assert_eq!(folds(text), expected, "{text}");
        }
    }

    #[test]
    fn every_line_break_counts() {
        assert_eq!(folds("a:\r\n  b: 1\r\nc:\r  d: 1\r"), ["1-2", "3-4"]);
    }

    #[test]
    fn broken_text_folds_where_it_can_be_read() {
        let found =
            folds("functions:\n  a:\n    handler: @x\n    timeout: 3\n  b:\n    handler: b.c\n");
        assert!(found.contains(&"1-6".to_owned()), "{found:?}");
        assert!(found.contains(&"5-6".to_owned()), "{found:?}");
    }

    #[test]
    fn blocks_and_the_whole_fold_alike() {
        let text = "# a\n# b\nservice:\n  name: s\nfunctions:\n  a:\n    handler: a.b\n    events:\n      - http:\n          path: /\n\n  # x\n  # y\n  b:\n    handler: b.c\naggregation:\n  x:\n    functions: [\n      a\n    ]\n";
        let lines = |document: Document| -> Vec<(u32, u32)> {
            let folds = document.folds().into_iter();
            folds
                .map(|fold| (fold.first_line, fold.last_line))
                .collect()
        };
        assert_eq!(
            lines(Document::new(text)),
            lines(Document::unblocked(text, Dialect::default()))
        );
    }

    #[test]
    fn unchanged_blocks_are_not_looked_at_again() {
        let text = |timeout: u32| {
            let functions: Vec<String> = (0..200)
                .map(|n| {
                    format!(
                        "  f{n}:\n    handler: a.b\n    timeout: {}\n",
                        if n == 7 { timeout } else { 3 }
                    )
                })
                .collect();
            format!("functions:\n{}", functions.concat())
        };
        let before = Document::new(&text(3));
        assert_eq!(before.folds().len(), 201);
        let after = Document::of(Text::new(&text(30)), Dialect::default(), Some(&before));
        let known = after
            .all_placed()
            .filter(|placed| placed.block.layout.get().is_some());
        assert_eq!(known.count(), after.placed_count() as usize - 1);
        assert_eq!(after.folds().len(), 201);
    }
}
