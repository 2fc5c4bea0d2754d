//! Looking at the tree: cheap, copyable references to nodes of a document.

mod children;
mod merging;
mod path;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use super::block::{Block, Mark};
use super::spanning::SPANNING;
use super::tree::{Kind, NONE, NodeData, NodeId, Properties, Style, Tree};
use super::{Document, Span, scalar};
use children::Ids;
pub(crate) use children::WrittenEntries;
pub use children::{Children, SeenEntries};
use merging::{MAX_MERGED, Merging};

/// How many references (aliases, merge keys) are followed before giving up: a cycle is as good as nothing.
const MAX_REFERENCES: usize = 32;

/// A node of a document. Spans are absolute.
#[derive(Clone, Copy)]
pub struct Node<'d> {
    document: &'d Document,
    /// Its block, which every question about it goes to; `None` for a map over several blocks, which stands in none.
    own: Option<&'d Block>,
    block: u32,
    id: NodeId,
}

/// A key and its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry<'d> {
    /// The key's node.
    pub key: Node<'d>,
    /// The value's node; a node of style [`Style::Absent`] if nothing is written.
    pub value: Node<'d>,
}

impl<'d> Node<'d> {
    pub(crate) fn new(document: &'d Document, block: u32, id: NodeId) -> Node<'d> {
        let own = match block {
            SPANNING => None,
            block => Some(&**document.placed(block).block),
        };
        Node {
            document,
            own,
            block,
            id,
        }
    }

    /// The tree it stands in; a map over several blocks stands in none.
    #[inline]
    fn tree(self) -> &'d Tree {
        self.own.map_or(&NO_TREE, |block| &block.tree)
    }

