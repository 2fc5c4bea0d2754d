//! `functions`.

use std::borrow::Cow;
use std::iter::Copied;
use std::{slice, vec};

use super::{Event, Events, Trigger};
use crate::syntax::{Entry, Node};

/// What stands under `functions`.
#[derive(Debug, Clone, Copy)]
pub struct Functions<'d> {
    entry: Option<Entry<'d>>,
}

/// One function: a key below `functions` and what is behind it.
#[derive(Debug, Clone, Copy)]
pub struct Function<'d> {
    entry: Entry<'d>,
    /// What was found, if somebody has looked for all who ask.
    looked: Option<&'d Looked<'d>>,
}

/// A function's name and what stands under its `events`, looked up once for the many who ask the same function.
#[derive(Debug)]
pub struct Looked<'d> {
    name: Cow<'d, str>,
    events: Events<'d>,
    triggers: Vec<Trigger<'d>>,
}

/// The triggers of a function, one after the other.
#[derive(Debug, Clone)]
pub enum Triggers<'d> {
    /// Somebody has looked already.
    Known(Copied<slice::Iter<'d, Trigger<'d>>>),
    /// They were looked up for this.
    Found(vec::IntoIter<Trigger<'d>>),
}

impl<'d> Iterator for Triggers<'d> {
    type Item = Trigger<'d>;

    fn next(&mut self) -> Option<Trigger<'d>> {
        match self {
            Triggers::Known(triggers) => triggers.next(),
            Triggers::Found(triggers) => triggers.next(),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match self {
            Triggers::Known(triggers) => triggers.size_hint(),
            Triggers::Found(triggers) => triggers.size_hint(),
        }
    }
}

impl ExactSizeIterator for Triggers<'_> {}

impl PartialEq for Function<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.entry == other.entry
    }
}

impl Eq for Function<'_> {}

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
        let entries = map.into_iter().flat_map(Node::seen_entries);
        entries.map(Function::of)
    }
}

impl<'d> Function<'d> {
    /// The function that an entry below `functions` describes.
    pub fn of(entry: Entry<'d>) -> Function<'d> {
        Function {
            entry,
            looked: None,
        }
    }

    /// Looks at what nearly every rule asks for.
    pub fn look(self) -> Looked<'d> {
        let events = self.events();
        let mut triggers = Vec::new();
        for event in events.iter() {
            triggers.extend(event.each_trigger());
        }
        Looked {
            name: self.entry.name(),
            events,
            triggers,
        }
    }

    /// The same function, with what [`Function::look`] has found.
    pub fn knowing<'l>(self, looked: &'l Looked<'d>) -> Function<'l>
    where
        'd: 'l,
    {
        Function {
            entry: self.entry,
            looked: Some(looked),
        }
    }

    /// Key and body.
    pub fn entry(self) -> Entry<'d> {
        self.entry
    }

    /// Its name: the key, as JavaScript spells it.
    pub fn name(self) -> Cow<'d, str> {
        match self.looked {
            Some(looked) => looked.name.clone(),
            None => self.entry.name(),
        }
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
        match self.looked {
            Some(looked) => looked.events,
            None => Events::of(self.get("events")),
        }
    }

    /// Every trigger of every event, in the order of the file.
    pub fn triggers(self) -> Vec<Trigger<'d>> {
        self.each_trigger().collect()
    }

    /// The same, one after the other; nothing is gathered where somebody has looked already.
    pub fn each_trigger(self) -> Triggers<'d> {
        if let Some(looked) = self.looked {
            return Triggers::Known(looked.triggers.iter().copied());
        }
        let triggers = self.events().iter().flat_map(Event::each_trigger);
        Triggers::Found(triggers.collect::<Vec<_>>().into_iter())
    }

    /// The triggers of one of its events.
    pub fn triggers_of(self, event: Event<'d>) -> Triggers<'d> {
        let Some(looked) = self.looked else {
            return Triggers::Found(event.triggers().into_iter());
        };
        // they stand in the order of the events, of which there may be many
        let first = looked
            .triggers
            .partition_point(|trigger| trigger.event_index() < event.index());
        let rest = &looked.triggers[first..];
        let count = rest.partition_point(|trigger| trigger.event_index() == event.index());
        Triggers::Known(rest[..count].iter().copied())
    }

    /// The triggers that the builders would look at under this key: those whose value JavaScript takes for true.
    pub fn active_triggers(self, name: &str) -> Vec<Trigger<'d>> {
        self.each_trigger()
            .filter(|trigger| trigger.is(name) && trigger.is_active())
            .collect()
    }
}
