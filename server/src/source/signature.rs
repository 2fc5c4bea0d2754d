//! One line that says how something is called.

use tree_sitter::Node;

/// The most characters of a signature; what is longer is cut.
const MAX_CHARS: usize = 160;

/// The code from byte `start` to byte `end` in one line.
pub(super) fn line(text: &str, start: usize, end: usize) -> String {
    let mut out = String::new();
    let mut chars = 0;
    let code = text.get(start..end).unwrap_or("");
    for word in code.split_whitespace() {
        let glue = !out.is_empty() && !out.ends_with('(') && !word.starts_with(')');
        if glue {
            out.push(' ');
        }
        for c in word.chars() {
            if chars == MAX_CHARS {
                out.push('…');
                return out;
            }
            out.push(c);
            chars += 1;
        }
    }
    let trimmed = out.trim_end_matches(['{', ';']).trim_end();
    let trimmed = trimmed.strip_suffix("=>").unwrap_or(trimmed).trim_end();
    trimmed.replace(",)", ")")
}

/// What comes before the body of a function, a method or a class; everything where there is no body.
pub(super) fn head(node: Node<'_>, text: &str) -> String {
    let body = node.child_by_field_name("body");
    let end = body.map_or(node.end_byte(), |body| body.start_byte());
    line(text, node.start_byte(), end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_one_short_line() {
        for (code, expected) in [
            (
                "async handler(\n  event: string,\n  ctx,\n) {",
                "async handler(event: string, ctx)",
            ),
            ("a = async ()\t=>", "a = async ()"),
            ("", ""),
        ] {
            assert_eq!(line(code, 0, code.len()), expected);
        }
        let long = "文".repeat(400);
        assert_eq!(line(&long, 0, long.len()).chars().count(), MAX_CHARS + 1);
    }
}
