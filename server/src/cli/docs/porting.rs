//! The page about moving to another cloud: what stands for what, from the tables, and a real move.

use std::sync::Arc;

use fyml_schema::equivalence::{
    DISTANCES, NEAREST_REGIONS, OBJECT_EVENT_PAIRS, OWNERS_VALUES, TIMER_ZONES, TRIGGER_FAMILIES,
};
use fyml_schema::{
    Cloud, Lang, Source, Support, TRIGGERS, Wording, function_keys, provider_keys, w,
};

use super::fenced;
use crate::analysis::Analysis;
use crate::cli::port::report;
use crate::lint::apply;
use crate::model::FileName;
use crate::port::port;
use crate::syntax::Text;

/// What the example moves.
const EXAMPLE: &str = "service: photos

provider:
  name: aliyun
  runtime: nodejs16 # 运行时
  memorySize: 192
  region: cn-shanghai
  initTimeout: 10

functions:
  list:
    handler: photo.list
    events:
      - http:
          path: /photos
          method: [get, head]
  thumbnail:
    handler: photo.thumbnail
    events:
      - oss:
          bucket: photos
          events: oss:ObjectCreated:PutObject
          filter: {prefix: raw/, suffix: .jpg}
  clean:
    handler: photo.clean
    events:
      - timer:
          type: every
          value: 30m
";

/// The page in one language, in Markdown.
pub(super) fn page(lang: Lang) -> String {
    let say = |wording: Wording| wording.get(lang);
    let parts = [
        format!("# {}", say(w("Moving to another cloud", "迁移到其他平台"))),
        say(ABOUT).to_owned(),
        format!("## {}", say(w("Triggers", "触发器"))),
        words(lang),
        triggers(lang),
        format!("## {}", say(w("Object events", "对象存储事件"))),
        object_events(lang),
        format!("## {}", say(w("Runtimes", "运行时"))),
        runtimes(lang),
        format!("## {}", say(w("Regions", "地域"))),
        regions(lang),
        format!("## {}", say(w("Timers", "定时触发器"))),
        timers(lang),
        format!("## {}", say(w("Settings", "配置项"))),
        settings(lang),
        format!("## {}", say(w("What only you know", "只有你知道的值"))),
        owners(lang),
        format!("## {}", say(w("An example", "示例"))),
        example(lang),
    ];
    let parts: Vec<&str> = parts.iter().map(|part| part.trim_end()).collect();
    format!("{}\n", parts.join("\n\n"))
}

const ABOUT: Wording = w(
    "`fyml port f.yml --to tencent` prints the same service for another cloud, and on the error stream a report; with `--write` it replaces the file and prints the report. `--format json` makes the report one line of JSON. Comments, order, quotes and line endings stay.\n\nThe report has four parts:\n\n- **translated**: written in another way, and deployed to do exactly the same;\n- **lost**: the other cloud, or Midway's builder for it, does not have it. It stays in the file, so that moving back brings it back. One exception: several HTTP methods become `any` where a trigger takes only one;\n- **needs you**: only you know the value (a bucket, a role), or what is written now is near but not the same (the next step of memory, the nearest city). Look at each;\n- **carried over**: stays as it is and does the same.\n\nIn an editor the same move is a code action on `provider.name`, and the command `fyml.port`. `fyml check --format json` lists under `portability` what every other cloud would make of a file.",
    "`fyml port f.yml --to tencent` 输出适用于另一个平台的同一个服务，并在标准错误中输出报告；加上 `--write` 则直接替换文件并输出报告。`--format json` 把报告输出为一行 JSON。注释、顺序、引号和换行符都保持不变。\n\n报告分为四部分：\n\n- **已改写**：换了写法，部署后的效果完全相同；\n- **会丢失**：目标平台或 Midway 的构建器不支持。它会留在文件中，迁移回来时依然有效。唯一的例外是：触发器只支持单个方法时，多个 HTTP 方法会改为 `any`；\n- **需要你确认**：值只有你知道（存储桶、角色），或者现在写的只是接近而不相同（内存的下一档、最近的城市），请逐条查看；\n- **保持不变**：原样保留，效果相同。\n\n在编辑器中，同样的迁移是 `provider.name` 上的代码操作，也可以使用命令 `fyml.port`。`fyml check --format json` 的 `portability` 会列出其他每个平台对文件的处理结果。",
);

fn table(head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let head: Vec<String> = head.iter().map(|cell| (*cell).to_owned()).collect();
    let rule: Vec<String> = head.iter().map(|_| "---".to_owned()).collect();
    let mut text = line(&head) + &line(&rule);
    for row in rows {
        text.push_str(&line(&row));
    }
    text
}

fn code(text: &str) -> String {
    format!("`{text}`")
}

/// Where a fact was read.
fn source(source: Source, lang: Lang) -> String {
    let doubt = w(" (unverified)", "（未核实）").get(lang);
    format!(
        "{}{}",
        source.origin,
        if source.verified { "" } else { doubt }
    )
}

