//! `functions`.

use std::borrow::Cow;

use super::{Events, Trigger};
use crate::syntax::{Entry, Node};

/// What stands under `functions`.
#[derive(Debug, Clone, Copy)]
pub struct Functions<'d> {
    entry: Option<Entry<'d>>,
}

/// One function: a key below `functions` and what is behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Function<'d> {
    entry: Entry<'d>,
}

impl<'d> Functions<'d> {
    pub(super) fn of(entry: Option<Entry<'d>>) -> Functions<'d> {
        Functions { entry }
    }

    /// The entry `functions`.
    pub fn entry(self) -> Option<Entry<'d>> {
        self.entry
    }

    /// The functions of a map, in the order of the file. A list or a scalar has none. Looks no further than asked.
    pub fn iter(self) -> impl Iterator<Item = Function<'d>> {
        let map = self.entry.map(|entry| entry.value);
        let (merged, written) = match map {
            Some(map) if map.has_merges() => (map.entries(), None),
            map => (Vec::new(), map.map(Node::written_entries)),
        };
        let written = written.into_iter().flatten();
        written.chain(merged).map(Function::of)
    }
}

impl<'d> Function<'d> {
    /// The function that an entry below `functions` describes.
    pub fn of(entry: Entry<'d>) -> Function<'d> {
        Function { entry }
    }

    /// Key and body.
    pub fn entry(self) -> Entry<'d> {
        self.entry
    }

    /// Its name: the key, as JavaScript spells it.
    pub fn name(self) -> Cow<'d, str> {
        self.entry.name()
    }

    /// Its body; null or of a wrong shape if the file says so.
    pub fn body(self) -> Node<'d> {
        self.entry.value
    }

    /// The entry with this key in the body.
    pub fn get(self, key: &str) -> Option<Entry<'d>> {
        self.body().get(key)
    }

    /// The value under this key in the body.
    pub fn value(self, key: &str) -> Option<Node<'d>> {
        self.body().value(key)
    }

    /// The entry `handler`.
    pub fn handler(self) -> Option<Entry<'d>> {
        self.get("handler")
    }

    /// What stands under `events`.
    pub fn events(self) -> Events<'d> {
        Events::of(self.get("events"))
    }

    /// Every trigger of every event, in the order of the file.
    pub fn triggers(self) -> Vec<Trigger<'d>> {
        self.events()
            .iter()
            .into_iter()
            .flat_map(|event| event.triggers())
            .collect()
    }

    /// The triggers that the builders would look at under this key: those whose value JavaScript takes for true.
    pub fn active_triggers(self, name: &str) -> Vec<Trigger<'d>> {
        self.triggers()
            .into_iter()
            .filter(|trigger| trigger.name() == name && trigger.is_active())
            .collect()
    }
}
