//! From a command to a run: which function, which input, what to ask first, and the thread it runs on. The worker only
//! prepares and takes note; it never waits for a run or for the user.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use lsp_types::{Location, MessageType, Uri};
use serde_json::{Value, json};
use tokio::sync::oneshot;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};

use super::convert_in::RunArgument;
use super::convert_out::Target;
use super::run_report::RunReport;
use super::run_result::{Ended, Sources};
use super::runs::Going;
use super::server::Server;
use super::session::{Asked, Session};
use super::uri;
use crate::lint::{Message, Severity};
use crate::message;
use crate::model::Function;
use crate::project;
use crate::run::{
    self, Action, BUILD_FOLDER, CommandLine, DEFAULT_PORT, Limits, Request, Situation, Stop,
    Stream, Supervisor, Surroundings, Transcript,
};

/// LSP's `RequestFailed`: well-formed, but it could not be done.
const REQUEST_FAILED: i64 = -32803;
/// How many functions are offered when one must be chosen.
const MOST_CHOICES: usize = 12;
/// How often a local server's port is tried.
const PORT_EVERY: Duration = Duration::from_millis(250);

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
    action: Action,
    folder: PathBuf,
    function: Option<String>,
    line: CommandLine,
    /// The event, where one is passed.
    input: Option<Value>,
    /// Whether the user gave the event, so that it is to be remembered.
    is_own_input: bool,
    port: Option<u16>,
    notes: Vec<Message>,
    /// What to ask before.
    question: Option<Message>,
    /// Whether the file has problems at the level of errors.
    has_errors: bool,
    handler: Option<Location>,
    limit: Option<Duration>,
    /// The tool's file and where it was found.
    tool: Message,
    had_build_folder: bool,
}

/// A run that has begun, or the answer to one that must not.
type Begun = std::result::Result<oneshot::Receiver<Value>, Value>;

impl Server {
    /// Runs what a command asks for and waits for its result. If the request is cancelled, the run is stopped.
    pub async fn run(
        &self,
        action: Action,
        mut argument: RunArgument,
        token: Option<Value>,
    ) -> Result<Value> {
        let prepared = loop {
            let asked = argument.clone();
            let job = self.worker.ask(move |session, _| {
                let preparation = session.prepare(action, &asked);
                preparation.map(|preparation| (preparation, session.to_client(), session.lang()))
            });
            let (preparation, to_client, lang) = job.await??;
            match preparation {
                Preparation::Ready(prepared) => break prepared,
                Preparation::Refused(reason) => {
                    let job = self.worker.ask(move |session, _| session.refused(&reason));
                    return job.await;
                }
                Preparation::Which(functions) => {
                    let question = message!("Which function?", "选择哪个函数？");
                    let choice = to_client
                        .ask_user(question.get(lang).to_owned(), &functions)
                        .await;
                    let Some(choice) = choice.filter(|choice| functions.contains(choice)) else {
                        let names = functions.join(", ");
                        let reason = message!(
                            "Name the function: one of {names}.",
                            "请指明函数：{names} 之一。"
                        );
                        return Err(failed(reason.get(lang)));
                    };
                    argument.function = Some(choice);
                }
            }
        };
        if let Some(question) = &prepared.question {
            let job = self
                .worker
                .ask(|session, _| (session.to_client(), session.lang()));
            let (to_client, lang) = job.await?;
            let yes = if prepared.has_errors {
                message!("Deploy anyway", "仍然部署")
            } else {
                message!("Deploy", "部署")
            };
            let no = message!("Cancel", "取消");
            let choices = [yes.get(lang).to_owned(), no.get(lang).to_owned()];
            let choice = to_client
                .ask_user(question.get(lang).to_owned(), &choices)
                .await;
            if choice.as_deref() != Some(yes.get(lang)) {
                return Ok(refusal(
                    message!("Not deployed: not confirmed.", "未部署：没有确认。").get(lang),
                ));
            }
        }
        let job = self
            .worker
            .ask(|session, _| (session.to_client(), session.new_run()));
        let (to_client, (run, shows_progress)) = job.await?;
        let token = match token {
            Some(token) => Some(token),
            None if shows_progress => to_client.create_progress(run).await,
            None => None,
        };
        let job = self
            .worker
            .ask(move |session, _| session.begin(run, *prepared, token));
        match job.await?? {
            Ok(result) => result
                .await
                .map_err(|_| failed("the run was lost; the server's log tells more")),
            Err(refused) => Ok(refused),
        }
    }
}

fn failed(reason: &str) -> Error {
    Error {
        code: ErrorCode::ServerError(REQUEST_FAILED),
        message: reason.to_owned().into(),
        data: None,
    }
}

