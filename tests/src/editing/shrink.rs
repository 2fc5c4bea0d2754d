//! Making a failing sequence short enough to be read.

use super::compare::{Checker, Difference};
use super::{Edit, Sequence};

/// How often a sequence is played while it is made shorter.
const MOST_PLAYS: usize = 600;

/// A shorter sequence that still differs, and how.
pub(super) fn shrink(
    sequence: &Sequence,
    checker: &mut Checker<'_>,
) -> (Sequence, Option<Difference>) {
    let mut plays = 0;
    let mut best = sequence.clone();
    let mut difference = None;
    let mut attempt = |candidate: Sequence, best: &mut Sequence| {
        plays += 1;
        if plays > MOST_PLAYS {
            return false;
        }
        let found = candidate.play(checker);
        let differs = found.is_some();
        if differs {
            difference = found;
            *best = candidate;
        }
        differs
    };
    // begin later: what the text was before some edit is opened at once
    let mut text = best.text.clone();
    let starts: Vec<Sequence> = (0..best.edits.len())
        .map(|number| {
            for change in &best.edits[number].changes {
                change.apply(&mut text);
            }
            Sequence {
                text: text.clone(),
                edits: best.edits[number + 1..].to_vec(),
            }
        })
        .collect();
    for start in starts.into_iter().rev() {
        if attempt(start, &mut best) {
            break;
        }
    }
    // fewer edits, fewer changes
    let mut size = best.edits.len().div_ceil(2);
    while size > 0 {
        let mut at = 0;
        while at < best.edits.len() {
            let mut candidate = best.clone();
            let end = (at + size).min(candidate.edits.len());
            candidate.edits.drain(at..end);
            if candidate.edits.is_empty() || !attempt(candidate, &mut best) {
                at += size;
            }
        }
        size /= 2;
    }
    for number in 0..best.edits.len() {
        let mut change = 0;
        while best.edits[number].changes.len() > 1 && change < best.edits[number].changes.len() {
            let mut candidate = best.clone();
            candidate.edits[number].changes.remove(change);
            if !attempt(candidate, &mut best) {
                change += 1;
            }
        }
    }
    // fewer lines: the edits' lines move along
    let mut size = best.text.lines().count().div_ceil(2);
    while size > 0 {
        let mut at = 0;
        loop {
            let lines: Vec<&str> = best.text.split_inclusive('\n').collect();
            if at >= lines.len() {
                break;
            }
            let end = (at + size).min(lines.len());
            let text = lines[..at].iter().chain(&lines[end..]).copied().collect();
            let edits = best.edits.iter().map(|edit| moved_up(edit, at, end - at));
            let edits = edits.collect();
            let candidate = Sequence { text, edits };
            if !attempt(candidate, &mut best) {
                at += size;
            }
        }
        size /= 2;
    }
    (best, difference)
}

/// The edit after `count` lines from line `first` on are gone from the text.
fn moved_up(edit: &Edit, first: usize, count: usize) -> Edit {
    let mut edit = edit.clone();
    for change in &mut edit.changes {
        for (line, _) in change.range.iter_mut().flatten() {
            if *line >= first {
                *line = line.saturating_sub(count).max(first);
            }
        }
    }
    edit
}
