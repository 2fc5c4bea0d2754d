//! What the schema knows of a key or a value, said in a few lines.

use fyml_schema::{
    Cloud, CloudStatus, DeployPath, Key, Lang, Limit, Literal, Region, RegionStatus, Runtime,
    RuntimeState, Support, Trigger, Unit, ValueKind, Vocabulary, limits,
};

use super::doc::Doc;

/// One text of two, by language.
pub(super) fn say<'t>(lang: Lang, en: &'t str, zh: &'t str) -> &'t str {
    match lang {
        Lang::En => en,
        Lang::ZhCn => zh,
    }
}

/// A key: what it is, its type, its default, its limits, who reads it, since when. `path` is the builder that reads
/// the file, if that is known.
pub(super) fn key(key: &Key, path: Option<DeployPath>, lang: Lang) -> Doc {
    let kind = kind(&key.kind, lang);
    let mut doc = Doc::default()
        .title(key.name, Some(kind))
        .paragraph(key.doc.get(lang));
    if let Some(why) = key.deprecated {
        let deprecated = say(lang, "**Deprecated.**", "**已弃用。**");
        doc = doc.paragraph(format!("{deprecated} {}", why.get(lang)));
    }
    doc = doc.list(key_facts(key, path, lang));
    doc = support(doc, &key.support, path, lang);
    if !key.source.verified {
        doc = doc.paragraph(say(
            lang,
            "Not confirmed by a public source.",
            "此信息尚未得到公开资料证实。",
        ));
    }
    doc
}

fn key_facts(key: &Key, path: Option<DeployPath>, lang: Lang) -> Vec<String> {
    let mut facts = Vec::new();
    let unit = key
        .unit
        .map(|unit| unit_name(unit, lang))
        .unwrap_or_default();
    match (key.default, path) {
        (Some(fyml_schema::Default::Same(literal)), _) => {
            facts.push(default_fact(literal, unit, lang));
        }
        (Some(default), Some(path)) => {
            facts.extend(
                default
                    .on(path)
                    .map(|literal| default_fact(literal, unit, lang)),
            );
        }
        (Some(fyml_schema::Default::PerPath(rows)), None) => {
            for (path, literal) in rows {
                let title = path.title().get(lang);
                facts.push(format!("{title}: {}", default_fact(*literal, unit, lang)));
            }
        }
        (None, _) => {}
    }
    let limit = key
        .limit
        .zip(path)
        .and_then(|(name, path)| limits(path).get(name));
    facts.extend(limit.map(|limit| limit_fact(limit, lang)));
    if path.is_some_and(|path| key.required_on(path)) {
        facts.push(say(lang, "required", "必填").to_owned());
    }
    if let Some(since) = key.since {
        facts.push(format!(
            "{}{since}",
            say(lang, "since CLI ", "CLI 起始版本：")
        ));
    }
    if let Some(example) = key.example {
        let word = say(lang, "example", "示例");
        let colon = say(lang, ": ", "：");
        facts.push(format!("{word}{colon}`{}: {example}`", key.name));
    }
    facts
}

fn default_fact(literal: Literal, unit: &str, lang: Lang) -> String {
    let word = say(lang, "default: ", "默认值：");
    match literal {
        Literal::Int(_) if !unit.is_empty() => format!("{word}`{literal}` {unit}"),
        _ => format!("{word}`{literal}`"),
    }
}

fn limit_fact(limit: &Limit, lang: Lang) -> String {
    let mut fact = format!(
        "{}{} – {} {}",
        say(lang, "allowed: ", "允许范围："),
        limit.min,
        limit.max,
        unit_name(limit.unit, lang)
    );
    if limit.step > 1 {
        fact.push_str(&format!(
            "{} {}",
            say(lang, ", in steps of", "，步长"),
            limit.step
        ));
    }
    if let Some(note) = limit.note {
        fact.push_str(say(lang, "; ", "；"));
        fact.push_str(note.get(lang));
    }
    fact.trim_end().to_owned()
}

fn unit_name(unit: Unit, lang: Lang) -> &'static str {
    match unit {
        Unit::Seconds => say(lang, "seconds", "秒"),
        Unit::Megabytes => "MB",
        Unit::Bytes => say(lang, "bytes", "字节"),
        Unit::Requests => say(lang, "requests at a time", "个并发请求"),
        Unit::Count => "",
    }
}

