//! `functions`: names, handlers and settings.

use super::values::{HANDLERS, NAMES, ODD, ODD_HANDLERS, ODD_NAMES};
use super::{Care, Generator};

impl Generator<'_> {
    pub(super) fn write_functions(&mut self) {
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

    pub(super) fn function(&mut self, index: usize) {
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
}
