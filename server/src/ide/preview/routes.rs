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

/// The routes of a service, read from what is handed over, in one piece or several.
pub(super) struct Routes {
    path: DeployPath,
    routes: Vec<Route>,
    /// By function: those that are folded into it.
    members: HashMap<String, Vec<String>>,
}

impl Routes {
    pub fn new(path: DeployPath) -> Routes {
        Routes {
            path,
            routes: Vec::new(),
            members: HashMap::new(),
        }
    }

    /// Adds those of what is handed over for the functions in `folded`.
    pub fn add(&mut self, output: &Value, folded: &Value) {
        let mut routes = match self.path {
            DeployPath::ServerlessDevs => of_inputs(output),
            DeployPath::Fun => of_template(output),
            DeployPath::Vercel => of_vercel(output),
            DeployPath::Tencent => of_serverless(output),
            DeployPath::Wechat => Vec::new(), // the mini-program calls its functions by name
        };
        self.routes.append(&mut routes);
        for (name, function) in folded.get("functions").properties() {
            let members: Vec<String> = members(&function).into_iter().map(str::to_owned).collect();
            if !members.is_empty() {
                self.members.insert(name.into_owned(), members);
            }
        }
    }

    /// The routes in the order in which they are looked at: exact paths first, then those with a wildcard at their
    /// end, the longest first (<https://www.alibabacloud.com/help/doc-detail/90763.htm>, "Routing rules"; tencent's
    /// gateway takes the most specific path, too). Overwritten ones come last. On vercel they are regular expressions,
    /// looked at in the order of vercel.json.
    pub fn finish(self) -> Vec<Route> {
        let mut routes = self.routes;
        for route in &mut routes {
            let members = self.members.get(&route.function);
            route.members = members.cloned().unwrap_or_default();
        }
        if self.path == DeployPath::ServerlessDevs {
            mark_overwritten(&mut routes);
        }
        if self.path == DeployPath::Vercel {
            return routes; // the first in the file that matches
        }
        routes.sort_by_key(|route| (route.overwritten_by.is_some(), precedence(&route.path)));
        routes.shrink_to_fit();
        routes
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

fn of_inputs(output: &Value) -> Vec<Route> {
    let domains = items(output)
        .iter()
        .flat_map(|input| items(input.get("props").get("customDomains")));
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
}

/// One domain for all functions: of two routes with one path, the later stays.
fn mark_overwritten(routes: &mut [Route]) {
    let mut last = std::collections::HashMap::new();
    for route in routes.iter() {
        last.insert(route.path.clone(), route.function.clone());
    }
    for route in routes {
        route.overwritten_by = last
            .get(&route.path)
            .filter(|function| **function != route.function)
            .cloned();
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

fn of_serverless(output: &Value) -> Vec<Route> {
    let mut found = Vec::new();
    for (name, function) in output.get("functions").properties() {
        for event in items(function.get("events")) {
            let parameters = event.get("apigw").get("parameters");
            if parameters.is_truthy() {
                found.push(route(
                    parameters.get("httpMethod"),
                    &parameters.get("path").or("/"),
                    &name.as_ref().into(),
                ));
            }
        }
    }
    found
}
