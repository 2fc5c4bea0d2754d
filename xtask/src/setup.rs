//! All that the tests need and cargo does not bring, installed once and shared by them. A part that cannot be had ends
//! the run: no test is left out for it.

use crate::programs::{self, EDITORS, need};
use crate::steps::{Outcome, timed};
use crate::{extension, vscode};

/// Folders of tests/ with packages of the real toolchain, and of the YAML server that is often beside ours.
const PACKAGES: [&str; 4] = ["js_yaml", "oracle", "toolchain", "yaml_server"];

/// Installs everything.
pub fn everything() -> Outcome {
    programs::node()?;
    need("the tests", EDITORS)?;
    extension::install()?;
    vscode::set_up()?;
    for name in PACKAGES {
        let heading = format!("packages of tests/{name}");
        timed(&heading, &heading, || {
            fyml_tests::installed(name);
            Ok(())
        })?;
    }
    Ok(())
}
