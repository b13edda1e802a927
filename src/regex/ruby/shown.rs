//! A pattern as Ruby's texts show it: `inspect`, `to_s`, the messages of RegexpError.
//!
//! Input: the source of a pattern; output: text. What a group around it adds is left to those who write one.

use super::Options;

/// The letters of options that are on, or off.
pub fn letters(options: Options, on: bool) -> String {
    [
        ('m', options.multiline),
        ('i', options.ignore_case),
        ('x', options.extended),
    ]
    .iter()
    .filter(|&&(_, set)| set == on)
    .map(|&(letter, _)| letter)
    .collect()
}

/// Who reads a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// `inspect`.
    Person,
    /// `to_s`.
    Interpolation,
    /// `Regexp.union`, for which slashes mean nothing.
    Union,
}

/// The source between slashes (`rb_reg_expr_str`): slashes and control characters are escaped; for people also what is
/// beyond ASCII, once there is something to escape.
pub fn expression(source: &str, reader: Reader) -> String {
    let plain = |character: char| {
        !character.is_ascii_control() && character != if reader == Reader::Union { '\0' } else { '/' }
    };
    if source.chars().all(plain) {
        return source.to_owned();
    }
    let mut out = String::with_capacity(source.len());
    let mut rest = source.chars();
    while let Some(character) = rest.next() {
        match character {
            '\\' => {
                out.push('\\');
                out.extend(rest.next());
            }
            '/' if reader != Reader::Union => out.push_str("\\/"),
            other if other.is_ascii_control() && !matches!(other, '\t'..='\r') => {
                out.push_str(&format!("\\x{:02X}", u32::from(other)));
            }
            other if other.is_ascii() || reader != Reader::Person => out.push(other),
            other if u32::from(other) > 0xffff => out.push_str(&format!("\\u{{{:X}}}", u32::from(other))),
            other => out.push_str(&format!("\\u{:04X}", u32::from(other))),
        }
    }
    out
}

/// `Regexp#inspect`.
pub fn inspected(source: &str, options: Options) -> String {
    format!("/{}/{}", expression(source, Reader::Person), letters(options, true))
}
