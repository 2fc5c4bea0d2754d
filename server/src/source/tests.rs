//! What is read of every generation, of broken code, and of code that means no good.

use std::fmt::Write as _;

use super::*;
use crate::syntax::Span;

/// Everything that is read of a text, in short.
fn outline(text: &str) -> String {
    let file = read(text, Grammar::TypeScript);
    let slice = |span: Span| text.get(span.range()).expect("a span on characters");
    let mut out = String::new();
    for function in &file.functions {
        let _ = write!(
            out,
            "{:?} {} = {}",
            function.by,
            function.function_name(),
            function.handler
        );
        let class = function.class.as_ref().map_or("-", |class| &class.name);
        let method = function.method.as_ref().map_or("-", |method| &method.name);
        let _ = writeln!(out, " in {class}.{method} | {}", function.signature);
        assert!(slice(function.decorator).starts_with('@') || function.by == DeclaredBy::Hook);
        assert!(function.span().contains(function.decorator));
        assert!(function.span().contains(function.selection()));
        for trigger in &function.triggers {
            let _ = write!(out, "  {}", trigger.kind);
            for field in &trigger.fields {
                let _ = write!(out, " {}={:?}", field.name, field.value);
            }
            out.push('\n');
        }
        if let Some(span) = function.handler_span {
            assert_eq!(slice(span), function.handler);
        }
        if let Some(span) = function.name_span {
            assert_eq!(slice(span), function.function_name());
        }
        let before = &text[..function.selection().start as usize];
        assert_eq!(function.line as usize, before.matches('\n').count());
    }
    for export in &file.exports {
        let selection = slice(export.selection);
        let _ = writeln!(
            out,
            "export {} [{selection}] | {}",
            export.name, export.signature
        );
    }
    if file.is_incomplete {
        out.push_str("incomplete\n");
    }
    out
}

#[test]
fn midway_faas_1_decorates_classes() {
    let text = "import { Func, Provide } from '@midwayjs/decorator';\n\n@Provide()\n@Func('index.handler')\nexport class IndexService implements FunctionHandler {\n  @Inject()\n  ctx: FaaSContext;\n\n  async handler(event?: any) {\n    return event;\n  }\n}\n";
    assert_eq!(
        outline(text),
        "Func index = index.handler in IndexService.handler | async handler(event?: any)\n\
         export IndexService [IndexService] | class IndexService implements FunctionHandler\n"
    );
}

#[test]
fn midway_faas_0_writes_func_small() {
    let text = "@provide()\n@func('hello.world')\nexport class Hello {\n  handler = async (event) => {\n    return 1;\n  };\n}\n";
    assert_eq!(
        outline(text),
        "Func hello-world = hello.world in Hello.handler | handler = async (event)\n\
         export Hello [Hello] | class Hello\n"
    );
    // a class without the method
    assert!(outline("@func('a.handler') class A {}").contains("A.- | class A\n"));
}

#[test]
fn func_and_handler_decorate_methods() {
    let text = "@Provide()\nexport class UserService {\n  @Func('user.list', { event: 'HTTP', path: '/users', method: 'get' })\n  async list() {}\n  @Handler('user.add')\n  async add(@Body() user: User) {}\n  @Func({ event: FaaSTriggerType.TIMER, funHandler: 'user.clean' })\n  clean() {}\n  @Func({ event: 'HTTP' })\n  getAll() {}\n  other() {}\n}\n";
    assert_eq!(
        outline(text),
        "Func user-list = user.list in UserService.list | async list()\n\
         \x20 http path=Text(\"/users\") method=Text(\"get\")\n\
         Handler user-add = user.add in UserService.add | async add(@Body() user: User)\n\
         Func user-clean = user.clean in UserService.clean | clean()\n\
         \x20 timer\n\
         Func user-service-get-all = user-service.get-all in UserService.getAll | getAll()\n\
         \x20 http\n\
         export UserService [UserService] | class UserService\n"
    );
}

