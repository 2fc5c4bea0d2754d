//! `fyml.runnables`: what clients run in a terminal or a debugger of their own.

use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};

use super::convert_in::RunArgument;
use super::run_request::{Preparation, Prepared};
use super::session::Session;
use super::uri;
use crate::lint::Message;
use crate::run::{self, Action, CommandLine, Runnable, Surroundings};

impl Session {
    /// Everything that can be run for a document, as data.
    ///
    /// With a `kind` only that, for the named function or the whole service, and looked at as before a run of the
    /// server's own: with `question` to ask before, whether the file `hasErrors`, and `notes` to show, or with nothing but `refusal` if it must not
    /// be run.
    ///
    /// # Errors
    /// If nothing may be run, there is no document, or no such kind.
    pub fn runnables(&mut self, argument: &RunArgument) -> Result<Value> {
        self.check_trust()?;
        let Some(kind) = &argument.kind else {
            let listed = self.listed(argument)?;
            return Ok(listed.iter().map(|one| self.as_data(one)).collect());
        };
        let action = Action::from_name(kind)
            .ok_or_else(|| Error::invalid_params(format!("there is no kind {kind:?}")))?;
        match self.prepare(action, argument)? {
            Preparation::Ready(prepared) => Ok(json!([self.checked(*prepared, argument)?])),
            Preparation::Refused(reason) => Ok(json!([{
                "kind": action.as_str(),
                "function": argument.function,
                "refusal": reason.get(self.lang()),
            }])),
            Preparation::Which(_) => {
                let listed = self.listed(argument)?;
                let of_kind = listed.iter().filter(|one| one.action == action);
                Ok(of_kind.map(|one| self.as_data(one)).collect())
            }
        }
    }

    fn listed(&mut self, argument: &RunArgument) -> Result<Vec<Runnable>> {
        let asked = self.asked_of(argument)?;
        let path = uri::to_path(asked.uri());
        let Some(folder) = path.as_deref().and_then(|path| path.parent()) else {
            return Ok(Vec::new());
        };
        let settings = self.settings();
        Ok(run::runnables(
            asked.analysis.service(),
            folder,
            &settings.cli,
            settings.toolchain,
            &Surroundings::of_process(),
        ))
    }

    /// What was looked at, with the events and the debugger's command line of the list.
    fn checked(&mut self, prepared: Prepared, argument: &RunArgument) -> Result<Value> {
        let listed = self.listed(argument)?.into_iter();
        let mut alike =
            listed.filter(|one| one.action == prepared.action && one.function == prepared.function);
        let mut data = match alike.next() {
            Some(runnable) => self.as_data(&runnable),
            None => {
                let what = match &prepared.function {
                    Some(function) => format!("{} {function}", prepared.action.as_str()),
                    None => prepared.action.as_str().to_owned(),
                };
                let line = command_line(&prepared.line);
                with(
                    line,
                    json!({
                        "kind": prepared.action.as_str(),
                        "function": prepared.function,
                        "label": what,
                        "inputs": [],
                    }),
                )
            }
        };
        let lang = self.lang();
        let said = |message: &Message| message.get(lang).to_owned();
        let notes: Vec<String> = prepared.notes.iter().map(said).collect();
        let question = prepared.question.as_ref().map(said);
        data = with(
            data,
            json!({"notes": notes, "question": question, "hasErrors": prepared.has_errors}),
        );
        Ok(data)
    }

    fn as_data(&self, runnable: &Runnable) -> Value {
        let inputs: Vec<Value> = runnable
            .inputs
            .iter()
            .map(|(name, event)| json!({"label": name.get(self.lang()), "data": event}))
            .collect();
        with(
            command_line(&runnable.line),
            json!({
                "kind": runnable.action.as_str(),
                "function": runnable.function,
                "label": runnable.label.get(self.lang()),
                "inputs": inputs,
            }),
        )
    }
}

fn command_line(line: &CommandLine) -> Value {
    json!({
        "program": line.program.to_string_lossy(),
        "args": line.args,
        "cwd": line.cwd.to_string_lossy(),
        "env": line.env,
    })
}

/// One object with the members of both.
fn with(mut one: Value, more: Value) -> Value {
    if let (Some(one), Value::Object(more)) = (one.as_object_mut(), more) {
        one.extend(more);
    }
    one
}
