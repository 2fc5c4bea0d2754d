//! Somebody's long day: one server, many documents under edit, runs that come and go, settings that change; and what
//! of it stays in the server's process.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::client::Client;
use crate::editing::{Change, Editor, documents};
use crate::questions::params;
use crate::{Folder, Random, fake_project};

/// How many documents are open and edited.
pub const DOCUMENTS: usize = 50;
/// How long the pause between two edits is: somebody types quickly, and the machine has other work too.
const PAUSE: Duration = Duration::from_millis(20);
/// How often the process is looked at.
const BETWEEN_SAMPLES: Duration = Duration::from_secs(10);

/// A service that is run. It is never edited: what is not saved is not run.
const RUN: &str = "service: shop\nprovider:\n  name: aliyun\nfunctions:\n  tick:\n    handler: a.b\n    events:\n      - timer:\n          type: every\n          value: 5m\n";

/// The server's process at one moment between two steps.
#[derive(Debug, Clone, Copy)]
pub struct Sample {
    /// Since the start.
    pub at: Duration,
    /// Resident memory, in KiB.
    pub resident: u64,
    /// Open file descriptors.
    pub descriptors: usize,
    /// Threads.
    pub threads: usize,
    /// Processes it has started, directly or not, that are still there.
    pub children: usize,
}

/// What happened.
#[derive(Debug, Default)]
pub struct Report {
    /// `didChange` notifications.
    pub edits: usize,
    /// Requests that were answered.
    pub answers: usize,
    /// Runs that began.
    pub runs: usize,
    /// Documents that were closed and opened again.
    pub reopened: usize,
    /// Settings that were changed.
    pub settings: usize,
    /// Further servers that were started and ended.
    pub servers: usize,
    /// The process, every ten seconds.
    pub samples: Vec<Sample>,
}

impl Report {
    /// The mean resident memory of the samples between two moments, in KiB; `None` without any.
    pub fn resident(&self, from: Duration, to: Duration) -> Option<u64> {
        let samples = self
            .samples
            .iter()
            .filter(|sample| (from..=to).contains(&sample.at));
        let resident: Vec<u64> = samples.map(|sample| sample.resident).collect();
        let count = u64::try_from(resident.len())
            .ok()
            .filter(|&count| count > 0)?;
        Some(resident.iter().sum::<u64>() / count)
    }
}

/// Works with this program for so long. Prints a line for every minute.
///
/// # Panics
/// If the server fails a request that must not fail, or says something malformed.
pub fn work(program: &Path, duration: Duration) -> Report {
    let mut day = Day::begin(program);
    let mut sampled = Duration::ZERO;
    let mut minute = 0;
    while day.start.elapsed() < duration {
        day.step();
        if day.start.elapsed() >= sampled {
            sampled = day.start.elapsed() + BETWEEN_SAMPLES;
            let sample = day.sample();
            day.report.samples.push(sample);
            if sample.at.as_secs() / 60 >= minute {
                minute = sample.at.as_secs() / 60 + 1;
                println!(
                    "{:>4} s  {sample:?}  {} edits",
                    sample.at.as_secs(),
                    day.report.edits
                );
            }
        }
        std::thread::sleep(PAUSE);
    }
    day.end()
}

/// A document under edit.
struct Open {
    uri: String,
    /// As it began.
    text: String,
    editor: Editor,
    version: i32,
}

impl Open {
    /// Whether so much has been typed that it should begin anew: memory is to be compared, so texts must not grow.
    fn has_grown(&self) -> bool {
        self.editor.text().len() > 2 * self.text.len() + 200
    }
}

struct Day {
    program: PathBuf,
    client: Client,
    start: Instant,
    random: Random,
    folder: Folder,
    documents: Vec<Open>,
    /// Whose f.yml is run.
    run_uri: String,
    report: Report,
}

