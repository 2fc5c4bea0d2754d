//! Cutting a document into pieces that can be read one by one.
//!
//! A total, linear scan over lines that looks at indentation and first characters only. It cuts before each entry of
//! the document's map, and before each entry but the first below `functions` and `aggregation`. A cut never changes
//! meaning: whatever could be part of the entry before (deeper lines, dashes, brackets, lines behind a tab) stays with
//! it, and an entry that turns out to be open at its end (a quote, a bracket) is joined with what follows by
//! [`Document`](super::Document).

use memchr::{memchr, memchr_iter};

use super::Dialect;
use super::parse::Context;

/// A piece: from `start` up to the start of the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Byte offset of its first byte.
    pub start: u32,
    /// Where it stands.
    pub context: Context,
    /// What the scan knew when it came to it.
    pub below: Below,
}

/// Top-level keys whose entries are pieces of their own: the maps that grow.
pub(crate) const CUT_BELOW: [&str; 2] = ["functions", "aggregation"];

/// The entries below the current top-level key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Below {
    /// They stay with their key.
    Uncut,
    /// They will be pieces; the first one tells the indentation.
    Unknown,
    /// They are pieces, this many columns deep.
    At(usize),
}

/// The pieces of `text`; `None` if it must be read as a whole.
pub(crate) fn cut(text: &str, dialect: Dialect) -> Option<Vec<Piece>> {
    Some(scan(text, dialect, Vec::new(), Piece::FIRST, &[])?.pieces)
}

/// What a scan came to.
pub(crate) struct Scan {
    /// All pieces.
    pub pieces: Vec<Piece>,
    /// How many of them are old ones at the back.
    pub kept: usize,
    /// What was known of the entries where it ended.
    pub below: Below,
    /// Whether it ended with comments that belong to whatever follows.
    pub has_comments_behind: bool,
}

/// The pieces of a text that was edited: those in `front` are known to be unchanged, the scan goes on at `from`, and
/// stops where it comes to one of `back`, which are unchanged but moved.
pub(crate) fn scan(
    text: &str,
    dialect: Dialect,
    front: Vec<Piece>,
    from: Piece,
    back: &[Piece],
) -> Option<Scan> {
    let bytes = text.as_bytes();
    let mut pieces = front;
    let mut below = from.below;
    let start = from.start as usize;
    let mut back = back.iter();
    // where comments begin that may belong to the next entry
    let mut pending: Option<usize> = None;
    let mut line = start;
    while line < bytes.len() {
        while back
            .as_slice()
            .first()
            .is_some_and(|piece| (piece.start as usize) < line)
        {
            back.next();
        }
        if pending.is_none()
            && let Some(piece) = back.as_slice().first()
            && piece.start as usize == line
            && piece.below == below
            && !pieces.is_empty()
        {
            break;
        }
        let next = memchr(b'\n', &bytes[line..]).map_or(bytes.len(), |length| line + length + 1);
        let bom = if line == 0 && text.starts_with('\u{feff}') {
            3
        } else {
            0
        };
        let here = bytes.get(line + bom..next).unwrap_or(&[]);
        let indent = here.iter().take_while(|&&byte| byte == b' ').count();
        let rest = here.get(indent..).unwrap_or(&[]);
        let level = match below {
            Below::At(level) => level,
            _ => 0,
        };
        match rest.first() {
            None | Some(b'\n' | b'\r') => {}
            Some(b'\t') if rest.iter().all(u8::is_ascii_whitespace) => {}
            Some(b'#') => {
                if indent <= level && !pieces.is_empty() && (below != Below::Unknown || indent == 0)
                {
                    pending.get_or_insert(line);
                }
            }
            Some(_) => {
                // js-yaml 3 takes a tab in the indentation for nothing
                if rest.starts_with(b"\t") && dialect == Dialect::JsYaml3 {
                    return None;
                }
                // properties here may belong to the whole map
                if pieces.is_empty() && matches!(rest.first(), Some(b'&' | b'!' | b'*')) {
                    return None;
                }
                // an entry of the map around, though it may also belong to a value
                if indent < level && matches!(rest.first(), Some(b'&' | b'!')) {
                    return None;
                }
                let begins = begins_entry(rest)?;
                let start = pending.take().unwrap_or(line) as u32;
                let before = below;
                if indent == 0 && begins {
                    let context = if pieces.is_empty() {
                        Context::Document
                    } else {
                        Context::Entry
                    };
                    let start = if pieces.is_empty() { 0 } else { start };
                    pieces.push(Piece {
                        start,
                        context,
                        below: before,
                    });
                    below = if is_cut_below(rest) {
                        Below::Unknown
                    } else {
                        Below::Uncut
                    };
                } else if pieces.is_empty() {
                    return None;
                } else {
                    match below {
                        // the value may be something else than a map in this column
                        Below::Unknown if b"&!*[{|>".contains(&rest[0]) => below = Below::Uncut,
                        Below::Unknown if begins => below = Below::At(indent),
                        Below::Unknown => below = Below::Uncut,
                        Below::At(level) if begins && indent <= level => pieces.push(Piece {
                            start,
                            context: Context::Child { indent: level },
                            below: before,
                        }),
                        _ => {}
                    }
                }
            }
        }
        line = next;
    }
    let scanned = bytes.get(start..line).unwrap_or_default();
    if memchr(0, scanned).is_some() || has_lone_carriage_return(scanned) {
        return None;
    }
    let kept = match line < bytes.len() {
        true => back.as_slice(),
        false => &[], // none of them was met
    };
    pieces.extend(kept);
    (!pieces.is_empty()).then_some(Scan {
        pieces,
        kept: kept.len(),
        below,
        has_comments_behind: pending.is_some(),
    })
}

