//! The keys of `provider`.

use super::provider_maps::{ASYNC, LOG, NAS, VPC};
use super::{A, AF, AFT, AFTV, AT, COUNT, F, NONE, ON_ALL, SECONDS, STR, T, VARIABLE};
use crate::{
    DeployPath, LimitName, Literal, Support, Table, Unit, ValueKind, Vocabulary,
    key::key,
    region::{ALIYUN_DEFAULT_REGION, TENCENT_DEFAULT_REGION},
    runtime::{ALIYUN_DEFAULT_RUNTIME, TENCENT_DEFAULT_RUNTIME},
    source::{Source, read},
    value::{EnumValue, value},
    w,
};
use DeployPath::{Fun, ServerlessDevs, Tencent, Vercel};

const BUILDERS: Source = read("serverless-spec-builder fc/builder.ts, scf/builder.ts");
const FCB: Source = read("serverless-spec-builder fc/builder.ts");
const SCFB: Source = read("serverless-spec-builder scf/builder.ts");
const FC_DEPLOY: Source = read("devsapp/fc-deploy; serverless-spec-builder fc/builder.ts");

pub(super) const TIMEOUT_DEFAULTS: &[(DeployPath, Literal)] = &[
    (ServerlessDevs, Literal::Int(3)),
    (Fun, Literal::Int(3)),
    (Tencent, Literal::Int(3)),
    (Vercel, Literal::Int(10)),
];

pub(super) const RUNTIME_DEFAULTS: &[(DeployPath, Literal)] = &[
    (ServerlessDevs, Literal::Str(ALIYUN_DEFAULT_RUNTIME)),
    (Fun, Literal::Str(ALIYUN_DEFAULT_RUNTIME)),
    (Tencent, Literal::Str(TENCENT_DEFAULT_RUNTIME)),
];

pub(super) const AUTH_TYPES: &[EnumValue] = &[
    value("ANONYMOUS", w("Anyone may call.", "任何人都可以访问。")),
    value(
        "FUNCTION",
        w("Calls must be signed.", "请求必须经过签名认证。"),
    ),
];

const TRACING: &[EnumValue] = &[
    value("Enable", w("Tracing on.", "开启链路追踪。")),
    value("Disable", w("Tracing off.", "关闭链路追踪。")),
];

const AUTO: &[EnumValue] = &[value(
    "auto",
    w(
        "Let fc-deploy create what is needed (default deploy path only).",
        "由 fc-deploy 自动创建所需资源（仅默认部署方式）。",
    ),
)];

const NAS_AUTO: &[EnumValue] = &[
    AUTO[0],
    value(
        "autoPerformance",
        w(
            "Let fc-deploy create a performance file system (default deploy path only).",
            "由 fc-deploy 自动创建性能型文件系统（仅默认部署方式）。",
        ),
    ),
];

