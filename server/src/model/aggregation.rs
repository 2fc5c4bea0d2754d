//! `aggregation`: several functions deployed as one.

use std::borrow::Cow;

use globset::{GlobBuilder, GlobMatcher};

use crate::syntax::{Entry, Node};

/// One aggregation: a key below `aggregation` and what is behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Aggregation<'d> {
    entry: Entry<'d>,
}

/// How an aggregation chooses its members.
#[derive(Debug, Clone)]
pub enum Selection<'d> {
    /// `functions: [a, b]`; wins over a pattern.
    Names(Entry<'d>, Vec<Node<'d>>),
    /// `functions: text`: a function is chosen if its name is a part of the text (`String.indexOf`).
    PartOf(Entry<'d>, &'d str),
    /// `functionsPattern`: a name must match every pattern.
    Patterns(Entry<'d>, Vec<Node<'d>>),
    /// Neither key, or nothing usable behind it: no member.
    Nothing,
}

impl<'d> Aggregation<'d> {
    pub(super) fn of(entry: Entry<'d>) -> Aggregation<'d> {
        Aggregation { entry }
    }

    /// Key and body.
    pub fn entry(self) -> Entry<'d> {
        self.entry
    }

    /// Its name, which becomes a function's name.
    pub fn name(self) -> Cow<'d, str> {
        self.entry.name()
    }

    /// Its body.
    pub fn body(self) -> Node<'d> {
        self.entry.value
    }

    /// The entry with this key in the body.
    pub fn get(self, key: &str) -> Option<Entry<'d>> {
        self.body().get(key)
    }

    /// Whether a switch in the body is on, as JavaScript sees it (`'false'` is on).
    pub fn is_on(self, key: &str) -> bool {
        self.get(key).is_some_and(|entry| !entry.value.is_falsy())
    }

    /// Whether members are deployed alone as well.
    pub fn deploys_origin(self) -> bool {
        self.is_on("deployOrigin")
    }

    /// Whether it takes the functions without http trigger instead of those with one.
    pub fn is_event_trigger(self) -> bool {
        self.is_on("eventTrigger")
    }

    /// How it chooses its members.
    pub fn selection(self) -> Selection<'d> {
        if let Some(entry) = self
            .get("functions")
            .filter(|entry| !entry.value.is_falsy())
        {
            return match entry.value.as_str() {
                Some(text) => Selection::PartOf(entry, text),
                None if entry.value.is_sequence() => {
                    Selection::Names(entry, entry.value.items().collect())
                }
                None => Selection::Nothing,
            };
        }
        match self
            .get("functionsPattern")
            .filter(|entry| !entry.value.is_falsy())
        {
            Some(entry) if entry.value.is_sequence() => {
                Selection::Patterns(entry, entry.value.items().collect())
            }
            Some(entry) if entry.value.as_str().is_some() => {
                Selection::Patterns(entry, vec![entry.value])
            }
            _ => Selection::Nothing,
        }
    }
}

impl Selection<'_> {
    /// Something that answers whether a function's name is chosen.
    pub fn matcher(&self) -> NameMatcher {
        match self {
            // compared without converting: the number 1 is not the name `1`
            Selection::Names(_, nodes) => NameMatcher::Names(
                nodes
                    .iter()
                    .filter_map(|node| Some(node.as_str()?.to_owned()))
                    .collect(),
            ),
            Selection::PartOf(_, text) => NameMatcher::PartOf((*text).to_owned()),
            Selection::Patterns(_, nodes) => NameMatcher::Patterns(
                nodes
                    .iter()
                    .map(|node| Pattern::new(&node.key_text()))
                    .collect(),
            ),
            Selection::Nothing => NameMatcher::Nothing,
        }
    }
}

/// A compiled [`Selection`].
pub enum NameMatcher {
    /// One of these.
    Names(Vec<String>),
    /// A part of this text.
    PartOf(String),
    /// All of these patterns.
    Patterns(Vec<Pattern>),
    /// None.
    Nothing,
}

impl NameMatcher {
    /// Whether the function of this name is chosen.
    pub fn chooses(&self, name: &str) -> bool {
        match self {
            NameMatcher::Names(names) => names.iter().any(|known| known == name),
            NameMatcher::PartOf(text) => text.contains(name),
            NameMatcher::Patterns(patterns) => patterns.iter().all(|pattern| pattern.matches(name)),
            NameMatcher::Nothing => false,
        }
    }
}

/// A glob as micromatch reads it: `*` stops at `/` and does not match a leading dot; `!` in front negates.
pub struct Pattern {
    negated: bool,
    /// The whole of it is `!(a|b)`: one name, but none of these.
    is_anything_but: bool,
    /// The whole of it is `+(a|b)` or `*(a|b)`: these, one behind the other.
    repeated: Option<Vec<String>>,
    glob: Option<GlobMatcher>,
    literal: String,
    starts_with_dot: bool,
}

