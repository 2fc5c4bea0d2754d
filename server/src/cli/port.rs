//! `fyml port`.

pub(super) mod report;

use std::io;
use std::path::Path;

use super::arguments::{ListFormat, PortArguments};
use super::{Console, Exit, sentences};
use crate::lint::{Message, Project, ServiceContext, Settings, apply};
use crate::message;
use crate::model::{FileKind, FileName, recognise};
use crate::port::{Port, port};
use crate::project::{self, ReadError, SourceText};
use crate::syntax::Document;

/// Moves one file, and says what became of it.
pub(super) fn run(arguments: &PortArguments, console: &mut Console) -> Exit {
    match moved(arguments, console) {
        Ok(()) => Exit::Fine,
        Err(complaint) => {
            console.complain(&complaint);
            Exit::Failed
        }
    }
}

fn moved(arguments: &PortArguments, console: &mut Console) -> Result<(), Message> {
    let to = sentences::cloud(&arguments.to)?;
    let path = arguments.file.as_path();
    let shown = path.to_string_lossy();
    if arguments.write && is_stdin(path) {
        return Err(message!(
            "standard input cannot be replaced: leave out `--write`.",
            "标准输入无法替换，请去掉 `--write`。"
        ));
    }
    let (source, project) = read(path).map_err(|error| sentences::unreadable(&shown, &error))?;
    let document = Document::new(&source.text);
    let name = project.file_name.unwrap_or(FileName::FYml);
    let kind = recognise(name, &document);
    if kind != FileKind::Midway {
        return Err(sentences::not_midways(&shown, kind));
    }
    let settings = Settings::default();
    let context = ServiceContext::of(&document, &settings, &project);
    let port = port(&context, to).map_err(|why| in_file(&shown, &why))?;
    let text = source.with_text(&apply(&source.text, &port.edits));
    if arguments.write && !port.edits.is_empty() {
        project::write(path, text.as_bytes()).map_err(|error| {
            let why = sentences::reason(&error);
            let (en, zh) = (why.en, why.zh);
            message!(
                "{shown} could not be written: {en}.",
                "无法写入 {shown}：{zh}。"
            )
        })?;
    }
    if !arguments.write {
        console.print(&text);
    }
    let report = rendered(&port, &shown, &document, arguments, console);
    if arguments.write {
        console.print(&report);
    } else {
        console.print_error(&report);
    }
    Ok(())
}

fn rendered(
    port: &Port,
    path: &str,
    document: &Document,
    arguments: &PortArguments,
    console: &Console,
) -> String {
    match arguments.format {
        ListFormat::Text => report::text(port, path, document, console.lang()),
        ListFormat::Json => report::json(port, path, document, arguments.write, console.lang()),
    }
}

fn in_file(path: &str, why: &Message) -> Message {
    let (en, zh) = (&why.en, &why.zh);
    message!("{path}: {en}", "{path}：{zh}")
}

fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

fn read(path: &Path) -> Result<(SourceText, Project), ReadError> {
    if is_stdin(path) {
        return Ok((project::read_from(io::stdin().lock())?, Project::default()));
    }
    Ok((project::read(path)?, project::neighbours(path)))
}
