//! Which functions answer on which path: an index, so that a letter typed into a path does not cost a look at all.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::rules::routes_of;
use crate::model::{Function, Service};
use crate::syntax::{Document, EntryId};

/// The functions by the paths of their http triggers.
#[derive(Debug, Default, Clone)]
pub(super) struct Routes {
    /// By the hash of the path: the paths themselves stand in the document.
    by_path: HashMap<u64, Functions>,
    /// The paths of several functions. Others may be among them.
    shared: BTreeSet<Box<str>>,
}

/// The functions at one place of the index, in the order of the text: nearly always one.
#[derive(Debug, Clone)]
enum Functions {
    One(EntryId),
    #[allow(clippy::box_collection, reason = "rare, so the pointer is to be small")]
    Several(Box<Vec<EntryId>>),
}

impl Functions {
    fn all(&self) -> &[EntryId] {
        match self {
            Functions::One(function) => std::slice::from_ref(function),
            Functions::Several(functions) => functions,
        }
    }

    fn add(&mut self, new: EntryId) {
        if let Functions::One(function) = *self {
            *self = Functions::Several(Box::new(vec![function]));
        }
        if let Functions::Several(functions) = self {
            let at = functions.partition_point(|other| other.block() <= new.block());
            functions.insert(at, new);
        }
    }

    /// Says whether any are left.
    fn remove(&mut self, gone: EntryId) -> bool {
        match self {
            Functions::One(function) => *function != gone,
            Functions::Several(functions) => {
                functions.retain(|other| *other != gone);
                !functions.is_empty()
            }
        }
    }
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
            match self.by_path.entry(hash(path)) {
                Entry::Vacant(place) => {
                    place.insert(Functions::One(id));
                }
                Entry::Occupied(mut place) => {
                    place.get_mut().add(id);
                    self.shared.insert(path.into());
                }
            }
        }
    }

    /// Forgets a function, as it was when it was taken in.
    pub fn remove(&mut self, function: Function<'_>) {
        let id = function.entry().id();
        for path in routes_of(function) {
            let Entry::Occupied(mut place) = self.by_path.entry(hash(path)) else {
                continue;
            };
            if !place.get_mut().remove(id) {
                place.remove();
                self.shared.remove(path);
            } else if place.get().all().len() < 2 {
                self.shared.remove(path);
            }
        }
    }

    /// The paths of several functions, and those functions in the order of the text.
    pub fn shared<'d>(
        &self,
        document: &'d Document,
    ) -> impl Iterator<Item = (&str, Vec<Function<'d>>)> {
        self.shared.iter().filter_map(move |path| {
            let functions = self.by_path.get(&hash(path))?.all().iter();
            let functions = functions.map(|id| Function::of(id.of(document)));
            // another path may have the same hash
            let functions = functions.filter(|one| routes_of(*one).contains(&&**path));
            let functions: Vec<_> = functions.collect();
            (functions.len() > 1).then_some((&**path, functions))
        })
    }
}

fn hash(path: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    path.hash(&mut hasher);
    hasher.finish()
}
