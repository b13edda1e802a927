//! `String.prototype.localeCompare` without locale (ECMA-402 13.1.1): the root order of the Unicode collation algorithm,
//! for texts of ASCII characters and Latin letters with marks.
//!
//! Control characters are ignored; punctuation comes before symbols, digits and letters. Between texts that are equal so
//! far the marks decide, then the case, small letters first. Other texts would need the tables of the host's ICU and
//! fault, unless they are the same text.

use std::cmp::Ordering;

use unicode_normalization::UnicodeNormalization;

use crate::value::Value;
use crate::vm::context::{Cx, Run};

use super::super::convert::{arg, to_string};
use super::receiver;

/// The ASCII characters that count, but letters, in their order.
const ORDER: &str = "\t\n\x0b\x0c\r _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789";

/// The marks of precomposed Latin letters, in their order.
const MARKS: &str = "\u{301}\u{300}\u{306}\u{302}\u{30c}\u{30a}\u{308}\u{30b}\u{303}\u{307}\u{327}\u{328}\u{304}\
                     \u{309}\u{30f}\u{311}\u{31b}\u{323}\u{324}\u{325}\u{326}\u{32d}\u{32e}\u{330}\u{331}";

/// The weights of a text, level by level.
#[derive(Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Weights {
    characters: Vec<usize>,
    marks: Vec<usize>,
    capitals: Vec<bool>,
}

/// The weights of a text; none if a character has no place here.
fn weights(text: &str) -> Option<Weights> {
    let mut weights = Weights::default();
    for character in text.nfd() {
        if let Some(mark) = MARKS.chars().position(|mark| mark == character) {
            weights.marks.push(1 + mark);
            weights.capitals.push(false);
            continue;
        }
        let place = match character {
            'a'..='z' | 'A'..='Z' => 128 + character.to_ascii_lowercase() as usize,
            _ => match ORDER.chars().position(|other| other == character) {
                Some(place) => place,
                None if character.is_ascii_control() => continue,
                None => return None,
            },
        };
        weights.characters.push(place);
        weights.marks.push(0);
        weights.capitals.push(character.is_ascii_uppercase());
    }
    Some(weights)
}

/// The order of two texts; none if a character has no place here.
fn compare(a: &str, b: &str) -> Option<Ordering> {
    Some(weights(a)?.cmp(&weights(b)?))
}

pub(super) fn locale_compare(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let id = receiver(cx, this, "localeCompare")?;
    let other = to_string(cx, arg(args, 0))?;
    if !matches!(arg(args, 1), Value::Undefined) || !matches!(arg(args, 2), Value::Undefined) {
        return Err(cx.unsupported("`localeCompare` with a locale or options is not supported; leave them out"));
    }
    cx.charge((cx.string(id).len() + cx.string(other).len()) as u64)?;
    let (a, b) = (cx.string(id), cx.string(other));
    let order = match (a.to_utf8(), b.to_utf8()) {
        _ if a == b => Some(Ordering::Equal),
        (Some(a), Some(b)) => compare(&a, &b),
        _ => None,
    };
    let Some(order) = order else {
        return Err(cx.unsupported(
            "`localeCompare` of texts with other than ASCII characters and Latin letters is not supported; compare with `<` and `>`",
        ));
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
    use std::cmp::Ordering::{Equal, Less};

    #[test]
    fn orders_texts_as_the_root_collation() {
        let less = |a: &str, b: &str| assert_eq!(compare(a, b), Some(Less), "{a} {b}");
        less("a", "B");
        less("a", "A");
        less("aB", "Ab");
        less("_", "-");
        less("10", "9");
        less("re\u{301}sume\u{301}", "résumés");
        less("cote", "coté");
        less("coté", "côte");
        less("é", "f");
        assert_eq!(compare("\u{1}a", "a"), Some(Equal));
        assert_eq!(compare("ö", "o\u{308}"), Some(Equal));
        assert_eq!(compare("ж", "a"), None);
    }
}
