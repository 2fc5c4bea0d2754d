//! One server, one document: everything that is timed.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::client::{Client, Open};
use super::document::Generated;
use super::input::Input;
use super::subject::Subject;
use super::text::Change;

/// How often the text is opened again at the end of a session; by servers that take seconds for it, once.
const AGAIN: usize = 10;

/// How much is done in a session.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Whole sessions.
    pub sessions: usize,
    /// Keystrokes in each.
    pub keys: usize,
    /// Completions in each.
    pub completions: usize,
    /// Hovers in each.
    pub hovers: usize,
}

impl Plan {
    /// What a server can be asked to do in bearable time.
    pub fn of(subject: &Subject, functions: usize, is_quick: bool) -> Plan {
        let plan = |sessions, keys, completions, hovers| Plan {
            sessions,
            keys,
            completions,
            hovers,
        };
        match (subject.is_others, functions) {
            (true, 10_000..) => plan(1, 6, 3, 5),
            (true, 1_000..) => plan(2, 20, 10, 20),
            (true, _) => plan(2, 40, 20, 20),
            (false, _) if is_quick => plan(1, 100, 50, 50),
            (false, _) => plan(3, 200, 100, 100),
        }
    }
}

/// What was measured of one server at one size. Times in milliseconds.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Samples {
    /// The server.
    pub name: String,
    /// Functions in the document.
    pub functions: usize,
    /// Its size in bytes.
    pub bytes: usize,
    /// Its lines.
    pub lines: usize,
    /// Process start to the reply to `initialize`.
    pub start: Vec<f64>,
    /// `didOpen` to the diagnostics, in a fresh process.
    pub cold: Vec<f64>,
    /// The same text opened again under another name.
    pub warm: Vec<f64>,
    /// `didChange` of one letter to its diagnostics.
    pub key: Vec<f64>,
    /// The server's CPU time for one such change, the mean of a session.
    pub key_cpu: Vec<f64>,
    /// `didChange` of one letter in a key, and `completion` sent behind it, to the items.
    pub completion: Vec<f64>,
    /// How many items the last completion had.
    pub items: usize,
    /// `hover` on keys all over the document.
    pub hover: Vec<f64>,
    /// What the last hover that was answered by an error said.
    #[serde(default)]
    pub refused: Option<String>,
    /// `documentSymbol`.
    pub symbols: Vec<f64>,
    /// Resident memory after all that, in MB.
    pub memory: Vec<f64>,
    /// Resident memory at its height, in MB.
    pub peak: Vec<f64>,
    /// Seeded mistakes found.
    pub found: usize,
    /// Seeded mistakes.
    pub seeded: usize,
}

/// Measures a whole session and adds what it found.
pub fn measure(
    subject: &Subject,
    document: &Generated,
    plan: Plan,
    samples: &mut Samples,
) -> Result<(), String> {
    let input = Input::of(document, subject.syntax)?;
    samples.name = subject.name.to_owned();
    samples.bytes = input.text.len();
    samples.lines = input.text.lines().count();
    let mut client = Client::start(subject)?;
    samples.start.push(ms(client.startup));
    let (mut open, cold, problems) = client.open("first", &input.text)?;
    samples.cold.push(ms(cold));
    if subject.syntax == super::subject::Syntax::Yaml {
        samples.found = document.found(&problems);
    } else {
        // other lines than the generated ones: counted, not placed
        samples.found = problems.len().min(document.mistakes.len());
    }
    samples.seeded = document.mistakes.len();
    type_letters(&mut client, &mut open, &input, plan, samples)?;
    complete(&mut client, &mut open, &input, plan, samples)?;
    for place in input.hover_places.iter().cycle().take(plan.hovers) {
        match client.timed("textDocument/hover", &open, *place) {
            Ok(time) => samples.hover.push(ms(time)),
            Err(error) if subject.is_others => {
                samples.refused = Some(error);
                break;
            }
            Err(error) => return Err(error),
        }
    }
    for _ in 0..plan.hovers.min(5) {
        samples.symbols.push(ms(client.timed_symbols(&open)?));
    }
    samples.memory.push(client.process().memory_mb()?);
    samples.peak.push(client.process().peak_mb()?);
    for _ in 0..if subject.is_others { 1 } else { AGAIN } {
        let (again, warm, _) = client.open("second", &input.text)?;
        samples.warm.push(ms(warm));
        client.close(again)?;
    }
    client.stop()
}

/// Types into a path of the function in the middle, and takes it back: every second change is a deletion.
fn type_letters(
    client: &mut Client,
    open: &mut Open,
    input: &Input,
    plan: Plan,
    samples: &mut Samples,
) -> Result<(), String> {
    let at = input.typing_place;
    let toggle = [
        Change::insert(at, "x"),
        Change::delete(at, (at.0, at.1 + 1)),
    ];
    let before = client.process().cpu()?;
    for change in toggle.iter().cycle().take(plan.keys) {
        samples.key.push(ms(client.change(open, change)?));
    }
    let used = client.process().cpu()?.saturating_sub(before);
    samples.key_cpu.push(ms(used) / plan.keys as f64);
    Ok(())
}

/// Types letters of a key and asks what it may become.
fn complete(
    client: &mut Client,
    open: &mut Open,
    input: &Input,
    plan: Plan,
    samples: &mut Samples,
) -> Result<(), String> {
    client.change(open, &input.half_typed)?;
    let at = input.completion_place;
    let behind = (at.0, at.1 + 1);
    let toggle = [Change::insert(at, "e"), Change::delete(at, behind)];
    for i in 0..plan.completions {
        let (change, place) = if i % 2 == 0 {
            (&toggle[0], behind)
        } else {
            (&toggle[1], at)
        };
        let (time, _, items) = client.change_and_complete(open, change, place, false)?;
        samples.completion.push(ms(time));
        samples.items = items;
    }
    // the diagnostics of the last of these changes may have come before its items
    client.change(open, &Change::insert(at, "t")).map(|_| ())
}

/// In milliseconds.
pub fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1_000.0
}

/// The middle of what was measured; not a number when nothing was.
pub fn median(values: &[f64]) -> f64 {
    percentile(values, 0.5)
}

/// The value below which `share` of what was measured lies.
pub fn percentile(values: &[f64], share: f64) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let index = ((values.len() as f64 - 1.0) * share).round() as usize;
    values.get(index).copied().unwrap_or(f64::NAN)
}
