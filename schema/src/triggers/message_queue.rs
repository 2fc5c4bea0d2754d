//! `mq` and `cmq`.

use super::parameters;
use crate::{
    DeployPath, Key, LimitName, Literal, Support, SupportTable, Table, Trigger, ValueKind,
    key::key,
    keys::{F, T},
    source::{Source, read},
    value::{EnumValue, value},
    w,
};
use DeployPath::{Fun, Tencent};

const BUILDERS: Source = read("serverless-spec-builder fc/builder.ts, scf/builder.ts");
const FT: SupportTable = F.full(&[Tencent]);

const STRATEGIES: &[EnumValue] = &[
    value(
        "BACKOFF_RETRY",
        w(
            "Three more tries at short intervals.",
            "退避重试：短间隔重试 3 次。",
        ),
    ),
    value(
        "EXPONENTIAL_DECAY_RETRY",
        w(
            "Tries again for a day at growing intervals.",
            "指数衰减重试：间隔逐渐增大，持续一天。",
        ),
    ),
];

const TOPIC: Key = key(
    "topic",
    ValueKind::Str,
    w("The topic or queue.", "主题或队列名称。"),
    BUILDERS,
)
.on(FT)
.not_null()
.required(&[Fun, Tencent]);

const ENABLE: Key = key(
    "enable",
    ValueKind::Bool,
    w("Whether the trigger is on.", "是否启用。"),
    BUILDERS,
)
.on(T)
.default(Literal::Bool(true));

const NAME: Key = key(
    "name",
    ValueKind::Str,
    w("Name of the trigger.", "触发器名称。"),
    BUILDERS,
)
.on(F);

const TAGS: Key = key(
    "tags",
    ValueKind::Str,
    w(
        "Only messages with this tag, at most 16 characters.",
        "只处理带此标签的消息，最长 16 个字符。",
    ),
    BUILDERS,
)
.on(F)
.limit(LimitName::FilterTagLength);

const REGION: Key = key(
    "region",
    ValueKind::Known(crate::Vocabulary::Regions),
    w("Region of the topic.", "主题所在地域。"),
    BUILDERS,
)
.on(F);

const STRATEGY: Key = key(
    "strategy",
    ValueKind::Enum {
        values: STRATEGIES,
        open: false,
    },
    w("How failed calls are tried again.", "失败后的重试策略。"),
    BUILDERS,
)
.on(F)
.default(Literal::Str("BACKOFF_RETRY"));

const ROLE: Key = key(
    "role",
    ValueKind::Str,
    w("Role the trigger calls with.", "触发器调用函数所用的角色。"),
    BUILDERS,
)
.on(F);

const VERSION: Key = key(
    "version",
    ValueKind::Scalar,
    w("Version of the function to call.", "要调用的函数版本。"),
    BUILDERS,
)
.on(F);

static MQ_FIELDS: Table = Table {
    name: "trigger.mq",
    title: w("message queue trigger", "消息队列触发器"),
    open: false,
    keys: &[
        TOPIC.files(3),
        REGION.files(2),
        NAME.files(1),
        TAGS,
        STRATEGY,
        ENABLE,
        ROLE,
        VERSION,
        parameters(0, BUILDERS),
    ],
};

static CMQ_FIELDS: Table = Table {
    name: "trigger.cmq",
    title: w("CMQ trigger", "CMQ 触发器"),
    open: false,
    keys: &[
        TOPIC.on(T).required(&[Tencent]).files(1),
        ENABLE.files(1),
        NAME.on(SupportTable::none()).files(4),
        TAGS.on(SupportTable::none()),
        REGION.on(SupportTable::none()),
        STRATEGY.on(SupportTable::none()),
        ROLE.on(SupportTable::none()),
        VERSION.on(SupportTable::none()),
        parameters(4, BUILDERS),
    ],
};

pub(crate) const UNUSABLE: Support = Support::Partial(w(
    "Only created when the queue itself is called `cmq`.",
    "只有队列名就叫 `cmq` 时才会创建。",
));

pub(super) const MQ: Trigger = Trigger {
    name: "mq",
    value: ValueKind::Map(&MQ_FIELDS),
    fields: MQ_FIELDS.keys,
    support: FT.with(Tencent, UNUSABLE),
    summary: w(
        "Calls the function for messages of a queue or topic. On aliyun only with `--useFun`.",
        "消息队列或主题有消息时调用函数。在 aliyun 上只有 `--useFun` 支持。",
    ),
    deprecated: None,
    alias_of: None,
    default_names: &[(Fun, "mq"), (Tencent, "cmq")],
    frequency: 3,
    source: BUILDERS,
};

pub(super) const CMQ: Trigger = Trigger {
    name: "cmq",
    value: ValueKind::Map(&CMQ_FIELDS),
    fields: CMQ_FIELDS.keys,
    support: T.with(Tencent, UNUSABLE),
    summary: w("Tencent message queue trigger.", "腾讯云消息队列触发器。"),
    deprecated: None,
    alias_of: Some("mq"),
    default_names: &[(Tencent, "cmq")],
    frequency: 5,
    source: BUILDERS,
};
