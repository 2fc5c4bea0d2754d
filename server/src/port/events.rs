//! Triggers: their words, who reads them, and what a function needs as a whole.

use std::collections::HashMap;

use fyml_schema::{Cloud, DeployPath, Support, Trigger as Facts, limits};

use super::mover::{Mover, Setting};
use super::report::Fate;
use crate::lint::Message;
use crate::message;
use crate::model::{Function, Trigger, TriggerShape, has_http_first};

/// A trigger that both clouds have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moving<'d> {
    pub trigger: Trigger<'d>,
    /// What is known of the word it has here, and of the one it has there.
    pub here: &'static Facts,
    pub there: &'static Facts,
}

impl Moving<'_> {
    /// The word all clouds understand.
    pub fn family(&self) -> &'static str {
        self.there.alias_of.unwrap_or(self.there.name)
    }
}

impl<'d> Mover<'d> {
    /// The events of a function.
    pub fn events(&mut self, function: Function<'d>) {
        let membership = self.context.memberships.membership(&function.name());
        for trigger in function.triggers() {
            if !trigger.is_active() {
                continue;
            }
            let Some(here) = trigger.facts() else {
                continue;
            };
            let there = self.word_there(here);
            let moving = Moving {
                trigger,
                here,
                there,
            };
            match (here.support.on(self.from), there.support.on(self.to)) {
                (Support::Ignored, Support::Ignored) => {}
                (Support::Ignored, _) => self.wakes_up(trigger.entry()),
                (_, Support::Ignored) => self.lost_trigger(moving),
                // the wrapper of an aggregation routes its http functions alike on every cloud
                _ if membership.is_folded()
                    && !membership.is_deployed_alone()
                    && moving.family() == "http" =>
                {
                    self.word(moving);
                }
                (_, support) => self.trigger(moving, support),
            }
        }
        self.joins(function);
    }

    /// What is known of the word a trigger gets there. One that has no effect here keeps its word: nobody has said
    /// that it shall have one.
    fn word_there(&self, here: &'static Facts) -> &'static Facts {
        let word = self.target().trigger_word(here.name);
        let is_read = here.support.on(self.from) != Support::Ignored;
        let there = word.filter(|_| is_read).and_then(fyml_schema::trigger);
        there.unwrap_or(here)
    }

    /// Aggregations know http functions by the word `http` alone, so another word for it has kept a function out.
    fn joins(&mut self, function: Function<'d>) {
        let name = function.name();
        let is_renamed = |trigger: &Trigger<'d>| {
            let becomes_http = |facts| self.word_there(facts).name == "http";
            trigger.is_first() && trigger.is_active() && trigger.facts().is_some_and(becomes_http)
        };
        if has_http_first(function) || !function.triggers().iter().any(is_renamed) {
            return;
        }
        let takers = self.takers.get_or_insert_with(|| {
            let aggregations = self.service.aggregations().into_iter();
            aggregations
                .map(|aggregation| (aggregation, aggregation.selection().matcher()))
                .collect()
        });
        let taker = takers.iter().find(|(_, matcher)| matcher.chooses(&name));
        let Some(taker) = taker.map(|(aggregation, _)| *aggregation) else {
            return;
        };
        let (there, aggregation) = (self.there(), taker.name());
        let reason = if taker.is_event_trigger() {
            message!(
                "as an `http` function `{name}` is no longer taken into the aggregation `{aggregation}` on {there}. Is that what you want?",
                "改为 `http` 后，`{name}` 在 {there} 上不再属于聚合 `{aggregation}`，请确认是否符合预期。"
            )
        } else {
            message!(
                "as an `http` function `{name}` is taken into the aggregation `{aggregation}` on {there}, and no longer deployed alone. Is that what you want?",
                "改为 `http` 后，`{name}` 在 {there} 上会并入聚合 `{aggregation}`，不再单独部署，请确认是否符合预期。"
            )
        };
        self.needs_you(function.entry(), reason.clone());
        self.needs_you(taker.entry(), reason);
    }

    fn trigger(&mut self, moving: Moving<'d>, support: Support) {
        let before = self.noted();
        self.word(moving);
        match moving.family() {
            "http" => self.http(moving),
            "timer" => self.timer(moving),
            "os" => self.object_storage(moving),
            _ => self.fields(moving, |_| false),
        }
        if let ("mq", Support::Partial(what)) = (moving.family(), support) {
            let (there, en, zh) = (self.there(), what.en, what.zh);
            self.needs_you(
                moving.trigger.entry(),
                message!("on {there}: {en}", "在 {there} 上：{zh}"),
            );
        }
        self.fold_since(before, moving.trigger.entry());
    }

    /// Renames the trigger where the other cloud has another word.
    fn word(&mut self, moving: Moving<'d>) {
        if moving.here.name == moving.there.name {
            return;
        }
        let key = moving.trigger.entry().key;
        let (word, there) = (moving.there.name, self.there());
        if self.edits.scalar(key, word) {
            self.note(
                Fate::Translated,
                key,
                key,
                Some(word.to_owned()),
                Some(message!(
                    "the word for it on {there}.",
                    "{there} 对它的叫法。"
                )),
            );
        }
    }

