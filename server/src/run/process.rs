//! The process: started without a shell, in a group of its own, heard while it runs, and ended with all it has started.

use std::io::{self, Read};
use std::process::{ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use process_wrap::std::{ChildWrapper, CommandWrap};

use super::supervisor::{GRACE, Supervisor};
use super::{CommandLine, Stop};

/// How often a running process is looked at.
pub(super) const POLL: Duration = Duration::from_millis(20);
/// How long output is waited for after the program itself has ended: something it started may hold the pipes.
const LAST_OUTPUT: Duration = Duration::from_millis(500);
/// How many pieces of output may wait; beyond, the program waits.
const QUEUE: usize = 64;

/// One of the two streams a program writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stream {
    /// stdout
    Out,
    /// stderr
    Err,
}

/// What a run is held to.
#[derive(Debug, Clone, Default)]
pub struct Limits {
    /// How long it may take; `None` for as long as it likes.
    pub time: Option<Duration>,
    /// Asks it to stop.
    pub stop: Stop,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// By itself, with this exit code; 128 and more for a signal.
    Exited(i32),
    /// Somebody asked it to stop.
    Stopped,
    /// It took longer than it may; holds the limit.
    TimedOut(Duration),
}

/// Runs a program to its end on the calling thread, and gives its output to `hear` piece by piece; an empty piece says
/// that time has passed. Whatever it has started in its process group ends with it.
///
/// Its stdin is empty: a question it asks is answered by the end of the file, not waited for.
///
/// # Errors
/// If it could not be started.
pub fn run(
    line: &CommandLine,
    limits: &Limits,
    supervisor: Option<&Supervisor>,
    hear: &mut dyn FnMut(Stream, &[u8]),
) -> io::Result<End> {
    let begin = Instant::now();
    let mut child = start(line, supervisor)?;
    let mut lifeline = child.stdin().take();
    let (sender, pieces) = sync_channel(QUEUE);
    if let Some(out) = child.stdout().take() {
        listen(Stream::Out, out, sender.clone())?;
    }
    if let Some(err) = child.stderr().take() {
        listen(Stream::Err, err, sender)?;
    }
    let mut ended: Option<(End, Instant)> = None;
    loop {
        match pieces.recv_timeout(POLL) {
            Ok((stream, bytes)) => hear(stream, &bytes),
            Err(RecvTimeoutError::Timeout) => hear(Stream::Out, &[]),
            // both streams are closed; the program itself may go on for a while
            Err(RecvTimeoutError::Disconnected) => {
                if let Some((end, _)) = ended {
                    return Ok(end);
                }
                hear(Stream::Out, &[]);
                std::thread::sleep(POLL);
            }
        }
        match ended {
            Some((end, since)) if since.elapsed() > LAST_OUTPUT => return Ok(end),
            Some(_) => continue,
            None => {}
        }
        if let Some(status) = child.try_wait()? {
            let _ = child.start_kill();
            let code = exit_code(status).map_or(-1, i32::from);
            ended = Some((End::Exited(code), Instant::now()));
        } else if limits.stop.is_requested() {
            end(child.as_mut(), &mut lifeline);
            ended = Some((End::Stopped, Instant::now()));
        } else if let Some(limit) = limits.time.filter(|limit| begin.elapsed() > *limit) {
            end(child.as_mut(), &mut lifeline);
            ended = Some((End::TimedOut(limit), Instant::now()));
        }
    }
}

/// Starts a program, or the supervisor that does.
fn start(line: &CommandLine, supervisor: Option<&Supervisor>) -> io::Result<Box<dyn ChildWrapper>> {
    let mut command = match supervisor {
        Some(supervisor) => supervisor.command(&line.program, &line.args),
        None => Command::new(&line.program),
    };
    command
        .current_dir(&line.cwd)
        .envs(&line.env)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    if supervisor.is_some() {
        let child = command.stdin(Stdio::piped()).spawn()?;
        return Ok(Box::new(child));
    }
    command.args(&line.args).stdin(Stdio::null());
    wrapped(command).spawn()
}

/// A command whose process leads a group of its own; on Windows, a job.
pub(super) fn wrapped(command: Command) -> CommandWrap {
    let mut wrap = CommandWrap::from(command);
    #[cfg(unix)]
    wrap.wrap(process_wrap::std::ProcessGroup::leader());
    #[cfg(windows)]
    wrap.wrap(process_wrap::std::JobObject);
    wrap
}

/// Ends a run that goes on: the supervisor is told by the end of its stdin, a program without one directly.
fn end(child: &mut dyn ChildWrapper, lifeline: &mut Option<ChildStdin>) {
    let now = Instant::now();
    if lifeline.take().is_some() {
        // the supervisor has `GRACE` itself, and some time to notice
        if wait_until(child, now + GRACE + Duration::from_secs(2)) {
            return;
        }
        let _ = child.start_kill();
        wait_until(child, Instant::now() + GRACE);
        return;
    }
    stop_group(child, now + GRACE);
}

