//! Where a cursor stands, for completion: judged from lines and indentation alone, so that it holds in every broken
//! state of the document.

use super::Span;
use super::document::Document;
use super::parse::head::{self, Colon, Head};
use super::parse::lines::{self, Line, LineKind};

/// One step from the root to a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathStep {
    /// The value under a key.
    Key(String),
    /// An item, counted from 0.
    Index(usize),
}

/// What is being written at a cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// A key of the enclosing map.
    Key,
    /// The value under a key of the enclosing map.
    Value {
        /// The key.
        key: String,
    },
    /// An item of the enclosing list; it may become a map's first key.
    Item,
    /// A comment.
    Comment,
    /// Nothing that could be completed.
    Nowhere,
}

/// Where a cursor stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// The enclosing map or list.
    pub path: Vec<PathStep>,
    /// What is being written there.
    pub role: Role,
    /// What of it stands before the cursor, without an opening quote.
    pub prefix: String,
    /// The half-typed word: what a completion replaces.
    pub replace: Span,
    /// The column of the enclosing map's keys (or the list's dashes), in spaces.
    pub indent: u32,
    /// The keys the enclosing map has already, that at the cursor excepted.
    pub siblings: Vec<String>,
    /// Whether it stands in `{…}` or `[…]`.
    pub in_flow: bool,
    /// The quote it stands in.
    pub quoted: Option<char>,
}

/// Where the cursor at byte `offset` stands.
pub fn context(document: &Document, offset: u32) -> Context {
    let piece = document.piece_at(offset);
    let text = piece.text;
    let mut at = ((offset.saturating_sub(piece.start)) as usize).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let (lines, _) = lines::split(text);
    let walk = Walk {
        text,
        lines: &lines,
        at,
    };
    let mut context = walk.context();
    if let Some((section, level, names)) = piece.below {
        let is_outside =
            context.indent == 0 && context.path.is_empty() && context.role != Role::Comment;
        if !is_outside {
            if context.path.is_empty() && context.role != Role::Comment {
                context.indent = level;
                let own: Vec<String> = std::mem::take(&mut context.siblings);
                let current = walk.own_key(&context.role);
                context.siblings = names();
                context
                    .siblings
                    .retain(|name| current.as_ref() != Some(name));
                for name in own {
                    if !context.siblings.contains(&name) {
                        context.siblings.push(name);
                    }
                }
            }
            context.path.insert(0, PathStep::Key(section));
        }
    }
    if context.path.is_empty()
        && context.indent == 0
        && let Some(root) = document.root()
    {
        let current = walk.own_key(&context.role);
        for entry in root.written_entries() {
            let name = entry.name().into_owned();
            if current.as_ref() != Some(&name) && !context.siblings.contains(&name) {
                context.siblings.push(name);
            }
        }
    }
    context.replace = context.replace.shifted(piece.start);
    context
}

/// The piece of the document a cursor stands in.
pub(crate) struct PieceAt<'d> {
    pub text: &'d str,
    pub start: u32,
    /// For entries below a top-level key: that key, their column and their names.
    #[allow(clippy::type_complexity, reason = "used once")]
    pub below: Option<(String, u32, Box<dyn Fn() -> Vec<String> + 'd>)>,
}

struct Walk<'t> {
    text: &'t str,
    lines: &'t [Line],
    at: usize,
}

/// The line structure above a cursor: what encloses a column.
struct Enclosing {
    path: Vec<PathStep>,
    siblings: Vec<String>,
    indent: usize,
    is_list: bool,
}

impl<'t> Walk<'t> {
    /// The line with the cursor: its index, and where it begins.
    fn line(&self) -> (usize, usize) {
        let index = self.lines.partition_point(|line| line.stop < self.at);
        let before = &self.text[..self.at];
        let start = before.rfind(['\n', '\r']).map_or(0, |found| found + 1);
        let start = if start == 0 && self.text.starts_with('\u{feff}') {
            3.min(self.at)
        } else {
            start
        };
        (index, start)
    }

    /// The key that is being written, or whose value is.
    fn own_key(&self, role: &Role) -> Option<String> {
        match role {
            Role::Value { key } => Some(key.clone()),
            _ => self.key_at_cursor(),
        }
    }

