//! f.yml files: right ones, and ones with every mistake that is made in them.

use fyml_schema::Cloud;
use fyml_tests::Random;

/// How much of a document is as it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Care {
    /// Everything: nothing in it may be called an error.
    Right,
    /// Most of it.
    Careless,
    /// Little.
    Wild,
}

/// A document, and the variables that are set when it is read.
#[derive(Debug, Clone)]
pub struct Sample {
    /// f.yml.
    pub text: String,
    /// Environment variables.
    pub variables: Vec<(String, String)>,
    /// How it was made.
    pub care: Care,
}

/// Values that are of a wrong type, or right ones in a form that few people write. All may stand in `{…}`.
const ODD: &[&str] = &[
    "null",
    "~",
    "''",
    "0",
    "-0",
    "false",
    "true",
    "1",
    "3.5",
    "-1",
    "[]",
    "{}",
    "[null]",
    "[1]",
    "[a, 'b c']",
    "{a: 1}",
    "{length: 1}",
    "text",
    "'two words'",
    "'${env.FYML_SET}'",
    "'${env.FYML_UNSET}'",
    "'${custom.x}'",
    "2020-01-01",
    "[[1, a], []]",
    "'x\":y'",
    "中文",
    ".nan",
    "-.inf",
    "0x1F",
    "1e21",
    "[http]",
    "!!str 5",
    "'a\\b\"c'",
    "{Abc: {dEf: [{Gh: 'i\":j'}]}}",
    "yes",
    "[get, 1]",
    "{prefix: a}",
    "\"line\\nbreak\"",
];

const NAMES: &[&str] = &[
    "index",
    "user",
    "orderList",
    "get-user",
    "pay_2",
    "search",
    "report",
];
const ODD_NAMES: &[&str] = &[
    "'1'",
    "10",
    "'007'",
    "a.b",
    "a/b",
    "__proto__",
    "constructor",
    "toString",
    "中文",
    "''",
    "'${env.FYML_SET}'",
    "null",
    "true",
    "1.5",
    "Type",
    "Properties",
    "http",
    "'a b'",
];
const HANDLERS: &[&str] = &["index.handler", "user.list", "pay.create", "order.query"];
const ODD_HANDLERS: &[&str] = &[
    "index",
    "a.b.c",
    "src/index.handler",
    "index.a-b",
    ".handler",
    "index.",
    "'.'",
    "a..b",
];
const PATHS: &[&str] = &["/", "/*", "/api/*", "/user", "/api/order/list", "/pay"];
const ODD_PATHS: &[&str] = &["api", "/a/*/b", "/user/:id", "''", "'/a b'", "1", "/中文"];
const METHODS: &[&str] = &[
    "get",
    "post",
    "GET",
    "[get, post]",
    "[GET]",
    "put",
    "delete",
    "head",
];
const ODD_METHODS: &[&str] = &[
    "any",
    "all",
    "ANY",
    "[any]",
    "'get,post'",
    "[]",
    "[OPTIONS]",
    "[get, OPTIONS]",
    "options",
    "patch",
    "[patch]",
    "fetch",
    "''",
    "1",
    "true",
    "{}",
    "[null]",
    "[1, get]",
    "[[get]]",
    "ß",
];
const TRIGGERS: &[&str] = &[
    "http",
    "http",
    "http",
    "timer",
    "timer",
    "os",
    "oss",
    "cos",
    "log",
    "mq",
    "apigw",
    "cmq",
    "kafka",
    "ckafka",
    "cdn",
    "mns",
    "schedule",
    "event",
    "hsf",
    "mtop",
    "ssr",
    "rds",
    "htttp",
    "cron",
    "Http",
    "__proto__",
    "api_gateway",
    "sls",
];

impl Sample {
    /// The value of a variable.
    pub fn variable(&self, name: &str) -> Option<String> {
        let found = self.variables.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone())
    }
}

/// The generator.
pub struct Generator<'r> {
    pub random: &'r mut Random,
    pub care: Care,
    pub cloud: Cloud,
    /// What is written so far.
    pub text: String,
    /// The names of the functions that are written.
    pub functions: Vec<String>,
}

