//! The keys of `custom`.

use super::{AF, NONE, ON_AF};
use crate::{
    Table, ValueKind,
    key::key,
    source::{Source, read},
    value::{EnumValue, value},
    w,
};

const FCB: Source = read("serverless-spec-builder fc/builder.ts 190, 428");

const DOMAINS: &[EnumValue] = &[value(
    "auto",
    w(
        "A test domain that Alibaba Cloud hands out and may take back.",
        "阿里云分配的测试域名，随时可能被回收。",
    ),
)];

/// `custom.customDomain`.
pub static CUSTOM_DOMAIN: Table = Table {
    name: "customDomain",
    title: w("custom domain", "自定义域名"),
    open: false,
    keys: &[
        key(
            "domainName",
            ValueKind::Enum {
                values: DOMAINS,
                open: true,
            },
            w(
                "The domain the http functions are reached by, or `auto` (lower case) for a test domain.",
                "访问 http 函数的域名；写 `auto`（小写）则自动分配测试域名。",
            ),
            FCB,
        )
        .on(AF)
        .files(40)
        .not_null()
        .required(ON_AF)
        .example("auto"),
        key(
            "stage",
            ValueKind::Scalar,
            w("Read by the 0.x CLI only.", "仅 0.x 版本的 CLI 读取。"),
            FCB,
        )
        .on(NONE)
        .deprecated(w(
            "Only the 0.x CLI read it.",
            "只有 0.x 版本的 CLI 会读取它。",
        )),
    ],
};

/// `custom`.
pub static CUSTOM: Table = Table {
    name: "custom",
    title: w("custom settings", "自定义配置"),
    open: true,
    keys: &[key(
        "customDomain",
        ValueKind::OneOf(&[ValueKind::Bool, ValueKind::Map(&CUSTOM_DOMAIN)]),
        w(
            "The domain for http functions, or `false` for none. Without it an automatic domain is still created.",
            "http 函数绑定的自定义域名；写 `false` 则不绑定。不写时仍会自动创建域名。",
        ),
        FCB,
    )
    .on(AF)
    .files(41)
    .example("false")],
};
