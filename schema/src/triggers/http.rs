//! `http` and `apigw`.

use super::{MISPLACED, parameters};
use crate::{
    DeployPath, Key, Literal, Support, SupportTable, Table, Trigger, Unit, ValueKind, Vocabulary,
    key::key,
    keys::{AF, AFTV, F, SECONDS, T},
    source::{Source, read},
    w,
};
use DeployPath::{Fun, ServerlessDevs, Tencent, Vercel};

const BUILDERS: Source = read("serverless-spec-builder fc/builder.ts, scf/builder.ts");
const SCFB: Source = read("serverless-spec-builder scf/builder.ts");

/// Tencent Cloud takes no new API gateway triggers since this day, and so no `http` or `apigw` event of this
/// toolchain; a function URL takes their place, which the toolchain does not know. Read in
/// cloud.tencent.com/document/product/583/107631.
pub const API_GATEWAY_CLOSED: &str = "2024-07-01";

/// Existing API gateways are being taken down in batches since this day. Read in
/// cloud.tencent.com/announce/detail/2475.
pub const API_GATEWAY_TEARDOWN: &str = "2026-10-30";

static METHOD: ValueKind = ValueKind::Known(Vocabulary::Methods);
static ONE_OR_MORE: [ValueKind; 2] = [METHOD, ValueKind::List(&METHOD)];

const PATH: Key = key(
    "path",
    ValueKind::Str,
    w(
        "The path, beginning with `/`. A `*` only at the end (`/api/*`); `:id` works inside an aggregation.",
        "路径，以 `/` 开头。`*` 只能放在末尾（`/api/*`）；`:id` 在聚合部署中可用。",
    ),
    BUILDERS,
)
.on(AFTV)
.defaults(&[
    (ServerlessDevs, Literal::Str("/*")),
    (Fun, Literal::Str("/*")),
    (Tencent, Literal::Str("/<service>-<stage>-<fn>")),
    (Vercel, Literal::Str("/*")),
])
.example("/api/*");

const METHODS: Key = key(
    "method",
    ValueKind::OneOf(&ONE_OR_MORE),
    w(
        "The HTTP method, or a list of them. Leave it out for every method.",
        "HTTP 方法，或方法列表。省略表示所有方法。",
    ),
    BUILDERS,
)
.on(AFTV)
.but(
    Tencent,
    Support::Partial(w(
        "Only one method: of a list only the first counts, and an unknown one becomes ANY.",
        "只支持一个方法：列表只取第一个，未知方法会变成 ANY。",
    )),
)
.example("get");

const NAME: Key = key(
    "name",
    ValueKind::Str,
    w(
        "Name of the trigger; needed when a function has several of one type.",
        "触发器名称；同一函数有多个同类触发器时必须写。",
    ),
    BUILDERS,
)
.on(AF);

const ROLE: Key = key(
    "role",
    ValueKind::Str,
    w("Role the trigger calls with.", "触发器调用函数所用的角色。"),
    BUILDERS,
)
.on(F)
.but(ServerlessDevs, MISPLACED);

const VERSION: Key = key(
    "version",
    ValueKind::Scalar,
    w("Version of the function to call.", "要调用的函数版本。"),
    BUILDERS,
)
.on(F)
.but(ServerlessDevs, MISPLACED);

const SERVICE_ID: Key = key(
    "serviceId",
    ValueKind::Str,
    w(
        "API gateway service to use; wins over `provider.serviceId`.",
        "使用的 API 网关服务 ID；优先于 `provider.serviceId`。",
    ),
    SCFB,
)
.on(T);

const CORS: Key = key(
    "cors",
    ValueKind::Bool,
    w(
        "Whether other origins may call (CORS).",
        "是否允许跨域访问（CORS）。",
    ),
    SCFB,
)
.on(T);

const TIMEOUT: Key = key(
    "timeout",
    SECONDS,
    w(
        "How long the gateway waits, in seconds; the function's own `timeout` wins.",
        "网关等待的时间，单位秒；函数自身的 `timeout` 优先。",
    ),
    SCFB,
)
.on(T)
.unit(Unit::Seconds);

const INTEGRATED_RESPONSE: Key = key(
    "integratedResponse",
    ValueKind::Bool,
    w(
        "Integrated response of the API gateway.",
        "API 网关的集成响应。",
    ),
    SCFB,
)
.on(T)
.but(
    Tencent,
    Support::Partial(w(
        "Always true: `false` cannot be set.",
        "始终为 true，无法设为 `false`。",
    )),
)
.default(Literal::Bool(true));

static HTTP_FIELDS: Table = Table {
    name: "trigger.http",
    title: w("http trigger", "http 触发器"),
    open: false,
    keys: &[
        PATH.files(58),
        METHODS.files(50),
        ROLE.files(3),
        VERSION.files(3),
        NAME.files(1),
        CORS,
        SERVICE_ID,
        TIMEOUT,
        INTEGRATED_RESPONSE,
        parameters(0, SCFB),
    ],
};

static APIGW_FIELDS: Table = Table {
    name: "trigger.apigw",
    title: w("apigw trigger", "apigw 触发器"),
    open: false,
    keys: &[
        PATH.on(T).files(12),
        METHODS
            .on(T)
            .but(
                Tencent,
                Support::Partial(w(
                    "Only one method: of a list only the first counts, and an unknown one becomes ANY.",
                    "只支持一个方法：列表只取第一个，未知方法会变成 ANY。",
                )),
            )
            .files(6),
        NAME.on(SupportTable::none()).files(2),
        CORS,
        SERVICE_ID,
        TIMEOUT,
        INTEGRATED_RESPONSE,
        ROLE.on(SupportTable::none()),
        VERSION.on(SupportTable::none()),
        parameters(2, SCFB),
    ],
};

pub(super) const HTTP: Trigger = Trigger {
    name: "http",
    value: ValueKind::OneOf(&[ValueKind::Map(&HTTP_FIELDS), ValueKind::Bool]),
    fields: HTTP_FIELDS.keys,
    support: AFTV,
    summary: w(
        "Calls the function for HTTP requests. `http: true` takes every path and method.",
        "收到 HTTP 请求时调用函数。`http: true` 表示所有路径和方法。",
    ),
    deprecated: None,
    alias_of: None,
    default_names: &[
        (ServerlessDevs, "http-<fn>"),
        (Fun, "http-<fn>"),
        (Tencent, "<fn>_apigw_<stage>"),
    ],
    frequency: 82,
    source: BUILDERS,
};

pub(super) const APIGW: Trigger = Trigger {
    name: "apigw",
    value: ValueKind::OneOf(&[ValueKind::Map(&APIGW_FIELDS), ValueKind::Bool]),
    fields: APIGW_FIELDS.keys,
    support: T,
    summary: w(
        "Tencent API gateway trigger; `http` does the same and works on every cloud.",
        "腾讯云 API 网关触发器；`http` 效果相同，并且在各平台通用。",
    ),
    deprecated: None,
    alias_of: Some("http"),
    default_names: &[(Tencent, "<fn>_apigw_<stage>")],
    frequency: 15,
    source: BUILDERS,
};
