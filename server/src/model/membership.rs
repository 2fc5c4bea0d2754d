//! Which aggregation takes which function, as `checkAggregation` of the package plugin decides it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::key_order::in_key_order;
use super::{Aggregation, Function, Service};

/// What happens to a function on deployment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Membership {
    /// Deployed as a function of its own.
    #[default]
    Alone,
    /// Folded into an aggregation, and no longer there by itself.
    Folded,
    /// Folded into an aggregation, and deployed by itself too (`deployOrigin`).
    FoldedAndAlone,
    /// Gone: an aggregation has its name and stands in its place.
    Replaced,
}

impl Membership {
    /// Whether it is a member of an aggregation.
    pub fn is_folded(self) -> bool {
        matches!(self, Membership::Folded | Membership::FoldedAndAlone)
    }

    /// Whether it is deployed as a function of its own.
    pub fn is_deployed_alone(self) -> bool {
        matches!(self, Membership::Alone | Membership::FoldedAndAlone)
    }
}

/// The members of all aggregations of a service.
#[derive(Debug, Default)]
pub struct Memberships<'d> {
    decisions: Arc<Decisions>,
    aggregations: Vec<Aggregation<'d>>,
}

/// Who is a member of what, by name: true of every version of a service whose aggregations, and whose functions' names
/// and triggers, are the same.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    /// By function name: which of the aggregations took it, counted from 0.
    taken: HashMap<String, usize>,
    /// Names of functions that an aggregation of the same name replaces.
    replaced: HashSet<String>,
    /// By function name: the events that an aggregation of events deploys as its own.
    carried: HashMap<String, Carried>,
}

/// Which events of a folded function its aggregation deploys as its own, by their places in `events`. Those beyond the
/// 64th are not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Carried(u64);

impl Carried {
    /// Whether it deploys the event at this place.
    pub fn has(self, index: usize) -> bool {
        index < 64 && self.0 & (1 << index) != 0
    }

    fn add(&mut self, index: usize) {
        if index < 64 {
            self.0 |= 1 << index;
        }
    }
}

impl Decisions {
    fn of(service: Service<'_>, aggregations: &[Aggregation<'_>]) -> Decisions {
        let mut taken = HashMap::new();
        let mut replaced = HashSet::new();
        let mut carried: HashMap<String, Carried> = HashMap::new();
        let mut functions: Vec<Function<'_>> = service.functions().iter().collect();
        in_key_order(&mut functions, |function| function.name());
        for (number, aggregation) in aggregations.iter().enumerate() {
            let matcher = aggregation.selection().matcher();
            // The aggregation takes its place under its own name before it looks for members.
            if functions
                .iter()
                .any(|function| function.name() == aggregation.name())
            {
                replaced.insert(aggregation.name().into_owned());
            }
            // of each type of event the first is deployed
            let mut types = HashSet::new();
            for function in &functions {
                let name = function.name();
                if taken.contains_key(name.as_ref()) || replaced.contains(name.as_ref()) {
                    continue;
                }
                if fits(*function, *aggregation) && matcher.chooses(&name) {
                    for event in function.events().iter() {
                        let first = event.triggers().into_iter().next();
                        let kind = first.map(|trigger| trigger.name().into_owned());
                        if aggregation.is_event_trigger() && types.insert(kind) {
                            let carried = carried.entry(name.to_string()).or_default();
                            carried.add(event.index());
                        }
                    }
                    taken.insert(name.into_owned(), number);
                }
            }
        }
        Decisions {
            taken,
            replaced,
            carried,
        }
    }
}

