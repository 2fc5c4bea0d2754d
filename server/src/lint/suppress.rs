//! `# fyml-ignore: CODE` and `# fyml-ignore-file: CODE`.

use super::{Problem, Settings};
use crate::syntax::Document;

/// Takes out what the document's own comments silence, and reports comments that silence nothing.
pub(super) fn apply(_problems: &mut Vec<Problem>, _document: &Document, _settings: &Settings) {}
