//! The one thread that owns the state and does the work, a job at a time.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, TryRecvError};
use std::time::Duration;

use tokio::sync::oneshot;
use tower_lsp::jsonrpc;

use super::session::Session;

/// How often it is looked whether a client that did not read does again.
const BEHIND: Duration = Duration::from_millis(20);

/// One piece of work; `None` is the end of all.
type Job = Option<Box<dyn FnOnce(&mut Session) + Send>>;

/// The way to the worker.
#[derive(Clone)]
pub struct Worker {
    jobs: mpsc::Sender<Job>,
    waiting: Arc<AtomicUsize>,
}

/// The jobs that are waiting.
pub struct Jobs {
    jobs: mpsc::Receiver<Job>,
    waiting: Arc<AtomicUsize>,
}

/// Tells a job whether anybody still waits for its answer.
pub struct Cancellation<'a>(&'a dyn Fn() -> bool);

impl Cancellation<'_> {
    /// Whether the request has been cancelled. Checked between costly steps.
    pub fn is_requested(&self) -> bool {
        (self.0)()
    }
}

impl Worker {
    /// A worker that has not started yet; jobs wait for [`run`].
    pub fn new() -> (Worker, Jobs) {
        let (sender, jobs) = mpsc::channel();
        let waiting = Arc::new(AtomicUsize::new(0));
        let worker = Worker {
            jobs: sender,
            waiting: Arc::clone(&waiting),
        };
        (worker, Jobs { jobs, waiting })
    }

    /// How many jobs are not done yet.
    pub fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }

    /// Gives it a job. Jobs are done in the order in which they are posted; posting never waits.
    pub fn post(&self, job: impl FnOnce(&mut Session) + Send + 'static) {
        self.waiting.fetch_add(1, Ordering::Relaxed);
        if self.jobs.send(Some(Box::new(job))).is_err() {
            self.waiting.store(0, Ordering::Relaxed);
            tracing::error!("the worker has ended");
        }
    }

    /// Ends it after the jobs that are waiting, and with it everything the session holds.
    pub fn end(&self) {
        let _ = self.jobs.send(None); // fails if it has ended
    }

    /// Gives it a job and waits for the answer. The job is posted when the future is polled first; if the future is
    /// dropped (the request is cancelled) before the job's turn comes, the job is not done.
    ///
    /// # Errors
    /// `InternalError` if the job panicked.
    pub async fn ask<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Session, &Cancellation<'_>) -> T + Send + 'static,
    ) -> jsonrpc::Result<T> {
        let (sender, answer) = oneshot::channel();
        self.post(move |session| {
            if sender.is_closed() {
                return;
            }
            let result = job(session, &Cancellation(&|| sender.is_closed()));
            // Fails if the request was cancelled meanwhile.
            let _ = sender.send(result);
        });
        answer.await.map_err(|_| internal_error())
    }

    /// Runs what may take its time, or read the disk, on a thread of its own. A panic there is told as one of a job is.
    ///
    /// # Errors
    /// `InternalError` if it panicked.
    pub async fn elsewhere<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> jsonrpc::Result<T> {
        tokio::task::spawn_blocking(work).await.map_err(|error| {
            tracing::error!("{error}");
            self.post(Session::report_panic);
            internal_error()
        })
    }
}

fn internal_error() -> jsonrpc::Error {
    let mut error = jsonrpc::Error::internal_error();
    error.message = "fyml: internal error; the server's log tells more".into();
    error
}

/// Starts the worker. It ends at [`Worker::end`].
pub fn run(jobs: Jobs, mut session: Session) -> io::Result<()> {
    std::thread::Builder::new()
        .name("worker".to_owned())
        .spawn(move || work(&jobs, &mut session))?;
    Ok(())
}

