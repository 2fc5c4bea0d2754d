//! Under which circumstances the examples of the rules are looked at.

use std::collections::BTreeSet;

use super::{Project, Settings};
use crate::model::FileName;

/// What lies around the example of a rule. A comment in its first line says what cannot be seen in the text: the
/// file's own name, then its neighbours and the options of the command line (`# f.yaml, f.yml, --useFun`); otherwise it
/// is an `f.yml` alone. Only `SHOP_REGION` is set in the environment.
pub fn example_project(text: &str) -> Project {
    let first = text.lines().next().and_then(|line| line.strip_prefix("# "));
    let names: Vec<&str> = first.unwrap_or("f.yml").split(", ").collect();
    Project {
        file_name: names.first().and_then(|name| FileName::from_name(name)),
        spec_files: names
            .iter()
            .filter_map(|name| FileName::from_name(name))
            .collect(),
        root_entries: names.iter().map(|&name| name.to_owned()).collect(),
        package_json: None,
        environment: Some(BTreeSet::from(["SHOP_REGION".to_owned()])),
    }
}

/// What the user has chosen for the example of a rule; see [`example_project`].
pub fn example_settings(text: &str) -> Settings {
    let first = text.lines().next().unwrap_or_default();
    Settings {
        use_fun: first.starts_with("# ") && first.contains("--useFun"),
        ..Settings::default()
    }
}