    fn block_text(self) -> &'d str {
        self.own.map_or("", |block| &block.text)
    }

    fn base(self) -> u32 {
        match self.block {
            SPANNING => 0,
            block => self.document.placed(block).start,
        }
    }

    #[inline]
    fn data(self) -> NodeData {
        match self.own {
            None => NodeData {
                span: self.document.spanning_span(self.id),
                kind: Kind::Mapping,
                style: Style::Block,
                properties: 0,
                a: 0,
                b: 0,
            },
            Some(block) => block.tree.node(self.id),
        }
    }

    /// The number of its block.
    pub(crate) fn block(self) -> u32 {
        self.block
    }

    fn sibling(self, id: NodeId) -> Node<'d> {
        Node { id, ..self }
    }

    /// The document it belongs to.
    pub fn document(self) -> &'d Document {
        self.document
    }

    /// Where it stands: quotes and brackets included, anchor and tag not. A value that is not written stands right
    /// behind its colon or dash.
    pub fn span(self) -> Span {
        self.data().span.shifted(self.base())
    }

    /// What it is. Aliases are not followed; see [`Node::resolved`].
    #[inline]
    pub fn kind(self) -> Kind {
        self.own
            .map_or(Kind::Mapping, |block| block.tree.kind(self.id))
    }

    /// How it is written.
    pub fn style(self) -> Style {
        self.data().style
    }

    /// Its text in the document.
    pub fn raw(self) -> &'d str {
        match self.block {
            SPANNING => self.document.slice_of_whole(self.span()),
            _ => self
                .block_text()
                .get(self.data().span.range())
                .unwrap_or(""),
        }
    }

    /// Where its anchor (`&name`) stands.
    pub fn anchor_span(self) -> Option<Span> {
        self.properties()
            .anchor
            .map(|span| span.shifted(self.base()))
    }

    /// Where its tag (`!!str`) stands.
    pub fn tag_span(self) -> Option<Span> {
        self.properties().tag.map(|span| span.shifted(self.base()))
    }

    fn properties(self) -> Properties {
        match self.block {
            SPANNING => Properties::default(),
            _ => self.tree().node_properties(self.id),
        }
    }

    /// The node an alias stands for, in this block or another; the node itself if it is no alias, or one that leads
    /// nowhere.
    #[inline]
    pub fn resolved(self) -> Node<'d> {
        match self.kind() {
            Kind::Alias => self.target(),
            _ => self,
        }
    }

    /// The node an alias stands for.
    fn target(self) -> Node<'d> {
        let mut node = self;
        for _ in 0..MAX_REFERENCES {
            let data = node.data();
            if data.kind != Kind::Alias {
                return node;
            }
            let target = if data.a != NONE {
                Some(node.sibling(NodeId(data.a)))
            } else {
                node.document
                    .anchor(node.raw().trim_start_matches('*'), node.block)
            };
            match target {
                Some(target) => node = target,
                None => return node,
            }
        }
        node
    }

    /// The value of text; `None` for everything else, numbers and booleans included. Follows aliases.
    pub fn as_str(self) -> Option<&'d str> {
        if let Some(text) = self.plain_text() {
            return Some(text);
        }
        let node = self.resolved();
        (node.kind() == Kind::Str).then(|| node.scalar_text())
    }

    /// The text of any scalar as it was before its type was resolved: `nodejs10`, `true`, `3`. Follows aliases.
    pub fn scalar_str(self) -> Option<&'d str> {
        let node = self.resolved();
        node.is_scalar().then(|| node.scalar_text())
    }

    /// The text of one without quotes, as far as a look can tell.
    #[inline]
    fn plain_text(self) -> Option<&'d str> {
        let block = self.own?;
        block.text.slice(block.tree.plain_text(self.id)?)
    }

    fn scalar_text(self) -> &'d str {
        self.tree().scalar_text(self.id, self.block_text())
    }

    /// The value of a boolean. Follows aliases.
    pub fn as_bool(self) -> Option<bool> {
        let node = self.resolved();
        (node.kind() == Kind::Bool).then(|| node.scalar_text().starts_with(['t', 'T']))
    }

    /// The instant of a timestamp, in milliseconds since 1970-01-01 UTC. Follows aliases.
    pub fn as_instant(self) -> Option<i64> {
        let node = self.resolved();
        (node.kind() == Kind::Timestamp)
            .then(|| scalar::instant(node.scalar_text()))
            .flatten()
    }

    /// The value of a number. Follows aliases.
    pub fn as_number(self) -> Option<f64> {
        let node = self.resolved();
        node.tree().number(node.id, node.block_text())
    }

    /// Whether it is null, written or not. Follows aliases.
    pub fn is_null(self) -> bool {
        self.resolved().kind() == Kind::Null
    }

    /// Whether it is a map. Follows aliases.
    pub fn is_mapping(self) -> bool {
        self.resolved().kind() == Kind::Mapping
    }

    /// Whether it is a list. Follows aliases.
    pub fn is_sequence(self) -> bool {
        self.resolved().kind() == Kind::Sequence
    }

    /// Whether it is a single value other than null. Follows aliases.
    pub fn is_scalar(self) -> bool {
        matches!(
            self.resolved().kind(),
            Kind::Bool | Kind::Int | Kind::Float | Kind::Timestamp | Kind::Binary | Kind::Str
        )
    }

    /// Whether JavaScript takes it for false: null, `false`, `0`, `NaN`, the empty text. The builders test with `||`
    /// and `if (x)` everywhere.
    pub fn is_falsy(self) -> bool {
        match self.resolved().kind() {
            Kind::Null => true,
            Kind::Bool => self.as_bool() == Some(false),
            Kind::Int | Kind::Float => self
                .as_number()
                .is_none_or(|number| number == 0.0 || number.is_nan()),
            Kind::Str => self.as_str() == Some(""),
            _ => false,
        }
    }

    /// Whether it is a piece that could not be read: nothing can be said about its value.
    pub fn is_broken(self) -> bool {
        self.kind() == Kind::Broken
    }

    /// Whether its text contains `${env.NAME}`, which the toolchain replaces before it reads the YAML: its value is
    /// not known here.
    pub fn is_interpolated(self) -> bool {
        let node = self.resolved();
        match node.block {
            SPANNING => node.document.bears(Mark::Interpolation, node.span()),
            _ => {
                let block = node.own;
                block.is_some_and(|block| block.has(Mark::Interpolation))
                    && node.raw().contains("${")
            }
        }
    }

    /// The key under which js-yaml stores an entry with this key: JavaScript's `String(key)`.
    #[inline]
    pub fn key_text(self) -> Cow<'d, str> {
        if let Some(text) = self.plain_text() {
            return Cow::Borrowed(text);
        }
        let node = self.resolved();
        match node.block {
            SPANNING => Cow::Borrowed("[object Object]"),
            _ => node.tree().key_text(node.id, node.block_text()),
        }
    }

    /// The items of a list; nothing for anything else. Follows an alias.
    pub fn items(self) -> Children<'d> {
        let node = self.resolved();
        node.children_if(node.kind() == Kind::Sequence)
    }

    /// The entries that are written in a map, merge keys (`<<`) included as they stand; nothing for anything else.
    /// Follows an alias.
    pub fn written_entries(self) -> impl Iterator<Item = Entry<'d>> + Clone {
        self.resolved().written_entries_here()
    }

    /// The same without following an alias.
    pub(crate) fn written_entries_here(self) -> WrittenEntries<'d> {
        WrittenEntries {
            children: self.children_if(self.kind() == Kind::Mapping),
        }
    }

    /// The value of the first entry written with this key.
    pub(crate) fn written_value(self, key: &str) -> Option<Node<'d>> {
        let entry = self
            .written_entries_here()
            .find(|entry| entry.name() == key)?;
        Some(entry.value)
    }

    /// The last entry whose key begins at or before `offset`.
    pub(crate) fn entry_before(self, offset: u32) -> Option<Entry<'d>> {
        let children = self.children_if(self.kind() == Kind::Mapping);
        children.entry(children.entries_until(offset).checked_sub(1)?)
    }

    /// The written entries that lie in `span` or reach into it, merge keys included. Costs no more than those.
    pub(crate) fn entries_in(self, span: Span) -> impl Iterator<Item = Entry<'d>> {
        let children = self.children_if(self.kind() == Kind::Mapping);
        let first = children.entries_until(span.start).saturating_sub(1);
        let entries = (first..).map_while(move |index| children.entry(index));
        entries.take_while(move |entry| entry.key.span().start <= span.end)
    }

    /// The child whose span touches `offset`.
    pub(crate) fn child_at(self, offset: u32) -> Option<Node<'d>> {
        let is_hit = |child: &Node<'d>| child.span().touches(offset) && !child.span().is_empty();
        if self.block == SPANNING {
            let entry = self.entry_before(offset)?;
            return [entry.key, entry.value].into_iter().find(is_hit);
        }
        self.children().find(is_hit)
    }

    fn children_if(self, wanted: bool) -> Children<'d> {
        let ids = match self.block {
            _ if !wanted => Ids::Block(&[]),
            SPANNING => Ids::Spanning(&self.document.spanning(self.id).children),
            _ => Ids::Block(self.tree().children(self.id)),
        };
        Children { parent: self, ids }
    }

    /// The entries of a map as the toolchain sees them, in JavaScript's order: what is merged stands where the merge
    /// key stands, a key written here takes the place of a merged one. Equal keys written twice (an error) are all
    /// there. Follows an alias.
    pub fn entries(self) -> Vec<Entry<'d>> {
        match self.seen_entries() {
            SeenEntries::Written(entries) => entries.collect(),
            SeenEntries::Merged(entries) => entries.collect(),
        }
    }

    /// The same, one after the other; nothing is gathered where nothing is merged.
    pub fn seen_entries(self) -> SeenEntries<'d> {
        let map = self.resolved();
        match map.has_merges() {
            true => SeenEntries::Merged(map.merged_entries().into_iter()),
            false => SeenEntries::Written(map.written_entries_here()),
        }
    }

    fn merged_entries(self) -> Vec<Entry<'d>> {
        let mut merging = Merging::default();
        for entry in self.written_entries() {
            merging.add(entry, true, 0);
        }
        merging.entries
    }

    /// Whether a map has a merge key. Follows an alias.
    pub fn has_merges(self) -> bool {
        let map = self.resolved();
        match map.own {
            None => map.document.spanning(map.id).has_merges,
            Some(block) => {
                block.tree.has_merges() && map.written_entries_here().any(|entry| entry.is_merge())
            }
        }
    }

    fn merge_sources(self) -> Vec<Node<'d>> {
        if self.is_sequence() {
            self.items().collect()
        } else {
            vec![self]
        }
    }

    /// The entry with this key, written here or merged in. Follows an alias.
    pub fn get(self, key: &str) -> Option<Entry<'d>> {
        let map = self.resolved();
        match map.find_written(key) {
            (None, true) => map.get_within(key, 0, &mut 0),
            (found, _) => found,
        }
    }

    /// The first entry written with this key, and whether merge keys were passed by. Most of what rules ask for goes
    /// this way, so the tree is looked up once for the whole map.
    fn find_written(self, key: &str) -> (Option<Entry<'d>>, bool) {
        let block = match self.own {
            None => return self.find_in_blocks(key),
            Some(_) if self.kind() != Kind::Mapping => return (None, false),
            Some(block) => block,
        };
        let mut has_merges = false;
        let tree = &block.tree;
        let entry = |key, value| Entry {
            key: self.sibling(key),
            value: self.sibling(value),
        };
        if let Some(found) = tree.plain_entry(self.id, block.text.bytes(), key) {
            return (found.map(|(key, value)| entry(key, value)), false);
        }
        let text = &*block.text;
        let found = tree.children(self.id).chunks_exact(2).find(|pair| {
            if let Some(is_it) = tree.is_text(pair[0], text, key) {
                return is_it;
            }
            if tree.is_merge_key(pair[0]) {
                has_merges = true;
                return false;
            }
            self.sibling(pair[0]).key_text() == key
        });
        (found.map(|pair| entry(pair[0], pair[1])), has_merges)
    }

    /// The same for a map over several blocks, of which nearly every rule asks something.
    fn find_in_blocks(self, key: &str) -> (Option<Entry<'d>>, bool) {
        let map = self.document.spanning(self.id);
        if map.has_merges {
            let mut entries = self.written_entries_here();
            let found = entries.find(|entry| !entry.is_merge() && entry.key.key_text() == key);
            return (found, true);
        }
        let mut keys = map.children.iter().step_by(2);
        let place = keys.position(|&child| self.document.is_key(child, key));
        let entry = place.and_then(|place| self.children_if(true).entry(place));
        (entry, false)
    }

    fn get_within(self, key: &str, depth: usize, work: &mut usize) -> Option<Entry<'d>> {
        *work += 1;
        if depth > MAX_REFERENCES || *work > MAX_MERGED {
            return None;
        }
        let mut merges = Vec::new();
        for entry in self.written_entries() {
            // the map itself is read to its end, what it merges only as far as js-yaml would
            *work += usize::from(depth > 0);
            if *work > MAX_MERGED {
                return None;
            }
            if entry.is_merge() {
                merges.push(entry);
            } else if entry.key.key_text() == key {
                return Some(entry);
            }
        }
        for merge in merges {
            for source in merge.value.merge_sources() {
                let found = source
                    .get_within(key, depth + 1, work)
                    .filter(|entry| merge.sees(source, entry));
                if found.is_some() {
                    return found;
                }
            }
        }
        None
    }

    /// The value under this key, written here or merged in.
    pub fn value(self, key: &str) -> Option<Node<'d>> {
        self.get(key).map(|entry| entry.value)
    }

    /// All child nodes: items, or keys and values. Aliases are not followed.
    pub fn children(self) -> impl Iterator<Item = Node<'d>> {
        self.children_if(true)
    }

    /// Whether this key merges maps rather than naming an entry.
    pub(crate) fn is_merge_key(self) -> bool {
        self.tree().is_merge_key(self.id)
    }
}

