//! What stands above a line to be clicked: invoke, debug, test, the local server, package, deploy, stop, and the route
//! an aggregation answers on. The same things are actions for editors without lenses.

use std::collections::BTreeSet;

use fyml_schema::Lang;

use crate::analysis::Analysis;
use crate::lint::Message;
use crate::message;
use crate::model::{AggregatedRoute, Function, Memberships, aggregated_route};
use crate::syntax::Span;

/// The kinds of lenses, each of which can be switched off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LensKind {
    /// Run a function once.
    Invoke,
    /// The same under a debugger.
    Debug,
    /// Run tests.
    Test,
    /// Start the local server.
    Dev,
    /// Build what would be deployed.
    Package,
    /// Deploy.
    Deploy,
    /// Show what would be deployed.
    Preview,
    /// The route of an aggregation; nothing to click.
    Route,
    /// Stop what runs.
    Stop,
}

impl LensKind {
    /// All of them.
    pub const ALL: [LensKind; 9] = [
        LensKind::Invoke,
        LensKind::Debug,
        LensKind::Test,
        LensKind::Dev,
        LensKind::Package,
        LensKind::Deploy,
        LensKind::Preview,
        LensKind::Route,
        LensKind::Stop,
    ];

    /// Its name in the settings.
    pub fn as_str(self) -> &'static str {
        match self {
            LensKind::Invoke => "invoke",
            LensKind::Debug => "debug",
            LensKind::Test => "test",
            LensKind::Dev => "dev",
            LensKind::Package => "package",
            LensKind::Deploy => "deploy",
            LensKind::Preview => "preview",
            LensKind::Route => "route",
            LensKind::Stop => "stop",
        }
    }

    /// Whether clicking it runs a program of the project.
    pub fn runs(self) -> bool {
        !matches!(self, LensKind::Preview | LensKind::Route)
    }
}

/// A lens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lens {
    /// What it does.
    pub kind: LensKind,
    /// Where it stands: the key of the function, the service or the aggregation.
    pub span: Span,
    /// What it says.
    pub title: Message,
    /// The function it is about; `None` for the service.
    pub function: Option<String>,
    /// The run that [`LensKind::Stop`] stops.
    pub run: Option<u64>,
}

/// A run that goes on, as the lenses show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Running {
    /// Its number.
    pub run: u64,
    /// What it is: `invoke`, `dev` …
    pub what: String,
    /// The function it is about.
    pub function: Option<String>,
}

/// What lenses depend on besides the document.
#[derive(Debug, Clone, Default)]
pub struct LensContext {
    /// The kinds to show.
    pub kinds: BTreeSet<LensKind>,
    /// The test files in `test/`.
    pub tests: BTreeSet<String>,
    /// Whether the project has tests at all.
    pub has_tests: bool,
    /// What runs in the document's folder.
    pub running: Option<Running>,
    /// The names of the functions that the last sound version of the document had.
    pub known: Vec<String>,
}

/// The lenses of a document, in the order of the text.
///
/// While the document is broken, a function of the last sound version keeps its lenses as long as a line still begins
/// with its name, so that nothing jumps while somebody types.
pub fn lenses(analysis: &Analysis, context: &LensContext) -> Vec<Lens> {
    let mut lenses = service_lenses(analysis, context);
    let is_broken = !analysis.document().syntax_errors().is_empty();
    let known: BTreeSet<&str> = context.known.iter().map(String::as_str).collect();
    let mut seen = BTreeSet::new();
    for function in analysis.service().functions().iter() {
        let name = function.name();
        // an open quote makes names of what is none
        if is_broken && !known.is_empty() && !known.contains(&*name) {
            continue;
        }
        function_lenses(
            &name,
            function.entry().key.span(),
            Some(function),
            context,
            &mut lenses,
        );
        seen.insert(name.into_owned());
    }
    if is_broken && known.iter().any(|name| !seen.contains(*name)) {
        kept_lenses(analysis, context, &seen, &mut lenses);
    }
    if context.kinds.contains(&LensKind::Route) {
        route_lenses(analysis, &mut lenses);
    }
    lenses.sort_by_key(|lens| lens.span.start);
    lenses
}

