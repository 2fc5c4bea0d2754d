//! Syntax errors: what js-yaml would throw, with our own place for it.

use super::Span;

/// A place where js-yaml refuses the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is wrong.
    pub kind: SyntaxErrorKind,
    /// What to underline: the token a person would point at.
    pub span: Span,
    /// The byte offset that js-yaml's own message names.
    pub offset: u32,
    /// What the user most likely did, where the text tells.
    pub hint: Option<Hint>,
    /// What would mend it, where that is plain.
    pub repair: Option<Repair>,
}

/// A change of the text that mends an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// What to replace; empty to insert.
    pub span: Span,
    /// By what.
    pub text: String,
}

/// The reasons js-yaml gives, one variant each.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each variant is worded by `reason`")]
pub enum SyntaxErrorKind {
    NullByte,
    NonPrintable,
    InvalidJsonCharacter,
    DocumentEndInSingleQuoted,
    StreamEndInSingleQuoted,
    DocumentEndInDoubleQuoted,
    StreamEndInDoubleQuoted,
    ExpectedHexadecimal,
    UnknownEscape,
    MissedComma,
    UnexpectedComma,
    StreamEndInFlow,
    RepeatedChomping,
    ZeroIndentIndicator,
    RepeatedIndentIndicator,
    MissingBlockScalarIndent,
    LineBreakExpected,
    TabIndentation,
    BadSequenceIndent,
    IncompleteExplicitPair,
    WhitespaceAfterColon,
    ColonMissed,
    MultilineImplicitKey,
    BadMappingIndent,
    NestedArrayKey,
    DuplicateKey,
    MergeSourceUnacceptable,
    MergeTooLong,
    MergeLimit,
    DuplicateTag,
    VerbatimTagEnd,
    TagHandle,
    TagSuffixBang,
    TagSuffixFlow,
    TagName(String),
    TagMalformed(String),
    UndeclaredTagHandle(String),
    UnknownTag(String),
    TagKind {
        tag: String,
        expected: &'static str,
        found: &'static str,
    },
    TagUnresolvable(String),
    DuplicateAnchor,
    EmptyAnchor,
    EmptyAlias,
    UnknownAlias(String),
    AliasWithProperties,
    TooDeep,
    DirectiveName,
    DuplicateYamlDirective,
    YamlDirectiveArguments,
    YamlDirectiveForm,
    YamlVersion,
    TagDirectiveArguments,
    TagDirectiveHandle,
    TagDirectiveRedeclared(String),
    TagDirectivePrefix,
    TagPrefixMalformed(String),
    DirectivesEnd,
    StreamEndExpected,
    SeveralDocuments,
}

/// What the user most likely did to get an error, judged from the text around it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Hint {
    /// A value that begins with a character YAML keeps for itself: quote it.
    QuoteValue(char),
    /// `: ` inside an unquoted value: quote it.
    ColonInValue,
    /// `//` used as a comment.
    SlashComment,
    /// A tab in the indentation.
    Tab,
    /// A quote that is never closed.
    UnclosedQuote(char),
    /// A bracket that is never closed.
    UnclosedBracket(char),
    /// A closing bracket that nothing opens.
    UnopenedBracket(char),
    /// `key:value` without the blank.
    MissingBlank,
    /// A key without a colon.
    MissingColon,
    /// Indentation that fits neither the parent nor the siblings.
    Indentation,
    /// A marker that a merge conflict left behind.
    ConflictMarker,
    /// A full-width colon `：` where `: ` belongs.
    FullWidthColon,
    /// A dash among the keys of a map.
    StrayDash,
    /// A template placeholder such as `{{name}}`, which only a generator can fill.
    Placeholder,
}

impl SyntaxError {
    /// An error without a guess at its cause.
    pub(crate) fn new(kind: SyntaxErrorKind, span: Span, offset: u32) -> SyntaxError {
        SyntaxError {
            kind,
            span,
            offset,
            hint: None,
            repair: None,
        }
    }

    /// The same error in a text that stands `by` bytes further on.
    pub(crate) fn shifted(self, by: u32) -> SyntaxError {
        self.moved(|offset| offset.saturating_add(by))
    }

    /// The same error with every place in it moved by `to`.
    pub(crate) fn moved(self, to: impl Fn(u32) -> u32) -> SyntaxError {
        let span = |span: Span| Span {
            start: to(span.start),
            end: to(span.end),
        };
        SyntaxError {
            span: span(self.span),
            repair: self.repair.map(|repair| Repair {
                span: span(repair.span),
                ..repair
            }),
            offset: to(self.offset),
            ..self
        }
    }
}

