//! What applies without being written, shown between the words: defaults, the route of an aggregation, a schedule in
//! words, the methods that get through.

use std::collections::BTreeSet;

use fyml_schema::{Support, Unit, keys, methods};

use super::cron_words::Timer;
use super::methods::effective;
use crate::analysis::Analysis;
use crate::lint::Message;
use crate::message;
use crate::model::{
    AggregatedRoute, Aggregation, Function, Memberships, Trigger, aggregated_route,
};
use crate::syntax::{Entry, Node, Span};

/// The kinds of hints, each of which can be switched off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HintKind {
    /// What the builder takes for a key that is left out of `provider`.
    Defaults,
    /// The route of an aggregation.
    Route,
    /// A schedule in words.
    Cron,
    /// The methods that get through, where they are not those that are written.
    Methods,
}

impl HintKind {
    /// All of them.
    pub const ALL: [HintKind; 4] = [
        HintKind::Defaults,
        HintKind::Route,
        HintKind::Cron,
        HintKind::Methods,
    ];

    /// Its name in the settings.
    pub fn as_str(self) -> &'static str {
        match self {
            HintKind::Defaults => "defaults",
            HintKind::Route => "route",
            HintKind::Cron => "cron",
            HintKind::Methods => "methods",
        }
    }
}

/// A hint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InlayHint {
    /// What it says.
    pub kind: HintKind,
    /// Where it stands, as a byte offset.
    pub offset: u32,
    /// The words.
    pub label: Message,
}

/// The keys of `provider` whose defaults are shown.
const WITH_DEFAULT: [&str; 3] = ["runtime", "timeout", "memorySize"];

/// The hints in a part of a document, in the order of the text. Costs no more than what lies there; only the route of
/// an aggregation takes a look at all functions.
pub fn inlay_hints(analysis: &Analysis, asked: Span, kinds: &BTreeSet<HintKind>) -> Vec<InlayHint> {
    let mut hints = Vec::new();
    if kinds.contains(&HintKind::Defaults) {
        hints.extend(defaults(analysis));
    }
    let service = analysis.service();
    if let Some(functions) = service.functions().entry() {
        for entry in functions.value.entries_in(asked) {
            if !entry.is_merge() {
                function_hints(analysis, Function::of(entry), kinds, &mut hints);
            }
        }
    }
    if kinds.contains(&HintKind::Route) {
        routes(analysis, asked, &mut hints);
    }
    hints.retain(|hint| asked.touches(hint.offset));
    hints.sort_by_key(|hint| hint.offset);
    hints
}

fn defaults(analysis: &Analysis) -> Option<InlayHint> {
    let path = analysis.path()?;
    let provider = analysis.service().provider().entry()?;
    if !provider.value.is_mapping() {
        return None;
    }
    let missing = WITH_DEFAULT.iter().filter_map(|name| {
        if provider.value.get(name).is_some() {
            return None;
        }
        let key = keys::PROVIDER.key(name)?;
        let default = key.default_on(path)?;
        let unit = match key.unit {
            Some(Unit::Seconds) => " s",
            Some(Unit::Megabytes) => " MB",
            _ => "",
        };
        let is_read = key.support.on(path) != Support::Ignored;
        is_read.then(|| format!("{name}: {default}{unit}"))
    });
    let missing: Vec<String> = missing.collect();
    let list = missing.join(", ");
    (!missing.is_empty()).then(|| InlayHint {
        kind: HintKind::Defaults,
        offset: behind_key(analysis, provider),
        label: message!("default {list}", "默认 {list}"),
    })
}

/// Behind the colon of a key, or behind its value if that stands in the same line.
fn behind_key(analysis: &Analysis, entry: Entry<'_>) -> u32 {
    let text = analysis.text();
    let (key, value) = (entry.key.span(), entry.value.span());
    if !value.is_empty() && text.line_of(key.start) == text.line_of(value.end) {
        return value.end;
    }
    let after = text.slice(Span::new(
        key.end as usize,
        text.len().min(key.end as usize + 1),
    ));
    key.end + u32::from(after == ":")
}

