//! All that the tests need and cargo does not bring, installed once and shared by them. A part that cannot be had ends
//! the run: no test is left out for it.

use crate::programs::{self, BROWSER, EDITORS, OF_THE_WORKBENCH, need};
use crate::steps::{Outcome, timed};
use crate::{extension, workbench};

/// Folders of tests/ with packages of the real toolchain.
const PACKAGES: [&str; 3] = ["js_yaml", "oracle", "toolchain"];

/// Installs everything.
pub fn everything() -> Outcome {
    programs::node()?;
    need("the tests", &[OF_THE_WORKBENCH, BROWSER, EDITORS].concat())?;
    extension::install()?;
    for name in PACKAGES {
        let heading = format!("packages of tests/{name}");
        timed(&heading, &heading, || {
            fyml_tests::installed(name);
            Ok(())
        })?;
    }
    workbench::install()
}
