//! Values in the wire encoding of the batch interface.

use serde_json::{Map, Value as Json, json};

use crate::diag::Code;
use crate::value::{ObjId, Value};
use crate::vm::context::{Cx, Run};
use crate::vm::heap;

use super::arguments::{hash, items, object};
use super::object::Object;
use super::{class, float, inspect};

/// The largest whole number that JSON readers hold exactly.
const SAFE: i64 = 9_007_199_254_740_991;

/// Encodes a value.
pub(super) fn encode(cx: &mut Cx<'_>, value: Value) -> Run<Json> {
    write(cx, value, &mut Vec::new())
}

fn tagged(tag: &str, rest: &[(&str, Json)]) -> Json {
    let mut map = Map::new();
    map.insert(String::from("$t"), Json::from(tag));
    for (key, value) in rest {
        map.insert((*key).to_owned(), value.clone());
    }
    Json::Object(map)
}

fn write(cx: &mut Cx<'_>, value: Value, open: &mut Vec<ObjId>) -> Run<Json> {
    cx.charge(1)?;
    // What is shared in the heap is written as often as it is named.
    cx.charge_memory(size_of::<Json>())?;
    Ok(match value {
        Value::Nil | Value::Empty | Value::Undefined => Json::Null,
        Value::Bool(flag) => Json::from(flag),
        Value::Int(number) if (-SAFE..=SAFE).contains(&number) => Json::from(number),
        Value::Int(number) => tagged("Integer", &[("v", Json::from(number.to_string()))]),
        Value::Float(number) => tagged("Float", &[("v", Json::from(float::text(number)))]),
        Value::Symbol(id) => tagged("Symbol", &[("v", Json::from(cx.symbol(id)))]),
        Value::Global(global) => tagged("Module", &[("v", Json::from(global.name()))]),
        Value::Section(_) => {
            let name = class::class_name(cx, value);
            tagged("Object", &[("class", Json::from(name))])
        }
        Value::Str(_) | Value::Native(_) => return Err(cx.fault(Code::F0905, "a value of the other language")),
        Value::Object(id) => return write_object(cx, id, open),
    })
}

fn write_object(cx: &mut Cx<'_>, id: ObjId, open: &mut Vec<ObjId>) -> Run<Json> {
    let value = Value::Object(id);
    let heap::Object::Rb(found) = cx.object(id) else {
        return Ok(tagged("Proc", &[]));
    };
    match found {
        Object::String(string) => {
            let bytes = string.text.len();
            let text = Json::from(string.text.as_str());
            cx.charge(bytes as u64 / 8)?;
            cx.charge_memory(bytes)?;
            return Ok(text);
        }
        Object::BigInt(number) => {
            let number = number.clone();
            let text = super::integer::decimal(cx, &number)?;
            return Ok(tagged("Integer", &[("v", Json::from(text))]));
        }
        Object::Rational(_) => {
            let text = inspect::to_s(cx, value)?;
            return Ok(tagged("Rational", &[("v", Json::from(text))]));
        }
        Object::SymbolProc(_) => return Ok(tagged("Proc", &[])),
        Object::Regexp(regexp) => {
            let source = Json::from(&*regexp.source);
            let options = super::regexp::bits(cx, value);
            return Ok(tagged(
                "Regexp",
                &[("source", source), ("options", Json::from(options))],
            ));
        }
        Object::MatchData(found) => {
            let texts: Vec<Json> = (0..found.groups.len())
                .map(|number| found.group(number).map_or(Json::Null, Json::from))
                .collect();
            let names: Vec<Json> = found.unique_names().into_iter().map(Json::from).collect();
            let begin = super::match_data::begin(cx, value);
            return Ok(tagged(
                "MatchData",
                &[
                    ("a", Json::Array(texts)),
                    ("names", Json::Array(names)),
                    ("begin", Json::from(begin)),
                ],
            ));
        }
        Object::Exception(exception) => {
            let class = exception.class.name();
            let text = super::exception::text(cx, value)?;
            return Ok(tagged(
                "Exception",
                &[("class", Json::from(class)), ("message", Json::from(text))],
            ));
        }
        _ => {}
    }
    if open.contains(&id) {
        return Ok(tagged("cycle", &[]));
    }
    open.push(id);
    let encoded = cx.nested(|cx| write_collection(cx, value, open))?;
    open.pop();
    Ok(encoded)
}

fn write_collection(cx: &mut Cx<'_>, value: Value, open: &mut Vec<ObjId>) -> Run<Json> {
    match object(cx, value) {
        Some(Object::Array(_)) => {
            let mut list = Vec::new();
            while let Some(&item) = items(cx, value).get(list.len()) {
                list.push(write(cx, item, open)?);
            }
            Ok(Json::Array(list))
        }
        Some(Object::Hash(_)) => {
            let mut list = Vec::new();
            let mut at = 0;
            while let Some((position, entry)) = hash(cx, value).and_then(|hash| hash.table.next_from(at)) {
                let key = write(cx, entry.key, open)?;
                let item = write(cx, entry.value, open)?;
                list.push(json!([key, item]));
                at = position + 1;
            }
            Ok(tagged("Hash", &[("e", Json::Array(list))]))
        }
        Some(Object::Set(set)) => {
            let keys: Vec<Value> = set.table.iter().map(|entry| entry.key).collect();
            let list = keys
                .into_iter()
                .map(|key| write(cx, key, open))
                .collect::<Run<Vec<Json>>>()?;
            Ok(tagged("Set", &[("e", Json::Array(list))]))
        }
        Some(Object::Time(time)) => Ok(time_text(cx, &time.clone())?),
        Some(Object::Date(date)) => {
            let date = *date;
            let text = super::time::settle(cx, date.to_s())?;
            Ok(tagged("Date", &[("v", Json::from(text))]))
        }
        Some(Object::Range(range)) => {
            let range = *range;
            let begin = write(cx, range.begin, open)?;
            let end = write(cx, range.end, open)?;
            Ok(tagged(
                "Range",
                &[("b", begin), ("e", end), ("excl", Json::from(range.exclusive))],
            ))
        }
        _ => {
            let name = class::class_name(cx, value);
            Ok(tagged("Object", &[("class", Json::from(name))]))
        }
    }
}

fn time_text(cx: &mut Cx<'_>, time: &super::time::Time) -> Run<Json> {
    let offset = super::time::settle(cx, time.utc_offset())?;
    Ok(tagged(
        "Time",
        &[
            ("s", Json::from(time.to_i())),
            ("ns", Json::from(time.nsec())),
            ("off", Json::from(offset)),
            ("utc", Json::from(time.is_utc())),
        ],
    ))
}
