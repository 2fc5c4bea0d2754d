//! Documents like f.yml, and what comes of them under a clumsy hand.

pub use fyml_tests::Random;

const SCALARS: &[&str] = &[
    "index.handler",
    "nodejs10",
    "3",
    "0777",
    "0o17",
    "0x1F",
    "1_000",
    "1:30",
    "1e3",
    ".5",
    "-0",
    "-0.0",
    "1.",
    "~",
    "null",
    "true",
    "False",
    "yes",
    "2020-01-01",
    "2001-12-14t21:59:43.10-05:00",
    "'it''s'",
    "\"a\\tb\\u4e2d\"",
    "\"two\n        lines\"",
    "/user/:id",
    "\"/*\"",
    "${env.NAME}",
    "0 0 12 * * *",
    "'0 */5 * * * *'",
    "中文 值",
    "a b",
    "[get, post]",
    "{a: 1, b: [2, 3]}",
    "[]",
    "{}",
    "&x one",
    "*x",
    "!!str 5",
    "!!int '7'",
    "!!binary aGk=",
    "<<",
    "https://a.b/c?d=e#f",
    "- x",
    "|\n        text\n\n        more\n",
    ">-\n        folded\n        text",
    "@foo",
    "*/5",
    "%20",
    "`cmd`",
    "a: b",
    "key:value",
    "# nothing",
    "!Ref x",
    ".inf",
    "-.INF",
    ".NaN",
    "1.5E+3",
    "0b101",
    "12e03",
    "99999999999999999999",
    "0x1fffffffffffff3",
    "plain\n        goes on",
    "'open",
    "[open",
    "x # comment",
    "'a' b",
];

fn scalar(random: &mut Random) -> &'static str {
    if random.once_in(4) {
        random.pick(SCALARS)
    } else {
        SCALARS[random.below(24)]
    }
}

/// A document in the shape of f.yml, nearly always one that js-yaml accepts.
pub fn document(random: &mut Random) -> String {
    let mut text = String::new();
    let unit = [2, 2, 2, 4, 3][random.below(5)];
    let pad = |depth: usize| " ".repeat(unit * depth);
    if random.once_in(12) {
        text.push_str(random.pick(&[
            "---\n",
            "%YAML 1.2\n---\n",
            "\u{feff}",
            "# comment\n",
            "\n\n",
        ]));
    }
    text.push_str("service:\n");
    text.push_str(&format!("{}name: {}\n", pad(1), scalar(random)));
    text.push_str("provider:\n");
    for key in ["name", "runtime", "timeout"] {
        text.push_str(&format!("{}{key}: {}\n", pad(1), scalar(random)));
    }
    if random.once_in(3) {
        text.push_str(&format!(
            "defaults: &defaults\n{}memorySize: {}\n",
            pad(1),
            scalar(random)
        ));
    }
    text.push_str("functions:\n");
    for index in 0..random.below(5) {
        if random.once_in(4) {
            text.push_str(&format!("{}# about this function\n", pad(random.below(4))));
        }
        text.push_str(&format!("{}f{index}:\n", pad(1)));
        if random.once_in(4) {
            text.push_str(&format!("{}<<: *defaults\n", pad(2)));
        }
        text.push_str(&format!("{}handler: {}\n", pad(2), scalar(random)));
        if random.once_in(2) {
            let dash = if random.once_in(3) { pad(2) } else { pad(3) };
            text.push_str(&format!("{}events:\n", pad(2)));
            for _ in 0..1 + random.below(2) {
                let trigger = random.pick(&["http", "timer", "os", "mq"]);
                text.push_str(&format!("{dash}- {trigger}:\n"));
                for key in ["path", "method", "value"] {
                    let value = scalar(random);
                    text.push_str(&format!("{dash}    {key}: {value}\n"));
                }
            }
        }
        if random.once_in(5) {
            text.push('\n');
        }
    }
    if random.once_in(2) {
        text.push_str(&format!(
            "aggregation:\n{}all:\n{}functions:\n{}- {}\n{}- f0\n",
            pad(1),
            pad(2),
            pad(3),
            scalar(random),
            pad(3)
        ));
    }
    if random.once_in(3) {
        text.push_str(&format!(
            "package:\n{}include:\n{}- {}\n",
            pad(1),
            pad(2),
            scalar(random)
        ));
    }
    if random.once_in(5) {
        text = text.replace('\n', "\r\n");
    }
    if random.once_in(6) {
        text.truncate(text.trim_end().len());
    }
    text
}

