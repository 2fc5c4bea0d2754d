//! Names of object-storage events, for `events` of an `os` trigger.

use crate::{
    Cloud, Wording,
    source::{Source, read, unverified},
    w,
};

/// One event of one cloud's object storage.
#[derive(Debug, Clone, Copy)]
pub struct ObjectEvent {
    /// The exact string.
    pub name: &'static str,
    /// Whose event it is.
    pub cloud: Cloud,
    /// When it happens.
    pub doc: Wording,
    /// Where this was read.
    pub source: Source,
}

use Cloud::{Aliyun, Tencent};

const OSS: Source = read("devsapp/fc3 src/schema.json IOssTriggerConfig (2026-05-28)");
const OSS_WILDCARD: Source = unverified(
    "help.aliyun.com/document_detail/415697.htm allows wildcards; the fc3 schema lists only ObjectCreated:*",
);
const COS: Source = read("tencentcloud.com/zh/document/product/583/9707");

const fn event(name: &'static str, cloud: Cloud, doc: Wording, source: Source) -> ObjectEvent {
    ObjectEvent {
        name,
        cloud,
        doc,
        source,
    }
}

/// Every event, most used first within a cloud. Note OSS's `ObjectRemoved` beside COS's `ObjectRemove`.
#[rustfmt::skip]
pub const OBJECT_EVENTS: &[ObjectEvent] = &[
    event("oss:ObjectCreated:*", Aliyun, w("An object was created in any way.", "以任意方式创建了对象。"), OSS),
    event("oss:ObjectCreated:PutObject", Aliyun, w("An object was uploaded.", "上传了对象。"), OSS),
    event("oss:ObjectCreated:PostObject", Aliyun, w("An object was uploaded by a form.", "通过表单上传了对象。"), OSS),
    event("oss:ObjectCreated:CopyObject", Aliyun, w("An object was copied.", "复制了对象。"), OSS),
    event("oss:ObjectCreated:AppendObject", Aliyun, w("Data was appended to an object.", "追加写入了对象。"), OSS),
    event("oss:ObjectCreated:PutSymlink", Aliyun, w("A symbolic link was created.", "创建了软链接。"), OSS),
    event("oss:ObjectCreated:InitiateMultipartUpload", Aliyun, w("A multipart upload began.", "开始了分片上传。"), OSS),
    event("oss:ObjectCreated:UploadPart", Aliyun, w("A part was uploaded.", "上传了分片。"), OSS),
    event("oss:ObjectCreated:UploadPartCopy", Aliyun, w("A part was copied from an object.", "从已有对象复制了分片。"), OSS),
    event("oss:ObjectCreated:CompleteMultipartUpload", Aliyun, w("A multipart upload was completed.", "完成了分片上传。"), OSS),
    event("oss:ObjectRemoved:DeleteObject", Aliyun, w("An object was deleted.", "删除了对象。"), OSS),
    event("oss:ObjectRemoved:DeleteObjects", Aliyun, w("Several objects were deleted.", "批量删除了对象。"), OSS),
    event("oss:ObjectRemoved:AbortMultipartUpload", Aliyun, w("A multipart upload was abandoned.", "取消了分片上传。"), OSS),
    event("oss:ObjectRemoved:*", Aliyun, w("An object was removed in any way.", "以任意方式删除了对象。"), OSS_WILDCARD),
    event("oss:ObjectModified:UpdateObjectMeta", Aliyun, w("The metadata of an object changed.", "修改了对象的元数据。"), OSS),
    event("cos:ObjectCreated:*", Tencent, w("An object was created in any way.", "以任意方式创建了对象。"), COS),
    event("cos:ObjectCreated:Put", Tencent, w("An object was uploaded.", "上传了对象。"), COS),
    event("cos:ObjectCreated:Post", Tencent, w("An object was uploaded by a form.", "通过表单上传了对象。"), COS),
    event("cos:ObjectCreated:Copy", Tencent, w("An object was copied.", "复制了对象。"), COS),
    event("cos:ObjectCreated:CompleteMultipartUpload", Tencent, w("A multipart upload was completed.", "完成了分块上传。"), COS),
    event("cos:ObjectCreated:Origin", Tencent, w("An object was fetched from its origin.", "通过回源创建了对象。"), COS),
    event("cos:ObjectCreated:Replication", Tencent, w("An object was replicated from another bucket.", "通过跨地域复制创建了对象。"), COS),
    event("cos:ObjectRemove:*", Tencent, w("An object was removed in any way.", "以任意方式删除了对象。"), COS),
    event("cos:ObjectRemove:Delete", Tencent, w("An object was deleted.", "删除了对象。"), COS),
    event("cos:ObjectRemove:DeleteMarkerCreated", Tencent, w("A delete marker was created.", "创建了删除标记。"), COS),
    event("cos:ObjectRestore:Post", Tencent, w("Restoring an archived object began.", "开始恢复归档对象。"), COS),
    event("cos:ObjectRestore:Completed", Tencent, w("An archived object was restored.", "归档对象恢复完成。"), COS),
];

impl Cloud {
    /// What every object event of this cloud begins with (`oss:` or `cos:`).
    pub fn object_event_prefix(self) -> Option<&'static str> {
        match self.canonical() {
            Cloud::Aliyun => Some("oss:"),
            Cloud::Tencent => Some("cos:"),
            _ => None,
        }
    }

    /// The object-storage events of this cloud.
    pub fn object_events(self) -> impl Iterator<Item = &'static ObjectEvent> {
        let cloud = self.canonical();
        OBJECT_EVENTS
            .iter()
            .filter(move |event| event.cloud == cloud)
    }
}
