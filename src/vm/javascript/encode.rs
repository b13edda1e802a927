//! Values in the wire encoding of the batch interface.

use serde_json::{Map, Value as Json, json};

use crate::diag::Code;
use crate::number::javascript as numbers;
use crate::value::{JsString, ObjId, StrId, Value};
use crate::vm::context::{Cx, Run};

use super::call::is_callable;
use super::collections;
use super::convert::{key_to_value, to_string};
use super::object::{Class, Key};
use super::objects::tag;
use super::own::own_value_of_text;
use super::property::{class_of, get, get_text, own_keys};

/// The largest output in code units, the most values and the deepest nesting that the encoding takes.
const MOST_UNITS: u64 = 4 << 20;
const MOST_VALUES: u64 = 200_000;
const DEEPEST: usize = 200;

/// The value in the wire encoding.
pub(super) fn encode(cx: &mut Cx<'_>, value: Value) -> Run<Json> {
    let mut encoder = Encoder {
        values: 0,
        units: 0,
        path: Vec::new(),
    };
    encoder.encode(cx, value)
}

struct Encoder {
    values: u64,
    units: u64,
    path: Vec<ObjId>,
}

/// The text of a string, or its code units where it is ill formed.
fn text(string: &JsString) -> Json {
    match string.to_utf8() {
        Some(text) => Json::String(text),
        None => json!({"$t": "str16", "u": string.to_units()}),
    }
}

fn number(number: f64) -> Json {
    let name = if number.is_nan() {
        "NaN"
    } else if number == f64::INFINITY {
        "Infinity"
    } else if number == f64::NEG_INFINITY {
        "-Infinity"
    } else if number == 0.0 && number.is_sign_negative() {
        "-0"
    } else {
        return plain_number(number);
    };
    json!({ "$t": name })
}

/// A finite number as JSON, with the digits that JavaScript writes: a reader of whole numbers beyond 2^53 sees the same one.
fn plain_number(number: f64) -> Json {
    let whole = number as i64;
    if whole as f64 == number && whole.unsigned_abs() <= 1 << 53 {
        return Json::from(whole);
    }
    let text = numbers::to_string(number);
    if let Ok(whole) = text.parse::<i64>() {
        return Json::from(whole);
    }
    text.parse::<u64>().map_or_else(|_| Json::from(number), Json::from)
}

impl Encoder {
    fn too_large(cx: &Cx<'_>) -> crate::vm::Stop {
        cx.fault(Code::F0905, "the value is too large to be encoded")
    }

    fn encode(&mut self, cx: &mut Cx<'_>, value: Value) -> Run<Json> {
        self.values += 1;
        if self.values > MOST_VALUES {
            return Err(Self::too_large(cx));
        }
        cx.charge(1)?;
        match value {
            Value::Undefined | Value::Empty => Ok(json!({"$t": "undefined"})),
            Value::Nil => Ok(Json::Null),
            Value::Bool(flag) => Ok(Json::Bool(flag)),
            Value::Int(whole) => Ok(Json::from(whole)),
            Value::Float(float) => Ok(number(float)),
            Value::Str(id) => self.string(cx, id),
            _ if is_callable(cx, value) => Ok(json!({"$t": "Function"})),
            Value::Object(id) => {
                if self.path.contains(&id) {
                    return Ok(json!({"$t": "cycle"}));
                }
                if self.path.len() > DEEPEST {
                    return Ok(json!({"$t": "deep"}));
                }
                self.path.push(id);
                let encoded = cx.nested(|cx| self.object(cx, value));
                self.path.pop();
                encoded
            }
            _ => Ok(json!({"$t": "Object", "tag": format!("[object {}]", tag(cx, value))})),
        }
    }

    fn string(&mut self, cx: &mut Cx<'_>, id: StrId) -> Run<Json> {
        let length = cx.string(id).len() as u64;
        self.units += length;
        if self.units > MOST_UNITS {
            return Err(Self::too_large(cx));
        }
        cx.charge(length / 8)?;
        Ok(text(cx.string(id)))
    }

