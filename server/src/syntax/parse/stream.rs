//! The stream around the document: byte order mark, directives, document marks.

use super::{Dialect, Parser, Place, Res, SyntaxErrorKind as E, is_blank, is_blank_or_eol, is_eol};
use crate::syntax::Span;

impl<'t> Parser<'t> {
    pub(super) fn read_stream(&mut self) -> Res<()> {
        if self.bytes.starts_with("\u{feff}".as_bytes()) {
            self.at = 3;
            self.line_start = 3;
        }
        if let Some(nul) = self.bytes.iter().position(|&byte| byte == 0) {
            // js-yaml looks for it before it counts lines
            return self.fail_at(E::NullByte, 0, Span::new(nul, nul + 1));
        }
        while self.here() == b' ' {
            self.line_indent += 1;
            self.at += 1;
        }
        let (mut documents, mut second) = (0, 0);
        // js-yaml looks for another document as long as more than a final line break is left.
        let mut first = None;
        while self.at + 1 < self.length {
            let start = self.at;
            self.anchors.clear();
            self.anchor_log.clear();
            self.read_document()?;
            documents += 1;
            if documents == 1 {
                first = self.tree.root;
            } else if documents == 2 {
                second = start;
            }
        }
        self.tree.root = first;
        if documents > 1 {
            let span = Span::new(second.saturating_sub(3), second);
            return self.fail_at(E::SeveralDocuments, second, span);
        }
        Ok(())
    }

    fn read_document(&mut self) -> Res<()> {
        let has_directives = self.read_directives()?;
        self.skip_space(true)?;
        let marked = self.line_indent == 0 && (0..3).all(|i| self.byte(self.at + i) == b'-');
        if marked {
            self.at += 3;
            self.skip_space(true)?;
        } else if has_directives {
            return self.fail(E::DirectivesEnd);
        }
        let outcome = self.compose(self.line_indent - 1, Place::BlockOut, false, true);
        self.tree.root = self.result;
        outcome?;
        self.skip_space(true)?;
        if self.at == self.line_start && self.at_document_mark() {
            if self.here() == b'.' {
                self.at += 3;
                self.skip_space(true)?;
            }
            return Ok(());
        }
        if self.at + 1 < self.length {
            return self.fail(E::StreamEndExpected);
        }
        Ok(())
    }

    fn read_directives(&mut self) -> Res<bool> {
        let mut seen = false;
        self.tag_handles.clear();
        self.yaml_version_seen = false;
        while self.here() != 0 {
            self.skip_space(true)?;
            if self.line_indent > 0 || self.here() != b'%' {
                break;
            }
            seen = true;
            self.at += 1;
            let name = self.word();
            if name.is_empty() {
                return self.fail(E::DirectiveName);
            }
            let mut arguments = Vec::new();
            loop {
                while is_blank(self.here()) {
                    self.at += 1;
                }
                if self.here() == b'#' {
                    while self.here() != 0 && !is_eol(self.here()) {
                        self.at += 1;
                    }
                    break;
                }
                if is_eol(self.here()) || self.here() == 0 {
                    break;
                }
                arguments.push(self.word());
            }
            if self.here() != 0 {
                self.line_break()?;
            }
            match name {
                "YAML" => self.yaml_directive(&arguments)?,
                "TAG" => self.tag_directive(&arguments)?,
                _ => {} // js-yaml only warns
            }
        }
        Ok(seen)
    }

    fn word(&mut self) -> &'t str {
        let start = self.at;
        while self.here() != 0 && !is_blank_or_eol(self.here()) {
            self.at += 1;
        }
        self.slice(start, self.at)
    }

    fn yaml_directive(&mut self, arguments: &[impl AsRef<str>]) -> Res<()> {
        if self.yaml_version_seen {
            return self.fail(E::DuplicateYamlDirective);
        }
        let [version] = arguments else {
            return self.fail(E::YamlDirectiveArguments);
        };
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit());
        let Some((major, minor)) = version.as_ref().split_once('.') else {
            return self.fail(E::YamlDirectiveForm);
        };
        if !digits(major) || !digits(minor) {
            return self.fail(E::YamlDirectiveForm);
        }
        if major.trim_start_matches('0') != "1" {
            return self.fail(E::YamlVersion);
        }
        self.yaml_version_seen = true;
        Ok(())
    }

    fn tag_directive(&mut self, arguments: &[impl AsRef<str>]) -> Res<()> {
        let [handle, prefix] = arguments else {
            return self.fail(E::TagDirectiveArguments);
        };
        let (handle, prefix) = (handle.as_ref().to_owned(), prefix.as_ref().to_owned());
        if !super::properties::is_tag_handle(&handle, self.dialect) {
            return self.fail(E::TagDirectiveHandle);
        }
        if self.tag_handles.contains_key(&handle) {
            return self.fail(E::TagDirectiveRedeclared(handle));
        }
        if !super::properties::is_tag_uri(&prefix) {
            return self.fail(E::TagDirectivePrefix);
        }
        let prefix = match self.dialect {
            Dialect::JsYaml3 => prefix,
            Dialect::JsYaml4 => match super::properties::decode_uri(&prefix) {
                Some(decoded) => decoded,
                None => return self.fail(E::TagPrefixMalformed(prefix)),
            },
        };
        self.tag_handles.insert(handle, prefix);
        Ok(())
    }

    /// Skips blanks, line breaks and (if `comments`) comments; says how many line breaks there were.
    pub(super) fn skip_space(&mut self, comments: bool) -> Res<usize> {
        let mut breaks = 0;
        loop {
            if self.here() > b'#' {
                return Ok(breaks); // neither a blank, nor a line break, nor a comment
            }
            while is_blank(self.here()) {
                if self.here() == b'\t' && self.first_tab.is_none() {
                    self.first_tab = Some(self.at);
                }
                self.at += 1;
            }
            if comments && self.here() == b'#' {
                self.skip_line();
            }
            if !is_eol(self.here()) {
                return Ok(breaks);
            }
            self.line_break()?;
            breaks += 1;
            self.line_indent = self.skip_run(|byte| byte == b' ') as isize;
        }
    }

    pub(super) fn line_break(&mut self) -> Res<()> {
        match self.here() {
            b'\n' => self.at += 1,
            b'\r' => self.at += 1 + usize::from(self.byte(self.at + 1) == b'\n'),
            _ => return self.fail(E::LineBreakExpected),
        }
        self.line += 1;
        self.line_start = self.at;
        self.first_tab = None;
        Ok(())
    }

    /// Whether `---` or `...` stands here, alone or followed by a blank.
    pub(super) fn at_document_mark(&self) -> bool {
        let mark = self.here();
        let end = self.byte(self.at + 3);
        matches!(mark, b'-' | b'.')
            && self.byte(self.at + 1) == mark
            && self.byte(self.at + 2) == mark
            && (end == 0 || is_blank_or_eol(end))
    }
}
