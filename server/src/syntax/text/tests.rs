use super::*;

const TEXT: &str = "a: 中文🙂 x\r\nb: é\rc\n";

#[test]
fn positions_and_offsets_agree_in_every_encoding() {
    let text = Text::new(TEXT);
    for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
        for (byte, character) in TEXT.char_indices() {
            if character == '\n' && TEXT.as_bytes()[byte - 1] == b'\r' {
                continue; // inside a line break there is no position
            }
            let position = text.position(byte as u32, encoding);
            assert_eq!(
                text.offset(position, encoding),
                byte as u32,
                "{encoding:?} {position:?}"
            );
        }
    }
    let smiley = TEXT.find('🙂').map(|byte| byte as u32).unwrap_or_default();
    assert_eq!(text.position(smiley + 4, Encoding::Utf8).character, 13);
    assert_eq!(text.position(smiley + 4, Encoding::Utf16).character, 7);
    assert_eq!(text.position(smiley + 4, Encoding::Utf32).character, 6);
}

#[test]
fn positions_outside_are_clamped() {
    let text = Text::new(TEXT);
    let end_of_first = TEXT.find('\r').map(|byte| byte as u32).unwrap_or_default();
    let far = |line, character| Position { line, character };
    assert_eq!(text.offset(far(0, 9_999), Encoding::Utf16), end_of_first);
    assert_eq!(text.offset(far(99, 0), Encoding::Utf16), TEXT.len() as u32);
    // a column in the middle of a surrogate pair counts as the character's start
    assert_eq!(
        text.offset(far(0, 6), Encoding::Utf16),
        text.offset(far(0, 5), Encoding::Utf16)
    );
}

#[test]
fn edits_widen_to_whole_characters() {
    let mut text = Text::new("中文");
    text.replace(Span::new(1, 2), "x");
    assert_eq!(text.to_cow(), "x文");
}

/// A sequence of numbers that is the same on every run.
fn numbers(seed: u64) -> impl FnMut(usize) -> usize {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    move |bound| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % bound.max(1) as u64) as usize
    }
}

/// What a rope that many rely on says of the same text.
struct Other(ropey::Rope);

impl Other {
    fn floor(&self, offset: u32) -> usize {
        let rope = &self.0;
        rope.byte_to_char((offset as usize).min(rope.len_bytes()))
    }

    fn ceil(&self, offset: u32) -> usize {
        let byte = (offset as usize).min(self.0.len_bytes());
        let floor = self.0.byte_to_char(byte);
        floor + usize::from(self.0.char_to_byte(floor) < byte)
    }

    fn replace(&mut self, span: Span, text: &str) {
        let (start, end) = (self.floor(span.start), self.ceil(span.end));
        self.0.remove(start..end.max(start));
        self.0.insert(start, text);
    }

    fn position(&self, offset: u32, encoding: Encoding) -> (usize, usize) {
        let at = self.floor(offset);
        let line = self.0.char_to_line(at);
        let start = self.0.line_to_char(line);
        let column = match encoding {
            Encoding::Utf8 => self.0.char_to_byte(at) - self.0.char_to_byte(start),
            Encoding::Utf16 => self.0.char_to_utf16_cu(at) - self.0.char_to_utf16_cu(start),
            Encoding::Utf32 => at - start,
        };
        (line, column)
    }

    fn line(&self, line: u32) -> String {
        let line = self.0.get_line(line as usize).map(|line| line.to_string());
        let line = line.unwrap_or_default();
        let without = line.strip_suffix('\n').unwrap_or(&line);
        without.strip_suffix('\r').unwrap_or(without).to_owned()
    }

    fn offset(&self, position: Position, encoding: Encoding) -> usize {
        if position.line as usize >= self.0.len_lines() {
            return self.0.len_bytes();
        }
        let content = self.line(position.line);
        let mut passed = 0;
        let stop = content.char_indices().find(|(_, character)| {
            passed += encoding.width(*character);
            passed > position.character
        });
        let start = self.0.line_to_byte(position.line as usize);
        start + stop.map_or(content.len(), |(at, _)| at)
    }
}

#[test]
fn after_any_edits_it_is_what_a_rope_says() {
    let long = "x: 中文🙂 é\r\n".repeat(400);
    let line = "中🙂é".repeat(900);
    let pieces = [
        "", "x", "\n", "\r", "\r\n", "\n\r", "中🙂", "  a: 1\n", &long, &line, "\r\r\n\n",
    ];
    for seed in 0..8 {
        let mut next = numbers(seed + 1);
        let start = pieces[next(pieces.len())].repeat(1 + next(3));
        let (mut text, mut other) = (Text::new(&start), Other(ropey::Rope::from_str(&start)));
        for _ in 0..40 {
            let at = next(text.len() + 9);
            let removed = [0, 0, 1, 2, 7, 600, 9_000][next(7)];
            let typed = pieces[next(pieces.len())];
            let span = Span::new(at, at + removed);
            text.replace(span, typed);
            other.replace(span, typed);
            assert_eq!(text.to_cow(), other.0.to_string());
            assert_eq!(&*text.to_shared(), text.to_cow());
            assert_eq!(text.line_count(), other.0.len_lines());
            for _ in 0..20 {
                let offset = next(text.len() + 9) as u32;
                let byte = (offset as usize).min(text.len());
                let line = next(text.line_count() + 2) as u32;
                assert_eq!(text.line_of(offset) as usize, other.0.byte_to_line(byte));
                assert_eq!(text.line(line), other.line(line));
                let start = other
                    .0
                    .line_to_byte((line as usize).min(other.0.len_lines()));
                assert_eq!(text.line_start(line) as usize, start);
                let end = offset + next(5_000) as u32;
                let chars = other.floor(offset)..other.ceil(end);
                let slice = text.slice(Span { start: offset, end });
                assert_eq!(slice, other.0.slice(chars).to_string());
                for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
                    let position = text.position(offset, encoding);
                    let said = (position.line as usize, position.character as usize);
                    assert_eq!(said, other.position(offset, encoding));
                    let character = [0, 3, 12, 2_000, u32::MAX][next(5)];
                    let position = Position { line, character };
                    let offset = text.offset(position, encoding) as usize;
                    assert_eq!(offset, other.offset(position, encoding), "{position:?}");
                }
            }
        }
    }
}

#[test]
fn typing_leaves_few_pieces() {
    let mut text = Text::new(&"  a: 1\n".repeat(2_000));
    let before = text.pieces.len();
    for at in 0..5_000 {
        text.replace(Span::new(at, at), "x");
        text.replace(Span::new(at * 2, at * 2 + 1), "");
    }
    assert!(text.pieces.len() <= before + 4, "{}", text.pieces.len());
}
