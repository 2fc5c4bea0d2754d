//! What can be typed at the cursor. One file per source of items; [`shape`] and [`item`] write them so that they fit
//! the place, whatever it looks like.

mod about;
mod anchors;
mod below;
mod clouds;
mod cursor;
mod ignore;
mod interpolation;
mod item;
mod keys;
mod meant;
mod names;
mod numbers;
mod pen;
mod project;
mod quoting;
mod scene;
mod shape;
mod snippets;
mod style;
mod triggered;
mod values;

#[cfg(test)]
mod tests;

use fyml_schema::Lang;

pub use self::about::About;
use self::cursor::{Cursor, Role};
use self::item::Item;
pub(super) use self::pen::{FUNCTION_NAMES, NewTrigger, Pen};
use self::scene::Scene;
use self::style::Layout;
pub use self::triggered::TRIGGER_CHARACTERS;
use super::neighbourhood::Neighbourhood;
use crate::analysis::Analysis;
use crate::lint::TextEdit;
use crate::syntax::Span;

/// How many items are handed out at once. More are not read; typing on makes the choice smaller.
pub const MOST: usize = 100;

/// Where something is to be typed, and how it may be written.
#[derive(Debug, Clone, Copy, Default)]
pub struct CompletionRequest {
    /// The cursor, in bytes.
    pub offset: u32,
    /// The character just typed that made the client ask; `None` if a person or a half-typed word did.
    pub trigger: Option<char>,
    /// The language of texts.
    pub lang: Lang,
    /// How it is written.
    pub writing: Writing,
}

/// How the inserted text is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Writing {
    /// With placeholders (`${1:name}`), for clients that know snippets.
    pub with_holes: bool,
    /// With further lines indented relative to the first one, for clients that add its indentation.
    pub is_relative: bool,
}

/// Things to type, best first.
#[derive(Debug, Clone, Default)]
pub struct Completions {
    /// At most [`MOST`].
    pub items: Vec<Completion>,
    /// Whether other items may come up when more is typed.
    pub is_incomplete: bool,
}

/// One thing to type.
#[derive(Debug, Clone)]
pub struct Completion {
    /// How it is shown.
    pub label: String,
    /// What it is.
    pub role: CompletionRole,
    /// A few words beside it.
    pub detail: Option<String>,
    /// A word or two at the end of its line.
    pub note: Option<String>,
    /// What is known of it.
    pub about: About,
    /// Whether it had better not be chosen.
    pub is_deprecated: bool,
    /// Whether nearly everybody would take it here.
    pub is_obvious: bool,
    /// What the client compares with what is typed.
    pub filter: String,
    /// What is put in place of what is typed.
    pub edit: TextEdit,
    /// What is replaced if what stands behind the cursor is to stay: begins where `edit` does, ends no later.
    pub insert_span: Span,
    /// Whether placeholders stand in the text.
    pub is_snippet: bool,
}

/// What a completion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompletionRole {
    /// A key.
    Key,
    /// A trigger type.
    Trigger,
    /// A value.
    Value,
    /// The name of a function.
    Function,
    /// An anchor.
    Anchor,
    /// A file.
    File,
    /// A folder.
    Folder,
    /// A package.
    Package,
    /// An environment variable.
    Variable,
    /// The code of a rule.
    Rule,
    /// Several lines at once.
    Snippet,
}

/// What sources have gathered.
#[derive(Default)]
struct Gathered {
    items: Vec<Item>,
    is_incomplete: bool,
}

impl Gathered {
    fn add(&mut self, item: Item) {
        self.items.push(item);
    }
}

/// The longest half-typed word for which anything is offered, in bytes: every item repeats it, for editors filter by it.
const LONGEST_WORD: usize = 4096;

/// How much of a line may stand before the cursor, in bytes: what is written there is part of some items.
const LONGEST_LINE: u32 = 256 * 1024;

/// What can be typed at the cursor of `request`.
pub fn completions(
    analysis: &Analysis,
    neighbourhood: &dyn Neighbourhood,
    request: CompletionRequest,
) -> Completions {
    let text = analysis.text();
    let line_start = text.line_start(text.line_of(request.offset));
    if request.offset.saturating_sub(line_start) > LONGEST_LINE {
        return Completions::default();
    }
    if let Some(found) = ignore::completions(analysis, request) {
        return found;
    }
    if let Some(found) = interpolation::completions(analysis, request) {
        return found;
    }
    let Some(cursor) = meant::cursor(analysis.document(), request.offset) else {
        return Completions::default();
    };
    let is_endless = cursor.word.range().len() > LONGEST_WORD;
    if is_endless || !triggered::is_welcome(request.trigger, &cursor) {
        return Completions::default();
    }
    let layout = Layout::around(analysis.document(), cursor.word.start);
    let gathered = gather(analysis, neighbourhood, &cursor, request.lang);
    let (items, is_incomplete) = chosen(gathered, &cursor);
    let items = items.into_iter();
    Completions {
        items: items
            .map(|item| item.finish(&cursor, &layout, request.writing))
            .collect(),
        is_incomplete,
    }
}

fn gather(
    analysis: &Analysis,
    neighbourhood: &dyn Neighbourhood,
    cursor: &Cursor,
    lang: Lang,
) -> Gathered {
    let mut out = Gathered::default();
    gather_at(analysis, neighbourhood, cursor, lang, &mut out);
    below::gather(analysis, neighbourhood, cursor, lang, &mut out);
    out
}

fn gather_at(
    analysis: &Analysis,
    neighbourhood: &dyn Neighbourhood,
    cursor: &Cursor,
    lang: Lang,
    out: &mut Gathered,
) {
    let scene = Scene::of(analysis, neighbourhood, cursor, lang);
    if matches!(cursor.role, Role::Key { .. } | Role::Item { .. }) {
        keys::gather(&scene, out);
        snippets::gather(&scene, out);
    }
    anchors::gather(&scene, out);
    if matches!(cursor.role, Role::Value | Role::Item { .. }) {
        names::gather(&scene, out);
        clouds::gather(&scene, out);
        project::gather(&scene, out);
        values::gather(&scene, out);
        numbers::gather(&scene, out);
    }
}

/// Those that fit the place, best first, at most [`MOST`]; and whether the choice depends on what is typed.
fn chosen(gathered: Gathered, cursor: &Cursor) -> (Vec<Item>, bool) {
    let Gathered {
        mut items,
        mut is_incomplete,
    } = gathered;
    items.retain(|item| item.fits(cursor));
    let mut seen = std::collections::HashSet::new();
    items.retain(|item| seen.insert((item.label.clone(), item.role == CompletionRole::Snippet)));
    items.sort_by_key(|item| item.rank);
    if items.len() > MOST {
        is_incomplete = true;
        items.retain(|item| {
            let filter = item.filter.as_deref().unwrap_or(&item.label);
            could_become(filter, &cursor.typed)
        });
        items.truncate(MOST);
    }
    (items, is_incomplete)
}

/// Whether the letters of `typed` stand in `text` in this order, as clients compare them.
fn could_become(text: &str, typed: &str) -> bool {
    let mut letters = text.chars().flat_map(char::to_lowercase);
    let mut typed = typed.chars().flat_map(char::to_lowercase);
    typed.all(|wanted| letters.any(|letter| letter == wanted))
}
