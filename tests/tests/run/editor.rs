//! An editor that runs things.

use std::fs;
use std::path::{Path, PathBuf};

use fyml_tests::Folder;
use fyml_tests::client::Client;
pub use fyml_tests::fake_project;
use serde_json::{Value, json};

/// A service with an http function, a timer, and names that look like something else.
pub const SHOP: &str = r#"service: shop
provider:
  name: aliyun
  region: cn-shanghai
functions:
  index:
    handler: a.b
    events:
      - http:
          path: /shop/:id
          method: [get]
  tick:
    handler: a.c
    events:
      - timer:
          type: cron
          value: '0 0 4 * * *'
  "--help": {handler: a.b}
  "-f": {handler: a.b}
  "a b": {handler: a.b}
  "it's": {handler: a.b}
  "a\"b": {handler: a.b}
  "a;touch pwned": {handler: a.b}
  "$(touch pwned)": {handler: a.b}
  "`touch pwned`": {handler: a.b}
  "%PATH%": {handler: a.b}
  "a&b|c>d^e": {handler: a.b}
  "a\nb": {handler: a.b}
  函数: {handler: a.b}
  "007": {handler: a.b}
"#;

/// An editor with one f.yml open.
pub struct Editor {
    pub client: Client,
    pub uri: String,
    pub folder: PathBuf,
}

/// Capabilities of a client that shows runs itself.
pub fn rich() -> Value {
    json!({"textDocument": {"codeLens": {}}, "experimental": {"fymlRunOutput": true}})
}

impl Editor {
    /// Opens the f.yml of a folder.
    pub fn open(folder: &Path, capabilities: Value, settings: Value) -> Editor {
        let params = json!({
            "processId": null, "rootUri": null, "capabilities": capabilities,
            "initializationOptions": {"fyml": settings},
        });
        let (mut client, _) = Client::with(params);
        let folder = folder.canonicalize().expect("it is there");
        let uri = format!("file://{}/f.yml", folder.display());
        let text = fs::read_to_string(folder.join("f.yml")).expect("it is there");
        client.open(&uri, &text);
        Editor {
            client,
            uri,
            folder,
        }
    }

    /// Opens it for runs of the fake `f` that do `act`.
    pub fn acting(folder: &Folder, act: &str) -> Editor {
        let env =
            json!({"cli": {"env": {"FAKE_F": act, "GIVEN": "a b"}}, "timeouts": {"invoke": 20}});
        Editor::open(folder.path(), rich(), env)
    }

    /// Runs a command and gives its result.
    pub fn execute(&mut self, command: &str, argument: Value) -> Value {
        let params = json!({"command": command, "arguments": [argument]});
        self.client.request("workspace/executeCommand", params)
    }

    /// Invokes a function.
    pub fn invoke(&mut self, function: &str) -> Value {
        let argument = json!({"uri": self.uri, "function": function});
        self.execute("fyml.invoke", argument)
    }

    /// How the fake `f` was called last.
    pub fn called(&self) -> Option<Value> {
        let text = fs::read_to_string(self.folder.join("called.json")).ok()?;
        serde_json::from_str(&text).ok()
    }

    /// Leaves, whatever else the server has said.
    pub fn leave(mut self) {
        self.client.request("shutdown", Value::Null);
        self.client.notify("exit", Value::Null);
        assert_eq!(self.client.wait(), Some(0));
    }
}
