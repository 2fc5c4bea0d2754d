//! All problems of one version of a document, kept by block: versions share what concerns blocks that are the same.

use std::any::Any;
use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, OnceLock};

use super::{Check, Problem, ServiceContext, Settings, suppress};
use crate::syntax::{Document, Span};

/// The problems of a block; versions of a document share them.
pub(super) type InBlock = Arc<BlockProblems>;

/// Problems with places relative to the block they stand in, in the order of the text.
#[derive(Debug, Default)]
pub struct BlockProblems {
    problems: Box<[Problem]>,
    /// What whoever shows them has made of them: it lives as long as they do.
    shown: OnceLock<Box<dyn Any + Send + Sync>>,
}

impl BlockProblems {
    /// From problems as seen from their block; `None` if there are none.
    pub(super) fn of(problems: impl Iterator<Item = Problem>) -> Option<InBlock> {
        let problems: Box<[Problem]> = problems.collect();
        let shown = OnceLock::new();
        (!problems.is_empty()).then(|| Arc::new(BlockProblems { problems, shown }))
    }

    /// The problems as seen from a block.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter()
    }

    /// What they are shown as: made by `show` when asked for first. `None` if that was something of another type.
    pub fn shown<T: Any + Send + Sync>(&self, show: impl FnOnce(&[Problem]) -> T) -> Option<&T> {
        let shown = self.shown.get_or_init(|| Box::new(show(&self.problems)));
        shown.downcast_ref()
    }
}

/// Some of the problems of a document.
#[derive(Debug, Clone, Copy)]
pub enum FoundPart<'f> {
    /// Those of a block, as seen from its first byte.
    InBlock {
        /// The problems.
        problems: &'f BlockProblems,
        /// Byte offset of the block's first byte.
        start: u32,
        /// The line it begins in, from 0.
        first_line: u32,
    },
    /// Others, with places in the document.
    Placed(&'f [Problem]),
}

/// All problems of one version of a document.
#[derive(Debug)]
pub struct Found {
    own: ByBlock,
    /// The blocks in which rules about the service found something, with everything that was found there; places in
    /// the document.
    mixed: BTreeMap<u32, Vec<Problem>>,
    /// Everything, where comments silence something.
    whole: Option<Vec<Problem>>,
}

/// The problems of the functions in each block that stands for itself.
#[derive(Debug, Clone, Default)]
pub(super) struct ByBlock {
    all: Arc<Every>,
    /// Where they are others than in `all`, by number.
    renewed: Vec<(u32, Option<InBlock>)>,
}

/// The problems of every block.
#[derive(Debug, Default)]
struct Every {
    found: Vec<Option<InBlock>>,
    /// The blocks that have some, in order.
    present: Vec<u32>,
}

impl Every {
    fn of(found: Vec<Option<InBlock>>) -> Every {
        let present = found.iter().enumerate();
        let present = present.filter(|(_, found)| found.is_some());
        Every {
            present: present.map(|(number, _)| number as u32).collect(),
            found,
        }
    }
}

impl ByBlock {
    /// As many blocks as are renewed before everything is copied: a copy costs more than looking through them.
    const MANY: usize = 16;

    /// From the problems of each block.
    pub fn new(all: Vec<Option<InBlock>>) -> ByBlock {
        ByBlock {
            all: Arc::new(Every::of(all)),
            renewed: Vec::new(),
        }
    }

    /// Those of one block.
    pub fn get(&self, number: u32) -> Option<&InBlock> {
        match self.place(number) {
            Ok(at) => self.renewed[at].1.as_ref(),
            Err(_) => self.all.found.get(number as usize)?.as_ref(),
        }
    }

    /// Puts others in the place of those of one block.
    pub fn set(&mut self, number: u32, found: Option<InBlock>) {
        match self.place(number) {
            Ok(at) => self.renewed[at].1 = found,
            Err(at) => self.renewed.insert(at, (number, found)),
        }
        if self.renewed.len() > ByBlock::MANY {
            let mut all = self.all.found.clone();
            for (number, found) in self.renewed.drain(..) {
                if let Some(place) = all.get_mut(number as usize) {
                    *place = found;
                }
            }
            self.all = Arc::new(Every::of(all));
        }
    }

    /// The blocks that have some, in no order.
    fn present(&self) -> impl Iterator<Item = u32> {
        let kept = self.all.present.iter().copied();
        let kept = kept.filter(|&number| self.renewed.is_empty() || self.place(number).is_err());
        let renewed = self.renewed.iter().filter(|(_, found)| found.is_some());
        kept.chain(renewed.map(|(number, _)| *number))
    }

    fn place(&self, number: u32) -> Result<usize, usize> {
        self.renewed
            .binary_search_by_key(&number, |(renewed, _)| *renewed)
    }
}

impl Found {
    /// Nothing at all.
    pub fn nothing() -> Found {
        Found {
            own: ByBlock::default(),
            mixed: BTreeMap::new(),
            whole: None,
        }
    }

