//! Reading a file as text.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// The size in bytes above which a file is not checked, on the disk or in an editor: 16 MB. A real f.yml has a few
/// kilobytes; what is larger than this is something else under the same name, and reading it would take more memory
/// than a check may.
pub const MAX_BYTES: u64 = 16_000_000;

/// U+FEFF at the beginning of a file, in UTF-8. js-yaml drops it, and so it is dropped here.
const BOM: &str = "\u{feff}";

/// The text of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceText {
    /// Without a byte order mark.
    pub text: String,
    /// Whether the file begins with one.
    pub has_bom: bool,
}

/// Why a file is no text that could be checked.
#[derive(Debug)]
pub enum ReadError {
    /// There is no such file.
    Missing,
    /// The operating system refused.
    Io(io::Error),
    /// Larger than [`MAX_BYTES`].
    TooLarge,
    /// A byte that belongs to no UTF-8 character: its line and its place in that line, both from 1, and the byte.
    NotUtf8 {
        /// Line, from 1.
        line: usize,
        /// Byte of the line, from 1.
        column: usize,
        /// The offending byte.
        byte: u8,
    },
    /// Begins with the byte order mark of UTF-16.
    Utf16,
}

impl SourceText {
    /// What belongs into the file when its text has become `text`.
    pub fn with_text(&self, text: &str) -> String {
        let bom = if self.has_bom { BOM } else { "" };
        [bom, text].concat()
    }
}

/// Reads the file at `path`.
pub fn read(path: &Path) -> Result<SourceText, ReadError> {
    let file = File::open(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => ReadError::Missing,
        _ => ReadError::Io(error),
    })?;
    let size = file.metadata().map_err(ReadError::Io)?.len();
    if size > MAX_BYTES {
        return Err(ReadError::TooLarge);
    }
    read_from(file)
}

/// Reads to the end of `source`.
pub fn read_from(source: impl Read) -> Result<SourceText, ReadError> {
    let mut bytes = Vec::new();
    source
        .take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(ReadError::Io)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(ReadError::TooLarge);
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(ReadError::Utf16);
    }
    let mut text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        invalid_at(error.as_bytes(), valid)
    })?;
    let has_bom = text.starts_with(BOM);
    if has_bom {
        text.drain(..BOM.len());
    }
    Ok(SourceText { text, has_bom })
}

fn invalid_at(bytes: &[u8], at: usize) -> ReadError {
    let before = &bytes[..at];
    let line_start = before
        .iter()
        .rposition(|&byte| byte == b'\n')
        .map_or(0, |newline| newline + 1);
    ReadError::NotUtf8 {
        line: before.iter().filter(|&&byte| byte == b'\n').count() + 1,
        column: at - line_start + 1,
        byte: bytes.get(at).copied().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_byte_order_mark_is_kept_aside() -> Result<(), ReadError> {
        let source = read_from("\u{feff}a: 1\n".as_bytes())?;
        assert_eq!((source.text.as_str(), source.has_bom), ("a: 1\n", true));
        assert_eq!(source.with_text("b"), "\u{feff}b");
        let plain = read_from("a: \u{feff}1".as_bytes())?;
        assert!(!plain.has_bom);
        assert_eq!(plain.with_text("b"), "b");
        Ok(())
    }

    #[test]
    fn bytes_that_are_no_text_are_named_by_their_place() {
        let broken = read_from(&b"a: 1\n\xe4\xbd\xa0: \xffx"[..]);
        assert!(
            matches!(
                broken,
                Err(ReadError::NotUtf8 {
                    line: 2,
                    column: 6,
                    byte: 0xff
                })
            ),
            "{broken:?}"
        );
        assert!(matches!(
            read_from(&b"\xff\xfea\0"[..]),
            Err(ReadError::Utf16)
        ));
    }

    #[test]
    fn endless_input_is_given_up() {
        assert!(matches!(
            read_from(io::repeat(b' ')),
            Err(ReadError::TooLarge)
        ));
    }
}
