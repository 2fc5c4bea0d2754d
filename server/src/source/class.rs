//! Classes, their methods and the decorators on both, in the order of the text.
//!
//! Decorators are gathered as they come and given to the class or method that follows. In a text with mistakes, what
//! follows may be no node of its own; then its name is read from the text.

use tree_sitter::Node;

use super::decorator::Decorator;
use super::file::Named;
use super::parse::{line_of, span_of, text_of};
use super::signature;
use crate::syntax::Span;

/// How many bytes behind a decorator are searched for the name of what it decorates.
const MAX_HEAD: usize = 400;

/// A class with its methods.
#[derive(Debug, Clone, Default)]
pub(super) struct Class {
    /// Its name; empty if it has none, or if a method stands in no class.
    pub name: String,
    pub span: Span,
    pub selection: Span,
    pub decorators: Vec<Decorator>,
    pub methods: Vec<Method>,
    pub signature: String,
    /// The line of its name, from 0.
    pub line: u32,
    /// Whether there is a class at all.
    pub is_there: bool,
    /// How deep in the tree its body is.
    body_depth: Option<u32>,
}

/// A method, or a property that holds a function.
#[derive(Debug, Clone)]
pub(super) struct Method {
    pub named: Named,
    pub decorators: Vec<Decorator>,
    pub signature: String,
    /// The line of its name, from 0.
    pub line: u32,
}

/// What has been seen so far.
pub(super) struct Walk<'t> {
    text: &'t str,
    classes: Vec<Class>,
    /// The classes around the present place, by index.
    open: Vec<usize>,
    /// Decorators whose class or method has not come yet.
    pending: Vec<Decorator>,
    /// Where the last decorator ended, one of the pending ones or one that is not kept.
    pending_end: usize,
    /// Where the first of them began.
    pending_start: usize,
    /// The line of the last one, from 0.
    pending_line: u32,
}

impl<'t> Walk<'t> {
    pub fn new(text: &'t str) -> Walk<'t> {
        Walk {
            text,
            classes: Vec::new(),
            open: Vec::new(),
            pending: Vec::new(),
            pending_end: 0,
            pending_start: usize::MAX,
            pending_line: 0,
        }
    }

    /// Looks at a node; says whether to look at what is in it.
    pub fn visit(&mut self, node: Node<'_>, depth: u32) -> bool {
        if !node.is_named() {
            return false;
        }
        while let Some(&innermost) = self.open.last()
            && (self.classes[innermost].span.end as usize) <= node.start_byte()
        {
            self.open.pop();
        }
        match node.kind() {
            "decorator" => {
                self.decorator(node);
                false
            }
            "class_declaration" | "abstract_class_declaration" | "class" => {
                self.class(node);
                true
            }
            "class_body" => {
                let (decorators, start) = self.take();
                if let Some(&innermost) = self.open.last() {
                    let class = &mut self.classes[innermost];
                    class.decorators.extend(decorators);
                    class.span.start = class.span.start.min(start);
                    class.body_depth = Some(depth);
                }
                true
            }
            "method_definition" | "abstract_method_signature" | "method_signature" => {
                self.method(node, depth);
                true
            }
            "public_field_definition" => {
                let mut cursor = node.walk();
                let children: Vec<Node<'_>> = node.children(&mut cursor).collect();
                for child in &children {
                    if child.kind() == "decorator" {
                        self.decorator(*child);
                    }
                }
                self.method(node, depth);
                false
            }
            "formal_parameters" | "type_annotation" | "string" | "template_string" => false,
            _ => true,
        }
    }

    /// The classes with their methods; methods without a class stand in a class that is not there.
    pub fn finish(mut self) -> Vec<Class> {
        self.flush();
        self.classes
    }

    fn decorator(&mut self, node: Node<'_>) {
        let between = self.text.get(self.pending_end..node.start_byte());
        if !self.pending.is_empty() && !between.is_some_and(is_blank) {
            self.flush();
        }
        if self.pending.is_empty() && !between.is_some_and(is_blank) {
            self.pending_start = usize::MAX;
        }
        self.pending_start = self.pending_start.min(node.start_byte());
        self.pending_end = node.end_byte();
        self.pending_line = u32::try_from(node.end_position().row).unwrap_or(u32::MAX);
        self.pending.extend(Decorator::of(node, self.text));
    }

    /// The pending decorators and where the first of them began.
    fn take(&mut self) -> (Vec<Decorator>, u32) {
        let start = std::mem::replace(&mut self.pending_start, usize::MAX);
        (
            std::mem::take(&mut self.pending),
            Span::new(start, start).start,
        )
    }

    fn class(&mut self, node: Node<'_>) {
        let (decorators, start) = self.take();
        let name = node.child_by_field_name("name");
        let selection = name.map_or_else(
            || Span::new(node.start_byte(), node.start_byte() + "class".len()),
            span_of,
        );
        let mut span = span_of(node);
        span.start = span.start.min(start);
        self.open.push(self.classes.len());
        self.classes.push(Class {
            name: name.map_or("", |name| text_of(name, self.text)).to_owned(),
            span,
            selection,
            decorators,
            methods: Vec::new(),
            signature: match name {
                Some(name) => {
                    let head = signature::line(self.text, name.start_byte(), body_start(node));
                    format!("class {head}")
                }
                None => "class".to_owned(),
            },
            line: line_of(name.unwrap_or(node)),
            is_there: true,
            body_depth: None,
        });
    }

    fn method(&mut self, node: Node<'_>, depth: u32) {
        let innermost = self.open.last().map(|&index| &self.classes[index]);
        let is_in_body = innermost
            .and_then(|class| class.body_depth)
            .is_some_and(|body| body + 1 == depth);
        if !is_in_body && self.pending.is_empty() {
            return; // a method of an object
        }
        let Some(name) = node.child_by_field_name("name") else {
            return;
        };
        let own_decorators = self.pending_end.clamp(node.start_byte(), node.end_byte());
        let (decorators, start) = self.take();
        let mut span = span_of(node);
        span.start = span.start.min(start);
        let raw = text_of(name, self.text);
        let method = Method {
            named: Named {
                name: raw.trim_matches(['"', '\'', '`']).to_owned(),
                span,
                selection: span_of(name),
            },
            decorators,
            signature: signature::line(self.text, own_decorators, body_start(node)),
            line: line_of(name),
        };
        self.innermost().methods.push(method);
    }

    /// The class around the present place; one that is not there if there is none.
    fn innermost(&mut self) -> &mut Class {
        let index = match self.open.last() {
            Some(&index) => index,
            None => {
                self.classes.push(Class::default());
                self.classes.len() - 1
            }
        };
        &mut self.classes[index]
    }

    /// Gives the pending decorators to whatever the text says comes behind them.
    fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let line = self.pending_line;
        let after = self.pending_end;
        let (decorators, start) = self.take();
        let Some(head) = Head::after(self.text, after) else {
            return;
        };
        let span = Span {
            start: start.min(head.selection.start),
            end: head.selection.end,
        };
        let between = self.text.get(after..head.selection.start as usize);
        let line = line + between.map_or(0, |between| between.matches('\n').count() as u32);
        if head.is_class {
            self.classes.push(Class {
                name: head.name,
                span,
                selection: head.selection,
                decorators,
                line,
                is_there: true,
                ..Class::default()
            });
            return;
        }
        self.innermost().methods.push(Method {
            signature: head.name.clone(),
            named: Named {
                name: head.name,
                span,
                selection: head.selection,
            },
            decorators,
            line,
        });
    }
}

