//! Why the toolchain stops, in the user's language.

use crate::deploy::Cause;
use crate::lint::Message;
use crate::message;

/// What is wrong with the value at which it stops, as the end of a sentence.
pub(super) fn reason(cause: &Cause) -> Message {
    match cause {
        Cause::Yaml(reason) => message!("the YAML is not valid: {reason}", "YAML 无效：{reason}"),
        Cause::Empty => message!("there is nothing in the file", "文件是空的"),
        Cause::ReadsOfNothing(property) => message!(
            "there is nothing there, but the toolchain reads `{property}` from it",
            "此处没有值，而工具链要读取它的 `{property}`"
        ),
        Cause::NotIterable => message!(
            "the toolchain goes over its items, but this is not a list",
            "工具链要逐项遍历它，但这不是列表"
        ),
        Cause::NotText(method) => message!(
            "the toolchain calls `{method}()` on it, but this is not a string",
            "工具链要对它调用 `{method}()`，但这不是字符串"
        ),
        Cause::NotList(method) => message!(
            "the toolchain calls `{method}()` on it, but this is not a list",
            "工具链要对它调用 `{method}()`，但这不是列表"
        ),
        Cause::NotMap => message!(
            "the toolchain writes into it, but this is not a map",
            "工具链要向其中写入内容，但这不是映射"
        ),
        Cause::NoFolder => message!(
            "the toolchain writes its entry file into a folder that is not there",
            "工具链要把入口文件写入一个不存在的目录"
        ),
        Cause::NotPattern => message!(
            "a pattern must be a string that is not empty",
            "pattern 必须是非空字符串"
        ),
        Cause::NotJson => message!(
            "the toolchain rewrites it as text and then can no longer read it as JSON",
            "工具链按文本改写它之后，已无法再解析为 JSON"
        ),
        Cause::Circular => message!("the value holds itself", "该值包含了自身"),
        Cause::TooLarge => message!(
            "with its aliases written out the file is too large to be deployed",
            "展开别名后文件过大，无法部署"
        ),
        Cause::SamePrefix(route) => message!(
            "another aggregation has the route `{route}` already",
            "已有另一个聚合使用路由 `{route}`"
        ),
    }
}
