//! `String#inspect`.

use std::fmt::Write;

use super::mapping::is_printable;

/// Writes the text in quotes with the escapes of `String#inspect`.
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
                let _ = if code > 0xffff {
                    write!(out, "\\u{{{code:X}}}")
                } else {
                    write!(out, "\\u{code:04X}")
                };
            }
        }
    }
    out.push('"');
}
