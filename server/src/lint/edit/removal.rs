//! Taking an entry out of a map.

use super::{comments, place};
use crate::lint::TextEdit;
use crate::syntax::{Document, Entry, Kind, Node, Span};

/// The edit that takes an entry out of the map in which it is written, with its lines; comments stay, and a map that
/// loses its only entry becomes `{}`. `None` if comments could not stay, if what is taken out is used elsewhere (it
/// has an anchor, or the map is another's), and where a line begins with something else.
pub(crate) fn removal(map: Node<'_>, entry: Entry<'_>) -> Option<TextEdit> {
    let key = entry.key.span().start;
    let is_here = map.kind() == Kind::Mapping && map.entry_before(key) == Some(entry);
    if !is_here || is_shared(entry) {
        return None;
    }
    let before = key.checked_sub(1).and_then(|until| map.entry_before(until));
    let rest = Span {
        start: key,
        end: map.span().end,
    };
    let behind = map.entries_in(rest).nth(1);
    if before.is_none() && behind.is_none() {
        return only(map, entry);
    }
    if place::is_flow(map) {
        return in_flow(map, entry, before, behind);
    }
    if !place::is_block(map) {
        return None;
    }
    let start = place::start(entry.key);
    match behind {
        Some(behind) if !place::begins_line(map.document(), start) => {
            behind_dash(map, entry, behind)
        }
        _ => lines(map, entry),
    }
}

/// The edit that takes one of several items out of a list, under the same conditions. Costs as much as the list is long.
pub(crate) fn item_removal(list: Node<'_>, item: Node<'_>) -> Option<TextEdit> {
    let items: Vec<Node<'_>> = list.children().collect();
    let at = items.iter().position(|one| *one == item)?;
    let is_fit = list.kind() == Kind::Sequence && items.len() > 1;
    if !is_fit || is_shared_among(vec![item]) || !comments::within(item).is_empty() {
        return None;
    }
    let (start, end) = (place::start(item), item.span().end);
    if place::is_flow(list) {
        let before = at.checked_sub(1).and_then(|at| items.get(at));
        let (from, to) = match before {
            Some(before) => (before.span().end, end),
            None => (start, place::start(*items.get(at + 1)?)),
        };
        let is_bare = !has_comments(list, from, start) && !has_comments(list, end, to);
        return is_bare.then(|| delete(from, to));
    }
    let document = list.document();
    let text = document.text();
    let line = text.line_start(text.line_of(start));
    let before = text.slice(Span {
        start: line,
        end: start,
    });
    let is_alone = place::is_block(list) && before.trim() == "-";
    if !is_alone || comments::behind(item).is_some() {
        return None;
    }
    let behind = place::line_behind(document, end, usize::MAX);
    Some(delete(line, text.line_start(behind)))
}

/// Whether an alias may stand for a part of it.
fn is_shared(entry: Entry<'_>) -> bool {
    is_shared_among(vec![entry.key, entry.value])
}

fn is_shared_among(mut left: Vec<Node<'_>>) -> bool {
    while let Some(node) = left.pop() {
        if node.anchor_span().is_some() {
            return true;
        }
        left.extend(node.children());
    }
    false
}

fn delete(start: u32, end: u32) -> TextEdit {
    TextEdit {
        span: Span { start, end },
        text: String::new(),
    }
}

fn has_comments(map: Node<'_>, start: u32, end: u32) -> bool {
    !comments::between(map, Span { start, end }).is_empty()
}

/// One of several in brackets: with the comma before it, else with the one behind it.
fn in_flow(
    map: Node<'_>,
    entry: Entry<'_>,
    before: Option<Entry<'_>>,
    behind: Option<Entry<'_>>,
) -> Option<TextEdit> {
    let (start, end) = (place::start(entry.key), entry.span().end);
    let (from, to) = match (before, behind) {
        (Some(before), _) => (before.span().end, end),
        (None, behind) => (start, place::start(behind?.key)),
    };
    let is_bare = !has_comments(map, from, start) && !has_comments(map, end, to);
    (is_bare && comments::within(entry.value).is_empty()).then(|| delete(from, to))
}

