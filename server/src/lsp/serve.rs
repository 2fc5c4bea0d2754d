//! The loop: takes messages in the order they come and sees to it that every request is answered.

use std::future::Future;
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::json;
use tokio::sync::mpsc::Receiver;
use tokio::task::JoinSet;
use tower_lsp::jsonrpc::{Error, Id, Request, Response};
use tower_lsp::{ClientSocket, ExitedError, LspService};
use tower_service::Service;

use super::message::{self, Incoming};
use super::server::Server;
use super::transport::{Frame, Outbox};

/// How often the client's process is looked for.
const HEARTBEAT: Duration = Duration::from_secs(1);
/// How often it is looked whether a client that did not read does again.
const FULL_OUTBOX: Duration = Duration::from_millis(20);
/// How long answers that are still being worked on may take after the client's last word.
const LAST_ANSWERS: Duration = Duration::from_millis(500);
/// How long writing the last answers may take; a client that is gone does not read.
const LAST_WRITES: Duration = Duration::from_millis(500);

type Answer = Pin<Box<dyn Future<Output = Result<Option<Response>, ExitedError>> + Send>>;

/// Serves until the client says `exit`, closes the connection or ends. Says whether it has said `shutdown`.
pub async fn serve(
    mut service: LspService<Server>,
    socket: ClientSocket,
    mut frames: Receiver<Frame>,
    outbox: Outbox,
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
    let mut heartbeat = tokio::time::interval(HEARTBEAT);
    loop {
        let frame = tokio::select! {
            frame = frames.recv() => frame,
            _ = answers.join_next(), if !answers.is_empty() => continue,
            _ = heartbeat.tick() => {
                if service.inner().is_client_gone() {
                    tracing::warn!("the client's process has ended");
                    return service.inner().is_shut_down();
                }
                continue;
            }
        };
        let Some(frame) = frame else { break };
        // A client that does not read is not answered any further, so what waits for it does not grow. One that is
        // gone, or has closed its end, is not waited for.
        while outbox.is_full() && !frames.is_closed() && !service.inner().is_client_gone() {
            tokio::time::sleep(FULL_OUTBOX).await;
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
