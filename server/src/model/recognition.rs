//! Is this file Midway's? Four names, three owners.

use super::Service;
use crate::syntax::{Document, Node};

/// The names the toolchain looks for, in this order; the first that exists wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FileName {
    /// `f.yml`: the only name every part of the toolchain knows.
    FYml,
    /// `f.yaml`.
    FYaml,
    /// `serverless.yml`.
    ServerlessYml,
    /// `serverless.yaml`.
    ServerlessYaml,
}

/// Whose file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// Midway's, or f.yml that is still too empty to say.
    Midway,
    /// Serverless Framework's.
    ServerlessFramework,
    /// Somebody else's: an ansible playbook, a list of images.
    Foreign,
}

impl FileName {
    /// In lookup order.
    pub const ALL: [FileName; 4] = [
        FileName::FYml,
        FileName::FYaml,
        FileName::ServerlessYml,
        FileName::ServerlessYaml,
    ];

    /// The name.
    pub fn as_str(self) -> &'static str {
        match self {
            FileName::FYml => "f.yml",
            FileName::FYaml => "f.yaml",
            FileName::ServerlessYml => "serverless.yml",
            FileName::ServerlessYaml => "serverless.yaml",
        }
    }

    /// The one that is called `name`, without folders.
    pub fn from_name(name: &str) -> Option<FileName> {
        FileName::ALL
            .into_iter()
            .find(|known| known.as_str() == name)
    }

    /// Whether it is `f.yml` or `f.yaml`, which no other tool uses on purpose.
    pub fn is_f(self) -> bool {
        matches!(self, FileName::FYml | FileName::FYaml)
    }
}

/// Top-level keys that say "Midway" by themselves.
const MIDWAY_KEYS: [&str; 4] = [
    "aggregation",
    "deployType",
    "functionsRule",
    "experimentalFeatures",
];

/// Says whose file `document` is, called `name`. Errs on the side of silence: what looks like somebody else's is left
/// alone.
pub fn recognise(name: FileName, document: &Document) -> FileKind {
    let service = Service::of(document);
    let has = |key: &str| service.get(key).is_some();
    let Some(root) = service.root() else {
        return if name.is_f() {
            FileKind::Midway
        } else {
            FileKind::Foreign
        };
    };
    if !root.is_mapping() {
        // A list is a playbook; a word or nothing may be the beginning of an f.yml.
        return if name.is_f() && !root.is_sequence() {
            FileKind::Midway
        } else {
            FileKind::Foreign
        };
    }
    if MIDWAY_KEYS.iter().any(|key| has(key)) {
        return FileKind::Midway;
    }
    let any_known = [
        "provider",
        "service",
        "functions",
        "layers",
        "package",
        "custom",
        "plugins",
    ]
    .iter()
    .any(|key| has(key));
    if !any_known {
        return if name.is_f() && is_beginning(root) {
            FileKind::Midway
        } else {
            FileKind::Foreign
        };
    }
    if name.is_f() {
        return if is_foreign_provider(service) {
            FileKind::Foreign
        } else {
            FileKind::Midway
        };
    }
    if is_serverless_framework(service) {
        FileKind::ServerlessFramework
    } else {
        FileKind::Midway
    }
}

/// Whether so little stands in a file that it can still become anything: a word or two at the top, nothing below.
fn is_beginning(root: Node<'_>) -> bool {
    let mut entries = root.written_entries();
    let is_bare = |node: Node<'_>| !node.is_mapping() && !node.is_sequence();
    let few = entries.by_ref().take(2).all(|entry| is_bare(entry.value));
    few && entries.next().is_none()
}

/// An `f.yml` whose provider is of another world (`provider: {name: fiber}` of a Go project) has nothing of Midway's.
fn is_foreign_provider(service: Service) -> bool {
    let provider_only = service.get("functions").is_none() && service.get("service").is_none();
    let unknown = matches!(service.provider().name(), super::ProviderName::Unknown(_));
    let has_foreign_fields = service.provider().entry().is_some_and(|entry| {
        let known = |name: &str| fyml_schema::Cloud::from_name(name).is_some();
        entry.value.entries().iter().any(|field| {
            !["name", "runtime", "stage", "starter", "region"].contains(&&*field.name())
        }) && !entry
            .value
            .value("name")
            .and_then(|name| name.as_str())
            .is_some_and(known)
    });
    provider_only && unknown && has_foreign_fields
}

/// Serverless Framework shares the name `serverless.yml`, `service`, `provider` and `functions`.
fn is_serverless_framework(service: Service) -> bool {
    let provider = service.provider();
    let midway_cloud = provider
        .cloud()
        .is_some_and(|cloud| cloud != fyml_schema::Cloud::Aws);
    if midway_cloud && service.get("component").is_none() {
        // `tencent` and `aliyun` are also providers of Serverless Framework plugins; those name the plugin.
        let names_plugin = service.get("plugins").is_some_and(|entry| {
            entry.value.items().any(|item| {
                item.as_str()
                    .is_some_and(|name| name.starts_with("serverless-"))
            })
        });
        return names_plugin || service.get("frameworkVersion").is_some();
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_f_yml_that_has_hardly_begun_is_ours() {
        let kind = |name, text| recognise(name, &Document::new(text));
        for text in ["", "ser", "ser:\n", "servic: shop\nprov:\n"] {
            assert_eq!(kind(FileName::FYml, text), FileKind::Midway, "{text:?}");
            assert_eq!(kind(FileName::ServerlessYml, text), FileKind::Foreign);
        }
        for text in [
            "- hosts: all\n",
            "images: [a]\n",
            "input: {a: b}\n",
            "a: 1\nb: 2\nc: 3\n",
        ] {
            assert_eq!(kind(FileName::FYml, text), FileKind::Foreign, "{text:?}");
        }
    }
}
