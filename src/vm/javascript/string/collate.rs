//! `String.prototype.localeCompare` without locale (ECMA-402 13.1.1): the root order of the Unicode collation algorithm,
//! for ASCII texts.
//!
//! Control characters are ignored; punctuation comes before symbols, digits and letters; the case decides only between
//! texts that are otherwise equal, small letters first. Other texts would need the tables of the host's ICU and fault,
//! unless they are the same text.

use std::cmp::Ordering;

use crate::value::{JsString, Value};
use crate::vm::context::{Cx, Run};

use super::super::convert::{arg, to_string};
use super::receiver;

/// The ASCII characters that count, but letters, in their order.
const ORDER: &[u8] = b"\t\n\x0b\x0c\r _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789";

/// The first weight of a character; none where it is ignored.
fn primary(byte: u8) -> Option<u8> {
    if byte.is_ascii_alphabetic() {
        return Some(128 + (byte.to_ascii_lowercase() - b'a'));
    }
    // The list is shorter than 128.
    ORDER.iter().position(|&other| other == byte).map(|at| at as u8)
}

/// The order of two ASCII texts.
fn compare(a: &str, b: &str) -> Ordering {
    let primaries = |text: &str| text.bytes().filter_map(primary).collect::<Vec<_>>();
    let cases = |text: &str| -> Vec<bool> {
        let counted = text.bytes().filter(|&byte| primary(byte).is_some());
        counted.map(|byte| byte.is_ascii_uppercase()).collect()
    };
    primaries(a).cmp(&primaries(b)).then_with(|| cases(a).cmp(&cases(b)))
}

pub(super) fn locale_compare(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let id = receiver(cx, this, "localeCompare")?;
    let other = to_string(cx, arg(args, 0))?;
    if !matches!(arg(args, 1), Value::Undefined) || !matches!(arg(args, 2), Value::Undefined) {
        return Err(cx.unsupported("`localeCompare` with a locale or options is not supported; leave them out"));
    }
    cx.charge((cx.string(id).len() + cx.string(other).len()) as u64)?;
    let order = match (cx.string(id), cx.string(other)) {
        (JsString::Ascii(a), JsString::Ascii(b)) => compare(a, b),
        (a, b) if a == b => Ordering::Equal,
        _ => {
            let what = "`localeCompare` of texts beyond ASCII is not supported; compare with `<` and `>`";
            return Err(cx.unsupported(what));
        }
    };
    Ok(Value::Float(match order {
        Ordering::Less => -1.0,
        Ordering::Equal => 0.0,
        Ordering::Greater => 1.0,
    }))
}

#[cfg(test)]
mod tests {
    use super::compare;
    use std::cmp::Ordering::{Equal, Greater, Less};

    #[test]
    fn orders_ascii_as_the_root_collation() {
        assert_eq!(compare("a", "B"), Less);
        assert_eq!(compare("A", "a"), Greater);
        assert_eq!(compare("aB", "Ab"), Less);
        assert_eq!(compare("_", "-"), Less);
        assert_eq!(compare("\u{1}a", "a"), Equal);
        assert_eq!(compare("10", "9"), Less);
    }
}
