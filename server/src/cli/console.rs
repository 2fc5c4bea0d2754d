//! The three streams of the process, and the language spoken on them.

use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal, Write};

use fyml_schema::Lang;

use super::Exit;
use crate::lint::Message;
use crate::message;

/// Where a command writes.
pub(super) struct Console {
    lang: Lang,
    out: Box<dyn Write>,
    /// The first failure to write, other than a reader that has gone away.
    failure: Option<io::Error>,
    /// Nobody reads the output any more.
    is_closed: bool,
    is_terminal: bool,
}

impl Console {
    /// On the process's own streams.
    pub(super) fn of_process(lang: Lang) -> Console {
        let out = io::stdout();
        Console {
            lang,
            is_terminal: out.is_terminal(),
            out: Box::new(BufWriter::new(out)),
            failure: None,
            is_closed: false,
        }
    }

    /// The language to speak.
    pub(super) fn lang(&self) -> Lang {
        self.lang
    }

    /// Whether output may be coloured: on a terminal that can, for a user who did not say no.
    pub(super) fn has_colours(&self) -> bool {
        self.is_terminal && allows_colours(|name| std::env::var_os(name))
    }

    /// Writes to the output. A reader that has gone away (`fyml … | head`) is not an error: the rest is dropped and
    /// the exit code stays what it would have been.
    pub(super) fn print(&mut self, text: &str) {
        if !self.is_closed && self.failure.is_none() {
            let written = self.out.write_all(text.as_bytes());
            self.note(written);
        }
    }

    /// Says one sentence on the error stream.
    pub(super) fn complain(&mut self, message: &Message) {
        // In order with what was printed before, where both go to one place.
        let flushed = self.out.flush();
        self.note(flushed);
        let _ = writeln!(io::stderr(), "fyml: {}", message.get(self.lang));
    }

    /// Writes text to the error stream as it is.
    pub(super) fn print_error(&mut self, text: &str) {
        let _ = io::stderr().write_all(text.as_bytes());
    }

    /// Writes out what is left; output that could not be written makes the command a failure.
    pub(super) fn finish(mut self, exit: Exit) -> Exit {
        let flushed = self.out.flush();
        self.note(flushed);
        let Some(error) = self.failure.take() else {
            return exit;
        };
        self.complain(&message!(
            "the output could not be written: {error}.",
            "无法写出结果：{error}。"
        ));
        Exit::Failed
    }

    fn note(&mut self, result: io::Result<()>) {
        match result {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => self.is_closed = true,
            Err(error) => {
                if self.failure.is_none() {
                    self.failure = Some(error);
                }
            }
        }
    }
}

/// What the environment says about colours (<https://no-color.org>).
fn allows_colours(variable: impl Fn(&str) -> Option<OsString>) -> bool {
    let refuses = variable("NO_COLOR").is_some_and(|value| !value.is_empty());
    let is_dumb = variable("TERM").is_some_and(|term| term == "dumb");
    !refuses && !is_dumb
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_can_refuse_colours() {
        let allows = |name: &'static str, value: &'static str| {
            allows_colours(|asked| (asked == name).then(|| OsString::from(value)))
        };
        assert!(allows("TERM", "xterm-256color"));
        assert!(allows("NO_COLOR", ""), "empty means nothing");
        assert!(!allows("NO_COLOR", "1"));
        assert!(!allows("TERM", "dumb"));
    }
}
