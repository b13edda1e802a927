//! `succ`, and counting from one text to another as `upto` and ranges do.

use crate::value::Value;
use crate::vm::context::{Cx, Run};
use crate::vm::ruby::Args;
use crate::vm::ruby::arguments::{check_frozen, expect_string, text};
use crate::vm::ruby::enumerable::Flow;
use crate::vm::ruby::range::each_text;
use crate::vm::ruby::truthy;

use super::{make, set, split};

/// What a character is to `succ`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Digit,
    Letter,
    Other,
}

fn kind(byte: u8) -> Kind {
    match byte {
        b'0'..=b'9' => Kind::Digit,
        b'A'..=b'Z' | b'a'..=b'z' => Kind::Letter,
        _ => Kind::Other,
    }
}

/// `String#succ` of ASCII text (`rb_str_succ`); none where an increment leaves ASCII.
pub(super) fn successor(source: &str) -> Option<String> {
    let mut bytes = source.as_bytes().to_vec();
    let mut carried: Option<(usize, u8, bool)> = None;
    let mut beside_symbol = false;
    for at in (0..bytes.len()).rev() {
        let byte = bytes[at];
        let found = kind(byte);
        // Across symbols a carry goes on only from digits to digits and from letters to letters.
        if let Some((_, _, digit)) = carried
            && beside_symbol
            && found != Kind::Other
            && digit != (found == Kind::Digit)
        {
            break;
        }
        beside_symbol = found == Kind::Other;
        let (next, carry) = match byte {
            b'9' => (b'0', b'1'),
            b'Z' => (b'A', b'A'),
            b'z' => (b'a', b'a'),
            _ if found == Kind::Other => continue,
            other => {
                bytes[at] = other + 1;
                return String::from_utf8(bytes).ok();
            }
        };
        bytes[at] = next;
        carried = Some((at, carry, found == Kind::Digit));
    }
    match (carried, bytes.last_mut()) {
        (Some((at, carry, _)), _) => bytes.insert(at, carry),
        // Without letters and digits the last character grows.
        (None, Some(last)) if *last < 0x7f => *last += 1,
        (None, Some(_)) => return None,
        (None, None) => {}
    }
    String::from_utf8(bytes).ok()
}

fn next_text(cx: &mut Cx<'_>, source: &str) -> Run<String> {
    cx.charge(1 + source.len() as u64 / 8)?;
    if !source.is_ascii() {
        return Err(cx.unsupported("the successor of a text beyond ASCII"));
    }
    successor(source).ok_or_else(|| cx.unsupported("the successor of this text"))
}

/// `succ` and `next`.
pub(super) fn succ(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    let source = super::own(cx, this)?;
    let next = next_text(cx, &source)?;
    make(cx, next)
}

/// `succ!` and `next!`.
pub(super) fn succ_bang(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    check_frozen(cx, this)?;
    let source = super::own(cx, this)?;
    let next = next_text(cx, &source)?;
    set(cx, this, next)?;
    Ok(this)
}

/// `upto`.
pub(super) fn upto(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return split::enumerator(cx, this, "upto", args);
    }
    expect_string(cx, args.at(0))?;
    let (first, last) = (text(cx, this).to_owned(), text(cx, args.at(0)).to_owned());
    each_text(cx, (&first, &last), truthy(args.at(1)), &mut |cx, text| {
        let value = make(cx, text.to_owned())?;
        args.call1(cx, value)?;
        Ok(Flow::Next)
    })?;
    Ok(this)
}

#[cfg(test)]
mod tests {
    use super::successor;

    #[test]
    fn succ_is_that_of_ruby() {
        for (source, next) in [
            ("", ""),
            ("az", "ba"),
            ("Zz", "AAa"),
            ("1.9", "2.0"),
            ("a-9", "a-10"),
            ("zZ9", "aaA0"),
            ("a.9", "a.10"),
            ("<<koala>>", "<<koalb>>"),
            ("1.9.9", "2.0.0"),
            ("***", "**+"),
            ("9-z", "9-aa"),
            ("Z.z", "AA.a"),
            ("a9-9", "b0-0"),
            ("a-9-9", "a-10-0"),
            ("-", "."),
            ("9--9", "10--0"),
            ("9!", "10!"),
        ] {
            assert_eq!(successor(source).as_deref(), Some(next), "{source}");
        }
    }
}
