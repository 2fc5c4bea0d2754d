//! `cargo xtask vsix`: the extension as a package for one platform, with the release server, checked.

mod check;
pub mod platform;

use std::path::{Path, PathBuf};

use crate::extension;
use crate::release;
use crate::steps::{Outcome, target, timed};
use platform::Platform;

/// Builds the release server for a platform (this machine's, if none is named) and the package with it, and checks it.
pub fn run(triple: Option<&str>) -> Outcome {
    let (platform, server) = match triple {
        None => (Platform::here()?, release::binary()?),
        Some(triple) => {
            let platform = Platform::of(triple)?;
            (platform, release::binary_for(platform.triple)?)
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
