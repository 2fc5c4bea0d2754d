//! What the builders take when a key is left out.

use crate::DeployPath;

/// A value in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Literal {
    /// A string.
    Str(&'static str),
    /// A number, in the unit of its key.
    Int(i64),
    /// A boolean.
    Bool(bool),
}

/// What stands in for a key that is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Default {
    /// The same on every path that reads the key.
    Same(Literal),
    /// By path; a path that is not named has none.
    PerPath(&'static [(DeployPath, Literal)]),
}

impl Default {
    /// The default on `path`.
    pub fn on(self, path: DeployPath) -> Option<Literal> {
        match self {
            Default::Same(literal) => Some(literal),
            Default::PerPath(rows) => rows
                .iter()
                .find(|(on, _)| *on == path)
                .map(|(_, literal)| *literal),
        }
    }
}

impl std::fmt::Display for Literal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Literal::Str(text) => f.write_str(text),
            Literal::Int(number) => write!(f, "{number}"),
            Literal::Bool(truth) => write!(f, "{truth}"),
        }
    }
}