impl Day {
    fn begin(program: &Path) -> Day {
        let folder = fake_project(&[("f.yml", RUN), ("package.json", "{}")]);
        let root = folder.path().canonicalize().expect("it is there");
        let capabilities = json!({
            "workspace": {
                "workspaceFolders": true,
                "didChangeWatchedFiles": {"dynamicRegistration": true},
                "codeLens": {"refreshSupport": true},
            },
            "textDocument": {
                "publishDiagnostics": {"relatedInformation": true, "versionSupport": true},
                "codeLens": {},
                "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}},
                "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
            },
            "window": {"workDoneProgress": true},
            "experimental": {"fymlRunOutput": true},
        });
        let root_uri = format!("file://{}", root.display());
        let mut client = Client::start_command(Command::new(program).arg("server"));
        let initialize = json!({
            "processId": std::process::id(), "rootUri": root_uri, "capabilities": capabilities,
            "workspaceFolders": [{"uri": root_uri, "name": "soak"}],
            "initializationOptions": {"fyml": {"cli": {"env": {"FAKE_F": "good"}}}},
        });
        client.request("initialize", initialize);
        client.notify("initialized", json!({}));
        client.answer_request("client/registerCapability", Value::Null);
        let run_uri = format!("{root_uri}/f.yml");
        client.open(&run_uri, RUN);
        let texts = documents();
        let mut random = Random::new(5);
        let documents = (0..DOCUMENTS).map(|number| {
            let text = &texts[random.below(texts.len())];
            let uri = format!("{root_uri}/member{number}/f.yml");
            folder.write(&format!("member{number}/f.yml"), text);
            client.open(&uri, text);
            Open {
                uri,
                text: text.clone(),
                editor: Editor::new(Random::new(number as u64), text),
                version: 1,
            }
        });
        let documents = documents.collect();
        Day {
            program: program.to_owned(),
            client,
            start: Instant::now(),
            random,
            folder,
            documents,
            run_uri,
            report: Report::default(),
        }
    }

    fn step(&mut self) {
        match self.random.below(1000) {
            0..=11 => {
                let number = self.random.below(self.documents.len());
                self.reopen(number);
            }
            12..=19 => self.change_settings(),
            20..=27 => self.change_file(),
            28..=33 => self.run("good"),
            34..=35 => self.run("failed"),
            36 => self.run_and_cancel(),
            37 => self.another_server(),
            38..=45 => {
                self.request("workspace/symbol", json!({"query": "a"}));
            }
            _ => self.edit(),
        }
        self.tidy();
    }

    /// Answers what the server asks, forgets what it tells.
    fn tidy(&mut self) {
        for method in [
            "window/workDoneProgress/create",
            "workspace/codeLens/refresh",
        ] {
            while self.client.has_unread(method) {
                self.client.answer_request(method, Value::Null);
            }
        }
        for method in [
            "textDocument/publishDiagnostics",
            "fyml/runOutput",
            "$/progress",
            "window/logMessage",
            "window/showMessage",
        ] {
            self.client.forget(method);
        }
        self.client.record.clear();
    }

    fn request(&mut self, method: &str, params: Value) -> Value {
        self.report.answers += 1;
        self.client.request(method, params)
    }

    fn edit(&mut self) {
        let number = self.random.below(self.documents.len());
        if self.documents[number].has_grown() {
            let open = &mut self.documents[number];
            open.editor = Editor::new(Random::new(self.report.edits as u64), &open.text);
            self.reopen(number);
        }
        let open = &mut self.documents[number];
        let edit = open.editor.edit();
        open.version += 1;
        let changes: Vec<Value> = edit.changes.iter().map(Change::to_json).collect();
        let uri = open.uri.clone();
        self.client.change(&uri, open.version, json!(changes));
        self.report.edits += 1;
        let range = edit.changes.last().and_then(|change| change.range);
        let place = range.map_or((0, 0), |[start, _]| start);
        let methods = [
            "completion",
            "hover",
            "documentSymbol",
            "codeLens",
            "codeAction",
            "foldingRange",
            "inlayHint",
            "references",
            "documentLink",
        ];
        for _ in 0..2 {
            let method = format!("textDocument/{}", self.random.pick(&methods));
            let params = params(&method, &uri, place, [place, place]);
            if self.random.once_in(20) {
                let id = self.client.ask(&method, params);
                self.client.notify("$/cancelRequest", json!({"id": id}));
                // too late or not: it is answered
                let _ = self.client.answer(&json!(id));
            } else {
                self.request(&method, params);
            }
        }
    }

    fn reopen(&mut self, number: usize) {
        let open = &mut self.documents[number];
        open.version = 1;
        self.client.notify(
            "textDocument/didClose",
            json!({"textDocument": {"uri": open.uri}}),
        );
        self.client.open(&open.uri, open.editor.text());
        self.report.reopened += 1;
    }

    fn change_settings(&mut self) {
        let code = self
            .random
            .pick(&["handler-missing", "provider-unknown", "timer-cron"]);
        let level = self.random.pick(&["off", "error", "hint"]);
        let lenses = self.random.once_in(2);
        let settings = json!({"fyml": {
            "rules": {code: level}, "lenses": {"deploy": lenses}, "cli": {"env": {"FAKE_F": "good"}},
        }});
        self.client.notify(
            "workspace/didChangeConfiguration",
            json!({"settings": settings}),
        );
        self.report.settings += 1;
    }

