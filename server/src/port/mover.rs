//! Goes through a service and notes what becomes of each setting.

use std::collections::HashSet;

use fyml_schema::{Cloud, DeployPath, Key, Literal, Support, Table};

use super::edits::Edits;
use super::report::{Fate, Item};
use crate::lint::{Message, ServiceContext, TextEdit};
use crate::message;
use crate::model::{Aggregation, NameMatcher, Service};
use crate::syntax::{Entry, Node, Span};

/// What is known while a service is moved.
pub(super) struct Mover<'d> {
    pub service: Service<'d>,
    pub context: &'d ServiceContext<'d>,
    /// The builder that reads the file now, and the one that shall.
    pub from: DeployPath,
    pub to: DeployPath,
    pub edits: Edits,
    /// The aggregations with what chooses their members, once somebody has asked.
    pub takers: Option<Vec<(Aggregation<'d>, NameMatcher)>>,
    items: Vec<Item>,
    /// What an anchor brings to several places is reported once.
    seen: HashSet<(Span, Option<Message>)>,
}

/// A setting whose fate is being decided.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting<'d> {
    pub entry: Entry<'d>,
    pub key: &'static Key,
    /// The name of the table the key stands in.
    pub table: &'static str,
    /// What the builder that reads the file now does with it.
    pub here: Support,
}

