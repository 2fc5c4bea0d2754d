//! What the server must reach, and whether it does.

use super::SIZES;
use super::results::Results;
use super::session::{Samples, median, percentile};

/// A requirement with its figure.
pub struct Requirement {
    /// What is required.
    pub text: String,
    /// What was measured.
    pub figure: String,
    /// Whether it is met; `None` where it was not measured.
    pub is_met: Option<bool>,
}

/// How a value is compared with its bound.
#[derive(Clone, Copy)]
enum Bound {
    AtMost(f64),
    AtLeast(f64),
}

const YAML: &str = "yaml-language-server 2.0.0";
const FULL: &str = "floor \"full\"";

/// All requirements.
pub fn all(results: &Results) -> Vec<Requirement> {
    let fyml = |functions| results.of("fyml", functions);
    let ours = |functions, of: fn(&Samples) -> f64| fyml(functions).map(of);
    let times = |name: &str, functions, of: fn(&Samples) -> f64| {
        Some(of(results.of(name, functions)?) / of(fyml(functions)?))
    };
    let mut all = vec![
        ms(
            "key → diagnostics, 1,000 functions: p95 under 1 ms",
            ours(1_000, key_p95),
            1.0,
        ),
        ms(
            "key → diagnostics, 10,000 functions: p95 under 3 ms",
            ours(10_000, key_p95),
            3.0,
        ),
        check(
            "growth of CPU per key over N: exponent at most 0.15",
            growth(results, "fyml", key_cpu),
            Bound::AtMost(0.15),
            "",
        ),
        check(
            "key → diagnostics, 1,000 functions: 1,000 × yaml-language-server",
            times(YAML, 1_000, key),
            Bound::AtLeast(1_000.0),
            " ×",
        ),
        check(
            "key → diagnostics, 10,000 functions: 8,000 × yaml-language-server",
            times(YAML, 10_000, key),
            Bound::AtLeast(8_000.0),
            " ×",
        ),
        check(
            "CPU per key, 1,000 functions: 1,200 × yaml-language-server",
            times(YAML, 1_000, key_cpu),
            Bound::AtLeast(1_200.0),
            " ×",
        ),
        check(
            "CPU per key, 10,000 functions: 10,000 × yaml-language-server",
            times(YAML, 10_000, key_cpu),
            Bound::AtLeast(10_000.0),
            " ×",
        ),
        ms(
            "completion, 10,000 functions: p95 at most 2 ms",
            ours(10_000, |s| percentile(&s.completion, 0.95)),
            2.0,
        ),
        ms(
            "hover, 10,000 functions: p95 at most 2 ms",
            ours(10_000, |s| percentile(&s.hover, 0.95)),
            2.0,
        ),
        check(
            "document symbols, 10,000 functions: at most 1.5 × the floor's, which parses the text and lists the names",
            times(FULL, 10_000, |s| median(&s.symbols)).map(|times| 1.0 / times),
            Bound::AtMost(1.5),
            " ×",
        ),
    ];
    for functions in SIZES {
        all.push(check(
            &format!("open → diagnostics, {functions} functions: at most floor \"full\"'s"),
            times(FULL, functions, |s| median(&s.warm)).map(|times| 1.0 / times),
            Bound::AtMost(1.0),
            " ×",
        ));
    }
    for disturbance in &results.disturbances {
        let open = fyml(disturbance.functions).map(|samples| median(&samples.cold));
        let ratio = open.map(|open| median(&disturbance.settled) / open);
        let title = format!(
            "{}, {} functions: no more than opening it anew",
            disturbance.title, disturbance.functions
        );
        all.push(check(&title, ratio, Bound::AtMost(1.0), " ×"));
    }
    let example = &results.example;
    let start = Some(median(&example.start)).filter(|start| !start.is_nan());
    let small = Some(median(&example.check)).filter(|check| !check.is_nan());
    all.push(ms(
        "`initialize` answered within 15 ms of process start",
        start,
        15.0,
    ));
    all.push(ms(
        "`fyml check` of the example under 10 ms, whole process",
        small,
        10.0,
    ));
    let memory = Some(example.memory).filter(|memory| *memory > 0.0);
    all.push(check(
        "memory with the example open: at most 12 MB",
        memory,
        Bound::AtMost(12.0),
        " MB",
    ));
    let big = fyml(10_000).map(|samples| (median(&samples.memory), samples.bytes as f64 / 1e6));
    let allowed = big.map_or(10.0, |(_, text)| 6.0 * text + 10.0);
    all.push(check(
        &format!("memory with 10,000 functions: at most 6 × the text + 10 MB ({allowed:.1} MB)"),
        big.map(|(memory, _)| memory),
        Bound::AtMost(allowed),
        " MB",
    ));
    if let [few, many] = results.folders.as_slice() {
        all.push(check(
            &format!("`fyml check` of {} files: at least 85 % of the processor time that nobody else used", many.files),
            Some(many.share * 100.0),
            Bound::AtLeast(85.0),
            " %",
        ));
        all.push(check(
            &format!("its memory: that of {} files (5 % more or less)", few.files),
            Some(many.peak / few.peak),
            Bound::AtMost(1.05),
            " ×",
        ));
    }
    all
}

/// The exponent of a figure's growth with the number of functions: the slope of the line through the logarithms.
pub fn growth(results: &Results, name: &str, of: fn(&Samples) -> f64) -> Option<f64> {
    let mut points = Vec::new();
    for functions in SIZES {
        let figure = of(results.of(name, functions)?);
        points.push(((functions as f64).ln(), figure.max(1e-6).ln()));
    }
    let count = points.len() as f64;
    let mean = |part: fn(&(f64, f64)) -> f64| points.iter().map(part).sum::<f64>() / count;
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let above: f64 = points
        .iter()
        .map(|point| (point.0 - x) * (point.1 - y))
        .sum();
    let below: f64 = points.iter().map(|point| (point.0 - x).powi(2)).sum();
    Some(above / below)
}

/// The middle time of a keystroke.
pub fn key(samples: &Samples) -> f64 {
    median(&samples.key)
}

/// The CPU time of a keystroke.
pub fn key_cpu(samples: &Samples) -> f64 {
    median(&samples.key_cpu)
}

fn key_p95(samples: &Samples) -> f64 {
    percentile(&samples.key, 0.95)
}

fn ms(text: &str, value: Option<f64>, most: f64) -> Requirement {
    check(text, value, Bound::AtMost(most), " ms")
}

fn check(text: &str, value: Option<f64>, bound: Bound, unit: &str) -> Requirement {
    let digits = |value: f64| {
        if value < 10.0 {
            2
        } else {
            usize::from(value < 1_000.0)
        }
    };
    Requirement {
        text: text.to_owned(),
        figure: value.map_or("not measured".to_owned(), |value| {
            format!("{value:.*}{unit}", digits(value))
        }),
        is_met: value.map(|value| match bound {
            Bound::AtMost(most) => value <= most,
            Bound::AtLeast(least) => value >= least,
        }),
    }
}
