//! The sentences about bad input.

use std::io;

use fyml_schema::{CLOUDS, Cloud};

use crate::lint::{Message, did_you_mean, rules};
use crate::message;
use crate::model::FileKind;
use crate::project::{MAX_BYTES, ReadError};

/// Why the file at `path` could not be checked.
pub(super) fn unreadable(path: &str, error: &ReadError) -> Message {
    match error {
        ReadError::Missing => missing(path),
        ReadError::Io(error) => {
            let why = reason(error);
            let (en, zh) = (&why.en, &why.zh);
            message!("{path} could not be read: {en}.", "无法读取 {path}：{zh}。")
        }
        ReadError::TooLarge => {
            let megabytes = MAX_BYTES / 1_000_000;
            message!(
                "{path} is too large: files above {megabytes} MB are not checked.",
                "{path} 太大：超过 {megabytes} MB 的文件不做检查。"
            )
        }
        ReadError::NotUtf8 { line, column, byte } => message!(
            "{path} is not valid UTF-8: line {line}, byte {column} of the line is 0x{byte:02X}.",
            "{path} 不是有效的 UTF-8 文本：第 {line} 行第 {column} 个字节是 0x{byte:02X}。"
        ),
        ReadError::Utf16 => message!(
            "{path} is UTF-16; save it as UTF-8.",
            "{path} 是 UTF-16 编码，请另存为 UTF-8。"
        ),
    }
}

/// There is nothing at `path`.
pub(super) fn missing(path: &str) -> Message {
    message!(
        "{path}: no such file or folder.",
        "{path}：没有这个文件或目录。"
    )
}

/// What the operating system says, in the user's language where it is a usual thing.
pub(super) fn reason(error: &io::Error) -> Message {
    match error.kind() {
        io::ErrorKind::PermissionDenied => message!("permission denied", "没有权限"),
        io::ErrorKind::IsADirectory => message!("it is a folder", "它是一个目录"),
        io::ErrorKind::StorageFull => message!("no space left", "磁盘空间不足"),
        io::ErrorKind::ReadOnlyFilesystem => {
            message!("the file system is read-only", "文件系统是只读的")
        }
        _ => message!("{error}", "{error}"),
    }
}

/// A named file that is not Midway's.
pub(super) fn not_midways(path: &str, kind: FileKind) -> Message {
    match kind {
        FileKind::ServerlessFramework => message!(
            "{path} belongs to Serverless Framework, not to Midway: not checked.",
            "{path} 是 Serverless Framework 的文件，不属于 Midway，未检查。"
        ),
        FileKind::Foreign | FileKind::Midway => message!(
            "{path} is no f.yml: nothing in it is Midway's; not checked.",
            "{path} 不是 f.yml：其中没有 Midway 的内容，未检查。"
        ),
    }
}

/// A folder without any f.yml.
pub(super) fn nothing_found(folder: &str) -> Message {
    message!(
        "{folder}: no f.yml, f.yaml or Midway's serverless.yml in this folder.",
        "{folder}：该目录中没有 f.yml、f.yaml 或 Midway 的 serverless.yml。"
    )
}

/// A `--provider` that names no cloud.
pub(super) fn unknown_provider(name: &str) -> Message {
    match did_you_mean(name, CLOUDS.iter().map(|facts| facts.name)) {
        Some(near) => message!(
            "unknown provider `{name}`. Did you mean `{near}`?",
            "未知的 provider `{name}`，是不是想写 `{near}`？"
        ),
        None => {
            let deployable = CLOUDS
                .iter()
                .filter(|facts| facts.cloud.default_path().is_some());
            let names: Vec<_> = deployable.map(|facts| facts.name).collect();
            let known = names.join(", ");
            message!(
                "unknown provider `{name}`. Known: {known}.",
                "未知的 provider `{name}`。可用的有：{known}。"
            )
        }
    }
}

/// The cloud of a `--provider`, or what is wrong with it.
pub(super) fn provider(name: Option<&str>) -> Result<Option<Cloud>, Message> {
    name.map(cloud).transpose()
}

/// The cloud of this name, or what is wrong with it.
pub(super) fn cloud(name: &str) -> Result<Cloud, Message> {
    Cloud::from_name(name).ok_or_else(|| unknown_provider(name))
}

/// A code that names no rule.
pub(super) fn unknown_rule(code: &str) -> Message {
    match did_you_mean(code, rules::all().map(|rule| rule.code)) {
        Some(near) => message!(
            "unknown rule `{code}`. Did you mean `{near}`?",
            "未知的规则 `{code}`，是不是想写 `{near}`？"
        ),
        None => message!(
            "unknown rule `{code}`. `fyml rules` lists them all.",
            "未知的规则 `{code}`。`fyml rules` 可以列出全部规则。"
        ),
    }
}
