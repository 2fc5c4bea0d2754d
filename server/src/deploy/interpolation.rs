//! `${env.NAME}`, replaced in the text before it is YAML: `transform` of serverless-spec-builder.

use std::borrow::Cow;

/// The text after the replacement of `/\$\{\s*(\w+\.\w+)\s*\}/g`: `env.NAME` by the variable if it is set and not
/// empty, any other `word.word` by the text `undefined`. Everything else stays.
pub fn interpolate<'t>(text: &'t str, variable: impl Fn(&str) -> Option<String>) -> Cow<'t, str> {
    let mut replaced = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        let (before, from) = rest.split_at(start);
        replaced.push_str(before);
        let Some((key, after)) = reference(&from[2..]) else {
            replaced.push_str("${");
            rest = &from[2..];
            continue;
        };
        let written = &from[..from.len() - after.len()];
        match key.strip_prefix("env.") {
            Some(name) => match variable(name).filter(|value| !value.is_empty()) {
                Some(value) => replaced.push_str(&value),
                None => replaced.push_str(written),
            },
            None => replaced.push_str("undefined"),
        }
        rest = after;
    }
    if replaced.is_empty() {
        return Cow::Borrowed(text);
    }
    replaced.push_str(rest);
    Cow::Owned(replaced)
}

/// `\s*(\w+\.\w+)\s*\}`: what is between the blanks, and what follows the bracket.
fn reference(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start_matches(is_blank);
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let first = text.find(|c| !is_word(c)).filter(|&length| length > 0)?;
    let second = text[first..].strip_prefix('.')?;
    let length = second.find(|c| !is_word(c)).filter(|&length| length > 0)?;
    let (key, after) = text.split_at(first + 1 + length);
    let after = after.trim_start_matches(is_blank).strip_prefix('}')?;
    Some((key, after))
}

/// JavaScript's `\s`.
fn is_blank(c: char) -> bool {
    (c.is_whitespace() && c != '\u{85}') || c == '\u{feff}'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_in_the_right_form_are_replaced() {
        let variable = |name: &str| match name {
            "NAME" => Some("shop".to_owned()),
            "EMPTY" => Some(String::new()),
            _ => None,
        };
        for (text, expected) in [
            ("a: ${env.NAME}", "a: shop"),
            ("a: ${ env.NAME\t}-${env.NAME}", "a: shop-shop"),
            ("a: ${env.EMPTY}${env.UNSET}", "a: ${env.EMPTY}${env.UNSET}"),
            ("a: ${custom.x}", "a: undefined"),
            (
                "${env:NAME} ${env.A-B} ${env.a.b} ${NAME} ${{x}}",
                "${env:NAME} ${env.A-B} ${env.a.b} ${NAME} ${{x}}",
            ),
            ("${${env.NAME}", "${shop"),
            ("$${env.NAME}", "$shop"),
            ("商${self.x}品", "商undefined品"),
        ] {
            assert_eq!(interpolate(text, variable), expected, "{text}");
        }
    }
}
