//! `inspect` and `to_s` of every value.
//!
//! A list or hash that holds itself shows as `[...]` and `{...}`; a text with an object's address is not reproduced and
//! faults.

use crate::diag::Code;
use crate::value::{ObjId, Value};
use crate::vm::context::{Cx, Run, Stop};
use crate::vm::heap;

use super::object::{Message, Object};
use super::string::{is_shown_alike, write_inspect};
use super::{Args, dispatch, float, symbol};

/// `inspect` as a text.
pub(super) fn inspect(cx: &mut Cx<'_>, value: Value) -> Run<String> {
    let mut out = String::new();
    write(cx, value, &mut out, &mut Vec::new())?;
    Ok(out)
}

/// `inspect`, or none where the text would show an address.
pub(super) fn inspect_unless_opaque(cx: &mut Cx<'_>, value: Value) -> Run<Option<String>> {
    match inspect(cx, value) {
        Ok(text) => Ok(Some(text)),
        Err(Stop::Fault(fault)) if fault.code == Code::F0905 => Ok(None),
        Err(stop) => Err(stop),
    }
}

/// `to_s`, or none where the text would show an address.
pub(super) fn text_unless_opaque(cx: &mut Cx<'_>, value: Value) -> Run<Option<String>> {
    match to_s(cx, value) {
        Ok(text) => Ok(Some(text)),
        Err(Stop::Fault(fault)) if fault.code == Code::F0905 => Ok(None),
        Err(stop) => Err(stop),
    }
}

/// The fault for a text that shows an object's address.
pub(super) fn address(cx: &Cx<'_>) -> Stop {
    cx.fault(Code::F0905, "the text would show the address of an object")
}

fn write(cx: &mut Cx<'_>, value: Value, out: &mut String, open: &mut Vec<ObjId>) -> Run<()> {
    let start = out.len();
    write_value(cx, value, out, open)?;
    let grown = out.len() - start;
    cx.charge(1 + grown as u64 / 8)?;
    if out.len() > cx.limits.memory {
        return Err(cx.fault(Code::F0902, "the rule used more memory than it may"));
    }
    Ok(())
}

/// A text of which it is not known how Ruby shows it.
pub(super) fn unknown_encoding(cx: &Cx<'_>) -> Stop {
    cx.fault(
        Code::F0905,
        "how a control character is shown depends on the encoding of the text",
    )
}

fn write_value(cx: &mut Cx<'_>, value: Value, out: &mut String, open: &mut Vec<ObjId>) -> Run<()> {
    match value {
        Value::Nil | Value::Empty | Value::Undefined => out.push_str("nil"),
        Value::Bool(flag) => out.push_str(if flag { "true" } else { "false" }),
        Value::Int(number) => out.push_str(&number.to_string()),
        Value::Float(number) => out.push_str(&float::text(number)),
        Value::Symbol(id) => symbol::write_inspect(cx.symbol(id), out),
        Value::Global(global) => out.push_str(global.name()),
        Value::Section(section) => out.push_str(super::section::text(cx, section)?),
        Value::Str(_) | Value::Native(_) => return Err(address(cx)),
        Value::Object(id) => return write_object(cx, id, out, open),
    }
    Ok(())
}

fn write_object(cx: &mut Cx<'_>, id: ObjId, out: &mut String, open: &mut Vec<ObjId>) -> Run<()> {
    let value = Value::Object(id);
    let heap::Object::Rb(object) = cx.object(id) else {
        return Err(address(cx));
    };
    let plain = matches!(object, Object::String(_));
    let bytes = match object {
        Object::Exception(_) | Object::MatchData(_) | Object::Enumerator(_) => true,
        Object::Range(range) => matches!(range.begin, Value::Nil),
        _ => false,
    };
    cx.ascii_bytes |= !plain;
    cx.byte_texts |= bytes;
    let heap::Object::Rb(object) = cx.object(id) else {
        return Err(address(cx));
    };
    match object {
        Object::String(string) if is_shown_alike(&string.text) => write_inspect(&string.text, out),
        Object::String(_) => return Err(unknown_encoding(cx)),
        Object::BigInt(number) => {
            let text = super::integer::decimal(cx, &number.clone())?;
            out.push_str(&text);
        }
        Object::Rational(number) => {
            let number = number.clone();
            let text = super::rational::text(cx, &number)?;
            out.push('(');
            out.push_str(&text);
            out.push(')');
        }
        Object::Array(_) => {
            if open.contains(&id) {
                out.push_str("[...]");
                return Ok(());
            }
            open.push(id);
            cx.nested(|cx| write_array(cx, id, out, open))?;
            open.pop();
        }
        Object::Hash(_) => {
            if open.contains(&id) {
                out.push_str("{...}");
                return Ok(());
            }
            open.push(id);
            cx.nested(|cx| write_hash(cx, id, out, open))?;
            open.pop();
        }
        Object::Set(_) => {
            // `Set#inspect`: `#<Set: {1, 2}>`.
            if open.contains(&id) {
                out.push_str("#<Set: {...}>");
                return Ok(());
            }
            open.push(id);
            cx.nested(|cx| write_set(cx, id, out, open))?;
            open.pop();
        }
        Object::Range(range) => {
            // `range_inspect`: a missing end shows as nothing, both missing as `nil..nil`'s begin.
            let range = *range;
            cx.nested(|cx| {
                let endless = matches!(range.end, Value::Nil);
                let beginless = matches!(range.begin, Value::Nil);
                if !beginless || endless {
                    write(cx, range.begin, out, open)?;
                }
                out.push_str(if range.exclusive { "..." } else { ".." });
                if beginless || !endless {
                    write(cx, range.end, out, open)?;
                }
                Ok(())
            })?;
        }
        Object::Exception(_) => out.push_str(&super::exception::inspect(cx, value)?),
        Object::Regexp(_) => out.push_str(&super::regexp::inspect(cx, value)),
        Object::MatchData(_) => out.push_str(&super::match_data::inspect(cx, value)?),
        Object::SymbolProc(_) | Object::WrappedBlock(_) | Object::Plain => return Err(address(cx)),
        _ => {
            let shown = call_own(cx, value, "inspect")?;
            out.push_str(super::arguments::text(cx, shown));
        }
    }
    Ok(())
}

