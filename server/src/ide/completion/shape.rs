//! What is inserted, as YAML without a form: the same shape is written with the indentation of any place, in braces,
//! with placeholders or without.

use super::quoting::Quoting;
use super::style::Layout;

/// A piece of YAML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shape {
    /// Nothing yet: the value will be typed behind the colon.
    Beside,
    /// Nothing yet: the keys of a map will be typed below.
    Below,
    /// Nothing yet: the items of a list will be typed below.
    Items,
    /// Nothing yet, and the lines below are its value already.
    Bare,
    /// A scalar.
    Scalar(Scalar),
    /// A map.
    Map(Vec<(Scalar, Shape)>),
    /// A list.
    List(Vec<Shape>),
}

/// A scalar, put together of fixed parts and holes to fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Scalar {
    pieces: Vec<Piece>,
    form: Form,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Fixed(String),
    /// The number of a hole and what stands in it at first; holes of the same number hold the same.
    Hole(u8, String),
    /// The number of a hole and what may stand in it, the first one at first.
    Choice(u8, Vec<String>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// A text, in quotes where it needs them.
    Text,
    /// A text in quotes: what is typed into it may need them.
    Quoted,
    /// YAML as it is: a number, a boolean, an alias, a map in braces.
    Literal,
}

impl Scalar {
    /// A text.
    pub fn text(text: impl Into<String>) -> Scalar {
        Scalar {
            pieces: vec![Piece::Fixed(text.into())],
            form: Form::Text,
        }
    }

    /// YAML as it is.
    pub fn literal(text: impl Into<String>) -> Scalar {
        Scalar {
            pieces: vec![Piece::Fixed(text.into())],
            form: Form::Literal,
        }
    }

    /// A hole with a text in it.
    pub fn hole(number: u8, text: impl Into<String>) -> Scalar {
        Scalar {
            pieces: vec![Piece::Hole(number, text.into())],
            form: Form::Text,
        }
    }

    /// A hole with a choice; a simple text if there is nothing to choose.
    pub fn choice(number: u8, mut texts: Vec<String>) -> Scalar {
        let piece = match texts.len() {
            0 => Piece::Hole(number, String::new()),
            1 => Piece::Hole(number, texts.remove(0)),
            _ => Piece::Choice(number, texts),
        };
        Scalar {
            pieces: vec![piece],
            form: Form::Text,
        }
    }

    /// The same with something fixed before it.
    pub fn after(mut self, text: &str) -> Scalar {
        self.pieces.insert(0, Piece::Fixed(text.to_owned()));
        self
    }

    /// The same with something fixed behind it.
    pub fn then(mut self, text: &str) -> Scalar {
        self.pieces.push(Piece::Fixed(text.to_owned()));
        self
    }

    /// The same in quotes, whatever it holds.
    pub fn quoted(mut self) -> Scalar {
        self.form = Form::Quoted;
        self
    }

    /// Its text before anything is filled in.
    pub fn plain(&self) -> String {
        let pieces = self.pieces.iter().map(|piece| match piece {
            Piece::Fixed(text) | Piece::Hole(_, text) => text.as_str(),
            Piece::Choice(_, texts) => texts.first().map_or("", String::as_str),
        });
        pieces.collect()
    }

    /// Whether it is YAML as it is, and no text.
    pub fn is_literal(&self) -> bool {
        self.form == Form::Literal
    }

    fn quoting(&self, in_flow: bool) -> Quoting {
        match self.form {
            Form::Literal => Quoting::Plain,
            Form::Text => Quoting::needed(&self.plain(), in_flow),
            Form::Quoted => match Quoting::needed(&self.plain(), in_flow) {
                Quoting::Plain => Quoting::Single,
                quoting => quoting,
            },
        }
    }
}

/// Shorthand for the entries of a map.
pub(super) fn entry(key: &str, shape: impl Into<Shape>) -> (Scalar, Shape) {
    (Scalar::text(key), shape.into())
}

impl From<Scalar> for Shape {
    fn from(scalar: Scalar) -> Shape {
        Shape::Scalar(scalar)
    }
}

/// Writes shapes.
pub(super) struct Writer<'a> {
    layout: &'a Layout,
    /// Whether the client knows placeholders.
    with_holes: bool,
    /// Whether the client indents further lines like the first one.
    is_relative: bool,
    in_flow: bool,
    /// The quotes that are open already.
    quote: Option<char>,
    /// Holes that have been written.
    holes: Vec<u8>,
    /// Whether a placeholder was written.
    has_holes: bool,
    text: String,
}

