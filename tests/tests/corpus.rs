//! f.yml files of public repositories, where a folder of them lies beside the project (`../shared/corpus`, or what
//! `FYML_CORPUS` names). They are other people's, so none is checked in; without the folder this test says so and
//! ends.
//!
//! Every finding at warning or above was looked at once by a person. The reviewed list is `tests/snapshots/corpus.txt`
//! (files by a hash of their text); `FYML_UPDATE=1` writes it anew, for a person to review the difference.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use fyml::lint::{Project, Settings, Severity, lint};
use fyml::model::{FileKind, FileName, Service, recognise};
use fyml::syntax::Document;
use fyml_schema::Cloud;

fn folder() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let folder = std::env::var_os("FYML_CORPUS").map_or_else(beside, PathBuf::from);
    folder.is_dir().then_some(folder)
}

fn files(folder: &Path) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = fs::read_dir(folder)
        .unwrap()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yml"))
        .filter_map(|path| {
            Some((
                path.file_name()?.to_string_lossy().into_owned(),
                fs::read_to_string(&path).ok()?,
            ))
        })
        .collect();
    files.sort();
    files
}

/// FNV-1a, which needs no crate: names a text without quoting it.
fn hash(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

#[test]
fn public_files_get_the_reviewed_findings() {
    let Some(folder) = folder() else {
        println!("corpus: no folder of public f.yml files here, nothing compared");
        return;
    };
    let mut reviewed = String::new();
    let mut by_severity: BTreeMap<&str, usize> = BTreeMap::new();
    let mut by_code: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut analysed, mut foreign, mut clean, mut functions) = (0, 0, 0, 0);
    for (name, text) in files(&folder) {
        let document = Document::new(&text);
        analysed += 1;
        // the file's name in the folder says nothing of its name in the repository
        if recognise(FileName::FYml, &document) != FileKind::Midway {
            foreign += 1;
            continue;
        }
        functions += Service::of(&document).functions().iter().count();
        let problems = lint(&document, &Settings::default(), &Project::default());
        let shown: Vec<_> = problems
            .iter()
            .filter(|p| p.severity >= Severity::Warning)
            .collect();
        clean += usize::from(shown.is_empty());
        for problem in &problems {
            *by_severity.entry(problem.severity.as_str()).or_default() += 1;
        }
        for problem in shown {
            *by_code.entry(problem.rule.code).or_default() += 1;
            let line = document.text().line_of(problem.span.start) + 1;
            writeln!(
                reviewed,
                "{} {line} {} {}",
                hash(&text),
                problem.severity.as_str(),
                problem.rule.code
            )
            .unwrap();
            if std::env::var_os("FYML_VERBOSE").is_some() {
                println!(
                    "{name}:{line}: {} {}: {}",
                    problem.severity.as_str(),
                    problem.rule.code,
                    problem.message.en
                );
            }
        }
        // Any cloud, any state: nothing panics.
        for cloud in [Cloud::Aliyun, Cloud::Tencent, Cloud::Vercel, Cloud::Wechat] {
            let settings = Settings {
                provider: Some(cloud),
                ..Settings::default()
            };
            lint(&document, &settings, &Project::default());
        }
    }
    println!(
        "corpus: {analysed} files, {foreign} not Midway's, {functions} functions, {clean} without warning or error"
    );
    println!("corpus: findings by severity {by_severity:?}");
    println!("corpus: warnings and errors by rule {by_code:?}");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/corpus.txt");
    if std::env::var_os("FYML_UPDATE").is_some() {
        fs::write(&path, &reviewed).unwrap();
    }
    let known = fs::read_to_string(&path).unwrap_or_default();
    let new: Vec<_> = reviewed
        .lines()
        .filter(|line| !known.lines().any(|other| other == *line))
        .collect();
    let gone: Vec<_> = known
        .lines()
        .filter(|line| !reviewed.lines().any(|other| other == *line))
        .collect();
    assert!(
        new.is_empty() && gone.is_empty(),
        "findings that nobody reviewed: {new:#?}\nreviewed findings that are gone: {gone:#?}"
    );
}

#[test]
fn public_files_cut_short_anywhere_never_panic() {
    let Some(folder) = folder() else { return };
    let mut states = 0;
    for (_, text) in files(&folder) {
        let step = (text.len() / 24).max(1);
        for end in (0..text.len())
            .step_by(step)
            .filter(|&end| text.is_char_boundary(end))
        {
            let document = Document::new(&text[..end]);
            for problem in lint(&document, &Settings::default(), &Project::default()) {
                assert!(
                    problem.span.end as usize <= end,
                    "{} beyond the text",
                    problem.rule.code
                );
            }
            states += 1;
        }
    }
    println!("corpus: {states} files cut short, no panic");
}