    fn key_at_cursor(&self) -> Option<String> {
        let (index, _) = self.line();
        let line = *self.lines.get(index)?;
        let inner = line.inner(self.text.as_bytes());
        let head = head::split(self.text, inner.content, inner.end);
        (inner.kind == LineKind::Content && inner.content <= self.at).then(|| self.name(head))
    }

    fn name(&self, head: Head) -> String {
        unquoted(&self.text[head.key.0..head.key.1]).to_owned()
    }

    fn context(&self) -> Context {
        let (index, start) = self.line();
        let line = self
            .lines
            .get(index)
            .copied()
            .filter(|line| line.content >= start);
        let before = &self.text[start..self.at];
        let column = before.chars().count();
        if let Some(line) = line
            && self.is_comment(line)
        {
            return self.finish(Enclosing::none(), Role::Comment, self.at, self.at);
        }
        if let Some(context) = self.in_block_scalar(index, line, column) {
            return context;
        }
        if let Some(context) = self.in_flow(index, line) {
            return context;
        }
        let Some(line) = line.filter(|line| !line.is_empty() && line.content <= self.at) else {
            // a blank line, or blanks before the first character
            let is_blank = line.is_none_or(Line::is_empty);
            let column = self.fitting_column(index, column);
            let enclosing = self.enclosing(
                index,
                column,
                if is_blank {
                    LinePlace::Blank
                } else {
                    LinePlace::Content
                },
            );
            let role = match (is_blank, enclosing.is_list) {
                (false, _) => Role::Nowhere,
                (true, true) => Role::Item,
                (true, false) => Role::Key,
            };
            return self.finish(enclosing, role, self.at, self.at);
        };
        let bytes = self.text.as_bytes();
        let mut inner = line;
        let mut dashes = Vec::new();
        while inner.kind == LineKind::Dash {
            let mut content = inner.content + 1;
            while content < inner.end && matches!(bytes[content], b' ' | b'\t') {
                content += 1;
            }
            if content > self.at {
                break;
            }
            dashes.push(inner.indent);
            if content >= inner.end {
                inner = inner.from(inner.end, bytes);
                inner.kind = LineKind::Empty;
                break;
            }
            inner = inner.from(content, bytes);
        }
        let column = self.fitting_column(index, line.indent);
        let base = if inner.kind == LineKind::Dash
            || (dashes.is_empty() && inner.content == line.content)
        {
            inner.indent.min(column)
        } else {
            column
        };
        let mut enclosing = self.enclosing(index, base, LinePlace::of(line));
        for _ in dashes.iter().skip(1) {
            enclosing.path.push(PathStep::Index(0));
        }
        if inner.kind == LineKind::Dash {
            // before or on the dash
            return self.finish(enclosing, Role::Nowhere, self.at, self.at);
        }
        if inner.kind == LineKind::Empty {
            return self.finish(enclosing, Role::Item, self.at, self.at);
        }
        let head = head::split(self.text, inner.content, inner.end);
        let value_start = match head.colon {
            Colon::There(after) | Colon::WithoutBlank(after) if self.at >= after => Some(after),
            Colon::FullWidth(at) if self.at >= at + 3 => Some(at + 3),
            _ => None,
        };
        let in_item = !dashes.is_empty();
        if let Some(after) = value_start {
            if in_item {
                self.enter_item(&mut enclosing, index, inner.indent);
            }
            let key = self.name(head);
            enclosing.siblings.retain(|name| *name != key);
            debug_assert!(after <= self.at);
            let is_before = head.value.0 == head.value.1 || head.value.0 > self.at;
            let (from, to) = if is_before {
                (self.at, self.at)
            } else {
                head.value
            };
            return self.finish(enclosing, Role::Value { key }, from, to.max(self.at));
        }
        let is_key = !matches!(head.colon, Colon::Missing);
        if in_item && !is_key {
            return self.finish(enclosing, Role::Item, head.key.0, head.key.1.max(self.at));
        }
        if in_item {
            self.enter_item(&mut enclosing, index, inner.indent);
        }
        let key = self.name(head);
        enclosing.siblings.retain(|name| *name != key);
        self.finish(enclosing, Role::Key, head.key.0, head.key.1.max(self.at))
    }

