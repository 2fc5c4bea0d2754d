//! What is in the release program, as a page.

use std::collections::BTreeSet;
use std::process::Command;

use crate::steps::root;

/// docs/dependencies.md, from the lock file.
pub fn page() -> Result<(String, String), String> {
    let output = Command::new("cargo")
        .args(["tree", "--locked", "--package", "fyml", "--edges", "normal"])
        .args(["--target", "all", "--prefix", "none"])
        .args(["--format", "{p}\t{l}\t{r}"])
        .current_dir(root())
        .output()
        .map_err(|error| format!("cargo tree: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    let mut rows = BTreeSet::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let mut fields = line.split('\t');
        let mut next = || fields.next().unwrap_or_default();
        let (package, licence, repository) = (next(), next(), next());
        // our own packages come with their path; a package named before is marked with a star
        let mut words = package.split_whitespace();
        let (Some(name), Some(version)) = (words.next(), words.next()) else {
            continue;
        };
        if !name.starts_with("fyml") {
            let licence = licence.trim_end_matches(" (*)");
            let repository = repository.trim_end_matches(" (*)");
            let version = version.trim_start_matches('v');
            let name = match repository {
                "" => name.to_owned(),
                repository => format!("[{name}]({repository})"),
            };
            rows.insert(format!("| {name} | {version} | {licence} |\n"));
        }
    }
    let count = rows.len();
    let rows: String = rows.into_iter().collect();
    let page = format!(
        "# What is in the release program\n\n<!-- written by `cargo xtask generate`; do not edit -->\n\n\
         {count} packages of others, on all platforms together, at the versions of `Cargo.lock`. ARCHITECTURE.md says why \
         each direct one is there; the others come with them. `cargo xtask supply-chain` holds licences, origins and \
         banned packages against `deny.toml`, and both kinds of packages against the known advisories where their lists \
         can be reached.\n\n| package | version | licence |\n| --- | --- | --- |\n{rows}"
    );
    Ok(("docs/dependencies.md".to_owned(), page))
}
