//! Symbols by name, wherever they are.

use crate::model::{Function, Service};
use crate::source::Sources;
use crate::syntax::Span;

use super::symbols::SymbolRole;
use super::way::inside;

/// The most symbols of one answer.
pub const MOST_FOUND: usize = 1_000;

/// A symbol of a workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundSymbol {
    /// Its name.
    pub name: String,
    /// What it is in: the service of a function, the class of a method.
    pub container: Option<String>,
    /// What it is.
    pub role: SymbolRole,
    /// Its name's place.
    pub span: Span,
}

/// The service, functions and aggregations of a service whose names have the letters of `query` in this order.
pub fn found_in(service: Service<'_>, query: &Query) -> Vec<FoundSymbol> {
    let container = service.name_text().map(str::to_owned);
    let mut found = Vec::new();
    if let (Some(name), Some(entry)) = (service.name_text(), service.get("service"))
        && query.fits(name)
    {
        found.push(FoundSymbol {
            name: name.to_owned(),
            container: None,
            role: SymbolRole::Service,
            span: entry.value_span(),
        });
    }
    let functions = service.functions().iter().map(Function::entry);
    let aggregations = service.aggregations().into_iter();
    let aggregations = aggregations.map(|aggregation| aggregation.entry());
    let entries = functions
        .map(|entry| (entry, SymbolRole::Function))
        .chain(aggregations.map(|entry| (entry, SymbolRole::Aggregation)));
    found.extend(
        entries
            .filter(|(entry, _)| query.fits(&entry.name()))
            .take(MOST_FOUND)
            .map(|(entry, role)| FoundSymbol {
                name: entry.name().into_owned(),
                container: container.clone(),
                role,
                span: inside(entry.key),
            }),
    );
    found
}

/// The functions that code declares and whose name or handler fits, with their files.
pub fn found_in_code<'s>(sources: &'s Sources, query: &Query) -> Vec<(&'s str, FoundSymbol)> {
    let functions = sources.functions().filter(|declared| {
        let function = declared.function;
        !function.handler.is_empty()
            && (query.fits(function.function_name()) || query.fits(&function.handler))
    });
    functions
        .take(MOST_FOUND)
        .map(|declared| {
            let function = declared.function;
            let symbol = FoundSymbol {
                name: function.handler.clone(),
                container: function.class.as_ref().map(|class| class.name.clone()),
                role: SymbolRole::Handler,
                span: function.selection(),
            };
            (declared.path, symbol)
        })
        .collect()
}

/// What somebody looks for.
#[derive(Debug, Clone)]
pub struct Query(Vec<char>);

impl Query {
    /// The letters of a query; blanks do not count, nor does their case.
    pub fn new(text: &str) -> Query {
        let letters = text.chars().filter(|c| !c.is_whitespace());
        Query(letters.flat_map(char::to_lowercase).collect())
    }

    /// Whether a name has the letters in this order.
    pub fn fits(&self, name: &str) -> bool {
        let mut letters = name.chars().flat_map(char::to_lowercase);
        self.0
            .iter()
            .all(|wanted| letters.any(|letter| letter == *wanted))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::source::{Grammar, read};
    use crate::syntax::Document;

    fn found(query: &str) -> Vec<String> {
        let text =
            "service: 商店\nfunctions:\n  getUser: {}\n  \"数据\": {}\naggregation:\n  apis: {}\n";
        let document = Document::new(text);
        let found = found_in(Service::of(&document), &Query::new(query)).into_iter();
        found
            .map(|symbol| {
                assert_eq!(&text[symbol.span.range()], symbol.name);
                let container = symbol.container.unwrap_or_default();
                format!("{:?} {container}/{}", symbol.role, symbol.name)
            })
            .collect()
    }

    #[test]
    fn letters_in_order_are_enough() {
        for (query, expected) in [
            ("GU", &["Function 商店/getUser"][..]),
            ("数", &["Function 商店/数据"]),
            ("api", &["Aggregation 商店/apis"]),
            ("商", &["Service /商店"]),
            ("ug", &[]),
            (
                " ",
                &[
                    "Service /商店",
                    "Function 商店/getUser",
                    "Function 商店/数据",
                    "Aggregation 商店/apis",
                ],
            ),
        ] {
            assert_eq!(found(query), expected, "{query}");
        }
    }

    #[test]
    fn handlers_in_code_are_found_by_name_and_handler() {
        let source = "class Shop { @ServerlessFunction({functionName: 'buy'}) @ServerlessTrigger('http') pay() {} }";
        let file = Arc::new(read(source, Grammar::TypeScript));
        let sources = Sources::new(vec![("src/a.ts".to_owned(), file)], false);
        for query in ["buy", "shop.pay", ""] {
            let found = found_in_code(&sources, &Query::new(query));
            let [(path, symbol)] = &found[..] else {
                panic!("{query}: {found:?}")
            };
            assert_eq!((*path, &*symbol.name), ("src/a.ts", "shop.pay"));
            assert_eq!(symbol.container.as_deref(), Some("Shop"));
            assert_eq!(&source[symbol.span.range()], "pay");
        }
        assert!(found_in_code(&sources, &Query::new("x")).is_empty());
    }

    #[test]
    fn chinese_letters_in_order_are_enough() {
        assert_eq!(found("数据"), ["Function 商店/数据"]);
        assert_eq!(found("据数"), [""; 0]);
    }
}