impl Pattern {
    /// Compiles a pattern. One that is no glob (an open bracket, say) matches only its own text.
    pub fn new(pattern: &str) -> Pattern {
        let is_anything_but = pattern.starts_with("!(")
            && pattern.find(')') == Some(pattern.len() - 1)
            && pattern.matches('(').count() == 1;
        let negated = pattern.starts_with('!') && (is_anything_but || !pattern.starts_with("!("));
        let literal = if negated { &pattern[1..] } else { pattern };
        let glob = GlobBuilder::new(&groups_as_braces(&ranges_as_classes(literal)))
            .literal_separator(true)
            .backslash_escape(true)
            .build();
        Pattern {
            negated,
            is_anything_but,
            repeated: repeated(pattern),
            glob: glob.ok().map(|glob| glob.compile_matcher()),
            literal: literal.to_owned(),
            starts_with_dot: literal.starts_with('.'),
        }
    }

    /// Whether a name matches; nothing matches an empty one, not even what is negated.
    pub fn matches(&self, name: &str) -> bool {
        if name.is_empty() {
            return false;
        }
        let hidden = name.starts_with('.') && !self.starts_with_dot;
        if self.is_anything_but && name.contains('/') {
            return false;
        }
        let found = match (&self.repeated, &self.glob) {
            (Some(parts), _) => is_made_of(name, parts),
            (None, Some(glob)) => !hidden && glob.is_match(name),
            (None, None) => name == self.literal,
        };
        found != self.negated
    }
}

/// The texts in `+(a|b)` or `*(a|b)`, if the pattern is no more than that and they are plain.
fn repeated(pattern: &str) -> Option<Vec<String>> {
    let group = pattern.strip_prefix(['+', '*'])?;
    let inside = group.strip_prefix('(')?.strip_suffix(')')?;
    let is_plain = !inside.contains(['(', ')', '*', '?', '[', '{', '!', '+', '@', '\\']);
    is_plain.then(|| inside.split('|').map(str::to_owned).collect())
}

/// Whether `name` is some of `parts`, one behind the other.
fn is_made_of(name: &str, parts: &[String]) -> bool {
    let mut is_end = vec![false; name.len() + 1];
    is_end[0] = true;
    for at in 0..name.len() {
        let rest = name.get(at..).filter(|_| is_end[at]).unwrap_or_default();
        for part in parts.iter().filter(|part| rest.starts_with(*part)) {
            is_end[at + part.len()] = true;
        }
    }
    is_end[name.len()]
}

/// micromatch reads `{a..z}` as the class `[a-z]`, which this glob crate does not know.
fn ranges_as_classes(pattern: &str) -> String {
    let mut read = String::new();
    let mut rest = pattern;
    while let Some(start) = rest.find('{') {
        let (before, from) = rest.split_at(start);
        read.push_str(before);
        let mut inside = from[1..].chars();
        let range = (
            inside.next(),
            inside.next(),
            inside.next(),
            inside.next(),
            inside.next(),
        );
        match range {
            (Some(first), Some('.'), Some('.'), Some(last), Some('}')) => {
                let (first, last) = (first.min(last), first.max(last));
                read.push_str(&format!("[{first}-{last}]"));
                rest = inside.as_str();
            }
            _ => {
                read.push('{');
                rest = &from[1..];
            }
        }
    }
    read + rest
}

/// micromatch reads `(a|b)` and `@(a|b)` as "one of these", for which this glob crate has only braces. Other
/// extended globs stay as they are, and match only their own text.
fn groups_as_braces(pattern: &str) -> String {
    let mut open = pattern.match_indices('(');
    let (Some((start, _)), None) = (open.next(), open.next()) else {
        return pattern.to_owned();
    };
    let Some(length) = pattern[start..].find(')') else {
        return pattern.to_owned();
    };
    let (before, group, after) = (
        &pattern[..start],
        &pattern[start + 1..start + length],
        &pattern[start + length + 1..],
    );
    let before = before.strip_suffix('@').unwrap_or(before);
    if before.ends_with(['!', '?', '*', '+']) || after.starts_with(['?', '+']) {
        return pattern.to_owned();
    }
    format!("{before}{{{}}}{after}", group.replace('|', ","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_like_micromatch() {
        for (pattern, name, expected) in [
            ("*", "index", true),
            ("*", "a/b", false),
            ("*", ".hidden", false),
            ("api-*", "api-user", true),
            ("{a,b}*", "bee", true),
            ("!index", "index", false),
            ("!index", "user", true),
            ("user[0-9]", "user7", true),
            ("[", "[", true),
            ("{a..m}*", "index", true),
            ("{z..n}*", "index", false),
            ("(cart|pay)*", "payNow", true),
            ("@(cart|pay)", "pay", true),
            ("@(cart|pay)", "order", false),
            ("+(index|user)", "user", true),
            ("+(index|user)", "userindex", true),
            ("*(index|user)", "users", false),
            ("+(商店|pay)", "pay商店", true),
            ("!(index)", "index", false),
            ("!(index)", "user", true),
            ("!(cart|pay)", "pay", false),
            ("!(cart|pay)", "payNow", true),
            ("!(index)", ".hidden", true),
            ("!(index)", "a/b", false),
            ("*", "", false),
            ("!index", "", false),
        ] {
            assert_eq!(
                Pattern::new(pattern).matches(name),
                expected,
                "{pattern} {name}"
            );
        }
    }
}
