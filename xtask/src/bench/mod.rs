//! `cargo xtask bench`: measures the release server beside others and writes docs/benchmarks.md.

mod client;
mod disturbance;
mod document;
mod input;
pub mod instructions;
pub mod link_order;
mod monorepo;
mod plot;
mod process;
mod report;
mod requirement;
mod results;
mod session;
mod subject;
mod text;

use crate::steps::{Outcome, root};
use results::{Example, Results};
use session::Plan;
use subject::Subject;

/// Numbers of functions measured.
const SIZES: [usize; 3] = [100, 1_000, 10_000];

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Everything, others' servers too, and the page is written.
    Full,
    /// Our servers; the figures of others are those of the last full run. The page is written.
    Ours,
    /// Our servers in short; nothing is written.
    Quick,
}

/// Measures, and writes the page.
pub fn run(extent: Extent) -> Outcome {
    subject::build()?;
    let mut subjects = vec![subject::fyml()];
    subjects.extend(subject::floors());
    if extent == Extent::Full {
        subjects.extend(subject::peers()?);
    }
    let mut results = match extent {
        Extent::Quick => Results::default(),
        _ => Results::load(),
    };
    for subject in &subjects {
        results.forget(subject.name);
    }
    for functions in SIZES {
        measure(&mut results, &subjects, functions, extent == Extent::Quick)?;
    }
    results.disturbances.clear();
    for functions in SIZES {
        let document = document::generate(functions, 20, 7);
        let runs = if extent == Extent::Quick { 1 } else { 5 };
        let found = disturbance::measure(&subject::fyml(), &document, functions, runs)?;
        results.disturbances.extend(found);
    }
    results.example = Example::measure()?;
    results.folders = monorepo::measure()?;
    results.load = load();
    if extent == Extent::Quick {
        println!("\n{}", report::page(&results));
        return Ok(());
    }
    results.save()?;
    write_page(&results)
}

/// Writes page and plot anew from what the last run left.
pub fn page() -> Outcome {
    write_page(&Results::load())
}

fn write_page(results: &Results) -> Outcome {
    if results.samples.is_empty() {
        return Err("nothing has been measured here yet: `cargo xtask bench`".to_owned());
    }
    write("docs/benchmarks.md", &report::page(results))?;
    write("docs/images/bench-key.svg", &plot::key_times(results))?;
    println!("docs/benchmarks.md written");
    Ok(())
}

/// All servers in turn, session by session, so that what else the machine does falls on all alike.
fn measure(
    results: &mut Results,
    subjects: &[Subject],
    functions: usize,
    is_quick: bool,
) -> Outcome {
    let document = document::generate(functions, 20, 7);
    for session in 0..3 {
        for subject in subjects {
            let plan = Plan::of(subject, functions, is_quick);
            if session < plan.sessions {
                let samples = results.entry(subject.name, functions);
                session::measure(subject, &document, plan, samples)
                    .map_err(|error| format!("{} at {functions}: {error}", subject.name))?;
            }
        }
    }
    for subject in subjects {
        if let Some(samples) = results.of(subject.name, functions) {
            println!("{}", report::row(samples));
        }
    }
    Ok(())
}

fn write(path: &str, text: &str) -> Outcome {
    std::fs::write(root().join(path), text).map_err(|error| format!("{path}: {error}"))
}

fn load() -> f64 {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let first = text.split_whitespace().next();
    first.and_then(|text| text.parse().ok()).unwrap_or(f64::NAN)
}
