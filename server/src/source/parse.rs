//! Text to tree to data. The tree comes from tree-sitter, which keeps going after mistakes; it is walked with a cursor,
//! never by recursion, so that no nesting is too deep.

use std::ops::ControlFlow;

use tree_sitter::{Node, ParseOptions, Parser, Point, Range, Tree};

use super::class::Walk;
use super::export::Exports;
use super::literal::{self, Literal};
use super::{SourceFile, declare};
use crate::syntax::Span;

/// The size in bytes above which a text is not read: 1 MB. What people write by hand is far smaller; what is larger
/// was generated or bundled.
pub const MAX_BYTES: usize = 1_000_000;

/// The grammar a file is read with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Grammar {
    /// `.ts`, `.mts`, `.cts`.
    TypeScript,
    /// `.tsx`, `.jsx`, and JavaScript, where `<a>` begins an element and not a type.
    Tsx,
}

impl Grammar {
    /// The grammar for a file of this name; `None` if it is no source file. Declarations (`.d.ts`) hold no functions.
    pub fn of_file_name(name: &str) -> Option<Grammar> {
        let (stem, extension) = name.rsplit_once('.')?;
        match extension {
            "ts" | "mts" | "cts" => (!stem.ends_with(".d")).then_some(Grammar::TypeScript),
            "tsx" | "jsx" | "js" | "mjs" | "cjs" => Some(Grammar::Tsx),
            _ => None,
        }
    }
}

/// Reads a text. What cannot be read is left out; [`SourceFile::is_incomplete`] tells.
pub fn read(text: &str, grammar: Grammar) -> SourceFile {
    let incomplete = SourceFile {
        is_incomplete: true,
        ..SourceFile::default()
    };
    if text.len() > MAX_BYTES {
        return incomplete;
    }
    let mut parser = parser(grammar);
    let Some(tree) = parser.as_mut().and_then(|parser| tree(parser, text, None)) else {
        return incomplete;
    };
    let whole = collect(text, std::slice::from_ref(&tree));
    if !tree.root_node().has_error() {
        return whole;
    }
    // one mistake can take everything behind it along: read what begins in the first column piece by piece
    let pieces = pieces(text);
    let trees = pieces
        .into_iter()
        .filter_map(|piece| self::tree(parser.as_mut()?, text, Some(piece)));
    let cut = collect(text, &trees.collect::<Vec<Tree>>());
    let found = |file: &SourceFile| (file.functions.len(), file.exports.len());
    SourceFile {
        is_incomplete: true,
        ..if found(&cut) > found(&whole) {
            cut
        } else {
            whole
        }
    }
}

/// Whether a text may declare functions with decorators or hooks. Cheap; says yes too often rather than too seldom.
pub fn mentions_functions(text: &str) -> bool {
    const WORDS: [&str; 7] = [
        "Func(",
        "func(",
        "Handler(",
        "ServerlessTrigger(",
        "ServerlessFunction(",
        "Controller(",
        "api(",
    ];
    WORDS.iter().any(|word| text.contains(word))
}

/// The object that a configuration file is: JSON with comments (`tsconfig.json`), or what a module exports as default,
/// also through a call (`export default defineConfig({…})`). [`Literal::Unknown`] if it is no object.
pub fn object(text: &str) -> Literal {
    if text.len() > MAX_BYTES {
        return Literal::Unknown;
    }
    let wrapped; // an object alone would be read as a block
    let text = if text.trim_start().starts_with(['{', '/']) && !text.contains("export") {
        wrapped = format!("({text}\n)");
        &wrapped
    } else {
        text
    };
    let tree = parser(Grammar::TypeScript).and_then(|mut parser| tree(&mut parser, text, None));
    let Some(tree) = tree else {
        return Literal::Unknown;
    };
    // the first object is the outermost
    let mut cursor = tree.walk();
    loop {
        let node = cursor.node();
        if node.kind() == "object" {
            return literal::read(node, text);
        }
        let is_aside = matches!(
            node.kind(),
            "import_statement" | "comment" | "statement_block"
        );
        if !is_aside && cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return Literal::Unknown;
            }
        }
    }
}

