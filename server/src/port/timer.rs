//! `timer`.

use fyml_schema::{Cloud, Support, cron};

use super::cron::{Moved, Side, Stuck, every, translate};
use super::events::Moving;
use super::mover::Mover;
use super::report::Fate;
use crate::lint::Message;
use crate::message;
use crate::syntax::Entry;

impl<'d> Mover<'d> {
    /// A timer.
    pub fn timer(&mut self, moving: Moving<'d>) {
        if let (Some(value), Some(from), Some(to)) = (
            moving.trigger.get("value"),
            side(self.from.cloud()),
            side(self.target()),
        ) {
            self.schedule(moving, value, from, to);
        }
        if let Some(name) = moving.trigger.get("name") {
            self.timer_name(moving, name);
        }
        self.fields(moving, |field| matches!(field, "value" | "type" | "name"));
    }

    fn timer_name(&mut self, moving: Moving<'d>, name: Entry<'d>) {
        let support = |path| moving.there.field("name").map(|key| key.support.on(path));
        match (support(self.from), support(self.to)) {
            (Some(Support::Full), Some(Support::Full)) => self.carried(name),
            (Some(Support::Full), _) => {
                let there = self.there();
                let default = moving.there.default_name(self.to).unwrap_or_default();
                self.lost(
                    name,
                    message!(
                        "every timer is called `{default}` on {there}.",
                        "{there} 上的定时触发器一律名为 `{default}`。"
                    ),
                );
            }
            (_, Some(Support::Full)) => self.wakes_up(name),
            _ => {}
        }
    }

    fn schedule(&mut self, moving: Moving<'d>, value: Entry<'d>, from: Side, to: Side) {
        let kind = moving.trigger.get("type");
        if value.value.is_interpolated() || kind.is_some_and(|kind| kind.value.is_interpolated()) {
            return self.ask_environment(value);
        }
        let Some(text) = value.value.scalar_str() else {
            return;
        };
        let is_every = kind.is_some_and(|kind| kind.value.as_str() == Some("every"));
        let written = text.trim().strip_prefix("@every").map(str::trim);
        match (from.shape.every, is_every, written) {
            (true, true, None) => self.interval(value, kind, text, to),
            (true, false, Some(interval)) => self.interval(value, kind, interval, to),
            (true, true, Some(_)) | (false, _, Some(_)) => self.stuck(value, Stuck::NeverWorked),
            _ => self.expression(value, text, from, to),
        }
    }

    fn expression(&mut self, value: Entry<'d>, text: &str, from: Side, to: Side) {
        let moved = match translate(text, from, to) {
            Ok(moved) => moved,
            Err(stuck) => return self.stuck(value, stuck),
        };
        let (fate, reason) = self.judged(&moved, to);
        if moved.text == text.trim() && fate == Fate::Translated {
            self.carried(value);
        } else {
            self.rewrite(fate, value, &moved.text, reason);
        }
    }

    fn judged(&self, moved: &Moved, to: Side) -> (Fate, Message) {
        let there = self.there();
        let count = to.shape.fields.len();
        if moved.has_seconds && to.shape.every_min_seconds >= 60 {
            return (
                Fate::NeedsYou,
                message!(
                    "{there} counts in minutes: it is not known to run anything more often than once a minute.",
                    "{there} 的定时触发器以分钟为单位：没有资料表明它能比每分钟一次更频繁。"
                ),
            );
        }
        if moved.by_assumed_zone {
            return (
                Fate::NeedsYou,
                message!(
                    "{count} fields, and the same moments if tencent runs timers by Beijing time. No page of Tencent Cloud says which time zone it is: look at the first run.",
                    "{count} 段格式；若腾讯云按北京时间触发，则触发时刻不变。腾讯云文档没有说明时区，请留意第一次触发的时间。"
                ),
            );
        }
        (
            Fate::Translated,
            message!(
                "the same moments in the {count} fields of {there}.",
                "按 {there} 的 {count} 段格式书写，触发时刻不变。"
            ),
        )
    }

    /// `type: every`: an expression that fires as often.
    fn interval(&mut self, value: Entry<'d>, kind: Option<Entry<'d>>, text: &str, to: Side) {
        if to.shape.every {
            return self.carried(value);
        }
        let expression = match every(text, to) {
            Ok(expression) => expression,
            Err(stuck) => return self.stuck(value, stuck),
        };
        let there = self.there();
        self.rewrite(
            Fate::Translated,
            value,
            &expression,
            message!(
                "{there} has no intervals: as often, but by the clock instead of since the deployment.",
                "{there} 没有时间间隔：触发频率不变，但按整点计时，而不是从部署时算起。"
            ),
        );
        if let Some(kind) = kind.filter(|kind| kind.value.as_str() == Some("every")) {
            self.rewrite(
                Fate::Translated,
                kind,
                "cron",
                message!(
                    "`value` is an expression now.",
                    "`value` 现在是 cron 表达式。"
                ),
            );
        }
    }

    fn stuck(&mut self, value: Entry<'d>, stuck: Stuck) {
        let (here, there) = (self.here(), self.there());
        let reason = match stuck {
            Stuck::NeverWorked => message!(
                "{here} would not take this value either: write the one you mean for {there}.",
                "{here} 也不接受这个值：请按 {there} 的格式重写。"
            ),
            Stuck::Unsayable(why) => {
                let (en, zh) = (why.en, why.zh);
                message!("it cannot be moved exactly: {en}.", "无法精确转换：{zh}。")
            }
        };
        self.needs_you(value, reason);
    }
}

fn side(cloud: Cloud) -> Option<Side> {
    Some(Side {
        shape: cron(cloud)?,
        zone: cloud.timer_zone()?,
    })
}
