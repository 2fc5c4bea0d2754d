//! Reading a piece of a document as if everything before it had been read.

use super::{Parser, Res, SyntaxErrorKind as E};

/// The column of the document's own entries: only documents that begin in the first column are cut.
const TOP: isize = 0;

impl Parser<'_> {
    /// Entries of the map that is the document, up to the end of the text.
    pub(super) fn read_entries(&mut self) -> Res<()> {
        self.depth = 1;
        self.skip_space(true)?;
        self.read_rest_of_document()
    }

    /// Entries of a map one level below, and whatever follows them.
    pub(super) fn read_children(&mut self, indent: isize) -> Res<()> {
        self.depth = 2;
        self.outermost = 2;
        self.skip_to_first_line()?;
        if self.line_indent != indent && self.here() != 0 {
            self.left_map = true;
            return self.fail(E::BadMappingIndent);
        }
        // a value's keys may be continued from the second column on, but then they are refused
        let outcome = self.read_mapping_entries(indent, TOP + 1, true);
        self.tree.root = self.result;
        outcome?;
        self.tree.root = self.result;
        if self.here() == 0 {
            return Ok(());
        }
        self.left_map = true;
        if self.line_indent > TOP {
            return self.fail(E::BadMappingIndent);
        }
        let children = self.tree.root;
        self.depth = 1;
        self.read_rest_of_document()?;
        // these are entries of the map around, which a piece cannot give it
        self.needs_context = true;
        self.tree.root = children;
        Ok(())
    }

    fn read_rest_of_document(&mut self) -> Res<()> {
        self.read_mapping_entries(TOP, TOP, true)?;
        self.tree.root = self.result;
        self.skip_space(true)?;
        if self.at + 1 < self.length {
            return self.fail(E::StreamEndExpected);
        }
        Ok(())
    }

    /// Like [`Parser::skip_space`] from the end of the line before.
    fn skip_to_first_line(&mut self) -> Res<()> {
        self.line_indent = 0;
        while self.here() == b' ' {
            self.line_indent += 1;
            self.at += 1;
        }
        self.skip_space(true)?;
        Ok(())
    }
}