#[test]
fn serverless_trigger_declares_functions_of_midway_2_and_3() {
    let text = "@Provide()\nexport class HelloHTTPService {\n  @ServerlessTrigger(ServerlessTriggerType.HTTP, { path: '/', method: 'get' })\n  @ServerlessTrigger(ServerlessTriggerType.API_GATEWAY, { path: '/b', method: ['get', 'post'] })\n  async index(@Query() name = 'a') {}\n\n  @ServerlessFunction({ functionName: 'report', memorySize: 256, timeout: -1, concurrency: CONCURRENCY })\n  @ServerlessTrigger(ServerlessTriggerType.TIMER, { type: 'cron', value: '0 0 4 * * *' })\n  async daily() {}\n\n  @ServerlessTrigger('os', { functionName: 'one', bucket: `b`, events: ['oss:*'], filter: { prefix: 'a/', suffix } })\n  @ServerlessTrigger('mq', { functionName: 'two', topic: topic() })\n  async many() {}\n}\n";
    assert_eq!(
        outline(text),
        "ServerlessTrigger helloHttpService-index = helloHttpService.index in HelloHTTPService.index | async index(@Query() name = 'a')\n\
         \x20 http path=Text(\"/\") method=Text(\"get\")\n\
         \x20 apigw path=Text(\"/b\") method=List([Text(\"get\"), Text(\"post\")])\n\
         ServerlessTrigger report = helloHttpService.daily in HelloHTTPService.daily | async daily()\n\
         \x20 timer type=Text(\"cron\") value=Text(\"0 0 4 * * *\")\n\
         ServerlessTrigger one = helloHttpService.many in HelloHTTPService.many | async many()\n\
         \x20 os functionName=Text(\"one\") bucket=Text(\"b\") events=List([Text(\"oss:*\")]) filter=Map([SETTINGS])\n\
         ServerlessTrigger two = helloHttpService.many in HelloHTTPService.many | async many()\n\
         \x20 mq functionName=Text(\"two\") topic=Unknown\n\
         export HelloHTTPService [HelloHTTPService] | class HelloHTTPService\n"
            .replace(
                "[SETTINGS]",
                &format!("{:?}", settings_of(text))
            )
    );
    let file = read(text, Grammar::TypeScript);
    let report = &file.functions[1];
    assert_eq!(report.setting("memorySize"), Some(&Literal::Number(256.0)));
    assert_eq!(report.setting("timeout"), Some(&Literal::Number(-1.0)));
    assert_eq!(
        report.setting("concurrency"),
        Some(&Literal::Name("CONCURRENCY".to_owned()))
    );
    assert!(text[report.decorator.range()].starts_with("@ServerlessFunction"));
    assert!(text[report.span().range()].ends_with("daily() {}"));
}

/// The properties of the object behind `filter`.
fn settings_of(text: &str) -> Vec<Setting> {
    let file = read(text, Grammar::TypeScript);
    let filter = file.functions[2].triggers[0].field("filter");
    let settings = filter.expect("a filter").settings().to_vec();
    assert_eq!(settings.len(), 2);
    assert_eq!(&text[settings[0].value_span.range()], "'a/'");
    assert_eq!(settings[1].value, Literal::Name("suffix".to_owned()));
    settings
}

#[test]
fn provided_and_written_names_win() {
    let text = "@Provide('my:report')\nclass Report {\n  @ServerlessTrigger(ServerlessTriggerType.EVENT)\n  run() {}\n  @ServerlessFunction({ handlerName: 'index.handler' })\n  @ServerlessTrigger(ServerlessTriggerType.EVENT)\n  shared() {}\n  @ServerlessFunction({ functionName: 'lonely' })\n  lonely() {}\n}\n";
    assert_eq!(
        outline(text),
        "ServerlessTrigger my-report-run = my:report.run in Report.run | run()\n\
         \x20 event\n\
         ServerlessTrigger my-report-shared = index.handler in Report.shared | shared()\n\
         \x20 event\n\
         ServerlessFunction lonely = my:report.lonely in Report.lonely | lonely()\n"
    );
}

#[test]
fn controllers_are_functions_of_midway_3() {
    let text = "@Controller('/api/')\nexport class APIController {\n  @Get('/user')\n  async user() {}\n  @Post()\n  async save() {}\n  @ServerlessFunction({ functionName: 'f' })\n  @RequestMapping({ path: '/x', requestMethod: RequestMethod.PUT })\n  async put() {}\n}\nclass NoController {\n  @Get('/y')\n  y() {}\n}\n";
    assert_eq!(
        outline(text),
        "Route apiController-user = apiController.user in APIController.user | async user()\n\
         \x20 http path=Text(\"/api/user\") method=Text(\"get\")\n\
         Route apiController-save = apiController.save in APIController.save | async save()\n\
         \x20 http path=Text(\"/api\") method=Text(\"post\")\n\
         Route f = apiController.put in APIController.put | async put()\n\
         \x20 http path=Text(\"/api/x\") method=Text(\"put\")\n\
         export APIController [APIController] | class APIController\n"
    );
}

