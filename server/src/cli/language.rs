//! Which language to speak.

use std::ffi::{OsStr, OsString};

use fyml_schema::Lang;

/// What `--lang` says, wherever it stands, else the locale. Needed before the arguments are parsed: what is wrong with
/// them has to be said in it.
pub(super) fn choose(arguments: &[OsString]) -> Lang {
    from_arguments(arguments).unwrap_or_else(|| from_locale(|name| std::env::var_os(name)))
}

fn from_arguments(arguments: &[OsString]) -> Option<Lang> {
    let mut rest = arguments.iter().skip(1).map(OsString::as_os_str);
    let mut chosen = None;
    while let Some(argument) = rest.next() {
        let value = if argument == "--lang" {
            rest.next().and_then(OsStr::to_str)
        } else if argument == "--" {
            break;
        } else {
            argument
                .to_str()
                .and_then(|argument| argument.strip_prefix("--lang="))
        };
        chosen = value.map(Lang::from_locale).or(chosen);
    }
    chosen
}

/// The locale of messages as POSIX finds it: the first of the three that is set and not empty.
fn from_locale(variable: impl Fn(&str) -> Option<OsString>) -> Lang {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(variable)
        .find(|value| !value.is_empty())
        .map_or(Lang::En, |locale| {
            Lang::from_locale(&locale.to_string_lossy())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(line: &str) -> Option<Lang> {
        let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        from_arguments(&words)
    }

    #[test]
    fn the_option_is_found_anywhere() {
        assert_eq!(arguments("fyml check --lang zh-cn ."), Some(Lang::ZhCn));
        assert_eq!(arguments("fyml --lang=zh-CN rules"), Some(Lang::ZhCn));
        assert_eq!(arguments("fyml rules --lang en"), Some(Lang::En));
        assert_eq!(arguments("fyml check -- --lang zh-cn"), None);
        assert_eq!(arguments("fyml check --lang"), None);
    }

    #[test]
    fn the_locale_is_read_in_order() {
        let locale = |set: &[(&str, &str)]| {
            from_locale(|name| {
                let found = set.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| OsString::from(value))
            })
        };
        assert_eq!(locale(&[]), Lang::En);
        assert_eq!(locale(&[("LANG", "zh_CN.UTF-8")]), Lang::ZhCn);
        assert_eq!(
            locale(&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C")]),
            Lang::En
        );
        assert_eq!(
            locale(&[("LANG", "en_US"), ("LC_MESSAGES", "zh_CN"), ("LC_ALL", "")]),
            Lang::ZhCn
        );
    }
}
