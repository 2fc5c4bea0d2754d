//! What every refactoring promises, at every key of every file at hand: what is offered can be made, the result is
//! read without a new error, every comment is still there, and what only says the same in another way does. Held for
//! every rule's examples, for generated documents and, where it lies beside the project, the corpus of public files.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use fyml::analysis::Analysis;
use fyml::deploy::{self, Map, Value};
use fyml::ide::{NoSourceCode, Refactoring, refactor, refactorings};
use fyml::lint::{Example, Project, Severity, apply, rules};
use fyml::model::{FileKind, FileName, recognise};
use fyml::syntax::{Document, Kind, Node, Span, Text};
use fyml_tests::comments::comments;
use fyml_tests::{Random, fresh_seed};

fn analysis(text: &str, project: &Arc<Project>) -> Analysis {
    Analysis::of(
        Text::new(text),
        Some(FileName::FYml),
        None,
        Arc::default(),
        Arc::clone(project),
    )
}

/// How often each refactoring was made, by the first word of its id, and what was wrong.
#[derive(Default)]
struct Tally {
    made: BTreeMap<String, usize>,
    wrong: Vec<String>,
}

impl Tally {
    fn made(&self, id: &str) -> usize {
        self.made.get(id).copied().unwrap_or_default()
    }
}

/// Where a cursor may stand: every key, value and dash.
fn places(node: Node<'_>, into: &mut Vec<u32>) {
    for child in node.children() {
        let start = child.span().start;
        into.push(start);
        if node.kind() == Kind::Sequence {
            into.push(start.saturating_sub(2)); // the dash
        }
        places(child, into);
    }
}

fn count_errors(analysis: &Analysis) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for problem in analysis.problems() {
        if problem.severity == Severity::Error {
            *counts.entry(problem.rule.code).or_default() += 1;
        }
    }
    counts
}

/// Makes every refactoring that is offered anywhere in a text.
fn judge(name: &str, text: &str, project: &Arc<Project>, tally: &mut Tally) {
    let before = analysis(text, project);
    let mut places = vec![0];
    if let Some(root) = before.document().root() {
        self::places(root, &mut places);
    }
    places.sort_unstable();
    places.dedup();
    let mut seen: Vec<String> = Vec::new();
    let errors = count_errors(&before);
    for place in places {
        let span = Span::empty(place);
        for offer in refactorings(&before, span, &NoSourceCode) {
            let id = offer.refactoring.id();
            let change = refactor(&before, span, &offer.refactoring, &NoSourceCode);
            let Some(change) = change else {
                tally.wrong.push(format!(
                    "{name}: {id} at {place} is offered, but cannot be made\n{text}"
                ));
                continue;
            };
            let after = apply(text, &change.edits);
            if seen.contains(&after) {
                continue;
            }
            let kind = id.split(':').next().unwrap_or_default();
            *tally.made.entry(kind.to_owned()).or_default() += 1;
            for what in broken(&before, text, &after, &offer.refactoring, project, &errors) {
                tally
                    .wrong
                    .push(format!("{name}: {id} at {place}: {what}\n{after}"));
            }
            seen.push(after);
        }
    }
}

