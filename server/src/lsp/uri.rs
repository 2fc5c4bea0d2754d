//! URIs as clients write them: encoded or not, with drive letters, shares, and schemes that are no file.

use std::path::{Path, PathBuf};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// The path of a `file:` URI, or of what is a plain path already. `None` for every other scheme, and for files of
/// another host on systems that know no shares.
pub fn to_path(uri: &str) -> Option<PathBuf> {
    let text = path_text(uri, cfg!(windows))?;
    Some(PathBuf::from(text))
}

/// The `file:` URI of a path.
pub fn from_path(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = if cfg!(windows) {
        text.replace('\\', "/")
    } else {
        text.into_owned()
    };
    uri_text(&text)
}

fn uri_text(path: &str) -> String {
    let path = match path.strip_prefix("//") {
        Some(share) => share.to_owned(), // the host stands where no host would
        None if path.starts_with('/') => path.to_owned(),
        None => format!("/{path}"),
    };
    format!("file://{}", utf8_percent_encode(&path, ESCAPED))
}

/// What is escaped in a URI's path: everything but letters, digits, and what a path may hold.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The last part of the path, decoded, whatever the scheme.
pub fn file_name(uri: &str) -> String {
    let decoded = percent_decode_str(uri).decode_utf8_lossy().into_owned();
    decoded
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// The same text for all spellings of one URI: escapes resolved, drive letter in lower case.
pub fn key(uri: &str) -> String {
    let mut decoded = percent_decode_str(uri).decode_utf8_lossy().into_owned();
    if let Some(drive) = drive_letter(decoded.strip_prefix("file:///").unwrap_or_default()) {
        let at = "file:///".len();
        decoded.replace_range(at..=at, &drive.to_ascii_lowercase().to_string());
    }
    decoded
}

/// Whether the URI's file lies in `folder` itself, not deeper.
pub fn is_in_folder(uri: &str, folder: &Path) -> bool {
    to_path(uri).is_some_and(|path| path.parent() == Some(folder))
}

fn path_text(uri: &str, is_windows: bool) -> Option<String> {
    let Some(rest) = strip_scheme(uri) else {
        let is_path = uri.starts_with('/') || drive_letter(uri).is_some();
        return is_path.then(|| uri.to_owned());
    };
    let decoded = percent_decode_str(rest).decode_utf8_lossy().into_owned();
    let Some(after) = decoded.strip_prefix("//") else {
        // `file:/path`
        return Some(decoded);
    };
    let (host, path) = match after.find('/') {
        Some(slash) => after.split_at(slash),
        None => (after, ""),
    };
    let is_local = host.is_empty() || host.eq_ignore_ascii_case("localhost");
    if !is_windows {
        return is_local.then(|| path.to_owned());
    }
    let path = if is_local {
        path.strip_prefix('/')
            .filter(|path| drive_letter(path).is_some())
            .unwrap_or(path)
            .to_owned()
    } else {
        format!("//{host}{path}")
    };
    Some(path.replace('/', "\\"))
}

/// What follows `file:`.
fn strip_scheme(uri: &str) -> Option<&str> {
    let (scheme, rest) = uri.split_once(':')?;
    scheme.eq_ignore_ascii_case("file").then_some(rest)
}

/// The `c` of `c:`, `c:/…` or `c:\…`.
fn drive_letter(path: &str) -> Option<char> {
    let mut chars = path.chars();
    let letter = chars.next().filter(char::is_ascii_alphabetic)?;
    let is_drive = chars.next() == Some(':') && matches!(chars.next(), None | Some('/' | '\\'));
    is_drive.then_some(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_on_unix() {
        for (uri, path) in [
            ("file:///tmp/f.yml", Some("/tmp/f.yml")),
            (
                "file:///tmp/%E4%B8%AD%20%E6%96%87/f.yml",
                Some("/tmp/中 文/f.yml"),
            ),
            (
                "file:///tmp/中 文/[id]/f.yml",
                Some("/tmp/中 文/[id]/f.yml"),
            ),
            ("file:///tmp/100%/f.yml", Some("/tmp/100%/f.yml")),
            ("FILE://localhost/tmp/f.yml", Some("/tmp/f.yml")),
            ("file:/tmp/f.yml", Some("/tmp/f.yml")),
            ("/tmp/f.yml", Some("/tmp/f.yml")),
            ("file://share/tmp/f.yml", None),
            ("untitled:Untitled-1", None),
            ("vscode-vfs://github/x/f.yml", None),
            ("", None),
        ] {
            assert_eq!(path_text(uri, false).as_deref(), path, "{uri}");
        }
    }

    #[test]
    fn paths_on_windows() {
        for (uri, path) in [
            ("file:///c%3A/Users/x/f.yml", "c:\\Users\\x\\f.yml"),
            ("file:///C:/f.yml", "C:\\f.yml"),
            ("file://server/share/f.yml", "\\\\server\\share\\f.yml"),
            ("file://wsl%24/Debian/f.yml", "\\\\wsl$\\Debian\\f.yml"),
            ("c:\\x\\f.yml", "c:\\x\\f.yml"),
        ] {
            assert_eq!(path_text(uri, true).as_deref(), Some(path), "{uri}");
        }
    }

    #[test]
    fn paths_become_uris_and_paths_again() {
        for (path, uri) in [
            ("/tmp/f.yml", "file:///tmp/f.yml"),
            (
                "/tmp/中 文/[id].ts",
                "file:///tmp/%E4%B8%AD%20%E6%96%87/%5Bid%5D.ts",
            ),
            ("/tmp/100%#?.ts", "file:///tmp/100%25%23%3F.ts"),
        ] {
            assert_eq!(uri_text(path), uri);
            assert_eq!(path_text(uri, false).as_deref(), Some(path));
        }
        assert_eq!(uri_text("c:/x"), "file:///c%3A/x");
        assert_eq!(uri_text("//server/share"), "file://server/share");
    }

    #[test]
    fn spellings_of_one_uri_have_one_key() {
        assert_eq!(key("file:///c%3A/a%20b/f.yml"), key("file:///C:/a b/f.yml"));
        assert_ne!(key("file:///a/f.yml"), key("file:///A/f.yml"));
        assert_eq!(file_name("file:///x/%66.yml"), "f.yml");
        assert_eq!(file_name("untitled:Untitled-1"), "untitled:Untitled-1");
    }
}
