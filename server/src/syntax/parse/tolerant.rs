//! Reading what js-yaml refuses: blocks all the way down.
//!
//! A piece that cannot be read is cut by indentation into its entries, each of which is read strictly; one that cannot
//! be read is cut further, until only the line with the mistake is left. It keeps its key and gets a value of kind
//! [`Kind::Broken`], or none.

use std::collections::HashSet;

use super::explain::{self, Cause};
use super::head::{self, Colon};
use super::lines::{self, Line, LineKind};
use super::{Fatal, Kind, NodeId, Parsed, Parser, Place, Span, Style, SyntaxErrorKind as E};
use crate::syntax::Dialect;
use crate::syntax::error::{Hint, SyntaxError};
use crate::syntax::tree::NONE;

/// How deep broken pieces are cut.
const MAX_CUTS: u32 = 48;

/// Reads as much of `text` as can be read. `indent` is the column of the map or list around it, -1 for none.
/// With `column` it is the entries of a map in that column even if nothing in it says so.
pub(super) fn read(text: &str, indent: isize, column: Option<usize>, dialect: Dialect) -> Parsed {
    let mut parser = Parser::new(text, dialect);
    let (lines, markers) = lines::split(text);
    for &(start, end) in markers
        .iter()
        .filter(|&&(start, _)| text[start..].starts_with('<'))
    {
        let span = Span::new(start, end);
        parser.blame(
            E::ColonMissed,
            start,
            Some(Cause::new(span, Hint::ConflictMarker)),
            span,
        );
    }
    let mut reading = Reading {
        parser: &mut parser,
        cuts: 0,
    };
    let first = lines.iter().position(|line| !line.is_empty());
    let root = match first {
        Some(first) if let Some(column) = column => {
            Some(reading.map(&lines[first..], column, indent))
        }
        _ => reading.value(&lines, indent),
    };
    parser.tree.root = root;
    let mut parsed = parser.finish(Ok(()));
    parsed.errors.sort_by_key(|error| error.span.start);
    parsed
}

impl Parser<'_> {
    /// Records an error with its cause.
    fn blame(&mut self, kind: E, offset: usize, cause: Option<Cause>, otherwise: Span) {
        let offset = Span::new(offset, offset).start;
        let mut error = SyntaxError::new(kind, otherwise, offset);
        if let Some(cause) = cause {
            error.span = cause.span;
            error.hint = Some(cause.hint);
            error.repair = cause.repair;
        }
        self.errors.push(error);
    }

    fn fallen(&mut self, fatal: Fatal, cause: Option<Cause>, otherwise: Span) {
        self.blame(
            fatal.kind,
            fatal.offset.min(self.bytes.len()),
            cause,
            otherwise,
        );
    }
}

struct Reading<'p, 't> {
    parser: &'p mut Parser<'t>,
    cuts: u32,
}

/// What is read strictly.
#[derive(Clone, Copy)]
enum Wanted {
    /// Any value.
    Value,
    /// Entries of a map.
    Entries,
    /// Items of a list.
    Items,
}

