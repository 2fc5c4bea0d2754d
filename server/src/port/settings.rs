//! Settings that `provider`, functions and aggregations have in common: runtime, region, memory and time.

use fyml_schema::{
    Cloud, DeployPath, Key, Limit, Literal, Runtime, Support, keys, limits,
    runtime::TENCENT_PROVIDER_RUNTIME_MAP,
};

use super::mover::{Mover, Setting};
use super::report::Fate;
use crate::message;
use crate::syntax::{Entry, Node};

impl<'d> Mover<'d> {
    /// A setting of `provider` (`is_provider`), a function or an aggregation.
    pub fn common_setting(&mut self, setting: Setting<'d>, is_provider: bool) {
        let Setting { entry, key, .. } = setting;
        let is_on_both = setting.here != Support::Ignored && self.reads(key, self.to);
        if !is_on_both || entry.value.is_falsy() {
            return self.setting(setting);
        }
        match key.name {
            "runtime" => self.runtime(entry, is_provider),
            "region" => self.region(entry),
            "environment" => self.environment(entry, is_provider),
            // a builder sends it when it creates the function, which is what a move does
            "description" => self.carried(entry),
            _ => match key.limit.and_then(|name| limits(self.to).get(name)) {
                Some(limit) => self.number(entry, limit),
                None => self.setting(setting),
            },
        }
    }

    /// Whether a builder looks at a key at all.
    pub fn reads(&self, key: &Key, path: DeployPath) -> bool {
        key.support.on(path) != Support::Ignored
    }

