//! What deploying a file would hand to the cloud, and what becomes of it on the way there that the file does not say.

mod notes;
mod reason;
mod refusal;
mod routes;
mod text;

pub use notes::Note;
pub use routes::Route;
pub(in crate::ide) use routes::precedence;
use routes::{Origin, Routes};

use fyml_schema::{Cloud, DeployPath};

use crate::deploy::{self, Thrown, Value};
use crate::lint::{Message, Project, ServiceContext, Settings};
use crate::model::{ProviderName, Service};
use crate::syntax::{Document, Lineage, Span, Text};

/// What deploying would hand over.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The way it goes.
    pub path: DeployPath,
    /// What is handed over, with the defaults and the faults of the toolchain.
    pub output: Value,
    /// What does not arrive as written, in the order of the text; then what this preview cannot know.
    pub notes: Vec<Note>,
    /// Who answers which request, in the order in which the cloud looks.
    pub routes: Vec<Route>,
}

/// Who answers which request.
#[derive(Debug, Clone)]
pub struct RouteTable {
    /// The way the file is deployed.
    pub path: DeployPath,
    /// In the order in which the cloud looks.
    pub routes: Vec<Route>,
    /// If it can be renewed function by function.
    origin: Option<Origin>,
}

/// Why nothing would be handed over.
#[derive(Debug, Clone)]
pub enum NoPreview {
    /// The file names no cloud, and the user has not chosen one.
    NoProvider,
    /// The file names a cloud that there is none of.
    UnknownProvider(String),
    /// What reaches this cloud is made of more than the f.yml.
    NotFromFile(Cloud),
    /// Packaging or a builder stops.
    Stops(Stop),
}

/// Where and why the toolchain stops.
#[derive(Debug, Clone)]
pub struct Stop {
    /// The place; the next thing around it that is written, if it is not.
    pub span: Span,
    /// The YAML path of what it stops at; empty for the whole file.
    pub at: String,
    /// Why.
    pub reason: Message,
}

/// Works out what deploying would hand over. `settings` may choose the cloud and the tool.
///
/// `${env.NAME}` stays as it is: deploying puts in what the variable holds, which may be a secret.
///
/// # Errors
/// Why nothing would be handed over.
pub fn preview(
    document: &Document,
    settings: &Settings,
    project: &Project,
) -> Result<Preview, NoPreview> {
    let context = ServiceContext::of(document, settings, project);
    let built = build(&context)?;
    Ok(Preview {
        path: built.path,
        routes: built.routes(),
        output: built.output,
        notes: notes::of(&context),
    })
}

/// Works out who answers which request: the [`routes`](Preview::routes) of a preview, without the rest.
///
/// # Errors
/// Why nothing would be handed over.
pub fn route_table(
    document: &Document,
    settings: &Settings,
    project: &Project,
) -> Result<RouteTable, NoPreview> {
    let context = ServiceContext::of(document, settings, project);
    if let Some(table) = in_parts(&context) {
        return Ok(table);
    }
    let built = build(&context)?;
    Ok(RouteTable {
        path: built.path,
        routes: built.routes(),
        origin: None,
    })
}

/// The same, where `before` is what came of an earlier version, and `version` that version: only what was edited since is
/// worked out. `None` where that may not be all that has changed.
///
/// A builder that hands over function by function makes of the file without the others what it makes of these in it;
/// and where it stops at another function, it still does if it does not stop at these.
///
/// # Errors
/// Why nothing would be handed over.
pub fn route_table_after(
    before: &Result<RouteTable, NoPreview>,
    version: &Lineage,
    document: &Document,
    settings: &Settings,
    project: &Project,
) -> Option<Result<RouteTable, NoPreview>> {
    if document.has_syntax_errors() || document.node_count() > deploy::MAX_NODES {
        return None;
    }
    let functions = Service::of(document).functions().entry()?;
    let edited = document.with_only(functions, version)?;
    let edited = Document::of(Text::new(&edited), document.dialect(), None);
    let context = ServiceContext::of(&edited, settings, project);
    let concern_each_other =
        !context.service.aggregations().is_empty() || context.service.deploy_type().is_some();
    let stops_as_before = |stop: &Stop| {
        Some(Err(NoPreview::Stops(Stop {
            span: span_of(document, &stop.at),
            ..stop.clone()
        })))
    };
    let built = match (build(&context), before) {
        (Ok(built), _) => built,
        // at what is not left out: the first function stands beside its heading
        (Err(NoPreview::Stops(now)), Err(NoPreview::Stops(stop)))
            if now.at == stop.at
                && now.reason == stop.reason
                && !concern_each_other
                && context.path.is_some_and(deploy::is_by_function) =>
        {
            return stops_as_before(stop);
        }
        _ => return None,
    };
    let goes_on = deploy::goes_on_behind(&built.output, built.path);
    if concern_each_other || !goes_on || !deploy::is_by_function(built.path) {
        return None;
    }
    let mut fresh = Routes::new(built.path);
    fresh.add(&built.output, &built.folded);
    match before {
        Ok(table) if table.path == built.path => {
            let origin = table.origin.as_ref()?;
            let (routes, origin) = Routes::renewed(&table.routes, origin, fresh)?.finish();
            Some(Ok(RouteTable {
                routes,
                origin: Some(origin),
                ..*table
            }))
        }
        Err(NoPreview::Stops(stop)) => {
            let stopped_at = stop.at.strip_prefix("functions.")?;
            let mut names = fresh.names();
            if names.any(|name| stopped_at.starts_with(name)) {
                return None;
            }
            stops_as_before(stop)
        }
        _ => None,
    }
}

