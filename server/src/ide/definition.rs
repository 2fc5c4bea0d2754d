//! Where a thing is defined: in the file, in the code, or in a file of its own.

use std::borrow::Cow;

use super::mention::{self, Thing, chosen, thing_at};
use super::path::{FilePath, file_at};
use super::way::{Role, Way, inside};
use crate::model::{DeployType, Service};
use crate::source::Sources;
use crate::syntax::{Document, Kind, Node, Span};

/// The most places that one word leads to.
const MOST: usize = 100;

/// Where something is defined, asked at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// What was asked about.
    pub origin: Span,
    /// Where it is defined.
    pub targets: Vec<Destination>,
}

/// A place to go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// In the same document.
    Here {
        /// All of it.
        span: Span,
        /// Its name.
        selection: Span,
    },
    /// In a source file.
    Source {
        /// The file, relative to the f.yml's folder, with `/`.
        path: String,
        /// All of it.
        span: Span,
        /// Its name.
        selection: Span,
    },
    /// A file, if it exists.
    File(FilePath),
}

/// Where the thing at `offset` is defined; `None` where nothing stands that is defined anywhere. `sources` is asked
/// only for handlers and functions.
pub fn definition(
    document: &Document,
    offset: u32,
    sources: impl FnOnce() -> Option<std::sync::Arc<Sources>>,
) -> Option<Definition> {
    let service = Service::of(document);
    if let Some((thing, origin)) = thing_at(document, offset) {
        let targets = match &thing {
            Thing::Function(name) => of_function(document, service, name, offset, sources),
            Thing::Handler(handler) => {
                let function = Way::to(document, offset).key(1);
                in_code(sources, function.as_deref(), Some(handler))
            }
            _ => here(document, &thing),
        };
        return (!targets.is_empty()).then_some(Definition { origin, targets });
    }
    let way = Way::to(document, offset);
    let last = way.last()?;
    if let Role::Key(entry) = last.role
        && entry.is_merge()
    {
        let targets = merged(entry.value);
        let origin = last.node.span();
        return (!targets.is_empty()).then_some(Definition { origin, targets });
    }
    if mention::is_member(&way) && last.node.is_scalar() {
        let keys = chosen(service, last.node).into_iter().take(MOST);
        let targets: Vec<Destination> = keys.map(key).collect();
        let origin = inside(last.node);
        return (!targets.is_empty()).then_some(Definition { origin, targets });
    }
    if way.leads(&["deployType"]) || way.leads(&["deployType", "type"]) {
        return started(service, &way);
    }
    let (origin, file) = file_at(&way)?;
    Some(Definition {
        origin,
        targets: vec![Destination::File(file)],
    })
}

/// The files with which the application behind `deployType` starts, as far as they exist: the framework's own first.
fn started(service: Service<'_>, way: &Way<'_>) -> Option<Definition> {
    const OF_MIDWAY: [&str; 3] = ["src/configuration.ts", "bootstrap.js", "app.js"];
    const OF_OTHERS: [&str; 3] = ["app.js", "bootstrap.js", "src/configuration.ts"];
    let last = way.last()?;
    let origin = match last.role {
        Role::Key(entry) => entry.key.span(),
        _ if last.node.is_scalar() => inside(last.node),
        _ => return None,
    };
    let named = match service.deploy_type()? {
        DeployType::Text(node) => node.as_str(),
        DeployType::Map(_, kind) => kind.and_then(|entry| entry.value.as_str()),
        DeployType::WrongShape(_) => None,
    };
    // their entry is the export of `app.js`
    let files = match named {
        Some("express" | "koa") => OF_OTHERS,
        _ => OF_MIDWAY,
    };
    let files = files.into_iter();
    Some(Definition {
        origin,
        targets: files
            .map(|file| Destination::File(FilePath::File(file.to_owned())))
            .collect(),
    })
}

/// A function's key where a member is asked about; its code where the key itself is.
fn of_function(
    document: &Document,
    service: Service<'_>,
    name: &str,
    offset: u32,
    sources: impl FnOnce() -> Option<std::sync::Arc<Sources>>,
) -> Vec<Destination> {
    let here = here(document, &Thing::Function(name.to_owned()));
    let is_asked_at = |target: &Destination| matches!(target, Destination::Here { selection, .. } if selection.touches(offset));
    if !here.is_empty() && !here.iter().any(is_asked_at) {
        return here;
    }
    let function = service.function(name);
    let handler = function.and_then(|function| function.handler());
    let handler = handler.and_then(|entry| entry.value.scalar_str());
    let code = in_code(sources, Some(name), handler);
    if code.is_empty() { here } else { code }
}

/// The definitions of a thing in the document.
fn here(document: &Document, thing: &Thing) -> Vec<Destination> {
    let mentions = mention::mentions(document, thing).into_iter();
    let definitions = mentions.filter(|mention| mention.is_definition).take(MOST);
    definitions
        .map(|mention| {
            let node = document.node_at(mention.span.start);
            Destination::Here {
                span: match thing {
                    Thing::Anchor { .. } => anchored(document, mention.span),
                    _ => node.map_or(mention.span, |node| around(document, node)),
                },
                selection: mention.span,
            }
        })
        .collect()
}

