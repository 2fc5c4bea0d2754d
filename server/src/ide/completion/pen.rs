//! The same pieces that completion offers, for refactorings: written without placeholders, to fit a place.

use fyml_schema::{DeployPath, Trigger};

use super::quoting::Quoting;
use super::shape::{Scalar, Shape, Writer};
use super::snippets;
use super::style::Layout;
use crate::syntax::Document;

/// Names for a new function, the first that is free.
pub(in crate::ide) const FUNCTION_NAMES: [&str; 4] = snippets::FUNCTION_NAMES;

/// Writes YAML that looks like the text around a place.
pub(in crate::ide) struct Pen {
    layout: Layout,
    in_flow: bool,
}

/// A trigger to be written.
#[derive(Clone, Copy)]
pub(in crate::ide) struct NewTrigger<'t> {
    /// What the schema knows of it.
    pub facts: &'static Trigger,
    /// The builder that reads it.
    pub path: Option<DeployPath>,
    /// The path of the route, for a trigger that has one.
    pub route: &'t str,
}

impl Pen {
    /// For byte `offset`; `in_flow` within `{…}` or `[…]`.
    pub fn at(document: &Document, offset: u32, in_flow: bool) -> Pen {
        let mut layout = Layout::around(document, offset);
        // whole lines are written
        layout.leading.clear();
        Pen { layout, in_flow }
    }

    /// The line break.
    pub fn newline(&self) -> &'static str {
        self.layout.newline
    }

    /// By how many blanks the keys of a map stand deeper than the key above.
    pub fn unit(&self) -> usize {
        self.layout.unit
    }

    /// By how many blanks the dashes of a list stand deeper than the key above.
    pub fn dash(&self) -> usize {
        self.layout.dash
    }

    /// A text as YAML, in quotes where it needs them.
    pub fn text(&self, text: &str) -> String {
        let quoting = Quoting::needed(text, self.in_flow);
        let mark = quoting.mark();
        format!("{mark}{}{mark}", quoting.escape(text))
    }

    /// A function as an entry of a map whose keys stand in `column`, for the builder on `path`.
    pub fn function(
        &self,
        name: &str,
        trigger: Option<NewTrigger<'_>>,
        path: Option<DeployPath>,
        column: usize,
    ) -> String {
        let facts = trigger.map(|trigger| trigger.facts);
        let (key, mut body) = snippets::function(name, facts, path, 1);
        if let Some(trigger) = trigger {
            set_route(&mut body, trigger.route);
        }
        self.entries(&[(key, body)], column)
    }

    /// The entry `events` with one trigger, whose key stands in `column`.
    pub fn events(&self, trigger: NewTrigger<'_>, column: usize) -> String {
        let item = Shape::Map(vec![event(trigger)]);
        let list = Shape::List(vec![item]);
        self.entries(&[(Scalar::text("events"), list)], column)
    }

    /// An item of `events`, without its dash; its key stands in `column`. In flow with its braces.
    pub fn event(&self, trigger: NewTrigger<'_>, column: usize) -> String {
        let mut writer = self.writer();
        writer.item(&Shape::Map(vec![event(trigger)]), column);
        writer.finish().0
    }

    fn entries(&self, entries: &[(Scalar, Shape)], column: usize) -> String {
        let mut writer = self.writer();
        writer.entries(entries, column);
        writer.finish().0
    }

    fn writer(&self) -> Writer<'_> {
        Writer::new(&self.layout, false, false).in_flow(self.in_flow)
    }
}

fn event(trigger: NewTrigger<'_>) -> (Scalar, Shape) {
    let (key, mut shape) = snippets::event(trigger.facts, trigger.path, 1);
    set_route(&mut shape, trigger.route);
    (key, shape)
}

/// Puts the route in the place of every `path` in a shape.
fn set_route(shape: &mut Shape, route: &str) {
    match shape {
        Shape::Map(entries) => {
            for (key, value) in entries {
                if key.plain() == "path" && matches!(value, Shape::Scalar(_)) {
                    *value = Scalar::text(route).into();
                } else {
                    set_route(value, route);
                }
            }
        }
        Shape::List(items) => {
            for item in items {
                set_route(item, route);
            }
        }
        _ => {}
    }
}
