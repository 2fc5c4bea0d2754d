//! The JSON Schemas: fresh, valid, true to the tables, and right about public files.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::{fs, path::Path};

use fyml_schema::{Cloud, Lang, RUNTIMES, TRIGGERS, json_schema};
use serde_json::{Value, json};

fn validator(schema: &Value) -> jsonschema::Validator {
    jsonschema::options().offline().build(schema).unwrap()
}

/// `schema` with another root: one of its definitions.
fn part(schema: &Value, definition: &str) -> Value {
    let mut part = schema.clone();
    part["allOf"] = json!([{ "$ref": format!("#/definitions/{definition}") }]);
    part
}

fn problems(validator: &jsonschema::Validator, value: &Value) -> Vec<String> {
    validator
        .iter_errors(value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

fn aliyun(function: Value) -> Value {
    json!({ "service": "s", "provider": { "name": "aliyun" }, "functions": { "index": function } })
}

#[test]
fn the_checked_in_files_are_fresh() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("json");
    for (name, content) in json_schema::files() {
        let found = fs::read_to_string(folder.join(name)).unwrap_or_default();
        assert!(
            found == content,
            "schema/json/{name} is stale: run `cargo xtask generate`"
        );
    }
}

#[test]
fn every_schema_is_a_valid_draft_07_schema_in_both_languages() {
    for lang in [Lang::En, Lang::ZhCn] {
        let mut schemas: Vec<Value> = json_schema::CLOUDS_WITH_SCHEMA
            .iter()
            .map(|cloud| json_schema::for_cloud(*cloud, lang))
            .collect();
        schemas.push(json_schema::umbrella(lang));
        schemas.push(json_schema::for_cloud(Cloud::Aws, lang));
        for schema in schemas {
            assert!(jsonschema::meta::is_valid(&schema));
            validator(&schema);
        }
    }
}

#[test]
fn every_runtime_of_the_table_arrives_in_its_cloud_s_schema_and_no_other() {
    for runtime in RUNTIMES {
        for cloud in [Cloud::Aliyun, Cloud::Tencent] {
            let schema = json_schema::for_cloud(cloud, Lang::En);
            for place in ["provider", "function", "aggregation"] {
                let offered = &schema["definitions"][place]["properties"]["runtime"]["anyOf"][0];
                let ids = offered["enum"].as_array().unwrap();
                let position = ids.iter().position(|id| id == runtime.id);
                assert_eq!(position.is_some(), runtime.cloud == cloud, "{}", runtime.id);
                if let Some(position) = position {
                    assert_eq!(offered["enumDescriptions"][position], runtime.doc().en);
                }
            }
        }
    }
}

#[test]
fn runtime_names_are_written_in_one_file_only() {
    fn look(folder: &Path) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                look(&path);
            } else if path.file_name().is_some_and(|name| name != "runtime.rs") {
                let text = fs::read_to_string(&path).unwrap();
                for runtime in RUNTIMES.iter().filter(|runtime| runtime.node > 0) {
                    let literal = format!("\"{}\"", runtime.id);
                    assert!(!text.contains(&literal), "{literal} in {}", path.display());
                }
            }
        }
    }
    look(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
}

#[test]
fn every_shorthand_passes_and_every_interpolation() {
    let schema = validator(&json_schema::umbrella(Lang::En));
    for function in [
        json!({ "handler": "a.b", "events": null }),
        json!({ "handler": "a.b", "events": [{ "http": true }] }),
        json!({ "handler": "a.b", "events": [{ "http": { "path": "/*", "method": "get" } }] }),
        json!({ "handler": "a.b", "events": [{ "http": { "method": ["GET", "post"] } }] }),
        json!({ "handler": "a.b", "events": [{ "hsf": true }, { "event": true }] }),
        json!({ "handler": "a.b", "timeout": "${env.TIMEOUT}", "memorySize": "256" }),
        json!({ "handler": "${env.H}", "runtime": "nodejs99", "concurrency": null }),
        json!({ "handler": "a.b", "layers": [{ "path": "npm:x" }] }),
        json!({ "handler": "a.b", "events": [{ "timer": {
            "type": "every", "value": "5m", "enable": "${env.ON}" } }] }),
    ] {
        assert_eq!(problems(&schema, &aliyun(function)), Vec::<String>::new());
    }
    for file in [
        json!({ "service": { "name": "s" }, "provider": { "name": "${env.CLOUD}" } }),
        json!({ "provider": { "name": "aliyun", "starter": "@midwayjs/fc-starter" } }),
        json!({ "service": "s", "provider": { "name": "aliyun" }, "custom": { "customDomain": false, "mine": 1 } }),
        json!({ "service": "s", "provider": { "name": "aliyun" }, "deployType": "koa" }),
        json!({ "service": "s", "provider": { "name": "tencent" }, "deployType": { "type": "koa", "version": "3.0.0" } }),
        json!({ "service": "s", "provider": { "name": "aliyun", "vpcConfig": "auto" } }),
        json!({ "service": "s", "provider": { "name": "aliyun" },
                "aggregation": { "main": { "functionsPattern": "*", "timeout": 10 } } }),
    ] {
        assert_eq!(problems(&schema, &file), Vec::<String>::new());
    }
}

