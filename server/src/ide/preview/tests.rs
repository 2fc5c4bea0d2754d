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
    let aws = of("provider: {name: aws}\n");
    assert!(matches!(aws, Err(NoPreview::NotFromFile(Cloud::Aws))));
}

#[test]
fn wechat_gets_a_folder_for_each_function() {
    let text = "provider: {name: wechat}\nfunctions:\n  cart: {handler: shop/cart.list.all, events: [http: true]}\n  \
                      pay: {handler: index.main}\n  old: {handler: order}\n";
    let preview = of(text).expect("it builds");
    assert_eq!(preview.routes, []);
    let folders = preview.output.get("cloudfunctions");
    let entry = |name| folders.get(name).get("index.js").to_text().into_owned();
    assert_eq!(
        entry("cart"),
        "exports.main = require('./shop/cart.js').list;"
    );
    assert_eq!(
        entry("pay"),
        "undefined",
        "it is the generated entry itself"
    );
    assert_eq!(
        entry("old"),
        "exports.main = require('./order.js').undefined;"
    );
    let package = folders.get("cart").get("package.json");
    assert_eq!(package.get("name"), &"cart".into());
    assert_eq!(package.get("main"), &"index.js".into());
}

#[test]
fn wechat_stops_where_no_entry_can_be_named() {
    let missing = of("provider: {name: wechat}\nfunctions: {cart: {events: []}}\n");
    let Err(NoPreview::Stops(stop)) = missing else {
        unreachable!("there is no handler")
    };
    assert_eq!(stop.at, "functions.cart.handler");
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

/// A service with so many functions that its routes are worked out in parts; `odd` stands in the middle.
fn large(provider: &str, odd: &str, end: &str) -> String {
    let mut text = format!("service: shop\nprovider: {{name: {provider}}}\nfunctions:\n");
    for n in 0..400 {
        let name = match n % 7 {
            0 => n.to_string(), // JavaScript puts these first
            _ => format!("fn{n}"),
        };
        let path = match n % 5 {
            0 => format!("/api/{}/*", n % 50),
            1 => "/商店".to_owned(),
            _ => format!("/api/{n}"),
        };
        text.push_str(&format!(
            "  {name}:\n    handler: {name}.list\n    events:\n      - http: {{path: {path}, method: [get, post]}}\n"
        ));
        if n == 200 {
            text.push_str(odd);
        }
    }
    text.push_str(end);
    text
}

#[test]
fn routes_worked_out_in_parts_are_those_of_the_whole() {
    for provider in ["aliyun", "tencent", "vercel"] {
        for (odd, end) in [
            ("", ""),
            (
                "  odd: {name: fn300, handler: a.b, events: [http: true]}\n",
                "",
            ),
            // the plugin stops behind this one
            ("  odd: {handler: a.b, events: [http: {path: 3}]}\n", ""),
            (
                "  odd: {handler: a.b, events: [http: {path: 3}]}\n",
                "custom: {customDomain: {domainName: a.cn}}\n",
            ),
            // nothing is handed over
            ("  odd: {handler: 3}\n", ""),
            ("  odd: {handler: a.b, events: {x: 1}}\n", ""),
            ("  odd:\n", ""),
            (
                "",
                "aggregation: {all: {functionsPattern: ['fn1*']}, other: {functions: [fn2, fn3, '7'], deployOrigin: true}}\n",
            ),
            (
                "  all: {handler: a.b}\n",
                "aggregation: {all: {functionsPattern: ['*']}}\n",
            ),
            ("", "deployType: egg\n"),
            ("", "custom: {customDomain: false}\n"),
            ("", "plugins: 3\n"),
        ] {
            let text = large(provider, odd, end);
            let document = Document::new(&text);
            let (settings, project) = (Settings::default(), Project::default());
            let table = route_table(&document, &settings, &project);
            let whole = preview(&document, &settings, &project);
            let table = table.map(|table| table.routes);
            let whole = whole.map(|whole| whole.routes);
            assert!(
                format!("{table:?}") == format!("{whole:?}"),
                "{provider} {odd} {end}"
            );
        }
    }
}
