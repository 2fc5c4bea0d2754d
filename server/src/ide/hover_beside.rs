//! What a value means here and now: when a timer is due, what an aggregation takes in, whether a variable is set, which
//! code answers to a handler.

use std::sync::Arc;

use fyml_schema::Lang;

use super::cron_words::Timer;
use super::describe::say;
use super::doc::Doc;
use super::hover::Hover;
use super::preview::{NoPreview, RouteTable};
use super::schedule::{BEIJING, Zone, clock};
use super::way::{Role, Way, inside};
use super::{hover_names, hover_route};
use crate::analysis::Analysis;
use crate::model::{AggregatedRoute, Function, Memberships, aggregated_route};
use crate::source::{Sources, Target};
use crate::syntax::{Node, Span};

/// How many of the next times are named.
const TIMES: usize = 3;

/// How many members and places are named.
const MOST: usize = 20;

/// What a hover may ask about the world.
pub struct HoverContext<'a> {
    /// The time, in seconds since 1970 in UTC.
    pub now: i64,
    /// Whether a variable is set in the environment, and not empty. Nothing here ever learns its value.
    pub is_set: &'a dyn Fn(&str) -> bool,
    /// The source code beside the f.yml; asked only where it matters.
    pub sources: &'a dyn Fn() -> Option<Arc<Sources>>,
    /// What [`route_table`](super::route_table) says of the document; asked only where it matters, for it looks at all
    /// functions.
    pub routes: &'a dyn Fn() -> Arc<Result<RouteTable, NoPreview>>,
}

/// What is to be said at `offset` from the document and the world; `None` where that is nothing.
pub(super) fn hover_beside(
    analysis: &Analysis,
    offset: u32,
    context: &HoverContext<'_>,
    lang: Lang,
) -> Option<Hover> {
    if let Some(hover) = hover_names::rule(analysis, offset, lang) {
        return Some(hover);
    }
    let way = Way::to(analysis.document(), offset);
    let last = way.last()?;
    let node = last.node;
    if let Some(hover) = variable(node, offset, context, lang) {
        return Some(hover);
    }
    let is_key = matches!(last.role, Role::Key(_));
    let doc = match is_key {
        true if way.leads(&["aggregation", "*"]) => aggregation(analysis, &way, lang),
        true if way.leads(&["functions", "*"]) => {
            hover_route::of_function(analysis, &way, context, lang)
        }
        false
            if way.leads(&["functions", "*", "events", "-", "http", "path"])
                || way.leads(&["functions", "*", "events", "-", "apigw", "path"]) =>
        {
            hover_route::of_path(analysis, &way, context, lang)
        }
        false if way.leads(&["functions", "*", "events", "-", "timer", "value"]) => {
            timer(analysis, &way, offset, context.now, lang)
        }
        false if way.leads(&["functions", "*", "handler"]) => handler(&way, node, context, lang),
        _ => None,
    };
    let doc = doc.or_else(|| hover_names::of_name(analysis, &way, context, lang))?;
    Some(Hover {
        span: node.span(),
        doc,
    })
}

/// `${env.NAME}` under the cursor.
fn variable(node: Node<'_>, offset: u32, context: &HoverContext<'_>, lang: Lang) -> Option<Hover> {
    if !node.is_scalar() {
        return None;
    }
    let raw = node.raw();
    let at = offset.checked_sub(node.span().start)? as usize;
    let start = raw.get(..at.min(raw.len()))?.rfind("${").or_else(|| {
        // the cursor stands at its beginning
        raw.get(at..)?.starts_with("${").then_some(at)
    })?;
    let length = raw.get(start..)?.find('}')? + 1;
    if start + length < at {
        return None;
    }
    let written = raw.get(start + 2..start + length - 1)?.trim();
    let name = written.strip_prefix("env.")?;
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if name.is_empty() || !name.chars().all(is_word) {
        return None;
    }
    let start = node.span().start as usize + start;
    let state = if (context.is_set)(name) {
        say(
            lang,
            "Set in the editor's environment. Its value is not shown.",
            "在编辑器的环境中已设置。此处不显示它的值。",
        )
    } else {
        say(
            lang,
            "**Not set** in the editor's environment: the text stays as it is written.",
            "在编辑器的环境中**未设置**：文本会原样保留。",
        )
    };
    let what = say(lang, "environment variable", "环境变量").to_owned();
    let when = say(
        lang,
        "The toolchain reads it where it is run; that may be another environment.",
        "工具链在其运行的环境中读取它，可能与此处不同。",
    );
    Some(Hover {
        span: Span::new(start, start + length),
        doc: Doc::default()
            .title(name, Some(what))
            .paragraph(state)
            .paragraph(when),
    })
}