/// The map itself.
pub static PROVIDER: Table = Table {
    name: "provider",
    title: w("provider", "云平台配置"),
    open: false,
    keys: &[
        key(
            "name",
            ValueKind::Known(Vocabulary::Clouds),
            w(
                "The name of the cloud, exactly so and in lower case. With any other name nothing is deployed, and nobody says so.",
                "云平台名称，必须全部小写。写成其他名称时什么都不会部署，也没有任何提示。",
            ),
            read("cli-plugin-faas src/index.ts 20"),
        )
        .files(202)
        .not_null()
        .required(ON_ALL)
        .example("aliyun"),
        key(
            "runtime",
            ValueKind::Known(Vocabulary::Runtimes),
            w(
                "Runtime of all functions that do not set their own.",
                "所有未单独指定运行时的函数使用的运行时。",
            ),
            BUILDERS,
        )
        .on(AFT)
        .but(
            Tencent,
            Support::Partial(w(
                "nodejs6, nodejs8, nodejs10 and nodejs12 are translated; anything else is passed on as written.",
                "nodejs6、nodejs8、nodejs10、nodejs12 会被转换，其他值原样传递。",
            )),
        )
        .defaults(RUNTIME_DEFAULTS)
        .files(87),
        key(
            "timeout",
            SECONDS,
            w(
                "How long a call may take, in seconds.",
                "函数单次调用的超时时间，单位秒。",
            ),
            BUILDERS,
        )
        .on(AFTV)
        .unit(Unit::Seconds)
        .limit(LimitName::Timeout)
        .defaults(TIMEOUT_DEFAULTS)
        .files(11)
        .example("10"),
        key(
            "environment",
            ValueKind::MapOf(&VARIABLE),
            w(
                "Environment variables of all functions. They are embedded in the artifact: no secrets here.",
                "所有函数的环境变量。它们会被写入产物，请不要放密钥。",
            ),
            BUILDERS,
        )
        .on(AFT)
        .files(11),
        key(
            "memorySize",
            COUNT,
            w("Memory of an instance, in MB.", "实例内存，单位 MB。"),
            BUILDERS,
        )
        .on(AFTV)
        .unit(Unit::Megabytes)
        .limit(LimitName::Memory)
        .default(Literal::Int(128))
        .files(9)
        .example("256"),
        key(
            "credentials",
            ValueKind::Str,
            w(
                "Path of the file with the Tencent Cloud keys.",
                "腾讯云密钥文件的路径。",
            ),
            SCFB,
        )
        .on(T)
        .default(Literal::Str("~/credentials"))
        .files(9),
        key(
            "starter",
            ValueKind::Str,
            w(
                "Package of the starter (Midway 3), such as `@midwayjs/fc-starter`; it must be among `dependencies`.",
                "启动器包名（Midway 3），例如 `@midwayjs/fc-starter`；必须写在 `dependencies` 中。",
            ),
            read("cli-plugin-fc src/index.ts 36; cli-plugin-scf src/index.ts 37"),
        )
        .on(AF)
        .but(
            Tencent,
            Support::Partial(w(
                "Breaks the deployment: the generated entry requires a starter that is then not installed.",
                "部署后的函数无法运行：生成的入口会加载启动器，而它并没有被安装。",
            )),
        )
        .since("1.3.8")
        .files(8)
        .example("'@midwayjs/fc-starter'"),
        key(
            "region",
            ValueKind::Known(Vocabulary::Regions),
            w("Where the functions run.", "函数部署的地域。"),
            read("cli-plugin-fc src/index.ts 236; serverless-spec-builder scf/builder.ts 52"),
        )
        .on(AT)
        .defaults(&[
            (ServerlessDevs, Literal::Str(ALIYUN_DEFAULT_REGION)),
            (Tencent, Literal::Str(TENCENT_DEFAULT_REGION)),
        ])
        .files(6),
        key(
            "initTimeout",
            SECONDS,
            w(
                "How long the initializer may take, in seconds. With `deployType` at least 10.",
                "初始化函数的超时时间，单位秒。使用 `deployType` 时至少为 10。",
            ),
            FCB,
        )
        .on(AF)
        .unit(Unit::Seconds)
        .limit(LimitName::InitTimeout)
        .default(Literal::Int(3))
        .files(6)
        .example("10"),
        key(
            "stage",
            ValueKind::Scalar,
            w(
                "Part of the function's name in the cloud (`<service>-<stage>-<function>`) and the release environment of the API gateway.",
                "云端函数名的一部分（`<service>-<stage>-<function>`），同时是 API 网关的发布环境。",
            ),
            read("cli-plugin-scf src/index.ts 25; serverless-spec-builder scf/builder.ts 54, 90, 95"),
        )
        .on(T)
        .default(Literal::Str("test"))
        .files(6)
        .example("release"),
        key(
            "vpcConfig",
            ValueKind::OneOf(&[
                ValueKind::Enum {
                    values: AUTO,
                    open: false,
                },
                ValueKind::Map(&VPC),
            ]),
            w(
                "The VPC the functions may reach.",
                "函数可访问的专有网络。",
            ),
            FC_DEPLOY,
        )
        .on(AF)
        .files(4),
        key(
            "role",
            ValueKind::Str,
            w(
                "Role of the functions: a RAM role ARN on aliyun, an SCF role name on tencent.",
                "函数使用的角色：aliyun 为 RAM 角色 ARN，tencent 为 SCF 角色名。",
            ),
            BUILDERS,
        )
        .on(AFT)
        .files(3),
        key(
            "concurrency",
            COUNT,
            w(
                "How many requests one instance serves at the same time.",
                "单个实例同时处理的请求数。",
            ),
            FCB,
        )
        .on(A)
        .but(
            ServerlessDevs,
            Support::Partial(w(
                "Read since CLI 2.0.14; 1.x reads only a function's own `concurrency`.",
                "CLI 2.0.14 起生效；1.x 只读取函数自身的 `concurrency`。",
            )),
        )
        .unit(Unit::Requests)
        .limit(LimitName::Concurrency)
        .default(Literal::Int(1))
        .since("2.0.14")
        .files(2),
        key(
            "logConfig",
            ValueKind::OneOf(&[
                ValueKind::Enum {
                    values: AUTO,
                    open: false,
                },
                ValueKind::Map(&LOG),
            ]),
            w("Where function logs go.", "函数日志的存放位置。"),
            FC_DEPLOY,
        )
        .on(AF)
        .files(2),
        key(
            "nasConfig",
            ValueKind::OneOf(&[
                ValueKind::Enum {
                    values: NAS_AUTO,
                    open: false,
                },
                ValueKind::Map(&NAS),
            ]),
            w(
                "File systems for the functions.",
                "函数挂载的文件存储（NAS）。",
            ),
            FC_DEPLOY,
        )
        .on(F)
        .but(
            ServerlessDevs,
            Support::Partial(w(
                "`mountDir` is lost: fc-deploy reads `nasDir` and `fcDir`.",
                "`mountDir` 会丢失：fc-deploy 读取的是 `nasDir` 和 `fcDir`。",
            )),
        )
        .files(2),
        key(
            "policies",
            ValueKind::Any,
            w(
                "RAM policies of the service role.",
                "服务角色的 RAM 权限策略。",
            ),
            FCB,
        )
        .on(F)
        .files(2),
        key(
            "cosBucket",
            ValueKind::Str,
            w(
                "Bucket for the code; the builder drops it.",
                "存放代码的存储桶，会被构建器丢弃。",
            ),
            read("serverless-spec-builder scf/interface.ts 23"),
        )
        .on(NONE)
        .files(2),
        key(
            "serviceId",
            ValueKind::Str,
            w(
                "API gateway service to use. Without it every deployment may create a new one.",
                "使用的 API 网关服务 ID。不写时每次部署都可能新建一个网关服务。",
            ),
            SCFB,
        )
        .on(T)
        .files(1),
        key(
            "asyncConfiguration",
            ValueKind::Map(&ASYNC),
            w(
                "How asynchronous calls are treated.",
                "异步调用的处理方式。",
            ),
            FCB,
        )
        .on(A)
        .but(
            Fun,
            Support::Partial(w(
                "Put on the service, where funcraft's schema forbids it.",
                "会被写到服务上，而 funcraft 的校验不允许。",
            )),
        )
        .since("1.2.85")
        .files(1),
        key(
            "internetAccess",
            ValueKind::Bool,
            w(
                "Whether the functions may reach the internet.",
                "函数是否可以访问公网。",
            ),
            FCB,
        )
        .on(AF),
        key(
            "tracingConfig",
            ValueKind::Enum {
                values: TRACING,
                open: false,
            },
            w("Tracing of calls.", "链路追踪开关。"),
            FCB,
        )
        .on(AF)
        .since("1.2.85"),
        key(
            "layers",
            ValueKind::List(&STR),
            w(
                "ARNs of FC layers; not the same as the top-level `layers`.",
                "FC 层的 ARN 列表，与顶层的 `layers` 无关。",
            ),
            FCB,
        )
        .on(A)
        .since("1.3.0"),
        key(
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
        .default(Literal::Str("ANONYMOUS"))
        .since("1.2.60"),
        key(
            "specificStarterName",
            ValueKind::Str,
            w(
                "Starter package for tencent.",
                "tencent 使用的启动器包名。",
            ),
            read("cli-plugin-scf src/index.ts 49"),
        )
        .on(T),
        key(
            "starterModule",
            ValueKind::Str,
            w(
                "Module of the starter for local runs.",
                "本地运行使用的启动器模块。",
            ),
            read("serverless-app src/framework.ts getStarterName"),
        ),
        key(
            "triggerModule",
            ValueKind::Str,
            w(
                "Module of the triggers for local runs.",
                "本地运行使用的触发器模块。",
            ),
            read("serverless-app src/framework.ts getTriggerMap"),
        ),
        key(
            "description",
            ValueKind::Scalar,
            w("Never read.", "不会被读取。"),
            read("serverless-spec-builder src/interface.ts"),
        )
        .on(NONE)
        .deprecated(w(
            "Nothing reads it: write `service.description`.",
            "没有任何环节读取它，请写 `service.description`。",
        )),
        key(
            "access",
            ValueKind::Str,
            w(
                "Overwritten by the CLI's `--access`.",
                "会被 CLI 的 `--access` 覆盖。",
            ),
            read("cli-plugin-fc src/index.ts 238-245"),
        )
        .on(NONE)
        .default(Literal::Str("default"))
        .deprecated(w(
            "Overwritten when deploying: use `--access`.",
            "部署时会被覆盖，请使用 `--access`。",
        )),
    ],
};
