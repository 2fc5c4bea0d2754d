//! What deploying would hand to the cloud, worked out without running the toolchain: its builders, read in
//! `@midwayjs/serverless-spec-builder` and done over again, faults included. `tests/tests/oracle.rs` holds them
//! against the real ones.
//!
//! Everything works on [`Value`], a JavaScript value, because what the builders do to a file that is not as it should
//! be follows from JavaScript: what is falsy, what a list is as a key, what throws.

mod aliyun;
mod compact;
mod date;
mod interpolation;
pub mod json;
mod read;
mod recase;
mod spec;
mod tencent;
mod thrown;
mod value;

pub use interpolation::interpolate;
pub use read::value;
pub use thrown::{Cause, Thrown};
pub use value::{Map, Value};

use fyml_schema::DeployPath;

use spec::Spec;

/// Which builder of the toolchain; they differ where a method here says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum BuilderVersion {
    /// Up to 1.2.99 of `@midwayjs/serverless-spec-builder`.
    V1_2,
    /// 1.3.
    #[default]
    V1_3,
    /// 2.0.14 and later.
    V2,
}

impl BuilderVersion {
    /// Whether the default path to aliyun reads `provider.concurrency`.
    fn reads_provider_concurrency(self) -> bool {
        self >= BuilderVersion::V2
    }

    /// Whether the default path to aliyun passes `provider.layers` on.
    fn knows_layers(self) -> bool {
        self >= BuilderVersion::V1_3
    }

    /// Whether the default path to aliyun binds the routes of all functions to the domain of each; later ones bind a
    /// function's own only.
    fn keeps_routes_of_other_functions(self) -> bool {
        self <= BuilderVersion::V1_2
    }
}

/// What a builder makes of a file.
///
/// An empty file gives `undefined`, as the builder does. The variables `user_defined` are those of the environment
/// that begin with `UDEV_`, without that beginning. `None` if no builder stands on this path.
///
/// # Errors
/// What the builder throws.
pub fn build(
    file: &Value,
    path: DeployPath,
    version: BuilderVersion,
    user_defined: &[(String, String)],
) -> Option<Result<Value, Thrown>> {
    if !file.is_truthy() {
        return Some(Ok(Value::Undefined));
    }
    let spec = Spec::of(file, user_defined);
    match path {
        DeployPath::ServerlessDevs => Some(aliyun::component(&spec, version)),
        DeployPath::Fun => Some(aliyun::template(&spec)),
        DeployPath::Tencent => Some(tencent::serverless(&spec)),
        DeployPath::Vercel | DeployPath::Wechat => None,
    }
}