impl<'a> Writer<'a> {
    pub fn new(layout: &'a Layout, with_holes: bool, is_relative: bool) -> Writer<'a> {
        Writer {
            layout,
            with_holes,
            is_relative,
            in_flow: false,
            quote: None,
            holes: Vec::new(),
            has_holes: false,
            text: String::new(),
        }
    }

    /// The same within `{…}` or `[…]`.
    pub fn in_flow(mut self, in_flow: bool) -> Writer<'a> {
        self.in_flow = in_flow;
        self
    }

    /// The same behind a quote that is open already; what is written closes it.
    pub fn in_quotes(mut self, quote: Option<char>) -> Writer<'a> {
        self.quote = quote;
        self
    }

    /// The text, and whether placeholders stand in it.
    pub fn finish(self) -> (String, bool) {
        if self.with_holes && !self.has_holes {
            return (unescaped(&self.text), false);
        }
        (self.text, self.has_holes)
    }

    /// Adds something that is no YAML of its own.
    pub fn raw(&mut self, text: &str) {
        self.fixed(text);
    }

    /// The entries of a map whose keys stand in `column`, where the cursor is.
    pub fn entries(&mut self, entries: &[(Scalar, Shape)], column: usize) {
        for (index, (key, shape)) in entries.iter().enumerate() {
            match (index, self.in_flow) {
                (0, _) => {}
                (_, true) => self.fixed(", "),
                (_, false) => self.line(column),
            }
            self.scalar(key);
            self.fixed(":");
            self.value(shape, column);
        }
    }

    /// What follows the colon of a key in `column`.
    pub fn value(&mut self, shape: &Shape, column: usize) {
        let (unit, dash) = (self.layout.unit, self.layout.dash);
        match shape {
            Shape::Bare => {}
            Shape::Beside => self.fixed(" "),
            Shape::Below if self.in_flow => self.brackets("{", "}"),
            Shape::Items if self.in_flow => self.brackets("[", "]"),
            Shape::Below => self.line(column + unit),
            Shape::Items => {
                self.line(column + dash);
                self.fixed("- ");
            }
            Shape::Map(entries) if !self.in_flow && !entries.is_empty() => {
                self.line(column + unit);
                self.entries(entries, column + unit);
            }
            Shape::List(items) if !self.in_flow && !items.is_empty() => {
                for item in items {
                    self.line(column + dash);
                    self.fixed("- ");
                    self.item(item, column + dash + 2);
                }
            }
            shape => {
                self.fixed(" ");
                self.item(shape, column);
            }
        }
    }

    /// A shape right here: an item, or a value in brackets. Further lines of a map begin in `column`.
    pub fn item(&mut self, shape: &Shape, column: usize) {
        match shape {
            Shape::Scalar(scalar) => self.scalar(scalar),
            Shape::Map(entries) if !self.in_flow && !entries.is_empty() => {
                self.entries(entries, column);
            }
            Shape::Map(entries) => {
                self.fixed("{");
                let was_flow = std::mem::replace(&mut self.in_flow, true);
                self.entries(entries, column);
                self.in_flow = was_flow;
                self.fixed("}");
            }
            Shape::List(items) => {
                self.fixed("[");
                let was_flow = std::mem::replace(&mut self.in_flow, true);
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        self.fixed(", ");
                    }
                    self.item(item, column);
                }
                self.in_flow = was_flow;
                self.fixed("]");
            }
            Shape::Beside | Shape::Below | Shape::Items | Shape::Bare => {}
        }
    }

    /// Brackets with the cursor between them.
    fn brackets(&mut self, open: &str, close: &str) {
        self.fixed(" ");
        self.fixed(open);
        if self.with_holes {
            self.text.push_str("$0");
            self.has_holes = true;
        }
        self.fixed(close);
    }

    fn scalar(&mut self, scalar: &Scalar) {
        let quoting = match self.quote {
            Some(quote) if !scalar.is_literal() => Quoting::open(quote),
            _ => scalar.quoting(self.in_flow),
        };
        self.fixed(quoting.mark());
        for piece in &scalar.pieces {
            match piece {
                Piece::Fixed(text) => self.fixed(&quoting.escape(text)),
                Piece::Hole(number, text) => self.hole(*number, &quoting.escape(text)),
                Piece::Choice(number, texts) => self.choice(*number, texts, quoting),
            }
        }
        self.fixed(quoting.mark());
    }

    fn hole(&mut self, number: u8, text: &str) {
        if !self.with_holes {
            self.fixed(text);
            return;
        }
        self.has_holes = true;
        if self.holes.contains(&number) {
            self.text.push_str(&format!("${{{number}}}"));
            return;
        }
        self.holes.push(number);
        self.text.push_str(&format!("${{{number}:"));
        self.fixed(text);
        self.text.push('}');
    }

    fn choice(&mut self, number: u8, texts: &[String], quoting: Quoting) {
        let first = texts.first().map_or("", String::as_str);
        // commas and bars mean something here, and not every client knows how to escape them
        let is_simple = |text: &String| !text.contains(['|', ',', '$', '}', '\\']);
        if !self.with_holes || !texts.iter().all(is_simple) {
            self.hole(number, &quoting.escape(first));
            return;
        }
        self.has_holes = true;
        self.holes.push(number);
        let texts: Vec<_> = texts.iter().map(|text| quoting.escape(text)).collect();
        self.text
            .push_str(&format!("${{{number}|{}|}}", texts.join(",")));
    }

    /// Text as it is, whatever a placeholder looks like.
    fn fixed(&mut self, text: &str) {
        for c in text.chars() {
            if self.with_holes && matches!(c, '$' | '}' | '\\') {
                self.text.push('\\');
            }
            self.text.push(c);
        }
    }

    /// A new line, up to `column`.
    fn line(&mut self, column: usize) {
        self.text.push_str(self.layout.newline);
        let leading = self.layout.leading.as_str();
        if !self.is_relative {
            self.text.push_str(leading);
        }
        let more = column.saturating_sub(leading.chars().count());
        self.text.extend(std::iter::repeat_n(' ', more));
    }
}

