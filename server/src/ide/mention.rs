//! Things with a name, and every place that mentions them.

use crate::model::{Pattern, Selection, Service};
use crate::syntax::{Document, Kind, Node, Span};

use super::way::{Role, Step, Way, inside};

/// Something with a name that other places may mention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Thing {
    /// A function, by name.
    Function(String),
    /// An aggregation, by name.
    Aggregation(String),
    /// A layer of the top level, by name.
    Layer(String),
    /// A handler, as it is written.
    Handler(String),
    /// An anchor.
    Anchor {
        /// Its name, without `&`.
        name: String,
        /// Where it is defined, `&` included; `None` if nothing defines it.
        definition: Option<Span>,
    },
}

/// A place that mentions a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// The name there, without quotes, `&` and `*`.
    pub span: Span,
    /// Whether it defines the thing.
    pub is_definition: bool,
}

/// What is mentioned at `offset`, and the name's place.
pub fn thing_at(document: &Document, offset: u32) -> Option<(Thing, Span)> {
    let way = Way::to(document, offset);
    let Step { node, role } = way.last()?;
    let anchored = way.steps().iter().rev().map(|step| step.node);
    for node in anchored.take(2) {
        if let Some(anchor) = node.anchor_span().filter(|span| span.touches(offset)) {
            let name = name_of(document, anchor);
            let span = Span {
                start: anchor.start + 1,
                end: anchor.end,
            };
            let definition = Some(anchor);
            return Some((Thing::Anchor { name, definition }, span));
        }
    }
    if node.kind() == Kind::Alias {
        let span = node.span();
        let thing = Thing::Anchor {
            name: name_of(document, span),
            definition: node.resolved().anchor_span(),
        };
        let span = Span {
            start: span.start + 1,
            end: span.end,
        };
        return Some((thing, span));
    }
    let name = || node.key_text().into_owned();
    let is_key = matches!(role, Role::Key(entry) if !entry.is_merge());
    let thing = if is_key && way.leads(&["functions", "*"]) {
        Thing::Function(name())
    } else if is_key && way.leads(&["aggregation", "*"]) {
        Thing::Aggregation(name())
    } else if is_key && way.leads(&["layers", "*"]) {
        Thing::Layer(name())
    } else if is_key || !node.is_scalar() {
        return None;
    } else if way.leads(&["functions", "*", "handler"]) {
        Thing::Handler(name())
    } else if is_member(&way) {
        Thing::Function(plain_pattern(&name())?.to_owned())
    } else {
        return None;
    };
    Some((thing, name_span(node)))
}

/// Whether the way leads to something that chooses members of an aggregation.
pub(super) fn is_member(way: &Way<'_>) -> bool {
    ["functions", "functionsPattern"].iter().any(|key| {
        way.leads(&["aggregation", "*", key, "-"]) || way.leads(&["aggregation", "*", key])
    })
}

/// The name that a pattern without wildcards stands for, `!` left out.
fn plain_pattern(pattern: &str) -> Option<&str> {
    let name = pattern.strip_prefix('!').unwrap_or(pattern);
    let is_plain = !name.is_empty()
        && !name.contains(['*', '?', '[', ']', '{', '}', '(', ')', '|', '\\', '!']);
    is_plain.then_some(name)
}

/// The place of the name in a scalar: without quotes, and without the `!` of a pattern.
fn name_span(node: Node<'_>) -> Span {
    let mut span = inside(node);
    if node.key_text().starts_with('!') && !span.is_empty() {
        span.start += 1;
    }
    span
}

/// The name of an anchor or alias at `span`.
fn name_of(document: &Document, span: Span) -> String {
    let raw = document.text().slice(span);
    raw.trim_start_matches(['&', '*']).to_owned()
}

/// Every place that mentions `thing`, in the order of the text. Comments mention nothing.
pub fn mentions(document: &Document, thing: &Thing) -> Vec<Mention> {
    let service = Service::of(document);
    let mut found = match thing {
        Thing::Function(name) => function(service, name),
        Thing::Aggregation(name) => keys(service, "aggregation", name),
        Thing::Layer(name) => keys(service, "layers", name),
        Thing::Handler(handler) => handlers(service, handler),
        Thing::Anchor { name, definition } => anchor(document, name, *definition),
    };
    found.sort_by_key(|mention| mention.span);
    found.dedup();
    found
}

