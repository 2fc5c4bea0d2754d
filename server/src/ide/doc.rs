//! A short text with a little structure, shown as Markdown or plain.

/// A short text for a hover or a completion item, in one language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Doc {
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Title(String, Option<String>),
    Paragraph(String),
    List(Vec<String>),
    Table([String; 2], Vec<[String; 2]>),
    Code(String),
}

impl Doc {
    /// A title: a name as it stands in the file, and what it is.
    pub fn title(mut self, name: &str, what: Option<String>) -> Doc {
        self.parts.push(Part::Title(name.to_owned(), what));
        self
    }

    /// A paragraph; it may use backticks and `**`.
    pub fn paragraph(mut self, text: impl Into<String>) -> Doc {
        self.parts.push(Part::Paragraph(text.into()));
        self
    }

    /// A list; nothing if it is empty.
    pub fn list(mut self, items: Vec<String>) -> Doc {
        if !items.is_empty() {
            self.parts.push(Part::List(items));
        }
        self
    }

    /// A table of two columns.
    pub fn table(mut self, head: [&str; 2], rows: Vec<[String; 2]>) -> Doc {
        self.parts.push(Part::Table(head.map(str::to_owned), rows));
        self
    }

    /// YAML, as it is.
    pub fn code(mut self, yaml: &str) -> Doc {
        self.parts.push(Part::Code(yaml.to_owned()));
        self
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// As Markdown.
    pub fn markdown(&self) -> String {
        let parts = self.parts.iter().map(|part| match part {
            Part::Title(name, Some(what)) => format!("**`{name}`** — {what}"),
            Part::Title(name, None) => format!("**`{name}`**"),
            Part::Paragraph(text) => text.clone(),
            Part::List(items) => {
                let items: Vec<String> = items.iter().map(|item| format!("- {item}")).collect();
                items.join("\n")
            }
            Part::Table([left, right], rows) => {
                let mut table = format!("| {} | {} |\n| --- | --- |", cell(left), cell(right));
                for [left, right] in rows {
                    table.push_str(&format!("\n| {} | {} |", cell(left), cell(right)));
                }
                table
            }
            Part::Code(yaml) => format!("```yaml\n{yaml}\n```"),
        });
        parts.collect::<Vec<_>>().join("\n\n")
    }

    /// Without Markdown's signs.
    pub fn plain(&self) -> String {
        let bare = |text: &str| text.replace("**", "").replace('`', "");
        let parts = self.parts.iter().map(|part| match part {
            Part::Title(name, Some(what)) => format!("{name} — {}", bare(what)),
            Part::Title(name, None) => name.clone(),
            Part::Paragraph(text) => bare(text),
            Part::List(items) => {
                let items: Vec<String> = items
                    .iter()
                    .map(|item| format!("- {}", bare(item)))
                    .collect();
                items.join("\n")
            }
            Part::Table(_, rows) => {
                let rows: Vec<String> = rows
                    .iter()
                    .map(|[left, right]| format!("- {}: {}", bare(left), bare(right)))
                    .collect();
                rows.join("\n")
            }
            Part::Code(yaml) => yaml.clone(),
        });
        parts.collect::<Vec<_>>().join("\n\n")
    }
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_say_the_same() {
        let doc = Doc::default()
            .title("path", Some("text".to_owned()))
            .paragraph("The **path**, as in `/a|b`.")
            .list(vec!["default `/*`".to_owned()])
            .list(Vec::new())
            .table(
                ["cloud", "effect"],
                vec![["tencent".to_owned(), "a|b".to_owned()]],
            );
        assert_eq!(
            doc.markdown(),
            "**`path`** — text\n\nThe **path**, as in `/a|b`.\n\n- default `/*`\n\n| cloud | effect |\n| --- | --- |\n| tencent | a\\|b |"
        );
        assert_eq!(
            doc.plain(),
            "path — text\n\nThe path, as in /a|b.\n\n- default /*\n\n- tencent: a|b"
        );
    }
}
