//! Which toolchain a project uses: the answer to "what will happen" depends on it.

use super::version::major_of_range;
use super::{Invocation, PackageJson, Version};
use crate::syntax::Dialect;

/// A command line that reads f.yml.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tool {
    /// `f` of `@midwayjs/faas-cli`.
    F,
    /// `midway-bin` (or `mw`) of `@midwayjs/cli`.
    MidwayBin,
}

/// What is known of the toolchain of a project. Small, because every function may know it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Toolchain {
    /// The command line that the project has among its dependencies; `None` if it has none (it may be installed
    /// globally).
    pub tool: Option<Tool>,
    /// Its exact version: from the lock file, or written so in package.json.
    pub version: Option<Version>,
    /// Its major version, which a range in package.json tells too.
    pub major: Option<u32>,
    /// The exact version of the package that reads f.yml, `@midwayjs/serverless-spec-builder`.
    pub spec_builder: Option<Version>,
    /// Serverless Devs deploys the project by an `s.yaml` of its own, and f.yml is only read when it runs (Midway 3.12
    /// and later).
    pub deploys_by_s_yaml: bool,
    /// A script of package.json deploys with `--useFun`.
    pub uses_fun: bool,
    /// A script of package.json runs `check`.
    pub runs_check: bool,
}

/// The package whose version decides how f.yml is read.
const SPEC_BUILDER: &str = "@midwayjs/serverless-spec-builder";

/// The first version of it with js-yaml 4 (midwayjs/cli commit b50a49d1).
const FIRST_WITH_JS_YAML_4: Version = Version::new(1, 2, 79);

impl Tool {
    /// Both.
    pub const ALL: [Tool; 2] = [Tool::F, Tool::MidwayBin];

    /// The word on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Tool::F => "f",
            Tool::MidwayBin => "midway-bin",
        }
    }

    /// The package it comes in.
    pub const fn package(self) -> &'static str {
        match self {
            Tool::F => "@midwayjs/faas-cli",
            Tool::MidwayBin => "@midwayjs/cli",
        }
    }

    /// The tool of this name.
    pub fn from_name(name: &str) -> Option<Tool> {
        Tool::ALL.into_iter().find(|tool| tool.name() == name)
    }
}

impl Toolchain {
    /// Concludes from `package.json`, the lock file (by [`locked`](super::locked_version)) and whether an `s.yaml` is
    /// there.
    pub(super) fn of(
        package: Option<&PackageJson>,
        locked: impl Fn(&str) -> Option<Version>,
        has_s_yaml: bool,
    ) -> Toolchain {
        let invocations: Vec<Invocation> =
            package.map(PackageJson::invocations).unwrap_or_default();
        let has = |tool: Tool| {
            package.is_some_and(|package| package.version_of(tool.package()).is_some())
        };
        let runs = |tool: Tool| invocations.iter().any(|invocation| invocation.tool == tool);
        let tool = match (has(Tool::F), has(Tool::MidwayBin)) {
            (true, false) => Some(Tool::F),
            (false, true) => Some(Tool::MidwayBin),
            // the scripts show which one is used; `f` is what is left of an upgrade
            (true, true) if runs(Tool::F) && !runs(Tool::MidwayBin) => Some(Tool::F),
            (true, true) => Some(Tool::MidwayBin),
            (false, false) => None,
        };
        let range = tool.and_then(|tool| package?.version_of(tool.package()));
        let version = tool
            .and_then(|tool| locked(tool.package()))
            .or_else(|| Version::parse(range?));
        let deploys = |subcommand: &str| {
            invocations
                .iter()
                .any(|invocation| invocation.subcommand == subcommand)
        };
        Toolchain {
            tool,
            version,
            major: version
                .map(|version| version.major)
                .or_else(|| major_of_range(range?)),
            spec_builder: locked(SPEC_BUILDER),
            deploys_by_s_yaml: has_s_yaml && !deploys("deploy"),
            uses_fun: invocations
                .iter()
                .any(|invocation| invocation.has_option("--useFun")),
            runs_check: deploys("check"),
        }
    }

    /// How YAML is read: by js-yaml 3 where the lock file pins a spec builder from before August 2021, else by 4.
    pub fn dialect(self) -> Dialect {
        match self.spec_builder {
            Some(version) if version < FIRST_WITH_JS_YAML_4 => Dialect::JsYaml3,
            _ => Dialect::JsYaml4,
        }
    }

