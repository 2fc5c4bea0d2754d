//! What becomes of the methods written at an http trigger.

use fyml_schema::{MethodRule, UnknownMethod};

use crate::syntax::Node;

/// The methods that a cloud gets for what is written, and what is written, both in upper case; `None` where the
/// builder throws or only the environment knows. `ANY` stands for every method.
pub(super) fn effective(
    written: Node<'_>,
    rule: &MethodRule,
) -> Option<(Vec<String>, Vec<String>)> {
    let node = written.resolved();
    let items: Vec<Node<'_>> = match node.is_sequence() {
        true => node.items().collect(),
        false => vec![node],
    };
    let is_list = node.is_sequence();
    let mut texts = Vec::new();
    for item in &items {
        texts.push(
            item.as_str()
                .filter(|text| !item.is_interpolated() && !text.is_empty())?,
        );
    }
    let upper: Vec<String> = texts.iter().map(|text| text.to_uppercase()).collect();
    if texts.is_empty() {
        return None;
    }
    let is_wildcard = |text: &str| {
        let is_word = match rule.wildcards_exact {
            true => rule.wildcards.contains(&text),
            false => rule.wildcards.contains(&&*text.to_lowercase()),
        };
        is_word && (!is_list || rule.wildcards_in_lists)
    };
    let any = || vec!["ANY".to_owned()];
    let read = match rule.first_only {
        true => texts.get(..1).unwrap_or_default(),
        false => &texts,
    };
    let mut kept: Vec<String> = Vec::new();
    for text in read {
        let name = text.to_uppercase();
        if is_wildcard(text) {
            // where unknown ones are dropped, the builder writes the list of those it knows
            return Some(match rule.unknown {
                UnknownMethod::Dropped => (owned(rule.accepted), upper),
                _ => (any(), upper),
            });
        }
        match (rule.accepted.contains(&&*name), rule.unknown) {
            (true, _) | (false, UnknownMethod::PassedOn) => kept.push(name),
            (false, UnknownMethod::Dropped) => {}
            (false, UnknownMethod::BecomesAny) => return Some((any(), upper)),
        }
    }
    Some((kept, upper))
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}
