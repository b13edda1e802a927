//! `JSON.stringify`: values to text.

use crate::number::javascript as numbers;
use crate::value::{Global, JsString, ObjId, StrId, Value};
use crate::vm::context::{Cx, Run};

use super::super::call::{call_value, is_callable};
use super::super::convert::{
    arg, is_object, key_of_string, key_to_value, new_object, number_to_string, to_integer, to_number, to_string,
};
use super::super::object::{Class, Key};
use super::super::property::{class_of, define_text, get, get_text, index_key, length_of, own_keys};
use super::super::text::{Builder, new_string_id};

pub(super) fn stringify(cx: &mut Cx<'_>, _this: Value, args: &[Value]) -> Run<Value> {
    let (value, replacer) = (arg(args, 0), arg(args, 1));
    let mut writer = Writer {
        out: Builder::new(),
        function: is_callable(cx, replacer).then_some(replacer),
        keys: None,
        gap: Vec::new(),
        level: 0,
        path: Vec::new(),
    };
    if matches!(class_of(cx, replacer), Some(Class::Array(_))) {
        writer.keys = Some(property_list(cx, replacer)?);
    }
    writer.gap = gap(cx, arg(args, 2))?;
    let name = new_string_id(cx, "")?;
    let holder = new_object(cx, Class::Plain)?;
    define_text(cx, holder, "", value)?;
    let value = writer.prepare(cx, Value::Object(holder), Key::Name(name), value)?;
    if !writer.write(cx, value)? {
        return Ok(Value::Undefined);
    }
    writer.out.finish(cx)
}

/// The names that an array as replacer lets through, each once.
fn property_list(cx: &mut Cx<'_>, list: Value) -> Run<Vec<Key>> {
    let mut keys: Vec<Key> = Vec::new();
    for at in 0..length_of(cx, list)? {
        let index = index_key(cx, at)?;
        let item = get(cx, list, index)?;
        let counts = match (item, class_of(cx, item)) {
            (Value::Str(_) | Value::Float(_), _) => true,
            (_, Some(Class::Boxed(inner))) => !matches!(inner, Value::Bool(_)),
            _ => false,
        };
        if !counts {
            continue;
        }
        let name = to_string(cx, item)?;
        let key = key_of_string(cx, name);
        cx.charge(keys.len() as u64 + 1)?;
        if !keys
            .iter()
            .any(|&other| super::super::objects::same_key(cx, other, key))
        {
            cx.charge_memory(8)?;
            keys.push(key);
        }
    }
    Ok(keys)
}

/// What one level is indented by: at most ten code units.
fn gap(cx: &mut Cx<'_>, space: Value) -> Run<Vec<u16>> {
    let space = match class_of(cx, space) {
        Some(Class::Boxed(Value::Float(_))) => Value::Float(to_number(cx, space)?),
        Some(Class::Boxed(Value::Str(_))) => Value::Str(to_string(cx, space)?),
        _ => space,
    };
    Ok(match space {
        // V8 breaks lines for a part of one, without an indent: as for a text that starts with NUL.
        Value::Float(count) if count > 0.0 && count < 1.0 => vec![0],
        Value::Float(_) => {
            let count = to_integer(cx, space)?.clamp(0.0, 10.0);
            vec![u16::from(b' '); count as usize]
        }
        Value::Str(id) => cx.string(id).units().take(10).collect(),
        _ => Vec::new(),
    })
}

struct Writer {
    out: Builder,
    function: Option<Value>,
    keys: Option<Vec<Key>>,
    gap: Vec<u16>,
    level: usize,
    path: Vec<ObjId>,
}

impl Writer {
    /// The first half of ECMA-262 25.5.2.2 SerializeJSONProperty: `toJSON`, the replacer, wrappers.
    fn prepare(&mut self, cx: &mut Cx<'_>, holder: Value, key: Key, value: Value) -> Run<Value> {
        cx.charge(1)?;
        let mut value = value;
        if is_object(value) {
            let method = get_text(cx, value, "toJSON")?;
            if is_callable(cx, method) {
                let name = key_to_value(cx, key)?;
                value = cx.nested(|cx| call_value(cx, method, value, &[name]))?;
            }
        }
        if let Some(function) = self.function {
            let name = key_to_value(cx, key)?;
            value = call_value(cx, function, holder, &[name, value])?;
        }
        match class_of(cx, value) {
            Some(Class::Boxed(Value::Float(_))) => Ok(Value::Float(to_number(cx, value)?)),
            Some(Class::Boxed(Value::Str(_))) => Ok(Value::Str(to_string(cx, value)?)),
            Some(Class::Boxed(flag @ Value::Bool(_))) => Ok(*flag),
            _ => Ok(value),
        }
    }

    /// Whether a prepared value has a text at all.
    fn has_text(cx: &Cx<'_>, value: Value) -> bool {
        !matches!(value, Value::Undefined | Value::Empty) && !is_callable(cx, value)
    }

