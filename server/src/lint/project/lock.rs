//! Which versions a lock file settled on.
//!
//! Only a few packages are asked for, so the file (often megabytes) is searched and not parsed. All package managers
//! write one key a line.

use super::Version;

/// The names of lock files that are read, in the order in which they are preferred.
pub const LOCK_FILES: [&str; 3] = ["package-lock.json", "yarn.lock", "pnpm-lock.yaml"];

/// The version of `package` in the text of a lock file of npm (any `lockfileVersion`), yarn (classic or berry) or pnpm
/// (any `lockfileVersion`). Where there are several, that of the package's own folder, else the newest.
pub fn locked_version(text: &str, package: &str) -> Option<Version> {
    let mut newest = None;
    for (at, _) in text.match_indices(package) {
        let before = text[..at].chars().next_back();
        let rest = &text[at + package.len()..];
        let is_installed_at_top = text[..at].ends_with("\"node_modules/");
        if !(matches!(before, None | Some('"' | '\'' | '/' | '\n' | ' ' | ','))) {
            continue;
        }
        // `"node_modules/a/node_modules/@midwayjs/cli"` is somebody else's copy
        if before == Some('/') && !is_installed_at_top && text[..at].ends_with("node_modules/") {
            continue;
        }
        let Some(version) = version_of_entry(rest) else {
            continue;
        };
        if is_installed_at_top {
            return Some(version);
        }
        newest = newest.max(Some(version));
    }
    newest
}

/// The version in an entry, from behind the package's name on.
fn version_of_entry(rest: &str) -> Option<Version> {
    match rest.as_bytes().first()? {
        // pnpm 5: `/@midwayjs/cli/1.2.78:`
        b'/' => Version::parse(until(&rest[1..], &[':', '_', '\n'])),
        // pnpm 6 and later: `/@midwayjs/cli@1.2.78(…):`; yarn: `@midwayjs/cli@^1.2.0:`, the version in the next line
        b'@' => Version::parse(until(&rest[1..], &[':', '(', '\'', '\n']))
            .filter(|_| is_key(rest))
            .or_else(|| below(rest)),
        // npm: `"@midwayjs/cli": {`
        b'"' => rest[1..].starts_with(": {").then(|| below(rest)).flatten(),
        _ => None,
    }
}

/// Whether the line ends as a key does, and not with a value (`"@midwayjs/cli@1.2.3": "…"`).
fn is_key(rest: &str) -> bool {
    let line = rest.lines().next().unwrap_or_default();
    line.ends_with(':') && !line.contains('"') || line.ends_with("{}")
}

/// The value of `version` in the next line.
fn below(rest: &str) -> Option<Version> {
    let mut lines = rest.lines();
    if !lines.next()?.ends_with(['{', ':']) {
        return None;
    }
    let line = lines.next()?.trim().trim_start_matches('"');
    let value = line.strip_prefix("version")?;
    Version::parse(value.trim_matches(|c: char| "\":, ".contains(c)))
}

fn until<'t>(text: &'t str, ends: &[char]) -> &'t str {
    text.split(ends).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_package_manager_is_read() {
        for text in [
            // npm, lockfileVersion 1
            "{\n  \"dependencies\": {\n    \"@midwayjs/cli\": {\n      \"version\": \"1.2.78\",\n",
            // npm, lockfileVersion 3: the root's own list comes first, a nested copy last
            "{\n  \"packages\": {\n    \"\": {\n      \"devDependencies\": {\n        \"@midwayjs/cli\": \"^1.2.0\"\n      }\n    },\n    \
             \"node_modules/@midwayjs/cli\": {\n      \"version\": \"1.2.78\",\n    },\n    \
             \"node_modules/x/node_modules/@midwayjs/cli\": {\n      \"version\": \"2.0.0\",\n",
            // yarn classic, berry
            "\"@midwayjs/cli@^1.2.0\", \"@midwayjs/cli@^1.2.7\":\n  version \"1.2.78\"\n",
            "\"@midwayjs/cli@npm:^1.2.0\":\n  version: 1.2.78\n",
            // pnpm 5, 6, 9
            "  /@midwayjs/cli/1.2.78:\n    resolution: {}\n",
            "  /@midwayjs/cli@1.2.78:\n    resolution: {}\n",
            "  '@midwayjs/cli@1.2.78':\n    resolution: {}\n",
        ] {
            assert_eq!(
                locked_version(text, "@midwayjs/cli"),
                Some(Version::new(1, 2, 78)),
                "{text}"
            );
        }
    }

    #[test]
    fn other_packages_and_ranges_are_not_taken_for_it() {
        for text in [
            "\"@midwayjs/cli-plugin-faas@^1.2.0\":\n  version \"1.2.78\"\n",
            "  \"@midwayjs/cli\": \"^1.2.0\",\n",
            "  dependencies:\n    \"@midwayjs/cli\" \"^1.2.0\"\n",
            "@midwayjs/cli",
            "",
        ] {
            assert_eq!(locked_version(text, "@midwayjs/cli"), None, "{text}");
        }
    }
}
