//! One file per method. A handler posts a job to the worker before it waits for anything.

mod cancel_progress;
mod code_action;
mod code_action_resolve;
mod code_lens;
mod completion;
mod completion_resolve;
mod definition;
mod diagnostic;
mod did_change;
mod did_change_configuration;
mod did_change_watched_files;
mod did_change_workspace_folders;
mod did_close;
mod did_open;
mod document_highlight;
mod document_link;
mod document_symbol;
mod execute_command;
mod folding_range;
mod hover;
mod inlay_hint;
mod port;
mod prepare_rename;
mod preview;
mod references;
mod rename;
mod selection_range;
mod workspace_symbol;

pub use execute_command::command_names;