/// The keys of a top-level map that are this name.
fn keys(service: Service<'_>, section: &str, name: &str) -> Vec<Mention> {
    let entries = service.get(section).map(|entry| entry.value.entries());
    let entries = entries.into_iter().flatten();
    entries
        .filter(|entry| entry.name() == name)
        .map(|entry| Mention {
            span: inside(entry.key),
            is_definition: true,
        })
        .collect()
}

fn function(service: Service<'_>, name: &str) -> Vec<Mention> {
    let mut found = keys(service, "functions", name);
    for aggregation in service.aggregations() {
        let members = match aggregation.selection() {
            Selection::Names(_, members) | Selection::Patterns(_, members) => members,
            Selection::PartOf(entry, _) => vec![entry.value],
            Selection::Nothing => Vec::new(),
        };
        let named = members
            .into_iter()
            .filter(|member| plain_pattern(&member.key_text()) == Some(name));
        found.extend(named.map(|member| Mention {
            span: name_span(member.resolved()),
            is_definition: false,
        }));
    }
    found
}

fn handlers(service: Service<'_>, handler: &str) -> Vec<Mention> {
    let functions = service.functions().iter();
    functions
        .filter_map(|function| function.handler())
        .filter(|entry| entry.value.scalar_str() == Some(handler))
        .map(|entry| Mention {
            span: inside(entry.value.resolved()),
            is_definition: false,
        })
        .collect()
}

fn anchor(document: &Document, name: &str, definition: Option<Span>) -> Vec<Mention> {
    let mut found = Vec::new();
    if let Some(definition) = definition {
        found.push(Mention {
            span: Span {
                start: definition.start + 1,
                end: definition.end,
            },
            is_definition: true,
        });
    }
    for alias in aliases(document, name) {
        let target = alias.resolved();
        let leads_there = match definition {
            Some(_) => target.anchor_span() == definition,
            None => target == alias,
        };
        if leads_there {
            let span = alias.span();
            found.push(Mention {
                span: Span {
                    start: span.start + 1,
                    end: span.end,
                },
                is_definition: false,
            });
        }
    }
    found
}

/// Every alias of this name. Only blocks whose text has the name are looked at.
fn aliases<'d>(document: &'d Document, name: &str) -> Vec<Node<'d>> {
    let wanted = format!("*{name}");
    nodes(document, &wanted)
        .into_iter()
        .filter(|node| node.kind() == Kind::Alias && node.raw() == wanted)
        .collect()
}

/// Every anchor with its place, `&` included.
pub(super) fn anchors(document: &Document) -> Vec<(String, Span)> {
    let nodes = nodes(document, "&").into_iter();
    let anchors = nodes.filter_map(Node::anchor_span);
    anchors
        .map(|span| (name_of(document, span), span))
        .collect()
}

/// The nodes of all blocks whose text contains `text`.
fn nodes<'d>(document: &'d Document, text: &str) -> Vec<Node<'d>> {
    let blocks = document.all_placed();
    let has_text: Vec<bool> = blocks
        .map(|placed| placed.block.text().contains(text))
        .collect();
    let is_wanted = |node: &Node<'_>| {
        let block = has_text.get(node.block() as usize);
        block.copied().unwrap_or(true) // a map over several blocks
    };
    let mut found = Vec::new();
    let mut waiting: Vec<Node<'d>> = document.root().into_iter().collect();
    while let Some(node) = waiting.pop() {
        waiting.extend(node.children().filter(is_wanted));
        found.push(node);
    }
    found
}

