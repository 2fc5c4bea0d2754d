//! Tags, anchors and aliases.

use super::{
    Dialect, Parser, Read, Res, Span, SyntaxErrorKind as E, Tag, is_blank_or_eol, is_flow_indicator,
};
use crate::syntax::error::{Hint, Repair};
use crate::syntax::tree::{Kind, NONE, Style};

impl<'t> Parser<'t> {
    pub(super) fn read_tag(&mut self) -> Res<bool> {
        if self.here() != b'!' {
            return Ok(false);
        }
        if self.tag != Tag::None {
            return self.fail(E::DuplicateTag);
        }
        let start = self.at;
        self.at += 1;
        let (mut handle, mut named, mut verbatim) = ("!".to_owned(), false, false);
        match self.here() {
            b'<' => {
                verbatim = true;
                self.at += 1;
            }
            b'!' => {
                named = true;
                handle = "!!".to_owned();
                self.at += 1;
            }
            _ => {}
        }
        let mut name_start = self.at;
        let name = if verbatim {
            // js-yaml steps over one character before it looks for the end
            self.at += 1;
            while self.here() != 0 && self.here() != b'>' {
                self.at += 1;
            }
            if self.at >= self.length {
                return self.fail(E::VerbatimTagEnd);
            }
            let name = self.slice(name_start, self.at);
            self.at += 1;
            name
        } else {
            while self.here() != 0 && !is_blank_or_eol(self.here()) {
                if self.here() == b'!' {
                    if named {
                        return self.fail(E::TagSuffixBang);
                    }
                    handle = self.slice(name_start - 1, self.at + 1).to_owned();
                    if !is_tag_handle(&handle, self.dialect) {
                        return self.fail(E::TagHandle);
                    }
                    named = true;
                    name_start = self.at + 1;
                }
                self.at += 1;
            }
            let name = self.slice(name_start, self.at);
            if name.bytes().any(is_flow_indicator) {
                return self.fail(E::TagSuffixFlow);
            }
            name
        };
        if !name.is_empty() && !is_tag_uri(name) {
            return self.fail(E::TagName(name.to_owned()));
        }
        let name = match self.dialect {
            Dialect::JsYaml3 => name.to_owned(),
            Dialect::JsYaml4 => match decode_uri(name) {
                Some(name) => name,
                None => return self.fail(E::TagMalformed(name.to_owned())),
            },
        };
        self.tag = if verbatim {
            Tag::Explicit(name)
        } else if let Some(prefix) = self.tag_handles.get(&handle) {
            Tag::Explicit(format!("{prefix}{name}"))
        } else if handle == "!" {
            if name.is_empty() {
                Tag::NonSpecific
            } else {
                Tag::Explicit(format!("!{name}"))
            }
        } else if handle == "!!" {
            Tag::Explicit(format!("tag:yaml.org,2002:{name}"))
        } else {
            return self.fail(E::UndeclaredTagHandle(handle));
        };
        // js-yaml marks plain scalars and the non-specific tag with these two names, which can also be written out
        match &self.tag {
            Tag::Explicit(name) if name == "?" => self.tag = Tag::Implicit,
            Tag::Explicit(name) if name == "!" => self.tag = Tag::NonSpecific,
            _ => {}
        }
        self.tag_span = Some(Span::new(start, self.at));
        Ok(true)
    }

    pub(super) fn read_anchor(&mut self) -> Res<bool> {
        if self.here() != b'&' {
            return Ok(false);
        }
        if self.anchor.is_some() {
            return self.fail(E::DuplicateAnchor);
        }
        let start = self.at;
        if self.read_name().is_empty() {
            return self.fail(E::EmptyAnchor);
        }
        self.anchor = Some(Span::new(start, self.at));
        Ok(true)
    }

    pub(super) fn read_alias(&mut self) -> Res<bool> {
        if self.here() != b'*' {
            return Ok(false);
        }
        let start = self.at;
        let name = self.read_name();
        if name.is_empty() {
            let end = self.at;
            return self.fail_at(E::EmptyAlias, end, Span::new(start, end));
        }
        let target = self.anchors.get(name).copied();
        let span = Span::new(start, self.at);
        let id = self.add(
            span,
            Kind::Alias,
            Style::Plain,
            target.map_or(NONE, |node| node.0),
            0,
        );
        if target.is_none() {
            // an error for now: something before this text may define it
            self.note(E::UnknownAlias(name.to_owned()), self.at, span);
            let text = self.slice(start, self.at);
            if let Some(error) = self.errors.last_mut() {
                error.hint = Some(Hint::QuoteValue('*'));
                error.repair = Some(Repair {
                    span,
                    text: super::explain::quoted(text),
                });
            }
        }
        self.result = Some(id);
        self.read = Read::Alias;
        self.skip_space(true)?;
        Ok(true)
    }

    /// Takes an indicator and the name behind it.
    fn read_name(&mut self) -> &'t str {
        self.at += 1;
        let start = self.at;
        while self.here() != 0 && !is_blank_or_eol(self.here()) && !is_flow_indicator(self.here()) {
            self.at += 1;
        }
        self.slice(start, self.at)
    }
}

/// `!`, `!!` or `!name!`.
pub(super) fn is_tag_handle(handle: &str, dialect: Dialect) -> bool {
    let Some(rest) = handle.strip_prefix('!') else {
        return false;
    };
    let Some(name) = rest.strip_suffix('!') else {
        return rest.is_empty();
    };
    let digits = dialect == Dialect::JsYaml4;
    name.bytes()
        .all(|c| c.is_ascii_alphabetic() || c == b'-' || (digits && c.is_ascii_digit()))
}

/// The characters a tag may have; `%` only before two hexadecimal digits.
pub(super) fn is_tag_uri(uri: &str) -> bool {
    let mut chars = uri.chars();
    match chars.next() {
        None => return false,
        // two UTF-16 units, of which the pattern takes only one
        Some(first) if ",[]{}".contains(first) || first > '\u{ffff}' => return false,
        Some(_) => {}
    }
    let rest: Vec<char> = chars.collect();
    let mut i = 0;
    while i < rest.len() {
        if rest[i] == '%' {
            if !(rest.len() > i + 2
                && rest[i + 1].is_ascii_hexdigit()
                && rest[i + 2].is_ascii_hexdigit())
            {
                return false;
            }
            i += 3;
            continue;
        }
        if !(rest[i].is_ascii_alphanumeric() || "-#;/?:@&=+$,_.!~*'()[]".contains(rest[i])) {
            return false;
        }
        i += 1;
    }
    true
}

/// JavaScript's `decodeURIComponent`; `None` where it throws.
pub(super) fn decode_uri(uri: &str) -> Option<String> {
    let bytes = uri.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        if bytes[i] == b'%' {
            let hex = uri.get(i + 1..i + 3)?;
            decoded.push(u8::from_str_radix(hex, 16).ok()?);
            i += 3;
        } else {
            decoded.push(bytes[i]);
            i += 1;
        }
    }
    String::from_utf8(decoded).ok()
}
