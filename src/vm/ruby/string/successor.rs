//! `succ`, and counting from one text to another as `upto` and ranges do.

use crate::regex::{ruby_digits, ruby_letters};
use crate::value::Value;
use crate::vm::context::{Cx, Run};
use crate::vm::ruby::Args;
use crate::vm::ruby::arguments::{check_frozen, expect_string, text};
use crate::vm::ruby::enumerable::Flow;
use crate::vm::ruby::range::each_text;
use crate::vm::ruby::truthy;

use super::{make, set, split};

/// What increasing a digit or a letter came to (`enc_succ_alnum_char`).
enum Step {
    /// It is neither, or none beside it is of its kind.
    Other,
    /// The next of its kind.
    Next(char),
    /// It was the last of its kind: the first one, and the one that is put before it where nothing else grows.
    Wrapped(char, char),
}

/// The range that holds a character, if one does.
fn range_of(ranges: &[(u32, u32)], character: char) -> Option<(u32, u32)> {
    let code = u32::from(character);
    let at = ranges.partition_point(|&(_, last)| last < code);
    ranges.get(at).copied().filter(|&(first, _)| first <= code)
}

/// The next character that takes as many bytes (`enc_succ_char`).
fn following(character: char) -> Option<char> {
    let next = match u32::from(character) {
        0xd7ff => Some('\u{e000}'),
        code => char::from_u32(code + 1),
    };
    next.filter(|next| next.len_utf8() == character.len_utf8())
}

/// The first character that takes so many bytes.
fn first_of_length(length: usize) -> char {
    match length {
        1 => '\0',
        2 => '\u{80}',
        3 => '\u{800}',
        _ => '\u{10000}',
    }
}

fn step(character: char) -> Step {
    if character.is_ascii() {
        return match character {
            '9' => Step::Wrapped('0', '1'),
            'Z' => Step::Wrapped('A', 'A'),
            'z' => Step::Wrapped('a', 'a'),
            _ if character.is_ascii_alphanumeric() => following(character).map_or(Step::Other, Step::Next),
            _ => Step::Other,
        };
    }
    let (kind, range, digit) = match (range_of(ruby_digits(), character), range_of(ruby_letters(), character)) {
        (Some(range), _) => (ruby_digits(), range, true),
        (None, Some(range)) => (ruby_letters(), range, false),
        (None, None) => return Step::Other,
    };
    // One character that is not of the kind is stepped over: U+03A2 stands unassigned among the Greek capitals.
    let near = std::iter::successors(following(character), |&next| following(next)).take(2);
    if let Some(next) = near.into_iter().find(|&next| range_of(kind, next).is_some()) {
        return Step::Next(next);
    }
    let first = char::from_u32(range.0).map_or(character, |first| first.max(first_of_length(character.len_utf8())));
    if first == character {
        return Step::Other;
    }
    let carry = if digit { following(first) } else { None };
    Step::Wrapped(first, carry.unwrap_or(first))
}

/// Writes a character over one that takes as many bytes.
fn write(bytes: &mut [u8], at: usize, character: char) {
    let mut buffer = [0; 4];
    let encoded = character.encode_utf8(&mut buffer).as_bytes();
    if let Some(place) = bytes.get_mut(at..at + encoded.len()) {
        place.copy_from_slice(encoded);
    }
}

/// `String#succ` (`rb_str_succ`).
pub(super) fn successor(source: &str) -> String {
    let mut bytes = source.as_bytes().to_vec();
    let mut carried: Option<(usize, char, char)> = None;
    let mut beside_other = false;
    for (at, character) in source.char_indices().rev() {
        // Across symbols a carry goes on only from digits to digits and from letters to letters; that asks for those of ASCII.
        if let Some((_, wrapped, _)) = carried
            && beside_other
            && (wrapped.is_ascii_alphabetic() && character.is_ascii_digit()
                || wrapped.is_ascii_digit() && character.is_ascii_alphabetic())
        {
            break;
        }
        beside_other = false;
        match step(character) {
            Step::Other => beside_other = true,
            Step::Next(next) => {
                write(&mut bytes, at, next);
                return text_of(bytes);
            }
            Step::Wrapped(first, carry) => {
                write(&mut bytes, at, first);
                carried = Some((at, first, carry));
            }
        }
    }
    if let Some((at, _, carry)) = carried {
        let mut grown = text_of(bytes);
        grown.insert(at, carry);
        return grown;
    }
    // Without letters and digits the last character grows, and those before it where it has none behind it.
    for (at, character) in source.char_indices().rev() {
        if let Some(next) = following(character) {
            write(&mut bytes, at, next);
            return text_of(bytes);
        }
        write(&mut bytes, at, first_of_length(character.len_utf8()));
    }
    let mut grown = text_of(bytes);
    if !grown.is_empty() {
        grown.insert(0, '\u{1}');
    }
    grown
}

/// Characters were written over characters of as many bytes, so that the bytes are UTF-8.
fn text_of(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_default()
}

fn next_text(cx: &mut Cx<'_>, source: &str) -> Run<String> {
    cx.charge(1 + source.len() as u64 / 4)?;
    if cx.byte_texts && source.ends_with('\u{7f}') {
        return Err(cx.unsupported("the successor of a text that may be bytes"));
    }
    Ok(successor(source))
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
            ("é", "ê"),
            ("zé", "zê"),
            ("é9", "ê0"),
            ("\u{3a1}", "\u{3a3}"),
            ("\u{669}", "\u{661}\u{660}"),
            ("9ª", "10ª"),
            ("ª", "«"),
            ("\u{7f}", "\u{1}\0"),
            ("!\u{7ff}", "\"\u{80}"),
            ("\u{7ff}\u{7ff}", "\u{1}\u{80}\u{80}"),
            ("\u{d7ff}", "\u{e000}"),
            ("\u{10ffff}", "\u{1}\u{10000}"),
        ] {
            assert_eq!(successor(source), next, "{source}");
        }
    }
}
