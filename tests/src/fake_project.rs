//! Projects whose `f` is a script that does what a test says.

use std::fs;
use std::path::Path;

use crate::Folder;

/// A project whose `f` is tests/run/fake-f.js.
///
/// # Panics
/// If it cannot be written.
pub fn fake_project(files: &[(&str, &str)]) -> Folder {
    let folder = Folder::with(files);
    let modules = folder.path().join("node_modules");
    for plugin in [
        "cli-plugin-faas",
        "fcli-plugin-invoke",
        "fcli-plugin-dev-pack",
        "fcli-plugin-fc",
    ] {
        fs::create_dir_all(modules.join("@midwayjs").join(plugin)).expect("a folder");
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("run/fake-f.js");
    let script = fs::read_to_string(script).expect("it is checked in");
    let entry = folder.write("node_modules/@midwayjs/faas-cli/bin/cli.js", script);
    fs::create_dir_all(modules.join(".bin")).expect("a folder");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&entry, fs::Permissions::from_mode(0o755)).expect("it is ours");
        std::os::unix::fs::symlink(entry, modules.join(".bin/f")).expect("a link");
    }
    #[cfg(windows)]
    {
        let _ = entry;
        folder.write("node_modules/.bin/f.cmd", "@echo off\r\n");
    }
    folder
}