impl SyntaxErrorKind {
    /// js-yaml's own words for it (`YAMLException.reason`).
    pub fn reason(&self) -> String {
        use SyntaxErrorKind as E;
        let text = match self {
            E::NullByte => "null byte is not allowed in input",
            E::NonPrintable => "the stream contains non-printable characters",
            E::InvalidJsonCharacter => "expected valid JSON character",
            E::DocumentEndInSingleQuoted => {
                "unexpected end of the document within a single quoted scalar"
            }
            E::StreamEndInSingleQuoted => {
                "unexpected end of the stream within a single quoted scalar"
            }
            E::DocumentEndInDoubleQuoted => {
                "unexpected end of the document within a double quoted scalar"
            }
            E::StreamEndInDoubleQuoted => {
                "unexpected end of the stream within a double quoted scalar"
            }
            E::ExpectedHexadecimal => "expected hexadecimal character",
            E::UnknownEscape => "unknown escape sequence",
            E::MissedComma => "missed comma between flow collection entries",
            E::UnexpectedComma => "expected the node content, but found ','",
            E::StreamEndInFlow => "unexpected end of the stream within a flow collection",
            E::RepeatedChomping => "repeat of a chomping mode identifier",
            E::ZeroIndentIndicator => {
                "bad explicit indentation width of a block scalar; it cannot be less than one"
            }
            E::RepeatedIndentIndicator => "repeat of an indentation width identifier",
            E::MissingBlockScalarIndent => "missing indentation for block scalar",
            E::LineBreakExpected => "a line break is expected",
            E::TabIndentation => "tab characters must not be used in indentation",
            E::BadSequenceIndent => "bad indentation of a sequence entry",
            E::IncompleteExplicitPair => {
                "incomplete explicit mapping pair; a key node is missed; or followed by a non-tabulated empty line"
            }
            E::WhitespaceAfterColon => {
                "a whitespace character is expected after the key-value separator within a block mapping"
            }
            E::ColonMissed => "can not read an implicit mapping pair; a colon is missed",
            E::MultilineImplicitKey => {
                "can not read a block mapping entry; a multiline key may not be an implicit key"
            }
            E::BadMappingIndent => "bad indentation of a mapping entry",
            E::NestedArrayKey => "nested arrays are not supported inside keys",
            E::DuplicateKey => "duplicated mapping key",
            E::MergeSourceUnacceptable => {
                "cannot merge mappings; the provided source object is unacceptable"
            }
            E::MergeTooLong => "abnormal merge sequence size",
            E::MergeLimit => "merge keys exceeded maxTotalMergeKeys (10000)",
            E::DuplicateTag => "duplication of a tag property",
            E::VerbatimTagEnd => "unexpected end of the stream within a verbatim tag",
            E::TagHandle => "named tag handle cannot contain such characters",
            E::TagSuffixBang => "tag suffix cannot contain exclamation marks",
            E::TagSuffixFlow => "tag suffix cannot contain flow indicator characters",
            E::TagName(name) => return format!("tag name cannot contain such characters: {name}"),
            E::TagMalformed(name) => return format!("tag name is malformed: {name}"),
            E::UndeclaredTagHandle(handle) => return format!("undeclared tag handle \"{handle}\""),
            E::UnknownTag(tag) => return format!("unknown tag !<{tag}>"),
            E::TagKind {
                tag,
                expected,
                found,
            } => {
                return format!(
                    "unacceptable node kind for !<{tag}> tag; it should be \"{expected}\", not \"{found}\""
                );
            }
            E::TagUnresolvable(tag) => {
                return format!("cannot resolve a node with !<{tag}> explicit tag");
            }
            E::DuplicateAnchor => "duplication of an anchor property",
            E::EmptyAnchor => "name of an anchor node must contain at least one character",
            E::EmptyAlias => "name of an alias node must contain at least one character",
            E::UnknownAlias(name) => return format!("unidentified alias \"{name}\""),
            E::AliasWithProperties => "alias node should not have any properties",
            E::TooDeep => "nesting exceeded maxDepth (100)",
            E::DirectiveName => "directive name must not be less than one character in length",
            E::DuplicateYamlDirective => "duplication of %YAML directive",
            E::YamlDirectiveArguments => "YAML directive accepts exactly one argument",
            E::YamlDirectiveForm => "ill-formed argument of the YAML directive",
            E::YamlVersion => "unacceptable YAML version of the document",
            E::TagDirectiveArguments => "TAG directive accepts exactly two arguments",
            E::TagDirectiveHandle => "ill-formed tag handle (first argument) of the TAG directive",
            E::TagDirectiveRedeclared(handle) => {
                return format!(
                    "there is a previously declared suffix for \"{handle}\" tag handle"
                );
            }
            E::TagDirectivePrefix => "ill-formed tag prefix (second argument) of the TAG directive",
            E::TagPrefixMalformed(prefix) => return format!("tag prefix is malformed: {prefix}"),
            E::DirectivesEnd => "directives end mark is expected",
            E::StreamEndExpected => "end of the stream or a document separator is expected",
            E::SeveralDocuments => "expected a single document in the stream, but found more",
        };
        text.to_owned()
    }
}
