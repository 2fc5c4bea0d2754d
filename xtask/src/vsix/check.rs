//! What is in a package, whether that is all it should hold and no more, and whether its server runs.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::process::Command;

use fyml_tests::client::Client;
use serde_json::{Value, json};
use zip::ZipArchive;

use super::platform::{Platform, Program};
use crate::files::{make, remove, write};
use crate::steps::Outcome;

/// What a package may weigh, in bytes; most of it is the server.
const LIMIT: u64 = 8 << 20;
/// What it must hold besides the server.
const NEEDED: &[&str] = &[
    "[Content_Types].xml",
    "extension.vsixmanifest",
    "extension/package.json",
    "extension/package.nls.json",
    "extension/package.nls.zh-cn.json",
    "extension/l10n/bundle.l10n.zh-cn.json",
    "extension/readme.md",
    "extension/LICENSE.txt",
    "extension/dist/extension.js",
    "extension/dist/features.js",
];
/// What it may hold besides: folders, and the ends of the names of their files.
const ALLOWED: &[(&str, &[&str])] = &[
    ("extension/media/", &[".css", ".js", ".md", ".svg", ".png"]),
    ("extension/l10n/", &[".json"]),
    ("extension/changelog.md", &[""]),
    ("extension/icon.png", &[""]),
];

/// One file of a package.
struct Entry {
    content: Vec<u8>,
    packed: u64,
    /// Whether it is marked as a program.
    is_executable: bool,
}

/// Lists a package for a platform and fails if it is not as it should be.
pub fn package(vsix: &Path, platform: Platform) -> Outcome {
    let size = fs::metadata(vsix).map_err(|error| format!("{}: {error}", vsix.display()))?;
    let entries = entries(vsix)?;
    for (name, entry) in &entries {
        println!(
            "{:>9} B, packed {:>8} B  {name}",
            entry.content.len(),
            entry.packed
        );
    }
    println!("{:>9} B in all, limit {LIMIT} B", size.len());
    let mut faults = faults(&entries, platform);
    if size.len() > LIMIT {
        faults.push(format!("{} B are more than {LIMIT} B", size.len()));
    }
    if !faults.is_empty() {
        return Err(format!("the package is wrong: {}", faults.join("; ")));
    }
    if !platform.is_here() {
        println!(
            "its server is for {}, and was not run here",
            platform.triple
        );
        return Ok(());
    }
    let server = &entries[&server(platform)];
    runs(server, vsix, platform)
}

fn server(platform: Platform) -> String {
    format!("extension/server/{}", platform.server())
}

fn entries(vsix: &Path) -> Result<BTreeMap<String, Entry>, String> {
    let wrong = |error: &dyn std::fmt::Display| format!("{}: {error}", vsix.display());
    let file = File::open(vsix).map_err(|error| wrong(&error))?;
    let mut archive = ZipArchive::new(file).map_err(|error| wrong(&error))?;
    let mut entries = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).map_err(|error| wrong(&error))?;
        let mut content = Vec::new();
        file.read_to_end(&mut content)
            .map_err(|error| wrong(&error))?;
        let entry = Entry {
            content,
            packed: file.compressed_size(),
            is_executable: file.unix_mode().is_some_and(|mode| mode & 0o111 == 0o111),
        };
        let name = file.name().map_err(|error| wrong(&error))?;
        entries.insert(name.into_owned(), entry);
    }
    Ok(entries)
}

/// All that is wrong with the content.
fn faults(entries: &BTreeMap<String, Entry>, platform: Platform) -> Vec<String> {
    let server = server(platform);
    let mut faults = Vec::new();
    for name in NEEDED.iter().copied().chain([server.as_str()]) {
        if entries
            .get(name)
            .is_none_or(|entry| entry.content.is_empty())
        {
            faults.push(format!("{name} is missing or empty"));
        }
    }
    for name in entries.keys() {
        let is_needed = NEEDED.contains(&name.as_str()) || *name == server;
        let is_allowed = ALLOWED.iter().any(|(folder, ends)| {
            name.starts_with(folder) && ends.iter().any(|end| name.ends_with(end))
        });
        if !is_needed && !is_allowed {
            faults.push(format!("{name} does not belong in it"));
        }
    }
    if let Some(entry) = entries.get(&server) {
        if Program::of(&entry.content) != Some(platform.program) {
            faults.push(format!("{server} is no program for {}", platform.triple));
        }
        if !entry.is_executable && !matches!(platform.program, Program::Pe(_)) {
            faults.push(format!("{server} is not marked as a program"));
        }
    }
    let manifest = entries.get("extension.vsixmanifest");
    let target = format!("TargetPlatform=\"{}\"", platform.vscode);
    if manifest.is_some_and(|entry| !String::from_utf8_lossy(&entry.content).contains(&target)) {
        faults.push(format!("the manifest does not say {target}"));
    }
    faults.extend(wrong_texts(entries));
    faults
}

/// Texts that `package.json` names and that are missing in a language.
fn wrong_texts(entries: &BTreeMap<String, Entry>) -> Vec<String> {
    let json = |name: &str| -> Value {
        let entry = entries.get(name);
        entry
            .and_then(|entry| serde_json::from_slice(&entry.content).ok())
            .unwrap_or_default()
    };
    let mut named = Vec::new();
    collect(&json("extension/package.json"), &mut named);
    let mut faults = Vec::new();
    for language in [
        "extension/package.nls.json",
        "extension/package.nls.zh-cn.json",
    ] {
        let texts = json(language);
        let missing = named
            .iter()
            .filter(|key| texts[key.as_str()].as_str().is_none());
        faults.extend(missing.map(|key| format!("{language} has no `{key}`")));
    }
    faults
}

