//! A keystroke reads one block, and nothing is done for the others.
//!
//! A version of a document is a [`Reading`] that many versions share, and the few blocks that were read again since.
//! An edit inside one block that leaves the cuts around it, its place in the maps, and what js-yaml makes of the others
//! as they were only adds to the latter. Whatever else an edit does, the document is assembled anew.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::block::{Block, Mark};
use super::document::{Document, Placed};
use super::error::SyntaxErrorKind;
use super::parse::Context;
use super::shared_str::SharedStr;
use super::spanning::Spanning;
use super::tree::NodeId;
use super::{Edit, Edits, Entry, Node, Span, SyntaxError, Text, judge, outline};

/// From so many renewed blocks on, a new reading is made of them: looking through them costs more than that in the
/// long run.
const MANY: usize = 16;

/// How many renewals are remembered for those who want to know what has changed since they looked last.
const REMEMBERED: usize = 64;

/// A block that was read again since the reading was made.
#[derive(Debug, Clone)]
pub(crate) struct Renewed {
    pub number: u32,
    pub placed: Placed,
    /// How far the blocks behind it have moved since the reading was made, up to the next renewed one.
    shift: i32,
    /// The nodes that maps over several blocks refer to: in the reading, and now.
    nodes: Vec<(NodeId, NodeId)>,
}

/// The versions that were made by renewing blocks of one and the same reading: block numbers mean the same in all. What
/// a version leaves to be compared with a later one, without being kept itself.
#[derive(Debug, Clone)]
pub struct Lineage {
    id: u64,
    generation: u64,
    /// The block that was renewed at each of the last generations.
    history: Vec<u32>,
}

impl Lineage {
    /// The first version of a lineage of its own.
    pub(super) fn new() -> Lineage {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Lineage {
            id: NEXT.fetch_add(1, Ordering::Relaxed),
            generation: 0,
            history: Vec::new(),
        }
    }

    fn next(&self, number: u32) -> Lineage {
        let mut next = self.clone();
        next.generation += 1;
        if next.history.len() >= REMEMBERED {
            next.history.remove(0);
        }
        next.history.push(number);
        next
    }

    /// Whether one of these versions was made of the other.
    pub fn is_of(&self, other: &Lineage) -> bool {
        self.id == other.id
    }

    /// The blocks that were renewed since `earlier`, each once, in order; `None` if that is not known.
    fn since(&self, earlier: &Lineage) -> Option<Vec<u32>> {
        let steps = self.generation.checked_sub(earlier.generation)?;
        let steps = usize::try_from(steps).ok()?;
        let from = self.history.len().checked_sub(steps)?;
        if self.id != earlier.id {
            return None;
        }
        let mut numbers = self.history[from..].to_vec();
        numbers.sort_unstable();
        numbers.dedup();
        Some(numbers)
    }
}

/// A block and its place in one version.
#[derive(Debug, Clone, Copy)]
pub(crate) struct At<'d> {
    /// Byte offset of the block's first byte.
    pub start: u32,
    pub block: &'d Arc<Block>,
    placed: &'d Placed,
}

impl Document {
    /// The version after an edit of this one: `text` is what the edit made of its text.
    pub fn after(&self, text: Text, edit: Edit) -> Document {
        match self.renewed_by(&text, edit) {
            Some(document) => document,
            None => Document::of(text, self.dialect, Some(self)),
        }
    }

    /// The version after edits of this one: `text` is what they made of its text.
    pub fn after_all(&self, text: Text, edits: &Edits) -> Document {
        let mut steps = edits.steps().unwrap_or_default().iter();
        let first = steps
            .next()
            .and_then(|(edit, made)| self.renewed_by(made, *edit));
        let last = first.and_then(|first| {
            steps.try_fold(first, |document, (edit, made)| {
                document.renewed_by(made, *edit)
            })
        });
        last.unwrap_or_else(|| Document::of(text, self.dialect, Some(self)))
    }