/// Asks a group to end, and kills what has not at `deadline`.
pub(super) fn stop_group(child: &mut dyn ChildWrapper, deadline: Instant) {
    const SIGTERM: i32 = 15;
    #[cfg(unix)]
    let is_asked = child.signal(SIGTERM).is_ok();
    #[cfg(not(unix))]
    let is_asked = SIGTERM == 0;
    if is_asked {
        wait_until(child, deadline);
    }
    // the leader may be gone while others of its group are not
    let _ = child.start_kill();
    wait_until(child, Instant::now() + GRACE);
}

/// Waits for a child, until `deadline` at most; says whether it has ended.
fn wait_until(child: &mut dyn ChildWrapper, deadline: Instant) -> bool {
    loop {
        if !matches!(child.try_wait(), Ok(None)) {
            return true;
        }
        if Instant::now() >= deadline {
            return false;
        }
        std::thread::sleep(POLL);
    }
}

/// The exit code as shells give it: 128 and the number of a signal; `None` if the system says neither.
pub(super) fn exit_code(status: ExitStatus) -> Option<u8> {
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt;
        if let Some(signal) = status.signal() {
            return u8::try_from(128 + signal).ok();
        }
    }
    status.code().map(|code| (code & 0xff) as u8)
}

fn listen(
    stream: Stream,
    mut source: impl Read + Send + 'static,
    pieces: SyncSender<(Stream, Vec<u8>)>,
) -> io::Result<()> {
    std::thread::Builder::new()
        .name("output".to_owned())
        .spawn(move || {
            let mut buffer = vec![0; 16 * 1024];
            loop {
                match source.read(&mut buffer) {
                    Ok(0) => return,
                    Ok(length) => {
                        let piece = buffer[..length].to_vec();
                        if pieces.send((stream, piece)).is_err() {
                            return;
                        }
                    }
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    Err(_) => return,
                }
            }
        })?;
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use std::collections::BTreeMap;
    use std::path::PathBuf;

    use super::*;

    fn shell(script: &str) -> CommandLine {
        CommandLine {
            program: PathBuf::from("/bin/sh"),
            args: vec!["-c".to_owned(), script.to_owned()],
            cwd: std::env::temp_dir(),
            env: BTreeMap::from([("FYML_TEST".to_owned(), "a b".to_owned())]),
        }
    }

    fn heard(script: &str, limits: &Limits) -> (End, String, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let end = run(
            &shell(script),
            limits,
            None,
            &mut |stream, bytes| match stream {
                Stream::Out => out.extend_from_slice(bytes),
                Stream::Err => err.extend_from_slice(bytes),
            },
        )
        .expect("sh is everywhere");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
        (end, text(out), text(err))
    }

    #[test]
    fn everything_it_says_is_heard() {
        let (end, out, err) = heard(
            r#"echo "$FYML_TEST"; echo no >&2; cat; exit 3"#,
            &Limits::default(),
        );
        assert_eq!(
            (end, out.as_str(), err.as_str()),
            (End::Exited(3), "a b\n", "no\n")
        );
        assert_eq!(heard("kill -9 $$", &Limits::default()).0, End::Exited(137));
    }

    #[test]
    fn a_program_that_hangs_is_ended_with_its_children() {
        let limits = Limits {
            time: Some(Duration::from_millis(300)),
            ..Limits::default()
        };
        let begin = Instant::now();
        // ignores SIGTERM, and so does what it has started
        let (end, out, _) = heard("trap '' TERM; sleep 60 & echo $!; sleep 60", &limits);
        assert_eq!(end, End::TimedOut(Duration::from_millis(300)));
        assert!(begin.elapsed() < Duration::from_secs(20));
        let grandchild = out.trim();
        let alive = || {
            std::fs::read_to_string(format!("/proc/{grandchild}/stat"))
                .is_ok_and(|stat| !stat.contains(") Z "))
        };
        let patience = Instant::now() + Duration::from_secs(5);
        while alive() && Instant::now() < patience {
            std::thread::sleep(POLL);
        }
        assert!(!alive(), "{grandchild} was left behind");
    }

    #[test]
    fn what_it_leaves_running_is_ended_too() {
        let begin = Instant::now();
        let (end, out, _) = heard("sleep 60 & echo done", &Limits::default());
        assert_eq!((end, out.as_str()), (End::Exited(0), "done\n"));
        assert!(begin.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn a_program_that_is_not_there_is_an_error() {
        let mut line = shell("");
        line.program = PathBuf::from("/not/there");
        assert!(run(&line, &Limits::default(), None, &mut |_, _| {}).is_err());
    }
}
