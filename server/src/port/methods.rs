//! What `method` opens, by the way each builder reads it.

use fyml_schema::{MethodRule, UnknownMethod};

use crate::syntax::Node;

/// The methods that reach a function, in upper case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Opened {
    /// Every one the builder knows.
    All,
    /// These, without repetition, in the order of the file; none if all were dropped.
    Some(Vec<String>),
    /// The builder throws.
    Throws,
}

/// What a builder opens for `method`; `None` for the value if the key is left out.
pub(super) fn opened(value: Option<Node<'_>>, rule: &MethodRule) -> Opened {
    let Some(value) = value.filter(|value| !value.is_falsy()) else {
        return Opened::All;
    };
    if value.is_sequence() {
        return opened_by_list(value, rule);
    }
    match value.as_str() {
        Some(text) => several(&[text], rule, true),
        None if rule.other_scalar_throws => Opened::Throws,
        None => Opened::All,
    }
}

fn opened_by_list(list: Node<'_>, rule: &MethodRule) -> Opened {
    let items: Vec<Option<&str>> = list.items().map(Node::as_str).collect();
    if items.is_empty() {
        return if rule.empty_list_throws {
            Opened::Throws
        } else {
            Opened::All
        };
    }
    let read = if rule.first_only { &items[..1] } else { &items };
    match read.iter().copied().collect::<Option<Vec<&str>>>() {
        Some(words) => several(&words, rule, rule.wildcards_in_lists),
        None => Opened::Throws,
    }
}

fn several(words: &[&str], rule: &MethodRule, knows_wildcards: bool) -> Opened {
    let mut methods: Vec<String> = Vec::new();
    for word in words {
        let upper = word.to_uppercase();
        let is_wildcard = rule.wildcards.iter().any(|known| {
            *known == *word || !rule.wildcards_exact && known.eq_ignore_ascii_case(word)
        });
        if knows_wildcards && is_wildcard {
            return Opened::All;
        }
        let is_known = rule.accepted.contains(&upper.as_str());
        match rule.unknown {
            _ if is_known || rule.unknown == UnknownMethod::PassedOn => {
                if !methods.contains(&upper) {
                    methods.push(upper);
                }
            }
            UnknownMethod::BecomesAny => return Opened::All,
            UnknownMethod::Dropped | UnknownMethod::PassedOn => {}
        }
    }
    if rule
        .accepted
        .iter()
        .all(|known| methods.iter().any(|method| method == known))
    {
        return Opened::All;
    }
    Opened::Some(methods)
}
