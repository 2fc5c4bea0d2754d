//! `textDocument/documentLink`

use lsp_types::{DocumentLink, Uri};
use tower_lsp::jsonrpc::Result;

use crate::ide::{self, FilePath, LinkTarget};
use crate::lsp::beside::{Around, beside, stored};
use crate::lsp::convert_in::OfDocument;
use crate::lsp::server::Server;
use crate::lsp::uri;
use crate::project;

impl Server {
    /// Values that lead to code, files and pages.
    pub async fn document_link(&self, params: OfDocument) -> Result<Option<Vec<DocumentLink>>> {
        let around = self.worker.ask(|session, _| session.ask_around()).await?;
        self.worker
            .elsewhere(move || links(&around, &params.text_document.uri))
            .await
    }
}

fn links(around: &Around, uri: &str) -> Option<Vec<DocumentLink>> {
    let asked = around.asked(uri)?;
    let links = ide::links(asked.analysis.service(), || around.sources(uri));
    let target = asked.target();
    let links = links.iter().filter_map(|link| {
        let leads_to = match &link.target {
            LinkTarget::Page(page) => page.clone(),
            LinkTarget::File(file) => uri::from_path(&stored(uri, file)?),
            LinkTarget::PackagePage(name) => page_or_file(uri, name)?,
            LinkTarget::Code { path, line } => {
                format!("{}#L{}", uri::from_path(&beside(uri, path)?), line + 1)
            }
        };
        Some(DocumentLink {
            range: target.range(link.span),
            target: Some(Uri(leads_to)),
            ..DocumentLink::default()
        })
    });
    Some(links.collect())
}

/// The page that an installed package names, else its `package.json`.
fn page_or_file(uri: &str, package: &str) -> Option<String> {
    let path = uri::to_path(uri)?;
    project::package_page(path.parent()?, package).or_else(|| {
        Some(uri::from_path(&stored(
            uri,
            &FilePath::Package(package.to_owned()),
        )?))
    })
}