/// The names of the functions in a sound document; `None` while it is broken.
pub fn sound_functions(analysis: &Analysis) -> Option<Vec<String>> {
    let is_sound = analysis.document().syntax_errors().is_empty();
    is_sound.then(|| {
        let functions = analysis.service().functions();
        functions
            .iter()
            .map(|function| function.name().into_owned())
            .collect()
    })
}

fn service_lenses(analysis: &Analysis, context: &LensContext) -> Vec<Lens> {
    let service = analysis.service();
    let place = ["service", "provider", "functions"]
        .iter()
        .find_map(|key| service.get(key));
    let Some(place) = place else {
        return Vec::new();
    };
    let span = place.key.span();
    let mut lenses = Vec::new();
    if let Some(running) = context
        .running
        .as_ref()
        .filter(|running| running.function.is_none())
    {
        lenses.push(stop(running, span));
    }
    let mut add = |kind: LensKind, title: Message| {
        if context.kinds.contains(&kind) {
            lenses.push(Lens {
                kind,
                span,
                title,
                function: None,
                run: None,
            });
        }
    };
    add(LensKind::Dev, message!("▶ dev server", "▶ 本地服务"));
    if context.has_tests {
        add(LensKind::Test, message!("test", "测试"));
    }
    add(LensKind::Package, message!("package", "打包"));
    add(LensKind::Deploy, message!("deploy…", "部署…"));
    add(LensKind::Preview, message!("preview", "预览部署内容"));
    lenses
}

fn stop(running: &Running, span: Span) -> Lens {
    let what = &running.what;
    Lens {
        kind: LensKind::Stop,
        span,
        title: message!("■ stop {what}", "■ 停止 {what}"),
        function: running.function.clone(),
        run: Some(running.run),
    }
}

fn function_lenses(
    name: &str,
    span: Span,
    function: Option<Function<'_>>,
    context: &LensContext,
    lenses: &mut Vec<Lens>,
) {
    let of_this = |running: &&Running| running.function.as_deref() == Some(name);
    if let Some(running) = context.running.as_ref().filter(of_this) {
        lenses.push(stop(running, span));
    }
    let mut add = |kind: LensKind, title: Message| {
        if context.kinds.contains(&kind) {
            lenses.push(Lens {
                kind,
                span,
                title,
                function: Some(name.to_owned()),
                run: None,
            });
        }
    };
    let detail = function.map(trigger_detail).unwrap_or_default();
    add(
        LensKind::Invoke,
        message!("▶ invoke{detail}", "▶ 调用{detail}"),
    );
    add(LensKind::Debug, message!("debug", "调试"));
    let has_test = ["ts", "js"]
        .iter()
        .any(|extension| context.tests.contains(&format!("{name}.test.{extension}")));
    if has_test {
        add(LensKind::Test, message!("test", "测试"));
    }
}

/// ` GET /user/:id`, ` timer`: what the first trigger of a function is.
fn trigger_detail(function: Function<'_>) -> String {
    let Some(trigger) = function.triggers().into_iter().next() else {
        return String::new();
    };
    if trigger.name() != "http" {
        return format!(" {}", trigger.name());
    }
    let method = trigger.value("method").and_then(|node| {
        let mut items = node.items();
        let first = items
            .next()
            .unwrap_or(node)
            .scalar_str()?
            .to_ascii_uppercase();
        let more = if items.next().is_some() { "…" } else { "" };
        Some(format!(" {first}{more}"))
    });
    let path = trigger.value("path").and_then(|path| path.as_str());
    let path = path.filter(|path| !path.is_empty()).unwrap_or("/*");
    // somebody's long path must not fill the line
    let shown: String = path.chars().take(60).collect();
    format!("{} {shown}", method.unwrap_or_default())
}