/// The table of a file with many functions, without all of what is handed over at once. `None` where it must be made
/// from the whole.
fn in_parts(context: &ServiceContext<'_>) -> Option<RouteTable> {
    let path = context.path.filter(|_| context.cloud.is_some())?;
    let mut routes = Routes::new(path);
    let file = read(context.document).ok()?;
    let mut is_all = true;
    deploy::hand_over_in_parts(file, path, context.has_decorators(), |output, folded| {
        routes.add(output, folded);
        is_all &= deploy::goes_on_behind(output, path);
    })?;
    let (routes, origin) = routes.finish();
    Some(RouteTable {
        path,
        routes,
        origin: is_all.then_some(origin),
    })
}

/// The file as the toolchain gets it, with what it puts in for `${…}` left open.
fn read(document: &Document) -> Result<Value, Thrown> {
    let text = document.text().to_cow();
    match deploy::interpolate(&text, |_| None) {
        same if same == text => deploy::value(document),
        replaced => deploy::value(&Document::new(&replaced)),
    }
}

/// What a file becomes on its way to the cloud.
struct Built {
    path: DeployPath,
    /// What is handed over.
    output: Value,
    /// The file with its aggregations folded.
    folded: Value,
}

impl Built {
    fn routes(&self) -> Vec<Route> {
        let mut routes = Routes::new(self.path);
        routes.add(&self.output, &self.folded);
        routes.finish().0
    }
}

fn build(context: &ServiceContext<'_>) -> Result<Built, NoPreview> {
    let Some(cloud) = context.cloud else {
        return Err(match context.service.provider().name() {
            ProviderName::Unknown(node) => NoPreview::UnknownProvider(node.key_text().into_owned()),
            _ => NoPreview::NoProvider,
        });
    };
    let path = context.path.ok_or(NoPreview::NotFromFile(cloud))?;
    let document = context.document;
    let stops = |thrown| NoPreview::Stops(stop(document, thrown));
    let file = read(document).map_err(stops)?;
    let output = deploy::hand_over(&file, path, context.has_decorators(), &[]).map_err(stops)?;
    let folded = deploy::fold(&file).map_err(stops)?;
    Ok(Built {
        path,
        output,
        folded,
    })
}

fn stop(document: &Document, thrown: Thrown) -> Stop {
    Stop {
        span: span_of(document, &thrown.at),
        reason: reason::reason(&thrown.cause),
        at: thrown.at,
    }
}

/// The place of a path as the builders name it, where a name may hold dots: the deepest node on the way there.
fn span_of(document: &Document, path: &str) -> Span {
    let Some(mut node) = document.root() else {
        return Span::default();
    };
    let mut place = Span::empty(node.span().start);
    let mut rest = path;
    'down: while !rest.is_empty() {
        for (index, item) in node.items().enumerate() {
            if let Some(after) = rest.strip_prefix(&format!("[{index}]")) {
                (node, place, rest) = (item, item.span(), after);
                continue 'down;
            }
        }
        let rest_here = rest.strip_prefix('.').unwrap_or(rest);
        // the longest name wins: `a.b` before `a`
        let step = node
            .entries()
            .into_iter()
            .filter_map(|entry| {
                let after = rest_here.strip_prefix(&*entry.name())?;
                let ends = after.is_empty() || after.starts_with(['.', '[']);
                ends.then_some((entry, after))
            })
            .min_by_key(|(_, after)| after.len());
        let Some((entry, after)) = step else {
            break;
        };
        (node, place, rest) = (entry.value, entry.key.span(), after);
    }
    place
}

#[cfg(test)]
mod tests;
