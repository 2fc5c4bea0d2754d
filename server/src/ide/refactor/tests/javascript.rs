use super::handler::{Files, files};
use super::{Project, change, offered_with};
use crate::ide::FileChange;
use crate::lint::apply;
use crate::model::FileName;

const TEXT: &str = "service: shop
provider:
  name: aliyun
functions:
  report:
    handler: shop.re$0port
    events:
      - http:
          path: /report
";

/// A project with these files in its root.
fn project(package: &str, names: &[&str]) -> Project {
    let names = names.iter().chain(&["f.yml", "package.json"]);
    Project::of(
        Some(FileName::FYml),
        names.map(|name| (*name).to_owned()).collect(),
        |name| (name == "package.json").then(|| package.to_owned()),
    )
}

const PACKAGE: &str = "{\"devDependencies\": {\"@midwayjs/cli\": \"^1.2.0\"}}";

/// The path and the text of the file after an offered refactoring, which then exports the handler.
fn written(marked: &str, id: &str, code: &Files) -> (String, String) {
    let change = change(marked, id, &project(PACKAGE, &[]), code);
    let [file] = change.files.as_slice() else {
        panic!("one file, not {:?}", change.files);
    };
    match file {
        FileChange::Create { path, text } => {
            assert!(!code.files.contains_key(path), "{path} is there");
            (path.clone(), text.clone())
        }
        FileChange::Edit { path, text, edits } => (path.clone(), apply(text, edits)),
    }
}

#[test]
fn an_http_function_of_function_compute_answers_a_request() {
    let (path, text) = written(TEXT, "create-handler", &files(&[]));
    assert_eq!(path, "shop.js");
    assert_eq!(
        text,
        "exports.initializer = (context, callback) => {
  callback(null, '');
};

exports.report = (request, response, context) => {
  response.setStatusCode(200);
  response.setHeader('content-type', 'text/plain');
  response.send('hello report');
};
"
    );
}

#[test]
fn each_cloud_calls_in_its_own_way() {
    let timer = TEXT.replace(
        "http:\n          path: /report\n",
        "timer:\n          type: cron\n          value: '0 0 4 * * *'\n",
    );
    let (_, text) = written(&timer, "create-handler", &files(&[]));
    assert!(text.contains("exports.report = (event, context, callback) => {\n  callback(null, 'hello report');\n};\n"), "{text}");
    let (_, text) = written(
        &timer.replace("aliyun", "tencent"),
        "create-handler",
        &files(&[]),
    );
    assert_eq!(
        text,
        "exports.report = async (event, context) => {\n  return 'hello report';\n};\n"
    );
    let (_, text) = written(
        &TEXT.replace("aliyun", "tencent"),
        "create-handler",
        &files(&[]),
    );
    assert!(
        text.contains("    isBase64Encoded: false,\n    statusCode: 200,\n"),
        "{text}"
    );
    let own = TEXT.replace("    events:", "    initializer: shop.init\n    events:");
    let (_, text) = written(&own, "create-handler", &files(&[]));
    assert!(!text.contains("initializer"), "{text}");
}

#[test]
fn a_file_that_is_there_gets_the_export() {
    let code = files(&[(
        "shop.js",
        "'use strict';\r\nexports.initializer = () => {};\r\n",
    )]);
    let (path, text) = written(TEXT, "create-handler", &code);
    assert_eq!(path, "shop.js");
    assert!(
        text.starts_with("'use strict';\r\nexports.initializer = () => {};\r\n\r\nexports.report = (request, response, context) => {\r\n"),
        "{text}"
    );
    assert_eq!(text.matches("initializer").count(), 1);
    // another object is exported
    let code = files(&[("shop.js", "module.exports = { list() {} };")]);
    let (_, text) = written(TEXT, "create-handler", &code);
    assert!(
        text.starts_with("module.exports = { list() {} };\n\nmodule.exports.initializer = "),
        "{text}"
    );
    assert!(text.contains("\n\nmodule.exports.report = "), "{text}");
}

fn offers(marked: &str, id: &str, project: &Project, code: &Files) -> bool {
    offered_with(marked, project, code).contains(&id.to_owned())
}

#[test]
fn it_is_offered_where_the_cli_takes_the_file_as_it_is() {
    let plain = project(PACKAGE, &[]);
    let none = files(&[]);
    let is_offered = |text: &str| offers(text, "create-handler", &plain, &none);
    assert!(is_offered(TEXT));
    for other in [
        TEXT.replace("aliyun", "vercel"),
        TEXT.replace("shop.re", "src/shop.re"),
        TEXT.replace("shop.re", "shop.a.re"),
        TEXT.replace("shop.re$0port", "shop.re$0-port"),
        TEXT.replace("service", "deployType: egg\nservice"),
    ] {
        assert!(!is_offered(&other), "{other}");
    }
    let is_offered =
        |project: &Project, code: &Files| offers(TEXT, "create-handler", project, code);
    // ECMAScript modules are not what the clouds load from `.js`
    assert!(!is_offered(&project("{\"type\": \"module\"}", &[]), &none));
    assert!(!is_offered(
        &plain,
        &files(&[("shop.js", "export const a = 1;\n")])
    ));
    assert!(!is_offered(
        &plain,
        &files(&[("shop.js", "exports.report = () => {};\n")])
    ));
    // with a build it is another file that is deployed
    assert!(!is_offered(&project(PACKAGE, &["tsconfig.json"]), &none));
    assert!(!is_offered(&project(PACKAGE, &["src"]), &none));
    assert!(is_offered(
        &project(PACKAGE, &["src"]),
        &files(&[("src/a.js", "")])
    ));
    let cannot = Files {
        can_create: false,
        ..files(&[])
    };
    assert!(!is_offered(&plain, &cannot));
}

#[test]
fn a_function_comes_with_its_script() {
    let text = TEXT.replace("$0", "").replace("  report:", "  re$0port:");
    let plain = project(PACKAGE, &["index.js"]);
    let code = files(&[("index.js", "exports.handler = () => {};\n")]);
    let change = change(&text, "add-function-with-source", &plain, &code);
    let [FileChange::Create { path, text: script }] = change.files.as_slice() else {
        panic!("one file, not {:?}", change.files);
    };
    let name = path.strip_suffix(".js").expect("a script");
    assert_ne!(name, "index", "that one is there");
    let (plain_text, _) = super::fixture(&text);
    let yaml = apply(&plain_text, &change.edits);
    assert!(
        yaml.contains(&format!("  {name}:\n    handler: {name}.handler\n")),
        "{yaml}"
    );
    assert!(
        script.contains("exports.handler = (request, response, context) => {\n"),
        "{script}"
    );
    assert!(!offers(
        &text.replace("aliyun", "wechat"),
        "add-function-with-source",
        &plain,
        &code
    ));
}
