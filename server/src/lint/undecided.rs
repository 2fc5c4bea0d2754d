//! The traps of the catalogue that no rule can decide, with the reason. Together with what the rules cover, this is
//! all of the catalogue: a test holds that.

use fyml_schema::{Wording, w};

/// A trap that is not reported.
#[derive(Debug, Clone, Copy)]
pub struct Undecided {
    /// Its id in the catalogue.
    pub id: &'static str,
    /// What happens.
    pub what: Wording,
    /// Why no rule speaks of it.
    pub why: Wording,
}

const DEPLOYED: Wording = w(
    "Depends on what is deployed already, which neither the file nor its neighbours tell.",
    "取决于云端已经部署的内容，从文件及其旁边的文件无法得知。",
);
const COLLECTED: Wording = w(
    "The decorators and collectors of Midway 2 and 3 put `get` in, so the list is never empty.",
    "Midway 2 和 3 的装饰器与收集器会补上 `get`，列表不会为空。",
);
const HARMLESS: Wording = w("Nothing goes wrong.", "不会出错。");

/// Every trap that no rule decides, in the order of the catalogue.
pub const UNDECIDED: &[Undecided] = &[
    undecided(
        "G-20",
        w(
            "Functions that share a handler file share one entry.",
            "使用同一个 handler 文件的函数共用一个入口。",
        ),
        w(
            "It works as written. What does go wrong with aggregations has the rule `aggregation-entry-clash`.",
            "可以正常工作。与聚合相关的问题由规则 `aggregation-entry-clash` 检查。",
        ),
    ),
    undecided(
        "G-31",
        w(
            "A deployment to aliyun or vercel that fails ends with exit code 0.",
            "部署到 aliyun 或 vercel 失败时，退出码仍是 0。",
        ),
        w(
            "A matter of running the command, whatever the file says; fyml reads the output when it runs one.",
            "与文件内容无关，是命令运行时的问题；由 fyml 运行命令时会检查输出。",
        ),
    ),
    undecided(
        "T-16",
        w(
            "Timers are deleted and made again at every deployment to tencent.",
            "每次部署到 tencent 时，定时触发器都会先删除再重建。",
        ),
        w(
            "True of every timer that is right: nothing could be written otherwise.",
            "所有写法正确的定时触发器都是如此，没有其他写法可以避免。",
        ),
    ),
    undecided(
        "T-17",
        w(
            "Another runtime than that of the deployed function stops the deployment to tencent.",
            "运行时与已部署的函数不一致时，部署到 tencent 会中止。",
        ),
        DEPLOYED,
    ),
    undecided(
        "T-18",
        w(
            "A changed `description` is never updated on tencent.",
            "修改 `description` 后，tencent 上不会更新。",
        ),
        DEPLOYED,
    ),
    undecided(
        "T-22",
        w(
            "`Enable: CLOSE` is sent for API gateway triggers on tencent.",
            "在 tencent 上，API 网关触发器会带上 `Enable: CLOSE`。",
        ),
        w(
            "What the cloud makes of it is not known, and the file cannot change it.",
            "云端如何处理尚不清楚，文件中也无法修改。",
        ),
    ),
    undecided(
        "T-25",
        w(
            "A trigger that is taken out of the file stays online on tencent.",
            "从文件中删除的触发器在 tencent 上仍然在线。",
        ),
        DEPLOYED,
    ),
    undecided(
        "T-30",
        w(
            "`aggregation`, `layers` and `resources` are not part of what tencent is handed.",
            "传给 tencent 的内容中不包含 `aggregation`、`layers` 和 `resources`。",
        ),
        w(
            "Nothing goes wrong: aggregation and layers have done their work by then, and nobody reads `resources`.",
            "不会出错：聚合和层在此之前已经处理完毕，`resources` 没有任何环节读取。",
        ),
    ),
    undecided(
        "V-06",
        w(
            "Functions of an existing `.serverless/vercel.json` are not overwritten.",
            "已有的 `.serverless/vercel.json` 中的函数不会被覆盖。",
        ),
        w(
            "Packaging removes `.serverless` before it begins, so that there never is one.",
            "打包开始前会删除 `.serverless`，因此不会有这个文件。",
        ),
    ),
    undecided(
        "AG-17",
        w(
            "The route of an aggregation is the common prefix of its members' paths.",
            "聚合的路由是各成员路径的公共前缀。",
        ),
        w(
            "No fault. A route that takes in more than it should has the rule `aggregation-wide-route`.",
            "不是错误。路由范围过大由规则 `aggregation-wide-route` 检查。",
        ),
    ),
    undecided(
        "AG-25",
        w(
            "Local runs and `check` do not aggregate.",
            "本地运行和 `check` 不会聚合。",
        ),
        w(
            "True of every aggregation; where the difference hurts, a rule of its own speaks (`aggregation-method-any`, `aggregation-wildcard-inside`).",
            "所有聚合都是如此；有实际影响的差异由单独的规则检查（`aggregation-method-any`、`aggregation-wildcard-inside`）。",
        ),
    ),
    undecided(
        "P-09",
        w(
            "A layer that cannot be loaded in the cloud is passed over in silence.",
            "云端加载失败的层会被静默忽略。",
        ),
        w(
            "Whether it can be loaded shows only there.",
            "能否加载只有到云端才知道。",
        ),
    ),
    undecided(
        "P-12",
        w(
            "A plugin that cannot be installed is left out in silence.",
            "安装失败的插件会被静默跳过。",
        ),
        w(
            "Missing packages are installed when the command runs; whether that works depends on the registry.",
            "缺少的包会在命令运行时安装，能否成功取决于 npm 源。",
        ),
    ),
    undecided(
        "M-07",
        w(
            "A decorator without `method` gives an empty list, at which tencent throws.",
            "装饰器没有写 `method` 时得到空列表，tencent 会抛出异常。",
        ),
        COLLECTED,
    ),
    undecided(
        "M-08",
        w(
            "`middleware` of a decorator appears in the generated file.",
            "装饰器的 `middleware` 会出现在生成的文件中。",
        ),
        HARMLESS,
    ),
    undecided(
        "L-03",
        w(
            "Local runs try routes with more segments first.",
            "本地运行会优先匹配层级更多的路由。",
        ),
        HARMLESS,
    ),
    undecided(
        "L-05",
        w(
            "`environment` of the file may not be set in local runs.",
            "文件中的 `environment` 在本地运行时可能不会设置。",
        ),
        w(
            "It depends on the starter, and is not settled.",
            "取决于 starter，尚无定论。",
        ),
    ),
];

