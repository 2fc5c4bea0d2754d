//! Labels, details and notes in both languages.

use fyml_schema::Lang;

use super::World;

#[test]
fn notes_are_in_the_language_of_the_client() {
    let text = "service: shop\nprovider:\n  name: tencent\n  $0\n";
    for (lang, ignored, required) in [
        (Lang::En, "ignored by tencent", "required"),
        (Lang::ZhCn, "不生效：腾讯云", "必填"),
    ] {
        let world = World::of(text).lang(lang);
        assert_eq!(world.item("vpcConfig").note.as_deref(), Some(ignored));
        let world = World::of("$0").lang(lang);
        assert_eq!(world.item("provider").note.as_deref(), Some(required));
    }
}

#[test]
fn what_is_deprecated_names_its_successor() {
    for (lang, successor) in [
        (Lang::En, "service.description"),
        (Lang::ZhCn, "请写 `service.description`"),
    ] {
        let item = World::of("provider:\n  name: aliyun\n  $0\n")
            .lang(lang)
            .item("description");
        assert!(item.is_deprecated);
        assert!(item.note.is_some_and(|note| note.contains(successor)));
    }
}

#[test]
fn a_retired_runtime_names_the_one_to_take() {
    for (cloud, newest) in [("aliyun", "nodejs20"), ("tencent", "Nodejs20.19")] {
        let text = format!("provider:\n  name: {cloud}\n  runtime: $0\n");
        let current = World::of(&text).item(newest);
        assert!(!current.is_deprecated);
        for (lang, successor) in [
            (Lang::En, format!(" Use `{newest}`.")),
            (Lang::ZhCn, format!("请用 `{newest}`。")),
        ] {
            let retired = World::of(&text).lang(lang);
            let retired: Vec<_> = retired
                .offered()
                .into_iter()
                .filter(|it| it.is_deprecated)
                .collect();
            assert!(!retired.is_empty());
            for item in retired {
                let note = item.note.unwrap_or_default();
                assert!(note.ends_with(&successor), "{}: {note}", item.label);
            }
        }
    }
}

#[test]
fn schedules_are_in_words() {
    let text = "provider:\n  name: aliyun\nfunctions:\n  a:\n    events:\n      - timer:\n          value: $0\n";
    World::of(text).item("every day at 04:00 Beijing time");
    let world = World::of(text).lang(Lang::ZhCn);
    let item = world.item("每天 04:00（北京时间）");
    assert_eq!(item.edit.text, "'CRON_TZ=Asia/Shanghai 0 0 4 * * *'");
}
