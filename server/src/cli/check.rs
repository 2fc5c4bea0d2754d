//! `fyml check`.

mod file;
mod inputs;

use super::arguments::{CheckArguments, ToolName, ToolchainName};
use super::in_order::in_order;
use super::output::{self, Summary};
use super::{Console, Exit, sentences};
use crate::lint::{Message, Settings, Tool, rules};
use crate::message;

use file::{Checked, Checker, Outcome};
use inputs::{Input, Inputs};

/// Checks what the arguments name, and says what was found.
pub(super) fn run(arguments: &CheckArguments, console: &mut Console) -> Exit {
    let settings = match settings(arguments) {
        Ok(settings) => settings,
        Err(messages) => {
            messages
                .iter()
                .for_each(|message| console.complain(message));
            return Exit::Failed;
        }
    };
    let mut inputs = inputs::collect(&arguments.paths);
    for complaint in &inputs.complaints {
        console.complain(complaint);
    }
    let has_failed = !inputs.complaints.is_empty();
    let mut report = Report {
        // The repaired standard input goes to the output, so that it can be piped on; what is left to say goes aside.
        is_aside: arguments.fix && inputs.has_stdin(),
        summary: Summary::of_run(arguments.fix),
        has_failed,
        is_first: true,
    };
    let renderer = output::renderer(arguments.format, console);
    let checker = Checker {
        settings: &settings,
        renderer: &*renderer,
        fix: arguments.fix,
    };
    report.print(&renderer.start(), console);
    let list = std::mem::take(&mut inputs.list);
    in_order(
        &list,
        |input| checker.check(input),
        |input, result| match result {
            Ok(outcome) => {
                report.take(input, outcome, &mut inputs, renderer.separator(), console);
            }
            Err(_) => {
                let path = input.shown();
                console.complain(&message!(
                    "{path} could not be checked: fyml itself failed. Please report this.",
                    "无法检查 {path}：fyml 自身出错，请反馈这个问题。"
                ));
                report.has_failed = true;
                inputs.count(input);
            }
        },
    );
    for folder in inputs.empty_folders() {
        console.complain(&sentences::nothing_found(folder));
        report.has_failed = true;
    }
    report.print(&renderer.end(&report.summary), console);
    if report.has_failed {
        Exit::Failed
    } else if report.summary.at_least(arguments.fail_on.into()) {
        Exit::Found
    } else {
        Exit::Fine
    }
}

/// What is known of the run so far.
struct Report {
    is_aside: bool,
    summary: Summary,
    has_failed: bool,
    is_first: bool,
}

impl Report {
    fn print(&self, text: &str, console: &mut Console) {
        if self.is_aside {
            console.print_error(text);
        } else {
            console.print(text);
        }
    }

    /// Takes the outcome of one input, in the order of the inputs.
    fn take(
        &mut self,
        input: &Input,
        outcome: Outcome,
        inputs: &mut Inputs,
        separator: &str,
        console: &mut Console,
    ) {
        match outcome {
            Outcome::Checked(checked) => {
                inputs.count(input);
                self.take_checked(checked, separator, console);
            }
            Outcome::NotMidways { note, stdin } => {
                if let Some(text) = stdin {
                    console.print(&text);
                }
                if let Some(note) = note {
                    console.complain(&note);
                }
            }
            Outcome::Failed(complaint) => {
                inputs.count(input);
                console.complain(&complaint);
                self.has_failed = true;
            }
        }
    }

    fn take_checked(&mut self, checked: Checked, separator: &str, console: &mut Console) {
        if let Some(text) = &checked.repaired_stdin {
            console.print(text);
        }
        if let Some(complaint) = &checked.complaint {
            console.complain(complaint);
            self.has_failed = true;
        }
        self.summary.add(&checked.tally);
        if !checked.rendered.is_empty() {
            if !self.is_first {
                self.print(separator, console);
            }
            self.is_first = false;
            self.print(&checked.rendered, console);
        }
    }
}

/// The settings that the arguments ask for, or everything that is wrong with them.
fn settings(arguments: &CheckArguments) -> Result<Settings, Vec<Message>> {
    let mut wrong = Vec::new();
    let provider = sentences::provider(arguments.provider.as_deref())
        .map_err(|message| wrong.push(message))
        .unwrap_or_default();
    let mut codes = |list: &[String]| -> Vec<String> {
        let codes = list
            .iter()
            .map(|code| code.trim())
            .filter(|code| !code.is_empty());
        let codes: Vec<String> = codes.map(str::to_owned).collect();
        let unknown = codes.iter().filter(|code| rules::by_code(code).is_none());
        wrong.extend(unknown.map(|code| sentences::unknown_rule(code)));
        codes
    };
    let select = codes(&arguments.select);
    let ignore = codes(&arguments.ignore);
    if wrong.is_empty() {
        Ok(Settings {
            provider,
            use_fun: arguments.tool.map(|tool| tool == ToolName::Fun),
            tool: match arguments.toolchain {
                None | Some(ToolchainName::Auto) => None,
                Some(ToolchainName::F) => Some(Tool::F),
                Some(ToolchainName::MidwayBin) => Some(Tool::MidwayBin),
            },
            select,
            ignore,
            ..Settings::default()
        })
    } else {
        Err(wrong)
    }
}