fn function_hints<'d>(
    analysis: &Analysis,
    function: Function<'d>,
    kinds: &BTreeSet<HintKind>,
    hints: &mut Vec<InlayHint>,
) {
    let own = function.entry().value.span();
    let is_here = |node: &Node<'_>| own.contains(node.span()) && !node.span().is_empty();
    for trigger in function.triggers() {
        if kinds.contains(&HintKind::Cron)
            && let Some(value) = trigger.value("value").filter(is_here)
            && let Some(cloud) = analysis.cloud()
            && let Some(timer) = Timer::of(trigger, cloud)
        {
            hints.push(InlayHint {
                kind: HintKind::Cron,
                offset: value.span().end,
                label: timer.words(),
            });
        }
        if kinds.contains(&HintKind::Methods)
            && let Some(method) = trigger.value("method").filter(is_here)
            && let Some(label) = methods_of(analysis, trigger, method)
        {
            hints.push(InlayHint {
                kind: HintKind::Methods,
                offset: behind(method),
                label,
            });
        }
    }
}

/// Behind a value; behind the last item of a list.
fn behind(node: Node<'_>) -> u32 {
    let is_flow = node.raw().starts_with('[');
    let last = node.items().last().filter(|_| !is_flow);
    last.unwrap_or(node).span().end
}

fn methods_of(analysis: &Analysis, trigger: Trigger<'_>, method: Node<'_>) -> Option<Message> {
    let path = analysis.path()?;
    let rule = methods(path)?;
    let facts = trigger.facts()?;
    if facts.support.on(path) == Support::Ignored || facts.field("method").is_none() {
        return None;
    }
    let (effective, written) = effective(method, rule)?;
    if effective == written {
        return None;
    }
    let list = effective.join(", ");
    Some(if list.is_empty() {
        message!("→ no method at all", "→ 没有任何可用方法")
    } else {
        message!("→ {list}", "→ {list}")
    })
}

