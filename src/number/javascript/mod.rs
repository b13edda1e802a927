//! Numbers of JavaScript: text, conversion, `Math`.
//!
//! Numbers are doubles; text is UTF-16 (`&[u16]`) or UTF-8 (`&str`), since both reach the
//! functions. The answers are those of Node 20.

pub mod constants;
pub mod convert;
pub mod format;
pub mod literal;
pub mod math;
pub mod parse;
pub mod radix;

pub use convert::{to_int32, to_integer_or_infinity, to_length, to_uint32};
pub use format::{RangeError, to_exponential, to_fixed, to_precision, to_string};
pub use literal::{LiteralError, numeric_literal};
pub use parse::{parse_float, parse_int, string_to_number};
pub use radix::to_radix_string;

#[cfg(test)]
mod tests;
