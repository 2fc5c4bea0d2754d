//! What lies beside the file.

use super::{World, in_function};
use crate::ide::neighbourhood::SourceHandler;

#[test]
fn packages_of_the_project() {
    let world = World::of("provider:\n  name: aliyun\n  starter: $0\n")
        .package("@me/shop", &[("@midwayjs/fc-starter", "^3"), ("koa", "2")]);
    assert_eq!(
        world.choose("@midwayjs/fc-starter", false),
        "provider:\n  name: aliyun\n  starter: '@midwayjs/fc-starter'\n"
    );
    assert!(world.item("@midwayjs/fc-starter").is_obvious);
    let world = World::of("service: $0\n").package("@me/shop", &[]);
    assert_eq!(world.choose("shop", false), "service: shop\n");
}

#[test]
fn files_and_folders() {
    let mut world = World::of("package:\n  include:\n    - a\n    - $0\n");
    world.files = vec!["a", "public/", "node_modules/", "图 片/"];
    assert_eq!(world.labels(), ["public", "图 片"]);
    let mut world = World::of("package:\n  include:\n    - public/i$0\n");
    world.files = vec!["public/", "public/img/", "public/index.html"];
    assert_eq!(
        world.choose("public/img", false),
        "package:\n  include:\n    - public/img\n"
    );
}

#[test]
fn handlers_of_the_source() {
    let mut world = World::of(&in_function("handler: $0\n"));
    world.handlers = vec![SourceHandler {
        handler: "user.get".to_owned(),
        function: Some("getUser".to_owned()),
        place: ("src/user.ts".to_owned(), 7),
    }];
    assert_eq!(
        world.item("user.get").note.as_deref(),
        Some("src/user.ts:7")
    );
    world.text = "functions:\n  ".to_owned();
    world.offset = world.text.len() as u32;
    assert_eq!(
        world.choose("getUser", false),
        "functions:\n  getUser:\n    handler: user.get"
    );
}

#[test]
fn variables_of_the_environment() {
    let mut world = World::of("provider:\n  environment:\n    DB: $0\n");
    world.project.environment = Some(["DB".to_owned(), "HOME".to_owned()].into());
    assert_eq!(world.labels(), ["${env.DB}"]);
    assert_eq!(
        world.choose("${env.DB}", true),
        "provider:\n  environment:\n    DB: ${env.DB}\n"
    );
}