/// Who reads it. A sentence where all agree, else a table; what the file's own builder does comes first.
fn support(
    doc: Doc,
    support: &fyml_schema::SupportTable,
    path: Option<DeployPath>,
    lang: Lang,
) -> Doc {
    let all = DeployPath::ALL.map(|path| support.on(path));
    if all.iter().all(|one| *one == Support::Full) {
        return doc;
    }
    if all.iter().all(|one| *one == Support::Ignored) {
        return doc.paragraph(say(
            lang,
            "**No builder reads it.**",
            "**任何构建器都不读取它。**",
        ));
    }
    let mut paths = DeployPath::ALL;
    paths.sort_by_key(|one| Some(*one) != path);
    let rows = paths.map(|one| {
        let what = match support.on(one) {
            Support::Full => say(lang, "yes", "支持"),
            Support::Partial(how) => how.get(lang),
            Support::Ignored => say(lang, "ignored", "忽略"),
        };
        let title = one.title().get(lang);
        let title = if Some(one) == path {
            format!("**{title}**")
        } else {
            title.to_owned()
        };
        [title, what.to_owned()]
    });
    let head = [
        say(lang, "deployed to", "部署到"),
        say(lang, "effect", "效果"),
    ];
    doc.table(head, rows.into())
}

/// A trigger type, with what each cloud makes of it.
pub(super) fn trigger(trigger: &Trigger, path: Option<DeployPath>, lang: Lang) -> Doc {
    let mut doc = Doc::default()
        .title(
            trigger.name,
            Some(say(lang, "trigger", "触发器").to_owned()),
        )
        .paragraph(trigger.summary.get(lang));
    if let Some(why) = trigger.deprecated {
        doc = doc.paragraph(why.get(lang));
    }
    let mut facts = Vec::new();
    if let Some(other) = trigger.alias_of {
        facts.push(format!("{} `{other}`", say(lang, "the same as", "等同于")));
    }
    if let Some(name) = path.and_then(|path| trigger.default_name(path)) {
        let words = say(lang, "name in the cloud by default: ", "云端默认名称：");
        facts.push(format!("{words}`{name}`"));
    }
    support(doc.list(facts), &trigger.support, path, lang)
}

/// A runtime: its state, and since when.
pub(super) fn runtime(runtime: &Runtime, lang: Lang) -> Doc {
    let cloud = runtime.cloud.facts().title.get(lang);
    let mut facts = Vec::new();
    if runtime.node > 0 {
        facts.push(format!("Node.js {}", runtime.node));
    }
    let since = |en, zh, date: Option<&str>| {
        let words = say(lang, en, zh);
        match date {
            Some(date) => format!("{words} ({date})"),
            None => words.to_owned(),
        }
    };
    facts.push(match runtime.state {
        RuntimeState::Current => since("current", "可用", None),
        RuntimeState::Deprecated(date) => since("deprecated", "不再推荐", date),
        RuntimeState::Retired(date) => since("retired", "已下线", date),
        RuntimeState::Internal => since("internal", "仅内部可用", None),
    });
    if runtime.cloud.default_runtime() == Some(runtime.id) {
        facts.push(say(lang, "taken when none is written", "未填写时的默认值").to_owned());
    }
    Doc::default()
        .title(runtime.id, Some(cloud.to_owned()))
        .paragraph(runtime.doc().get(lang))
        .list(facts)
}

/// A region: where it is, whose it is, whether it can be chosen. `cloud` is the one that the file is for.
pub(super) fn region(region: &Region, cloud: Option<Cloud>, lang: Lang) -> Doc {
    let title = region.cloud.facts().title.get(lang);
    let mut doc = Doc::default()
        .title(region.id, Some(title.to_owned()))
        .paragraph(region.city.get(lang));
    if let Some(other) = cloud.filter(|cloud| cloud.canonical() != region.cloud) {
        let name = other.name();
        return doc.paragraph(match lang {
            Lang::En => format!("**`{name}` has no such region.**"),
            Lang::ZhCn => format!("**`{name}` 没有这个地域。**"),
        });
    }
    let state = match region.status {
        RegionStatus::Open => None,
        RegionStatus::Special => Some(say(lang, "for certain customers only", "仅对特定客户开放")),
        RegionStatus::Closed => Some(say(lang, "no longer offered", "已不再提供")),
    };
    let is_default = region.cloud.default_region() == Some(region.id);
    let default = is_default.then(|| say(lang, "taken when none is written", "未填写时的默认值"));
    doc = doc.list(
        state
            .into_iter()
            .chain(default)
            .map(str::to_owned)
            .collect(),
    );
    doc
}

