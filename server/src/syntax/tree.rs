//! The tree of one block of YAML: a flat arena of nodes with exact spans.
//!
//! Nothing is copied out of the text that the text itself says: a plain scalar's value is its slice; aliases and
//! merge keys are references. Spans are relative to the block, so a block that moves keeps its tree.

use std::borrow::Cow;
use std::ops::Range;

mod nodes;

use nodes::Nodes;

use super::scalar::{self, Resolved};
use super::{Dialect, Span};

/// Index of a node in its [`Tree`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NodeId(pub(crate) u32);

/// What a node is, after js-yaml's tag resolution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Nothing, `~` or `null`.
    Null,
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Int,
    /// Any other number.
    Float,
    /// A date or time; JavaScript sees a `Date`.
    Timestamp,
    /// `!!binary`.
    Binary,
    /// Text.
    Str,
    /// A map.
    Mapping,
    /// A list.
    Sequence,
    /// `*name`.
    Alias,
    /// A piece that is no YAML; its text is kept, its meaning is unknown.
    Broken,
}

/// How a node is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// Not written at all: the value of `key:`.
    Absent,
    /// Without quotes.
    Plain,
    /// `'…'`.
    SingleQuoted,
    /// `"…"`.
    DoubleQuoted,
    /// `|`.
    Literal,
    /// `>`.
    Folded,
    /// A map or list by indentation.
    Block,
    /// `{…}` or `[…]`.
    Flow,
}

/// A node's anchor and tag, where it has any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Properties {
    /// `&name`, with the `&`.
    pub anchor: Option<Span>,
    /// `!tag`, as written.
    pub tag: Option<Span>,
}

/// One node. `a` and `b` depend on the kind: children of collections, the cooked text of a scalar, the target of an
/// alias.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NodeData {
    pub span: Span,
    pub kind: Kind,
    pub style: Style,
    /// 1-based index into `properties`; 0 for none.
    pub properties: u16,
    pub a: u32,
    pub b: u32,
}

impl NodeData {
    /// Whether it is a key that merges maps.
    fn is_merge_key(&self) -> bool {
        self.b == MERGE && !matches!(self.kind, Kind::Mapping | Kind::Sequence)
    }
}

/// "No such index."
pub(crate) const NONE: u32 = u32::MAX;

/// In `b` of a key: the entry is a merge.
pub(crate) const MERGE: u32 = 1;

/// The nodes of one block.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    nodes: Nodes,
    /// Children of collections: items of sequences, key and value by turns of mappings.
    pub(crate) links: Vec<NodeId>,
    /// `None` if there are none, as in most blocks.
    extras: Option<Box<Extras>>,
    pub(crate) root: Option<NodeId>,
    pub(crate) dialect: Dialect,
    /// Whether a key merges maps. Known once the tree is complete.
    has_merges: bool,
    /// Whether an alias stands for something that is not in this tree. Known once the tree is complete.
    has_free_alias: bool,
}

/// What few nodes have.
#[derive(Debug, Clone, Default)]
struct Extras {
    /// Texts of scalars whose value is not their slice (escapes, folding, doubled quotes).
    cooked: Vec<Box<str>>,
    properties: Vec<Properties>,
}

/// How much of a tree there is, so that what an attempt has added can be taken back.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TreeSize {
    nodes: usize,
    links: usize,
    cooked: usize,
    properties: usize,
}

impl Tree {
    /// No node at all.
    pub(crate) const EMPTY: Tree = Tree {
        nodes: Nodes::Wide(Vec::new()),
        links: Vec::new(),
        extras: None,
        root: None,
        dialect: Dialect::JsYaml4,
        has_merges: false,
        has_free_alias: false,
    };

    /// A tree without nodes, to be read in a dialect, with room for so many.
    pub(crate) fn with_room(dialect: Dialect, nodes: usize) -> Tree {
        Tree {
            dialect,
            nodes: Nodes::Wide(Vec::with_capacity(nodes)),
            links: Vec::with_capacity(nodes),
            ..Tree::default()
        }
    }

    #[inline]
    pub(crate) fn node(&self, id: NodeId) -> NodeData {
        // Ids are made by the tree's own builder; a stray one reads as nothing rather than panicking.
        self.nodes.get(id.0 as usize).unwrap_or(MISSING)
    }

    /// What a node is.
    #[inline]
    pub(crate) fn kind(&self, id: NodeId) -> Kind {
        self.nodes.kind(id.0 as usize).unwrap_or(MISSING.kind)
    }

    /// How many nodes there are.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Where a node stands that is text without quotes and its own value, as far as a look can tell.
    #[inline]
    pub(crate) fn plain_text(&self, id: NodeId) -> Option<Range<usize>> {
        self.nodes.plain_text(id.0 as usize)
    }

