//! Syntax errors in words a person can act on; js-yaml's own are often about something else.

use fyml_schema::{Wording, w};

use crate::lint::Message;
use crate::message;
use crate::syntax::{Hint, SyntaxError, SyntaxErrorKind};

/// What all of them end with: what will happen.
const REFUSED: Wording = w(
    "The toolchain refuses the whole file.",
    "工具链会拒绝整个文件。",
);

/// What is wrong, and what the toolchain does about it.
pub(super) fn say(error: &SyntaxError) -> Message {
    let what = match &error.hint {
        Some(hint) => by_hint(hint),
        None => by_kind(&error.kind),
    };
    Message {
        en: format!("{} {}", what.en, REFUSED.en),
        zh: format!("{}{}", what.zh, REFUSED.zh),
    }
}

fn by_hint(hint: &Hint) -> Message {
    match hint {
        Hint::QuoteValue(c) => message!(
            "A value that begins with `{c}` must be quoted.",
            "以 `{c}` 开头的值必须加引号。"
        ),
        Hint::ColonInValue => message!(
            "A value with `: ` in it must be quoted.",
            "值里含有 `: `（冒号加空格）时必须加引号。"
        ),
        Hint::SlashComment => message!(
            "`//` does not begin a comment in YAML; write `#`.",
            "YAML 的注释不能用 `//`，请用 `#`。"
        ),
        Hint::Tab => message!(
            "YAML does not take tabs for indentation; use spaces.",
            "YAML 不能用 Tab 缩进，请改用空格。"
        ),
        Hint::UnclosedQuote(c) => {
            message!("The quote `{c}` is never closed.", "引号 `{c}` 没有闭合。")
        }
        Hint::UnclosedBracket(c) => message!(
            "The bracket `{c}` is never closed.",
            "括号 `{c}` 没有闭合。"
        ),
        Hint::UnopenedBracket(c) => message!(
            "The bracket `{c}` closes nothing.",
            "括号 `{c}` 没有对应的左括号。"
        ),
        Hint::MissingBlank => message!("A space is missing after the colon.", "冒号后面缺少空格。"),
        Hint::MissingColon => message!("A key needs a colon behind it.", "键后面缺少冒号。"),
        Hint::Indentation => message!(
            "This indentation fits neither the lines above nor their parent.",
            "这一行的缩进与上面的同级行和上级行都对不上。"
        ),
        Hint::ConflictMarker => message!(
            "A merge conflict is not resolved here.",
            "这里有尚未解决的合并冲突。"
        ),
        Hint::FullWidthColon => message!(
            "A full-width colon `：` stands where YAML needs `: `.",
            "这里用了全角冒号 `：`，YAML 需要半角冒号加空格（`: `）。"
        ),
        Hint::StrayDash => message!(
            "A dash begins a list item, but the lines around it are keys of a map.",
            "短横线表示列表项，但前后的行是映射的键。"
        ),
        Hint::Placeholder => message!(
            "A template placeholder stands here; the template has to be filled first.",
            "这里是模板占位符，需要先用模板工具填充。"
        ),
    }
}

