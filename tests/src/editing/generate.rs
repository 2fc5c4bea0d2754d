//! Edits as people, editors and accidents make them.

use super::compare::PLACES;
use super::reference::Change;
use super::{Edit, Sequence};
use crate::Random;

/// A text longer than this (in bytes) is cut down by the next edit, so that a sequence stays quick.
const LONGEST: usize = 5_000;

/// So many edits can be taken back.
const UNDOABLE: usize = 100;

/// What is typed in one go.
const TYPED: &[&str] = &[
    "a", "x", "0", " ", "  ", "\n", "\n  ", "\n    ", ":", ": ", "- ", "#", " # ", ",", "\t", ".",
    "/", "-", "~", "|", ">", "%", "@", "`", "!", "?", "=", "$", "${", "}", "*", "&", "中", "用户",
    "🙂", "é", "\u{301}", "\u{2028}", "\u{a0}", "\u{feff}", "\0", "\r", "\r\n", "：", "，", "“",
];

/// What opens something that may never be closed.
const OPENED: &[&str] = &[
    "'",
    "\"",
    "[",
    "{",
    "|\n",
    ">-\n",
    "]",
    "}",
    "<<",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
];

/// Words that stand for a value or a key.
const WORDS: &[&str] = &[
    "aliyun",
    "tencent",
    "vercel",
    "wechat",
    "nodejs12",
    "http",
    "apigw",
    "timer",
    "cron",
    "os",
    "mq",
    "log",
    "get",
    "any",
    "GET",
    "[get, post]",
    "true",
    "null",
    "~",
    "3",
    "99999",
    "0x1f",
    "1e3",
    "1:30",
    "functions",
    "events",
    "handler",
    "index.handler",
    "provider",
    "name",
    "runtime",
    "path",
    "/*",
    "method",
    "aggregation",
    "custom",
    "package",
    "layers",
    "service",
    "environment",
    "'0 0 4 * * *'",
    "${env.REGION}",
    "2001-01-01",
    "!!str 1",
    "deployType",
    "egg",
    "timeout",
    "memorySize",
    "concurrency",
    "initTimeout",
    "trigger",
    "value",
    "type",
];

/// Pieces that are pasted.
const PASTED: &[&str] = &[
    "  pasted:\n    handler: pasted.handler\n    events:\n      - http:\n          path: /pasted\n          method: get\n",
    "      - timer:\n          type: cron\n          value: '0 0 4 * * *'\n",
    "      - http:\n          path: /*\n",
    "provider:\n  name: tencent\n  runtime: Nodejs12.16\n",
    "functions:\n  again:\n    handler: again.handler\n",
    "aggregation:\n  agg:\n    deployOrigin: false\n    functions:\n      - index\n",
    "<<<<<<< HEAD\n  a:\n    handler: a.b\n=======\n  a:\n    handler: c.d\n>>>>>>> other\n",
    "    <<: *base\n",
    "base: &base\n  timeout: 3\n  handler: base.handler\n",
    "    environment: &env\n      A: 1\n      B: *env\n",
    "    environment: *env\n",
    "# fyml-ignore: handler-missing\n",
    "# fyml-ignore-file: timer-cron\n",
    "custom:\n  customDomain:\n    domainName: a.example.com\n",
    "    events:\n    - http:\n       path: /a\n",
    "\tindented: by tab\n",
    "  ? complex\n  : key\n",
    "  text: |\n    one\n      two\n\n   three\n",
    "  plain: one\n    two\n    three\n",
    "key: 'quoted\n  over lines'\n",
    "layers:\n  one:\n    path: npm:x\n    name: x\n",
];

/// Makes edits to a text, one after the other.
pub struct Editor {
    random: Random,
    text: String,
    /// Where somebody is typing.
    cursor: usize,
    /// What takes back the last edits.
    undo: Vec<Vec<Change>>,
}

impl Editor {
    /// Somebody who has just opened this text.
    pub fn new(mut random: Random, text: &str) -> Editor {
        let cursor = random.below(text.len() + 1);
        Editor {
            random,
            text: text.to_owned(),
            cursor: text.floor_char_boundary(cursor),
            undo: Vec::new(),
        }
    }

    /// A text and `count` edits.
    pub fn sequence(random: Random, text: &str, count: usize) -> Sequence {
        let mut editor = Editor::new(random, text);
        Sequence {
            text: text.to_owned(),
            edits: (0..count).map(|_| editor.edit()).collect(),
        }
    }