/// The first one of a map that begins behind a dash: the next one takes its place.
fn behind_dash(map: Node<'_>, entry: Entry<'_>, behind: Entry<'_>) -> Option<TextEdit> {
    let (start, end) = (place::start(entry.key), place::start(behind.key));
    let is_item = place::begins_item(map.document(), start);
    let is_bare = !has_comments(map, entry.span().end, end) && !has_comments_within(map, entry);
    (is_item && is_bare).then(|| delete(start, end))
}

/// The only one: the map is empty then, and says so.
fn only(map: Node<'_>, entry: Entry<'_>) -> Option<TextEdit> {
    let (start, end) = (place::start(entry.key), entry.span().end);
    if has_comments_within(map, entry) {
        return None;
    }
    if place::is_flow(map) {
        let span = map.span();
        let is_bare = !has_comments(map, span.start, start) && !has_comments(map, end, span.end);
        return is_bare.then(|| TextEdit {
            span,
            text: "{}".to_owned(),
        });
    }
    let is_item = place::begins_item(map.document(), start);
    let text = map.document().text();
    let written = Span { start, end };
    let blanks = text.slice(written);
    let end = start + blanks.trim_end().len() as u32;
    (place::is_block(map) && is_item).then(|| match behind_colon(map.document(), start) {
        Some(colon) => TextEdit {
            span: Span { start: colon, end },
            text: " {}".to_owned(),
        },
        None => TextEdit {
            span: Span { start, end },
            text: "{}".to_owned(),
        },
    })
}

/// The end of the line before `offset`, if it ends with a colon and the line of `offset` begins there.
fn behind_colon(document: &Document, offset: u32) -> Option<u32> {
    let text = document.text();
    let line = text.line_of(offset).checked_sub(1)?;
    let above = text.line(line);
    let is_alone = place::begins_line(document, offset) && above.ends_with(':');
    // the colon of a comment is none
    (is_alone && !above.contains('#')).then(|| text.line_start(line) + above.len() as u32)
}

fn has_comments_within(map: Node<'_>, entry: Entry<'_>) -> bool {
    let value = place::start(entry.value);
    has_comments(map, entry.key.span().end, value) || !comments::within(entry.value).is_empty()
}

