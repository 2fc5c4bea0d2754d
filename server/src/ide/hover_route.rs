//! Who answers a route: which function, in which order the cloud looks, and which aggregation it lands in.

use fyml_schema::{DeployPath, Lang, Support};

use super::describe::say;
use super::doc::Doc;
use super::hover_beside::HoverContext;
use super::preview::{NoPreview, Route, RouteTable};
use super::way::{Role, Way};
use super::wrapper_router::{InnerRoute, can_meet, inner_routes};
use crate::analysis::Analysis;
use crate::model::{Function, Memberships, Trigger};

/// How many routes are named in a list.
const MOST: usize = 10;

/// The triggers that answer requests.
const WITH_ROUTES: [&str; 2] = ["http", "apigw"];

/// What is to be said of the `path` at the end of the way; `None` where nobody can know.
pub(super) fn of_path(
    analysis: &Analysis,
    way: &Way<'_>,
    context: &HoverContext<'_>,
    lang: Lang,
) -> Option<Doc> {
    let node = way.last()?.node;
    let written = node.as_str().filter(|_| !node.is_interpolated())?;
    let function = function_at(way)?;
    let mut triggers = function.triggers().into_iter();
    let trigger = triggers.find(|trigger| trigger.value("path") == Some(node))?;
    let doc = Doc::default().title(written, Some(say(lang, "route", "路由").to_owned()));
    let table = (context.routes)();
    match &*table {
        Err(NoPreview::Stops(stop)) => {
            let reason = stop.reason.get(lang);
            Some(doc.paragraph(match lang {
                Lang::En => format!("No route: the toolchain stops. {reason}."),
                Lang::ZhCn => format!("没有路由：工具链会出错。{reason}。"),
            }))
        }
        Err(_) => None,
        Ok(table) => {
            let own = own_routes(table, &function, Some(written));
            if own.is_empty() {
                return Some(doc.paragraph(no_route(table.path, trigger, lang)));
            }
            Some(answers(
                doc,
                analysis,
                table,
                function,
                &own,
                Some(written),
                lang,
            ))
        }
    }
}

/// What is to be said of the function whose name is at the end of the way: its routes, the aggregation that takes it.
pub(super) fn of_function(
    analysis: &Analysis,
    way: &Way<'_>,
    context: &HoverContext<'_>,
    lang: Lang,
) -> Option<Doc> {
    of(analysis, function_at(way)?, context, lang)
}

/// The same for a function that is named elsewhere.
pub(super) fn of(
    analysis: &Analysis,
    function: Function<'_>,
    context: &HoverContext<'_>,
    lang: Lang,
) -> Option<Doc> {
    let name = function.name();
    let doc = Doc::default().title(&name, Some(say(lang, "function", "函数").to_owned()));
    let has_routes = |trigger: &Trigger<'_>| WITH_ROUTES.contains(&trigger.name().as_ref());
    if function.triggers().iter().any(has_routes)
        && let Ok(table) = &*(context.routes)()
    {
        let own = own_routes(table, &function, None);
        if !own.is_empty() {
            return Some(answers(doc, analysis, table, function, &own, None, lang));
        }
    }
    // folded without a route
    let service = analysis.service();
    let aggregation = Memberships::of(service).aggregation_of(&name)?;
    let aggregation = aggregation.name();
    Some(doc.paragraph(match lang {
        Lang::En => format!("Deployed as a part of the aggregation `{aggregation}`."),
        Lang::ZhCn => format!("并入聚合函数 `{aggregation}` 部署。"),
    }))
}

fn function_at<'d>(way: &Way<'d>) -> Option<Function<'d>> {
    match way.steps().get(2)?.role {
        Role::Key(entry) | Role::Value(entry) => Some(Function::of(entry)),
        Role::Root | Role::Item => None,
    }
}

/// The routes that lead to a function: by itself and through an aggregation. Of several of its own, those with the
/// path that is written, if there are any.
fn own_routes<'t>(
    table: &'t RouteTable,
    function: &Function<'_>,
    written: Option<&str>,
) -> Vec<&'t Route> {
    let name = function.name();
    let alone = |route: &&Route| route.members.is_empty() && route.function == name;
    let is_member = |route: &&Route| route.members.iter().any(|member| *member == name);
    let mut own: Vec<&Route> = table.routes.iter().filter(alone).collect();
    if let Some(written) = written
        && own.iter().any(|route| route.path == written)
    {
        own.retain(|route| route.path == written);
    }
    own.extend(table.routes.iter().filter(is_member));
    own
}

fn no_route(path: DeployPath, trigger: Trigger<'_>, lang: Lang) -> String {
    let cloud = path.title().get(lang);
    let name = trigger.name();
    let is_ignored = trigger
        .facts()
        .is_some_and(|facts| facts.support.on(path) == Support::Ignored);
    match (is_ignored, lang) {
        (true, Lang::En) => format!("No route: {cloud} ignores `{name}`."),
        (true, Lang::ZhCn) => format!("没有路由：{cloud}会忽略 `{name}`。"),
        (false, Lang::En) => format!("{cloud} gets no route for this trigger."),
        (false, Lang::ZhCn) => format!("{cloud}不会得到这个触发器的路由。"),
    }
}

