//! The service as a whole: top-level keys, functions and aggregations.

use fyml_schema::equivalence::owners_value;
use fyml_schema::{
    Cloud, DeployPath, NameOf, Support, keys, limits,
    trigger::{API_GATEWAY_CLOSED, API_GATEWAY_TEARDOWN},
};

use super::mover::Mover;
use super::report::Fate;
use crate::message;
use crate::model::{Aggregation, Function, Membership, ProviderName};
use crate::syntax::{Entry, Node};

impl<'d> Mover<'d> {
    /// Everything in the file.
    pub fn file(&mut self) {
        let has_deploy_type = self.service.deploy_type().is_some();
        for entry in self.service.entries() {
            let name = entry.name();
            let Some(key) = keys::FILE.key(&name) else {
                continue;
            };
            let setting = self.known(entry, key, &keys::FILE);
            match key.name {
                "provider" => self.provider(entry),
                // a deploy type replaces them all
                "functions" | "aggregation" if has_deploy_type => {}
                "functions" => self.functions(),
                "aggregation" => self.aggregations(),
                "layers" => self.layers(entry),
                "plugins" => self.plugins(entry),
                "custom" => self.custom(entry),
                _ => self.setting(setting),
            }
        }
        self.gateway();
    }

    fn provider(&mut self, provider: Entry<'d>) {
        for entry in provider.value.entries() {
            let Some(key) = keys::PROVIDER.key(&entry.name()) else {
                continue;
            };
            if key.name == "name" {
                self.name(entry);
            } else {
                self.common_setting(self.known(entry, key, &keys::PROVIDER), true);
            }
        }
        self.default_runtime(provider.value);
        self.default_region();
    }

    fn name(&mut self, entry: Entry<'d>) {
        let there = self.there();
        if let ProviderName::Known(..) = self.service.provider().name() {
            let title = self.target().facts().title;
            let (en, zh) = (title.en, title.zh);
            self.rewrite(
                Fate::Translated,
                entry,
                there,
                message!("the service goes to {en}.", "服务迁移到{zh}。"),
            );
        } else {
            self.ask_environment(entry);
        }
    }

    fn functions(&mut self) {
        for function in self.service.functions().iter() {
            let entry = function.entry();
            let before = self.noted();
            let membership = self.context.memberships.membership(&function.name());
            match membership {
                Membership::Replaced => continue,
                Membership::Folded if !self.is_event_member(function) => {}
                _ => self.function(function, membership),
            }
            if entry.value.is_mapping() {
                self.fold_since(before, entry);
            }
        }
    }

    /// Whether an aggregation of the other kind takes it, which keeps the triggers of its members.
    fn is_event_member(&self, function: Function<'d>) -> bool {
        let taker = self.context.memberships.aggregation_of(&function.name());
        taker.is_some_and(Aggregation::is_event_trigger)
    }

    fn function(&mut self, function: Function<'d>, membership: Membership) {
        for entry in function.body().entries() {
            let Some(key) = keys::FUNCTION.key(&entry.name()) else {
                continue;
            };
            match key.name {
                "events" => self.events(function),
                "handler" => self.handler(entry),
                // settings of a member go under with it
                _ if !membership.is_deployed_alone() => {}
                _ => self.common_setting(self.known(entry, key, &keys::FUNCTION), false),
            }
        }
        if membership.is_deployed_alone() {
            self.whole_function(function);
            self.cloud_name(function.entry());
        }
    }

    fn handler(&mut self, entry: Entry<'d>) {
        let is_index = entry
            .value
            .scalar_str()
            .is_some_and(|handler| handler.starts_with("index.") && handler != "index.main");
        if self.target() == Cloud::Wechat && is_index {
            self.needs_you(
                entry,
                message!(
                    "wechat calls `main` of `index`, and no such entry is generated for this file: write `index.main`, in the code too.",
                    "微信云函数调用的是 `index` 的 `main`，而这个文件不会生成该入口：请改为 `index.main`，代码中也要一并修改。"
                ),
            );
        } else {
            self.carried(entry);
        }
    }

    fn aggregations(&mut self) {
        for aggregation in self.service.aggregations() {
            let before = self.noted();
            for entry in aggregation.body().entries() {
                if let Some(key) = keys::AGGREGATION.key(&entry.name()) {
                    self.common_setting(self.known(entry, key, &keys::AGGREGATION), false);
                }
            }
            self.cloud_name(aggregation.entry());
            self.fold_since(before, aggregation.entry());
        }
    }