/// Which promises a change breaks.
fn broken(
    before: &Analysis,
    text: &str,
    after_text: &str,
    refactoring: &Refactoring,
    project: &Arc<Project>,
    errors: &BTreeMap<&'static str, usize>,
) -> Vec<String> {
    let mut broken = Vec::new();
    if after_text == text {
        broken.push("it changes nothing".to_owned());
    }
    for comment in comments(text) {
        let count = |text: &str| text.matches(comment.as_str()).count();
        if count(after_text) < count(text) {
            broken.push(format!("lost the comment {comment:?}"));
        }
    }
    let has_crlf = |text: &str| text.matches('\n').count() == text.matches("\r\n").count();
    if has_crlf(text) && !has_crlf(after_text) {
        broken.push("mixes line breaks".to_owned());
    }
    let after = analysis(after_text, project);
    let syntax = |analysis: &Analysis| analysis.document().syntax_errors().len();
    if syntax(&after) > syntax(before) {
        broken.push(format!("{:?}", after.document().syntax_errors()));
    }
    let values = (
        deploy::value(before.document()),
        deploy::value(after.document()),
    );
    let is_same = match refactoring {
        Refactoring::ToBlock | Refactoring::ToFlow => values.0 == values.1,
        Refactoring::SortFunctions => match &values {
            (Ok(one), Ok(other)) => in_any_order(one) == in_any_order(other),
            _ => false,
        },
        Refactoring::ExtractToProvider(_) => match (&values, before.path()) {
            ((Ok(one), Ok(other)), Some(path)) => {
                deploy::hand_over(one, path, true, &[]) == deploy::hand_over(other, path, true, &[])
            }
            _ => false,
        },
        _ => true,
    };
    if !is_same {
        broken.push("it says something else".to_owned());
    }
    // what is the repair of a problem takes it away
    if let Refactoring::MoveToProvider(_) | Refactoring::MoveToFunctions(_) = refactoring {
        let count = |analysis: &Analysis| {
            let problems = analysis.problems().iter();
            problems
                .filter(|problem| refactoring.repairs().contains(&problem.rule.code))
                .count()
        };
        if count(&after) >= count(before) {
            broken.push("its problem is still there".to_owned());
        }
    }
    for (code, count) in count_errors(&after) {
        // what could not be read before is judged now
        let uncovers = matches!(refactoring, Refactoring::AddTrigger(_))
            && errors.contains_key("events-not-list");
        if count > errors.get(code).copied().unwrap_or_default() && !uncovers {
            broken.push(format!("brought up {code}"));
        }
    }
    broken
}

/// The same with the keys of maps in order.
fn in_any_order(value: &Value) -> Value {
    match value {
        Value::Map(map) => {
            let sorted: BTreeMap<&str, Value> = map
                .iter()
                .map(|(key, value)| (key, in_any_order(value)))
                .collect();
            sorted.into_iter().collect::<Map>().into()
        }
        Value::List(items) => Value::List(items.iter().map(in_any_order).collect()),
        other => other.clone(),
    }
}

fn assert_kept(tally: &Tally) {
    let few: Vec<&str> = tally.wrong.iter().take(3).map(String::as_str).collect();
    assert!(
        tally.wrong.is_empty(),
        "{} wrong of {:?}\n{}",
        tally.wrong.len(),
        tally.made,
        few.join("\n---\n")
    );
}

#[test]
fn refactorings_of_examples_keep_their_promise() {
    let mut tally = Tally::default();
    for rule in rules::all() {
        for example in [rule.bad, rule.good] {
            let example = Example::of(example);
            let project = Arc::new(example.project());
            judge(rule.code, example.text, &project, &mut tally);
        }
        let example = Example::of(rule.good);
        let windows = example.text.replace('\n', "\r\n");
        judge(
            rule.code,
            &windows,
            &Arc::new(example.project()),
            &mut tally,
        );
    }
    println!("refactor: {:?} in examples", tally.made);
    for id in ["add-function", "add-trigger", "to-block", "to-flow"] {
        assert!(tally.made(id) > 50, "{id}: {:?}", tally.made);
    }
    assert!(tally.made("to-provider") > 0, "{:?}", tally.made);
    assert_kept(&tally);
}

#[test]
fn refactorings_of_public_files_keep_their_promise() {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let folder = std::env::var_os("FYML_CORPUS").map_or_else(beside, Into::into);
    let Ok(entries) = fs::read_dir(folder) else {
        println!("refactor: no folder of public f.yml files here");
        return;
    };
    let mut tally = Tally::default();
    let project = Arc::default();
    for path in entries.flatten().map(|entry| entry.path()) {
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        if recognise(FileName::FYml, &Document::new(&text)) == FileKind::Midway {
            let name = path.file_name().unwrap().to_string_lossy();
            judge(&name, &text, &project, &mut tally);
        }
    }
    println!("refactor: {:?} in public files", tally.made);
    assert_kept(&tally);
}

