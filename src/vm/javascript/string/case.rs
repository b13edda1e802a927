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

/// A string that is well formed, or a surrogate that stands alone.
enum Piece {
    Text(String),
    Lone(u16),
}

fn pieces(units: &[u16]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    for decoded in char::decode_utf16(units.iter().copied()) {
        match decoded {
            Ok(character) => text.push(character),
            Err(lone) => {
                pieces.push(Piece::Text(std::mem::take(&mut text)));
                pieces.push(Piece::Lone(lone.unpaired_surrogate()));
            }
        }
    }
    pieces.push(Piece::Text(text));
    pieces
}

/// Converts the well-formed parts of a string.
fn convert(cx: &mut Cx<'_>, id: StrId, change: impl Fn(&str) -> String) -> Run<Value> {
    cx.charge(cx.string(id).len() as u64)?;
    let units = cx.string(id).to_units();
    let mut builder = Builder::new();
    for piece in pieces(&units) {
        match piece {
            Piece::Text(text) => builder.push_text(cx, &change(&text))?,
            Piece::Lone(unit) => builder.push_unit(cx, unit)?,
        }
    }
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
    convert(cx, id, |text| text.to_lowercase())
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
    convert(cx, id, |text| text.to_uppercase())
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
    convert(cx, id, change)
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