    fn change_file(&mut self) {
        let number = self.random.below(self.documents.len());
        let (name, content) = if self.random.once_in(2) {
            (
                "package.json",
                json!({"scripts": {"deploy": "f deploy"}, "n": self.report.edits}).to_string(),
            )
        } else {
            (
                "src/index.ts",
                format!(
                    "exports.handler{} = async () => {{}};\n",
                    self.report.edits % 7
                ),
            )
        };
        let path = self
            .folder
            .write(&format!("member{number}/{name}"), content);
        let uri = format!("file://{}", path.display());
        self.client.notify(
            "workspace/didChangeWatchedFiles",
            json!({"changes": [{"uri": uri, "type": 2}]}),
        );
    }

    /// Settles how the next run goes, and begins it; gives the number of the request.
    fn begin_run(&mut self, act: &str) -> i64 {
        let settings = json!({"fyml": {"cli": {"env": {"FAKE_F": act}}}});
        self.client.notify(
            "workspace/didChangeConfiguration",
            json!({"settings": settings}),
        );
        let argument = json!({"uri": self.run_uri, "function": "tick", "data": {}});
        self.report.runs += 1;
        self.client.ask(
            "workspace/executeCommand",
            json!({"command": "fyml.invoke", "arguments": [argument]}),
        )
    }

    fn run(&mut self, act: &str) {
        let id = self.begin_run(act);
        let created = self
            .client
            .answer_request("window/workDoneProgress/create", Value::Null);
        assert!(!created["token"].is_null());
        let result = self
            .client
            .answer(&json!(id))
            .expect("a run ends with a result");
        assert_eq!(result["ok"], act == "good", "{result}");
        self.client.notification("fyml/runEnded");
        self.report.answers += 1;
    }

    fn run_and_cancel(&mut self) {
        let id = self.begin_run("hang");
        self.client
            .answer_request("window/workDoneProgress/create", Value::Null);
        let end = Instant::now() + Duration::from_secs(20);
        while !self.folder.path().join("pids.json").exists() {
            assert!(Instant::now() < end, "the tool did not start");
            std::thread::sleep(PAUSE);
        }
        self.client.notify("$/cancelRequest", json!({"id": id}));
        assert!(self.client.answer(&json!(id)).is_err());
        // until then nothing else may run in the folder
        self.client.notification("fyml/runEnded");
        let _ = fs::remove_file(self.folder.path().join("pids.json"));
    }

    /// The editor's window is opened a second time and closed.
    fn another_server(&mut self) {
        let mut other = Client::start_command(Command::new(&self.program).arg("server"));
        other.request(
            "initialize",
            json!({"processId": null, "rootUri": null, "capabilities": {}}),
        );
        other.notify("initialized", json!({}));
        let editor = &self.documents[0].editor;
        other.open("file:///fyml-tests/other/f.yml", editor.text());
        other.notification("textDocument/publishDiagnostics");
        assert_eq!(other.finish(), Some(0));
        self.report.servers += 1;
    }

    fn sample(&self) -> Sample {
        let pid = self.client.process_id();
        Sample {
            at: self.start.elapsed(),
            resident: status(pid, "VmRSS:"),
            descriptors: fs::read_dir(format!("/proc/{pid}/fd")).map_or(0, Iterator::count),
            threads: usize::try_from(status(pid, "Threads:")).unwrap_or_default(),
            children: descendants(pid),
        }
    }

    fn end(mut self) -> Report {
        let last = self.sample();
        self.report.samples.push(last);
        self.request("shutdown", Value::Null);
        self.client.notify("exit", Value::Null);
        assert_eq!(self.client.wait(), Some(0));
        self.report
    }
}

/// A number of `/proc/PID/status`; 0 where there is none.
pub fn status(pid: u32, name: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let number = line.and_then(|line| line.split_whitespace().next());
    number
        .and_then(|number| number.parse().ok())
        .unwrap_or_default()
}

/// How many living processes descend from this one.
pub fn descendants(pid: u32) -> usize {
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    let parents: Vec<(u32, u32)> = processes
        .filter_map(|entry| {
            let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
            let (before, after) = stat.rsplit_once(')')?;
            let pid = before.split_whitespace().next()?.parse().ok()?;
            let mut fields = after.split_whitespace();
            let state = fields.next()?;
            (state != "Z").then_some((pid, fields.next()?.parse().ok()?))
        })
        .collect();
    let mut found = BTreeSet::from([pid]);
    let mut last = 0;
    while last != found.len() {
        last = found.len();
        for &(pid, parent) in &parents {
            if found.contains(&parent) {
                found.insert(pid);
            }
        }
    }
    found.len() - 1
}
