//! A program's output as plain text: UTF-8 put together again across reads, terminal escapes taken out.

/// Turns the bytes of one stream into text, piece by piece.
#[derive(Debug, Default)]
pub(super) struct TextStream {
    /// The beginning of a character whose end has not come yet.
    cut: Vec<u8>,
    escape: Escape,
    /// Whether the last character was a carriage return that may belong to a line end.
    is_after_return: bool,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Escape {
    #[default]
    None,
    /// After ESC.
    Started,
    /// In a control sequence (`ESC [` …), which ends at `@`–`~`.
    Control,
    /// In a command for the terminal (`ESC ]` …), which ends at BEL or `ESC \`.
    Command,
    /// After an ESC in a command.
    CommandEnd,
}

impl TextStream {
    /// The text that `bytes` add.
    pub fn push(&mut self, bytes: &[u8]) -> String {
        self.cut.extend_from_slice(bytes);
        let whole = whole_characters(&self.cut);
        let rest = self.cut.split_off(whole);
        let text = String::from_utf8_lossy(&self.cut).into_owned();
        self.cut = rest;
        self.plain(&text)
    }

    /// What is left at the end.
    pub fn finish(&mut self) -> String {
        let rest = std::mem::take(&mut self.cut);
        let mut text = self.plain(&String::from_utf8_lossy(&rest));
        if std::mem::take(&mut self.is_after_return) {
            text.push('\n');
        }
        text
    }

    fn plain(&mut self, text: &str) -> String {
        let mut plain = String::with_capacity(text.len());
        for c in text.chars() {
            self.escape = match (self.escape, c) {
                (Escape::None, '\u{1b}') => Escape::Started,
                (Escape::None, c) => {
                    self.add(c, &mut plain);
                    Escape::None
                }
                (Escape::Started, '[') => Escape::Control,
                (Escape::Started, ']' | 'P' | '^' | '_') => Escape::Command,
                (Escape::Started, _) => Escape::None,
                (Escape::Control, '@'..='~') => Escape::None,
                (Escape::Control, _) => Escape::Control,
                (Escape::Command, '\u{7}') => Escape::None,
                (Escape::Command, '\u{1b}') => Escape::CommandEnd,
                (Escape::Command, _) => Escape::Command,
                (Escape::CommandEnd, _) => Escape::None,
            };
        }
        plain
    }

    /// A carriage return alone begins a line anew: here, where nothing is overwritten, it ends the line.
    fn add(&mut self, c: char, plain: &mut String) {
        if std::mem::take(&mut self.is_after_return) {
            plain.push('\n');
            if c == '\n' {
                return;
            }
        }
        match c {
            '\r' => self.is_after_return = true,
            '\n' | '\t' => plain.push(c),
            c if c.is_control() => {}
            c => plain.push(c),
        }
    }
}

/// How many of the bytes are whole characters; a cut one at the end has at most three bytes.
fn whole_characters(bytes: &[u8]) -> usize {
    let from = bytes.len().saturating_sub(3);
    for (back, byte) in bytes[from..].iter().rev().enumerate() {
        let needed = match byte {
            0xc0..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf7 => 4,
            0x80..=0xbf => continue,
            _ => return bytes.len(),
        };
        let has = back + 1;
        return if has < needed {
            bytes.len() - has
        } else {
            bytes.len()
        };
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by_ones(bytes: &[u8]) -> String {
        let mut stream = TextStream::default();
        let mut text: String = bytes.iter().map(|byte| stream.push(&[*byte])).collect();
        text.push_str(&stream.finish());
        text
    }

    #[test]
    fn however_it_is_cut_the_text_is_the_same() {
        for (bytes, expected) in [
            ("中文 🙂".as_bytes(), "中文 🙂"),
            (
                b"\x1b[96msrc/index.ts\x1b[0m:\x1b[93m11\x1b[0m",
                "src/index.ts:11",
            ),
            (b"\x1b]0;title\x07a\x1b]8;;x\x1b\\b\x1b(Bc", "abBc"),
            (b"a\r\nb\rc\r", "a\nb\nc\n"),
            (b"a\x08\x00b\tc", "ab\tc"),
            (b"\xff\xe4\xb8", "\u{fffd}\u{fffd}"),
        ] {
            let mut stream = TextStream::default();
            let mut at_once = stream.push(bytes);
            at_once.push_str(&stream.finish());
            assert_eq!(at_once, expected);
            assert_eq!(by_ones(bytes), expected);
        }
    }
}
