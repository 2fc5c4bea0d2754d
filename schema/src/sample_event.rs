//! What a handler gets for an event, by trigger and cloud: sample events in the cloud's own shape.
//!
//! `f invoke` makes http requests itself from `path`, `method`, `query`, `headers` and `body`; everything else is
//! handed to the handler as it is.

use crate::{Cloud, source::Source, source::read};

/// A sample event.
#[derive(Debug, Clone, Copy)]
pub struct SampleEvent {
    /// The trigger types it belongs to.
    pub triggers: &'static [&'static str],
    /// The clouds that send it so.
    pub clouds: &'static [Cloud],
    /// The event as JSON. `<bucket>`, `<topic>`, `<project>`, `<store>`, `<name>`, `<payload>`, `<method>` and
    /// `<path>` stand for what the f.yml says.
    pub json: &'static str,
    /// Where this was read.
    pub source: Source,
}

const FC: Source = read("@midwayjs/serverless-fc-trigger 1.x dist/*.js");
const SCF: Source = read("@midwayjs/serverless-scf-trigger 1.x dist/*.js");
const ALIYUN: &[Cloud] = &[Cloud::Aliyun, Cloud::Fc];
const TENCENT: &[Cloud] = &[Cloud::Tencent, Cloud::Scf];
const OBJECTS: &[&str] = &["os", "oss", "cos"];

