//! Plain, quoted and block scalars.

use super::{
    Dialect, Parser, Read, Res, Span, SyntaxErrorKind as E, is_blank, is_blank_or_eol, is_eol,
    is_flow_indicator,
};
use crate::syntax::tree::Style;

/// The value of a scalar while it is read. As long as it equals one slice of the text nothing is copied.
struct Value<'t> {
    slice: Option<&'t str>,
    cooked: String,
}

impl<'t> Value<'t> {
    fn new() -> Value<'t> {
        Value {
            slice: None,
            cooked: String::new(),
        }
    }

    fn is_empty(&self) -> bool {
        self.slice.is_none_or(str::is_empty) && self.cooked.is_empty()
    }

    fn cook(&mut self) -> &mut String {
        if let Some(slice) = self.slice.take() {
            self.cooked.push_str(slice);
        }
        &mut self.cooked
    }

    fn push_slice(&mut self, slice: &'t str) {
        if slice.is_empty() {
            return;
        }
        if self.is_empty() {
            self.slice = Some(slice);
        } else {
            self.cook().push_str(slice);
        }
    }

    fn push(&mut self, text: &str) {
        if !text.is_empty() {
            self.cook().push_str(text);
        }
    }

    /// Line breaks between two lines of a flow scalar: one folds to a blank, more lose one.
    fn push_folded(&mut self, breaks: usize) {
        match breaks {
            0 => {}
            1 => self.push(" "),
            n => self.push(&"\n".repeat(n - 1)),
        }
    }

    /// What to store beside a node whose own text is `plain`: nothing if that is the value already.
    fn stored(self, plain: &str) -> Option<String> {
        match self.slice {
            Some(slice) if slice == plain => None,
            Some(slice) => Some(slice.to_owned()),
            None if self.cooked == plain => None,
            None => Some(self.cooked),
        }
    }
}

/// Whether a byte inside a scalar means nothing but itself, except at the beginning of a line.
fn is_word(byte: u8) -> bool {
    const WORD: [bool; 256] = {
        let mut word = [true; 256];
        let special = b"\0\t\n\r :#,[]{}";
        let mut i = 0;
        while i < special.len() {
            word[special[i] as usize] = false;
            i += 1;
        }
        word
    };
    WORD[byte as usize]
}

