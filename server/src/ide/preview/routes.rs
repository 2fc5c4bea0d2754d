//! Who answers which request, read from what is handed over.

use std::collections::HashMap;

use fyml_schema::DeployPath;

use crate::deploy::{Value, members};

/// A route, and who answers on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// The methods; empty if the cloud got an empty list: it answers none.
    pub methods: Vec<String>,
    /// The path as the cloud gets it.
    pub path: String,
    /// The function.
    pub function: String,
    /// The functions that are folded into it.
    pub members: Vec<String>,
    /// The function that has the same path and is deployed later: this route is overwritten.
    pub overwritten_by: Option<String>,
}

/// Where a route comes from: its function's place among the functions, and its own among those of the function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Source {
    function: u32,
    index: u32,
}

/// What makes it possible to renew the routes of some functions and keep all others.
#[derive(Debug, Clone)]
pub(super) struct Origin {
    /// The functions, in the order in which they are handed over.
    names: Vec<Box<str>>,
    /// Where each route of the table comes from.
    sources: Vec<Source>,
}

/// The routes of a service, read from what is handed over, in one piece or several.
pub(super) struct Routes {
    path: DeployPath,
    routes: Vec<(Source, Route)>,
    /// The functions so far.
    names: Vec<Box<str>>,
    /// By function: those that are folded into it.
    members: HashMap<String, Vec<String>>,
}

impl Routes {
    pub fn new(path: DeployPath) -> Routes {
        Routes {
            path,
            routes: Vec::new(),
            names: Vec::new(),
            members: HashMap::new(),
        }
    }

    /// Adds those of what is handed over for the functions in `folded`.
    pub fn add(&mut self, output: &Value, folded: &Value) {
        let first = self.names.len() as u32;
        for (name, function) in folded.get("functions").properties() {
            let members: Vec<String> = members(&function).into_iter().map(str::to_owned).collect();
            self.names.push(name.as_ref().into());
            if !members.is_empty() {
                self.members.insert(name.into_owned(), members);
            }
        }
        let by_function = match self.path {
            DeployPath::ServerlessDevs => of_inputs(output),
            DeployPath::Fun => vec![of_template(output)],
            DeployPath::Vercel => vec![of_vercel(output)],
            DeployPath::Wechat => Vec::new(), // the mini-program calls its functions by name
            DeployPath::Tencent => {
                let of_function = |name| of_serverless(output, name);
                self.names[first as usize..]
                    .iter()
                    .map(|name| &**name)
                    .map(of_function)
                    .collect()
            }
        };
        for (function, routes) in by_function.into_iter().enumerate() {
            let sources = (0..).map(|index| Source {
                function: first + function as u32,
                index,
            });
            self.routes.extend(sources.zip(routes));
        }
    }

    /// The routes of a table as they were read, but for those of the functions in `fresh`; `None` if these are not all
    /// among its functions.
    pub fn renewed(routes: &[Route], origin: &Origin, fresh: Routes) -> Option<Routes> {
        let place = |name: &str| {
            let found = origin.names.iter().position(|known| **known == *name)?;
            Some(found as u32)
        };
        let places: Option<Vec<u32>> = fresh.names().map(place).collect();
        let places = places?;
        let old = origin.sources.iter().zip(routes);
        let kept = old.filter(|(source, _)| !places.contains(&source.function));
        let mut all: Vec<(Source, Route)> = kept
            .map(|(source, route)| {
                let overwritten_by = None;
                let route = Route {
                    overwritten_by,
                    ..route.clone()
                };
                (*source, route)
            })
            .collect();
        for (source, route) in fresh.routes {
            let function = *places.get(source.function as usize)?;
            all.push((Source { function, ..source }, route));
        }
        all.sort_by_key(|(source, _)| *source);
        Some(Routes {
            path: fresh.path,
            routes: all,
            names: origin.names.clone(),
            members: HashMap::new(),
        })
    }

    /// The names of the functions.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.names.iter().map(|name| &**name)
    }

    /// The routes in the order in which they are looked at: exact paths first, then those with a wildcard at their
    /// end, the longest first (<https://www.alibabacloud.com/help/doc-detail/90763.htm>, "Routing rules"; tencent's
    /// gateway takes the most specific path, too). Overwritten ones come last. On vercel they are regular expressions,
    /// looked at in the order of vercel.json.
    pub fn finish(self) -> (Vec<Route>, Origin) {
        let mut routes = self.routes;
        for (_, route) in &mut routes {
            let members = self.members.get(&route.function);
            route.members = members.cloned().unwrap_or_default();
        }
        if self.path == DeployPath::ServerlessDevs {
            mark_overwritten(&mut routes);
        }
        // on vercel it is the first in the file that matches
        if self.path != DeployPath::Vercel {
            routes.sort_by_key(|(_, route)| {
                (route.overwritten_by.is_some(), precedence(&route.path))
            });
        }
        let (sources, routes) = routes.into_iter().unzip();
        let names = self.names;
        (routes, Origin { names, sources })
    }
}