impl Piece {
    /// Where a scan begins.
    const FIRST: Piece = Piece {
        start: 0,
        context: Context::Document,
        below: Below::Uncut,
    };
}

/// Whether a line with this content can begin an entry rather than go on with the one before; `None` if it is of a
/// kind that only reading everything can place.
fn begins_entry(content: &[u8]) -> Option<bool> {
    let first = content.first().copied().unwrap_or(b' ');
    let stands_alone = content.get(1).is_none_or(u8::is_ascii_whitespace);
    match first {
        b'?' | b':' if stands_alone => None,
        b'-' | b'.' if content.starts_with(b"---") || content.starts_with(b"...") => None,
        b'-' if stands_alone => Some(false),
        // js-yaml looks for a value's properties on lines that stand less deep, too
        b']' | b'}' | b'\t' | b'&' | b'!' => Some(false),
        // what a merge conflict left behind must not end the map around it
        _ if is_conflict_marker(content) => Some(false),
        _ => Some(true),
    }
}

/// `<<<<<<< ours`, `|||||||`, `=======`, `>>>>>>> theirs`.
pub(crate) fn is_conflict_marker(line: &[u8]) -> bool {
    matches!(line.first(), Some(b'<' | b'|' | b'=' | b'>'))
        && [b"<<<<<<<", b"|||||||", b"=======", b">>>>>>>"]
            .iter()
            .any(|marker| line.starts_with(*marker))
        && line.get(7).is_none_or(u8::is_ascii_whitespace)
        // with a colon it would be an entry
        && !line.windows(2).any(|pair| pair[0] == b':' && pair[1].is_ascii_whitespace())
        && !line.ends_with(b":")
}

/// Whether this line is `functions:` or `aggregation:` with nothing behind it but a comment.
fn is_cut_below(line: &[u8]) -> bool {
    CUT_BELOW.iter().any(|key| {
        let Some(rest) = line.strip_prefix(key.as_bytes()) else {
            return false;
        };
        let Some(rest) = rest.trim_ascii_start().strip_prefix(b":") else {
            return false;
        };
        match rest.trim_ascii_start().first() {
            None => true,
            Some(b'#') => !rest.starts_with(b"#"),
            Some(_) => false,
        }
    })
}

/// js-yaml ends a line at `\r` as well; nobody has written such files for twenty years.
fn has_lone_carriage_return(text: &[u8]) -> bool {
    memchr_iter(b'\r', text).any(|at| text.get(at + 1) != Some(&b'\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn starts(text: &str) -> Option<Vec<&str>> {
        let pieces = cut(text, Dialect::JsYaml4)?;
        let ends = pieces.iter().skip(1).map(|piece| piece.start as usize);
        let ends: Vec<usize> = ends.chain([text.len()]).collect();
        Some(
            pieces
                .iter()
                .zip(ends)
                .map(|(piece, end)| &text[piece.start as usize..end])
                .collect(),
        )
    }

    #[test]
    fn entries_and_functions_are_pieces() {
        let text = "service: x\n\n# about\nfunctions:\n  # one\n  a:\n    b: 1\n\n  # two\n  c:\n    d: |\n      # text\n  e: 1\n# end\ncustom:\n  f: 1\n";
        assert_eq!(
            starts(text),
            Some(vec![
                "service: x\n\n",
                "# about\nfunctions:\n  # one\n  a:\n    b: 1\n\n",
                "  # two\n  c:\n    d: |\n      # text\n",
                "  e: 1\n",
                "# end\ncustom:\n  f: 1\n"
            ])
        );
    }

    #[test]
    fn lists_and_brackets_in_the_first_column_stay_with_their_key() {
        assert_eq!(
            starts("a:\n- b\n# c\n- d\ne: [\n]\nf: 1"),
            Some(vec!["a:\n- b\n# c\n- d\n", "e: [\n]\n", "f: 1"])
        );
        assert_eq!(
            starts("functions:\n- a\n- b\nc: 1"),
            Some(vec!["functions:\n- a\n- b\n", "c: 1"])
        );
    }

    #[test]
    fn what_cannot_be_placed_is_left_whole() {
        for text in [
            "",
            "# c\n",
            "---\na: 1\n",
            "- a\n",
            "  a: 1\nb: 2",
            "? a\n: b",
            "a: 1\rb: 2",
            "a: \0",
        ] {
            assert_eq!(cut(text, Dialect::JsYaml4), None, "{text:?}");
        }
    }
}
