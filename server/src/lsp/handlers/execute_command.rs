//! `workspace/executeCommand`

use serde_json::Value;
use tower_lsp::jsonrpc::{Error, Result};

use crate::lsp::convert_in::ExecuteCommand;
use crate::lsp::server::Server;

/// What a command does.
#[derive(Debug, Clone, Copy)]
enum Command {
    Port,
}

/// The commands by name.
const COMMANDS: &[(&str, Command)] = &[("fyml.port", Command::Port)];

/// The names of all commands.
pub fn command_names() -> impl Iterator<Item = &'static str> {
    COMMANDS.iter().map(|(name, _)| *name)
}

impl Server {
    /// Runs a command.
    pub async fn execute_command(&self, params: ExecuteCommand) -> Result<Option<Value>> {
        let known = COMMANDS.iter().find(|(name, _)| *name == params.command);
        let Some((name, command)) = known else {
            return Err(Error::invalid_params(format!(
                "there is no command {:?}",
                params.command
            )));
        };
        let wrong = |reason: String| Error::invalid_params(format!("argument of {name}: {reason}"));
        match command {
            Command::Port => self.port(params.first_argument().map_err(wrong)?).await,
        }
        .map(Some)
    }
}