/// What trees over parts of one text hold.
fn collect(text: &str, trees: &[Tree]) -> SourceFile {
    let mut classes = Walk::new(text);
    let mut exports = Exports::new(text);
    for tree in trees {
        let mut cursor = tree.walk();
        let mut depth = 0u32;
        'tree: loop {
            let node = cursor.node();
            exports.visit(node, depth);
            if classes.visit(node, depth) && cursor.goto_first_child() {
                depth += 1;
                continue;
            }
            while !cursor.goto_next_sibling() {
                if !cursor.goto_parent() {
                    break 'tree;
                }
                depth -= 1;
            }
        }
    }
    let (exports, hooks) = exports.finish();
    let mut functions = declare::functions(&classes.finish());
    functions.extend(hooks);
    functions.sort_by_key(|function| function.decorator.start);
    SourceFile {
        functions,
        exports,
        is_incomplete: false,
    }
}

/// The tree of a text without mistakes.
pub(super) fn whole(text: &str, grammar: Grammar) -> Option<Tree> {
    if text.len() > MAX_BYTES {
        return None;
    }
    let tree = tree(&mut parser(grammar)?, text, None)?;
    (!tree.root_node().has_error()).then_some(tree)
}

fn parser(grammar: Grammar) -> Option<Parser> {
    let language = match grammar {
        Grammar::TypeScript => tree_sitter_typescript::LANGUAGE_TYPESCRIPT,
        Grammar::Tsx => tree_sitter_typescript::LANGUAGE_TSX,
    };
    let mut parser = Parser::new();
    parser.set_language(&language.into()).ok()?;
    Some(parser)
}

/// The tree of a text, or of a piece of it; `None` if the parser needs more steps than any text of this length that
/// people write. Measured on hostile texts: at most one step for 25 bytes, and no nesting that it could not hold.
fn tree(parser: &mut Parser, text: &str, piece: Option<Range>) -> Option<Tree> {
    let mut length = text.len();
    if let Some(piece) = piece {
        length = piece.end_byte - piece.start_byte;
        parser.set_included_ranges(&[piece]).ok()?;
    }
    let bytes = text.as_bytes();
    let mut steps = 1_000 + length / 4;
    let mut is_within_budget = |_: &tree_sitter::ParseState| {
        steps = steps.saturating_sub(1);
        if steps == 0 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    let tree = parser.parse_with_options(
        &mut |at, _| bytes.get(at..).unwrap_or_default(),
        None,
        Some(ParseOptions::new().progress_callback(&mut is_within_budget)),
    );
    parser.reset(); // a text that was given up would be gone on with
    tree
}

/// The most pieces a text is cut into; the last one is the rest.
const MAX_PIECES: usize = 2_000;

/// The words that a statement in the first column begins with.
const STATEMENTS: [&str; 10] = [
    "@", "export", "class", "abstract", "import", "const", "function", "async", "exports", "module",
];

/// The statements of a text, as far as its first column tells. Decorators stay with what they decorate.
fn pieces(text: &str) -> Vec<Range> {
    let mut starts = vec![(0, 0)];
    let mut at = 0;
    let mut is_decorated = false;
    for (row, line) in text.split_inclusive('\n').enumerate() {
        let is_statement = STATEMENTS.iter().any(|word| line.starts_with(word));
        if is_statement && !is_decorated && at > 0 && starts.len() < MAX_PIECES {
            starts.push((at, row));
        }
        // the lines of a decorator's arguments are indented, or close a bracket
        is_decorated = line.starts_with('@')
            || (is_decorated && !is_statement && line.starts_with([' ', '\t', '}', ')', ']', '/']));
        at += line.len();
    }
    let ends = starts.iter().skip(1).map(|&(start, row)| (start, row));
    let ends = ends.chain([(text.len(), text.lines().count())]);
    let pieces = starts
        .iter()
        .zip(ends)
        .map(|(&(start, row), (end, end_row))| Range {
            start_byte: start,
            end_byte: end,
            start_point: Point::new(row, 0),
            end_point: Point::new(end_row, 0),
        });
    pieces.collect()
}

/// The text of a node.
pub(super) fn text_of<'t>(node: Node<'_>, text: &'t str) -> &'t str {
    text.get(node.byte_range()).unwrap_or("")
}

/// The place of a node.
pub(super) fn span_of(node: Node<'_>) -> Span {
    Span::new(node.start_byte(), node.end_byte())
}

/// The line a node begins in, from 0.
pub(super) fn line_of(node: Node<'_>) -> u32 {
    u32::try_from(node.start_position().row).unwrap_or(u32::MAX)
}