fn words(lang: Lang) -> String {
    let own = |cloud: Cloud, own: &[(Cloud, &str)]| {
        let word = own.iter().find(|(known, _)| *known == cloud);
        word.map_or("–".to_owned(), |(_, word)| code(word))
    };
    let rows = TRIGGER_FAMILIES.iter().map(|family| {
        vec![
            code(family.neutral),
            own(Cloud::Aliyun, family.own),
            own(Cloud::Tencent, family.own),
        ]
    });
    let head = w("Stays as it is", "各平台通用").get(lang);
    let intro = w(
        "A cloud's own word becomes the other cloud's own word, or the common one.",
        "一个平台特有的名称会改为另一个平台特有的名称，没有则改为通用名称。",
    );
    format!(
        "{}\n\n{}",
        intro.get(lang),
        table(&[head, "aliyun", "tencent"], rows)
    )
}

const CLOUDS: [Cloud; 4] = [Cloud::Aliyun, Cloud::Tencent, Cloud::Vercel, Cloud::Wechat];

fn support(of: fyml_schema::SupportTable, cloud: Cloud) -> &'static str {
    match cloud.default_path().map(|path| of.on(path)) {
        Some(Support::Full) => "✓",
        Some(Support::Partial(_)) => "~",
        Some(Support::Ignored) | None => "–",
    }
}

fn triggers(lang: Lang) -> String {
    let rows = TRIGGERS
        .iter()
        .filter(|trigger| !trigger.translated_by_nobody())
        .map(|trigger| {
            let mut row = vec![code(trigger.name)];
            row.extend(
                CLOUDS
                    .iter()
                    .map(|cloud| support(trigger.support, *cloud).to_owned()),
            );
            row
        });
    let head = w("Trigger", "触发器").get(lang);
    let intro = w(
        "What each builder makes a trigger of (`~`: with conditions, which the report names):",
        "各平台的构建器会创建哪些触发器（`~` 表示有条件，报告中会说明）：",
    );
    let names = CLOUDS.map(Cloud::name);
    format!(
        "{}\n\n{}",
        intro.get(lang),
        table(&[&[head], &names[..]].concat(), rows)
    )
}

fn object_events(_: Lang) -> String {
    let rows = OBJECT_EVENT_PAIRS
        .iter()
        .map(|pair| vec![code(pair.oss), code(pair.cos)]);
    table(&["aliyun", "tencent"], rows)
}

fn runtimes(lang: Lang) -> String {
    let mut versions: Vec<u16> = [Cloud::Aliyun, Cloud::Tencent]
        .iter()
        .flat_map(|cloud| cloud.runtimes())
        .map(|runtime| runtime.node)
        .filter(|node| *node > 0 && node % 2 == 0)
        .collect();
    versions.sort_unstable_by(|a, b| b.cmp(a));
    versions.dedup();
    let cell = |cloud: Cloud, node| match cloud.runtime_for(node) {
        Some(choice) if choice.is_same => code(choice.runtime.id),
        Some(choice) => {
            let near = w("nearest", "最接近").get(lang);
            format!("{near} {}", code(choice.runtime.id))
        }
        None => "–".to_owned(),
    };
    let rows = versions.iter().map(|node| {
        vec![
            format!("Node.js {node}"),
            cell(Cloud::Aliyun, *node),
            cell(Cloud::Tencent, *node),
        ]
    });
    let head = w("Version", "版本").get(lang);
    let intro = w(
        "Where no runtime is written, the one that has been the default is written out, as the clouds' defaults differ.",
        "没有写运行时的，会把原来的默认值明确写出来，因为各平台的默认值不同。",
    );
    format!(
        "{}\n\n{}",
        intro.get(lang),
        table(&[head, "aliyun", "tencent"], rows)
    )
}

fn regions(lang: Lang) -> String {
    let row = |id: &str, to: Cloud| {
        let region = fyml_schema::REGIONS.iter().find(|region| region.id == id)?;
        let choice = to.region_for(region)?;
        let place = |region: &fyml_schema::Region| {
            format!("{} ({})", code(region.id), region.city.get(lang))
        };
        Some(vec![place(region), place(choice.region)])
    };
    let same = Cloud::Aliyun
        .regions()
        .filter(|region| {
            Cloud::Tencent
                .region_for(region)
                .is_some_and(|choice| choice.is_same_city)
        })
        .filter_map(|region| row(region.id, Cloud::Tencent));
    let near = NEAREST_REGIONS
        .iter()
        .filter_map(|pair| row(pair.from, pair.to));
    let from = w("From", "原地域").get(lang);
    let to = w("To", "新地域").get(lang);
    let intro = w("In the same city:", "同一城市：");
    let other = w(
        "Elsewhere the nearest city is written, for you to confirm:",
        "其他地域会改为最近的城市，需要你确认：",
    );
    format!(
        "{}\n\n{}\n{}\n\n{}\n{}{}",
        intro.get(lang),
        table(&["aliyun", "tencent"], same),
        other.get(lang),
        table(&[from, to], near),
        w("Source: ", "出处：").get(lang),
        source(DISTANCES, lang)
    )
}

