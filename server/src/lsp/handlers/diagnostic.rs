//! `textDocument/diagnostic`

use std::hash::{DefaultHasher, Hash, Hasher};

use tower_lsp::jsonrpc::{Error, Result};

use crate::lsp::convert_in::Diagnostic;
use crate::lsp::server::Server;
use crate::lsp::session::{Asked, Session};
use crate::lsp::written::Written;

impl Server {
    /// The diagnostics of a document; "unchanged" if the client has them already. They are worked out where they hold
    /// up nobody, unless that is quickly done.
    pub async fn diagnostic(&self, params: Diagnostic) -> Result<Written> {
        let Diagnostic {
            text_document,
            previous_result_id,
            ..
        } = params;
        let known = previous_result_id.clone();
        let job = self.worker.ask(move |session: &mut Session, cancellation| {
            let asked = session.ask_about_problems(&text_document.uri);
            if cancellation.is_requested() {
                return Err(Error::request_cancelled());
            }
            Ok(match asked {
                Some(asked) if !asked.analysis.is_judged_quickly() => Err(asked),
                asked => Ok(report(asked.as_ref(), known.as_deref())),
            })
        });
        match job.await?? {
            Ok(report) => Ok(report),
            Err(asked) => {
                let work = move || report(Some(&asked), previous_result_id.as_deref());
                self.worker.elsewhere(work).await
            }
        }
    }
}

/// The report about a document; `known` names the diagnostics that the client has.
fn report(asked: Option<&Asked>, known: Option<&str>) -> Written {
    let items = asked.map_or_else(|| "[]".to_owned(), Asked::written_diagnostics);
    let id = result_id(&items);
    Written::json(if known == Some(id.as_str()) {
        format!("{{\"kind\":\"unchanged\",\"resultId\":\"{id}\"}}")
    } else {
        format!("{{\"kind\":\"full\",\"resultId\":\"{id}\",\"items\":{items}}}")
    })
}

/// A name for a list of diagnostics: equal lists have equal names.
fn result_id(diagnostics: &str) -> String {
    let mut hasher = DefaultHasher::new();
    diagnostics.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