/// Documents with everything that makes writing them anew hard.
struct Writer {
    random: Random,
    text: String,
    newline: &'static str,
    unit: usize,
    dash: usize,
    comments: usize,
    anchors: usize,
}

impl Writer {
    fn new(seed: u64) -> Writer {
        let mut random = Random::new(seed);
        Writer {
            newline: if random.once_in(3) { "\r\n" } else { "\n" },
            unit: 1 + random.below(4),
            dash: random.below(4),
            random,
            text: String::new(),
            comments: 0,
            anchors: 0,
        }
    }

    fn line(&mut self, column: usize) {
        if self.random.once_in(8) {
            self.comments += 1;
            self.text
                .push_str(&format!(" # 注{} {{a: 'b", self.comments));
        }
        self.text.push_str(self.newline);
        if self.random.once_in(12) {
            self.comments += 1;
            let comment = format!("{}# own {}", " ".repeat(column), self.comments);
            self.text.push_str(&comment);
            self.text.push_str(self.newline);
        }
        self.text.push_str(&" ".repeat(column));
    }

    fn scalar(&mut self, in_flow: bool) {
        let words: &[&str] = &[
            "word",
            "12",
            "0777",
            "1:30",
            "true",
            "~",
            "'it''s # no'",
            "\"a\\n\\\"b\"",
            "'中文 🙂'",
            "/api/*",
            "2020-01-01",
            "a#b",
            "u:v",
            "'{x: 1}'",
            "\"[\"",
            "!!str 3",
            "1e3",
            "''",
        ];
        let block: &[&str] = &[
            "p, q",
            "[x]y".get(3..).unwrap_or("y"),
            "a{b}",
            "it's",
            "中文，逗号",
            "${env.A}",
        ];
        let word = match !in_flow && self.random.once_in(4) {
            true => self.random.pick(block),
            false => self.random.pick(words),
        };
        self.text.push_str(word);
    }

    fn key(&mut self, index: usize) {
        let keys = ["k", "'q k'", "\"双\"", "path", "a.b", "中"];
        let key = self.random.pick(&keys);
        let (open, close) = match key.chars().next() {
            Some(quote @ ('\'' | '"')) => (key.trim_end_matches(quote), &key[..1]),
            _ => (key, ""),
        };
        self.text.push_str(&format!("{open}{index}{close}"));
    }

    fn anchor(&mut self) {
        if self.random.once_in(12) {
            self.anchors += 1;
            self.text.push_str(&format!("&a{} ", self.anchors));
        }
    }

    /// A value in brackets, maybe over several lines.
    fn flow(&mut self, depth: usize, column: usize) {
        if depth > 3 || self.random.once_in(2) {
            return self.scalar(true);
        }
        let is_map = self.random.once_in(2);
        self.text.push(if is_map { '{' } else { '[' });
        let count = self.random.below(4);
        for index in 0..count {
            if self.random.once_in(6) {
                self.line(column + 2);
            }
            if is_map {
                self.key(index);
                self.text.push_str(": ");
            }
            self.anchor();
            self.flow(depth + 1, column + 2);
            if index + 1 < count || self.random.once_in(8) {
                self.text.push_str(", ");
            }
        }
        if self.random.once_in(8) {
            self.line(column + 1);
        }
        self.text.push(if is_map { '}' } else { ']' });
    }

    /// The entries of a map whose keys stand in `column`, where the cursor is.
    fn entries(&mut self, depth: usize, column: usize) {
        let count = 1 + self.random.below(4);
        for index in 0..count {
            if index > 0 {
                self.line(column);
            }
            self.key(index);
            self.text.push(':');
            self.value(depth + 1, column);
        }
    }