fn timers(lang: Lang) -> String {
    let rows = TIMER_ZONES.iter().map(|zone| {
        let shape = fyml_schema::cron(zone.cloud);
        vec![
            zone.cloud.name().to_owned(),
            shape.map_or(0, |shape| shape.fields.len()).to_string(),
            zone.name.to_owned(),
            source(zone.source, lang),
        ]
    });
    let head = [
        w("Cloud", "平台"),
        w("Fields", "段数"),
        w("Time zone", "时区"),
        w("Source", "出处"),
    ];
    let about = w(
        "Expressions are moved so that they fire at the same moments: hours are shifted to the other time zone, and days with them where all hours cross midnight; towards aliyun the zone is named instead (`CRON_TZ=`). What cannot be said exactly (hours on both sides of midnight together with a day of the week, the 31st of a month, `L`, `W`, `#`, a year on aliyun, zones with summer time) is left to you. Only an expression that is the same in every zone counts as translated; the others need you, because no page of Tencent Cloud says which zone it uses. `type: every` becomes an expression by the clock where the interval divides an hour or a day.",
        "表达式转换后触发时刻不变：小时会换算到另一个时区，所有小时都跨过零点时日期也随之调整；迁移到 aliyun 时则直接写明时区（`CRON_TZ=`）。无法精确表达的（小时分布在零点两侧又限定了星期、每月 31 日、`L`、`W`、`#`、aliyun 上的年份、有夏令时的时区）留给你处理。只有在任何时区都相同的表达式才算“已改写”，其他的需要你确认，因为腾讯云文档没有说明使用哪个时区。`type: every` 的间隔能整除一小时或一天时，会改为按整点计时的表达式。",
    );
    format!(
        "{}\n\n{}",
        about.get(lang),
        table(&head.map(|wording| wording.get(lang)), rows)
    )
}

fn settings(lang: Lang) -> String {
    let of = |place: &'static str, keys: &'static [fyml_schema::Key]| {
        let known = keys
            .iter()
            .filter(|key| !key.internal && !key.unread() && key.name != "name");
        known.map(move |key| {
            let mut row = vec![code(&format!("{place}.{}", key.name))];
            row.extend(
                CLOUDS
                    .iter()
                    .map(|cloud| support(key.support, *cloud).to_owned()),
            );
            row
        })
    };
    let rows = of("provider", provider_keys()).chain(of("functions.*", function_keys()));
    let head = w("Key", "键").get(lang);
    let names = CLOUDS.map(Cloud::name);
    let intro = w(
        "What is read on both sides carries over; numbers outside the limits of the other cloud go to the nearest it takes, for you to confirm.",
        "两边都读取的配置保持不变；超出目标平台限制的数字会改为它接受的最接近的值，需要你确认。",
    );
    format!(
        "{}\n\n{}",
        intro.get(lang),
        table(&[&[head], &names[..]].concat(), rows)
    )
}

fn owners(lang: Lang) -> String {
    let rows = OWNERS_VALUES.iter().map(|value| {
        let to = value.to.map_or("–", Cloud::name);
        vec![
            code(&format!(
                "{}.{}",
                value.table.trim_start_matches("trigger."),
                value.key
            )),
            to.to_owned(),
            value.what.get(lang).to_owned(),
        ]
    });
    let head = [
        w("Key", "键"),
        w("To", "迁移到"),
        w("What to write", "应填写的内容"),
    ];
    table(&head.map(|wording| wording.get(lang)), rows)
}

fn example(lang: Lang) -> String {
    let analysis = Analysis::of(
        Text::new(EXAMPLE),
        Some(FileName::FYml),
        None,
        Arc::default(),
        Arc::default(),
    );
    // the example is one that can be moved: a test looks at this page
    let Ok(port) = port(&analysis.context(), Cloud::Tencent) else {
        return String::new();
    };
    let after = apply(EXAMPLE, &port.edits);
    let report = report::text(&port, "f.yml", analysis.document(), lang);
    let command = "$ fyml port f.yml --to tencent";
    format!(
        "{}\n\n{}\n{}\n\n{}\n{}\n\n{}",
        w("This file", "这个文件").get(lang),
        fenced("yaml", EXAMPLE),
        w("becomes", "会变成").get(lang),
        fenced("yaml", &after),
        w("and the report says:", "报告如下：").get(lang),
        fenced("text", &format!("{command}\n{report}"))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_shows_all_four_fates() {
        for (lang, titles) in [
            (
                Lang::En,
                [
                    "translated (",
                    "lost (",
                    "needs you (",
                    "carried over as it is (",
                ],
            ),
            (
                Lang::ZhCn,
                ["已改写 (", "会丢失 (", "需要你确认 (", "保持不变 ("],
            ),
        ] {
            let page = page(lang);
            assert!(titles.iter().all(|title| page.contains(title)), "{page}");
            assert!(page.contains("  runtime: Nodejs16.13 # 运行时\n"), "{page}");
        }
    }
}
