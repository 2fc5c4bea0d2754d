//! Values that lead somewhere: code, files, packages, pages.

use std::borrow::Cow;
use std::sync::Arc;

use super::path::{FilePath, is_in_one_line, layer, package, path, plugin};
use super::way::inside;
use crate::model::Service;
use crate::source::Sources;
use crate::syntax::{Node, Span};

/// The most links of one document: editors underline them all.
const MOST: usize = 5_000;

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What is underlined.
    pub span: Span,
    /// Where it leads.
    pub target: LinkTarget,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// To a page.
    Page(String),
    /// To a file, if it exists.
    File(FilePath),
    /// To the page that an installed package names, else to its file.
    PackagePage(String),
    /// To a line of a source file.
    Code {
        /// The file, relative to the f.yml's folder, with `/`.
        path: String,
        /// The line, from 0.
        line: u32,
    },
}

/// The links of a service, in the order of the text: handlers, plugins, layers, starters, packaged files, domains.
/// `sources` is asked only if there is a handler.
pub fn links(service: Service<'_>, sources: impl FnOnce() -> Option<Arc<Sources>>) -> Vec<Link> {
    let mut links = Vec::new();
    handlers(service, sources, &mut links);
    let mut add = |node: Option<Node<'_>>, read: fn(&str) -> Option<LinkTarget>| {
        let text = node.and_then(|node| Some((node, text_of(node)?)));
        if let Some((node, text)) = text
            && let Some(target) = read(text)
        {
            links.push(Link {
                span: inside(node.resolved()),
                target,
            });
        }
    };
    let plugin = |text: &str| plugin(text).map(LinkTarget::File);
    let package = |text: &str| package(text).map(LinkTarget::File);
    let path = |text: &str| path(text).map(LinkTarget::File);
    // its files are one definition away; what a layer is stands on its page
    let layer = |text: &str| {
        layer(text).map(|file| match file {
            FilePath::Package(name) => LinkTarget::PackagePage(name),
            file => LinkTarget::File(file),
        })
    };
    let top = |key: &str| service.get(key).map(|entry| entry.value);
    for item in top("plugins").into_iter().flat_map(Node::items) {
        add(Some(item), plugin);
    }
    for entry in top("layers").into_iter().flat_map(Node::entries) {
        add(entry.value.value("path"), layer);
    }
    add(service.provider().value("starter"), package);
    if let Some(packaging) = top("package") {
        add(packaging.value("artifact"), path);
        for key in ["include", "exclude"] {
            let value = packaging.value(key);
            add(value, path);
            for item in value.into_iter().flat_map(Node::items) {
                add(Some(item), path);
            }
        }
    }
    links.extend(domain(service));
    links.truncate(MOST);
    links.sort_by_key(|link| link.span);
    links
}

/// The text of a value that can be a link: written in one line, and not known only at run time.
fn text_of(node: Node<'_>) -> Option<&str> {
    let text = node.as_str()?;
    (is_in_one_line(node.resolved()) && !node.is_interpolated()).then_some(text)
}

fn handlers(
    service: Service<'_>,
    sources: impl FnOnce() -> Option<Arc<Sources>>,
    links: &mut Vec<Link>,
) {
    let functions = service.functions().iter();
    let handlers: Vec<(Cow<'_, str>, Node<'_>, &str)> = functions
        .filter_map(|function| {
            let node = function.handler()?.value;
            Some((function.name(), node, text_of(node)?))
        })
        .take(MOST)
        .collect();
    if handlers.is_empty() {
        return;
    }
    let Some(sources) = sources() else { return };
    for (name, node, handler) in handlers {
        let targets = sources.targets(Some(&name), Some(handler));
        links.extend(targets.first().map(|target| Link {
            span: inside(node.resolved()),
            target: LinkTarget::Code {
                path: target.path.to_owned(),
                line: target.line,
            },
        }));
    }
}

