//! The same service on another cloud: what of an f.yml carries over as it is, what is rewritten, what the other cloud
//! will not have, and what only the owner can decide. Text edits and a report come out; nothing is read or written.
//!
//! A value is *translated* only if the other cloud then does exactly the same. A value that is only near (the next
//! step of memory, the nearest city) is written too, but reported as something for the owner to look at. What the
//! other cloud does not read stays in the file, so that moving back brings it back.

mod cron;
mod edits;
mod environment;
mod events;
mod http;
mod methods;
mod mover;
mod object_storage;
mod portability;
mod report;
mod service;
mod settings;
mod timer;

#[cfg(test)]
mod tests;

pub use portability::{CloudPortability, Obstacle, portability, portability_of, summary};
pub use report::{Counts, Fate, Item};

use fyml_schema::{CLOUDS, Cloud, DeployPath};

use crate::lint::{Message, ServiceContext, TextEdit};
use crate::message;

use mover::Mover;

/// A service moved to another cloud.
#[derive(Debug, Clone)]
pub struct Port {
    /// Where it is deployed now.
    pub from: Cloud,
    /// Where it shall be deployed.
    pub to: Cloud,
    /// What has to change in the text, in its order; nothing overlaps.
    pub edits: Vec<TextEdit>,
    /// What becomes of every setting, in the order of the text.
    pub report: Vec<Item>,
}

impl Port {
    /// How many settings met which fate.
    pub fn counts(&self) -> Counts {
        Counts::of(&self.report)
    }
}

/// The clouds a service can be moved to.
pub fn targets() -> impl Iterator<Item = Cloud> {
    CLOUDS
        .iter()
        .map(|facts| facts.cloud)
        .filter(|cloud| cloud.default_path().is_some())
}

/// Moves the service of an f.yml to `to`. The file must be Midway's.
///
/// # Errors
/// A sentence for the user if the file cannot be moved: it is no valid YAML, or nobody can say which cloud it is
/// written for.
pub fn port(context: &ServiceContext<'_>, to: Cloud) -> Result<Port, Message> {
    let Some(target) = deploy_path(to, context.uses_fun()) else {
        let (name, known) = (to.name(), names_of_targets());
        return Err(message!(
            "nothing can be deployed to `{name}`: choose one of {known}.",
            "无法部署到 `{name}`，请选择：{known}。"
        ));
    };
    if let Some(error) = context.document.syntax_errors().first() {
        let line = context.document.text().line_of(error.span.start) + 1;
        return Err(message!(
            "line {line} is no valid YAML: repair it first (`fyml check` says how).",
            "第 {line} 行不是有效的 YAML，请先修复（`fyml check` 会给出说明）。"
        ));
    }
    let (Some(from), Some(path)) = (context.cloud, context.path) else {
        let known = names_of_targets();
        return Err(message!(
            "`provider.name` does not say which cloud the file is written for: it must be one of {known}.",
            "`provider.name` 没有说明文件是为哪个平台写的，应为 {known} 之一。"
        ));
    };
    let to = target.cloud();
    let (edits, report) = if from == to {
        (Vec::new(), Vec::new())
    } else {
        Mover::new(context, path, target).run()
    };
    Ok(Port {
        from,
        to,
        edits,
        report,
    })
}

/// The builder that would read the file on `to`: the user's choice between the two of aliyun counts here too.
fn deploy_path(to: Cloud, use_fun: bool) -> Option<DeployPath> {
    match to.canonical().default_path()? {
        DeployPath::ServerlessDevs if use_fun => Some(DeployPath::Fun),
        path => Some(path),
    }
}

fn names_of_targets() -> String {
    let names: Vec<&str> = targets().map(Cloud::name).collect();
    names.join(", ")
}
