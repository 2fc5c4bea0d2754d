//! Checked-in expectations.

use std::fs;
use std::path::Path;

/// Compares `actual` with `tests/snapshots/NAME`. With `FYML_UPDATE=1` in the environment the file is written
/// instead: look at the difference before you commit it.
#[expect(clippy::panic, reason = "this is an assertion")]
pub fn assert_snapshot(name: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("snapshots")
        .join(name);
    if std::env::var_os("FYML_UPDATE").is_some_and(|value| value == "1") {
        let written = path
            .parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| fs::write(&path, actual));
        if let Err(error) = written {
            panic!("{} could not be written: {error}", path.display());
        }
        return;
    }
    let expected = fs::read_to_string(&path)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    assert!(
        expected == actual,
        "tests/snapshots/{name} is not what came out (FYML_UPDATE=1 writes it):\n--- expected\n{expected}\n--- actual\n{actual}"
    );
}
