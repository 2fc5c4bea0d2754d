//! The page with the figures.

use std::fmt::Write;

use super::requirement::{self, growth, key, key_cpu};
use super::results::Results;
use super::session::{Samples, median, percentile};

/// One line of the table.
pub fn row(s: &Samples) -> String {
    let both = |values: &[f64]| {
        let (middle, high) = (median(values), percentile(values, 0.95));
        format!("{} / {}", figure(middle), figure(high))
    };
    format!(
        "| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} of {} |",
        s.name,
        s.functions,
        figure(median(&s.start)),
        figure(median(&s.cold)),
        figure(median(&s.warm)),
        both(&s.key),
        figure(key_cpu(s)),
        both(&s.completion),
        both(&s.hover),
        figure(median(&s.symbols)),
        figure(median(&s.memory)),
        s.found,
        s.seeded,
    )
}

/// Three significant digits, as far as they say something.
fn figure(value: f64) -> String {
    match value {
        _ if value.is_nan() => "–".to_owned(),
        _ if value < 10.0 => format!("{value:.2}"),
        _ if value < 100.0 => format!("{value:.1}"),
        _ => format!("{value:.0}"),
    }
}

/// The whole page.
pub fn page(results: &Results) -> String {
    let mut page =
        String::from("# Benchmarks\n\n<!-- written by `cargo xtask bench`; do not edit -->\n\n");
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let _ = writeln!(
        page,
        "Release servers, all features on, measured from outside over stdin and stdout on {cores} cores. Times in \
         milliseconds, memory in MB; where there are two figures, the median and the 95th percentile.\n\n\
         `cargo xtask bench` runs all of it (Linux, npm; a quarter of an hour). `--ours` leaves the others' servers out and keeps \
         their figures of the last full run, `--quick` only prints. What else ran on the machine is in the wall times: \
         the load was {:.1} at the end of this run. CPU times and ratios are steadier. Counts of instructions, which do \
         hardly depend on that, are guarded in CI: `cargo xtask instructions`, against `xtask/instructions.json`.\n",
        results.load
    );
    page.push_str("## Requirements\n\n| | measured | |\n| --- | --- | --- |\n");
    for requirement in requirement::all(results) {
        let verdict = match requirement.is_met {
            Some(true) => "met",
            Some(false) => "**not met**",
            None => "not measured",
        };
        let _ = writeln!(
            page,
            "| {} | {} | {verdict} |",
            requirement.text, requirement.figure
        );
    }
    page.push_str(
        "\n## Servers side by side\n\n![Time from a key to its diagnostics](images/bench-key.svg)\n\n\
         | server | functions | start → initialize | open, cold | open, warm | key → diagnostics | CPU per key | \
         key and completion | hover | symbols | memory | mistakes found |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for samples in &results.samples {
        let _ = writeln!(page, "{}", row(samples));
    }
    for samples in &results.samples {
        if let Some(said) = &samples.refused {
            let _ = writeln!(
                page,
                "\n{} answered a hover at {} functions with `{said}`.",
                samples.name, samples.functions
            );
        }
    }
    page.push_str(&meaning());
    page.push_str("\n| server | growth of CPU per key with N: exponent | time of a key, 1,000 functions: × fyml's | CPU per key: × fyml's | 10,000 functions: time | CPU |\n| --- | --- | --- | --- | --- | --- |\n");
    for name in names(results) {
        let exponent = growth(results, name, key_cpu).unwrap_or(f64::NAN);
        let times = |functions, of: fn(&Samples) -> f64| {
            let both = results
                .of(name, functions)
                .zip(results.of("fyml", functions));
            figure(both.map_or(f64::NAN, |(other, fyml)| of(other) / of(fyml)))
        };
        let _ = writeln!(
            page,
            "| {name} | {} | {} | {} | {} | {} |",
            figure(exponent),
            times(1_000, key),
            times(1_000, key_cpu),
            times(10_000, key),
            times(10_000, key_cpu)
        );
    }
    rest(&mut page, results);
    page
}

fn meaning() -> String {
    "\n* open, cold: `didOpen` of the first document to its diagnostics, schema and all. Warm: the same text opened again \
     under another name, ten times a session; once by the general-purpose servers.\n\
     * key: one letter typed into, or taken out of, a path in the middle of the document, to the diagnostics of that \
     state. yaml-language-server and the JSON server wait 200 and 500 ms before they look; their CPU time has no such \
     wait in it.\n\
     * key and completion: a letter of a key typed and `completion` asked for in the same breath, to the items.\n\
     * memory: resident, at the end of the session.\n\
     * The document is generated: realistic functions of 14 lines, some of them with a seeded mistake. The \
     general-purpose servers and the floors have the JSON Schema that fyml generates for the cloud. Floor \"full\" reads \
     everything with serde_yaml and validates it with jsonschema at every change; floor \"block\" only the edited \
     function, and knows nothing of the others (xtask/floors).\n"
        .to_owned()
}

fn rest(page: &mut String, results: &Results) {
    page.push_str(
        "\n## Edits that concern everything\n\nTyped into a document that is open, with a completion asked for in the same breath.\n\n\
         | edit | functions | edit → diagnostics | opening it, cold | completion answered after |\n| --- | --- | --- | --- | --- |\n",
    );
    for disturbance in &results.disturbances {
        let open = results.of("fyml", disturbance.functions);
        let _ = writeln!(
            page,
            "| {} | {} | {} | {} | {} |",
            disturbance.title,
            disturbance.functions,
            figure(median(&disturbance.settled)),
            figure(open.map_or(f64::NAN, |samples| median(&samples.cold))),
            figure(median(&disturbance.answered))
        );
    }
    page.push_str(
        "\n## `fyml check`\n\n| files (20 functions each) | time | CPU time | share of the free processor time | memory at its height |\n\
         | --- | --- | --- | --- | --- |\n",
    );
    for folder in &results.folders {
        let _ = writeln!(
            page,
            "| {} | {} | {} | {:.0} % | {} |",
            folder.files,
            figure(folder.time),
            figure(folder.cpu),
            folder.share * 100.0,
            figure(folder.peak)
        );
    }
    let example = &results.example;
    let _ = writeln!(
        page,
        "\n`fyml check examples/todo-list`, whole process: {} ms. `fyml server` answers `initialize` {} ms after its start \
         and takes {} MB with the example open (medians of 20 runs; memory at its highest).",
        figure(median(&example.check)),
        figure(median(&example.start)),
        figure(example.memory)
    );
    page.push_str(
        "\n## The layers\n\n`cargo bench -p fyml` times them in process: text to tree, tree to problems, both again after a \
         key, what all rules know in common, and each rule about the service as a whole by its name.\n",
    );
}

/// The servers, in the order of the tables.
pub fn names(results: &Results) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for samples in &results.samples {
        if !names.contains(&samples.name.as_str()) {
            names.push(&samples.name);
        }
    }
    names
}