impl<'t> Reading<'_, 't> {
    /// The value that these lines are; all of them stand deeper than `parent`.
    fn value(&mut self, lines: &[Line], parent: isize) -> Option<NodeId> {
        let first = lines.iter().position(|line| !line.is_empty())?;
        let lines = &lines[first..];
        if lines[0].tab.is_none()
            && let Ok(node) = self.strictly(lines, parent, Wanted::Value)
        {
            return node;
        }
        let text = self.parser.text;
        let span = whole_span(lines);
        if self.cuts >= MAX_CUTS {
            return Some(self.broken(span));
        }
        let content = &text[lines[0].content..lines[0].end];
        let is_single = lines.iter().filter(|line| !line.is_empty()).count() == 1;
        let head = head::split(text, lines[0].content, lines[0].end);
        let is_value = lines[0].kind == LineKind::Content
            && !matches!(head.colon, Colon::There(_))
            && (content.starts_with(['[', '{', '"', '\''])
                || (is_single && parent >= 0 && !is_word(content)));
        if is_value {
            return Some(self.leaf(lines, parent));
        }
        self.cuts += 1;
        let node = if lines[0].kind == LineKind::Dash {
            self.list(lines, parent)
        } else {
            self.map(lines, lines[0].indent, parent)
        };
        self.cuts -= 1;
        Some(node)
    }

    fn map(&mut self, lines: &[Line], column: usize, parent: isize) -> NodeId {
        let start = lines[0].content;
        let id = self
            .parser
            .add(Span::new(start, start), Kind::Mapping, Style::Block, 0, 0);
        let mut children = Vec::new();
        for group in groups(lines, self.parser.text) {
            self.entry(group, column, parent, &mut children);
        }
        self.close(id, start, &children);
        id
    }

    fn list(&mut self, lines: &[Line], parent: isize) -> NodeId {
        let start = lines[0].content;
        let id = self
            .parser
            .add(Span::new(start, start), Kind::Sequence, Style::Block, 0, 0);
        let mut children = Vec::new();
        for group in groups(lines, self.parser.text) {
            self.item(group, lines[0].indent, parent, &mut children);
        }
        self.close(id, start, &children);
        id
    }

    fn close(&mut self, id: NodeId, start: usize, children: &[NodeId]) {
        let ends = children.iter().map(|&child| self.parser.end_of(child));
        let end = ends.max().unwrap_or(start).max(start);
        self.parser.close(id, Span::new(start, end), children);
    }

    /// One entry of a map, with whatever is indented below it.
    fn entry(&mut self, lines: &[Line], column: usize, parent: isize, into: &mut Vec<NodeId>) {
        let line = lines[0];
        self.check_indentation(line, column, E::BadMappingIndent);
        let fatal = match self.strictly(lines, parent, Wanted::Entries) {
            Ok(node) => {
                into.extend(
                    node.map_or(Vec::new(), |node| self.parser.tree.children(node).to_vec()),
                );
                return;
            }
            Err(fatal) => fatal,
        };
        let text = self.parser.text;
        let body = &lines[1..];
        let content = &text[line.content..line.end];
        let whole = Span::new(line.content, line.end);
        if line.kind == LineKind::Dash {
            let cause = Cause::new(Span::new(line.content, line.content + 1), Hint::StrayDash);
            self.parser.fallen(fatal, Some(cause), whole);
            return self.siblings(body, parent, into);
        }
        if content.starts_with("//") {
            let slashes = Span::new(line.content, line.content + 2);
            let cause = Cause::new(whole, Hint::SlashComment).mended(slashes, "#");
            self.parser.fallen(fatal, Some(cause), whole);
            return self.siblings(body, parent, into);
        }
        let head = head::split(text, line.content, line.end);
        let key_span = Span::new(head.key.0, head.key.1);
        let (mut value_start, value_end) = head.value;
        let has_body = body.iter().any(|line| !line.is_empty());
        let colon = match head.colon {
            Colon::There(after) => after,
            Colon::WithoutBlank(after) => {
                let cause = Cause::new(Span::new(after - 1, after), Hint::MissingBlank);
                let insert = Span::new(after, after);
                self.parser
                    .fallen(fatal, Some(cause.mended(insert, " ")), whole);
                return self.mended(line, head, body, into);
            }
            Colon::FullWidth(at) => {
                let colon = Span::new(at, at + "：".len());
                let cause = Cause::new(colon, Hint::FullWidthColon).mended(colon, ": ");
                self.parser.fallen(fatal, Some(cause), whole);
                return self.mended(line, head, body, into);
            }
            Colon::Missing => {
                let cause = self.cause_of_missing_colon(head.key);
                self.parser.fallen(fatal, Some(cause), key_span);
                let key = self.key(head.key);
                let value = self.value_below(body, line.indent as isize, key_span.end as usize);
                return into.extend([key, value]);
            }
        };
        let key = self.key(head.key);
        let value_text = &text[value_start..value_end];
        let only_properties = value_text
            .split_whitespace()
            .all(|word| word.starts_with(['&', '!']));
        if value_start == value_end || (only_properties && has_body) {
            if text[head.key.0..].starts_with(['"', '\''])
                && head::closing_quote(
                    &text.as_bytes()[head.key.0..head.key.1],
                    text.as_bytes()[head.key.0],
                )
                .is_none()
            {
                let quote = text[head.key.0..].chars().next().unwrap_or('"');
                let opening = Span::new(head.key.0, head.key.0 + 1);
                self.parser.fallen(
                    fatal,
                    Some(Cause::new(opening, Hint::UnclosedQuote(quote))),
                    opening,
                );
            } else if !has_body {
                let cause = self.cause_of_key(head.key);
                self.parser.fallen(fatal, cause, whole);
            }
            let value = self.value_below(body, line.indent as isize, colon);
            return into.extend([key, value]);
        }
        if has_body && let Ok(Some(node)) = self.strictly(&lines[..1], parent, Wanted::Entries) {
            // the line is right: what is indented below it should not be
            into.extend(self.parser.tree.children(node).to_vec());
            if let Some(first) = body.iter().find(|line| !line.is_empty()) {
                let span = Span::new(first.content, first.end);
                let cause = self.cause_of_continuation(*first);
                self.parser.fallen(fatal, Some(cause), span);
            }
            return self.siblings(body, parent, into);
        }
        // the value itself cannot be read
        if value_text.starts_with(['[', '{']) && !value_text.starts_with("{{") {
            let mut value_lines = vec![line.from(value_start, text.as_bytes())];
            value_lines.extend(body);
            let value = self.leaf(&value_lines, line.indent as isize);
            return into.extend([key, value]);
        }
        if value_text.starts_with(['|', '>']) {
            let span = Span::new(value_start, whole_span(lines).end as usize);
            self.parser.fallen(fatal, None, span);
            let value = self.broken(span);
            return into.extend([key, value]);
        }
        let cause = explain::of_value(text, value_start, value_end);
        if let Some(Cause {
            hint: Hint::SlashComment,
            span,
            ..
        }) = &cause
        {
            // a value stands before the comment
            let end = span.start as usize;
            let value_line = Line {
                end: head::without_comment(text, value_start, end).1,
                next: end,
                ..line.from(value_start, text.as_bytes())
            };
            self.parser.fallen(fatal, cause, whole);
            let value = self.strictly(&[value_line], line.indent as isize, Wanted::Value);
            let value = match value {
                Ok(Some(node)) => node,
                _ => self.broken(Span::new(value_start, end)),
            };
            into.extend([key, value]);
            return self.siblings(body, parent, into);
        }
        value_start = value_start.min(value_end);
        let span = Span::new(value_start, value_end);
        self.parser.fallen(fatal, cause, span);
        let value = self.broken(span);
        into.extend([key, value]);
        self.siblings(body, parent, into);
    }

    /// An entry whose colon was not quite one: key and value are plain all the same.
    fn mended(&mut self, line: Line, head: head::Head, body: &[Line], into: &mut Vec<NodeId>) {
        let key = self.key(head.key);
        let (start, end) = head.value;
        let value = if start < end {
            let value_line = line.from(start, self.parser.bytes);
            match self.strictly(&[value_line], line.indent as isize, Wanted::Value) {
                Ok(Some(node)) => node,
                _ => self.broken(Span::new(start, end)),
            }
        } else {
            self.value_below(body, line.indent as isize, end)
        };
        into.extend([key, value]);
        if start < end {
            self.siblings(body, line.indent as isize, into);
        }
    }

    /// One item of a list.
    fn item(&mut self, lines: &[Line], column: usize, parent: isize, into: &mut Vec<NodeId>) {
        let line = lines[0];
        self.check_indentation(line, column, E::BadSequenceIndent);
        let fatal = match self.strictly(lines, parent, Wanted::Items) {
            Ok(node) => {
                into.extend(
                    node.map_or(Vec::new(), |node| self.parser.tree.children(node).to_vec()),
                );
                return;
            }
            Err(fatal) => fatal,
        };
        if line.kind != LineKind::Dash {
            let span = Span::new(line.content, line.end);
            self.parser
                .fallen(fatal, Some(Cause::new(span, Hint::Indentation)), span);
            into.extend(self.value(lines, parent));
            return;
        }
        // dashes that stand between this one and its content are items that slipped
        let slipped = (1..lines.len()).find(|&at| {
            lines[at].kind == LineKind::Dash
                && lines[at].indent <= line.indent + 2
                && !follows_key(&lines[..at], self.parser.text)
        });
        let (own, rest) = lines.split_at(slipped.unwrap_or(lines.len()));
        let bytes = self.parser.bytes;
        let mut content = line.content + 1;
        while content < line.end && super::is_blank(bytes[content]) {
            content += 1;
        }
        let mut item_lines = vec![line.from(content, bytes)];
        item_lines.extend(&own[1..]);
        let item = match self.value(&item_lines, line.indent as isize) {
            Some(node) => node,
            None => self.parser.add_absent(line.content + 1),
        };
        into.push(item);
        if !rest.is_empty() {
            for group in groups(rest, self.parser.text) {
                self.item(group, column, parent, into);
            }
        }
    }

    /// Lines that are indented where nothing may be: their entries count as the map's own.
    fn siblings(&mut self, lines: &[Line], parent: isize, into: &mut Vec<NodeId>) {
        let Some(first) = lines.iter().position(|line| !line.is_empty()) else {
            return;
        };
        let lines = &lines[first..];
        if lines[0].kind == LineKind::Dash || self.cuts >= MAX_CUTS {
            return;
        }
        self.cuts += 1;
        for group in groups(lines, self.parser.text) {
            self.entry(group, group[0].indent, parent, into);
        }
        self.cuts -= 1;
    }

    fn value_below(&mut self, lines: &[Line], parent: isize, absent_at: usize) -> NodeId {
        match self.value(lines, parent) {
            Some(node) => node,
            None => self.parser.add_absent(absent_at),
        }
    }

    /// A piece in brackets or quotes that cannot be read.
    fn leaf(&mut self, lines: &[Line], parent: isize) -> NodeId {
        let text = self.parser.text;
        let span = whole_span(lines);
        let fatal = match self.strictly(lines, parent, Wanted::Value) {
            Ok(Some(node)) => return node,
            Ok(None) => return self.broken(span),
            Err(fatal) => fatal,
        };
        let (start, end) = (span.start as usize, span.end as usize);
        let first_end = head::without_comment(text, start, lines[0].end).1;
        let content = &text[start..end];
        let cause = if content.starts_with(['[', '{']) && !content.starts_with("{{") {
            explain::unclosed_bracket(content.as_bytes(), start)
        } else {
            explain::of_value(text, start, first_end)
        };
        let at = fatal.offset.min(end);
        self.parser
            .fallen(fatal, cause, Span::new(at.max(start), end.max(at)));
        if content.starts_with(['[', '{']) && !content.starts_with("{{") {
            return super::flow::read(self.parser, span);
        }
        self.broken(span)
    }

    fn broken(&mut self, span: Span) -> NodeId {
        self.parser.add(span, Kind::Broken, Style::Plain, NONE, 0)
    }

    /// The node of a key, quoted or not.
    fn key(&mut self, (start, end): (usize, usize)) -> NodeId {
        let line = Line {
            start,
            content: start,
            end,
            stop: end,
            next: end,
            indent: 0,
            tab: None,
            kind: LineKind::Content,
        };
        match self.strictly(&[line], -1, Wanted::Value) {
            Ok(Some(node))
                if !matches!(
                    self.parser.tree.node(node).kind,
                    Kind::Mapping | Kind::Sequence
                ) =>
            {
                node
            }
            _ => self
                .parser
                .add_scalar(Span::new(start, end), Style::Plain, None),
        }
    }

    /// Reads lines strictly, or leaves no trace.
    fn strictly(
        &mut self,
        lines: &[Line],
        parent: isize,
        wanted: Wanted,
    ) -> Result<Option<NodeId>, Fatal> {
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
            return Ok(None);
        };
        let parser = &mut *self.parser;
        let gap = lines.windows(2).find(|pair| pair[0].next != pair[1].start);
        if let Some(gap) = gap {
            // a conflict marker has been taken out
            parser.at = gap[0].next;
            return parser.fail(E::BadMappingIndent);
        }
        let before = parser.snapshot();
        let (bytes, length) = (parser.bytes, parser.length);
        parser.bytes = &bytes[..last.next];
        let ends_line = matches!(parser.bytes.last(), Some(b'\n' | b'\r'));
        parser.length = last.next + usize::from(!ends_line);
        parser.at = first.content;
        parser.line_start = first.content.saturating_sub(first.indent);
        parser.line_indent = first.indent as isize;
        parser.first_tab = None;
        parser.depth = 1;
        parser.result = None;
        let column = first.indent as isize;
        let outcome = parser.read_wanted(wanted, column, parent);
        parser.bytes = bytes;
        parser.length = length;
        match outcome {
            Ok(node) => Ok(node),
            Err(fatal) => {
                parser.restore(before);
                Err(fatal)
            }
        }
    }

    fn check_indentation(&mut self, line: Line, column: usize, kind: E) {
        if let Some(tab) = line.tab
            && self.parser.dialect == Dialect::JsYaml4
        {
            let span = Span::new(tab, tab + 1);
            let before = self.parser.bytes[..tab].iter().rev();
            let spaces = before.take_while(|&&byte| byte == b' ').count();
            let blanks = Span::new(tab, line.content);
            let width = line.indent.saturating_sub(spaces);
            let cause = Cause::new(span, Hint::Tab).mended(blanks, " ".repeat(width));
            self.parser.blame(E::TabIndentation, tab, Some(cause), span);
        } else if line.indent != column {
            let span = Span::new(line.content, line.end);
            let cause = Cause::new(span, Hint::Indentation);
            self.parser.blame(kind, line.content, Some(cause), span);
        }
    }

    fn cause_of_missing_colon(&self, (start, end): (usize, usize)) -> Cause {
        let text = self.parser.text;
        let span = Span::new(start, end);
        if let Some(cause) = explain::of_value(text, start, end)
            && !matches!(cause.hint, Hint::ColonInValue)
        {
            return cause;
        }
        // `handler index.handler`: keys are one word, so the colon belongs behind the first
        let word = text
            .get(start..end)
            .and_then(|text| text.find([' ', '\t']))
            .map_or(end, |length| start + length);
        Cause::new(span, Hint::MissingColon).mended(Span::new(word, word), ":")
    }

    fn cause_of_key(&self, (start, end): (usize, usize)) -> Option<Cause> {
        explain::of_value(self.parser.text, start, end)
    }

    fn cause_of_continuation(&self, line: Line) -> Cause {
        let span = Span::new(line.content, line.end);
        match line.tab {
            Some(tab) => Cause::new(Span::new(tab, tab + 1), Hint::Tab),
            None => Cause::new(span, Hint::Indentation),
        }
    }
}