impl<'r> Generator<'r> {
    /// A generator of one document.
    pub fn new(random: &'r mut Random, cloud: Cloud) -> Generator<'r> {
        let care = match random.below(10) {
            0 | 1 => Care::Right,
            2..=6 => Care::Careless,
            _ => Care::Wild,
        };
        Generator {
            random,
            care,
            cloud,
            text: String::new(),
            functions: Vec::new(),
        }
    }

    /// The document; `more` may write keys of its own at the end.
    pub fn sample(mut self, more: impl FnOnce(&mut Self)) -> Sample {
        let mut variables = vec![("FYML_SET".to_owned(), "shop".to_owned())];
        if self.random.once_in(4) {
            variables.push(("UDEV_STAGE".to_owned(), "beta".to_owned()));
        }
        if self.document() {
            more(&mut self);
        }
        Sample {
            text: self.text,
            variables,
            care: self.care,
        }
    }

    fn is_tencent(&self) -> bool {
        self.cloud == Cloud::Tencent
    }

    /// Whether the next thing is to be wrong.
    pub fn is_odd(&mut self) -> bool {
        match self.care {
            Care::Right => false,
            Care::Careless => self.random.once_in(25),
            Care::Wild => self.random.once_in(6),
        }
    }

    /// The right value, or now and then another.
    pub fn value(&mut self, right: &[&str]) -> String {
        match self.is_odd() {
            true => self.random.pick(ODD).to_owned(),
            false => self.random.pick(right).to_owned(),
        }
    }

    /// A right value, one of the usual mistakes, or anything.
    pub fn among(&mut self, right: &[&str], mistakes: &[&str]) -> String {
        match self.is_odd() {
            true => self.random.pick(mistakes).to_owned(),
            false => self.value(right),
        }
    }

    /// Writes a line.
    pub fn line(&mut self, indent: usize, text: &str) {
        self.text.extend(std::iter::repeat_n(' ', indent));
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// `key: value`, once in so many times.
    pub fn maybe(&mut self, one_in: usize, indent: usize, key: &str, right: &[&str]) {
        if self.random.once_in(one_in) {
            let value = self.value(right);
            self.line(indent, &format!("{key}: {value}"));
        }
    }

    /// Writes the document; whether it is one that has keys.
    fn document(&mut self) -> bool {
        if self.care == Care::Wild && self.random.once_in(60) {
            let whole = self.random.pick(&[
                "",
                "# nothing\n",
                "[]\n",
                "text\n",
                "0\n",
                "- a\n",
                "null\n",
                "3\n",
                "a: [\n",
            ]);
            self.text.push_str(whole);
            return false;
        }
        self.service();
        self.provider();
        self.custom();
        if self.is_odd() {
            let key = self
                .random
                .pick(&["package", "plugins", "resources", "version", "hooks"]);
            let value = self.random.pick(ODD);
            self.line(0, &format!("{key}: {value}"));
        }
        self.layers();
        self.write_functions();
        true
    }

    fn layers(&mut self) {
        if !self.random.once_in(10) {
            return;
        }
        let right = &[
            "{redis: {path: 'npm:@shop/redis-layer@1.0.0'}}",
            "[{path: 'npm:redis'}]",
        ];
        let layers = self.among(
            right,
            &[
                "{redis: }",
                "{redis: {path: 3}}",
                "{redis: {path: redis}}",
                "{redis: {path: }}",
                "{redis: 'npm:redis'}",
                "{redis: {}}",
                "[null, {path: 'npm:redis'}]",
                "[{path: [1]}]",
                "{redis: {path: 'oss:a:b'}}",
            ],
        );
        self.line(0, &format!("layers: {layers}"));
    }

    fn service(&mut self) {
        match self.random.below(8) {
            0 => {
                self.line(0, "service:");
                let name = self.value(&["shop", "book-store"]);
                self.line(2, &format!("name: {name}"));
                self.maybe(2, 2, "description", &["sells books"]);
            }
            1 if self.is_odd() => {}
            _ => {
                let name = self.value(&["shop", "book_store", "Library"]);
                self.line(0, &format!("service: {name}"));
            }
        }
    }

    fn provider(&mut self) {
        self.line(0, "provider:");
        self.line(2, &format!("name: {}", self.cloud.name()));
        let runtimes: &[&str] = match self.is_tencent() {
            true => &["nodejs12", "Nodejs16.13", "Nodejs12.16"],
            false => &["nodejs14", "nodejs16", "nodejs18"],
        };
        self.maybe(2, 2, "runtime", runtimes);
        self.maybe(4, 2, "timeout", &["3", "30", "60"]);
        self.maybe(4, 2, "memorySize", &["128", "256", "512"]);
        self.maybe(4, 2, "environment", &["{A: a, B: '1'}", "{STAGE: dev}"]);
        let rights: &[(&str, &[&str])] = match self.is_tencent() {
            true => &[
                ("stage", &["dev", "prod"]),
                ("region", &["ap-shanghai"]),
                ("credentials", &["~/credentials"]),
                ("role", &["shopRole"]),
                ("serviceId", &["service-abc"]),
            ],
            false => &[
                ("region", &["cn-shanghai"]),
                ("role", &["'acs:ram::1:role/shop'"]),
                ("initTimeout", &["10"]),
                (
                    "vpcConfig",
                    &["{vpcId: v, vSwitchIds: [s], securityGroupId: g}"],
                ),
                ("logConfig", &["{project: p, logstore: l}"]),
                ("internetAccess", &["true", "false"]),
                ("tracingConfig", &["Enable"]),
                ("asyncConfiguration", &["{maxAsyncRetryAttempts: 2}"]),
                ("layers", &["['acs:fc:cn-shanghai:1:layers/a/versions/1']"]),
            ],
        };
        for (key, right) in rights {
            self.maybe(8, 2, key, right);
        }
        if self.care != Care::Right {
            for key in [
                "nasConfig",
                "policies",
                "authType",
                "concurrency",
                "access",
                "description",
                "cosBucket",
                "starter",
            ] {
                if self.random.once_in(20) {
                    let value = self.value(&["{a: {b: [c]}}", "Auto", "FUNCTION", "5"]);
                    self.line(2, &format!("{key}: {value}"));
                }
            }
        }
    }

    fn custom(&mut self) {
        if self.is_tencent() && self.care == Care::Right || self.random.once_in(3) {
            return;
        }
        if self.is_odd() {
            let odd = self.random.pick(ODD);
            let key = self.random.pick(&[
                "custom: ",
                "custom:\n  customDomain: ",
                "custom:\n  customDomain:\n    domainName: ",
            ]);
            self.line(0, &format!("{key}{odd}"));
            return;
        }
        let domain = self.among(
            &[
                "{domainName: auto}",
                "{domainName: shop.example.com}",
                "false",
            ],
            &[
                "true",
                "shop.example.com",
                "{}",
                "{domainName: false}",
                "{domainName: Auto}",
                "''",
                "0",
                "null",
            ],
        );
        self.line(0, "custom:");
        self.line(2, &format!("customDomain: {domain}"));
    }

    fn write_functions(&mut self) {
        if self.care != Care::Right && self.random.once_in(40) {
            let odd = self.random.pick(ODD);
            self.line(0, &format!("functions: {odd}"));
            return;
        }
        self.line(0, "functions:");
        let count = 1 + self.random.below(4);
        for index in 0..count {
            let name = match self.is_odd() {
                true => self.random.pick(ODD_NAMES).to_owned(),
                false => self.random.pick(NAMES).to_owned(),
            };
            if self.functions.contains(&name) {
                continue;
            }
            self.functions.push(name.clone());
            if self.care != Care::Right && self.random.once_in(40) {
                let odd = self.random.pick(ODD);
                self.line(2, &format!("{name}: {odd}"));
            } else {
                self.line(2, &format!("{name}:"));
                self.function(index);
            }
        }
    }

    fn function(&mut self, index: usize) {
        let is_missing = self.care != Care::Right && self.random.once_in(30);
        if !is_missing {
            let handler = self.among(HANDLERS, ODD_HANDLERS);
            self.line(4, &format!("handler: {handler}"));
        }
        self.maybe(6, 4, "description", &["one of many", "😀 中文"]);
        self.maybe(6, 4, "memorySize", &["128", "1024"]);
        self.maybe(6, 4, "timeout", &["5", "60"]);
        // variables of one function reach others on tencent
        if !self.is_tencent() || self.care != Care::Right {
            self.maybe(6, 4, "environment", &["{C: c}"]);
        }
        if self.care != Care::Right {
            for key in [
                "initTimeout",
                "concurrency",
                "codeUri",
                "name",
                "runtime",
                "initializer",
                "authType",
                "stage",
                "role",
            ] {
                if self.random.once_in(25) {
                    let value = self.value(&["1", "text", "Nodejs16.13", "index.initializer"]);
                    self.line(4, &format!("{key}: {value}"));
                }
            }
        }
        if self.care != Care::Right && self.random.once_in(12) {
            let layers = self.among(
                &["[{path: 'npm:redis'}]"],
                &[
                    "[null]",
                    "{redis: }",
                    "{redis: {path: 3}}",
                    "[{path: redis}]",
                    "{redis: {path: redis}}",
                    "[text]",
                    "{length: 1, a: }",
                ],
            );
            self.line(4, &format!("layers: {layers}"));
        }
        self.events(index);
    }

    fn events(&mut self, index: usize) {
        if self.is_odd() {
            let odd = self.random.pick(&[
                "",
                "null",
                "[]",
                "{http: {path: /a}}",
                "http",
                "true",
                "3",
                "{}",
                "''",
                "~",
                "[http]",
                "2020-01-01",
            ]);
            if !odd.is_empty() {
                self.line(4, &format!("events: {odd}"));
            }
            return;
        }
        self.line(4, "events:");
        if self.care == Care::Right {
            let kinds: &[&str] = if self.is_tencent() {
                &["http", "timer"]
            } else {
                &["http", "http", "timer", "os", "log"]
            };
            let kind = self.random.pick(kinds);
            self.trigger(6, kind, Some(index));
            return;
        }
        for _ in 0..1 + self.random.below(3) {
            self.event();
        }
    }

    fn event(&mut self) {
        if self.is_odd() {
            let odd = self.random.pick(&[
                "- http",
                "-",
                "- {}",
                "- []",
                "- [http]",
                "- 3",
                "- ''",
                "- http:",
                "- http: ''",
                "- timer: 0",
                "- {http: {path: /a}, timer: {value: '0 0 4 * * *'}}",
                "- {http: {path: /a}, apigw: {path: /b}}",
                "- {os: {bucket: b, filter: {prefix: a}}, oss: {bucket: c, filter: {}}}",
                "- {oss: true, mq: true}",
                "- {http: null, timer: {value: x}}",
                "- {kafka: {topic: t}, http: true}",
                "- &e {http: {path: /x}}",
            ]);
            self.line(6, odd);
            return;
        }
        let usual: &[&str] = if self.is_tencent() {
            &["http", "apigw", "timer", "cos"]
        } else {
            &["http", "timer", "log", "oss"]
        };
        let kind = match self.random.once_in(4) {
            true => self.random.pick(TRIGGERS),
            false => self.random.pick(usual),
        };
        if self.is_odd() {
            let odd = self.random.pick(ODD);
            self.line(6, &format!("- {kind}: {odd}"));
        } else {
            self.trigger(6, kind, None);
        }
    }

    /// A trigger with its fields; `own` makes its path different from those of other functions.
    fn trigger(&mut self, indent: usize, kind: &str, own: Option<usize>) {
        let mut fields: Vec<(&str, String)> = Vec::new();
        match kind {
            "http" | "apigw" | "Http" | "htttp" | "api_gateway" => {
                let path = match own {
                    Some(index) => format!("/part{index}/*"),
                    None => self.among(PATHS, ODD_PATHS),
                };
                fields.push(("path", path));
                if self.random.once_in(2) {
                    let right: &[&str] = if self.is_tencent() {
                        &["get", "post", "GET"]
                    } else {
                        METHODS
                    };
                    fields.push(("method", self.among(right, ODD_METHODS)));
                }
            }
            "timer" | "schedule" | "cron" => {
                let (right, usual): (&[&str], &[&str]) = match self.is_tencent() {
                    true => (
                        &["'0 0 4 * * * *'"],
                        &["'0 0 4 * * *'", "5m", "'@every 5m'"],
                    ),
                    false => (
                        &["'0 0 4 * * *'"],
                        &["'0 0 4 * * * *'", "5m", "'@every 5m'", "every"],
                    ),
                };
                if !self.is_tencent() && self.random.once_in(3) {
                    fields.push(("type", "every".to_owned()));
                    fields.push(("value", self.among(&["5m", "1h"], &["60", "1s", "m"])));
                } else {
                    fields.push(("type", self.among(&["cron"], &["interval", "Every"])));
                    fields.push(("value", self.among(right, usual)));
                }
            }
            "os" | "oss" | "cos" => {
                fields.push(("bucket", self.value(&["photos"])));
                let event = if kind == "cos" {
                    "'cos:ObjectCreated:*'"
                } else {
                    "'oss:ObjectCreated:*'"
                };
                fields.push(("events", self.among(&[event], &["[a, b]", "'x:y'", "[]"])));
                fields.push((
                    "filter",
                    self.among(
                        &["{prefix: a/, suffix: .png}", "{prefix: '', suffix: ''}"],
                        &["null", "''", "{}", "[]"],
                    ),
                ));
            }
            "log" => {
                for (key, right) in [("source", "access"), ("project", "shop"), ("log", "audit")] {
                    fields.push((key, self.value(&[right])));
                }
            }
            _ => fields.push(("topic", self.value(&["orders"]))),
        }
        if self.care != Care::Right {
            for key in [
                "name",
                "role",
                "version",
                "enable",
                "payload",
                "cors",
                "timeout",
                "serviceId",
                "tags",
                "strategy",
                "integratedResponse",
                "retryTime",
                "interval",
                "region",
                "parameters",
                "filterPrefix",
                "nmae",
            ] {
                if self.random.once_in(18) {
                    fields.push((key, self.value(&["x", "5", "false", "true"])));
                }
            }
            let index = self.random.below(fields.len() + 8);
            if index < fields.len() {
                fields.remove(index);
            }
        }
        if fields.is_empty() {
            self.line(indent, &format!("- {kind}: true"));
        } else if self.random.once_in(2) {
            let fields: Vec<String> = fields
                .iter()
                .map(|(key, value)| format!("{key}: {value}"))
                .collect();
            self.line(indent, &format!("- {kind}: {{{}}}", fields.join(", ")));
        } else {
            self.line(indent, &format!("- {kind}:"));
            for (key, value) in fields {
                self.line(indent + 4, &format!("{key}: {value}"));
            }
        }
    }
}