fn work(Jobs { jobs, waiting }: &Jobs, session: &mut Session) {
    let report = |session: &mut Session| {
        let _ = guarded(|| session.report_panic());
    };
    loop {
        let job = match jobs.try_recv() {
            Ok(job) => job,
            Err(TryRecvError::Disconnected) => return,
            // Nobody waits: time for what the server does of its own accord.
            Err(TryRecvError::Empty) => {
                let more = guarded(|| session.work_unasked());
                if more.is_none() {
                    report(session);
                }
                if more.unwrap_or(true) {
                    continue;
                }
                match jobs.recv() {
                    Ok(job) => job,
                    Err(_) => return,
                }
            }
        };
        let Some(job) = job else { return };
        // what is worked out for a client that does not read would have to be kept
        while session.is_client_behind() {
            std::thread::sleep(BEHIND);
        }
        if guarded(|| job(session)).is_none() {
            report(session);
        }
        waiting.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Runs something whose panic must not end the server. Changes to a document are made on a copy and then put in place
/// (see `OpenDocument::change`), so a panic leaves the state as it was.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lsp::runs::Going;
    use crate::lsp::server::{self, Server};
    use crate::lsp::to_client::ToClient;
    use crate::lsp::transport::Outbox;
    use crate::run::{Action, Stop};

    /// A started worker and the runtime to wait on.
    fn worker() -> (Worker, tokio::runtime::Runtime) {
        worker_writing_to(io::stdout())
    }

    fn worker_writing_to(
        output: impl io::Write + Send + 'static,
    ) -> (Worker, tokio::runtime::Runtime) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .expect("a runtime");
        let (worker, jobs) = Worker::new();
        let mut session = None;
        server::service(|client| {
            let outbox = Outbox::to(output).expect("a thread");
            let handle = runtime.handle().clone();
            session = Some(Session::new(ToClient::new(
                client,
                outbox,
                handle,
                worker.clone(),
            )));
            Server::new(worker.clone())
        });
        run(jobs, session.expect("made above")).expect("a thread");
        (worker, runtime)
    }

    /// What the client was told, to the end.
    fn all_said(
        worker: Worker,
        runtime: tokio::runtime::Runtime,
        mut output: io::PipeReader,
    ) -> String {
        worker.end();
        // the writing thread ends with the last way to it
        drop((worker, runtime));
        let mut said = String::new();
        io::Read::read_to_string(&mut output, &mut said).expect("UTF-8");
        said
    }

    #[test]
    fn a_panic_fails_its_own_request_only() {
        let (worker, runtime) = worker();
        runtime.block_on(async {
            let broken = worker.ask(|_, _| -> u8 { panic!("on purpose") }).await;
            assert_eq!(
                broken.map_err(|error| error.code),
                Err(jsonrpc::ErrorCode::InternalError)
            );
            assert_eq!(worker.ask(|_, _| 7).await, Ok(7));
        });
    }

    #[test]
    fn panics_are_reported_once_and_the_session_goes_on() {
        let (output, input) = io::pipe().expect("a pipe");
        let (worker, runtime) = worker_writing_to(input);
        runtime.block_on(async {
            for _ in 0..3 {
                let broken = worker.ask(|_, _| -> u8 { panic!("on purpose") }).await;
                assert!(broken.is_err());
            }
            assert_eq!(worker.ask(|_, _| 7).await, Ok(7));
        });
        let said = all_said(worker, runtime, output);
        assert_eq!(said.matches("Content-Length").count(), 1, "{said}");
        assert!(said.contains("window/showMessage"), "{said}");
        assert!(said.contains("https://"), "{said}");
    }

    #[test]
    fn panics_beside_the_worker_are_reported_once_too() {
        let (output, input) = io::pipe().expect("a pipe");
        let (worker, runtime) = worker_writing_to(input);
        runtime.block_on(async {
            for _ in 0..3 {
                let broken = worker.elsewhere(|| -> u8 { panic!("on purpose") }).await;
                assert_eq!(
                    broken.map_err(|error| error.code),
                    Err(jsonrpc::ErrorCode::InternalError)
                );
            }
            assert_eq!(worker.elsewhere(|| 7).await, Ok(7));
            let is_judging = worker.ask(|session, _| {
                session.judge_with(|| -> fn(&mut Session) { panic!("on purpose") });
                session.is_judging
            });
            assert_eq!(is_judging.await, Ok(true));
            // what follows is judged again
            while worker.ask(|session, _| session.is_judging).await == Ok(true) {}
            // as where the sources of a project are read
            let (told, is_told) = mpsc::channel();
            let failing = worker.ask(|session, _| {
                let fails = || -> fn(&mut Session) { panic!("on purpose") };
                session
                    .to_client()
                    .work_beside(fails, Session::report_panic);
            });
            assert_eq!(failing.await, Ok(()));
            let next = worker.ask(move |session, _| {
                let beside = move || move |_: &mut Session| told.send(()).expect("the test waits");
                session
                    .to_client()
                    .work_beside(beside, Session::report_panic);
            });
            assert_eq!(next.await, Ok(()));
            is_told.recv().expect("the session goes on");
        });
        let said = all_said(worker, runtime, output);
        assert_eq!(said.matches("window/showMessage").count(), 1, "{said}");
    }

    #[test]
    fn a_panic_in_a_run_ends_the_run_and_is_reported_once() {
        let (output, input) = io::pipe().expect("a pipe");
        let (worker, runtime) = worker_writing_to(input);
        let folder = std::path::Path::new("/shop");
        let going = || Going {
            folder: folder.to_owned(),
            action: Action::Invoke,
            function: None,
            stop: Stop::default(),
            token: None,
            waiting: Vec::new(),
        };
        runtime.block_on(async {
            for _ in 0..2 {
                let (ended, is_ended) = oneshot::channel();
                let mut going = going();
                going.waiting.push(ended);
                let started = worker.ask(|session, _| {
                    let run = session.runs.next();
                    session.runs.begin(run, going);
                    session.start(run, || panic!("on purpose")).is_ok()
                });
                assert_eq!(started.await, Ok(true));
                // those who wait for its end learn of it: nobody is left to answer
                assert!(is_ended.await.is_err());
                let goes_on = worker.ask(|session, _| session.runs.in_folder(folder).is_some());
                assert_eq!(goes_on.await, Ok(false));
            }
        });
        let said = all_said(worker, runtime, output);
        assert_eq!(said.matches("window/showMessage").count(), 1, "{said}");
    }

    #[test]
    fn a_cancelled_job_is_not_done() {
        let (worker, runtime) = worker();
        let (release, wait) = mpsc::channel::<()>();
        let (done, was_done) = mpsc::channel();
        runtime.block_on(async {
            worker.post(move |_| {
                let _ = wait.recv();
            });
            let mut cancelled = Box::pin(worker.ask(move |_, _| done.send(()).is_ok()));
            // posts the job; the worker is still busy with the one before
            std::future::poll_fn(|context| {
                assert!(cancelled.as_mut().poll(context).is_pending());
                std::task::Poll::Ready(())
            })
            .await;
            drop(cancelled);
            release.send(()).expect("the worker waits");
            assert_eq!(worker.ask(|_, _| ()).await, Ok(()));
            assert!(was_done.try_recv().is_err());
        });
    }

    #[test]
    fn a_job_at_work_sees_that_it_is_cancelled() {
        let (worker, runtime) = worker();
        let (started, is_started) = mpsc::channel();
        let (seen, is_seen) = mpsc::channel();
        runtime.block_on(async {
            let mut cancelled = Box::pin(worker.ask(move |_, cancellation| {
                started.send(()).expect("the test waits");
                while !cancellation.is_requested() {
                    std::thread::yield_now();
                }
                seen.send(()).expect("the test waits");
            }));
            std::future::poll_fn(|context| {
                assert!(cancelled.as_mut().poll(context).is_pending());
                std::task::Poll::Ready(())
            })
            .await;
            is_started.recv().expect("the job runs");
            drop(cancelled);
            is_seen.recv().expect("the job ends");
        });
    }
}