/// An anchor and the node that carries it.
fn anchored(document: &Document, name: Span) -> Span {
    let way = Way::to(document, name.start);
    let node = way.steps().iter().rev().map(|step| step.node).find(|node| {
        let anchor = node.anchor_span();
        anchor.is_some_and(|anchor| anchor.contains(name))
    });
    node.map_or(name, |node| name.to(node.span()))
}

/// The entry whose key is `key`.
fn around(document: &Document, key: Node<'_>) -> Span {
    match Way::to(document, key.span().start).last() {
        Some(step) => match step.role {
            Role::Key(entry) => entry.span(),
            _ => key.span(),
        },
        None => key.span(),
    }
}

fn key(node: Node<'_>) -> Destination {
    Destination::Here {
        span: node.span(),
        selection: inside(node),
    }
}

/// What a merge key brings in.
fn merged(value: Node<'_>) -> Vec<Destination> {
    let sources: Vec<Node<'_>> = match value.kind() {
        Kind::Sequence => value.items().collect(),
        _ => vec![value],
    };
    let targets = sources.into_iter().filter_map(|source| {
        let target = source.resolved();
        let anchor = target.anchor_span()?;
        Some(Destination::Here {
            span: anchor.to(target.span()),
            selection: anchor,
        })
    });
    targets.take(MOST).collect()
}

fn in_code(
    sources: impl FnOnce() -> Option<std::sync::Arc<Sources>>,
    name: Option<&str>,
    handler: Option<&str>,
) -> Vec<Destination> {
    let Some(sources) = sources() else {
        return Vec::new();
    };
    let targets = sources.targets(name, handler).into_iter().take(MOST);
    targets
        .map(|target| Destination::Source {
            path: target.path.to_owned(),
            span: target.span,
            selection: target.selection,
        })
        .collect()
}