/// Calls a method of the value's class that takes no arguments.
fn call_own(cx: &mut Cx<'_>, value: Value, name: &str) -> Run<Value> {
    cx.nested(|cx| dispatch::send(cx, value, name, Args::new(&[])))
}

fn write_array(cx: &mut Cx<'_>, id: ObjId, out: &mut String, open: &mut Vec<ObjId>) -> Run<()> {
    out.push('[');
    let mut at = 0;
    while let Some(&item) = super::arguments::items(cx, Value::Object(id)).get(at) {
        if at > 0 {
            out.push_str(", ");
        }
        write(cx, item, out, open)?;
        at += 1;
    }
    out.push(']');
    Ok(())
}

fn write_hash(cx: &mut Cx<'_>, id: ObjId, out: &mut String, open: &mut Vec<ObjId>) -> Run<()> {
    out.push('{');
    let mut at = 0;
    let mut first = true;
    while let Some((position, entry)) =
        super::arguments::hash(cx, Value::Object(id)).and_then(|hash| hash.table.next_from(at))
    {
        if !first {
            out.push_str(", ");
        }
        first = false;
        write(cx, entry.key, out, open)?;
        out.push_str("=>");
        write(cx, entry.value, out, open)?;
        at = position + 1;
    }
    out.push('}');
    Ok(())
}

fn write_set(cx: &mut Cx<'_>, id: ObjId, out: &mut String, open: &mut Vec<ObjId>) -> Run<()> {
    out.push_str("#<Set: {");
    let mut at = 0;
    let mut first = true;
    while let Some((position, entry)) =
        super::hashing::table(cx, Value::Object(id)).and_then(|table| table.next_from(at))
    {
        if !first {
            out.push_str(", ");
        }
        first = false;
        write(cx, entry.key, out, open)?;
        at = position + 1;
    }
    out.push_str("}>");
    Ok(())
}

/// `to_s` as a text, as interpolation and `String()` apply it.
pub(super) fn to_s(cx: &mut Cx<'_>, value: Value) -> Run<String> {
    match value {
        Value::Nil | Value::Empty | Value::Undefined => Ok(String::new()),
        Value::Symbol(id) => Ok(cx.symbol(id).to_owned()),
        Value::Object(id) => match cx.object(id) {
            heap::Object::Rb(Object::String(string)) => {
                let text = string.text.clone();
                cx.charge(text.len() as u64 / 8)?;
                Ok(text)
            }
            heap::Object::Rb(Object::Exception(exception)) => {
                if matches!(exception.message, Message::Opaque) {
                    return Err(super::exception::opaque(cx));
                }
                super::exception::text(cx, value)
            }
            heap::Object::Rb(Object::Rational(number)) => {
                let number = number.clone();
                super::rational::text(cx, &number)
            }
            heap::Object::Rb(Object::Regexp(_)) => super::regexp::embedded(cx, value),
            heap::Object::Rb(Object::MatchData(found)) => Ok(found.group(0).unwrap_or("").to_owned()),
            heap::Object::Rb(Object::Range(range)) => {
                let range = *range;
                cx.nested(|cx| {
                    let mut out = to_s(cx, range.begin)?;
                    out.push_str(if range.exclusive { "..." } else { ".." });
                    out.push_str(&to_s(cx, range.end)?);
                    Ok(out)
                })
            }
            heap::Object::Rb(Object::Array(_) | Object::Hash(_) | Object::Set(_) | Object::BigInt(_)) => {
                inspect(cx, value)
            }
            heap::Object::Rb(
                Object::SymbolProc(_) | Object::WrappedBlock(_) | Object::Enumerator(_) | Object::Plain,
            ) => Err(address(cx)),
            heap::Object::Rb(_) => {
                let shown = call_own(cx, value, "to_s")?;
                Ok(super::arguments::text(cx, shown).to_owned())
            }
            _ => Err(address(cx)),
        },
        other => inspect(cx, other),
    }
}
