//! The keys of `deployType`, where it is a map.

use super::ANY;
use crate::{
    DEPLOY_TYPES, Literal, Table, ValueKind, Vocabulary,
    deploy_types::DEPLOY_TYPE_FUNCTION,
    key::key,
    source::{Source, read},
    w,
};

const PKG: Source = read("cli-plugin-package src/index.ts 1256-1319");
const STATIC: Source = read("midwayjs/midway site/docs/serverless migrate_static");

static STATIC_CONFIG: Table = Table {
    name: "deployType.config",
    title: w("settings of the layer", "层的配置"),
    open: true,
    keys: &[
        key(
            "rootDir",
            ValueKind::Str,
            w("Folder of the static files.", "静态文件所在目录。"),
            STATIC,
        ),
        key(
            "prefix",
            ValueKind::Str,
            w("Path prefix of the static files.", "静态文件的路径前缀。"),
            STATIC,
        ),
        key(
            "notFoundUrl",
            ValueKind::Str,
            w(
                "Where a request goes that matches no file.",
                "找不到文件时跳转的地址。",
            ),
            STATIC,
        ),
        key(
            "rewrite",
            ValueKind::MapOf(&ANY),
            w(
                "Regular expressions and what to serve instead: the first that matches counts, and `@not ` in front negates one.",
                "从正则表达式到目标路径的重写规则：按顺序，第一个匹配的生效；前面加 `@not ` 表示取反。",
            ),
            STATIC,
        )
        .files(1),
    ],
};

/// The map itself.
pub static DEPLOY_TYPE: Table = Table {
    name: "deployType",
    title: w("deploy type", "部署类型"),
    open: false,
    keys: &[
        key(
            "type",
            ValueKind::Known(Vocabulary::DeployTypes),
            w(
                "What is deployed; decides which layer is added.",
                "部署的应用类型，决定添加哪个层。",
            ),
            PKG,
        )
        .files(10)
        .not_null()
        .required(super::ON_ALL)
        .example(DEPLOY_TYPES[1].name),
        key(
            "version",
            ValueKind::Scalar,
            w(
                "Version of the layer. Midway 3 projects need `3.0.0`.",
                "层的版本。Midway 3 项目需要 `3.0.0`。",
            ),
            PKG,
        )
        .files(7)
        .example("3.0.0"),
        key(
            "config",
            ValueKind::Map(&STATIC_CONFIG),
            w("Settings of the `static` layer.", "`static` 层的配置。"),
            PKG,
        )
        .files(2),
        key(
            "name",
            ValueKind::Str,
            w(
                "Name of the one function that is deployed.",
                "部署后的那一个函数的名称。",
            ),
            PKG,
        )
        .default(Literal::Str(DEPLOY_TYPE_FUNCTION))
        .files(1),
    ],
};
