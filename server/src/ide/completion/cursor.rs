//! Where the cursor is, in the terms of completion.

use fyml_schema::PathStep;

use super::style::Layout;
use crate::syntax::cursor::{self, context};
use crate::syntax::{Document, Node, Span, Style, Text};

/// How many lines are looked at to find the next one that is not blank. Beyond that a line has no neighbours.
const NEAR: u32 = 100;

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

/// The word under the cursor, in bytes of its line.
struct Word {
    start: usize,
    /// Where that begins which is meant: behind an opening quote.
    meant: usize,
    end: usize,
}

impl Word {
    /// Blanks, up to the cursor.
    fn from(start: usize, end: usize) -> Word {
        Word {
            start,
            meant: end,
            end,
        }
    }

    fn of(line: &str, replace: Span, quote: Option<char>) -> Word {
        let (meant, end) = (replace.start as usize, replace.end as usize);
        let before = line.get(..meant).unwrap_or("");
        let opening = quote.filter(|&quote| before.ends_with(quote));
        let start = meant - opening.map_or(0, char::len_utf8);
        let behind = line.get(end..).unwrap_or("");
        let closing = quote.filter(|&quote| behind.starts_with(quote));
        Word {
            start,
            meant,
            end: end + closing.map_or(0, char::len_utf8),
        }
    }

    /// Leaves out anchors and tags before the cursor: what is meant stands behind them.
    fn skip_anchors(&mut self, line: &str, at: usize) {
        while let Some(word) = line
            .get(self.start..at)
            .filter(|word| word.starts_with(['&', '!']))
        {
            let Some(blank) = word.find([' ', '\t']) else {
                return;
            };
            let behind = word
                .get(blank..)
                .unwrap_or("")
                .trim_start_matches([' ', '\t']);
            self.start = at - behind.len();
            self.meant = self.start;
        }
    }

    /// What must come before the inserted text. A full-width colon before a value becomes part of the word.
    fn before(&mut self, line: &str, role: Role) -> &'static str {
        let before = line.get(..self.start).unwrap_or("");
        match role {
            Role::Value if before.trim_end().ends_with('：') => {
                self.start = before.trim_end().len() - '：'.len_utf8();
                ": "
            }
            Role::Value if before.ends_with(':') => " ",
            Role::Item { .. } if before.ends_with('-') => " ",
            _ => "",
        }
    }
}

/// The column for something on line `number`, whose indentation holds tabs: YAML takes none there.
fn column_without_tabs(document: &Document, number: u32, context: &cursor::Context) -> usize {
    match neighbours_column(document.text(), number, context) {
        Some((Some(own), _)) => own,
        Some((None, parent)) => {
            parent + Layout::around(document, document.text().line_start(number)).unit
        }
        None => context.indent as usize,
    }
}

/// The column of the keys between line `number` and the key that they belong to, if there are any, and of that key;
/// `None` if it is not near or no key.
fn neighbours_column(
    text: &Text,
    number: u32,
    context: &cursor::Context,
) -> Option<(Option<usize>, usize)> {
    let Some(cursor::PathStep::Key(parent)) = context.path.last() else {
        return None;
    };
    let mut own: Option<usize> = None;
    for above in (number.saturating_sub(NEAR)..number).rev() {
        let line = text.line(above);
        let content = line.trim_start_matches([' ', '\t', '-']);
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        let column = key_column(&line);
        let name = content.split(':').next().unwrap_or(content);
        let name = name.trim_matches([' ', '\t', '"', '\'']);
        if name == parent && own.is_none_or(|own| column < own) {
            return Some((own, column));
        }
        own = Some(own.map_or(column, |own| own.min(column)));
    }
    None
}

/// Whether `...` is the next thing above.
fn is_after_end(text: &Text, number: u32) -> bool {
    line_above(text, number).is_some_and(|line| line.trim_end() == "...")
}

