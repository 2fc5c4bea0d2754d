//! f.yml files: right ones, and ones with every mistake that is made in them.

#[path = "generate/events.rs"]
mod events;
#[path = "generate/functions.rs"]
mod functions;
#[path = "generate/service.rs"]
mod service;
#[path = "generate/values.rs"]
mod values;

use fyml_schema::Cloud;
use fyml_tests::Random;
use values::ODD;

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
}