/// One of several on lines of their own.
fn lines(map: Node<'_>, entry: Entry<'_>) -> Option<TextEdit> {
    let (start, end) = (place::start(entry.key), entry.span().end);
    let document = map.document();
    if !place::begins_line(document, start) {
        return None;
    }
    let text = document.text();
    let is_one_line = text.line_of(start) == text.line_of(end);
    let behind = comments::behind(entry.value);
    if let Some(comment) = behind.filter(|_| is_one_line) {
        return Some(delete(start, comment.start));
    }
    if (has_comments_within(map, entry) || behind.is_some()) && !is_one_line {
        return None;
    }
    let line = place::line_behind(document, end, usize::MAX);
    Some(delete(
        text.line_start(text.line_of(start)),
        text.line_start(line),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::apply;
    use crate::lint::testing::choices;

    /// The text after the removal of `foreign`, which nothing reads.
    fn after(text: &str) -> Option<String> {
        let mut found = choices("unknown-key", text).into_iter();
        let (title, after) = found.next()?;
        assert_eq!((title.as_str(), found.next()), ("Remove `foreign`", None));
        Some(after)
    }

    #[test]
    fn an_entry_goes_with_its_lines_and_comments_stay() {
        for (text, expected) in [
            // below others, above others, between others
            (
                "provider:\n  name: aliyun\n  foreign: 1\nservice: a\n",
                "provider:\n  name: aliyun\nservice: a\n",
            ),
            (
                "provider:\n  foreign:\n    - a\n    - b: c\n\n  name: aliyun\n",
                "provider:\n\n  name: aliyun\n",
            ),
            (
                "provider:\n  name: aliyun\n  # 说明\n  foreign: 1 # 为什么\n  timeout: 3\n",
                "provider:\n  name: aliyun\n  # 说明\n  # 为什么\n  timeout: 3\n",
            ),
            (
                "provider:\r\n  name: aliyun\r\n  foreign: |\r\n    text\r\n  timeout: 3\r\n",
                "provider:\r\n  name: aliyun\r\n  timeout: 3\r\n",
            ),
            // no line break at the end
            (
                "service: a\nprovider: {name: aliyun}\nforeign: 1",
                "service: a\nprovider: {name: aliyun}\n",
            ),
            // in brackets
            (
                "provider: {foreign: [1, 2], name: aliyun}\n",
                "provider: {name: aliyun}\n",
            ),
            (
                "provider: {name: aliyun, foreign: {a: b}, timeout: 3,}\n",
                "provider: {name: aliyun, timeout: 3,}\n",
            ),
        ] {
            assert_eq!(after(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_map_that_loses_its_only_entry_is_an_empty_map() {
        let head = "provider: {name: aliyun}\nfunctions:\n  a:\n    handler: a.b\n    events:\n      - http:";
        for (text, expected) in [
            ("\n          foreign: 1\n", " {}\n"),
            (
                "\n          foreign:\n            - 1\n# 完\n",
                " {}\n# 完\n",
            ),
            (" # 网关\n          foreign: 1\n", " # 网关\n          {}\n"),
            (" {foreign: 1,}\n", " {}\n"),
        ] {
            let found = after(&format!("{head}{text}"));
            assert_eq!(found, Some(format!("{head}{expected}")), "{text}");
        }
    }

    #[test]
    fn the_first_entry_behind_a_dash_gives_its_place_to_the_next() {
        for (text, expected) in [
            ("- a: 1\n  b: 2\n- c\n", Some("- b: 2\n- c\n")),
            ("- a: [1,\n     2]\n  b: 2\n", Some("- b: 2\n")),
            ("- - a: 1\n", Some("- - {}\n")),
            ("- a: 1 # 为什么\n  b: 2\n", None),
            ("- a: 1\n  # 说明\n  b: 2\n", None),
            ("- &x a: 1\n  b: 2\n", None),
        ] {
            let document = Document::new(text);
            let mut map = document.root();
            while let Some(list) = map.filter(|node| node.is_sequence()) {
                map = list.items().next();
            }
            let map = map.unwrap();
            let entry = map.written_entries().next().unwrap();
            let edit = removal(map, entry);
            let after = edit.map(|edit| apply(text, [&edit]));
            assert_eq!(after.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn an_item_goes_with_its_lines() {
        for (text, at, expected) in [
            (
                "- a\n- b: 1\n  c: 2\n# 完\n- d\n",
                1,
                Some("- a\n# 完\n- d\n"),
            ),
            ("- a\n- b", 1, Some("- a\n")),
            ("[a, {b: 1}, c]\n", 1, Some("[a, c]\n")),
            ("[a, b]\n", 0, Some("[b]\n")),
            ("- a\n", 0, None),
            ("- a\n- b # 二\n", 1, None),
            ("- a\n- &b c\n- *b\n", 1, None),
            ("- a\n- b:\n    # 说明\n    c: 1\n", 1, None),
        ] {
            let document = Document::new(text);
            let list = document.root().unwrap();
            let edit = item_removal(list, list.items().nth(at).unwrap());
            let after = edit.map(|edit| apply(text, [&edit]));
            assert_eq!(after.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_used_elsewhere_or_would_take_comments_along_stays() {
        for text in [
            "provider:\n  name: aliyun\n  foreign: &x 1\n  timeout: *x\n",
            "provider:\n  name: aliyun\n  foreign:\n    # 重要\n    a: 1\n",
            "provider:\n  name: aliyun\n  <<: {foreign: 1}\n",
            "provider: {name: aliyun, # 云\n  foreign: 1}\n",
            "provider:\n  name: aliyun\n  ? foreign\n  : 1\n",
        ] {
            assert_eq!(after(text), None, "{text}");
        }
    }
}