/// How early a path is looked at, less is earlier: exact ones first, then the longest before a wildcard.
pub(in crate::ide) fn precedence(path: &str) -> (bool, std::cmp::Reverse<usize>) {
    let fixed = path.strip_suffix('*');
    let length = fixed.map_or(0, |fixed| fixed.chars().count());
    (fixed.is_some(), std::cmp::Reverse(length))
}

fn route(methods: &Value, path: &Value, function: &Value) -> Route {
    let methods = match methods {
        Value::List(items) => items
            .iter()
            .map(|item| item.to_text().into_owned())
            .collect(),
        one => vec![one.to_text().into_owned()],
    };
    Route {
        methods,
        path: path.to_text().into_owned(),
        function: function.to_text().into_owned(),
        members: Vec::new(),
        overwritten_by: None,
    }
}

fn items(value: &Value) -> &[Value] {
    value.as_list().unwrap_or_default()
}

/// By input, and there is one for each function.
fn of_inputs(output: &Value) -> Vec<Vec<Route>> {
    let of_input = |input: &Value| -> Vec<Route> {
        let domains = items(input.get("props").get("customDomains")).iter();
        let routes = domains.flat_map(|domain| items(domain.get("routeConfigs")));
        routes
            .map(|config| {
                route(
                    config.get("methods"),
                    config.get("path"),
                    config.get("functionName"),
                )
            })
            .collect()
    };
    items(output).iter().map(of_input).collect()
}

/// One domain for all functions: of two routes with one path, the later stays.
fn mark_overwritten(routes: &mut [(Source, Route)]) {
    let last: HashMap<&str, usize> = routes
        .iter()
        .enumerate()
        .map(|(at, (_, route))| (&*route.path, at))
        .collect();
    // nearly none are
    let overwritten: Vec<(usize, String)> = routes
        .iter()
        .enumerate()
        .filter_map(|(at, (_, route))| {
            let (_, last) = routes.get(*last.get(&*route.path)?)?;
            (last.function != route.function).then(|| (at, last.function.clone()))
        })
        .collect();
    for (at, by) in overwritten {
        if let Some((_, route)) = routes.get_mut(at) {
            route.overwritten_by = Some(by);
        }
    }
}

fn of_template(output: &Value) -> Vec<Route> {
    let resources = output.get("Resources").properties();
    let mut found = Vec::new();
    for (_, resource) in &resources {
        let routes = resource.get("Properties").get("RouteConfig").get("routes");
        for (path, config) in routes.properties() {
            let function = config.get("functionName");
            let service = output
                .get("Resources")
                .get(&config.get("serviceName").to_text());
            let events = service.get(&function.to_text()).get("Events").properties();
            let methods = events
                .iter()
                .filter(|(_, event)| event.get("Type").as_text() == Some("HTTP"))
                .flat_map(|(_, event)| items(event.get("Properties").get("Methods")).to_vec());
            let methods = Value::List(methods.collect());
            found.push(route(&methods, &path.into_owned().into(), function));
        }
    }
    found
}

fn of_vercel(output: &Value) -> Vec<Route> {
    let routes = items(output.get("routes")).iter();
    routes
        .map(|found| {
            let file = found.get("dest").to_text();
            let function = file
                .strip_prefix("api/")
                .and_then(|name| name.strip_suffix(".js"));
            let methods = found.get("methods").or("ANY");
            route(
                &methods,
                found.get("src"),
                &function.unwrap_or_default().into(),
            )
        })
        .collect()
}

fn of_serverless(output: &Value, name: &str) -> Vec<Route> {
    let function = output.get("functions").get(name);
    let mut found = Vec::new();
    for event in items(function.get("events")) {
        let parameters = event.get("apigw").get("parameters");
        if parameters.is_truthy() {
            found.push(route(
                parameters.get("httpMethod"),
                &parameters.get("path").or("/"),
                &name.into(),
            ));
        }
    }
    found
}
