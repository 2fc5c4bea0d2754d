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
    "Depends on what is deployed already. Nothing in the project records that: the toolchain keeps no state, and the last commit need not be what was deployed.",
    "取决于云端已经部署的内容，而项目中没有任何记录：工具链不保存部署状态，最近一次提交也不一定就是已部署的版本。",
);
const COLLECTED: Wording = w(
    "The decorators and collectors of Midway 2 and 3 put `get` in, so the list is never empty.",
    "Midway 2 和 3 的装饰器与收集器会补上 `get`，列表不会为空。",
);

/// Every trap that no rule decides, in the order of the catalogue.
pub const UNDECIDED: &[Undecided] = &[
    undecided(
        "T-16",
        w(
            "Timers are deleted and made again at every deployment to tencent.",
            "每次部署到 tencent 时，定时触发器都会先删除再重建。",
        ),
        w(
            "True of every timer, however it is written: serverless-tencent-scf compares the cloud's expression with `0 <value> *`, which seven fields never equal. A warning could ask for nothing.",
            "所有定时触发器都是如此，与写法无关：serverless-tencent-scf 用 `0 <value> *` 与云端的表达式比较，七段的表达式永远不会相等。即使提示，也没有可以修改的地方。",
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
            "The value is fixed in serverless-tencent-scf, so nothing in the file could change it; what the cloud makes of it cannot be tried any more, since it takes no new API gateway triggers (`tencent-api-gateway-closed`).",
            "这个值写死在 serverless-tencent-scf 中，修改文件也没有用；云端已不再接受新的 API 网关触发器（见 `tencent-api-gateway-closed`），其效果已无法验证。",
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
        "V-06",
        w(
            "Functions of an existing `.serverless/vercel.json` are not overwritten.",
            "已有的 `.serverless/vercel.json` 中的函数不会被覆盖。",
        ),
        w(
            "Cannot happen: packaging removes `.serverless` before it begins, so that there never is such a file (seen with CLI 1.3.22).",
            "不会发生：打包开始前会删除 `.serverless`，因此不可能有这个文件（在 CLI 1.3.22 中验证过）。",
        ),
    ),
    undecided(
        "P-09",
        w(
            "A layer that cannot be loaded in the cloud is passed over in silence.",
            "云端加载失败的层会被静默忽略。",
        ),
        w(
            "The package of a layer is installed while packaging, in the newest release; whether it loads in the cloud's Node.js depends on its code. Layers that cannot be installed or loaded because of how they are written have the rules `layer-throws`, `layer-ignored` and `local-layer-version`.",
            "层的包在打包时才安装（最新版本），能否在云端的 Node.js 中加载取决于它的代码。因写法问题而无法安装或加载的层由规则 `layer-throws`、`layer-ignored`、`local-layer-version` 检查。",
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
        w(
            "Nothing goes wrong: no builder reads the key, so it does not reach the cloud.",
            "不会出错：没有构建器读取这个键，不会传到云端。",
        ),
    ),
    undecided(
        "L-03",
        w(
            "Local runs try routes with more segments first.",
            "本地运行会优先匹配层级更多的路由。",
        ),
        w(
            "Nothing goes wrong: the more exact route answers, in an aggregation as well. `fyml preview --routes` shows the order of the cloud.",
            "不会出错：更精确的路由优先响应，聚合部署也是如此。云端的匹配顺序可用 `fyml preview --routes` 查看。",
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