#[test]
fn a_mistake_is_found_once_and_where_it_is() {
    let schema = validator(&json_schema::umbrella(Lang::En));
    for (function, place) in [
        (json!({ "handler": "a.b", "timout": 3 }), "/functions/index"),
        (
            json!({ "handler": "a.b", "timeout": "3s" }),
            "/functions/index/timeout",
        ),
        (
            json!({ "handler": "a.b", "memorySize": 200 }),
            "/functions/index/memorySize",
        ),
        (
            json!({ "handler": "a.b", "events": {} }),
            "/functions/index/events",
        ),
        (
            json!({ "handler": "a.b", "events": ["http"] }),
            "/functions/index/events/0",
        ),
        (
            json!({ "handler": "a.b", "events": [{ "htttp": {} }] }),
            "/functions/index/events/0",
        ),
        (
            json!({ "handler": "a.b", "events": [{ "http": { "pth": "/" } }] }),
            "/functions/index/events/0/http",
        ),
        (
            json!({ "handler": "a.b", "events": [{ "http": { "method": [1] } }] }),
            "/functions/index/events/0/http/method/0",
        ),
        (
            json!({ "handler": "a.b", "events": [{ "os": { "bucket": "b", "events": "e" } }] }),
            "/functions/index/events/0/os",
        ),
        (json!({ "events": [] }), "/functions/index"),
        (Value::Null, "/functions/index"),
    ] {
        let found: Vec<_> = schema
            .iter_errors(&aliyun(function.clone()))
            .map(|error| error.instance_path().to_string())
            .collect();
        assert_eq!(found, [place], "{function}");
    }
    let unknown_cloud = json!({ "service": "s", "provider": { "name": "aliyu" } });
    assert_eq!(problems(&schema, &unknown_cloud).len(), 1);
}

#[test]
fn what_a_cloud_demands_or_drops_is_its_own() {
    let os = json!({ "handler": "a.b", "events": [{ "os": { "bucket": "b", "events": "e" } }] });
    let function = |cloud| validator(&part(&json_schema::for_cloud(cloud, Lang::En), "function"));
    assert_eq!(problems(&function(Cloud::Aliyun), &os).len(), 1, "filter");
    assert!(problems(&function(Cloud::Tencent), &os).is_empty());
    let long = json!({ "handler": "a.b", "timeout": 1000 });
    assert!(problems(&function(Cloud::Aliyun), &long).is_empty());
    assert_eq!(problems(&function(Cloud::Tencent), &long).len(), 1);

    let schema = json_schema::for_cloud(Cloud::Aliyun, Lang::ZhCn);
    let events = &schema["definitions"]["event"]["properties"];
    assert_eq!(events["apigw"]["deprecated"], true);
    assert!(
        events["apigw"]["deprecationMessage"]
            .as_str()
            .unwrap()
            .contains("不生效")
    );
    assert!(events["http"]["deprecated"].is_null());
    assert_eq!(events.as_object().unwrap().len(), TRIGGERS.len());
}

#[test]
fn parts_can_be_validated_alone() {
    let schema = json_schema::for_cloud(Cloud::Aliyun, Lang::En);
    for (definition, good, bad) in [
        ("function", json!({ "handler": "a.b" }), json!(null)),
        ("provider", json!({ "name": "aliyun" }), json!("aliyun")),
        ("aggregation", json!({ "functions": ["a"] }), json!(null)),
    ] {
        let validator = validator(&part(&schema, definition));
        assert!(validator.is_valid(&good), "{definition}");
        assert!(!validator.is_valid(&bad), "{definition}");
    }
}