    fn value(&mut self, depth: usize, column: usize) {
        match self.random.below(if depth > 4 { 3 } else { 6 }) {
            0 => {}
            1 | 2 => {
                self.text.push(' ');
                self.anchor();
                self.flow(if depth > 4 { 4 } else { 1 }, column);
            }
            3 | 4 => {
                self.line(column + self.unit);
                self.entries(depth, column + self.unit);
            }
            _ => {
                for _ in 0..=self.random.below(3) {
                    self.line(column + self.dash);
                    self.text.push_str("- ");
                    match self.random.once_in(2) {
                        true => self.flow(2, column + self.dash + 2),
                        false => self.entries(depth + 1, column + self.dash + 2),
                    }
                }
            }
        }
    }

    /// A whole file.
    fn document(mut self) -> String {
        let clouds = ["aliyun", "tencent", "vercel"];
        let cloud = self.random.pick(&clouds);
        self.text.push_str("provider: {name: ");
        self.text.push_str(cloud);
        self.text.push('}');
        self.line(0);
        self.text.push_str("custom:");
        self.value(0, 0);
        self.line(0);
        self.text.push_str("functions:");
        let shared = self.random.once_in(2);
        for index in 0..=self.random.below(5) {
            self.line(self.unit);
            self.text.push_str(&format!("f{index}:"));
            let column = 2 * self.unit;
            self.line(column);
            self.text.push_str(&format!("handler: f{index}.main"));
            if shared {
                self.line(column);
                self.text.push_str("timeout: 7");
            }
            match self.random.below(4) {
                0 => {}
                1 => {
                    self.line(column);
                    let path = self.random.pick(&["/*", "/a/*", "/a", "/b/c", "/bb"]);
                    self.text.push_str(&format!(
                        "events: [{{http: {{path: {path}{index}, method: get}}}}]"
                    ));
                }
                _ => {
                    self.line(column);
                    self.text.push_str("events:");
                    self.line(column + self.dash);
                    let path = self.random.pick(&["/*", "/a/*", "/a", "/b/*", "/bb"]);
                    self.text
                        .push_str(&format!("- http: {{path: {path}, method: get}}"));
                }
            }
            if self.random.once_in(3) {
                self.line(column);
                self.text.push_str("x:");
                self.value(2, column);
            }
        }
        if !self.random.once_in(4) {
            self.text.push_str(self.newline);
        }
        self.text
    }
}

#[test]
fn refactorings_of_generated_documents_keep_their_promise() {
    let mut tally = Tally::default();
    let project = Arc::default();
    let fresh = fresh_seed();
    let mut sound = 0;
    for seed in (1..=60).chain((0..30).map(|more| fresh.wrapping_add(more))) {
        let text = Writer::new(seed).document();
        if !Document::new(&text).syntax_errors().is_empty() {
            continue; // about broken files nothing is promised but that nothing falls over
        }
        sound += 1;
        judge(&format!("seed {seed}"), &text, &project, &mut tally);
    }
    println!("refactor: {:?} in {sound} generated documents", tally.made);
    assert!(sound > 60, "{sound} sound documents");
    for id in [
        "add-function",
        "add-trigger",
        "extract",
        "sort-functions",
        "to-block",
        "to-flow",
    ] {
        assert!(tally.made(id) > 10, "{id}: {:?}", tally.made);
    }
    assert_kept(&tally);
}

/// Whatever is typed, offering and making neither panics nor changes a text for nothing.
#[test]
fn half_typed_documents_are_taken() {
    let project = Arc::default();
    let texts: Vec<String> = (1..=12).map(|seed| Writer::new(seed).document()).collect();
    let mut made = 0;
    for text in &texts {
        let ends = text.char_indices().map(|(at, _)| at).step_by(7);
        for end in ends {
            let text = &text[..end];
            let analysis = analysis(text, &project);
            for place in [end, end.saturating_sub(1), end / 2] {
                let span = Span::empty(place as u32);
                for offer in refactorings(&analysis, span, &NoSourceCode) {
                    made += usize::from(
                        refactor(&analysis, span, &offer.refactoring, &NoSourceCode).is_some(),
                    );
                }
            }
        }
    }
    assert!(made > 100, "{made}");
}
