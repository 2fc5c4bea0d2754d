//! Questions as the protocol wants them: with what belongs to them and nothing else.

use serde_json::{Value, json};

/// The parameters of a question about a document, about a place in it or about a range.
///
/// # Panics
/// If no such question is known.
pub fn params(method: &str, uri: &str, place: (usize, usize), range: [(usize, usize); 2]) -> Value {
    let position = |(line, character)| json!({"line": line, "character": character});
    let document = json!({"uri": uri});
    let range = json!({"start": position(range[0]), "end": position(range[1])});
    let place = position(place);
    match method.trim_start_matches("textDocument/") {
        "diagnostic" | "documentSymbol" | "foldingRange" | "documentLink" | "codeLens" => {
            json!({"textDocument": document})
        }
        "inlayHint" => json!({"textDocument": document, "range": range}),
        "codeAction" => {
            json!({"textDocument": document, "range": range, "context": {"diagnostics": []}})
        }
        "selectionRange" => json!({"textDocument": document, "positions": [place]}),
        "references" => json!({
            "textDocument": document, "position": place, "context": {"includeDeclaration": true},
        }),
        "rename" => json!({"textDocument": document, "position": place, "newName": "other"}),
        "completion" | "hover" | "definition" | "documentHighlight" | "prepareRename" => {
            json!({"textDocument": document, "position": place})
        }
        other => unreachable!("{other} is no question"),
    }
}
