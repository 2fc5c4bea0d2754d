//! Which aggregation takes which function, as `checkAggregation` of the package plugin decides it.

use std::collections::HashMap;

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
}

impl Membership {
    /// Whether it is a member of an aggregation.
    pub fn is_folded(self) -> bool {
        self != Membership::Alone
    }

    /// Whether it is deployed as a function of its own.
    pub fn is_deployed_alone(self) -> bool {
        self != Membership::Folded
    }
}

/// The members of all aggregations of a service.
#[derive(Debug, Default)]
pub struct Memberships<'d> {
    /// By function name: the aggregation that took it.
    taken: HashMap<String, Aggregation<'d>>,
}

impl<'d> Memberships<'d> {
    /// Decides for every function. A deploy type switches aggregation off.
    pub fn of(service: Service<'d>) -> Memberships<'d> {
        let mut taken = HashMap::new();
        let aggregations = service.aggregations();
        if aggregations.is_empty() || service.deploy_type().is_some() {
            return Memberships { taken };
        }
        let functions: Vec<Function<'d>> = service.functions().iter().collect();
        for aggregation in aggregations {
            let matcher = aggregation.selection().matcher();
            for function in &functions {
                let name = function.name();
                let fits = has_http_first(*function) != aggregation.is_event_trigger();
                if fits && !taken.contains_key(name.as_ref()) && matcher.chooses(&name) {
                    taken.insert(name.into_owned(), aggregation);
                }
            }
        }
        Memberships { taken }
    }

    /// What happens to the function of this name.
    pub fn membership(&self, function: &str) -> Membership {
        match self.taken.get(function) {
            None => Membership::Alone,
            Some(aggregation) if aggregation.deploys_origin() => Membership::FoldedAndAlone,
            Some(_) => Membership::Folded,
        }
    }

    /// The aggregation that takes the function of this name.
    pub fn aggregation_of(&self, function: &str) -> Option<Aggregation<'d>> {
        self.taken.get(function).copied()
    }

    /// The members of an aggregation, in the order of the file.
    pub fn members(&self, service: Service<'d>, aggregation: Aggregation<'d>) -> Vec<Function<'d>> {
        let of_this =
            |function: &Function<'d>| self.aggregation_of(&function.name()) == Some(aggregation);
        service.functions().iter().filter(of_this).collect()
    }
}

/// Whether the first key of any event is `http`: what aggregation calls an http function.
pub(crate) fn has_http_first(function: Function) -> bool {
    function
        .triggers()
        .into_iter()
        .any(|trigger| trigger.is_first() && trigger.name() == "http")
}
