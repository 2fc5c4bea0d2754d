//! What a full run did: steps with their seconds, tests with their counts, and the figures that tests printed.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// One step that is over.
pub struct Done {
    /// Its heading.
    pub title: String,
    /// How long it took.
    pub seconds: f64,
    /// Whether it succeeded.
    pub is_ok: bool,
    /// Its tests, where it ran some.
    pub counts: Option<Counts>,
}

/// How the tests in the workbench say that one has passed, but not at once.
const SECOND_TRY: &str = "ℹ passed at the second try: ";

/// What a test runner's output says: libtest's, or the `spec` reporter's of Node.js.
#[derive(Default)]
pub struct Counts {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed.
    pub failed: u64,
    /// Names of the tests that were left out, with the reason their authors gave.
    pub left_out: Vec<String>,
    /// Tests that were left out, by the runner's own count.
    pub left_out_count: u64,
    /// Names of the tests that passed only when they were tried again.
    pub retried: Vec<String>,
    /// What passing tests printed (`cargo test -- --show-output`).
    pub figures: Vec<String>,
    /// Whether the line before belongs to the output of a passing test.
    is_in_output: bool,
}

impl Counts {
    /// Takes one line of the output into account.
    pub fn read(&mut self, line: &str) {
        let heading = line
            .strip_prefix("---- ")
            .is_some_and(|rest| rest.ends_with(" stdout ----"));
        if heading {
            self.is_in_output = true;
        } else if line.is_empty() {
            self.is_in_output = false;
        } else if self.is_in_output {
            self.figures.push(line.to_owned());
        } else if let Some(rest) = line.strip_prefix("test result: ") {
            for part in rest.split([';', '.']) {
                self.add(part);
            }
        } else if let Some((name, reason)) = line
            .strip_prefix("test ")
            .and_then(|rest| rest.split_once(" ... ignored"))
        {
            self.left_out.push(format!("{name}{reason}"));
        } else if let Some((_, name)) = line.split_once(SECOND_TRY) {
            self.retried.push(name.to_owned());
        } else if let Some(rest) = line.strip_prefix("ℹ ") {
            self.add_of_node(rest);
        } else if let Some(reason) = line.trim_start().strip_prefix("﹣ ") {
            self.left_out.push(reason.to_owned());
        }
    }

    /// A part such as `12 passed`.
    fn add(&mut self, part: &str) {
        let Some((count, what)) = part.trim().split_once(' ') else {
            return;
        };
        let count = count.parse().unwrap_or(0);
        match what {
            "passed" => self.passed += count,
            "failed" => self.failed += count,
            "ignored" | "filtered out" => self.left_out_count += count,
            _ => {}
        }
    }

    /// A line such as `pass 12`.
    fn add_of_node(&mut self, line: &str) {
        let Some((what, count)) = line.split_once(' ') else {
            return;
        };
        let count = count.parse().unwrap_or(0);
        match what {
            "pass" => self.passed += count,
            "fail" | "cancelled" => self.failed += count,
            "skipped" | "todo" => self.left_out_count += count,
            _ => {}
        }
    }

    /// Whether the tests may pass for a full run. One that is left out must say why: `name, reason` with libtest,
    /// `name # reason` with Node.js.
    pub fn verdict(&self) -> Result<(), String> {
        if self.failed > 0 {
            return Err(format!("{} failed", self.failed));
        }
        if self.passed == 0 {
            return Err("no test ran".to_owned());
        }
        let reasons = self.left_out.iter().filter(|name| has_reason(name)).count();
        if (reasons as u64) < self.left_out_count {
            return Err(format!(
                "{} tests were left out, and {reasons} say why: {}",
                self.left_out_count,
                self.left_out.join("; ")
            ));
        }
        Ok(())
    }
}

fn has_reason(name: &str) -> bool {
    let reason = name.split_once(", ").or_else(|| name.split_once(" # "));
    reason.is_some_and(|(_, reason)| !reason.is_empty() && reason != "SKIP" && reason != "TODO")
}

struct Record {
    done: Vec<Done>,
    counts: Option<Counts>,
}

static RECORD: Mutex<Record> = Mutex::new(Record {
    done: Vec::new(),
    counts: None,
});

fn record() -> MutexGuard<'static, Record> {
    RECORD.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Notes a step.
pub fn add(done: Done) {
    record().done.push(done);
}

/// Notes what the tests of the step at hand came to.
pub fn count(counts: Counts) {
    record().counts = Some(counts);
}

/// The counts of the step at hand.
pub fn take_counts() -> Option<Counts> {
    record().counts.take()
}

/// A new step begins without counts.
pub fn forget_counts() {
    record().counts = None;
}

/// The whole record, for the end of a run that took so many seconds.
pub fn page(seconds: f64) -> String {
    page_of(&record().done, seconds)
}

