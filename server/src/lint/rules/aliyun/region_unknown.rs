//! `provider.region`: a name that is on no list.

use fyml_schema::{Cloud, DeployPath, REGIONS, RegionStatus, w};

use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink, did_you_mean};
use crate::message;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aliyun-region-unknown",
    severity: Severity::Hint,
    group: Group::Structure,
    clouds: &[Cloud::Aliyun],
    covers: &[],
    summary: w(
        "A region that is on no list of aliyun",
        "不在 aliyun 列表中的地域",
    ),
    explanation: w(
        "The region decides where the functions are created. Lists of regions grow, so an unknown one is only a hint; a \
         misspelt one ends in a connection error.",
        "地域决定函数创建在哪里。地域列表会不断增加，所以未知的地域只是提示；拼错的地域会在部署时表现为连接错误。",
    ),
    bad: "service: shop
provider:
  name: aliyun
  region: cn-hangzou
",
    good: "service: shop
provider:
  name: aliyun
  region: cn-hangzhou
",
    fixable: true,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    // funcraft does not read it, which is a rule of its own
    let is_read = context.path != Some(DeployPath::Fun);
    let Some(entry) = context.service.provider().get("region").filter(|_| is_read) else {
        return;
    };
    let Some(id) = entry.value.as_str().filter(|id| !id.is_empty()) else {
        return;
    };
    let span = entry.value_span();
    if entry.value.is_interpolated() {
        return;
    }
    let cloud = Cloud::Aliyun;
    match cloud.region(id) {
        Some(region) if region.status == RegionStatus::Closed => {
            sink.report(
                span,
                message!(
                    "`{id}` seems to be closed: it is no longer on aliyun's list.",
                    "`{id}` 可能已关闭：aliyun 的列表中已没有它。"
                ),
            );
        }
        Some(_) => {}
        None => {
            if let Some(region) = REGIONS.iter().find(|region| region.id == id) {
                let (en, zh) = (region.cloud.facts().title.en, region.cloud.facts().title.zh);
                sink.report(
                    span,
                    message!(
                        "`{id}` is a region of {en}; aliyun has none of this name.",
                        "`{id}` 是{zh}的地域，aliyun 没有这个地域。"
                    ),
                );
            } else if let Some(near) = did_you_mean(id, cloud.regions().map(|region| region.id)) {
                sink.report(
                    span,
                    message!(
                        "`{id}` is on no list of aliyun. Did you mean `{near}`?",
                        "aliyun 的列表中没有 `{id}`。是不是想写 `{near}`？"
                    ),
                )
                .fix(message!("Change to `{near}`", "改为 `{near}`"), span, near);
            } else {
                sink.report(
                    span,
                    message!(
                        "`{id}` is on no list of aliyun's regions.",
                        "aliyun 的地域列表中没有 `{id}`。"
                    ),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::Settings;
    use crate::lint::testing::{check_rule, check_with, fixed};

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
    }

    #[test]
    fn never_more_than_a_hint_where_it_is_read() {
        for region in ["ap-guangzhou", "ap-southeast-2", "mars-1"] {
            let found = check_rule(RULE.code, &RULE.bad.replace("cn-hangzou", region));
            assert!(
                found.len() == 1 && found[0].starts_with("hint"),
                "{found:?}"
            );
        }
        assert!(check_rule(RULE.code, &RULE.bad.replace("cn-hangzou", "${env.REGION}")).is_empty());
    }

    #[test]
    fn where_it_is_not_read_another_rule_says_so() {
        let settings = Settings {
            use_fun: Some(true),
            ..Settings::default()
        };
        let found = check_with(RULE.bad, &settings);
        assert!(
            !found.iter().any(|line| line.starts_with(RULE.code)),
            "{found:?}"
        );
    }
}
