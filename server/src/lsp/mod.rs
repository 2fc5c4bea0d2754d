//! `fyml server`: the language server on stdin and stdout.
//!
//! Three kinds of threads, none of which waits for another's work:
//! * the reader takes messages from stdin, the writer puts messages on stdout ([`transport`]);
//! * the loop ([`serve`]) hands every message to its handler, in order; a handler does nothing but post a job;
//! * the worker ([`worker`]) owns all state ([`session::Session`]) and runs one job after the other.
//!
//! So edits are applied whole and in the order they came, an answer is about exactly the text that was there when the
//! question came, and the loop stays free to take a cancellation while the worker is busy.

mod beside;
mod capabilities;
mod client_process;
mod convert_in;
mod convert_out;
mod decorators;
mod diagnostics;
mod handlers;
mod judging;
mod log;
mod message;
mod neighbourhood;
mod open_document;
mod recent_completions;
mod refactor;
mod route_cache;
mod run_begin;
mod run_command;
mod run_report;
mod run_request;
mod run_result;
mod run_thread;
mod runnables;
mod runs;
mod serve;
mod server;
mod session;
mod settings;
mod source_position;
mod to_client;
mod transport;
mod uri;
mod worker;
mod written;

use std::fs::File;
use std::io;
#[cfg(not(windows))]
use std::os::fd::AsFd;
#[cfg(windows)]
use std::os::windows::io::AsHandle;
use std::process::ExitCode;
use std::time::Duration;

use server::Server;
use session::Session;
use to_client::ToClient;
use worker::Worker;

/// How many threads work beside the worker at most: one works out problems, the others answer questions.
const BESIDE: usize = 4;
/// How long such a thread waits for more to do. Each has memory of its own, of which the allocator keeps some for the
/// next answer; that of a thread that has ended goes to the next one that starts.
const IDLE: Duration = Duration::from_millis(20);

/// Runs the server on stdin and stdout until the client is gone or says `exit`. The answer is the process's exit code:
/// 0 if the client said `shutdown` before, 1 if not.
///
/// # Errors
/// If a thread or the runtime cannot be started.
pub fn run() -> io::Result<ExitCode> {
    log::start();
    let is_shut_down = run_over(io::stdin(), bare_stdout()?)?;
    Ok(if is_shut_down {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The standard output without the buffer of Rust's own, which writes at every line break: a message in two pieces wakes
/// the client twice.
fn bare_stdout() -> io::Result<File> {
    let output = io::stdout();
    #[cfg(windows)]
    let output = output.as_handle().try_clone_to_owned()?;
    #[cfg(not(windows))]
    let output = output.as_fd().try_clone_to_owned()?;
    Ok(File::from(output))
}

/// Runs a server that reads its client's messages from `input` and writes its own to `output`, until the input ends
/// or the client says `exit`. Says whether it has said `shutdown`.
///
/// # Errors
/// If a thread or the runtime cannot be started.
pub fn run_over(
    input: impl io::Read + Send + 'static,
    output: impl io::Write + Send + 'static,
) -> io::Result<bool> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .max_blocking_threads(BESIDE)
        .thread_keep_alive(IDLE)
        .build()?;
    let events = transport::read(input)?;
    let outbox = transport::Outbox::to(output)?;
    let (worker, jobs) = Worker::new();
    let mut session = None;
    let (service, socket) = server::service(|client| {
        let runtime = runtime.handle().clone();
        let to_client = ToClient::new(client, outbox.clone(), runtime, worker.clone());
        session = Some(Session::new(to_client));
        Server::new(worker.clone())
    });
    if let Some(session) = session {
        worker::run(jobs, session)?;
    }
    let is_shut_down = runtime.block_on(serve::serve(
        service,
        socket,
        events,
        outbox,
        worker.clone(),
    ));
    worker.end();
    // Threads that still wait for input, read files or work on a job end with the process.
    runtime.shutdown_background();
    Ok(is_shut_down)
}
