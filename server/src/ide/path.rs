//! Paths and packages that values name.

use super::way::{Way, inside};
use crate::syntax::{Node, Span};

/// A file that a value names. Whether it is there, the disk tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilePath {
    /// A path, relative to the f.yml's folder or absolute.
    File(String),
    /// The same for something that `require` takes: a file with or without extension, or a folder.
    Module(String),
    /// A package in `node_modules`, without its version.
    Package(String),
}

/// The file that the value at the end of the way names, and its place.
pub(super) fn file_at(way: &Way<'_>) -> Option<(Span, FilePath)> {
    let node = way.last()?.node;
    let text = node.as_str().filter(|_| !node.is_interpolated())?;
    let file = if way.leads(&["plugins", "-"]) {
        plugin(text)
    } else if way.leads(&["layers", "*", "path"])
        || way.leads(&["functions", "*", "layers", "*", "path"])
    {
        layer(text)
    } else if way.leads(&["provider", "starter"]) {
        package(text)
    } else if [
        &["package", "include", "-"][..],
        &["package", "exclude", "-"],
        &["package", "include"],
        &["package", "exclude"],
        &["package", "artifact"],
        &["functions", "*", "codeUri"],
    ]
    .iter()
    .any(|place| way.leads(place))
    {
        path(text)
    } else {
        None
    }?;
    (!node.span().is_empty()).then(|| (inside(node), file))
}

/// `local:provider:path`, `npm:provider:package`, or a path that begins with a dot.
pub(super) fn plugin(text: &str) -> Option<FilePath> {
    if text.starts_with('.') {
        return Some(FilePath::Module(text.to_owned()));
    }
    let mut parts = text.splitn(3, ':');
    let (kind, _provider, name) = (parts.next()?, parts.next()?, parts.next()?);
    match kind {
        "local" if !name.is_empty() => Some(FilePath::Module(name.to_owned())),
        "npm" => package(name),
        _ => None,
    }
}

/// `npm:package@version`, or a path that begins with a dot.
pub(super) fn layer(text: &str) -> Option<FilePath> {
    match text.strip_prefix("npm:") {
        Some(name) => package(name),
        None if text.starts_with('.') => Some(FilePath::Module(text.to_owned())),
        None => None,
    }
}

/// A package with or without its version.
pub(super) fn package(text: &str) -> Option<FilePath> {
    let version = text.get(1..)?.find('@').map(|at| at + 1);
    let name = text.get(..version.unwrap_or(text.len()))?;
    let is_name = name.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '@')
        && !name.contains("..")
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "@/._-".contains(c));
    is_name.then(|| FilePath::Package(name.to_owned()))
}

/// A path without wildcards.
pub(super) fn path(text: &str) -> Option<FilePath> {
    let is_path = !text.is_empty()
        && !text.starts_with('!')
        && !text.contains(['*', '?', '{', '[', '(', '\n']);
    is_path.then(|| FilePath::File(text.to_owned()))
}

/// Whether a scalar can be a link: written in one line.
pub(super) fn is_in_one_line(node: Node<'_>) -> bool {
    !node.span().is_empty() && !node.raw().contains('\n')
}
