//! What a map holds once its merge keys are followed.

use std::borrow::Cow;
use std::collections::HashMap;

use super::{Entry, MAX_REFERENCES, Node};

/// The most entries that are merged together: js-yaml stops at as many, and a chain of merges costs no more.
pub(super) const MAX_MERGED: usize = 10_000;

/// The entries of a map while its merges are followed.
#[derive(Default)]
pub(super) struct Merging<'d> {
    pub entries: Vec<Entry<'d>>,
    /// Where the entry with a key stands, and whether it was merged.
    places: HashMap<Cow<'d, str>, (usize, bool)>,
    work: usize,
}

impl<'d> Merging<'d> {
    /// Takes an entry. `written` is whether it stands in the map itself: there equal keys are all kept.
    pub fn add(&mut self, entry: Entry<'d>, written: bool, depth: usize) {
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
        for entry in source
            .written_entries()
            .filter(|entry| at.sees(source, entry))
        {
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