    /// From a list into the map that is its item on line `index`.
    fn enter_item(&self, enclosing: &mut Enclosing, index: usize, column: usize) {
        enclosing
            .path
            .push(PathStep::Index(self.dashes_above(index)));
        enclosing.siblings = self.keys_below(index, column);
        enclosing.indent = column;
        enclosing.is_list = false;
    }

    /// How many items stand before that on line `index`.
    fn dashes_above(&self, index: usize) -> usize {
        let column = self.lines[index].indent;
        let (mut count, mut slipped) = (0, (usize::MAX, 0));
        for line in self.lines[..index]
            .iter()
            .rev()
            .filter(|line| !line.is_empty())
        {
            match line.kind {
                LineKind::Dash if line.indent == column => count += 1,
                _ if line.indent < column
                    || (line.indent == column && line.kind != LineKind::Dash) =>
                {
                    break;
                }
                LineKind::Dash if line.indent < slipped.0 => slipped = (line.indent, 1),
                LineKind::Dash if line.indent == slipped.0 => slipped.1 += 1,
                _ => {}
            }
        }
        // if none stands in this column, those that stand deeper are its neighbours
        if count == 0 { slipped.1 } else { count }
    }

    /// The keys in `column` on the lines behind `index`, as far as the map goes.
    fn keys_below(&self, index: usize, column: usize) -> Vec<String> {
        let mut keys = Vec::new();
        for line in self
            .lines
            .iter()
            .skip(index + 1)
            .filter(|line| !line.is_empty())
        {
            if line.indent < column {
                break;
            }
            if line.indent == column && line.kind == LineKind::Content {
                keys.push(self.name(head::split(self.text, line.content, line.end)));
            }
        }
        keys
    }

    /// The column a cursor in `column` of line `index` counts as: below a line that can hold nothing, its own.
    fn fitting_column(&self, index: usize, column: usize) -> usize {
        let above = self.lines[..index.min(self.lines.len())]
            .iter()
            .rev()
            .find(|line| !line.is_empty());
        let Some(above) = above else { return column };
        let inner = above.inner(self.text.as_bytes());
        if inner.is_empty() || column <= inner.indent {
            return column;
        }
        let head = head::split(self.text, inner.content, inner.end);
        if head.value.0 == head.value.1 {
            return column;
        }
        let value = &self.text[head.value.0..head.value.1];
        // `key: &anchor`, `key: |` and `key: [` may go on below
        if value.starts_with(['&', '!', '|', '>', '[', '{']) {
            column
        } else {
            inner.indent
        }
    }

