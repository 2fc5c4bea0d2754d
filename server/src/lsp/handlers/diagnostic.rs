//! `textDocument/diagnostic`

use lsp_types::{
    DocumentDiagnosticReport, FullDocumentDiagnosticReport, RelatedFullDocumentDiagnosticReport,
    RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport,
};
use tower_lsp::jsonrpc::{Error, Result};

use crate::lsp::convert_in::Diagnostic;
use crate::lsp::convert_out::result_id;
use crate::lsp::server::Server;

impl Server {
    /// The diagnostics of a document; "unchanged" if the client has them already.
    pub async fn diagnostic(&self, params: Diagnostic) -> Result<DocumentDiagnosticReport> {
        let job = self.worker.ask(move |session, cancellation| {
            let asked = session.ask_about_problems(&params.text_document.uri);
            if cancellation.is_requested() {
                return Err(Error::request_cancelled());
            }
            let items = asked.map(|asked| asked.diagnostics()).unwrap_or_default();
            let result_id = result_id(&items);
            if params.previous_result_id.as_ref() == Some(&result_id) {
                let report = RelatedUnchangedDocumentDiagnosticReport {
                    unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport {
                        result_id,
                    },
                    ..RelatedUnchangedDocumentDiagnosticReport::default()
                };
                return Ok(report.into());
            }
            let report = RelatedFullDocumentDiagnosticReport {
                full_document_diagnostic_report: FullDocumentDiagnosticReport {
                    result_id: Some(result_id),
                    items,
                },
                ..RelatedFullDocumentDiagnosticReport::default()
            };
            Ok(report.into())
        });
        job.await?
    }
}