    /// Adds a node.
    pub(crate) fn push(&mut self, node: NodeData) -> NodeId {
        let nodes = self.nodes.wide();
        nodes.push(node);
        NodeId(nodes.len() as u32 - 1)
    }

    /// A node, to change it.
    pub(crate) fn node_mut(&mut self, id: NodeId) -> Option<&mut NodeData> {
        self.nodes.wide().get_mut(id.0 as usize)
    }

    /// Keeps the text of a scalar that is not its slice; gives what belongs into the node's `a`.
    pub(crate) fn push_cooked(&mut self, text: Box<str>) -> u32 {
        let cooked = &mut self.extras.get_or_insert_default().cooked;
        cooked.push(text);
        cooked.len() as u32 - 1
    }

    /// Gives a node an anchor, a tag, or both. Beyond 65,534 such nodes in one block the later ones lose their marks,
    /// not their values.
    pub(crate) fn set_properties(&mut self, id: NodeId, new: Properties) {
        let properties = &mut self.extras.get_or_insert_default().properties;
        let Ok(index) = u16::try_from(properties.len() + 1) else {
            return;
        };
        properties.push(new);
        if let Some(node) = self.node_mut(id) {
            node.properties = index;
        }
    }

    /// How much there is.
    pub(crate) fn size(&self) -> TreeSize {
        let extras = self.extras.as_deref();
        TreeSize {
            nodes: self.nodes.len(),
            links: self.links.len(),
            cooked: extras.map_or(0, |extras| extras.cooked.len()),
            properties: extras.map_or(0, |extras| extras.properties.len()),
        }
    }

    /// Takes back what was added since.
    pub(crate) fn shrink_to(&mut self, size: TreeSize) {
        self.nodes.wide().truncate(size.nodes);
        self.links.truncate(size.links);
        if let Some(extras) = &mut self.extras {
            extras.cooked.truncate(size.cooked);
            extras.properties.truncate(size.properties);
        }
    }

    /// Takes no more room than it needs. To be called when nothing is added any more.
    pub(crate) fn pack(&mut self) {
        for node in self.nodes.wide() {
            self.has_merges |= node.is_merge_key();
            self.has_free_alias |= node.kind == Kind::Alias && node.a == NONE;
        }
        self.nodes.pack();
        self.links.shrink_to_fit();
    }

    /// Whether a key merges maps. To be asked of complete trees.
    pub(crate) fn has_merges(&self) -> bool {
        self.has_merges
    }

    /// Whether an alias stands for something that is not in this tree. To be asked of complete trees.
    pub(crate) fn has_free_alias(&self) -> bool {
        self.has_free_alias
    }

    /// Anchor and tag of a node.
    pub(crate) fn node_properties(&self, id: NodeId) -> Properties {
        let index = usize::from(self.node(id).properties);
        let extras = self.extras.as_deref().zip(index.checked_sub(1));
        let found = extras.and_then(|(extras, index)| extras.properties.get(index));
        found.copied().unwrap_or_default()
    }

    /// The children of a collection: items, or keys and values by turns.
    #[inline]
    pub(crate) fn children(&self, id: NodeId) -> &[NodeId] {
        let node = self.node(id);
        if !matches!(node.kind, Kind::Mapping | Kind::Sequence) {
            return &[];
        }
        self.links
            .get(node.a as usize..(node.a + node.b) as usize)
            .unwrap_or(&[])
    }

    /// Whether this key merges maps (`<<`) rather than naming an entry.
    pub(crate) fn is_merge_key(&self, key: NodeId) -> bool {
        self.node(key).is_merge_key()
    }

    /// The first entry of a map with this key, as far as a look at plain words can tell; `None` where it cannot.
    #[inline]
    pub(crate) fn plain_entry(
        &self,
        map: NodeId,
        text: &[u8],
        wanted: &str,
    ) -> Option<Option<(NodeId, NodeId)>> {
        let children = self.children(map);
        let found = self.nodes.find_plain(children, text, wanted)?;
        Some(found.and_then(|at| Some((*children.get(2 * at)?, *children.get(2 * at + 1)?))))
    }

    /// Whether a key is this text, as far as a look at its own bytes can tell: not of merge keys, of other scalars
    /// than text, of text with escapes.
    #[inline]
    pub(crate) fn is_text(&self, key: NodeId, text: &str, wanted: &str) -> Option<bool> {
        let node = self.node(key);
        if node.kind != Kind::Str || node.a != NONE || node.b == MERGE {
            return None;
        }
        let inner = match node.style {
            Style::SingleQuoted | Style::DoubleQuoted => Span {
                start: node.span.start + 1,
                end: node.span.end.saturating_sub(1),
            },
            _ => node.span,
        };
        // bytes: equal bytes are equal texts
        let is_as_long = inner.end.checked_sub(inner.start) == u32::try_from(wanted.len()).ok();
        Some(is_as_long && text.as_bytes().get(inner.range()) == Some(wanted.as_bytes()))
    }

