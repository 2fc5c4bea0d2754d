//! Problems of functions, kept from one version of a document to the next.
//!
//! A function's problems follow from the text of its block and its [`FunctionContext`] (that is what
//! `Check::Function` promises), so they hold as long as both stay the same. A keystroke then costs the rules of one
//! function, however many there are.

use std::collections::HashMap;
use std::sync::Arc;

use super::{FunctionContext, Problem, Project, Settings};
use crate::model::Function;
use crate::syntax::{Block, Document, Span};

/// What was found in each function of the last version.
#[derive(Debug, Default)]
pub struct Cache {
    /// Under which settings and in which neighbourhood: others make everything void.
    settings: Settings,
    project: Project,
    /// Places are relative to the block. With each, the round in which it was last of use.
    found: HashMap<Identity, (u64, Arc<[Problem]>)>,
    /// How many versions were checked.
    round: u64,
}

/// The functions of the version that is being checked.
pub(super) struct Round<'c> {
    cache: &'c mut Cache,
    /// How many functions it has met.
    live: usize,
}

/// What a function's problems follow from: the hash of its block, where in the block it begins, what it may know.
type Identity = (u64, u32, FunctionContext);

impl Cache {
    /// Begins to check another version.
    pub(super) fn begin(&mut self, settings: &Settings, project: &Project) -> Round<'_> {
        if self.settings != *settings || self.project != *project {
            self.settings = settings.clone();
            self.project = project.clone();
            self.found.clear();
        }
        self.round += 1;
        Round {
            cache: self,
            live: 0,
        }
    }
}

impl Round<'_> {
    /// The problems of the function at byte `at`, whose block begins at byte `start`, if they are known.
    pub(super) fn known(&mut self, place: Place<'_>, problems: &mut Vec<Problem>) -> bool {
        let round = self.cache.round;
        let Some((last, known)) = self.cache.found.get_mut(&place.identity()) else {
            return false;
        };
        self.live += usize::from(*last != round);
        *last = round;
        let to = |span: Span| span.shifted(place.start);
        problems.extend(known.iter().map(|problem| problem.moved(to)));
        true
    }

    /// Takes note of what was found there.
    pub(super) fn keep(&mut self, place: Place<'_>, found: &[Problem]) {
        let to = |span: Span| span.relative_to(place.start);
        let found = found.iter().map(|problem| problem.moved(to)).collect();
        let of_this_round = (self.cache.round, found);
        self.cache.found.insert(place.identity(), of_this_round);
        self.live += 1;
    }

    /// Forgets what has not been of use, once that is more than half of it: clearing up then costs each function
    /// little, however seldom it changes.
    pub(super) fn end(self) {
        let Cache { found, round, .. } = self.cache;
        if found.len() > 2 * self.live + SLACK {
            found.retain(|_, (last, _)| *last == *round);
        }
    }
}

/// So many outdated functions are not worth clearing up.
const SLACK: usize = 64;

/// A function in a block of its own.
#[derive(Clone, Copy)]
pub(super) struct Place<'d> {
    /// The block; no alias in it leads out of it.
    block: &'d Block,
    /// Where the block begins.
    start: u32,
    /// Where the function begins.
    at: u32,
    context: FunctionContext,
}

impl<'d> Place<'d> {
    /// `None` if what is found in the function may depend on other blocks.
    pub(super) fn of(
        document: &'d Document,
        function: Function<'_>,
        context: FunctionContext,
    ) -> Option<Place<'d>> {
        let (block, start) = document.own_block(function.entry())?;
        let at = function.entry().key.span().start;
        block.stands_alone().then_some(Place {
            block,
            start,
            at,
            context,
        })
    }

    fn identity(self) -> Identity {
        (self.block.hash(), self.at - self.start, self.context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::{lint, lint_again, rules};
    use crate::syntax::Text;

    fn shown(problems: &[Problem]) -> Vec<String> {
        let show = |p: &Problem| {
            format!(
                "{} {:?} {:?} {} {:?} {:?} {:?}",
                p.rule.code, p.severity, p.span, p.message.en, p.related, p.settled, p.fix
            )
        };
        problems.iter().map(show).collect()
    }

    /// A sequence of numbers that is the same on every run.
    fn numbers(seed: u64) -> impl FnMut(usize) -> usize {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        move |bound| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state % bound.max(1) as u64) as usize
        }
    }

    #[test]
    fn what_is_kept_equals_what_is_found_anew_after_any_edit() {
        const PIECES: [&str; 14] = [
            "x",
            " ",
            "\n",
            ":",
            "- ",
            "  b:\n    handler: b.c\n",
            "#",
            "'",
            "&a ",
            "*a",
            "get",
            "0",
            "中",
            "\t",
        ];
        let settings = Settings::default();
        let project = Project::default();
        let mut edits = 0;
        for (number, rule) in rules::all().enumerate() {
            let mut next = numbers(number as u64 + 1);
            let mut text = Text::new(&format!(
                "{}\n{}",
                rule.bad, "  more:\n    handler: more.index\n"
            ));
            let mut document = Document::of(text.clone(), Default::default(), None);
            let mut cache = Cache::default();
            for _ in 0..12 {
                let kept = lint_again(&document, &settings, &project, &mut cache);
                let fresh = Document::new(&text.to_cow());
                let found = lint(&fresh, &settings, &project);
                assert_eq!(
                    shown(&kept),
                    shown(&found),
                    "{}:\n{}",
                    rule.code,
                    text.to_cow()
                );
                let at = next(text.len() + 1);
                let removed = if next(3) == 0 { next(12) } else { 0 };
                text.replace(
                    Span::new(at, (at + removed).min(text.len())),
                    PIECES[next(PIECES.len())],
                );
                document = Document::of(text.clone(), Default::default(), Some(&document));
                edits += 1;
            }
        }
        assert!(edits > 1_000, "{edits}");
    }

    #[test]
    fn other_settings_make_it_void() {
        let document = Document::new(
            "service: shop\nprovider:\n  name: aliyun\nfunctions:\n  a:\n    events:\n      - apigw: true\n  b:\n    handler: b.c\n",
        );
        let project = Project::default();
        let mut cache = Cache::default();
        let all = lint_again(&document, &Settings::default(), &project, &mut cache);
        let settings = Settings {
            ignore: vec!["handler-missing".to_owned()],
            ..Settings::default()
        };
        let fewer = lint_again(&document, &settings, &project, &mut cache);
        assert!(
            all.iter()
                .any(|problem| problem.rule.code == "handler-missing")
        );
        assert!(
            fewer
                .iter()
                .all(|problem| problem.rule.code != "handler-missing")
        );
    }
}
