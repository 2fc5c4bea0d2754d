//! `package.json`, as far as it matters here.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Tool;
use super::version::major_of_range;

/// The part of a `package.json` that matters here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PackageJson {
    /// `name`, with its scope.
    pub name: Option<String>,
    /// Whether its `.js` files are ECMAScript modules (`type: module`).
    pub is_module: bool,
    /// `dependencies`: name to version range.
    pub dependencies: BTreeMap<String, String>,
    /// `devDependencies`.
    pub dev_dependencies: BTreeMap<String, String>,
    /// `scripts`: name to command line.
    pub scripts: BTreeMap<String, String>,
}

/// A call of the toolchain in a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invocation<'p> {
    /// The script's name.
    pub script: &'p str,
    /// What is called.
    pub tool: Tool,
    /// Its first argument that is no option: `deploy`, `dev`, `check`; empty if there is none.
    pub subcommand: &'p str,
    /// All arguments.
    pub arguments: Vec<&'p str>,
    /// Whether `&&` stands behind it: what follows runs only if it succeeds.
    pub is_condition: bool,
}

impl PackageJson {
    /// Reads it; `None` if it is no JSON.
    pub fn parse(text: &str) -> Option<PackageJson> {
        let value: Value = serde_json::from_str(text).ok()?;
        let texts = |key: &str| -> BTreeMap<String, String> {
            let entries = value.get(key).and_then(Value::as_object);
            entries
                .into_iter()
                .flatten()
                .filter_map(|(name, text)| Some((name.clone(), text.as_str()?.to_owned())))
                .collect()
        };
        Some(PackageJson {
            name: value.get("name").and_then(Value::as_str).map(str::to_owned),
            is_module: value.get("type").and_then(Value::as_str) == Some("module"),
            dependencies: texts("dependencies"),
            dev_dependencies: texts("devDependencies"),
            scripts: texts("scripts"),
        })
    }

    /// The version range of a dependency of either kind.
    pub fn version_of(&self, package: &str) -> Option<&str> {
        self.dependencies
            .get(package)
            .or_else(|| self.dev_dependencies.get(package))
            .map(String::as_str)
    }

    /// The major version that a dependency's range begins with; `None` if it names no number (`latest`).
    pub fn major_of(&self, package: &str) -> Option<u32> {
        major_of_range(self.version_of(package)?)
    }

    /// The major version of Midway itself, by the packages that go with it.
    pub fn midway_major(&self) -> Option<u32> {
        ["@midwayjs/core", "@midwayjs/faas", "@midwayjs/decorator"]
            .iter()
            .find_map(|package| self.major_of(package))
    }

    /// Whether the project is of Midway 2 or later, where the CLI takes functions from decorators as well.
    pub fn has_decorators(&self) -> bool {
        ["@midwayjs/faas", "@midwayjs/core", "@midwayjs/decorator"]
            .iter()
            .any(|package| self.major_of(package) >= Some(2))
    }

    /// Every call of the toolchain in the scripts, by script.
    pub fn invocations(&self) -> Vec<Invocation<'_>> {
        let scripts = self.scripts.iter();
        scripts
            .flat_map(|(name, line)| {
                let mut chain = line.split("&&").peekable();
                let mut calls = Vec::new();
                while let Some(part) = chain.next() {
                    let commands = part.split(['&', '|', ';']);
                    let of_part = calls.len();
                    calls.extend(commands.filter_map(|command| invocation(name, command)));
                    let is_last_of_part = calls.len() > of_part;
                    if let Some(call) = calls.last_mut().filter(|_| is_last_of_part) {
                        call.is_condition = chain.peek().is_some();
                    }
                }
                calls
            })
            .collect()
    }
}

impl Invocation<'_> {
    /// Whether an option is given, with or without a value.
    pub fn has_option(&self, option: &str) -> bool {
        self.arguments
            .iter()
            .any(|argument| argument.split('=').next() == Some(option))
    }

    /// The value of an option: behind `=`, or the next argument.
    pub fn option(&self, names: &[&str]) -> Option<&str> {
        let at = self
            .arguments
            .iter()
            .position(|argument| names.contains(&argument.split('=').next().unwrap_or_default()))?;
        let argument = self.arguments.get(at)?;
        match argument.split_once('=') {
            Some((_, value)) => Some(value),
            None => self.arguments.get(at + 1).copied(),
        }
    }
}

/// The call in one command: `cross-env A=1 npx midway-bin dev --ts`.
fn invocation<'p>(script: &'p str, command: &'p str) -> Option<Invocation<'p>> {
    let words: Vec<&str> = command.split_whitespace().collect();
    let is_before = |word: &str| {
        matches!(
            word,
            "cross-env" | "npx" | "yarn" | "pnpm" | "exec" | "node" | "sudo" | "env"
        ) || word.contains('=')
    };
    let at = words.iter().position(|word| !is_before(word))?;
    let program = words.get(at)?.rsplit('/').next()?;
    let tool = match program {
        "midway-bin" | "mw" => Tool::MidwayBin,
        "f" | "mf" => Tool::F,
        _ => return None,
    };
    let arguments: Vec<&str> = words[at + 1..].to_vec();
    Some(Invocation {
        script,
        tool,
        subcommand: arguments
            .iter()
            .find(|argument| !argument.starts_with('-'))
            .copied()
            .unwrap_or_default(),
        arguments,
        is_condition: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decorators_count_from_midway_2_on() {
        for (range, expected) in [
            ("^2.3.0", true),
            (">=3", true),
            ("~1.2.0", false),
            ("latest", false),
        ] {
            let package = PackageJson {
                dependencies: BTreeMap::from([("@midwayjs/faas".to_owned(), range.to_owned())]),
                ..PackageJson::default()
            };
            assert_eq!(package.has_decorators(), expected, "{range}");
        }
        assert!(!PackageJson::default().has_decorators());
    }

    #[test]
    fn calls_are_found_in_scripts() {
        let text = r#"{"scripts": {
            "a": "midway-bin clean && cross-env X=1 npx mw deploy -f cart --useFun",
            "b": "echo f deploy; ./node_modules/.bin/f invoke --function=cart",
            "c": "fs f"
        }, "dependencies": {"odd": 1}, "devDependencies": null}"#;
        let package = PackageJson::parse(text).unwrap_or_default();
        let found: Vec<_> = package
            .invocations()
            .iter()
            .map(|call| {
                let function = call.option(&["-f", "--function"]).map(str::to_owned);
                (
                    call.script.to_owned(),
                    call.tool,
                    call.subcommand.to_owned(),
                    function,
                )
            })
            .collect();
        let call = |script: &str, tool, subcommand: &str, function: Option<&str>| {
            (
                script.to_owned(),
                tool,
                subcommand.to_owned(),
                function.map(str::to_owned),
            )
        };
        assert_eq!(
            found,
            [
                call("a", Tool::MidwayBin, "clean", None),
                call("a", Tool::MidwayBin, "deploy", Some("cart")),
                call("b", Tool::F, "invoke", Some("cart")),
            ]
        );
        assert!(package.invocations()[1].has_option("--useFun"));
        let conditions: Vec<bool> = package
            .invocations()
            .iter()
            .map(|call| call.is_condition)
            .collect();
        assert_eq!(conditions, [true, false, false]);
        assert_eq!(package.dependencies.len(), 0);
        assert_eq!(PackageJson::parse("{"), None);
    }
}
