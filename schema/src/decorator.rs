//! The decorators with which Midway code declares functions, and what their arguments mean in f.yml's words.

use crate::source::{Source, read};

/// A member of the enum `ServerlessTriggerType` and the key in `events` that it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TriggerMember {
    /// The member: `API_GATEWAY` of `ServerlessTriggerType.API_GATEWAY`.
    pub member: &'static str,
    /// The trigger's key: `apigw`.
    pub trigger: &'static str,
}

/// Where [`TRIGGER_MEMBERS`] and [`ROUTE_DECORATORS`] were read.
pub const DECORATOR_SOURCE: Source = read("@midwayjs/core dist/interface.js, dist/decorator");

/// Every member of `ServerlessTriggerType`.
pub const TRIGGER_MEMBERS: &[TriggerMember] = &[
    member("EVENT", "event"),
    member("HTTP", "http"),
    member("API_GATEWAY", "apigw"),
    member("OS", "os"),
    member("CDN", "cdn"),
    member("LOG", "log"),
    member("TIMER", "timer"),
    member("MQ", "mq"),
    member("KAFKA", "kafka"),
    member("HSF", "hsf"),
    member("MTOP", "mtop"),
    member("SSR", "ssr"),
];

/// The method decorators of a `@Controller`, and the HTTP method of each as its collector spells it.
pub const ROUTE_DECORATORS: &[(&str, &str)] = &[
    ("Get", "get"),
    ("Post", "post"),
    ("Put", "put"),
    ("Del", "delete"),
    ("Patch", "patch"),
    ("Head", "head"),
    ("Options", "options"),
    ("All", "all"),
];

const fn member(member: &'static str, trigger: &'static str) -> TriggerMember {
    TriggerMember { member, trigger }
}

/// The trigger key that a member of `ServerlessTriggerType` stands for.
pub fn trigger_of_member(member: &str) -> Option<&'static str> {
    let found = TRIGGER_MEMBERS
        .iter()
        .find(|known| known.member == member)?;
    Some(found.trigger)
}

/// The HTTP method of a route decorator.
pub fn method_of_route(decorator: &str) -> Option<&'static str> {
    let found = ROUTE_DECORATORS.iter().find(|known| known.0 == decorator)?;
    Some(found.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_member_stands_for_a_known_trigger() {
        for known in TRIGGER_MEMBERS {
            assert!(crate::trigger(known.trigger).is_some(), "{known:?}");
        }
        assert_eq!(trigger_of_member("API_GATEWAY"), Some("apigw"));
        assert_eq!(trigger_of_member("http"), None);
        assert_eq!(method_of_route("Del"), Some("delete"));
    }
}
