//! Making strings of strings: `+`, `*`, `<<`, `concat`, `prepend`, `replace`, `reverse`.

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};
use crate::vm::ruby::arguments::{check_frozen, expect_string, object, string_mut, text, to_long};
use crate::vm::ruby::numeric::is_fixnum;
use crate::vm::ruby::object::{Object, Str};
use crate::vm::ruby::{Args, arguments};

use super::{make, set};

/// `+`.
pub(super) fn plus(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    expect_string(cx, args.at(0))?;
    let new = [text(cx, this), text(cx, args.at(0))].concat();
    cx.charge(new.len() as u64 / 8)?;
    make(cx, new)
}

/// `*`.
pub(super) fn times(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let count = to_long(cx, args.at(0))?;
    if count < 0 {
        return Err(cx.raise(Global::RbArgumentError, "negative argument"));
    }
    let size = text(cx, this).len();
    if size > 0 && i64::MAX / count.max(1) < size as i64 {
        return Err(cx.raise(Global::RbArgumentError, "argument too big"));
    }
    // An empty text takes no work however often it is repeated.
    let count = if size == 0 { 0 } else { count as usize };
    cx.charge((size as u64).saturating_mul(count as u64) / 8)?;
    cx.charge_memory(size.saturating_mul(count))?;
    let new = text(cx, this).repeat(count);
    make(cx, new)
}

/// Appends to a string that is not frozen.
fn append(cx: &mut Cx<'_>, this: Value, new: &str) -> Run<()> {
    cx.charge(new.len() as u64 / 8)?;
    cx.charge_memory(new.len())?;
    if let Some(string) = string_mut(cx, this) {
        string.text.push_str(new);
    }
    Ok(())
}

/// `<<`: a text, or the character of a code point.
pub(super) fn push(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let new = addition(cx, this, args.at(0))?;
    check_frozen(cx, this)?;
    append(cx, this, &new)?;
    Ok(this)
}

fn addition(cx: &mut Cx<'_>, this: Value, value: Value) -> Run<String> {
    if let Value::Int(code) = value {
        if !is_fixnum(code) {
            return Err(cx.raise(Global::RbRangeError, "bignum out of char range"));
        }
        let Ok(code) = u32::try_from(code) else {
            return Err(cx.raise(Global::RbRangeError, format!("{code} out of char range")));
        };
        if code > 0x7f && (cx.ascii_bytes || cx.byte_texts) && text(cx, this).is_ascii() {
            // Texts that numbers and symbols give are US-ASCII in Ruby and would become bytes.
            return Err(cx.unsupported("appending a code point to an ASCII text whose encoding is not known"));
        }
        return match char::from_u32(code) {
            Some(character) => Ok(String::from(character)),
            None if code > 0x10_ffff => Err(cx.raise(Global::RbRangeError, format!("{code} out of char range"))),
            None => Err(cx.raise(Global::RbRangeError, format!("invalid codepoint 0x{code:X} in UTF-8"))),
        };
    }
    if matches!(object(cx, value), Some(Object::BigInt(_))) {
        return Err(cx.raise(Global::RbRangeError, "bignum out of char range"));
    }
    arguments::to_str(cx, value)
}

/// `concat`: all arguments as they are before the first is appended.
pub(super) fn concat(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    check_frozen(cx, this)?;
    let mut new = String::new();
    for &value in args.positional {
        new.push_str(&addition(cx, this, value)?);
    }
    append(cx, this, &new)?;
    Ok(this)
}

/// `prepend`.
pub(super) fn prepend(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    check_frozen(cx, this)?;
    let mut new = String::new();
    for &value in args.positional {
        new.push_str(&arguments::to_str(cx, value)?);
    }
    new.push_str(text(cx, this));
    cx.charge(new.len() as u64 / 8)?;
    set(cx, this, new)?;
    Ok(this)
}

/// `replace`.
pub(super) fn replace(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    check_frozen(cx, this)?;
    let new = arguments::to_str(cx, args.at(0))?;
    set(cx, this, new)?;
    Ok(this)
}

/// `clear`.
pub(super) fn clear(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    check_frozen(cx, this)?;
    set(cx, this, String::new())?;
    Ok(this)
}

fn reversed(cx: &mut Cx<'_>, this: Value) -> Run<String> {
    let work = text(cx, this).len() as u64 / 4;
    cx.charge(work)?;
    Ok(text(cx, this).chars().rev().collect())
}

/// `reverse`.
pub(super) fn reverse(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    let new = reversed(cx, this)?;
    make(cx, new)
}

/// `reverse!`.
pub(super) fn reverse_bang(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    check_frozen(cx, this)?;
    let new = reversed(cx, this)?;
    set(cx, this, new)?;
    Ok(this)
}

/// `+text`: itself, or a copy that can change.
pub(super) fn unfrozen(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    if arguments::is_frozen(cx, this) {
        return super::copy(cx, this);
    }
    Ok(this)
}

/// `-text`: a frozen one.
pub(super) fn frozen(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    if arguments::is_frozen(cx, this) {
        return Ok(this);
    }
    let text = super::own(cx, this)?;
    cx.charge_memory(text.len())?;
    arguments::alloc(cx, Object::String(Str::new(text, true)))
}
