//! Running the service with the toolchain: which command line runs what, whether it should be run at all, the process,
//! and what its output means.
//!
//! Never a shell: a program and its arguments are data from end to end. Never the exit code alone: `f` ends with 0 after
//! a handler that threw, and with 1 after a good result; see [`outcome`].

mod command_line;
mod deploy_question;
mod event_files;
pub mod outcome;
mod places;
mod plugins;
mod preflight;
mod process;
mod result_block;
mod runnables;
mod sample;
mod stop;
mod supervisor;
mod text_stream;
mod tool;
mod transcript;

pub use command_line::{Action, CommandLine, MAX_DATA, Request, event_argument};
pub use deploy_question::{deploy_question, http_routes};
pub use event_files::{EventFile, event_files, read_event, test_file, test_files};
pub use outcome::Outcome;
pub use places::{Place, PlaceKind};
pub use preflight::{Checked, Refusal, Situation, preflight};
pub use process::{End, Limits, Stream, run};
pub use runnables::{DEFAULT_PORT, Runnable, is_request, runnables};
pub use sample::sample;
pub use stop::Stop;
pub use supervisor::{SUPERVISE, Supervisor, supervise};
pub use tool::{Cli, Origin, Surroundings, Tool, Toolchain, find};
pub use transcript::{Output, Transcript};

/// The folder that `f invoke` builds in, beside f.yml, and removes at the end.
pub const BUILD_FOLDER: &str = ".faas_debug_tmp";
