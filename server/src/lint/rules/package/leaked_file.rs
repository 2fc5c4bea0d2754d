//! Files with secrets in the project's root, which packaging takes along.

use fyml_schema::w;

use super::{NEVER_COPIED, matches, package_entry, patterns};
use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::syntax::{Span, Style};

/// The rule.
pub static RULE: Rule = Rule {
    code: "package-leaks-file",
    severity: Severity::Warning,
    group: Group::Security,
    clouds: &[],
    covers: &["P-19"],
    summary: w(
        "A file that looks like a secret goes into the package",
        "疑似保存密钥的文件会进入代码包",
    ),
    explanation: w(
        "Packaging takes every `.json`, `.yml`, `.js` and `.ts` file of the project's root along, whether anything needs \
         it or not: keys and credentials that lie there are deployed, and whoever may download the code has them. List \
         them in `package.exclude`, or keep them outside of the project. Likewise, what `package.include` names is \
         deployed: private keys and `.env` files should not be among it.",
        "打包时会带上项目根目录下所有的 `.json`、`.yml`、`.js`、`.ts` 文件，无论是否用到：放在那里的密钥和凭证也会被部署，\
         能下载代码的人就能拿到。请写入 `package.exclude`，或者放到项目之外。同样，`package.include` 中写出的文件都会被部署，\
         其中不应有私钥和 `.env` 文件。",
    ),
    bad: "# f.yml, credentials.json
service: shop
provider:
  name: aliyun
package:
  exclude:
    - docs/*
",
    good: "# f.yml, credentials.json
service: shop
provider:
  name: aliyun
package:
  exclude:
    - docs/*
    - credentials.json
",
    fixable: true,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    if context.toolchain().deploys_by_s_yaml {
        return;
    }
    included(context, sink);
    let excluded = patterns(context, "exclude");
    let leaking: Vec<&String> = context
        .project
        .root_entries
        .iter()
        .filter(|name| is_taken_along(name) && holds_secrets(name))
        .filter(|name| !excluded.iter().any(|(_, pattern)| matches(pattern, name)))
        .collect();
    let Some(first) = leaking.first() else {
        return;
    };
    let exclude = package_entry(context, "exclude");
    let package = context.service.get("package");
    let place = exclude
        .or(package)
        .or_else(|| context.service.provider().entry());
    let span = place.map_or(Span::default(), |entry| entry.key.span());
    let names: Vec<String> = leaking.iter().map(|name| format!("`{name}`")).collect();
    let (en, zh) = (names.join(", "), names.join("、"));
    let problem = sink.report(
        span,
        message!(
            "{en} beside f.yml will be deployed with the code. List it in `package.exclude`, or keep it elsewhere.",
            "f.yml 旁边的 {zh} 会随代码一起部署。请写入 `package.exclude`，或者放到别处。"
        ),
    );
    // one more item behind the last one of a list by indentation
    let last = exclude.and_then(|entry| entry.value.items().last());
    if let (Some(entry), Some(last)) = (exclude, last)
        && entry.value.style() == Style::Block
        && leaking.len() == 1
    {
        let text = context.document.text();
        let line = text.line_of(last.span().start);
        let indent: String = text
            .line(line)
            .chars()
            .take_while(|c| c.is_whitespace())
            .collect();
        if text.line_of(last.span().end) == line {
            problem.fix(
                message!("Exclude `{first}`", "排除 `{first}`"),
                Span::empty(last.span().end),
                format!("\n{indent}- {first}"),
            );
        }
    }
}

/// What `include` names with its own name.
fn included(context: &ServiceContext, sink: &mut Sink) {
    for (node, pattern) in patterns(context, "include") {
        let name = pattern.rsplit('/').next().unwrap_or_default();
        // what is never copied cannot leak
        let is_copied = !pattern.split('/').any(|part| NEVER_COPIED.contains(&part));
        if !pattern.starts_with('!') && is_copied && holds_secrets(name) {
            let problem = sink.report(
                node.span(),
                message!(
                    "`{name}` will be deployed with the code, for whoever may download it. Read secrets from the environment or the cloud's secret store.",
                    "`{name}` 会随代码一起部署，能下载代码的人都能看到。请从环境变量或云平台的密钥服务读取。"
                ),
            );
            // many of these hold settings only, and they were named on purpose
            if name.starts_with(".env") {
                problem.severity(Severity::Info);
            }
        }
    }
}

/// Whether copying takes a file of the root along by itself (command-core utils/copy.ts).
fn is_taken_along(name: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    !name.starts_with('.') && matches!(extension, Some("json" | "yml" | "js" | "ts"))
}

/// Whether a file of this name is likely to hold nothing but secrets.
fn holds_secrets(name: &str) -> bool {
    let name = name.to_lowercase();
    let (stem, extension) = name.rsplit_once('.').unwrap_or((&name, ""));
    let is_example = ["example", "sample", "template", "schema", "dist"]
        .iter()
        .any(|word| name.contains(word));
    let is_named_so = [
        "credential",
        "secret",
        "serviceaccount",
        "service-account",
        "private-key",
        "privatekey",
        "accesskey",
        "access-key",
    ]
    .iter()
    .any(|word| stem.contains(word));
    let is_env = name == ".env" || name.starts_with(".env.");
    let is_key = matches!(extension, "pem" | "p12" | "pfx" | "jks")
        || extension == "key"
        || matches!(name.as_str(), "id_rsa" | "id_ed25519" | ".npmrc.local");
    let is_data = matches!(extension, "json" | "yml" | "yaml" | "ini" | "csv" | "txt");
    !is_example && (is_env || is_key || is_named_so && is_data)
}

#[cfg(test)]
mod tests {
    use super::{RULE, holds_secrets};
    use crate::lint::Example;
    use crate::lint::testing::{check_example, check_rule, fixed_example};

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(
            fixed_example(RULE.code, RULE.bad),
            Example::of(RULE.good).text
        );
    }

    #[test]
    fn names_tell() {
        for name in [
            ".env",
            ".env.prod",
            "server.pem",
            "aliyun-credentials.json",
            "secrets.yml",
            "id_rsa",
        ] {
            assert!(holds_secrets(name), "{name}");
        }
        for name in [
            "package.json",
            "secret.js",
            "credentials.example.json",
            ".env.sample",
            "keyboard.json",
            "environment.yml",
        ] {
            assert!(!holds_secrets(name), "{name}");
        }
    }

    #[test]
    fn patterns_exclude_and_other_kinds_stay_behind() {
        for (from, to) in [
            ("docs/*", "'*.json'"),
            ("credentials.json", "credentials.txt"),
            ("credentials.json", ".env"),
        ] {
            assert!(
                check_example(RULE.code, &RULE.bad.replace(from, to)).is_empty(),
                "{to}"
            );
        }
    }

    #[test]
    fn what_is_included_by_name_is_deployed() {
        let text = "package:\n  include:\n    - config/server.key\n    - '!.env'\n    - public/*\n";
        let found = check_rule(RULE.code, text);
        assert!(
            found.len() == 1 && found[0].starts_with("warning 3:7-3:24"),
            "{found:?}"
        );
    }
}