    /// From what was found in blocks that stand for themselves, and everything else; `ran` says whether a rule had
    /// its say.
    pub(super) fn of(
        own: ByBlock,
        others: Vec<Problem>,
        context: &ServiceContext<'_>,
        ran: &dyn Fn(&super::Rule) -> bool,
    ) -> Found {
        let (document, settings) = (context.document, context.settings);
        let block_of = |span: Span| document.number_at(span.start).unwrap_or(0);
        let settled: HashSet<Span> = others
            .iter()
            .flat_map(|p| p.settled.iter().copied())
            .collect();
        let mut mixed: BTreeMap<u32, Vec<Problem>> = BTreeMap::new();
        for &span in &settled {
            mixed.entry(block_of(span)).or_default();
        }
        for problem in others {
            mixed
                .entry(block_of(problem.span))
                .or_default()
                .push(problem);
        }
        for (&number, problems) in &mut mixed {
            if let Some(own) = own.get(number) {
                problems.extend(absolute(own, document.placed(number).start));
            }
            finish(problems, &settled, settings);
        }
        let mut found = Found {
            own,
            mixed,
            whole: None,
        };
        if suppress::is_anywhere(document) {
            let mut problems = found.problems(document);
            suppress::apply(&mut problems, document, settings, ran);
            sort(&mut problems); // it may have added some
            found.whole = Some(problems);
        }
        found
    }

    /// All problems, block by block. `document` is the version they were found in.
    pub fn parts<'f>(&'f self, document: &'f Document) -> impl Iterator<Item = FoundPart<'f>> {
        let whole = self.whole.as_deref().map(FoundPart::Placed);
        let mut numbers: Vec<u32> = match whole {
            Some(_) => Vec::new(),
            None => self
                .own
                .present()
                .chain(self.mixed.keys().copied())
                .collect(),
        };
        numbers.sort_unstable(); // nearly sorted already
        numbers.dedup();
        let parts = numbers
            .into_iter()
            .filter_map(|number| match self.mixed.get(&number) {
                Some(mixed) => Some(FoundPart::Placed(mixed)),
                None => Some(FoundPart::InBlock {
                    problems: self.own.get(number)?,
                    start: document.placed(number).start,
                    first_line: document.first_line_of(number),
                }),
            });
        whole.into_iter().chain(parts)
    }

    /// All problems, in the order of the text. `document` is the version they were found in.
    pub fn problems(&self, document: &Document) -> Vec<Problem> {
        if let Some(whole) = &self.whole {
            return whole.clone();
        }
        let mut problems = Vec::new();
        for part in self.parts(document) {
            match part {
                FoundPart::Placed(placed) => problems.extend(placed.iter().cloned()),
                FoundPart::InBlock {
                    problems: own,
                    start,
                    ..
                } => problems.extend(absolute(own, start)),
            }
        }
        sort(&mut problems);
        problems
    }
}

fn absolute(own: &BlockProblems, start: u32) -> impl Iterator<Item = Problem> {
    own.iter()
        .map(move |problem| problem.moved(|span| span.shifted(start)))
}

/// Puts the problems of one block in order, each once, at the severities that the user chose. Rules that know what
/// will happen say more than the schema: where both speak of one place, or a rule has settled one, the schema is
/// silent.
pub(super) fn finish(problems: &mut Vec<Problem>, settled: &HashSet<Span>, settings: &Settings) {
    if problems.is_empty() {
        return; // so it is of most functions
    }
    for problem in problems.iter_mut() {
        problem.severity = settings.severity(problem.rule.code, problem.severity);
    }
    sort(problems);
    problems
        .dedup_by(|a, b| a.rule.code == b.rule.code && a.span == b.span && a.message == b.message);
    yield_to_rules(problems, settled);
}

/// In the order of the text. `code` comes last, so that equal places have one order whatever rule ran first.
fn sort(problems: &mut [Problem]) {
    problems
        .sort_by(|a, b| (a.span, b.severity, a.rule.code).cmp(&(b.span, a.severity, b.rule.code)));
}

fn yield_to_rules(problems: &mut Vec<Problem>, settled: &HashSet<Span>) {
    let is_shape = |problem: &Problem| matches!(problem.rule.check, Check::Shape(_));
    let told: Vec<Span> = problems
        .iter()
        .filter(|p| !is_shape(p))
        .map(|p| p.span)
        .collect();
    let settled_here: HashSet<Span> = problems
        .iter()
        .filter(|p| !is_shape(p))
        .flat_map(|p| p.settled.iter().copied())
        .collect();
    let is_settled = |span: &Span| settled.contains(span) || settled_here.contains(span);
    problems.retain(|problem| {
        !is_shape(problem)
            || !is_settled(&problem.span) && {
                // `told` is sorted by start; what overlaps begins before this one ends
                let end = told.partition_point(|span| span.start <= problem.span.end);
                !told[..end]
                    .iter()
                    .rev()
                    .take(64)
                    .any(|span| span.overlaps(problem.span))
            }
    });
}
