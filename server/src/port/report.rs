//! What becomes of a setting.

use crate::lint::Message;
use crate::syntax::Span;

/// What becomes of a setting on the other cloud.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fate {
    /// Stays as it is and does the same.
    Carried,
    /// Is written in another way and does the same.
    Translated,
    /// The other cloud will not have it.
    Lost,
    /// Only the owner can say what it shall be, or whether what is written now is near enough.
    NeedsYou,
}

impl Fate {
    /// All of them, in the order in which a report shows them.
    pub const ALL: [Fate; 4] = [Fate::Translated, Fate::Lost, Fate::NeedsYou, Fate::Carried];

    /// Its name in reports for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Fate::Carried => "carried",
            Fate::Translated => "translated",
            Fate::Lost => "lost",
            Fate::NeedsYou => "needs-you",
        }
    }
}

/// What becomes of one setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its fate.
    pub fate: Fate,
    /// Where it stands in the text before the move.
    pub span: Span,
    /// Its YAML path, such as `functions.index.events[0].http.method`.
    pub path: String,
    /// What is written there now, if it is one value.
    pub before: Option<String>,
    /// What is written there afterwards, if that is something else.
    pub after: Option<String>,
    /// Why, in a sentence; nothing need be said about what carries over.
    pub reason: Option<Message>,
}

/// How many settings met which fate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// [`Fate::Carried`].
    pub carried: usize,
    /// [`Fate::Translated`].
    pub translated: usize,
    /// [`Fate::Lost`].
    pub lost: usize,
    /// [`Fate::NeedsYou`].
    pub needs_you: usize,
}

impl Counts {
    /// Counts a report.
    pub fn of(report: &[Item]) -> Counts {
        let mut counts = Counts::default();
        for item in report {
            match item.fate {
                Fate::Carried => counts.carried += 1,
                Fate::Translated => counts.translated += 1,
                Fate::Lost => counts.lost += 1,
                Fate::NeedsYou => counts.needs_you += 1,
            }
        }
        counts
    }

    /// Whether nothing stands in the way: at most the spelling changes.
    pub fn is_free(self) -> bool {
        self.lost == 0 && self.needs_you == 0
    }
}
