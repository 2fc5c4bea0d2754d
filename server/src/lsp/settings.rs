//! The user's settings, from `initializationOptions.fyml` and the configuration section `fyml`. Read leniently: a
//! value of the wrong type is left out, with a line in the log.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value};

use super::capabilities::Capabilities;
use super::handlers::command_names;
use crate::ide::{HintKind, LensKind};
use crate::lint::{Level, Settings, Severity, Tool, rules};
use crate::run::{Action, Cli, Toolchain};

/// The configuration section.
pub const SECTION: &str = "fyml";

/// What the user chose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserSettings {
    /// Severity of single rules.
    pub lint: Arc<Settings>,
    /// Whether anything may be run. Without it no program is started.
    pub trusted: bool,
    /// How the toolchain is called.
    pub cli: Cli,
    /// Which toolchain runs the service.
    pub toolchain: Toolchain,
    /// Lenses that are switched on or off, by kind.
    pub lenses: BTreeMap<String, bool>,
    /// Inlay hints that are switched on or off, by kind.
    pub inlay_hints: BTreeMap<String, bool>,
    /// How long runs may take.
    pub timeouts: Timeouts,
}

/// How long runs may take, in seconds; 0 for as long as they like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// `invoke`.
    pub invoke: u32,
    /// `test`.
    pub test: u32,
    /// `package`.
    pub package: u32,
    /// `deploy`.
    pub deploy: u32,
}

impl Default for Timeouts {
    fn default() -> Timeouts {
        Timeouts {
            invoke: 60,
            test: 600,
            package: 600,
            deploy: 1800,
        }
    }
}

impl Timeouts {
    /// The limit for an action; a local server has none.
    pub fn of(self, action: Action) -> Option<Duration> {
        let seconds = match action {
            Action::Invoke => self.invoke,
            Action::Test => self.test,
            Action::Package => self.package,
            Action::Deploy => self.deploy,
            Action::Dev | Action::Debug => 0,
        };
        (seconds > 0).then(|| Duration::from_secs(seconds.into()))
    }
}

impl Default for UserSettings {
    fn default() -> UserSettings {
        UserSettings {
            lint: Arc::default(),
            trusted: true,
            cli: Cli::default(),
            toolchain: Toolchain::default(),
            lenses: BTreeMap::new(),
            inlay_hints: BTreeMap::new(),
            timeouts: Timeouts::default(),
        }
    }
}

impl UserSettings {
    /// The inlay hints to show.
    pub fn hint_kinds(&self) -> BTreeSet<HintKind> {
        let is_on = |kind: &HintKind| {
            let switch = self.inlay_hints.get(kind.as_str());
            switch.copied().unwrap_or(true)
        };
        HintKind::ALL.into_iter().filter(is_on).collect()
    }

    /// The lenses to show. Without trust none that runs something; for a document that is no file neither.
    pub fn lens_kinds(&self, capabilities: &Capabilities, is_file: bool) -> BTreeSet<LensKind> {
        let is_able = |kind: &LensKind| match kind {
            LensKind::Debug => capabilities.debug,
            LensKind::Preview => command_names().any(|name| name == "fyml.preview"),
            _ => true,
        };
        let is_on = |kind: &LensKind| self.lenses.get(kind.as_str()).copied().unwrap_or(true);
        let may = |kind: &LensKind| !kind.runs() || (self.trusted && is_file);
        let kinds = LensKind::ALL.into_iter();
        kinds
            .filter(|kind| is_able(kind) && is_on(kind) && may(kind))
            .collect()
    }
}

/// The settings as they arrived: what `initialize` brought, and what the client said since. The later one wins, member
/// by member.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    initial: Map<String, Value>,
    live: Map<String, Value>,
}

impl Sources {
    /// Takes `initializationOptions`.
    pub fn set_initial(&mut self, options: &Value) {
        self.initial = section(options);
    }

    /// Takes the answer to `workspace/configuration` for [`SECTION`].
    pub fn set_section(&mut self, section: &Value) {
        self.live = section.as_object().cloned().unwrap_or_default();
    }

