//! Patterns as texts: `inspect`, `to_s`, `Regexp.escape`.

use super::Options;
use crate::regex::{Limits, Reader, Regex, expression, inspected, letters};
use crate::value::Value;
use crate::vm::context::{Cx, Run};

use super::regexp;

/// `Regexp#inspect`.
pub(in crate::vm::ruby) fn inspect(cx: &Cx<'_>, value: Value) -> String {
    regexp(cx, value).map_or_else(String::new, |regexp| inspected(&regexp.source, regexp.options))
}

fn set(options: &mut Options, letter: char, on: bool) -> bool {
    match letter {
        'i' => options.ignore_case = on,
        'x' => options.extended = on,
        'm' => options.multiline = on,
        _ => return false,
    }
    true
}

/// `Regexp#to_s`: a group that carries the options; options that the source itself carries for the whole are taken over.
pub(in crate::vm::ruby) fn text(cx: &mut Cx<'_>, value: Value) -> Run<String> {
    group(cx, value, Reader::Interpolation)
}

/// The same as a part of `Regexp.union`.
pub(in crate::vm::ruby) fn alternative(cx: &mut Cx<'_>, value: Value) -> Run<String> {
    group(cx, value, Reader::Union)
}

fn group(cx: &mut Cx<'_>, value: Value, reader: Reader) -> Run<String> {
    let Some(regexp) = regexp(cx, value) else {
        return Ok(String::new());
    };
    let source = std::rc::Rc::clone(&regexp.source);
    let mut options = regexp.options;
    let mut body: &str = &source;
    while let Some(rest) = body.strip_prefix("(?").filter(|_| body.len() >= 4) {
        let mut inner = options;
        let mut tail = rest;
        let mut on = true;
        while let Some(letter) = tail.chars().next() {
            if letter == '-' && on && tail.len() > 1 {
                on = false;
            } else if !set(&mut inner, letter, on) {
                break;
            }
            tail = &tail[letter.len_utf8()..];
        }
        if let Some(after) = tail.strip_prefix(')') {
            options = inner;
            body = after;
            continue;
        }
        let whole = tail.strip_prefix(':').and_then(|tail| tail.strip_suffix(')'));
        if let Some(whole) = whole {
            cx.charge(16 + whole.len() as u64)?;
            match Regex::ruby(whole, inner, &Limits::default()) {
                Ok(_) => {
                    options = inner;
                    body = whole;
                }
                Err(error) if error.kind == crate::regex::ErrorKind::Syntax => {}
                Err(_) => return Err(cx.unsupported("the text of this pattern")),
            }
        }
        break;
    }
    let off = letters(options, false);
    let dash = if off.is_empty() { "" } else { "-" };
    Ok(format!(
        "(?{}{dash}{off}:{})",
        letters(options, true),
        expression(body, reader)
    ))
}

/// `Regexp.escape`.
pub(in crate::vm::ruby) fn escape(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    for character in source.chars() {
        match character {
            '[' | ']' | '{' | '}' | '(' | ')' | '|' | '-' | '*' | '.' | '\\' | '?' | '+' | '^' | '$' | '#' | ' ' => {
                out.push('\\');
                out.push(character);
            }
            '\t' => out.push_str("\\t"),
            '\u{c}' => out.push_str("\\f"),
            '\u{b}' => out.push_str("\\v"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            other => out.push(other),
        }
    }
    out
}

/// Whether a pattern fixes its encoding (`rb_reg_preprocess`): by a character beyond ASCII, however it is written, or by a
/// property. None where that is not known.
pub(super) fn is_fixed(source: &str) -> Option<bool> {
    let hexadecimal = |digits: &str| u32::from_str_radix(digits, 16).is_ok_and(|code| code > 0x7f);
    let leading =
        |text: &str, most: usize, radix: u32| text.chars().take(most).take_while(|c| c.is_digit(radix)).count();
    let mut rest = source;
    while let Some(at) = rest.find('\\') {
        let behind = rest.get(at + 1..)?;
        let letter = behind.chars().next()?;
        let operand = behind.get(letter.len_utf8()..)?;
        rest = operand;
        let beyond = match letter {
            'p' | 'P' => true,
            'u' => match operand.strip_prefix('{') {
                Some(list) => list.split('}').next()?.split_ascii_whitespace().any(hexadecimal),
                None => hexadecimal(operand.get(..leading(operand, 4, 16))?),
            },
            'x' => hexadecimal(operand.get(..leading(operand, 2, 16))?),
            'M' => return None,
            '0'..='7' if u32::from_str_radix(behind.get(..leading(behind, 3, 8))?, 8).is_ok_and(|code| code > 0x7f) => {
                return None;
            }
            _ => false,
        };
        if beyond {
            return Some(true);
        }
    }
    Some(!source.is_ascii())
}
