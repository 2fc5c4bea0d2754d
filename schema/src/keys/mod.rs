//! Every key of f.yml, by place.

mod aggregation;
mod custom;
mod deploy_type;
mod function;
mod functions_rule;
mod layers;
mod package;
mod provider;
mod provider_maps;
mod top_level;

pub use aggregation::AGGREGATION;
pub use custom::{CUSTOM, CUSTOM_DOMAIN};
pub use deploy_type::DEPLOY_TYPE;
pub use function::FUNCTION;
pub use functions_rule::{FUNCTIONS_RULE, FUNCTIONS_RULE_ITEM};
pub use layers::{LAYER, LAYER_PREFIXES};
pub use package::{NEVER_PACKED, PACKAGE};
pub use provider::PROVIDER;
pub use top_level::{FILE, MISPLACED};

use crate::{DeployPath, Key, SupportTable, ValueKind};

/// The shape of the whole document.
pub static DOCUMENT: ValueKind = ValueKind::Map(&FILE);

/// The keys at the top of the document.
pub fn top_level_keys() -> &'static [Key] {
    FILE.keys
}

/// The keys of `provider`.
pub fn provider_keys() -> &'static [Key] {
    PROVIDER.keys
}

/// The keys of `functions.<name>`.
pub fn function_keys() -> &'static [Key] {
    FUNCTION.keys
}

/// The keys of `aggregation.<name>`.
pub fn aggregation_keys() -> &'static [Key] {
    AGGREGATION.keys
}

/// The keys of `package`.
pub fn package_keys() -> &'static [Key] {
    PACKAGE.keys
}

/// The keys of `layers.<name>`.
pub fn layer_keys() -> &'static [Key] {
    LAYER.keys
}

/// The keys of `custom.customDomain`.
pub fn custom_domain_keys() -> &'static [Key] {
    CUSTOM_DOMAIN.keys
}

/// The keys of `deployType`, where it is a map.
pub fn deploy_type_keys() -> &'static [Key] {
    DEPLOY_TYPE.keys
}

// The sets of deploy paths that keys have in common: A is aliyun by default, F aliyun with `--useFun`, T tencent,
// V vercel.
use DeployPath::{Fun, ServerlessDevs, Tencent, Vercel};

pub(crate) const NONE: SupportTable = SupportTable::none();
pub(crate) const A: SupportTable = NONE.full(&[ServerlessDevs]);
pub(crate) const F: SupportTable = NONE.full(&[Fun]);
pub(crate) const AF: SupportTable = NONE.full(&[ServerlessDevs, Fun]);
pub(crate) const T: SupportTable = NONE.full(&[Tencent]);
pub(crate) const AT: SupportTable = NONE.full(&[ServerlessDevs, Tencent]);
pub(crate) const AFT: SupportTable = NONE.full(&[ServerlessDevs, Fun, Tencent]);
pub(crate) const AFTV: SupportTable = NONE.full(&[ServerlessDevs, Fun, Tencent, Vercel]);

/// Paths that a missing key breaks.
pub(crate) const ON_AF: &[DeployPath] = &[ServerlessDevs, Fun];
pub(crate) const ON_AFT: &[DeployPath] = &[ServerlessDevs, Fun, Tencent];
pub(crate) const ON_ALL: &[DeployPath] = &DeployPath::ALL;

// Shapes that keys have in common.
pub(crate) const SECONDS: ValueKind = ValueKind::Int {
    min: 0,
    max: 86_400,
};
pub(crate) const COUNT: ValueKind = ValueKind::Int {
    min: 0,
    max: i64::MAX,
};
pub(crate) static STR: ValueKind = ValueKind::Str;
pub(crate) static ANY: ValueKind = ValueKind::Any;
/// A value of an environment variable: any scalar; an empty one is dropped or sent empty.
pub(crate) static VARIABLE: ValueKind = ValueKind::OneOf(&[ValueKind::Scalar, ValueKind::Null]);
