//! Text to number: `String#to_i`, `to_f`, `hex`, `oct`, `Integer()`, `Float()`, and literals of
//! source text.

mod decimal;
mod float;
mod integer;
mod literal;

pub use float::{float, to_f};
pub use integer::{hex, integer, oct, to_i};
pub use literal::{Literal, LiteralError, numeric_literal};

/// Why a text is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParseError {
    /// ArgumentError of `Integer()`.
    Integer,
    /// ArgumentError of `Float()`.
    Float,
    /// ArgumentError of `Float()` for a text with a null byte.
    NullByte,
    /// ArgumentError for a base outside the range.
    Radix(i64),
}

impl ParseError {
    /// The message of the ArgumentError, given the text and its `inspect`.
    pub fn message(self, text: &str, inspected: &str) -> String {
        match self {
            Self::Integer => format!("invalid value for Integer(): {inspected}"),
            Self::Float => format!("invalid value for Float(): {}", inspect_bytes(text)),
            Self::NullByte => "string for Float contains null byte".to_owned(),
            Self::Radix(radix) => format!("invalid radix {radix}"),
        }
    }
}

/// `String#inspect` of a text whose encoding was lost, which is how `Float()` quotes it.
fn inspect_bytes(text: &str) -> String {
    let mut out = String::from("\"");
    let bytes = text.as_bytes();
    for (i, byte) in bytes.iter().enumerate() {
        match byte {
            b'"' | b'\\' => out.extend(['\\', char::from(*byte)]),
            b'#' if matches!(bytes.get(i + 1), Some(b'{' | b'$' | b'@')) => out.push_str("\\#"),
            0x07 => out.push_str("\\a"),
            0x08 => out.push_str("\\b"),
            b'\t' => out.push_str("\\t"),
            b'\n' => out.push_str("\\n"),
            0x0b => out.push_str("\\v"),
            0x0c => out.push_str("\\f"),
            b'\r' => out.push_str("\\r"),
            0x1b => out.push_str("\\e"),
            0x20..=0x7e => out.push(char::from(*byte)),
            _ => out.push_str(&format!("\\x{byte:02X}")),
        }
    }
    out.push('"');
    out
}

/// White space as C's `isspace` has it.
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}
