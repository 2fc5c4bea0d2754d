//! Maps and lists, by indentation and in brackets.

use std::collections::HashSet;

use super::{
    Dialect, Kind, NodeId, Parser, Place, Read, Res, Span, Style, SyntaxErrorKind as E, is_blank,
    is_blank_or_eol,
};
use crate::syntax::tree::MERGE;

/// Up to this many entries a new key is compared with each earlier one; from there on a set is kept.
const LINEAR_KEYS: usize = 12;

/// Line and offset where js-yaml sees a key begin, where it looks.
type KeyPlace = Option<(usize, usize)>;

/// Room for the entries of an ordinary map.
const ORDINARY: usize = 8;

/// The entries of a mapping while it is read.
#[derive(Default)]
pub(super) struct Entries {
    /// Keys and values by turns.
    children: Vec<NodeId>,
    /// A bit for each key's [`trait_of`]: most keys differ from all others by that already.
    traits: u64,
    /// The texts of the keys, once there are many.
    seen: HashSet<String>,
}

/// Of 64 bits one that equal texts have in common.
fn trait_of(key: &str) -> u64 {
    let byte = |at: usize| u32::from(key.as_bytes().get(at).copied().unwrap_or(0));
    let last = byte(key.len().wrapping_sub(1));
    let mixed = byte(0) + 7 * byte(1) + 31 * last + 11 * key.len() as u32;
    1 << (mixed % 64)
}

