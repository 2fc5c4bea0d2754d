//! A key of f.yml and everything known about it.

use crate::{
    Default, DeployPath, LimitName, Literal, Source, Support, SupportTable, ValueKind, Wording,
};

/// One key at one place of f.yml.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Its exact, case-sensitive spelling.
    pub name: &'static str,
    /// What its value may look like.
    pub kind: ValueKind,
    /// What the builders take when it is left out (and, as they test with `||`, when it is `0` or empty).
    pub default: Option<Default>,
    /// The unit of its number.
    pub unit: Option<Unit>,
    /// Which of a cloud's limits bounds its number.
    pub limit: Option<LimitName>,
    /// Which deploy paths read it.
    pub support: SupportTable,
    /// What it does, in one or two sentences.
    pub doc: Wording,
    /// The version of the Midway CLI (`@midwayjs/cli`) that first read it, where known.
    pub since: Option<&'static str>,
    /// Why not to write it any more, and what to write instead.
    pub deprecated: Option<Wording>,
    /// Where this was read.
    pub source: Source,
    /// How many of 209 public files use it; for ordering suggestions.
    pub frequency: u16,
    /// A value as it would be written after the colon.
    pub example: Option<&'static str>,
    /// Written by the toolchain or used inside Alibaba only: allowed, never suggested.
    pub internal: bool,
    /// Whether an empty value (`null`) is the same as leaving the key out. Where it is false, `null` crashes the
    /// toolchain or loses what was meant.
    pub nullable: bool,
    /// Where leaving it out breaks something.
    pub required: Requirement,
}

/// The unit of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Seconds.
    Seconds,
    /// Megabytes (MB).
    Megabytes,
    /// Bytes.
    Bytes,
    /// Requests at the same time.
    Requests,
    /// A plain count.
    Count,
}

/// Where a key must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Requirement {
    /// Nowhere.
    Optional,
    /// On these deploy paths.
    On(&'static [DeployPath]),
    /// On these deploy paths, except in the case the text names. A schema cannot see that case, a rule can.
    Unless(&'static [DeployPath], Wording),
}

impl Requirement {
    /// The deploy paths, exceptions left aside.
    pub const fn paths(self) -> &'static [DeployPath] {
        match self {
            Requirement::Optional => &[],
            Requirement::On(paths) | Requirement::Unless(paths, _) => paths,
        }
    }
}

/// A key that every deploy path reads, optional, never seen in public files: the start of a row.
pub(crate) const fn key(name: &'static str, kind: ValueKind, doc: Wording, source: Source) -> Key {
    Key {
        name,
        kind,
        default: None,
        unit: None,
        limit: None,
        support: SupportTable::EVERYWHERE,
        doc,
        since: None,
        deprecated: None,
        source,
        frequency: 0,
        example: None,
        internal: false,
        nullable: true,
        required: Requirement::Optional,
    }
}

impl Key {
    pub(crate) const fn on(mut self, support: SupportTable) -> Key {
        self.support = support;
        self
    }

    pub(crate) const fn but(mut self, path: DeployPath, support: Support) -> Key {
        self.support = self.support.with(path, support);
        self
    }

    pub(crate) const fn default(mut self, literal: Literal) -> Key {
        self.default = Some(Default::Same(literal));
        self
    }

    pub(crate) const fn defaults(mut self, rows: &'static [(DeployPath, Literal)]) -> Key {
        self.default = Some(Default::PerPath(rows));
        self
    }

    pub(crate) const fn unit(mut self, unit: Unit) -> Key {
        self.unit = Some(unit);
        self
    }

    pub(crate) const fn limit(mut self, limit: LimitName) -> Key {
        self.limit = Some(limit);
        self
    }

    pub(crate) const fn since(mut self, version: &'static str) -> Key {
        self.since = Some(version);
        self
    }

    pub(crate) const fn deprecated(mut self, why: Wording) -> Key {
        self.deprecated = Some(why);
        self
    }

    pub(crate) const fn files(mut self, count: u16) -> Key {
        self.frequency = count;
        self
    }

    pub(crate) const fn example(mut self, example: &'static str) -> Key {
        self.example = Some(example);
        self
    }

    pub(crate) const fn internal(mut self) -> Key {
        self.internal = true;
        self
    }

    pub(crate) const fn not_null(mut self) -> Key {
        self.nullable = false;
        self
    }

    pub(crate) const fn required(mut self, paths: &'static [DeployPath]) -> Key {
        self.required = Requirement::On(paths);
        self
    }

    pub(crate) const fn required_unless(
        mut self,
        paths: &'static [DeployPath],
        exception: Wording,
    ) -> Key {
        self.required = Requirement::Unless(paths, exception);
        self
    }

    /// The default on `path`.
    pub fn default_on(&self, path: DeployPath) -> Option<Literal> {
        self.default.and_then(|default| default.on(path))
    }

    /// Whether leaving it out breaks something on `path` (see [`Requirement::Unless`] for exceptions).
    pub fn required_on(&self, path: DeployPath) -> bool {
        self.required.paths().contains(&path)
    }

    /// Whether no deploy path reads it.
    pub fn unread(&self) -> bool {
        DeployPath::ALL
            .iter()
            .all(|path| self.support.on(*path) == Support::Ignored)
    }
}
