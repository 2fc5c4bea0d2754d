//! All problems of one version of a document, kept by block: versions share what concerns blocks that are the same.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::{Check, Problem, ServiceContext, Settings, suppress};
use crate::syntax::{Document, Span};

/// Problems with places relative to the block they stand in, in the order of the text.
pub(super) type InBlock = Arc<[Problem]>;

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
    all: Arc<Vec<Option<InBlock>>>,
    /// Where they are others than in `all`, by number.
    renewed: Vec<(u32, Option<InBlock>)>,
}

impl ByBlock {
    /// As many blocks as are renewed before everything is copied: a copy costs more than looking through them.
    const MANY: usize = 16;

    /// From the problems of each block.
    pub fn new(all: Vec<Option<InBlock>>) -> ByBlock {
        ByBlock {
            all: Arc::new(all),
            renewed: Vec::new(),
        }
    }

    /// Those of one block.
    pub fn get(&self, number: u32) -> Option<&InBlock> {
        match self.place(number) {
            Ok(at) => self.renewed[at].1.as_ref(),
            Err(_) => self.all.get(number as usize)?.as_ref(),
        }
    }

    /// Puts others in the place of those of one block.
    pub fn set(&mut self, number: u32, found: Option<InBlock>) {
        match self.place(number) {
            Ok(at) => self.renewed[at].1 = found,
            Err(at) => self.renewed.insert(at, (number, found)),
        }
        if self.renewed.len() > ByBlock::MANY {
            let mut all = self.all.to_vec();
            for (number, found) in self.renewed.drain(..) {
                if let Some(place) = all.get_mut(number as usize) {
                    *place = found;
                }
            }
            self.all = Arc::new(all);
        }
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
                problems.extend(absolute(own, document, number));
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

    /// All problems, in the order of the text. `document` is the version they were found in.
    pub fn problems(&self, document: &Document) -> Vec<Problem> {
        if let Some(whole) = &self.whole {
            return whole.clone();
        }
        let mut problems = Vec::new();
        for number in 0..document.placed_count() {
            match self.mixed.get(&number) {
                Some(mixed) => problems.extend(mixed.iter().cloned()),
                None => {
                    let own = self.own.get(number).into_iter();
                    problems.extend(own.flat_map(|own| absolute(own, document, number)));
                }
            }
        }
        sort(&mut problems);
        problems
    }
}

fn absolute<'p>(
    own: &'p InBlock,
    document: &Document,
    number: u32,
) -> impl Iterator<Item = Problem> + 'p {
    let start = document.placed(number).start;
    own.iter()
        .map(move |problem| problem.moved(|span| span.shifted(start)))
}

/// Puts the problems of one block in order, each once, at the severities that the user chose. Rules that know what
/// will happen say more than the schema: where both speak of one place, or a rule has settled one, the schema is
/// silent.
pub(super) fn finish(problems: &mut Vec<Problem>, settled: &HashSet<Span>, settings: &Settings) {
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
