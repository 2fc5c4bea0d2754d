//! One file per method. A handler posts a job to the worker before it waits for anything.

mod code_action;
mod completion;
mod diagnostic;
mod did_change;
mod did_change_configuration;
mod did_change_watched_files;
mod did_change_workspace_folders;
mod did_close;
mod did_open;
mod document_symbol;
mod execute_command;
mod hover;
mod port;

pub use execute_command::command_names;