/// Where the body of a class or method begins, or the end where there is none.
fn body_start(node: Node<'_>) -> usize {
    let body = node.child_by_field_name("body").or_else(|| {
        // a property that holds a function
        let value = node.child_by_field_name("value")?;
        value.child_by_field_name("body")
    });
    body.map_or(node.end_byte(), |body| body.start_byte())
}

/// What stands behind a decorator, as far as the words tell.
struct Head {
    name: String,
    selection: Span,
    is_class: bool,
}

impl Head {
    fn after(text: &str, offset: usize) -> Option<Head> {
        let rest = text.get(offset..)?;
        let mut at = 0;
        let mut is_class = false;
        while at < MAX_HEAD {
            at += blank_length(rest.get(at..)?);
            let tail = rest.get(at..)?;
            let length = tail
                .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '$' | '*')))
                .unwrap_or(tail.len());
            let word = tail.get(..length)?;
            match word {
                "" => return None,
                "export" | "default" | "abstract" | "async" | "public" | "private"
                | "protected" | "static" | "override" | "readonly" | "declare" | "*" => {}
                "class" => is_class = true,
                name => {
                    let start = offset + at;
                    return Some(Head {
                        name: name.trim_start_matches('*').to_owned(),
                        selection: Span::new(start, start + length),
                        is_class,
                    });
                }
            }
            at += length;
        }
        None
    }
}

/// Whether a text holds nothing but blanks and comments.
fn is_blank(text: &str) -> bool {
    blank_length(text) == text.len()
}

/// The length of the blanks and comments at the beginning of a text.
fn blank_length(text: &str) -> usize {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let after = if rest.starts_with("//") {
            rest.find('\n')
        } else if rest.starts_with("/*") {
            rest.find("*/").map(|end| end + 2)
        } else {
            return text.len() - rest.len();
        };
        rest = after.and_then(|after| rest.get(after..)).unwrap_or("");
    }
}