const PIECES: &[&str] = &[
    ":",
    ": ",
    "- ",
    "-",
    "#",
    " #",
    "'",
    "\"",
    "[",
    "]",
    "{",
    "}",
    ",",
    ", ",
    "&",
    "&a ",
    "*",
    "*a",
    "!",
    "!!str ",
    "!!map ",
    "|",
    ">",
    "|-\n",
    "%",
    "@",
    "`",
    "?",
    "? ",
    "\t",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\r",
    "\\",
    "\\x",
    "~",
    "<<: ",
    "---\n",
    "...\n",
    "a",
    "0",
    "é",
    "中",
    "🙂",
    "\u{a0}",
    "\u{feff}",
    "\u{85}",
    "\u{1}",
    "key: value\n",
    "=",
];

/// The same document after a few slips.
pub fn damage(text: &str, random: &mut Random) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for _ in 0..1 + random.below(3) {
        let at = random.below(chars.len() + 1);
        match random.below(9) {
            0..=2 => {
                let piece: Vec<char> = random.pick(PIECES).chars().collect();
                chars.splice(at..at, piece);
            }
            3 => {
                let end = (at + 1 + random.below(3)).min(chars.len());
                chars.drain(at.min(end)..end);
            }
            4 if at < chars.len() => {
                let piece: Vec<char> = random.pick(PIECES).chars().collect();
                chars.splice(at..=at, piece);
            }
            5..=8 => {
                let text: String = chars.iter().collect();
                let mut lines: Vec<String> =
                    text.split_inclusive('\n').map(str::to_owned).collect();
                if lines.is_empty() {
                    continue;
                }
                let line = random.below(lines.len());
                match random.below(6) {
                    0 => lines[line].insert_str(0, random.pick(&[" ", "  ", "   ", "\t"])),
                    1 => lines[line] = lines[line].trim_start_matches(' ').to_owned(),
                    2 => lines[line] = lines[line].strip_prefix(' ').unwrap_or("x").to_owned(),
                    3 => lines.insert(line, lines[line].clone()),
                    4 => {
                        lines.remove(line);
                    }
                    _ => {
                        let other = random.below(lines.len());
                        lines.swap(line, other);
                    }
                }
                chars = lines.concat().chars().collect();
            }
            _ => {}
        }
    }
    chars.into_iter().collect()
}

#[allow(dead_code, reason = "not every test that shares this file needs it")]
const TOKENS: &[&str] = &[
    "a",
    "b",
    "key",
    " ",
    " ",
    "  ",
    "\n",
    "\n",
    "\n  ",
    "\n    ",
    ": ",
    ": ",
    ":",
    "- ",
    "- ",
    "\n- ",
    "\n  - ",
    "? ",
    "[",
    "]",
    "{",
    "}",
    ",",
    "&a ",
    "*a",
    "&b ",
    "*b",
    "!!str ",
    "!!int ",
    "!!null ",
    "!!set ",
    "!!omap ",
    "!!seq ",
    "!!map ",
    "! ",
    "!x ",
    "!<?> ",
    "<<: ",
    "<<",
    "'",
    "\"",
    "|\n",
    ">\n",
    "|2\n",
    "#",
    " # c",
    "1",
    "true",
    "~",
    "2020-01-01",
    "\t",
    "---",
    "...",
    "\r\n",
    "%TAG ! tag:yaml.org,2002:\n",
];

/// Tokens of YAML in any order.
#[allow(dead_code, reason = "not every test that shares this file needs it")]
pub fn tokens(random: &mut Random) -> String {
    (0..1 + random.below(14))
        .map(|_| random.pick(TOKENS))
        .collect()
}
