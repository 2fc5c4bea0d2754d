//! All that the tests need and cargo does not bring, installed once and shared by them. A part that cannot be had ends
//! the run: no test is left out for it.

use std::fs;

use crate::programs::{self, BROWSER, EDITORS, OF_THE_WORKBENCH, need};
use crate::steps::{Outcome, root, timed};
use crate::{extension, workbench};

/// Installs everything.
pub fn everything() -> Outcome {
    programs::node()?;
    need("the tests", &[OF_THE_WORKBENCH, BROWSER, EDITORS].concat())?;
    extension::install()?;
    for name in real_packages()? {
        let heading = format!("packages of tests/{name}");
        timed(&heading, &heading, || {
            fyml_tests::installed(&name);
            Ok(())
        })?;
    }
    workbench::install()
}

/// The folders of tests/ with packages of the real toolchain.
fn real_packages() -> Result<Vec<String>, String> {
    let tests = root().join("tests");
    let entries = fs::read_dir(&tests).map_err(|error| format!("{}: {error}", tests.display()))?;
    let mut names: Vec<String> = entries
        .flatten()
        .filter(|entry| entry.path().join("package-lock.json").is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    Ok(names)
}
