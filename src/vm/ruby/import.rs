//! The host's values as a rule sees them: what `JSON.parse` gives.

use num_bigint::BigInt;

use crate::diag::Code;
use crate::value::Value;
use crate::vm::context::{Cx, Run};
use crate::vm::data::Datum;

use super::{hash_set, new_array, new_hash, new_integer, new_string};

/// Makes the Ruby value of a datum; lists, maps and texts are fresh objects.
pub(super) fn import(cx: &mut Cx<'_>, datum: Datum<'_>) -> Run<Value> {
    match datum {
        Datum::Absent | Datum::Null => Ok(Value::Nil),
        Datum::Bool(flag) => Ok(Value::Bool(flag)),
        Datum::Int(number) => Ok(Value::Int(number)),
        Datum::Float(number) => Ok(Value::Float(number)),
        Datum::Text(text) => {
            cx.charge(1 + text.len() as u64 / 8)?;
            new_string(cx, text)
        }
        Datum::Texts(list) => texts(cx, list.iter().copied()),
        Datum::Strings(list) => texts(cx, list.iter().map(String::as_str)),
        Datum::Json(value) => json(cx, value),
    }
}

fn texts<'a>(cx: &mut Cx<'_>, list: impl Iterator<Item = &'a str>) -> Run<Value> {
    let items = list
        .map(|text| import(cx, Datum::Text(text)))
        .collect::<Run<Vec<Value>>>()?;
    new_array(cx, items)
}

fn json(cx: &mut Cx<'_>, value: &serde_json::Value) -> Run<Value> {
    cx.charge(1)?;
    match value {
        serde_json::Value::Null => Ok(Value::Nil),
        serde_json::Value::Bool(flag) => Ok(Value::Bool(*flag)),
        serde_json::Value::Number(number) => self::number(cx, number),
        serde_json::Value::String(text) => import(cx, Datum::Text(text)),
        serde_json::Value::Array(items) => {
            let items = cx.nested(|cx| items.iter().map(|item| json(cx, item)).collect::<Run<Vec<Value>>>())?;
            new_array(cx, items)
        }
        serde_json::Value::Object(entries) => {
            let hash = new_hash(cx)?;
            cx.nested(|cx| {
                for (key, item) in entries {
                    let key = new_string(cx, key)?;
                    let item = json(cx, item)?;
                    hash_set(cx, hash, key, item)?;
                }
                Ok(())
            })?;
            Ok(hash)
        }
    }
}

/// Whole numbers are Integers, others Floats; a whole number too large for 64 bits arrives rounded and is refused.
fn number(cx: &mut Cx<'_>, number: &serde_json::Number) -> Run<Value> {
    if let Some(whole) = number.as_i64() {
        return Ok(Value::Int(whole));
    }
    if let Some(whole) = number.as_u64() {
        return new_integer(cx, BigInt::from(whole));
    }
    match number.as_f64() {
        Some(float) if float.abs() < 18_446_744_073_709_551_616.0 || float.fract() != 0.0 => Ok(Value::Float(float)),
        _ => Err(cx.fault(
            Code::F0905,
            "a number of the bindings is larger than 64 bits and not known to be whole",
        )),
    }
}
