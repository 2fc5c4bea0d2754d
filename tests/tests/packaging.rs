//! Packaging as a whole against the real command line: the real `f package` with its real plugins folds functions,
//! writes its files and, for aliyun, hands on what deploying hands on.
//!
//! * what the model folds and hands over is what it folds and hands over;
//! * where it stops, the model stops and `check` reports an error;
//! * every event that folding loses has a problem on it;
//! * an error is only reported where something is lost or stops.

#![allow(clippy::panic, reason = "a test that cannot go on may stop")]

#[path = "../packaging/agreement.rs"]
mod agreement;
#[path = "../packaging/ask.rs"]
mod ask;
#[path = "../oracle/excuse.rs"]
mod excuse;
#[path = "../oracle/files.rs"]
mod files;
#[path = "../packaging/folding.rs"]
mod folding;
#[path = "../oracle/generate.rs"]
mod generate;
#[path = "../oracle/share.rs"]
mod share;
#[path = "../packaging/whole.rs"]
mod whole;

use folding::folded;
use fyml_tests::{Random, fresh_seed};
use generate::Sample;

/// Documents that are made from the fixed seed.
const FIXED: usize = 400;
/// Documents that are made from the fresh seed, unless `FYML_DOCUMENTS` says how many. Some in every run find what is
/// rare in time; hunting for it takes thousands.
const FRESH: usize = 60;
const FIXED_SEED: u64 = 20_220_601;

fn samples(seed: u64, count: usize) -> Vec<Sample> {
    let mut random = Random::new(seed);
    (0..count).map(|_| folded(&mut random)).collect()
}

#[test]
fn generated_files_are_packaged_and_judged_like_the_real_thing() {
    agreement::check("fixed seed", &samples(FIXED_SEED, FIXED));
}

#[test]
fn files_from_a_fresh_seed_are_packaged_and_judged_like_the_real_thing() {
    let wanted = std::env::var("FYML_DOCUMENTS").ok();
    let count = wanted.and_then(|count| count.parse().ok());
    agreement::check("fresh seed", &samples(fresh_seed(), count.unwrap_or(FRESH)));
}

/// Documents that once were packaged or judged otherwise.
#[test]
fn what_went_wrong_once_goes_right_now() {
    agreement::check("fixtures", &files::fixtures("packaging"));
}

/// Public files, where a folder of them lies beside the project.
#[test]
fn public_files_are_packaged_like_the_real_thing() {
    let Some(files) = files::public() else {
        println!("packaging: no folder of public f.yml files here, nothing compared");
        return;
    };
    agreement::check_outputs("public files", &files);
}