/// The functions that a pattern at `node` chooses, or the function it names, in the order of the file: their keys.
pub(super) fn chosen<'d>(service: Service<'d>, node: Node<'_>) -> Vec<Node<'d>> {
    let pattern = Pattern::new(&node.key_text());
    let functions = service.functions().iter();
    functions
        .filter(|function| pattern.matches(&function.name()))
        .map(|function| function.entry().key)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::way::testing::fixture;

    /// The text with its mentions of the thing at `$0` in brackets; definitions in `<>`.
    fn marked(text: &str) -> String {
        let (text, offset) = fixture(text);
        let document = Document::new(&text);
        let Some((thing, span)) = thing_at(&document, offset) else {
            return "nothing".to_owned();
        };
        // the cursor may stand before the `&` or `*`
        assert!(span.touches(offset) || span.touches(offset + 1));
        let mut out = text.clone();
        for mention in mentions(&document, &thing).iter().rev() {
            let (open, close) = if mention.is_definition {
                ("<", ">")
            } else {
                ("[", "]")
            };
            out.insert_str(mention.span.end as usize, close);
            out.insert_str(mention.span.start as usize, open);
        }
        out
    }

    #[test]
    fn functions_are_mentioned_by_their_aggregations() {
        for (text, expected) in [
            (
                "functions:\n  $0a: {}\n  b: {}\naggregation:\n  all:\n    functions: [b, a, 'a']\n",
                "functions:\n  <a>: {}\n  b: {}\naggregation:\n  all:\n    functions: [b, [a], '[a]']\n",
            ),
            (
                "# a\nfunctions:\n  \"用户\": {} # 用户\naggregation:\n  all:\n    functions:\n      - 用$0户\n",
                "# a\nfunctions:\n  \"<用户>\": {} # 用户\naggregation:\n  all:\n    functions:\n      - [用户]\n",
            ),
            (
                "functions:\n  a: {}\naggregation:\n  x:\n    functionsPattern: ['a*', '!$0a']\n  y:\n    functionsPattern: a\n",
                "functions:\n  <a>: {}\naggregation:\n  x:\n    functionsPattern: ['a*', '![a]']\n  y:\n    functionsPattern: [a]\n",
            ),
            (
                "aggregation:\n  x:\n    functions: $0gone\n",
                "aggregation:\n  x:\n    functions: [gone]\n",
            ),
            // an aggregation has a name of its own
            (
                "functions:\n  a: {}\naggregation:\n  $0a:\n    functions: [a]\n",
                "functions:\n  a: {}\naggregation:\n  <a>:\n    functions: [a]\n",
            ),
        ] {
            assert_eq!(marked(text), expected, "{text}");
        }
    }

    #[test]
    fn aliases_belong_to_their_anchor() {
        for (text, expected) in [
            (
                "a: &x$0 1\nb: *x\nc: [*x, *y]\nd: &y 2\n",
                "a: &<x> 1\nb: *[x]\nc: [*[x], *y]\nd: &y 2\n",
            ),
            // the same name, defined twice
            (
                "a: &x 1\nb: *x\nc: &x 2\nd: $0*x\n",
                "a: &x 1\nb: *x\nc: &<x> 2\nd: *[x]\n",
            ),
            ("a: *$0gone\nb: *gone\n", "a: *[gone]\nb: *[gone]\n"),
            (
                "x: &base {timeout: 3}\nfunctions:\n  a:\n    <<: *base$0\n  b:\n    <<: [*base]\n",
                "x: &<base> {timeout: 3}\nfunctions:\n  a:\n    <<: *[base]\n  b:\n    <<: [*[base]]\n",
            ),
            ("a:\n  - &中$0 x\n  - *中\n", "a:\n  - &<中> x\n  - *[中]\n"),
        ] {
            assert_eq!(marked(text), expected, "{text}");
        }
    }

    #[test]
    fn handlers_and_layers_are_things() {
        for (text, expected) in [
            (
                "functions:\n  a: {handler: $0x.y}\n  b: {handler: 'x.y'}\n  c: {handler: x.z}\n",
                "functions:\n  a: {handler: [x.y]}\n  b: {handler: '[x.y]'}\n  c: {handler: x.z}\n",
            ),
            (
                "layers:\n  $0l: {path: 'npm:x'}\n",
                "layers:\n  <l>: {path: 'npm:x'}\n",
            ),
        ] {
            assert_eq!(marked(text), expected, "{text}");
        }
    }

    #[test]
    fn most_words_are_no_things() {
        for text in [
            "fun$0ctions:\n  a: {}\n",
            "service: $0shop\n",
            "provider:\n  name: ali$0yun\n",
            "aggregation:\n  x:\n    functionsPattern: 'a$0*'\n",
            "functions:\n  <$0<: *x\n",
            "# fun$0ctions\n",
            "functions:\n  a:\n    events:\n      - ht$0tp: true\n",
            "$0",
        ] {
            assert_eq!(marked(text), "nothing", "{text}");
        }
    }

    #[test]
    fn broken_text_keeps_its_mentions() {
        let text = "functions:\n  $0a:\n    handler: @bad\n  b:\n\tx: 1\naggregation:\n  x:\n    functions: [a]\n";
        let out = marked(text);
        assert!(
            out.contains("<a>:") && out.contains("functions: [[a]]"),
            "{out}"
        );
    }

    #[test]
    fn anchors_are_listed() {
        let document = Document::new("a: &x 1\nb:\n  - &y {c: &z 2}\n");
        let mut names: Vec<String> = anchors(&document)
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        names.sort();
        assert_eq!(names, ["x", "y", "z"]);
    }
}