    /// What encloses something in `column` of line `index`.
    fn enclosing(&self, index: usize, column: usize, place: LinePlace) -> Enclosing {
        let is_dash = place == LinePlace::Dash;
        let bytes = self.text.as_bytes();
        let mut found = Enclosing {
            path: Vec::new(),
            siblings: Vec::new(),
            indent: column,
            is_list: is_dash,
        };
        let mut limit = column;
        let mut in_list = is_dash;
        let mut items = 0;
        let mut first = true;
        let mut own_column = None;
        // items in a deeper column, if none stands in the right one
        let mut slipped: Option<(usize, usize)> = None;
        // the column of the line below the one that is looked at
        let mut below = usize::MAX;
        let mut heads = self.lines.get(index).is_some_and(|line| {
            let inner = line.inner(bytes);
            place == LinePlace::Content
                && head::split(self.text, inner.content, inner.end).heads_a_value()
        });
        for line in self.lines[..index.min(self.lines.len())].iter().rev() {
            if line.is_empty() {
                continue;
            }
            let next = std::mem::replace(&mut below, line.indent);
            let inner = line.inner(bytes);
            let has_key = inner.kind == LineKind::Content;
            // what stands on this line, from right to left: a key, and dashes
            if has_key && !(in_list && line.kind == LineKind::Dash && line.indent == limit) {
                let head = head::split(self.text, inner.content, inner.end);
                let is_parent = inner.indent < limit
                    || (in_list && inner.indent == limit && line.kind != LineKind::Dash);
                if !in_list && inner.indent == limit {
                    if first {
                        found.siblings.push(self.name(head));
                        own_column = Some(limit);
                    }
                } else if is_parent && !in_list && heads && next != usize::MAX && next > limit {
                    // its own entries stand deeper than this: a neighbour that slipped
                    limit = inner.indent;
                    if first {
                        found.indent = limit;
                        found.siblings.push(self.name(head));
                        own_column = Some(limit);
                    }
                } else if is_parent {
                    let is_word = matches!(head.colon, Colon::Missing);
                    if head.value.0 == head.value.1
                        || is_open_value(&self.text[head.value.0..head.value.1])
                        || in_list
                    {
                        if in_list {
                            if first {
                                found.is_list = true;
                                found.indent = limit;
                            } else {
                                let count = slipped
                                    .filter(|_| items == 0)
                                    .map_or(items, |(_, count)| count);
                                found.path.push(PathStep::Index(count));
                            }
                        }
                        slipped = None;
                        if first && !in_list && own_column.is_none() {
                            found.indent = self.column_below(index, inner.indent).unwrap_or(column);
                        }
                        found.path.push(PathStep::Key(self.name(head)));
                        heads = true;
                        first = false;
                        limit = inner.indent;
                        in_list = false;
                        items = 0;
                    } else if !is_word {
                        // nothing can stand below a value: the line slipped
                        limit = inner.indent;
                        if first {
                            found.indent = limit;
                            found.siblings.push(self.name(head));
                            own_column = Some(limit);
                        }
                    }
                }
            }
            if line.kind == LineKind::Dash {
                if in_list {
                    if line.indent == limit
                        || (line.indent < limit && !has_child_room(*line, limit))
                    {
                        limit = line.indent;
                        items += 1;
                    } else if line.indent > limit {
                        slipped = match slipped {
                            Some((column, count)) if column == line.indent => {
                                Some((column, count + 1))
                            }
                            Some((column, count)) if column < line.indent => Some((column, count)),
                            _ => Some((line.indent, 1)),
                        };
                    }
                } else if line.indent < limit && inner.indent <= limit.max(inner.indent.min(limit))
                {
                    // the map is an item
                    first = false;
                    in_list = true;
                    items = 0;
                    slipped = None;
                    limit = line.indent;
                } else if line.indent == limit
                    && place == LinePlace::Blank
                    && found.path.is_empty()
                    && own_column.is_none()
                {
                    in_list = true;
                    found.is_list = true;
                    items = 1;
                }
            }
            if limit == 0 && !in_list {
                break;
            }
        }
        if in_list && !first {
            found.path.push(PathStep::Index(items));
        }
        found.path.reverse();
        if !found.is_list {
            let mut below = self.keys_below(index, found.indent);
            found.siblings.reverse();
            below.retain(|key| !found.siblings.contains(key));
            found.siblings.extend(below);
        } else {
            found.siblings.clear();
        }
        found
    }

    /// The column of the first line behind `index` that is deeper than `column`.
    fn column_below(&self, index: usize, column: usize) -> Option<usize> {
        let next = self
            .lines
            .iter()
            .skip(index + 1)
            .find(|line| !line.is_empty())?;
        (next.indent > column).then_some(next.indent)
    }

    fn is_comment(&self, line: Line) -> bool {
        let before = &self.text.as_bytes()[line.content.min(self.at)..self.at];
        let mut quote = None;
        for (at, &byte) in before.iter().enumerate() {
            let starts = at == 0 || matches!(before[at - 1], b' ' | b'\t');
            match (byte, quote) {
                (byte, Some(open)) if byte == open => quote = None,
                (b'"' | b'\'', None) if starts => quote = Some(byte),
                (b'#', None) if starts => return true,
                _ => {}
            }
        }
        false
    }