    fn lost_trigger(&mut self, moving: Moving<'d>) {
        let (name, there) = (moving.here.name, self.there());
        let instead = if self.to == DeployPath::ServerlessDevs
            && moving.there.support.on(DeployPath::Fun) != Support::Ignored
        {
            message!(
                " It would be with `--useFun`.",
                "使用 `--useFun` 部署时支持。"
            )
        } else {
            message!("", "")
        };
        let (en, zh) = (instead.en, instead.zh);
        self.lost(
            moving.trigger.entry(),
            message!(
                "no `{name}` trigger is created on {there}.{en}",
                "部署到 {there} 时不会创建 `{name}` 触发器。{zh}"
            ),
        );
    }

    /// The fields of a trigger; `is_done` says which of them have been dealt with.
    pub fn fields(&mut self, moving: Moving<'d>, is_done: impl Fn(&str) -> bool) {
        if moving.trigger.shape() != TriggerShape::Fields {
            return;
        }
        let table = match moving.family() {
            "os" => "trigger.os",
            "mq" => "trigger.mq",
            _ => "",
        };
        for entry in moving.trigger.entry().value.entries() {
            let name = entry.name();
            let key = moving.there.field(&name);
            let Some((key, here)) = key.zip(moving.here.field(&name)) else {
                continue;
            };
            if is_done(key.name) {
                continue;
            }
            let here = here.support.on(self.from);
            let is_default = key.default_on(self.to).is_some_and(|default| {
                entry.value.scalar_str() == Some(default.to_string().as_str())
            });
            // what says the same as leaving it out changes nothing by being read
            if here != Support::Ignored || !is_default {
                self.setting(Setting {
                    entry,
                    key,
                    table,
                    here,
                });
            }
        }
    }

    /// What the triggers of a function must not be together.
    pub fn whole_function(&mut self, function: Function<'d>) {
        let translated: Vec<(Trigger<'d>, &'static Facts)> = function
            .triggers()
            .into_iter()
            .filter(|trigger| trigger.is_active())
            .filter_map(|trigger| {
                let here = trigger.facts()?;
                let facts = self.word_there(here);
                (facts.support.on(self.to) != Support::Ignored).then_some((trigger, facts))
            })
            .collect();
        let family = |facts: &'static Facts| facts.alias_of.unwrap_or(facts.name);
        if self.to == DeployPath::Tencent && translated.is_empty() && !self.context.has_decorators()
        {
            let name = function.name();
            return self.needs_you(
                function.entry(),
                message!(
                    "`{name}` has no trigger that tencent knows, and one such function stops the whole deployment: give it one, or take it out.",
                    "`{name}` 没有 tencent 支持的触发器，只要有一个这样的函数，整个部署就会中断：请加上触发器，或移除该函数。"
                ),
            );
        }
        let is_alone =
            limits(self.to).http_alone.is_some() && limits(self.from).http_alone.is_none();
        let http = translated
            .iter()
            .filter(|(_, facts)| family(facts) == "http")
            .count();
        if is_alone && http > 0 && http < translated.len() {
            self.needs_you(
                function.entry(),
                message!(
                    "on aliyun a function with an http trigger can have no other one: make two functions of it.",
                    "在 aliyun 上，有 http 触发器的函数不能再有其他触发器：请拆成两个函数。"
                ),
            );
        }
        self.same_names(function, &translated);
    }

    /// Triggers of one kind that would get one name: only the last of them is left, or none is created.
    fn same_names(&mut self, function: Function<'d>, triggers: &[(Trigger<'d>, &'static Facts)]) {
        let mut names: HashMap<String, usize> = HashMap::new();
        for (trigger, facts) in triggers {
            let Some(default) = facts.default_name(self.to) else {
                continue;
            };
            let is_read = facts
                .field("name")
                .is_some_and(|key| key.support.on(self.to) == Support::Full);
            let written = trigger.value("name").and_then(|name| name.scalar_str());
            let name = match written.filter(|_| is_read) {
                Some(name) => name.to_owned(),
                None => default.to_owned(),
            };
            let count = names.entry(name).or_default();
            *count += 1;
            if *count == 2 {
                let reason = self.same_name(&function.name(), is_read);
                self.needs_you(trigger.entry(), reason);
            }
        }
    }

    fn same_name(&self, function: &str, can_be_named: bool) -> Message {
        let there = self.there();
        if can_be_named && self.target() == Cloud::Aliyun {
            message!(
                "two triggers of `{function}` would have one name on {there}: give each a `name`.",
                "`{function}` 有两个触发器在 {there} 上会重名：请分别写上 `name`。"
            )
        } else {
            message!(
                "two triggers of `{function}` would have one name on {there}, and it cannot be chosen: make two functions of it.",
                "`{function}` 有两个触发器在 {there} 上会重名，且名称无法指定：请拆成两个函数。"
            )
        }
    }
}