    /// Takes the `settings` of `workspace/didChangeConfiguration`; says whether there was a section for us.
    pub fn set_pushed(&mut self, settings: &Value) -> bool {
        let has_section = settings.get(SECTION).is_some_and(Value::is_object);
        if has_section {
            self.live = section(settings);
        }
        has_section
    }

    /// What they say together.
    pub fn read(&self) -> UserSettings {
        let mut all = self.initial.clone();
        all.extend(
            self.live
                .clone()
                .into_iter()
                .filter(|(_, value)| !value.is_null()),
        );
        read(&all)
    }
}

fn section(settings: &Value) -> Map<String, Value> {
    settings
        .get(SECTION)
        .and_then(Value::as_object)
        .cloned()
        .unwrap_or_default()
}

fn read(settings: &Map<String, Value>) -> UserSettings {
    let mut read = UserSettings::default();
    let mut levels = BTreeMap::new();
    for (name, value) in settings {
        match name.as_str() {
            "rules" => levels = lint_levels(value),
            "trusted" => match value.as_bool() {
                Some(trusted) => read.trusted = trusted,
                // What cannot be understood must not open a door.
                None => {
                    wrong(name, value);
                    read.trusted = false;
                }
            },
            "cli" => read.cli = cli(value),
            "toolchain" => match value.as_str() {
                Some("auto") => read.toolchain = Toolchain::Auto,
                Some("f") => read.toolchain = Toolchain::F,
                Some("midway-bin") => read.toolchain = Toolchain::MidwayBin,
                _ => wrong(name, value),
            },
            "lenses" => {
                read.lenses = members(name, value, |value| value.as_bool());
            }
            "inlayHints" => {
                read.inlay_hints = members(name, value, |value| value.as_bool());
            }
            "timeouts" => read.timeouts = timeouts(value),
            // other members may belong to the editor's own extension
            _ => {}
        }
    }
    read.lint = Arc::new(Settings {
        levels,
        tool: match read.toolchain {
            Toolchain::Auto => None,
            Toolchain::F => Some(Tool::F),
            Toolchain::MidwayBin => Some(Tool::MidwayBin),
        },
        ..Settings::default()
    });
    read
}

fn lint_levels(value: &Value) -> BTreeMap<String, Level> {
    let levels = members("rules", value, |value| match value.as_str()? {
        "off" => Some(Level::Off),
        name => Severity::from_name(name).map(Level::On),
    });
    for code in levels.keys() {
        if rules::by_code(code).is_none() {
            tracing::warn!("setting fyml.rules: there is no rule {code:?}");
        }
    }
    levels
}

fn cli(value: &Value) -> Cli {
    let mut cli = Cli::default();
    let Some(fields) = value.as_object() else {
        wrong("cli", value);
        return cli;
    };
    for (name, value) in fields {
        match name.as_str() {
            "path" => match value.as_str() {
                Some(path) => cli.path = (!path.is_empty()).then(|| path.to_owned()),
                None if value.is_null() => {}
                None => wrong("cli.path", value),
            },
            "args" => match value.as_array() {
                Some(args) if args.iter().all(Value::is_string) => {
                    cli.args = args
                        .iter()
                        .filter_map(Value::as_str)
                        .map(str::to_owned)
                        .collect();
                }
                _ => wrong("cli.args", value),
            },
            "env" => {
                cli.env = members("cli.env", value, |value| match value {
                    Value::String(text) => Some(text.clone()),
                    Value::Number(number) => Some(number.to_string()),
                    _ => None,
                });
            }
            _ => {}
        }
    }
    cli
}

fn timeouts(value: &Value) -> Timeouts {
    let seconds = members("timeouts", value, |value| {
        let seconds = value.as_u64()?;
        u32::try_from(seconds).ok()
    });
    let default = Timeouts::default();
    let of = |name: &str, default: u32| seconds.get(name).copied().unwrap_or(default);
    Timeouts {
        invoke: of("invoke", default.invoke),
        test: of("test", default.test),
        package: of("package", default.package),
        deploy: of("deploy", default.deploy),
    }
}

