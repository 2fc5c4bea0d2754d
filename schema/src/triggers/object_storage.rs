//! `os` and its other words, `oss` and `cos`.

use super::{MISPLACED, parameters};
use crate::{
    DeployPath, Key, Literal, Support, SupportTable, Table, Trigger, ValueKind, Vocabulary,
    key::key,
    keys::{AF, AFT, F, ON_AF, ON_AFT, T},
    source::{Source, read},
    w,
};
use DeployPath::{Fun, ServerlessDevs, Tencent};

const BUILDERS: Source = read("serverless-spec-builder fc/builder.ts, scf/builder.ts");

/// What a bucket of tencent looks like in `bucket` and `name`: its access domain. An example, no real bucket.
pub const COS_BUCKET_EXAMPLE: &str = "photos-1250000000.cos.ap-guangzhou.myqcloud.com";

static EVENT: ValueKind = ValueKind::Known(Vocabulary::ObjectEvents);
static ONE_OR_MORE: [ValueKind; 2] = [EVENT, ValueKind::List(&EVENT)];

static FILTER: Table = Table {
    name: "trigger.os.filter",
    title: w("filter", "过滤条件"),
    open: false,
    keys: &[
        key(
            "prefix",
            ValueKind::Str,
            w("What the name of the object begins with.", "对象名的前缀。"),
            BUILDERS,
        )
        .on(AFT)
        .files(5),
        key(
            "suffix",
            ValueKind::Str,
            w("What the name of the object ends with.", "对象名的后缀。"),
            BUILDERS,
        )
        .on(AFT)
        .files(5),
    ],
};

const BUCKET: Key = key(
    "bucket",
    ValueKind::Str,
    w("The bucket to watch.", "要监听的存储桶。"),
    BUILDERS,
)
.on(AFT)
.not_null()
.required(ON_AFT);

const EVENTS: Key = key(
    "events",
    ValueKind::OneOf(&ONE_OR_MORE),
    w(
        "The event, or on aliyun a list of them.",
        "触发事件；在 aliyun 上也可以是列表。",
    ),
    BUILDERS,
)
.on(AFT)
.but(
    Tencent,
    Support::Partial(w(
        "One event as a string; a list is refused by the cloud.",
        "只能是一个字符串；写成列表会被云端拒绝。",
    )),
);

const FILTER_KEY: Key = key(
    "filter",
    ValueKind::Map(&FILTER),
    w(
        "Which objects count. Without it the aliyun builders crash: write at least `{prefix: '', suffix: ''}`.",
        "只响应哪些对象的变化。在 aliyun 上不写会让构建器崩溃：至少要写 `{prefix: '', suffix: ''}`。",
    ),
    BUILDERS,
)
.on(AFT)
.not_null()
.required(ON_AF)
.example("{prefix: 'upload/', suffix: '.png'}");

const NAME: Key = key(
    "name",
    ValueKind::Str,
    w(
        "Name of the trigger. On tencent it must be the bucket's access domain.",
        "触发器名称。在 tencent 上必须与存储桶的访问域名相同。",
    ),
    BUILDERS,
)
.on(AFT);

const ENABLE: Key = key(
    "enable",
    ValueKind::Bool,
    w("Whether the trigger is on.", "是否启用。"),
    BUILDERS,
)
.on(T)
.default(Literal::Bool(true));

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

const fn flat(name: &'static str) -> Key {
    key(
        name,
        ValueKind::Str,
        w(
            "The old form of `filter`; no longer read.",
            "`filter` 的旧写法，已不再读取。",
        ),
        read("midway-faas docs; serverless-spec-builder fc/builder.ts"),
    )
    .on(SupportTable::none())
    .deprecated(w(
        "No longer read: write `filter: {prefix, suffix}`.",
        "已不再读取，请写 `filter: {prefix, suffix}`。",
    ))
}

static OS_FIELDS: Table = Table {
    name: "trigger.os",
    title: w("object storage trigger", "对象存储触发器"),
    open: false,
    keys: &[
        BUCKET.files(7),
        EVENTS.files(7),
        FILTER_KEY.files(5),
        ROLE.files(5),
        VERSION.files(5),
        ENABLE.files(2),
        NAME.files(1),
        flat("filterPrefix").files(2),
        flat("filterSuffix").files(2),
        parameters(0, BUILDERS),
    ],
};

static OSS_FIELDS: Table = Table {
    name: "trigger.oss",
    title: w("object storage trigger", "对象存储触发器"),
    open: false,
    keys: &[
        BUCKET.on(AF).required(ON_AF),
        EVENTS.on(AF),
        FILTER_KEY.on(AF),
        ROLE,
        VERSION,
        ENABLE.on(SupportTable::none()),
        NAME.on(AF),
        flat("filterPrefix"),
        flat("filterSuffix"),
        parameters(0, BUILDERS),
    ],
};

static COS_FIELDS: Table = Table {
    name: "trigger.cos",
    title: w("object storage trigger", "对象存储触发器"),
    open: false,
    keys: &[
        BUCKET.files(1),
        EVENTS.files(1),
        FILTER_KEY.files(1),
        ROLE,
        VERSION,
        ENABLE,
        NAME.files(4),
        flat("filterPrefix"),
        flat("filterSuffix"),
        parameters(4, BUILDERS),
    ],
};

const NEEDS_NAME: Support = Support::Partial(w(
    "Only created when `name` is the bucket's access domain; otherwise skipped.",
    "只有 `name` 与存储桶访问域名相同时才会创建，否则被跳过。",
));

const FC_NAMES: &[(DeployPath, &str)] = &[(ServerlessDevs, "oss-<fn>"), (Fun, "oss")];
const ALL_NAMES: &[(DeployPath, &str)] =
    &[(ServerlessDevs, "oss-<fn>"), (Fun, "oss"), (Tencent, "cos")];

pub(super) const OS: Trigger = Trigger {
    name: "os",
    value: ValueKind::Map(&OS_FIELDS),
    fields: OS_FIELDS.keys,
    support: AFT.with(Tencent, NEEDS_NAME),
    summary: w(
        "Calls the function when objects change in a bucket.",
        "存储桶中的对象变化时调用函数。",
    ),
    deprecated: None,
    alias_of: None,
    default_names: ALL_NAMES,
    frequency: 7,
    source: BUILDERS,
};

pub(super) const OSS: Trigger = Trigger {
    name: "oss",
    value: ValueKind::Map(&OSS_FIELDS),
    fields: OSS_FIELDS.keys,
    support: AF,
    summary: w(
        "The same as `os`: Alibaba Cloud's name for it.",
        "与 `os` 相同，是阿里云的叫法。",
    ),
    deprecated: None,
    alias_of: Some("os"),
    default_names: FC_NAMES,
    frequency: 0,
    source: BUILDERS,
};

pub(super) const COS: Trigger = Trigger {
    name: "cos",
    value: ValueKind::Map(&COS_FIELDS),
    fields: COS_FIELDS.keys,
    support: AFT.with(Tencent, NEEDS_NAME),
    summary: w(
        "The same as `os`: Tencent Cloud's name for it.",
        "与 `os` 相同，是腾讯云的叫法。",
    ),
    deprecated: None,
    alias_of: Some("os"),
    default_names: ALL_NAMES,
    frequency: 5,
    source: BUILDERS,
};
