//! The page with the figures.

use std::fmt::Write;

use super::{COMPLETIONS, Figures, KEYS, SESSIONS};

/// One line of the table.
pub fn row(f: &Figures) -> String {
    format!(
        "| {} | {} | {:.2} | {:.1} | {:.1} | {:.1} | {:.1} | {:.2} / {:.2} | {:.2} | {:.2} / {:.2} | {:.2} | {:.1} | {:.1} | {} of {} |",
        f.functions,
        f.lines,
        f.bytes as f64 / 1e6,
        f.start,
        f.open,
        f.baseline,
        f.open / f.baseline,
        f.key.0,
        f.key.1,
        f.key_cpu,
        f.completion.0,
        f.completion.1,
        f.hover,
        f.symbols,
        f.memory,
        f.found.0,
        f.found.1
    )
}

/// The whole page.
pub fn page(all: &[Figures], small_check: f64) -> String {
    let mut page = String::from(
        "# Benchmarks\n\n<!-- written by `cargo xtask bench`; do not edit -->\n\n\
         The release server, measured from outside over stdin and stdout, every rule on. Times in milliseconds, memory \
         in MB.\n\n",
    );
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let _ = writeln!(
        page,
        "{SESSIONS} sessions per size, each in a fresh process on {cores} cores; {KEYS} keystrokes and {COMPLETIONS} \
         completions and hovers a session; medians over all sessions (and the 95th percentile behind the slash). The \
         document is generated: realistic functions, some of them with a seeded mistake. The client's own share, some \
         0.1 to 0.2 ms an exchange, is in the figures.\n"
    );
    page.push_str(
        "| functions | lines | text MB | start → initialize | open → diagnostics | plain pass | ratio | key → diagnostics | CPU per key | completion | hover | symbols | memory | mistakes found |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for figures in all {
        let _ = writeln!(page, "{}", row(figures));
    }
    let _ = write!(
        page,
        "\n\"Plain pass\" is what a simple implementation pays at every change: the whole text through serde_yaml, the \
         whole value through a ready jsonschema validator with the aliyun schema, in process. It knows no places, no \
         rules and no protocol.\n\n\
         `fyml check examples/todo-list`, whole process: {small_check:.1} ms (median of 20 runs).\n\n\
         Run it yourself: `cargo xtask bench` (Linux: memory and CPU are read from /proc).\n"
    );
    page
}