    /// The name a function gets in the cloud, where only the other cloud would refuse it.
    fn cloud_name(&mut self, entry: Entry<'d>) {
        let Some(service) = self.service.name_text() else {
            return;
        };
        let stage = self.service.provider().value("stage");
        let stage = stage.and_then(Node::scalar_str).unwrap_or("test");
        let function = entry.name();
        let name_on = |path: DeployPath| path.cloud_function_name(service, stage, &function);
        let is_refused = |path: DeployPath| {
            let limit = limits(path).name(NameOf::Function);
            limit.is_some_and(|limit| limit.fault(&name_on(path)).is_some())
        };
        if is_refused(self.to) && !is_refused(self.from) {
            let (name, there) = (name_on(self.to), self.there());
            self.needs_you(
                entry,
                message!(
                    "its name there would be `{name}`, which {there} does not take: choose another one.",
                    "它在那里的名称是 `{name}`，{there} 不接受，请换一个名称。"
                ),
            );
        }
    }

    fn layers(&mut self, layers: Entry<'d>) {
        for layer in layers.value.entries() {
            let Some(path) = layer.value.get("path") else {
                continue;
            };
            let written = path.value.scalar_str().unwrap_or_default();
            let prefix = keys::LAYER_PREFIXES
                .iter()
                .find(|(prefix, _)| written.starts_with(prefix));
            let Some((_, support)) = prefix.filter(|_| !path.value.is_interpolated()) else {
                self.ask_environment(path);
                continue;
            };
            let is_read = |path| support.on(path) != Support::Ignored;
            match (is_read(self.from), is_read(self.to)) {
                (false, false) => {}
                (false, true) => self.wakes_up(path),
                (true, false) => self.lost(
                    path,
                    message!(
                        "a layer of Alibaba Cloud exists there only: bring its content into the package.",
                        "阿里云的层只存在于阿里云，请把其中的内容放进代码包。"
                    ),
                ),
                (true, true) => self.carried(path),
            }
        }
    }

    fn plugins(&mut self, plugins: Entry<'d>) {
        let here = self.here();
        let mut is_bound = false;
        for item in plugins.value.items() {
            let provider = item.scalar_str().and_then(|text| text.split(':').nth(1));
            if provider == Some(here) {
                is_bound = true;
                let there = self.there();
                self.note(
                    Fate::NeedsYou,
                    item,
                    item,
                    None,
                    Some(message!(
                        "this plugin is loaded for {here} only: find the one for {there}.",
                        "这个插件只在 {here} 上加载，请找到适用于 {there} 的插件。"
                    )),
                );
            }
        }
        if !is_bound {
            self.carried(plugins);
        }
    }

    fn custom(&mut self, custom: Entry<'d>) {
        let domain = custom.value.get("customDomain");
        let key = keys::CUSTOM.key("customDomain");
        if let (Some(entry), Some(key)) = (domain, key)
            // `false` asks for no domain, and other clouds give none
            && !entry.value.is_falsy()
        {
            self.setting(self.known(entry, key, &keys::CUSTOM));
        }
    }

    /// Says once what has become of Tencent Cloud's API gateway, through which all its http functions are reached.
    fn gateway(&mut self) {
        let name = self.service.provider().get("name");
        let (Some(name), Cloud::Tencent) = (name, self.target()) else {
            return;
        };
        let has_http = self.service.functions().iter().any(|function| {
            let triggers = function.triggers();
            triggers
                .iter()
                .any(|trigger| trigger.is_active() && matches!(&*trigger.name(), "http" | "apigw"))
        });
        if has_http {
            self.needs_you(
                name,
                message!(
                    "Tencent Cloud has taken no new API gateway triggers since {API_GATEWAY_CLOSED} and takes down the existing ones since {API_GATEWAY_TEARDOWN}: after the first deployment, give each http function a function URL in the console.",
                    "腾讯云自 {API_GATEWAY_CLOSED} 起不再接受新的 API 网关触发器，并自 {API_GATEWAY_TEARDOWN} 起陆续下线已有的网关：首次部署后，请在控制台为每个 http 函数开启函数 URL。"
                ),
            );
        }
    }

    /// What only the owner can say about a key, if anything.
    pub fn asks_owner(&self, table: &str, key: &str) -> Option<crate::lint::Message> {
        let what = owners_value(table, key, self.target())?.what;
        let (en, zh) = (what.en, what.zh);
        Some(message!(
            "only you know it: {en}.",
            "只有你知道该写什么：{zh}。"
        ))
    }
}
