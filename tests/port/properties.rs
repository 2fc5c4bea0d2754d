//! What holds for any file.

use std::fs;
use std::path::{Path, PathBuf};

use fyml::deploy::{self, BuilderVersion};
use fyml::lint::{Project, ServiceContext, Settings, Severity, apply, lint};
use fyml::model::{FileKind, FileName, recognise};
use fyml::port::{Fate, Item, Port, port};
use fyml::syntax::Document;
use fyml_schema::{Cloud, DeployPath};
use fyml_tests::{Random, fresh_seed};
use serde_json::Value;

use super::generate::service;

const DOCUMENTS: usize = 300;

fn moved(text: &str, to: Cloud) -> (String, Port) {
    let document = Document::new(text);
    let (settings, project) = (Settings::default(), Project::default());
    let context = ServiceContext::of(&document, &settings, &project);
    let port = port(&context, to).unwrap_or_else(|why| unreachable!("{}\n{text}", why.en));
    let after = apply(text, &port.edits);
    let errors = Document::new(&after).syntax_errors();
    assert!(errors.is_empty(), "{errors:?}\n{text}\n--- became\n{after}");
    (after, port)
}

fn is_open(item: &&Item) -> bool {
    matches!(item.fate, Fate::Lost | Fate::NeedsYou)
}

/// The deployment as data: what the builder of the default path hands on, in a form in which the same is equal.
fn deployment(text: &str) -> Value {
    let file = deploy::value(&Document::new(text)).unwrap_or_else(|_| unreachable!("{text}"));
    let built = deploy::build(&file, DeployPath::ServerlessDevs, BuilderVersion::V1_3, &[]);
    let built = built.unwrap_or_else(|_| unreachable!("{text}"));
    let json = deploy::json::compact(&built).unwrap_or_default();
    let mut value: Value = serde_json::from_str(&json).unwrap_or_default();
    level(&mut value);
    value
}

/// Levels what is written in two ways and does the same: text and numbers in variables, the order of methods, and
/// intervals that are counted by the clock.
fn level(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(level),
        Value::Object(members) => {
            for (key, member) in members {
                match (key.as_str(), &mut *member) {
                    ("environmentVariables", Value::Object(variables)) => {
                        for variable in variables.values_mut() {
                            if !variable.is_string() {
                                *variable = variable.to_string().into();
                            }
                        }
                    }
                    ("methods", Value::Array(methods)) => methods.sort_by_key(Value::to_string),
                    ("cronExpression", Value::String(cron)) => {
                        for (interval, expression) in [
                            ("@every 5m", "0 */5 * * * *"),
                            ("@every 1h", "0 0 * * * *"),
                            ("@every 2h", "CRON_TZ=Asia/Shanghai 0 0 */2 * * *"),
                        ] {
                            if cron == interval {
                                *cron = expression.to_owned();
                            }
                        }
                    }
                    (_, member) => level(member),
                }
            }
        }
        _ => {}
    }
}

/// Takes the setting at `path` out of a service.
fn without(text: &str, path: &str) -> String {
    let mut root: serde_yaml::Value = serde_yaml::from_str(text).unwrap();
    let mut here = &mut root;
    let mut steps: Vec<&str> = path.split(['.', '[']).collect();
    let last = steps.pop().unwrap();
    for step in steps {
        here = match step.strip_suffix(']') {
            Some(index) => &mut here[index.parse::<usize>().unwrap()],
            None => &mut here[step],
        };
    }
    match (here, last.strip_suffix(']')) {
        (serde_yaml::Value::Sequence(items), Some(index)) => {
            items.remove(index.parse().unwrap());
        }
        (serde_yaml::Value::Mapping(entries), None) => {
            entries.remove(last);
        }
        (other, _) => unreachable!("{path}: {other:?}"),
    }
    serde_yaml::to_string(&root).unwrap()
}

/// A path of the service there in the words it has here.
fn here(path: &str, text: &str) -> String {
    let back = |word: &str| path.replace("].cos", &format!("].{word}"));
    let root: serde_yaml::Value = serde_yaml::from_str(text).unwrap();
    let exists = |path: &str| {
        let mut node = &root;
        path.split(['.', '[']).all(|step| {
            let next = match step.strip_suffix(']') {
                Some(index) => node.get(index.parse::<usize>().unwrap()),
                None => node.get(step),
            };
            next.inspect(|next| node = next).is_some()
        })
    };
    if exists(path) {
        path.to_owned()
    } else {
        back("oss")
    }
}

/// Moves a service there and back, without everything that either report calls lost or the owner's. What is left
/// must be deployed as before.
fn there_and_back(text: String) -> usize {
    let mut text = text;
    loop {
        let (there, first) = moved(&text, Cloud::Tencent);
        let (back, second) = moved(&there, Cloud::Aliyun);
        // notes on the service as a whole stand at its name
        let open = |port: &Port| {
            let mut open = port.report.iter().filter(is_open);
            open.find(|item| item.path != "provider.name")
                .map(|item| item.path.clone())
        };
        if let Some(path) = open(&first) {
            text = without(&text, &path);
            continue;
        }
        if let Some(path) = open(&second) {
            text = without(&text, &here(&path, &text));
            continue;
        }
        assert_eq!(
            deployment(&text),
            deployment(&back),
            "{text}\n--- there\n{there}\n--- back\n{back}"
        );
        return first.counts().translated + second.counts().translated;
    }
}