/// The next line above that holds something.
fn line_above(text: &Text, number: u32) -> Option<String> {
    let lines = (number.saturating_sub(NEAR)..number).rev();
    let mut lines = lines.map(|above| text.line(above));
    lines
        .find(|line| !line.trim().is_empty())
        .map(|line| line.to_string())
}

/// Whether a tab stands in the indentation.
fn leads_with_tab(line: &str) -> bool {
    line.trim_start_matches(' ').starts_with('\t')
}

/// The column that something on the empty line `number` would stand in if it is typed in `column`: that itself below
/// a key without a value, else the nearest one to the left where a map or a list above goes on.
fn open_column(text: &Text, number: u32, column: usize) -> usize {
    let mut limit = usize::MAX;
    for above in (0..number).rev() {
        let line = text.line(above);
        let content = line.trim_start_matches([' ', '\t']);
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        let key = key_column(&line);
        let is_first = limit == usize::MAX;
        let bare = content.split(" #").next().unwrap_or(content).trim_end();
        if is_first
            && column > key
            && (bare.ends_with([':', '-', '|', '>'])
                || bare.contains(": &")
                || bare.contains(": !"))
        {
            return column;
        }
        let mut columns: Vec<usize> = dashes(&line).chain([key]).collect();
        columns.retain(|&open| open < limit);
        if let Some(open) = columns.iter().rev().find(|&&open| open <= column) {
            return *open;
        }
        limit = columns.first().copied().unwrap_or(limit).min(limit);
        if limit == 0 {
            break;
        }
    }
    if limit == usize::MAX { column } else { 0 }
}

/// The columns of the dashes that a line begins with.
fn dashes(line: &str) -> impl Iterator<Item = usize> {
    let end = key_column(line);
    let beginning = line.trim_start_matches('\u{feff}').get(..end).unwrap_or("");
    beginning
        .char_indices()
        .filter(|(_, c)| *c == '-')
        .map(|(at, _)| at)
}

/// The column of the first key on a line, behind its dashes, in characters.
fn key_column(line: &str) -> usize {
    let mut key = line.trim_start_matches([' ', '\t']);
    while let Some(behind) = key.strip_prefix("- ") {
        key = behind.trim_start_matches(' ');
    }
    columns(line.strip_suffix(key).unwrap_or(""))
}

/// The columns that a text takes; a byte order mark takes none.
fn columns(text: &str) -> usize {
    text.chars().filter(|c| *c != '\u{feff}').count()
}

/// Whether a node is text over several lines, or in the form that such text has.
fn is_text_of_lines(node: Node<'_>, text: &Text) -> bool {
    let span = node.span();
    matches!(node.style(), Style::Literal | Style::Folded)
        || (node.is_scalar() && text.line_of(span.start) != text.line_of(span.end))
}

/// A line that holds something.
struct NextLine {
    indent: usize,
    is_dash: bool,
    is_explicit: bool,
}

/// Whether a line begins like `? key` or its `: value`.
fn is_explicit(content: &str) -> bool {
    matches!(content, "?" | ":") || content.starts_with("? ") || content.starts_with(": ")
}

/// The next line that holds more than a comment.
fn next_line(text: &Text, number: u32) -> Option<NextLine> {
    let last = (text.line_count() as u32).min(number + NEAR);
    for number in number + 1..last {
        let line = text.line(number);
        let content = line.trim_start_matches([' ', '\t']);
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        return Some(NextLine {
            indent: line.len() - content.len(),
            is_dash: content == "-" || content.starts_with("- "),
            is_explicit: is_explicit(content),
        });
    }
    None
}

