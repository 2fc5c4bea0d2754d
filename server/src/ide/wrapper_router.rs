//! The router inside an aggregation: `formatAggregationHandlers` of the spec builder sorts what the members answer,
//! and the generated entry takes the first that matches. The local gateway sorts all functions by the same rule.

use std::cmp::Reverse;

use crate::model::{Service, aggregated_triggers};

/// A path that a member of an aggregation answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct InnerRoute {
    /// The member.
    pub function: String,
    /// The path as it is written; empty where none is.
    pub path: String,
    /// The methods as they are written; `None` for every method.
    pub methods: Option<Vec<String>>,
}

/// What the members with these names answer, in the order in which the router looks.
pub(super) fn inner_routes(service: Service<'_>, members: &[String]) -> Vec<InnerRoute> {
    let is_member = |name: &str| members.iter().any(|member| member == name);
    let mut routes: Vec<InnerRoute> = Vec::new();
    for function in service.functions().iter() {
        if !is_member(&function.name()) {
            continue;
        }
        for trigger in aggregated_triggers(function) {
            let path = trigger.value("path").and_then(|path| path.as_str());
            let methods = trigger.value("method").map(|written| {
                let node = written.resolved();
                let items = node.items().filter_map(|item| item.as_str());
                items.chain(node.as_str()).map(str::to_owned).collect()
            });
            routes.push(InnerRoute {
                function: function.name().into_owned(),
                path: path.unwrap_or_default().to_owned(),
                methods,
            });
        }
    }
    routes.sort_by_cached_key(|route| Order::of(&route.path));
    // paths that differ in the stars at their end only: fewer stars first
    for at in 1..routes.len() {
        let mut at = at;
        while let Some([before, own]) = at.checked_sub(1).and_then(|start| routes.get(start..=at)) {
            if bare(&before.path) != bare(&own.path) || stars(&before.path) <= stars(&own.path) {
                break;
            }
            routes.swap(at - 1, at);
            at -= 1;
        }
    }
    routes
}

/// Where a path stands: what is less is looked at first.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Order {
    /// More `/` first.
    level: Reverse<usize>,
    /// Those without parameters first.
    has_parameter: bool,
    /// The longer first, without the stars at its end, in UTF-16.
    length: Reverse<usize>,
}

impl Order {
    fn of(path: &str) -> Order {
        Order {
            level: Reverse(path.matches('/').count()),
            has_parameter: path.contains("/:"),
            length: Reverse(bare(path).encode_utf16().count()),
        }
    }
}

fn bare(path: &str) -> &str {
    path.trim_end_matches('*')
}

fn stars(path: &str) -> usize {
    path.matches('*').count()
}

/// Whether one request could fit both paths, where `:name` stands for a segment and `/*` at the end for any number.
pub(super) fn can_meet(one: &str, other: &str) -> bool {
    let mut one = one.split('/');
    let mut other = other.split('/');
    loop {
        match (one.next(), other.next()) {
            (Some("*"), _) | (_, Some("*")) | (None, None) => return true,
            (None, _) | (_, None) => return false,
            (Some(a), Some(b)) => {
                let is_parameter = a.starts_with(':') || b.starts_with(':');
                if a != b && !is_parameter {
                    return false;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::Document;

    /// Seen in what `formatAggregationHandlers` gives (serverless-spec-builder 1.3.22).
    #[test]
    fn the_order_is_the_builders() {
        let paths = [
            "/*",
            "/api/:id",
            "/api/*",
            "/api/me",
            "/a/b/c",
            "/api/:id/x",
            "/x",
            "/api/商品",
            "",
            "/api/m*",
            "/z/*",
            "/z/",
            "/b*",
            "/c",
        ];
        let functions: String = paths
            .iter()
            .enumerate()
            .map(|(i, path)| format!("  f{i}: {{events: [http: {{path: '{path}'}}]}}\n"))
            .collect();
        let document = Document::new(&format!("functions:\n{functions}"));
        let members: Vec<String> = (0..paths.len()).map(|i| format!("f{i}")).collect();
        let found = inner_routes(Service::of(&document), &members);
        let found: Vec<&str> = found.iter().map(|route| route.path.as_str()).collect();
        assert_eq!(found, PRINTED);
    }

    const PRINTED: [&str; 14] = [
        "/a/b/c",
        "/api/:id/x",
        "/api/me",
        "/api/商品",
        "/api/m*",
        "/api/*",
        "/z/",
        "/z/*",
        "/api/:id",
        "/x",
        "/b*",
        "/c",
        "/*",
        "",
    ];

    #[test]
    fn paths_meet_where_a_request_fits_both() {
        for (one, other, meet) in [
            ("/api/:id", "/api/me", true),
            ("/api/*", "/api", true),
            ("/api/*", "/api/a/b", true),
            ("/*", "/api/:id/x", true),
            ("/api/:id", "/api/me/x", false),
            ("/a", "/b", false),
            ("/商品/:id", "/商品/列表", true),
        ] {
            assert_eq!(can_meet(one, other), meet, "{one} {other}");
            assert_eq!(can_meet(other, one), meet, "{other} {one}");
        }
    }
}
