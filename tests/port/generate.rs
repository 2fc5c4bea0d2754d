//! Services for aliyun: what moves exactly, what only nearly, and what not at all, in several ways of writing.

use fyml_tests::Random;

/// A service with up to five functions.
pub fn service(random: &mut Random) -> String {
    let mut text = String::from("service: shop\nprovider:\n  name: aliyun # 云\n");
    settings(&mut text, "  ", random);
    for line in [
        "region: cn-shanghai",
        "region: cn-hangzhou",
        "region: 'cn-beijing' # 北京",
        "initTimeout: 10",
        "role: acs:ram::1:role/a",
        "internetAccess: false",
        "vpcConfig: {vpcId: v, vSwitchIds: [s], securityGroupId: g}",
        "policies: AliyunOSSFullAccess",
        "tracingConfig: Enable",
    ] {
        if random.once_in(5) && !(line.starts_with("region") && text.contains("  region:")) {
            text.push_str(&format!("  {line}\n"));
        }
    }
    text.push_str("functions:\n");
    for i in 0..1 + random.below(5) {
        text.push_str(&format!("  f{i}:\n    handler: f{i}.run\n"));
        settings(&mut text, "    ", random);
        if random.once_in(6) {
            text.push_str("    concurrency: 3\n");
        }
        if random.once_in(6) {
            text.push_str("    description: 说明\n");
        }
        text.push_str("    events:\n");
        for _ in 0..1 + random.below(2) {
            text.push_str(&format!("      - {}\n", event(random)));
        }
    }
    if random.once_in(3) {
        text.push_str("custom:\n  customDomain:\n    domainName: auto\n");
    }
    if random.once_in(4) {
        text.push_str("aggregation:\n  all:\n    functions: [f0, f1]\n");
    }
    text
}

fn settings(text: &mut String, indent: &str, random: &mut Random) {
    let runtime = [
        "nodejs20",
        "nodejs18",
        "'nodejs16'",
        "\"nodejs14\"",
        "nodejs12",
        "nodejs10",
        "nodejs6",
        "custom",
    ];
    let mut put = |key: &str, values: &[&str]| {
        if random.once_in(2) {
            text.push_str(&format!("{indent}{key}: {}\n", random.pick(values)));
        }
    };
    put("runtime", &runtime);
    put("timeout", &["3", "60", "900", "901", "'30'", "86400"]);
    put(
        "memorySize",
        &["128", "256", "3072", "192", "320 # MB", "4096"],
    );
    put(
        "environment",
        &["{A: x, B: 3, C: true}", "{PORT: '3000'}", "{N: 1.5, E: ''}"],
    );
}

fn event(random: &mut Random) -> String {
    let path = random.pick(&[
        "path: /*",
        "path: /api/*, method: get",
        "path: '/a', method: [post]",
        "method: any",
        "path: /b, method: all",
        "path: /c, method: []",
        "path: /d, method: [get, post]",
        "path: /e, method: PATCH",
        "path: /f, method: [GET, PUT, POST, DELETE, HEAD, PATCH]",
        "path: /g, method: OPTIONS",
        "",
        "path: /h, name: web",
    ]);
    let schedule = random.pick(&[
        "type: cron, value: 0 */5 * * * *",
        "type: cron, value: '0 0 4 * * *'",
        "value: 0 0 20 * * MON-FRI",
        "type: every, value: 5m",
        "type: every, value: 1h",
        "type: every, value: 7m",
        "type: cron, value: '@every 2h'",
        "value: '0 30 * * * ?', enable: false",
        "value: CRON_TZ=Asia/Shanghai 0 0 1 1 * *",
        "type: cron, value: 0 15 * * * *, payload: x",
        "value: 0 * * * * *, name: tick",
    ]);
    let objects = random.pick(&[
        "events: oss:ObjectCreated:*",
        "events: [oss:ObjectCreated:PutObject]",
        "events: ['oss:ObjectRemoved:DeleteObject']",
        "events: [oss:ObjectCreated:PutObject, oss:ObjectCreated:PostObject]",
        "events: oss:ObjectCreated:AppendObject",
    ]);
    let word = random.pick(&["os", "oss", "cos"]);
    match random.below(9) {
        0 => "http: true".to_owned(),
        1..=3 => format!("http: {{{path}}}"),
        4 | 5 => format!("timer: {{{schedule}}}"),
        6 => format!("{word}: {{bucket: photos, {objects}, filter: {{prefix: a/, suffix: ''}}}}"),
        7 => "log: {project: p, source: s, log: l}".to_owned(),
        _ => "apigw: {path: /old}".to_owned(),
    }
}
