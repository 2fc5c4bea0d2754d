//! Going places: definition, references, highlights, renaming, links, folds, selections, workspace symbols.

use std::fs;
use std::path::Path;

use fyml_tests::client::Client;
use serde_json::{Value, json};

const ENCODINGS: [&str; 3] = ["utf-8", "utf-16", "utf-32"];

/// The code of the project. Chinese and a character outside of the basic plane stand before the names.
const SOURCE: &str = "import { Func, Provide } from '@midwayjs/decorator';\n\n@Provide()\nexport class 商店Service {\n  /* 🙂 下单 */ @Func('shop.buy') async buy(商品: string) {}\n\n  @ServerlessFunction({ functionName: 'report' })\n  @ServerlessTrigger(ServerlessTriggerType.TIMER, { type: 'cron', value: '0 0 4 * * *' })\n  async daily() {}\n}\n";

const SPEC: &str = "service: \"🙂商店\"\nprovider:\n  name: aliyun\nx-base: &base { timeout: 3 }\nfunctions:\n  buy: { \"描述\": '下单🙂', handler: shop.buy, <<: *base }\n  report:\n    handler: none.none\naggregation:\n  all: { \"说明🙂\": 1, functions: [buy, 'report'] } # buy\nplugins:\n  - ./plugin\n";

/// A project on the disk.
struct Shop {
    folder: tempfile::TempDir,
}

