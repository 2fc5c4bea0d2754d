//! Version numbers.

/// The numbers of a version; what follows them (`-beta.1`) is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Version {
    /// Changes that break.
    pub major: u32,
    /// Changes that add.
    pub minor: u32,
    /// Changes that repair.
    pub patch: u32,
}

impl Version {
    /// A version by its numbers.
    pub const fn new(major: u32, minor: u32, patch: u32) -> Version {
        Version {
            major,
            minor,
            patch,
        }
    }

    /// Reads `1.2.78` or `2.0.14-beta.1`; `None` for anything else, ranges (`^1.2.0`) included.
    pub fn parse(text: &str) -> Option<Version> {
        let text = text.trim();
        let numbers = text.split(['-', '+']).next()?;
        let mut parts = numbers.split('.').map(|part| {
            let is_number = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| part.parse().ok()).flatten()
        });
        let version = Version::new(parts.next()??, parts.next()??, parts.next()??);
        parts.next().is_none().then_some(version)
    }
}

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

/// The first number in a version range such as `^1.2.78`; `None` if it names none (`latest`).
pub fn major_of_range(range: &str) -> Option<u32> {
    let digits = range.trim_start_matches(|c: char| !c.is_ascii_digit());
    digits
        .split(|c: char| !c.is_ascii_digit())
        .next()?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_and_ordered() {
        assert_eq!(Version::parse("1.2.78"), Some(Version::new(1, 2, 78)));
        assert_eq!(Version::parse("2.0.0-beta.3"), Some(Version::new(2, 0, 0)));
        for text in ["", "1", "1.2", "^1.2.3", "1.2.x", "1.2.3.4", "latest"] {
            assert_eq!(Version::parse(text), None, "{text}");
        }
        assert!(Version::parse("1.2.100") > Version::parse("1.2.99"));
    }

    #[test]
    fn the_major_version_is_read_from_any_range() {
        for (range, major) in [
            ("^2.3.0", Some(2)),
            (">=3", Some(3)),
            ("1.2.17", Some(1)),
            ("latest", None),
            ("", None),
        ] {
            assert_eq!(major_of_range(range), major, "{range}");
        }
    }
}
