//! The route an aggregation answers on, as the package plugin computes it.

use super::{Function, Trigger, TriggerShape};

/// The route of an aggregation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AggregatedRoute<'d> {
    /// No member brings an http trigger, so there is no route.
    None,
    /// The path of the one http trigger it gets, always ending in `/*`.
    Path(String),
    /// Packaging throws at this trigger: it has no path that can be read.
    Throws(Trigger<'d>),
    /// A path holds `${…}` or could not be read: only the toolchain will know.
    Unknown,
}

/// What the path of a member's http trigger is, to the code that computes the route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberPath<'d> {
    /// A text, maybe empty.
    Text(&'d str),
    /// Not written: JavaScript's `undefined`. It throws unless it is the first of all.
    Absent,
    /// `http:` or `path:` with nothing behind it, or a path that is no text: always throws.
    Unusable,
    /// Holds `${…}`, or is a piece that could not be read.
    Unknown,
}

/// The http triggers that aggregation takes from a function: the first key of each item of `events`.
pub fn aggregated_triggers<'d>(function: Function<'d>) -> impl Iterator<Item = Trigger<'d>> {
    function
        .triggers()
        .into_iter()
        .filter(|trigger| trigger.is_first() && trigger.is("http"))
}

/// The path of an http trigger of a member.
pub fn member_path(trigger: Trigger<'_>) -> MemberPath<'_> {
    match trigger.shape() {
        TriggerShape::Null => MemberPath::Unusable,
        TriggerShape::Broken => MemberPath::Unknown,
        _ => match trigger.value("path") {
            None => MemberPath::Absent,
            Some(path) if path.is_broken() || path.is_interpolated() => MemberPath::Unknown,
            Some(path) => path.as_str().map_or(MemberPath::Unusable, MemberPath::Text),
        },
    }
}

/// The route of an aggregation with these members, in the order of the file.
pub fn aggregated_route<'d>(members: &[Function<'d>]) -> AggregatedRoute<'d> {
    let mut paths: Vec<&str> = Vec::new();
    let mut is_unknown = false;
    for trigger in members
        .iter()
        .flat_map(|member| aggregated_triggers(*member))
    {
        match member_path(trigger) {
            MemberPath::Text(path) => paths.push(path),
            MemberPath::Absent if paths.is_empty() && !is_unknown => paths.push(""),
            MemberPath::Absent | MemberPath::Unusable => return AggregatedRoute::Throws(trigger),
            MemberPath::Unknown => is_unknown = true,
        }
    }
    match (is_unknown, paths.is_empty()) {
        (true, _) => AggregatedRoute::Unknown,
        (false, true) => AggregatedRoute::None,
        (false, false) => AggregatedRoute::Path(aggregated_path(&paths)),
    }
}

/// The route that takes in all of these paths (`checkAggregation` and `commonPrefix` of the package plugin): the
/// characters they begin with in common, cut at the last `/`, then at the first `/:`, and `/*` behind that.
///
/// ```
/// use fyml::model::aggregated_path;
/// assert_eq!(aggregated_path(&["/api/user", "/api/order"]), "/api/*");
/// assert_eq!(aggregated_path(&["/api", "/apiv2"]), "/*");
/// ```
pub fn aggregated_path(paths: &[&str]) -> String {
    let prefix = common_start(paths);
    let cut = match prefix.rfind('/') {
        Some(slash) => &prefix[..slash],
        None => prefix,
    };
    let route = match cut {
        "" => "/*".to_owned(),
        cut if cut.starts_with('/') => format!("{cut}/*"),
        cut => format!("/{cut}/*"),
    };
    match route.find("/:") {
        Some(parameter) => format!("{}/*", &route[..parameter]),
        None => route,
    }
}

/// The characters that all of these paths begin with.
pub fn common_start<'p>(paths: &[&'p str]) -> &'p str {
    let Some((first, rest)) = paths.split_first() else {
        return "";
    };
    let mut end = first.len();
    for path in rest {
        let same = first
            .char_indices()
            .zip(path.chars())
            .take_while(|((_, a), b)| a == b);
        end = end.min(same.last().map_or(0, |((at, c), _)| at + c.len_utf8()));
    }
    &first[..end]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Service;
    use crate::syntax::Document;

    /// Each line was seen in the output of `f package` (fcli-plugin-package 1.3.22).
    #[test]
    fn the_route_is_the_one_that_packaging_prints() {
        for (paths, route) in [
            (&["/api/user"][..], "/api/*"),
            (&["/api/a", "/api/b"], "/api/*"),
            (&["/api", "/apiv2"], "/*"),
            (&["/api"], "/*"),
            (&["/*", "/user/:id"], "/*"),
            (&["/user", "/order"], "/*"),
            (&["/api/:id/x", "/api/:id/y"], "/api/*"),
            (&["/user/:id"], "/user/*"),
            (&["/:a/b", "/:a/c"], "/*"),
            (&["/api/*"], "/api/*"),
            (&["/"], "/*"),
            (&[""], "/*"),
            (&["", "/pay"], "/*"),
            (&["api/user", "api/order"], "/api/*"),
            (&["user"], "/user/*"),
            (&["/a:b/x", "/a:b/y"], "/a:b/*"),
            (&["/商品/列表", "/商品/详情"], "/商品/*"),
        ] {
            assert_eq!(aggregated_path(paths), route, "{paths:?}");
        }
    }

    fn route_of(events: &[&str]) -> String {
        let functions: String = events
            .iter()
            .enumerate()
            .map(|(i, events)| format!("  f{i}:\n    events: [{events}]\n"))
            .collect();
        let document = Document::new(&format!("functions:\n{functions}"));
        let members: Vec<_> = Service::of(&document).functions().iter().collect();
        match aggregated_route(&members) {
            AggregatedRoute::Throws(trigger) => {
                format!("throws at {}", trigger.entry().value.raw())
            }
            AggregatedRoute::Path(path) => path,
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn a_missing_path_throws_unless_it_comes_first() {
        assert_eq!(route_of(&["http: true", "http: {path: /pay}"]), "/*");
        assert_eq!(
            route_of(&["http: {path: /pay}", "http: true"]),
            "throws at true"
        );
        assert_eq!(route_of(&["http: {path: }"]), "throws at {path: }");
        assert_eq!(
            route_of(&["http: {path: /a/b}, http: {method: get}"]),
            "throws at {method: get}"
        );
    }

    #[test]
    fn only_the_first_key_of_an_item_counts() {
        assert_eq!(route_of(&["timer: {value: x}"]), "None");
        assert_eq!(
            route_of(&["{timer: {value: x}, http: {path: /a/b}}"]),
            "None"
        );
        assert_eq!(
            route_of(&["{http: {path: /a/b}, timer: {value: x}}"]),
            "/a/*"
        );
        assert_eq!(route_of(&["http: {path: '/${env.P}'}"]), "Unknown");
    }
}