impl Parser<'_> {
    /// Stores an entry, as js-yaml does: duplicates and unacceptable merges are errors.
    fn store(
        &mut self,
        entries: &mut Entries,
        key: NodeId,
        is_merge: bool,
        value: NodeId,
        place: KeyPlace,
    ) {
        let span = self.tree.node(key).span;
        let target = self.dereference(key);
        match self.tree.kind(target) {
            Kind::Str => {}
            Kind::Sequence => {
                let nested = self
                    .tree
                    .children(target)
                    .iter()
                    .any(|&item| self.tree.node(self.dereference(item)).kind == Kind::Sequence);
                if nested {
                    self.note(E::NestedArrayKey, self.at, span);
                }
                let unknown =
                    |&id: &NodeId| self.tree.node(self.dereference(id)).kind == Kind::Alias;
                self.needs_context |= self.tree.children(target).iter().any(unknown);
            }
            Kind::Alias => self.needs_context = true,
            _ => {}
        }
        if is_merge {
            if let Some(data) = self.tree.node_mut(key) {
                data.b = MERGE;
            }
            self.check_merge(value);
        } else if self.is_duplicate(entries, key) {
            // js-yaml takes a key on the first line for one without a place
            let offset = match place {
                Some((line, at)) if line > 0 => at,
                _ => self.at,
            };
            self.note(E::DuplicateKey, offset, span);
        }
        if entries.children.is_empty() {
            entries.children.reserve(2 * ORDINARY);
        }
        entries.children.push(key);
        entries.children.push(value);
        if self.depth == self.outermost && !is_merge {
            self.stored.push((key, self.errors.len()));
        }
    }

    fn is_duplicate(&self, entries: &mut Entries, key: NodeId) -> bool {
        let key_text = self.key_of(key);
        let keys = || entries.children.iter().step_by(2);
        if entries.children.len() < 2 * LINEAR_KEYS {
            let before = entries.traits;
            entries.traits |= trait_of(&key_text);
            return before == entries.traits
                && keys().any(|&other| {
                    let by_look = self.tree.is_text(other, self.text, &key_text);
                    by_look.unwrap_or_else(|| {
                        !self.is_merge_key(other) && self.key_of(other) == key_text
                    })
                });
        }
        if entries.seen.is_empty() {
            let texts: Vec<String> = keys()
                .filter(|&&other| !self.is_merge_key(other))
                .map(|&other| self.key_of(other).into_owned())
                .collect();
            entries.seen.extend(texts);
        }
        !entries.seen.insert(key_text.into_owned())
    }

    pub(super) fn key_of(&self, key: NodeId) -> std::borrow::Cow<'_, str> {
        let target = self.dereference(key);
        self.tree.key_text(target, self.text)
    }

    fn is_merge_key(&self, key: NodeId) -> bool {
        self.tree.is_merge_key(key)
    }

    /// The node behind an alias of this text, else the node itself.
    pub(super) fn dereference(&self, id: NodeId) -> NodeId {
        self.tree.dereference(id)
    }

    /// Makes a collection whose children follow. Its anchor can be used inside it already.
    fn open_collection(&mut self, kind: Kind, style: Style, anchor: Option<Span>) -> NodeId {
        let id = self.add(Span::new(self.at, self.at), kind, style, 0, 0);
        if let Some(anchor) = anchor {
            self.define_anchor(anchor, id);
        }
        id
    }

    pub(super) fn read_flow_collection(&mut self, node_indent: isize) -> Res<bool> {
        let (terminator, is_mapping) = match self.here() {
            b'[' => (b']', false),
            b'{' => (b'}', true),
            _ => return Ok(false),
        };
        let start = self.at;
        let opening = Span::new(start, start + 1);
        let (tag, tag_span, anchor) = (self.tag.clone(), self.tag_span, self.anchor);
        let id = self.open_collection(
            if is_mapping {
                Kind::Mapping
            } else {
                Kind::Sequence
            },
            Style::Flow,
            anchor,
        );
        let mut entries = Entries::default();
        let mut items = Vec::new();
        let mut expects_entry = true;
        self.at += 1;
        loop {
            if self.here() == 0 {
                return self.fail_at(E::StreamEndInFlow, self.at, opening);
            }
            self.skip_space(true)?;
            if self.here() == terminator {
                self.at += 1;
                let children = if is_mapping { entries.children } else { items };
                self.close(id, Span::new(start, self.at), &children);
                self.tag = tag;
                self.tag_span = tag_span;
                self.anchor = anchor;
                self.read = if is_mapping {
                    Read::Mapping
                } else {
                    Read::Sequence
                };
                self.result = Some(id);
                return Ok(true);
            }
            if !expects_entry {
                return match self.here() {
                    0 => self.fail_at(E::MissedComma, self.at, opening),
                    _ => self.fail(E::MissedComma),
                };
            }
            if self.here() == b',' && self.dialect == Dialect::JsYaml4 {
                return self.fail(E::UnexpectedComma);
            }
            let mut is_pair = false;
            if self.here() == b'?' && is_blank_or_eol(self.byte(self.at + 1)) {
                is_pair = true;
                self.at += 1;
                self.skip_space(true)?;
            }
            let is_explicit = is_pair;
            let (line, key_at) = (self.line, self.at);
            let place = (self.dialect == Dialect::JsYaml4).then_some((line, key_at));
            self.compose(node_indent, Place::FlowIn, false, true)?;
            let key = self.take_result(key_at);
            let is_merge = self.is_merge;
            self.skip_space(true)?;
            let mut value = None;
            if (is_explicit || self.line == line) && self.here() == b':' {
                is_pair = true;
                self.at += 1;
                let after_colon = self.at;
                self.skip_space(true)?;
                self.compose(node_indent, Place::FlowIn, false, true)?;
                value = Some(self.take_result(after_colon));
            }
            if is_mapping || is_pair {
                let end = self.end_of(key);
                let value = value.unwrap_or_else(|| self.add_absent(end));
                if is_mapping {
                    self.store(&mut entries, key, is_merge, value, place);
                } else {
                    // `[a: 1]` is a list with a map of one entry in it
                    let span = Span::new(key_at, self.end_of(value).max(end));
                    let pair = self.add(span, Kind::Mapping, Style::Flow, 0, 0);
                    let mut single = Entries::default();
                    self.store(&mut single, key, is_merge, value, place);
                    self.close(pair, span, &single.children);
                    items.push(pair);
                }
            } else {
                items.push(key);
            }
            self.skip_space(true)?;
            expects_entry = self.here() == b',';
            if expects_entry {
                self.at += 1;
            }
        }
    }

    pub(super) fn read_block_sequence(&mut self, node_indent: isize) -> Res<bool> {
        if self.tab_before_collection()
            || self.here() != b'-'
            || !is_blank_or_eol(self.byte(self.at + 1))
        {
            // js-yaml stores the anchor even of a list that turns out not to be one; what follows stores it again.
            return Ok(false);
        }
        let start = self.at;
        let (tag, tag_span, anchor) = (self.tag.clone(), self.tag_span, self.anchor);
        let id = self.open_collection(Kind::Sequence, Style::Block, anchor);
        let mut items = Vec::new();
        let mut end = start + 1;
        while self.here() != 0 {
            self.refuse_tab()?;
            if self.here() != b'-' || !is_blank_or_eol(self.byte(self.at + 1)) {
                break;
            }
            self.at += 1;
            let after_dash = self.at;
            end = after_dash;
            if self.skip_space(true)? > 0 && self.line_indent <= node_indent {
                let absent = self.add_absent(after_dash);
                items.push(absent);
                continue;
            }
            let line = self.line;
            self.compose(node_indent, Place::BlockIn, false, true)?;
            let item = self.take_result(after_dash);
            end = self.end_of(item).max(end);
            items.push(item);
            self.skip_space(true)?;
            if (self.line == line || self.line_indent > node_indent) && self.here() != 0 {
                return self.fail(E::BadSequenceIndent);
            }
            if self.line_indent < node_indent {
                break;
            }
        }
        self.close(id, Span::new(start, end), &items);
        self.tag = tag;
        self.tag_span = tag_span;
        self.anchor = anchor;
        self.read = Read::Sequence;
        self.result = Some(id);
        Ok(true)
    }

    /// Reads a map by indentation. If what stands here is a node but no map, that node is the result and the answer
    /// is still true, as in js-yaml.
    pub(super) fn read_block_mapping(
        &mut self,
        node_indent: isize,
        flow_indent: isize,
    ) -> Res<bool> {
        self.read_mapping_entries(node_indent, flow_indent, false)
    }

    /// The same. With `continued`, the map has entries before those that stand here.
    pub(super) fn read_mapping_entries(
        &mut self,
        node_indent: isize,
        flow_indent: isize,
        continued: bool,
    ) -> Res<bool> {
        if self.tab_before_collection() && !continued {
            return Ok(false);
        }
        self.define_as_empty(Kind::Mapping);
        let start = self.at;
        let (tag, tag_span, anchor) = (self.tag.clone(), self.tag_span, self.anchor);
        let mut id = continued.then(|| self.open_collection(Kind::Mapping, Style::Block, None));
        let mut entries = Entries::default();
        let mut key: Option<(NodeId, bool)> = None;
        let mut at_explicit_key = false;
        // where the `?` of an explicit key stands
        let mut explicit_at = start;
        let mut end = start;
        let mut place = None;
        while self.here() != 0 {
            if !at_explicit_key {
                self.refuse_tab()?;
            }
            let line = self.line;
            let loop_place = Some((self.line, self.at));
            let allow_compact;
            let indicator = self.here();
            let mut value_at = self.at + 1;
            if matches!(indicator, b'?' | b':') && is_blank_or_eol(self.byte(self.at + 1)) {
                if indicator == b'?' {
                    if at_explicit_key {
                        self.store_without_value(
                            &mut entries,
                            key.take(),
                            explicit_at,
                            &mut end,
                            place,
                        );
                    }
                    id.get_or_insert_with(|| {
                        self.open_collection(Kind::Mapping, Style::Block, anchor)
                    });
                    at_explicit_key = true;
                    explicit_at = self.at;
                } else if at_explicit_key {
                    at_explicit_key = false;
                } else {
                    return self.fail(E::IncompleteExplicitPair);
                }
                allow_compact = true;
                self.at += 1;
            } else {
                let key_at = self.at;
                place = loop_place;
                let is_plain = !at_explicit_key && self.read_plain_key();
                if !is_plain && !self.compose(flow_indent, Place::FlowOut, false, true)? {
                    break;
                }
                let keeps_node = if self.line == line {
                    while is_blank(self.here()) {
                        self.at += 1;
                    }
                    if self.here() == b':' {
                        self.at += 1;
                        if !is_blank_or_eol(self.here()) {
                            return self.fail(E::WhitespaceAfterColon);
                        }
                        let (node, is_merge) = (self.take_result(key_at), self.is_merge);
                        if at_explicit_key {
                            // js-yaml has moved on to the new key's place already
                            self.store_without_value(
                                &mut entries,
                                key.take(),
                                explicit_at,
                                &mut end,
                                place,
                            );
                        }
                        id.get_or_insert_with(|| {
                            self.open_collection(Kind::Mapping, Style::Block, anchor)
                        });
                        at_explicit_key = false;
                        key = Some((node, is_merge));
                        value_at = self.at;
                        false
                    } else if id.is_some() {
                        let at = self.at;
                        return self.fail_at(
                            E::ColonMissed,
                            at,
                            Span::new(key_at, at.min(self.bytes.len())),
                        );
                    } else {
                        true
                    }
                } else if id.is_some() {
                    let at = self.at;
                    let first_line = self
                        .result
                        .map_or(Span::new(key_at, key_at), |node| self.tree.node(node).span);
                    return self.fail_at(E::MultilineImplicitKey, at, first_line);
                } else {
                    true
                };
                if keeps_node {
                    // not a map: the node that was read as its first key is the result
                    self.tag = tag;
                    self.tag_span = tag_span;
                    self.anchor = anchor;
                    self.kept = true;
                    return Ok(true);
                }
                allow_compact = false;
            }
            if self.line == line || self.line_indent > node_indent {
                let after = value_at;
                if at_explicit_key {
                    place = Some((self.line, self.at));
                }
                if self.dialect == Dialect::JsYaml3 {
                    place = loop_place;
                }
                let content = self.read_plain_value(node_indent)?
                    || self.compose(node_indent, Place::BlockOut, true, allow_compact)?;
                if at_explicit_key {
                    if content {
                        key = Some((self.take_result(after), false));
                    } else {
                        key = None;
                    }
                } else {
                    let value = if content {
                        self.take_result(after)
                    } else {
                        self.add_absent(after)
                    };
                    end = self.end_of(value).max(after).max(end);
                    let (node, is_merge) = self.key_or_null(key.take(), after);
                    self.store(&mut entries, node, is_merge, value, place);
                }
                self.skip_space(true)?;
            }
            let same_line = self.line == line && self.dialect == Dialect::JsYaml4;
            if (same_line || self.line_indent > node_indent) && self.here() != 0 {
                return self.fail(E::BadMappingIndent);
            }
            if self.line_indent < node_indent {
                break;
            }
        }
        if at_explicit_key {
            self.store_without_value(&mut entries, key.take(), explicit_at, &mut end, place);
        }
        let Some(id) = id else { return Ok(false) };
        self.close(id, Span::new(start, end), &entries.children);
        self.tag = tag;
        self.tag_span = tag_span;
        self.anchor = anchor;
        self.read = Read::Mapping;
        self.result = Some(id);
        Ok(true)
    }

    /// `? key` without a value.
    fn store_without_value(
        &mut self,
        entries: &mut Entries,
        key: Option<(NodeId, bool)>,
        explicit_at: usize,
        end: &mut usize,
        place: KeyPlace,
    ) {
        let place = place.filter(|_| self.dialect == Dialect::JsYaml4);
        // a key that is not written stands at its `?`, wherever the next line is
        let (node, is_merge) = self.key_or_null(key, explicit_at);
        let value_at = self.end_of(node);
        *end = value_at.max(*end);
        let value = self.add_absent(value_at);
        self.store(entries, node, is_merge, value, place);
    }

    fn key_or_null(&mut self, key: Option<(NodeId, bool)>, at: usize) -> (NodeId, bool) {
        match key {
            Some(key) => key,
            None => (self.add_absent(at.min(self.bytes.len())), false),
        }
    }

    /// The node just composed, or one for "nothing here" at `at`.
    fn take_result(&mut self, at: usize) -> NodeId {
        match self.result {
            Some(node) => node,
            None => {
                let at = at.min(self.bytes.len());
                self.add_absent(at)
            }
        }
    }

    /// js-yaml 4 reads no collection behind a tab; js-yaml 3 has no such rule.
    fn tab_before_collection(&self) -> bool {
        self.dialect == Dialect::JsYaml4 && self.first_tab.is_some()
    }

    fn refuse_tab(&mut self) -> Res<()> {
        match self.first_tab {
            Some(tab) if self.dialect == Dialect::JsYaml4 => {
                self.fail_at(E::TabIndentation, tab, Span::new(tab, tab + 1))
            }
            _ => Ok(()),
        }
    }
}
