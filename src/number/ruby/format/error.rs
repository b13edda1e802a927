//! Errors of `format`.

use std::fmt;

/// What `format` raises; `Display` gives the message. All are ArgumentErrors, but the key that is
/// missing (KeyError) and the last two, which CRuby does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormatError {
    /// A percent sign at the end.
    Incomplete,
    /// An unknown character after the percent sign, if it is printable.
    Malformed(Option<char>),
    /// The template ends within a number.
    MalformedNumber,
    /// The template ends within a name.
    UnmatchedParenthesis,
    /// A flag or width before `%%`.
    FlaggedPercent,
    /// A flag behind the width.
    FlagAfterWidth,
    /// A flag behind the precision.
    FlagAfterPrecision,
    /// Two widths.
    WidthTwice,
    /// A width behind the precision.
    WidthAfterPrecision,
    /// Two precisions.
    PrecisionTwice,
    /// A width beyond 31 bits.
    WidthTooBig,
    /// A precision beyond 31 bits.
    PrecisionTooBig,
    /// Two positions in one directive.
    ValueTwice(i64),
    /// Fewer arguments than directives.
    TooFewArguments,
    /// `%s` after `%1$s`; the number is that of the argument.
    UnnumberedAfterNumbered(usize),
    /// `%s` after `%<name>s`.
    UnnumberedAfterNamed(usize),
    /// `%1$s` after `%s`.
    NumberedAfterUnnumbered(i64, usize),
    /// `%1$s` after `%<name>s`.
    NumberedAfterNamed(i64),
    /// `%*0$s`.
    InvalidIndex(i64),
    /// `%<name>s` after `%s`; the name has its brackets.
    NamedAfterUnnumbered(String, usize),
    /// `%<name>s` after `%1$s`.
    NamedAfterNumbered(String),
    /// Two names in one directive.
    NamedTwice(String, String),
    /// A name, but not one Hash as the only argument.
    OneHashRequired,
    /// KeyError: the Hash has no such key and no default; the name has its brackets.
    KeyNotFound(String),
    /// `%c` with a text that is not one character.
    CharacterRequired,
    /// `%c` with a number that is no code point.
    InvalidCharacter,
    /// `%c` with a number whose character is no valid text.
    BrokenCharacter,
    /// The result is longer than the caller allows.
    TooLarge,
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Incomplete => f.write_str("incomplete format specifier; use %% (double %) instead"),
            Self::Malformed(Some(c)) => write!(f, "malformed format string - %{c}"),
            Self::Malformed(None) => f.write_str("malformed format string"),
            Self::MalformedNumber => f.write_str("malformed format string - %*[0-9]"),
            Self::UnmatchedParenthesis => f.write_str("malformed name - unmatched parenthesis"),
            Self::FlaggedPercent => f.write_str("invalid format character - %"),
            Self::FlagAfterWidth => f.write_str("flag after width"),
            Self::FlagAfterPrecision => f.write_str("flag after precision"),
            Self::WidthTwice => f.write_str("width given twice"),
            Self::WidthAfterPrecision => f.write_str("width after precision"),
            Self::PrecisionTwice => f.write_str("precision given twice"),
            Self::WidthTooBig => f.write_str("width too big"),
            Self::PrecisionTooBig => f.write_str("precision too big"),
            Self::ValueTwice(n) => write!(f, "value given twice - {n}$"),
            Self::TooFewArguments => f.write_str("too few arguments"),
            Self::UnnumberedAfterNumbered(n) => write!(f, "unnumbered({n}) mixed with numbered"),
            Self::UnnumberedAfterNamed(n) => write!(f, "unnumbered({n}) mixed with named"),
            Self::NumberedAfterUnnumbered(n, m) => {
                write!(f, "numbered({n}) after unnumbered({m})")
            }
            Self::NumberedAfterNamed(n) => write!(f, "numbered({n}) after named"),
            Self::InvalidIndex(n) => write!(f, "invalid index - {n}$"),
            Self::NamedAfterUnnumbered(name, n) => write!(f, "named{name} after unnumbered({n})"),
            Self::NamedAfterNumbered(name) => write!(f, "named{name} after numbered"),
            Self::NamedTwice(name, first) => write!(f, "named{name} after <{first}>"),
            Self::OneHashRequired => f.write_str("one hash required"),
            Self::KeyNotFound(name) => write!(f, "key{name} not found"),
            Self::CharacterRequired => f.write_str("%c requires a character"),
            Self::InvalidCharacter => f.write_str("invalid character"),
            Self::BrokenCharacter => f.write_str("the character is no valid text"),
            Self::TooLarge => f.write_str("the formatted text is too large"),
        }
    }
}

impl std::error::Error for FormatError {}
