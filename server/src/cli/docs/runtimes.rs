//! The page of runtimes, from the table of runtimes.

use fyml_schema::{CLOUDS, Lang, Runtime, RuntimeState, Wording, w};

/// The page in one language, in Markdown.
pub(super) fn page(lang: Lang) -> String {
    let say = |wording: Wording| wording.get(lang);
    let mut page = format!("# {}\n\n{}\n", say(TITLE), say(ABOUT));
    for cloud in CLOUDS {
        let runtimes: Vec<&Runtime> = cloud.cloud.runtimes().collect();
        if runtimes.is_empty() {
            continue;
        }
        page.push_str(&format!("\n## {}\n\n", say(cloud.title)));
        page.push_str(&format!("| {} |\n| --- | --- | --- | --- |\n", say(HEAD)));
        for runtime in runtimes {
            page.push_str(&row(runtime, lang));
        }
    }
    page
}

const TITLE: Wording = w("Runtimes", "运行时");
const ABOUT: Wording = w(
    "What may stand behind `runtime`, exactly as the cloud spells it.",
    "`runtime` 可以写的值，大小写与云厂商的写法完全一致。",
);
const HEAD: Wording = w(
    "`runtime` | State | Since | Source",
    "`runtime` | 状态 | 起始日期 | 出处",
);

fn row(runtime: &Runtime, lang: Lang) -> String {
    let since = match runtime.state {
        RuntimeState::Deprecated(since) | RuntimeState::Retired(since) => since.unwrap_or("–"),
        RuntimeState::Current | RuntimeState::Internal => "–",
    };
    let unverified = if runtime.source.verified {
        ""
    } else {
        w(" (unverified)", "（未核实）").get(lang)
    };
    format!(
        "| `{}` | {} | {since} | {}{unverified} |\n",
        runtime.id,
        runtime.doc().get(lang),
        runtime.source.origin
    )
}
