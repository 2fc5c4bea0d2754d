//! Triggers: the keys an item of `events` can have.

use crate::{
    CRON_STARTERS, Cloud, DeployPath, Key, Support, SupportTable, ValueKind, Wording, cron,
    source::Source, triggers,
};

/// One trigger type.
#[derive(Debug, Clone, Copy)]
pub struct Trigger {
    /// The key in an `events` item.
    pub name: &'static str,
    /// What its value may look like: a map of [`fields`](Self::fields), and for some types `true`.
    pub value: ValueKind,
    /// Its fields, with the support of each deploy path; empty where the type has none.
    pub fields: &'static [Key],
    /// Which deploy paths turn it into a trigger.
    pub support: SupportTable,
    /// One or two sentences for hover and completion.
    pub summary: Wording,
    /// Why not to write it, and what to write instead.
    pub deprecated: Option<Wording>,
    /// The type it is another word for.
    pub alias_of: Option<&'static str>,
    /// The name the cloud gives a trigger without a usable `name`, by path; `<fn>` stands for the function's name,
    /// `<stage>` for `provider.stage`.
    pub default_names: &'static [(DeployPath, &'static str)],
    /// How many of 209 public files use it.
    pub frequency: u16,
    /// Where this was read.
    pub source: Source,
}

/// Every trigger type that public code names, most used first. The last ones no public builder translates.
pub const TRIGGERS: &[Trigger] = triggers::TRIGGERS;

pub use triggers::{API_GATEWAY_CLOSED, API_GATEWAY_TEARDOWN, COS_BUCKET_EXAMPLE};

impl Trigger {
    /// The field with exactly this name.
    pub fn field(&self, name: &str) -> Option<&'static Key> {
        self.fields.iter().find(|key| key.name == name)
    }

    /// A value for one of its fields, as it is written in YAML, for the user to replace: a daily schedule, a bucket of
    /// the form that the cloud wants, the example or first of the known values, else the field's name.
    pub fn sample(&self, field: &Key, path: DeployPath) -> String {
        let cloud = path.cloud();
        if self.name == "timer" && field.name == "value" {
            let schedule = cron(cloud).zip(CRON_STARTERS.first());
            if let Some((shape, starter)) = schedule {
                return format!("'{}'", shape.expression(starter));
            }
        }
        if cloud == Cloud::Tencent && field.name == "bucket" {
            return COS_BUCKET_EXAMPLE.to_owned();
        }
        let known = field.kind.suggestions(Some(cloud));
        let mut known = known.into_iter().filter(|known| known.deprecated.is_none());
        let first = known.next().map(|known| known.value);
        field.example.or(first).unwrap_or(field.name).to_owned()
    }

    /// Whether `- name: true` is understood by some builder or platform.
    pub fn takes_true(&self) -> bool {
        match self.value {
            ValueKind::Bool | ValueKind::Any => true,
            ValueKind::OneOf(kinds) => kinds
                .iter()
                .any(|kind| matches!(kind, ValueKind::Bool | ValueKind::Any)),
            _ => false,
        }
    }

    /// Whether no public deploy path turns it into a trigger.
    pub fn translated_by_nobody(&self) -> bool {
        DeployPath::ALL
            .iter()
            .all(|path| self.support.on(*path) == Support::Ignored)
    }

    /// Whether deploying on `path` makes a new trigger of this type, written as usual. Tencent makes no API gateways
    /// since [`API_GATEWAY_CLOSED`], and skips queues.
    pub fn is_made_on(&self, path: DeployPath) -> bool {
        let is_gateway = matches!(self.name, "http" | "apigw");
        match self.support.on(path) {
            Support::Ignored => false,
            support => {
                support != triggers::UNUSABLE && !(path == DeployPath::Tencent && is_gateway)
            }
        }
    }

    /// The name the cloud gives such a trigger on `path`, with `<fn>` and `<stage>` to be filled in.
    pub fn default_name(&self, path: DeployPath) -> Option<&'static str> {
        self.default_names
            .iter()
            .find(|(on, _)| *on == path)
            .map(|(_, name)| *name)
    }
}

/// The trigger whose key is exactly `name`.
pub fn trigger(name: &str) -> Option<&'static Trigger> {
    TRIGGERS.iter().find(|trigger| trigger.name == name)
}

/// The triggers that `path` turns into something, most used first.
pub fn triggers_on(path: DeployPath) -> impl Iterator<Item = &'static Trigger> {
    TRIGGERS
        .iter()
        .filter(move |trigger| trigger.support.on(path) != Support::Ignored)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shorthands_are_known() {
        assert!(trigger("http").unwrap().takes_true());
        assert!(!trigger("timer").unwrap().takes_true());
        assert!(trigger("hsf").unwrap().translated_by_nobody());
        assert!(trigger("Http").is_none());
        let timer = trigger("timer").unwrap();
        assert!(
            timer
                .field("value")
                .unwrap()
                .required_on(DeployPath::Tencent)
        );
        assert_eq!(
            timer.default_name(DeployPath::ServerlessDevs),
            Some("timer-<fn>")
        );
    }

    #[test]
    fn aliyun_never_sees_apigw() {
        assert!(triggers_on(DeployPath::ServerlessDevs).all(|trigger| trigger.name != "apigw"));
        assert!(triggers_on(DeployPath::Fun).any(|trigger| trigger.name == "mq"));
        let made = |path| {
            let made = TRIGGERS
                .iter()
                .filter(move |trigger| trigger.is_made_on(path));
            made.map(|trigger| trigger.name).collect::<Vec<_>>()
        };
        assert_eq!(made(DeployPath::Tencent), ["timer", "os", "cos"]);
        assert!(made(DeployPath::Fun).contains(&"mq"));
    }
}
