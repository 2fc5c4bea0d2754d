//! Fields of a trigger that do nothing on aliyun.

use fyml_schema::{Cloud, Support, w};

use super::deployed_triggers;
use crate::lint::{Check, FunctionContext, Group, Message, Rule, Severity, Sink, Tag};
use crate::message;
use crate::model::Function;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aliyun-trigger-field-ignored",
    severity: Severity::Warning,
    group: Group::Triggers,
    clouds: &[Cloud::Aliyun],
    covers: &["A-20", "A-30"],
    summary: w(
        "A field of a trigger that has no effect on aliyun",
        "触发器中在 aliyun 上不生效的字段",
    ),
    explanation: w(
        "`cors`, `timeout`, `serviceId` and `integratedResponse` belong to Tencent's API gateway. `role` and `version` \
         are written by the default deploy path to a place where fc-deploy does not look: the trigger calls the latest \
         version with a role that is made for it. (`--useFun` reads both.)",
        "`cors`、`timeout`、`serviceId`、`integratedResponse` 是腾讯云 API 网关的字段。`role` 和 `version` 会被默认部署方式\
         写到 fc-deploy 不读取的位置：触发器总是用自动创建的角色调用最新版本。（`--useFun` 会读取这两个字段。）",
    ),
    bad: "service: shop
provider:
  name: aliyun
functions:
  cart:
    handler: cart.handler
    events:
      - http:
          path: /cart
          cors: true
",
    good: "service: shop
provider:
  name: aliyun
functions:
  cart:
    handler: cart.handler
    events:
      - http:
          path: /cart
",
    fixable: true,
    check: Check::Function(check),
};

/// What `version` means when it is left out.
const LATEST: &str = "LATEST";

fn check(function: Function, context: &FunctionContext, sink: &mut Sink) {
    let Some(path) = context.path else { return };
    for (trigger, facts) in deployed_triggers(function, context) {
        let fields = trigger.entry().value;
        for entry in fields.seen_entries() {
            let Some(key) = facts.field(&entry.name()) else {
                continue;
            };
            // what is read nowhere at all is told by other rules, and so is a switch that does not switch
            if key.unread()
                || key.name == "enable"
                || entry.value.is_null()
                || entry.value.is_broken()
            {
                continue;
            }
            let says_nothing = key.name == "version"
                && entry
                    .value
                    .as_str()
                    .is_some_and(|text| text.eq_ignore_ascii_case(LATEST));
            if let Some(message) = message(facts.name, key, path, says_nothing) {
                let problem = sink.report(entry.key.span(), message);
                problem.tag(Tag::Unnecessary).removable(fields, entry);
            }
        }
    }
}

fn message(
    trigger: &str,
    key: &fyml_schema::Key,
    path: fyml_schema::DeployPath,
    says_nothing: bool,
) -> Option<Message> {
    let name = key.name;
    match key.support.on(path) {
        Support::Full => None,
        Support::Partial(_) if says_nothing => None,
        Support::Partial(how) => {
            let (en, zh) = (how.en, how.zh);
            Some(message!(
                "`{name}` of this `{trigger}` trigger has no effect. {en}",
                "这个 `{trigger}` 触发器的 `{name}` 不生效。{zh}"
            ))
        }
        Support::Ignored
            if key.support.on(fyml_schema::DeployPath::Tencent) != Support::Ignored =>
        {
            Some(message!(
                "`{name}` has no effect on aliyun: only tencent reads it in `{trigger}` triggers.",
                "`{name}` 在 aliyun 上不生效：`{trigger}` 触发器的这个字段只有 tencent 会读取。"
            ))
        }
        Support::Ignored => Some(message!(
            "aliyun does not read `{name}` in `{trigger}` triggers.",
            "aliyun 不读取 `{trigger}` 触发器的 `{name}`。"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::Settings;
    use crate::lint::testing::{check_rule, check_with, choices, underlined};

    fn with_event(event: &str) -> String {
        format!(
            "service: shop\nprovider:\n  name: aliyun\nfunctions:\n  cart:\n    handler: a.b\n    events:\n      - {event}\n"
        )
    }

    #[test]
    fn it_can_be_removed() {
        let found = choices(RULE.code, RULE.bad);
        assert_eq!(found.len(), 1);
        assert!(check_rule(RULE.code, &found[0].1).is_empty(), "{found:?}");
        assert!(RULE.bad.starts_with(found[0].1.trim_end()) || found[0].1 == RULE.good);
    }

    #[test]
    fn fields_of_tencent_and_misplaced_ones_are_found() {
        let text = with_event(
            "http: {path: /a, cors: true, timeout: 3, serviceId: s, integratedResponse: true, role: r, version: '2'}",
        );
        assert_eq!(
            underlined(RULE.code, &text),
            [
                "cors",
                "timeout",
                "serviceId",
                "integratedResponse",
                "role",
                "version"
            ]
        );
        assert!(
            check_rule(RULE.code, &with_event("log: {role: r}"))[0]
                .contains("fc-deploy does not look")
        );
    }

    #[test]
    fn what_works_or_changes_nothing_is_fine() {
        for event in [
            "http: {path: /a, method: get, name: n}",
            "http: {role: , version: LATEST}",
            "timer: {value: x, enable: false, payload: p}",
            "os: {bucket: b, events: e, filter: {}, enable: false}",
        ] {
            assert!(
                check_rule(RULE.code, &with_event(event)).is_empty(),
                "{event}"
            );
        }
    }

    #[test]
    fn funcraft_reads_role_and_version() {
        let settings = Settings {
            use_fun: Some(true),
            ..Settings::default()
        };
        let found = check_with(&with_event("log: {role: r, version: '2'}"), &settings);
        assert!(
            !found.iter().any(|line| line.starts_with(RULE.code)),
            "{found:?}"
        );
    }
}