    /// Writes a prepared value; false where it has no text.
    fn write(&mut self, cx: &mut Cx<'_>, value: Value) -> Run<bool> {
        if !Self::has_text(cx, value) {
            return Ok(false);
        }
        match value {
            Value::Nil => self.out.push_text(cx, "null")?,
            Value::Bool(true) => self.out.push_text(cx, "true")?,
            Value::Bool(false) => self.out.push_text(cx, "false")?,
            Value::Float(number) if number.is_finite() => {
                cx.charge(2)?;
                self.out.push_text(cx, &numbers::to_string(number))?;
            }
            Value::Float(_) => self.out.push_text(cx, "null")?,
            Value::Str(id) => self.quote(cx, id)?,
            Value::Object(id) => {
                if self.path.contains(&id) {
                    // The text shows the way of the cycle.
                    return Err(cx.throw_opaque(Global::JsTypeError));
                }
                self.path.push(id);
                self.level += 1;
                let is_array = matches!(class_of(cx, value), Some(Class::Array(_)));
                let written = cx.nested(|cx| {
                    if is_array {
                        self.array(cx, value)
                    } else {
                        self.object(cx, value)
                    }
                });
                self.level -= 1;
                self.path.pop();
                written?;
            }
            // `Math` and `JSON` have no enumerable properties.
            _ => self.out.push_text(cx, "{}")?,
        }
        Ok(true)
    }

    fn line(&mut self, cx: &mut Cx<'_>, level: usize) -> Run<()> {
        if !self.gap.is_empty() {
            self.out.push_text(cx, "\n")?;
            // V8 stops at a NUL, where ECMA-262 25.5.2.1 takes all of the text.
            let indent = self.gap.split(|&unit| unit == 0).next().unwrap_or_default();
            for _ in 0..level {
                self.out.push_units(cx, indent)?;
            }
        }
        Ok(())
    }

    fn array(&mut self, cx: &mut Cx<'_>, value: Value) -> Run<()> {
        let length = length_of(cx, value)?;
        self.out.push_text(cx, "[")?;
        for at in 0..length {
            if at > 0 {
                self.out.push_text(cx, ",")?;
            }
            self.line(cx, self.level)?;
            let key = index_key(cx, at)?;
            let item = get(cx, value, key)?;
            let item = self.prepare(cx, value, key, item)?;
            if !self.write(cx, item)? {
                self.out.push_text(cx, "null")?;
            }
        }
        if length > 0 {
            self.line(cx, self.level - 1)?;
        }
        self.out.push_text(cx, "]")
    }

    fn object(&mut self, cx: &mut Cx<'_>, value: Value) -> Run<()> {
        let keys = match &self.keys {
            Some(keys) => keys.clone(),
            None => own_keys(cx, value)?,
        };
        self.out.push_text(cx, "{")?;
        let mut written = false;
        for key in keys {
            let item = get(cx, value, key)?;
            let item = self.prepare(cx, value, key, item)?;
            if !Self::has_text(cx, item) {
                continue;
            }
            if written {
                self.out.push_text(cx, ",")?;
            }
            written = true;
            self.line(cx, self.level)?;
            let name = match key {
                Key::Name(name) => name,
                Key::Index(index) => number_to_string(cx, f64::from(index))?,
            };
            self.quote(cx, name)?;
            self.out.push_text(cx, if self.gap.is_empty() { ":" } else { ": " })?;
            self.write(cx, item)?;
        }
        if written {
            self.line(cx, self.level - 1)?;
        }
        self.out.push_text(cx, "}")
    }

    /// ECMA-262 25.5.2.3 QuoteJSONString.
    fn quote(&mut self, cx: &mut Cx<'_>, id: StrId) -> Run<()> {
        let plain = match cx.string(id) {
            JsString::Ascii(text) => !text.bytes().any(|byte| matches!(byte, 0..=0x1F | b'"' | b'\\')),
            JsString::Wide(_) => false,
        };
        self.out.push_text(cx, "\"")?;
        if plain {
            self.out.push(cx, id)?;
        } else {
            let quoted = quoted(&cx.string(id).to_units());
            cx.charge(quoted.len() as u64)?;
            self.out.push_units(cx, &quoted)?;
        }
        self.out.push_text(cx, "\"")
    }
}

fn quoted(units: &[u16]) -> Vec<u16> {
    let mut out = Vec::with_capacity(units.len());
    for decoded in char::decode_utf16(units.iter().copied()) {
        let escape = match decoded {
            Ok('"') => String::from("\\\""),
            Ok('\\') => String::from("\\\\"),
            Ok('\u{8}') => String::from("\\b"),
            Ok('\u{c}') => String::from("\\f"),
            Ok('\n') => String::from("\\n"),
            Ok('\r') => String::from("\\r"),
            Ok('\t') => String::from("\\t"),
            Ok(control @ '\0'..='\u{1f}') => format!("\\u{:04x}", u32::from(control)),
            Err(lone) => format!("\\u{:04x}", lone.unpaired_surrogate()),
            Ok(character) => {
                out.extend_from_slice(character.encode_utf16(&mut [0; 2]));
                continue;
            }
        };
        out.extend(escape.encode_utf16());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn quotes_as_node_does() {
        let quote = |units: &[u16]| String::from_utf16(&quoted(units)).expect("escapes are well formed");
        let text: Vec<u16> = "\u{8}\u{c}\n\r\t\"\\/\u{1}\u{7f}\u{2028}é😀".encode_utf16().collect();
        assert_eq!(quote(&text), "\\b\\f\\n\\r\\t\\\"\\\\/\\u0001\u{7f}\u{2028}é😀");
        assert_eq!(quote(&[0xd83d, 0x61, 0xde00]), "\\ud83da\\ude00");
    }
}
