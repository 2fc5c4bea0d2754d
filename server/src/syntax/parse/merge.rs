//! Merge keys: what may be merged, and how much.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::{Kind, NodeId, Parser, SyntaxErrorKind as E};

/// js-yaml's `maxTotalMergeKeys`: merged maps and their keys, counted over the whole document.
pub(crate) const MAX_MERGE_KEYS: usize = 10_000;
/// js-yaml's limit for the items of a merged list.
const MAX_SOURCES: usize = 100;

impl Parser<'_> {
    /// Checks the value of a merge key as js-yaml does while it merges.
    pub(super) fn check_merge(&mut self, value: NodeId) {
        let target = self.dereference(value);
        let sources = match self.tree.node(target).kind {
            Kind::Sequence => self.tree.children(target).to_vec(),
            _ => vec![target],
        };
        let span = self.tree.node(value).span;
        if sources.len() > MAX_SOURCES {
            return self.note(E::MergeTooLong, self.at, span);
        }
        for source in sources {
            let target = self.dereference(source);
            match self.tree.node(target).kind {
                Kind::Mapping => {
                    let keys = self.count_keys(target);
                    self.charge(1 + keys, span);
                }
                Kind::Sequence => self.charge(1 + self.tree.children(target).len(), span),
                Kind::Timestamp | Kind::Binary => self.charge(1, span),
                Kind::Alias => {
                    let span = self.tree.node(target).span;
                    let name = self.slice(span.start as usize + 1, span.end as usize);
                    self.free_merges.push(Box::from(name));
                }
                _ => {
                    let span = self.tree.node(source).span;
                    return self.note(E::MergeSourceUnacceptable, self.at, span);
                }
            }
        }
    }

    fn charge(&mut self, work: usize, span: crate::syntax::Span) {
        let before = self.merge_keys;
        self.merge_keys = before.saturating_add(work);
        if before <= MAX_MERGE_KEYS && self.merge_keys > MAX_MERGE_KEYS {
            self.note(E::MergeLimit, self.at, span);
        }
    }

    /// How many different keys a map has, merged ones included. Once the limit is passed nobody asks any more.
    fn count_keys(&mut self, map: NodeId) -> usize {
        if self.merge_keys > MAX_MERGE_KEYS {
            return 0;
        }
        self.keys_of(map).len()
    }

    /// The keys of a map that has been read. Those of maps with merges are kept: a chain of merges is walked once.
    fn keys_of(&mut self, map: NodeId) -> Rc<BTreeSet<String>> {
        if let Some(known) = self.merged_keys.get(&map) {
            return Rc::clone(known);
        }
        // a map that merges itself sees what it holds so far: nothing new
        self.merged_keys.insert(map, Rc::default());
        let mut keys = BTreeSet::new();
        let children = self.tree.children(map).to_vec();
        for pair in children.chunks_exact(2) {
            let &[key, value] = pair else { continue };
            if !self.tree.is_merge_key(key) {
                keys.insert(self.key_of(key).into_owned());
                continue;
            }
            let target = self.dereference(value);
            let sources = match self.tree.node(target).kind {
                Kind::Sequence => self.tree.children(target).to_vec(),
                _ => vec![target],
            };
            for source in sources.into_iter().take(MAX_SOURCES) {
                let source = self.dereference(source);
                if self.tree.node(source).kind == Kind::Mapping {
                    keys.extend(self.keys_of(source).iter().cloned());
                }
            }
        }
        let keys = Rc::new(keys);
        self.merged_keys.insert(map, Rc::clone(&keys));
        keys
    }
}
