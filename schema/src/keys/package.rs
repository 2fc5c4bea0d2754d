//! The keys of `package`.

use super::{NONE, STR};
use crate::{
    DeployPath, Literal, Table, ValueKind,
    key::key,
    source::{Source, read},
    w,
};

const PKG: Source = read("cli-plugin-package src/index.ts");

/// Folders that are never copied, at any depth, whatever `include` says. Read in command-core `src/utils/copy.ts`.
pub const NEVER_PACKED: &[&str] = &[
    "node_modules",
    "test",
    "run",
    ".serverless",
    ".faas_debug_tmp",
];

/// The map itself.
pub static PACKAGE: Table = Table {
    name: "package",
    title: w("packaging", "打包配置"),
    open: false,
    keys: &[
        key(
            "artifact",
            ValueKind::Str,
            w(
                "Name of the zip file, absolute or relative to the project.",
                "产物 zip 的文件名，可以是绝对路径，也可以相对于项目目录。",
            ),
            PKG,
        )
        .defaults(&[
            (DeployPath::ServerlessDevs, Literal::Str("serverless.zip")),
            (DeployPath::Fun, Literal::Str("serverless.zip")),
            (DeployPath::Tencent, Literal::Str("artifact.zip")),
        ])
        .files(80)
        .example("code.zip"),
        key(
            "include",
            ValueKind::List(&STR),
            w(
                "Further files for the artifact, as globs; a folder stands for everything in it. `node_modules`, `test`, `run` and `.serverless` are never copied.",
                "额外打包的文件（glob）；目录表示其中全部内容。`node_modules`、`test`、`run`、`.serverless` 始终不会被复制。",
            ),
            PKG,
        )
        .files(75)
        .example("[public/*]"),
        key(
            "exclude",
            ValueKind::List(&STR),
            w(
                "Files kept out of the artifact, as globs.",
                "不打包的文件（glob）。",
            ),
            PKG,
        )
        .files(31),
        key(
            "lockFile",
            ValueKind::Bool,
            w(
                "Keeps `yarn.lock`, `package-lock.json` and `pnpm-lock.yaml` in the artifact.",
                "在产物中保留 `yarn.lock`、`package-lock.json` 和 `pnpm-lock.yaml`。",
            ),
            PKG,
        )
        .default(Literal::Bool(false))
        .since("2.0.14")
        .files(1),
        key(
            "excludeDevDependencies",
            ValueKind::Bool,
            w(
                "A key of Serverless Framework; Midway never reads it.",
                "Serverless Framework 的配置，Midway 从不读取。",
            ),
            PKG,
        )
        .on(NONE)
        .files(5)
        .deprecated(w(
            "A leftover from Serverless Framework: Midway never reads it.",
            "Serverless Framework 的遗留配置，Midway 从不读取。",
        )),
        key(
            "individually",
            ValueKind::Any,
            w(
                "A key of Serverless Framework; Midway never reads it.",
                "Serverless Framework 的配置，Midway 从不读取。",
            ),
            PKG,
        )
        .on(NONE)
        .deprecated(w(
            "A key of Serverless Framework: Midway never reads it.",
            "Serverless Framework 的配置，Midway 从不读取。",
        )),
        key(
            "patterns",
            ValueKind::Any,
            w(
                "A key of Serverless Framework; Midway never reads it.",
                "Serverless Framework 的配置，Midway 从不读取。",
            ),
            PKG,
        )
        .on(NONE)
        .deprecated(w(
            "A key of Serverless Framework: use `include` and `exclude`.",
            "Serverless Framework 的配置：请使用 `include` 和 `exclude`。",
        )),
    ],
};
