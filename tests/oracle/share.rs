//! Counting what agrees, and showing what does not.

use std::collections::BTreeMap;

use crate::generate::Sample;

/// A share of what should agree.
#[derive(Default)]
pub struct Share {
    good: usize,
    all: usize,
}

impl Share {
    /// Counts one more.
    pub fn count(&mut self, is_good: bool) {
        self.good += usize::from(is_good);
        self.all += 1;
    }

    fn percent(&self) -> f64 {
        if self.all == 0 {
            100.0
        } else {
            self.good as f64 * 100.0 / self.all as f64
        }
    }
}

/// Prints shares, each on its line.
pub fn say(what: &str, shares: &[(&str, &Share)]) {
    for (name, share) in shares {
        println!(
            "{what}: {:.1} % {name} ({} of {})",
            share.percent(),
            share.good,
            share.all
        );
    }
}

/// By kind, every document with what is wrong with it.
#[derive(Default)]
pub struct Failures(BTreeMap<String, Vec<String>>);

impl Failures {
    /// Notes what is wrong with a document; what stands before the first colon is the kind.
    pub fn add(&mut self, sample: &Sample, what: String) {
        let kind = what.split(':').next().unwrap_or_default().to_owned();
        let variables = &sample.variables;
        let document = format!("{what}\n--- {variables:?}\n{}", sample.text);
        self.0.entry(kind).or_default().push(document);
    }

    /// Ends the test if there are any, with the shortest of each kind.
    ///
    /// # Panics
    /// If there are any.
    pub fn assert_none(mut self) {
        let mut shown = String::new();
        for (kind, documents) in &mut self.0 {
            documents.sort_by_key(String::len);
            shown.push_str(&format!("==== {} times {kind}\n", documents.len()));
            for document in documents.iter().take(3) {
                shown.push_str(&format!("{document}\n"));
            }
        }
        assert!(
            shown.is_empty(),
            "disagreements, the shortest of each kind:\n{shown}"
        );
    }
}