impl<'d> Mover<'d> {
    pub fn new(context: &'d ServiceContext<'d>, from: DeployPath, to: DeployPath) -> Mover<'d> {
        Mover {
            service: context.service,
            context,
            from,
            to,
            edits: Edits::default(),
            takers: None,
            items: Vec::new(),
            seen: HashSet::new(),
        }
    }

    /// The edits and the report, both in the order of the text.
    pub fn run(mut self) -> (Vec<TextEdit>, Vec<Item>) {
        self.file();
        let edits = self.edits.finish(self.context.document);
        let mut items = self.items;
        items.sort_by_key(|item| item.span);
        (edits, items)
    }

    /// The name of the cloud the service leaves.
    pub fn here(&self) -> &'static str {
        self.from.cloud().name()
    }

    /// The name of the cloud the service goes to.
    pub fn there(&self) -> &'static str {
        self.to.cloud().name()
    }

    pub fn target(&self) -> Cloud {
        self.to.cloud()
    }

    /// Everything below `map` that `table` knows, and nothing else: what nobody reads does not matter.
    pub fn map(&mut self, map: Node<'d>, table: &'static Table) {
        for entry in map.entries() {
            if let Some(key) = table.key(&entry.name()) {
                self.setting(self.known(entry, key, table));
            }
        }
    }

    /// A setting whose key the table knows.
    pub fn known(&self, entry: Entry<'d>, key: &'static Key, table: &'static Table) -> Setting<'d> {
        Setting {
            entry,
            key,
            table: table.name,
            here: key.support.on(self.from),
        }
    }

    /// A setting that has no form of its own on any cloud: what counts is who reads it.
    pub fn setting(&mut self, setting: Setting<'d>) {
        let Setting {
            entry,
            key,
            table,
            here,
        } = setting;
        if entry.value.is_null() && key.nullable {
            return;
        }
        match (here, key.support.on(self.to)) {
            (Support::Ignored, Support::Ignored) => {}
            (Support::Ignored, _) => self.wakes_up(entry),
            (_, Support::Ignored) if is_default(setting, self.from) => {}
            (_, Support::Ignored) => self.not_read(entry),
            (_, there) => {
                if let Some(reason) = self.asks_owner(table, key.name) {
                    return self.needs_you(entry, reason);
                }
                let inner = key.kind.table().filter(|_| entry.value.is_mapping());
                if let Some(inner) = inner {
                    return self.map(entry.value, inner);
                }
                match there {
                    Support::Partial(what) if here == Support::Full => {
                        let there = self.there();
                        let (en, zh) = (what.en, what.zh);
                        self.needs_you(entry, message!("on {there}: {en}", "在 {there} 上：{zh}"));
                    }
                    _ => self.carried(entry),
                }
            }
        }
    }

    /// Nobody there reads it.
    pub fn not_read(&mut self, entry: Entry<'d>) {
        let (name, there) = (entry.name(), self.there());
        self.lost(
            entry,
            message!(
                "`{name}` is not read on {there}: it stays in the file without effect.",
                "部署到 {there} 时不会读取 `{name}`，它会留在文件中，但不起作用。"
            ),
        );
    }

    /// Nobody here reads it, and somebody there does.
    pub fn wakes_up(&mut self, entry: Entry<'d>) {
        let (name, here, there) = (entry.name(), self.here(), self.there());
        self.needs_you(
            entry,
            message!(
                "`{name}` has had no effect on {here}; on {there} it has. Leave it only if you mean it.",
                "`{name}` 在 {here} 上一直没有生效，在 {there} 上会生效。确实需要才保留它。"
            ),
        );
    }

    /// It does the same there, as it is.
    pub fn carried(&mut self, entry: Entry<'d>) {
        self.note(Fate::Carried, entry.key, entry.value, None, None);
    }

    pub fn lost(&mut self, entry: Entry<'d>, reason: Message) {
        self.note(Fate::Lost, entry.key, entry.value, None, Some(reason));
    }

    pub fn needs_you(&mut self, entry: Entry<'d>, reason: Message) {
        self.note(Fate::NeedsYou, entry.key, entry.value, None, Some(reason));
    }

    /// Only the environment knows the value, and it has to be another one there.
    pub fn ask_environment(&mut self, entry: Entry<'d>) {
        let there = self.there();
        self.needs_you(
            entry,
            message!(
                "the value comes from the environment: set it to what {there} takes.",
                "它的值来自环境变量，请改成 {there} 接受的值。"
            ),
        );
    }

    /// Writes another scalar in the place of an entry's value.
    pub fn rewrite(&mut self, fate: Fate, entry: Entry<'d>, text: &str, reason: Message) {
        let is_done = self.edits.scalar(entry.value, text);
        self.written(is_done, fate, entry, text, reason);
    }

    /// Writes other YAML in the place of an entry's value.
    pub fn rewrite_yaml(&mut self, fate: Fate, entry: Entry<'d>, yaml: &str, reason: Message) {
        let is_done = self.edits.value(entry, yaml);
        self.written(is_done, fate, entry, yaml, reason);
    }

    fn written(
        &mut self,
        is_done: bool,
        fate: Fate,
        entry: Entry<'d>,
        text: &str,
        reason: Message,
    ) {
        if is_done {
            let after = Some(text.to_owned());
            self.note(fate, entry.key, entry.value, after, Some(reason));
        } else {
            self.needs_you(
                entry,
                message!(
                    "several places share this value, and each needs another one there: it should be `{text}` here.",
                    "多处共用这个值，而它们在那里需要不同的值：这里应为 `{text}`。"
                ),
            );
        }
    }

    /// Notes the fate of a place. `at` is its key, or another node if it has none.
    pub fn note(
        &mut self,
        fate: Fate,
        at: Node<'d>,
        value: Node<'d>,
        after: Option<String>,
        reason: Option<Message>,
    ) {
        if !self.seen.insert((at.span(), reason.clone())) {
            return;
        }
        self.items.push(Item {
            fate,
            span: at.span(),
            path: at.path(),
            before: shown(value),
            after,
            reason,
        });
    }

    /// Notes that a key has been written into a map for the first time; `at` stands for the map.
    pub fn added(&mut self, at: Node<'d>, key: &str, value: &str, reason: Message) {
        self.items.push(Item {
            fate: Fate::Translated,
            span: at.span(),
            path: format!("{}.{key}", at.path()),
            before: None,
            after: Some(value.to_owned()),
            reason: Some(reason),
        });
    }

    /// How many settings have been noted.
    pub fn noted(&self) -> usize {
        self.items.len()
    }

    /// Makes one note of all that have been made since there were `count`, if all of them carry over.
    pub fn fold_since(&mut self, count: usize, entry: Entry<'d>) {
        let added = self.items.get(count..).unwrap_or_default();
        if added.iter().all(|item| item.fate == Fate::Carried) {
            self.items.truncate(count);
            self.carried(entry);
        }
    }
}

/// Whether a switch is written as it is without being written.
fn is_default(setting: Setting<'_>, path: DeployPath) -> bool {
    let default = setting.key.default_on(path);
    matches!(default, Some(Literal::Bool(value)) if setting.entry.value.as_bool() == Some(value))
}

/// How a value is shown: a scalar by what it says, a short list of scalars on one line. Maps are not: secrets stand in
/// some.
fn shown(value: Node<'_>) -> Option<String> {
    /// Longer ones say little in a line of a report.
    const SHORT: usize = 80;
    if !value.is_sequence() {
        return value.scalar_str().map(str::to_owned);
    }
    let items: Option<Vec<&str>> = value.items().map(Node::scalar_str).collect();
    let list = format!("[{}]", items?.join(", "));
    (list.len() <= SHORT).then_some(list)
}
