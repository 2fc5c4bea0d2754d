//! What decorators in the source declare.

use std::ops::Deref;
use std::sync::Arc;

use crate::source::Sources;

/// The source files of the project, read by the caller. Two are equal if they are the same reading: it is kept as long
/// as no file changes.
#[derive(Debug, Clone)]
pub struct Declared(Arc<Sources>);

impl From<Arc<Sources>> for Declared {
    fn from(sources: Arc<Sources>) -> Declared {
        Declared(sources)
    }
}

impl Deref for Declared {
    type Target = Sources;

    fn deref(&self) -> &Sources {
        &self.0
    }
}

impl PartialEq for Declared {
    fn eq(&self, other: &Declared) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Declared {}
