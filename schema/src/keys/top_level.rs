//! The keys at the top of f.yml.

use super::{
    AF, AFT, AGGREGATION, ANY, CUSTOM, DEPLOY_TYPE, FUNCTION, FUNCTIONS_RULE, FUNCTIONS_RULE_ITEM,
    LAYER, NONE, ON_AFT, PACKAGE, PROVIDER, STR,
};
use crate::{
    Literal, Table, ValueKind, Vocabulary,
    key::key,
    source::{Source, read},
    value::{EnumValue, value},
    w,
};

const SSB: Source = read("serverless-spec-builder src/builder.ts, src/interface.ts");
const PKG: Source = read("cli-plugin-package src/index.ts");
const SEEN: Source = read("public files");

static SERVICE: Table = Table {
    name: "service",
    title: w("service", "服务"),
    open: false,
    keys: &[
        key(
            "name",
            ValueKind::Str,
            w(
                "Name of the service: the group its functions belong to in the cloud.",
                "服务名称，即云端函数所属的分组。",
            ),
            SSB,
        )
        .on(AFT)
        .files(71)
        .required(ON_AFT)
        .not_null()
        .example("todo-list"),
        key(
            "description",
            ValueKind::Scalar,
            w(
                "Description of the service, shown in the console.",
                "服务描述，显示在控制台中。",
            ),
            read("serverless-spec-builder fc/builder.ts"),
        )
        .on(AF),
        key(
            "gateway",
            ValueKind::Any,
            w(
                "Gateway of an Alibaba-internal platform.",
                "阿里巴巴内部平台的网关配置。",
            ),
            SEEN,
        )
        .on(NONE)
        .files(1)
        .internal(),
    ],
};

static FUNCTION_BODY: ValueKind = ValueKind::Map(&FUNCTION);
static AGGREGATION_BODY: ValueKind = ValueKind::Map(&AGGREGATION);
static LAYER_BODY: ValueKind = ValueKind::Map(&LAYER);
static RULE_ITEM: ValueKind = ValueKind::Map(&FUNCTIONS_RULE_ITEM);
static VERSION: ValueKind = ValueKind::OneOf(&[ValueKind::Scalar, ValueKind::Null]);

const HOOKS_RUNTIMES: &[EnumValue] = &[
    value(
        "compiler",
        w(
            "The compiler-based runtime of Hooks.",
            "基于编译器的 Hooks 运行时。",
        ),
    ),
    value(
        "async_hooks",
        w(
            "The runtime built on Node.js `async_hooks`.",
            "基于 Node.js `async_hooks` 的运行时。",
        ),
    ),
];

static HOOKS: Table = Table {
    name: "hooks",
    title: w("Hooks settings", "Hooks 配置"),
    open: true,
    keys: &[key(
        "runtime",
        ValueKind::Enum {
            values: HOOKS_RUNTIMES,
            open: true,
        },
        w(
            "Which Hooks runtime the generated `registerFunction.js` uses.",
            "生成的 `registerFunction.js` 使用哪种 Hooks 运行时。",
        ),
        read("serverless-spec-builder src/wrapper.ts 137"),
    )
    .default(Literal::Str("compiler"))],
};

static API_GATEWAY: Table = Table {
    name: "apiGateway",
    title: w("gateway settings", "网关配置"),
    open: true,
    keys: &[key(
        "type",
        ValueKind::Str,
        w(
            "Kind of an Alibaba-internal gateway.",
            "阿里巴巴内部网关的类型。",
        ),
        read("serverless-meta-json src/index.ts"),
    )
    .on(NONE)
    .internal()],
};

static EXPERIMENTAL: Table = Table {
    name: "experimentalFeatures",
    title: w("experimental features", "实验性功能"),
    open: false,
    keys: &[
        key(
            "fastInstallNodeModules",
            ValueKind::Bool,
            w(
                "Copies dependencies from the local `node_modules` instead of installing them.",
                "从本地 `node_modules` 复制依赖，而不是重新安装。",
            ),
            PKG,
        )
        .default(Literal::Bool(false))
        .since("1.2.91")
        .files(1),
        key(
            "removeUselessFiles",
            ValueKind::Bool,
            w(
                "Leaves Markdown, type declarations, source maps and test files out of the artifact.",
                "打包时去掉 Markdown、类型声明、source map 和测试文件。",
            ),
            PKG,
        )
        .default(Literal::Bool(false))
        .since("1.2.24")
        .files(1),
        key(
            "ignoreTsError",
            ValueKind::Bool,
            w(
                "TypeScript errors do not stop packaging.",
                "TypeScript 报错时不中断打包。",
            ),
            PKG,
        )
        .default(Literal::Bool(false))
        .since("1.2.38"),
    ],
};

