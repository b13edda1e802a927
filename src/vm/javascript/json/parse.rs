//! `JSON.parse`: text to values, then the reviver over them.
//!
//! The text of a SyntaxError shows the source in ways of V8 and is not reproduced.

use crate::value::{Global, JsString, Value};
use crate::vm::context::{Cx, Run};

use super::super::array;
use super::super::call::{call_value, is_callable};
use super::super::convert::{arg, is_object, key_of_string, key_to_value, new_object, to_string};
use super::super::object::{Class, Key};
use super::super::property::{
    class_of, define, define_text, delete, get, index_key, length_of, object_of, own_keys, set,
};
use super::super::text::{Builder, new_string_id};

pub(super) fn parse(cx: &mut Cx<'_>, _this: Value, args: &[Value]) -> Run<Value> {
    let text = to_string(cx, arg(args, 0))?;
    let units = cx.string(text).to_units();
    cx.charge(units.len() as u64 / 2)?;
    let mut parser = Parser { units: &units, at: 0 };
    let value = parser.value(cx)?;
    parser.space();
    if parser.at < units.len() {
        return Err(malformed(cx));
    }
    let reviver = arg(args, 1);
    if !is_callable(cx, reviver) {
        return Ok(value);
    }
    let root = new_object(cx, Class::Plain)?;
    define_text(cx, root, "", value)?;
    let name = new_string_id(cx, "")?;
    revive(cx, reviver, Value::Object(root), Key::Name(name))
}

fn malformed(cx: &mut Cx<'_>) -> crate::vm::Stop {
    cx.throw_opaque(Global::JsSyntaxError)
}

struct Parser<'a> {
    units: &'a [u16],
    at: usize,
}

