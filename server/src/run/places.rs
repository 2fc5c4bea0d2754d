//! Places in the source that a program's output names: TypeScript's errors and the frames of stack traces.

use std::path::{Component, Path, PathBuf};

use super::{BUILD_FOLDER, Output};

/// What a place is named for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceKind {
    /// An error of the TypeScript compiler. The code may run all the same.
    TypeScript,
    /// The topmost frame of an error's stack that lies in the project.
    Thrown,
}

/// A place in a source file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// What it is named for.
    pub kind: PlaceKind,
    /// The file, absolute.
    pub file: PathBuf,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in UTF-16 units as JavaScript counts.
    pub column: u32,
    /// What is said of it.
    pub message: String,
    /// TypeScript's code (`TS2322`).
    pub code: Option<String>,
}

/// How many places are taken from one output; one wrong type can be named hundreds of times.
const MAX_PLACES: usize = 200;

/// The places in `output` that lie in `folder`, without those in installed packages, each once.
pub(super) fn places(output: &Output, folder: &Path) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for text in [&output.stdout, &output.stderr] {
        let mut thrown: Option<(&str, bool)> = None;
        for line in text.lines() {
            let found = if let Some(place) = typescript(line, folder) {
                Some(place)
            } else if let Some(frame) = line.trim_start().strip_prefix("at ") {
                // one place per error: the nearest frame of the project's own
                match &mut thrown {
                    Some((message, is_placed @ false)) => {
                        let place = frame_place(frame, message, folder);
                        *is_placed = place.is_some();
                        place
                    }
                    _ => None,
                }
            } else {
                if let Some(message) = error_message(line) {
                    thrown = Some((message, false));
                }
                None
            };
            if let Some(place) = found
                && places.len() < MAX_PLACES
                && !places.contains(&place)
            {
                places.push(place);
            }
        }
    }
    places
}

/// The message of a line that begins an error: `Error: boom`, `TypeError: …`, `YAMLException: …`, and jest's
/// `● suite › test` has its own words below.
pub(super) fn error_message(line: &str) -> Option<&str> {
    let line = line.trim();
    let (name, message) = line.split_once(": ")?;
    let name = name
        .strip_prefix("Uncaught ")
        .unwrap_or(name)
        .split(" [")
        .next()
        .unwrap_or(name);
    let is_error = (name.ends_with("Error") || name.ends_with("Exception"))
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '$' | '.'));
    (is_error && !message.trim().is_empty()).then(|| match name {
        "Error" => message.trim(),
        _ => line,
    })
}

/// `src/a.ts:1:2 - error TS1: …`, `src/a.ts(1,2): error TS1: …`, `[TS Error] … (src/a.ts:1:2)`.
fn typescript(line: &str, folder: &Path) -> Option<Place> {
    let (position, code, message) = if let Some(rest) = line.trim().strip_prefix("[TS Error] ") {
        let (message, position) = rest.strip_suffix(')')?.rsplit_once(" (")?;
        (position.to_owned(), None, message)
    } else {
        let (before, after) = line
            .split_once(" - error TS")
            .or_else(|| line.split_once(": error TS"))?;
        let (number, message) = after.split_once(": ")?;
        let position = before.trim().trim_end_matches(')').replace(['(', ','], ":");
        (position, Some(format!("TS{number}")), message)
    };
    let (file, line, column) = position_of(&position)?;
    Some(Place {
        kind: PlaceKind::TypeScript,
        file: in_project(file, folder)?,
        line,
        column,
        message: message.trim().to_owned(),
        code,
    })
}

/// `name (file:1:2)` or `file:1:2`.
fn frame_place(frame: &str, message: &str, folder: &Path) -> Option<Place> {
    let position = match frame
        .strip_suffix(')')
        .and_then(|frame| frame.rsplit_once('('))
    {
        Some((_, position)) => position,
        None => frame.strip_prefix("async ").unwrap_or(frame),
    };
    let (file, line, column) = position_of(position)?;
    Some(Place {
        kind: PlaceKind::Thrown,
        file: in_project(file, folder)?,
        line,
        column,
        message: message.to_owned(),
        code: None,
    })
}

