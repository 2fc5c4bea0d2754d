//! Settings at a place where nobody reads them, moved to where the cloud does: from a function to `provider`, and from
//! `provider` to the functions.

use fyml_schema::keys::{FUNCTION, PROVIDER};
use fyml_schema::{Key, Support};

use super::entry::{Lines, insertion};
use super::extract::{is_equal, is_plain};
use super::{Offer, Refactoring, same};
use crate::analysis::Analysis;
use crate::deploy::Map;
use crate::ide::way::{Role, Way};
use crate::lint::TextEdit;
use crate::lint::edit::removal;
use crate::message;
use crate::model::{Memberships, Service};
use crate::syntax::{Entry, Kind, Node, Span};

pub(super) fn offer(analysis: &Analysis, span: Span, offers: &mut Vec<Offer>) {
    if let Some(upward) = Upward::at(analysis, span) {
        let key = upward.entry.name().into_owned();
        let title = match analysis.service().provider().get(&key) {
            Some(_) => message!(
                "Remove `{key}`: `provider` has the same",
                "删除 `{key}`：`provider` 下已有相同配置"
            ),
            None => message!(
                "Move `{key}` to `provider`, for the whole service",
                "把 `{key}` 移到 `provider`，作用于整个服务"
            ),
        };
        offers.push(Offer {
            title,
            refactoring: Refactoring::MoveToProvider(key),
        });
    }
    if let Some(downward) = Downward::at(analysis, span) {
        let key = downward.entry.name().into_owned();
        offers.push(Offer {
            title: message!("Move `{key}` to the functions", "把 `{key}` 移到各个函数中"),
            refactoring: Refactoring::MoveToFunctions(key),
        });
    }
}

/// A setting of a function that the cloud reads below `provider` only.
struct Upward<'d> {
    function: Entry<'d>,
    entry: Entry<'d>,
    provider: Entry<'d>,
}

impl<'d> Upward<'d> {
    fn at(analysis: &'d Analysis, span: Span) -> Option<Upward<'d>> {
        let way = Way::to(analysis.document(), span.start);
        let is_function = way.leads(&["functions", "*", "*"]);
        if !is_function || analysis.service().deploy_type().is_some() {
            return None;
        }
        let Role::Key(entry) = way.last()?.role else {
            return None;
        };
        let (Role::Key(function) | Role::Value(function)) = way.steps().get(2)?.role else {
            return None;
        };
        let key = entry.name();
        let provider = analysis.service().provider().entry()?;
        let is_only = function.value.written_entries().nth(1).is_none();
        let is_free = match analysis.service().provider().get(&key) {
            Some(there) => is_equal(entry.value, there.value, 0),
            None => true,
        };
        let fits = is_read_above_only(&key, analysis)
            && is_free
            && !is_only
            && !entry.value.is_null()
            && is_plain(entry.value, 0);
        let upward = Upward {
            function,
            entry,
            provider,
        };
        (fits && upward.own_edits(analysis.service()).is_some()).then_some(upward)
    }

    /// The edits of the function itself and of `provider`.
    fn own_edits(&self, service: Service<'_>) -> Option<Vec<TextEdit>> {
        let body = self.function.value;
        if service.provider().get(&self.entry.name()).is_some() {
            return Some(vec![removal(body, self.entry)?]);
        }
        Some(moved(body, self.entry, self.provider.value, None)?.into())
    }

    fn edits(&self, service: Service<'_>) -> Option<(Vec<TextEdit>, Vec<String>)> {
        let key = self.entry.name();
        let mut edits = self.own_edits(service)?;
        let mut names = vec![self.function.name().into_owned()];
        // it holds for the others as well then: what says the same there is said
        for other in service.functions().iter() {
            let entry = other.entry();
            let mut settings = entry.value.written_entries();
            let setting = settings.find(|setting| setting.name() == key);
            let is_only = entry.value.written_entries().nth(1).is_none();
            if let Some(setting) = setting
                && entry != self.function
                && !is_only
                && entry.value.kind() != Kind::Alias
                && is_equal(self.entry.value, setting.value, 0)
                && let Some(edit) = removal(entry.value, setting)
            {
                edits.push(edit);
                names.push(other.name().into_owned());
            }
        }
        Some((edits, names))
    }
}

/// The edits that move a setting of the function at `span` to `provider`.
pub(super) fn to_provider(analysis: &Analysis, span: Span, key: &str) -> Option<Vec<TextEdit>> {
    let upward = Upward::at(analysis, span).filter(|upward| upward.entry.name() == key)?;
    let (mut edits, names) = upward.edits(analysis.service())?;
    edits.sort_by_key(|edit| edit.span);
    same::giving(analysis, edits, |service| {
        let mut value = None;
        let functions = map(service, "functions")?;
        for name in &names {
            let body = map(functions, name)?;
            value = Some(body.get(key).clone());
            body.delete(key);
        }
        map(service, "provider")?.define(key, value?);
        Some(())
    })
}

/// A setting below `provider` that the cloud reads in functions only.
struct Downward<'d> {
    entry: Entry<'d>,
    targets: Vec<Target<'d>>,
    edits: Vec<TextEdit>,
}

/// What is to have it: the section it stands in, its name, its body.
type Target<'d> = (&'static str, String, Node<'d>);

