//! What f.yml is, as data: clouds, keys, triggers, runtimes, limits, and their wording in English and Simplified
//! Chinese. Every fact about a cloud is written here, once; the JSON Schemas, the rules, completion, hover and the
//! documentation are derived from it.

#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic))]

pub mod cloud;
pub mod cron;
pub mod cron_starters;
pub mod decorator;
pub mod default;
pub mod deploy_types;
pub mod equivalence;
pub mod json_schema;
pub mod key;
pub mod keys;
pub mod limits;
pub mod method;
pub mod names;
pub mod object_events;
pub mod plugins;
pub mod region;
pub mod runtime;
pub mod sample_event;
pub mod source;
pub mod trigger;
mod triggers;
pub mod value;
pub mod walk;
pub mod wording;

pub use cloud::{CLOUDS, Cloud, CloudFacts, CloudStatus, DeployPath, Support, SupportTable};
pub use cron::{CRON_SHAPES, CronField, CronShape, cron};
pub use cron_starters::{CRON_STARTERS, CronStarter, EVERY_STARTERS};
pub use decorator::{ROUTE_DECORATORS, TRIGGER_MEMBERS, method_of_route, trigger_of_member};
pub use default::{Default, Literal};
pub use deploy_types::{DEPLOY_TYPES, DeployType};
pub use key::{Key, Requirement, Unit};
pub use keys::{
    aggregation_keys, custom_domain_keys, deploy_type_keys, function_keys, layer_keys,
    package_keys, provider_keys, top_level_keys,
};
pub use limits::{Limit, LimitName, Limits, limits};
pub use method::{METHOD_RULES, METHODS, Method, MethodRule, UnknownMethod, methods};
pub use names::{NAMES_OF_EVERY_OBJECT, NameFault, NameLimit, NameOf};
pub use object_events::{OBJECT_EVENTS, ObjectEvent};
pub use plugins::{PLUGINS, Plugin, Program, ToolCommand, plugins_for};
pub use region::{REGIONS, Region, RegionStatus};
pub use runtime::{
    ALIYUN_DEFAULT_RUNTIME, RUNTIMES, Runtime, RuntimeState, TENCENT_DEFAULT_RUNTIME,
    TENCENT_PROVIDER_RUNTIME_MAP,
};
pub use sample_event::{SAMPLE_EVENTS, SampleEvent, sample_event};
pub use source::Source;
pub use trigger::{COS_BUCKET_EXAMPLE, TRIGGERS, Trigger, trigger, triggers_on};
pub use value::{EnumValue, Suggestion, Table, ValueKind, Vocabulary};
pub use walk::{PathStep, Place, key_at, keys_at, place, table_at};
pub use wording::{Lang, Wording, w};