/// The text without the escapes that only placeholders need.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => plain.extend(chars.next()),
            c => plain.push(c),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(unit: usize, dash: usize, newline: &'static str) -> Layout {
        Layout {
            unit,
            dash,
            newline,
            leading: "  ".to_owned(),
        }
    }

    fn function() -> Vec<(Scalar, Shape)> {
        let http = Shape::Map(vec![entry("path", Scalar::hole(2, "/*"))]);
        let events = Shape::List(vec![Shape::Map(vec![entry("http", http)])]);
        vec![(
            Scalar::hole(1, "index"),
            Shape::Map(vec![
                entry("handler", Scalar::hole(1, "index").then(".handler")),
                entry("events", events),
            ]),
        )]
    }

    fn written(layout: &Layout, with_holes: bool, in_flow: bool) -> (String, bool) {
        let mut writer = Writer::new(layout, with_holes, false).in_flow(in_flow);
        writer.entries(&function(), 2);
        writer.finish()
    }

    #[test]
    fn one_shape_is_written_in_every_layout() {
        assert_eq!(
            written(&layout(2, 2, "\n"), false, false).0,
            "index:\n    handler: index.handler\n    events:\n      - http:\n          path: /*"
        );
        assert_eq!(
            written(&layout(4, 0, "\r\n"), false, false).0,
            "index:\r\n      handler: index.handler\r\n      events:\r\n      - http:\r\n            path: /*"
        );
        assert_eq!(
            written(&layout(2, 2, "\n"), false, true).0,
            "index: {handler: index.handler, events: [{http: {path: /*}}]}"
        );
        assert_eq!(
            written(&layout(2, 2, "\n"), true, false),
            (
                "${1:index}:\n    handler: ${1}.handler\n    events:\n      - http:\n          path: ${2:/*}"
                    .to_owned(),
                true
            )
        );
    }

    #[test]
    fn what_looks_like_a_placeholder_is_escaped_only_among_placeholders() {
        let layout = layout(2, 2, "\n");
        let write = |scalar: Scalar| {
            let mut writer = Writer::new(&layout, true, false);
            writer.item(&scalar.into(), 0);
            writer.finish()
        };
        assert_eq!(
            write(Scalar::text("${env.A}")),
            ("${env.A}".to_owned(), false)
        );
        assert_eq!(
            write(Scalar::hole(1, "a").after("${b}")),
            ("\\${b\\}${1:a}".to_owned(), true)
        );
        assert_eq!(
            write(Scalar::choice(1, vec!["a".to_owned(), "b".to_owned()])),
            ("${1|a,b|}".to_owned(), true)
        );
    }
}
