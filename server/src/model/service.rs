//! The whole file.

use super::{Aggregation, Function, Functions, Provider};
use crate::syntax::{Document, Entry, Node};

/// A service: what one f.yml describes.
#[derive(Debug, Clone, Copy)]
pub struct Service<'d> {
    root: Option<Node<'d>>,
}

/// What stands under `service`.
#[derive(Debug, Clone, Copy)]
pub enum ServiceName<'d> {
    /// No such key, or nothing behind it.
    Missing(Option<Entry<'d>>),
    /// `service: name`.
    Text(Node<'d>),
    /// `service: {name: …}`; holds the value of `name` if there is one.
    Map(Entry<'d>, Option<Entry<'d>>),
    /// A number, a boolean, a list: the toolchain finds no name in it.
    WrongShape(Entry<'d>),
}

/// What stands under `deployType`.
#[derive(Debug, Clone, Copy)]
pub enum DeployType<'d> {
    /// `deployType: egg`.
    Text(Node<'d>),
    /// `deployType: {type: egg, …}`; holds the entry of `type` if there is one.
    Map(Entry<'d>, Option<Entry<'d>>),
    /// Anything else that JavaScript takes for true: the mode is on, without a type.
    WrongShape(Entry<'d>),
}

impl<'d> Service<'d> {
    /// The service that a document describes. An empty document, or one that is no map, is a service without
    /// anything in it.
    pub fn of(document: &'d Document) -> Service<'d> {
        Service {
            root: document.root(),
        }
    }

    /// The document's root node.
    pub fn root(self) -> Option<Node<'d>> {
        self.root
    }

    /// The entry with this top-level key.
    pub fn get(self, key: &str) -> Option<Entry<'d>> {
        self.root?.get(key)
    }

    /// The top-level entries.
    pub fn entries(self) -> Vec<Entry<'d>> {
        self.root.map(Node::entries).unwrap_or_default()
    }

    /// The service's name.
    pub fn name(self) -> ServiceName<'d> {
        let Some(entry) = self.get("service") else {
            return ServiceName::Missing(None);
        };
        if entry.value.is_null() || entry.value.as_str() == Some("") {
            ServiceName::Missing(Some(entry))
        } else if entry.value.as_str().is_some() {
            ServiceName::Text(entry.value)
        } else if entry.value.is_mapping() {
            ServiceName::Map(entry, entry.value.get("name"))
        } else {
            ServiceName::WrongShape(entry)
        }
    }

    /// The service's name as text, where it has one.
    pub fn name_text(self) -> Option<&'d str> {
        match self.name() {
            ServiceName::Text(node) => node.as_str(),
            ServiceName::Map(_, Some(name)) => name.value.as_str(),
            _ => None,
        }
    }

    /// The provider.
    pub fn provider(self) -> Provider<'d> {
        Provider::of(self.get("provider"))
    }

    /// The functions that are written in the file. Decorators in the source may add more.
    pub fn functions(self) -> Functions<'d> {
        Functions::of(self.get("functions"))
    }

    /// The function of this name.
    pub fn function(self, name: &str) -> Option<Function<'d>> {
        self.functions()
            .iter()
            .find(|function| function.name() == name)
    }

    /// The entry `aggregation`.
    pub fn aggregation_entry(self) -> Option<Entry<'d>> {
        self.get("aggregation")
    }

    /// The aggregations, in the order of the file.
    pub fn aggregations(self) -> Vec<Aggregation<'d>> {
        let entries = self
            .aggregation_entry()
            .map(|entry| entry.value.entries())
            .unwrap_or_default();
        entries.into_iter().map(Aggregation::of).collect()
    }

    /// The deploy type, where the mode is on.
    pub fn deploy_type(self) -> Option<DeployType<'d>> {
        let entry = self.get("deployType")?;
        if entry.value.is_falsy() {
            None
        } else if entry.value.as_str().is_some() {
            Some(DeployType::Text(entry.value))
        } else if entry.value.is_mapping() {
            Some(DeployType::Map(entry, entry.value.get("type")))
        } else {
            Some(DeployType::WrongShape(entry))
        }
    }

    /// The entry `custom.customDomain`.
    pub fn custom_domain(self) -> Option<Entry<'d>> {
        self.get("custom")?.value.get("customDomain")
    }
}
