//! What is kept from one version of a document to the next.
//!
//! A function's problems follow from the text of its block and its [`FunctionContext`] (that is what
//! `Check::Function` promises), so they hold as long as both stay the same. If all that happened since the version
//! before are edits inside functions, nobody need look for the others: what was found there still stands.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::found::{ByBlock, InBlock};
use super::routes::Routes;
use super::{FunctionContext, Problem, Project, Rule, Settings};
use crate::model::{Decisions, Function};
use crate::syntax::{Document, EntryId, Span};

/// What was found in the versions before.
#[derive(Debug, Default)]
pub struct Cache {
    /// Under which settings and in which neighbourhood: others make everything void.
    settings: Settings,
    project: Project,
    /// By `Place::identity`; places are relative to the block. With each, the round in which it was last of use.
    found: HashMap<u64, (u64, Option<InBlock>)>,
    /// How many versions were checked as a whole.
    round: u64,
    /// The version before.
    pub(super) last: Option<Last>,
}

/// A version of a document, and all that was found in it.
#[derive(Debug)]
pub(super) struct Last {
    pub document: Document,
    /// Who is a member of what.
    pub decisions: Arc<Decisions>,
    /// What all functions may know alike.
    pub shared: FunctionContext,
    /// What each rule about the service found.
    pub service: Vec<(&'static Rule, Vec<Problem>)>,
    /// What was found in functions that stand for themselves.
    pub own: ByBlock,
    /// The other functions, in the order of the file.
    pub dependent: Vec<EntryId>,
    /// If a rule has asked for them.
    pub routes: Option<Routes>,
}

impl Last {
    /// Problems of this version as they stand in a later one in which the blocks `renewed`, and only they, are others;
    /// `None` if one of these blocks is concerned.
    pub fn moved(
        &self,
        problems: &[Problem],
        renewed: &[u32],
        later: &Document,
    ) -> Option<Vec<Problem>> {
        let number_at = |offset: u32| self.document.number_at(offset).unwrap_or(0);
        let stands = |span: Span| {
            let is_renewed = |offset| renewed.contains(&number_at(offset));
            !is_renewed(span.start) && !is_renewed(span.end)
        };
        let to = |offset: u32| {
            let number = number_at(offset);
            let before = self.document.placed(number).start;
            later.placed(number).start + (offset - before)
        };
        if !problems.iter().all(|problem| problem.places().all(stands)) {
            return None;
        }
        let moved = problems.iter().map(|problem| {
            problem.moved(|span| Span {
                start: to(span.start),
                end: to(span.end),
            })
        });
        Some(moved.collect())
    }
}

/// The functions of the version that is being checked as a whole.
pub(super) struct Round<'c> {
    cache: &'c mut Cache,
    /// How many functions it has met.
    live: usize,
}

impl Cache {
    /// Whether it was found under these settings and in this neighbourhood.
    pub(super) fn is_under(&self, settings: &Settings, project: &Project) -> bool {
        self.settings == *settings && self.project == *project
    }

    /// Forgets everything if it was found under other settings or in another neighbourhood.
    pub(super) fn be_under(&mut self, settings: &Settings, project: &Project) {
        if !self.is_under(settings, project) {
            self.settings = settings.clone();
            self.project = project.clone();
            self.found.clear();
            self.last = None;
        }
    }

    /// Begins to check another version, of about so many functions.
    pub(super) fn begin(&mut self, functions: usize) -> Round<'_> {
        self.round += 1;
        if self.found.is_empty() {
            self.found.reserve(functions);
        }
        Round {
            cache: self,
            live: 0,
        }
    }
}

impl Round<'_> {
    /// The problems of a function, if they are known.
    pub(super) fn known(&mut self, place: Place) -> Option<Option<InBlock>> {
        let round = self.cache.round;
        let (last, known) = self.cache.found.get_mut(&place.identity)?;
        self.live += usize::from(*last != round);
        *last = round;
        Some(known.clone())
    }

    /// Takes note of what was found there.
    pub(super) fn keep(&mut self, place: Place, found: &Option<InBlock>) {
        let of_this_round = (self.cache.round, found.clone());
        self.cache.found.insert(place.identity, of_this_round);
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

/// What a function may know, with its hash: nearly all of them know the same.
#[derive(Clone, Copy)]
pub(super) struct Known {
    pub context: FunctionContext,
    hash: u64,
}

impl Known {
    pub(super) fn of(context: FunctionContext) -> Known {
        Known {
            context,
            hash: hash(context),
        }
    }

    /// What another function may know.
    pub(super) fn or(self, context: FunctionContext) -> Known {
        match context == self.context {
            true => self,
            false => Known::of(context),
        }
    }
}

fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// A function in a block of its own.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// Where the block begins.
    start: u32,
    /// What the function's problems follow from, as one number: its block, where in the block it begins, what it may
    /// know.
    identity: u64,
}

impl Place {
    /// `None` if what is found in the function may depend on other blocks: one of its aliases leads out of its own.
    pub(super) fn of(document: &Document, function: Function<'_>, context: Known) -> Option<Place> {
        let (block, start) = document.own_block(function.entry())?;
        let at = function.entry().key.span().start;
        block.stands_alone().then(|| {
            let identity = hash((block.hash(), at - start, context.hash));
            Place { start, identity }
        })
    }

    /// Where its block begins.
    pub(super) fn start(self) -> u32 {
        self.start
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::{Example, lint, lint_again, rules};
    use crate::syntax::Text;

    fn shown(problems: &[Problem]) -> Vec<String> {
        let show = |p: &Problem| {
            format!(
                "{} {:?} {:?} {} {:?} {:?} {:?} {:?}",
                p.rule.code,
                p.severity,
                p.span,
                p.message.en,
                p.related,
                p.settled,
                p.fix,
                p.others
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
                Example::of(rule.bad).text,
                "  more:\n    handler: more.index\n"
            ));
            let mut document = Document::of(text.clone(), Default::default(), None);
            let mut cache = Cache::default();
            for _ in 0..12 {
                let kept =
                    lint_again(&document, &settings, &project, &mut cache).problems(&document);
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
                let edit = text.replace(
                    Span::new(at, (at + removed).min(text.len())),
                    PIECES[next(PIECES.len())],
                );
                document = document.after(text.clone(), edit);
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
        let all = all.problems(&document);
        let settings = Settings {
            ignore: vec!["handler-missing".to_owned()],
            ..Settings::default()
        };
        let fewer = lint_again(&document, &settings, &project, &mut cache).problems(&document);
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
