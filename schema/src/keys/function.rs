//! The keys of `functions.<name>`.

use super::provider::{AUTH_TYPES, RUNTIME_DEFAULTS, TIMEOUT_DEFAULTS};
use super::{AF, AFT, AFTV, COUNT, F, LAYER, NONE, ON_ALL, SECONDS, T, VARIABLE};
use crate::{
    DeployPath, Key, LimitName, Literal, Support, Table, Unit, ValueKind, Vocabulary,
    key::key,
    source::{Source, read},
    triggers::EVENT_ITEM,
    w,
};
use DeployPath::{Fun, ServerlessDevs, Tencent};

const BUILDERS: Source = read("serverless-spec-builder fc/builder.ts, scf/builder.ts");
const FCB: Source = read("serverless-spec-builder fc/builder.ts");
const WRAP: Source = read("serverless-spec-builder src/wrapper.ts");

static LAYER_ITEM: ValueKind = ValueKind::Map(&LAYER);
static LAYER_FORMS: [ValueKind; 2] = [ValueKind::List(&LAYER_ITEM), ValueKind::MapOf(&LAYER_ITEM)];
static EVENT: ValueKind = ValueKind::Map(&EVENT_ITEM);

pub(super) const TIMEOUT: Key = key(
    "timeout",
    SECONDS,
    w(
        "How long a call may take, in seconds; wins over `provider.timeout`.",
        "单次调用的超时时间，单位秒；优先于 `provider.timeout`。",
    ),
    BUILDERS,
)
.on(AFTV)
.unit(Unit::Seconds)
.limit(LimitName::Timeout)
.defaults(TIMEOUT_DEFAULTS)
.example("10");

pub(super) const MEMORY_SIZE: Key = key(
    "memorySize",
    COUNT,
    w(
        "Memory of an instance, in MB; wins over `provider.memorySize`.",
        "实例内存，单位 MB；优先于 `provider.memorySize`。",
    ),
    BUILDERS,
)
.on(AFTV)
.unit(Unit::Megabytes)
.limit(LimitName::Memory)
.default(Literal::Int(128))
.example("256");

pub(super) const RUNTIME: Key = key(
    "runtime",
    ValueKind::Known(Vocabulary::Runtimes),
    w(
        "Runtime of this function; wins over `provider.runtime`.",
        "该函数的运行时；优先于 `provider.runtime`。",
    ),
    BUILDERS,
)
.on(AFT)
.but(
    Tencent,
    Support::Partial(w(
        "Passed on as written: `nodejs12` is not translated here, write `Nodejs12.16`.",
        "原样传递：这里的 `nodejs12` 不会被转换，请写 `Nodejs12.16`。",
    )),
)
.defaults(RUNTIME_DEFAULTS);

pub(super) const INIT_TIMEOUT: Key = key(
    "initTimeout",
    SECONDS,
    w(
        "How long the initializer may take, in seconds.",
        "初始化函数的超时时间，单位秒。",
    ),
    FCB,
)
.on(AF)
.unit(Unit::Seconds)
.limit(LimitName::InitTimeout)
.default(Literal::Int(3))
.example("10");

pub(super) const CONCURRENCY: Key = key(
    "concurrency",
    COUNT,
    w(
        "How many requests one instance serves at the same time.",
        "单个实例同时处理的请求数。",
    ),
    FCB,
)
.on(AF)
.unit(Unit::Requests)
.limit(LimitName::Concurrency)
.default(Literal::Int(1));

pub(super) const ENVIRONMENT: Key = key(
    "environment",
    ValueKind::MapOf(&VARIABLE),
    w(
        "Environment variables of this function, added to the provider's.",
        "该函数的环境变量，会与 `provider.environment` 合并。",
    ),
    BUILDERS,
)
.on(AFT)
.but(
    Tencent,
    Support::Partial(w(
        "With `provider.environment` set, variables of one function leak into the next ones.",
        "若设置了 `provider.environment`，一个函数的变量会泄漏到后面的函数。",
    )),
);

pub(super) const DESCRIPTION: Key = key(
    "description",
    ValueKind::Scalar,
    w(
        "Description of the function, shown in the console.",
        "函数描述，显示在控制台中。",
    ),
    BUILDERS,
)
.on(AFT)
.but(
    Tencent,
    Support::Partial(w(
        "Sent only when the function is created.",
        "只在创建函数时生效。",
    )),
);

pub(super) const NAME: Key = key(
    "name",
    ValueKind::Str,
    w(
        "Another name for the function in the cloud. Leave it out: only `--useFun` understands it.",
        "函数在云端的另一个名称。建议不写：只有 `--useFun` 支持。",
    ),
    FCB,
)
.on(F)
.but(
    ServerlessDevs,
    Support::Partial(w(
        "Only the domain route uses it, and so leads to a function that does not exist.",
        "只有域名路由使用它，结果指向一个不存在的函数。",
    )),
);

pub(super) const LAYERS: Key = key(
    "layers",
    ValueKind::OneOf(&LAYER_FORMS),
    w(
        "Runtime extensions from npm for this function: a list of `{path}`. A map is installed but never loaded.",
        "该函数的 npm 运行时扩展：`{path}` 列表。写成映射时只会安装，不会加载。",
    ),
    read("cli-plugin-package src/index.ts 376-386; serverless-spec-builder src/wrapper.ts 89"),
);

pub(super) const AUTH_TYPE: Key = key(
    "authType",
    ValueKind::Enum {
        values: AUTH_TYPES,
        open: true,
    },
    w(
        "Who may call the http triggers. The default deploy path always makes them public.",
        "http 触发器的认证方式。默认部署方式下始终是公开访问。",
    ),
    FCB,
)
.on(F)
.default(Literal::Str("ANONYMOUS"));

