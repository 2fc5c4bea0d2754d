//! Changes of a text.

use super::{Span, Text};

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

    /// Whether a later edit (of the text that this one made) is in the same place.
    fn is_near(self, next: Edit) -> bool {
        let end = self.span.start + self.length;
        next.span.start <= end.saturating_add(NEAR)
            && self.span.start <= next.span.end.saturating_add(NEAR)
    }
}

/// Edits that are no further apart (in bytes) are seen as one.
const NEAR: u32 = 64;

/// So many edits are told apart; see [`Edits`].
const MOST: usize = 16;

/// What has happened to a text since a version of it was read: the edits, each with the text it made, as long as they
/// are few. Edits in one place are one.
#[derive(Debug, Clone)]
pub struct Edits {
    /// `None` if nobody knows any more.
    steps: Option<Vec<(Edit, Text)>>,
}

impl Edits {
    /// Nothing has happened.
    pub fn none() -> Edits {
        Edits {
            steps: Some(Vec::new()),
        }
    }

    /// Anything may have happened.
    pub fn anything() -> Edits {
        Edits { steps: None }
    }

    /// Adds an edit; `text` is what it made.
    pub fn add(&mut self, edit: Edit, text: &Text) {
        let Some(steps) = &mut self.steps else {
            return;
        };
        if let Some((last, made)) = steps.last_mut()
            && last.is_near(edit)
        {
            *last = last.then(edit);
            *made = text.clone();
        } else if steps.len() < MOST {
            steps.push((edit, text.clone()));
        } else {
            self.steps = None;
        }
    }

    /// The edits in their order, each with the text it made; `None` if they are not known.
    pub fn steps(&self) -> Option<&[(Edit, Text)]> {
        self.steps.as_deref()
    }
}

impl Default for Edits {
    fn default() -> Edits {
        Edits::none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn edits_in_one_place_are_one_and_too_many_are_anything() {
        let mut text = Text::new(&"0123456789\n".repeat(1_000));
        let mut edits = Edits::none();
        let mut replace = |edits: &mut Edits, start: usize, end: usize, by: &str| {
            let edit = text.replace(Span::new(start, end), by);
            edits.add(edit, &text);
        };
        replace(&mut edits, 500, 500, "a");
        replace(&mut edits, 501, 501, "b");
        replace(&mut edits, 5_000, 5_001, "");
        replace(&mut edits, 500, 501, "");
        let spans = |edits: &Edits| -> Vec<(u32, u32, u32)> {
            let steps = edits.steps().expect("few");
            let span = |(edit, _): &(Edit, Text)| (edit.span.start, edit.span.end, edit.length);
            steps.iter().map(span).collect()
        };
        let three = [(500, 500, 2), (5_000, 5_001, 0), (500, 501, 0)];
        assert_eq!(spans(&edits), three);
        let lengths = edits.steps().into_iter().flatten();
        let lengths: Vec<usize> = lengths.map(|(_, text)| text.len()).collect();
        assert_eq!(lengths, [11_002, 11_001, 11_000]);
        for at in 0..MOST - three.len() {
            replace(&mut edits, 1_000 + at * 600, 1_000 + at * 600, "x");
        }
        assert_eq!(spans(&edits).len(), MOST);
        replace(&mut edits, 0, 0, "x");
        assert!(edits.steps().is_none());
        replace(&mut edits, 0, 0, "x");
        assert!(edits.steps().is_none());
    }
}