    /// Whether it certainly is older than the version (`2.0.14`) that something is read since.
    pub fn is_before(self, since: &str) -> bool {
        let Some(since) = Version::parse(since) else {
            return false;
        };
        match (self.version, self.major) {
            (Some(version), _) => version < since,
            (None, Some(major)) => major < since.major,
            (None, None) => false,
        }
    }

    /// Whether it certainly is that version or newer.
    pub fn is_since(self, since: &str) -> bool {
        let Some(since) = Version::parse(since) else {
            return false;
        };
        match (self.version, self.major) {
            (Some(version), _) => version >= since,
            (None, Some(major)) => major > since.major,
            (None, None) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(text: &str) -> PackageJson {
        PackageJson::parse(text).expect("JSON")
    }

    fn of(text: &str) -> Toolchain {
        Toolchain::of(Some(&package(text)), |_| None, false)
    }

    #[test]
    fn the_tool_is_the_one_among_the_dependencies() {
        for (text, tool) in [
            (r#"{}"#, None),
            (
                r#"{"devDependencies": {"@midwayjs/cli": "^1.2.0"}}"#,
                Some(Tool::MidwayBin),
            ),
            (
                r#"{"devDependencies": {"@midwayjs/faas-cli": "*"}}"#,
                Some(Tool::F),
            ),
            (
                r#"{"dependencies": {"@midwayjs/cli": "1", "@midwayjs/faas-cli": "1"}, "scripts": {"deploy": "f deploy"}}"#,
                Some(Tool::F),
            ),
            (
                r#"{"dependencies": {"@midwayjs/cli": "1", "@midwayjs/faas-cli": "1"}, "scripts": {"x": "NODE_ENV=x npx mw dev"}}"#,
                Some(Tool::MidwayBin),
            ),
        ] {
            assert_eq!(of(text).tool, tool, "{text}");
        }
    }

    #[test]
    fn the_lock_file_knows_better_than_a_range() {
        let package = package(r#"{"devDependencies": {"@midwayjs/cli": "^1.2.0"}}"#);
        let locked = |name: &str| (name == "@midwayjs/cli").then_some(Version::new(1, 2, 78));
        let toolchain = Toolchain::of(Some(&package), locked, false);
        assert_eq!(toolchain.version, Some(Version::new(1, 2, 78)));
        assert!(toolchain.is_before("1.2.79") && toolchain.is_since("1.2.78"));
        let toolchain = Toolchain::of(Some(&package), |_| None, false);
        assert_eq!((toolchain.version, toolchain.major), (None, Some(1)));
        assert!(toolchain.is_before("2.0.14"));
        assert!(!toolchain.is_before("1.3.20") && !toolchain.is_since("1.0.0"));
    }

    #[test]
    fn scripts_tell_how_it_is_used() {
        let toolchain = of(
            r#"{"scripts": {"deploy": "cross-env A=1 midway-bin deploy --useFun", "lint": "eslint . && midway-bin check"}}"#,
        );
        assert!(toolchain.uses_fun && toolchain.runs_check);
        let plain = of(r#"{"scripts": {"check": "tsc --noEmit", "deploy": "s deploy"}}"#);
        assert!(!plain.uses_fun && !plain.runs_check);
    }

    #[test]
    fn an_s_yaml_deploys_unless_a_script_says_otherwise() {
        let with = |scripts: &str| {
            let package = package(&format!("{{\"scripts\": {{{scripts}}}}}"));
            Toolchain::of(Some(&package), |_| None, true).deploys_by_s_yaml
        };
        assert!(with(r#""deploy": "s deploy""#));
        assert!(!with(r#""deploy": "midway-bin deploy""#));
    }

    #[test]
    fn old_spec_builders_read_yaml_with_js_yaml_3() {
        for (version, dialect) in [
            (None, Dialect::JsYaml4),
            (Some(Version::new(1, 2, 78)), Dialect::JsYaml3),
            (Some(Version::new(1, 2, 79)), Dialect::JsYaml4),
        ] {
            let toolchain = Toolchain {
                spec_builder: version,
                ..Toolchain::default()
            };
            assert_eq!(toolchain.dialect(), dialect);
        }
    }
}
