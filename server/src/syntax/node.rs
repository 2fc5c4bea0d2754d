//! Looking at the tree: cheap, copyable references to nodes of a document.

use std::borrow::Cow;
use std::collections::HashMap;

use super::tree::{Kind, NONE, NodeId, Properties, Style, Tree};
use super::{Document, Span, scalar};

/// How many references (aliases, merge keys) are followed before giving up: a cycle is as good as nothing.
const MAX_REFERENCES: usize = 32;

/// A node of a document. Spans are absolute.
#[derive(Clone, Copy)]
pub struct Node<'d> {
    document: &'d Document,
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
        Node {
            document,
            block,
            id,
        }
    }

    fn tree(self) -> &'d Tree {
        &self.document.placed(self.block).block.tree
    }

    fn block_text(self) -> &'d str {
        &self.document.placed(self.block).block.text
    }

    fn base(self) -> u32 {
        self.document.placed(self.block).start
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
        self.tree().node(self.id).span.shifted(self.base())
    }

    /// What it is. Aliases are not followed; see [`Node::resolved`].
    pub fn kind(self) -> Kind {
        self.tree().node(self.id).kind
    }

    /// How it is written.
    pub fn style(self) -> Style {
        self.tree().node(self.id).style
    }

    /// Its text in the document.
    pub fn raw(self) -> &'d str {
        self.block_text()
            .get(self.tree().node(self.id).span.range())
            .unwrap_or("")
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
        self.tree().node_properties(self.id)
    }

    /// The node an alias stands for, in this block or another; the node itself if it is no alias, or one that leads
    /// nowhere.
    pub fn resolved(self) -> Node<'d> {
        let mut node = self;
        for _ in 0..MAX_REFERENCES {
            let data = node.tree().node(node.id);
            if data.kind != Kind::Alias {
                return node;
            }
            let target = if data.a != NONE {
                Some(node.sibling(NodeId(data.a)))
            } else {
                node.document
                    .anchor(node.raw().trim_start_matches('*'), node.base())
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
        let node = self.resolved();
        (node.kind() == Kind::Str).then(|| node.scalar_text())
    }

    /// The text of any scalar as it was before its type was resolved: `nodejs10`, `true`, `3`. Follows aliases.
    pub fn scalar_str(self) -> Option<&'d str> {
        let node = self.resolved();
        node.is_scalar().then(|| node.scalar_text())
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
        self.resolved().raw().contains("${")
    }

    /// The key under which js-yaml stores an entry with this key: JavaScript's `String(key)`.
    pub fn key_text(self) -> Cow<'d, str> {
        let node = self.resolved();
        node.tree().key_text(node.id, node.block_text())
    }

    /// The items of a list; nothing for anything else. Follows an alias.
    pub fn items(self) -> impl Iterator<Item = Node<'d>> + Clone {
        let node = self.resolved();
        let ids = if node.kind() == Kind::Sequence {
            node.tree().children(node.id)
        } else {
            &[]
        };
        ids.iter().map(move |&id| node.sibling(id))
    }

    /// The entries that are written in a map, merge keys (`<<`) included as they stand; nothing for anything else.
    /// Follows an alias.
    pub fn written_entries(self) -> impl Iterator<Item = Entry<'d>> + Clone {
        let node = self.resolved();
        let ids = if node.kind() == Kind::Mapping {
            node.tree().children(node.id)
        } else {
            &[]
        };
        ids.chunks_exact(2).map(move |pair| Entry {
            key: node.sibling(pair[0]),
            value: node.sibling(pair[1]),
        })
    }

    /// The entries of a map as the toolchain sees them, in JavaScript's order: what is merged stands where the merge
    /// key stands, a key written here takes the place of a merged one. Equal keys written twice (an error) are all
    /// there. Follows an alias.
    pub fn entries(self) -> Vec<Entry<'d>> {
        if !self.written_entries().any(|entry| entry.is_merge()) {
            return self.written_entries().collect();
        }
        let mut merging = Merging::default();
        for entry in self.written_entries() {
            merging.add(entry, true, 0);
        }
        merging.entries
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
        self.get_within(key, 0, &mut 0)
    }

    fn get_within(self, key: &str, depth: usize, work: &mut usize) -> Option<Entry<'d>> {
        *work += 1;
        if depth > MAX_REFERENCES || *work > MAX_MERGED {
            return None;
        }
        let mut merges = Vec::new();
        for entry in self.written_entries() {
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
        self.tree()
            .children(self.id)
            .iter()
            .map(move |&id| self.sibling(id))
    }
}

/// The most entries that are merged together: js-yaml stops at as many, and a chain of merges costs no more.
const MAX_MERGED: usize = 10_000;

/// The entries of a map while its merges are followed.
#[derive(Default)]
struct Merging<'d> {
    entries: Vec<Entry<'d>>,
    /// Where the entry with a key stands, and whether it was merged.
    places: HashMap<Cow<'d, str>, (usize, bool)>,
    work: usize,
}

impl<'d> Merging<'d> {
    /// Takes an entry. `written` is whether it stands in the map itself: there equal keys are all kept.
    fn add(&mut self, entry: Entry<'d>, written: bool, depth: usize) {
        self.work += 1;
        if entry.is_merge() {
            for source in entry.value.merge_sources() {
                self.merge(source, entry, depth + 1);
            }
            return;
        }
        match self.places.get(&entry.name()) {
            Some(&(place, true)) => {
                self.entries[place] = entry;
                self.places.insert(entry.name(), (place, false));
            }
            Some(_) if !written => {}
            _ => self.push(entry, false),
        }
    }

    fn push(&mut self, entry: Entry<'d>, merged: bool) {
        let place = self.entries.len();
        self.places.entry(entry.name()).or_insert((place, merged));
        self.entries.push(entry);
    }

    /// Merges what a map holds in the end, where nothing is there yet.
    fn merge(&mut self, source: Node<'d>, at: Entry<'d>, depth: usize) {
        if depth > MAX_REFERENCES || self.work > MAX_MERGED {
            return;
        }
        let mut inner = Merging {
            work: self.work,
            ..Merging::default()
        };
        for entry in source.written_entries().filter(|entry| at.sees(source, entry)) {
            inner.add(entry, false, depth);
        }
        self.work = inner.work;
        for entry in inner.entries {
            if !self.places.contains_key(&entry.name()) {
                self.push(entry, true);
            }
        }
    }
}

impl<'d> Entry<'d> {
    /// From the key to the end of the value.
    pub fn span(self) -> Span {
        self.key.span().to(self.value.span())
    }

    /// Whether this is a merge key (`<<` without quotes).
    pub fn is_merge(self) -> bool {
        self.key.tree().is_merge_key(self.key.id)
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