    /// The blocks that differ between `earlier` and this version, by number, if all others are the same and stand in
    /// the same order, maybe moved.
    pub(crate) fn renewed_since(&self, earlier: &Document) -> Option<Vec<u32>> {
        self.lineage.since(&earlier.lineage)
    }

    /// What tells later versions which this one was.
    pub fn lineage(&self) -> &Lineage {
        &self.lineage
    }

    /// How many nodes there are, keys among them; what aliases stand for is not counted again.
    pub fn node_count(&self) -> usize {
        self.all_placed().map(|at| at.block.tree.len()).sum()
    }

    /// The text without the entries below `section`, but for those that were edited since version `earlier`. `None` if
    /// more than such entries was edited, or what is left out may mean something for the rest.
    pub fn with_only(&self, section: Entry<'_>, earlier: &Lineage) -> Option<String> {
        let renewed = self.lineage.since(earlier)?;
        let are_entries = renewed
            .iter()
            .all(|&number| self.only_entry(number, section).is_some());
        if !are_entries || !self.reading.anchors.is_empty() || section.value.has_merges() {
            return None;
        }
        let is_left_out = |number: u32, at: At<'_>| {
            let is_child = matches!(at.block.context, Context::Child { .. });
            is_child
                && self.reading.section_of(number) == Some(section.key.block())
                && renewed.binary_search(&number).is_err()
        };
        let all = (0..).zip(self.all_placed());
        let kept = all.filter(|&(number, at)| !is_left_out(number, at));
        Some(kept.map(|(_, at)| &*at.block.text).collect())
    }

    /// A block of this document.
    pub(crate) fn placed(&self, number: u32) -> At<'_> {
        // block numbers are made by this document; see `Node`
        let placed = &self.reading.blocks[number as usize];
        let mut at = At {
            start: placed.start,
            block: &placed.block,
            placed,
        };
        if self.renewed.is_empty() {
            return at;
        }
        let until = self
            .renewed
            .partition_point(|renewed| renewed.number <= number);
        if let Some(renewed) = until.checked_sub(1).and_then(|last| self.renewed.get(last)) {
            if renewed.number == number {
                at = At {
                    start: renewed.placed.start,
                    block: &renewed.placed.block,
                    placed: &renewed.placed,
                };
            } else {
                at.start = at.start.saturating_add_signed(renewed.shift);
            }
        }
        at
    }

    /// The one entry of block `number`, if it is one of the map that is the value of `section`, and means the same
    /// wherever it stands.
    pub(crate) fn only_entry(&self, number: u32, section: Entry<'_>) -> Option<Entry<'_>> {
        let block = self.placed(number).block;
        let is_child = matches!(block.context, Context::Child { .. });
        let is_below = self.reading.section_of(number) == Some(section.key.block());
        let [key, value] = block.entries() else {
            return None;
        };
        let node = |id| Node::new(self, number, id);
        (is_child && is_below && block.holds_one_entry() && block.stands_alone()).then(|| Entry {
            key: node(*key),
            value: node(*value),
        })
    }

    /// The line that block `number` begins in, from 0. Costs nothing that grows with the text.
    pub(crate) fn first_line_of(&self, number: u32) -> u32 {
        let before = self
            .renewed
            .iter()
            .take_while(|renewed| renewed.number < number);
        let more = before.map(|renewed| {
            let of_reading = &self.reading.blocks[renewed.number as usize].block;
            renewed.placed.block.breaks as i32 - of_reading.breaks as i32
        });
        let line = self.reading.first_line(number);
        line.saturating_add_signed(more.sum())
    }

    /// How many blocks there are.
    pub(crate) fn placed_count(&self) -> u32 {
        self.reading.blocks.len() as u32
    }

    /// All blocks, in order.
    pub(crate) fn all_placed(&self) -> impl DoubleEndedIterator<Item = At<'_>> + Clone {
        (0..self.placed_count()).map(|number| self.placed(number))
    }

    /// The number of the block that holds byte `offset`.
    pub(crate) fn number_at(&self, offset: u32) -> Option<u32> {
        let (mut low, mut high) = (0, self.placed_count());
        while low < high {
            let middle = low.midpoint(high);
            if self.placed(middle).start <= offset {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low.checked_sub(1)
    }

    /// The numbers of the blocks whose text bears this mark, in order.
    pub(crate) fn marked(&self, mark: Mark) -> Vec<u32> {
        let is_renewed = |number: &u32| self.renewed(*number).is_some();
        let kept = self.reading.marked(mark).iter().copied();
        let renewed = self.renewed.iter().filter(|one| one.placed.block.has(mark));
        let mut numbers: Vec<u32> = kept.filter(|number| !is_renewed(number)).collect();
        numbers.extend(renewed.map(|one| one.number));
        numbers.sort_unstable();
        numbers
    }

    /// A node that a map over several blocks refers to, as it is now.
    pub(crate) fn current(&self, (number, id): (u32, NodeId)) -> (u32, NodeId) {
        if self.renewed.is_empty() {
            return (number, id);
        }
        let nodes = self
            .renewed(number)
            .map_or(&[][..], |renewed| &renewed.nodes);
        let now = nodes.iter().find(|(before, _)| *before == id);
        (number, now.map_or(id, |&(_, now)| now))
    }

    fn renewed(&self, number: u32) -> Option<&Renewed> {
        let found = self
            .renewed
            .binary_search_by_key(&number, |renewed| renewed.number);
        self.renewed.get(found.ok()?)
    }

    /// The version after an edit that concerns one block only; `None` if it may concern more.
    fn renewed_by(&self, text: &Text, edit: Edit) -> Option<Document> {
        if self.placed_count() < 2 || !self.reading.is_settled {
            return None;
        }
        let number = self.number_at(edit.span.start)?;
        let old = self.placed(number);
        let is_last = number + 1 == self.placed_count();
        let old_end = old.end();
        let grown = i64::from(edit.length) - edit.span.len() as i64;
        let new_end = u32::try_from(i64::from(old_end) + grown).ok()?;
        let is_inside = old.start < edit.span.start
            && (edit.span.end < old_end || is_last && edit.span.end == old_end);
        if !is_inside || new_end as usize > text.len() {
            return None;
        }
        let new_text = text.slice(Span {
            start: old.start,
            end: new_end,
        });
        if !self.is_cut_alike(number, &new_text) {
            return None;
        }
        let context = old.block.context;
        let new = Block::read(SharedStr::from(&*new_text), context, self.dialect);
        let nodes = self.is_read_alike(number, &new)?;
        let start = old.start;
        let spans = self.spans_with(number, &new)?;
        let placed = Placed {
            start,
            block: Arc::new(new),
            ..old.placed.clone()
        };
        let grown = i32::try_from(grown).ok()?;
        let errors = self.errors_before(number)?;
        let mut document = self.with(text.clone(), number, placed, nodes, spans, grown);
        document.errors = errors_after(errors, &document, number, old_end, grown);
        Some(document)
    }

    /// Whether the new text of a block is cut out of the document as the old one was.
    fn is_cut_alike(&self, number: u32, new_text: &str) -> bool {
        let (old, next) = (self.placed(number), self.next(number));
        if number > 0 && new_text.starts_with('\u{feff}') {
            return false;
        }
        let piece = old.piece(0);
        let front = if number > 0 { vec![piece] } else { Vec::new() };
        let Some(scan) = outline::scan(new_text, self.dialect, front, piece, &[]) else {
            return false;
        };
        let pieces = &scan.pieces[usize::from(number > 0)..];
        let is_one = pieces.len() == 1 && pieces[0] == piece;
        let joins =
            next.is_none_or(|next| !scan.has_comments_behind && scan.below == next.placed.below);
        is_one && joins
    }

    /// Whether everything around a block is read as before, with this block in its place. Gives the nodes that maps
    /// over several blocks refer to: in the reading, and now.
    fn is_read_alike(&self, number: u32, new: &Block) -> Option<Vec<(NodeId, NodeId)>> {
        let old = self.placed(number).block;
        let is_child = matches!(new.context, Context::Child { .. });
        let has_children = self.reading.goes_on_behind(number);
        let is_last = number + 1 == self.placed_count();
        let is_open = new.is_open && !is_last
            || !is_child && has_children && (new.notes().stop.is_some() || !new.ends_in_map());
        let is_known = new.notes().anchors.is_empty()
            && old.notes().anchors.is_empty()
            && new.notes().free_merges == old.notes().free_merges
            && new.notes().merge_keys <= old.notes().merge_keys
            && !(new.notes().left_map || old.notes().left_map);
        // outside the maps that are cut, errors concern the order of things
        let is_quiet = is_child
            || new.notes().errors.is_empty()
                && old.notes().errors.is_empty()
                && self.errors.is_empty();
        if is_open || new.needs_context || !is_known || !is_quiet {
            return None;
        }
        if !old.holds_one_entry() || !new.holds_one_entry() {
            return None;
        }
        if !self.names_stay_distinct(number, new) {
            return None;
        }
        let of_reading = &self.reading.blocks[number as usize].block;
        let shared = |block: &Block| -> Vec<NodeId> {
            let below = match has_children && !is_child {
                true => block.entries_below(),
                false => &[],
            };
            [block.entries(), below].concat()
        };
        let (before, now) = (shared(of_reading), shared(new));
        (before.len() == now.len()).then(|| before.into_iter().zip(now).collect())
    }

    /// Whether no key of a block becomes, or ceases to be, one that is written twice.
    fn names_stay_distinct(&self, number: u32, new: &Block) -> bool {
        let old = self.placed(number).block;
        let (before, now) = (old.names(), new.names());
        if !matches!(new.context, Context::Child { .. }) {
            // the names below a key are compared with those of other blocks, too
            let below =
                !self.reading.goes_on_behind(number) || old.names_below().eq(new.names_below());
            return before == now && below;
        }
        if before == now && old.notes().errors.is_empty() && new.notes().errors.is_empty() {
            return true;
        }
        let section = self.reading.section_of(number);
        let is_alone = |name: &String| {
            let named = |block: &Block| i64::from(block.names().contains(name));
            let mut count = i64::from(self.reading.count_named(section, name)) - named(old);
            for renewed in &self.renewed {
                if self.reading.section_of(renewed.number) == section {
                    let of_reading = &self.reading.blocks[renewed.number as usize].block;
                    count += named(&renewed.placed.block) - named(of_reading);
                }
            }
            count == 0
        };
        before.iter().chain(&now).all(is_alone)
    }

    /// The places of the maps over several blocks, once this block is in its place.
    fn spans_with(&self, number: u32, new: &Block) -> Option<Vec<Span>> {
        let old = self.placed(number);
        let (start, old_end) = (old.start, old.end());
        let grown = new.text.len() as i64 - old.block.text.len() as i64;
        let bounds = |block: &Block| -> Vec<Span> {
            let root = block.tree.root.into_iter();
            let nodes = root.chain(block.entries().iter().copied());
            nodes.map(|id| block.tree.node(id).span).collect()
        };
        let (before, now) = (bounds(old.block), bounds(new));
        if before.len() != now.len() {
            return None;
        }
        let grow = |offset: u32| u32::try_from(i64::from(offset) + grown).ok();
        let is_last = number + 1 == self.placed_count();
        let start_now = |offset: u32| match offset {
            _ if offset <= start => Some(offset),
            _ if offset >= old_end && !is_last => grow(offset),
            _ => {
                let at = before
                    .iter()
                    .position(|span| span.start + start == offset)?;
                Some(now[at].start + start)
            }
        };
        let end_now = |offset: u32| match offset {
            _ if offset <= start => Some(offset),
            _ if offset > old_end => grow(offset),
            _ => {
                let at = before.iter().position(|span| span.end + start == offset)?;
                Some(now[at].end + start)
            }
        };
        let spans = self.spans.iter().map(|span| {
            Some(Span {
                start: start_now(span.start)?,
                end: end_now(span.end)?,
            })
        });
        spans.collect()
    }

    /// The errors of all blocks but this one, if they are the same whatever is in it.
    fn errors_before(&self, number: u32) -> Option<Vec<(u32, SyntaxError)>> {
        let is_near = |of: u32| of == number || of + 1 == number;
        // what the neighbour says of the line behind it, and what is written twice, is looked at again as a whole
        let concerns = |(of, error): &(u32, SyntaxError)| {
            is_near(*of) && (*of != number || error.kind == SyntaxErrorKind::DuplicateKey)
        };
        if self.errors.iter().any(concerns) {
            return None;
        }
        let others = self.errors.iter().filter(|(of, _)| *of != number);
        Some(others.cloned().collect())
    }

    /// This version with another block in place of one of its own.
    fn with(
        &self,
        text: Text,
        number: u32,
        placed: Placed,
        nodes: Vec<(NodeId, NodeId)>,
        spans: Vec<Span>,
        grown: i32,
    ) -> Document {
        let mut document = Document {
            text,
            dialect: self.dialect,
            lineage: self.lineage.next(number),
            reading: Arc::clone(&self.reading),
            renewed: self.renewed.clone(),
            spans,
            errors: Vec::new(),
            whole: Default::default(),
        };
        let at = document
            .renewed
            .partition_point(|renewed| renewed.number < number);
        match document
            .renewed
            .get_mut(at)
            .filter(|renewed| renewed.number == number)
        {
            Some(renewed) => {
                renewed.placed = placed;
                renewed.nodes = nodes;
            }
            None => {
                let shift = at
                    .checked_sub(1)
                    .map_or(0, |before| document.renewed[before].shift);
                let renewed = Renewed {
                    number,
                    placed,
                    shift,
                    nodes,
                };
                document.renewed.insert(at, renewed);
            }
        }
        for renewed in &mut document.renewed[at..] {
            renewed.shift += grown;
        }
        for renewed in &mut document.renewed[at + 1..] {
            renewed.placed.start = renewed.placed.start.saturating_add_signed(grown);
        }
        if document.renewed.len() > MANY {
            document.settle();
        }
        document
    }

    /// Makes one reading of the shared one and the renewed blocks.
    fn settle(&mut self) {
        let blocks: Vec<Placed> = self.to_placed();
        let maps = self.reading.spanning.iter().zip(&self.spans);
        let spanning = maps.map(|(map, &span)| Spanning {
            span,
            children: map
                .children
                .iter()
                .map(|&child| self.current(child))
                .collect(),
            has_merges: map.has_merges,
        });
        let spanning = spanning.collect();
        self.reading = Arc::new(self.reading.again(blocks, spanning));
        self.renewed.clear();
    }

    /// All blocks with their places in this version.
    pub(crate) fn to_placed(&self) -> Vec<Placed> {
        let all = self.all_placed();
        all.map(|at| Placed {
            start: at.start,
            ..at.placed.clone()
        })
        .collect()
    }

    fn next(&self, number: u32) -> Option<At<'_>> {
        (number + 1 < self.placed_count()).then(|| self.placed(number + 1))
    }
}

/// The errors of the others, moved by as much as the document has grown where they stand behind the block, with those
/// of the block between.
fn errors_after(
    others: Vec<(u32, SyntaxError)>,
    document: &Document,
    number: u32,
    old_end: u32,
    grown: i32,
) -> Vec<(u32, SyntaxError)> {
    let moved = |offset: u32| match offset >= old_end {
        true => offset.saturating_add_signed(grown),
        false => offset,
    };
    let (before, behind): (Vec<_>, Vec<_>) = others.into_iter().partition(|(of, _)| *of < number);
    let own = judge::errors_of(document, number).into_iter();
    let own = own.map(|error| (number, error));
    let behind = behind
        .into_iter()
        .map(|(of, error)| (of, error.moved(moved)));
    before.into_iter().chain(own).chain(behind).collect()
}

impl At<'_> {
    /// One past the block's last byte.
    pub fn end(self) -> u32 {
        self.start + self.block.text.len() as u32
    }

    fn piece(self, start: u32) -> outline::Piece {
        outline::Piece {
            start,
            context: self.block.context,
            below: self.placed.below,
        }
    }
}
