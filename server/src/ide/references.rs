//! Everything that mentions a thing.

use super::Destination;
use super::definition::entries_of;
use super::mention::{Mention, Thing, mentions, thing_at};
use crate::model::Service;
use crate::source::{SourceFunction, Sources};
use crate::syntax::{Document, Span};

/// A thing and its mentions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct References {
    /// In the document, in the order of the text.
    pub here: Vec<Mention>,
    /// In source files.
    pub in_code: Vec<Destination>,
}

/// The mentions of the thing at `offset` in the document alone.
pub fn highlights(document: &Document, offset: u32) -> Vec<Mention> {
    match thing_at(document, offset) {
        Some((thing, _)) => mentions(document, &thing),
        None => Vec::new(),
    }
}

/// The mentions of the thing at `offset`, in the document and in the code. `sources` is asked only for functions and
/// handlers.
pub fn references(
    document: &Document,
    offset: u32,
    sources: impl FnOnce() -> Option<std::sync::Arc<Sources>>,
) -> Option<References> {
    let (thing, _) = thing_at(document, offset)?;
    let here = mentions(document, &thing);
    let in_code = match &thing {
        Thing::Function(name) => {
            let function = Service::of(document).function(name);
            let handler = function.and_then(|function| function.handler());
            let handler = handler.and_then(|entry| entry.value.scalar_str());
            sources().map(|sources| of_function(&sources, name, handler))
        }
        Thing::Handler(handler) => sources().map(|sources| {
            let targets = sources.targets(None, Some(handler)).into_iter();
            let places = targets.map(|target| (target.path, target.span, target.selection));
            destinations(places)
        }),
        _ => None,
    };
    Some(References {
        here,
        in_code: in_code.unwrap_or_default(),
    })
}

/// The code of a function, and what names it.
fn of_function(sources: &Sources, name: &str, handler: Option<&str>) -> Vec<Destination> {
    let targets = sources.targets(Some(name), handler).into_iter();
    let targets = targets.map(|target| (target.path, target.span, target.selection));
    let named = sources.by_name(name).map(|declared| {
        let function = declared.function;
        let selection = function.name_span.unwrap_or(function.selection());
        (declared.path, function.span().to(selection), selection)
    });
    destinations(targets.chain(named))
}

fn destinations<'s>(places: impl Iterator<Item = (&'s str, Span, Span)>) -> Vec<Destination> {
    let mut found: Vec<Destination> = places
        .map(|(path, span, selection)| Destination::Source {
            path: path.to_owned(),
            span,
            selection,
        })
        .collect();
    found.dedup();
    found
}

/// The mentions of a function that code declares: the functions of its name or handler in f.yml, and what mentions
/// them.
pub fn mentions_of_code(document: &Document, function: &SourceFunction) -> Vec<Mention> {
    let mut found = Vec::new();
    for entry in entries_of(Service::of(document), function) {
        if let Destination::Here { selection, .. } = entry {
            let name = document.node_at(selection.start);
            let name = name.map(|node| node.key_text().into_owned());
            found.extend(name.map(|name| mentions(document, &Thing::Function(name))));
        }
    }
    if !function.handler.is_empty() {
        let handler = Thing::Handler(function.handler.clone());
        found.push(mentions(document, &handler));
    }
    found.push(mentions(
        document,
        &Thing::Function(function.function_name().to_owned()),
    ));
    let mut found = found.concat();
    found.sort_by_key(|mention| mention.span);
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::ide::way::testing::fixture;
    use crate::source::{Grammar, read};

    const SOURCE: &str = "export class Shop {\n  @ServerlessFunction({ functionName: 'buy' })\n  @ServerlessTrigger('http')\n  purchase() {}\n}\n@Func('index.handler') export class Index { handler() {} }\n";

    fn sources() -> Option<Arc<Sources>> {
        let file = Arc::new(read(SOURCE, Grammar::TypeScript));
        Some(Arc::new(Sources::new(
            vec![("src/a.ts".to_owned(), file)],
            false,
        )))
    }

    fn found(marked: &str) -> Option<Vec<String>> {
        let (text, offset) = fixture(marked);
        let document = Document::new(&text);
        let references = references(&document, offset, sources)?;
        let here = references.here.iter().map(|mention| {
            let line = document.text().line_of(mention.span.start);
            format!("{}:{}", line + 1, &text[mention.span.range()])
        });
        let code = references.in_code.iter().map(|place| match place {
            Destination::Source { selection, .. } => SOURCE[selection.range()].to_owned(),
            other => format!("{other:?}"),
        });
        Some(here.chain(code).collect())
    }

    #[test]
    fn a_function_is_found_in_f_yml_and_in_code() {
        for (text, expected) in [
            (
                "functions:\n  $0buy: {}\naggregation:\n  all:\n    functions: [buy, x]\n",
                &["2:buy", "5:buy", "purchase", "buy"][..],
            ),
            (
                "functions:\n  a:\n    handler: index.handler\n  b: {}\naggregation:\n  all: {functions: [$0a]}\n",
                &["2:a", "6:a", "handler"],
            ),
            (
                "functions:\n  a: {handler: index.handler}\n  b:\n    handler: index.$0handler\n",
                &["2:index.handler", "4:index.handler", "handler"],
            ),
            ("a: &x 1\nb: *$0x\n", &["1:x", "2:x"]),
        ] {
            assert_eq!(
                found(text).as_deref(),
                Some(
                    expected
                        .iter()
                        .map(|&s| s.to_owned())
                        .collect::<Vec<_>>()
                        .as_slice()
                ),
                "{text}"
            );
        }
        assert_eq!(found("service: $0x\n"), None);
    }

    #[test]
    fn highlights_need_no_code() {
        let (text, offset) =
            fixture("functions:\n  $0商品: {}\naggregation:\n  x: {functions: [商品]}\n");
        let document = Document::new(&text);
        let found = highlights(&document, offset);
        assert_eq!(found.len(), 2);
        assert!(found[0].is_definition && !found[1].is_definition);
        assert_eq!(highlights(&document, 0), []);
    }

    #[test]
    fn code_is_mentioned_by_name_and_by_handler() {
        let file = read(SOURCE, Grammar::TypeScript);
        let text = "functions:\n  a:\n    handler: index.handler\n  index: {}\naggregation:\n  x: {functions: [a, index, b]}\n";
        let document = Document::new(text);
        let found = mentions_of_code(&document, &file.functions[1]);
        let words: Vec<&str> = found
            .iter()
            .map(|mention| &text[mention.span.range()])
            .collect();
        assert_eq!(words, ["a", "index.handler", "index", "a", "index"]);
    }

    #[test]
    fn chinese_functions_are_found_wherever_they_are_named() {
        let marked = "# 商品🙂\nfunctions:\n  商$0品: {handler: a.b}\naggregation:\n  全部:\n    functions: ['商品', 其他]\n    # 商品\n";
        assert_eq!(found(marked).expect("references"), ["3:商品", "6:商品"]);
    }

    #[test]
    fn anchors_are_found_in_merges_and_lists() {
        let marked = "a: &公共 {b: 1}\nc:\n  <<: [*公$0共]\nd: *公共\n";
        assert_eq!(
            found(marked).expect("references"),
            ["1:公共", "3:公共", "4:公共"]
        );
    }
}