    /// The text after the edits so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The next edit.
    pub fn edit(&mut self) -> Edit {
        let mut changes = Vec::new();
        let mut back = Vec::new();
        if self.text.len() > LONGEST {
            let from = self.place();
            let to = self.text.floor_char_boundary(from + LONGEST / 2);
            self.replace(from, to, "", &mut changes, &mut back);
        } else if self.random.once_in(3)
            && let Some(undone) = self.undo.pop()
        {
            for change in undone {
                self.make(change, &mut changes, &mut Vec::new());
            }
        } else {
            let count = if self.random.once_in(6) {
                2 + self.random.below(3)
            } else {
                1
            };
            for _ in 0..count {
                self.one(&mut changes, &mut back);
            }
            back.reverse();
            self.undo.push(back);
            if self.undo.len() > UNDOABLE {
                self.undo.remove(0);
            }
        }
        let mut places: Vec<usize> = (1..PLACES).map(|_| self.place()).collect();
        places.push(if self.random.once_in(3) {
            self.place()
        } else {
            self.cursor
        });
        Edit { changes, places }
    }

    /// One change. Every kind has its own number, so that all are equally likely but typing.
    fn one(&mut self, changes: &mut Vec<Change>, back: &mut Vec<Change>) {
        match self.random.below(26) {
            // typing where the cursor stands
            0..=6 => {
                let typed = self.random.pick(TYPED);
                self.replace(self.cursor, self.cursor, typed, changes, back);
            }
            // a word begun somewhere else
            7 => {
                let (at, word) = (self.place(), self.random.pick(WORDS));
                self.replace(at, at, word, changes, back);
            }
            // backspace
            8 => {
                let from = self.text.floor_char_boundary(self.cursor.saturating_sub(1));
                self.replace(from, self.cursor, "", changes, back);
            }
            // some characters or a stretch over blocks deleted
            9 => {
                let from = self.place();
                let to = self.ahead(from, 12);
                self.replace(from, to, "", changes, back);
            }
            10 => {
                let from = self.place();
                let to = self.ahead(from, 400);
                self.replace(from, to, "", changes, back);
            }
            // a value or a key replaced
            11 | 12 => {
                let (from, to) = self.token();
                let word = self.random.pick(WORDS);
                self.replace(from, to, word, changes, back);
            }
            13 => self.provider(changes, back),
            // lines copied, moved, pasted
            14 => {
                let (from, to) = self.some_lines();
                let copied = self.text[from..to].to_owned();
                let at = self.line_start();
                self.replace(at, at, &copied, changes, back);
            }
            15 => {
                let (from, to) = self.some_lines();
                let moved = self.text[from..to].to_owned();
                self.replace(from, to, "", changes, back);
                let at = self.line_start();
                self.replace(at, at, &moved, changes, back);
            }
            16 | 17 => {
                let (at, pasted) = (self.line_start(), self.random.pick(PASTED));
                self.replace(at, at, pasted, changes, back);
            }
            18 => {
                let at = if self.random.once_in(2) {
                    self.line_start()
                } else {
                    self.behind_key()
                };
                let opened = self.random.pick(OPENED);
                self.replace(at, at, opened, changes, back);
            }
            19 => self.indent(changes, back),
            20 => {
                let at = self.line_start();
                self.replace(at, at, "# ", changes, back);
            }
            // an anchor, an alias, a merge
            21 => {
                let at = self.behind_key();
                let word = self
                    .random
                    .pick(&["&a ", "*a", "&base ", "*base", "&a", "!t ", "!!map "]);
                self.replace(at, at, word, changes, back);
            }
            22 => self.line_ends(changes, back),
            23 => {
                let has_one = self.text.starts_with('\u{feff}');
                let (to, mark) = if has_one {
                    ('\u{feff}'.len_utf8(), "")
                } else {
                    (0, "\u{feff}")
                };
                self.replace(0, to, mark, changes, back);
            }
            // places that are none: inside a line break, inside a character, behind everything
            24 => {
                let wild = [self.random.below(200), self.random.below(90)];
                let far = if self.random.once_in(2) {
                    99_999
                } else {
                    wild[1]
                };
                let change = Change {
                    range: Some([(wild[0], wild[1]), (wild[0], far.max(wild[1]))]),
                    text: self.random.pick(TYPED).to_owned(),
                };
                self.make(change, changes, back);
            }
            // everything anew
            _ => {
                let text = match self.random.below(4) {
                    0 => self.text.replace("\r\n", "\n"),
                    1 => self.text.replace('\n', "\r\n"),
                    2 => self.text.replace("    ", "  "),
                    _ => self.text.clone(),
                };
                self.make(Change::whole(&text), changes, back);
            }
        }
    }