/// The `RunResult` of what was never begun.
fn refusal(reason: &str) -> Value {
    json!({"ok": false, "exitCode": null, "durationMs": 0, "output": "", "error": reason})
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
    fn check_trust(&self) -> Result<()> {
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
    fn asked_of(&mut self, argument: &RunArgument) -> Result<Asked> {
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

    /// Everything that can be run for a document, as data.
    ///
    /// # Errors
    /// If nothing may be run, or there is no document.
    pub fn runnables(&mut self, argument: &RunArgument) -> Result<Value> {
        self.check_trust()?;
        let asked = self.asked_of(argument)?;
        let Some(folder) =
            uri::to_path(asked.uri()).and_then(|path| path.parent().map(Path::to_owned))
        else {
            return Ok(json!([]));
        };
        let settings = self.settings();
        let found = run::runnables(
            asked.analysis.service(),
            &folder,
            &settings.cli,
            settings.toolchain,
            &Surroundings::of_process(),
        );
        let lang = self.lang();
        let shown = found.into_iter().map(|runnable| {
            let inputs: Vec<Value> = runnable
                .inputs
                .iter()
                .map(|(name, event)| json!({"label": name, "data": event}))
                .collect();
            json!({
                "kind": runnable.action.as_str(),
                "function": runnable.function,
                "label": runnable.label.get(lang),
                "program": runnable.line.program.to_string_lossy(),
                "args": runnable.line.args,
                "cwd": runnable.line.cwd.to_string_lossy(),
                "env": runnable.line.env,
                "inputs": inputs,
            })
        });
        Ok(shown.collect())
    }

    /// Stops a run: the one of this number, or the only one. Gives what it is, and what fails when it has ended.
    ///
    /// # Errors
    /// If there is none.
    pub fn cancel_run(&mut self, run: Option<u64>) -> Result<(String, oneshot::Receiver<()>)> {
        self.runs.stop(run).ok_or_else(|| {
            let reason = message!("There is no such run.", "没有这样的运行任务。");
            failed(reason.get(self.lang()))
        })
    }

    /// Why nothing can begin in a folder for the moment.
    fn busy(&self, folder: &Path) -> Option<Message> {
        let (run, going) = self.runs.in_folder(folder)?;
        let what = going.what();
        Some(message!(
            "`{what}` is running in this folder (run {run}). The toolchain can do one thing at a time there: stop it first.",
            "此目录中正在运行 `{what}`（任务 {run}）。工具链在同一目录中一次只能做一件事，请先停止它。"
        ))
    }

    /// A number for a run, and whether the client shows progress.
    fn new_run(&mut self) -> (u64, bool) {
        (self.runs.next(), self.capabilities().work_done_progress)
    }

    /// The result of a run that was refused; clients that show no results are told in a message.
    fn refused(&mut self, reason: &Message) -> Value {
        let reason = reason.get(self.lang());
        if !self.capabilities().run_output {
            self.to_client().show_message(MessageType::Error, reason);
        }
        refusal(reason)
    }

    /// Begins a run on a thread of its own.
    ///
    /// # Errors
    /// If nothing may be run any more, or there is no thread for it.
    fn begin(&mut self, run: u64, prepared: Prepared, token: Option<Value>) -> Result<Begun> {
        // much time may have passed since it was prepared: somebody was asked
        self.check_trust()?;
        if let Some(reason) = self.busy(&prepared.folder) {
            return Ok(Err(self.refused(&reason)));
        }
        let stop = Stop::default();
        let going = Going {
            folder: prepared.folder.clone(),
            action: prepared.action,
            function: prepared.function.clone(),
            stop: stop.clone(),
            token: token.clone(),
            waiting: Vec::new(),
        };
        let what = going.what();
        self.runs.begin(run, going);
        if prepared.is_own_input
            && let (Some(function), Some(event)) = (&prepared.function, &prepared.input)
        {
            self.runs
                .remember(&prepared.folder, function, event.clone());
        }
        self.unmark(&prepared.folder);
        self.lenses_changed();
        let (sender, receiver) = oneshot::channel();
        let to_client = self.to_client();
        let (lang, streams) = (self.lang(), self.capabilities().run_output);
        let report = RunReport::begin(
            to_client.clone(),
            lang,
            run,
            streams,
            token,
            &format!("fyml {what}"),
        );
        let thread = std::thread::Builder::new().name(format!("run {run}"));
        let started = thread.spawn(move || {
            RunThread {
                run,
                what,
                prepared: Arc::new(prepared),
                stop,
                report,
                sender: Some(sender),
            }
            .work(&to_client, lang);
        });
        match started {
            Ok(_) => Ok(Ok(receiver)),
            Err(error) => {
                self.runs.end(run);
                Err(failed(&error.to_string()))
            }
        }
    }

    /// Takes away the diagnostics of the last run in a folder.
    fn unmark(&mut self, folder: &Path) {
        for uri in self.runs.mark(folder, Default::default()) {
            self.to_client().publish_diagnostics(&uri, None, Vec::new());
        }
    }

    /// Takes note of a run that is over and tells everybody.
    fn run_ended(&mut self, ended: &Ended<'_>, folder: &Path) -> Value {
        self.runs.end(ended.run);
        let lang = self.lang();
        let mut sources = Sources::new(self.capabilities().encoding);
        let result = ended.result(lang, &mut sources);
        let diagnostics = ended.diagnostics(&mut sources);
        self.unmark(folder);
        let uris = diagnostics.keys().cloned().collect();
        self.runs.mark(folder, uris);
        for (uri, diagnostics) in diagnostics {
            self.to_client()
                .publish_diagnostics(&uri, None, diagnostics);
        }
        self.lenses_changed();
        let to_client = self.to_client();
        if self.capabilities().run_output {
            to_client.run_ended(ended.run, &result);
        } else {
            to_client.log_message(&ended.output.all);
            let kind = if ended.outcome.is_ok {
                MessageType::Info
            } else {
                MessageType::Error
            };
            to_client.show_message(kind, &ended.summary(lang, folder));
            if let Some(place) = ended.location(&mut sources)
                && self.capabilities().show_document
            {
                to_client.show_place(place.uri.0, place.range);
            }
        }
        result
    }
}

/// A run on its own thread.
struct RunThread {
    run: u64,
    what: String,
    prepared: Arc<Prepared>,
    stop: Stop,
    report: RunReport,
    /// Who waits for the result; a local server is answered for when its port answers.
    sender: Option<oneshot::Sender<Value>>,
}

impl RunThread {
    fn work(mut self, to_client: &super::to_client::ToClient, lang: fyml_schema::Lang) {
        let begin = Instant::now();
        let prepared = Arc::clone(&self.prepared);
        self.report.say(&format!(
            "> {} {}",
            prepared.tool.get(lang),
            prepared.line.args.join(" ")
        ));
        for note in &prepared.notes {
            self.report.say(note.get(lang));
        }
        let limits = Limits {
            time: prepared.limit,
            stop: self.stop.clone(),
        };
        let mut transcript = Transcript::default();
        let mut port_tried = Instant::now();
        let supervisor = Supervisor::of_process();
        let end = run::run(
            &prepared.line,
            &limits,
            supervisor.as_ref(),
            &mut |stream, bytes| {
                let text = transcript.push(stream, bytes);
                self.report.hear(stream, text);
                if self.sender.as_ref().is_some_and(oneshot::Sender::is_closed) {
                    // the request was cancelled
                    self.stop.request();
                }
                if let Some(port) = prepared.port
                    && self.sender.is_some()
                    && port_tried.elapsed() > PORT_EVERY
                {
                    port_tried = Instant::now();
                    if is_answering(port) {
                        self.answer(
                            json!({"url": format!("http://127.0.0.1:{port}"), "runId": self.run}),
                        );
                    }
                }
            },
        );
        let end = end.unwrap_or_else(|error| {
            transcript.push(
                Stream::Err,
                format!("{}: {error}\n", prepared.line.program.display()).as_bytes(),
            );
            run::End::Exited(127)
        });
        let output = transcript.finish();
        let outcome = run::outcome::judge(prepared.action, end, &output, &prepared.folder);
        if outcome.exit_code.is_none() && !prepared.had_build_folder {
            remove_build_folder(&prepared.folder);
        }
        let (run, duration, what) = (self.run, begin.elapsed(), self.what);
        let (report, sender) = (self.report, self.sender);
        to_client.post(move |session| {
            let ended = Ended {
                run,
                what: &what,
                outcome: &outcome,
                output: &output,
                duration,
                input: prepared.input.as_ref(),
                notes: &prepared.notes,
                handler: prepared.handler.as_ref(),
            };
            report.end(&ended.summary(session.lang(), &prepared.folder));
            let result = session.run_ended(&ended, &prepared.folder);
            if let Some(sender) = sender {
                // fails if the request was cancelled
                let _ = sender.send(result);
            }
        });
    }

    fn answer(&mut self, value: Value) {
        if let Some(sender) = self.sender.take() {
            let _ = sender.send(value);
        }
    }
}

/// What an interrupted `f invoke` leaves behind. A link in its place is left alone.
fn remove_build_folder(folder: &Path) {
    let path = folder.join(BUILD_FOLDER);
    let is_folder = path
        .symlink_metadata()
        .is_ok_and(|metadata| metadata.is_dir());
    if is_folder && let Err(error) = std::fs::remove_dir_all(&path) {
        tracing::warn!("{}: {error}", path.display());
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

fn is_answering(port: u16) -> bool {
    let address = std::net::SocketAddr::from(([127, 0, 0, 1], port));
    std::net::TcpStream::connect_timeout(&address, Duration::from_millis(50)).is_ok()
}
