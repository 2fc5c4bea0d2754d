//! The maps below `provider`.

use super::{A, AF, COUNT, F, NONE, STR};
use crate::{
    LimitName, Table, Unit, ValueKind,
    key::key,
    source::{Source, read},
    w,
};

const FCB: Source = read("serverless-spec-builder fc/builder.ts");
const SCFB: Source = read("serverless-spec-builder scf/builder.ts");
const FC_DEPLOY: Source = read("devsapp/fc-deploy; serverless-spec-builder fc/builder.ts");

pub(super) static VPC: Table = Table {
    name: "vpcConfig",
    title: w("VPC settings", "专有网络配置"),
    open: true,
    keys: &[
        key(
            "vpcId",
            ValueKind::Str,
            w("Id of the VPC.", "专有网络 ID。"),
            FC_DEPLOY,
        )
        .on(AF)
        .files(4),
        key(
            "vSwitchIds",
            ValueKind::List(&STR),
            w("Ids of the switches.", "交换机 ID 列表。"),
            FC_DEPLOY,
        )
        .on(AF)
        .files(2),
        key(
            "securityGroupId",
            ValueKind::Str,
            w("Id of the security group.", "安全组 ID。"),
            FC_DEPLOY,
        )
        .on(AF)
        .files(2),
        key(
            "subnetId",
            ValueKind::Str,
            w(
                "Tencent Cloud's name for it; the builder drops it.",
                "腾讯云的写法，会被构建器丢弃。",
            ),
            SCFB,
        )
        .on(NONE)
        .files(2),
    ],
};

pub(super) static LOG: Table = Table {
    name: "logConfig",
    title: w("log settings", "日志配置"),
    open: true,
    keys: &[
        key(
            "project",
            ValueKind::Str,
            w("Project of the log service.", "日志服务的 Project。"),
            FC_DEPLOY,
        )
        .on(AF)
        .files(2),
        key(
            "logstore",
            ValueKind::Str,
            w(
                "Log store that function logs go to.",
                "存放函数日志的 Logstore。",
            ),
            FC_DEPLOY,
        )
        .on(AF)
        .files(2),
        key(
            "enableRequestMetrics",
            ValueKind::Bool,
            w("Log the metrics of each request.", "记录请求级别的指标。"),
            FC_DEPLOY,
        )
        .on(AF),
        key(
            "enableInstanceMetrics",
            ValueKind::Bool,
            w("Log the metrics of each instance.", "记录实例级别的指标。"),
            FC_DEPLOY,
        )
        .on(AF),
    ],
};

static MOUNT: Table = Table {
    name: "nasConfig.mountPoint",
    title: w("mount point", "挂载点"),
    open: true,
    keys: &[
        key(
            "serverAddr",
            ValueKind::Str,
            w("Address of the file system.", "文件系统地址。"),
            FC_DEPLOY,
        )
        .on(AF)
        .files(2),
        key(
            "mountDir",
            ValueKind::Str,
            w("Folder it is mounted at.", "本地挂载目录。"),
            FC_DEPLOY,
        )
        .on(F)
        .files(2),
        key(
            "nasDir",
            ValueKind::Str,
            w(
                "Folder in the file system, as fc-deploy calls it.",
                "文件系统内的目录（fc-deploy 的写法）。",
            ),
            FC_DEPLOY,
        )
        .on(A),
        key(
            "fcDir",
            ValueKind::Str,
            w(
                "Folder it is mounted at, as fc-deploy calls it.",
                "本地挂载目录（fc-deploy 的写法）。",
            ),
            FC_DEPLOY,
        )
        .on(A),
    ],
};

static MOUNT_ITEM: ValueKind = ValueKind::Map(&MOUNT);

pub(super) static NAS: Table = Table {
    name: "nasConfig",
    title: w("file system settings", "文件存储配置"),
    open: true,
    keys: &[
        key(
            "userId",
            ValueKind::Scalar,
            w("User id of the files.", "文件的用户 ID。"),
            FC_DEPLOY,
        )
        .on(AF)
        .files(2),
        key(
            "groupId",
            ValueKind::Scalar,
            w("Group id of the files.", "文件的用户组 ID。"),
            FC_DEPLOY,
        )
        .on(AF)
        .files(2),
        key(
            "mountPoints",
            ValueKind::List(&MOUNT_ITEM),
            w("The file systems to mount.", "要挂载的文件系统。"),
            FC_DEPLOY,
        )
        .on(AF)
        .files(2),
    ],
};

static DESTINATION: Table = Table {
    name: "asyncConfiguration.destination",
    title: w("targets of asynchronous calls", "异步调用的目标"),
    open: true,
    keys: &[
        key(
            "onSuccess",
            ValueKind::Any,
            w("Called after a success.", "调用成功后的目标。"),
            FCB,
        )
        .on(AF)
        .files(1),
        key(
            "onFailure",
            ValueKind::Any,
            w("Called after a failure.", "调用失败后的目标。"),
            FCB,
        )
        .on(AF)
        .files(1),
    ],
};

pub(super) static ASYNC: Table = Table {
    name: "asyncConfiguration",
    title: w("asynchronous calls", "异步调用配置"),
    open: true,
    keys: &[
        key(
            "destination",
            ValueKind::Map(&DESTINATION),
            w("What is called with the result.", "处理调用结果的目标。"),
            FCB,
        )
        .on(AF)
        .files(1),
        key(
            "maxAsyncEventAgeInSeconds",
            COUNT,
            w(
                "How long an event may wait, in seconds.",
                "事件在队列中的最长存活时间，单位秒。",
            ),
            FCB,
        )
        .on(AF)
        .unit(Unit::Seconds)
        .limit(LimitName::AsyncEventAge)
        .files(1),
        key(
            "maxAsyncRetryAttempts",
            COUNT,
            w(
                "How many times a failed call is tried again.",
                "失败后的最大重试次数。",
            ),
            FCB,
        )
        .on(AF)
        .unit(Unit::Count)
        .limit(LimitName::AsyncRetries)
        .files(1),
        key(
            "statefulInvocation",
            ValueKind::Bool,
            w("Keep the state of each call.", "记录每次调用的状态。"),
            FCB,
        )
        .on(AF)
        .files(1),
    ],
};
