//! What a file looks like while somebody types: each state stands in the second of three functions. The others must be
//! there as if nothing had happened, and the cursor must know where it is.

use std::path::Path;

use fyml::syntax::cursor::{self, PathStep, Role};
use fyml::syntax::{Dialect, Document, Kind, Node, Text};

const BEFORE: &str = "service: shop\n\nprovider:\n  name: aliyun\n\nfunctions:\n  a:\n    handler: a.handler\n    events:\n      - http:\n          path: /a\n          method: get\n\n";
const AFTER: &str = "\n  # the last one\n  c:\n    handler: c.handler\n    events:\n      - timer:\n          type: cron\n          value: '0 0 4 * * *'\n\npackage:\n  include:\n    - public\n";
const WHOLE: &str = "  b:\n    handler: b.handler\n";

/// A state: its name, where the cursor stands, the text of the function with `$0` at the cursor.
struct State {
    name: String,
    at: String,
    text: String,
}

fn states() -> Vec<State> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/half_typed");
    let mut states: Vec<State> = std::fs::read_dir(folder)
        .expect("fixtures are there")
        .map(|file| {
            let path = file.expect("a file").path();
            let content = std::fs::read_to_string(&path).expect("UTF-8");
            let (first, text) = content.split_once('\n').expect("a first line");
            State {
                name: path
                    .file_stem()
                    .expect("a name")
                    .to_string_lossy()
                    .into_owned(),
                at: first
                    .trim()
                    .strip_prefix("# at: ")
                    .expect("`# at: `")
                    .to_owned(),
                text: text.to_owned(),
            }
        })
        .collect();
    states.sort_by(|a, b| a.name.cmp(&b.name));
    states
}

/// A node without its place.
fn dump(node: Node<'_>, into: &mut String) {
    into.push_str(&format!("({:?} {:?}", node.kind(), node.style()));
    if !matches!(node.kind(), Kind::Mapping | Kind::Sequence) {
        into.push_str(&format!(" {:?}", node.scalar_str()));
    }
    for child in node.children() {
        dump(child, into);
    }
    into.push(')');
}

fn part(document: &Document, path: &[&str]) -> Option<String> {
    let mut node = document.root()?;
    for key in path {
        node = node.value(key)?;
    }
    let mut text = String::new();
    dump(node, &mut text);
    Some(text)
}

fn describe(context: &cursor::Context) -> String {
    let mut path = String::new();
    for step in &context.path {
        match step {
            PathStep::Key(key) if path.is_empty() => path.push_str(key),
            PathStep::Key(key) => path.push_str(&format!(".{key}")),
            PathStep::Index(index) => path.push_str(&format!("[{index}]")),
        }
    }
    match &context.role {
        Role::Key => format!("{path} key").trim().to_owned(),
        Role::Value { key } => format!("{path} value {key}"),
        Role::Item => format!("{path} item"),
        Role::Comment => "comment".to_owned(),
        Role::Nowhere => "nowhere".to_owned(),
    }
}

#[test]
fn neighbours_survive_and_the_cursor_knows_its_place() {
    let states = states();
    assert!(states.len() >= 60, "{}", states.len());
    let mut failures = Vec::new();
    for state in &states {
        let crlf = state.text.contains("\r\n");
        for bom in [false, true] {
            let ends = |text: &str| {
                if crlf {
                    text.replace('\n', "\r\n")
                } else {
                    text.to_owned()
                }
            };
            let before = format!("{}{}", if bom { "\u{feff}" } else { "" }, ends(BEFORE));
            let after = ends(AFTER);
            let sound = Document::new(&format!("{before}{}{after}", ends(WHOLE)));
            assert_eq!(sound.syntax_errors(), [], "the text around is sound");
            let marked = format!("{before}{}{after}", state.text);
            let offset = marked.find("$0").expect("a cursor");
            let text = marked.replacen("$0", "", 1);
            for dialect in [Dialect::JsYaml4, Dialect::JsYaml3] {
                let document = Document::of(Text::new(&text), dialect, None);
                for path in [
                    &["functions", "a"][..],
                    &["functions", "c"],
                    &["provider"],
                    &["package"],
                    &["service"],
                ] {
                    if part(&document, path) != part(&sound, path) {
                        failures.push(format!(
                            "{} {dialect:?}: {path:?} is {:?}",
                            state.name,
                            part(&document, path)
                        ));
                    }
                }
                let context = cursor::context(&document, offset as u32);
                if describe(&context) != state.at {
                    failures.push(format!(
                        "{}: cursor at {:?}, not {:?}",
                        state.name,
                        describe(&context),
                        state.at
                    ));
                }
                let replaced = text.get(context.replace.range());
                assert!(replaced.is_some(), "{}: {:?}", state.name, context.replace);
            }
        }
    }
    failures.dedup();
    println!("{} half-typed states", states.len());
    assert!(
        failures.is_empty(),
        "{}:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

/// Every state that js-yaml refuses has an error that points into the damaged function, with a guess at the cause for
/// most.
#[test]
fn errors_point_at_the_damage() {
    let (mut refused, mut guessed) = (0, 0);
    for state in states() {
        let marked = format!("{BEFORE}{}{AFTER}", state.text);
        let document = Document::new(&marked.replacen("$0", "", 1));
        let end = marked.len() - AFTER.len() - "$0".len();
        let errors = document.syntax_errors();
        let Some(first) = errors.first() else {
            continue;
        };
        refused += 1;
        guessed += usize::from(first.hint.is_some());
        assert!(
            first.span.start as usize >= BEFORE.len() && first.span.end as usize <= end,
            "{}: {first:?} {:?}",
            state.name,
            document.text().slice(first.span)
        );
        assert!(errors.len() <= 3, "{}: {errors:#?}", state.name);
        if first.hint.is_none() {
            println!("no guess: {} {first:?}", state.name);
        }
    }
    println!("{refused} states refused, {guessed} with a guess at the cause");
    assert!(guessed * 10 >= refused * 8, "{guessed} of {refused}");
}