/// The document.
pub static FILE: Table = Table {
    name: "file",
    title: w("service file", "服务配置文件"),
    open: false,
    keys: &[
        key(
            "provider",
            ValueKind::Map(&PROVIDER),
            w(
                "The cloud and the settings that hold for all functions.",
                "云平台，以及对所有函数生效的配置。",
            ),
            read("cli-plugin-faas src/index.ts"),
        )
        .files(203)
        .not_null()
        .required(ON_AFT),
        key(
            "service",
            ValueKind::OneOf(&[ValueKind::Str, ValueKind::Map(&SERVICE)]),
            w(
                "Name of the service, or a map with `name` and `description`.",
                "服务名称，也可以写成包含 `name` 和 `description` 的映射。",
            ),
            SSB,
        )
        .on(AFT)
        .files(196)
        .not_null()
        .required_unless(
            ON_AFT,
            w(
                "Midway 3.12 and later: with `provider.starter` and no `functions`, deployment goes through Serverless Devs' own `s.yaml`.",
                "Midway 3.12 及以上：配置了 `provider.starter` 且没有 `functions` 时，部署由 Serverless Devs 自己的 `s.yaml` 完成。",
            ),
        )
        .example("todo-list"),
        key(
            "functions",
            ValueKind::MapOf(&FUNCTION_BODY),
            w(
                "The functions, by name. Without it, functions come from the decorators in the code.",
                "函数列表，以函数名为键。不写时，函数来自代码中的装饰器。",
            ),
            SSB,
        )
        .files(127),
        key(
            "package",
            ValueKind::Map(&PACKAGE),
            w("What goes into the artifact.", "产物中包含哪些内容。"),
            PKG,
        )
        .files(111),
        key(
            "aggregation",
            ValueKind::MapOf(&AGGREGATION_BODY),
            w(
                "Aggregated deployment: several functions deployed as one, by name of the merged function.",
                "聚合部署（高密度部署）：把多个函数合并成一个部署，以合并后的函数名为键。",
            ),
            PKG,
        )
        .files(60),
        key(
            "custom",
            ValueKind::Map(&CUSTOM),
            w(
                "Custom settings; the toolchain reads only `customDomain`.",
                "自定义配置，工具链只读取 `customDomain`。",
            ),
            read("serverless-spec-builder fc/builder.ts 190, 428"),
        )
        .on(AF)
        .files(41),
        key(
            "deployType",
            ValueKind::OneOf(&[
                ValueKind::Known(Vocabulary::DeployTypes),
                ValueKind::Map(&DEPLOY_TYPE),
            ]),
            w(
                "Deploys a whole application (Egg, Koa, Express, static files) as one function; `functions` and `aggregation` are then ignored.",
                "把整个应用（Egg、Koa、Express 或静态文件）作为一个函数部署；此时 `functions` 和 `aggregation` 不生效。",
            ),
            PKG,
        )
        .on(AFT)
        .files(29)
        .example("koa"),
        key(
            "plugins",
            ValueKind::List(&STR),
            w(
                "CLI plugins: `npm:<provider>:<package>`, `local:<provider>:<path>` (the provider may be empty), or a path beginning with `.`.",
                "CLI 插件：`npm:<provider>:<包名>`、`local:<provider>:<路径>`（provider 可为空），或以 `.` 开头的相对路径。",
            ),
            read("cli-plugin-faas src/index.ts 59-71"),
        )
        .files(23)
        .example("[npm::@midwayjs/faas-cli-plugin-midway-hooks]"),
        key(
            "layers",
            ValueKind::MapOf(&LAYER_BODY),
            w(
                "Runtime extensions from npm that the entry loads, or, on aliyun, ARNs of FC layers.",
                "由入口文件加载的 npm 运行时扩展；在 aliyun 上也可以是 FC 层的 ARN。",
            ),
            PKG,
        )
        .files(15),
        key(
            "functionsRule",
            ValueKind::OneOf(&[ValueKind::List(&RULE_ITEM), ValueKind::Map(&FUNCTIONS_RULE)]),
            w(
                "Routes of Hooks 0.x functions by folder; later versions use `midway.config.ts`.",
                "Hooks 0.x 按目录生成函数路由的规则；新版本改用 `midway.config.ts`。",
            ),
            read("serverless-spec-builder src/interface.ts; @midwayjs/hooks 0.x"),
        )
        .files(7),
        key(
            "experimentalFeatures",
            ValueKind::Map(&EXPERIMENTAL),
            w(
                "Features of packaging that are still being tried out.",
                "打包相关的实验性功能。",
            ),
            PKG,
        )
        .files(2),
        key(
            "coverDependencies",
            ValueKind::MapOf(&VERSION),
            w(
                "Replaces the version of a dependency in the artifact, or drops it with `false`. Dependencies that are not there yet are not added.",
                "覆盖产物中某个依赖的版本；写 `false` 则去掉该依赖。不会新增依赖。",
            ),
            PKG,
        )
        .files(1),
        key(
            "globalDependencies",
            ValueKind::MapOf(&VERSION),
            w(
                "Extra dependencies for the deployed `package.json`; the project's own win over them.",
                "追加到部署产物 `package.json` 的依赖；与项目自身依赖冲突时以项目为准。",
            ),
            PKG,
        ),
        key(
            "resolutions",
            ValueKind::MapOf(&VERSION),
            w(
                "Merged into `resolutions` of the deployed `package.json`.",
                "合并到部署产物 `package.json` 的 `resolutions` 中。",
            ),
            PKG,
        ),
        key(
            "hooks",
            ValueKind::Map(&HOOKS),
            w("Settings for Hooks functions.", "Hooks 函数的配置。"),
            read("serverless-spec-builder src/wrapper.ts 137"),
        ),
        key(
            "apiGateway",
            ValueKind::Map(&API_GATEWAY),
            w(
                "Settings of Alibaba-internal gateways.",
                "阿里巴巴内部网关的配置。",
            ),
            read("serverless-meta-json src/index.ts"),
        )
        .on(NONE)
        .internal(),
        key(
            "resources",
            ValueKind::Any,
            w(
                "Carried along, never used.",
                "会原样保留，但不会被使用。",
            ),
            SSB,
        )
        .on(NONE)
        .deprecated(w(
            "Nothing in the toolchain reads `resources`: create cloud resources elsewhere.",
            "工具链不读取 `resources`，请用其他方式创建云资源。",
        )),
        key(
            "feature",
            ValueKind::MapOf(&ANY),
            w(
                "Names of middleware; only `f invoke` of the old CLI reads them.",
                "中间件名称，仅旧版 CLI 的 `f invoke` 读取。",
            ),
            read("faas-cli-plugin-invoke 1.2.43"),
        )
        .on(NONE)
        .internal(),
        key(
            "sidecar",
            ValueKind::Any,
            w("Alibaba-internal.", "阿里巴巴内部配置。"),
            SEEN,
        )
        .on(NONE)
        .files(1)
        .internal(),
        key(
            "runtimeExtensions",
            ValueKind::Any,
            w("Written by the toolchain.", "由工具链写入。"),
            read("cli-plugin-scf src/index.ts"),
        )
        .on(NONE)
        .internal(),
    ],
};

/// Keys that people put at the top by mistake, and where they meant them: nobody reads them there.
pub const MISPLACED: &[(&str, &str)] = &[
    ("version", "deployType.version"),
    ("name", "service"),
    ("runtime", "provider.runtime"),
    ("region", "provider.region"),
    ("environment", "provider.environment"),
    ("timeout", "provider.timeout"),
    ("memorySize", "provider.memorySize"),
    ("customDomain", "custom.customDomain"),
    ("events", "functions.<name>.events"),
    ("include", "package.include"),
    ("exclude", "package.exclude"),
];
