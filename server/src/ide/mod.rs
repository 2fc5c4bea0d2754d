//! Answers to what an editor asks, as plain data in byte offsets. One file per question; nothing here knows the
//! protocol or reads a file.

mod completion;
mod cron_words;
mod definition;
mod describe;
mod doc;
mod fixes;
mod folding;
mod hover;
mod hover_beside;
mod hover_names;
mod hover_route;
#[cfg(test)]
mod hover_tests;
mod inlay_hints;
mod lenses;
mod links;
mod mention;
mod methods;
mod neighbourhood;
mod path;
mod port;
mod preview;
mod refactor;
mod references;
mod rename;
mod schedule;
mod selection;
mod spot;
mod symbols;
mod way;
mod workspace_symbols;
mod wrapper_router;

pub use completion::{
    About, Completion, CompletionRequest, CompletionRole, Completions, TRIGGER_CHARACTERS, Writing,
    completions,
};
pub use definition::{Definition, Destination, definition, entries_of};
pub use doc::Doc;
pub use fixes::{FIX_ALL_TITLE, fix_all, fixes_at, ignores_at};
pub use folding::folds;
pub use hover::{Hover, hover};
pub use hover_beside::HoverContext;
pub use inlay_hints::{HintKind, InlayHint, inlay_hints};
pub use lenses::{
    Lens, LensContext, LensKind, Running, action_title, lenses, run_actions, sound_functions,
};
pub use links::{Link, LinkTarget, links};
pub use mention::{Mention, Thing, mentions, thing_at};
pub use neighbourhood::{Alone, FolderEntry, Neighbourhood, SourceHandler};
pub use path::FilePath;
pub use port::{port, port_title, ports_at};
pub use preview::{
    NoPreview, Note, Preview, Route, RouteTable, Stop, preview, route_table, route_table_after,
};
pub use refactor::{
    Change, FileChange, NoSourceCode, Offer, Refactoring, RefactoringKind, SourceCode, refactor,
    refactorings,
};
pub use references::{References, highlights, mentions_of_code, references};
pub use rename::{Rename, prepare_rename, rename};
pub use selection::selections;
pub use symbols::{Inside, Symbol, SymbolRole, headings, symbols};
pub use workspace_symbols::{FoundSymbol, MOST_FOUND, Query, found_in, found_in_code};
