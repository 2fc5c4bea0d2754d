//! The deployment model and the rules against the real spec builders, three versions of them:
//!
//! * what the model builds is what they build, to the letter;
//! * where they throw, `check` reports an error;
//! * every trigger they drop has a problem on it;
//! * an error is only reported where something is lost or stops.

#![allow(clippy::panic, reason = "a test that cannot go on may stop")]

#[path = "../oracle/agreement.rs"]
mod agreement;
#[path = "../oracle/ask.rs"]
mod ask;
#[path = "../oracle/excuse.rs"]
mod excuse;
#[path = "../oracle/generate.rs"]
mod generate;

use std::fs;
use std::path::{Path, PathBuf};

use fyml_tests::{Random, fresh_seed};
use generate::{Care, Sample, sample};

/// Documents that are made from the fixed seed.
const FIXED: usize = 2_500;
/// Documents that are made from the fresh seed, unless `FYML_DOCUMENTS` says how many. A few in every run find what is
/// rare in the course of time, and seldom disturb somebody who changed something else.
const FRESH: usize = 600;
const FIXED_SEED: u64 = 20_210_501;

fn samples(seed: u64, count: usize) -> Vec<Sample> {
    let mut random = Random::new(seed);
    (0..count).map(|_| sample(&mut random)).collect()
}

#[test]
fn generated_files_are_built_and_judged_like_the_real_thing() {
    agreement::check("fixed seed", &samples(FIXED_SEED, FIXED));
}

#[test]
fn files_from_a_fresh_seed_are_built_and_judged_like_the_real_thing() {
    let wanted = std::env::var("FYML_DOCUMENTS").ok();
    let count = wanted.and_then(|count| count.parse().ok());
    agreement::check("fresh seed", &samples(fresh_seed(), count.unwrap_or(FRESH)));
}

/// Documents that once were built or judged otherwise.
#[test]
fn what_went_wrong_once_goes_right_now() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/oracle");
    agreement::check("fixtures", &files(&folder));
}

/// Public files, where a folder of them lies beside the project.
#[test]
fn public_files_are_built_like_the_real_thing() {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let folder = std::env::var_os("FYML_CORPUS").map_or_else(beside, PathBuf::from);
    if !folder.is_dir() {
        println!("oracle: no folder of public f.yml files here, nothing compared");
        return;
    }
    agreement::check_builds("public files", &files(&folder));
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
