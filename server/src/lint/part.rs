//! The parts of a function that rules about the whole service look at.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::model::{Events, Function};

/// A part of a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Its name, and what kind of value its body is.
    Name,
    /// The triggers: their names, which of them come first and which are switched on, and the shapes they are written
    /// in; not what is below them. With the name, this decides who is a member of which aggregation.
    Triggers,
    /// Everything below `events`.
    Events,
    /// The handler.
    Handler,
    /// The variables.
    Environment,
}

impl Part {
    /// Those that decide who is a member of what.
    pub(super) const OF_MEMBERS: [Part; 2] = [Part::Name, Part::Triggers];

    /// All of them.
    const ALL: [Part; 5] = [
        Part::Name,
        Part::Triggers,
        Part::Events,
        Part::Handler,
        Part::Environment,
    ];

    /// The parts in which two functions, or two versions of one, differ.
    pub(super) fn differing(one: Function<'_>, other: Function<'_>) -> Vec<Part> {
        let differs = |part: &Part| part.of(one) != part.of(other);
        Part::ALL.into_iter().filter(differs).collect()
    }

    /// A hash of the part.
    fn of(self, function: Function<'_>) -> u64 {
        let mut hasher = DefaultHasher::new();
        let hasher_ref = &mut hasher;
        match self {
            Part::Name => {
                let key = function.entry().key;
                (function.name(), key.raw(), key.is_broken()).hash(hasher_ref);
                (function.body().kind() as u8, function.body().is_falsy()).hash(hasher_ref);
            }
            Part::Triggers => triggers(function, hasher_ref),
            Part::Events => below("events", function, hasher_ref),
            Part::Handler => below("handler", function, hasher_ref),
            Part::Environment => below("environment", function, hasher_ref),
        }
        hasher.finish()
    }
}

fn triggers(function: Function<'_>, hasher: &mut impl Hasher) {
    let events = function.events();
    std::mem::discriminant(&events).hash(hasher);
    if let Events::WrongShape(entry) = events {
        entry.value.raw().hash(hasher);
    }
    events.iter().count().hash(hasher);
    for trigger in function.each_trigger() {
        let shape = std::mem::discriminant(&trigger.shape());
        (
            trigger.name(),
            trigger.is_first(),
            trigger.is_active(),
            shape,
        )
            .hash(hasher);
    }
}

fn below(key: &str, function: Function<'_>, hasher: &mut impl Hasher) {
    let entry = function.get(key);
    let value = entry.map(|entry| (entry.value.kind() as u8, entry.value.raw()));
    value.hash(hasher);
}
