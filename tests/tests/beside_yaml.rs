//! The YAML server that most people have beside ours, with the switch that docs/beside-yaml.md recommends: of f.yml it
//! says nothing that we say too.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use fyml_tests::client::Client;
use fyml_tests::installed;
use serde_json::{Value, json};

const SERVICE: &str = "\
service: shop
provider:
  name: aliyun
  runtime: nodejs20
functions:
  show:
    handler: shop.show
    timeout: 10
    events:
      - http:
          path: /shop
          method: get
";

/// Line and column of places where both servers know something as long as nothing is switched off.
const HOVERS: [(u32, u32); 5] = [(1, 2), (3, 4), (5, 3), (7, 6), (11, 12)];
/// The beginnings of keys and values.
const COMPLETIONS: [(u32, u32); 4] = [(3, 2), (7, 4), (7, 6), (11, 10)];

const URI: &str = "file:///shop/f.yml";

#[test]
fn what_the_page_recommends_leaves_f_yml_to_us() {
    let page = page();
    let recommended = first_json(&page);
    assert!(recommended["yaml.disableSchemaDetection"].is_array());
    let store = schema_store();
    let mut generic = generic();
    generic.open(URI, SERVICE);
    // without the setting everything comes twice: or else there would be nothing to switch off
    configure(&mut generic, &store, &json!({}));
    until_it_says(&mut generic, true);

    let line = first_line(&page);
    let with_line = "file:///other/f.yml";
    generic.open(with_line, &format!("{line}\n{SERVICE}"));
    let heard = says(&mut generic, with_line, 1);
    assert_eq!(heard, [false; 9], "with {line}");

    generic.notify(
        "workspace/didChangeConfiguration",
        json!({"settings": null}),
    );
    configure(&mut generic, &store, &recommended);
    until_it_says(&mut generic, false);
    generic.kill();

    let mut ours = Client::with_capabilities(json!({}));
    ours.open(URI, SERVICE);
    assert_eq!(says(&mut ours, URI, 0), [true; 9]);
    ours.kill();
}

/// Answers the server's question for its settings: a schema store, and these.
fn configure(generic: &mut Client, store: &str, more: &Value) {
    let mut yaml = json!({
        "validate": true, "hover": true, "completion": true,
        "schemaStore": {"enable": true, "url": store},
        "kubernetesCRDStore": {"enable": false},
    });
    for (name, value) in more.as_object().into_iter().flatten() {
        yaml[name.trim_start_matches("yaml.")] = value.clone();
    }
    // in the order of the question: yaml, http, [yaml], editor, files
    let http = json!({"proxy": "", "proxyStrictSSL": false});
    let editor = json!({"tabSize": 2, "detectIndentation": false});
    let answer = json!([yaml, http, {}, editor, {"associations": {}}]);
    let asked = generic.answer_request("workspace/configuration", answer);
    assert_eq!(asked["items"][0]["section"], "yaml");
}

/// Waits until it says something, or nothing, at all of the places: it tells nobody when its settings have arrived.
fn until_it_says(generic: &mut Client, something: bool) {
    let end = Instant::now() + Duration::from_secs(60);
    loop {
        let heard = says(generic, URI, 0);
        if heard == [something; 9] {
            return;
        }
        assert!(Instant::now() < end, "{heard:?}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Whether a server has a hover, and completions, at each of the places, `below` lines further down.
fn says(client: &mut Client, uri: &str, below: u32) -> [bool; 9] {
    let mut ask = |what: &str, (line, character): (u32, u32)| {
        let position = json!({"line": line + below, "character": character});
        client.request(
            &format!("textDocument/{what}"),
            json!({"textDocument": {"uri": uri}, "position": position}),
        )
    };
    let hovers = HOVERS.map(|place| {
        let answer = ask("hover", place);
        // the generic server may answer with an empty text, which editors do not show
        let text = answer["contents"]["value"].as_str();
        text.or(answer["contents"].as_str())
            .is_some_and(|text| !text.is_empty())
    });
    let completions = COMPLETIONS.map(|place| {
        let answer = ask("completion", place);
        let items = answer.get("items").unwrap_or(&answer);
        items.as_array().is_some_and(|items| !items.is_empty())
    });
    let mut all = [false; 9];
    for (place, says) in all.iter_mut().zip(hovers.into_iter().chain(completions)) {
        *place = says;
    }
    all
}

fn generic() -> Client {
    let server = "node_modules/yaml-language-server/bin/yaml-language-server";
    let mut node = Command::new("node");
    node.arg(installed("yaml_server").join(server))
        .arg("--stdio");
    let mut client = Client::start_other(&mut node);
    client.request(
        "initialize",
        json!({"processId": null, "rootUri": null, "capabilities": {}}),
    );
    client.notify("initialized", json!({}));
    client
}

/// The address of a schema store on this machine, which has a schema for f.yml as the real one has for
/// serverless.yml: ours.
fn schema_store() -> String {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../schema/json/f.yml.schema.json")
        .canonicalize()
        .unwrap();
    let url = format!("file://{}", schema.display());
    let catalog =
        json!({"schemas": [{"name": "f.yml", "url": url, "fileMatch": ["f.yml"]}]}).to_string();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/catalog.json", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut head = BufReader::new(&stream).lines().map_while(Result::ok);
            while head.next().is_some_and(|line| !line.is_empty()) {}
            let length = catalog.len();
            write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{catalog}"
            )
            .unwrap();
        }
    });
    address
}

fn page() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/beside-yaml.md"))
        .unwrap()
}

/// The settings that the page names first.
fn first_json(page: &str) -> Value {
    let (_, rest) = page.split_once("```json\n").unwrap();
    serde_json::from_str(rest.split_once("```").unwrap().0).unwrap()
}

/// The line that the page recommends for the top of a file.
fn first_line(page: &str) -> &str {
    let (_, rest) = page.split_once("```yaml\n").unwrap();
    rest.lines().next().unwrap()
}
