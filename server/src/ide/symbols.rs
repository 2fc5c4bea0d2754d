//! The outline of a service.

use crate::model::{Function, Service, ServiceName};
use crate::syntax::{Entry, Span, Style};

/// How many symbols are listed in one map. Editors slow down with long outlines; nobody reads them.
const MOST: usize = 5_000;
/// How many triggers are listed in all.
const MOST_TRIGGERS: usize = 15_000;
/// How many triggers are named behind a function.
const MOST_NAMED: usize = 20;

/// One line of the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    /// Its name.
    pub name: String,
    /// A few more words, greyed.
    pub detail: Option<String>,
    /// What it is.
    pub role: SymbolRole,
    /// Everything that belongs to it.
    pub span: Span,
    /// What is selected when it is chosen; lies inside `span`.
    pub selection: Span,
    /// What is in it.
    pub children: Vec<Symbol>,
}

/// What a symbol stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SymbolRole {
    /// `service`.
    Service,
    /// `provider`.
    Provider,
    /// `functions` and `aggregation` themselves.
    Group,
    /// A function.
    Function,
    /// A trigger of a function.
    Trigger,
    /// An aggregation.
    Aggregation,
    /// A function in the code.
    Handler,
    /// Any other key.
    Key,
}

/// The outline, in the order of the file: the top-level keys, with the functions and their triggers, and the
/// aggregations.
pub fn symbols(service: Service<'_>) -> Vec<Symbol> {
    let complete = |(mut symbol, inside): (Symbol, Inside<'_>)| {
        symbol.children = inside.collect();
        symbol
    };
    headings(service).map(complete).collect()
}

/// What is in a top-level key, made when it is asked for.
pub type Inside<'d> = Box<dyn Iterator<Item = Symbol> + 'd>;

/// The same, symbol by symbol: all of them take as much memory as the document.
pub fn headings<'d>(service: Service<'d>) -> impl Iterator<Item = (Symbol, Inside<'d>)> {
    let root = service.root().into_iter();
    let entries = root.flat_map(|root| root.written_entries());
    let entries = entries.filter(|entry| !entry.is_merge());
    entries
        .take(MOST)
        .map(move |entry| (top_level(service, entry), inside(entry)))
}

/// What is below a top-level key; what an alias or a merge key brings in stands somewhere else.
fn inside<'d>(entry: Entry<'d>) -> Inside<'d> {
    let mut triggers_left = MOST_TRIGGERS;
    let child: Box<dyn FnMut(Entry<'d>) -> Symbol> = match &*entry.name() {
        "functions" => Box::new(move |child| function(Function::of(child), &mut triggers_left)),
        "aggregation" => {
            Box::new(|child| symbol(child, SymbolRole::Aggregation, scalar_detail(child)))
        }
        _ => return Box::new(std::iter::empty()),
    };
    let span = symbol(entry, SymbolRole::Group, None).span;
    let own = entry.value.written_entries();
    let own = own.filter(move |found| !found.is_merge() && span.contains(found.span()));
    Box::new(own.take(MOST).map(child))
}

fn top_level(service: Service<'_>, entry: Entry<'_>) -> Symbol {
    match &*entry.name() {
        "service" => {
            let name = match service.name() {
                ServiceName::Text(node) => node.as_str(),
                ServiceName::Map(_, Some(name)) => name.value.as_str(),
                _ => None,
            };
            symbol(entry, SymbolRole::Service, name.map(str::to_owned))
        }
        "provider" => {
            let part = |key| Some(entry.value.value(key)?.scalar_str()?.to_owned());
            let parts: Vec<String> = [part("name"), part("runtime")]
                .into_iter()
                .flatten()
                .collect();
            let detail = (!parts.is_empty()).then(|| parts.join(" · "));
            symbol(entry, SymbolRole::Provider, detail)
        }
        "functions" | "aggregation" => symbol(entry, SymbolRole::Group, None),
        _ => symbol(entry, SymbolRole::Key, scalar_detail(entry)),
    }
}

