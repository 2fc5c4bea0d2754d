//! Everything that can be run for a service, as data for clients that run it in a terminal of their own.

use std::path::Path;

use serde_json::Value;

use super::{
    Action, Cli, CommandLine, Request, Surroundings, Toolchain, event_argument, event_files, find,
    read_event, sample, test_file, test_files,
};
use crate::lint::Message;
use crate::message;
use crate::model::Service;

/// Something that can be run.
#[derive(Debug, Clone, PartialEq)]
pub struct Runnable {
    /// What it does.
    pub action: Action,
    /// The function it is about.
    pub function: Option<String>,
    /// What to call it.
    pub label: Message,
    /// How it is run.
    pub line: CommandLine,
    /// Events for the function: what to call it and the event. The first is what [`Self::line`] passes.
    pub inputs: Vec<(Message, Value)>,
}

/// The runnables of the service in `folder`: for each function invoke, debug and its own test; for the service the local
/// server, test, package and deploy. What no installed tool can do is left out.
pub fn runnables(
    service: Service<'_>,
    folder: &Path,
    cli: &Cli,
    toolchain: Toolchain,
    surroundings: &Surroundings,
) -> Vec<Runnable> {
    let tools = Action::ALL.map(|action| {
        // `f` serves by invoking; where it is missing, `midway-bin dev` does
        let found = [true, false].into_iter().find_map(|is_f| {
            let command = action.command(is_f);
            find(folder, cli, toolchain, command, surroundings).ok()
        });
        (action, found)
    });
    let tool = |action: Action| {
        let found = tools.iter().find(|(known, _)| *known == action);
        found.and_then(|(_, tool)| tool.as_ref())
    };
    let line = |action: Action, request: &Request<'_>| {
        Some(CommandLine::of(
            action,
            request,
            tool(action)?,
            &cli.env,
            folder,
        ))
    };
    let cloud = service.provider().cloud();
    let tests = test_files(folder);
    let mut all = Vec::new();
    let mut add = |action, function: Option<&str>, label, line: Option<CommandLine>, inputs| {
        all.extend(line.map(|line| Runnable {
            action,
            function: function.map(str::to_owned),
            label,
            line,
            inputs,
        }));
    };
    for function in service.functions().iter() {
        let name = function.name();
        let mut inputs: Vec<(Message, Value)> = event_files(folder, &name)
            .iter()
            .filter_map(|file| {
                let name = &file.name;
                Some((message!("{name}", "{name}"), read_event(file)?))
            })
            .collect();
        let sample = cloud.and_then(|cloud| sample(function, None, cloud));
        inputs.extend(sample.map(|event| (message!("sample", "示例"), event)));
        let is_http = function
            .triggers()
            .first()
            .is_some_and(|trigger| is_request(&trigger.name()));
        let request = Request {
            function: Some(&name),
            data: inputs.first().map(|(_, event)| event_argument(event)),
            trigger: (!is_http && !inputs.is_empty()).then_some("event"),
            ..Request::default()
        };
        add(
            Action::Invoke,
            Some(&name),
            message!("invoke {name}", "调用 {name}"),
            line(Action::Invoke, &request),
            inputs.clone(),
        );
        let debug = tool(Action::Debug).and_then(|tool| {
            // a debugger starts Node.js itself, so it needs the script
            let entry = tool.entry.clone()?;
            let mut line = CommandLine::of(Action::Debug, &request, tool, &cli.env, folder);
            if line.args.first().map(Path::new) != Some(entry.as_path()) {
                line.args.insert(0, entry.to_string_lossy().into_owned());
            }
            line.program = "node".into();
            Some(line)
        });
        add(
            Action::Debug,
            Some(&name),
            message!("debug {name}", "调试 {name}"),
            debug,
            inputs,
        );
        if let Some(file) = test_file(&tests, &name) {
            let request = Request {
                test_file: Some(&file),
                ..Request::default()
            };
            add(
                Action::Test,
                Some(&name),
                message!("test {name}", "测试 {name}"),
                line(Action::Test, &request),
                Vec::new(),
            );
        }
    }
    let whole = Request::default();
    for (action, label) in [
        (Action::Dev, message!("dev server", "本地服务")),
        (Action::Test, message!("test", "测试")),
        (Action::Package, message!("package", "打包")),
        (Action::Deploy, message!("deploy", "部署")),
    ] {
        let port = (action == Action::Dev).then_some(DEFAULT_PORT);
        let request = Request {
            port,
            ..whole.clone()
        };
        add(action, None, label, line(action, &request), Vec::new());
    }
    all
}

/// The port of the local server where none is asked for, the same that `f invoke -p` takes.
pub const DEFAULT_PORT: u16 = 3000;

/// Whether `f` makes the event of this trigger itself out of a request's parts. All others are passed as the trigger
/// `event`: only then `f` hands on what it is given, for its own trigger types it ignores the data.
pub fn is_request(trigger: &str) -> bool {
    matches!(trigger, "http" | "apigw")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::syntax::Document;

    #[test]
    fn everything_that_can_be_run_is_data() -> std::io::Result<()> {
        let root = tempfile::tempdir()?;
        let modules = root.path().join("node_modules");
        let script = modules.join("@midwayjs/faas-cli/bin/cli.js");
        fs::create_dir_all(script.parent().unwrap_or(root.path()))?;
        fs::create_dir_all(modules.join(".bin"))?;
        fs::create_dir_all(root.path().join("test/events"))?;
        fs::write(&script, "")?;
        fs::write(modules.join(".bin/f"), "")?;
        fs::write(root.path().join("test/tick.test.ts"), "")?;
        fs::write(root.path().join("test/events/tick.json"), "[1]")?;
        let document = Document::new(
            "provider: {name: aliyun}\nfunctions:\n  cart: {events: [http: {path: /cart/:id}]}\n  tick: {events: [timer: {value: x}]}\n",
        );
        let around = Surroundings {
            path: Default::default(),
            is_windows: false,
        };
        let found = runnables(
            Service::of(&document),
            root.path(),
            &Cli::default(),
            Toolchain::Auto,
            &around,
        );
        let names: Vec<_> = found
            .iter()
            .map(|one| (one.action.as_str(), one.function.as_deref().unwrap_or("")))
            .collect();
        assert_eq!(
            names,
            [
                ("invoke", "cart"),
                ("debug", "cart"),
                ("invoke", "tick"),
                ("debug", "tick"),
                ("test", "tick"),
                ("dev", ""),
                ("test", ""),
                ("package", ""),
                ("deploy", ""),
            ]
        );
        assert_eq!(found[0].line.args[..2], ["invoke", "--function=cart"]);
        assert!(
            found[0].line.args[2].starts_with("--data={\"method\":\"GET\",\"path\":\"/cart/1\"")
        );
        assert_eq!(found[1].line.args[0], script.to_string_lossy());
        assert_eq!(
            found[2].line.args,
            [
                "invoke",
                "--function=tick",
                "--trigger=event",
                "--data=[[1]]"
            ]
        );
        assert_eq!(found[2].inputs.len(), 2);
        assert_eq!(found[4].line.args, ["test", "--f=test/tick.test.ts"]);
        assert_eq!(found[5].line.args, ["invoke", "--port=3000"]);
        Ok(())
    }
}