/// Who answers on these routes of `function`, and what is looked at before and after them.
fn answers(
    mut doc: Doc,
    analysis: &Analysis,
    table: &RouteTable,
    function: Function<'_>,
    own: &[&Route],
    written: Option<&str>,
    lang: Lang,
) -> Doc {
    let cloud = table.path.title().get(lang);
    let name = function.name();
    for route in own {
        let request = request(&route.methods, &route.path, lang);
        doc = doc.paragraph(match (&route.overwritten_by, route.members.is_empty(), lang) {
            (Some(other), _, Lang::En) => format!(
                "`{}` gets no request for `{}`: `{other}` has the same path and is deployed later.",
                route.function, route.path
            ),
            (Some(other), _, Lang::ZhCn) => format!(
                "`{}` 收不到 `{}` 的请求：`{other}` 的路径相同，且部署得更晚。",
                route.function, route.path
            ),
            (None, true, Lang::En) => format!("On {cloud}, {request} is answered by `{name}`."),
            (None, true, Lang::ZhCn) => format!("在{cloud}上，{request} 由 `{name}` 响应。"),
            (None, false, Lang::En) => format!(
                "On {cloud}, {request} is answered by the aggregation `{}`; `{name}` is a part of it.",
                route.function
            ),
            (None, false, Lang::ZhCn) => format!(
                "在{cloud}上，{request} 由聚合函数 `{}` 响应，`{name}` 是其中一员。",
                route.function
            ),
        });
        doc = neighbours(doc, table, route, lang);
        if !route.members.is_empty() {
            doc = inside(doc, analysis, route, &name, written, lang);
        }
    }
    doc
}

/// The other routes that the same request could take, in the order in which the cloud looks.
fn neighbours(doc: Doc, table: &RouteTable, own: &Route, lang: Lang) -> Doc {
    let near = |route: &&Route| route.overwritten_by.is_none() && shares_requests(route, own);
    let near: Vec<&Route> = table.routes.iter().filter(near).collect();
    let Some(at) = near.iter().position(|route| std::ptr::eq(*route, own)) else {
        return doc;
    };
    let lines = near.iter().map(|route| {
        let request = request(&route.methods, &route.path, lang);
        format!("{request} → `{}`", route.function)
    });
    let title = say(lang, "Looked at in this order:", "按以下顺序匹配：");
    listed(doc, title, lines.collect(), at)
}

/// What the aggregation's own router looks at, in its order.
fn inside(
    doc: Doc,
    analysis: &Analysis,
    route: &Route,
    name: &str,
    written: Option<&str>,
    lang: Lang,
) -> Doc {
    let all = inner_routes(analysis.service(), &route.members);
    let is_own = |inner: &InnerRoute| {
        inner.function == name && written.is_none_or(|path| inner.path == path)
    };
    let Some(own) = all.iter().find(|inner| is_own(inner)) else {
        return doc;
    };
    let near: Vec<&InnerRoute> = all
        .iter()
        .filter(|inner| is_own(inner) || can_meet(&inner.path, &own.path))
        .collect();
    let at = near.iter().position(|inner| is_own(inner)).unwrap_or(0);
    let lines = near.iter().map(|inner| {
        let methods = inner.methods.as_deref().unwrap_or_default();
        let request = match methods {
            [] => format!("`{}`", inner.path),
            methods => request(methods, &inner.path, lang),
        };
        format!("{request} → `{}`", inner.function)
    });
    let aggregation = &route.function;
    let title = match lang {
        Lang::En => format!("Inside `{aggregation}`, in this order:"),
        Lang::ZhCn => format!("`{aggregation}` 内部按以下顺序匹配："),
    };
    listed(doc, &title, lines.collect(), at)
}

/// A list around line `at`, which is set off.
fn listed(doc: Doc, title: &str, mut lines: Vec<String>, at: usize) -> Doc {
    if let Some(own) = lines.get_mut(at) {
        *own = format!("**{own}**");
    }
    let first = at.saturating_sub(MOST / 2);
    let last = lines.len().min(first + MOST);
    let mut shown: Vec<String> = lines.get(first..last).unwrap_or_default().to_vec();
    if first > 0 {
        shown.insert(0, "…".to_owned());
    }
    if last < lines.len() {
        shown.push("…".to_owned());
    }
    doc.paragraph(title).list(shown)
}

/// `GET,POST /path`.
fn request(methods: &[String], path: &str, lang: Lang) -> String {
    match methods {
        [] => format!(
            "{} `{path}`",
            say(lang, "no method on", "任何方法都不会匹配的")
        ),
        methods => {
            let methods: Vec<String> = methods.iter().map(|one| one.to_uppercase()).collect();
            format!("`{} {path}`", methods.join(","))
        }
    }
}

/// Whether one request could fit both: clouds know exact paths and a `*` at the end that stands for anything.
fn shares_requests(one: &Route, other: &Route) -> bool {
    match (one.path.strip_suffix('*'), other.path.strip_suffix('*')) {
        (None, None) => one.path == other.path,
        (Some(one), None) => other.path.starts_with(one),
        (None, Some(other)) => one.path.starts_with(other),
        (Some(one), Some(other)) => one.starts_with(other) || other.starts_with(one),
    }
}
