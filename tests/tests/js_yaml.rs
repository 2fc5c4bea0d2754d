//! Our reader against the real js-yaml, 3 and 4: the same values, an error exactly where js-yaml throws, with the same
//! reason on the same line.

#![allow(clippy::panic, reason = "a test that cannot go on may stop")]

#[path = "../js_yaml/evaluate.rs"]
mod evaluate;
#[path = "../js_yaml/generate.rs"]
mod generate;
#[path = "../js_yaml/oracle.rs"]
mod oracle;
#[path = "../js_yaml/tricky.rs"]
mod tricky;

use fyml::syntax::Dialect;
use fyml_tests::fresh_seed;
use generate::Random;
use oracle::Answer;

/// Documents that are generated from each seed.
const PER_SEED: usize = 3_000;
const FIXED_SEED: u64 = 20_201_123;

/// Documents we read otherwise on purpose, each kind with its reason.
fn exception(text: &str, dialect: Dialect, theirs: &Answer, ours: &Answer) -> Option<&'static str> {
    let their_value = match theirs {
        Answer::Value(value) => value.to_string(),
        Answer::Error { .. } => String::new(),
    };
    if their_value.contains(r#"{"x":"lone surrogate"}"#)
        || text.contains("\\ud")
        || text.contains("\\uD")
    {
        return Some("lone surrogates: JavaScript text can hold them, UTF-8 cannot");
    }
    if dialect == Dialect::JsYaml3 && text.contains("!!js/") {
        return Some("js-yaml 3's JavaScript types: code has no meaning in f.yml");
    }
    if dialect == Dialect::JsYaml3
        && matches!(ours, Answer::Error { reason, .. } if reason.starts_with("nesting exceeded"))
    {
        return Some("nesting beyond 100 levels: js-yaml 3 has no limit, we have one");
    }
    // js-yaml steps over one character before it looks for the `>`
    if let Some((_, tag)) = text.split_once("!<")
        && let tag = tag.get(1..).unwrap_or("")
        && tag
            .split('>')
            .next()
            .is_some_and(|tag| tag.contains(['\n', '\r']))
    {
        return Some(
            "line breaks in `!<…>`: js-yaml does not count them, so its line is wrong from there on",
        );
    }
    if text.contains("!!binary") && !their_value.is_empty() {
        return Some("bytes as keys: JavaScript names them by their numbers, or as text");
    }
    if text.contains("<<") && their_value.contains(r#"["0","#) {
        return Some("a list in a merged list: JavaScript takes its indices for keys");
    }
    if their_value.contains("GMT+0000") {
        return Some("dates as keys: JavaScript names them in the machine's time zone");
    }
    None
}

#[derive(Default)]
struct Counts {
    values: usize,
    errors: usize,
    lines: usize,
    without_line: usize,
    exceptions: std::collections::BTreeMap<&'static str, usize>,
    disagreements: Vec<String>,
}

fn compare(text: &str, dialect: Dialect, theirs: &Answer, counts: &mut Counts) {
    let ours = evaluate::answer(text, dialect);
    let last_line = u64::from(fyml::syntax::Text::new(text).line_of(text.len() as u32));
    let agrees = match (theirs, &ours) {
        (Answer::Value(theirs), Answer::Value(ours)) if theirs == ours => {
            counts.values += 1;
            true
        }
        // an accident inside js-yaml (a TypeError): that it stops is all there is to agree on
        (Answer::Error { foreign: true, .. }, Answer::Error { .. }) => {
            counts.errors += 1;
            counts.without_line += 1;
            true
        }
        (
            Answer::Error {
                reason: theirs,
                line: their_line,
                ..
            },
            Answer::Error {
                reason: ours,
                line: our_line,
                ..
            },
        ) if theirs == ours => {
            counts.errors += 1;
            match their_line {
                None => {
                    counts.without_line += 1;
                    true
                }
                // js-yaml ends the text with a line break of its own
                Some(line) => {
                    let same = Some((*line).min(last_line)) == *our_line;
                    counts.lines += usize::from(same);
                    same
                }
            }
        }
        _ => false,
    };
    if agrees {
        return;
    }
    match exception(text, dialect, theirs, &ours) {
        Some(reason) => *counts.exceptions.entry(reason).or_default() += 1,
        None => counts.disagreements.push(format!(
            "{text:?}\n  js-yaml {theirs:?}\n  ours    {ours:?}"
        )),
    }
}

fn check(documents: &[String]) {
    oracle::install();
    let mut failures = Vec::new();
    for (package, dialect) in [
        ("js-yaml4", Dialect::JsYaml4),
        ("js-yaml3", Dialect::JsYaml3),
    ] {
        let mut counts = Counts::default();
        for (text, theirs) in documents.iter().zip(oracle::ask(package, documents)) {
            compare(text, dialect, &theirs, &mut counts);
        }
        println!(
            "{}: {} documents, {} values equal, {} errors equal, {} lines equal ({} errors without a line)",
            package.replace("js-yaml", "js-yaml "),
            documents.len(),
            counts.values,
            counts.errors,
            counts.lines,
            counts.without_line
        );
        for (reason, count) in &counts.exceptions {
            println!("  {count} set aside: {reason}");
        }
        failures.extend(
            counts
                .disagreements
                .into_iter()
                .map(|text| format!("{package}: {text}")),
        );
    }
    failures.sort_by_key(String::len);
    assert!(
        failures.is_empty(),
        "{} disagreements, the shortest:\n{}",
        failures.len(),
        failures
            .iter()
            .take(12)
            .cloned()
            .collect::<Vec<_>>()
            .join("\n")
    );
}

fn generated(seed: u64) -> Vec<String> {
    let mut random = Random::new(seed);
    (0..PER_SEED)
        .map(|index| match index % 6 {
            0 => generate::document(&mut random),
            1 => generate::tokens(&mut random),
            2 => {
                let tricky = random.pick(tricky::DOCUMENTS);
                generate::damage(tricky, &mut random)
            }
            _ => {
                let document = generate::document(&mut random);
                generate::damage(&document, &mut random)
            }
        })
        .collect()
}

#[test]
fn tricky_documents_are_read_as_js_yaml_reads_them() {
    assert!(
        tricky::DOCUMENTS.len() >= 150,
        "{}",
        tricky::DOCUMENTS.len()
    );
    let documents: Vec<String> = tricky::DOCUMENTS
        .iter()
        .map(|&text| text.to_owned())
        .collect();
    check(&documents);
}

#[test]
fn generated_documents_are_read_as_js_yaml_reads_them() {
    check(&generated(FIXED_SEED));
}

#[test]
fn documents_from_a_fresh_seed_are_read_as_js_yaml_reads_them() {
    check(&generated(fresh_seed()));
}
