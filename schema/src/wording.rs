//! Text in the two languages the project speaks.

/// One text, written once in each language. Both are complete sentences or complete noun phrases; neither is a
/// translation aid for the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Wording {
    /// English.
    pub en: &'static str,
    /// Simplified Chinese.
    pub zh: &'static str,
}

/// Shorthand for a [`Wording`] in the data tables.
pub const fn w(en: &'static str, zh: &'static str) -> Wording {
    Wording { en, zh }
}

/// A language of the user interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// English, also the language of every unknown locale.
    #[default]
    En,
    /// Simplified Chinese.
    ZhCn,
}

impl Lang {
    /// The language of a locale name such as `zh-cn`, `zh_CN.UTF-8` or `en-US`: Chinese for anything that begins
    /// with `zh`, otherwise English.
    pub fn from_locale(locale: &str) -> Lang {
        let chinese = locale
            .get(..2)
            .is_some_and(|language| language.eq_ignore_ascii_case("zh"));
        if chinese { Lang::ZhCn } else { Lang::En }
    }
}

impl Wording {
    /// The text in `lang`.
    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::ZhCn => self.zh,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_chinese_locale_is_chinese() {
        for locale in ["zh", "zh-cn", "zh_CN.UTF-8", "ZH-Hans"] {
            assert_eq!(Lang::from_locale(locale), Lang::ZhCn, "{locale}");
        }
        for locale in ["", "C", "en_US.UTF-8", "z", "日本"] {
            assert_eq!(Lang::from_locale(locale), Lang::En, "{locale}");
        }
    }
}
