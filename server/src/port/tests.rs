//! Single decisions; whole files are in `tests/fixtures/port`.

use std::sync::Arc;

use fyml_schema::Cloud;

use super::{CloudPortability, Fate, Port, port, portability, summary, targets};
use crate::analysis::Analysis;
use crate::lint::{Settings, apply};
use crate::model::FileName;
use crate::syntax::Text;

fn analysis_with(text: &str, settings: Settings) -> Analysis {
    Analysis::of(
        Text::new(text),
        Some(FileName::FYml),
        None,
        Arc::new(settings),
        Arc::default(),
    )
}

fn analysis(text: &str) -> Analysis {
    analysis_with(text, Settings::default())
}

fn moved(text: &str, to: Cloud) -> (String, Port) {
    let port = port(&analysis(text).context(), to).unwrap();
    (apply(text, &port.edits), port)
}

/// The fate of the setting at a path, if it is in the report.
fn fate(port: &Port, path: &str) -> Option<Fate> {
    let item = port.report.iter().find(|item| item.path == path)?;
    Some(item.fate)
}

#[test]
fn what_cannot_be_moved_is_said() {
    for (text, reason) in [
        ("service: a\n", "`provider.name` does not say"),
        ("provider: {name: moon}\n", "`provider.name` does not say"),
        ("provider: {name: aws}\n", "`provider.name` does not say"),
        ("provider: {name: aliyun}\na: [\n", "is no valid YAML"),
    ] {
        let why = port(&analysis(text).context(), Cloud::Tencent).unwrap_err();
        assert!(why.en.contains(reason), "{text}: {}", why.en);
    }
    let why = port(
        &analysis("provider: {name: aliyun}\n").context(),
        Cloud::Aws,
    )
    .unwrap_err();
    assert!(why.en.contains("nothing can be deployed to `aws`"));
}

#[test]
fn a_file_that_is_there_already_stays() {
    for (name, to) in [
        ("aliyun", Cloud::Aliyun),
        ("fc", Cloud::Aliyun),
        ("tencent", Cloud::Scf),
    ] {
        let text = format!("service: a\nprovider:\n  name: {name}\n");
        let (after, port) = moved(&text, to);
        assert_eq!(after, text);
        assert!(port.report.is_empty());
    }
}

#[test]
fn a_message_queue_needs_funcraft_on_aliyun() {
    let text = "service: a\nprovider:\n  name: tencent\n  runtime: Nodejs12.16\n  region: ap-shanghai\nfunctions:\n  f:\n    handler: f.f\n    events:\n      - cmq:\n          topic: q\n";
    let (_, port) = moved(text, Cloud::Aliyun);
    assert_eq!(fate(&port, "functions.f.events[0].cmq"), Some(Fate::Lost));
    let with_fun = Settings {
        use_fun: Some(true),
        ..Settings::default()
    };
    let analysis = analysis_with(text, with_fun);
    let port = super::port(&analysis.context(), Cloud::Aliyun).unwrap();
    assert!(apply(text, &port.edits).contains("- mq:\n"));
    assert_eq!(
        fate(&port, "functions.f.events[0].cmq.topic"),
        Some(Fate::NeedsYou)
    );
}

#[test]
fn portability_names_every_other_cloud() {
    let of = |text: &str| portability(&analysis(text));
    let shop = "service: a\nprovider:\n  name: aliyun\n  runtime: nodejs12\n  region: cn-shanghai\nfunctions:\n  f:\n    handler: f.f\n    events:\n      - timer:\n          value: 0 */5 * * * *\n";
    let clouds = of(shop);
    let names: Vec<Cloud> = clouds.iter().map(|of| of.cloud).collect();
    let others: Vec<Cloud> = targets().filter(|cloud| *cloud != Cloud::Aliyun).collect();
    assert_eq!(names, others);
    let tencent: &CloudPortability = &clouds[0];
    assert!(
        tencent.counts.is_free() && !tencent.takes_as_is,
        "{tencent:?}"
    );
    assert_eq!(summary(tencent).en, "tencent: 4 translated, nothing lost");
    let vercel = &clouds[1];
    assert!(
        vercel
            .obstacles
            .iter()
            .any(|obstacle| obstacle.paths == ["functions.f.events[0].timer"])
    );
    // a timer that tencent reads as it is written does not exist, so nothing but the name is left to change
    let bare = "provider:\n  name: wechat\nfunctions:\n  f: {handler: f.main}\n";
    let vercel = of(bare).into_iter().find(|of| of.cloud == Cloud::Vercel);
    assert!(vercel.is_some_and(|vercel| vercel.takes_as_is));
    assert!(of("provider: {name: moon}\n").is_empty());
}

#[test]
fn values_in_the_environment_are_left_to_the_owner() {
    let text = "service: a\nprovider:\n  name: aliyun\n  runtime: ${env.RT}\n  region: '${env.REGION}'\n  timeout: ${env.T}\nfunctions:\n  f:\n    handler: f.f\n    events:\n      - timer:\n          value: ${env.CRON}\n";
    let (after, port) = moved(text, Cloud::Tencent);
    assert_eq!(after, text.replace("aliyun", "tencent"));
    for path in [
        "provider.runtime",
        "provider.region",
        "provider.timeout",
        "functions.f.events[0].timer.value",
    ] {
        assert_eq!(fate(&port, path), Some(Fate::NeedsYou), "{path}");
    }
}

#[test]
fn a_shared_value_with_two_meanings_is_left_to_the_owner() {
    // tencent wants another number for memory, and has no reason to change the variable
    let text = "service: a\nprovider:\n  name: aliyun\n  memorySize: &n 192\n  environment:\n    N: *n\nfunctions:\n  f:\n    handler: f.f\n    timeout: *n\n    events:\n      - http: {path: /, method: get}\n";
    let (after, _) = moved(text, Cloud::Tencent);
    assert!(after.contains("memorySize: &n 256\n"), "{after}");
    assert!(
        after.contains("N: '192'\n") && after.contains("timeout: 192\n"),
        "{after}"
    );
}

#[test]
fn secrets_are_not_repeated_in_the_report() {
    let text = "service: a\nprovider:\n  name: aliyun\n  environment: {PASSWORD: hunter2, PIN: [hunter2]}\nfunctions:\n  f: {handler: f.f, environment: {KEY: hunter2}}\n";
    for to in targets() {
        let (_, port) = moved(text, to);
        assert!(!format!("{:?}", port.report).contains("hunter2"), "{to:?}");
    }
}
