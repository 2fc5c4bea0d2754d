//! A realistic f.yml of any size, with mistakes in known places. The same arguments give the same bytes.

use std::fmt::Write;

/// A generated document and where to work in it. Lines and columns count from 0.
pub struct Generated {
    /// The text.
    pub text: String,
    /// For each seeded mistake: first and last line of its function.
    pub mistakes: Vec<(u32, u32)>,
    /// The function in the middle, which holds no mistake.
    pub middle: String,
    /// Where letters are typed: inside a path of that function.
    pub typing_place: (u32, u32),
}

impl Generated {
    /// How many seeded mistakes have a problem starting in their function, given the start lines of all problems.
    pub fn found(&self, lines: &[u32]) -> usize {
        let hit =
            |(first, last): &&(u32, u32)| lines.iter().any(|line| first <= line && line <= last);
        self.mistakes.iter().filter(hit).count()
    }
}

/// A small generator of numbers (xorshift): benchmarks must not depend on another crate's sequence.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }
}

const WORDS: [&str; 12] = [
    "order", "user", "cart", "stock", "price", "invoice", "report", "search", "image", "mail",
    "audit", "sync",
];
const METHODS: [&str; 5] = ["get", "post", "put", "delete", "[get, post]"];

/// A service for aliyun with `functions` functions, `mistakes` of them wrong.
pub fn generate(functions: usize, mistakes: usize, seed: u64) -> Generated {
    let mut numbers = Numbers(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let runtime = fyml_schema::Cloud::Aliyun
        .default_runtime()
        .unwrap_or_default();
    let mut text = format!(
        "service: bench\n\nprovider:\n  name: aliyun\n  runtime: {runtime}\n  timeout: 10\n\ncustom:\n  customDomain: false\n\nfunctions:\n"
    );
    let middle = functions / 2;
    let every = functions.checked_div(mistakes).unwrap_or(usize::MAX);
    let mut generated = Generated {
        text: String::new(),
        mistakes: Vec::new(),
        middle: String::new(),
        typing_place: (0, 0),
    };
    let mut lines = text.matches('\n').count() as u32;
    for i in 0..functions {
        let word = WORDS[numbers.below(WORDS.len())];
        let wrong = i % every == 0 && i != middle && generated.mistakes.len() < mistakes;
        let first = lines;
        let mistake = if wrong {
            Some(generated.mistakes.len() % 5)
        } else {
            None
        };
        lines += function(&mut text, &mut numbers, i, word, mistake);
        if wrong {
            generated.mistakes.push((first, lines - 1));
        }
        if i == middle {
            // behind `          path: /api`
            generated.typing_place = (first + PATH_LINE, 20);
            generated.middle = format!("{word}{i}");
        }
    }
    generated.text = text;
    generated
}

/// The line of a function's path, counted from its first.
const PATH_LINE: u32 = 11;

/// Writes one function; answers with the number of its lines.
fn function(
    text: &mut String,
    numbers: &mut Numbers,
    i: usize,
    word: &str,
    mistake: Option<usize>,
) -> u32 {
    let handler = if mistake == Some(0) {
        "handlr"
    } else {
        "handler"
    };
    let timeout = if mistake == Some(1) {
        "[30]".to_owned()
    } else {
        (3 + numbers.below(60)).to_string()
    };
    let trigger = if mistake == Some(2) { "htttp" } else { "http" };
    let field = if mistake == Some(3) {
        "metod"
    } else {
        "method"
    };
    let memory = if mistake == Some(4) {
        "big".to_owned()
    } else {
        (128 * (1 + numbers.below(8))).to_string()
    };
    let method = METHODS[numbers.below(METHODS.len())];
    let start = text.len();
    let _ = write!(
        text,
        "  {word}{i}:\n    # answers for {word} {i}\n    {handler}: {word}{i}.handler\n    description: Handles {word} requests\n    timeout: {timeout}\n    memorySize: {memory}\n    environment:\n      TABLE: {word}_{i}\n      LEVEL: info\n    events:\n      - {trigger}:\n"
    );
    let _ = write!(
        text,
        "          path: /api/v{}/{word}{i}\n          {field}: {method}\n\n",
        1 + numbers.below(3)
    );
    text.get(start..).unwrap_or_default().matches('\n').count() as u32
}