/// Stands in for the tree of nodes that have none.
static NO_TREE: Tree = Tree::EMPTY;

/// An entry without its document: it means the same in every version in which its block is the same block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct EntryId {
    key: (u32, NodeId),
    value: (u32, NodeId),
}

impl EntryId {
    /// The number of the block that the key stands in.
    pub fn block(self) -> u32 {
        self.key.0
    }

    /// The entry in a document.
    pub fn of(self, document: &Document) -> Entry<'_> {
        let node = |(block, id)| Node::new(document, block, id);
        Entry {
            key: node(self.key),
            value: node(self.value),
        }
    }
}

impl<'d> Entry<'d> {
    /// What finds it again in other versions.
    pub(crate) fn id(self) -> EntryId {
        EntryId {
            key: (self.key.block, self.key.id),
            value: (self.value.block, self.value.id),
        }
    }

    /// From the key to the end of the value.
    pub fn span(self) -> Span {
        self.key.span().to(self.value.span())
    }

    /// Whether this is a merge key (`<<` without quotes).
    pub fn is_merge(self) -> bool {
        self.key.is_merge_key()
    }

    /// Whether this merge finds an entry of `source`: of a map around the merge, only what is written before it.
    fn sees(self, source: Node<'d>, entry: &Entry<'d>) -> bool {
        let place = self.key.span();
        !source.resolved().span().contains(place) || entry.value.span().end <= place.start
    }

    /// The key's text.
    pub fn name(self) -> Cow<'d, str> {
        self.key.key_text()
    }

    /// Where a problem with the value is shown: the value, or the key if no value is written.
    pub fn value_span(self) -> Span {
        if self.value.style() == Style::Absent {
            self.key.span()
        } else {
            self.value.span()
        }
    }
}

impl PartialEq for Node<'_> {
    fn eq(&self, other: &Node<'_>) -> bool {
        std::ptr::eq(self.document, other.document)
            && self.block == other.block
            && self.id == other.id
    }
}

impl Eq for Node<'_> {}

impl std::fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {:?} {:?}", self.kind(), self.span(), self.raw())
    }
}