impl<'d> Downward<'d> {
    fn at(analysis: &'d Analysis, span: Span) -> Option<Downward<'d>> {
        let way = Way::to(analysis.document(), span.start);
        let service = analysis.service();
        if !way.leads(&["provider", "*"]) || service.deploy_type().is_some() {
            return None;
        }
        let Role::Key(entry) = way.last()?.role else {
            return None;
        };
        let key = entry.name();
        let fits = is_read_below_only(&key, analysis)
            && !entry.value.is_null()
            && is_plain(entry.value, 0)
            && service.functions().iter().next().is_some();
        if !fits {
            return None;
        }
        let provider = service.provider().entry()?.value;
        let targets = targets(service, &key);
        let mut edits = Vec::new();
        for (number, &(_, _, body)) in targets.iter().enumerate() {
            let after = body.written_entries().find(|one| one.name() == "handler");
            if number == 0 {
                edits.extend(moved(provider, entry, body, after)?);
            } else {
                edits.push(insertion(body, after, entry)?);
            }
        }
        if targets.is_empty() {
            edits.push(removal(provider, entry)?);
        }
        edits.sort_by_key(|edit| edit.span);
        Some(Downward {
            entry,
            targets,
            edits,
        })
    }
}

/// The functions and aggregations without this setting. What an aggregation takes in has no settings: there it is the
/// aggregation that gets it.
fn targets<'d>(service: Service<'d>, key: &str) -> Vec<Target<'d>> {
    let memberships = Memberships::of(service);
    let functions = service.functions().iter().filter(|function| {
        let membership = memberships.membership(&function.name());
        membership.is_deployed_alone() && function.get(key).is_none()
    });
    let functions = functions.map(|one| ("functions", one.name(), one.entry().value));
    let aggregations = service.aggregations().into_iter();
    let aggregations = aggregations.filter(|one| one.get(key).is_none());
    let aggregations = aggregations.map(|one| ("aggregation", one.name(), one.entry().value));
    functions
        .chain(aggregations)
        // what has the body of another gets it there
        .filter(|(_, _, body)| body.kind() != Kind::Alias)
        .map(|(section, name, body)| (section, name.into_owned(), body))
        .collect()
}

/// The edits that move the setting of `provider` at `span` to everything that has none of its own.
pub(super) fn to_functions(analysis: &Analysis, span: Span, key: &str) -> Option<Vec<TextEdit>> {
    let downward = Downward::at(analysis, span).filter(|down| down.entry.name() == key)?;
    let Downward { targets, edits, .. } = downward;
    same::giving(analysis, edits, |service| {
        let provider = map(service, "provider")?;
        let value = provider.get(key).clone();
        provider.delete(key);
        for (section, name, _) in &targets {
            map(map(service, section)?, name)?.define(key, value.clone());
        }
        Some(())
    })
}

fn map<'v>(map: &'v mut Map, key: &str) -> Option<&'v mut Map> {
    match map.get_mut(key)? {
        crate::deploy::Value::Map(map) => Some(map),
        _ => None,
    }
}

/// The edits that write an entry into another map (behind its entry `after`, else as its last one) and take it away
/// from its own: with its comments, where both are written by indentation.
fn moved(
    from: Node<'_>,
    entry: Entry<'_>,
    to: Node<'_>,
    after: Option<Entry<'_>>,
) -> Option<[TextEdit; 2]> {
    if let Some((lines, removal)) = Lines::of(from, entry)
        && !lines.is_addressed()
        && let Some(insertion) = lines.insertion(to, after)
    {
        return Some([insertion, removal]);
    }
    Some([insertion(to, after, entry)?, removal(from, entry)?])
}

/// Whether the cloud reads a setting below `provider`, and nowhere in a function.
fn is_read_above_only(key: &str, analysis: &Analysis) -> bool {
    let Some(path) = analysis.path() else {
        return false;
    };
    let is_read_above = PROVIDER.key(key).is_some_and(|above| {
        above.support.on(path) == Support::Full && !above.internal && is_read_yet(above, analysis)
    });
    let is_read_below = FUNCTION
        .key(key)
        .is_some_and(|below| below.support.on(path) != Support::Ignored || below.internal);
    // each has a name of its own
    is_read_above && !is_read_below && key != "name"
}

/// Whether the cloud reads a setting in a function, and not below `provider`.
fn is_read_below_only(key: &str, analysis: &Analysis) -> bool {
    let Some(path) = analysis.path() else {
        return false;
    };
    let is_read_below = FUNCTION
        .key(key)
        .is_some_and(|below| below.support.on(path) == Support::Full && !below.internal);
    let is_read_above = PROVIDER.key(key).is_some_and(|above| {
        let is_read = above.support.on(path) != Support::Ignored && is_read_yet(above, analysis);
        is_read || above.unread()
    });
    // these differ from function to function, and layers are written in another form there
    let is_own = matches!(
        key,
        "handler" | "events" | "name" | "description" | "layers"
    );
    is_read_below && !is_read_above && !is_own
}

/// Whether the project's CLI is new enough for a setting.
fn is_read_yet(key: &Key, analysis: &Analysis) -> bool {
    let toolchain = &analysis.project().toolchain;
    key.since.is_none_or(|since| !toolchain.is_before(since))
}
