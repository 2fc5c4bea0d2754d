//! From a command's argument to a run that can begin: which document, which function, which input, which tool. Nothing
//! is begun here, and nobody is waited for.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::time::Duration;

use lsp_types::{Location, Uri};
use serde_json::{Value, json};
use tower_lsp::jsonrpc::Result;

use super::convert_in::RunArgument;
use super::convert_out::Target;
use super::run_command::failed;
use super::session::{Asked, Session};
use super::uri;
use crate::lint::{Message, Severity};
use crate::message;
use crate::model::Function;
use crate::project;
use crate::run::{
    self, Action, BUILD_FOLDER, CommandLine, DEFAULT_PORT, Request, Situation, Surroundings,
};

/// How many functions are offered when one must be chosen.
const MOST_CHOICES: usize = 12;

/// What a command needs before it can run.
pub enum Preparation {
    /// Everything is there.
    Ready(Box<Prepared>),
    /// The user must say which function.
    Which(Vec<String>),
    /// It must not run.
    Refused(Message),
}

/// A run that can begin.
#[derive(Clone)]
pub struct Prepared {
    pub(super) action: Action,
    pub(super) folder: PathBuf,
    pub(super) function: Option<String>,
    pub(super) line: CommandLine,
    /// The event, where one is passed.
    pub(super) input: Option<Value>,
    /// Whether the user gave the event, so that it is to be remembered.
    pub(super) is_own_input: bool,
    pub(super) port: Option<u16>,
    pub(super) notes: Vec<Message>,
    /// What to ask before.
    pub(super) question: Option<Message>,
    /// Whether the file has problems at the level of errors.
    pub(super) has_errors: bool,
    pub(super) handler: Option<Location>,
    pub(super) limit: Option<Duration>,
    /// The tool's file and where it was found.
    pub(super) tool: Message,
    pub(super) had_build_folder: bool,
}

impl Session {
    /// Gets a run ready, without beginning it.
    ///
    /// # Errors
    /// If nothing may be run at all, or it is not clear what is meant.
    pub fn prepare(&mut self, action: Action, argument: &RunArgument) -> Result<Preparation> {
        self.check_trust()?;
        let asked = self.asked_of(argument)?;
        let Some(path) = uri::to_path(asked.uri()) else {
            return Ok(Preparation::Refused(message!(
                "The document is not stored as a file yet. Save it first.",
                "文档还没有保存为文件。请先保存。"
            )));
        };
        let folder = path.parent().unwrap_or(Path::new("/")).to_owned();
        if let Some(reason) = self.busy(&folder) {
            return Ok(Preparation::Refused(reason));
        }
        let service = asked.analysis.service();
        let function = match (&argument.function, action) {
            (Some(function), _) => Some(function.clone()),
            (None, Action::Invoke) => {
                let names: Vec<String> = service
                    .functions()
                    .iter()
                    .map(|function| function.name().into_owned())
                    .collect();
                match names.as_slice() {
                    [] => {
                        return Ok(Preparation::Refused(message!(
                            "f.yml lists no function. Name the one to invoke.",
                            "f.yml 中没有列出函数。请指明要调用的函数。"
                        )));
                    }
                    [only] => Some(only.clone()),
                    several => {
                        let offered = several.iter().take(MOST_CHOICES).cloned();
                        return Ok(Preparation::Which(offered.collect()));
                    }
                }
            }
            (None, _) => None,
        };
        let found = self.find_tool(action, &folder);
        let tool = match found {
            Ok(tool) => tool,
            Err(refusal) => return Ok(Preparation::Refused(refusal.0)),
        };
        let known = function.as_deref().and_then(|name| service.function(name));
        let input = (action == Action::Invoke)
            .then(|| {
                self.input(
                    &folder,
                    function.as_deref().unwrap_or_default(),
                    known,
                    argument,
                    &asked,
                )
            })
            .flatten();
        let trigger = trigger_for(known, argument.trigger.as_deref(), input.is_some());
        let port = match (action, argument.port) {
            (Action::Dev, wanted) => match free_port(wanted) {
                Some(port) => Some(port),
                None => {
                    return Ok(Preparation::Refused(message!(
                        "The port is in use by another program.",
                        "端口已被其他程序占用。"
                    )));
                }
            },
            _ => None,
        };
        let tests = run::test_files(&folder);
        let own_test = function
            .as_deref()
            .and_then(|name| run::test_file(&tests, name));
        let file_path = argument.data.as_ref().and_then(Value::as_str);
        let file_path = file_path.filter(|text| text.starts_with("./"));
        let request = Request {
            function: function.as_deref(),
            data: match file_path {
                Some(path) if action == Action::Invoke => Some(path.to_owned()),
                _ => input.as_ref().map(run::event_argument),
            },
            trigger: trigger.as_deref(),
            port,
            test_file: argument.file.as_deref().or(own_test.as_deref()),
        };
        let on_disk = project::read(&path).ok();
        let settings = self.settings();
        let situation = Situation {
            document: asked.analysis.document(),
            is_saved: on_disk.is_some_and(|disk| disk.text == asked.analysis.text().to_cow()),
            project: asked.analysis.project(),
            folder: &folder,
            tool: &tool,
            env: &settings.cli.env,
        };
        let checked = match run::preflight(action, &request, &situation) {
            Ok(checked) => checked,
            Err(refusal) => return Ok(Preparation::Refused(refusal.0)),
        };
        let line = CommandLine::of(action, &request, &tool, &settings.cli.env, &folder);
        let question = (action == Action::Deploy).then(|| {
            run::deploy_question(
                service,
                function.as_deref(),
                asked.analysis.problems(),
                &path.to_string_lossy(),
            )
        });
        let shown = tool.shown();
        let origin = |lang| tool.origin.shown(lang);
        let (en, zh) = (
            origin(fyml_schema::Lang::En),
            origin(fyml_schema::Lang::ZhCn),
        );
        Ok(Preparation::Ready(Box::new(Prepared {
            action,
            handler: known.and_then(|function| handler_place(function, asked.target())),
            limit: settings.timeouts.of(action),
            is_own_input: argument.data.is_some(),
            had_build_folder: folder.join(BUILD_FOLDER).exists(),
            folder,
            function,
            line,
            input,
            port,
            notes: checked.notes,
            question,
            has_errors: asked
                .analysis
                .problems()
                .iter()
                .any(|problem| problem.severity == Severity::Error),
            tool: message!("{shown} ({en})", "{shown}（{zh}）"),
        })))
    }

