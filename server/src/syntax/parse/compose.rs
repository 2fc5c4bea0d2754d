//! Composing one node: its properties, its content, its type.

use super::{
    Dialect, MAX_DEPTH, NodeId, Parser, Place, Read, Res, Snapshot, Span, SyntaxErrorKind as E, Tag,
};
use crate::syntax::scalar::{self, Resolved};
use crate::syntax::tree::{Kind, Style, kind_of};

/// Where a line stands against its parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Indent {
    Deeper,
    Same,
    Less,
}

impl Parser<'_> {
    /// Reads one node. Says whether there was anything, be it only a tag or an anchor; the node is in `self.result`.
    pub(super) fn compose(
        &mut self,
        parent_indent: isize,
        place: Place,
        seek: bool,
        compact: bool,
    ) -> Res<bool> {
        if self.depth >= MAX_DEPTH {
            return self.fail(E::TooDeep);
        }
        self.depth += 1;
        let answer = self.compose_node(parent_indent, place, seek, compact);
        self.depth -= 1;
        answer
    }

    fn compose_node(
        &mut self,
        parent_indent: isize,
        place: Place,
        seek: bool,
        compact: bool,
    ) -> Res<bool> {
        self.forget();
        let block_styles = place.is_block();
        let mut block_collections = block_styles;
        let mut at_new_line = false;
        let mut indent = Indent::Deeper;
        if seek && self.skip_space(true)? > 0 {
            at_new_line = true;
            indent = self.indent_against(parent_indent);
        }

        let mut property_start = None;
        // js-yaml goes on reading properties on lines that stand less deep
        let may_have_properties = indent == Indent::Deeper;
        while may_have_properties && matches!(self.here(), b'!' | b'&') {
            let repeats = if self.here() == b'!' {
                self.tag != Tag::None
            } else {
                self.anchor.is_some()
            };
            if self.dialect == Dialect::JsYaml4 && at_new_line && repeats {
                break; // the properties of the first key inside
            }
            let before = self.snapshot();
            if !self.read_tag()? && !self.read_anchor()? {
                break;
            }
            property_start.get_or_insert(before);
            if self.skip_space(true)? > 0 {
                at_new_line = true;
                block_collections = block_styles;
                indent = self.indent_against(parent_indent);
            } else {
                block_collections = false;
            }
        }
        block_collections &= at_new_line || compact;

        let mut content = false;
        let flow_indent = if block_styles {
            parent_indent + 1
        } else {
            parent_indent
        };
        let block_indent = (self.at - self.line_start) as isize;
        if indent == Indent::Deeper {
            content = self.compose_content(
                place,
                block_collections,
                block_indent,
                flow_indent,
                property_start,
            )?;
        } else if indent == Indent::Same && place == Place::BlockOut {
            content = block_collections && self.read_block_sequence(block_indent)?;
            if !content && block_collections && self.dialect == Dialect::JsYaml3 {
                self.define_as_empty(Kind::Sequence);
            }
        }
        // whether the anchor of nothing is defined depends on the column of the next line
        let is_v3 = self.dialect == Dialect::JsYaml3;
        if self.anchor.is_some() && !content && (is_v3 || self.tag == Tag::NonSpecific) {
            self.needs_context |= self.here() == 0;
        }
        self.resolve(indent == Indent::Deeper)?;
        Ok(self.tag != Tag::None || self.anchor.is_some() || content)
    }

    fn compose_content(
        &mut self,
        place: Place,
        block_collections: bool,
        block_indent: isize,
        flow_indent: isize,
        property_start: Option<Snapshot>,
    ) -> Res<bool> {
        if block_collections
            && (self.read_block_sequence(block_indent)?
                || self.read_block_mapping(block_indent, flow_indent)?)
        {
            return Ok(true);
        }
        if self.read_flow_collection(flow_indent)? {
            return Ok(true);
        }
        let is_block_scalar = matches!(self.here(), b'|' | b'>');
        if let Some(start) = property_start
            && place.is_block()
            && !block_collections
            && !is_block_scalar
            && self.dialect == Dialect::JsYaml4
            && self.read_mapping_from_property(start, flow_indent)?
        {
            return Ok(true);
        }
        if (place.is_block() && self.read_block_scalar(flow_indent)?)
            || self.read_single_quoted()?
            || self.read_double_quoted()?
        {
            return Ok(true);
        }
        let alias_at = self.at;
        if self.read_alias()? {
            if self.tag != Tag::None || self.anchor.is_some() {
                return self.fail_at(
                    E::AliasWithProperties,
                    self.at,
                    Span::new(alias_at, self.at),
                );
            }
            return Ok(true);
        }
        if self.read_plain(flow_indent, place == Place::FlowIn)? {
            if self.tag == Tag::None {
                self.tag = Tag::Implicit;
            }
            return Ok(true);
        }
        Ok(false)
    }

    /// `&a key: value`: the properties may belong to the first key of a map rather than to the map.
    fn read_mapping_from_property(&mut self, start: Snapshot, flow_indent: isize) -> Res<bool> {
        let fallback = self.snapshot();
        let indent = (start.at - start.line_start) as isize;
        self.restore(start);
        self.forget();
        if self.read_block_mapping(indent, flow_indent)? && self.read == Read::Mapping {
            return Ok(true);
        }
        // js-yaml throws where we only note an error: its attempts do not come back from that
        let noted = self.errors.get(fallback.errors).cloned();
        self.restore(fallback);
        self.errors.extend(noted);
        self.kept = false;
        Ok(false)
    }

    fn forget(&mut self) {
        self.tag = Tag::None;
        self.tag_span = None;
        self.anchor = None;
        self.read = Read::Nothing;
        self.result = None;
        self.is_merge = false;
        self.kept = false;
    }

    fn indent_against(&self, parent: isize) -> Indent {
        match self.line_indent.cmp(&parent) {
            std::cmp::Ordering::Greater => Indent::Deeper,
            std::cmp::Ordering::Equal => Indent::Same,
            std::cmp::Ordering::Less => Indent::Less,
        }
    }

    /// js-yaml lets an anchor stand for the collection it looks for; some forms of nothing never replace that.
    pub(super) fn define_as_empty(&mut self, kind: Kind) {
        if let Some(anchor) = self.anchor {
            let at = anchor.end as usize;
            let empty = self.add(Span::new(at, at), kind, Style::Flow, 0, 0);
            self.define_anchor(anchor, empty);
        }
    }

    /// Gives the node its type, its properties and its place among the anchors.
    fn resolve(&mut self, deeper: bool) -> Res<()> {
        let has_properties = self.anchor.is_some() || self.tag_span.is_some();
        if self.result.is_none() && has_properties {
            let end = self
                .anchor
                .into_iter()
                .chain(self.tag_span)
                .map(|span| span.end)
                .max()
                .unwrap_or_default();
            self.result = Some(self.add_absent(end as usize));
        }
        let Some(node) = self.result else {
            return Ok(());
        };
        match std::mem::replace(&mut self.tag, Tag::None) {
            Tag::None => {}
            Tag::Implicit => {
                self.tag = Tag::Implicit;
                self.resolve_implicit(node);
            }
            Tag::NonSpecific => self.tag = Tag::NonSpecific,
            Tag::Explicit(tag) => {
                self.resolve_tag(node, &tag)?;
                self.tag = Tag::Explicit(tag);
            }
        }
        if has_properties {
            self.set_properties(node, self.anchor, self.tag_span);
        }
        // js-yaml does not define the anchor of every node that turns out to be empty
        let sees = deeper && !self.kept;
        self.kept = false;
        let defines = match self.tag {
            Tag::None => sees || self.dialect == Dialect::JsYaml4,
            Tag::Explicit(_) => true,
            Tag::Implicit | Tag::NonSpecific => sees,
        };
        if defines && let Some(anchor) = self.anchor {
            self.define_anchor(anchor, node);
        }
        Ok(())
    }

    /// From here on `*name` means `node`.
    pub(super) fn define_anchor(&mut self, anchor: Span, node: NodeId) {
        let name = self.slice(anchor.start as usize + 1, anchor.end as usize);
        if name == "__proto__" && self.dialect == Dialect::JsYaml3 {
            return; // it becomes the prototype of js-yaml 3's table of anchors
        }
        let before = self.anchors.insert(name, node);
        self.anchor_log.push((name, before));
    }

    fn resolve_implicit(&mut self, node: NodeId) {
        let found = match self.read {
            // text that is empty is still text, not nothing
            Read::Scalar if self.tree.scalar_text(node, self.text).is_empty() => return,
            // js-yaml stumbles over a number that has been read already
            Read::Scalar if matches!(self.tree.node(node).kind, Kind::Int | Kind::Float) => {
                let span = self.tree.node(node).span;
                return self.note(E::TagUnresolvable("?".to_owned()), self.at, span);
            }
            Read::Scalar => return self.resolve_plain(node),
            Read::Nothing | Read::Alias if self.is_something(node) => "null",
            Read::Nothing | Read::Alias => return,
            Read::Mapping => "mapping",
            Read::Sequence => "sequence",
        };
        let kind = E::TagKind {
            tag: "?".to_owned(),
            expected: "scalar",
            found,
        };
        let span = self.tag_span.unwrap_or(self.tree.node(node).span);
        self.note(kind, self.at, span);
    }

    fn is_something(&self, node: NodeId) -> bool {
        self.tree.node(self.dereference(node)).kind != Kind::Null
    }

    fn resolve_plain(&mut self, node: NodeId) {
        let resolved = scalar::resolve(self.tree.scalar_text(node, self.text), self.dialect);
        self.is_merge = resolved == Resolved::Merge;
        let kind = kind_of(resolved);
        self.set_kind(node, kind);
    }

    fn resolve_tag(&mut self, node: NodeId, tag: &str) -> Res<()> {
        let span = self.tag_span.unwrap_or(self.tree.node(node).span);
        let offset = self.at;
        let Some(name) = tag.strip_prefix("tag:yaml.org,2002:") else {
            self.note(E::UnknownTag(tag.to_owned()), offset, span);
            return Ok(());
        };
        let of_mappings = ["map", "set"];
        let of_sequences = ["seq", "omap", "pairs"];
        let of_scalars = [
            "str",
            "null",
            "bool",
            "int",
            "float",
            "timestamp",
            "merge",
            "binary",
        ];
        let known = match self.read {
            Read::Mapping => of_mappings.contains(&name),
            Read::Sequence => of_sequences.contains(&name),
            Read::Scalar => of_scalars.contains(&name) || self.is_js_type(name),
            Read::Nothing | Read::Alias => {
                of_mappings.contains(&name)
                    || of_sequences.contains(&name)
                    || of_scalars.contains(&name)
            }
        };
        if !known {
            self.note(E::UnknownTag(tag.to_owned()), offset, span);
            return Ok(());
        }
        if matches!(self.read, Read::Nothing | Read::Alias) && self.is_something(node) {
            // something that came of a tag alone, under a second tag
            let expected = if of_mappings.contains(&name) {
                "mapping"
            } else if of_sequences.contains(&name) {
                "sequence"
            } else {
                "scalar"
            };
            let kind = E::TagKind {
                tag: tag.to_owned(),
                expected,
                found: "null",
            };
            self.note(kind, offset, span);
            return Ok(());
        }
        let kind = match self.read {
            Read::Mapping if name == "set" => self.set_of_nulls(node).then_some(Kind::Mapping),
            Read::Mapping => Some(Kind::Mapping),
            Read::Sequence if name != "seq" => self
                .is_list_of_pairs(node, name == "omap")
                .then_some(Kind::Sequence),
            Read::Sequence => Some(Kind::Sequence),
            Read::Nothing | Read::Alias => self.kind_of_empty(node, name),
            Read::Scalar => self.kind_of_tagged_scalar(node, name),
        };
        match kind {
            Some(kind) => self.set_kind(node, kind),
            None => self.note(E::TagUnresolvable(tag.to_owned()), offset, span),
        }
        Ok(())
    }

    /// js-yaml 3's `load` also knows JavaScript's own types.
    fn is_js_type(&self, name: &str) -> bool {
        self.dialect == Dialect::JsYaml3
            && ["js/regexp", "js/undefined", "js/function"].contains(&name)
    }

    /// A tag with nothing behind it.
    fn kind_of_empty(&mut self, node: NodeId, name: &str) -> Option<Kind> {
        match name {
            "null" | "merge" => {
                self.is_merge = name == "merge";
                Some(Kind::Null)
            }
            "str" => {
                let index = self.tree.push_cooked(Box::from(""));
                if let Some(data) = self.tree.node_mut(node) {
                    data.a = index;
                }
                Some(Kind::Str)
            }
            "map" | "set" | "seq" | "omap" | "pairs" => {
                let at = self.tree.node(node).span;
                self.close(node, at, &[]);
                Some(if matches!(name, "map" | "set") {
                    Kind::Mapping
                } else {
                    Kind::Sequence
                })
            }
            _ => None,
        }
    }

    fn kind_of_tagged_scalar(&mut self, node: NodeId, name: &str) -> Option<Kind> {
        if self.tree.node(node).kind == Kind::Null {
            return self.kind_of_empty(node, name);
        }
        if self.tree.node(node).kind != Kind::Str {
            // the text stood on a line of its own and has its type already
            return (name == "str").then_some(self.tree.node(node).kind);
        }
        let text = self.tree.scalar_text(node, self.text);
        let matches = match name {
            "str" => return Some(Kind::Str),
            "null" => matches!(text, "~" | "null" | "Null" | "NULL").then_some(Kind::Null),
            "bool" => matches!(scalar::resolve(text, self.dialect), Resolved::Bool(_))
                .then_some(Kind::Bool),
            "int" => scalar::integer(text, self.dialect).map(|_| Kind::Int),
            "float" => scalar::float(text, self.dialect).map(|_| Kind::Float),
            "timestamp" => scalar::is_timestamp(text).then_some(Kind::Timestamp),
            "binary" => is_base64(text).then_some(Kind::Binary),
            "merge" => (text == "<<").then_some(Kind::Str),
            _ => Some(Kind::Broken), // a JavaScript value: nothing f.yml can mean
        };
        self.is_merge = name == "merge" && matches.is_some();
        matches
    }

    fn set_of_nulls(&mut self, node: NodeId) -> bool {
        self.need_context_for_children(node);
        self.tree
            .children(node)
            .iter()
            .skip(1)
            .step_by(2)
            .all(|&value| self.tree.node(self.dereference(value)).kind == Kind::Null)
    }

    fn need_context_for_children(&mut self, node: NodeId) {
        let unknown = |&id: &NodeId| self.tree.node(self.dereference(id)).kind == Kind::Alias;
        self.needs_context |= self.tree.children(node).iter().any(unknown);
    }

    /// `!!omap` and `!!pairs`: a list of maps with one entry each; an omap's keys differ.
    fn is_list_of_pairs(&mut self, node: NodeId, distinct: bool) -> bool {
        self.need_context_for_children(node);
        let mut keys = Vec::new();
        for &item in self.tree.children(node) {
            let item = self.dereference(item);
            let [key, _] = self.tree.children(item) else {
                return false;
            };
            if self.tree.node(item).kind != Kind::Mapping {
                return false;
            }
            let text = self.tree.key_text(*key, self.text);
            if distinct && keys.contains(&text) {
                return false;
            }
            keys.push(text);
        }
        true
    }
}

fn is_base64(text: &str) -> bool {
    let mut bits = 0;
    for c in text.chars() {
        match c {
            '\n' | '\r' => {}
            // js-yaml counts padding like any other character
            c if c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=') => bits += 6,
            _ => return false,
        }
    }
    bits % 8 == 0
}
