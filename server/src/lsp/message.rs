//! From JSON to a request, a notification or a response, putting right what clients get wrong.

use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Id, Request, Response};

/// A message from the client.
pub enum Incoming {
    /// A request or a notification.
    Call(Request),
    /// The answer to one of our requests.
    Response(Response),
    /// Neither. Holds the id if it has one.
    Invalid(Id),
}

/// Reads a message.
pub fn read(message: Value) -> Incoming {
    let Value::Object(mut message) = message else {
        return Incoming::Invalid(Id::Null);
    };
    let id = message.remove("id");
    let known_id = id.clone().and_then(|id| serde_json::from_value(id).ok());
    let Some(method) = message
        .remove("method")
        .and_then(|method| method.as_str().map(str::to_owned))
    else {
        return response(message, known_id);
    };
    if id.is_some() && known_id.is_none() {
        return Incoming::Invalid(Id::Null);
    }
    let params = message.remove("params");
    let mut request = Request::build(method.clone());
    if let Some(params) = params_of(&method, params) {
        request = request.params(params);
    }
    if let Some(id) = known_id {
        request = request.id::<Id>(id);
    }
    Incoming::Call(request.finish())
}

/// What the handler gets for parameters.
fn params_of(method: &str, params: Option<Value>) -> Option<Value> {
    match method {
        // These take none, whatever a client sends along.
        "shutdown" | "exit" => None,
        // One odd member in the client's capabilities must not fail the whole request. So it is handed on unread; see
        // `capabilities::Capabilities::of`.
        "initialize" => Some(json!({"capabilities": {}, "initializationOptions": params})),
        _ => params,
    }
}

fn response(message: serde_json::Map<String, Value>, id: Option<Id>) -> Incoming {
    let Some(id) = id else {
        return Incoming::Invalid(Id::Null);
    };
    let mut whole = json!({"jsonrpc": "2.0", "id": id});
    match message.get("error") {
        Some(error) if !error.is_null() => whole["error"] = error.clone(),
        _ => whole["result"] = message.get("result").cloned().unwrap_or(Value::Null),
    }
    match serde_json::from_value(whole) {
        Ok(response) => Incoming::Response(response),
        Err(_) => Incoming::Invalid(id),
    }
}

/// The parameters of `initialize` as the client sent them.
pub fn initialize_params(wrapped: Option<Value>) -> Value {
    wrapped.unwrap_or(Value::Null)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(message: Value) -> String {
        match read(message) {
            Incoming::Call(request) => request.to_string(),
            Incoming::Response(response) => {
                serde_json::to_string(&response).expect("a response is JSON")
            }
            Incoming::Invalid(id) => format!("invalid {id}"),
        }
    }

    #[test]
    fn shutdown_takes_whatever_parameters() {
        for params in [json!({}), json!(null), json!([])] {
            assert_eq!(
                shown(json!({"jsonrpc": "2.0", "id": 1, "method": "shutdown", "params": params})),
                r#"{"jsonrpc":"2.0","method":"shutdown","id":1}"#
            );
        }
    }

    #[test]
    fn responses_are_completed() {
        assert_eq!(
            shown(json!({"id": "a"})),
            r#"{"jsonrpc":"2.0","result":null,"id":"a"}"#
        );
        assert_eq!(
            shown(json!({"id": 2, "result": 3, "error": null})),
            r#"{"jsonrpc":"2.0","result":3,"id":2}"#
        );
        assert_eq!(
            shown(json!({"id": 2, "error": {"code": 1, "message": "no"}})),
            r#"{"jsonrpc":"2.0","error":{"code":1,"message":"no"},"id":2}"#
        );
    }

    #[test]
    fn what_is_neither_is_invalid() {
        for (message, id) in [
            (json!([]), "null"),
            (json!(1), "null"),
            (json!({"id": {}}), "null"),
            (json!({"id": 1.5, "method": "x"}), "null"),
            (json!({"id": 7, "error": "text"}), "7"),
        ] {
            assert_eq!(shown(message.clone()), format!("invalid {id}"), "{message}");
        }
    }
}
