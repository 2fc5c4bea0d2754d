//! The texts of a schema.

use crate::{Cloud, DeployPath, Key, Lang, Limit, Support, Unit, limits};

/// What a hover shows: the key's doc, then default, limits, version and what each deploy path makes of it.
pub(super) fn markdown(key: &Key, paths: &[DeployPath], lang: Lang) -> String {
    let zh = lang == Lang::ZhCn;
    let mut text = key.doc.get(lang).to_owned();
    let mut lines: Vec<String> = Vec::new();
    let unit = key.unit.map_or("", |unit| unit_name(unit, lang));
    let reading: Vec<DeployPath> = paths
        .iter()
        .copied()
        .filter(|path| key.support.on(*path) != Support::Ignored)
        .collect();

    let defaults = grouped(&reading, |path| {
        key.default_on(path)
            .map(|literal| format!("`{literal}`{unit}"))
    });
    for (value, on) in &defaults {
        let label = if zh { "默认值" } else { "Default" };
        lines.push(qualified(label, value, on, &reading, lang));
    }
    let ranges = grouped(&reading, |path| {
        let limit = limits(path).get(key.limit?)?;
        Some(range(limit, unit, lang))
    });
    for (value, on) in &ranges {
        let label = if zh { "范围" } else { "Range" };
        lines.push(qualified(label, value, on, &reading, lang));
    }
    if let Some(version) = key.since {
        lines.push(if zh {
            format!("自 CLI {version} 起")
        } else {
            format!("Since CLI {version}")
        });
    }
    let ignoring: Vec<&str> = paths
        .iter()
        .filter(|path| key.support.on(**path) == Support::Ignored)
        .map(|path| path.title().get(lang))
        .collect();
    if !ignoring.is_empty() && !reading.is_empty() {
        lines.push(if zh {
            format!("不生效：{}", ignoring.join("、"))
        } else {
            format!("Ignored by: {}", ignoring.join(", "))
        });
    }
    for path in &reading {
        if let Support::Partial(what) = key.support.on(*path) {
            let colon = if zh { "：" } else { ": " };
            lines.push(format!(
                "{}{colon}{}",
                path.title().get(lang),
                what.get(lang)
            ));
        }
    }
    if !lines.is_empty() {
        text.push('\n');
        for line in lines {
            text.push_str("\n* ");
            text.push_str(&line);
        }
    }
    text
}

/// Why not to write the key for `cloud`: its own reason, or that no deploy path to the cloud reads it.
pub(super) fn deprecation(key: &Key, cloud: Option<Cloud>, lang: Lang) -> Option<String> {
    if let Some(why) = key.deprecated {
        return Some(why.get(lang).to_owned());
    }
    let cloud = cloud?;
    if key.internal {
        return None;
    }
    let ignored = cloud
        .paths()
        .iter()
        .all(|path| key.support.on(*path) == Support::Ignored);
    ignored.then(|| match lang {
        Lang::En => format!("`{}` is ignored on {}.", key.name, cloud.name()),
        Lang::ZhCn => format!("`{}` 在 {} 上不生效。", key.name, cloud.name()),
    })
}

/// The values over `paths`, equal ones together.
fn grouped(
    paths: &[DeployPath],
    value: impl Fn(DeployPath) -> Option<String>,
) -> Vec<(String, Vec<DeployPath>)> {
    let mut groups: Vec<(String, Vec<DeployPath>)> = Vec::new();
    for path in paths {
        let Some(value) = value(*path) else { continue };
        match groups.iter_mut().find(|(known, _)| *known == value) {
            Some((_, on)) => on.push(*path),
            None => groups.push((value, vec![*path])),
        }
    }
    groups
}

/// `label: value`, with the paths it holds for unless it holds for all.
fn qualified(
    label: &str,
    value: &str,
    on: &[DeployPath],
    all: &[DeployPath],
    lang: Lang,
) -> String {
    let zh = lang == Lang::ZhCn;
    let colon = if zh { "：" } else { ": " };
    if on.len() == all.len() {
        return format!("{label}{colon}{value}");
    }
    let separator = if zh { "、" } else { ", " };
    let names: Vec<&str> = on.iter().map(|path| path.title().get(lang)).collect();
    let names = names.join(separator);
    if zh {
        format!("{label}（{names}）：{value}")
    } else {
        format!("{label} ({names}): {value}")
    }
}

fn range(limit: &Limit, unit: &str, lang: Lang) -> String {
    let mut text = format!("{}–{}{unit}", limit.min, limit.max);
    if limit.step > 1 {
        text.push_str(&match lang {
            Lang::En => format!(" in steps of {}", limit.step),
            Lang::ZhCn => format!("，须为 {} 的倍数", limit.step),
        });
    }
    for also in limit.also {
        text.push_str(&match lang {
            Lang::En => format!(", or {also}"),
            Lang::ZhCn => format!("，或 {also}"),
        });
    }
    if let Some(note) = limit.note {
        text.push_str(match lang {
            Lang::En => ". ",
            Lang::ZhCn => "。",
        });
        text.push_str(note.get(lang));
    }
    text
}

fn unit_name(unit: Unit, lang: Lang) -> &'static str {
    match (unit, lang) {
        (Unit::Seconds, Lang::En) => " s",
        (Unit::Seconds, Lang::ZhCn) => " 秒",
        (Unit::Megabytes, _) => " MB",
        (Unit::Bytes, Lang::En) => " bytes",
        (Unit::Bytes, Lang::ZhCn) => " 字节",
        (Unit::Requests | Unit::Count, _) => "",
    }
}