/// The members of an object that `read` understands.
fn members<T>(
    name: &str,
    value: &Value,
    read: impl Fn(&Value) -> Option<T>,
) -> BTreeMap<String, T> {
    let Some(fields) = value.as_object() else {
        if !value.is_null() {
            wrong(name, value);
        }
        return BTreeMap::new();
    };
    fields
        .iter()
        .filter_map(|(key, value)| {
            let understood = read(value);
            if understood.is_none() {
                wrong(&format!("{name}.{key}"), value);
            }
            Some((key.clone(), understood?))
        })
        .collect()
}

fn wrong(name: &str, value: &Value) {
    tracing::warn!("setting fyml.{name} is not understood and ignored: {value}");
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn initial(options: Value) -> UserSettings {
        let mut sources = Sources::default();
        sources.set_initial(&options);
        sources.read()
    }

    #[test]
    fn everything_can_be_set() {
        let settings = initial(json!({"fyml": {
            "trusted": false,
            "cli": {"path": "/opt/f", "args": ["--verbose"], "env": {"A": "1", "B": 2}},
            "toolchain": "midway-bin",
            "lenses": {"deploy": false},
            "inlayHints": {"cron": false, "route": true},
            "timeouts": {"invoke": 5, "deploy": 0},
            "rules": {"provider-unknown": "off", "aliyun-apigw-ignored": "error"},
        }}));
        assert!(!settings.trusted);
        assert_eq!(settings.cli.path.as_deref(), Some("/opt/f"));
        assert_eq!(settings.cli.args, ["--verbose"]);
        assert_eq!(settings.cli.env["B"], "2");
        assert_eq!(settings.toolchain, Toolchain::MidwayBin);
        assert_eq!(settings.lint.tool, Some(Tool::MidwayBin));
        assert!(!settings.lenses["deploy"]);
        let hints = [HintKind::Defaults, HintKind::Route, HintKind::Methods];
        assert_eq!(settings.hint_kinds(), hints.into());
        assert_eq!(
            settings.timeouts.of(Action::Invoke),
            Some(Duration::from_secs(5))
        );
        assert_eq!(settings.timeouts.of(Action::Deploy), None);
        assert_eq!(settings.lint.levels["provider-unknown"], Level::Off);
        assert_eq!(
            settings.lint.levels["aliyun-apigw-ignored"],
            Level::On(Severity::Error)
        );
    }

    #[test]
    fn wrong_types_leave_the_default() {
        for options in [
            json!(null),
            json!([]),
            json!({"fyml": "text"}),
            json!({"fyml": {"rules": [], "cli": 3, "toolchain": "npm", "lenses": true}}),
            json!({"fyml": {"rules": null, "cli": {"path": 1, "args": "x", "env": []}}}),
            json!({"fyml": {"cli": {"args": ["a", 1]}, "lenses": {"x": "y"}, "timeouts": {"invoke": -1}}}),
            json!({"fyml": {"rules": {"provider-unknown": 3}}}),
        ] {
            assert_eq!(
                initial(options.clone()),
                UserSettings::default(),
                "{options}"
            );
        }
        assert!(!initial(json!({"fyml": {"trusted": "yes"}})).trusted);
    }

    #[test]
    fn what_is_said_later_wins_member_by_member() {
        let mut sources = Sources::default();
        sources.set_initial(&json!({"fyml": {"trusted": false, "toolchain": "f"}}));
        assert!(!sources.set_pushed(&json!({"other": {}})));
        sources.set_section(&json!({"toolchain": "midway-bin", "trusted": null}));
        let settings = sources.read();
        assert!(!settings.trusted);
        assert_eq!(settings.toolchain, Toolchain::MidwayBin);
        sources.set_section(&Value::Null);
        assert_eq!(sources.read().toolchain, Toolchain::F);
    }
}
