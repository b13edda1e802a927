//! `String#inspect`.

use std::fmt::Write;

use super::mapping::is_printable;

/// Whether `inspect` shows a text alike in the two encodings that it may be in. ASCII texts that numbers, symbols and
/// classes give are US-ASCII in Ruby, others UTF-8, and so is what is made of them; nothing here knows which of them a text
/// is, and control characters without a letter of their own are `\x01` in one and `\u0001` in the other.
pub(in crate::vm::ruby) fn is_shown_alike(text: &str) -> bool {
    let unnamed = |byte: u8| byte.is_ascii_control() && !matches!(byte, 7..=13 | 27);
    !text.is_ascii() || !text.bytes().any(unnamed)
}

/// Writes the text in quotes with the escapes of `String#inspect`; an ASCII text as one in US-ASCII, as symbols are.
pub(in crate::vm::ruby) fn write_inspect(text: &str, out: &mut String) {
    out.push('"');
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{c}' => out.push_str("\\f"),
            '\u{b}' => out.push_str("\\v"),
            '\u{8}' => out.push_str("\\b"),
            '\u{7}' => out.push_str("\\a"),
            '\u{1b}' => out.push_str("\\e"),
            '#' => {
                // Interpolation must not come back to life.
                if matches!(rest.peek(), Some('{' | '$' | '@')) {
                    out.push('\\');
                }
                out.push('#');
            }
            other if is_printable(other) => out.push(other),
            other => {
                let code = u32::from(other);
                // Writing to a String does not fail.
                let _ = if text.is_ascii() {
                    write!(out, "\\x{code:02X}")
                } else if code > 0xffff {
                    write!(out, "\\u{{{code:X}}}")
                } else {
                    write!(out, "\\u{code:04X}")
                };
            }
        }
    }
    out.push('"');
}
