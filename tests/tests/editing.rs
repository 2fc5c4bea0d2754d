//! Truth under editing: after any sequence of edits the server says about a document what it says about the same text
//! newly opened. Diagnostics, symbols, folds, links, hints, lenses; and at a random place completion, hover, actions,
//! highlights, selections, what a rename would rename.
//!
//! A sequence that fails is made short and kept in `fixtures/editing/`, where every later run replays it.

#![allow(clippy::panic, reason = "a test that cannot go on may stop")]

use std::sync::atomic::{AtomicUsize, Ordering};

use fyml_tests::client::Client;
use fyml_tests::editing::{Checker, Editor, Sequence, capabilities, documents};
use fyml_tests::{InProcess, Random, Speaks, fresh_seed};

/// How many edits one sequence has.
const LENGTH: usize = 40;

/// Plays `count` sequences made from `seed` against one server; how many answers were compared.
fn play(server: &mut dyn Speaks, seed: u64, count: usize) -> usize {
    let documents = documents();
    let mut checker = Checker::new(server);
    for number in 0..count {
        let mut random = Random::new(seed.wrapping_add(number as u64));
        let text = &documents[random.below(documents.len())];
        let sequence = Editor::sequence(random, text, LENGTH);
        if let Some(first) = sequence.play(&mut checker) {
            let (short, difference) = sequence.shrunk(&mut checker);
            let kept = short.keep(&format!(
                "{}-{seed}-{number}",
                first.method.replace('/', "-")
            ));
            let difference = difference.unwrap_or(first);
            panic!(
                "seed {seed}, sequence {number}, kept as {}\n{difference}",
                kept.display()
            );
        }
    }
    checker.compared
}

/// Plays sequences on all cores; seeds are told apart by their upper half.
fn play_everywhere(seed: u64, count: usize) {
    const AT_ONCE: usize = 10;
    let compared = AtomicUsize::new(0);
    let next = AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let mut server = InProcess::with_capabilities(capabilities());
                loop {
                    let first = next.fetch_add(AT_ONCE, Ordering::Relaxed);
                    if first >= count {
                        break;
                    }
                    let seed = seed.wrapping_add((first as u64) << 20);
                    let found = play(&mut server, seed, AT_ONCE.min(count - first));
                    compared.fetch_add(found, Ordering::Relaxed);
                }
            });
        }
    });
    println!(
        "{} edits in {count} sequences, {} answers compared",
        count * LENGTH,
        compared.into_inner()
    );
}

/// How many sequences: `FYML_SEQUENCES` asks for more than every run needs.
fn sequences(usually: usize) -> usize {
    match std::env::var("FYML_SEQUENCES") {
        Ok(count) => count.parse().expect("FYML_SEQUENCES is a number"),
        Err(_) => usually,
    }
}

#[test]
fn as_newly_opened_after_the_same_edits_in_every_run() {
    play_everywhere(1, sequences(450));
}

#[test]
fn as_newly_opened_after_new_edits_in_every_run() {
    play_everywhere(fresh_seed(), sequences(60));
}

#[test]
fn what_once_failed() {
    let mut server = InProcess::with_capabilities(capabilities());
    let mut checker = Checker::new(&mut server);
    let kept = Sequence::kept();
    for (name, sequence) in &kept {
        if let Some(difference) = sequence.play(&mut checker) {
            panic!("{name}: {difference}");
        }
    }
    println!("{} sequences replayed", kept.len());
}

#[test]
fn through_the_real_program() {
    let (mut client, _) = Client::with(serde_json::json!({
        "processId": null, "rootUri": null, "capabilities": capabilities(),
    }));
    client.answer_request("client/registerCapability", serde_json::Value::Null);
    let compared = play(&mut client, 7, 10);
    println!("{} edits, {compared} answers compared", 10 * LENGTH);
    client.finish();
}