fn timer(analysis: &Analysis, way: &Way<'_>, offset: u32, now: i64, lang: Lang) -> Option<Doc> {
    let entry = way.steps().get(2).and_then(|step| match step.role {
        Role::Value(entry) => Some(entry),
        _ => None,
    })?;
    let triggers = Function::of(entry).triggers().into_iter();
    let mut here = triggers.filter(|trigger| trigger.entry().value.span().touches(offset));
    let timer = Timer::of(here.next()?, analysis.cloud()?)?;
    let words = timer.words();
    let what = say(lang, "schedule", "定时计划").to_owned();
    let mut doc = Doc::default()
        .title(way.last()?.node.scalar_str()?, Some(what))
        .paragraph(words.get(lang));
    let Timer::Cron(schedule) = timer else {
        return Some(doc);
    };
    let times = schedule.next(now, TIMES);
    if !times.is_empty() {
        let rows = times
            .iter()
            .map(|time| [clock(*time, 0), clock(*time, BEIJING)]);
        let head = ["UTC", say(lang, "Beijing time", "北京时间")];
        let next = say(lang, "The next times:", "接下来的执行时间：");
        doc = doc.paragraph(next).table(head, rows.collect());
    } else if schedule.zone != Zone::Other {
        doc = doc.paragraph(say(
            lang,
            "Not due within the next nine years.",
            "未来九年内都不会触发。",
        ));
    }
    if schedule.zone == Zone::Unsaid {
        doc = doc.paragraph(say(
            lang,
            "The cloud does not document the time zone; this takes it for Beijing time.",
            "云厂商没有说明时区，此处按北京时间计算。",
        ));
    }
    Some(doc)
}

fn aggregation(analysis: &Analysis, way: &Way<'_>, lang: Lang) -> Option<Doc> {
    let service = analysis.service();
    let name = way.key(1)?;
    let aggregations = service.aggregations();
    let aggregation = aggregations.iter().find(|one| one.name() == name)?;
    let what = say(lang, "aggregation", "聚合部署").to_owned();
    let doc = Doc::default().title(&name, Some(what));
    if service.deploy_type().is_some() {
        return Some(doc.paragraph(say(
            lang,
            "`deployType` switches aggregation off.",
            "`deployType` 会关闭聚合部署。",
        )));
    }
    let members = Memberships::of(service).members(service, *aggregation);
    let route = match aggregated_route(&members) {
        AggregatedRoute::Path(route) => {
            format!("{}`{route}`", say(lang, "Route: ", "路由："))
        }
        AggregatedRoute::None => say(lang, "No http route.", "没有 http 路由。").to_owned(),
        AggregatedRoute::Throws(_) => say(
            lang,
            "**Packaging fails**: the path of an `http` trigger is missing.",
            "**打包会失败**：有 `http` 触发器缺少路径。",
        )
        .to_owned(),
        AggregatedRoute::Unknown => say(
            lang,
            "The route depends on the environment.",
            "路由取决于环境变量。",
        )
        .to_owned(),
    };
    let doc = doc.paragraph(route);
    if members.is_empty() {
        return Some(doc.paragraph(say(lang, "No function is in it.", "其中没有任何函数。")));
    }
    let named = members.iter().take(MOST).map(|member| {
        let paths = member.active_triggers("http").into_iter();
        let paths: Vec<String> = paths
            .filter_map(|http| Some(format!("`{}`", http.value("path")?.as_str()?)))
            .collect();
        format!("`{}` {}", member.name(), paths.join(", "))
            .trim_end()
            .to_owned()
    });
    let mut named: Vec<String> = named.collect();
    if members.len() > MOST {
        named.push("…".to_owned());
    }
    let count = members.len();
    let title = match lang {
        Lang::En => format!("Functions ({count}):"),
        Lang::ZhCn => format!("函数（{count} 个）："),
    };
    Some(doc.paragraph(title).list(named))
}

fn handler(way: &Way<'_>, node: Node<'_>, context: &HoverContext<'_>, lang: Lang) -> Option<Doc> {
    let written = node.scalar_str().filter(|_| !node.is_interpolated())?;
    let sources = (context.sources)()?;
    let targets = sources.targets(way.key(1).as_deref(), Some(written));
    if targets.is_empty() {
        return None;
    }
    let what = say(lang, "handler", "入口").to_owned();
    Some(
        Doc::default()
            .title(&node.document().text().slice(inside(node)), Some(what))
            .list(places(&targets)),
    )
}

