//! The service, its provider and what stands beside them.

use super::values::ODD;
use super::{Care, Generator};

impl Generator<'_> {
    pub(super) fn layers(&mut self) {
        if !self.random.once_in(10) {
            return;
        }
        let right = &[
            "{redis: {path: 'npm:@shop/redis-layer@1.0.0'}}",
            "[{path: 'npm:redis'}]",
        ];
        let layers = self.among(
            right,
            &[
                "{redis: }",
                "{redis: {path: 3}}",
                "{redis: {path: redis}}",
                "{redis: {path: }}",
                "{redis: 'npm:redis'}",
                "{redis: {}}",
                "[null, {path: 'npm:redis'}]",
                "[{path: [1]}]",
                "{redis: {path: 'oss:a:b'}}",
            ],
        );
        self.line(0, &format!("layers: {layers}"));
    }

    pub(super) fn service(&mut self) {
        match self.random.below(8) {
            0 => {
                self.line(0, "service:");
                let name = self.value(&["shop", "book-store"]);
                self.line(2, &format!("name: {name}"));
                self.maybe(2, 2, "description", &["sells books"]);
            }
            1 if self.is_odd() => {}
            _ => {
                let name = self.value(&["shop", "book_store", "Library"]);
                self.line(0, &format!("service: {name}"));
            }
        }
    }

    pub(super) fn provider(&mut self) {
        self.line(0, "provider:");
        self.line(2, &format!("name: {}", self.cloud.name()));
        let runtimes: &[&str] = match self.is_tencent() {
            true => &["nodejs12", "Nodejs16.13", "Nodejs12.16"],
            false => &["nodejs14", "nodejs16", "nodejs18"],
        };
        self.maybe(2, 2, "runtime", runtimes);
        self.maybe(4, 2, "timeout", &["3", "30", "60"]);
        self.maybe(4, 2, "memorySize", &["128", "256", "512"]);
        self.maybe(4, 2, "environment", &["{A: a, B: '1'}", "{STAGE: dev}"]);
        let rights: &[(&str, &[&str])] = match self.is_tencent() {
            true => &[
                ("stage", &["dev", "prod"]),
                ("region", &["ap-shanghai"]),
                ("credentials", &["~/credentials"]),
                ("role", &["shopRole"]),
                ("serviceId", &["service-abc"]),
            ],
            false => &[
                ("region", &["cn-shanghai"]),
                ("role", &["'acs:ram::1:role/shop'"]),
                ("initTimeout", &["10"]),
                (
                    "vpcConfig",
                    &["{vpcId: v, vSwitchIds: [s], securityGroupId: g}"],
                ),
                ("logConfig", &["{project: p, logstore: l}"]),
                ("internetAccess", &["true", "false"]),
                ("tracingConfig", &["Enable"]),
                ("asyncConfiguration", &["{maxAsyncRetryAttempts: 2}"]),
                ("layers", &["['acs:fc:cn-shanghai:1:layers/a/versions/1']"]),
            ],
        };
        for (key, right) in rights {
            self.maybe(8, 2, key, right);
        }
        if self.care != Care::Right {
            for key in [
                "nasConfig",
                "policies",
                "authType",
                "concurrency",
                "access",
                "description",
                "cosBucket",
                "starter",
            ] {
                if self.random.once_in(20) {
                    let value = self.value(&["{a: {b: [c]}}", "Auto", "FUNCTION", "5"]);
                    self.line(2, &format!("{key}: {value}"));
                }
            }
        }
    }

    pub(super) fn custom(&mut self) {
        if self.is_tencent() && self.care == Care::Right || self.random.once_in(3) {
            return;
        }
        if self.is_odd() {
            let odd = self.random.pick(ODD);
            let key = self.random.pick(&[
                "custom: ",
                "custom:\n  customDomain: ",
                "custom:\n  customDomain:\n    domainName: ",
            ]);
            self.line(0, &format!("{key}{odd}"));
            return;
        }
        let domain = self.among(
            &[
                "{domainName: auto}",
                "{domainName: shop.example.com}",
                "false",
            ],
            &[
                "true",
                "shop.example.com",
                "{}",
                "{domainName: false}",
                "{domainName: Auto}",
                "''",
                "0",
                "null",
            ],
        );
        self.line(0, "custom:");
        self.line(2, &format!("customDomain: {domain}"));
    }
}
