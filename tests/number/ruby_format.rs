//! Replays records of `format`.

use rulec::number::ruby::format::{self, Arguments, Character, FormatError, Number};
use rulec::number::ruby::{Int, float, parse};
use serde_json::Value;

use crate::ruby::{flo, int, rational, string, thrown};

/// `String#inspect`, as far as the texts of the record need it.
pub fn inspect(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\u{b}' => out.push_str("\\v"),
            '\0' => out.push_str("\\u0000"),
            _ => out.push(c),
        }
    }
    out + "\""
}

/// What a conversion raises, in the encoding of the record.
struct Thrown(Value);

impl From<FormatError> for Thrown {
    fn from(error: FormatError) -> Self {
        let class = match error {
            FormatError::KeyNotFound(_) => "KeyError",
            FormatError::BrokenCharacter => return Self(serde_json::json!({ "throws": "broken" })),
            _ => "ArgumentError",
        };
        Self(thrown(class, &error.to_string()))
    }
}

struct Record<'r>(&'r [Value]);

fn kind(value: &Value) -> Option<char> {
    value.as_str().and_then(|text| text.chars().next())
}

fn shown(value: &Value) -> String {
    match kind(value) {
        Some('i') => int(value).to_string(),
        Some('f') => float::to_s(flo(value)),
        Some('r') => rational(value).to_string(),
        Some(_) => string(value).to_owned(),
        None => shown_hash(value),
    }
}

fn inspected(value: &Value) -> String {
    match kind(value) {
        Some('r') => rational(value).inspect(),
        Some('t') => inspect(string(value)),
        _ => shown(value),
    }
}

fn shown_hash(value: &Value) -> String {
    format!("{{:a=>{}}}", inspected(&value["a"]))
}

/// The 32 bits that a width, precision or code point has.
fn size(value: &Value) -> Result<i32, Thrown> {
    let number = match kind(value) {
        Some('i') => int(value),
        Some('r') => rational(value).to_i(),
        Some('f') => {
            let x = flo(value);
            match float::to_i(x) {
                Ok(number) if number.to_i64().is_some() => number,
                _ => {
                    let text = match x {
                        _ if x.is_nan() => "NaN".to_owned(),
                        _ if x.is_infinite() => {
                            if x < 0.0 {
                                "-Inf".to_owned()
                            } else {
                                "Inf".to_owned()
                            }
                        }
                        _ => shown_short(x),
                    };
                    let message = format!("float {text} out of range of integer");
                    return Err(Thrown(thrown("RangeError", &message)));
                }
            }
        }
        Some(_) => {
            let message = "no implicit conversion of String into Integer";
            return Err(Thrown(thrown("TypeError", message)));
        }
        None => {
            let message = "no implicit conversion of Hash into Integer";
            return Err(Thrown(thrown("TypeError", message)));
        }
    };
    match number.to_i64() {
        Some(value) => i32::try_from(value).map_err(|_| {
            let word = if value < 0 { "small" } else { "big" };
            let message = format!("integer {value} too {word} to convert to `int'");
            Thrown(thrown("RangeError", &message))
        }),
        None => Err(Thrown(thrown("RangeError", "bignum too big to convert into `long'"))),
    }
}

/// A Float as `%-.10g` shows it.
fn shown_short(x: f64) -> String {
    format::format(
        "%-.10g",
        &mut Record(&[serde_json::json!(format!("f{:016x}", x.to_bits()))]),
        99,
    )
    .unwrap_or_else(|_| panic!("a Float formats"))
}

fn conversion(class: &str) -> Thrown {
    Thrown(thrown("TypeError", &format!("can't convert Hash into {class}")))
}

impl Arguments for Record<'_> {
    type Value = Value;
    type Error = Thrown;

    fn get(&self, index: usize) -> Option<Value> {
        self.0.get(index).cloned()
    }

    fn is_one_hash(&self) -> bool {
        matches!(self.0, [Value::Object(_)])
    }

    fn named(&mut self, name: &str) -> Result<Option<Value>, Thrown> {
        Ok(self.0[0].get(name).cloned())
    }

    fn text(&mut self, value: &Value) -> Result<String, Thrown> {
        Ok(shown(value))
    }

    fn inspect(&mut self, value: &Value) -> Result<String, Thrown> {
        Ok(inspected(value))
    }

    fn integer(&mut self, value: &Value) -> Result<Int, Thrown> {
        match kind(value) {
            Some('i') => Ok(int(value)),
            Some('r') => Ok(rational(value).to_i()),
            Some('f') => {
                float::to_i(flo(value)).map_err(|error| Thrown(thrown("FloatDomainError", &error.to_string())))
            }
            Some(_) => parse::integer(string(value), 0).map_err(|error| {
                let message = error.message(string(value), &inspect(string(value)));
                Thrown(thrown("ArgumentError", &message))
            }),
            None => Err(conversion("Integer")),
        }
    }

    fn number(&mut self, value: &Value) -> Result<Number, Thrown> {
        match kind(value) {
            Some('i') => Ok(Number::Integer(int(value))),
            Some('r') => Ok(Number::Rational(rational(value))),
            Some('f') => Ok(Number::Float(flo(value))),
            Some(_) => parse::float(string(value)).map(Number::Float).map_err(|error| {
                let message = error.message(string(value), &inspect(string(value)));
                Thrown(thrown("ArgumentError", &message))
            }),
            None => Err(conversion("Float")),
        }
    }

    fn size(&mut self, value: &Value) -> Result<i32, Thrown> {
        size(value)
    }

    fn character(&mut self, value: &Value) -> Result<Character, Thrown> {
        match kind(value) {
            Some('t') => Ok(Character::Text(string(value).to_owned())),
            _ => size(value).map(|code| Character::Code(code.into())),
        }
    }
}

/// What `format` gives for a template and recorded arguments.
pub fn answer(template: &str, arguments: &Value) -> Result<String, Value> {
    let mut record = Record(arguments.as_array().unwrap());
    format::format(template, &mut record, 2_000_000).map_err(|Thrown(thrown)| thrown)
}
