//! The numbers of a service that a cloud limits: `timeout`, `memorySize`, `initTimeout`, `concurrency`, … and some
//! fields of triggers. Which keys these are, and on which deploy path they count, is written in the schema. They are
//! looked up once for all rules about them: [`Check::Number`](super::Check::Number).

use fyml_schema::{
    DeployPath, Key, LimitName, Support, aggregation_keys, function_keys, provider_keys,
};

use super::{FunctionContext, ServiceContext};
use crate::model::{Aggregation, Function};
use crate::syntax::{Entry, Node};

/// A number that is written somewhere and read by the deploy path.
pub struct Number<'d> {
    /// What the schema says of its key.
    pub key: &'static Key,
    /// The map in which it stands, or which merges it in.
    pub map: Node<'d>,
    /// Where it is written.
    pub entry: Entry<'d>,
    /// Which limit it has.
    pub limit: LimitName,
    /// Whether it stands in `provider`, from where functions take what they do not set themselves.
    pub is_of_provider: bool,
}

/// The numbers outside functions: below `provider`, and in aggregations, which become functions themselves.
pub(super) fn of_service<'d>(context: &ServiceContext<'d>) -> Vec<Number<'d>> {
    let Some(path) = context.path else {
        return Vec::new();
    };
    let provider = context.service.provider();
    let mut found: Vec<_> = provider.entry().map_or_else(Vec::new, |entry| {
        let of_provider = numbers(provider_keys(), path, entry.value);
        let of_provider = of_provider.map(|number| Number {
            is_of_provider: true,
            ..number
        });
        of_provider.collect()
    });
    for aggregation in deployed_aggregations(context) {
        found.extend(numbers(aggregation_keys(), path, aggregation.body()));
    }
    found
}

/// The aggregations that become functions: none beside a deploy type.
pub(in crate::lint) fn deployed_aggregations<'d>(
    context: &ServiceContext<'d>,
) -> Vec<Aggregation<'d>> {
    match context.service.deploy_type() {
        Some(_) => Vec::new(),
        None => context.service.aggregations(),
    }
}

/// The numbers of a function and its triggers. None if the function is not deployed as it is written: replaced by a
/// deploy type, or folded into an aggregation, which has numbers of its own.
pub(super) fn of_function<'d>(
    function: Function<'d>,
    context: &FunctionContext,
) -> impl Iterator<Item = Number<'d>> + use<'d> {
    let is_deployed = !context.has_deploy_type && context.membership.is_deployed_alone();
    let path = context.path.filter(|_| is_deployed);
    path.into_iter().flat_map(move |path| {
        let own = numbers(function_keys(), path, function.body());
        let of_triggers = function.each_trigger().filter_map(move |trigger| {
            let facts = trigger.facts()?;
            let is_read = facts.support.on(path) != Support::Ignored;
            is_read.then(|| numbers(facts.fields, path, trigger.entry().value))
        });
        own.chain(of_triggers.flatten())
    })
}

fn numbers<'d>(
    keys: &'static [Key],
    path: DeployPath,
    map: Node<'d>,
) -> impl Iterator<Item = Number<'d>> + use<'d> {
    keys.iter().filter_map(move |key| {
        let limit = key
            .limit
            .filter(|_| key.support.on(path) != Support::Ignored)?;
        let entry = map.get(key.name)?;
        (!entry.value.is_interpolated() && !entry.value.is_broken()).then_some(Number {
            key,
            map,
            entry,
            limit,
            is_of_provider: false,
        })
    })
}

impl Number<'_> {
    /// Its value; a text of digits counts, as the clouds take it.
    pub fn value(&self) -> Option<f64> {
        let node = self.entry.value;
        node.as_number().or_else(|| {
            let digits = node.as_str()?;
            let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            digits.parse().ok().filter(|_| is_number)
        })
    }
}