impl Shop {
    fn new() -> Shop {
        let folder = tempfile::tempdir().expect("a folder");
        let shop = Shop { folder };
        for (name, text) in [("f.yml", SPEC), ("src/商 店.ts", SOURCE), ("plugin.js", "")] {
            let path = shop.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        shop
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn uri(&self, name: &str) -> String {
        let path = self.path().join(name).to_string_lossy().replace('\\', "/");
        format!(
            "file://{}{path}",
            if path.starts_with('/') { "" } else { "/" }
        )
    }

    fn client(&self, encoding: &str, capabilities: &Value) -> Client {
        let mut capabilities = capabilities.clone();
        capabilities["general"] = json!({"positionEncodings": [encoding]});
        capabilities["textDocument"]["diagnostic"] = json!({});
        let folders = json!([{"uri": self.uri(""), "name": "shop"}]);
        let params =
            json!({"capabilities": capabilities, "workspaceFolders": folders, "locale": "zh-cn"});
        let (mut client, _) = Client::with(params);
        client.open(&self.uri("f.yml"), SPEC);
        client
    }
}

/// The length of a text as an encoding counts it.
fn columns(text: &str, encoding: &str) -> usize {
    match encoding {
        "utf-8" => text.len(),
        "utf-16" => text.encode_utf16().count(),
        _ => text.chars().count(),
    }
}

/// Where the `nth` (from 0) `word` in `text` begins and ends.
fn range_of(text: &str, word: &str, nth: usize, encoding: &str) -> Value {
    let (at, _) = text
        .match_indices(word)
        .nth(nth)
        .expect("the word is there");
    let line = text[..at].matches('\n').count();
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let character = columns(&text[start..at], encoding);
    json!({
        "start": {"line": line, "character": character},
        "end": {"line": line, "character": character + columns(word, encoding)},
    })
}

fn at(uri: &str, range: &Value) -> Value {
    json!({"textDocument": {"uri": uri}, "position": range["start"]})
}

/// The escaped form that the server writes.
const SOURCE_NAME: &str = "src/%E5%95%86%20%E5%BA%97.ts";

#[test]
fn handlers_lead_to_code_and_code_leads_back() {
    let shop = Shop::new();
    for encoding in ENCODINGS {
        let links = json!({"textDocument": {"definition": {"linkSupport": true}}});
        let mut client = shop.client(encoding, &links);
        let uri = shop.uri("f.yml");
        let handler = range_of(SPEC, "shop.buy", 0, encoding);
        let found = client.request("textDocument/definition", at(&uri, &handler));
        let [link] = found.as_array().expect("links").as_slice() else {
            panic!("{found:#}")
        };
        assert_eq!(link["originSelectionRange"], handler, "{encoding}");
        assert!(
            link["targetUri"]
                .as_str()
                .is_some_and(|uri| uri.ends_with(SOURCE_NAME))
        );
        assert_eq!(
            link["targetSelectionRange"],
            range_of(SOURCE, "buy", 1, encoding)
        );
        assert_eq!(
            link["targetRange"]["start"],
            range_of(SOURCE, "@Func", 0, encoding)["start"]
        );

        // a name that only the code knows the method of
        let key = range_of(SPEC, "report", 0, encoding);
        let found = client.request("textDocument/definition", at(&uri, &key));
        assert_eq!(
            found[0]["targetSelectionRange"],
            range_of(SOURCE, "daily", 0, encoding)
        );

        let source = shop.uri("src/商 店.ts");
        let decorator = range_of(SOURCE, "'shop.buy'", 0, encoding);
        let found = client.request("textDocument/definition", at(&source, &decorator));
        assert_eq!(
            found[0]["targetSelectionRange"],
            range_of(SPEC, "buy", 0, encoding)
        );
        assert_eq!(found[0]["targetUri"], json!(uri));

        // the method's name is the business of the language's own server
        let method = range_of(SOURCE, "buy", 1, encoding);
        assert_eq!(
            client.request("textDocument/definition", at(&source, &method)),
            Value::Null
        );
        let mut params = at(&source, &method);
        params["context"] = json!({"includeDeclaration": true});
        let found = client.request("textDocument/references", params);
        let ranges: Vec<&Value> = found
            .as_array()
            .expect("places")
            .iter()
            .map(|place| &place["range"])
            .collect();
        assert_eq!(
            ranges,
            [
                &range_of(SPEC, "buy", 0, encoding),
                &range_of(SPEC, "shop.buy", 0, encoding),
                &range_of(SPEC, "buy", 2, encoding),
            ]
        );
        client.finish();
    }
}

#[test]
fn members_aliases_and_plugins_lead_to_what_they_mean() {
    let shop = Shop::new();
    for encoding in ENCODINGS {
        let mut client = shop.client(encoding, &json!({}));
        let uri = shop.uri("f.yml");
        let member = range_of(SPEC, "buy", 2, encoding);
        let found = client.request("textDocument/definition", at(&uri, &member));
        assert_eq!(
            found,
            json!([{"uri": uri, "range": range_of(SPEC, "buy", 0, encoding)}])
        );
        let alias = range_of(SPEC, "base }", 0, encoding);
        let found = client.request("textDocument/definition", at(&uri, &alias));
        assert_eq!(found[0]["range"], range_of(SPEC, "base", 1, encoding));
        let plugin = range_of(SPEC, "./plugin", 0, encoding);
        let found = client.request("textDocument/definition", at(&uri, &plugin));
        assert_eq!(found[0]["uri"], json!(shop.uri("plugin.js")));
        assert_eq!(
            client.request(
                "textDocument/definition",
                at(&uri, &range_of(SPEC, "aliyun", 0, encoding))
            ),
            Value::Null
        );
        client.finish();
    }
}

#[test]
fn highlights_and_references_are_the_mentions() {
    let shop = Shop::new();
    for encoding in ENCODINGS {
        let mut client = shop.client(encoding, &json!({}));
        let uri = shop.uri("f.yml");
        let member = range_of(SPEC, "buy", 2, encoding);
        let found = client.request("textDocument/documentHighlight", at(&uri, &member));
        assert_eq!(
            found,
            json!([
                {"range": range_of(SPEC, "buy", 0, encoding), "kind": 3},
                {"range": member, "kind": 2},
            ]),
            "{encoding}"
        );
        let nothing = range_of(SPEC, "aliyun", 0, encoding);
        assert_eq!(
            client.request("textDocument/documentHighlight", at(&uri, &nothing)),
            Value::Null
        );
        let mut params = at(&uri, &member);
        params["context"] = json!({"includeDeclaration": false});
        let found = client.request("textDocument/references", params);
        assert_eq!(found[0]["range"], member);
        assert!(
            found[1]["uri"]
                .as_str()
                .is_some_and(|uri| uri.ends_with(SOURCE_NAME)),
            "{found:#}"
        );
        assert_eq!(found[1]["range"], range_of(SOURCE, "buy", 1, encoding));
        client.finish();
    }
}

#[test]
fn a_rename_is_one_edit_of_everything() {
    let shop = Shop::new();
    for encoding in ENCODINGS {
        let can = json!({
            "workspace": {"workspaceEdit": {"documentChanges": true}},
            "textDocument": {"rename": {"prepareSupport": true}},
        });
        let mut client = shop.client(encoding, &can);
        let uri = shop.uri("f.yml");
        let member = range_of(SPEC, "report", 1, encoding);
        let prepared = client.request("textDocument/prepareRename", at(&uri, &member));
        assert_eq!(prepared, json!({"range": member, "placeholder": "report"}));
        let mut params = at(&uri, &member);
        params["newName"] = json!("summary");
        let edit = client.request("textDocument/rename", params.clone());
        let changes = edit["documentChanges"].as_array().expect("changes");
        let [here, code] = changes.as_slice() else {
            panic!("{edit:#}")
        };
        assert_eq!(here["textDocument"], json!({"uri": uri, "version": 1}));
        assert_eq!(
            here["edits"],
            json!([
                {"range": range_of(SPEC, "report", 0, encoding), "newText": "summary"},
                {"range": member, "newText": "summary"},
            ])
        );
        assert_eq!(code["textDocument"]["version"], Value::Null);
        assert_eq!(
            code["edits"],
            json!([{"range": range_of(SOURCE, "report", 0, encoding), "newText": "summary"}])
        );
        for (name, reason) in [
            ("buy", "已经有名为 `buy` 的函数。"),
            ("1st", "云平台不接受函数名 `1st`：不能以 `1` 开头。"),
        ] {
            params["newName"] = json!(name);
            let error = client
                .try_request("textDocument/rename", params.clone())
                .expect_err("a refusal");
            assert_eq!(
                (&error["code"], &error["message"]),
                (&json!(-32803), &json!(reason))
            );
        }
        let nothing = at(&uri, &range_of(SPEC, "aliyun", 0, encoding));
        assert_eq!(
            client.request("textDocument/prepareRename", nothing),
            Value::Null
        );
        client.finish();
    }
    let mut client = shop.client("utf-16", &json!({}));
    let mut params = at(&shop.uri("f.yml"), &range_of(SPEC, "base", 0, "utf-16"));
    params["position"]["character"] = json!(9);
    params["newName"] = json!("common");
    let edit = client.request("textDocument/rename", params);
    let changes = edit["changes"][shop.uri("f.yml")]
        .as_array()
        .expect("changes by document");
    assert_eq!(changes.len(), 2, "{edit:#}");
    client.finish();
}

#[test]
fn links_lead_to_what_exists() {
    let shop = Shop::new();
    for encoding in ENCODINGS {
        let mut client = shop.client(encoding, &json!({}));
        let params = json!({"textDocument": {"uri": shop.uri("f.yml")}});
        let links = client.request("textDocument/documentLink", params);
        let [handler, lost, plugin] = links.as_array().expect("links").as_slice() else {
            panic!("{links:#}")
        };
        assert_eq!(handler["range"], range_of(SPEC, "shop.buy", 0, encoding));
        assert!(
            handler["target"]
                .as_str()
                .is_some_and(|uri| uri.ends_with(&format!("{SOURCE_NAME}#L5"))),
            "{links:#}"
        );
        // found by the function's name
        assert_eq!(lost["range"], range_of(SPEC, "none.none", 0, encoding));
        assert_eq!(plugin["target"], json!(shop.uri("plugin.js")));
        client.finish();
    }
}

#[test]
fn a_layer_leads_to_the_page_of_its_package() {
    let shop = Shop::new();
    let spec = "service: 商店\nlayers:\n  '运行🙂': {path: 'npm:@shop/layer@1.0.0'}\n  b: {path: npm:plain}\n  c: {path: npm:gone}\n  d: {path: ./plugin.js}\n";
    for (name, text) in [
        (
            "@shop/layer",
            "{\"homepage\": \"https://layer.example.com/\"}",
        ),
        ("plain", "{}"),
    ] {
        let folder = shop.folder.path().join("node_modules").join(name);
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join("package.json"), text).expect("a file");
    }
    for encoding in ENCODINGS {
        let mut client = shop.client(encoding, &json!({}));
        client.replace(&shop.uri("f.yml"), 2, spec);
        let params = json!({"textDocument": {"uri": shop.uri("f.yml")}});
        let links = client.request("textDocument/documentLink", params);
        let [page, file, local] = links.as_array().expect("links").as_slice() else {
            panic!("{links:#}")
        };
        let range = range_of(spec, "npm:@shop/layer@1.0.0", 0, encoding);
        assert_eq!(page["range"], range);
        assert_eq!(page["target"], "https://layer.example.com/");
        let plain = shop.uri("node_modules/plain/package.json");
        assert_eq!(file["target"], json!(plain));
        assert_eq!(local["target"], json!(shop.uri("plugin.js")));
        client.finish();
    }
}

#[test]
fn folds_are_lines_where_the_client_wants_lines() {
    let shop = Shop::new();
    for encoding in ENCODINGS {
        let params = json!({"textDocument": {"uri": shop.uri("f.yml")}});
        let lines = json!({"textDocument": {"foldingRange": {"lineFoldingOnly": true}}});
        let mut client = shop.client(encoding, &lines);
        let folds = client.request("textDocument/foldingRange", params.clone());
        assert!(
            folds
                .as_array()
                .expect("folds")
                .contains(&json!({"startLine": 4, "endLine": 7})),
            "{folds:#}"
        );
        client.finish();
        let limited = json!({"textDocument": {"foldingRange": {"rangeLimit": 1}}});
        let mut client = shop.client(encoding, &limited);
        client.open(&shop.uri("f.yml"), "service: {\"键🙂\": [\n  1\n]}\n");
        let folds = client.request("textDocument/foldingRange", params);
        let before = columns("service: {", encoding);
        assert_eq!(
            folds,
            json!([{"startLine": 0, "startCharacter": before, "endLine": 2, "endCharacter": 1}])
        );
        client.finish();
    }
}

#[test]
fn selections_grow_to_the_document() {
    let shop = Shop::new();
    for encoding in ENCODINGS {
        let mut client = shop.client(encoding, &json!({}));
        let place = range_of(SPEC, "buy,", 0, encoding)["start"].clone();
        let params = json!({"textDocument": {"uri": shop.uri("f.yml")}, "positions": [place, {"line": 99, "character": 99}]});
        let chains = client.request("textDocument/selectionRange", params);
        assert_eq!(chains.as_array().map(Vec::len), Some(2));
        let mut ranges = Vec::new();
        let mut next = &chains[0];
        while !next.is_null() {
            ranges.push(next["range"].clone());
            next = &next["parent"];
        }
        assert_eq!(ranges[0], range_of(SPEC, "buy", 1, encoding));
        assert_eq!(ranges[1], range_of(SPEC, "shop.buy", 0, encoding));
        assert_eq!(ranges[2], range_of(SPEC, "handler: shop.buy", 0, encoding));
        assert_eq!(
            ranges.last().map(|range| &range["start"]),
            Some(&json!({"line": 0, "character": 0}))
        );
        client.finish();
    }
}

#[test]
fn symbols_of_the_workspace_are_found_open_or_not() {
    let shop = Shop::new();
    fs::create_dir_all(shop.path().join("other")).expect("a folder");
    fs::write(
        shop.path().join("other/f.yml"),
        "service: other\nprovider: {name: aliyun}\nfunctions:\n  '🙂buyMore': {handler: a.b}\n",
    )
    .expect("a file");
    for encoding in ENCODINGS {
        let mut client = shop.client(encoding, &json!({}));
        let found = client.request("workspace/symbol", json!({"query": "BUY"}));
        let mut names: Vec<(&str, &str)> = found
            .as_array()
            .expect("symbols")
            .iter()
            .map(|symbol| {
                (
                    symbol["name"].as_str().unwrap_or(""),
                    symbol["containerName"].as_str().unwrap_or(""),
                )
            })
            .collect();
        names.sort_unstable();
        assert_eq!(
            names,
            [
                ("buy", "🙂商店"),
                ("shop.buy", "商店Service"),
                ("🙂buyMore", "other")
            ]
        );
        let of = |name: &str| {
            let symbols = found.as_array().expect("symbols");
            let symbol = symbols.iter().find(|symbol| symbol["name"] == name);
            symbol.expect("the symbol")["location"]["range"].clone()
        };
        assert_eq!(of("shop.buy"), range_of(SOURCE, "buy", 1, encoding));
        assert_eq!(of("buy"), range_of(SPEC, "buy", 0, encoding));
        assert_eq!(
            client.request("workspace/symbol", json!({"query": "nobody"})),
            json!([])
        );
        client.finish();
    }
}

#[test]
fn changed_code_is_read_again() {
    let shop = Shop::new();
    let watching = json!({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}});
    let mut client = shop.client("utf-16", &watching);
    let registration = client.answer_request("client/registerCapability", Value::Null);
    assert!(
        registration.to_string().contains("**/*.{ts,"),
        "{registration:#}"
    );
    let uri = shop.uri("f.yml");
    let handler = range_of(SPEC, "none.none", 0, "utf-16");
    let before = client.request("textDocument/definition", at(&uri, &handler));
    assert_eq!(before[0]["range"], range_of(SOURCE, "daily", 0, "utf-16"));
    let code = "@Func('none.none')\nexport class None { handler() {} }\n";
    fs::write(shop.path().join("src/none.ts"), code).expect("a file");
    let changed = json!({"changes": [{"uri": shop.uri("src/none.ts"), "type": 1}]});
    client.notify("workspace/didChangeWatchedFiles", changed);
    let after = client.request("textDocument/definition", at(&uri, &handler));
    assert_eq!(
        after,
        json!([{"uri": shop.uri("src/none.ts"), "range": range_of(code, "handler", 0, "utf-16")}])
    );
    client.finish();
}

#[test]
fn a_hover_looks_at_the_disk_only_when_something_has_changed() {
    let shop = Shop::new();
    let watching = json!({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}});
    let mut client = shop.client("utf-16", &watching);
    client.answer_request("client/registerCapability", Value::Null);
    let uri = shop.uri("f.yml");
    let handler = range_of(SPEC, "shop.buy", 0, "utf-16");
    let shown = |client: &mut Client| {
        let hover = client.request("textDocument/hover", at(&uri, &handler));
        hover["contents"]["value"]
            .as_str()
            .expect("a text")
            .to_owned()
    };
    let first = shown(&mut client);
    assert!(
        first.contains("商 店.ts:5") && first.contains("buy(商品: string)"),
        "{first}"
    );
    let source = shop.path().join("src/商 店.ts");
    fs::write(&source, SOURCE.replace("商品: string", "数量: number")).expect("a file");
    assert_eq!(shown(&mut client), first);
    let changes = json!({"changes": [{"uri": shop.uri("src/商 店.ts"), "type": 2}]});
    client.notify("workspace/didChangeWatchedFiles", changes);
    assert!(shown(&mut client).contains("buy(数量: number)"));
    client.finish();
}
