//! The whole real `f package`, run as a user runs it.

use std::fs;
use std::process::Command;

use fyml_tests::toolchain;
use serde_json::Value as Json;

use crate::ask::ask;
use crate::folding::folded;
use crate::generate::{Care, Sample};
use fyml_tests::Random;

/// Where the files of the clouds are written.
const FILES: &[(&str, &str)] = &[
    ("template", "template.yml"),
    ("tencent", "serverless.yml"),
    ("vercel", "vercel.json"),
];

fn read(text: &str) -> Json {
    serde_yaml::from_str(text).expect("it is YAML")
}

/// What is asked in one process elsewhere here is what the command line does.
#[test]
fn the_whole_f_package_writes_the_same() {
    let mut random = Random::new(7);
    let mut run = 0;
    for text in [
        include_str!("../fixtures/packaging/shop.yml"),
        include_str!("../fixtures/packaging/same-prefix.yml"),
    ] {
        let sample = Sample {
            text: text.to_owned(),
            variables: Vec::new(),
            care: Care::Careless,
        };
        compare(&sample);
        run += 1;
    }
    while run < 6 {
        let sample = folded(&mut random);
        if sample.care == Care::Careless && sample.variables.len() == 1 {
            compare(&sample);
            run += 1;
        }
    }
    println!("packaging, the whole `f package`: {run} documents, the same files and stops");
}

fn compare(sample: &Sample) {
    let project = toolchain::project();
    // an empty project: what the source declares is no part of the question
    for name in ["src", "test", "tsconfig.json", "jest.config.js"] {
        let path = project.join(name);
        drop(fs::remove_dir_all(&path).or_else(|_| fs::remove_file(&path)));
    }
    fs::create_dir(project.join("src")).expect("it is ours");
    fs::write(project.join("src/shop.js"), "").expect("it is ours");
    fs::write(project.join("package.json"), "{}").expect("it is ours");
    fs::write(project.join("f.yml"), &sample.text).expect("it is ours");
    let mut f = Command::new("node");
    f.arg(project.join("node_modules/@midwayjs/faas-cli/bin/cli.js"))
        .args(["package", "--skipZip", "--skipInstallDep"])
        .current_dir(&project)
        .env("NPM_CLIENT", "true")
        .env("TZ", "UTC");
    f.envs(sample.variables.iter().map(|(name, value)| (name, value)));
    let output = f.output().expect("node is there");
    let answer = ask(std::slice::from_ref(sample)).remove(0);
    assert_eq!(
        output.status.success(),
        answer.thrown.is_none(),
        "{}\n{:?}\n{}{}",
        sample.text,
        answer.thrown,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    for (name, file) in FILES {
        let theirs = fs::read_to_string(project.join(".serverless").join(file)).ok();
        let theirs = theirs.map_or(Json::Null, |text| read(&text));
        assert_eq!(theirs, answer.outputs[name], "{}", sample.text);
    }
}
