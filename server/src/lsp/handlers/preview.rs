//! `fyml.preview`

use fyml_schema::Cloud;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};

use crate::ide;
use crate::lsp::convert_in::PreviewArgument;
use crate::lsp::run_command::failed;
use crate::lsp::server::Server;

impl Server {
    /// What deploying would hand to the cloud, as YAML with what is lost on the way in comments.
    pub(super) async fn preview(&self, argument: PreviewArgument) -> Result<Value> {
        let job = self.worker.ask(move |session, _| {
            let asked = match &argument.uri {
                Some(uri) => session.ask_about(uri),
                None => session.ask_about_last_touched(),
            };
            let Some(asked) = asked else {
                return Err(Error::invalid_params("no such f.yml is open"));
            };
            let analysis = &asked.analysis;
            let mut settings = analysis.settings().clone();
            if let Some(name) = &argument.provider {
                let cloud = Cloud::from_name(name).ok_or_else(|| {
                    Error::invalid_params(format!(
                        "`provider` must be the name of a cloud, not {name:?}"
                    ))
                })?;
                settings.provider = Some(cloud);
            }
            if let Some(tool) = argument.tool {
                settings.use_fun = Some(tool.is_fun());
            }
            let shown = asked.uri().rsplit('/').next().unwrap_or_default();
            match ide::preview(analysis.document(), &settings, analysis.project()) {
                Ok(preview) => Ok(json!(preview.yaml(analysis.document(), shown, asked.lang))),
                Err(none) => {
                    let reason = none.message(analysis.document(), shown);
                    Err(failed(reason.get(asked.lang)))
                }
            }
        });
        job.await?
    }
}
