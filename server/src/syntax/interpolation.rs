//! `${…}` and its relatives in the raw text.
//!
//! The toolchain replaces `/\$\{\s*(\w+\.\w+)\s*\}/g` in the text before it reads the YAML, comments and keys
//! included (f-yml reference §1.3): `${env.NAME}` by the variable if it is set and not empty, any other `a.b` by the
//! text `undefined`. Everything else stays as it is written.

use super::Span;

/// A place where something looks as if it would be replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interpolation {
    /// All of it, from `$` (or `{{`) to the closing bracket.
    pub span: Span,
    /// What becomes of it.
    pub form: Form,
    /// Whether it stands behind a `#` that begins a comment. The toolchain replaces it there as well.
    pub in_comment: bool,
}

/// What the toolchain makes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// `${env.NAME}`: the variable's value as YAML source; left as it is if the variable is unset or empty.
    Env {
        /// The variable.
        name: String,
    },
    /// `${a.b}`: the text `undefined`.
    BecomesUndefined {
        /// `a.b`.
        expr: String,
    },
    /// Left as it is written.
    Literal(Origin),
}

/// Whose syntax a literal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// `${env:X}`, `${self:custom.x}`, `${opt:stage, 'dev'}`, `${file(x)}`.
    ServerlessFramework,
    /// `${{ secrets.X }}`.
    GithubActions,
    /// `${NAME}`.
    Shell,
    /// `{{name}}`.
    Mustache,
    /// `${env.a.b}`, `${env.FOO-BAR}` and the like.
    Other,
}

/// All of them in `text`, in order.
pub fn interpolations(text: &str) -> Vec<Interpolation> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut comment = CommentScan::default();
    let mut at = 0;
    while at < bytes.len() {
        comment.take(bytes, at);
        let length = match bytes[at] {
            b'$' if bytes.get(at + 1) == Some(&b'{') => dollar(text, at),
            b'{' if bytes.get(at + 1) == Some(&b'{') => mustache(text, at),
            _ => None,
        };
        let Some((length, form)) = length else {
            at += 1;
            continue;
        };
        found.push(Interpolation {
            span: Span::new(at, at + length),
            form,
            in_comment: comment.is_inside,
        });
        for inside in at + 1..at + length {
            comment.take(bytes, inside);
        }
        at += length;
    }
    found
}

/// Whether a comment has begun on this line: a `#` behind a blank, outside quotes that begin a word.
#[derive(Default)]
struct CommentScan {
    is_inside: bool,
    quote: Option<u8>,
}

impl CommentScan {
    fn take(&mut self, bytes: &[u8], at: usize) {
        let begins_word = at == 0 || b" \t\r\n[{,".contains(&bytes[at - 1]);
        match (bytes[at], self.quote) {
            (b'\n' | b'\r', _) => *self = CommentScan::default(),
            _ if self.is_inside => {}
            (byte, Some(quote)) if byte == quote => self.quote = None,
            (_, Some(_)) => {}
            (byte @ (b'"' | b'\''), None) if begins_word => self.quote = Some(byte),
            (b'#', None) if begins_word => self.is_inside = true,
            _ => {}
        }
    }
}

/// `${…}` at `at`: its length and what it is.
fn dollar(text: &str, at: usize) -> Option<(usize, Form)> {
    let rest = &text[at..];
    if let Some(found) = replaced(rest) {
        return Some(found);
    }
    let line = line_of(rest);
    if line.starts_with("${{") {
        let end = line.find("}}")? + 2;
        return Some((end, Form::Literal(Origin::GithubActions)));
    }
    let end = closing(line)?;
    let inner = line[2..end - 1].trim();
    let word = inner.split(|c: char| !is_word(c)).next().unwrap_or("");
    let origin = match &inner[word.len()..] {
        "" if !word.is_empty() => Origin::Shell,
        rest if rest.starts_with(':') && !word.is_empty() => Origin::ServerlessFramework,
        rest if rest.starts_with('(') && !word.is_empty() => Origin::ServerlessFramework,
        _ => Origin::Other,
    };
    Some((end, Form::Literal(origin)))
}

