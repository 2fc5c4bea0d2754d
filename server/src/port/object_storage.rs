//! `os`, `oss` and `cos`.

use fyml_schema::Support;

use super::edits::spelled;
use super::events::Moving;
use super::mover::Mover;
use super::report::Fate;
use crate::message;
use crate::model::TriggerShape;
use crate::syntax::{Entry, Node, Style};

/// A filter that lets every object through.
const EVERY_OBJECT: &str = "{prefix: '', suffix: ''}";

impl<'d> Mover<'d> {
    /// An object-storage trigger.
    pub fn object_storage(&mut self, moving: Moving<'d>) {
        if moving.trigger.get("bucket").is_none()
            && let Some(reason) = self.asks_owner("trigger.os", "bucket")
        {
            self.needs_you(moving.trigger.entry(), reason);
        }
        if moving.trigger.shape() != TriggerShape::Fields {
            return;
        }
        if let Some(events) = moving.trigger.get("events") {
            self.object_events(moving, events);
        }
        self.filter(moving);
        self.fields(moving, |field| field == "events");
    }

    fn object_events(&mut self, moving: Moving<'d>, entry: Entry<'d>) {
        let items: Vec<Node<'d>> = if entry.value.is_sequence() {
            entry.value.items().collect()
        } else {
            vec![entry.value]
        };
        let takes_one = moving
            .there
            .field("events")
            .is_some_and(|key| matches!(key.support.on(self.to), Support::Partial(_)));
        if let ([item], true, true) = (&items[..], takes_one, entry.value.is_sequence()) {
            return self.only_event(entry, *item);
        }
        for item in &items {
            self.object_event(entry, *item);
        }
        if takes_one && items.len() > 1 {
            let there = self.there();
            self.needs_you(
                entry,
                message!(
                    "{there} takes one event for a trigger: choose one, or write a trigger for each.",
                    "{there} 的每个触发器只支持一个事件：请只保留一个，或拆成多个触发器。"
                ),
            );
        }
    }

    /// The name of an event there; the item itself if it has it already.
    fn event_there(&self, item: Node<'d>) -> Option<&'d str> {
        let text = item.scalar_str()?;
        let is_known = self
            .target()
            .object_events()
            .any(|event| event.name == text);
        if is_known {
            return Some(text);
        }
        self.target().object_event_for(text)
    }

    /// A list of one event becomes that event.
    fn only_event(&mut self, entry: Entry<'d>, item: Node<'d>) {
        let there = self.there();
        let Some(event) = self.event_there(item).filter(|_| !item.is_interpolated()) else {
            return self.object_event(entry, item);
        };
        let text = spelled(item, event);
        self.rewrite_yaml(
            Fate::Translated,
            entry,
            &text,
            message!("the same event on {there}.", "{there} 上的同一事件。"),
        );
    }

    fn object_event(&mut self, entry: Entry<'d>, item: Node<'d>) {
        let there = self.there();
        let at = if entry.value == item { entry.key } else { item };
        let Some(text) = item.scalar_str().filter(|_| !item.is_interpolated()) else {
            return;
        };
        match self.event_there(item) {
            Some(event) if event == text => {}
            Some(event) if self.edits.scalar(item, event) => {
                let reason = message!("the same event on {there}.", "{there} 上的同一事件。");
                let after = Some(event.to_owned());
                self.note(Fate::Translated, at, item, after, Some(reason));
            }
            _ => {
                let reason = message!(
                    "{there} has no event that means the same: choose one.",
                    "{there} 没有含义相同的事件，请自行选择。"
                );
                self.note(Fate::NeedsYou, at, item, None, Some(reason));
            }
        }
    }

    /// A filter, where the builder crashes without one.
    fn filter(&mut self, moving: Moving<'d>) {
        let is_needed = |facts: &'static fyml_schema::Trigger, path| {
            facts
                .field("filter")
                .is_some_and(|key| key.required_on(path))
        };
        let written = moving.trigger.get("filter");
        let is_written = written.is_some_and(|filter| !filter.value.is_null());
        if is_written || !is_needed(moving.there, self.to) || is_needed(moving.here, self.from) {
            return;
        }
        let fields = moving.trigger.entry().value;
        let last = fields
            .written_entries()
            .filter(|entry| entry.key.style() != Style::Absent)
            .last();
        let is_done = match (written, last) {
            (Some(filter), _) => self.edits.value(filter, EVERY_OBJECT),
            (None, Some(last)) => {
                let yaml = format!("filter: {EVERY_OBJECT}");
                self.edits.insert_before(fields, last, &yaml)
            }
            (None, None) => false,
        };
        if is_done {
            let there = self.there();
            self.added(
                moving.trigger.entry().key,
                "filter",
                EVERY_OBJECT,
                message!(
                    "packaging for {there} crashes without a filter; this one lets every object through.",
                    "打包到 {there} 时必须有过滤条件，否则会报错；这里写的条件不过滤任何对象。"
                ),
            );
        }
    }
}
