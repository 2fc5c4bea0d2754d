//! The values of `deployType`.

use crate::{
    Wording,
    source::{Source, read},
    w,
};

/// One value of `deployType`: a whole application deployed as one function.
#[derive(Debug, Clone, Copy)]
pub struct DeployType {
    /// The exact spelling.
    pub name: &'static str,
    /// The layer it adds, as a package name.
    pub layer: &'static str,
    /// Packages whose presence in `dependencies` makes `midway-bin check` demand this type.
    pub packages: &'static [&'static str],
    /// What it deploys.
    pub doc: Wording,
    /// Where this was read.
    pub source: Source,
}

const SOURCE: Source =
    read("cli-plugin-package src/index.ts 1256-1319; cli-plugin-check src/index.ts 790");

/// Every value that adds a layer, most used first. Any other value switches the mode on but adds no layer, so the
/// entry starts without a framework.
pub const DEPLOY_TYPES: &[DeployType] = &[
    DeployType {
        name: "egg",
        layer: "@midwayjs/egg-layer",
        packages: &["@midwayjs/web", "egg"],
        doc: w(
            "A whole Egg application as one function.",
            "把整个 Egg 应用部署为一个函数。",
        ),
        source: SOURCE,
    },
    DeployType {
        name: "koa",
        layer: "@midwayjs/koa-layer",
        packages: &["@midwayjs/koa", "koa"],
        doc: w(
            "A whole Koa application as one function.",
            "把整个 Koa 应用部署为一个函数。",
        ),
        source: SOURCE,
    },
    DeployType {
        name: "static",
        layer: "@midwayjs/static-layer",
        packages: &[],
        doc: w(
            "A folder of static files as one function.",
            "把静态文件目录部署为一个函数。",
        ),
        source: SOURCE,
    },
    DeployType {
        name: "express",
        layer: "@midwayjs/express-layer",
        packages: &["@midwayjs/express", "express"],
        doc: w(
            "A whole Express application as one function.",
            "把整个 Express 应用部署为一个函数。",
        ),
        source: SOURCE,
    },
];

/// The function that `deployType` puts in place of all others.
pub const DEPLOY_TYPE_FUNCTION: &str = "app_index";

/// Below this `provider.initTimeout` (seconds) is raised to it when `deployType` is set.
pub const DEPLOY_TYPE_INIT_TIMEOUT: i64 = 10;