#[test]
fn hooks_export_their_functions() {
    let text = "import { api, Get, Post } from '@midwayjs/hooks';\nexport default api(Get('/hello'), async () => 'x');\nexport const save = api(Post(), Validate(), async (body: Body) => {\n  return 1;\n});\nexport const plain = async (id: string) => {\n};\n";
    assert_eq!(
        outline(text),
        "Hook  =  in -.default | export default api(Get('/hello'), async () => 'x')\n\
         \x20 http path=Text(\"/hello\") method=Text(\"get\")\n\
         Hook  =  in -.save | save = api(Post(), Validate(), async (body: Body) => { return 1; })\n\
         \x20 http method=Text(\"post\")\n\
         export default [default] | export default api(Get('/hello'), async () => 'x')\n\
         export save [save] | save = api(Post(), Validate(), async (body: Body) => { return 1; })\n\
         export plain [plain] | plain = async (id: string)\n"
    );
}

#[test]
fn exports_in_every_spelling() {
    for (text, expected) in [
        (
            "export async function a(x: string) {}",
            "a [a] | async function a(x: string)",
        ),
        (
            "export const a = 1, b = (c) => c;",
            "a [a] | a = 1\nexport b [b] | b = (c)",
        ),
        (
            "const a = 1; export { a, a as b };",
            "a [a] | a\nexport b [b] | a as b",
        ),
        (
            "export default class {}",
            "default [default] | export default class",
        ),
        ("export = main;", "default [main] | export = main"),
        (
            "exports.handler = async (event, ctx) => {};",
            "handler [handler] | exports.handler = async (event, ctx)",
        ),
        (
            "module.exports.a = function (x) {};",
            "a [a] | module.exports.a = function (x)",
        ),
        (
            "exports.b = exports.a = void 0;\nexports.a = a;",
            "a [a] | exports.a = a",
        ),
        (
            "module.exports = exports = { a, 'b': (x) => 1, c() {} };",
            "a [a] | a\nexport b ['b'] | 'b': (x)\nexport c [c] | c()",
        ),
        (
            "module.exports = (app) => {};",
            "default [module.exports] | module.exports = (app)",
        ),
        ("module.exports = { a };", "a [a] | a"),
        ("export interface A {}\nexport type B = 1;", ""),
        ("function inner() { exports.a = 1; }", ""),
    ] {
        let found = outline(text);
        let found = found.strip_prefix("export ").unwrap_or(&found).trim_end();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn decorators_before_and_behind_export_belong_to_the_class() {
    for text in [
        "@Func('a.b') export class A { handler() {} }",
        "export @Func('a.b') class A { handler() {} }",
        "@Func('a.b') export default class A { handler() {} }",
        "@Func('a.b')\n// note\nexport abstract class A { handler() {} }",
        "@Other() /* x */ @Func(`a.b`) @Another class A { 'handler'() {} }",
        "namespace n { @midway.Func(\"a.b\") class A { public async handler() {} } }",
        "const A = @Func('a.b') class A { handler() {} };",
    ] {
        let file = read(text, Grammar::TypeScript);
        let [function] = &file.functions[..] else {
            panic!("{text}: {:?}", file.functions)
        };
        assert_eq!(function.handler, "a.b", "{text}");
        assert_eq!(
            function.class.as_ref().map(|class| &*class.name),
            Some("A"),
            "{text}"
        );
        assert_eq!(
            function.method.as_ref().map(|method| &*method.name),
            Some("handler"),
            "{text}"
        );
    }
}

#[test]
fn decorators_of_other_things_are_left_alone() {
    for text in [
        "class A { @Inject() ctx; @Config('x') y: string; run(@Func('a.b') x) {} }",
        "const x = { handler() {}, y: 1 };",
        "// @Func('a.b')\nclass A {}",
        "const text = \"@Func('a.b') class A {}\";",
        "/* @ServerlessTrigger('http') */",
        "",
        "@",
        "@Func",
        "@Func(",
    ] {
        let file = read(text, Grammar::TypeScript);
        assert_eq!(file.functions, [], "{text}");
    }
}

#[test]
fn broken_code_keeps_its_functions() {
    for (text, handlers) in [
        // somebody is typing
        (
            "@Func('a.b')\nexport class A {\n  async handler( {\n",
            &["a.b"][..],
        ),
        (
            "class A {\n  @Func('a.b')\n  async one() {\n    if (\n  }\n  @Func('c.d')\n  async two() {}\n}\n",
            &["a.b", "c.d"],
        ),
        (
            "class A {\n  @Func('a.b')\n  async one() {\n  @Func('c.d')\n  async two() {}\n}\n",
            &["a.b", "c.d"],
        ),
        (
            "import { from 'x';\n@Func('a.b')\nclass A { handler() {} }\n",
            &["a.b"],
        ),
        (
            "class A {\n  @Func('a.b')\n  one() {}\n\n  @Func(\n}\n@Func('c.d') class B { handler() {} }\n",
            &["a.b", "c.d"],
        ),
        (
            "<<<<<<< HEAD\n@Func('a.b')\nclass A { handler() {} }\n=======\n>>>>>>> x\n",
            &["a.b"],
        ),
    ] {
        let file = read(text, Grammar::TypeScript);
        let found: Vec<&str> = file
            .functions
            .iter()
            .map(|function| &*function.handler)
            .collect();
        assert!(file.is_incomplete, "{text}");
        for handler in handlers {
            assert!(found.contains(handler), "{text}: {found:?}");
        }
    }
}

#[test]
fn grammars_go_by_the_name() {
    for (name, expected) in [
        ("index.ts", Some(Grammar::TypeScript)),
        ("index.d.ts", None),
        ("a.mts", Some(Grammar::TypeScript)),
        ("page.tsx", Some(Grammar::Tsx)),
        ("index.js", Some(Grammar::Tsx)),
        ("f.yml", None),
        ("ts", None),
    ] {
        assert_eq!(Grammar::of_file_name(name), expected, "{name}");
    }
    let jsx = "exports.handler = () => <div>{'x'}</div>;\nexports.b = 1;";
    assert_eq!(read(jsx, Grammar::Tsx).exports.len(), 2);
}

#[test]
fn chinese_code_has_spans_on_characters() {
    let text = "// 函数\n@Provide()\nexport class 报表Service {\n  /** 每天 */\n  @ServerlessFunction({ functionName: '日报' })\n  @ServerlessTrigger(ServerlessTriggerType.TIMER, { value: '每天' })\n  async 每天(事件: string) {}\n}\n";
    assert_eq!(
        outline(text),
        "ServerlessTrigger 日报 = 报表service.每天 in 报表Service.每天 | async 每天(事件: string)\n\
         \x20 timer value=Text(\"每天\")\n\
         export 报表Service [报表Service] | class 报表Service\n"
    );
}

#[test]
fn hostile_code_neither_overflows_nor_stalls() {
    for piece in [
        "(",
        "[",
        "{",
        "a<",
        "!",
        "`${",
        "a?",
        "a=>",
        "@A(",
        "@Func('a.b') ",
        "class A{a(){",
        "class A{@Func('a.b') a(){",
        "@Func(",
        "@Func({a:",
        "x={a:",
        "export ",
        "exports.a=",
        "\u{feff}",
        "\0",
        "'\n",
        "<<<<<<< \n",
        "}",
        "if(a)",
        "(a)=>",
        "中",
        "🙂",
        "\\",
        "/*",
        "export{",
        "module.exports={",
        "export default class{",
        "@Func([",
        "@Func(-",
        "@Func((",
    ] {
        for count in [1, 3, 2_000] {
            let text = piece.repeat(count);
            for grammar in [Grammar::TypeScript, Grammar::Tsx] {
                let file = read(&text, grammar);
                for function in &file.functions {
                    assert!(text.get(function.span().range()).is_some());
                }
            }
        }
    }
    let deep = format!(
        "@Func({}1{})\nclass A {{}}",
        "[".repeat(20_000),
        "]".repeat(20_000)
    );
    assert_eq!(read(&deep, Grammar::TypeScript).functions.len(), 1);
    let long = "a".repeat(MAX_BYTES + 1);
    assert!(read(&long, Grammar::TypeScript).is_incomplete);
}
