//! `provider`.

use fyml_schema::Cloud;

use crate::syntax::{Entry, Node};

/// What stands under `provider`.
#[derive(Debug, Clone, Copy)]
pub struct Provider<'d> {
    entry: Option<Entry<'d>>,
}

/// What `provider.name` says.
#[derive(Debug, Clone, Copy)]
pub enum ProviderName<'d> {
    /// No `provider` at all, no `name` in it, or nothing behind `name`.
    Missing,
    /// A name that the toolchain knows or once knew.
    Known(Cloud, Node<'d>),
    /// A text that no version of the toolchain knows.
    Unknown(Node<'d>),
    /// Contains `${…}`: only the environment knows.
    Interpolated(Node<'d>),
    /// Not text.
    WrongShape(Node<'d>),
}

impl<'d> Provider<'d> {
    pub(super) fn of(entry: Option<Entry<'d>>) -> Provider<'d> {
        Provider { entry }
    }

    /// The entry `provider`.
    pub fn entry(self) -> Option<Entry<'d>> {
        self.entry
    }

    /// The entry with this key below `provider`.
    pub fn get(self, key: &str) -> Option<Entry<'d>> {
        self.entry?.value.get(key)
    }

    /// The value under this key below `provider`.
    pub fn value(self, key: &str) -> Option<Node<'d>> {
        self.get(key).map(|entry| entry.value)
    }

    /// Its name.
    pub fn name(self) -> ProviderName<'d> {
        let Some(value) = self.value("name") else {
            return ProviderName::Missing;
        };
        if value.is_interpolated() {
            return ProviderName::Interpolated(value);
        }
        match value.as_str() {
            Some("") => ProviderName::Missing,
            None if value.is_null() => ProviderName::Missing,
            None => ProviderName::WrongShape(value),
            Some(name) => match Cloud::from_name(name) {
                Some(cloud) => ProviderName::Known(cloud, value),
                None => ProviderName::Unknown(value),
            },
        }
    }

    /// The cloud that `provider.name` names.
    pub fn cloud(self) -> Option<Cloud> {
        match self.name() {
            ProviderName::Known(cloud, _) => Some(cloud),
            _ => None,
        }
    }
}
