//! Searching a string for another (ECMA-262 22.1.3), in time linear in both.

use crate::number::javascript::to_integer_or_infinity;
use crate::value::{Global, JsString, StrId, Value};
use crate::vm::context::{Cx, Run};

use super::super::convert::{arg, to_integer, to_number, to_string};
use super::super::object::Class;
use super::super::property::class_of;
use super::receiver;

/// Where a string first occurs in another at an index or behind it.
pub(in crate::vm::javascript) fn find(
    cx: &mut Cx<'_>,
    haystack: StrId,
    needle: StrId,
    from: usize,
) -> Run<Option<usize>> {
    let length = cx.string(haystack).len();
    if from > length {
        return Ok(None);
    }
    let found = match (cx.string(haystack), cx.string(needle)) {
        (JsString::Ascii(haystack), JsString::Ascii(needle)) => haystack[from..].find(&**needle).map(|at| at + from),
        (JsString::Ascii(_), JsString::Wide(_)) => None,
        (JsString::Wide(haystack), needle) => {
            find_units(haystack[from..].iter().copied(), &needle.to_units()).map(|at| at + from)
        }
    };
    let walked = found.unwrap_or(length) - from + cx.string(needle).len();
    cx.charge(walked as u64 / 8)?;
    Ok(found)
}

/// Where a string last occurs in another at an index or before it.
fn find_last(cx: &mut Cx<'_>, haystack: StrId, needle: StrId, from: usize) -> Run<Option<usize>> {
    let count = cx.string(needle).len();
    cx.charge((from + count) as u64 / 8)?;
    let end = from.saturating_add(count).min(cx.string(haystack).len());
    Ok(match (cx.string(haystack), cx.string(needle)) {
        (JsString::Ascii(haystack), JsString::Ascii(needle)) => haystack[..end].rfind(&**needle),
        (JsString::Ascii(_), JsString::Wide(_)) => None,
        (JsString::Wide(haystack), needle) => {
            let mut needle = needle.to_units();
            needle.reverse();
            find_units(haystack[..end].iter().rev().copied(), &needle).map(|at| end - at - count)
        }
    })
}

/// The search of Knuth, Morris and Pratt.
fn find_units(haystack: impl Iterator<Item = u16>, needle: &[u16]) -> Option<usize> {
    if needle.is_empty() {
        return Some(0);
    }
    let mut borders = vec![0; needle.len()];
    let mut matched = 0;
    for at in 1..needle.len() {
        while matched > 0 && needle[at] != needle[matched] {
            matched = borders[matched - 1];
        }
        matched += usize::from(needle[at] == needle[matched]);
        borders[at] = matched;
    }
    matched = 0;
    for (at, unit) in haystack.enumerate() {
        while matched > 0 && unit != needle[matched] {
            matched = borders[matched - 1];
        }
        matched += usize::from(unit == needle[matched]);
        if matched == needle.len() {
            return Some(at + 1 - matched);
        }
    }
    None
}

/// The text to search for; TypeError for a regular expression.
fn search_string(cx: &mut Cx<'_>, value: Value, method: &str) -> Run<StrId> {
    if matches!(class_of(cx, value), Some(Class::RegExp(_))) {
        let message = format!("First argument to String.prototype.{method} must not be a regular expression");
        return Err(cx.throw(Global::JsTypeError, message));
    }
    to_string(cx, value)
}

fn start(cx: &mut Cx<'_>, id: StrId, value: Value) -> Run<usize> {
    let length = cx.string(id).len() as f64;
    Ok(to_integer(cx, value)?.clamp(0.0, length) as usize)
}

pub(super) fn includes(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let id = receiver(cx, this, "includes")?;
    let wanted = search_string(cx, arg(args, 0), "includes")?;
    let from = start(cx, id, arg(args, 1))?;
    Ok(Value::Bool(find(cx, id, wanted, from)?.is_some()))
}

pub(super) fn index_of(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let id = receiver(cx, this, "indexOf")?;
    let wanted = to_string(cx, arg(args, 0))?;
    let from = start(cx, id, arg(args, 1))?;
    let found = find(cx, id, wanted, from)?;
    Ok(Value::Float(found.map_or(-1.0, |at| at as f64)))
}

/// A start that is no number means the end.
pub(super) fn last_index_of(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let id = receiver(cx, this, "lastIndexOf")?;
    let wanted = to_string(cx, arg(args, 0))?;
    let position = to_number(cx, arg(args, 1))?;
    let length = cx.string(id).len();
    let from = if position.is_nan() {
        length
    } else {
        to_integer_or_infinity(position).clamp(0.0, length as f64) as usize
    };
    let found = find_last(cx, id, wanted, from)?;
    Ok(Value::Float(found.map_or(-1.0, |at| at as f64)))
}

pub(super) fn starts_with(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let id = receiver(cx, this, "startsWith")?;
    let wanted = search_string(cx, arg(args, 0), "startsWith")?;
    let from = start(cx, id, arg(args, 1))?;
    stands_at(cx, id, wanted, Some(from))
}

pub(super) fn ends_with(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let id = receiver(cx, this, "endsWith")?;
    let wanted = search_string(cx, arg(args, 0), "endsWith")?;
    let end = match arg(args, 1) {
        Value::Undefined => cx.string(id).len(),
        value => start(cx, id, value)?,
    };
    let from = end.checked_sub(cx.string(wanted).len());
    stands_at(cx, id, wanted, from)
}

/// Whether a string stands in another at an index; nowhere if there is none.
fn stands_at(cx: &mut Cx<'_>, id: StrId, wanted: StrId, at: Option<usize>) -> Run<Value> {
    let count = cx.string(wanted).len();
    cx.charge(count as u64 / 8)?;
    let Some(at) = at.filter(|at| at + count <= cx.string(id).len()) else {
        return Ok(Value::Bool(false));
    };
    let same = match (cx.string(id), cx.string(wanted)) {
        (JsString::Ascii(text), JsString::Ascii(wanted)) => text[at..at + count] == **wanted,
        (text, wanted) => text.units().skip(at).take(count).eq(wanted.units()),
    };
    Ok(Value::Bool(same))
}

#[cfg(test)]
mod tests {
    use super::find_units;

    #[test]
    fn finds_the_first_occurrence() {
        let units = |text: &str| text.encode_utf16().collect::<Vec<u16>>();
        let find = |haystack: &str, needle: &str| find_units(units(haystack).into_iter(), &units(needle));
        assert_eq!(find("ababac", "abac"), Some(2));
        assert_eq!(find("aaaa", "aab"), None);
        assert_eq!(find("ää", "ä"), Some(0));
        assert_eq!(find("", ""), Some(0));
        assert_eq!(find("a", "ab"), None);
    }
}
