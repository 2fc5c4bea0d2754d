//! Passwords and keys in plain text.

use fyml_schema::w;

use crate::lint::{Check, FunctionContext, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::model::Function;
use crate::syntax::{Entry, Node};

/// The rule.
pub static RULE: Rule = Rule {
    code: "plain-secret",
    severity: Severity::Warning,
    group: Group::Security,
    clouds: &[],
    covers: &["G-29"],
    summary: w(
        "A password or key is written in plain text",
        "密码或密钥以明文写在文件中",
    ),
    explanation: w(
        "Packaging writes the whole of f.yml into the generated entry files and puts a copy of the file beside them, so \
         whoever has the package or the repository has the secret. `${env.X}` keeps it out of the repository, though not \
         out of the package; what must stay secret there is better read from the cloud's own secret store at run time.",
        "打包时，f.yml 的全部内容会写进生成的入口文件，并附带一份副本，因此拿到代码包或仓库的人就拿到了密钥。\
         改用 `${env.X}` 可以让它不进仓库，但仍会进入代码包；必须保密的内容建议在运行时从云平台的密钥服务读取。",
    ),
    bad: "service: shop
provider:
  name: aliyun
  environment:
    DB_PASSWORD: tr0ub4dor
",
    good: "service: shop
provider:
  name: aliyun
  environment:
    DB_PASSWORD: \"${env.DB_PASSWORD}\"
",
    fixable: true,
    check: Check::Both {
        service: check_service,
        function: check_function,
    },
};

fn check_service(context: &ServiceContext, sink: &mut Sink) {
    let provider = context.service.provider();
    judge_all(provider.value("environment"), sink);
    judge_all(provider.value("credentials"), sink);
    for aggregation in context.service.aggregations() {
        judge_all(aggregation.body().value("environment"), sink);
    }
}

fn check_function(function: Function, _: &FunctionContext, sink: &mut Sink) {
    // Whatever becomes of the function, the secret stands in the file.
    judge_all(function.value("environment"), sink);
}

fn judge_all(map: Option<Node>, sink: &mut Sink) {
    if let Some(map) = map {
        judge(map, MOST_DEPTH, sink);
    }
}

/// How many maps and lists within each other are looked into.
const MOST_DEPTH: u8 = 4;

/// Judges the variables of a map, and of maps below it.
fn judge(node: Node, depth: u8, sink: &mut Sink) {
    for entry in node.seen_entries() {
        if entry.value.is_mapping() && depth > 0 {
            judge(entry.value, depth - 1, sink);
        } else if holds_secret(entry) {
            report(entry, sink);
        }
    }
    if depth > 0 {
        node.items().for_each(|item| judge(item, depth - 1, sink));
    }
}

/// Whether the value of a variable is a secret in plain text.
pub(super) fn holds_secret(variable: Entry) -> bool {
    let value = variable.value;
    let text = value
        .scalar_str()
        .filter(|_| !value.is_interpolated() && value.as_bool().is_none());
    text.is_some_and(|text| {
        is_access_key(text) || names_a_secret(&variable.name()) && !is_placeholder(text)
    })
}

fn report(variable: Entry, sink: &mut Sink) {
    let value = variable.value;
    let name = variable.name();
    let problem = sink.report(
        variable.value_span(),
        message!(
            "`{name}` holds a secret in plain text, which ends up in the repository and in the deployed package. Use `${{env.X}}`.",
            "`{name}` 以明文保存了密钥，会进入代码仓库和部署的代码包。请改用 `${{env.X}}`。"
        ),
    );
    let is_word = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if is_word && !value.raw().contains('\n') && value.kind() != crate::syntax::Kind::Alias {
        problem.fix(
            message!(
                "Read the environment variable `{name}`",
                "改为读取环境变量 `{name}`"
            ),
            value.span(),
            format!("\"${{env.{name}}}\""),
        );
    }
}

/// Whether a variable of this name holds what must stay secret: `DB_PASSWORD`, `accessKeySecret`, `TOKEN`, `AK`.
fn names_a_secret(name: &str) -> bool {
    if !may_name_a_secret(name) {
        return false;
    }
    let words = words(name);
    let has = |word: &str| words.iter().any(|known| known == word);
    let last = words.last().map(String::as_str).unwrap_or_default();
    // `TOKEN_TTL`, `PASSWORD_MIN_LENGTH`, `SECRET_NAME` speak about a secret.
    let about = [
        "ttl",
        "expire",
        "expires",
        "expiry",
        "length",
        "size",
        "name",
        "url",
        "uri",
        "path",
        "file",
        "header",
        "type",
        "enabled",
        "enable",
        "timeout",
        "count",
        "field",
        "host",
        "port",
        "issuer",
        "audience",
        "endpoint",
        "days",
        "hours",
        "minutes",
        "seconds",
        "min",
        "max",
        "limit",
        "algorithm",
        "public",
    ];
    if about.contains(&last) {
        return false;
    }
    let secret = [
        "password",
        "passwd",
        "pwd",
        "pass",
        "secret",
        "token",
        "credential",
        "passphrase",
    ];
    let key_of = |first: &str| {
        words
            .windows(2)
            .any(|pair| pair[0] == first && pair[1].starts_with("key"))
    };
    secret.iter().any(|word| has(word))
        || key_of("access") && (has("secret") || !has("id"))
        || key_of("secret")
        || key_of("private")
        || key_of("api")
        || words.len() <= 2 && matches!(last, "ak" | "sk" | "apikey" | "accesskey" | "secretkey")
}

/// `accessKeySecret`, `ACCESS_KEY_SECRET` and `access-key-secret` are the same three words.
/// Whether any of the words that matter can be in a name: a look at its bytes, where most names are done with.
fn may_name_a_secret(name: &str) -> bool {
    let bytes = name.as_bytes();
    let begins_at = |at: usize, part: &[u8]| {
        let place = bytes.get(at..at + part.len());
        place.is_some_and(|place| place.eq_ignore_ascii_case(part))
    };
    let begins_one = |(at, byte): (usize, &u8)| {
        let parts: &[&[u8]] = match byte | 0x20 {
            b'p' => &[b"pass", b"pwd"],
            b's' => &[b"secret", b"sk"],
            b't' => &[b"token"],
            b'c' => &[b"cred"],
            b'k' => &[b"key"],
            b'a' => &[b"ak"],
            _ => return false,
        };
        parts.iter().any(|part| begins_at(at, part))
    };
    !name.is_ascii() || bytes.iter().enumerate().any(begins_one)
}

fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    let mut was_lower = false;
    for c in name.chars() {
        if !c.is_alphanumeric() || (c.is_uppercase() && was_lower) {
            words.push(String::new());
        }
        if c.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(c.to_lowercase());
        }
        was_lower = c.is_lowercase() || c.is_ascii_digit();
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Whether a value only shows where a secret belongs.
fn is_placeholder(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    let all_same = |c: char| text.chars().all(|other| other == c);
    text.is_empty()
        || all_same('x')
        || all_same('*')
        || all_same('.')
        || text.starts_with('<')
        || text.starts_with("{{")
        || text.starts_with('$')
        || text.starts_with("your")
        || text.starts_with("kms:")
        || [
            "changeme",
            "change-me",
            "todo",
            "placeholder",
            "none",
            "null",
            "undefined",
            "test",
            "example",
        ]
        .contains(&text.as_str())
        || text.contains("****")
        || text.contains("xxxx")
        || text.contains("你的")
}

/// An access key id of Alibaba Cloud (`LTAI…`) or Tencent Cloud (`AKID…`), whatever its name.
fn is_access_key(text: &str) -> bool {
    let of = |prefix: &str, lengths: std::ops::RangeInclusive<usize>| {
        text.starts_with(prefix)
            && lengths.contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && !is_placeholder(text)
    };
    of("LTAI", 16..=30) || of("AKID", 32..=48)
}

#[cfg(test)]
mod tests {
    use super::{RULE, is_access_key, is_placeholder, names_a_secret};
    use crate::lint::testing::{check_rule, fixed, underlined};

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
    }

    #[test]
    fn names_are_read_as_words() {
        for name in [
            "PASSWORD",
            "DB_PASSWORD",
            "mysqlPwd",
            "GLOBAL_PASS",
            "accessKeySecret",
            "ACCESS_KEY_SECRET",
            "JWT_SECRET",
            "apiKey",
            "API_KEY",
            "TOKEN",
            "AK",
            "OSS_SK",
            "privateKey",
        ] {
            assert!(names_a_secret(name), "{name}");
        }
        for name in [
            "PASSAGE",
            "COMPASS",
            "TOKEN_TTL",
            "KEY",
            "SORT_KEY",
            "BACKUP",
            "MASK",
            "TASK",
            "SECRET_NAME",
            "ACCESS_KEY_ID",
            "PUBLIC_URL",
            "keyboard",
        ] {
            assert!(!names_a_secret(name), "{name}");
        }
    }

    #[test]
    fn placeholders_are_no_secrets() {
        for text in [
            "",
            "xxx",
            "******",
            "<password>",
            "your-password",
            "changeme",
            "LTAIxxxxxxxxxxxx",
            "你的密码",
        ] {
            assert!(is_placeholder(text), "{text}");
        }
        assert!(!is_placeholder("123456"));
    }

    #[test]
    fn access_keys_are_known_by_their_form() {
        let made_up = format!("LTAI{}", "5tQ9".repeat(4));
        assert!(is_access_key(&made_up));
        assert!(!is_access_key("LTAI"));
        assert!(!is_access_key("AKIDO is a word"));
    }

    #[test]
    fn functions_and_maps_in_maps_are_looked_at() {
        let text = "functions:\n  a:\n    environment:\n      variables:\n        PWD_OF_DB: abc\n        PORT: 3306\n";
        assert_eq!(underlined(RULE.code, text), ["abc"]);
    }

    #[test]
    fn what_the_environment_supplies_is_fine() {
        let text = "provider:\n  environment:\n    TOKEN: ${env.TOKEN}\n    SECRET: ''\n    PASSWORD:\n    USE_TOKEN: true\n";
        assert!(check_rule(RULE.code, text).is_empty());
    }
}