impl Parser<'_> {
    fn read_wanted(
        &mut self,
        wanted: Wanted,
        column: isize,
        parent: isize,
    ) -> super::Res<Option<NodeId>> {
        match wanted {
            Wanted::Value => {
                self.compose(parent, Place::BlockOut, false, true)?;
            }
            Wanted::Entries => {
                self.read_mapping_entries(column, parent + 1, true)?;
            }
            Wanted::Items => {
                if !self.read_block_sequence(column)? {
                    return self.fail(E::BadSequenceIndent);
                }
            }
        }
        let node = self.result;
        self.skip_space(true)?;
        if self.at < self.length && self.here() != 0 {
            return self.fail(E::BadMappingIndent);
        }
        Ok(node)
    }
}

/// Lines grouped by entry: a line that stands no deeper than the first one begins a new group.
fn groups<'l>(lines: &'l [Line], text: &str) -> Vec<&'l [Line]> {
    let mut starts = vec![0];
    let first = lines[0];
    // the column of what stands below the current entry
    let mut below = None;
    for (at, line) in lines.iter().enumerate().skip(1) {
        if line.is_empty() {
            continue;
        }
        let start = starts.last().copied().unwrap_or(0);
        let is_compact_item = line.kind == LineKind::Dash
            && first.kind != LineKind::Dash
            && line.indent >= lines[start].indent
            && heads_a_value(lines[start], text);
        let is_closing = text[line.content..].starts_with([']', '}']);
        let own = lines[start].indent;
        let slipped = line.indent > own
            && below.is_some_and(|below| line.indent < below)
            && heads_a_value(*line, text);
        if (line.indent <= first.indent.max(own) || slipped) && !is_compact_item && !is_closing {
            starts.push(at);
            below = None;
        } else if below.is_none() {
            below = Some(line.indent);
        }
    }
    let ends = starts.iter().copied().skip(1).chain([lines.len()]);
    let starts = starts.iter().copied();
    starts
        .zip(ends)
        .map(|(start, end)| &lines[start..end])
        .collect()
}

