//! Where the cursor is, in the terms of completion.

mod lines;
#[cfg(test)]
mod tests;
mod word;

use fyml_schema::PathStep;

use self::lines::{
    NextLine, column_without_tabs, columns, is_after_end, is_explicit, is_text_of_lines,
    key_column, leads_with_tab, line_above, neighbours_column, next_line, open_column,
};
use self::word::Word;
use crate::syntax::cursor::{self, context};
use crate::syntax::{Document, Node, Span, Style};

/// A step down from the top of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// Into the entry with this key.
    Key(String),
    /// Into an item of a list, counted from 0 where the count is known.
    Item(Option<usize>),
}

/// Where the cursor is and what a completion may do there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cursor {
    /// Its byte offset.
    pub offset: u32,
    /// The way to the map whose key is being typed, to the item, or to the key whose value is.
    pub path: Vec<Step>,
    /// What is being typed.
    pub role: Role,
    /// What is replaced: the half-typed word, before and behind the cursor, with what leads it.
    pub word: Span,
    /// What of the word comes before what is meant: an opening quote, a full-width colon.
    pub lead: String,
    /// What is typed of it before the cursor, without what leads it.
    pub typed: String,
    /// The other keys of the same map.
    pub siblings: Vec<String>,
    /// The quote it stands in.
    pub quote: Option<char>,
    /// Whether it stands in `{…}` or `[…]`.
    pub in_flow: bool,
    /// The column of the key that is being typed, or whose value is, in characters.
    pub key_column: usize,
    /// The column where the inserted word will begin, in characters.
    pub column: usize,
    /// Whether the lines below belong to what is typed here.
    pub has_children: bool,
    /// What must come before the inserted word: nothing, a blank, a colon, a dash, indentation.
    pub before: String,
    /// Whether a comment follows without a blank.
    pub touches_comment: bool,
}

/// What is being typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A key of a map.
    Key {
        /// Whether its colon is there.
        has_colon: bool,
    },
    /// An item of a list, or the first key of one.
    Item {
        /// Whether a colon follows.
        has_colon: bool,
    },
    /// The value behind a colon.
    Value,
}

