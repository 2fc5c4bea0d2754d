//! `codeAction/resolve`

use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};

use crate::ide::Refactoring;
use crate::lsp::server::Server;
use crate::syntax::Span;

impl Server {
    /// The same action with its edit. Everything the client sent comes back as it was; an action that is no
    /// refactoring gets nothing added.
    ///
    /// # Errors
    /// `ContentModified` if the document has changed since the action was offered.
    pub async fn code_action_resolve(&self, mut action: Value) -> Result<Value> {
        let Some(chosen) = Chosen::of(&action) else {
            return Ok(action);
        };
        let uri = chosen.uri.clone();
        let refactored = self
            .worker
            .ask(move |session, _| session.ask_to_refactor(&uri))
            .await?;
        let Some(refactored) = refactored.filter(|it| it.asked.version == chosen.version) else {
            return Err(Error::new(ErrorCode::ContentModified));
        };
        // checks what it promises, and may read source files
        let edit = self
            .worker
            .elsewhere(move || refactored.edit(chosen.span, &chosen.refactoring))
            .await?;
        if let (Some(edit), Some(members)) = (edit, action.as_object_mut()) {
            members.insert("edit".to_owned(), json!(edit));
        }
        Ok(action)
    }
}

/// What the `data` of an action says.
struct Chosen {
    uri: String,
    version: Option<i32>,
    refactoring: Refactoring,
    span: Span,
}

impl Chosen {
    fn of(action: &Value) -> Option<Chosen> {
        let data = action.get("data")?;
        let offset = |index: usize| {
            let offset = data.get("span")?.get(index)?.as_u64()?;
            u32::try_from(offset).ok()
        };
        let version = data.get("version").and_then(Value::as_i64);
        Some(Chosen {
            uri: data.get("uri")?.as_str()?.to_owned(),
            version: version.and_then(|version| i32::try_from(version).ok()),
            refactoring: Refactoring::from_id(data.get("refactoring")?.as_str()?)?,
            span: Span {
                start: offset(0)?,
                end: offset(1)?.max(offset(0)?),
            },
        })
    }
}
