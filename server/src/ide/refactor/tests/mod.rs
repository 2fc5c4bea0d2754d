//! Each refactoring at marked places: the edits are made, the result is read again.

mod add;
mod extract;
mod handler;
mod javascript;
mod moves;
mod restyle;
mod sort;

use std::sync::Arc;

use fyml_schema::Lang;

use super::{Change, NoSourceCode, Refactoring, SourceCode, refactor, refactorings};
use crate::analysis::Analysis;
use crate::ide::way::testing::fixture;
use crate::lint::{Project, Severity, apply};
use crate::model::FileName;
use crate::syntax::{Span, Text};

fn analysis(text: &str, project: &Project) -> Analysis {
    Analysis::of(
        Text::new(text),
        Some(FileName::FYml),
        None,
        Arc::default(),
        Arc::new(project.clone()),
    )
}

/// The ids of what is offered at `$0`.
fn offered(marked: &str) -> Vec<String> {
    offered_with(marked, &Project::default(), &NoSourceCode)
}

fn offered_with(marked: &str, project: &Project, code: &dyn SourceCode) -> Vec<String> {
    let (text, offset) = fixture(marked);
    let analysis = analysis(&text, project);
    let offers = refactorings(&analysis, Span::empty(offset), code);
    let offers = offers.iter().map(|offer| {
        let id = offer.refactoring.id();
        assert_eq!(Refactoring::from_id(&id), Some(offer.refactoring.clone()));
        id
    });
    offers.collect()
}

/// The titles in both languages.
fn titles(marked: &str) -> Vec<String> {
    titles_with(marked, &Project::default(), &NoSourceCode)
}

fn titles_with(marked: &str, project: &Project, code: &dyn SourceCode) -> Vec<String> {
    let (text, offset) = fixture(marked);
    let analysis = analysis(&text, project);
    let offers = refactorings(&analysis, Span::empty(offset), code);
    let titles = offers.iter().map(|offer| {
        format!(
            "{} | {}",
            offer.title.get(Lang::En),
            offer.title.get(Lang::ZhCn)
        )
    });
    titles.collect()
}

/// The change that an offered refactoring makes.
fn change(marked: &str, id: &str, project: &Project, code: &dyn SourceCode) -> Change {
    let (text, offset) = fixture(marked);
    let span = Span::empty(offset);
    let analysis = analysis(&text, project);
    let offers = refactorings(&analysis, span, code);
    let found = offers.iter().find(|offer| offer.refactoring.id() == id);
    let offer = found.unwrap_or_else(|| panic!("{id} is not offered, but {offers:?}"));
    refactor(&analysis, span, &offer.refactoring, code).expect("what is offered can be made")
}

/// The text after an offered refactoring. It has no error that was not there before.
fn after(marked: &str, id: &str) -> String {
    let (text, _) = fixture(marked);
    let change = change(marked, id, &Project::default(), &NoSourceCode);
    let after = apply(&text, &change.edits);
    assert_ne!(after, text, "it changes something");
    let errors = |text: &str| {
        let analysis = analysis(text, &Project::default());
        let problems = analysis.problems().iter();
        let errors = problems.filter(|problem| problem.severity >= Severity::Warning);
        errors.map(|problem| problem.rule.code).collect::<Vec<_>>()
    };
    let before = errors(&text);
    let new: Vec<_> = errors(&after)
        .into_iter()
        .filter(|code| !before.contains(code))
        .collect();
    assert!(new.is_empty(), "{new:?} in\n{after}");
    after
}
