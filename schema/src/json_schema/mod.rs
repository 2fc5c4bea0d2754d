//! JSON Schemas made from the tables: one per cloud, and one that picks the cloud's by `provider.name`.
//!
//! They are draft-07, not 2020-12: yaml-language-server and VS Code's JSON support, which most people will meet them
//! through, implement draft-07 best, and nothing here needs more. Beside the standard keywords they use the ones
//! those editors show: `markdownDescription`, `enumDescriptions`, `deprecationMessage`, `doNotSuggest`.
//!
//! How they are built, and why:
//! * A choice is made by what discriminates it, never by `oneOf`: the cloud by `provider.name` (if/then/else), a
//!   trigger by its key (properties of one object), a shorthand by its YAML type (a list in `type`). So an error is
//!   found at the place that is wrong, and is one error.
//! * What a cloud ignores is legal YAML that the toolchain drops in silence; it is marked deprecated with the reason
//!   instead of being forbidden.
//! * Any scalar may hold an interpolation (`${env.NAME}`), which is replaced before the YAML is read.

mod shape;
mod text;

use serde_json::{Map, Value, json};

use crate::{Cloud, DeployPath, Lang, Table, keys, w};

/// The draft the schemas are written in.
const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// The clouds that have a schema of their own: those something is deployed to.
pub const CLOUDS_WITH_SCHEMA: [Cloud; 4] =
    [Cloud::Aliyun, Cloud::Tencent, Cloud::Vercel, Cloud::Wechat];

/// What a schema is made for.
#[derive(Clone, Copy)]
struct Branch {
    /// The cloud, or `None` for what is right on some cloud.
    cloud: Option<Cloud>,
    /// The language of its texts.
    lang: Lang,
    /// What the names of its definitions begin with.
    prefix: &'static str,
}

impl Branch {
    /// The deploy paths it speaks for.
    fn paths(self) -> &'static [DeployPath] {
        self.cloud.map_or(&DeployPath::ALL, Cloud::paths)
    }

    /// A reference to the definition of `table`.
    fn reference(self, table: &Table) -> Value {
        json!({ "$ref": format!("#/definitions/{}{}", self.prefix, table.name) })
    }
}

/// The schema of an f.yml for `cloud`; a local alias has the schema of the cloud it stands for, and a name that
/// nothing is deployed to has the loose one. Parts can be used alone: `#/definitions/function`, `…/provider`,
/// `…/aggregation` and so on.
pub fn for_cloud(cloud: Cloud, lang: Lang) -> Value {
    let cloud = cloud.canonical();
    let branch = Branch {
        cloud: (!cloud.paths().is_empty()).then_some(cloud),
        lang,
        prefix: "",
    };
    let mut definitions = Map::new();
    shape::definitions(branch, &mut definitions);
    let title = match branch.cloud {
        Some(cloud) => format!("f.yml · {}", cloud.facts().title.get(lang)),
        None => "f.yml".to_owned(),
    };
    document(&title, lang, branch.reference(&keys::FILE), definitions)
}

/// The schema for any f.yml: that of the cloud in `provider.name`, and without a known one whatever is right on
/// some cloud. The definitions of a cloud begin with its name (`#/definitions/aliyun.function`); those without a
/// name before them are the loose ones.
pub fn umbrella(lang: Lang) -> Value {
    let loose = Branch {
        cloud: None,
        lang,
        prefix: "",
    };
    let mut definitions = Map::new();
    shape::definitions(loose, &mut definitions);
    let mut choice = loose.reference(&keys::FILE);
    for cloud in CLOUDS_WITH_SCHEMA.into_iter().rev() {
        let branch = Branch {
            cloud: Some(cloud),
            lang,
            prefix: prefix(cloud),
        };
        shape::definitions(branch, &mut definitions);
        choice = json!({
            "if": {
                "type": "object",
                "required": ["provider"],
                "properties": { "provider": {
                    "type": "object",
                    "required": ["name"],
                    "properties": { "name": { "const": cloud.name() } },
                } },
            },
            "then": branch.reference(&keys::FILE),
            "else": choice,
        });
    }
    document("f.yml", lang, choice, definitions)
}

fn document(title: &str, lang: Lang, root: Value, definitions: Map<String, Value>) -> Value {
    let about = w(
        "Service file of Midway FaaS (Midway Serverless).",
        "Midway FaaS（Midway Serverless）的服务配置文件。",
    );
    json!({
        "$schema": DRAFT,
        "title": title,
        "description": about.get(lang),
        "allOf": [root],
        "definitions": definitions,
    })
}

/// The beginning of a cloud's definitions in the umbrella schema.
fn prefix(cloud: Cloud) -> &'static str {
    match cloud {
        Cloud::Aliyun => "aliyun.",
        Cloud::Tencent => "tencent.",
        Cloud::Vercel => "vercel.",
        Cloud::Wechat => "wechat.",
        _ => "",
    }
}

/// The checked-in files under `schema/json/`, name and content.
pub fn files() -> Vec<(&'static str, String)> {
    let mut files = vec![("f.yml.schema.json", umbrella(Lang::En))];
    for cloud in CLOUDS_WITH_SCHEMA {
        let name = match cloud {
            Cloud::Tencent => "tencent.schema.json",
            Cloud::Vercel => "vercel.schema.json",
            Cloud::Wechat => "wechat.schema.json",
            _ => "aliyun.schema.json",
        };
        files.push((name, for_cloud(cloud, Lang::En)));
    }
    files
        .into_iter()
        .map(|(name, schema)| (name, format!("{schema:#}\n")))
        .collect()
}
