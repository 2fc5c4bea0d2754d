//! The keys of `layers.<name>`.

use super::{A, NONE};
use crate::{DeployPath, Support, Table, ValueKind, key::key, source::read, w};

/// One layer.
pub static LAYER: Table = Table {
    name: "layer",
    title: w("layer", "层"),
    open: false,
    keys: &[
        key(
            "path",
            ValueKind::Str,
            w(
                "`npm:<package>[@version]`: installed into the artifact and loaded by the entry. Without a prefix: the ARN of an FC layer (aliyun).",
                "`npm:<包名>[@版本]`：安装到产物中并由入口文件加载。不带前缀时视为 FC 层的 ARN（aliyun）。",
            ),
            read("cli-plugin-package src/utils.ts 22; cli-plugin-fc src/index.ts 256"),
        )
        .but(
            DeployPath::Fun,
            Support::Partial(w(
                "Only `npm:` layers; ARNs are ignored.",
                "只支持 `npm:` 层，ARN 不生效。",
            )),
        )
        .but(
            DeployPath::Tencent,
            Support::Partial(w("Only `npm:` layers.", "只支持 `npm:` 层。")),
        )
        .files(12)
        .required(super::ON_ALL)
        .example("npm:@midwayjs/koa-layer@3.0.0"),
        key(
            "name",
            ValueKind::Scalar,
            w("Never read.", "不会被读取。"),
            read("serverless-spec-builder src/interface.ts LayersStructure"),
        )
        .on(NONE)
        .internal(),
    ],
};

/// What a layer path can begin with, and which deploy paths understand it.
pub const LAYER_PREFIXES: &[(&str, crate::SupportTable)] = &[
    ("npm:", crate::SupportTable::EVERYWHERE),
    // An internal platform's.
    ("oss:", NONE),
    // Anything else is taken for an ARN.
    ("", A),
];
