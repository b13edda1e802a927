//! Why a pattern or its flags are not accepted.
//!
//! An [`Error`] says which of three things happened: the real language refuses the pattern too (with its message), the
//! pattern is valid there but this engine does not take the construct (with what to write instead), or a limit is
//! reached.

use std::fmt;
use std::ops::Range;

/// A pattern that is not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What kind of refusal it is.
    pub kind: ErrorKind,
    /// The part of the pattern that it is about: code units in JavaScript, bytes in Ruby.
    pub span: Range<usize>,
    /// The message; for [`ErrorKind::Syntax`] the text of the real language where it is known.
    pub message: String,
}

/// The kinds of [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The real language refuses the pattern too.
    Syntax,
    /// The pattern is valid in the real language, but not accepted here.
    Unsupported(Construct),
    /// The pattern needs more program, groups or nesting than the limits allow.
    TooLarge,
}

/// Valid constructs that are not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Construct {
    /// `(?=…)` and `(?!…)`.
    LookAhead,
    /// `(?<=…)` and `(?<!…)`.
    LookBehind,
    /// `\1`.
    BackReference,
    /// `\k<name>`.
    NamedBackReference,
    /// JavaScript's flags `d` and `v`.
    Flag,
    /// A property in `\p{…}` whose members are not known here.
    Property,
    /// `(?>…)`.
    AtomicGroup,
    /// `a++`, `a*+`, `a?+`.
    Possessive,
    /// `(?~…)`.
    AbsenceOperator,
    /// `(?(1)…)`.
    Conditional,
    /// `\g<name>`.
    SubexpressionCall,
    /// `\G`.
    SearchStart,
    /// `\K`.
    Keep,
    /// `\X`.
    GraphemeCluster,
    /// Two groups of one name.
    DuplicateName,
    /// A loop over a body that can match the empty text, where Ruby's answer depends on more than the position.
    EmptyLoop,
    /// A leading `.*` behind `\b`, `$` or the like, where Ruby misses matches.
    StarAfterAssertion,
}

impl Construct {
    /// What the construct is called in a message.
    pub fn name(self) -> &'static str {
        match self {
            Construct::LookAhead => "look-ahead",
            Construct::LookBehind => "look-behind",
            Construct::BackReference => "back-reference",
            Construct::NamedBackReference => "named back-reference",
            Construct::Flag => "this flag",
            Construct::Property => "character property",
            Construct::AtomicGroup => "atomic group",
            Construct::Possessive => "possessive quantifier",
            Construct::AbsenceOperator => "absence operator",
            Construct::Conditional => "conditional group",
            Construct::SubexpressionCall => "subexpression call",
            Construct::SearchStart => "search start `\\G`",
            Construct::Keep => "keep `\\K`",
            Construct::GraphemeCluster => "grapheme cluster `\\X`",
            Construct::DuplicateName => "group name used twice",
            Construct::EmptyLoop => "loop over an empty match",
            Construct::StarAfterAssertion => "leading `.*` behind an assertion",
        }
    }

    /// What to write instead.
    pub fn instead(self) -> &'static str {
        match self {
            Construct::LookAhead | Construct::LookBehind => {
                "match in steps: test the text with one pattern for each condition"
            }
            Construct::BackReference | Construct::NamedBackReference => "capture both parts and compare them with `==`",
            Construct::Flag => "leave the flag out",
            Construct::Property => "list the characters in a class",
            Construct::AtomicGroup => "use a plain group `(?:…)`",
            Construct::Possessive => "use the greedy quantifier without `+`",
            Construct::AbsenceOperator => "test for the absent text with a second pattern",
            Construct::Conditional => "write the cases as alternatives with `|`",
            Construct::SubexpressionCall => "repeat the pattern of the group",
            Construct::SearchStart => "use `\\A` on the part of the text that is left",
            Construct::Keep => "capture what is wanted in a group",
            Construct::GraphemeCluster => "use `.` for a character",
            Construct::DuplicateName => "give each group a name of its own",
            Construct::EmptyLoop => "make the repeated part match at least one character",
            Construct::StarAfterAssertion => "leave the leading `.*` out",
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

impl Error {
    /// A refusal that the real language shares.
    pub(super) fn syntax(span: Range<usize>, message: impl Into<String>) -> Error {
        Error {
            kind: ErrorKind::Syntax,
            span,
            message: message.into(),
        }
    }

    /// A valid construct that is not accepted.
    pub(super) fn unsupported(construct: Construct, span: Range<usize>) -> Error {
        let message = format!("{} is not supported in a regular expression", construct.name());
        Error {
            kind: ErrorKind::Unsupported(construct),
            span,
            message,
        }
    }

    /// A limit that is reached by the whole pattern of `length` units.
    pub(super) fn too_large(length: usize) -> Error {
        Error {
            kind: ErrorKind::TooLarge,
            span: 0..length,
            message: "regular expression too large".to_owned(),
        }
    }
}

/// Bounds on what a pattern may need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Instructions of the compiled program, and states of the machine that runs it.
    pub program: usize,
    /// Nesting of groups, classes and stacked quantifiers.
    pub nesting: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            program: 20_000,
            nesting: 200,
        }
    }
}