/// What is really wrong with public files: part of the file's name, and of the problem. Each was looked at.
#[rustfmt::skip]
const REAL_MISTAKES: &[(&str, &str)] = &[
    // Misspelt keys, and keys at the wrong place: nobody reads them.
    ("SampsonKY__cloud-video-faas", "'functionPattern' was unexpected"),
    ("wangzehua301__blog-serverless", "'functionsPatten' was unexpected"),
    ("xiaokunyun__midway", "'version' was unexpected"),
    ("midwayjs__cli__13", "was unexpected"),
    ("midwayjs__cli__36", "'test' was unexpected"),
    ("midwayjs__cli__62", "'name' was unexpected"),
    // `tecent`, `unknow` and the empty name of templates deploy nothing.
    ("midwayjs__", "/provider/name: \"tecent\""),
    ("midwayjs__", "/provider/name: \"unknow\""),
    ("midwayjs__", "/provider/name: \"\""),
    ("midwayjs__cli__13", "/provider: \"name\" is a required property"),
    // A function without a handler crashes packaging; these fixtures never get that far.
    ("midwayjs__cli__10", "\"handler\" is a required property"),
    ("midwayjs__cli__13", "\"handler\" is a required property"),
    ("midwayjs__cli__36", "\"handler\" is a required property"),
    ("midwayjs__cli__81", "\"handler\" is a required property"),
    ("midwayjs__cli__9", "\"handler\" is a required property"),
    // Wrong YAML types, as the fixtures of `midway-bin check` want them.
    ("midwayjs__cli__13", "/package/exclude: \"b\""),
    ("midwayjs__cli__9", "/package/include: \"a\""),
    ("midwayjs__cli__9", "/package/exclude: \"b\""),
    ("midwayjs__cli__47", "/events/0: \"apigw\""),
    ("midwayjs__cli__81", "/functions/a/events: {\"http\":true}"),
    ("killdada__you-can-form-render", "/custom/customDomain/domainName: false"),
    // Layers by name: of an internal platform, no public builder reads them.
    ("midwayjs__cli__35", "/layers/0: \"remote-debug\""),
    ("midwayjs__hooks__3", "/layers/0: \"remote-debug\""),
    // Serverless Framework's forms: `environment.variables`, an environment as a list, `parameters` blocks.
    ("midwayjs__cli__43", "/environment/variables"),
    ("midwayjs__midway-faas__8", "/environment/variables"),
    ("midwayjs__cli__61", "/provider/environment: [{\"scf\":true}]"),
    ("midwayjs__midway-faas__10", "/provider/environment: [{\"scf\":true}]"),
    ("midwayjs__midway-faas__11", "/provider/environment: [{\"scf\":true}]"),
    ("midwayjs__cli__43", "is a required property"),
    ("midwayjs__cli__61", "is a required property"),
    ("midwayjs__midway-faas__8", "is a required property"),
    ("midwayjs__midway-faas__10", "is a required property"),
    // Triggers without what the builder reads unasked.
    ("midwayjs__cli__44", "is a required property"),
    ("midwayjs__midway-serverless-examples__43", "/os: \"filter\" is a required property"),
];

/// Whether `stem` is the file, or one of the files, that `file` means: numbers are not cut (`cli__1` is not
/// `cli__13`).
fn is_of(stem: &str, file: &str) -> bool {
    stem.strip_prefix(file)
        .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
}

#[test]
fn public_files_pass_or_are_really_wrong() {
    // The files are no part of the repository; they lie beside it, or beside the folder of its worktrees.
    let found = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .skip(2)
        .find_map(|folder| fs::read_dir(folder.join("shared/corpus")).ok());
    let Some(entries) = found else {
        println!("corpus: absent, nothing checked");
        return;
    };
    let schema = validator(&json_schema::umbrella(Lang::En));
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let (mut passed, mut wrong, mut unreadable) = (0, 0, 0);
    let mut unexplained = Vec::new();
    let mut explained: std::collections::HashSet<(&str, &str)> = Default::default();
    for path in paths
        .iter()
        .filter(|path| path.extension().is_some_and(|e| e == "yml"))
    {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(path).unwrap();
        let value = serde_yaml::from_str::<Value>(&text)
            .ok()
            .filter(Value::is_object);
        let Some(value) = value else {
            unreadable += 1;
            continue;
        };
        let found = problems(&schema, &value);
        if found.is_empty() {
            passed += 1;
        } else {
            wrong += 1;
        }
        for problem in found {
            let reasons: Vec<_> = REAL_MISTAKES
                .iter()
                .filter(|(file, part)| is_of(&name, file) && problem.contains(part))
                .collect();
            if reasons.is_empty() {
                unexplained.push(format!("{name} {problem}"));
            }
            explained.extend(reasons);
        }
    }
    println!("corpus: {passed} pass, {wrong} with real mistakes, {unreadable} that are no map");
    assert!(unexplained.is_empty(), "{}", unexplained.join("\n"));
    for (file, part) in REAL_MISTAKES {
        assert!(
            explained.contains(&(*file, *part)),
            "no longer found: {file} {part}"
        );
    }
    assert!(passed > 100);
}
