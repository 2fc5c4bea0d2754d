//! A handler that is not `<file>.<export>`.

use fyml_schema::{NAMES_OF_EVERY_OBJECT, w};

use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::Function;
use crate::syntax::{Entry, Style};

/// The rule.
pub static RULE: Rule = Rule {
    code: "handler-format",
    severity: Severity::Error,
    group: Group::Functions,
    clouds: &[],
    covers: &["G-16", "G-17", "G-35"],
    summary: w(
        "`handler` is not `<file>.<export>`",
        "`handler` 不是 `<文件>.<导出>` 的形式",
    ),
    explanation: w(
        "From the handler the CLI writes the entry file: `index.handler` gives `index.js` with the export `handler`. \
         Without a dot, or with a `-` in the export, that file is not valid JavaScript and fails at its cold start. Of \
         more than two parts the CLI uses the first two while the cloud gets the whole text. A folder in front must \
         exist in the build. Anything but a string makes packaging throw.",
        "CLI 根据 handler 生成入口文件：`index.handler` 对应 `index.js` 中的导出 `handler`。没有点号，或导出名含 `-` 时，\
         生成的文件不是合法的 JavaScript，冷启动就会失败。超过两段时，CLI 只用前两段，而云端拿到的是完整的字符串。\
         前面带目录时，构建产物中必须存在该目录。不是字符串时，打包会抛出异常。",
    ),
    bad: "service: library
provider:
  name: aliyun
functions:
  lend:
    handler: lend
",
    good: "service: library
provider:
  name: aliyun
functions:
  lend:
    handler: lend.handler
",
    fixable: true,
    check: Check::Function(check),
};

fn check(function: Function, context: &FunctionContext, sink: &mut Sink) {
    // Inside an aggregation a handler is only a name to look up; no file is written for it.
    if context.has_deploy_type || !context.membership.is_deployed_alone() {
        return;
    }
    let Some(entry) = function.handler() else {
        return;
    };
    let value = entry.value;
    if value.is_interpolated() || value.is_broken() || value.resolved().is_broken() {
        return;
    }
    match value.as_str() {
        Some(handler) if !handler.is_empty() => text(handler, entry, &function, sink),
        None if !value.is_null() => no_text(entry, sink),
        _ => {} // missing: `handler-missing`
    }
}

fn no_text(entry: Entry, sink: &mut Sink) {
    // The aliyun builders split it, and so does the writer of entry files on every cloud.
    sink.report(
        entry.value_span(),
        message!(
            "`handler` must be a string such as `index.handler`: packaging will stop with a TypeError.",
            "`handler` 必须是字符串，例如 `index.handler`：否则打包会因 TypeError 中止。"
        ),
    );
}

fn text(handler: &str, entry: Entry, function: &Function, sink: &mut Sink) {
    let name = function.name();
    let span = entry.value_span();
    let mut parts = handler.split('.');
    let file = parts.next().unwrap_or_default();
    let export = parts.next().unwrap_or_default();
    let has_more = parts.next().is_some();
    if NAMES_OF_EVERY_OBJECT.contains(&file) {
        sink.report(
            span,
            message!(
                "Every JavaScript object has a `{file}`: packaging takes it for an entry file it knows and stops with a TypeError. Choose another file name.",
                "每个 JavaScript 对象都有 `{file}`：打包时会把它当成已有的入口文件，因 TypeError 中止。请换一个文件名。"
            ),
        );
    } else if export.is_empty() {
        let problem = sink.report(
            span,
            message!(
                "`{handler}` names no export: the entry file of `{name}` will not be valid JavaScript. Write `<file>.<export>`.",
                "`{handler}` 没有写导出名：`{name}` 的入口文件不是合法的 JavaScript。请写成 `<文件>.<导出>`。"
            ),
        );
        if !has_more && is_plain(entry) && !file.is_empty() && !file.contains(char::is_whitespace) {
            let whole = format!("{file}.handler");
            problem.fix(
                message!("Change to `{whole}`", "改为 `{whole}`"),
                entry.value.span(),
                whole,
            );
        }
    } else if !is_identifier(export) {
        sink.report(
            span,
            message!(
                "`{export}` cannot be the name of an export: the entry file of `{name}` will not be valid JavaScript.",
                "`{export}` 不能作为导出名：`{name}` 的入口文件不是合法的 JavaScript。"
            ),
        );
    } else if has_more {
        sink.report(
            span,
            message!(
                "The CLI writes `{file}.js` with the export `{export}`, but the cloud will look for `{handler}`: calls of `{name}` will fail. Write one dot.",
                "CLI 生成的是 `{file}.js` 中的导出 `{export}`，而云端会查找 `{handler}`：调用 `{name}` 会失败。请只用一个点号。"
            ),
        )
        .severity(Severity::Warning);
    } else if handler.contains('/') {
        sink.report(
            span,
            message!(
                "The folder in `{handler}` must exist in the build, or packaging stops with ENOENT. Write only `<file>.<export>`: it is a name, not a path.",
                "`{handler}` 中的目录必须存在于构建产物中，否则打包会报 ENOENT。请只写 `<文件>.<导出>`：它是名称，不是路径。"
            ),
        )
        .severity(Severity::Warning);
    }
}

fn is_plain(entry: Entry) -> bool {
    entry.value.style() == Style::Plain
}

/// Whether `exports.NAME = …` is JavaScript.
fn is_identifier(name: &str) -> bool {
    let starts = |c: char| c.is_alphabetic() || c == '_' || c == '$';
    name.chars().next().is_some_and(starts)
        && name.chars().all(|c| starts(c) || c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed};

    fn found(handler: &str) -> Vec<String> {
        check_rule(
            RULE.code,
            &format!("provider:\n  name: aliyun\nfunctions:\n  lend:\n    handler: {handler}\n"),
        )
    }

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
    }

    #[test]
    fn file_and_export_is_right() {
        for handler in [
            "index.handler",
            "'index.handler'",
            "my-file.get_One",
            "a.$b",
            "a.删除",
            "${env.H}",
            "",
        ] {
            assert_eq!(found(handler), [] as [&str; 0], "{handler}");
        }
    }

    #[test]
    fn what_breaks_is_an_error_and_what_is_not_found_a_warning() {
        for handler in [
            "index",
            "index.",
            "index.a-b",
            "index.1a",
            "3",
            "true",
            "[a.b]",
            "{a: b}",
        ] {
            assert!(
                found(handler)[0].starts_with("error 5:14"),
                "{handler}: {:?}",
                found(handler)
            );
        }
        for handler in ["a.b.c", "src/index.handler"] {
            assert!(
                found(handler)[0].starts_with("warning 5:14"),
                "{handler}: {:?}",
                found(handler)
            );
        }
    }

    #[test]
    fn the_entry_writer_throws_on_tencent_too() {
        let text = "provider:\n  name: tencent\nfunctions:\n  lend:\n    handler: 3\n";
        assert!(check_rule(RULE.code, text)[0].starts_with("error"));
    }

    #[test]
    fn members_of_an_aggregation_are_looked_up_by_their_whole_handler() {
        let text = "functions:\n  lend:\n    handler: a.b.c\n    events:\n      - http: true\naggregation:\n  all:\n    functionsPattern: '*'\n";
        assert!(check_rule(RULE.code, text).is_empty());
        let alone = format!("{text}    deployOrigin: true\n");
        assert_eq!(check_rule(RULE.code, &alone).len(), 1);
    }
}