/// The keys of all `%key%` in a value.
fn collect(value: &Value, keys: &mut Vec<String>) {
    match value {
        Value::String(text) => {
            let key = text
                .strip_prefix('%')
                .and_then(|rest| rest.strip_suffix('%'));
            keys.extend(key.map(str::to_owned));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, keys)),
        Value::Object(entries) => entries.values().for_each(|item| collect(item, keys)),
        _ => {}
    }
}

/// Unpacks the server, asks it its version, and has it answer a client.
fn runs(server: &Entry, vsix: &Path, platform: Platform) -> Outcome {
    let folder = vsix.with_extension("unpacked");
    remove(&folder)?;
    make(&folder)?;
    let program = folder.join(platform.server());
    write(&program, &server.content)?;
    mark_as_program(&program)?;
    let output = Command::new(&program).arg("--version").output();
    let output = output.map_err(|error| format!("{}: {error}", program.display()))?;
    let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    let expected = format!("fyml {}", env!("CARGO_PKG_VERSION"));
    if !version.starts_with(&expected) {
        return Err(format!("the server says `{version}`, not `{expected}`"));
    }
    let mut client = Client::start_command(Command::new(&program).arg("server"));
    let parameters = json!({"processId": null, "rootUri": null, "capabilities": {}});
    let answer = client.request("initialize", parameters);
    let name = answer["serverInfo"]["name"].as_str().unwrap_or("nobody");
    if !answer["capabilities"]["codeLensProvider"].is_object() {
        return Err(format!("the server offers no lenses: {answer}"));
    }
    println!("{version} runs from the package, and answers as {name}");
    client.notify("initialized", json!({}));
    match client.finish() {
        Some(0) => remove(&folder),
        other => Err(format!("the server ended with {other:?}")),
    }
}

#[cfg(unix)]
fn mark_as_program(path: &Path) -> Outcome {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::Permissions::from_mode(0o755);
    fs::set_permissions(path, mode).map_err(|error| format!("{}: {error}", path.display()))
}

#[cfg(not(unix))]
fn mark_as_program(_: &Path) -> Outcome {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(content: impl AsRef<[u8]>) -> Entry {
        Entry {
            content: content.as_ref().to_vec(),
            packed: 0,
            is_executable: false,
        }
    }

    /// A package for Linux as it should be.
    fn good() -> (BTreeMap<String, Entry>, Platform) {
        let platform = Platform::of("x86_64-unknown-linux-gnu").unwrap();
        let mut entries = BTreeMap::new();
        for name in NEEDED {
            entries.insert((*name).to_owned(), entry("x"));
        }
        let mut put = |name: &str, content: &str| entries.insert(name.to_owned(), entry(content));
        put("extension.vsixmanifest", "TargetPlatform=\"linux-x64\"");
        put("extension/package.json", r#"{"displayName": "%name%"}"#);
        put("extension/package.nls.json", r#"{"name": "fyml"}"#);
        put("extension/package.nls.zh-cn.json", r#"{"name": "fyml"}"#);
        let mut program = entry(*b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0");
        program.is_executable = true;
        entries.insert("extension/server/fyml".to_owned(), program);
        (entries, platform)
    }

    #[track_caller]
    fn one_fault(change: impl FnOnce(&mut BTreeMap<String, Entry>), words: &str) {
        let (mut entries, platform) = good();
        change(&mut entries);
        let found = faults(&entries, platform);
        assert!(found.len() == 1 && found[0].contains(words), "{found:?}");
    }

    #[test]
    fn a_good_package_has_no_faults() {
        let (entries, platform) = good();
        assert_eq!(faults(&entries, platform), Vec::<String>::new());
    }

    #[test]
    fn what_is_missing_is_found() {
        one_fault(
            |all| drop(all.remove("extension/server/fyml")),
            "server/fyml is missing",
        );
        one_fault(|all| drop(all.remove("extension/LICENSE.txt")), "LICENSE");
        let chinese = "extension/package.nls.zh-cn.json";
        one_fault(
            |all| drop(all.insert(chinese.to_owned(), entry("{}"))),
            "zh-cn.json has no `name`",
        );
    }

    #[test]
    fn what_does_not_belong_is_found() {
        for name in [
            "extension/src/extension.ts",
            "extension/node_modules/a/index.js",
            "extension/dist/extension.js.map",
            "extension/dist/test/unit/l10n.js",
            "extension/server/fyml.exe",
            "extension/media/result.ts",
        ] {
            one_fault(|all| drop(all.insert(name.to_owned(), entry("x"))), name);
        }
    }

    #[test]
    fn a_server_for_another_machine_is_found() {
        let server = "extension/server/fyml";
        one_fault(
            |all| all.get_mut(server).unwrap().is_executable = false,
            "not marked",
        );
        one_fault(
            |all| all.get_mut(server).unwrap().content[18] = 0xb7,
            "no program for x86_64",
        );
        let manifest = "extension.vsixmanifest";
        one_fault(
            |all| drop(all.insert(manifest.to_owned(), entry("darwin"))),
            "TargetPlatform",
        );
    }
}
