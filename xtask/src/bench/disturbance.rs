//! Edits that concern everything: they may cost as much as opening the file, and completion must not wait for them.

use serde::{Deserialize, Serialize};

use super::client::Client;
use super::document::{self, Generated};
use super::session::ms;
use super::subject::Subject;
use super::text::Change;

/// Lines of a big paste.
const PASTED_LINES: usize = 5_000;

/// What one such edit cost, in milliseconds; each the median of the runs.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Disturbance {
    /// What was done.
    pub title: String,
    /// Functions in the document.
    pub functions: usize,
    /// The change to its diagnostics.
    pub settled: Vec<f64>,
    /// The change to the answer of a completion asked for right behind it.
    pub answered: Vec<f64>,
}

/// Makes each edit in a document that is open, and takes it back.
pub fn measure(
    subject: &Subject,
    generated: &Generated,
    functions: usize,
    runs: usize,
) -> Result<Vec<Disturbance>, String> {
    let edits = edits(generated)?;
    let mut all: Vec<Disturbance> = edits
        .iter()
        .map(|(title, ..)| Disturbance {
            title: (*title).to_owned(),
            functions,
            settled: Vec::new(),
            answered: Vec::new(),
        })
        .collect();
    for _ in 0..runs {
        let mut client = Client::start(subject)?;
        let (mut open, ..) = client.open("first", &generated.text)?;
        for ((_, change, back), figures) in edits.iter().zip(&mut all) {
            let place = (generated.typing_place.0.saturating_sub(2), 4);
            let (answered, settled, _) =
                client.change_and_complete(&mut open, change, place, true)?;
            figures.answered.push(ms(answered));
            figures.settled.extend(settled.map(ms));
            client.change(&mut open, back)?;
        }
        client.stop()?;
    }
    Ok(all)
}

type Edit = (&'static str, Change, Change);

fn edits(generated: &Generated) -> Result<[Edit; 4], String> {
    let lines: Vec<&str> = generated.text.lines().collect();
    let find = |start: &str| {
        let at = lines.iter().position(|line| line.starts_with(start));
        at.map(|at| at as u32)
            .ok_or_else(|| format!("no line starts with {start:?}"))
    };
    let replace = |at: (u32, u32), old: &str, new: &str| {
        let end = |text: &str| (at.0, at.1 + text.len() as u32);
        let change = |end, text: &str| Change {
            start: at,
            end,
            text: text.to_owned(),
        };
        (change(end(old), new), change(end(new), old))
    };
    let (name, runtime) = (find("  name: ")?, find("  runtime: ")?);
    let (other_cloud, back) = replace((name, 8), "aliyun", "tencent");
    let (quote, unquote) = replace((runtime, 11), "", "\"");
    let (bracket, unbracket) = replace((runtime, 11), "", "[");
    let at = find(&format!("  {}:", generated.middle))?;
    let pasted = pasted();
    let last = at + pasted.matches('\n').count() as u32;
    Ok([
        ("`provider.name` changed", other_cloud, back),
        ("a quote opened in line 5", quote, unquote),
        ("a `[` opened in line 5", bracket, unbracket),
        (
            "5,000 lines pasted",
            Change::insert((at, 0), &pasted),
            Change::delete((at, 0), (last, 0)),
        ),
    ])
}

/// Functions of another name, so many that they make the lines.
fn pasted() -> String {
    let other = document::generate(PASTED_LINES, 0, 11).text;
    let functions = other
        .split_once("functions:\n")
        .map_or("", |(_, functions)| functions);
    let renamed = functions
        .lines()
        .take(PASTED_LINES)
        .map(|line| match line.strip_prefix("  ") {
            Some(name) if !name.starts_with(' ') => format!("  pasted_{name}\n"),
            _ => format!("{line}\n"),
        });
    renamed.collect()
}
