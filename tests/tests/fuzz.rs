//! What fuzzing began with and what it once found, without a fuzzer. `cargo xtask fuzz` goes on from there.

use fyml_tests::fuzzing::{TARGETS, seeds};

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