/// The lenses of functions that cannot be read for the moment.
fn kept_lenses(
    analysis: &Analysis,
    context: &LensContext,
    seen: &BTreeSet<String>,
    lenses: &mut Vec<Lens>,
) {
    let missing: BTreeSet<&str> = context
        .known
        .iter()
        .map(String::as_str)
        .filter(|name| !seen.contains(*name))
        .collect();
    let text = analysis.text().to_cow();
    let mut start = 0;
    let mut is_inside = false;
    let mut found = BTreeSet::new();
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches(' ').len();
        if indent == 0 && !line.trim().is_empty() {
            is_inside = line.starts_with("functions");
        } else if is_inside
            && let Some((key, _)) = line.trim_start().split_once(':')
            && let name = key.trim_matches(['\'', '"', ' '])
            && missing.contains(name)
            && found.insert(name)
        {
            let span = Span::new(start + indent, start + indent + key.len());
            function_lenses(name, span, None, context, lenses);
        }
        start += line.len();
    }
}

fn route_lenses(analysis: &Analysis, lenses: &mut Vec<Lens>) {
    let service = analysis.service();
    let aggregations = service.aggregations();
    if aggregations.is_empty() {
        return;
    }
    let memberships = Memberships::of(service);
    for aggregation in aggregations {
        let members = memberships.members(service, aggregation);
        let count = members.len();
        let title = match aggregated_route(&members) {
            AggregatedRoute::Path(route) => {
                message!("{route} ({count} functions)", "{route}（{count} 个函数）")
            }
            AggregatedRoute::None => {
                message!(
                    "no http route ({count} functions)",
                    "没有 http 路由（{count} 个函数）"
                )
            }
            AggregatedRoute::Throws(_) => {
                message!("packaging fails: a path is missing", "打包会失败：缺少路径")
            }
            AggregatedRoute::Unknown => continue,
        };
        lenses.push(Lens {
            kind: LensKind::Route,
            span: aggregation.entry().key.span(),
            title,
            function: None,
            run: None,
        });
    }
}

/// The lenses as actions at a place: those of the function the cursor is in, else those of the service.
pub fn run_actions(analysis: &Analysis, context: &LensContext, asked: Span) -> Vec<Lens> {
    let functions = analysis.service().functions();
    let inside = functions.iter().find(|function| {
        let span = function.entry().span();
        span.start <= asked.start && asked.start <= span.end
    });
    let name = inside.map(|function| function.name().into_owned());
    let all = lenses(analysis, context).into_iter();
    all.filter(|lens| lens.kind != LensKind::Route)
        .filter(|lens| lens.kind == LensKind::Stop || name.is_none() == lens.function.is_none())
        .filter(|lens| lens.kind == LensKind::Stop || lens.function == name)
        .collect()
}

