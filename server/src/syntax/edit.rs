//! A change of a text.

use super::Span;

/// A piece of a text that was replaced by another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edit {
    /// What was replaced, in the text before.
    pub span: Span,
    /// The number of bytes that stand there since.
    pub length: u32,
}

impl Edit {
    /// This edit and a later one (of the text that this one made) as one of the text before: it replaces all that
    /// either touched, and what stands between.
    pub fn then(self, next: Edit) -> Edit {
        let end = self.span.start + self.length;
        let (start, last) = (self.span.start.min(next.span.start), end.max(next.span.end));
        Edit {
            span: Span {
                start,
                end: self.span.end + (last - end),
            },
            length: (last - start) - next.span.len() as u32 + next.length,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::Text;

    #[test]
    fn two_edits_in_a_row_are_one() {
        let places = [
            ((2, 4), (0, 1)),
            ((2, 4), (3, 9)),
            ((5, 5), (5, 6)),
            ((1, 9), (1, 1)),
        ];
        for (first, second) in places {
            for (one, other) in [("", "x"), ("xyz", ""), ("0123456789", "ab"), ("", "")] {
                let before = "abcdefghijklmnop";
                let mut text = Text::new(before);
                let mut replace = |(start, end): (usize, usize), by: &str| {
                    let edit = text.replace(Span::new(start, end), by);
                    assert_eq!(edit.length as usize, by.len());
                    edit
                };
                let edit = replace(first, one).then(replace(second, other));
                let after = text.to_cow();
                let (start, end) = (edit.span.start as usize, edit.span.end as usize);
                assert_eq!(after[..start], before[..start]);
                assert_eq!(after[start + edit.length as usize..], before[end..]);
            }
        }
    }
}