fn page_of(done: &[Done], seconds: f64) -> String {
    let mut page = String::from("\n== what the tests measured\n");
    for line in done
        .iter()
        .filter_map(|step| step.counts.as_ref())
        .flat_map(|counts| &counts.figures)
    {
        page.push_str(&format!("  {line}\n"));
    }
    page.push_str("\n== summary\n");
    let (mut passed, mut failed) = (0, 0);
    for step in done {
        let verdict = if step.is_ok { "ok" } else { "FAILED" };
        page.push_str(&format!(
            "  {:6.0} s  {:<44} {verdict}",
            step.seconds, step.title
        ));
        if let Some(counts) = &step.counts {
            passed += counts.passed;
            failed += counts.failed;
            page.push_str(&format!(
                ", {} passed, {} failed, {} left out",
                counts.passed, counts.failed, counts.left_out_count
            ));
        }
        page.push('\n');
        for name in step.counts.iter().flat_map(|counts| &counts.left_out) {
            page.push_str(&format!("            left out: {name}\n"));
        }
    }
    for name in done
        .iter()
        .filter_map(|step| step.counts.as_ref())
        .flat_map(|counts| &counts.retried)
    {
        page.push_str(&format!("  !!!! passed at the second try: {name}\n"));
    }
    page.push_str(&format!(
        "  {seconds:6.0} s  {} steps, {passed} tests passed, {failed} failed\n",
        done.len()
    ));
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(output: &str) -> Counts {
        let mut counts = Counts::default();
        output.lines().for_each(|line| counts.read(line));
        counts
    }

    const CARGO: &str = "\
running 3 tests
test a ... ok
test slow ... ignored, takes an hour
test b ... ok

successes:

---- a stdout ----
oracle: 812 of 812 agree

successes:
    a

test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s

running 1 test
test c ... ok

test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s
";

    #[test]
    fn cargo_is_understood() {
        let counts = counts(CARGO);
        assert_eq!((counts.passed, counts.failed), (3, 0));
        assert_eq!(counts.figures, ["oracle: 812 of 812 agree"]);
        assert_eq!(counts.left_out, ["slow, takes an hour"]);
        assert_eq!(counts.verdict(), Ok(()));
    }

    #[test]
    fn node_is_understood() {
        let counts =
            counts("✔ opens (12ms)\nℹ tests 3\nℹ pass 2\nℹ fail 1\nℹ cancelled 0\nℹ skipped 0\n");
        assert_eq!((counts.passed, counts.failed), (2, 1));
        assert_eq!(counts.verdict(), Err("1 failed".to_owned()));
    }

    #[test]
    fn what_needed_a_second_try_passes_and_is_said() {
        let line = "ℹ passed at the second try: trusted: it runs";
        let counts = counts(&format!(
            "✔ it runs (12ms)\n  {line}\n{line} again\nℹ pass 2\nℹ fail 0\n"
        ));
        assert_eq!(counts.verdict(), Ok(()));
        let page = page_of(
            &[Done {
                title: "ui tests".to_owned(),
                seconds: 2.0,
                is_ok: true,
                counts: Some(counts),
            }],
            2.0,
        );
        for name in ["trusted: it runs", "trusted: it runs again"] {
            let said = format!("  !!!! passed at the second try: {name}\n");
            assert!(page.contains(&said), "{page}");
        }
    }

    #[test]
    fn nothing_may_be_left_out_without_a_word() {
        assert!(counts("").verdict().is_err());
        assert!(
            counts(&CARGO.replace(", takes an hour", ""))
                .verdict()
                .is_err()
        );
        assert!(
            counts(&CARGO.replace("0 filtered", "7 filtered"))
                .verdict()
                .is_err()
        );
        let node = "ℹ pass 2\nℹ fail 0\nℹ skipped 1\nℹ todo 0\n";
        assert!(
            counts(&format!("﹣ opens (0.1ms) # SKIP\n{node}"))
                .verdict()
                .is_err()
        );
        assert!(
            counts(&format!("﹣ opens (0.1ms) # needs a key\n{node}"))
                .verdict()
                .is_ok()
        );
    }

    #[test]
    fn the_summary_says_what_failed() {
        let steps = [
            Done {
                title: "formatting".to_owned(),
                seconds: 2.0,
                is_ok: true,
                counts: None,
            },
            Done {
                title: "tests".to_owned(),
                seconds: 40.4,
                is_ok: false,
                counts: Some(counts(CARGO)),
            },
        ];
        let page = page_of(&steps, 42.4);
        assert!(page.contains("  oracle: 812 of 812 agree\n"), "{page}");
        assert!(
            page.contains("FAILED, 3 passed, 0 failed, 1 left out"),
            "{page}"
        );
        assert!(
            page.contains("    42 s  2 steps, 3 tests passed, 0 failed"),
            "{page}"
        );
    }
}