/// What an action says: a lens stands beside its function, an action must name it.
pub fn action_title(lens: &Lens, lang: Lang) -> String {
    let title = lens.title.get(lang);
    match &lens.function {
        Some(function) if lens.kind != LensKind::Stop => format!("fyml: {function}: {title}"),
        _ => format!("fyml: {title}"),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::FileName;
    use crate::syntax::Text;

    fn analysis(text: &str) -> Analysis {
        Analysis::of(
            Text::new(text),
            Some(FileName::FYml),
            None,
            Arc::default(),
            Arc::default(),
        )
    }

    fn context() -> LensContext {
        LensContext {
            kinds: LensKind::ALL.into(),
            ..LensContext::default()
        }
    }

    fn shown(text: &str, context: &LensContext) -> Vec<String> {
        let analysis = analysis(text);
        lenses(&analysis, context)
            .iter()
            .map(|lens| format!("{}: {}", analysis.text().slice(lens.span), lens.title.en))
            .collect()
    }

    const SHOP: &str = "service: shop\nprovider: {name: aliyun}\nfunctions:\n  cart:\n    handler: a.b\n    events:\n      - http: {path: /cart/:id, method: [get, post]}\n  tick:\n    events: [timer: {value: x}]\naggregation:\n  api: {functionsPattern: ['*']}\n";

    #[test]
    fn each_function_and_the_service_have_theirs() {
        assert_eq!(
            shown(SHOP, &context()),
            [
                "service: ▶ dev server",
                "service: package",
                "service: deploy…",
                "service: preview",
                "cart: ▶ invoke GET… /cart/:id",
                "cart: debug",
                "tick: ▶ invoke timer",
                "tick: debug",
                "api: /cart/* (1 functions)",
            ]
        );
    }

    #[test]
    fn kinds_can_be_switched_off_and_tests_show_where_they_are() {
        let context = LensContext {
            kinds: [LensKind::Test].into(),
            tests: ["tick.test.ts".to_owned()].into(),
            has_tests: true,
            ..LensContext::default()
        };
        assert_eq!(shown(SHOP, &context), ["service: test", "tick: test"]);
    }

    #[test]
    fn what_runs_can_be_stopped_where_it_was_started() {
        let mut context = LensContext {
            running: Some(Running {
                run: 3,
                what: "invoke cart".to_owned(),
                function: Some("cart".to_owned()),
            }),
            ..LensContext::default()
        };
        assert_eq!(shown(SHOP, &context), ["cart: ■ stop invoke cart"]);
        context.running = context.running.map(|running| Running {
            function: None,
            what: "dev".to_owned(),
            ..running
        });
        assert_eq!(shown(SHOP, &context), ["service: ■ stop dev"]);
    }

    #[test]
    fn lenses_stay_while_a_function_is_broken() {
        let sound = analysis(SHOP);
        let known = sound_functions(&sound).expect("nothing is broken");
        let only_invoke = LensContext {
            kinds: [LensKind::Invoke].into(),
            known,
            ..LensContext::default()
        };
        // typing a quote, a tab, a colon too many, an open bracket, half a key
        for (from, to) in [
            ("handler: a.b", "handler: \"a.b"),
            ("    handler: a.b", "\thandler: a.b"),
            ("handler: a.b", "handler: a: b: c"),
            ("handler: a.b", "handler: [a"),
            ("    handler: a.b", "   handler"),
            ("  cart:\n", "  cart: @\n"),
        ] {
            let broken = SHOP.replacen(from, to, 1);
            let now = analysis(&broken);
            assert!(!now.document().syntax_errors().is_empty(), "{to}");
            assert_eq!(sound_functions(&now), None);
            let names: Vec<_> = lenses(&now, &only_invoke)
                .into_iter()
                .filter_map(|lens| lens.function)
                .collect();
            assert_eq!(names, ["cart", "tick"], "{to}");
        }
        // a function that was taken away has none, even then
        let gone = SHOP.replacen("  cart:", "  \"basket:", 1);
        let lenses = lenses(&analysis(&gone), &only_invoke);
        assert!(
            lenses
                .iter()
                .all(|lens| lens.function.as_deref() != Some("cart"))
        );
    }

    #[test]
    fn actions_are_about_the_function_at_the_cursor() {
        let analysis = analysis(SHOP);
        let at = |offset: usize| {
            let asked = Span::new(offset, offset);
            run_actions(&analysis, &context(), asked)
                .iter()
                .map(|lens| action_title(lens, Lang::En))
                .collect::<Vec<_>>()
        };
        let cart = SHOP.find("/cart").unwrap_or_default();
        assert_eq!(
            at(cart),
            ["fyml: cart: ▶ invoke GET… /cart/:id", "fyml: cart: debug"]
        );
        assert_eq!(at(0)[0], "fyml: ▶ dev server");
    }
}
