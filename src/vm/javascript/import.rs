//! The host's data as values of a rule.

use crate::value::{JsString, Value};
use crate::vm::context::{Cx, Run};
use crate::vm::data::Datum;

use super::array;
use super::convert::{key_of_string, new_object};
use super::object::Class;
use super::property::define;
use super::text::new_string_id;

/// The value of a datum: what `JSON.parse` would make of it; undefined where it is absent.
pub(super) fn import(cx: &mut Cx<'_>, datum: Datum<'_>) -> Run<Value> {
    cx.charge(1)?;
    match datum {
        Datum::Absent => Ok(Value::Undefined),
        Datum::Null => Ok(Value::Nil),
        Datum::Bool(flag) => Ok(Value::Bool(flag)),
        Datum::Int(number) => Ok(Value::Float(number as f64)),
        Datum::Float(number) => Ok(Value::Float(number)),
        Datum::Text(text) => import_text(cx, text),
        Datum::Texts(texts) => import_texts(cx, texts.iter().copied()),
        Datum::Strings(texts) => import_texts(cx, texts.iter().map(String::as_str)),
        Datum::Json(json) => import_json(cx, json),
    }
}

fn import_text(cx: &mut Cx<'_>, text: &str) -> Run<Value> {
    cx.charge(text.len() as u64 / 8)?;
    cx.new_string(JsString::from(text))
}

fn import_texts<'a>(cx: &mut Cx<'_>, texts: impl ExactSizeIterator<Item = &'a str>) -> Run<Value> {
    array::charge_items(cx, texts.len() as u64)?;
    let items = texts.map(|text| import_text(cx, text)).collect::<Run<Vec<Value>>>()?;
    array::new_array(cx, items)
}

fn import_json(cx: &mut Cx<'_>, json: &serde_json::Value) -> Run<Value> {
    match json {
        serde_json::Value::Null => Ok(Value::Nil),
        serde_json::Value::Bool(flag) => Ok(Value::Bool(*flag)),
        // A number of JSON without arbitrary precision always has a double; JSON as JavaScript writes it has no -0, which
        // the addition takes away.
        serde_json::Value::Number(number) => Ok(Value::Float(number.as_f64().unwrap_or(f64::NAN) + 0.0)),
        serde_json::Value::String(text) => import_text(cx, text),
        serde_json::Value::Array(list) => cx.nested(|cx| {
            array::charge_items(cx, list.len() as u64)?;
            let mut items = Vec::with_capacity(list.len());
            for item in list {
                items.push(import_json(cx, item)?);
            }
            array::new_array(cx, items)
        }),
        serde_json::Value::Object(map) => cx.nested(|cx| {
            let id = new_object(cx, Class::Plain)?;
            for (key, value) in map {
                cx.charge(1 + key.len() as u64 / 8)?;
                let name = new_string_id(cx, &**key)?;
                let value = import_json(cx, value)?;
                let key = key_of_string(cx, name);
                define(cx, id, key, value)?;
            }
            Ok(Value::Object(id))
        }),
    }
}