impl<'t> Parser<'t> {
    /// Takes a slice of a scalar, refusing what js-yaml calls non-printable.
    fn capture(&mut self, value: &mut Value<'t>, start: usize, end: usize, json: bool) -> Res<()> {
        if start >= end {
            return Ok(());
        }
        let slice = self.slice(start, end);
        // all of them, rather than up to the first that is not: texts are short, and so it takes no jumps
        let is_plain = |byte: u8| (0x20..0x7f).contains(&byte);
        let plain_ascii = slice
            .bytes()
            .fold(true, |plain, byte| plain & is_plain(byte));
        if !plain_ascii {
            for c in slice.chars() {
                let bad = if json {
                    c < ' ' && c != '\t'
                } else {
                    matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{84}'
                        | '\u{86}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}')
                };
                if bad {
                    return self.fail(if json {
                        E::InvalidJsonCharacter
                    } else {
                        E::NonPrintable
                    });
                }
            }
        }
        value.push_slice(slice);
        Ok(())
    }

    pub(super) fn read_plain(&mut self, node_indent: isize, in_flow: bool) -> Res<bool> {
        let first = self.here();
        if first == 0
            || is_blank_or_eol(first)
            || is_flow_indicator(first)
            || b"#&*!|>'\"%@`".contains(&first)
        {
            return Ok(false);
        }
        let ends_value = |byte: u8| is_blank_or_eol(byte) || (in_flow && is_flow_indicator(byte));
        if matches!(first, b'?' | b'-') && ends_value(self.byte(self.at + 1)) {
            return Ok(false);
        }
        let start = self.at;
        let (mut from, mut to) = (start, start);
        let mut pending = None;
        let mut value = Value::new();
        loop {
            let byte = self.here();
            if byte == 0 {
                break;
            }
            if byte == b':' {
                if ends_value(self.byte(self.at + 1)) {
                    break;
                }
            } else if byte == b'#' {
                if self.at > 0 && is_blank_or_eol(self.byte(self.at - 1)) {
                    break;
                }
            } else if (self.at == self.line_start && self.at_document_mark())
                || (in_flow && is_flow_indicator(byte))
            {
                break;
            } else if is_eol(byte) {
                let (line, line_start, line_indent) =
                    (self.line, self.line_start, self.line_indent);
                self.skip_space(false)?;
                if self.line_indent >= node_indent {
                    pending = Some(line);
                    continue;
                }
                self.at = to;
                self.line = line;
                self.line_start = line_start;
                self.line_indent = line_indent;
                break;
            }
            if let Some(line) = pending.take() {
                self.capture(&mut value, from, to, false)?;
                value.push_folded(self.line - line);
                from = self.at;
                to = self.at;
            }
            self.at += 1;
            if !is_blank(byte) {
                self.skip_run(is_word);
                to = self.at;
            }
        }
        self.capture(&mut value, from, to, false)?;
        if value.is_empty() {
            return Ok(false);
        }
        let span = Span::new(start, to);
        let stored = value.stored(self.slice(start, to));
        self.result = Some(self.add_scalar(span, Style::Plain, stored));
        self.read = Read::Scalar;
        Ok(true)
    }

    pub(super) fn read_single_quoted(&mut self) -> Res<bool> {
        if self.here() != b'\'' {
            return Ok(false);
        }
        let start = self.at;
        let opening = Span::new(start, start + 1);
        self.at += 1;
        let (mut from, mut to) = (self.at, self.at);
        let mut value = Value::new();
        loop {
            let byte = self.here();
            if byte == 0 {
                return self.fail_at(E::StreamEndInSingleQuoted, self.at, opening);
            } else if byte == b'\'' {
                self.capture(&mut value, from, self.at, true)?;
                self.at += 1;
                if self.here() != b'\'' {
                    break;
                }
                from = self.at;
                self.at += 1;
                to = self.at;
            } else if is_eol(byte) {
                self.capture(&mut value, from, to, true)?;
                let breaks = self.skip_space(false)?;
                value.push_folded(breaks);
                from = self.at;
                to = self.at;
            } else if self.at == self.line_start && self.at_document_mark() {
                return self.fail_at(E::DocumentEndInSingleQuoted, self.at, opening);
            } else {
                self.at += 1;
                // js-yaml 3 keeps blanks before a line break
                if !is_blank(byte) || self.dialect == Dialect::JsYaml3 {
                    self.skip_run(|byte| is_word(byte) && byte != b'\'');
                    to = self.at;
                }
            }
        }
        self.quoted(start, Style::SingleQuoted, value);
        Ok(true)
    }

    pub(super) fn read_double_quoted(&mut self) -> Res<bool> {
        if self.here() != b'"' {
            return Ok(false);
        }
        let start = self.at;
        let opening = Span::new(start, start + 1);
        self.at += 1;
        let (mut from, mut to) = (self.at, self.at);
        let mut value = Value::new();
        loop {
            let byte = self.here();
            if byte == 0 {
                return self.fail_at(E::StreamEndInDoubleQuoted, self.at, opening);
            } else if byte == b'"' {
                self.capture(&mut value, from, self.at, true)?;
                self.at += 1;
                break;
            } else if byte == b'\\' {
                self.capture(&mut value, from, self.at, true)?;
                self.at += 1;
                self.read_escape(&mut value)?;
                from = self.at;
                to = self.at;
            } else if is_eol(byte) {
                self.capture(&mut value, from, to, true)?;
                let breaks = self.skip_space(false)?;
                value.push_folded(breaks);
                from = self.at;
                to = self.at;
            } else if self.at == self.line_start && self.at_document_mark() {
                return self.fail_at(E::DocumentEndInDoubleQuoted, self.at, opening);
            } else {
                self.at += 1;
                // js-yaml 3 keeps blanks before a line break
                if !is_blank(byte) || self.dialect == Dialect::JsYaml3 {
                    self.skip_run(|byte| is_word(byte) && !matches!(byte, b'"' | b'\\'));
                    to = self.at;
                }
            }
        }
        self.quoted(start, Style::DoubleQuoted, value);
        Ok(true)
    }

    fn quoted(&mut self, start: usize, style: Style, value: Value<'t>) {
        let stored = value.stored(self.slice(start + 1, self.at - 1));
        self.result = Some(self.add_scalar(Span::new(start, self.at), style, stored));
        self.read = Read::Scalar;
    }

    /// An escape in double quotes; the backslash has been taken.
    fn read_escape(&mut self, value: &mut Value<'t>) -> Res<()> {
        let byte = self.here();
        if is_eol(byte) {
            self.skip_space(false)?;
            return Ok(());
        }
        let text = match byte {
            b'0' => "\0",
            b'a' => "\x07",
            b'b' => "\x08",
            b't' | b'\t' => "\t",
            b'n' => "\n",
            b'v' => "\x0b",
            b'f' => "\x0c",
            b'r' => "\r",
            b'e' => "\x1b",
            b' ' => " ",
            b'"' => "\"",
            b'/' => "/",
            b'\\' => "\\",
            b'N' => "\u{85}",
            b'_' => "\u{a0}",
            b'L' => "\u{2028}",
            b'P' => "\u{2029}",
            b'x' => return self.read_hex(2, value),
            b'u' => return self.read_hex(4, value),
            b'U' => return self.read_hex(8, value),
            _ => {
                let at = self.at;
                let width = self
                    .slice(at, self.bytes.len())
                    .chars()
                    .next()
                    .map_or(0, char::len_utf8);
                return self.fail_at(E::UnknownEscape, at, Span::new(at - 1, at + width));
            }
        };
        value.push(text);
        self.at += 1;
        Ok(())
    }

    fn read_hex(&mut self, digits: usize, value: &mut Value<'t>) -> Res<()> {
        let mut code = 0u32;
        for _ in 0..digits {
            self.at += 1;
            match char::from(self.here()).to_digit(16) {
                Some(digit) => code = (code << 4) | digit,
                None => return self.fail(E::ExpectedHexadecimal),
            }
        }
        self.at += 1;
        // JavaScript strings hold lone surrogates, ours cannot; a surrogate pair written as two escapes is joined.
        let low = self
            .slice(self.at, self.at + 6)
            .strip_prefix("\\u")
            .and_then(|hex| u32::from_str_radix(hex, 16).ok());
        if let (0xd800..=0xdbff, Some(low @ 0xdc00..=0xdfff)) = (code, low) {
            self.at += 6;
            code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        }
        let mut buffer = [0; 4];
        value.push(
            char::from_u32(code)
                .unwrap_or(char::REPLACEMENT_CHARACTER)
                .encode_utf8(&mut buffer),
        );
        Ok(())
    }

    pub(super) fn read_block_scalar(&mut self, node_indent: isize) -> Res<bool> {
        let style = match self.here() {
            b'|' => Style::Literal,
            b'>' => Style::Folded,
            _ => return Ok(false),
        };
        let start = self.at;
        let (mut strip, mut keep) = (false, false);
        let mut text_indent = node_indent;
        let mut indent_known = false;
        self.at += 1;
        loop {
            match self.here() {
                b'+' | b'-' => {
                    if strip || keep {
                        return self.fail(E::RepeatedChomping);
                    }
                    keep = self.here() == b'+';
                    strip = !keep;
                }
                b'0' => return self.fail(E::ZeroIndentIndicator),
                digit @ b'1'..=b'9' => {
                    if indent_known {
                        return self.fail(E::RepeatedIndentIndicator);
                    }
                    text_indent = node_indent + isize::from(digit - b'0') - 1;
                    indent_known = true;
                }
                _ => break,
            }
            self.at += 1;
        }
        let mut end = self.at;
        if is_blank(self.here()) {
            while is_blank(self.here()) {
                self.at += 1;
            }
            if self.here() == b'#' {
                while self.here() != 0 && !is_eol(self.here()) {
                    self.at += 1;
                }
            }
        }
        let mut value = Value::new();
        let (mut has_content, mut empty_lines, mut more_indented) = (false, 0, false);
        while self.here() != 0 {
            self.line_break()?;
            self.line_indent = 0;
            while (!indent_known || self.line_indent < text_indent) && self.here() == b' ' {
                self.line_indent += 1;
                self.at += 1;
            }
            if !indent_known && self.line_indent > text_indent {
                text_indent = self.line_indent;
            }
            if is_eol(self.here()) {
                empty_lines += 1;
                continue;
            }
            if !indent_known && text_indent == 0 && self.dialect == Dialect::JsYaml4 {
                return self.fail(E::MissingBlockScalarIndent);
            }
            if self.line_indent < text_indent {
                if keep {
                    value.push(&"\n".repeat(usize::from(has_content) + empty_lines));
                } else if !strip && has_content {
                    value.push("\n");
                }
                break;
            }
            if style == Style::Literal {
                value.push(&"\n".repeat(usize::from(has_content) + empty_lines));
            } else if is_blank(self.here()) {
                more_indented = true;
                value.push(&"\n".repeat(usize::from(has_content) + empty_lines));
            } else if more_indented {
                more_indented = false;
                value.push(&"\n".repeat(empty_lines + 1));
            } else if empty_lines == 0 {
                if has_content {
                    value.push(" ");
                }
            } else {
                value.push(&"\n".repeat(empty_lines));
            }
            has_content = true;
            indent_known = true;
            empty_lines = 0;
            let from = self.at;
            while self.here() != 0 && !is_eol(self.here()) {
                self.at += 1;
            }
            let to = self.at;
            self.capture(&mut value, from, to, false)?;
            end = to.min(self.bytes.len());
        }
        let span = Span::new(start, end);
        let stored = Some(value.stored("").unwrap_or_default());
        self.result = Some(self.add_scalar(span, style, stored));
        self.read = Read::Scalar;
        Ok(true)
    }
}
