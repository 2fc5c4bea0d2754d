//! From a command to its answer: asks what must be asked, begins the run, waits for its result. Nothing here is done by
//! the worker, so it may wait.

use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};

use super::convert_in::RunArgument;
use super::run_request::Preparation;
use super::server::Server;
use crate::message;
use crate::run::Action;

/// LSP's `RequestFailed`: well-formed, but it could not be done.
const REQUEST_FAILED: i64 = -32803;

impl Server {
    /// Runs what a command asks for and waits for its result. If the request is cancelled, the run is stopped.
    pub async fn run(
        &self,
        action: Action,
        mut argument: RunArgument,
        token: Option<Value>,
    ) -> Result<Value> {
        let prepared = loop {
            let asked = argument.clone();
            let job = self.worker.ask(move |session, _| {
                let preparation = session.prepare(action, &asked);
                preparation.map(|preparation| (preparation, session.to_client(), session.lang()))
            });
            let (preparation, to_client, lang) = job.await??;
            match preparation {
                Preparation::Ready(prepared) => break prepared,
                Preparation::Refused(reason) => {
                    let job = self.worker.ask(move |session, _| session.refused(&reason));
                    return job.await;
                }
                Preparation::Which(functions) => {
                    let question = message!("Which function?", "选择哪个函数？");
                    let choice = to_client
                        .ask_user(question.get(lang).to_owned(), &functions)
                        .await;
                    let Some(choice) = choice.filter(|choice| functions.contains(choice)) else {
                        let names = functions.join(", ");
                        let reason = message!(
                            "Name the function: one of {names}.",
                            "请指明函数：{names} 之一。"
                        );
                        return Err(failed(reason.get(lang)));
                    };
                    argument.function = Some(choice);
                }
            }
        };
        if let Some(question) = &prepared.question {
            let job = self
                .worker
                .ask(|session, _| (session.to_client(), session.lang()));
            let (to_client, lang) = job.await?;
            let yes = if prepared.has_errors {
                message!("Deploy anyway", "仍然部署")
            } else {
                message!("Deploy", "部署")
            };
            let no = message!("Cancel", "取消");
            let choices = [yes.get(lang).to_owned(), no.get(lang).to_owned()];
            let choice = to_client
                .ask_user(question.get(lang).to_owned(), &choices)
                .await;
            if choice.as_deref() != Some(yes.get(lang)) {
                return Ok(refusal(
                    message!("Not deployed: not confirmed.", "未部署：没有确认。").get(lang),
                ));
            }
        }
        let job = self
            .worker
            .ask(|session, _| (session.to_client(), session.new_run()));
        let (to_client, (run, shows_progress)) = job.await?;
        let token = match token {
            Some(token) => Some(token),
            None if shows_progress => to_client.create_progress(run).await,
            None => None,
        };
        let job = self
            .worker
            .ask(move |session, _| session.begin(run, *prepared, token));
        match job.await?? {
            Ok(result) => result
                .await
                .map_err(|_| failed("the run was lost; the server's log tells more")),
            Err(refused) => Ok(refused),
        }
    }
}

/// The error of a command that could not be done.
pub(super) fn failed(reason: &str) -> Error {
    Error {
        code: ErrorCode::ServerError(REQUEST_FAILED),
        message: reason.to_owned().into(),
        data: None,
    }
}

/// The `RunResult` of what was never begun.
pub(super) fn refusal(reason: &str) -> Value {
    json!({"ok": false, "exitCode": null, "durationMs": 0, "output": "", "error": reason})
}