fn generated() -> impl Iterator<Item = String> {
    let mut fixed = Random::new(20_261_123);
    let mut fresh = Random::new(fresh_seed());
    (0..2 * DOCUMENTS).map(move |i| {
        service(if i < DOCUMENTS {
            &mut fixed
        } else {
            &mut fresh
        })
    })
}

#[test]
fn there_and_back_is_the_same_deployment() {
    let translated: usize = generated().map(there_and_back).sum();
    println!(
        "port: {} services there and back, {translated} translations",
        2 * DOCUMENTS
    );
    assert!(
        translated > 4 * DOCUMENTS,
        "too little was left to compare: {translated}"
    );
}

/// Errors after a move that were none before, and that the report does not speak of.
fn new_errors(text: &str, to: Cloud) -> Vec<String> {
    let errors = |text: &str| -> Vec<(String, String)> {
        let document = Document::new(text);
        let problems = lint(&document, &Settings::default(), &Project::default());
        problems
            .iter()
            .filter(|problem| problem.severity == Severity::Error)
            .map(|problem| (problem.rule.code.to_owned(), document.path_at(problem.span)))
            .collect()
    };
    let (after, port) = moved(text, to);
    let before = errors(text);
    let word = |path: &str| {
        path.replace("].oss", "].os")
            .replace("].cos", "].os")
            .replace("].apigw", "].http")
    };
    let is_told = |path: &str| {
        port.report.iter().filter(is_open).any(|item| {
            let told = word(&item.path);
            path.starts_with(&told) || told.starts_with(path)
        })
    };
    // who joins an aggregation may break it for another member
    let is_joined = port
        .report
        .iter()
        .filter(is_open)
        .any(|item| item.path.starts_with("aggregation."));
    errors(&after)
        .into_iter()
        .filter(|(code, _)| !(is_joined && code.starts_with("aggregation-")))
        .filter(|(code, path)| {
            !before
                .iter()
                .any(|(known, at)| known == code && word(at) == word(path))
                && !is_told(&word(path))
        })
        .map(|(code, path)| format!("{code} at {path:?}"))
        .collect()
}

#[test]
fn every_new_error_is_in_the_report() {
    for text in generated() {
        for to in [Cloud::Tencent, Cloud::Vercel, Cloud::Wechat] {
            let errors = new_errors(&text, to);
            assert!(errors.is_empty(), "{to:?} {errors:?}\n{text}");
        }
        let (there, _) = moved(&text, Cloud::Tencent);
        let errors = new_errors(&there, Cloud::Aliyun);
        assert!(errors.is_empty(), "back {errors:?}\n{there}");
    }
}

#[test]
fn every_deployable_setting_has_a_fate() {
    for text in generated() {
        let (_, port) = moved(&text, Cloud::Tencent);
        for line in text.lines().filter(|line| line.starts_with("  f")) {
            let path = format!("functions.{}", line.trim().trim_end_matches(':'));
            assert!(
                port.report.iter().any(|item| item.path.starts_with(&path)),
                "{path}\n{text}"
            );
        }
    }
}

fn corpus() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let folder = std::env::var_os("FYML_CORPUS").map_or_else(beside, PathBuf::from);
    folder.is_dir().then_some(folder)
}

#[test]
fn public_files_can_be_moved() {
    let Some(folder) = corpus() else {
        println!("port: no folder of public f.yml files here, nothing moved");
        return;
    };
    let mut count = 0;
    for path in fs::read_dir(folder)
        .unwrap()
        .flatten()
        .map(|entry| entry.path())
    {
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        let document = Document::new(&text);
        let (settings, project) = (Settings::default(), Project::default());
        let context = ServiceContext::of(&document, &settings, &project);
        let is_midway = recognise(FileName::FYml, &document) == FileKind::Midway;
        for to in [Cloud::Aliyun, Cloud::Tencent, Cloud::Vercel, Cloud::Wechat] {
            if !is_midway || port(&context, to).is_err() {
                continue;
            }
            let errors = new_errors(&text, to);
            assert!(
                errors.is_empty(),
                "{} {to:?} {errors:?}\n{text}",
                path.display()
            );
            count += 1;
        }
    }
    println!("port: {count} moves of public files");
}

#[test]
fn ten_thousand_functions_take_no_longer_each_than_a_few() {
    let one = |i: usize| {
        format!(
            "  f{i}:\n    handler: f.f\n    runtime: nodejs12\n    events:\n      - http: {{path: /{i}, method: get}}\n"
        )
    };
    let time = |count: usize| {
        let functions: String = (0..count).map(one).collect();
        let text = format!("service: a\nprovider:\n  name: aliyun\nfunctions:\n{functions}");
        let document = Document::new(&text);
        let (settings, project) = (Settings::default(), Project::default());
        let start = std::time::Instant::now();
        let context = ServiceContext::of(&document, &settings, &project);
        let port = port(&context, Cloud::Tencent).map_err(|why| why.en);
        let elapsed = start.elapsed().as_secs_f64();
        assert!(port.unwrap().report.len() > 3 * count);
        elapsed / count as f64
    };
    // the best of three: other tests run beside this one
    let best = |count| (0..3).map(|_| time(count)).fold(f64::MAX, f64::min);
    let (few, many) = (best(300), best(10_000));
    println!("port: {:.0} ms for 10,000 functions", many * 1e7);
    // quadratic would be 33 times as long
    assert!(many < few * 12.0, "{few} s and {many} s for each function");
}
