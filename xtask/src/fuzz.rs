//! `cargo xtask fuzz`: coverage-guided fuzzing of all targets, one after the other.

use std::fs;
use std::process::Command;

use fyml_tests::fuzzing::{TARGETS, seeds};

use crate::steps::{Outcome, root, run as step};

/// The longest input, in bytes: what is wrong shows in small ones.
const LONGEST: u32 = 4096;
/// How long one input may take, in seconds, on a busy machine and without optimisation of the checks.
const SLOWEST: u32 = 10;
/// How much memory the fuzzer with everything in it may take, in MB.
const MOST_MEMORY: u32 = 2048;

/// Runs every target for so many minutes; what is found lies in `fuzz/artifacts/`.
pub fn run(minutes: u64) -> Outcome {
    let fuzz = root().join("fuzz");
    for (name, _) in TARGETS {
        let corpus = fuzz.join("corpus").join(name);
        let write = || -> std::io::Result<()> {
            fs::create_dir_all(&corpus)?;
            for (seed, bytes) in seeds(name) {
                fs::write(corpus.join(seed), bytes)?;
            }
            Ok(())
        };
        write().map_err(|error| format!("{}: {error}", corpus.display()))?;
        let mut command = Command::new("cargo");
        command
            .current_dir(&fuzz)
            .env("RUSTUP_TOOLCHAIN", "nightly")
            // our crates hold no unsafe code: an address sanitizer would only slow them down
            .args(["fuzz", "run", "--fuzz-dir", ".", "-s", "none", name, "--"])
            .arg(format!("-max_total_time={}", minutes * 60))
            .arg(format!("-max_len={LONGEST}"))
            .arg(format!("-timeout={SLOWEST}"))
            .arg(format!("-rss_limit_mb={MOST_MEMORY}"))
            .args(["-dict=f-yml.dict", "-print_final_stats=1"]);
        step(&format!("fuzzing {name}"), &mut command)?;
    }
    Ok(())
}
