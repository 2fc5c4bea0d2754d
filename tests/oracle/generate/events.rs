//! `events`: items, triggers and their fields.

use super::values::{METHODS, ODD, ODD_METHODS, ODD_PATHS, PATHS, TRIGGERS};
use super::{Care, Generator};

impl Generator<'_> {
    pub(super) fn events(&mut self, index: usize) {
        if self.is_odd() {
            let odd = self.random.pick(&[
                "",
                "null",
                "[]",
                "{http: {path: /a}}",
                "http",
                "true",
                "3",
                "{}",
                "''",
                "~",
                "[http]",
                "2020-01-01",
            ]);
            if !odd.is_empty() {
                self.line(4, &format!("events: {odd}"));
            }
            return;
        }
        self.line(4, "events:");
        if self.care == Care::Right {
            let kinds: &[&str] = if self.is_tencent() {
                &["http", "timer"]
            } else {
                &["http", "http", "timer", "os", "log"]
            };
            let kind = self.random.pick(kinds);
            self.trigger(6, kind, Some(index));
            return;
        }
        for _ in 0..1 + self.random.below(3) {
            self.event();
        }
    }

    fn event(&mut self) {
        if self.is_odd() {
            let odd = self.random.pick(&[
                "- http",
                "-",
                "- {}",
                "- []",
                "- [http]",
                "- 3",
                "- ''",
                "- http:",
                "- http: ''",
                "- timer: 0",
                "- {http: {path: /a}, timer: {value: '0 0 4 * * *'}}",
                "- {http: {path: /a}, apigw: {path: /b}}",
                "- {os: {bucket: b, filter: {prefix: a}}, oss: {bucket: c, filter: {}}}",
                "- {oss: true, mq: true}",
                "- {http: null, timer: {value: x}}",
                "- {kafka: {topic: t}, http: true}",
                "- &e {http: {path: /x}}",
            ]);
            self.line(6, odd);
            return;
        }
        let usual: &[&str] = if self.is_tencent() {
            &["http", "apigw", "timer", "cos"]
        } else {
            &["http", "timer", "log", "oss"]
        };
        let kind = match self.random.once_in(4) {
            true => self.random.pick(TRIGGERS),
            false => self.random.pick(usual),
        };
        if self.is_odd() {
            let odd = self.random.pick(ODD);
            self.line(6, &format!("- {kind}: {odd}"));
        } else {
            self.trigger(6, kind, None);
        }
    }

    /// A trigger with its fields; `own` makes its path different from those of other functions.
    fn trigger(&mut self, indent: usize, kind: &str, own: Option<usize>) {
        let mut fields: Vec<(&str, String)> = Vec::new();
        match kind {
            "http" | "apigw" | "Http" | "htttp" | "api_gateway" => {
                let path = match own {
                    Some(index) => format!("/part{index}/*"),
                    None => self.among(PATHS, ODD_PATHS),
                };
                fields.push(("path", path));
                if self.random.once_in(2) {
                    let right: &[&str] = if self.is_tencent() {
                        &["get", "post", "GET"]
                    } else {
                        METHODS
                    };
                    fields.push(("method", self.among(right, ODD_METHODS)));
                }
            }
            "timer" | "schedule" | "cron" => {
                let (right, usual): (&[&str], &[&str]) = match self.is_tencent() {
                    true => (
                        &["'0 0 4 * * * *'"],
                        &["'0 0 4 * * *'", "5m", "'@every 5m'"],
                    ),
                    false => (
                        &["'0 0 4 * * *'"],
                        &["'0 0 4 * * * *'", "5m", "'@every 5m'", "every"],
                    ),
                };
                if !self.is_tencent() && self.random.once_in(3) {
                    fields.push(("type", "every".to_owned()));
                    fields.push(("value", self.among(&["5m", "1h"], &["60", "1s", "m"])));
                } else {
                    fields.push(("type", self.among(&["cron"], &["interval", "Every"])));
                    fields.push(("value", self.among(right, usual)));
                }
            }
            "os" | "oss" | "cos" => {
                fields.push(("bucket", self.value(&["photos"])));
                let event = if kind == "cos" {
                    "'cos:ObjectCreated:*'"
                } else {
                    "'oss:ObjectCreated:*'"
                };
                fields.push(("events", self.among(&[event], &["[a, b]", "'x:y'", "[]"])));
                fields.push((
                    "filter",
                    self.among(
                        &["{prefix: a/, suffix: .png}", "{prefix: '', suffix: ''}"],
                        &["null", "''", "{}", "[]"],
                    ),
                ));
            }
            "log" => {
                for (key, right) in [("source", "access"), ("project", "shop"), ("log", "audit")] {
                    fields.push((key, self.value(&[right])));
                }
            }
            _ => fields.push(("topic", self.value(&["orders"]))),
        }
        if self.care != Care::Right {
            for key in [
                "name",
                "role",
                "version",
                "enable",
                "payload",
                "cors",
                "timeout",
                "serviceId",
                "tags",
                "strategy",
                "integratedResponse",
                "retryTime",
                "interval",
                "region",
                "parameters",
                "filterPrefix",
                "nmae",
            ] {
                if self.random.once_in(18) {
                    fields.push((key, self.value(&["x", "5", "false", "true"])));
                }
            }
            let index = self.random.below(fields.len() + 8);
            if index < fields.len() {
                fields.remove(index);
            }
        }
        if fields.is_empty() {
            self.line(indent, &format!("- {kind}: true"));
        } else if self.random.once_in(2) {
            let fields: Vec<String> = fields
                .iter()
                .map(|(key, value)| format!("{key}: {value}"))
                .collect();
            self.line(indent, &format!("- {kind}: {{{}}}", fields.join(", ")));
        } else {
            self.line(indent, &format!("- {kind}:"));
            for (key, value) in fields {
                self.line(indent + 4, &format!("{key}: {value}"));
            }
        }
    }
}
