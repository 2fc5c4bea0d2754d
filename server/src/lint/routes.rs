//! Which functions answer on which path: an index, so that a letter typed into a path does not cost a look at all.

use std::collections::{BTreeSet, HashMap};

use super::rules::routes_of;
use crate::model::{Function, Service};
use crate::syntax::{Document, EntryId};

/// The functions by the paths of their http triggers.
#[derive(Debug, Default, Clone)]
pub(super) struct Routes {
    by_path: HashMap<Box<str>, Vec<EntryId>>,
    /// The paths of several functions.
    shared: BTreeSet<Box<str>>,
}

impl Routes {
    /// Looks at all functions.
    pub fn of(service: Service<'_>) -> Routes {
        let mut routes = Routes::default();
        for function in service.functions().iter() {
            routes.add(function);
        }
        routes
    }

    /// Takes in a function, in the order of the text.
    pub fn add(&mut self, function: Function<'_>) {
        let id = function.entry().id();
        for path in routes_of(function) {
            let functions = self.by_path.entry(path.into()).or_default();
            let at = functions.partition_point(|other| other.block() <= id.block());
            functions.insert(at, id);
            if functions.len() > 1 {
                self.shared.insert(path.into());
            }
        }
    }

    /// Forgets a function, as it was when it was taken in.
    pub fn remove(&mut self, function: Function<'_>) {
        let id = function.entry().id();
        for path in routes_of(function) {
            let Some(functions) = self.by_path.get_mut(path) else {
                continue;
            };
            functions.retain(|other| *other != id);
            if functions.len() < 2 {
                self.shared.remove(path);
            }
            if functions.is_empty() {
                self.by_path.remove(path);
            }
        }
    }

    /// The paths of several functions, and those functions in the order of the text.
    pub fn shared<'d>(
        &self,
        document: &'d Document,
    ) -> impl Iterator<Item = (&str, Vec<Function<'d>>)> {
        self.shared.iter().filter_map(move |path| {
            let functions = self.by_path.get(path)?.iter();
            let functions = functions.map(|id| Function::of(id.of(document)));
            Some((&**path, functions.collect()))
        })
    }
}