/// All sample events.
pub const SAMPLE_EVENTS: &[SampleEvent] = &[
    SampleEvent {
        triggers: &["http", "apigw"],
        clouds: &[Cloud::Aliyun, Cloud::Fc, Cloud::Tencent, Cloud::Scf],
        json: r#"{"method": "<method>", "path": "<path>", "query": {}, "headers": {}, "body": ""}"#,
        source: FC,
    },
    SampleEvent {
        triggers: &["timer"],
        clouds: ALIYUN,
        json: r#"{"triggerTime": "2024-01-01T00:00:00Z", "triggerName": "<name>", "payload": "<payload>"}"#,
        source: FC,
    },
    SampleEvent {
        triggers: &["timer"],
        clouds: TENCENT,
        json: r#"{"Type": "Timer", "TriggerName": "<name>", "Time": "2024-01-01T00:00:00Z", "Message": "<payload>"}"#,
        source: SCF,
    },
    SampleEvent {
        triggers: OBJECTS,
        clouds: ALIYUN,
        json: r#"{"events": [{
            "eventName": "ObjectCreated:PutObject", "eventSource": "acs:oss", "eventTime": "2024-01-01T00:00:00.000Z",
            "eventVersion": "1.0", "region": "cn-shanghai",
            "oss": {
                "bucket": {"arn": "acs:oss:cn-shanghai:123456789:<bucket>", "name": "<bucket>", "ownerIdentity": "123456789", "virtualBucket": ""},
                "object": {"deltaSize": 122539, "eTag": "688A7BF4F233DC9C88A80BF985AB7329", "key": "image/a.jpg", "size": 122539},
                "ossSchemaVersion": "1.0", "ruleId": "9adac8e253828f4f7c0466d941fa3db81161e853"
            },
            "requestParameters": {"sourceIPAddress": "127.0.0.1"},
            "responseElements": {"requestId": "58F9FF2D3DF792092E12044C"},
            "userIdentity": {"principalId": "123456789"}
        }]}"#,
        source: FC,
    },
    SampleEvent {
        triggers: OBJECTS,
        clouds: TENCENT,
        json: r#"{"Records": [{
            "cos": {
                "cosSchemaVersion": "1.0", "cosNotificationId": "unknown",
                "cosObject": {"url": "http://<bucket>.cos.ap-shanghai.myqcloud.com/image/a.jpg", "meta": {"Content-Type": ""}, "vid": "", "key": "/1250000000/<bucket>/image/a.jpg", "size": 1029},
                "cosBucket": {"region": "ap-shanghai", "name": "<bucket>", "appid": "1250000000"}
            },
            "event": {
                "eventName": "cos:ObjectCreated:Put", "eventVersion": "1.0", "eventTime": 1704067200, "eventSource": "qcs::cos",
                "requestParameters": {"requestSourceIP": "127.0.0.1", "requestHeaders": {}},
                "eventQueue": "qcs:0:lambda:ap-shanghai:appid/1250000000:default.function.$LATEST", "reservedInfo": "", "reqid": 1
            }
        }]}"#,
        source: SCF,
    },
    SampleEvent {
        triggers: &["log", "sls"],
        clouds: ALIYUN,
        json: r#"{
            "parameter": {},
            "source": {"endpoint": "http://cn-shanghai-intranet.log.aliyuncs.com", "projectName": "<project>", "logstoreName": "<store>", "shardId": 0, "beginCursor": "MTUyOTQ4MDIwOTY1NTk3ODQ2Mw==", "endCursor": "MTUyOTQ4MDIwOTY1NTk3ODQ2NA=="},
            "jobName": "1f7043ced683de1a4e3d8d70b5a412843d817a39", "taskId": "c2691505-38da-4d1b-998a-f1d4bb8c9994", "cursorTime": 1704067200
        }"#,
        source: FC,
    },
    SampleEvent {
        triggers: &["mq", "mns"],
        clouds: ALIYUN,
        json: r#"{"Context": "", "TopicOwner": "123456789", "Message": "hello", "Subscriber": "123456789", "PublishTime": 1704067200000, "SubscriptionName": "subscription", "MessageMD5": "5D41402ABC4B2A76B9719D911017C592", "TopicName": "<topic>", "MessageId": "2F5B3C281B283D4EAC694B7425288675"}"#,
        source: FC,
    },
    SampleEvent {
        triggers: &["mq", "cmq"],
        clouds: TENCENT,
        json: r#"{"Records": [{"CMQ": {"type": "topic", "topicOwner": 1250000000, "topicName": "<topic>", "subscriptionName": "subscription", "publishTime": "2024-01-01T00:00:00.000Z", "msgId": "123345346", "requestId": "123345346", "msgBody": "hello", "msgTag": ""}}]}"#,
        source: SCF,
    },
    SampleEvent {
        triggers: &["ckafka"],
        clouds: TENCENT,
        json: r#"{"Records": [{"Ckafka": {"topic": "<topic>", "partition": 1, "offset": 36, "msgKey": "None", "msgBody": "hello"}}]}"#,
        source: SCF,
    },
    SampleEvent {
        triggers: &["cdn"],
        clouds: ALIYUN,
        json: r#"{"events": [{
            "eventName": "LogFileCreated", "eventSource": "cdn", "region": "cn-hangzhou", "eventVersion": "1.0.0",
            "eventTime": "2024-01-01T00:00:00+08:00", "userIdentity": {"aliUid": "123456789"}, "resource": {"domain": "example.com"},
            "eventParameter": {"domain": "example.com", "endTime": 1704070800, "fileSize": 1788115, "filePath": "http://example.com/log.gz", "startTime": 1704067200},
            "traceId": "c2691505"
        }]}"#,
        source: FC,
    },
];

/// The sample event of a trigger type on a cloud; `None` for types whose events nobody has described.
pub fn sample_event(trigger: &str, cloud: Cloud) -> Option<&'static SampleEvent> {
    SAMPLE_EVENTS
        .iter()
        .find(|sample| sample.triggers.contains(&trigger) && sample.clouds.contains(&cloud))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_are_json_of_known_triggers() {
        for sample in SAMPLE_EVENTS {
            let value: serde_json::Value = serde_json::from_str(sample.json).unwrap();
            assert!(value.is_object(), "{}", sample.json);
            for trigger in sample.triggers {
                assert!(
                    crate::trigger(trigger).is_some() || *trigger == "sls",
                    "{trigger}"
                );
            }
        }
    }

    #[test]
    fn each_cloud_has_its_own_shape() {
        let json = |trigger, cloud| sample_event(trigger, cloud).map(|sample| sample.json);
        assert_ne!(json("timer", Cloud::Aliyun), json("timer", Cloud::Tencent));
        assert_eq!(json("cos", Cloud::Tencent), json("os", Cloud::Scf));
        assert!(json("log", Cloud::Tencent).is_none());
    }
}
