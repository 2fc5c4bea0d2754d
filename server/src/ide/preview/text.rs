//! Previews as text.

use fyml_schema::{Cloud, DeployPath, Lang};

use super::{Note, Preview, Route};
use crate::deploy::{Map, Value, json, yaml};
use crate::lint::Message;
use crate::message;
use crate::syntax::{Document, Encoding, Span};

/// The version of the JSON form.
const VERSION: f64 = 1.0;

impl Preview {
    /// YAML: the notes as comments, below them what is handed over. `shown` is the name of the file.
    pub fn yaml(&self, document: &Document, shown: &str, lang: Lang) -> String {
        let mut text = String::new();
        let mut comment = |line: &str| {
            text.push_str(if line.is_empty() { "#" } else { "# " });
            text.push_str(line);
            text.push('\n');
        };
        comment(what(self.path).get(lang));
        if !self.notes.is_empty() {
            comment("");
            for note in &self.notes {
                comment(&self::note(note, document, shown, lang));
            }
        }
        text.push_str(&yaml::write(&self.output));
        text
    }

    /// JSON: `version`, `provider`, `tool` (aliyun only), `output` and `notes`.
    pub fn json(&self, document: &Document, lang: Lang) -> String {
        let mut map = self.head();
        map.define("output", self.output.clone());
        map.define("notes", self.notes_as_data(document, lang));
        printed(map)
    }

    /// The routes as a table; a sentence if there are none.
    pub fn routes_text(&self, lang: Lang) -> String {
        if self.routes.is_empty() {
            let none = message!(
                "No function answers any request.",
                "没有任何函数响应 HTTP 请求。"
            );
            return format!("{}\n", none.get(lang));
        }
        let rows: Vec<[String; 3]> = self.routes.iter().map(|route| row(route, lang)).collect();
        let width = |column: usize| {
            let widths = rows.iter().map(|row| row[column].chars().count());
            widths.max().unwrap_or_default()
        };
        let (methods, paths) = (width(0), width(1));
        rows.iter()
            .map(|[method, path, function]| {
                format!("{method:methods$}  {path:paths$}  → {function}\n")
            })
            .collect()
    }

    /// JSON: as [`Preview::json`], with `routes` in place of `output`.
    pub fn routes_json(&self, document: &Document, lang: Lang) -> String {
        let mut map = self.head();
        let routes = self.routes.iter().map(route_as_data);
        map.define("routes", Value::List(routes.collect()));
        map.define("notes", self.notes_as_data(document, lang));
        printed(map)
    }

    fn head(&self) -> Map {
        let mut map = Map::new();
        map.define("version", VERSION);
        map.define("provider", self.path.cloud().name());
        if self.path.cloud() == Cloud::Aliyun {
            let is_fun = self.path == DeployPath::Fun;
            map.define("tool", if is_fun { "fun" } else { "serverless-devs" });
        }
        map
    }

    fn notes_as_data(&self, document: &Document, lang: Lang) -> Value {
        let notes = self.notes.iter().map(|note| {
            let mut map = Map::new();
            if let Some(span) = note.span {
                let (line, column) = place(document, span);
                map.define("line", f64::from(line));
                map.define("column", f64::from(column));
                map.define("path", document.path_at(span));
            }
            map.define("severity", note.severity.as_str());
            if let Some(code) = note.code {
                map.define("code", code);
            }
            map.define("message", note.message.get(lang));
            map.into()
        });
        Value::List(notes.collect())
    }
}

/// What the output is.
fn what(path: DeployPath) -> Message {
    match path {
        DeployPath::ServerlessDevs => message!(
            "What deploying hands to aliyun: one input of the Serverless Devs component fc-deploy for each function.",
            "部署到 aliyun 时实际提交的内容：每个函数对应一份 Serverless Devs 组件 fc-deploy 的输入。"
        ),
        DeployPath::Fun => message!(
            "What deploying hands to aliyun with `--useFun`: the template.yml of funcraft.",
            "使用 `--useFun` 部署到 aliyun 时实际提交的内容：funcraft 的 template.yml。"
        ),
        DeployPath::Vercel => message!(
            "What deploying hands to vercel: the vercel.json of cli-plugin-vercel.",
            "部署到 vercel 时实际提交的内容：cli-plugin-vercel 生成的 vercel.json。"
        ),
        DeployPath::Wechat => message!(
            "What packaging writes for wechat beside the build: a folder for each function, which the developer tools upload.",
            "打包到 wechat 时在构建产物之外写入的内容：每个函数一个目录，由微信开发者工具上传。"
        ),
        DeployPath::Tencent => message!(
            "What deploying hands to tencent: the serverless.yml of serverless-tencent-scf.",
            "部署到 tencent 时实际提交的内容：serverless-tencent-scf 的 serverless.yml。"
        ),
    }
}

/// `f.yml:9:9 warning aliyun-apigw-ignored: …`, on one line whatever the message holds.
fn note(note: &Note, document: &Document, shown: &str, lang: Lang) -> String {
    let message: Vec<&str> = note.message.get(lang).split_whitespace().collect();
    let message = message.join(" ");
    let (Some(span), Some(code)) = (note.span, note.code) else {
        return message;
    };
    let (line, column) = place(document, span);
    let severity = note.severity.as_str();
    format!("{shown}:{line}:{column} {severity} {code}: {message}")
}

/// Line and column of the beginning, both from 1, columns in characters.
pub(super) fn place(document: &Document, span: Span) -> (u32, u32) {
    let position = document.text().position(span.start, Encoding::Utf32);
    (position.line + 1, position.character + 1)
}

fn row(route: &Route, lang: Lang) -> [String; 3] {
    let nothing = message!("(none)", "（无）");
    let methods = match route.methods.as_slice() {
        [] => nothing.get(lang).to_owned(),
        methods => methods.join(","),
    };
    let mut function = route.function.clone();
    if !route.members.is_empty() {
        function.push_str(&format!(" ({})", route.members.join(", ")));
    }
    if let Some(other) = &route.overwritten_by {
        let overwritten = message!("overwritten by {other}", "被 {other} 覆盖");
        function.push_str(&format!(" — {}", overwritten.get(lang)));
    }
    [methods, route.path.clone(), function]
}

fn route_as_data(route: &Route) -> Value {
    let list = |texts: &[String]| {
        let texts = texts.iter().map(|text| Value::from(text.as_str()));
        Value::List(texts.collect())
    };
    let mut map = Map::new();
    map.define("methods", list(&route.methods));
    map.define("path", route.path.as_str());
    map.define("function", route.function.as_str());
    map.define("members", list(&route.members));
    if let Some(other) = &route.overwritten_by {
        map.define("overwrittenBy", other.as_str());
    }
    map.into()
}

fn printed(map: Map) -> String {
    let mut text = json::pretty(&map.into()).unwrap_or_default();
    text.push('\n');
    text
}