/// `key:` with nothing behind it.
fn heads_a_value(line: Line, text: &str) -> bool {
    head::split(text, line.content, line.end).heads_a_value()
}

/// Whether the last line with content is a key without a value.
fn follows_key(lines: &[Line], text: &str) -> bool {
    let last = lines.iter().rev().find(|line| !line.is_empty());
    last.is_some_and(|line| heads_a_value(line.inner(text.as_bytes()), text))
}

fn whole_span(lines: &[Line]) -> Span {
    let start = lines.first().map_or(0, |line| line.content);
    let end = lines.iter().rev().find(|line| !line.is_empty());
    Span::new(start, end.map_or(start, |line| line.end))
}

/// A name somebody is typing.
fn is_word(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_alphanumeric() || "_-.".contains(c))
}

/// Takes over the tolerant tree of a piece whose strict reading was stopped, and its guesses at the cause.
pub(super) fn complete(
    strict: &mut Parsed,
    text: &str,
    indent: isize,
    column: Option<usize>,
    dialect: Dialect,
) {
    let tolerant = read(text, indent, column, dialect);
    let mut found = tolerant
        .errors
        .into_iter()
        .filter(|error| !matches!(error.kind, E::UnknownAlias(_)));
    let notes = strict.errors.len() - usize::from(strict.stopped && !strict.errors.is_empty());
    let known: HashSet<_> = strict.errors[..notes]
        .iter()
        .map(|error| (&error.kind, error.span))
        .collect();
    let mut more: Vec<SyntaxError> = found
        .by_ref()
        .filter(|error| !known.contains(&(&error.kind, error.span)))
        .collect();
    drop(known);
    if strict.stopped
        && let Some(stop) = strict.errors.last_mut()
    {
        let same = more
            .iter()
            .position(|error| error.hint.is_some() || error.offset == stop.offset);
        if let Some(cause) = same.map(|at| more.remove(at)) {
            stop.span = cause.span;
            stop.hint = cause.hint;
            stop.repair = cause.repair;
        }
    }
    strict.errors.extend(more);
    strict.tree = tolerant.tree;
    strict.anchors = tolerant.anchors;
}