impl Parser<'_> {
    /// The next unit as a byte; 0 at the end and for what JSON has no use for.
    fn peek(&self) -> u8 {
        let unit = self.units.get(self.at).copied().unwrap_or(0);
        u8::try_from(unit).unwrap_or(0)
    }

    fn space(&mut self) {
        while matches!(self.peek(), b' ' | b'\t' | b'\n' | b'\r') {
            self.at += 1;
        }
    }

    fn expect(&mut self, cx: &mut Cx<'_>, text: &str) -> Run<()> {
        for byte in text.bytes() {
            if self.peek() != byte {
                return Err(malformed(cx));
            }
            self.at += 1;
        }
        Ok(())
    }

    fn value(&mut self, cx: &mut Cx<'_>) -> Run<Value> {
        self.space();
        match self.peek() {
            b'{' => cx.nested(|cx| self.object(cx)),
            b'[' => cx.nested(|cx| self.array(cx)),
            b'"' => {
                let text = self.string(cx)?;
                cx.new_string(text)
            }
            b't' => self.expect(cx, "true").map(|()| Value::Bool(true)),
            b'f' => self.expect(cx, "false").map(|()| Value::Bool(false)),
            b'n' => self.expect(cx, "null").map(|()| Value::Nil),
            _ => self.number(cx).map(Value::Float),
        }
    }

    fn object(&mut self, cx: &mut Cx<'_>) -> Run<Value> {
        self.at += 1;
        let id = new_object(cx, Class::Plain)?;
        self.space();
        if self.peek() == b'}' {
            self.at += 1;
            return Ok(Value::Object(id));
        }
        loop {
            self.space();
            let name = self.string(cx)?;
            let name = new_string_id(cx, name)?;
            self.space();
            self.expect(cx, ":")?;
            let value = self.value(cx)?;
            let key = key_of_string(cx, name);
            define(cx, id, key, value)?;
            self.space();
            if self.peek() != b',' {
                break;
            }
            self.at += 1;
        }
        self.expect(cx, "}")?;
        Ok(Value::Object(id))
    }

    fn array(&mut self, cx: &mut Cx<'_>) -> Run<Value> {
        self.at += 1;
        let mut items = Vec::new();
        self.space();
        if self.peek() == b']' {
            self.at += 1;
            return array::adopt(cx, items);
        }
        loop {
            array::charge_items(cx, 1)?;
            items.push(self.value(cx)?);
            self.space();
            if self.peek() != b',' {
                break;
            }
            self.at += 1;
        }
        self.expect(cx, "]")?;
        array::adopt(cx, items)
    }

    fn number(&mut self, cx: &mut Cx<'_>) -> Run<f64> {
        let start = self.at;
        if self.peek() == b'-' {
            self.at += 1;
        }
        if self.peek() == b'0' {
            self.at += 1;
        } else {
            self.digits(cx)?;
        }
        if self.peek() == b'.' {
            self.at += 1;
            self.digits(cx)?;
        }
        if matches!(self.peek(), b'e' | b'E') {
            self.at += 1;
            if matches!(self.peek(), b'+' | b'-') {
                self.at += 1;
            }
            self.digits(cx)?;
        }
        let text = String::from_utf16_lossy(&self.units[start..self.at]);
        // The grammar just checked is within what the parser of the standard library takes.
        Ok(text.parse().unwrap_or(f64::NAN))
    }

    fn digits(&mut self, cx: &mut Cx<'_>) -> Run<()> {
        let start = self.at;
        while self.peek().is_ascii_digit() {
            self.at += 1;
        }
        if self.at == start {
            return Err(malformed(cx));
        }
        Ok(())
    }

    fn string(&mut self, cx: &mut Cx<'_>) -> Run<JsString> {
        self.expect(cx, "\"")?;
        let mut builder = Builder::new();
        loop {
            let start = self.at;
            let plain = |unit: &&u16| !matches!(**unit, 0..=0x1F | 0x22 | 0x5C);
            self.at += self.units[start..].iter().take_while(plain).count();
            builder.push_units(cx, &self.units[start..self.at])?;
            match self.peek() {
                b'"' => {
                    self.at += 1;
                    return Ok(builder.into_string());
                }
                b'\\' => {
                    self.at += 1;
                    let unit = self.escape(cx)?;
                    builder.push_unit(cx, unit)?;
                }
                _ => return Err(malformed(cx)),
            }
        }
    }

    fn escape(&mut self, cx: &mut Cx<'_>) -> Run<u16> {
        let escaped = self.peek();
        self.at += 1;
        Ok(u16::from(match escaped {
            b'"' | b'\\' | b'/' => escaped,
            b'b' => 8,
            b'f' => 12,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'u' => {
                let mut unit = 0;
                for _ in 0..4 {
                    let Some(digit) = char::from(self.peek()).to_digit(16) else {
                        return Err(malformed(cx));
                    };
                    // Four digits of four bits fill the unit.
                    unit = unit << 4 | digit as u16;
                    self.at += 1;
                }
                return Ok(unit);
            }
            _ => return Err(malformed(cx)),
        }))
    }
}

/// ECMA-262 25.5.1.1 InternalizeJSONProperty: inner values first.
fn revive(cx: &mut Cx<'_>, reviver: Value, holder: Value, key: Key) -> Run<Value> {
    cx.charge(1)?;
    let value = get(cx, holder, key)?;
    if is_object(value) {
        cx.nested(|cx| revive_parts(cx, reviver, value))?;
    }
    let name = key_to_value(cx, key)?;
    call_value(cx, reviver, holder, &[name, value])
}

fn revive_parts(cx: &mut Cx<'_>, reviver: Value, value: Value) -> Run<()> {
    let keys = match class_of(cx, value) {
        Some(Class::Array(_)) => {
            let length = length_of(cx, value)?;
            for at in 0..length {
                let key = index_key(cx, at)?;
                revive_part(cx, reviver, value, key)?;
            }
            return Ok(());
        }
        _ => own_keys(cx, value)?,
    };
    for key in keys {
        revive_part(cx, reviver, value, key)?;
    }
    Ok(())
}

fn revive_part(cx: &mut Cx<'_>, reviver: Value, value: Value, key: Key) -> Run<()> {
    let revived = revive(cx, reviver, value, key)?;
    if matches!(revived, Value::Undefined) {
        delete(cx, value, key)?;
        return Ok(());
    }
    match value {
        // A frozen object keeps its value.
        Value::Object(id) if object_of(cx, value).is_some_and(|object| !object.frozen) => define(cx, id, key, revived),
        _ => set(cx, value, key, revived).map(|_| ()),
    }
}
