//! A misspelt `functions` or `functionsPattern`.

use fyml_schema::w;

use super::active;
use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink, did_you_mean};
use crate::message;
use crate::model::Aggregation;
use crate::syntax::Entry;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aggregation-misspelt-key",
    severity: Severity::Warning,
    group: Group::Aggregation,
    clouds: &[],
    covers: &["AG-03"],
    summary: w(
        "A misspelt key leaves the aggregation without members",
        "键名拼错会使聚合函数没有成员",
    ),
    explanation: w(
        "Packaging reads `functions` and `functionsPattern`, letter by letter. With neither of them the aggregation has no member: an empty function without a trigger is deployed, and every function stays on its own.",
        "打包时只认 `functions` 和 `functionsPattern`，拼写和大小写必须完全一致。两者都没有时聚合函数没有成员：会部署一个没有触发器的空函数，各函数仍单独部署。",
    ),
    bad: "service: shop
provider:
  name: aliyun
functions:
  index:
    handler: index.handler
    events:
      - http:
          path: /shop/*
  cart:
    handler: cart.show
    events:
      - http:
          path: /shop/cart
aggregation:
  api:
    functionPattern: ['*']
",
    good: "service: shop
provider:
  name: aliyun
functions:
  index:
    handler: index.handler
    events:
      - http:
          path: /shop/*
  cart:
    handler: cart.show
    events:
      - http:
          path: /shop/cart
aggregation:
  api:
    functionsPattern: ['*']
",
    fixable: true,
    check: Check::Service(check),
};

/// What an aggregation reads itself; everything else goes to the function it becomes.
pub(super) const OWN_KEYS: [&str; 4] = [
    "functions",
    "functionsPattern",
    "deployOrigin",
    "eventTrigger",
];

fn check(cx: &ServiceContext, sink: &mut Sink) {
    for aggregation in active(cx) {
        for (entry, meant) in misspelt(aggregation) {
            let (written, name) = (entry.name(), aggregation.name());
            let span = entry.key.span();
            let message = if meant.starts_with("functions") {
                message!(
                    "`{written}` is not read, so `{name}` will have no members. Did you mean `{meant}`?",
                    "`{written}` 不会被读取，`{name}` 将没有成员。是不是想写 `{meant}`？"
                )
            } else {
                message!(
                    "`{written}` is not read. Did you mean `{meant}`?",
                    "`{written}` 不会被读取。是不是想写 `{meant}`？"
                )
            };
            sink.report(span, message).fix(
                message!("Rename to `{meant}`", "改为 `{meant}`"),
                span,
                meant,
            );
        }
    }
}

/// The keys of an aggregation that nothing reads and that are near one of its own, with the one they mean.
pub(super) fn misspelt<'d>(aggregation: Aggregation<'d>) -> Vec<(Entry<'d>, &'static str)> {
    let is_known = |name: &str| {
        fyml_schema::aggregation_keys()
            .iter()
            .any(|key| key.name == name)
    };
    let has = |key: &str| aggregation.get(key).is_some();
    let has_selection = has("functions") || has("functionsPattern");
    let unknown = aggregation
        .body()
        .entries()
        .into_iter()
        .filter(|entry| !is_known(&entry.name()));
    unknown
        .filter_map(|entry| {
            let mut missing: Vec<&str> = OWN_KEYS
                .into_iter()
                .filter(|key| !(has(key) || has_selection && key.starts_with("functions")))
                .collect();
            // `functions` begins the other key, so the one of nearest length comes first.
            missing.sort_by_key(|key| key.len().abs_diff(entry.name().len()));
            did_you_mean(&entry.name(), missing.into_iter()).map(|meant| (entry, meant))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed};

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
        for (written, meant) in [
            ("functionsPatten", "functionsPattern"),
            ("function", "functions"),
            ("deployorigin", "deployOrigin"),
        ] {
            let text = RULE.bad.replace("functionPattern", written);
            assert!(
                fixed(RULE.code, &text).contains(&format!("    {meant}: ")),
                "{written}"
            );
        }
    }

    #[test]
    fn what_is_there_already_is_not_meant() {
        let text = format!("{}    functionsPattern: ['*']\n", RULE.bad);
        assert!(check_rule(RULE.code, &text).is_empty());
        assert!(check_rule(RULE.code, &RULE.bad.replace("functionPattern", "timeout")).is_empty());
    }
}
