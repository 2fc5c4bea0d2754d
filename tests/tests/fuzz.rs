//! What fuzzing began with and what it once found, without a fuzzer. `cargo xtask fuzz` goes on from there.

#![allow(clippy::panic, reason = "a test that cannot go on may stop")]

use std::panic::catch_unwind;
use std::time::{Duration, Instant};

use fyml_tests::fuzzing::{TARGETS, seeds};
use fyml_tests::{Random, fresh_seed};

#[test]
fn inputs_that_were_found_stay_harmless() {
    for (name, run) in TARGETS {
        let seeds = seeds(name);
        assert!(!seeds.is_empty(), "{name}");
        for (seed, bytes) in &seeds {
            println!("{name}/{seed}");
            run(bytes);
        }
        println!("{} inputs of {name} replayed", seeds.len());
    }
}

/// What libFuzzer does without knowing the code's branches, for where it is not installed: inputs are damaged and
/// joined at random. `FYML_FUZZ_SECONDS` asks for more than every run needs.
#[test]
fn damaged_inputs_are_harmless() {
    let end = std::env::var("FYML_FUZZ_SECONDS").ok().map(|seconds| {
        let seconds = seconds.parse().expect("FYML_FUZZ_SECONDS is a number");
        Instant::now() + Duration::from_secs(seconds)
    });
    let mut random = Random::new(if end.is_some() { fresh_seed() } else { 3 });
    let seeds: Vec<_> = TARGETS.iter().map(|(name, _)| seeds(name)).collect();
    let mut rounds = 0;
    while end.map_or(rounds < 150, |end| Instant::now() < end) {
        for ((name, run), seeds) in TARGETS.iter().zip(&seeds) {
            let mut bytes = seeds[random.below(seeds.len())].1.clone();
            for _ in 0..=random.below(8) {
                let other = &seeds[random.below(seeds.len())].1;
                damage(&mut bytes, other, &mut random);
            }
            bytes.truncate(6_000);
            if catch_unwind(|| run(&bytes)).is_err() {
                let path = std::env::temp_dir().join(format!("fyml-fuzz-{name}-{rounds}"));
                std::fs::write(&path, &bytes).expect("it can be written");
                panic!("{name}: kept as {}", path.display());
            }
        }
        rounds += 1;
    }
    println!("{rounds} inputs of every target");
}

fn damage(bytes: &mut Vec<u8>, other: &[u8], random: &mut Random) {
    let at = random.below(bytes.len() + 1);
    let to = (at + random.below(40)).min(bytes.len());
    match random.below(6) {
        0 => drop(bytes.drain(at..to)),
        1 => {
            let from = random.below(other.len() + 1);
            let piece = &other[from..(from + random.below(200)).min(other.len())];
            bytes.splice(at..at, piece.iter().copied());
        }
        2 if at < bytes.len() => bytes[at] = random.below(256) as u8,
        3 => {
            let copied = bytes[at..to].to_vec();
            bytes.splice(at..at, copied);
        }
        _ => {
            let word = random.pick(&[
                "'",
                "\"",
                "[",
                "{",
                "]",
                "}",
                ": ",
                "- ",
                "\n",
                "\n  ",
                "\n    ",
                "#",
                "&a ",
                "*a",
                "<<: *a",
                "|\n",
                ">-\n",
                "!!str ",
                "---\n",
                "...\n",
                "? ",
                "\t",
                "\r",
                "\u{feff}",
                "中",
                "🙂",
                "\u{2028}",
                "${env.A}",
                "null",
                "tencent",
                "\0",
                "\\u0000",
                "Content-Length: 5\r\n\r\n",
                "1e999",
                "-1",
                "{}",
            ]);
            bytes.splice(at..at, word.bytes());
        }
    }
}
