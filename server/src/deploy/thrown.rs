//! Why a builder stops.

/// What a builder throws, and at what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thrown {
    /// The YAML path of what it trips over: `functions.index.events[0].os.filter`. Empty for the whole file.
    pub at: String,
    /// What is wrong there.
    pub cause: Cause,
}

/// What is wrong with a value that a builder cannot go on with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// The file is not valid YAML; holds js-yaml's own words.
    Yaml(String),
    /// The file holds nothing.
    Empty,
    /// The builder reads this property of `undefined` or `null`.
    ReadsOfNothing(&'static str),
    /// The builder goes over the items of something that has none.
    NotIterable,
    /// The builder calls this method of a text on something that is no text.
    NotText(&'static str),
    /// The builder calls this method of a list on something that is no list.
    NotList(&'static str),
    /// Packaging writes into something that is no map.
    NotMap,
    /// Packaging writes a file into a folder that is not there.
    NoFolder,
    /// A pattern for names that is no text, or an empty one.
    NotPattern,
    /// The builder changes the text of the setting in a way that leaves no JSON.
    NotJson,
    /// The value holds itself.
    Circular,
    /// With its aliases written out it is larger than anything that could be deployed. No builder says so; this
    /// program does.
    TooLarge,
    /// Two aggregations have this route: packaging ends.
    SamePrefix(String),
}

impl Thrown {
    /// What is thrown at a place.
    pub fn new(at: impl Into<String>, cause: Cause) -> Thrown {
        Thrown {
            at: at.into(),
            cause,
        }
    }
}
