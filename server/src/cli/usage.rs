//! What is wrong with the arguments, in one sentence.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::{Console, Exit};
use crate::lint::Message;
use crate::message;

/// Says what is wrong with the arguments, or shows the help or version that was asked for.
pub(super) fn answer(error: &clap::Error, console: &mut Console) -> Exit {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            console.print(&error.to_string());
            Exit::Fine
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            console.print_error(&error.to_string());
            Exit::Failed
        }
        _ => {
            console.complain(&sentence(error));
            Exit::Failed
        }
    }
}

fn sentence(error: &clap::Error) -> Message {
    let context = |kind| text_of(error.get(kind)?);
    let argument = context(ContextKind::InvalidArg).unwrap_or_default();
    // clap says `--format <FORMAT>`
    let argument = argument.split(" <").next().unwrap_or_default();
    let mut message = match error.kind() {
        ErrorKind::InvalidValue => match context(ContextKind::InvalidValue) {
            Some(value) if !value.is_empty() => message!(
                "`{value}` is no value for `{argument}`.",
                "`{argument}` 不接受 `{value}`。"
            ),
            _ => message!("`{argument}` needs a value.", "`{argument}` 需要一个值。"),
        },
        ErrorKind::UnknownArgument => message!(
            "there is no argument `{argument}` here.",
            "没有 `{argument}` 这个参数。"
        ),
        ErrorKind::InvalidSubcommand => {
            let name = context(ContextKind::InvalidSubcommand).unwrap_or_default();
            message!("there is no command `{name}`.", "没有 `{name}` 这个命令。")
        }
        ErrorKind::MissingRequiredArgument => {
            message!("`{argument}` is missing.", "缺少 `{argument}`。")
        }
        ErrorKind::MissingSubcommand => {
            message!("a command is missing.", "缺少命令。")
        }
        ErrorKind::ArgumentConflict => message!(
            "`{argument}` may be given only once.",
            "`{argument}` 只能指定一次。"
        ),
        ErrorKind::InvalidUtf8 => message!(
            "an argument is not valid UTF-8.",
            "有参数不是有效的 UTF-8 文本。"
        ),
        kind => message!("wrong usage: {kind}.", "用法错误：{kind}。"),
    };
    let suggestion = [
        ContextKind::SuggestedValue,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
    ]
    .into_iter()
    .find_map(|kind| nearest(error.get(kind)?));
    let allowed = context(ContextKind::ValidValue).filter(|values| !values.is_empty());
    if let Some(suggestion) = suggestion {
        message.en += &format!(" Did you mean `{suggestion}`?");
        message.zh += &format!("是不是想写 `{suggestion}`？");
    } else if let Some(allowed) = allowed {
        message.en += &format!(" Allowed: {allowed}.");
        message.zh += &format!("可用的有：{allowed}。");
    } else {
        message.en += " See `fyml --help`.";
        message.zh += "用法见 `fyml --help`。";
    }
    message
}

/// The best of clap's suggestions, which come with the best last.
fn nearest(value: &ContextValue) -> Option<String> {
    match value {
        ContextValue::Strings(texts) => texts.last().cloned(),
        other => text_of(other),
    }
}

fn text_of(value: &ContextValue) -> Option<String> {
    match value {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join(", ")),
        ContextValue::StyledStr(text) => Some(text.to_string()),
        _ => None,
    }
}