pub(super) const STAGE: Key = key(
    "stage",
    ValueKind::Scalar,
    w(
        "Release environment of the API gateway; the function's name uses `provider.stage`.",
        "API 网关的发布环境；函数名使用的是 `provider.stage`。",
    ),
    read("serverless-spec-builder scf/builder.ts 95"),
)
.on(T);

pub(super) const CODE_URI: Key = key(
    "codeUri",
    ValueKind::Str,
    w(
        "Folder or zip file of the code.",
        "代码所在目录或 zip 文件。",
    ),
    FCB,
)
.on(F)
.default(Literal::Str("."));

pub(super) const INITIALIZER: Key = key(
    "initializer",
    ValueKind::Str,
    w(
        "What the initializer is exported as. The generated entry exports it as `initializer` and under no other name.",
        "初始化函数的导出名。生成的入口只会以 `initializer` 这个名称导出它。",
    ),
    FCB,
)
.on(AF)
.example("index.initializer");

const fn internal(name: &'static str, doc: crate::Wording) -> Key {
    key(name, ValueKind::Any, doc, WRAP).on(NONE).internal()
}

const fn service_level(name: &'static str, doc: crate::Wording) -> Key {
    key(name, ValueKind::Any, doc, FCB).on(NONE).deprecated(w(
        "No builder reads it here: it holds for the whole service, under `provider`.",
        "构建器不读取写在函数上的这一项：它对整个服务生效，请写在 `provider` 下。",
    ))
}

const fn unread(name: &'static str, doc: crate::Wording) -> Key {
    key(name, ValueKind::Any, doc, FCB)
        .on(NONE)
        .deprecated(w("No builder reads it.", "没有任何构建器读取它。"))
}

/// Written into generated files by the toolchain.
pub(super) const GENERATED: [Key; 4] = [
    internal(
        "_isAggregation",
        w("Written by the toolchain.", "由工具链写入。"),
    ),
    internal(
        "_handlers",
        w("Written by the toolchain.", "由工具链写入。"),
    ),
    internal(
        "_allAggred",
        w("Written by the toolchain.", "由工具链写入。"),
    ),
    internal("_ignore", w("Written by the toolchain.", "由工具链写入。")),
];

/// The body of a function.
pub static FUNCTION: Table = Table {
    name: "function",
    title: w("function", "函数"),
    open: false,
    keys: &[
        key(
            "handler",
            ValueKind::Str,
            w(
                "`<file>.<export>` of the generated entry, such as `index.handler`. At run time it is the id the code registers under.",
                "生成的入口文件的 `<文件>.<导出名>`，例如 `index.handler`；运行时它是代码注册函数所用的标识。",
            ),
            read("serverless-spec-builder src/wrapper.ts 68; cli-plugin-package src/index.ts 873"),
        )
        .defaults(&[
            (ServerlessDevs, Literal::Str("index.handler")),
            (Fun, Literal::Str("index.handler")),
            (Tencent, Literal::Str("index.main_handler")),
        ])
        .files(125)
        .not_null()
        .required(ON_ALL)
        .example("index.handler"),
        key(
            "events",
            ValueKind::List(&EVENT),
            w(
                "The triggers: a list of maps with one key each, the type of the trigger.",
                "触发器列表：每一项是只有一个键的映射，键为触发器类型。",
            ),
            BUILDERS,
        )
        .on(AFTV)
        .files(115),
        CONCURRENCY.files(3),
        ENVIRONMENT.files(3),
        TIMEOUT.files(2),
        MEMORY_SIZE.files(2),
        RUNTIME.files(2),
        DESCRIPTION.files(2),
        LAYERS.files(2),
        INIT_TIMEOUT,
        INITIALIZER,
        NAME,
        AUTH_TYPE,
        STAGE,
        CODE_URI,
        service_level("vpcConfig", w("VPC settings.", "专有网络配置。")).files(2),
        service_level("role", w("Role of the function.", "函数的角色。")),
        service_level("nasConfig", w("File systems.", "文件存储配置。")),
        service_level("logConfig", w("Where logs go.", "日志配置。")),
        service_level(
            "internetAccess",
            w("Access to the internet.", "是否可以访问公网。"),
        ),
        service_level(
            "asyncConfiguration",
            w("Asynchronous calls.", "异步调用配置。"),
        ),
        unread("instanceType", w("Kind of instance.", "实例类型。")),
        unread("cpu", w("vCPUs of an instance.", "实例的 vCPU 规格。")),
        unread("diskSize", w("Disk of an instance.", "实例的磁盘大小。")),
        key(
            "isDeploy",
            ValueKind::Bool,
            w(
                "From decorators; the public CLI deploys the function all the same.",
                "来自装饰器；公开版 CLI 仍会部署该函数。",
            ),
            read("midwayjs/midway decorator interface"),
        )
        .on(NONE)
        .internal(),
        key(
            "handlerFileName",
            ValueKind::Str,
            w(
                "File of the generated entry; the vercel plugin sets it.",
                "生成的入口文件名，由 vercel 插件设置。",
            ),
            WRAP,
        )
        .internal(),
        internal("isFunctional", w("Written by the Hooks plugin.", "由 Hooks 插件写入。")),
        internal("exportFunction", w("Written by the Hooks plugin.", "由 Hooks 插件写入。")),
        internal("sourceFilePath", w("Written by the Hooks plugin.", "由 Hooks 插件写入。")),
        internal("argsPath", w("Written by the Hooks plugin.", "由 Hooks 插件写入。")),
        GENERATED[0],
        GENERATED[1],
        GENERATED[2],
        GENERATED[3],
    ],
};
