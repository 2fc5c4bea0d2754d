use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::typescript::path_of;
use super::{Project, change, offered_with, titles_with};
use crate::ide::{FileChange, SourceCode};
use crate::lint::{Severity, apply, lint};
use crate::model::FileName;
use crate::source::{Grammar, Sources, read};

/// Files in memory.
pub(super) struct Files {
    pub files: BTreeMap<String, String>,
    pub can_create: bool,
}

impl SourceCode for Files {
    fn sources(&self) -> Option<Arc<Sources>> {
        Some(Arc::new(sources(&self.files)))
    }

    fn text(&self, path: &str) -> Option<String> {
        self.files.get(path).cloned()
    }

    fn exists(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    fn can_create(&self) -> bool {
        self.can_create
    }
}

fn sources(files: &BTreeMap<String, String>) -> Sources {
    let read = |(path, text): (&String, &String)| {
        let grammar = Grammar::of_file_name(path).expect("a source file");
        (path.clone(), Arc::new(read(text, grammar)))
    };
    Sources::new(files.iter().map(read).collect(), false)
}

pub(super) fn files(of: &[(&str, &str)]) -> Files {
    let files = of
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    Files {
        files: files.collect(),
        can_create: true,
    }
}

/// The generations, by what package.json depends on.
const MIDWAY_0: &str = "\"@midwayjs/faas\": \"^0.3.0\"";
const MIDWAY_1: &str = "\"@midwayjs/faas\": \"^1.2.0\", \"@midwayjs/decorator\": \"^1.0.0\"";
const MIDWAY_2: &str = "\"@midwayjs/faas\": \"^2.14.0\", \"@midwayjs/decorator\": \"^2.14.0\"";
const MIDWAY_3: &str = "\"@midwayjs/faas\": \"^3.20.0\", \"@midwayjs/core\": \"^3.20.0\"";

fn project(dependencies: &str) -> Project {
    let package = format!("{{\"dependencies\": {{{dependencies}}}}}");
    let names = ["f.yml", "package.json", "src", "tsconfig.json"];
    Project::of(
        Some(FileName::FYml),
        names.map(str::to_owned).into(),
        |name| (name == "package.json").then(|| package.clone()),
    )
}

const TEXT: &str = "service: shop
provider:
  name: aliyun
functions:
  report:
    handler: shop.re$0port
    events:
      - http:
          path: /report
          method: [get, post]
";

/// The file after an offered refactoring, which then declares the handler, and brings up no problem.
fn created(marked: &str, id: &str, dependencies: &str, code: &Files) -> (String, String) {
    let project = project(dependencies);
    let (text, _) = super::fixture(marked);
    let change = change(marked, id, &project, code);
    let yaml = apply(&text, &change.edits);
    let [file] = change.files.as_slice() else {
        panic!("one file, not {:?}", change.files);
    };
    let (path, after) = match file {
        FileChange::Create { path, text } => {
            assert!(!code.exists(path), "{path} is there");
            (path.clone(), text.clone())
        }
        FileChange::Edit { path, text, edits } => {
            assert_eq!(code.text(path).as_ref(), Some(text));
            (path.clone(), apply(text, edits))
        }
    };
    let mut all = code.files.clone();
    all.insert(path.clone(), after.clone());
    let sources = sources(&all);
    assert!(!sources.is_incomplete(), "{after}");
    let service = project.document(&yaml);
    let service = crate::model::Service::of(&service);
    let functions: Vec<_> = service.functions().iter().collect();
    for function in functions {
        let handler = function.handler().and_then(|entry| entry.value.as_str());
        let targets = sources.targets(None, handler);
        assert_eq!(targets.len(), 1, "{handler:?} in\n{after}");
    }
    let project = Project {
        declared: Some(Arc::new(sources).into()),
        ..project
    };
    let problems = lint(&project.document(&yaml), &Default::default(), &project);
    let grave: Vec<_> = problems
        .iter()
        .filter(|problem| problem.severity >= Severity::Warning)
        .map(|problem| problem.message.en.as_str())
        .collect();
    assert!(grave.is_empty(), "{grave:?} in\n{yaml}\n{after}");
    (path, after)
}

#[test]
fn a_handler_is_written_in_the_words_of_its_generation() {
    let none = files(&[]);
    let (path, text) = created(TEXT, "create-handler", MIDWAY_1, &none);
    assert_eq!(path, "src/shop.ts");
    assert_eq!(
        text,
        "import { FaaSContext } from '@midwayjs/faas';
import { Func, Inject, Provide } from '@midwayjs/decorator';

@Provide()
export class ShopService {
  @Inject()
  ctx: FaaSContext;

  @Func('shop.report')
  async report() {
    return 'hello report';
  }
}
"
    );
    let (_, text) = created(TEXT, "create-handler", MIDWAY_0, &none);
    assert!(
        text.contains("import { FaaSContext, func, inject, provide } from '@midwayjs/faas';\n")
    );
    assert!(text.contains("  @func('shop.report')\n"), "{text}");
    let (_, text) = created(TEXT, "create-handler", MIDWAY_3, &none);
    assert_eq!(
        text,
        "import { Inject, Provide, ServerlessFunction, ServerlessTrigger, ServerlessTriggerType } from '@midwayjs/core';
import { Context } from '@midwayjs/faas';

@Provide('shop')
export class ShopService {
  @Inject()
  ctx: Context;

  @ServerlessFunction({ functionName: 'report' })
  @ServerlessTrigger(ServerlessTriggerType.HTTP, { path: '/report', method: 'get' })
  @ServerlessTrigger(ServerlessTriggerType.HTTP, { path: '/report', method: 'post' })
  async report() {
    return 'hello report';
  }
}
"
    );
    let (_, text) = created(TEXT, "create-handler", MIDWAY_2, &none);
    assert!(
        text.contains("ServerlessTriggerType } from '@midwayjs/decorator';\n"),
        "{text}"
    );
}

#[test]
fn the_older_class_decorator_calls_the_method_handler() {
    let text = TEXT.replace("shop.re$0port", "report.hand$0ler");
    let (_, text) = created(&text, "create-handler", MIDWAY_1, &files(&[]));
    assert!(
        text.ends_with("@Provide()\n@Func('report.handler')\nexport class ReportService implements FunctionHandler {\n  @Inject()\n  ctx: FaaSContext;\n\n  async handler() {\n    return 'hello report';\n  }\n}\n"),
        "{text}"
    );
}

#[test]
fn triggers_that_would_be_there_twice_are_not_declared_again() {
    let timer = TEXT.replace(
        "http:\n          path: /report\n          method: [get, post]\n",
        "timer:\n          type: cron\n          value: '0 0 4 * * *'\n",
    );
    for dependencies in [MIDWAY_0, MIDWAY_1, MIDWAY_2, MIDWAY_3] {
        let (_, text) = created(&timer, "create-handler", dependencies, &files(&[]));
        assert!(text.contains("(event: any)"), "{text}");
        let is_new = dependencies == MIDWAY_2 || dependencies == MIDWAY_3;
        assert_eq!(
            text.contains("ServerlessTriggerType.EVENT)"),
            is_new,
            "{text}"
        );
    }
}

#[test]
fn a_class_that_is_there_gets_the_method() {
    let old = files(&[(
        "src/deep/shop.ts",
        "import { Provide, Func as F } from '@midwayjs/decorator';\r\n\r\n@Provide()\r\nexport class Shop {\r\n    @Func('shop.list')\r\n    list() { return '}'; }\r\n}\r\n// 完\r\n",
    )]);
    let (path, text) = created(TEXT, "create-handler", MIDWAY_1, &old);
    assert_eq!(path, "src/deep/shop.ts");
    assert!(
        text.contains("decorator';\r\nimport { Func } from '@midwayjs/decorator';\r\n"),
        "{text}"
    );
    assert!(
        text.ends_with("'}'; }\r\n\r\n    @Func('shop.report')\r\n    async report() {\r\n        return 'hello report';\r\n    }\r\n}\r\n// 完\r\n"),
        "{text}"
    );
    let new = files(&[(
        "src/a.ts",
        "import { Provide, ServerlessFunction, ServerlessTrigger, ServerlessTriggerType } from '@midwayjs/core';\n\n@Provide()\nexport class Shop {\n  @ServerlessFunction({ functionName: 'list' })\n  @ServerlessTrigger(ServerlessTriggerType.HTTP, { path: '/list', method: 'get' })\n  list() {}\n}\n",
    )]);
    let text = TEXT.replace(
        "functions:\n",
        "functions:\n  list:\n    handler: shop.list\n",
    );
    let (path, text) = created(&text, "create-handler", MIDWAY_3, &new);
    assert_eq!(path, "src/a.ts");
    assert_eq!(text.matches("import").count(), 1, "{text}");
    assert!(
        text.contains("  list() {}\n\n  @ServerlessFunction({ functionName: 'report' })\n"),
        "{text}"
    );
}

#[test]
fn a_file_that_is_there_gets_the_class() {
    let code = files(&[(
        "src/shop.ts",
        "import { Provide } from '@midwayjs/decorator';\nclass ShopService {}",
    )]);
    let (path, text) = created(TEXT, "create-handler", MIDWAY_1, &code);
    assert_eq!(path, "src/shop.ts");
    assert!(
        text.starts_with("import { Provide } from '@midwayjs/decorator';\nimport { FaaSContext } from '@midwayjs/faas';\nimport { Func, Inject } from '@midwayjs/decorator';\nclass ShopService {}\n\n@Provide()\nexport class ShopService2 {\n"),
        "{text}"
    );
}

#[test]
fn odd_names_are_written_safely() {
    assert_eq!(path_of("api/user.list"), "src/api/user.ts");
    assert_eq!(path_of("../../etc/user.list"), "src/etc/user.ts");
    for (handler, path) in [
        ("'a''b.re$0port'", "src/a-b.ts"),
        ("../ev$0il.report", "src/evil.ts"),
        ("商品.li$0st", "src/商品.ts"),
        ("1a.li$0st", "src/1a.ts"),
    ] {
        let text = TEXT.replace("shop.re$0port", handler);
        let code = files(&[]);
        let project = project(MIDWAY_1);
        let offers = offered_with(&text, &project, &code);
        if !offers.contains(&"create-handler".to_owned()) {
            assert!(handler.starts_with(".."), "{handler}: {offers:?}");
            continue;
        }
        let (created, _) = created(&text, "create-handler", MIDWAY_1, &code);
        assert_eq!(created, path);
    }
}

#[test]
fn it_is_offered_only_where_the_handler_is_missing_and_can_be_written() {
    let offers = |text: &str, dependencies: &str, code: &Files| {
        offered_with(text, &project(dependencies), code).contains(&"create-handler".to_owned())
    };
    let none = files(&[]);
    assert!(offers(TEXT, MIDWAY_1, &none));
    assert!(offers(
        &TEXT.replace("$0", "").replace("handler:", "hand$0ler:"),
        MIDWAY_1,
        &none
    ));
    assert!(!offers(TEXT, "\"lodash\": \"1\"", &none));
    assert!(!offers(
        &TEXT.replace("shop.re", "sh${env.X}op.re"),
        MIDWAY_1,
        &none
    ));
    assert!(!offers(
        &TEXT.replace("service", "deployType: egg\nservice"),
        MIDWAY_1,
        &none
    ));
    assert!(!offers(
        &TEXT.replace("shop.re$0port", "shop.re$0-port"),
        MIDWAY_3,
        &none
    ));
    assert!(!offers(
        &TEXT.replace("shop.re$0port", "sho$0p"),
        MIDWAY_1,
        &none
    ));
    let there = files(&[(
        "src/x.ts",
        "@Provide() class X { @Func('shop.report') y() {} }",
    )]);
    assert!(!offers(TEXT, MIDWAY_1, &there));
    let broken = files(&[("src/x.ts", "class {")]);
    assert!(!offers(TEXT, MIDWAY_1, &broken));
    let cannot = Files {
        can_create: false,
        ..files(&[])
    };
    assert!(!offers(TEXT, MIDWAY_1, &cannot));
    let appends = Files {
        can_create: false,
        ..files(&[("src/shop.ts", "")])
    };
    assert!(offers(TEXT, MIDWAY_1, &appends));
    let titles = titles_with(TEXT, &project(MIDWAY_1), &none);
    assert_eq!(
        titles.first().map(String::as_str),
        Some(
            "Create the handler `shop.report` in `src/shop.ts` | 在 `src/shop.ts` 中创建 handler `shop.report`"
        )
    );
}

#[test]
fn a_new_function_comes_with_its_source_file() {
    let marked = "service: shop\nprovider:\n  name: aliyun\nfunct$0ions:\n";
    for (dependencies, expected) in [
        (MIDWAY_0, "@func('hello.handler')"),
        (MIDWAY_1, "@Func('hello.handler')"),
        (MIDWAY_2, "{ path: '/hello', method: 'get' }"),
        (MIDWAY_3, "{ path: '/hello', method: 'get' }"),
    ] {
        // a file is there already
        let code = files(&[("src/index.ts", "export const x = 1;\n")]);
        let (path, text) = created(marked, "add-function-with-source", dependencies, &code);
        assert_eq!(path, "src/hello.ts");
        assert!(text.contains(expected), "{text}");
    }
    let titles = titles_with(marked, &project(MIDWAY_1), &files(&[]));
    assert!(
        titles.contains(
            &"Add a function, with its source file | 新增函数（同时创建源码文件）".to_owned()
        ),
        "{titles:?}"
    );
    let tencent = marked.replace("aliyun", "tencent");
    for dependencies in [MIDWAY_0, MIDWAY_1, MIDWAY_2, MIDWAY_3] {
        created(
            &tencent,
            "add-function-with-source",
            dependencies,
            &files(&[]),
        );
    }
}