    /// Inside `|` or `>`: text, whatever it looks like.
    fn in_block_scalar(&self, index: usize, line: Option<Line>, column: usize) -> Option<Context> {
        let column = line
            .filter(|line| !line.is_empty())
            .map_or(column, |line| line.indent);
        let mut limit = column;
        for (above, head_line) in self.lines[..index.min(self.lines.len())]
            .iter()
            .enumerate()
            .rev()
        {
            if head_line.is_empty() || head_line.indent >= limit {
                continue;
            }
            limit = head_line.indent;
            let inner = head_line.inner(self.text.as_bytes());
            let head = head::split(self.text, inner.content, inner.end);
            let value = &self.text[head.value.0..head.value.1];
            let is_header = value.starts_with(['|', '>'])
                && value[1..]
                    .bytes()
                    .all(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-'));
            if is_header && matches!(head.colon, Colon::There(_)) && inner.indent < column {
                let mut enclosing =
                    self.enclosing(above, head_line.indent, LinePlace::of(*head_line));
                if head_line.kind == LineKind::Dash {
                    self.enter_item(&mut enclosing, above, inner.indent);
                }
                let key = self.name(head);
                enclosing.siblings.retain(|name| *name != key);
                let from = line.map_or(self.at, |line| line.content.min(self.at));
                return Some(self.finish(enclosing, Role::Value { key }, from, self.at));
            }
            if limit == 0 {
                break;
            }
        }
        None
    }

    /// Inside brackets that are open at the cursor.
    fn in_flow(&self, index: usize, line: Option<Line>) -> Option<Context> {
        let here = line.filter(|line| !line.is_empty()).map(|line| line.indent);
        let first = index.saturating_sub(40);
        for above in (first..=index.min(self.lines.len().checked_sub(1)?)).rev() {
            let head_line = self.lines[above];
            if head_line.is_empty() {
                continue;
            }
            if above < index {
                let deeper = |line: &Line| line.is_empty() || line.indent > head_line.indent;
                let between = self.lines[above + 1..index].iter().all(deeper);
                let is_here = here.is_none_or(|here| {
                    here > head_line.indent
                        || self.text[line.map_or(0, |line| line.content)..].starts_with([']', '}'])
                });
                if !between || !is_here {
                    if self.lines[above + 1..index]
                        .iter()
                        .any(|line| !line.is_empty() && line.indent == 0)
                    {
                        return None;
                    }
                    continue;
                }
            }
            let bytes = self.text.as_bytes();
            let inner = head_line.inner(bytes);
            let head = head::split(self.text, inner.content, inner.end);
            let opens = |at: usize| at < self.at && matches!(bytes.get(at), Some(b'[' | b'{'));
            let is_value = head.value.0 < head.value.1
                && opens(head.value.0)
                && matches!(head.colon, Colon::There(_));
            let is_bare = opens(inner.content);
            if !is_value && !is_bare {
                // something of its own stands between, unless it is an entry within brackets
                let is_entry = self.text[inner.content..inner.end]
                    .trim_end()
                    .ends_with(',');
                if above < index && !is_entry && matches!(head.colon, Colon::There(_)) {
                    return None;
                }
                continue;
            }
            let start = if is_bare { inner.content } else { head.value.0 };
            let flow = Flow::read(self.text, start, self.at)?;
            let mut enclosing = self.enclosing(above, head_line.indent, LinePlace::of(head_line));
            if head_line.kind == LineKind::Dash {
                self.enter_item(&mut enclosing, above, inner.indent);
            }
            if is_value {
                enclosing.path.push(PathStep::Key(self.name(head)));
            }
            enclosing.path.extend(flow.path);
            enclosing.siblings = flow.siblings;
            let mut context = self.finish(enclosing, flow.role, flow.from, flow.to);
            context.in_flow = true;
            return Some(context);
        }
        None
    }

    fn finish(&self, enclosing: Enclosing, role: Role, from: usize, to: usize) -> Context {
        let (mut from, mut to) = (from.min(self.at), to.max(self.at));
        let mut quoted = None;
        let first = self.text[from..to].chars().next();
        if let Some(quote @ ('"' | '\'')) = first
            && from < self.at
        {
            quoted = Some(quote);
            from += 1;
            if to > self.at && self.text[..to].ends_with(quote) {
                to -= 1;
                if to < self.at {
                    // behind the closing quote
                    to = self.at;
                }
            }
        }
        Context {
            path: enclosing.path,
            role,
            prefix: self.text[from..self.at].to_owned(),
            replace: Span::new(from, to),
            indent: enclosing.indent as u32,
            siblings: enclosing.siblings,
            in_flow: false,
            quoted,
        }
    }
}

/// What the line with the cursor holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LinePlace {
    Blank,
    Dash,
    Content,
}

impl LinePlace {
    fn of(line: Line) -> LinePlace {
        match line.kind {
            LineKind::Dash => LinePlace::Dash,
            _ => LinePlace::Content,
        }
    }
}