/// Where code is, and its signature, a line each.
pub(super) fn places(targets: &[Target<'_>]) -> Vec<String> {
    let places = targets.iter().take(MOST).map(|target| {
        let line = target.line + 1;
        format!("`{}:{line}` — `{}`", target.path, target.signature)
    });
    places.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::route_table;
    use crate::ide::way::testing::fixture;
    use crate::model::FileName;
    use crate::source::{Grammar, read};
    use crate::syntax::Text;

    const SOURCE: &str =
        "\n@Func('index.handler') export class Index { async handler(事件: any) {} }\n";

    fn sources() -> Option<Arc<Sources>> {
        let file = Arc::new(read(SOURCE, Grammar::TypeScript));
        let files = vec![("src/index.ts".to_owned(), file)];
        Some(Arc::new(Sources::new(files, false)))
    }

    /// The text that the hover at `$0` is about, and its Markdown.
    fn at(marked: &str, lang: Lang) -> Option<(String, String)> {
        let (text, offset) = fixture(marked);
        let analysis = Analysis::of(
            Text::new(&text),
            Some(FileName::FYml),
            None,
            Arc::default(),
            Arc::default(),
        );
        let context = HoverContext {
            now: 1_767_225_600, // 2026-01-01 00:00:00 UTC
            is_set: &|name| name == "HOME",
            sources: &sources,
            routes: &|| {
                let (settings, project) = (analysis.settings(), analysis.project());
                Arc::new(route_table(analysis.document(), settings, project))
            },
        };
        let hover = hover_beside(&analysis, offset, &context, lang)?;
        Some((text[hover.span.range()].to_owned(), hover.doc.markdown()))
    }

    const TIMER: &str = "provider: {name: CLOUD}\nfunctions:\n  a:\n    events:\n      - timer: {value: 1 1 1 1 1 1}\n      - timer:\n          type: cron\n          value: '0 0 4 $0VALUE'\n";

    #[test]
    fn a_timer_says_when_it_is_due() {
        let text = TIMER.replace("CLOUD", "aliyun").replace("VALUE", "* * *");
        let (word, doc) = at(&text, Lang::En).expect("a hover");
        assert_eq!(word, "'0 0 4 * * *'");
        assert!(doc.contains("every day at 04:00 (UTC)"), "{doc}");
        let row = "| 2026-01-01 04:00:00 | 2026-01-01 12:00:00 |\n| 2026-01-02";
        assert!(doc.contains(row), "{doc}");
        let (_, doc) = at(&text, Lang::ZhCn).expect("a hover");
        assert!(doc.contains("每天 04:00（UTC）"), "{doc}");
        assert!(doc.contains("| UTC | 北京时间 |"), "{doc}");
        let text = TIMER
            .replace("CLOUD", "tencent")
            .replace("VALUE", "* * * *");
        let (_, doc) = at(&text, Lang::En).expect("a hover");
        let row = "| 2026-01-01 20:00:00 | 2026-01-02 04:00:00 |";
        assert!(
            doc.contains(row) && doc.contains("does not document"),
            "{doc}"
        );
        let text = TIMER
            .replace("CLOUD", "tencent")
            .replace("VALUE", "* * * 2020");
        let (_, doc) = at(&text, Lang::En).expect("a hover");
        assert!(doc.contains("Not due"), "{doc}");
        let text = TIMER.replace("CLOUD", "aliyun").replace("VALUE", "no");
        assert_eq!(at(&text, Lang::En), None);
    }

    #[test]
    fn an_aggregation_says_its_route_and_members() {
        let text = "functions:\n  a: {events: [http: {path: /api/a}]}\n  b: {events: [http: {path: /api/b}]}\n  c: {}\naggregation:\n  商$0店:\n    functionsPattern: ['*']\n  $1other: {functions: [x]}\n";
        let first = text.replace("$1", "");
        let (word, doc) = at(&first, Lang::En).expect("a hover");
        assert_eq!(word, "商店");
        assert!(doc.contains("Route: `/api/*`"), "{doc}");
        assert!(
            doc.contains("Functions (2):\n\n- `a` `/api/a`\n- `b` `/api/b`"),
            "{doc}"
        );
        let (_, doc) = at(&first, Lang::ZhCn).expect("a hover");
        assert!(doc.contains("函数（2 个）："), "{doc}");
        let other = text.replace("$0", "").replace("$1", "$0");
        let (_, doc) = at(&other, Lang::ZhCn).expect("a hover");
        assert!(doc.contains("其中没有任何函数"), "{doc}");
    }

    #[test]
    fn a_variable_says_whether_it_is_set_and_no_more() {
        for (text, name, en, zh) in [
            ("service: '商店${env.HO$0ME}'\n", "HOME", "Set in", "已设置"),
            (
                "service: $0${env.HOME}-${env.X}\n",
                "HOME",
                "Set in",
                "已设置",
            ),
            (
                "service: ${env.HOME}-${ env.X }$0\n",
                "X",
                "**Not set**",
                "**未设置**",
            ),
        ] {
            let (word, doc) = at(text, Lang::En).expect("a hover");
            assert!(word.starts_with("${") && word.ends_with('}'), "{word}");
            assert!(word.contains(name) && doc.contains(en), "{word}: {doc}");
            let (_, doc) = at(text, Lang::ZhCn).expect("a hover");
            assert!(doc.contains(zh), "{doc}");
        }
        for text in [
            "service: a$0-${env.X}\n",
            "service: ${env.X}-a$0\n",
            "service: ${x.Y$0}\n",
            "service: ${env.$0\n",
        ] {
            assert_eq!(at(text, Lang::En), None, "{text}");
        }
    }

    #[test]
    fn a_handler_says_where_its_code_is() {
        let text = "functions:\n  商店:\n    handler: index.$0handler\n";
        for lang in [Lang::En, Lang::ZhCn] {
            let (word, doc) = at(text, lang).expect("a hover");
            assert_eq!(word, "index.handler");
            assert!(
                doc.contains("`src/index.ts:2` — `async handler(事件: any)`"),
                "{doc}"
            );
        }
        assert_eq!(at("functions:\n  a:\n    handler: $0x.y\n", Lang::En), None);
    }
}
