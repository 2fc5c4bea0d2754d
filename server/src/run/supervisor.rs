//! The process between the server and the tool. Children outlive a server that is killed; so the server starts
//! `fyml supervise PROGRAM ARGUMENTS…` with a pipe on its stdin, and that starts the tool. When the pipe closes, because
//! the run is to stop or because the server is gone however it ended, the tool's whole process group (on Windows: its
//! job) is ended. What a program puts into a group of its own, as daemons do, is out of reach.

use std::ffi::OsString;
use std::io::{self, Read};
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::process::{POLL, exit_code, stop_group, wrapped};

/// The command of this program that supervises.
pub const SUPERVISE: &str = "supervise";

/// How a supervisor is started.
#[derive(Debug, Clone)]
pub struct Supervisor(PathBuf);

impl Supervisor {
    /// This program itself, if its file can be found.
    pub fn of_process() -> Option<Supervisor> {
        // stays right if the file is replaced by a newer version meanwhile
        let own = PathBuf::from("/proc/self/exe");
        if own.exists() {
            return Some(Supervisor(own));
        }
        std::env::current_exe().ok().map(Supervisor)
    }

    /// The command that runs `program` under a supervisor.
    pub(super) fn command(&self, program: &std::path::Path, args: &[String]) -> Command {
        let mut command = Command::new(&self.0);
        command.arg(SUPERVISE).arg(program).args(args);
        // signals for the editor's group are not for this one
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        #[cfg(windows)]
        {
            const CREATE_NO_WINDOW: u32 = 0x0800_0000;
            std::os::windows::process::CommandExt::creation_flags(&mut command, CREATE_NO_WINDOW);
        }
        command
    }
}

/// Runs a program until it ends or stdin does; in the second case with all it has started. Ends with its exit code;
/// with 127 if it could not be started.
pub fn supervise(program: &OsString, args: &[OsString]) -> ExitCode {
    let mut command = Command::new(program);
    command.args(args).stdin(Stdio::null());
    let mut child = match wrapped(command).spawn() {
        Ok(child) => child,
        Err(error) => {
            eprintln!("fyml: {}: {error}", program.to_string_lossy());
            return ExitCode::from(127);
        }
    };
    let is_closed = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&is_closed);
    std::thread::spawn(move || {
        wait_for_end_of_stdin();
        seen.store(true, Ordering::Relaxed);
    });
    loop {
        match child.try_wait() {
            Ok(Some(status)) => {
                // whatever it left running in its group
                let _ = child.start_kill();
                return ExitCode::from(exit_code(status).unwrap_or(1));
            }
            Ok(None) => {}
            Err(_) => return ExitCode::FAILURE,
        }
        if is_closed.load(Ordering::Relaxed) {
            stop_group(child.as_mut(), Instant::now() + GRACE);
            return ExitCode::from(143);
        }
        std::thread::sleep(POLL);
    }
}

/// How long a program may take to end after it was asked to, before it is killed.
pub(super) const GRACE: Duration = Duration::from_millis(1500);

fn wait_for_end_of_stdin() {
    let mut bytes = [0; 64];
    let mut stdin = io::stdin().lock();
    loop {
        match stdin.read(&mut bytes) {
            Ok(0) => return,
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return,
        }
    }
}