impl Enclosing {
    fn none() -> Enclosing {
        Enclosing {
            path: Vec::new(),
            siblings: Vec::new(),
            indent: 0,
            is_list: false,
        }
    }
}

/// Whether a list in column `limit` can be the value of what stands behind the dash of `line`.
fn has_child_room(line: Line, limit: usize) -> bool {
    line.indent + 2 <= limit
}

/// Whether a value may go on in the lines below.
fn is_open_value(value: &str) -> bool {
    value.starts_with(['&', '!', '|', '>', '[', '{', '#'])
}

fn unquoted(text: &str) -> &str {
    let inner = text.strip_prefix(['"', '\'']).unwrap_or(text);
    inner.strip_suffix(['"', '\'']).unwrap_or(inner)
}

/// What encloses a cursor within brackets.
struct Flow {
    path: Vec<PathStep>,
    role: Role,
    siblings: Vec<String>,
    from: usize,
    to: usize,
}

fn is_word_start(text: &str, frame: Option<&Frame>, place: usize) -> bool {
    frame.is_some_and(|frame| text[frame.word..place].trim().is_empty())
}

/// One open bracket.
struct Frame {
    is_map: bool,
    items: usize,
    keys: Vec<String>,
    key: Option<String>,
    /// Where the current word begins.
    word: usize,
}

