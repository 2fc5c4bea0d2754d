//! Where a fact comes from.

/// The origin of a fact, kept beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Source {
    /// What was read: a file of the toolchain (`serverless-spec-builder fc/builder.ts`), a page of a cloud's
    /// documentation, or `remembered` where nothing was.
    pub origin: &'static str,
    /// Whether somebody read it there. An unverified fact may inform (hover, completion, a hint); it must never
    /// cause an error.
    pub verified: bool,
}

/// A fact that was read at `origin`.
pub const fn read(origin: &'static str) -> Source {
    Source {
        origin,
        verified: true,
    }
}

/// A fact nobody has confirmed yet.
pub const fn unverified(origin: &'static str) -> Source {
    Source {
        origin,
        verified: false,
    }
}
