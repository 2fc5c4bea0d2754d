//! `cargo xtask vsix`: the extension as a package for one platform, with the release server, checked.

mod check;
pub mod platform;

use std::path::{Path, PathBuf};

use crate::extension;
use crate::release;
use crate::steps::{Outcome, step, target, timed};
use platform::Platform;

/// Builds the release server for a platform (this machine's, if none is named) and the package with it, and checks it.
pub fn run(triple: Option<&str>) -> Outcome {
    let (platform, server) = match triple {
        None => (Platform::here()?, release::binary()?),
        Some(triple) => {
            let platform = Platform::of(triple)?;
            (platform, build_for(platform)?)
        }
    };
    make(&server, platform)?;
    Ok(())
}

/// The package with this server, checked; its path.
pub fn make(server: &Path, platform: Platform) -> Result<PathBuf, String> {
    let vsix = folder().join(format!("fyml-{}.vsix", platform.vscode));
    extension::package(server, platform.vscode, &vsix)?;
    timed("check of the package", "check of the package", || {
        check::package(&vsix, platform)
    })?;
    println!("{}", vsix.display());
    Ok(vsix)
}

fn folder() -> PathBuf {
    target().join("vsix")
}

/// The release server for another platform. `CARGO_BUILD_COMMAND` names cargo's command, for tools that bring a linker
/// (`zigbuild`).
fn build_for(platform: Platform) -> Result<PathBuf, String> {
    let command = std::env::var("CARGO_BUILD_COMMAND").unwrap_or_else(|_| "build".to_owned());
    let arguments = [
        &command,
        "--release",
        "--locked",
        "--package",
        "fyml",
        "--target",
    ];
    let arguments = [arguments.as_slice(), &[platform.triple]].concat();
    step("release binary", "cargo", &arguments).map_err(|error| {
        format!(
            "{error}. It takes `rustup target add {}` and a C compiler and linker for it",
            platform.triple
        )
    })?;
    let built = target().join(platform.triple).join("release");
    Ok(built.join(platform.server()))
}
