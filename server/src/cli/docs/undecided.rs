//! The page of the traps that no rule decides.

use fyml_schema::{Lang, Wording, w};

use crate::lint::UNDECIDED;

const TITLE: Wording = w("What is not checked", "不检查的问题");
const ABOUT: Wording = w(
    "Traps of the toolchain that no rule reports, and why. All others are covered by the [rules](rules/README.md).",
    "工具链中没有规则检查的问题及原因。其余的都由[规则](rules/README.md)检查。",
);
const HEAD: Wording = w(
    "Id | What happens | Why no rule",
    "编号 | 会发生什么 | 为什么没有规则",
);

/// The page in one language, in Markdown.
pub(super) fn page(lang: Lang) -> String {
    let say = |wording: Wording| wording.get(lang);
    let mut page = format!(
        "# {}\n\n{}\n\n| {} |\n| --- | --- | --- |\n",
        say(TITLE),
        say(ABOUT),
        say(HEAD)
    );
    for entry in UNDECIDED {
        page.push_str(&format!(
            "| {} | {} | {} |\n",
            entry.id,
            say(entry.what),
            say(entry.why)
        ));
    }
    page
}
