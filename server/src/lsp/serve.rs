//! The loop: takes messages in the order they come and sees to it that every request is answered.

use std::future::Future;
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::json;
use tokio::task::JoinSet;
use tower_lsp::jsonrpc::{Error, Id, Request, Response};
use tower_lsp::{ClientSocket, ExitedError, LspService};
use tower_service::Service;

use super::message::{self, Incoming};
use super::server::Server;
use super::transport::{Frame, Frames, Outbox};
use super::worker::Worker;

/// How often the client's process is looked for.
const HEARTBEAT: Duration = Duration::from_secs(1);
/// How often it is looked whether a client that did not read does again, or work that waits is done.
const BEHIND: Duration = Duration::from_millis(5);
/// How many questions may wait for their answers before no more are taken in.
const MOST_QUESTIONS: usize = 1_000;
/// How many bytes of messages may wait to be worked on; one message may have more.
const MOST_TAKEN_IN: usize = 32 * 1024 * 1024;
/// How long answers that are still being worked on may take after the client's last word.
const LAST_ANSWERS: Duration = Duration::from_millis(500);
/// How long writing the last answers may take; a client that is gone does not read.
const LAST_WRITES: Duration = Duration::from_millis(500);

type Answer = Pin<Box<dyn Future<Output = Result<Option<Response>, ExitedError>> + Send>>;

/// Serves until the client says `exit`, closes the connection or ends. Says whether it has said `shutdown`.
pub async fn serve(
    mut service: LspService<Server>,
    socket: ClientSocket,
    mut frames: Frames,
    outbox: Outbox,
    worker: Worker,
) -> bool {
    let (mut own_requests, mut client_responses) = socket.split();
    tokio::spawn({
        let outbox = outbox.clone();
        async move {
            while let Some(request) = own_requests.next().await {
                outbox.call(without_null_params(request));
            }
        }
    });
    let mut answers: JoinSet<()> = JoinSet::new();
    // bytes since nothing was left to do
    let mut taken_in = 0;
    let mut heartbeat = tokio::time::interval(HEARTBEAT);
    loop {
        let frame = tokio::select! {
            frame = frames.next() => frame,
            _ = answers.join_next(), if !answers.is_empty() => continue,
            _ = heartbeat.tick() => {
                if is_gone(&service, &outbox) {
                    tracing::warn!("the client is gone");
                    return service.inner().is_shut_down();
                }
                continue;
            }
        };
        let Some((frame, size)) = frame else { break };
        taken_in += size;
        // A client that does not read, or sends faster than can be worked, is not listened to any further: what waits
        // for it, or for us, does not grow. One that has closed its end is not waited for.
        while !frames.is_closed() {
            while answers.try_join_next().is_some() {}
            if worker.waiting() == 0 {
                taken_in = 0;
            }
            let is_behind = worker.waiting().max(answers.len()) > MOST_QUESTIONS
                || worker.waiting() > 0 && taken_in > MOST_TAKEN_IN;
            if !(is_behind || outbox.is_full()) {
                break;
            }
            if is_gone(&service, &outbox) {
                tracing::warn!("the client is gone");
                return service.inner().is_shut_down();
            }
            tokio::time::sleep(BEHIND).await;
        }
        let incoming = match frame {
            Frame::Message(message) => message::read(message),
            Frame::Malformed(reason) => {
                tracing::warn!("{reason}");
                outbox.respond(Response::from_error(Id::Null, Error::parse_error()));
                continue;
            }
        };
        match incoming {
            Incoming::Call(request) => {
                let is_exit = request.method() == "exit";
                let answer = service.call(request);
                take_up(answer, &outbox, &mut answers).await;
                if is_exit {
                    outbox.flush(LAST_WRITES);
                    return service.inner().is_shut_down();
                }
            }
            // Fails if nobody waits for it (any more).
            Incoming::Response(response) => drop(client_responses.send(response).await),
            Incoming::Invalid(id) => {
                outbox.respond(Response::from_error(id, Error::invalid_request()));
            }
        }
    }
    let all = async { while answers.join_next().await.is_some() {} };
    if tokio::time::timeout(LAST_ANSWERS, all).await.is_err() {
        tracing::debug!("the client left before all its requests were answered");
    }
    outbox.flush(LAST_WRITES);
    service.inner().is_shut_down()
}

/// Whether nobody is there to read an answer.
fn is_gone(service: &LspService<Server>, outbox: &Outbox) -> bool {
    outbox.is_closed() || service.inner().is_client_gone()
}

/// Runs a handler up to its first wait, so that its job is posted before the next message is looked at. What remains
/// is waited for beside the loop.
async fn take_up(mut answer: Answer, outbox: &Outbox, answers: &mut JoinSet<()>) {
    let first = std::future::poll_fn(|context| Poll::Ready(answer.as_mut().poll(context))).await;
    match first {
        Poll::Ready(result) => respond(result, outbox),
        Poll::Pending => {
            let outbox = outbox.clone();
            answers.spawn(async move { respond(answer.await, &outbox) });
        }
    }
}

fn respond(result: Result<Option<Response>, ExitedError>, outbox: &Outbox) {
    match result {
        Ok(Some(response)) => outbox.respond(response),
        Ok(None) => {}
        Err(error) => tracing::debug!("{error}"),
    }
}

/// JSON-RPC wants parameters to be an object, an array, or not there.
fn without_null_params(request: Request) -> Request {
    if request.params() != Some(&json!(null)) {
        return request;
    }
    let (method, id, _) = request.into_parts();
    let bare = Request::build(method);
    match id {
        Some(id) => bare.id::<Id>(id).finish(),
        None => bare.finish(),
    }
}