impl From<cursor::PathStep> for Step {
    fn from(step: cursor::PathStep) -> Step {
        match step {
            cursor::PathStep::Key(name) => Step::Key(name),
            cursor::PathStep::Index(index) => Step::Item(Some(index)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The cursor at `$0`, in short.
    fn at(marked: &str) -> Option<String> {
        let offset = marked.find("$0").expect("a cursor") as u32;
        let document = Document::new(&marked.replacen("$0", "", 1));
        let cursor = Cursor::at(&document, offset)?;
        let path: Vec<&str> = cursor
            .path
            .iter()
            .map(|step| match step {
                Step::Key(name) => name,
                Step::Item(_) => "-",
            })
            .collect();
        let word = document.text().slice(cursor.word).into_owned();
        let role = match cursor.role {
            Role::Key { has_colon: false } => "key",
            Role::Key { has_colon: true } => "key:",
            Role::Item { has_colon: false } => "item",
            Role::Item { has_colon: true } => "item:",
            Role::Value => "value",
        };
        let siblings = cursor.siblings.join(",");
        let before = cursor.before;
        Some(
            format!("/{} {role} [{before}{word}] {siblings}", path.join("/"))
                .trim()
                .to_owned(),
        )
    }

    #[test]
    fn the_way_down_is_read_from_the_indentation() {
        for (text, expected) in [
            ("$0", "/ key []"),
            ("serv$0", "/ key [serv]"),
            ("service: a\n$0\nstage: b\n", "/ key [] service,stage"),
            (
                "provider:\n  na$0me: x\n  runtime: y\n",
                "/provider key: [name] runtime",
            ),
            ("provider:\n  runtime: $0\n", "/provider/runtime value []"),
            (
                "provider:\n  runtime: nod$0ejs # note\n",
                "/provider/runtime value [nodejs]",
            ),
            ("provider:\n  runtime:$0\n", "/provider/runtime value [ ]"),
            (
                "functions:\n  a:\n    handler: x\n    $0\n  b:\n",
                "/functions/a key [] handler",
            ),
            (
                "functions:\n  a:\n    events:\n      - $0\n",
                "/functions/a/events/- item []",
            ),
            (
                "functions:\n  a:\n    events:\n    - ht$0\n",
                "/functions/a/events/- item [ht]",
            ),
            (
                "functions:\n  a:\n    events:\n      -$0\n",
                "/functions/a/events/- item [ ]",
            ),
            (
                "functions:\n  a:\n    events:\n      - http:\n          path: /\n          $0\n      - timer:\n",
                "/functions/a/events/-/http key [] path",
            ),
            ("a:\n  - b: 1\n    c$0\n    d: 2\n", "/a/- key [c] b,d"),
            ("a:\n  - b: 1\n  - c$0\n", "/a/- item [c]"),
            (
                "a:\n  b:\n\n  # note\n    - 'x'\n    - $0",
                "/a/b/- item []",
            ),
            ("\"a b\":\n  中文$0\n", "/a b key [中文]"),
        ] {
            assert_eq!(at(text).as_deref(), Some(expected), "{text:?}");
        }
    }

    #[test]
    fn in_comments_and_texts_nothing_is_offered() {
        for text in [
            "# no$0te\n",
            "a: b # no$0te\n",
            "a: >\n  tex$0t\n",
            "a: \"one\n  tw$0o\"\n",
            "a: one\n  tw$0o\n",
            "a: &$0b c\n",
            "a: {b: c} $0\n",
        ] {
            assert_eq!(at(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_key_does_not_take_away_what_stands_below() {
        assert_eq!(at("a:\n  b: 1\n$0\n  c: 2\n"), None);
        assert!(at("a:\n  b: 1\n  $0\n  c: 2\n").is_some());
        assert!(at("a:\n  b: 1\n$0\nc: 2\n").is_some());
    }

    #[test]
    fn braces_and_brackets_are_maps_and_lists() {
        assert_eq!(at("a: {b$0: c}\n").unwrap(), "/a key: [b]");
        assert_eq!(at("a: [b, $0]\n").unwrap(), "/a/- item []");
        assert_eq!(at("a: {b: c, $0}\n").unwrap(), "/a key [] b");
    }

    #[test]
    fn full_width_colons_are_replaced() {
        assert_eq!(at("pro$0：\n").unwrap(), "/ key [pro：]");
        assert_eq!(at("service：a$0\n").unwrap(), "/service value [: ：a]");
    }
}