    /// The text of a scalar as js-yaml hands it to type resolution.
    pub(crate) fn scalar_text<'t>(&'t self, id: NodeId, text: &'t str) -> &'t str {
        self.text_of(self.node(id), text)
    }

    #[inline]
    fn text_of<'t>(&'t self, node: NodeData, text: &'t str) -> &'t str {
        if node.a != NONE && !matches!(node.kind, Kind::Mapping | Kind::Sequence | Kind::Alias) {
            let extras = self.extras.as_deref();
            let cooked = extras.and_then(|extras| extras.cooked.get(node.a as usize));
            return cooked.map_or("", |cooked| cooked);
        }
        let raw = text.get(node.span.range()).unwrap_or("");
        match node.style {
            Style::SingleQuoted | Style::DoubleQuoted => {
                raw.get(1..raw.len().saturating_sub(1)).unwrap_or("")
            }
            _ => raw,
        }
    }

    /// The node behind an alias of this block, else the node itself.
    pub(crate) fn dereference(&self, id: NodeId) -> NodeId {
        let mut id = id;
        // an alias never stands for an alias: js-yaml stores what it stood for
        for _ in 0..64 {
            let node = self.node(id);
            if node.kind != Kind::Alias || node.a == NONE {
                break;
            }
            id = NodeId(node.a);
        }
        id
    }

    /// The key text under which js-yaml stores a mapping entry: JavaScript's `String(key)`.
    pub(crate) fn key_text<'t>(&'t self, id: NodeId, text: &'t str) -> Cow<'t, str> {
        let node = self.node(id);
        match node.kind {
            Kind::Str => Cow::Borrowed(self.text_of(node, text)),
            Kind::Null => Cow::Borrowed("null"),
            Kind::Bool => Cow::Borrowed(if self.scalar_text(id, text).starts_with(['t', 'T']) {
                "true"
            } else {
                "false"
            }),
            Kind::Int | Kind::Float => self
                .number(id, text)
                .map_or(Cow::Borrowed(""), |n| Cow::Owned(number_text(n))),
            Kind::Mapping => Cow::Borrowed("[object Object]"),
            Kind::Sequence => {
                let items: Vec<_> = self
                    .children(id)
                    .iter()
                    .map(|&item| self.dereference(item))
                    .map(|item| match self.node(item).kind {
                        // JavaScript joins a list with nothing for null
                        Kind::Null => Cow::Borrowed(""),
                        // a list in a list is an error, and may be the list itself
                        Kind::Sequence => Cow::Borrowed("[…]"),
                        _ => self.key_text(item, text),
                    })
                    .collect();
                Cow::Owned(items.join(","))
            }
            _ => Cow::Borrowed(self.scalar_text(id, text)),
        }
    }

    /// The value of a number.
    pub(crate) fn number(&self, id: NodeId, text: &str) -> Option<f64> {
        let node = self.node(id);
        let value = || self.text_of(node, text);
        match node.kind {
            Kind::Int => scalar::integer(value(), self.dialect),
            Kind::Float => scalar::float(value(), self.dialect)
                .or_else(|| scalar::integer(value(), self.dialect)),
            _ => None,
        }
    }
}

const MISSING: NodeData = NodeData {
    span: Span { start: 0, end: 0 },
    kind: Kind::Null,
    style: Style::Absent,
    properties: 0,
    a: NONE,
    b: 0,
};

/// A number as JavaScript's `String(n)` writes it, for the magnitudes that occur in f.yml.
pub(crate) fn number_text(number: f64) -> String {
    if number.is_nan() {
        "NaN".to_owned()
    } else if number.is_infinite() {
        if number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }
        .to_owned()
    } else if number == 0.0 {
        "0".to_owned()
    } else if (1e-6..1e21).contains(&number.abs()) {
        format!("{number}")
    } else {
        let text = format!("{number:e}");
        match text.split_once('e') {
            Some((digits, exponent)) if !exponent.starts_with('-') => {
                format!("{digits}e+{exponent}")
            }
            _ => text,
        }
    }
}

/// The kind that a resolved plain scalar has.
pub(crate) fn kind_of(resolved: Resolved) -> Kind {
    match resolved {
        Resolved::Null => Kind::Null,
        Resolved::Bool(_) => Kind::Bool,
        Resolved::Int(_) => Kind::Int,
        Resolved::Float(_) => Kind::Float,
        Resolved::Timestamp => Kind::Timestamp,
        Resolved::Merge | Resolved::Str => Kind::Str,
    }
}