/// The f.yml's entries for a function that code declares: the functions of its name or with its handler.
pub fn entries_of<'d>(
    service: Service<'d>,
    function: &crate::source::SourceFunction,
) -> Vec<Destination> {
    let is_meant = |entry: &crate::model::Function<'d>| {
        let handler = entry
            .handler()
            .and_then(|handler| handler.value.scalar_str());
        let name: Cow<'d, str> = entry.name();
        name == function.function_name()
            || (!function.handler.is_empty() && handler == Some(&function.handler))
    };
    let functions = service.functions().iter();
    functions
        .filter(is_meant)
        .take(MOST)
        .map(|function| Destination::Here {
            span: function.entry().span(),
            selection: inside(function.entry().key),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::ide::way::testing::fixture;
    use crate::source::{Grammar, read};

    const SOURCE: &str = "@Func('index.handler') export class Index { handler() {} }\nexport class B {\n  @ServerlessFunction({ functionName: 'named' })\n  @ServerlessTrigger('http')\n  go() {}\n}\n";

    fn sources() -> Arc<Sources> {
        let file = Arc::new(read(SOURCE, Grammar::TypeScript));
        Arc::new(Sources::new(vec![("src/index.ts".to_owned(), file)], false))
    }

    /// What `$0` leads to, in short.
    fn leads(marked: &str) -> Vec<String> {
        let (text, offset) = fixture(marked);
        let document = Document::new(&text);
        let Some(definition) = definition(&document, offset, || Some(sources())) else {
            return Vec::new();
        };
        assert!(definition.origin.touches(offset));
        let targets = definition.targets.into_iter();
        targets
            .map(|target| match target {
                Destination::Here { span, selection } => {
                    assert!(span.contains(selection));
                    format!("{} in {}", &text[selection.range()], &text[span.range()])
                }
                Destination::Source {
                    path, selection, ..
                } => {
                    format!("{path} {}", &SOURCE[selection.range()])
                }
                Destination::File(file) => format!("{file:?}"),
            })
            .collect()
    }

    #[test]
    fn handlers_lead_to_code() {
        for (text, expected) in [
            (
                "functions:\n  a:\n    handler: index.$0handler\n",
                &["src/index.ts handler"][..],
            ),
            (
                "functions:\n  a:\n    handler: \"$0index.handler\"\n",
                &["src/index.ts handler"],
            ),
            (
                "functions:\n  named:\n    handler: x$0.y\n",
                &["src/index.ts go"],
            ),
            (
                "functions:\n  a:\n    handler: b.g$0o\n",
                &["src/index.ts go"],
            ),
            (
                "functions:\n  a:\n    handler: index.In$0dex\n",
                &["src/index.ts Index"],
            ),
            ("functions:\n  a:\n    handler: no.$0where\n", &[]),
        ] {
            assert_eq!(leads(text), expected, "{text}");
        }
    }

    #[test]
    fn a_deploy_type_leads_to_where_its_application_starts() {
        for (text, first) in [
            ("deployType: eg$0g\n", "src/configuration.ts"),
            ("deploy$0Type: koa # 框架\n", "app.js"),
            ("deployType: {type: expr$0ess}\n", "app.js"),
            ("deployType:\n  ty$0pe: egg\n", "src/configuration.ts"),
        ] {
            let found = leads(text);
            assert_eq!(found.len(), 3, "{text}");
            assert_eq!(found[0], format!("File({first:?})"), "{text}");
        }
        assert!(leads("deployType: {type: koa, version: 3.$00.0}\n").is_empty());
    }

    #[test]
    fn function_keys_lead_to_code_or_stay() {
        for (text, expected) in [
            (
                "functions:\n  $0a: {handler: index.handler}\n",
                &["src/index.ts handler"][..],
            ),
            ("functions:\n  nam$0ed: {}\n", &["src/index.ts go"]),
            ("functions:\n  al$0one: {}\n", &["alone in alone: {}"]),
        ] {
            assert_eq!(leads(text), expected, "{text}");
        }
    }

    #[test]
    fn members_lead_to_functions() {
        for (text, expected) in [
            (
                "functions:\n  a: {}\naggregation:\n  x: {functions: [$0a]}\n",
                &["a in a: {}"][..],
            ),
            (
                "functions:\n  '数据': 1\naggregation:\n  x:\n    functions:\n    - 数$0据\n",
                &["数据 in '数据': 1"],
            ),
            // a function that only code declares
            (
                "aggregation:\n  x: {functions: [nam$0ed]}\n",
                &["src/index.ts go"],
            ),
            (
                "functions: {aa: {}, ab: {}, c: {}}\naggregation:\n  x: {functionsPattern: ['$0a*']}\n",
                &["aa in aa", "ab in ab"],
            ),
            ("aggregation:\n  x: {functions: [g$0one]}\n", &[]),
            ("aggregation:\n  $0x: {}\n", &["x in x: {}"]),
            ("layers:\n  $0x: {}\n", &["x in x: {}"]),
        ] {
            assert_eq!(leads(text), expected, "{text}");
        }
    }

    #[test]
    fn aliases_and_merge_keys_lead_to_anchors() {
        for (text, expected) in [
            ("a: &x {b: 1}\nc: *$0x\n", &["x in x {b: 1}"][..]),
            ("a: &x {b: 1}\nc: {<$0<: *x}\n", &["&x in &x {b: 1}"]),
            (
                "a: &x {b: 1}\nb: &y {c: 1}\nc:\n  <<$0: [*x, *y]\n",
                &["&x in &x {b: 1}", "&y in &y {c: 1}"],
            ),
            ("c: *$0x\n", &[]),
            ("c:\n  <$0<: *x\n", &[]),
        ] {
            assert_eq!(leads(text), expected, "{text}");
        }
    }

    #[test]
    fn files_are_files() {
        for (text, expected) in [
            ("plugins:\n  - local::./pl$0ugin\n", "Module(\"./plugin\")"),
            ("plugins:\n  - ./my-$0plugin\n", "Module(\"./my-plugin\")"),
            ("plugins:\n  - npm::my-$0plugin\n", "Package(\"my-plugin\")"),
            (
                "package:\n  include: [stat$0ic/a.txt]\n",
                "File(\"static/a.txt\")",
            ),
            ("package:\n  artifact: out$0.zip\n", "File(\"out.zip\")"),
            (
                "layers:\n  x:\n    path: npm:@a/b@$01.0.0\n",
                "Package(\"@a/b\")",
            ),
            (
                "provider:\n  starter: '@midwayjs/fc-st$0arter'\n",
                "Package(\"@midwayjs/fc-starter\")",
            ),
        ] {
            assert_eq!(leads(text), [expected], "{text}");
        }
        for text in [
            "package:\n  include: ['stat$0ic/*']\n",
            "plugins:\n  - serverless-$0x\n",
            "service: ./$0x\n",
            "layers:\n  x:\n    path: acs:$0x\n",
        ] {
            assert_eq!(leads(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn code_leads_back() {
        let file = read(SOURCE, Grammar::TypeScript);
        let document =
            Document::new("functions:\n  a: {handler: index.handler}\n  index: {}\n  named: {}\n");
        let names = |index: usize| -> Vec<String> {
            let found = entries_of(Service::of(&document), &file.functions[index]);
            let selections = found.into_iter().filter_map(|target| match target {
                Destination::Here { selection, .. } => Some(selection),
                _ => None,
            });
            selections
                .map(|span| document.text().slice(span).into_owned())
                .collect()
        };
        assert_eq!(names(0), ["a", "index"]);
        assert_eq!(names(1), ["named"]);
    }

    #[test]
    fn chinese_names_lead_on_from_within_broken_text() {
        assert_eq!(
            leads(
                "functions:\n  首页: {handler: x}\naggregation:\n  全部:\n    functions: [首$0页]\nservice: \"open\n"
            ),
            ["首页 in 首页: {handler: x}"]
        );
    }

    #[test]
    fn values_that_name_nothing_lead_nowhere() {
        for text in [
            "service: 商$0店\n",
            "# 注$0释\n",
            "$0",
            "provider: {name: ali$0yun}\n",
        ] {
            assert_eq!(leads(text), [""; 0], "{text}");
        }
    }
}