impl Cursor {
    /// Where the cursor is. `None` in comments and texts of several lines, and where nothing can be typed that is
    /// known.
    pub fn at(document: &Document, offset: u32) -> Option<Cursor> {
        let text = document.text();
        let number = text.line_of(offset);
        let start = text.line_start(number);
        let line = text.line(number);
        if document
            .node_at(offset)
            .is_some_and(|node| is_text_of_lines(node, text))
        {
            return None;
        }
        let content = line.trim_start_matches([' ', '\t', '\u{feff}']);
        let next = next_line(text, number);
        // a comment behind the cursor, and keys written out with `?`
        if content.starts_with('#')
            || is_explicit(content)
            || next.as_ref().is_some_and(|next| next.is_explicit)
        {
            return None;
        }
        let mut context = context(document, offset);
        let at = offset.saturating_sub(start) as usize;
        let is_blank = line.trim().is_empty() && !context.in_flow;
        // where the lines above have tabs, too, one line put right would not belong to them
        let has_tab = leads_with_tab(&line)
            && line_above(text, number).is_none_or(|above| !leads_with_tab(&above));
        let indent = match (is_blank, has_tab) {
            (true, true) => column_without_tabs(document, number, &context),
            (true, false) => open_column(text, number, at),
            (false, _) => at,
        };
        if indent < at && !has_tab {
            // nothing can stand in this column: the next one to the left counts
            context = cursor::context(document, start + indent as u32);
        }
        let mut path: Vec<Step> = context.path.iter().cloned().map(Step::from).collect();
        let mut word = Word::of(&line, context.replace.relative_to(start), context.quoted);
        word.skip_anchors(&line, at);
        let behind = line.get(word.end..).unwrap_or("");
        let mut has_colon = behind.trim_start().starts_with(':');
        let role = match &context.role {
            cursor::Role::Key | cursor::Role::Item if behind.starts_with('：') => {
                word.end += '：'.len_utf8();
                has_colon = false;
                key_or_item(&context.role, &mut path, has_colon)
            }
            cursor::Role::Key | cursor::Role::Item => {
                key_or_item(&context.role, &mut path, has_colon)
            }
            cursor::Role::Value { key } => {
                path.push(Step::Key(key.clone()));
                Role::Value
            }
            cursor::Role::Comment | cursor::Role::Nowhere => return None,
        };
        let mut before = word.before(&line, role).to_owned();
        let mut column = columns(line.get(..word.start).unwrap_or("")) + before.len();
        let leading = line.get(..word.start).unwrap_or("");
        let is_first =
            leading.trim_matches([' ', '\t']).is_empty() && !is_blank && !context.in_flow;
        let mut is_moved = has_tab;
        if is_first && role == (Role::Key { has_colon: false }) {
            // the word stands where no key can: it moves to where the others stand
            let wanted = match has_tab {
                true => column_without_tabs(document, number, &context),
                false => {
                    let others = neighbours_column(text, number, &context);
                    others.map_or(context.indent as usize, |(own, _)| own.unwrap_or(column))
                }
            };
            if wanted != column || has_tab {
                is_moved = true;
                word.start = 0;
                before.insert_str(0, &" ".repeat(wanted));
                column = wanted;
            }
        }
        if is_blank {
            if indent != at || has_tab {
                word = Word::from(0, at);
                before = " ".repeat(indent);
            }
            let dash = match role {
                Role::Item { .. } => "- ",
                _ => "",
            };
            before.push_str(dash);
            column = indent + dash.len();
        }
        let key_column = match role {
            Role::Value => key_column(&line),
            _ if is_blank => indent,
            _ => column,
        };
        let is_below = |next: &NextLine| {
            next.indent > key_column
                || (role == Role::Value && next.is_dash && next.indent == key_column)
        };
        let has_children = !context.in_flow && next.as_ref().is_some_and(is_below);
        let above = line.get(..word.start).unwrap_or("").trim_end();
        let is_item = matches!(role, Role::Item { .. }) && word.end == word.start;
        // what the lines below hold is the item already
        if is_item
            && above.ends_with('-')
            && next
                .as_ref()
                .is_some_and(|next| next.indent >= columns(above))
        {
            return None;
        }
        // nothing comes behind the end of the document
        if path.is_empty() && is_after_end(text, number) {
            return None;
        }
        let is_after_flow = path.is_empty() && !context.in_flow;
        if is_after_flow
            && document
                .root()
                .is_some_and(|root| root.style() == Style::Flow)
        {
            return None;
        }
        // lines below that stand deeper belong to something above: a key here would take them away
        if has_children && is_blank {
            return None;
        }
        let whole = line.get(word.meant..word.end).unwrap_or("");
        // collections, texts of lines, anchors and tags are more than a word
        if whole
            .trim_start()
            .starts_with(['{', '[', ']', '}', '|', '>', '&', '!'])
        {
            return None;
        }
        let behind = line.get(word.end..).unwrap_or("");
        let next = behind.trim_start().chars().next();
        let ends_here = match next {
            None | Some('#') => true,
            Some(':' | '：') => role != Role::Value,
            Some(c) => context.in_flow && ",]}".contains(c),
        };
        // something else that would become part of what is inserted
        if !ends_here {
            return None;
        }
        let mut siblings = context.siblings;
        // the lines do not show the keys behind the cursor in braces, nor those behind brackets over several lines
        if matches!(role, Role::Key { .. }) && (context.in_flow || path.len() > 1 || is_moved) {
            let map = node_at(document, &path, offset).into_iter();
            let entries = map.flat_map(Node::written_entries_here);
            let others = entries.filter(|entry| !entry.key.span().touches(offset));
            for name in others.map(|entry| entry.name().into_owned()) {
                if !siblings.contains(&name) {
                    siblings.push(name);
                }
            }
        }
        Some(Cursor {
            offset,
            path,
            role,
            word: Span::new(start as usize + word.start, start as usize + word.end),
            lead: line.get(word.start..word.meant).unwrap_or("").to_owned(),
            typed: line.get(word.meant..at).unwrap_or("").to_owned(),
            siblings,
            quote: context.quoted,
            in_flow: context.in_flow,
            key_column,
            column,
            has_children,
            before,
            touches_comment: behind.starts_with('#'),
        })
    }

    /// The way down in the schema's words.
    pub fn steps(&self) -> Vec<PathStep<'_>> {
        let steps = self.path.iter().map(|step| match step {
            Step::Key(name) => PathStep::Key(name),
            Step::Item(_) => PathStep::Index,
        });
        steps.collect()
    }

    /// What is replaced if the client keeps what stands behind the cursor: never a part of something in quotes.
    pub fn insert_span(&self) -> Span {
        if self.quote.is_some() || self.word.end < self.offset {
            return self.word;
        }
        Span {
            end: self.offset.max(self.word.start),
            ..self.word
        }
    }
}

/// The node that a way leads to, as far as it could be read. Looks at nothing but the entries around `offset`.
pub(super) fn node_at<'d>(document: &'d Document, path: &[Step], offset: u32) -> Option<Node<'d>> {
    let mut node = document.root()?;
    for step in path {
        node = match step {
            Step::Key(name) => {
                let entry = node.entry_before(offset)?;
                (entry.name() == name.as_str()).then_some(entry.value)?
            }
            Step::Item(index) => {
                let mut items = node.items();
                let touched = node.items().find(|item| item.span().touches(offset));
                touched.or_else(|| items.nth((*index)?))?
            }
        };
    }
    Some(node)
}

fn key_or_item(role: &cursor::Role, path: &mut Vec<Step>, has_colon: bool) -> Role {
    if *role == cursor::Role::Item {
        path.push(Step::Item(None));
        return Role::Item { has_colon };
    }
    Role::Key { has_colon }
}

impl From<cursor::PathStep> for Step {
    fn from(step: cursor::PathStep) -> Step {
        match step {
            cursor::PathStep::Key(name) => Step::Key(name),
            cursor::PathStep::Index(index) => Step::Item(Some(index)),
        }
    }
}