    /// Makes a change and notes what takes it back.
    fn make(&mut self, change: Change, changes: &mut Vec<Change>, back: &mut Vec<Change>) {
        let bytes = change.bytes(&self.text);
        let gone = self.text[bytes.clone()].to_owned();
        change.apply(&mut self.text);
        self.cursor = bytes.start + change.text.len();
        back.push(Change::of(&self.text, bytes.start, self.cursor, &gone));
        changes.push(change);
    }

    fn replace(
        &mut self,
        from: usize,
        to: usize,
        text: &str,
        changes: &mut Vec<Change>,
        back: &mut Vec<Change>,
    ) {
        let from = self.text.floor_char_boundary(from.min(self.text.len()));
        let to = self
            .text
            .floor_char_boundary(to.min(self.text.len()))
            .max(from);
        let change = Change::of(&self.text, from, to, text);
        self.make(change, changes, back);
    }

    /// Another cloud.
    fn provider(&mut self, changes: &mut Vec<Change>, back: &mut Vec<Change>) {
        let clouds = ["aliyun", "tencent", "vercel", "wechat"];
        let cloud = self.random.pick(&clouds);
        let name = clouds
            .iter()
            .find_map(|name| Some((self.text.find(name)?, name.len())));
        if let Some((at, length)) = name {
            self.replace(at, at + length, cloud, changes, back);
        }
    }

    /// Lines moved to the right or to the left.
    fn indent(&mut self, changes: &mut Vec<Change>, back: &mut Vec<Change>) {
        let (from, to) = self.some_lines();
        let right = self.random.once_in(2);
        let by = self.random.pick(&["  ", "    ", " ", "\t"]);
        let moved: String = self.text[from..to]
            .split_inclusive('\n')
            .map(|line| match right {
                true => format!("{by}{line}"),
                false => line.strip_prefix(by).unwrap_or(line).to_owned(),
            })
            .collect();
        self.replace(from, to, &moved, changes, back);
    }

    /// Another line break here or there.
    fn line_ends(&mut self, changes: &mut Vec<Change>, back: &mut Vec<Change>) {
        let from = self.place();
        let Some(at) = self.text[from..].find(['\r', '\n']).map(|at| from + at) else {
            return;
        };
        let length = if self.text[at..].starts_with("\r\n") {
            2
        } else {
            1
        };
        let end = self.random.pick(&["\n", "\r\n", "\r", "\n\n", ""]);
        self.replace(at, at + length, end, changes, back);
    }

    fn place(&mut self) -> usize {
        let at = self.random.below(self.text.len() + 1);
        self.text.floor_char_boundary(at)
    }

    fn ahead(&mut self, from: usize, most: usize) -> usize {
        let to = from + 1 + self.random.below(most);
        self.text.floor_char_boundary(to.min(self.text.len()))
    }

    fn line_start(&mut self) -> usize {
        let at = self.place();
        self.text[..at].rfind('\n').map_or(0, |end| end + 1)
    }

    /// Some whole lines.
    fn some_lines(&mut self) -> (usize, usize) {
        let from = self.line_start();
        let mut to = from;
        for _ in 0..=self.random.below(6) {
            to = self.text[to..]
                .find('\n')
                .map_or(self.text.len(), |end| to + end + 1);
        }
        (from, to)
    }

    /// Behind a colon or a dash and its blank.
    fn behind_key(&mut self) -> usize {
        let from = self.place();
        let found = self.text[from..]
            .find(": ")
            .or_else(|| self.text[from..].find("- "));
        found.map_or(from, |at| from + at + 2)
    }

    /// A run of letters and digits.
    fn token(&mut self) -> (usize, usize) {
        let at = self.place();
        let is_part = |character: char| character.is_alphanumeric() || "./_*".contains(character);
        let from = self.text[..at]
            .char_indices()
            .rev()
            .take_while(|(_, c)| is_part(*c))
            .last();
        let to = self.text[at..].char_indices().find(|(_, c)| !is_part(*c));
        (
            from.map_or(at, |(from, _)| from),
            to.map_or(self.text.len(), |(to, _)| at + to),
        )
    }
}