/// A value of `provider.name`.
pub(super) fn cloud(cloud: Cloud, lang: Lang) -> Doc {
    let facts = cloud.facts();
    let status = match facts.status {
        CloudStatus::Maintained => say(lang, "maintained", "持续维护").to_owned(),
        CloudStatus::Legacy => say(lang, "no longer developed", "不再开发新功能").to_owned(),
        CloudStatus::LocalAlias(other) => format!(
            "{} `{}`",
            say(lang, "local runs only; write", "仅限本地运行；请写"),
            other.name()
        ),
        CloudStatus::Removed(version) => {
            format!(
                "{} {version}",
                say(lang, "removed in CLI", "已从 CLI 移除，版本：")
            )
        }
        CloudStatus::Internal => say(lang, "internal to Alibaba", "仅限阿里内部").to_owned(),
    };
    Doc::default()
        .title(facts.name, Some(facts.title.get(lang).to_owned()))
        .paragraph(facts.summary.get(lang))
        .list(vec![status])
}

/// A shape in a few words.
pub(super) fn kind(kind: &ValueKind, lang: Lang) -> String {
    match kind {
        ValueKind::Str => say(lang, "text", "字符串").to_owned(),
        ValueKind::Scalar => say(lang, "text or number", "字符串或数字").to_owned(),
        ValueKind::Int { .. } => say(lang, "whole number", "整数").to_owned(),
        ValueKind::Bool => say(lang, "`true` or `false`", "`true` 或 `false`").to_owned(),
        ValueKind::Null => say(lang, "nothing", "空值").to_owned(),
        ValueKind::Enum { values, .. } => {
            let names: Vec<String> = values.iter().map(|v| format!("`{}`", v.value)).collect();
            names.join(say(lang, ", ", "、"))
        }
        ValueKind::Known(vocabulary) => match vocabulary {
            Vocabulary::Clouds => say(lang, "name of a cloud", "云平台名称"),
            Vocabulary::Runtimes => say(lang, "runtime", "运行时"),
            Vocabulary::Regions => say(lang, "region", "地域"),
            Vocabulary::Methods => say(lang, "HTTP method", "HTTP 方法"),
            Vocabulary::ObjectEvents => say(lang, "event of a bucket", "存储桶事件"),
            Vocabulary::DeployTypes => say(lang, "deploy type", "部署类型"),
        }
        .to_owned(),
        ValueKind::List(item) => match lang {
            Lang::En => format!("list: {}", self::kind(item, lang)),
            Lang::ZhCn => format!("列表：{}", self::kind(item, lang)),
        },
        ValueKind::Map(table) => table.title.get(lang).to_owned(),
        ValueKind::MapOf(entry) => match lang {
            Lang::En => format!("map of names to: {}", self::kind(entry, lang)),
            Lang::ZhCn => format!("名称到值的映射：{}", self::kind(entry, lang)),
        },
        ValueKind::OneOf(kinds) => {
            let mut text = String::new();
            let mut said: Vec<String> = Vec::new();
            for kind in kinds.iter().map(|one| self::kind(one, lang)) {
                // an open list and its names are one thing to a reader
                if said.contains(&kind) {
                    continue;
                }
                if !text.is_empty() {
                    text.push_str(say(lang, ", or ", "，或"));
                    let is_word = kind.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '`');
                    if lang == Lang::ZhCn && is_word {
                        text.push(' ');
                    }
                }
                text.push_str(&kind);
                said.push(kind);
            }
            text
        }
        ValueKind::Any => say(lang, "any value", "任意值").to_owned(),
    }
}
