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

    /// What disappears, and the lines of it.
    fn hidden(text: &str) -> Vec<(u32, u32, bool)> {
        let folds = folds(&Document::new(text), None).into_iter();
        let lines = folds.map(|fold| {
            assert!(fold.first_line < fold.last_line);
            assert!(text.get(fold.span.range()).is_some());
            (fold.first_line, fold.last_line, fold.is_comment)
        });
        lines.collect()
    }

    #[test]
    fn functions_with_chinese_names_fold() {
        let text =
            "functions:\n  首页🙂:\n    handler: a.b\n    events:\n      - http: {path: /商品}\n";
        assert_eq!(hidden(text), [(0, 4, false), (1, 4, false), (3, 4, false)]);
    }

    #[test]
    fn comments_over_several_lines_fold_as_comments() {
        assert_eq!(hidden("# 一\n# 二\n# 三\nservice: a\n"), [(0, 2, true)]);
        assert_eq!(hidden("# 一\nservice: a\n"), []);
    }

    #[test]
    fn texts_and_brackets_over_several_lines_fold() {
        assert_eq!(
            hidden("a: |\n  # 不是注释\n  # 也不是\nb: [\n  x,\n  y\n]\n"),
            [(0, 2, false), (3, 5, false)]
        );
    }

    #[test]
    fn carriage_returns_count_once() {
        assert_eq!(
            hidden("服务:\r\n  名: a\r\nb: 1\r\n"),
            hidden("服务:\n  名: a\nb: 1\n")
        );
    }

    #[test]
    fn a_broken_entry_does_not_unfold_its_neighbours() {
        let lines: Vec<u32> = hidden("a:\n  b: 1\nc: \"open\nd:\n  e: 1\n")
            .iter()
            .map(|fold| fold.0)
            .collect();
        assert!(lines.contains(&0) && lines.contains(&3), "{lines:?}");
    }
}