/// The page of `custom.customDomain.domainName`.
fn domain(service: Service<'_>) -> Option<Link> {
    let node = service.custom_domain()?.value.value("domainName")?;
    let domain = text_of(node)?;
    let is_domain = domain.contains('.')
        && !domain.starts_with(['.', '*'])
        && domain
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || ".-".contains(c));
    is_domain.then(|| Link {
        span: inside(node.resolved()),
        target: LinkTarget::Page(format!("https://{domain}/")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Grammar, read};
    use crate::syntax::Document;

    fn found(text: &str) -> Vec<String> {
        let source = "\n@Func('a.b') export class A { handler() {} }\n";
        let file = Arc::new(read(source, Grammar::TypeScript));
        let sources = Arc::new(Sources::new(vec![("src/a.ts".to_owned(), file)], false));
        let document = Document::new(text);
        let links = links(Service::of(&document), || Some(sources));
        let links = links.iter().map(|link| {
            let target = match &link.target {
                LinkTarget::Page(page) => page.clone(),
                LinkTarget::File(file) => format!("{file:?}"),
                LinkTarget::PackagePage(name) => format!("page of {name}"),
                LinkTarget::Code { path, line } => format!("{path}:{}", line + 1),
            };
            format!("{} -> {target}", &text[link.span.range()])
        });
        links.collect()
    }

    #[test]
    fn values_lead_to_code_files_and_pages() {
        for (text, expected) in [
            (
                "functions:\n  x:\n    handler: a.b\n  y:\n    handler: 'no.where'\n",
                &["a.b -> src/a.ts:2"][..],
            ),
            (
                "functions:\n  x: {handler: \"a.b\"}\n",
                &["a.b -> src/a.ts:2"],
            ),
            (
                "plugins:\n  - ./p\n  - local:aliyun:./q\n  - npm::@a/b\n  - other\n",
                &[
                    "./p -> Module(\"./p\")",
                    "local:aliyun:./q -> Module(\"./q\")",
                    "npm::@a/b -> Package(\"@a/b\")",
                ],
            ),
            (
                "layers:\n  a:\n    path: npm:@midwayjs/egg-layer@3.0.0\n  b:\n    path: acs:fc:x\n  c: 1\n  d: {path: ./层}\n",
                &[
                    "npm:@midwayjs/egg-layer@3.0.0 -> page of @midwayjs/egg-layer",
                    "./层 -> Module(\"./层\")",
                ],
            ),
            (
                "package:\n  include: [静态, 'a/*', b.txt]\n  exclude: c\n  artifact: d.zip\n",
                &[
                    "静态 -> File(\"静态\")",
                    "b.txt -> File(\"b.txt\")",
                    "c -> File(\"c\")",
                    "d.zip -> File(\"d.zip\")",
                ],
            ),
            (
                "provider: {starter: '@midwayjs/fc-starter'}\n",
                &["@midwayjs/fc-starter -> Package(\"@midwayjs/fc-starter\")"],
            ),
            (
                "custom:\n  customDomain:\n    domainName: api.example.com\n",
                &["api.example.com -> https://api.example.com/"],
            ),
            ("custom:\n  customDomain:\n    domainName: auto\n", &[]),
            (
                "custom:\n  customDomain:\n    domainName: ${env.DOMAIN}.com\n",
                &[],
            ),
            ("custom:\n  customDomain: false\n", &[]),
            (
                "package:\n  include:\n    - ../x\n    - ${env.X}\n",
                &["../x -> File(\"../x\")"],
            ),
            ("", &[]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn chinese_paths_and_names_are_links() {
        assert_eq!(
            found("functions:\n  '首页🙂': {handler: a.b}\npackage: {include: [静态/图片.png]}\n"),
            [
                "a.b -> src/a.ts:2",
                "静态/图片.png -> File(\"静态/图片.png\")"
            ]
        );
    }

    #[test]
    fn links_stay_beside_a_mistake() {
        let found = found("plugins:\n  - ./p\nservice: \"shop\nfunctions:\n  x: {handler: a.b}\n");
        assert!(
            found.contains(&"./p -> Module(\"./p\")".to_owned()),
            "{found:?}"
        );
    }
}