    fn object(&mut self, cx: &mut Cx<'_>, value: Value) -> Run<Json> {
        match class_of(cx, value) {
            Some(Class::Array(items)) => {
                let items = items.clone();
                self.array(cx, value, &items)
            }
            Some(&Class::Date(time)) => {
                let ms = if time.is_nan() { Json::Null } else { number(time) };
                Ok(json!({"$t": "Date", "ms": ms}))
            }
            Some(Class::RegExp(regexp)) => {
                let (source, flags, last_index) = (regexp.source, regexp.flags.to_string(), regexp.last_index);
                let last_index = self.encode_raw(cx, last_index)?;
                Ok(json!({"$t": "RegExp", "source": text(cx.string(source)), "flags": flags, "lastIndex": last_index}))
            }
            Some(Class::Error(_)) => {
                let name = get_text(cx, value, "name")?;
                let name = to_string(cx, name)?;
                let message = get_text(cx, value, "message")?;
                let message = to_string(cx, message)?;
                let name = cx.string(name).to_lossy();
                Ok(json!({"$t": "Error", "name": name, "message": text(cx.string(message))}))
            }
            Some(&Class::Boxed(primitive)) => {
                let primitive = self.encode(cx, primitive)?;
                Ok(json!({"$t": "Boxed", "v": primitive}))
            }
            Some(Class::Map(table)) => {
                let entries: Vec<_> = collections::entries(table).collect();
                let mut pairs = Vec::new();
                for (key, value) in entries {
                    let key = self.encode(cx, key)?;
                    let value = self.encode(cx, value)?;
                    pairs.push(Json::Array(vec![key, value]));
                }
                Ok(json!({"$t": "Map", "e": pairs}))
            }
            Some(Class::Set(table)) => {
                let entries: Vec<_> = collections::entries(table).collect();
                let mut items = Vec::new();
                for (key, _) in entries {
                    items.push(self.encode(cx, key)?);
                }
                Ok(json!({"$t": "Set", "e": items}))
            }
            Some(Class::Plain | Class::Bare) => self.plain(cx, value),
            _ => Ok(json!({"$t": "Object", "tag": format!("[object {}]", tag(cx, value))})),
        }
    }

    /// What JSON itself makes of a value that stands in the encoding as it is.
    fn encode_raw(&mut self, cx: &mut Cx<'_>, value: Value) -> Run<Json> {
        match value {
            Value::Float(float) if float.is_finite() => Ok(plain_number(float + 0.0)),
            Value::Nil | Value::Float(_) => Ok(Json::Null),
            Value::Bool(flag) => Ok(Json::Bool(flag)),
            Value::Str(_) => self.encode(cx, value),
            _ => Err(cx.fault(Code::F0905, "this value cannot be encoded")),
        }
    }

    fn array(&mut self, cx: &mut Cx<'_>, value: Value, items: &[Value]) -> Run<Json> {
        if items.len() as u64 > MOST_VALUES {
            return Err(Self::too_large(cx));
        }
        let mut encoded = Vec::new();
        for &item in items {
            encoded.push(match item {
                Value::Empty => json!({"$t": "hole"}),
                _ => self.encode(cx, item)?,
            });
        }
        let index = own_value_of_text(cx, value, "index")?;
        let input = own_value_of_text(cx, value, "input")?;
        match (index, input) {
            (Some(index), Some(_)) => {
                let index = self.encode_raw(cx, index)?;
                let groups = get_text(cx, value, "groups")?;
                let groups = self.encode(cx, groups)?;
                Ok(json!({"$t": "match", "a": encoded, "index": index, "groups": groups}))
            }
            _ => Ok(Json::Array(encoded)),
        }
    }

    fn plain(&mut self, cx: &mut Cx<'_>, value: Value) -> Run<Json> {
        let mut pairs = Vec::new();
        let mut odd = false;
        for key in own_keys(cx, value)? {
            let item = get(cx, value, key)?;
            let item = self.encode(cx, item)?;
            let name = self.name(cx, key)?;
            odd |= match &name {
                Json::String(name) => name.starts_with('$') || name == "__proto__",
                _ => true,
            };
            pairs.push((name, item));
        }
        if odd {
            let pairs: Vec<_> = pairs
                .into_iter()
                .map(|(name, item)| Json::Array(vec![name, item]))
                .collect();
            return Ok(json!({"$t": "obj", "e": pairs}));
        }
        let mut map = Map::new();
        for (name, item) in pairs {
            if let Json::String(name) = name {
                map.insert(name, item);
            }
        }
        Ok(Json::Object(map))
    }

    fn name(&self, cx: &mut Cx<'_>, key: Key) -> Run<Json> {
        match key_to_value(cx, key)? {
            Value::Str(id) => Ok(text(cx.string(id))),
            _ => Err(Self::too_large(cx)),
        }
    }
}
