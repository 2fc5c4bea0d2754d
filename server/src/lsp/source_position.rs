//! Questions that are asked in a source file.

use std::path::PathBuf;

use super::convert_in::Position;
use super::uri;
use crate::project;
use crate::source::{self, Grammar, SourceFunction};
use crate::syntax::{Encoding, Text};

/// A function that code declares, found at a position.
pub struct DeclaredHere {
    /// The file.
    pub path: PathBuf,
    /// The function.
    pub function: SourceFunction,
    /// Whether the position is in its decorator, and not at the name of the method or class.
    pub is_at_decorator: bool,
}

/// The function whose decorator or name is at a position of a source file, as it is on the disk.
pub fn declared_at(uri: &str, position: Position, encoding: Encoding) -> Option<DeclaredHere> {
    let grammar = Grammar::of_file_name(&uri::file_name(uri))?;
    let path = uri::to_path(uri)?;
    let source = project::read(&path).ok()?;
    let offset = position.offset(&Text::new(&source.text), encoding);
    let file = source::read(&source.text, grammar);
    let function = file.functions.into_iter().find(|function| {
        let is_trigger = |span: &source::SourceTrigger| span.span.touches(offset);
        function.decorator.touches(offset)
            || function.triggers.iter().any(is_trigger)
            || function.selection().touches(offset)
    })?;
    Some(DeclaredHere {
        path,
        is_at_decorator: !function.selection().touches(offset),
        function,
    })
}