const fn undecided(id: &'static str, what: Wording, why: Wording) -> Undecided {
    Undecided { id, what, why }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::lint::rules;

    /// The families of ids, and how many traps each has: `A-01` to `A-40`.
    const FAMILIES: &[(&str, u32)] = &[
        ("G", 36),
        ("A", 40),
        ("T", 31),
        ("V", 8),
        ("W", 5),
        ("X", 1),
        ("AG", 29),
        ("D", 14),
        ("P", 20),
        ("M", 10),
        ("L", 6),
        ("K", 7),
    ];

    #[test]
    fn every_trap_is_covered_by_a_rule_or_listed_with_its_reason() {
        let covered: BTreeSet<&str> = rules::all()
            .flat_map(|rule| rule.covers.iter().copied())
            .collect();
        let mut all = BTreeSet::new();
        for (family, count) in FAMILIES {
            for number in 1..=*count {
                let id = format!("{family}-{number:02}");
                let is_listed = UNDECIDED.iter().any(|entry| entry.id == id);
                assert_ne!(
                    covered.contains(id.as_str()),
                    is_listed,
                    "{id}: by a rule, or listed, and not both"
                );
                all.insert(id);
            }
        }
        for id in covered
            .iter()
            .chain(UNDECIDED.iter().map(|entry| &entry.id))
        {
            assert!(all.contains(*id), "{id} is no trap of the catalogue");
        }
        assert_eq!(all.len(), 207);
    }

    #[test]
    fn every_reason_is_written_in_both_languages() {
        let is_chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        for entry in UNDECIDED {
            assert!(
                entry.what.en.ends_with('.') && entry.why.en.ends_with('.'),
                "{}",
                entry.id
            );
            assert!(
                is_chinese(entry.what.zh) && is_chinese(entry.why.zh),
                "{}",
                entry.id
            );
        }
    }
}
