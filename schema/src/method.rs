//! HTTP methods, and what each deploy path makes of the ones written in f.yml.

use crate::{
    DeployPath, Wording,
    source::{Source, read},
    w,
};

/// One value of `method`.
#[derive(Debug, Clone, Copy)]
pub struct Method {
    /// As people write it: lower case.
    pub name: &'static str,
    /// What it lets through.
    pub doc: Wording,
    /// The deploy paths that pass it on (for `any` and `all`: that take it for "every method").
    pub paths: &'static [DeployPath],
}

use DeployPath::{Fun, ServerlessDevs, Tencent, Vercel};

const HTTP_PATHS: &[DeployPath] = &[ServerlessDevs, Fun, Tencent, Vercel];
const NOT_TENCENT: &[DeployPath] = &[ServerlessDevs, Fun, Vercel];

/// Every value of `method` with a meaning, most used first.
#[rustfmt::skip]
pub const METHODS: &[Method] = &[
    Method { name: "get", doc: w("GET requests.", "GET 请求。"), paths: HTTP_PATHS },
    Method { name: "post", doc: w("POST requests.", "POST 请求。"), paths: HTTP_PATHS },
    Method { name: "put", doc: w("PUT requests.", "PUT 请求。"), paths: HTTP_PATHS },
    Method { name: "delete", doc: w("DELETE requests.", "DELETE 请求。"), paths: HTTP_PATHS },
    Method { name: "head", doc: w("HEAD requests.", "HEAD 请求。"), paths: HTTP_PATHS },
    Method {
        name: "patch",
        doc: w("PATCH requests; becomes ANY on tencent.", "PATCH 请求；在 tencent 上会变成 ANY。"),
        paths: NOT_TENCENT,
    },
    Method {
        name: "options",
        doc: w(
            "OPTIONS requests. The cloud takes them, but the aliyun builders drop the method and on tencent it becomes ANY.",
            "OPTIONS 请求。云端支持，但 aliyun 构建器会丢弃该方法，在 tencent 上会变成 ANY。",
        ),
        paths: &[Vercel],
    },
    Method {
        name: "any",
        doc: w(
            "Every method. On aliyun only as a plain lower-case string; local runs answer 404: leave `method` out instead.",
            "所有方法。在 aliyun 上只能写成小写字符串；本地运行会返回 404，建议直接省略 `method`。",
        ),
        paths: HTTP_PATHS,
    },
    Method {
        name: "all",
        doc: w(
            "The same as `any`: every method. Leave `method` out instead.",
            "与 `any` 相同：所有方法。建议直接省略 `method`。",
        ),
        paths: HTTP_PATHS,
    },
];

impl Method {
    /// Whether `path` passes it on.
    pub fn on(&self, path: DeployPath) -> bool {
        self.paths.contains(&path)
    }

    /// Whether it stands for every method.
    pub fn is_wildcard(&self) -> bool {
        matches!(self.name, "any" | "all")
    }
}

/// What becomes of a method the path does not pass on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UnknownMethod {
    /// It is dropped in silence; if nothing is left, no method works.
    Dropped,
    /// The trigger opens for every method.
    BecomesAny,
    /// It reaches the cloud as written, in upper case.
    PassedOn,
}

/// How one deploy path reads `method`.
#[derive(Debug, Clone, Copy)]
pub struct MethodRule {
    /// The path.
    pub path: DeployPath,
    /// The methods it passes on, in upper case. Case in f.yml does not matter for these.
    pub accepted: &'static [&'static str],
    /// Words that stand for every method.
    pub wildcards: &'static [&'static str],
    /// Whether the words work in lower case only.
    pub wildcards_exact: bool,
    /// Whether the words work inside a list too.
    pub wildcards_in_lists: bool,
    /// Whether a list is cut to its first item.
    pub first_only: bool,
    /// Whether an empty list (`[]`) crashes the builder; otherwise it means every method.
    pub empty_list_throws: bool,
    /// Whether a scalar that is no string (`1`, `true`) or a map crashes the builder; otherwise it means every
    /// method. An item of a list that is no string always crashes.
    pub other_scalar_throws: bool,
    /// What becomes of the others.
    pub unknown: UnknownMethod,
    /// Where this was read.
    pub source: Source,
}

const FC_METHODS: &[&str] = &["GET", "PUT", "POST", "DELETE", "HEAD", "PATCH"];
const FC_SOURCE: Source = read("serverless-spec-builder fc/builder.ts convertMethods");

/// How each path with HTTP triggers reads `method`.
pub const METHOD_RULES: &[MethodRule] = &[
    MethodRule {
        path: ServerlessDevs,
        accepted: FC_METHODS,
        wildcards: &["any", "all"],
        wildcards_exact: true,
        wildcards_in_lists: false,
        first_only: false,
        empty_list_throws: false,
        other_scalar_throws: false,
        unknown: UnknownMethod::Dropped,
        source: FC_SOURCE,
    },
    MethodRule {
        path: Fun,
        accepted: FC_METHODS,
        wildcards: &["any", "all"],
        wildcards_exact: true,
        wildcards_in_lists: false,
        first_only: false,
        empty_list_throws: false,
        other_scalar_throws: false,
        unknown: UnknownMethod::Dropped,
        source: FC_SOURCE,
    },
    MethodRule {
        path: Tencent,
        accepted: &["GET", "HEAD", "POST", "PUT", "DELETE"],
        wildcards: &["any", "all"],
        wildcards_exact: false,
        wildcards_in_lists: true,
        first_only: true,
        empty_list_throws: true,
        other_scalar_throws: true,
        unknown: UnknownMethod::BecomesAny,
        source: read("serverless-spec-builder scf/builder.ts convertMethods"),
    },
    MethodRule {
        path: Vercel,
        accepted: FC_METHODS,
        wildcards: &["any", "all"],
        wildcards_exact: false,
        wildcards_in_lists: true,
        first_only: false,
        empty_list_throws: false,
        other_scalar_throws: false,
        unknown: UnknownMethod::PassedOn,
        source: read("package-legacy/cli-plugin-vercel src/utils.ts convertMethods"),
    },
];

/// How `path` reads `method`; `None` where it makes no HTTP triggers.
pub fn methods(path: DeployPath) -> Option<&'static MethodRule> {
    METHOD_RULES.iter().find(|rule| rule.path == path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_tables_agree() {
        for rule in METHOD_RULES {
            for method in METHODS {
                let listed = rule.accepted.contains(&method.name.to_uppercase().as_str())
                    || rule.wildcards.contains(&method.name)
                    || rule.unknown == UnknownMethod::PassedOn;
                assert_eq!(
                    listed,
                    method.on(rule.path),
                    "{} {:?}",
                    method.name,
                    rule.path
                );
            }
        }
    }
}
