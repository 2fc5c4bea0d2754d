//! A rewrite of static files that a wider one before it takes.

use fyml_schema::w;

use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink, Tag};
use crate::message;

/// The rule.
pub static RULE: Rule = Rule {
    code: "deploy-type-rewrite-order",
    severity: Severity::Warning,
    group: Group::Structure,
    clouds: &[],
    covers: &["D-13"],
    summary: w(
        "A `rewrite` of the static layer that is never reached",
        "`static` 层中永远不会生效的 `rewrite` 规则",
    ),
    explanation: w(
        "The static layer goes through `rewrite` from top to bottom and takes the first regular expression that matches. \
         What stands behind one that matches every path is never looked at. Write the widest one last.",
        "`static` 层从上到下检查 `rewrite`，使用第一个匹配的正则表达式。写在“匹配所有路径”之后的规则永远不会生效。\
         请把范围最大的写在最后。",
    ),
    bad: "service: shop
provider:
  name: aliyun
deployType:
  type: static
  config:
    rewrite:
      /.*: /index.html
      /help: /help.html
",
    good: "service: shop
provider:
  name: aliyun
deployType:
  type: static
  config:
    rewrite:
      /help: /help.html
      /.*: /index.html
",
    fixable: false,
    check: Check::Service(check),
};

/// Regular expressions that match every path, without the anchors.
const EVERYTHING: [&str; 6] = [".*", "/.*", "(.*)", "/(.*)", "/", ""];

fn check(context: &ServiceContext, sink: &mut Sink) {
    let config = context
        .service
        .get("deployType")
        .and_then(|entry| entry.value.value("config"));
    let Some(rewrite) = config.and_then(|config| config.value("rewrite")) else {
        return;
    };
    let mut widest = None;
    for entry in rewrite.entries() {
        let pattern = entry.name();
        if let Some(first) = widest {
            sink.report(
                entry.key.span(),
                message!(
                    "Never reached: a rewrite above matches every path. Move this one up.",
                    "永远不会生效：上面的规则已经匹配所有路径。请把这一条移到它前面。"
                ),
            )
            .tag(Tag::Unnecessary)
            .related(first, message!("matches everything", "匹配所有路径"));
        } else if matches_everything(&pattern) {
            widest = Some(entry.key.span());
        }
    }
}

/// Without an anchor at its end, even `/` is found in every path.
fn matches_everything(pattern: &str) -> bool {
    let open = pattern.strip_prefix('^').unwrap_or(pattern);
    match open.strip_suffix('$') {
        Some(whole) => EVERYTHING[..4].contains(&whole),
        None => EVERYTHING.contains(&open),
    }
}

#[cfg(test)]
mod tests {
    use super::{RULE, matches_everything};
    use crate::lint::testing::underlined;

    #[test]
    fn everything_behind_the_widest_is_dead() {
        let text = format!("{}      /about: /about.html\n", RULE.bad);
        assert_eq!(underlined(RULE.code, &text), ["/help", "/about"]);
    }

    #[test]
    fn anchors_count() {
        for (pattern, expected) in [
            ("^/.*$", true),
            ("/", true),
            ("^/", true),
            ("^/$", false),
            ("/a.*", false),
            ("@not /a", false),
        ] {
            assert_eq!(matches_everything(pattern), expected, "{pattern}");
        }
    }
}
