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

/// A service of `count` functions on aliyun or tencent, some of which answer the same path.
fn with_many(provider: &str, count: usize) -> String {
    let mut text = format!("service: shop\nprovider: {{name: {provider}}}\nfunctions:\n");
    for i in 0..count {
        let path = match i % 7 {
            0 => "/same".to_owned(),
            1 => format!("/area{}/*", i % 5),
            _ => format!("/api/{i}"),
        };
        text += &format!(
            "  f{i}:\n    handler: a.f{i}\n    events:\n      - http:\n          path: {path}\n          method: get\n"
        );
    }
    text + "custom: {a: 1}\n"
}

/// What is shown of routes, or of a stop.
fn shown(table: &Result<RouteTable, NoPreview>) -> String {
    match table {
        Ok(table) => format!("{:?} {:?}", table.path, table.routes),
        Err(why) => format!("{why:?}"),
    }
}

#[test]
fn routes_that_are_renewed_are_those_worked_out_anew() {
    const EDITS: [(&str, &str, bool); 18] = [
        ("/api/3\n", "/other\n", true),
        ("/api/4\n", "/same\n", true),
        ("handler: a.f7\n", "name: shared\n    handler: a.f7\n", true),
        (
            "/api/6\n          method: get",
            "/api/6\n          method: [post, put]",
            true,
        ),
        ("/area1/*", "/area10/*", true),
        (
            "      - http:\n          path: /api/5\n",
            "      - http: true\n      - http:\n          path: /api/5\n",
            true,
        ),
        ("path: /other\n", "path: ${env.X}\n", true),
        // it stops there, and wherever others are edited it still does, until it stops before
        ("handler: a.f90\n", "handler: 9\n", false),
        ("path: /api/16\n", "path: /api/sixteen\n", true),
        ("handler: 9\n", "handler: 10\n", true),
        ("handler: a.f30\n", "handler: 30\n", false),
        ("path: /api/17\n", "path: /api/seventeen\n", true),
        ("handler: 10\n", "handler: a.f90\n", true),
        ("handler: 30\n", "handler: a.f30\n", false),
        ("path: /api/18\n", "path: /api/eighteen\n", true),
        // the first function stands beside its heading
        ("handler: a.f0\n", "handlr: a.f0\n", false),
        ("path: /api/19\n", "path: /api/nineteen\n", true),
        ("handler: a.f31\n", "handler: 31\n", true),
    ];
    let (settings, project) = (Settings::default(), Project::default());
    for provider in ["aliyun", "tencent"] {
        let mut text = Text::new(&with_many(provider, 200));
        let mut document = Document::of(text.clone(), Default::default(), None);
        let mut table = route_table(&document, &settings, &project);
        for (old, new, is_renewed) in EDITS {
            let at = text.to_cow().find(old).expect(old);
            let edit = text.replace(Span::new(at, at + old.len()), new);
            let lineage = document.lineage().clone();
            document = document.after(text.clone(), edit);
            let anew = route_table(&document, &settings, &project);
            let after = route_table_after(&table, &lineage, &document, &settings, &project);
            assert_eq!(after.is_some(), is_renewed, "{provider}: {new}");
            table = after.unwrap_or_else(|| anew.clone());
            assert_eq!(shown(&table), shown(&anew), "{provider}: {new}");
        }
    }
}

/// The plugin for aliyun stops behind a function whose path is a number: those behind it have no routes.
#[test]
fn routes_are_not_renewed_where_the_plugin_stops() {
    let (settings, project) = (Settings::default(), Project::default());
    let mut text = Text::new(&with_many("aliyun", 200).replace(
        "custom: {a: 1}",
        "custom: {customDomain: {domainName: auto}}",
    ));
    let mut document = Document::of(text.clone(), Default::default(), None);
    let mut table = route_table(&document, &settings, &project);
    for (old, new) in [
        ("path: /api/20\n", "path: 20\n"),
        ("path: /api/10\n", "path: /api/ten\n"),
    ] {
        let at = text.to_cow().find(old).expect(old);
        let edit = text.replace(Span::new(at, at + old.len()), new);
        let lineage = document.lineage().clone();
        document = document.after(text.clone(), edit);
        let after = route_table_after(&table, &lineage, &document, &settings, &project);
        assert!(after.is_none(), "{new}");
        table = route_table(&document, &settings, &project);
    }
    let routes = table.expect("it builds").routes;
    assert!(routes.iter().any(|route| route.path == "/api/ten"));
    assert!(!routes.iter().any(|route| route.path == "/api/26"));
}

#[test]
fn routes_are_not_renewed_where_functions_functions_concern_each_other() {
    let (settings, project) = (Settings::default(), Project::default());
    let many = with_many("aliyun", 200);
    for (old, new) in [
        ("custom: {a: 1}", "custom: {a: 2}"),
        ("  f8:", "  f9:"),
        ("  f8:", "  other:"),
        ("name: aliyun", "name: tencent"),
        ("custom: {a: 1}", "aggregation: {all: {functions: [f1]}}"),
        ("handler: a.f8", "handler: &a a.f8"),
    ] {
        let mut text = Text::new(&many);
        let document = Document::of(text.clone(), Default::default(), None);
        let table = route_table(&document, &settings, &project);
        let at = many.find(old).expect(old);
        let edit = text.replace(Span::new(at, at + old.len()), new);
        let after = document.after(text.clone(), edit);
        let lineage = document.lineage();
        let renewed = route_table_after(&table, lineage, &after, &settings, &project);
        assert!(renewed.is_none(), "{new}");
    }
}
