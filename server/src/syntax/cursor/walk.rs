//! The lines above a cursor: what their indentation says about the place.

use super::flow::{Flow, unquoted};
use super::{Context, PathStep, Role};
use crate::syntax::Span;
use crate::syntax::parse::head::{self, Colon, Head};
use crate::syntax::parse::lines::{Line, LineKind};

pub(super) struct Walk<'t> {
    pub text: &'t str,
    pub lines: &'t [Line],
    pub at: usize,
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
    pub fn own_key(&self, role: &Role) -> Option<String> {
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

    pub fn context(&self) -> Context {
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
