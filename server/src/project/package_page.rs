//! The page of an installed package, by what the package itself says.

use std::path::Path;

use serde_json::Value;

use super::{existing_package, read};

/// The page that describes an installed package, seen from `folder`: its `homepage`, else where its `repository` can be
/// looked at. `None` if it is not installed or names neither.
pub fn package_page(folder: &Path, name: &str) -> Option<String> {
    let text = read(&existing_package(folder, name)?).ok()?.text;
    page(&serde_json::from_str(&text).ok()?)
}

fn page(package: &Value) -> Option<String> {
    let homepage = package.get("homepage").and_then(Value::as_str);
    if let Some(page) = homepage.and_then(web) {
        return Some(page);
    }
    let repository = package.get("repository")?;
    let address = repository
        .as_str()
        .or_else(|| repository.get("url")?.as_str())?;
    web(address)
}

/// An address that a browser can show: that of a repository without what only git needs.
fn web(address: &str) -> Option<String> {
    let address = address.trim();
    let address = address.strip_prefix("git+").unwrap_or(address);
    let (scheme, rest) = match address.split_once("://") {
        Some((scheme @ ("http" | "https"), rest)) => (scheme, rest),
        Some(("git", rest)) => ("https", rest),
        Some(("ssh", rest)) => ("https", rest.split_once('@')?.1),
        _ => return None,
    };
    let rest = match rest.split_once('#') {
        Some((repository, _)) if repository.ends_with(".git") => repository,
        _ => rest,
    };
    let rest = rest.strip_suffix(".git").unwrap_or(rest);
    let host = rest.split(['/', '?', '#']).next()?;
    // no passwords, and nothing that is not an address
    let is_host = host.contains('.')
        && host
            .chars()
            .all(|c| c.is_alphanumeric() || ".-:".contains(c));
    let is_plain =
        !rest.contains(|c: char| c.is_whitespace() || c.is_control() || "\"<>\\^`{|}".contains(c));
    (is_host && is_plain).then(|| format!("{scheme}://{rest}"))
}

#[cfg(test)]
mod tests {
    use std::{fs, io};

    use serde_json::json;

    use super::*;

    #[test]
    fn a_package_says_where_its_page_is() {
        for (package, expected) in [
            (
                json!({"homepage": "https://layer.example.com/docs#readme", "repository": "https://git.example.com/a"}),
                Some("https://layer.example.com/docs#readme"),
            ),
            (
                json!({"repository": {"type": "git", "url": "git+https://git.example.com/a/b.git"}}),
                Some("https://git.example.com/a/b"),
            ),
            (
                json!({"homepage": "", "repository": "git://git.example.com/a/b.git#main"}),
                Some("https://git.example.com/a/b"),
            ),
            (
                json!({"repository": "ssh://git@git.example.com/a/b.git"}),
                Some("https://git.example.com/a/b"),
            ),
            (json!({"repository": "owner/name"}), None),
            (json!({"homepage": "javascript:alert(1)"}), None),
            (json!({"homepage": "file:///etc/passwd"}), None),
            (json!({"homepage": "https://user:word@example.com/"}), None),
            (json!({"homepage": "https://example.com/a b"}), None),
            (json!({"homepage": 3, "repository": [1]}), None),
            (json!([]), None),
        ] {
            assert_eq!(page(&package).as_deref(), expected, "{package}");
        }
    }

    #[test]
    fn only_what_is_installed_has_one() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let layer = folder.path().join("node_modules/@shop/layer");
        fs::create_dir_all(&layer)?;
        fs::write(
            layer.join("package.json"),
            "\u{feff}{\"homepage\": \"https://layer.example.com/\"}",
        )?;
        let page = |name| package_page(folder.path(), name);
        assert_eq!(
            page("@shop/layer").as_deref(),
            Some("https://layer.example.com/")
        );
        assert_eq!(page("@shop/other"), None);
        fs::write(layer.join("package.json"), "{")?;
        assert_eq!(page("@shop/layer"), None);
        Ok(())
    }
}
