use fyml_schema::Lang;

use super::*;

fn of(text: &str) -> Result<Preview, NoPreview> {
    preview(
        &Document::new(text),
        &Settings::default(),
        &Project::default(),
    )
}

#[test]
fn exact_paths_come_first_and_then_the_longest() {
    let text = "service: shop\nprovider: {name: aliyun}\nfunctions:\n\
                \x20 all: {handler: a.a, events: [http: {path: /*}]}\n\
                \x20 api: {handler: a.b, events: [http: {path: /api/*, method: get}]}\n\
                \x20 old: {handler: a.c, events: [http: {path: /api/me}]}\n\
                \x20 me: {handler: a.d, events: [http: {path: /api/me, method: [get, post]}]}\n";
    let routes = of(text).expect("it builds").routes_text(Lang::En);
    let lines: Vec<Vec<&str>> = routes
        .lines()
        .map(|line| line.split_whitespace().collect())
        .collect();
    assert_eq!(lines[0], ["GET,POST", "/api/me", "→", "me"]);
    assert_eq!(lines[1], ["GET", "/api/*", "→", "api"]);
    assert_eq!(lines[2][1..], ["/*", "→", "all"]);
    assert_eq!(
        lines[3][1..],
        ["/api/me", "→", "old", "—", "overwritten", "by", "me"]
    );
}

#[test]
fn every_way_has_its_routes_and_members() {
    let text = "service: shop\nfunctions:\n\
                \x20 list: {handler: a.a, events: [http: {path: /api/list}]}\n\
                \x20 get: {handler: a.b, events: [http: {path: /api/get}]}\n\
                aggregation: {main: {functionsPattern: ['*']}}\n";
    for (provider, use_fun, methods) in [
        (Cloud::Aliyun, false, "GET,PUT,POST,DELETE,HEAD,PATCH"),
        (Cloud::Aliyun, true, "GET,PUT,POST,DELETE,HEAD,PATCH"),
        (Cloud::Tencent, false, "ANY"),
    ] {
        let settings = Settings {
            provider: Some(provider),
            use_fun: Some(use_fun),
            ..Settings::default()
        };
        let preview = preview(&Document::new(text), &settings, &Project::default());
        let preview = preview.expect("it builds");
        assert_eq!(
            preview.routes_text(Lang::En),
            format!("{methods}  /api/*  → main (list, get)\n")
        );
    }
}

#[test]
fn a_stop_has_its_place() {
    let text = "service: shop\nprovider: {name: aliyun}\nfunctions:\n  a.b:\n    handler: a.b\n    events:\n      - os: {bucket: b}\n";
    let Err(NoPreview::Stops(stop)) = of(text) else {
        unreachable!("there is no filter")
    };
    assert_eq!(stop.at, "functions.a.b.events[0].os.filter");
    assert_eq!(&text[stop.span.range()], "os");
    assert!(stop.reason.en.contains("`prefix`"));
}

#[test]
fn what_has_no_preview_is_told_apart() {
    assert!(matches!(of("service: a\n"), Err(NoPreview::NoProvider)));
    assert!(matches!(of(""), Err(NoPreview::NoProvider)));
    let unknown = of("provider: {name: aliyu}\n");
    assert!(matches!(unknown, Err(NoPreview::UnknownProvider(name)) if name == "aliyu"));
    let wechat = of("provider: {name: wechat}\n");
    assert!(matches!(wechat, Err(NoPreview::NotFromFile(Cloud::Wechat))));
}

#[test]
fn the_routes_of_vercel_stand_in_the_order_of_its_file() {
    let preview = of(
        "provider: {name: vercel}\nfunctions:\n  all: {handler: a.b, events: [http: true]}\n  \
                      cart: {handler: a.c, events: [http: {path: /cart/*, method: [get]}]}\n",
    )
    .expect("it builds");
    let routes = preview.routes.iter().map(|route| {
        format!(
            "{} {} {}",
            route.methods.join(","),
            route.path,
            route.function
        )
    });
    assert_eq!(
        routes.collect::<Vec<_>>(),
        ["ANY /.* all", "GET /cart/.* cart"]
    );
}

#[test]
fn a_message_of_many_lines_stays_a_comment() {
    let text = "service: shop\nprovider: {name: aliyun}\nfunctions:\n  a: {handler: a.a, events: [apigw: true]}\n";
    let document = Document::new(text);
    let mut preview = of(text).expect("it builds");
    for note in &mut preview.notes {
        note.message.en.push_str("\nsecond: line");
    }
    let yaml = preview.yaml(&document, "f.yml", Lang::En);
    let read = deploy::value(&Document::new(&yaml)).expect("it is valid");
    assert_eq!(
        deploy::json::compact(&read),
        deploy::json::compact(&preview.output)
    );
}