fn function(function: Function<'_>, triggers_left: &mut usize) -> Symbol {
    let triggers = function.triggers();
    let most = MOST.min(*triggers_left);
    let names: Vec<String> = triggers
        .iter()
        .take(most.max(MOST_NAMED))
        .map(|trigger| {
            let field = |name| Some(trigger.value(name)?.scalar_str()?.to_owned());
            let detail = field("path").or_else(|| field("value"));
            match detail {
                Some(detail) => format!("{} {detail}", trigger.name()),
                None => trigger.name().into_owned(),
            }
        })
        .collect();
    let mut detail = names
        .iter()
        .take(MOST_NAMED)
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    if triggers.len() > MOST_NAMED {
        detail.push_str(", …");
    }
    let mut line = symbol(
        function.entry(),
        SymbolRole::Function,
        (!detail.is_empty()).then_some(detail),
    );
    line.children = triggers
        .iter()
        .zip(&names)
        .filter(|(trigger, _)| line.span.contains(trigger.entry().span()))
        .take(most)
        .map(|(trigger, name)| {
            let mut child = symbol(trigger.entry(), SymbolRole::Trigger, None);
            child.name.clone_from(name);
            child
        })
        .collect();
    *triggers_left -= line.children.len();
    line
}

fn symbol(entry: Entry<'_>, role: SymbolRole, detail: Option<String>) -> Symbol {
    let name = entry.name().into_owned();
    let selection = entry.key.span();
    Symbol {
        // editors refuse symbols without a name
        name: if name.trim().is_empty() {
            entry.key.raw().to_owned() + "\u{2026}"
        } else {
            name
        },
        detail,
        role,
        span: selection.to(if entry.value.style() == Style::Absent {
            selection
        } else {
            entry.value.span()
        }),
        selection,
        children: Vec::new(),
    }
}