/// Where the text around it tells nothing: what YAML wants at this place.
fn by_kind(kind: &SyntaxErrorKind) -> Message {
    use SyntaxErrorKind as E;
    let words = match kind {
        E::NullByte | E::NonPrintable | E::InvalidJsonCharacter => w(
            "A character that YAML does not allow stands here.",
            "这里有 YAML 不允许的字符。",
        ),
        E::DocumentEndInSingleQuoted | E::StreamEndInSingleQuoted => {
            w("A string in `'` is never closed.", "单引号字符串没有闭合。")
        }
        E::DocumentEndInDoubleQuoted | E::StreamEndInDoubleQuoted => w(
            "A string in `\"` is never closed.",
            "双引号字符串没有闭合。",
        ),
        E::ExpectedHexadecimal => w(
            "`\\x`, `\\u` and `\\U` need 2, 4 and 8 hexadecimal digits.",
            "`\\x`、`\\u`、`\\U` 后面分别需要 2、4、8 位十六进制数字。",
        ),
        E::UnknownEscape => w(
            "YAML knows no such escape in a string in `\"`; use `'` around text with backslashes.",
            "双引号字符串中不支持这个转义；含反斜杠的字符串请用单引号。",
        ),
        E::MissedComma => w(
            "A comma is missing between two entries.",
            "两个条目之间缺少逗号。",
        ),
        E::UnexpectedComma => w(
            "There is nothing between these commas.",
            "逗号前面缺少内容。",
        ),
        E::StreamEndInFlow => w("A bracket is opened and never closed.", "有括号没有闭合。"),
        E::RepeatedChomping | E::ZeroIndentIndicator | E::RepeatedIndentIndicator => w(
            "Behind `|` or `>` there may be one `+` or `-` and one digit from 1 to 9.",
            "`|` 或 `>` 后面只能有一个 `+` 或 `-`，以及一个 1 到 9 的数字。",
        ),
        E::MissingBlockScalarIndent => w(
            "The lines of a string behind `|` or `>` must be indented.",
            "`|` 或 `>` 后面的文本行必须缩进。",
        ),
        E::LineBreakExpected => w(
            "Nothing but a comment may follow here on this line.",
            "这一行后面只能写注释。",
        ),
        E::TabIndentation => w(
            "YAML does not take tabs for indentation; use spaces.",
            "YAML 不能用 Tab 缩进，请改用空格。",
        ),
        E::BadSequenceIndent => w(
            "This line is not in line with the `-` items above.",
            "这一行与上面的 `-` 列表项没有对齐。",
        ),
        E::BadMappingIndent => w(
            "YAML cannot tell to which key this belongs: check the indentation, or quote the value.",
            "YAML 无法判断这部分属于哪个键：请检查缩进，或者给值加引号。",
        ),
        E::IncompleteExplicitPair => w("Nothing follows `?`.", "`?` 后面缺少键。"),
        E::WhitespaceAfterColon => w("A space is missing after the colon.", "冒号后面缺少空格。"),
        E::ColonMissed => w("A key needs a colon behind it.", "键后面缺少冒号。"),
        E::MultilineImplicitKey => w(
            "A key needs a colon on its own line; or the indentation here is too small.",
            "键必须和冒号写在同一行；也可能是这里缩进不够。",
        ),
        E::NestedArrayKey => w("A list of lists cannot be a key.", "嵌套列表不能作为键。"),
        E::DuplicateKey => w("This key is written twice.", "这个键重复了。"),
        E::MergeSourceUnacceptable => w(
            "`<<` merges maps only: an alias of a map, or a list of them.",
            "`<<` 只能合并映射：某个映射的别名，或者由它们组成的列表。",
        ),
        E::MergeTooLong | E::MergeLimit => w(
            "Too many maps are merged by `<<`.",
            "通过 `<<` 合并的映射过多。",
        ),
        E::DuplicateAnchor | E::EmptyAnchor => w(
            "`&` needs one name right behind it; quote the value if it only begins with `&`.",
            "`&` 后面必须紧跟一个名称；如果只是值以 `&` 开头，请加引号。",
        ),
        E::EmptyAlias => w(
            "`*` needs the name of an anchor right behind it; quote the value if it only begins with `*`.",
            "`*` 后面必须紧跟锚点名称；如果只是值以 `*` 开头，请加引号。",
        ),
        E::UnknownAlias(name) => {
            return message!(
                "There is no anchor `&{name}` before this; quote the value if it only begins with `*`.",
                "前面没有锚点 `&{name}`；如果只是值以 `*` 开头，请加引号。"
            );
        }
        E::AliasWithProperties => w(
            "An alias takes no anchor and no tag.",
            "别名不能再带锚点或标签。",
        ),
        E::TooDeep => w("The nesting is too deep.", "嵌套层级过深。"),
        E::UnknownTag(tag) => {
            return message!(
                "js-yaml knows no tag `{tag}`; quote the value if it only begins with `!`.",
                "js-yaml 不认识标签 `{tag}`；如果只是值以 `!` 开头，请加引号。"
            );
        }
        E::TagUnresolvable(tag) => {
            return message!(
                "This value does not fit its tag `{tag}`.",
                "这个值与它的标签 `{tag}` 不符。"
            );
        }
        E::TagKind { tag, .. } => {
            return message!(
                "The tag `{tag}` does not fit this kind of value.",
                "标签 `{tag}` 不能用于这种类型的值。"
            );
        }
        E::DirectivesEnd => w(
            "A line that begins with `%` is a directive, which needs `---` behind it; quote the text if it is none.",
            "以 `%` 开头的行是 YAML 指令，后面需要 `---`；如果不是指令，请加引号。",
        ),
        E::StreamEndExpected => w(
            "This does not belong to anything above: check the indentation.",
            "这部分不属于上面的任何内容：请检查缩进。",
        ),
        E::SeveralDocuments => w(
            "A second document begins here; f.yml holds one, so take the `---` out.",
            "这里开始了第二个文档；f.yml 只能有一个文档，请去掉 `---`。",
        ),
        // What is left are tags and directives, which nobody needs in f.yml.
        other => {
            let reason = other.reason();
            return message!(
                "This YAML tag or directive cannot be read ({reason}).",
                "无法识别的 YAML 标签或指令（{reason}）。"
            );
        }
    };
    Message {
        en: words.en.to_owned(),
        zh: words.zh.to_owned(),
    }
}
