//! The tree read as a service: provider, functions, triggers, aggregations.
//!
//! Everything here is a view: a copyable reference into the document that says what a part is, with its place, whether
//! it is right or not. Nothing is judged; that is `lint`'s work.

mod aggregation;
mod event;
mod function;
mod key_order;
mod membership;
mod provider;
mod recognition;
mod route;
mod service;

pub use aggregation::{Aggregation, NameMatcher, Pattern, Selection};
pub use event::{Event, EventShape, Events, Trigger, TriggerShape};
pub use function::{Function, Functions};
pub(crate) use key_order::array_index;
pub(crate) use membership::has_http_first;
pub use membership::{Carried, Decisions, Membership, Memberships};
pub use provider::{Provider, ProviderName};
pub use recognition::{FileKind, FileName, recognise};
pub use route::{
    AggregatedRoute, MemberPath, aggregated_path, aggregated_route, aggregated_triggers,
    common_start, member_path,
};
pub use service::{DeployType, Service, ServiceName};
