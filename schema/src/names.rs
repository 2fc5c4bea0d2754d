//! What the clouds allow in names.

use crate::{
    DeployPath,
    source::{Source, read, unverified},
};

/// The names that every JavaScript object has. The toolchain collects entry files in an object by their names, and takes
/// what it finds under one of these for a file it knows already.
pub const NAMES_OF_EVERY_OBJECT: &[&str] = &[
    "__defineGetter__",
    "__defineSetter__",
    "__lookupGetter__",
    "__lookupSetter__",
    "__proto__",
    "constructor",
    "hasOwnProperty",
    "isPrototypeOf",
    "propertyIsEnumerable",
    "toLocaleString",
    "toString",
    "valueOf",
];

/// What is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NameOf {
    /// The service.
    Service,
    /// A function, under the name the cloud gets (tencent: `<service>-<stage>-<function>`).
    Function,
    /// A trigger.
    Trigger,
}

/// What a name may look like.
#[derive(Debug, Clone, Copy)]
pub struct NameLimit {
    /// What is named.
    pub of: NameOf,
    /// Fewest characters.
    pub min: usize,
    /// Most characters.
    pub max: usize,
    /// Whether the first character may be a digit.
    pub digit_first: bool,
    /// What the name may hold besides ASCII letters and digits.
    pub extra: &'static str,
    /// Which of `extra` may come first.
    pub extra_first: &'static str,
    /// Which of `extra` may come last.
    pub extra_last: &'static str,
    /// What it must not begin with.
    pub forbidden_prefixes: &'static [&'static str],
    /// Where this was read; unverified where two public sources differ.
    pub source: Source,
}

/// What is wrong with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameFault {
    /// Too few characters.
    TooShort,
    /// Too many characters; holds how many there are.
    TooLong(usize),
    /// Begins with something it must not begin with.
    BadStart(char),
    /// Ends with something it must not end with.
    BadEnd(char),
    /// Holds a character that is not allowed.
    BadCharacter(char),
    /// Begins with a reserved word.
    Reserved(&'static str),
}

impl NameLimit {
    /// The first thing wrong with `name`.
    pub fn fault(&self, name: &str) -> Option<NameFault> {
        let length = name.chars().count();
        if length < self.min {
            return Some(NameFault::TooShort);
        }
        if let Some(bad) = name
            .chars()
            .find(|&c| !c.is_ascii_alphanumeric() && !self.extra.contains(c))
        {
            return Some(NameFault::BadCharacter(bad));
        }
        if let Some(first) = name.chars().next() {
            let good = first.is_ascii_alphabetic()
                || (self.digit_first && first.is_ascii_digit())
                || self.extra_first.contains(first);
            if !good {
                return Some(NameFault::BadStart(first));
            }
        }
        if let Some(last) = name.chars().next_back()
            && !last.is_ascii_alphanumeric()
            && !self.extra_last.contains(last)
        {
            return Some(NameFault::BadEnd(last));
        }
        if let Some(reserved) = self
            .forbidden_prefixes
            .iter()
            .find(|prefix| name.starts_with(**prefix))
        {
            return Some(NameFault::Reserved(reserved));
        }
        (length > self.max).then_some(NameFault::TooLong(length))
    }
}

const FC_NAMES: Source = read("alibabacloud-go/fc-open-20210406 client/client.go");

const fn fc_name(of: NameOf, max: usize, source: Source) -> NameLimit {
    NameLimit {
        of,
        min: 1,
        max,
        digit_first: false,
        extra: "_-",
        extra_first: "_",
        extra_last: "_-",
        forbidden_prefixes: &[],
        source,
    }
}

/// Two public sources differ (64 and 128), so this one only warns.
const FC_FUNCTION_NAME: NameLimit = fc_name(
    NameOf::Function,
    64,
    unverified("fc-open-20210406 CreateFunction says 64, terraform-provider-alicloud 128"),
);

pub(crate) const FC_NAME_LIMITS: &[NameLimit] = &[
    fc_name(NameOf::Service, 128, FC_NAMES),
    FC_FUNCTION_NAME,
    fc_name(NameOf::Trigger, 128, FC_NAMES),
];

pub(crate) const FUN_NAME_LIMITS: &[NameLimit] = &[
    fc_name(NameOf::Service, 128, FC_NAMES),
    NameLimit {
        // funcraft takes such keys for properties of the service.
        forbidden_prefixes: &["Type", "Properties"],
        ..FC_FUNCTION_NAME
    },
    fc_name(NameOf::Trigger, 128, FC_NAMES),
];

pub(crate) const SCF_NAMES: &[NameLimit] = &[
    NameLimit {
        of: NameOf::Service,
        min: 1,
        max: 128,
        digit_first: false,
        extra: "_-",
        extra_first: "_",
        extra_last: "_-",
        forbidden_prefixes: &[],
        source: read("serverless-tencent-scf validate.js"),
    },
    NameLimit {
        of: NameOf::Function,
        min: 2,
        max: 60,
        digit_first: false,
        extra: "_-",
        extra_first: "",
        extra_last: "",
        forbidden_prefixes: &[],
        source: read(
            "tencentcloud.com/document/product/583/11637 (2025-10-16); document/api/583/18586",
        ),
    },
    NameLimit {
        of: NameOf::Trigger,
        min: 1,
        max: 60,
        digit_first: false,
        extra: "_-",
        extra_first: "",
        extra_last: "_-",
        forbidden_prefixes: &[],
        source: unverified("583/9708 says 60 characters, 583/18589 says 100"),
    },
];

impl DeployPath {
    /// The name a function gets in the cloud: on tencent service and stage come before it. `stage` is
    /// `provider.stage` or its default.
    pub fn cloud_function_name(self, service: &str, stage: &str, function: &str) -> String {
        match self {
            DeployPath::Tencent => format!("{service}-{stage}-{function}"),
            _ => function.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits;

    #[test]
    fn names_are_judged_by_their_first_fault() {
        let fc = limits(DeployPath::Fun).name(NameOf::Function).unwrap();
        assert_eq!(fc.fault("getUser"), None);
        assert_eq!(fc.fault("1st"), Some(NameFault::BadStart('1')));
        assert_eq!(fc.fault("用户"), Some(NameFault::BadCharacter('用')));
        assert_eq!(fc.fault("TypeA"), Some(NameFault::Reserved("Type")));
        assert_eq!(fc.fault(&"a".repeat(65)), Some(NameFault::TooLong(65)));
        let scf = limits(DeployPath::Tencent).name(NameOf::Function).unwrap();
        assert_eq!(scf.fault("a"), Some(NameFault::TooShort));
        assert_eq!(scf.fault("svc-test-"), Some(NameFault::BadEnd('-')));
    }
}
