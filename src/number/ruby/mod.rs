//! Numbers of Ruby: Integer, Float, Rational, their texts and `format`.
//!
//! The answers are those of CRuby 3.1 on a 64-bit machine with glibc. What CRuby answers with a
//! Complex, or only under a warning that a result is too big, is an error here.

pub mod float;
pub mod format;
pub mod integer;
pub mod parse;
pub mod rational;
pub mod sum;

pub use integer::Int;
pub use rational::Rational;

/// What arithmetic has no answer for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArithmeticError {
    /// ZeroDivisionError `divided by 0`.
    DividedByZero,
    /// FloatDomainError for NaN; its message is `NaN`.
    NotANumber,
    /// FloatDomainError for an infinity; its message is `Infinity` or `-Infinity`.
    Infinite {
        /// Whether it is -Infinity.
        negative: bool,
    },
    /// Math::DomainError `out of domain`.
    OutOfDomain,
    /// ArgumentError `invalid radix %d`.
    InvalidRadix(i64),
    /// ArgumentError `negative radix`.
    NegativeRadix,
    /// The result is a Complex, which is outside the subset.
    Complex,
    /// The result has more bits than the caller allows.
    TooLarge,
    /// RangeError of `Integer#pow` with a negative exponent and a modulus.
    NegativeExponentWithModulus,
}

impl std::fmt::Display for ArithmeticError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::DividedByZero => f.write_str("divided by 0"),
            Self::NotANumber => f.write_str("NaN"),
            Self::Infinite { negative: false } => f.write_str("Infinity"),
            Self::Infinite { negative: true } => f.write_str("-Infinity"),
            Self::OutOfDomain => f.write_str("out of domain"),
            Self::InvalidRadix(radix) => write!(f, "invalid radix {radix}"),
            Self::NegativeRadix => f.write_str("negative radix"),
            Self::Complex => f.write_str("the result is a complex number"),
            Self::TooLarge => f.write_str("the result is too large"),
            Self::NegativeExponentWithModulus => {
                f.write_str("Integer#pow() 1st argument cannot be negative when 2nd argument specified")
            }
        }
    }
}

impl std::error::Error for ArithmeticError {}

/// How `round` treats a half (keyword `half:`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Half {
    /// Away from zero.
    #[default]
    Up,
    /// To the even neighbour.
    Even,
    /// Towards zero.
    Down,
}

#[cfg(test)]
mod tests;