impl<'d> Memberships<'d> {
    /// Decides for every function. A deploy type switches aggregation off.
    pub fn of(service: Service<'d>) -> Memberships<'d> {
        let aggregations = aggregations_of(service);
        let decisions = match aggregations.is_empty() {
            true => Decisions::default(),
            false => Decisions::of(service, &aggregations),
        };
        Memberships {
            decisions: Arc::new(decisions),
            aggregations,
        }
    }

    /// The same for a service about which these decisions are known to be true.
    pub fn known(service: Service<'d>, decisions: Arc<Decisions>) -> Memberships<'d> {
        Memberships {
            decisions,
            aggregations: aggregations_of(service),
        }
    }

    /// What was decided.
    pub fn decisions(&self) -> &Arc<Decisions> {
        &self.decisions
    }

    /// What happens to the function of this name.
    pub fn membership(&self, function: &str) -> Membership {
        match self.aggregation_of(function) {
            None if self.decisions.replaced.contains(function) => Membership::Replaced,
            None => Membership::Alone,
            // Folded by an earlier aggregation and still there; then one of the same name replaced it.
            Some(_) if self.decisions.replaced.contains(function) => Membership::Folded,
            Some(aggregation) if aggregation.deploys_origin() => Membership::FoldedAndAlone,
            Some(_) => Membership::Folded,
        }
    }

    /// The events of the function of this name that its aggregation deploys as its own.
    pub fn carried(&self, function: &str) -> Carried {
        self.decisions
            .carried
            .get(function)
            .copied()
            .unwrap_or_default()
    }

    /// The aggregation that takes the function of this name.
    pub fn aggregation_of(&self, function: &str) -> Option<Aggregation<'d>> {
        let &number = self.decisions.taken.get(function)?;
        self.aggregations.get(number).copied()
    }

    /// The members of an aggregation, in the order in which packaging meets them: that of the file, but numbers first.
    pub fn members(&self, service: Service<'d>, aggregation: Aggregation<'d>) -> Vec<Function<'d>> {
        let of_this =
            |function: &Function<'d>| self.aggregation_of(&function.name()) == Some(aggregation);
        let mut members: Vec<Function<'d>> = service.functions().iter().filter(of_this).collect();
        in_key_order(&mut members, |function| function.name());
        members
    }
}

/// The aggregations that take members: none if a deploy type switches them off.
fn aggregations_of(service: Service<'_>) -> Vec<Aggregation<'_>> {
    match service.deploy_type() {
        Some(_) => Vec::new(),
        None => {
            let mut aggregations = service.aggregations();
            in_key_order(&mut aggregations, |aggregation| aggregation.name());
            aggregations
        }
    }
}

/// Whether an aggregation looks at a function at all: one kind takes functions with an http trigger, the other
/// those without. A function without any event stays where it is.
fn fits(function: Function, aggregation: Aggregation) -> bool {
    if aggregation.is_event_trigger() {
        !has_http_first(function) && function.events().iter().next().is_some()
    } else {
        has_http_first(function)
    }
}

/// Whether the first key of any event is `http`: what aggregation calls an http function.
pub(crate) fn has_http_first(function: Function) -> bool {
    function
        .triggers()
        .into_iter()
        .any(|trigger| trigger.is_first() && trigger.is("http"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::Document;

    fn memberships(text: &str) -> Vec<Membership> {
        let document = Document::new(text);
        let service = Service::of(&document);
        let memberships = Memberships::of(service);
        service
            .functions()
            .iter()
            .map(|function| memberships.membership(&function.name()))
            .collect()
    }

    /// Seen in what `f package` writes (fcli-plugin-package 1.3.22).
    #[test]
    fn a_function_without_events_is_never_folded() {
        let text = "functions:\n  job: {handler: job.run}\n  tick: {events: [timer: {value: x}]}\n  none: {events: []}\n\
                    aggregation:\n  all: {eventTrigger: true, functionsPattern: ['*']}\n";
        assert_eq!(
            memberships(text),
            [Membership::Alone, Membership::Folded, Membership::Alone]
        );
    }

    #[test]
    fn of_each_type_of_event_the_first_is_deployed() {
        let text = "functions:\n  a: {events: [timer: {value: x}, timer: {value: y}]}\n  b: {events: [timer: {value: x}, log: {log: y}]}\n\
                    aggregation:\n  all: {eventTrigger: true, functionsPattern: ['*']}\n";
        let document = Document::new(text);
        let memberships = Memberships::of(Service::of(&document));
        let carried = |name| [0, 1].map(|index| memberships.carried(name).has(index));
        assert_eq!(carried("a"), [true, false]);
        assert_eq!(carried("b"), [false, true]);
    }

    #[test]
    fn an_aggregation_stands_in_the_place_of_its_namesake() {
        let text = "functions:\n  main: {events: [http: {path: /a}]}\n  cart: {events: [http: {path: /b}]}\n\
                    aggregation:\n  main: {functionsPattern: ['*']}\n";
        assert_eq!(
            memberships(text),
            [Membership::Replaced, Membership::Folded]
        );
    }

    #[test]
    fn the_first_aggregation_takes_a_function() {
        let text = "functions:\n  cart: {events: [http: {path: /b}]}\n\
                    aggregation:\n  a: {functions: [cart], deployOrigin: true}\n  b: {functions: [cart]}\n";
        assert_eq!(memberships(text), [Membership::FoldedAndAlone]);
    }
}
