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
#[path = "../oracle/files.rs"]
mod files;
#[path = "../oracle/generate.rs"]
mod generate;
#[path = "../oracle/share.rs"]
mod share;

use fyml_schema::Cloud;
use fyml_tests::{Random, fresh_seed};
use generate::{Generator, Sample};

/// Documents that are made from the fixed seed.
const FIXED: usize = 2_500;
/// Documents that are made from the fresh seed, unless `FYML_DOCUMENTS` says how many. Some in every run find what is
/// rare in the course of time.
const FRESH: usize = 600;
const FIXED_SEED: u64 = 20_210_501;

/// One document for aliyun or tencent.
fn sample(random: &mut Random) -> Sample {
    let cloud = match random.once_in(2) {
        true => Cloud::Tencent,
        false => Cloud::Aliyun,
    };
    Generator::new(random, cloud).sample(|_| ())
}

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
    agreement::check("fixtures", &files::fixtures("oracle"));
}

/// Public files, where a folder of them lies beside the project.
#[test]
fn public_files_are_built_like_the_real_thing() {
    let Some(files) = files::public() else {
        println!("oracle: no folder of public f.yml files here, nothing compared");
        return;
    };
    agreement::check_builds("public files", &files);
}
