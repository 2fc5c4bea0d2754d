//! What every source of items may look at.

use fyml_schema::{Cloud, DeployPath, Lang, PathStep, Place, place};

use super::cursor::{self, Cursor, Role};
use crate::analysis::Analysis;
use crate::ide::neighbourhood::Neighbourhood;
use crate::lint::PackageJson;
use crate::syntax::Node;

/// The place, the file and what lies beside it.
pub(super) struct Scene<'a> {
    pub analysis: &'a Analysis,
    pub neighbourhood: &'a dyn Neighbourhood,
    pub cursor: &'a Cursor,
    /// The way to the place in the schema's words.
    pub steps: Vec<PathStep<'a>>,
    /// What may stand there; `None` where nothing is known.
    pub place: Option<Place>,
    pub cloud: Option<Cloud>,
    /// The builder that reads the file.
    pub path: Option<DeployPath>,
    pub lang: Lang,
}

impl<'a> Scene<'a> {
    pub fn of(
        analysis: &'a Analysis,
        neighbourhood: &'a dyn Neighbourhood,
        cursor: &'a Cursor,
        lang: Lang,
    ) -> Scene<'a> {
        let steps = cursor.steps();
        Scene {
            place: place(&steps),
            analysis,
            neighbourhood,
            cursor,
            steps,
            cloud: analysis.cloud(),
            path: analysis.path(),
            lang,
        }
    }

    /// One text of two, by language.
    pub fn say<'t>(&self, en: &'t str, zh: &'t str) -> &'t str {
        match self.lang {
            Lang::En => en,
            Lang::ZhCn => zh,
        }
    }

    /// Whether the way to the place is this one: keys by name, `*` for any key, `-` for an item.
    pub fn is_at(&self, way: &[&str]) -> bool {
        self.steps.len() == way.len()
            && self.steps.iter().zip(way).all(|(step, wanted)| match step {
                PathStep::Key(name) => *wanted == "*" || name == wanted,
                PathStep::Index => *wanted == "-",
            })
    }

    /// The same for a value that may also be an item of a list.
    pub fn is_at_value_or_item(&self, way: &[&str]) -> bool {
        let mut item = way.to_vec();
        item.push("-");
        self.is_at(way) || self.is_at(&item)
    }

    /// The name of the function around.
    pub fn function(&self) -> Option<&'a str> {
        match self.steps.as_slice() {
            [PathStep::Key("functions"), PathStep::Key(name), ..] => Some(name),
            _ => None,
        }
    }

    /// What package.json says; nothing if there is none.
    pub fn package_json(&self) -> Option<&'a PackageJson> {
        self.analysis.project().package_json.as_ref()
    }

    /// Whether keys are being typed.
    pub fn is_key(&self) -> bool {
        matches!(self.cursor.role, Role::Key { .. })
    }

    /// The node that the first `count` steps lead to, as far as it could be read.
    pub fn node(&self, count: usize) -> Option<Node<'a>> {
        let steps = self.cursor.path.get(..count)?;
        cursor::node_at(self.analysis.document(), steps, self.cursor.offset)
    }

    /// The texts of the other items of the list whose item is being typed.
    pub fn other_items(&self) -> Vec<&'a str> {
        if !matches!(self.cursor.role, Role::Item { .. }) {
            return Vec::new();
        }
        let list = self.node(self.cursor.path.len() - 1);
        let items = list.into_iter().flat_map(Node::items);
        items
            .filter(|item| !item.span().touches(self.cursor.offset))
            .filter_map(|item| item.scalar_str())
            .collect()
    }
}
