//! What `fyml` prints, format by format.

use fyml_tests::{Folder, assert_snapshot};
use serde_json::Value;

/// Two problems behind wide characters, tabs and a byte order mark, in a file with Windows line ends.
const MIXED: &str = "\u{feff}service: 商店\r\nprovider:\r\n  name: aliyun\r\nfunctions:\r\n  首页🙂:\r\n    handler: index.handler\r\n    events:\r\n      - {\"说明🙂\": 1,\t\tapigw: {path: /*}}\r\n      - http:\r\n          path: /x\r\n";

fn folder() -> Folder {
    Folder::with(&[
        ("a/f.yml", MIXED),
        ("b/f.yml", "service: s\nprovider:\n  name: Aliyun\n"),
        ("c/f.yml", "service: s\nprovider:\n  name: tencent\n"),
        ("d/f.yml", "service: s\n"),
    ])
}

fn check(arguments: &str) -> String {
    let only = "--select aliyun-apigw-ignored,provider-unknown";
    let output = folder().fyml(&format!("check {only} {arguments}")).output();
    assert_eq!((output.code, output.err.as_str()), (Some(0), ""));
    output.out
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

#[test]
fn text() {
    assert_snapshot("cli/check.en.txt", &check("--lang en"));
    assert_snapshot("cli/check.zh-cn.txt", &check("--lang zh-cn"));
}

#[test]
fn json_is_the_contracts() {
    let out = check("--format json");
    assert_snapshot("cli/check.json", &out);
    let value = json(&out);
    assert_eq!(value["version"], 1);
    let problem = &value["files"][0]["problems"][0];
    assert_eq!(problem["path"], r#"functions["首页🙂"].events[0].apigw"#);
    assert_eq!(
        problem["range"]["start"],
        json(r#"{"line": 8, "column": 21}"#)
    );
    assert_eq!(
        problem["range"]["end"],
        json(r#"{"line": 8, "column": 26}"#)
    );
    let warnings: usize = value["files"].as_array().map_or(0, |files| {
        files
            .iter()
            .map(|file| file["problems"].as_array().map_or(0, Vec::len))
            .sum()
    });
    assert_eq!(value["summary"]["warning"], warnings);
    assert_eq!(value["files"][2]["provider"], "tencent");
    assert_eq!(value["files"][3]["provider"], Value::Null);
    assert!(value.get("fixed").is_none());
}

#[test]
fn json_stays_json_without_files() {
    let output = Folder::with(&[])
        .fyml("check --format json missing.yml")
        .output();
    assert_eq!(output.code, Some(2));
    assert_eq!(json(&output.out)["files"], json("[]"));
    let output = Folder::with(&[])
        .fyml("check --format sarif missing.yml")
        .output();
    assert_eq!(json(&output.out)["runs"][0]["results"], json("[]"));
}

#[test]
fn github() {
    assert_snapshot("cli/check.github.txt", &check("--format github"));
}

#[test]
fn sarif_has_what_the_standard_asks_for() {
    let out = check("--format sarif");
    let value = json(&out);
    assert_eq!(value["version"], "2.1.0");
    assert!(
        value["$schema"]
            .as_str()
            .is_some_and(|schema| schema.ends_with("sarif-2.1.0.json"))
    );
    let run = &value["runs"][0];
    assert_eq!(run["columnKind"], "utf16CodeUnits");
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "fyml");
    let rules = driver["rules"].as_array().cloned().unwrap_or_default();
    let is_security = |rule: &&Value| rule["properties"]["tags"][0] == "security";
    let security: Vec<_> = rules
        .iter()
        .filter(is_security)
        .map(|rule| &rule["id"])
        .collect();
    for code in [
        "aliyun-auth-type-ignored",
        "package-leaks-file",
        "plain-secret",
    ] {
        assert!(security.contains(&&Value::from(code)), "{security:?}");
    }
    for rule in &rules {
        for text in [
            "/id",
            "/shortDescription/text",
            "/fullDescription/text",
            "/help/text",
            "/helpUri",
        ] {
            assert!(
                rule.pointer(text)
                    .and_then(Value::as_str)
                    .is_some_and(|text| !text.is_empty()),
                "{text}: {rule}"
            );
        }
        assert!(
            matches!(
                rule["defaultConfiguration"]["level"].as_str(),
                Some("error" | "warning" | "note")
            ),
            "{rule}"
        );
    }
    let results = run["results"].as_array().cloned().unwrap_or_default();
    assert_eq!(results.len(), 3);
    for result in &results {
        let index = result["ruleIndex"].as_u64().unwrap_or(u64::MAX) as usize;
        assert_eq!(
            rules.get(index).map(|rule| &rule["id"]),
            Some(&result["ruleId"])
        );
        assert!(result["message"]["text"].is_string());
        let location = &result["locations"][0]["physicalLocation"];
        assert!(
            location["artifactLocation"]["uri"]
                .as_str()
                .is_some_and(|uri| uri.ends_with("/f.yml"))
        );
        let number = |name: &str| location["region"][name].as_u64().unwrap_or_default();
        assert!(number("startLine") >= 1 && number("startColumn") >= 1);
        assert!(
            (number("startLine"), number("startColumn"))
                <= (number("endLine"), number("endColumn"))
        );
    }
    // columns in UTF-16 units: the smiley counts twice
    let region = &results[0]["locations"][0]["physicalLocation"]["region"];
    assert_eq!(
        (&region["startColumn"], &region["endColumn"]),
        (&Value::from(22), &Value::from(27))
    );
    let change = &results[0]["fixes"][0]["artifactChanges"][0];
    assert_eq!(change["replacements"][0]["deletedRegion"], *region);
    assert_eq!(change["replacements"][0]["insertedContent"]["text"], "http");
    let mut results = run["results"].clone();
    for result in results.as_array_mut().into_iter().flatten() {
        result["ruleIndex"] = "changes with every new rule".into();
    }
    let results = serde_json::to_string_pretty(&results).unwrap_or_default();
    assert_snapshot("cli/check.sarif.results.json", &results);
}

#[test]
fn rules_are_listed_with_all_they_say() {
    let folder = Folder::with(&[]);
    let output = folder.fyml("rules --format json").output();
    let rows = json(&output.out).as_array().cloned().unwrap_or_default();
    let registry: Vec<_> = fyml::lint::rules::all().collect();
    assert_eq!(rows.len(), registry.len());
    assert!(rows.is_sorted_by_key(|row| row["code"].as_str().map(str::to_owned)));
    let text = folder.fyml("rules").output().out;
    let chinese = folder.fyml("rules --lang zh-cn").output().out;
    for rule in registry {
        let row = rows.iter().find(|row| row["code"] == rule.code);
        let Some(row) = row else {
            unreachable!("{} is not listed", rule.code)
        };
        assert_eq!(row["severity"], rule.severity.as_str());
        assert_eq!(row["fixable"], rule.fixable);
        assert_eq!(row["covers"], Value::from(rule.covers.to_vec()));
        assert_eq!(row["summary"], rule.summary.en);
        let providers = row["providers"].as_array().cloned().unwrap_or_default();
        for cloud in rule.clouds {
            assert!(providers.contains(&Value::from(cloud.name())));
        }
        assert!(!providers.is_empty());
        assert!(text.contains(rule.code) && text.contains(rule.summary.en));
        assert!(chinese.contains(rule.summary.zh));
    }
}

#[test]
fn explain_shows_the_whole_rule() {
    let folder = Folder::with(&[]);
    let run = |lang: &str| {
        folder
            .fyml(&format!("explain aliyun-apigw-ignored --lang {lang}"))
            .output()
    };
    assert_snapshot("cli/explain.en.txt", &run("en").out);
    assert_snapshot("cli/explain.zh-cn.txt", &run("zh-cn").out);
}

#[test]
fn schemas_are_those_of_the_schema_crate() {
    use fyml_schema::{Cloud, Lang, json_schema};
    let folder = Folder::with(&[]);
    let run = |arguments: &str| json(&folder.fyml(&format!("schema {arguments}")).output().out);
    assert_eq!(run(""), json_schema::umbrella(Lang::En));
    assert_eq!(run("--lang zh-cn"), json_schema::umbrella(Lang::ZhCn));
    assert_eq!(
        run("--provider tencent"),
        json_schema::for_cloud(Cloud::Tencent, Lang::En)
    );
}
