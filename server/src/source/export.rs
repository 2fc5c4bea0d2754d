//! What a module exports, in ECMAScript's and CommonJS's words.

use tree_sitter::Node;

use super::decorator::arguments;
use super::file::{DeclaredBy, Named, Setting, SourceFunction, SourceTrigger};
use super::literal::Literal;
use super::parse::{line_of, span_of, text_of};
use super::signature;
use crate::syntax::Span;

/// How deep in the tree an export is looked for: below the file, or below a place with mistakes.
const MAX_DEPTH: u32 = 2;

/// Something a module exports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// Its name; `default` for the default export and for a `module.exports` that is no object.
    pub name: String,
    /// The statement, or the part of it.
    pub span: Span,
    /// The name's place.
    pub selection: Span,
    /// The line of the name, from 0.
    pub line: u32,
    /// One line that says how it is called.
    pub signature: String,
}

/// The exports seen so far.
pub(super) struct Exports<'t> {
    text: &'t str,
    exports: Vec<Export>,
    hooks: Vec<SourceFunction>,
}

impl<'t> Exports<'t> {
    pub fn new(text: &'t str) -> Exports<'t> {
        Exports {
            text,
            exports: Vec::new(),
            hooks: Vec::new(),
        }
    }

    /// Looks at a node.
    pub fn visit(&mut self, node: Node<'_>, depth: u32) {
        if depth > MAX_DEPTH {
            return;
        }
        match node.kind() {
            "export_statement" => self.statement(node),
            "expression_statement" => self.assignments(node),
            _ => {}
        }
    }

    /// The exports, and the functions of Midway Hooks among them.
    pub fn finish(self) -> (Vec<Export>, Vec<SourceFunction>) {
        (self.exports, self.hooks)
    }

    fn statement(&mut self, node: Node<'_>) {
        let mut cursor = node.walk();
        let children: Vec<Node<'_>> = node.children(&mut cursor).collect();
        let has = |kind: &str| children.iter().find(|child| child.kind() == kind);
        if let Some(word) = has("default") {
            let value = node
                .child_by_field_name("declaration")
                .or_else(|| node.child_by_field_name("value"));
            let value = value.unwrap_or(node);
            self.add("default", node, *word, value);
        } else if let Some(clause) = has("export_clause") {
            let mut cursor = clause.walk();
            for specifier in clause.named_children(&mut cursor) {
                let name = specifier
                    .child_by_field_name("alias")
                    .or_else(|| specifier.child_by_field_name("name"));
                if let Some(name) = name {
                    self.add(text_of(name, self.text), specifier, name, specifier);
                }
            }
        } else if let Some(declaration) = node.child_by_field_name("declaration") {
            self.declaration(declaration);
        } else if has("=").is_some()
            && let Some(value) = children.iter().find(|child| child.is_named())
        {
            self.add("default", node, *value, *value);
        }
    }

    /// `export const a = …, b = …`, `export function a`, `export class A`.
    fn declaration(&mut self, declaration: Node<'_>) {
        match declaration.kind() {
            "lexical_declaration" | "variable_declaration" => {
                let mut cursor = declaration.walk();
                for declarator in declaration.named_children(&mut cursor) {
                    if let Some(name) = declarator.child_by_field_name("name")
                        && name.kind() == "identifier"
                    {
                        let value = declarator.child_by_field_name("value");
                        let text = text_of(name, self.text);
                        self.add(text, declarator, name, value.unwrap_or(declarator));
                    }
                }
            }
            "interface_declaration" | "type_alias_declaration" | "ambient_declaration" => {}
            _ => {
                if let Some(name) = declaration.child_by_field_name("name") {
                    self.add(text_of(name, self.text), declaration, name, declaration);
                }
            }
        }
    }

    /// `exports.a = …`, `module.exports = …`, and chains of them.
    fn assignments(&mut self, statement: Node<'_>) {
        let mut next = statement.named_child(0);
        let mut is_whole = false;
        while let Some(assignment) = next
            && assignment.kind() == "assignment_expression"
            && let Some(left) = assignment.child_by_field_name("left")
            && let Some(right) = assignment.child_by_field_name("right")
        {
            next = Some(right);
            let target = text_of(left, self.text);
            let is_chained = right.kind() == "assignment_expression";
            is_whole |= target == "module.exports";
            if is_whole && matches!(target, "module.exports" | "exports") {
                if !is_chained {
                    self.whole(assignment, left, right);
                }
                continue;
            }
            let Some(name) = target
                .strip_prefix("module.exports.")
                .or_else(|| target.strip_prefix("exports."))
            else {
                continue;
            };
            // what compilers write before the real exports
            let is_cleared = matches!(text_of(right, self.text), "void 0" | "undefined");
            if !is_cleared
                && !is_chained
                && let Some(property) = left.child_by_field_name("property")
            {
                self.add(name, assignment, property, right);
            }
        }
    }

    /// `module.exports = …`.
    fn whole(&mut self, assignment: Node<'_>, left: Node<'_>, right: Node<'_>) {
        if right.kind() != "object" {
            self.add("default", assignment, left, right);
            return;
        }
        let mut cursor = right.walk();
        for member in right.named_children(&mut cursor) {
            let name = match member.kind() {
                "shorthand_property_identifier" => Some(member),
                "pair" => member.child_by_field_name("key"),
                "method_definition" => member.child_by_field_name("name"),
                _ => None,
            };
            if let Some(name) = name {
                let text = text_of(name, self.text).trim_matches(['"', '\'']);
                let value = member.child_by_field_name("value").unwrap_or(member);
                self.add(text, member, name, value);
            }
        }
    }

    fn add(&mut self, name: &str, whole: Node<'_>, selection: Node<'_>, value: Node<'_>) {
        let signature = match value.child_by_field_name("body") {
            Some(body) => signature::line(self.text, whole.start_byte(), body.start_byte()),
            None => signature::head(whole, self.text),
        };
        let export = Export {
            name: name.to_owned(),
            span: span_of(whole),
            selection: span_of(selection),
            line: line_of(selection),
            signature,
        };
        if let Some(triggers) = self.hook(value) {
            self.hooks.push(SourceFunction {
                by: DeclaredBy::Hook,
                name: None,
                derived_name: String::new(),
                handler: String::new(),
                is_handler_written: false,
                handler_span: None,
                name_span: None,
                line: export.line,
                class: None,
                method: Some(Named {
                    name: name.to_owned(),
                    span: export.span,
                    selection: export.selection,
                }),
                decorator: span_of(value),
                triggers,
                settings: Vec::new(),
                signature: export.signature.clone(),
            });
        }
        self.exports.push(export);
    }

    /// The triggers of `api(Get('/a'), …)`; `None` if it is no such call.
    fn hook(&self, value: Node<'_>) -> Option<Vec<SourceTrigger>> {
        let is_api = value.kind() == "call_expression"
            && text_of(value.child_by_field_name("function")?, self.text) == "api";
        if !is_api {
            return None;
        }
        let pipes = value.child_by_field_name("arguments")?;
        let mut cursor = pipes.walk();
        let pipes: Vec<Node<'_>> = pipes.named_children(&mut cursor).collect();
        let triggers = pipes.into_iter().filter_map(|pipe| {
            let name = text_of(pipe.child_by_field_name("function")?, self.text);
            let method = fyml_schema::method_of_route(name)?;
            let field = |name: &str, value: Literal, span: Span| Setting {
                name: name.to_owned(),
                name_span: span,
                value,
                value_span: span,
            };
            let path = arguments(pipe, self.text).into_iter().next();
            let path = path.map(|(value, span)| field("path", value, span));
            let method = Literal::Text(method.to_owned());
            let mut fields: Vec<Setting> = path.into_iter().collect();
            fields.push(field("method", method, span_of(pipe)));
            Some(SourceTrigger {
                kind: "http".to_owned(),
                fields,
                span: span_of(pipe),
            })
        });
        Some(triggers.collect())
    }
}
