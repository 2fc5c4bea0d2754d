//! What f.yml is, as data: clouds, keys, triggers, runtimes, limits, and their wording in English and Simplified
//! Chinese. Every fact about a cloud is written here, once; the JSON Schemas, the rules, completion, hover and the
//! documentation are derived from it.

pub mod cloud;
pub mod runtime;
pub mod source;
pub mod trigger;
pub mod wording;

pub use cloud::{CLOUDS, Cloud, CloudFacts, CloudStatus, DeployPath, Support, SupportTable};
pub use runtime::{RUNTIMES, Runtime, RuntimeState};
pub use source::Source;
pub use trigger::{TRIGGERS, Trigger, trigger, triggers_on};
pub use wording::{Lang, Wording, w};