    /// The runtime that a text stands for here.
    fn runtime_here(&self, text: &str, is_provider: bool) -> Option<&'static Runtime> {
        let mapped = TENCENT_PROVIDER_RUNTIME_MAP
            .iter()
            .find(|(written, _)| is_provider && *written == text)
            .filter(|_| self.from == DeployPath::Tencent);
        let id = mapped.map_or(text, |(_, id)| id);
        self.from.cloud().runtime(id)
    }

    fn runtime(&mut self, entry: Entry<'d>, is_provider: bool) {
        if entry.value.is_interpolated() {
            return self.ask_environment(entry);
        }
        let text = entry.value.scalar_str().unwrap_or_default();
        let there = self.there();
        let known = self.runtime_here(text, is_provider);
        let node = known.map(|runtime| runtime.node).or_else(|| version(text));
        let Some(node) = node.filter(|node| *node > 0) else {
            let reason = if self.target().runtime(text).is_some() {
                message!(
                    "it is a runtime of {there} already.",
                    "它本来就是 {there} 的运行时。"
                )
            } else {
                message!(
                    "`{text}` has no counterpart on {there}: choose a Node.js runtime.",
                    "`{text}` 在 {there} 上没有对应的运行时，请选择一个 Node.js 运行时。"
                )
            };
            return self.needs_you(entry, reason);
        };
        let Some(choice) = self.target().runtime_for(node) else {
            return self.needs_you(
                entry,
                message!("{there} names no runtimes.", "{there} 没有可选的运行时。"),
            );
        };
        let id = choice.runtime.id;
        if id == text {
            self.carried(entry);
        } else if choice.is_same && known.is_some() {
            self.rewrite(
                Fate::Translated,
                entry,
                id,
                message!(
                    "Node.js {node} as {there} spells it.",
                    "{there} 对 Node.js {node} 的写法。"
                ),
            );
        } else {
            let other = choice.runtime.node;
            self.rewrite(
                Fate::NeedsYou,
                entry,
                id,
                message!(
                    "Node.js {node} cannot be had there, the nearest is {other}: test the code with it.",
                    "那里没有 Node.js {node}，最接近的是 {other}：请用它测试代码。"
                ),
            );
        }
    }

    /// The builders choose a runtime where none is written, and not the same one.
    pub fn default_runtime(&mut self, provider: Node<'d>) {
        let default = |path| match keys::PROVIDER.key("runtime")?.default_on(path)? {
            Literal::Str(id) => Some(id),
            _ => None,
        };
        let (Some(here), Some(there)) = (default(self.from), default(self.to)) else {
            return;
        };
        let node = self.from.cloud().runtime(here).map(|runtime| runtime.node);
        let other = self.target().runtime(there).map(|runtime| runtime.node);
        let is_written = provider
            .value("runtime")
            .is_some_and(|runtime| !runtime.is_falsy());
        let (Some(node), Some(name)) = (node, provider.get("name")) else {
            return;
        };
        let choice = self
            .target()
            .runtime_for(node)
            .filter(|choice| choice.is_same);
        let Some(choice) = choice.filter(|_| !is_written && Some(node) != other) else {
            return;
        };
        let (id, cloud) = (choice.runtime.id, self.there());
        if provider.get("runtime").is_none()
            && self
                .edits
                .insert_after(provider, name, &format!("runtime: {id}"))
        {
            self.added(
                provider,
                "runtime",
                id,
                message!(
                    "no runtime is written: {here} until now, while {cloud} would take {there}.",
                    "没有写运行时：此前默认为 {here}，而 {cloud} 会默认使用 {there}。"
                ),
            );
        }
    }

    fn region(&mut self, entry: Entry<'d>) {
        if entry.value.is_interpolated() {
            return self.ask_environment(entry);
        }
        let text = entry.value.scalar_str().unwrap_or_default();
        let there = self.there();
        if self.target().region(text).is_some() {
            return self.carried(entry);
        }
        let here = self.from.cloud().region(text);
        let Some((here, choice)) =
            here.and_then(|region| Some((region, self.target().region_for(region)?)))
        else {
            return self.needs_you(
                entry,
                message!(
                    "`{text}` has no counterpart on {there}: choose a region.",
                    "`{text}` 在 {there} 上没有对应的地域，请自行选择。"
                ),
            );
        };
        let city = choice.region.city;
        let (id, en, zh) = (choice.region.id, city.en, city.zh);
        if choice.is_same_city {
            self.rewrite(
                Fate::Translated,
                entry,
                id,
                message!("{en} as {there} names it.", "{there} 对{zh}的叫法。"),
            );
        } else {
            let (from_en, from_zh) = (here.city.en, here.city.zh);
            self.rewrite(
                Fate::NeedsYou,
                entry,
                id,
                message!(
                    "{there} is not in {from_en}; {en} is the nearest city. Is that where it shall run?",
                    "{there} 在{from_zh}没有地域，{zh}是最近的城市，请确认是否合适。"
                ),
            );
        }
    }

    /// Nobody may notice that a service without a region goes to another city.
    pub fn default_region(&mut self) {
        let Some(name) = self.service.provider().get("name") else {
            return;
        };
        let written = self.service.provider().value("region");
        if written.is_some_and(|region| !region.is_falsy()) {
            return;
        }
        let clouds = [self.from.cloud(), self.target()];
        if let [Some(here), Some(there)] = clouds.map(Cloud::default_region) {
            self.needs_you(
                name,
                message!(
                    "no region is written: the functions go to `{there}` instead of `{here}`. Write `region` if that matters.",
                    "没有写地域：函数会部署到 `{there}`，而不再是 `{here}`。如有要求，请写上 `region`。"
                ),
            );
        }
    }

    /// A number that the other cloud bounds.
    fn number(&mut self, entry: Entry<'d>, limit: &Limit) {
        if entry.value.is_interpolated() {
            return self.ask_environment(entry);
        }
        let value = entry.value.as_number().or_else(|| {
            let text = entry.value.as_str()?;
            text.parse().ok()
        });
        let Some(value) = value.filter(|value| value.is_finite()) else {
            // other rules say that it is no number
            return self.carried(entry);
        };
        // beyond every limit the exact number no longer matters
        let value = value.ceil() as i64;
        if limit.accepts(value) {
            return self.carried(entry);
        }
        let near = nearest(value, limit);
        let (there, min, max, step) = (self.there(), limit.min, limit.max, limit.step);
        self.rewrite_yaml(
            Fate::NeedsYou,
            entry,
            &near.to_string(),
            if step > 1 {
                message!(
                    "{there} takes {min} to {max} in steps of {step}: the next one is {near}.",
                    "{there} 接受 {min} 到 {max}，步长为 {step}：最接近的是 {near}。"
                )
            } else {
                message!(
                    "{there} takes {min} to {max}: the nearest is {near}.",
                    "{there} 接受 {min} 到 {max}：最接近的是 {near}。"
                )
            },
        );
    }
}

/// The next value up that a limit allows, or its largest.
fn nearest(value: i64, limit: &Limit) -> i64 {
    let also = limit.also.iter().copied().filter(|also| *also >= value);
    let inside = value.clamp(limit.min, limit.max);
    let step = limit.step.max(1);
    let stepped = (inside + step - 1) / step * step;
    also.chain([stepped.min(limit.max)])
        .min()
        .unwrap_or(limit.max)
}

/// The major version in a runtime's name that no table has: `nodejs22`, `Nodejs24.11`.
fn version(text: &str) -> Option<u16> {
    let digits = text
        .strip_prefix("nodejs")
        .or(text.strip_prefix("Nodejs"))?;
    let major = digits.split('.').next()?;
    major.parse().ok()
}

#[cfg(test)]
mod tests {
    use fyml_schema::LimitName;

    use super::*;

    #[test]
    fn numbers_go_up_to_the_next_step() {
        let memory = limits(DeployPath::Tencent).get(LimitName::Memory).unwrap();
        for (value, near) in [
            (1, 64),
            (65, 128),
            (192, 256),
            (3000, 3072),
            (8192, 3072),
            (i64::MAX, 3072),
        ] {
            assert_eq!(nearest(value, memory), near, "{value}");
        }
        let timeout = limits(DeployPath::Tencent).get(LimitName::Timeout).unwrap();
        assert_eq!(nearest(3600, timeout), 900);
    }
}
