//! Why there is no preview, in the user's language.

use super::text::place;
use super::{NoPreview, Stop};
use crate::lint::Message;
use crate::message;
use crate::syntax::Document;

impl NoPreview {
    /// The sentence about it. `shown` is the name of the file.
    pub fn message(&self, document: &Document, shown: &str) -> Message {
        match self {
            NoPreview::NoProvider => message!(
                "{shown} names no cloud in `provider.name`.",
                "{shown} 没有在 `provider.name` 中写明云平台。"
            ),
            NoPreview::UnknownProvider(name) => {
                message!("unknown provider `{name}`.", "未知的 provider `{name}`。")
            }
            NoPreview::NotFromFile(cloud) => {
                let name = cloud.name();
                message!(
                    "there is no preview for `{name}`: what it gets is not made of the f.yml alone.",
                    "`{name}` 没有预览：提交给它的内容并不完全由 f.yml 决定。"
                )
            }
            NoPreview::Stops(stop) => stops(stop, document, shown),
        }
    }
}

fn stops(stop: &Stop, document: &Document, shown: &str) -> Message {
    let (line, column) = place(document, stop.span);
    let Message { en, zh } = &stop.reason;
    match stop.at.as_str() {
        "" => message!(
            "{shown}:{line}:{column}: nothing would be deployed: {en}.",
            "{shown}:{line}:{column}：不会部署任何内容：{zh}。"
        ),
        at => message!(
            "{shown}:{line}:{column}: nothing would be deployed, the toolchain stops at `{at}`: {en}.",
            "{shown}:{line}:{column}：不会部署任何内容，工具链会在 `{at}` 处出错：{zh}。"
        ),
    }
}
