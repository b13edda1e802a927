//! What `format` asks its caller.

use super::FormatError;
use crate::number::ruby::{Int, Rational};

/// A number for `%f` and its relatives.
#[derive(Clone, Debug, PartialEq)]
pub enum Number {
    /// An Integer, which `%f` prints exactly.
    Integer(Int),
    /// A Rational, which `%f` prints exactly.
    Rational(Rational),
    /// A Float, or what `Float()` made of a text.
    Float(f64),
}

/// What `%c` prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Character {
    /// A String.
    Text(String),
    /// A code point.
    Code(i64),
}

/// The arguments of `format`, and the conversions that they undergo.
pub trait Arguments {
    /// A value.
    type Value: Clone;
    /// What a conversion raises.
    type Error: From<FormatError>;

    /// The argument at a place, from 0 on; none behind the last.
    fn get(&self, index: usize) -> Option<Self::Value>;

    /// Whether there is one argument, and it is a Hash.
    fn is_one_hash(&self) -> bool;

    /// The value of a Symbol key of that Hash, or the default of the Hash; none for neither.
    ///
    /// # Errors
    /// What a default block raises.
    fn named(&mut self, name: &str) -> Result<Option<Self::Value>, Self::Error>;

    /// `to_s`.
    ///
    /// # Errors
    /// What the method raises.
    fn text(&mut self, value: &Self::Value) -> Result<String, Self::Error>;

    /// `inspect`.
    ///
    /// # Errors
    /// What the method raises.
    fn inspect(&mut self, value: &Self::Value) -> Result<String, Self::Error>;

    /// As `Integer()` converts, a Float being cut.
    ///
    /// # Errors
    /// TypeError, ArgumentError, FloatDomainError.
    fn integer(&mut self, value: &Self::Value) -> Result<Int, Self::Error>;

    /// As `Float()` converts, but an Integer and a Rational stay what they are.
    ///
    /// # Errors
    /// TypeError, ArgumentError.
    fn number(&mut self, value: &Self::Value) -> Result<Number, Self::Error>;

    /// A width or precision: an Integer of 32 bits.
    ///
    /// # Errors
    /// TypeError, RangeError.
    fn size(&mut self, value: &Self::Value) -> Result<i32, Self::Error>;

    /// A String, or an Integer of 32 bits.
    ///
    /// # Errors
    /// TypeError, RangeError.
    fn character(&mut self, value: &Self::Value) -> Result<Character, Self::Error>;
}
