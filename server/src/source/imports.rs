//! What a file imports.

use super::parse::{self, Grammar, text_of};

/// What a file imports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imports {
    /// The names that its `import` statements give things in the file.
    pub names: Vec<String>,
    /// Byte offset behind the last of them; `None` if there are none.
    pub end: Option<u32>,
}

/// The imports of a text; `None` if it is too long or could not be read to its end.
pub fn imports(text: &str, grammar: Grammar) -> Option<Imports> {
    let tree = parse::whole(text, grammar)?;
    let root = tree.root_node();
    let mut imports = Imports::default();
    let mut cursor = root.walk();
    let statements = root.named_children(&mut cursor);
    for statement in statements.filter(|node| node.kind() == "import_statement") {
        imports.end = u32::try_from(statement.end_byte()).ok();
        let mut inner = statement.walk();
        let clauses = statement.named_children(&mut inner);
        for clause in clauses.filter(|node| node.kind() == "import_clause") {
            let mut parts = clause.walk();
            for part in clause.named_children(&mut parts) {
                match part.kind() {
                    "identifier" => imports.names.push(text_of(part, text).to_owned()),
                    _ => bound(part, text, &mut imports.names),
                }
            }
        }
    }
    Some(imports)
}

/// The names in `{ a, b as c }` or `* as d`.
fn bound(part: tree_sitter::Node<'_>, text: &str, names: &mut Vec<String>) {
    let mut cursor = part.walk();
    for child in part.named_children(&mut cursor) {
        let name = match child.kind() {
            "import_specifier" => child
                .child_by_field_name("alias")
                .or_else(|| child.child_by_field_name("name")),
            "identifier" => Some(child),
            _ => None,
        };
        names.extend(name.map(|name| text_of(name, text).to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_import_is_read() {
        let text = "// head\nimport a from 'a';\nimport * as b from 'b'\nimport { c, d as e, type f } from \"c\";\nimport 'g';\nconst h = 1;\n";
        let found = imports(text, Grammar::TypeScript).expect("it can be read");
        assert_eq!(found.names, ["a", "b", "c", "e", "f"]);
        let end = found.end.map(|end| end as usize);
        assert_eq!(end, text.find("\nconst"));
        assert_eq!(
            imports("class A {}", Grammar::Tsx),
            Some(Imports::default())
        );
        assert_eq!(imports("import {", Grammar::Tsx), None);
    }
}
