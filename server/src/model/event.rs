//! `events` and the triggers in it, in every shape that occurs.

use std::borrow::Cow;

use crate::syntax::{Entry, Kind, Node, Span, Style};

/// What stands under a function's `events`.
#[derive(Debug, Clone, Copy)]
pub enum Events<'d> {
    /// No such key.
    Absent,
    /// `events:` with nothing behind it.
    Null(Entry<'d>),
    /// A list.
    List(Entry<'d>),
    /// A map, a text, a number …
    WrongShape(Entry<'d>),
}

/// One item of `events`.
#[derive(Debug, Clone, Copy)]
pub struct Event<'d> {
    node: Node<'d>,
    index: usize,
}

/// The shape of an item of `events`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventShape {
    /// `-` with nothing behind it.
    Empty,
    /// `- http`: text or another scalar.
    Scalar,
    /// `- {}`.
    NoKey,
    /// `- http: …`: one key, as it should be.
    OneKey,
    /// Several keys; the builders read them all, aggregation only the first.
    SeveralKeys,
    /// `- - http`: a list in the list.
    List,
    /// Could not be read.
    Broken,
}

/// A key of an item of `events`, with its value: `http: {path: /}`.
#[derive(Debug, Clone, Copy)]
pub struct Trigger<'d> {
    entry: Entry<'d>,
    event: usize,
    is_first: bool,
    /// Looked up once, as is the next: nearly every rule about triggers asks.
    facts: Option<&'static fyml_schema::Trigger>,
    is_active: bool,
}

/// The shape of a trigger's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TriggerShape {
    /// Nothing behind the key.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// Text or a number.
    Scalar,
    /// A map of fields, as it should be.
    Fields,
    /// A list.
    List,
    /// Could not be read.
    Broken,
}

impl<'d> Events<'d> {
    pub(super) fn of(entry: Option<Entry<'d>>) -> Events<'d> {
        match entry {
            None => Events::Absent,
            Some(entry) if entry.value.is_null() => Events::Null(entry),
            Some(entry) if entry.value.is_sequence() => Events::List(entry),
            Some(entry) => Events::WrongShape(entry),
        }
    }

    /// The entry `events`, if it is written.
    pub fn entry(self) -> Option<Entry<'d>> {
        match self {
            Events::Absent => None,
            Events::Null(entry) | Events::List(entry) | Events::WrongShape(entry) => Some(entry),
        }
    }

    /// The items of a list.
    pub fn iter(self) -> impl Iterator<Item = Event<'d>> {
        let list = match self {
            Events::List(entry) => Some(entry.value),
            _ => None,
        };
        let items = list.into_iter().flat_map(Node::items).enumerate();
        items.map(|(index, node)| Event { node, index })
    }
}

impl<'d> Event<'d> {
    /// The item's node.
    pub fn node(self) -> Node<'d> {
        self.node
    }

    /// Its place in the list, from 0.
    pub fn index(self) -> usize {
        self.index
    }

    /// Its shape.
    pub fn shape(self) -> EventShape {
        let node = self.node.resolved();
        match node.kind() {
            Kind::Null => EventShape::Empty,
            Kind::Mapping => match node.seen_entries().len() {
                0 => EventShape::NoKey,
                1 => EventShape::OneKey,
                _ => EventShape::SeveralKeys,
            },
            Kind::Sequence => EventShape::List,
            Kind::Broken | Kind::Alias => EventShape::Broken,
            _ => EventShape::Scalar,
        }
    }

    /// Where it is written: its dash if there is nothing behind that.
    pub fn written_span(self) -> Span {
        let span = self.node.span();
        if self.node.style() != Style::Absent {
            return span;
        }
        let text = self.node.document().text();
        let line = text.line_of(span.start);
        let dash = text.line(line).rfind('-');
        dash.map_or(span, |dash| {
            let start = text.line_start(line) + dash as u32;
            let end = start + 1;
            Span { start, end }
        })
    }

    /// Its keys with their values; none if the item is no map.
    pub fn triggers(self) -> Vec<Trigger<'d>> {
        self.each_trigger().collect()
    }

    pub(super) fn each_trigger(self) -> impl Iterator<Item = Trigger<'d>> {
        let entries = self.node.seen_entries().enumerate();
        entries.map(move |(i, entry)| Trigger {
            entry,
            event: self.index,
            is_first: i == 0,
            facts: fyml_schema::trigger(&entry.name()),
            is_active: !entry.value.is_falsy(),
        })
    }
}

impl PartialEq for Trigger<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.entry == other.entry && self.event == other.event
    }
}

impl Eq for Trigger<'_> {}

impl<'d> Trigger<'d> {
    /// Key and value.
    pub fn entry(self) -> Entry<'d> {
        self.entry
    }

    /// The key.
    pub fn name(self) -> Cow<'d, str> {
        self.entry.name()
    }

    /// The place of its item in the list, from 0.
    pub fn event_index(self) -> usize {
        self.event
    }

    /// Whether it is the first key of its item, the only one that aggregation looks at.
    pub fn is_first(self) -> bool {
        self.is_first
    }

    /// Whether the builders look at it: they test `if (event.http)`.
    pub fn is_active(self) -> bool {
        self.is_active
    }

    /// Whether it is of this type, one that the schema knows.
    pub fn is(self, name: &str) -> bool {
        self.facts.is_some_and(|facts| facts.name == name)
    }

    /// What the schema knows of this trigger type.
    pub fn facts(self) -> Option<&'static fyml_schema::Trigger> {
        self.facts
    }

    /// The shape of its value.
    pub fn shape(self) -> TriggerShape {
        let node = self.entry.value.resolved();
        match node.kind() {
            Kind::Null => TriggerShape::Null,
            Kind::Bool => TriggerShape::Bool(node.as_bool() == Some(true)),
            Kind::Mapping => TriggerShape::Fields,
            Kind::Sequence => TriggerShape::List,
            Kind::Broken | Kind::Alias => TriggerShape::Broken,
            _ => TriggerShape::Scalar,
        }
    }

    /// The field with this name.
    pub fn get(self, field: &str) -> Option<Entry<'d>> {
        self.entry.value.get(field)
    }

    /// The value of the field with this name.
    pub fn value(self, field: &str) -> Option<Node<'d>> {
        self.entry.value.value(field)
    }
}
