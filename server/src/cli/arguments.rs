//! What may be written on the command line.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use fyml_schema::Lang;

use super::help;
use crate::lint::Severity;

// No doc comments on the fields: clap would show them. What the user reads stands in help.rs.

#[derive(Debug, Parser)]
#[command(name = "fyml", version)]
struct Arguments {
    #[arg(
        long,
        global = true,
        display_order = 999,
        value_name = "LANG",
        ignore_case = true,
        hide_possible_values = true
    )]
    lang: Option<LangName>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Check(CheckArguments),
    Explain(ExplainArguments),
    Preview(PreviewArguments),
    Port(PortArguments),
    Rules(RulesArguments),
    Schema(SchemaArguments),
    Server(ServerArguments),
}

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[arg(long, value_name = "NAME")]
    pub provider: Option<String>,
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "text",
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub format: CheckFormat,
    #[arg(long)]
    pub fix: bool,
    #[arg(
        long,
        value_name = "SEVERITY",
        default_value = "error",
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub fail_on: SeverityName,
    #[arg(long, value_name = "TOOL", hide_possible_values = true)]
    pub tool: Option<ToolName>,
    #[arg(long, value_name = "NAME", hide_possible_values = true)]
    pub toolchain: Option<ToolchainName>,
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub select: Vec<String>,
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub ignore: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArguments {
    #[arg(value_name = "CODE")]
    pub code: String,
}

#[derive(Debug, Args)]
pub(super) struct PreviewArguments {
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[arg(long, value_name = "NAME")]
    pub provider: Option<String>,
    #[arg(long, value_name = "TOOL", hide_possible_values = true)]
    pub tool: Option<ToolName>,
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "yaml",
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub format: PreviewFormat,
    #[arg(long)]
    pub routes: bool,
}

#[derive(Debug, Args)]
pub(super) struct PortArguments {
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[arg(long, value_name = "NAME")]
    pub to: String,
    #[arg(long)]
    pub write: bool,
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "text",
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub format: ListFormat,
}

#[derive(Debug, Args)]
pub(super) struct RulesArguments {
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "text",
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub format: ListFormat,
}

#[derive(Debug, Args)]
pub(super) struct SchemaArguments {
    #[arg(long, value_name = "NAME")]
    pub provider: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct ServerArguments {
    // Accepted because many clients pass it; there is no other way to talk to the server.
    #[arg(long)]
    stdio: bool,
}

/// The tools that deploy to aliyun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ToolName {
    ServerlessDevs,
    Fun,
}

/// The command lines of Midway.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ToolchainName {
    Auto,
    F,
    MidwayBin,
}

/// The formats of `check`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    Text,
    Json,
    Sarif,
    Github,
}

/// The formats of `preview`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum PreviewFormat {
    Yaml,
    Json,
}

/// The formats of lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    Text,
    Json,
}

/// The severities, as clap names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SeverityName {
    Error,
    Warning,
    Info,
    Hint,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LangName {
    #[value(alias = "en-us")]
    En,
    #[value(alias = "zh", alias = "zh_cn", alias = "zh-hans")]
    ZhCn,
}

impl From<SeverityName> for Severity {
    fn from(name: SeverityName) -> Severity {
        match name {
            SeverityName::Error => Severity::Error,
            SeverityName::Warning => Severity::Warning,
            SeverityName::Info => Severity::Info,
            SeverityName::Hint => Severity::Hint,
        }
    }
}

/// Reads the command line; the first argument is the program's own name. Asking for help is an "error", too, as clap
/// has it.
pub(super) fn parse(arguments: &[OsString], lang: Lang) -> Result<Command, clap::Error> {
    let mut command = help::localised(Arguments::command(), lang);
    let mut matches = command.try_get_matches_from_mut(arguments)?;
    let parsed = Arguments::from_arg_matches_mut(&mut matches);
    Ok(parsed.map_err(|error| error.format(&mut command))?.command)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_line(line: &str) -> Result<Command, clap::Error> {
        let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        parse(&words, Lang::En)
    }

    #[test]
    fn clap_finds_no_mistake_in_the_definition() {
        for lang in [Lang::En, Lang::ZhCn] {
            help::localised(Arguments::command(), lang).debug_assert();
        }
    }

    #[test]
    fn every_argument_is_described_in_both_languages() {
        for (lang, is_right) in [
            (Lang::En, (|help| help.is_ascii()) as fn(&str) -> bool),
            (Lang::ZhCn, |help| !help.is_ascii()),
        ] {
            let mut command = help::localised(Arguments::command(), lang);
            command.build();
            for command in std::iter::once(&command).chain(command.get_subcommands()) {
                let about = command.get_about().map(ToString::to_string);
                assert!(
                    about.as_deref().is_some_and(is_right),
                    "{}",
                    command.get_name()
                );
                for argument in command.get_arguments() {
                    let help = argument.get_help().map(ToString::to_string);
                    assert!(
                        help.as_deref().is_some_and(is_right),
                        "{lang:?} {} {}: {help:?}",
                        command.get_name(),
                        argument.get_id()
                    );
                }
            }
        }
    }

    #[test]
    fn lists_are_separated_by_commas_and_repeatable() {
        let Ok(Command::Check(check)) =
            parse_line("fyml check --select a,b --select c a.yml - --ignore=d --lang ZH-CN")
        else {
            unreachable!("the line is right")
        };
        assert_eq!(check.select, ["a", "b", "c"]);
        assert_eq!(check.ignore, ["d"]);
        assert_eq!(check.paths, [PathBuf::from("a.yml"), PathBuf::from("-")]);
        assert_eq!(check.format, CheckFormat::Text);
        assert_eq!(Severity::from(check.fail_on), Severity::Error);
    }
}