/// The toolchain's own expression: `${ word.word }`.
fn replaced(rest: &str) -> Option<(usize, Form)> {
    let inner = rest.strip_prefix("${")?.trim_start_matches(is_space);
    let first: &str = &inner[..inner.find(|c| !is_word(c))?];
    let behind = inner[first.len()..].strip_prefix('.')?;
    let second = &behind[..behind.find(|c| !is_word(c))?];
    let end = behind[second.len()..]
        .trim_start_matches(is_space)
        .strip_prefix('}')?;
    if first.is_empty() || second.is_empty() {
        return None;
    }
    let form = match first {
        "env" => Form::Env {
            name: second.to_owned(),
        },
        _ => Form::BecomesUndefined {
            expr: format!("{first}.{second}"),
        },
    };
    Some((rest.len() - end.len(), form))
}

/// The longest form that is looked for where nothing is replaced, in bytes.
const MAX_LITERAL: usize = 256;

/// The line that `rest` begins with, or what may be of interest of it.
fn line_of(rest: &str) -> &str {
    let mut end = rest.len().min(MAX_LITERAL);
    while !rest.is_char_boundary(end) {
        end -= 1;
    }
    let rest = &rest[..end];
    &rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())]
}

/// The index behind the bracket that closes the first one, brackets inside counted.
fn closing(line: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

fn mustache(text: &str, at: usize) -> Option<(usize, Form)> {
    let rest = &text[at..];
    let inner = line_of(rest).get(2..)?;
    let inner = &inner[..inner.find("}}")?];
    let is_name = !inner.trim().is_empty() && !inner.contains(['{', ':', ',']);
    is_name.then_some((inner.len() + 4, Form::Literal(Origin::Mustache)))
}

/// JavaScript's `\w`.
fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// JavaScript's `\s`.
fn is_space(c: char) -> bool {
    c == '\u{feff}' || (c.is_whitespace() && c != '\u{85}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(text: &str) -> Vec<(String, Form, bool)> {
        let found = interpolations(text).into_iter();
        found
            .map(|found| {
                (
                    text[found.span.range()].to_owned(),
                    found.form,
                    found.in_comment,
                )
            })
            .collect()
    }

    fn one(text: &str) -> Form {
        let found = forms(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!(found[0].0, text);
        found[0].1.clone()
    }

    #[test]
    fn what_the_toolchain_replaces() {
        let env = |name: &str| Form::Env {
            name: name.to_owned(),
        };
        let undefined = |expr: &str| Form::BecomesUndefined {
            expr: expr.to_owned(),
        };
        assert_eq!(one("${env.NAME}"), env("NAME"));
        assert_eq!(one("${ env.NAME_2\t}"), env("NAME_2"));
        assert_eq!(one("${\n  env.A\n}"), env("A"));
        assert_eq!(one("${custom.foo}"), undefined("custom.foo"));
        assert_eq!(one("${opt.stage}"), undefined("opt.stage"));
        assert_eq!(one("${ENV.x}"), undefined("ENV.x"));
    }

    #[test]
    fn what_it_leaves() {
        let literal = Form::Literal;
        assert_eq!(one("${env:NAME}"), literal(Origin::ServerlessFramework));
        assert_eq!(
            one("${self:custom.x}"),
            literal(Origin::ServerlessFramework)
        );
        assert_eq!(
            one("${opt:stage, 'dev'}"),
            literal(Origin::ServerlessFramework)
        );
        assert_eq!(
            one("${file(./x.yml):${self:a.b}}"),
            literal(Origin::ServerlessFramework)
        );
        assert_eq!(one("${{ secrets.X }}"), literal(Origin::GithubActions));
        assert_eq!(one("${NAME}"), literal(Origin::Shell));
        assert_eq!(one("{{name}}"), literal(Origin::Mustache));
        assert_eq!(one("${env.a.b}"), literal(Origin::Other));
        assert_eq!(one("${env.FOO-BAR}"), literal(Origin::Other));
        for text in [
            "$NAME",
            "${",
            "${env.X",
            "$ {env.X}",
            "{{a: 1}}",
            "{}",
            "{{}}",
            "${env.变量",
        ] {
            assert_eq!(forms(text), [], "{text}");
        }
    }

    #[test]
    fn comments_are_flagged() {
        let text = "a: ${env.A} # ${env.B}\nb: \"# ${env.C}\" #x ${env.D}\nc: x#${env.E}\n";
        let flags: Vec<bool> = forms(text).into_iter().map(|(_, _, flag)| flag).collect();
        assert_eq!(flags, [false, true, false, true, false]);
    }
}