fn routes(analysis: &Analysis, asked: Span, hints: &mut Vec<InlayHint>) {
    let service = analysis.service();
    let Some(entry) = service.aggregation_entry() else {
        return;
    };
    let is_asked = |aggregation: &Aggregation<'_>| {
        asked.touches(behind_key(analysis, aggregation.entry()))
            && entry.value.span().contains(aggregation.entry().span())
    };
    if !entry.span().overlaps(asked) {
        return;
    }
    let aggregations: Vec<Aggregation<'_>> = service
        .aggregations()
        .into_iter()
        .filter(is_asked)
        .collect();
    if aggregations.is_empty() {
        return;
    }
    let memberships = Memberships::of(service);
    for aggregation in aggregations {
        let members = memberships.members(service, aggregation);
        if let AggregatedRoute::Path(route) = aggregated_route(&members) {
            hints.push(InlayHint {
                kind: HintKind::Route,
                offset: behind_key(analysis, aggregation.entry()),
                label: message!("→ {route}", "→ {route}"),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::FileName;
    use crate::syntax::Text;
    use fyml_schema::Lang;

    /// The text with the hints in it, between `«` and `»`.
    fn shown(text: &str, asked: Span, kinds: &[HintKind], lang: Lang) -> String {
        let analysis = Analysis::of(
            Text::new(text),
            Some(FileName::FYml),
            None,
            Arc::default(),
            Arc::default(),
        );
        let kinds = kinds.iter().copied().collect();
        let mut shown = text.to_owned();
        for hint in inlay_hints(&analysis, asked, &kinds).iter().rev() {
            let label = hint.label.get(lang);
            shown.insert_str(hint.offset as usize, &format!("«{label}»"));
        }
        shown
    }

    fn all(text: &str, lang: Lang) -> String {
        shown(text, Span::new(0, text.len()), &HintKind::ALL, lang)
    }

    /// Without the hints the text is the one that was asked about; so what is expected says both.
    fn check(expected: &str, lang: Lang) {
        let mut text = String::new();
        for piece in expected.split('«') {
            text.push_str(piece.split_once('»').map_or(piece, |(_, after)| after));
        }
        assert_eq!(all(&text, lang), expected);
    }

    #[test]
    fn schedules_and_methods_are_said() {
        check(
            "provider: {name: aliyun, runtime: nodejs14, timeout: 3, memorySize: 128}\nfunctions:\n  tick:\n    events:\n      - timer:\n          type: cron\n          value: '0 0 4 * * *'«every day at 04:00 (UTC)»\n      - timer: {type: every, value: 5m«every 5 minutes»}\n",
            Lang::En,
        );
        check(
            "provider: {name: aliyun, runtime: nodejs14, timeout: 3, memorySize: 128}\nfunctions:\n  计时:\n    events:\n      - timer: {type: cron, value: CRON_TZ=Asia/Shanghai 0 0 4 * * *«每天 04:00（北京时间）»}\n      - http: {method: [get, any]«→ GET»}\n      - http: {method: [options]«→ 没有任何可用方法»}\n      - http: {method: [get, post]}\n      - http: {method: any«→ GET, PUT, POST, DELETE, HEAD, PATCH»}\n      - apigw: {method: any}\n",
            Lang::ZhCn,
        );
    }

    #[test]
    fn tencent_takes_one_method() {
        check(
            "provider: {name: tencent, runtime: Nodejs12.16, timeout: 3, memorySize: 128}\nfunctions:\n  a:\n    events:\n      - http:\n          method:\n            - get\n            - post«→ GET»\n      - http: {method: patch«→ ANY»}\n      - http: {method: any}\n",
            Lang::En,
        );
    }

    #[test]
    fn defaults_and_routes_stand_behind_their_keys() {
        let text = "provider:\n  name: aliyun\n  memorySize: 256\nfunctions:\n  a: {events: [http: {path: /api/a}]}\n  b: {events: [http: {path: /api/b}]}\naggregation:\n  商店:\n    functions: [a, b]\n  none: {functions: [x]}\n";
        let shown = all(text, Lang::ZhCn);
        assert!(
            shown.contains("provider:«默认 runtime: nodejs14, timeout: "),
            "{shown}"
        );
        assert!(!shown.contains("memorySize: 128"), "{shown}");
        assert!(shown.contains("  商店:«→ /api/*»\n"), "{shown}");
        assert_eq!(shown.matches('«').count(), 2, "{shown}");
    }

    #[test]
    fn nothing_is_said_outside_of_the_range_or_of_kinds_that_are_off() {
        let text = "provider: {name: aliyun}\nfunctions:\n  a: {events: [timer: {value: 0 0 4 * * *}]}\n  b: {events: [timer: {value: 0 0 5 * * *}]}\n";
        let b = text.find("  b:").expect("it is there");
        let hints = shown(text, Span::new(b, text.len()), &HintKind::ALL, Lang::En);
        assert_eq!(hints.matches('«').count(), 1, "{hints}");
        assert!(hints.contains("«every day at 05:00 (UTC)»"), "{hints}");
        let off = shown(text, Span::new(0, text.len()), &[HintKind::Route], Lang::En);
        assert_eq!(off, text);
    }

    #[test]
    fn what_only_the_environment_knows_is_not_guessed() {
        for text in [
            "functions:\n  a: {events: [timer: {value: 0 0 4 * * *}]}\n",
            "provider: {name: aliyun, runtime: x, timeout: 1, memorySize: 1}\nfunctions:\n  a: {events: [timer: {value: '${env.CRON}'}, http: {method: '${env.M}'}]}\n",
            "",
            "functions: [a]\naggregation: x\nprovider: y\n",
        ] {
            assert_eq!(all(text, Lang::En), text);
        }
    }

    #[test]
    fn defaults_are_said_in_chinese() {
        check(
            "provider:«默认 runtime: Nodejs12.16, timeout: 3 s, memorySize: 128 MB»\n  name: tencent\n",
            Lang::ZhCn,
        );
    }

    #[test]
    fn weekdays_and_months_are_said_in_chinese() {
        check(
            "provider: {name: aliyun, runtime: nodejs14, timeout: 3, memorySize: 128}\nfunctions:\n  报表🙂: {events: [timer: {type: cron, value: CRON_TZ=Asia/Shanghai 0 0 9 * * MON-FRI«每周一至周五 09:00（北京时间）»}]}\n",
            Lang::ZhCn,
        );
    }

    #[test]
    fn a_hint_stands_behind_what_it_is_about_after_chinese_text() {
        check(
            "provider: {name: tencent, runtime: Nodejs12.16, timeout: 3, memorySize: 128}\nfunctions: {\"名🙂\": {events: [http: {path: /商品, method: [get, post]«→ GET»}]}}\n",
            Lang::ZhCn,
        );
    }

    #[test]
    fn hints_of_a_function_stay_beside_a_broken_one() {
        let text = "provider: {name: aliyun, runtime: nodejs14, timeout: 3, memorySize: 128}\nfunctions:\n  a:\n    handler: \"x\n  乙:\n    events:\n      - timer: {type: every, value: 5m}\n";
        assert!(all(text, Lang::ZhCn).contains("value: 5m«每隔 5 分钟»"));
    }
}
