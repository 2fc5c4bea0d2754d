//! `completionItem/resolve`

use serde_json::{Value, json};
use tower_lsp::jsonrpc::Result;

use crate::lsp::convert_out::documentation;
use crate::lsp::server::Server;

impl Server {
    /// The same item with its documentation. Everything the client sent comes back as it was; an item that is no
    /// longer known gets nothing added.
    pub async fn completion_resolve(&self, mut item: Value) -> Result<Value> {
        let job = self.worker.ask(move |session, _| {
            let data = item.get("data").and_then(Value::as_array);
            let numbers = data.and_then(|data| match data.as_slice() {
                [list, index] => Some((list.as_u64()?, usize::try_from(index.as_u64()?).ok()?)),
                _ => None,
            });
            let (capabilities, lang) = session.client();
            let doc = numbers
                .and_then(|(list, index)| session.recent_completions.doc(list, index, lang))
                .filter(|doc| !doc.is_empty());
            if let (Some(doc), Some(members)) = (doc, item.as_object_mut()) {
                let doc = documentation(&doc, capabilities);
                members.insert("documentation".to_owned(), json!(doc));
            }
            item
        });
        job.await
    }
}
