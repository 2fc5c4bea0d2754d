//! `nasConfig.mountPoints[].mountDir`: a word of funcraft that fc-deploy does not know.

use fyml_schema::{Cloud, DeployPath, w};

use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aliyun-nas-mount-dir",
    severity: Severity::Error,
    group: Group::Provider,
    clouds: &[Cloud::Aliyun],
    covers: &["A-18"],
    summary: w(
        "`mountDir` of a NAS mount point is lost",
        "NAS 挂载点的 `mountDir` 会丢失",
    ),
    explanation: w(
        "On the default deploy path the mount points go to fc-deploy, which builds them from `serverAddr`, `nasDir` (the \
         folder in the file system) and `fcDir` (where it is mounted). With `mountDir` it mounts `<address>:undefined` \
         nowhere. `--useFun` wants `mountDir`.",
        "默认部署方式会把挂载点交给 fc-deploy，它用 `serverAddr`、`nasDir`（文件系统中的目录）和 `fcDir`（挂载到的目录）来拼装。\
         写 `mountDir` 时，它会去挂载 `<地址>:undefined`，并且没有挂载目录。只有 `--useFun` 使用 `mountDir`。",
    ),
    bad: "service: library
provider:
  name: aliyun
  nasConfig:
    userId: 10003
    groupId: 10003
    mountPoints:
      - serverAddr: books.cn-hangzhou.nas.aliyuncs.com
        mountDir: /mnt/books
",
    good: "service: library
provider:
  name: aliyun
  nasConfig:
    userId: 10003
    groupId: 10003
    mountPoints:
      - serverAddr: books.cn-hangzhou.nas.aliyuncs.com
        nasDir: /
        fcDir: /mnt/books
",
    fixable: false,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    if context.path != Some(DeployPath::ServerlessDevs) {
        return;
    }
    let Some(points) = context
        .service
        .provider()
        .value("nasConfig")
        .and_then(|nas| nas.value("mountPoints"))
    else {
        return;
    };
    for point in points.items() {
        if let Some(entry) = point
            .get("mountDir")
            .filter(|_| point.get("fcDir").is_none())
        {
            sink.report(
                entry.key.span(),
                message!(
                    "fc-deploy does not read `mountDir`: nothing will be mounted. Write `nasDir` and `fcDir`.",
                    "fc-deploy 不读取 `mountDir`，什么都不会挂载。请写 `nasDir` 和 `fcDir`。"
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::Settings;
    use crate::lint::testing::{check_rule, check_with, underlined};

    #[test]
    fn the_key_is_underlined() {
        assert_eq!(underlined(RULE.code, RULE.bad), ["mountDir"]);
    }

    #[test]
    fn other_forms_are_fine() {
        let auto = "provider:\n  name: aliyun\n  nasConfig: auto\n";
        assert!(check_rule(RULE.code, auto).is_empty());
        let both = RULE
            .bad
            .replace("mountDir: /mnt/books", "mountDir: /a\n        fcDir: /a");
        assert!(check_rule(RULE.code, &both).is_empty());
        let settings = Settings {
            use_fun: Some(true),
            ..Settings::default()
        };
        assert!(
            !check_with(RULE.bad, &settings)
                .iter()
                .any(|line| line.starts_with(RULE.code))
        );
    }
}