/// A single value, if it is short enough to stand behind the name.
fn scalar_detail(entry: Entry<'_>) -> Option<String> {
    let text = entry.value.scalar_str()?;
    (text.chars().count() <= 60 && !text.contains('\n')).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::Document;

    fn outline(text: &str) -> String {
        fn lines(symbols: &[Symbol], depth: usize, text: &str, out: &mut String) {
            for symbol in symbols {
                let selection = &text[symbol.selection.range()];
                let detail = symbol.detail.as_deref().unwrap_or("-");
                out.push_str(&"  ".repeat(depth));
                out.push_str(&format!(
                    "{:?} {} [{selection}] {detail}\n",
                    symbol.role, symbol.name
                ));
                assert!(symbol.span.contains(symbol.selection));
                for child in &symbol.children {
                    assert!(symbol.span.contains(child.span), "{child:?}");
                }
                lines(&symbol.children, depth + 1, text, out);
            }
        }
        let document = Document::new(text);
        let mut out = String::new();
        lines(&symbols(Service::of(&document)), 0, text, &mut out);
        out
    }

    #[test]
    fn a_service_is_outlined() {
        let text = "service:\n  name: shop\nprovider:\n  name: aliyun\n  runtime: nodejs14\nfunctions:\n  index:\n    handler: index.handler\n    events:\n      - http:\n          path: /*\n      - timer:\n          type: cron\n          value: 0 0 4 * * *\n  bare:\naggregation:\n  all:\n    functionsPattern: ['*']\ncustom:\n  customDomain: auto\nstage: 测试\n";
        assert_eq!(
            outline(text),
            "Service service [service] shop\n\
             Provider provider [provider] aliyun · nodejs14\n\
             Group functions [functions] -\n\
             \x20 Function index [index] http /*, timer 0 0 4 * * *\n\
             \x20   Trigger http /* [http] -\n\
             \x20   Trigger timer 0 0 4 * * * [timer] -\n\
             \x20 Function bare [bare] -\n\
             Group aggregation [aggregation] -\n\
             \x20 Aggregation all [all] -\n\
             Key custom [custom] -\n\
             Key stage [stage] 测试\n"
        );
    }

    #[test]
    fn borrowed_functions_are_listed_where_they_stand() {
        let text = "x: &all\n  a: {handler: a.b}\nfunctions: *all\n";
        assert_eq!(
            outline(text),
            "Key x [x] -\nGroup functions [functions] -\n"
        );
        let text = "x: &all\n  a: {handler: a.b}\nfunctions:\n  <<: *all\n  b:\n";
        assert_eq!(
            outline(text),
            "Key x [x] -\nGroup functions [functions] -\n  Function b [b] -\n"
        );
    }

    #[test]
    fn nothing_has_no_outline() {
        for text in ["", "word", "- a\n", "{}"] {
            assert_eq!(outline(text), "", "{text:?}");
        }
        assert_eq!(outline("'': 1\n"), "Key ''… [''] 1\n");
    }

    #[test]
    fn chinese_names_and_paths_are_outlined() {
        let text = "service: 商店\nfunctions:\n  首页🙂:\n    events:\n      - http: {path: /商品/列表}\naggregation: {全部: {functions: [首页🙂]}}\n";
        assert_eq!(
            outline(text),
            "Service service [service] 商店\n\
             Group functions [functions] -\n\
             \x20 Function 首页🙂 [首页🙂] http /商品/列表\n\
             \x20   Trigger http /商品/列表 [http] -\n\
             Group aggregation [aggregation] -\n\
             \x20 Aggregation 全部 [全部] -\n"
        );
    }

    #[test]
    fn a_flow_document_is_outlined_alike() {
        assert_eq!(
            outline("{service: a, functions: {b: {events: [{http: true}]}}}\n"),
            "Service service [service] a\nGroup functions [functions] -\n  Function b [b] http\n    Trigger http [http] -\n"
        );
    }

    #[test]
    fn a_mistake_in_one_function_keeps_the_others() {
        let found = outline(
            "functions:\n  a:\n    handler: \"x\n  乙:\n    events:\n      -\n  c:\n    handler: a.b\n",
        );
        for name in ["Function a", "Function 乙", "Function c"] {
            assert!(found.contains(name), "{name}: {found}");
        }
    }

    #[test]
    fn an_empty_name_and_a_long_value_stay_readable() {
        let long = "长".repeat(61);
        let found = outline(&format!("\"\": 1\nstage: {long}\n"));
        assert_eq!(found, "Key \"\"… [\"\"] 1\nKey stage [stage] -\n");
    }

    #[test]
    fn a_very_long_map_is_cut() {
        let functions: String = (0..MOST + 10)
            .map(|number| format!("  f{number}: 1\n"))
            .collect();
        let document = Document::new(&format!("functions:\n{functions}"));
        assert_eq!(symbols(Service::of(&document))[0].children.len(), MOST);
    }
    #[test]
    fn very_many_triggers_are_cut() {
        let triggers = "      - http: true\n".repeat(MOST + 10);
        let functions: String = (0..5)
            .map(|number| format!("  f{number}:\n    events:\n{triggers}"))
            .collect();
        let document = Document::new(&format!(
            "functions:\n{functions}  last:\n    events:\n      - http: true\n"
        ));
        let found = symbols(Service::of(&document));
        let functions = &found[0].children;
        let counts: Vec<usize> = functions.iter().map(|line| line.children.len()).collect();
        assert_eq!(counts, [MOST, MOST, MOST_TRIGGERS - 2 * MOST, 0, 0, 0]);
        for line in &functions[..5] {
            let detail = line.detail.as_deref().unwrap_or("");
            assert!(detail.ends_with("http, …"), "{detail}");
            assert!(detail.len() < 200, "{}", detail.len());
        }
        assert_eq!(functions[5].detail.as_deref(), Some("http"));
    }
}