impl Flow {
    /// Reads from an opening bracket at `start` to the cursor at `at`; `None` if it is closed by then.
    fn read(text: &str, start: usize, at: usize) -> Option<Flow> {
        let bytes = text.as_bytes();
        let mut frames: Vec<Frame> = Vec::new();
        let mut quote = None;
        let mut place = start;
        while place < at {
            let byte = bytes[place];
            match (byte, quote) {
                (b'\\', Some(b'"')) => place += 1,
                (_, Some(open)) if byte == open => quote = None,
                (_, Some(_)) => {}
                (b'"' | b'\'', None) if is_word_start(text, frames.last(), place) => {
                    quote = Some(byte)
                }
                (b'[' | b'{', None) => frames.push(Frame {
                    is_map: byte == b'{',
                    items: 0,
                    keys: Vec::new(),
                    key: None,
                    word: place + 1,
                }),
                (b']' | b'}', None) => {
                    frames.pop();
                    frames.last()?;
                }
                (b',', None) => {
                    if let Some(frame) = frames.last_mut() {
                        let word = unquoted(text[frame.word..place].trim()).to_owned();
                        match frame.key.take() {
                            Some(_) if !frame.is_map => {}
                            Some(key) => frame.keys.push(key),
                            None if frame.is_map && !word.is_empty() => frame.keys.push(word),
                            None => {}
                        }
                        frame.items += 1;
                        frame.word = place + 1;
                    }
                }
                (b':', None) => {
                    let ends = bytes
                        .get(place + 1)
                        .is_none_or(|next| b" \t\r\n,[]{}\"'".contains(next))
                        || place + 1 == at;
                    if let Some(frame) = frames.last_mut()
                        && frame.key.is_none()
                        && ends
                    {
                        frame.key = Some(unquoted(text[frame.word..place].trim()).to_owned());
                        frame.word = place + 1;
                    }
                }
                _ => {}
            }
            place += 1;
        }
        let last = frames.len().checked_sub(1)?;
        let mut path = Vec::new();
        for frame in &frames[..last] {
            // `[a: b]` is a list of maps of one entry
            if !frame.is_map {
                path.push(PathStep::Index(frame.items));
            }
            match &frame.key {
                Some(key) => path.push(PathStep::Key(key.clone())),
                None if frame.is_map => return None,
                None => {}
            }
        }
        let frame = frames.pop()?;
        let word = &text[frame.word..at];
        let from = frame.word + (word.len() - word.trim_start().len());
        let rest = &text[at..];
        let length = match quote {
            Some(open) => rest
                .find([char::from(open), '\n', '\r'])
                .map_or(rest.len(), |found| {
                    found + usize::from(rest.as_bytes()[found] == open)
                }),
            None => rest
                .find([',', ']', '}', ':', '\n', '\r', '#'])
                .unwrap_or(rest.len()),
        };
        let word_end = at + text[at..at + length].trim_end().len();
        if !frame.is_map && frame.key.is_some() {
            path.push(PathStep::Index(frame.items));
        }
        let role = match (frame.is_map, frame.key) {
            (_, Some(key)) => Role::Value { key },
            (true, None) => Role::Key,
            (false, None) => Role::Item,
        };
        Some(Flow {
            path,
            role,
            siblings: frame.keys,
            from,
            to: word_end,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where the `$0` stands, in short: path, role, what is typed, and the keys that are there.
    fn at(marked: &str) -> String {
        let offset = marked.find("$0").expect("a cursor") as u32;
        let document = Document::new(&marked.replacen("$0", "", 1));
        let context = context(&document, offset);
        let mut text = String::new();
        for step in &context.path {
            match step {
                PathStep::Key(key) if text.is_empty() => text.push_str(key),
                PathStep::Key(key) => text.push_str(&format!(".{key}")),
                PathStep::Index(index) => text.push_str(&format!("[{index}]")),
            }
        }
        match &context.role {
            Role::Key => text.push_str(" key"),
            Role::Value { key } => text.push_str(&format!(" value {key}")),
            Role::Item => text.push_str(" item"),
            Role::Comment => text.push_str(" comment"),
            Role::Nowhere => text.push_str(" nowhere"),
        }
        text.push_str(&format!(" {:?}", context.prefix));
        if !context.siblings.is_empty() {
            text.push_str(&format!(" ({})", context.siblings.join(" ")));
        }
        if context.in_flow {
            text.push_str(" flow");
        }
        if let Some(quote) = context.quoted {
            text.push_str(&format!(" in {quote}"));
        }
        text
    }

    #[track_caller]
    fn check(marked: &str, expected: &str) {
        assert_eq!(at(marked).trim(), expected, "{marked:?}");
    }

    const ONE: &str =
        "functions:\n  a:\n    handler: x\n    events:\n      - http:\n          path: /a\n";

    fn after_one(text: &str) -> String {
        format!("{ONE}{text}")
    }

    #[test]
    fn keys_of_the_root() {
        check("$0", "key \"\"");
        check("ser$0", "key \"ser\"");
        check("service: x\n$0", "key \"\" (service)");
        check(
            "service: x\npro$0\nfunctions:\n  a: 1\n",
            "key \"pro\" (service functions)",
        );
        check("ser$0vice: x\n", "key \"ser\"");
        check(&after_one("$0"), "key \"\" (functions)");
    }

    #[test]
    fn values() {
        check("service: $0", "value service \"\"");
        check("service:$0", "value service \"\"");
        check("service: x$0y\n", "value service \"x\"");
        check("provider:\n  name: ali$0\n", "provider value name \"ali\"");
        check(
            "provider:\n  name:$0\n  runtime: x",
            "provider value name \"\" (runtime)",
        );
        check(
            "provider:\n  name: $0 # which\n",
            "provider value name \"\"",
        );
        check(
            "provider:\n  name: \"ali$0\"\n",
            "provider value name \"ali\" in \"",
        );
        check(
            "provider:\n  name: 'ali$0\n",
            "provider value name \"ali\" in '",
        );
        check("a: b$0: c", "value a \"b\"");
        check("\"a\": $0", "value a \"\"");
    }

    #[test]
    fn keys_of_maps() {
        check("provider:\n  $0", "provider key \"\"");
        check("provider:\n  name: x\n  ru$0", "provider key \"ru\" (name)");
        check("provider:\n  $0\n  name: x\n", "provider key \"\" (name)");
        check(
            "provider:\n  a: 1\n  $0\n  b: 1\nservice: x",
            "provider key \"\" (a b)",
        );
        check(
            "provider:\n  a:\n    b: 1\n  c$0\n",
            "provider key \"c\" (a)",
        );
        check(
            "provider:\n  a:\n    b: 1\n    $0\n",
            "provider.a key \"\" (b)",
        );
    }

    #[test]
    fn functions() {
        check(&after_one("  $0"), "functions key \"\" (a)");
        check(&after_one("  b$0"), "functions key \"b\" (a)");
        check(
            &after_one("    $0"),
            "functions.a key \"\" (handler events)",
        );
        check(&after_one("  b:\n    $0"), "functions.b key \"\"");
        check(
            &after_one("  b:\n    handler: $0"),
            "functions.b value handler \"\"",
        );
        check(
            &after_one("  b:\n    handler: y\n    ti$0\n  c:\n    handler: z\n"),
            "functions.b key \"ti\" (handler)",
        );
        check("functions:\n  $0\n", "functions key \"\"");
        check("functions:\n    a:\n        h$0\n", "functions.a key \"h\"");
    }

    #[test]
    fn lists() {
        check(&after_one("      - $0"), "functions.a.events item \"\"");
        check(&after_one("      -$0"), "functions.a.events item \"\"");
        check(&after_one("      - ti$0"), "functions.a.events item \"ti\"");
        check(
            &after_one("      - timer:\n          $0"),
            "functions.a.events[1].timer key \"\"",
        );
        check(
            &after_one("      - timer:\n          value: 1\n          ty$0"),
            "functions.a.events[1].timer key \"ty\" (value)",
        );
        check(
            &after_one("      - timer: $0"),
            "functions.a.events[1] value timer \"\"",
        );
        check(
            &after_one("      - ti$0mer: x"),
            "functions.a.events[1] key \"ti\"",
        );
        check(
            &after_one("          me$0"),
            "functions.a.events[0].http key \"me\" (path)",
        );
        check(&after_one("      $0"), "functions.a.events item \"\"");
        check(
            "events:\n- http:\n    path: $0\n",
            "events[0].http value path \"\"",
        );
        check("events:\n- http\n- $0\nb: 1", "events item \"\"");
        check("events:\n- a\n- b: 1\n  c$0\n", "events[1] key \"c\" (b)");
        check("- a\n- $0", "item \"\"");
    }

    #[test]
    fn brackets() {
        check("a: [$0", "a item \"\" flow");
        check("a: [b, c$0", "a item \"c\" flow");
        check("a: [b, c$0, d]\n", "a item \"c\" flow");
        check("a: {$0}", "a key \"\" flow");
        check("a: {b: $0}", "a value b \"\" flow");
        check("a: {b: 1, c$0}", "a key \"c\" (b) flow");
        check("a: {b: [x, y$0]}", "a.b item \"y\" flow");
        check("a: [{b: 1}, {c: \"d$0", "a[1] value c \"d\" flow in \"");
        check("a:\n  - {b: $0", "a[0] value b \"\" flow");
        check("a: [\n  b,\n  $0\n]\n", "a item \"\" flow");
        check("a: [b]\nc$0", "key \"c\" (a)");
        check("a: {b: 1} $0", "value a \"{b: 1} \"");
    }

    #[test]
    fn comments_and_text() {
        check("# $0", "comment \"\"");
        check("a: b # c$0", "comment \"\"");
        check("a: b#c$0", "value a \"b#c\"");
        check("a: |\n  text: $0\n", "value a \"text: \"");
        check("a: \"#$0\"", "value a \"#\" in \"");
    }

    #[test]
    fn what_a_completion_replaces() {
        let replaced = |marked: &str| {
            let offset = marked.find("$0").expect("a cursor") as u32;
            let text = marked.replacen("$0", "", 1);
            let span = context(&Document::new(&text), offset).replace;
            text[span.range()].to_owned()
        };
        assert_eq!(replaced("a:\n  na$0me: x"), "name");
        assert_eq!(replaced("a: ali$0yun # c"), "aliyun");
        assert_eq!(replaced("a: 'ali$0yun'"), "aliyun");
        assert_eq!(replaced("a: [ge$0t, post]"), "get");
        assert_eq!(replaced("- ht$0tp"), "http");
        assert_eq!(replaced("a: $0"), "");
        assert_eq!(replaced("中文$0名: 1"), "中文名");
    }

    #[test]
    fn a_list_may_hold_maps_of_one_entry() {
        check("a: [b: {c: $0}]\n", "a[0].b value c \"\" flow");
        check("a: [x, b: c$0]\n", "a[1] value b \"c\" flow");
        check("a: [b: c, d$0]\n", "a item \"d\" flow");
    }

    #[test]
    fn a_blank_line_within_braces_is_within_them() {
        check("a: {\n  b: c,\n  $0\n}\n", "a key \"\" (b) flow");
    }
}