/// `file:line:column`.
fn position_of(text: &str) -> Option<(&str, u32, u32)> {
    let (rest, column) = text.rsplit_once(':')?;
    let (file, line) = rest.rsplit_once(':')?;
    Some((file, line.parse().ok()?, column.parse().ok()?))
}

/// The file as an absolute path, if it belongs to the project's own source.
fn in_project(file: &str, folder: &Path) -> Option<PathBuf> {
    // Node.js's own files
    if file.starts_with("node:") || file.starts_with("internal/") || !file.contains(['/', '\\']) {
        return None;
    }
    let file = file.strip_prefix("file://").unwrap_or(file);
    // `/c:/x` of a file URI
    let file = match file.strip_prefix('/') {
        Some(rest) if rest.get(1..2) == Some(":") && cfg!(windows) => rest,
        _ => file,
    };
    let mut path = PathBuf::new();
    for component in folder.join(file).components() {
        match component {
            Component::ParentDir => {
                path.pop();
            }
            Component::CurDir => {}
            other => path.push(other),
        }
    }
    let inner = path.strip_prefix(folder).ok()?;
    let is_foreign = inner.components().any(|component| {
        let name = component.as_os_str();
        name == "node_modules" || name == BUILD_FOLDER || name == ".serverless"
    });
    (!is_foreign && inner.components().next().is_some()).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(stdout: &str, stderr: &str) -> Vec<(String, u32, u32, String)> {
        let output = Output {
            stdout: stdout.to_owned(),
            stderr: stderr.to_owned(),
            ..Output::default()
        };
        places(&output, Path::new("/p"))
            .into_iter()
            .map(|place| {
                let file = place.file.to_string_lossy().replace('\\', "/");
                (file, place.line, place.column, place.message)
            })
            .collect()
    }

    fn place(file: &str, line: u32, column: u32, message: &str) -> (String, u32, u32, String) {
        (file.to_owned(), line, column, message.to_owned())
    }

    /// As `f` 1.2.42 and the tools of 2.x print them.
    #[test]
    fn typescripts_errors_are_found_in_every_form() {
        let stdout = "src/index.ts:11:11 - error TS2322: Type 'string' is not assignable to type 'number'.\n\n\
                      11     const n: number = 'x';\n             ~\n\
                      src/a.ts(3,4): error TS1005: ';' expected.\n\
                      [TS Error] Cannot find name 'x'. (src/index.ts:1:22)\n\
                      node_modules/@types/node/index.d.ts:1:1 - error TS1005: noise\n\
                      src/index.ts:11:11 - error TS2322: Type 'string' is not assignable to type 'number'.\n";
        assert_eq!(
            found(stdout, ""),
            [
                place(
                    "/p/src/index.ts",
                    11,
                    11,
                    "Type 'string' is not assignable to type 'number'."
                ),
                place("/p/src/a.ts", 3, 4, "';' expected."),
                place("/p/src/index.ts", 1, 22, "Cannot find name 'x'."),
            ]
        );
    }

    #[test]
    fn a_stack_leads_to_the_projects_own_line() {
        let stderr = "Error: boom in handler\n    at Object.x (/p/node_modules/a/b.js:1:1)\n\
                      \x20   at BoomHttp.handler (/p/src/boom.ts:7:27)\n    at other (/p/src/starter.ts:2:2)\n\
                      TypeError: n.x is not a function\n    at async /p/src/a b.ts:3:4\n\
                      Error: elsewhere\n    at /other/x.ts:1:1\n    at /p/../q/x.ts:1:1\n    at /p/.faas_debug_tmp/dist/x.js:1:1\n    at node:events:639:26\n    at f (internal/x.js:1:1)\n    at events.js:1:1\n";
        assert_eq!(
            found("", stderr),
            [
                place("/p/src/boom.ts", 7, 27, "boom in handler"),
                place("/p/src/a b.ts", 3, 4, "TypeError: n.x is not a function"),
            ]
        );
    }

    #[test]
    fn lines_that_begin_no_error_are_left() {
        for line in [
            "error: x",
            "Errors: 3",
            "[Error Message] x",
            "Error:",
            "see Error: x",
        ] {
            assert_eq!(error_message(line), None, "{line}");
        }
        assert_eq!(error_message("Error [ERR_X]: no"), Some("no"));
    }
}
