//! Documents that lie in folders: fixtures, and public files.

use std::fs;
use std::path::{Path, PathBuf};

use crate::generate::{Care, Sample};

/// The fixtures of this name.
pub fn fixtures(name: &str) -> Vec<Sample> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    files(&fixtures.join(name))
}

/// Public files, where a folder of them lies beside the project.
pub fn public() -> Option<Vec<Sample>> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let folder = std::env::var_os("FYML_CORPUS").map_or_else(beside, PathBuf::from);
    folder.is_dir().then(|| files(&folder))
}

fn files(folder: &Path) -> Vec<Sample> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder can be read")
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yml"))
        .collect();
    paths.sort();
    let texts = paths
        .iter()
        .filter_map(|path| fs::read_to_string(path).ok());
    texts
        .map(|text| Sample {
            text,
            variables: vec![("FYML_SET".to_owned(), "shop".to_owned())],
            care: Care::Careless,
        })
        .collect()
}
