//! Problems are worked out where they hold up nobody: at once if that costs no more than what was edited, else on a
//! thread of its own, so that the worker can answer questions about the text as it is.

use std::sync::Arc;

use super::session::{Asked, Session};

impl Session {
    /// Does one thing that nobody waits for: sends the diagnostics of one document, or lets them be worked out. Says
    /// whether there was anything to do. Called when no job is waiting, so of many quick changes only the last is
    /// judged.
    pub fn work_unasked(&mut self) -> bool {
        if self.is_judging {
            return false; // one after the other; the end of that one is a job
        }
        let Some(key) = self.unpublished.pop_front() else {
            return false;
        };
        let Some(asked) = self.asked(&key) else {
            return true;
        };
        if asked.analysis.is_judged_quickly() {
            self.publish(&asked, asked.written_diagnostics());
            return true;
        }
        self.judge_with(move || {
            let written = asked.written_diagnostics();
            move |session: &mut Session| session.judged(&key, &asked, written)
        });
        true
    }

    /// Lets a thread work something out; what it gives is done here. A panic there is told as any other.
    pub(super) fn judge_with<J>(&mut self, work: impl FnOnce() -> J + Send + 'static)
    where
        J: FnOnce(&mut Session) + Send + 'static,
    {
        self.is_judging = true;
        let judge = move || {
            let done = work();
            move |session: &mut Session| {
                session.is_judging = false;
                done(session);
            }
        };
        self.to_client().work_beside(judge, |session| {
            session.is_judging = false;
            session.report_panic();
        });
    }

    /// Takes what a thread has worked out. Diagnostics of a text that is no longer there are not sent: those of the
    /// present one follow.
    fn judged(&mut self, key: &str, asked: &Asked, written: String) {
        let now = self.asked(key);
        let is_current = |now: &Asked| Arc::ptr_eq(&now.analysis, &asked.analysis);
        if now.as_ref().is_some_and(is_current) {
            self.publish(asked, written);
        }
    }

    fn publish(&self, asked: &Asked, diagnostics: String) {
        self.to_client()
            .publish_written(asked.uri(), asked.version, diagnostics);
    }
}
