//! `workspace/executeCommand`

use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};

use crate::lsp::convert_in::{ExecuteCommand, RunArgument};
use crate::lsp::server::Server;
use crate::run::Action;

/// What a command does.
#[derive(Debug, Clone, Copy)]
enum Command {
    Run(Action),
    CancelRun,
    Runnables,
    Port,
    Preview,
}

/// The commands by name.
const COMMANDS: &[(&str, Command)] = &[
    ("fyml.invoke", Command::Run(Action::Invoke)),
    ("fyml.dev", Command::Run(Action::Dev)),
    ("fyml.test", Command::Run(Action::Test)),
    ("fyml.package", Command::Run(Action::Package)),
    ("fyml.deploy", Command::Run(Action::Deploy)),
    ("fyml.cancelRun", Command::CancelRun),
    ("fyml.runnables", Command::Runnables),
    ("fyml.port", Command::Port),
    ("fyml.preview", Command::Preview),
];

/// The names of all commands.
pub fn command_names() -> impl Iterator<Item = &'static str> {
    COMMANDS.iter().map(|(name, _)| *name)
}

impl Server {
    /// Runs a command.
    pub async fn execute_command(&self, params: ExecuteCommand) -> Result<Option<Value>> {
        let known = COMMANDS.iter().find(|(name, _)| *name == params.command);
        let Some((_, command)) = known else {
            return Err(Error::invalid_params(format!(
                "there is no command {:?}",
                params.command
            )));
        };
        let wrong = |reason: String| {
            Error::invalid_params(format!("argument of {}: {reason}", params.command))
        };
        let argument = || params.argument().map_err(wrong);
        match command {
            Command::Port => self.port(params.first_argument().map_err(wrong)?).await,
            Command::Preview => self.preview(params.first_argument().map_err(wrong)?).await,
            Command::Run(action) => self.run(*action, argument()?, params.work_done_token).await,
            Command::CancelRun => self.cancel_run(argument()?).await,
            Command::Runnables => self.runnables(argument()?).await,
        }
        .map(Some)
    }

    /// Answers when the run has ended, so that the next one can begin.
    async fn cancel_run(&self, argument: RunArgument) -> Result<Value> {
        let job = self
            .worker
            .ask(move |session, _| session.cancel_run(argument.run_id));
        let (what, ended) = job.await??;
        // fails when the run is over: that is what is waited for
        let _ = ended.await;
        Ok(json!({"stopped": what}))
    }

    async fn runnables(&self, argument: RunArgument) -> Result<Value> {
        let job = self
            .worker
            .ask(move |session, _| session.runnables(&argument));
        job.await?
    }
}
