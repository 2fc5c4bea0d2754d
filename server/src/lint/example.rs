//! The examples of the rules, and under which circumstances they are looked at.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::project::CLOUD_FUNCTIONS;
use super::{Project, Settings};
use crate::model::FileName;
use crate::source::{self, Grammar, Sources};

/// An example of a rule, taken apart.
///
/// It is written as one text: the f.yml, then the small files beside it, each behind a line `#- NAME`. A comment in
/// the very first line says what cannot be seen in the texts: the file's own name, names of further neighbours, and
/// options of the command line (`# f.yaml, server.js, --useFun`); otherwise it is an `f.yml` alone. In the environment
/// `SHOP_REGION` is set, and whatever stands behind `env:` in that first line (`# f.yml, env:UDEV_MODE`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example<'e> {
    /// The f.yml.
    pub text: &'e str,
    /// Name and text of the files beside it.
    pub beside: Vec<(&'e str, &'e str)>,
}

/// What a line begins with that names the file below it.
const FILE: &str = "#- ";

impl<'e> Example<'e> {
    /// Takes an example apart.
    pub fn of(example: &'e str) -> Example<'e> {
        let mut starts = Vec::new();
        let mut at = 0;
        for line in example.split_inclusive('\n') {
            if let Some(name) = line.strip_prefix(FILE) {
                starts.push((at, at + line.len(), name.trim()));
            }
            at += line.len();
        }
        let end_of = |index: usize| {
            starts
                .get(index)
                .map_or(example.len(), |&(start, ..)| start)
        };
        let beside = starts.iter().enumerate();
        Example {
            text: &example[..end_of(0)],
            beside: beside
                .map(|(index, &(_, from, name))| (name, &example[from..end_of(index + 1)]))
                .collect(),
        }
    }

    /// What lies around it.
    pub fn project(&self) -> Project {
        let words = self.words();
        let is_name = |word: &&str| !word.starts_with("--") && !word.starts_with("env:");
        let names = words.iter().copied().filter(is_name);
        let entries: BTreeSet<&str> = names
            .chain(self.beside.iter().map(|(name, _)| *name))
            .collect();
        let folders = entries.iter().filter_map(|name| name.split('/').next());
        let root_entries = folders.map(str::to_owned).collect();
        let file_name = words.first().and_then(|name| FileName::from_name(name));
        let read = |name: &str| {
            let found = self.beside.iter().find(|(known, _)| *known == name);
            found.map(|(_, text)| (*text).to_owned())
        };
        let sources = self.beside.iter().filter_map(|(name, text)| {
            let grammar = Grammar::of_file_name(name)?;
            Some(((*name).to_owned(), Arc::new(source::read(text, grammar))))
        });
        let sources: Vec<_> = sources.collect();
        let variables = words.iter().filter_map(|word| word.strip_prefix("env:"));
        let project = Project::of(file_name, root_entries, read);
        Project {
            declared: (!sources.is_empty() && project.has_decorators())
                .then(|| Arc::new(Sources::new(sources, false)).into()),
            environment: Some(
                variables
                    .chain(["SHOP_REGION"])
                    .map(str::to_owned)
                    .collect(),
            ),
            cloud_functions: entries
                .iter()
                .filter_map(|name| name.strip_prefix(CLOUD_FUNCTIONS)?.strip_prefix('/'))
                .map(str::to_owned)
                .collect(),
            ..project
        }
    }

    /// What the user has chosen.
    pub fn settings(&self) -> Settings {
        Settings {
            use_fun: self.words().contains(&"--useFun").then_some(true),
            ..Settings::default()
        }
    }

    fn words(&self) -> Vec<&'e str> {
        let first = self.text.lines().next();
        let listed = first.and_then(|line| line.strip_prefix("# "));
        listed
            .unwrap_or("f.yml")
            .split(", ")
            .map(str::trim)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_cut_at_their_names() {
        let example = Example::of(
            "# f.yml, server.js, env:UDEV_A\nservice: a\n#- package.json\n{}\n#- cloudfunctions/old\n",
        );
        assert_eq!(example.text, "# f.yml, server.js, env:UDEV_A\nservice: a\n");
        assert_eq!(
            example.beside,
            [("package.json", "{}\n"), ("cloudfunctions/old", "")]
        );
        let project = example.project();
        assert!(project.package_json.is_some());
        assert!(
            project.root_entries.contains("server.js")
                && project.root_entries.contains("cloudfunctions")
        );
        assert!(project.cloud_functions.contains("old"));
        assert!(
            project
                .environment
                .is_some_and(|names| names.contains("UDEV_A"))
        );
        assert_eq!(Example::of("a: 1\n").beside, []);
    }
}
