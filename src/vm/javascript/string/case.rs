//! Case, white space, normal forms and well-formedness (ECMA-262 22.1.3).
//!
//! A surrogate that stands alone is no letter, has no normal form of its own and ends a word, so the parts between such
//! surrogates are converted one by one.

use unicode_normalization::UnicodeNormalization;

use crate::number::javascript::parse::is_white_space;
use crate::value::{Global, JsString, StrId, Value};
use crate::vm::context::{Cx, Run};

use super::super::convert::{arg, to_string};
use super::super::text::{Builder, new_string_id};
use super::{part, receiver};

/// Characters with a normal form or a combining class in the tables used here, which are newer than Node's: to Node
/// they are unassigned and stay as they are.
const UNASSIGNED: &[(u32, u32)] = &[
    (0x558, 0x558),
    (0x58b, 0x58c),
    (0x5c8, 0x5c9),
    (0x1ade, 0x1adf),
    (0x1aec, 0x1af0),
    (0x209d, 0x209f),
    (0x107bb, 0x107bf),
    (0x10ecb, 0x10ecf),
    (0x10ef0, 0x10ef9),
    (0x1b123, 0x1b126),
    (0x1d127, 0x1d128),
    (0x1d250, 0x1d252),
    (0x1d25b, 0x1d25c),
    (0x1d25f, 0x1d25f),
    (0x1d280, 0x1d281),
    (0x1d6a6, 0x1d6a6),
    (0x1df95, 0x1df95),
    (0x1dfcd, 0x1dfff),
];

fn is_unassigned(character: char) -> bool {
    let code = u32::from(character);
    UNASSIGNED.iter().any(|&(first, last)| (first..=last).contains(&code))
}

/// Converts the parts of a string between surrogates that stand alone and characters that are to stay.
fn convert(cx: &mut Cx<'_>, id: StrId, change: impl Fn(&str) -> String, stays: fn(char) -> bool) -> Run<Value> {
    cx.charge(cx.string(id).len() as u64)?;
    let units = cx.string(id).to_units();
    let mut builder = Builder::new();
    let mut text = String::new();
    for decoded in char::decode_utf16(units.iter().copied()) {
        match decoded {
            Ok(character) if !stays(character) => text.push(character),
            other => {
                builder.push_text(cx, &change(&text))?;
                text.clear();
                match other {
                    Ok(character) => builder.push_units(cx, character.encode_utf16(&mut [0; 2]))?,
                    Err(lone) => builder.push_unit(cx, lone.unpaired_surrogate())?,
                }
            }
        }
    }
    builder.push_text(cx, &change(&text))?;
    builder.finish(cx)
}

pub(super) fn to_lower_case(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    let id = receiver(cx, this, "toLowerCase")?;
    if let JsString::Ascii(text) = cx.string(id) {
        if !text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return Ok(Value::Str(id));
        }
        let lower = text.to_ascii_lowercase();
        cx.charge(lower.len() as u64 / 8)?;
        return cx.new_string(JsString::Ascii(lower.into()));
    }
    convert(cx, id, |text| text.to_lowercase(), |_| false)
}

pub(super) fn to_upper_case(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    let id = receiver(cx, this, "toUpperCase")?;
    if let JsString::Ascii(text) = cx.string(id) {
        if !text.bytes().any(|byte| byte.is_ascii_lowercase()) {
            return Ok(Value::Str(id));
        }
        let upper = text.to_ascii_uppercase();
        cx.charge(upper.len() as u64 / 8)?;
        return cx.new_string(JsString::Ascii(upper.into()));
    }
    convert(cx, id, |text| text.to_uppercase(), |_| false)
}

pub(super) fn normalize(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    let id = receiver(cx, this, "normalize")?;
    let form = match arg(args, 0) {
        Value::Undefined => new_string_id(cx, "NFC")?,
        value => to_string(cx, value)?,
    };
    let form = cx.string(form).to_lossy();
    let change: fn(&str) -> String = match &*form {
        "NFC" => |text| text.nfc().collect(),
        "NFD" => |text| text.nfd().collect(),
        "NFKC" => |text| text.nfkc().collect(),
        "NFKD" => |text| text.nfkd().collect(),
        _ => {
            let message = "The normalization form should be one of NFC, NFD, NFKC, NFKD.";
            return Err(cx.throw(Global::JsRangeError, message));
        }
    };
    if matches!(cx.string(id), JsString::Ascii(_)) {
        return Ok(Value::Str(id));
    }
    convert(cx, id, change, is_unassigned)
}

fn trimmed(cx: &mut Cx<'_>, id: StrId, at_start: bool, at_end: bool) -> Run<Value> {
    cx.charge(cx.string(id).len() as u64 / 8)?;
    let string = cx.string(id);
    let length = string.len();
    let is_space = |at: usize| string.unit(at).is_some_and(is_white_space);
    let mut start = 0;
    while at_start && start < length && is_space(start) {
        start += 1;
    }
    let mut end = length;
    while at_end && end > start && is_space(end - 1) {
        end -= 1;
    }
    part(cx, id, start, end)
}

pub(super) fn trim(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    let id = receiver(cx, this, "trim")?;
    trimmed(cx, id, true, true)
}

pub(super) fn trim_start(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    let id = receiver(cx, this, "trimLeft")?;
    trimmed(cx, id, true, false)
}

pub(super) fn trim_end(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    let id = receiver(cx, this, "trimRight")?;
    trimmed(cx, id, false, true)
}

pub(super) fn is_well_formed(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    let id = receiver(cx, this, "isWellFormed")?;
    cx.charge(cx.string(id).len() as u64 / 8)?;
    let well_formed = match cx.string(id) {
        JsString::Ascii(_) => true,
        JsString::Wide(units) => char::decode_utf16(units.iter().copied()).all(|decoded| decoded.is_ok()),
    };
    Ok(Value::Bool(well_formed))
}

pub(super) fn to_well_formed(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    let id = receiver(cx, this, "toWellFormed")?;
    cx.charge(cx.string(id).len() as u64 / 8)?;
    let text = cx.string(id).to_lossy();
    cx.new_string(&*text)
}
