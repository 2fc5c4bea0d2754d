//! What is run, as a program with its arguments.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use fyml_schema::ToolCommand;
use serde_json::Value;

use super::Tool;

/// What can be run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// One function, once, on this machine.
    Invoke,
    /// The same under a debugger; only clients can do that.
    Debug,
    /// A local server for all http functions.
    Dev,
    /// The project's tests.
    Test,
    /// Building what would be deployed.
    Package,
    /// Deploying.
    Deploy,
}

impl Action {
    /// All of them.
    pub const ALL: [Action; 6] = [
        Action::Invoke,
        Action::Debug,
        Action::Dev,
        Action::Test,
        Action::Package,
        Action::Deploy,
    ];

    /// The action of this name.
    pub fn from_name(name: &str) -> Option<Action> {
        Action::ALL
            .into_iter()
            .find(|action| action.as_str() == name)
    }

    /// Its name in the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Action::Invoke => "invoke",
            Action::Debug => "debug",
            Action::Dev => "dev",
            Action::Test => "test",
            Action::Package => "package",
            Action::Deploy => "deploy",
        }
    }

    /// The command that does it. `f` has no `dev`: its `invoke` with a port is one.
    pub fn command(self, is_f: bool) -> ToolCommand {
        match self {
            Action::Invoke | Action::Debug => ToolCommand::Invoke,
            Action::Dev if is_f => ToolCommand::Invoke,
            Action::Dev => ToolCommand::Dev,
            Action::Test => ToolCommand::Test,
            Action::Package => ToolCommand::Package,
            Action::Deploy => ToolCommand::Deploy,
        }
    }
}

/// What is asked for.
#[derive(Debug, Clone, Default)]
pub struct Request<'a> {
    /// The function's name, where it is about one.
    pub function: Option<&'a str>,
    /// The text for `--data`; see [`event_argument`].
    pub data: Option<String>,
    /// The trigger type that the tool shall take the event for.
    pub trigger: Option<&'a str>,
    /// The port of the local server.
    pub port: Option<u16>,
    /// A test file, from the project's folder.
    pub test_file: Option<&'a str>,
}

/// A program with its arguments: nothing in it is ever read by a shell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandLine {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub args: Vec<String>,
    /// The folder it runs in: that of the f.yml.
    pub cwd: PathBuf,
    /// Environment variables to set besides those that are there.
    pub env: BTreeMap<String, String>,
}

/// How long the text of an event may be, in bytes. Windows takes 32,767 characters for a whole command line, Linux
/// 131,072 bytes for one argument.
pub const MAX_DATA: usize = if cfg!(windows) { 24_000 } else { 100_000 };

/// The value for `--data` that hands `event` to the handler. The tool spreads a list over the handler's arguments, so
/// a list is wrapped once more.
pub fn event_argument(event: &Value) -> String {
    if event.is_array() {
        Value::Array(vec![event.clone()]).to_string()
    } else {
        event.to_string()
    }
}

impl CommandLine {
    /// What does `action` with `tool` for the service in `folder`.
    ///
    /// Values are joined to their option (`--function=NAME`), so that none that begins with `-` is taken for an option
    /// itself. `--yes` is never passed: a deployment must be able to ask.
    pub fn of(
        action: Action,
        request: &Request<'_>,
        tool: &Tool,
        env: &BTreeMap<String, String>,
        folder: &Path,
    ) -> CommandLine {
        let mut args = tool.args.clone();
        args.push(action.command(tool.is_f).as_str().to_owned());
        args.extend(tool.user_args.iter().cloned());
        let mut option = |name: &str, value: &str| args.push(format!("--{name}={value}"));
        match action {
            Action::Invoke | Action::Debug => {
                if let Some(function) = request.function {
                    option("function", function);
                }
                if let Some(trigger) = request.trigger {
                    option("trigger", trigger);
                }
                if let Some(data) = &request.data {
                    option("data", data);
                }
            }
            Action::Dev => {
                if let Some(port) = request.port {
                    option("port", &port.to_string());
                }
                if !tool.is_f {
                    args.push("--ts".to_owned());
                }
            }
            Action::Test => {
                if let Some(file) = request.test_file {
                    option("f", file);
                }
            }
            Action::Package | Action::Deploy => {
                if let Some(function) = request.function {
                    option("function", function);
                }
            }
        }
        CommandLine {
            program: tool.program.clone(),
            args,
            cwd: folder.to_owned(),
            env: env.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::run::Origin;

    fn args(action: Action, request: &Request<'_>) -> Vec<String> {
        let tool = Tool {
            is_f: true,
            program: PathBuf::from("/p/f"),
            args: Vec::new(),
            user_args: vec!["--verbose".to_owned()],
            entry: None,
            origin: Origin::Setting,
        };
        CommandLine::of(action, request, &tool, &BTreeMap::new(), Path::new("/p")).args
    }

    #[test]
    fn names_are_data_whatever_they_look_like() {
        for name in [
            "a b", "--help", "-f", "$(id)", "a;b", "%PATH%", "\"", "中文", "a\nb", "a=b",
        ] {
            let request = Request {
                function: Some(name),
                ..Request::default()
            };
            assert_eq!(
                args(Action::Invoke, &request),
                ["invoke", "--verbose", &format!("--function={name}")]
            );
            let deploy = args(Action::Deploy, &request);
            assert_eq!(
                deploy,
                ["deploy", "--verbose", &format!("--function={name}")]
            );
        }
    }

    #[test]
    fn a_list_stays_one_event() {
        assert_eq!(event_argument(&json!([1, 2])), "[[1,2]]");
        assert_eq!(event_argument(&json!({"a": [1]})), r#"{"a":[1]}"#);
    }

    #[test]
    fn f_serves_by_invoking() {
        let request = Request {
            port: Some(3000),
            ..Request::default()
        };
        assert_eq!(
            args(Action::Dev, &request),
            ["invoke", "--verbose", "--port=3000"]
        );
    }
}
