//! What an editor can fold away.

use crate::syntax::{Document, Fold};

/// What can be folded, in the order of the text; of more than `limit`, the outermost.
pub fn folds(document: &Document, limit: Option<usize>) -> Vec<Fold> {
    let mut folds = document.folds();
    let Some(limit) = limit.filter(|&limit| limit < folds.len()) else {
        return folds;
    };
    folds.sort_by_key(|fold| (fold.depth, fold.first_line));
    folds.truncate(limit);
    folds.sort_by_key(|fold| fold.first_line);
    folds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outermost_are_kept() {
        let text = "a:\n  b:\n    c:\n      d: 1\ne:\n  f: 1\n";
        let document = Document::new(text);
        let lines = |limit| -> Vec<u32> {
            let folds = folds(&document, limit).into_iter();
            folds.map(|fold| fold.first_line).collect()
        };
        assert_eq!(lines(None), [0, 1, 2, 4]);
        assert_eq!(lines(Some(3)), [0, 1, 4]);
        assert_eq!(lines(Some(2)), [0, 4]);
        assert_eq!(lines(Some(0)), [0; 0]);
    }
}
