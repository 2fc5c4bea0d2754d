//! `fyml preview`.

use std::path::Path;

use super::arguments::{PreviewArguments, PreviewFormat, ToolName};
use super::{Console, Exit, sentences};
use crate::ide::{NoPreview, preview};
use crate::lint::{Message, Project, Settings};
use crate::message;
use crate::model::{FileKind, FileName, recognise};
use crate::project::{self, ReadError, SourceText};
use crate::syntax::Document;

/// Shows what deploying a file would hand to the cloud.
pub(super) fn run(arguments: &PreviewArguments, console: &mut Console) -> Exit {
    match show(arguments, console) {
        Ok(()) => Exit::Fine,
        Err((exit, message)) => {
            console.complain(&message);
            exit
        }
    }
}

fn show(arguments: &PreviewArguments, console: &mut Console) -> Result<(), (Exit, Message)> {
    let failed = |message| (Exit::Failed, message);
    let provider = sentences::provider(arguments.provider.as_deref()).map_err(failed)?;
    let settings = Settings {
        provider,
        use_fun: arguments.tool.map(|tool| tool == ToolName::Fun),
        ..Settings::default()
    };
    let shown = arguments.file.display().to_string();
    let (source, project) =
        read(&arguments.file).map_err(|error| failed(sentences::unreadable(&shown, &error)))?;
    let document = project.document(&source.text);
    // a file with a name of its own that the user wants to see is taken for an f.yml
    let name = project.file_name.unwrap_or(FileName::FYml);
    if recognise(name, &document) != FileKind::Midway {
        return Err(failed(message!(
            "{shown} is no f.yml of Midway: there is nothing to preview.",
            "{shown} 不是 Midway 的 f.yml，没有可预览的内容。"
        )));
    }
    let preview = preview(&document, &settings, &project)
        .map_err(|none| refusal(&none, &document, &shown))?;
    let lang = console.lang();
    console.print(&match (arguments.routes, arguments.format) {
        (false, PreviewFormat::Yaml) => preview.yaml(&document, &shown, lang),
        (false, PreviewFormat::Json) => preview.json(&document, lang),
        (true, PreviewFormat::Yaml) => preview.routes_text(lang),
        (true, PreviewFormat::Json) => preview.routes_json(&document, lang),
    });
    Ok(())
}

fn read(path: &Path) -> Result<(SourceText, Project), ReadError> {
    if path.as_os_str() == "-" {
        return Ok((
            project::read_from(std::io::stdin().lock())?,
            Project::default(),
        ));
    }
    Ok((project::read(path)?, project::neighbours(path)))
}

/// Why there is nothing to show, and how the command ends for it.
fn refusal(none: &NoPreview, document: &Document, shown: &str) -> (Exit, Message) {
    match none {
        NoPreview::NoProvider => (
            Exit::Failed,
            message!(
                "{shown} names no cloud in `provider.name`; choose one with `--provider NAME`.",
                "{shown} 没有在 `provider.name` 中写明云平台，请用 `--provider NAME` 指定。"
            ),
        ),
        NoPreview::UnknownProvider(name) => (Exit::Failed, sentences::unknown_provider(name)),
        NoPreview::NotFromFile(_) => (Exit::Failed, none.message(document, shown)),
        NoPreview::Stops(_) => (Exit::Found, none.message(document, shown)),
    }
}
