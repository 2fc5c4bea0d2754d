//! What folds functions: `aggregation` and `deployType`, right and wrong.

use fyml_schema::Cloud;
use fyml_tests::Random;

use crate::generate::{Care, Generator, Sample};

const AGGREGATIONS: &[&str] = &["api", "main", "all", "jobs"];
const ODD_AGGREGATIONS: &[&str] = &[
    "index",
    "user",
    "search",
    "'1'",
    "a.b",
    "a-b",
    "__proto__",
    "constructor",
    "''",
    "中文",
    "'${env.FYML_SET}'",
    "Type",
];
const PATTERNS: &[&str] = &[
    "'*'",
    "['*']",
    "['*', '!index']",
    "'{index,user,search}'",
    "'!report'",
    "'*e*'",
    "['*r*', '*e*']",
    "'(index|user)'",
    "'@(index|pay_2)'",
    "'[a-p]*'",
    "'**'",
    "user",
];
const ODD_PATTERNS: &[&str] = &[
    "'?ndex'",
    "'*-*'",
    "''",
    "[]",
    "['']",
    "[[index]]",
    "'!'",
    "'[index'",
    "'{index'",
    "'!(index)'",
    "'+(index|user)'",
    "'*/b'",
    "'{a..z}*'",
    "'\\*'",
];

/// One document in which functions are folded.
pub fn folded(random: &mut Random) -> Sample {
    let cloud = match random.below(5) {
        0 => Cloud::Vercel,
        1 | 2 => Cloud::Tencent,
        _ => Cloud::Aliyun,
    };
    Generator::new(random, cloud).sample(|generator| {
        if generator.care == Care::Right || !generator.random.once_in(6) {
            generator.aggregation();
        }
        if generator.care != Care::Right && generator.random.once_in(8) {
            generator.deploy_type();
        }
    })
}

impl Generator<'_> {
    fn aggregation(&mut self) {
        if self.is_odd() && self.random.once_in(2) {
            let odd = self.value(&[
                "null", "true", "{}", "[]", "text", "3", "[null]", "{main: }",
            ]);
            self.line(0, &format!("aggregation: {odd}"));
            return;
        }
        self.line(0, "aggregation:");
        let count = match self.care {
            Care::Right => 1,
            _ => 1 + self.random.below(2),
        };
        let mut taken = Vec::new();
        for _ in 0..count {
            let name = match self.is_odd() {
                true => self.random.pick(ODD_AGGREGATIONS),
                false => self.random.pick(AGGREGATIONS),
            };
            if taken.contains(&name) {
                continue;
            }
            taken.push(name);
            if self.is_odd() && self.random.once_in(3) {
                let odd = self.value(&["null", "true", "[]", "text", "{}"]);
                self.line(2, &format!("{name}: {odd}"));
            } else {
                self.line(2, &format!("{name}:"));
                self.body();
            }
        }
    }

    fn body(&mut self) {
        if self.care == Care::Right {
            // the functions with an http trigger, whatever their names
            self.line(4, "functionsPattern: '*'");
            return;
        }
        match self.random.below(5) {
            0 | 1 => {
                let names = self.names();
                self.line(4, &format!("functions: {names}"));
            }
            2 | 3 => {
                let pattern = self.among(PATTERNS, ODD_PATTERNS);
                self.line(4, &format!("functionsPattern: {pattern}"));
            }
            _ => {
                let odd = self.value(&["index", "'index,user'", "[]", "''", "{index: 1}", "1"]);
                self.line(4, &format!("functions: {odd}"));
            }
        }
        self.maybe(3, 4, "deployOrigin", &["true", "false"]);
        self.maybe(4, 4, "eventTrigger", &["true", "false"]);
        self.maybe(5, 4, "memorySize", &["256"]);
        self.maybe(8, 4, "timeout", &["10"]);
        self.maybe(12, 4, "handler", &["index.handler"]);
        self.maybe(12, 4, "events", &["[]", "[{http: {path: /x}}]"]);
        self.maybe(12, 4, "environment", &["{D: d}"]);
        self.maybe(20, 4, "layers", &["[{path: 'npm:redis'}]", "[null]"]);
        self.maybe(20, 4, "_handlers", &["[]"]);
    }

    /// Some of the functions, and now and then one that is not there.
    fn names(&mut self) -> String {
        let mut names: Vec<String> = Vec::new();
        for name in self.functions.clone() {
            if !self.random.once_in(4) {
                names.push(name);
            }
        }
        if self.random.once_in(8) {
            names.push("nobody".to_owned());
        }
        if self.is_odd() {
            names.push(self.value(&["null", "[index]", "1"]));
        }
        format!("[{}]", names.join(", "))
    }

    fn deploy_type(&mut self) {
        let kind = self.value(&[
            "egg",
            "koa",
            "express",
            "static",
            "nest",
            "{type: egg}",
            "{type: koa, version: 2}",
            "{name: shop}",
            "{type: egg, name: ''}",
            "{name: null}",
            "{name: 5}",
        ]);
        self.line(0, &format!("deployType: {kind}"));
    }
}
