//! What one server gets to read, and where it is worked on.

use super::document::Generated;
use super::subject::Syntax;
use super::text::Change;

/// A document in a server's syntax. Lines and columns count from 0.
pub struct Input {
    /// The text.
    pub text: String,
    /// Inside a path of the function in the middle.
    pub typing_place: (u32, u32),
    /// A line with the beginning of a key in that function.
    pub half_typed: Change,
    /// Behind that beginning.
    pub completion_place: (u32, u32),
    /// On keys all over the document.
    pub hover_places: Vec<(u32, u32)>,
}

impl Input {
    /// The document in a syntax.
    pub fn of(document: &Generated, syntax: Syntax) -> Result<Input, String> {
        let text = match syntax {
            Syntax::Yaml => document.text.clone(),
            Syntax::Json => {
                let value: serde_json::Value =
                    serde_yaml::from_str(&document.text).map_err(|error| error.to_string())?;
                serde_json::to_string_pretty(&value).map_err(|error| error.to_string())? + "\n"
            }
        };
        let (head, typed) = match syntax {
            Syntax::Yaml => (format!("  {}:", document.middle), "\n    m"),
            Syntax::Json => (format!("    \"{}\": {{", document.middle), "\n      \"m\""),
        };
        let lines: Vec<&str> = text.lines().collect();
        let head = lines.iter().position(|line| *line == head);
        let head = head.ok_or_else(|| format!("no function {}", document.middle))?;
        let below = |word: &str| {
            let mut rest = lines.iter().enumerate().skip(head);
            let found = rest.find_map(|(at, line)| Some((at as u32, line.find(word)? as u32)));
            found.ok_or_else(|| format!("no {word} in {}", document.middle))
        };
        let path = below("/api")?;
        let handler = below("handler")?.0;
        let end = lines
            .get(handler as usize)
            .map_or(0, |line| line.len() as u32);
        let column = typed.find('m').unwrap_or_default() as u32;
        let places = lines.iter().enumerate().filter_map(|(at, line)| {
            let column = line.find("timeout")? as u32 + 2;
            Some((at as u32, column))
        });
        let places: Vec<(u32, u32)> = places.collect();
        Ok(Input {
            typing_place: (path.0, path.1 + 4),
            half_typed: Change::insert((handler, end), typed),
            completion_place: (handler + 1, column),
            hover_places: places
                .iter()
                .copied()
                .step_by((places.len() / 20).max(1))
                .collect(),
            text,
        })
    }
}
