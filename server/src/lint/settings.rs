//! What the user may choose.

use std::collections::BTreeMap;

use fyml_schema::Cloud;

use super::{Severity, Tool};

/// What the user made of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Says nothing.
    Off,
    /// Reports at this severity.
    On(Severity),
}

/// What the user may choose about checking.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// Judge as if `provider.name` were this.
    pub provider: Option<Cloud>,
    /// Whether deployment to aliyun goes through funcraft (`--useFun`); `None` for what the project's scripts do.
    pub use_fun: Option<bool>,
    /// The command line that is used; `None` for the one the project has.
    pub tool: Option<Tool>,
    /// Severity of single rules, by code.
    pub levels: BTreeMap<String, Level>,
    /// Only these rules; empty for all.
    pub select: Vec<String>,
    /// Not these.
    pub ignore: Vec<String>,
}

impl Settings {
    /// Whether a rule may report anything.
    pub fn allows(&self, code: &str) -> bool {
        let selected = self.select.is_empty() || self.select.iter().any(|known| known == code);
        let ignored = self.ignore.iter().any(|known| known == code);
        selected && !ignored && self.levels.get(code) != Some(&Level::Off)
    }

    /// The severity at which a finding is shown.
    pub fn severity(&self, code: &str, found: Severity) -> Severity {
        match self.levels.get(code) {
            Some(Level::On(severity)) => *severity,
            _ => found,
        }
    }
}