    /// # Errors
    /// If nothing may be run.
    pub(super) fn check_trust(&self) -> Result<()> {
        if self.settings().trusted {
            return Ok(());
        }
        let reason = message!(
            "Nothing is run in a workspace that is not trusted. Trust it in the editor, or set `fyml.trusted`.",
            "不会在未受信任的工作区中运行任何程序。请在编辑器中信任该工作区，或设置 `fyml.trusted`。"
        );
        Err(failed(reason.get(self.lang())))
    }

    /// The document that a command is about: the one it names, open or not, else the one touched last.
    pub(super) fn asked_of(&mut self, argument: &RunArgument) -> Result<Asked> {
        let found = match &argument.uri {
            Some(uri) => self
                .ask_about_half_typed(uri)
                .or_else(|| self.ask_about_closed(uri)),
            None => self.ask_about_last_touched(),
        };
        found.ok_or_else(|| {
            let reason = message!(
                "There is no f.yml to run: none is open, or the file named is not one of Midway's.",
                "没有可以运行的 f.yml：没有打开这样的文件，或者指定的文件不是 Midway 的。"
            );
            failed(reason.get(self.lang()))
        })
    }

    /// The tool that does `action` in a folder.
    fn find_tool(
        &self,
        action: Action,
        folder: &Path,
    ) -> std::result::Result<run::Tool, run::Refusal> {
        let settings = self.settings();
        let around = Surroundings::of_process();
        let find = |is_f: bool| {
            let command = action.command(is_f);
            run::find(folder, &settings.cli, settings.toolchain, command, &around)
        };
        // `f` serves by invoking; where it is missing, `midway-bin dev` does
        find(true).or_else(|refusal| match action {
            Action::Dev => find(false).map_err(|_| refusal),
            _ => Err(refusal),
        })
    }

    /// The event to invoke a function with: the user's, the one used last, the project's, a sample.
    fn input(
        &self,
        folder: &Path,
        name: &str,
        function: Option<Function<'_>>,
        argument: &RunArgument,
        asked: &Asked,
    ) -> Option<Value> {
        match &argument.data {
            Some(Value::String(text)) => {
                // the text of some JSON, or a text
                return Some(serde_json::from_str(text).unwrap_or_else(|_| json!(text)));
            }
            Some(data) => return Some(data.clone()),
            None => {}
        }
        let written = || {
            let files = run::event_files(folder, name);
            files.first().and_then(run::read_event)
        };
        let sample = || {
            run::sample(
                function?,
                argument.trigger.as_deref(),
                asked.analysis.cloud()?,
            )
        };
        self.runs
            .input(folder, name)
            .cloned()
            .or_else(written)
            .or_else(sample)
    }
}

/// The trigger to pass. Only for requests `f` makes the event itself; for its other trigger types it ignores the data
/// it is given, unless it is told that they are plain events.
fn trigger_for(
    function: Option<Function<'_>>,
    wanted: Option<&str>,
    has_input: bool,
) -> Option<String> {
    if let Some(trigger) = wanted {
        return Some(match run::is_request(trigger) {
            true => trigger.to_owned(),
            false => "event".to_owned(),
        });
    }
    let first = function?.triggers().first().map(|trigger| trigger.name());
    let is_request = first.is_some_and(|name| run::is_request(&name));
    (has_input && !is_request).then(|| "event".to_owned())
}

fn handler_place(function: Function<'_>, target: Target<'_>) -> Option<Location> {
    Some(Location {
        uri: Uri(target.uri.to_owned()),
        range: target.range(function.handler()?.value.span()),
    })
}

/// The port that is asked for, if it is free; else the first free one from the default on.
fn free_port(wanted: Option<u16>) -> Option<u16> {
    let is_free = |port: &u16| {
        TcpListener::bind(("127.0.0.1", *port)).is_ok()
            && TcpListener::bind(("0.0.0.0", *port)).is_ok()
    };
    match wanted {
        Some(port) => Some(port).filter(is_free),
        None => (DEFAULT_PORT..DEFAULT_PORT + 100).find(is_free),
    }
}
