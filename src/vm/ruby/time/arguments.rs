//! Arguments as the time layer takes them.

use num_traits::ToPrimitive;

use crate::time::ruby::{Argument, Number};
use crate::value::Value;
use crate::vm::context::{Cx, Run, Stop};

use super::super::arguments::{no_conversion, object, string};
use super::super::object::Object;
use super::cannot_convert;

/// A number of 64-bit parts; none for what is no number, a fault for a longer one.
pub(super) fn number(cx: &Cx<'_>, value: Value) -> Run<Option<Number>> {
    Ok(Some(match value {
        Value::Int(number) => Number::Integer(number),
        Value::Float(number) => Number::Float(number),
        other => match object(cx, other) {
            Some(Object::Rational(number)) => {
                let parts = (number.numerator().to_i64(), number.denominator().to_i64());
                let (Some(numerator), Some(denominator)) = parts else {
                    return Err(cx.unsupported("a time of so long a Rational"));
                };
                Number::Rational(numerator, denominator)
            }
            Some(Object::BigInt(_)) => return Err(cx.unsupported("a time of so large an Integer")),
            _ => return Ok(None),
        },
    }))
}

/// A number of seconds (`num_exact`): TypeError for anything else.
pub(super) fn exact(cx: &mut Cx<'_>, value: Value) -> Run<Number> {
    match number(cx, value)? {
        Some(number) => Ok(number),
        None => Err(cannot_convert(cx, value)),
    }
}

/// An argument of a constructor.
pub(super) enum Owned {
    /// `nil`.
    Nil,
    /// A number.
    Number(Number),
    /// A text.
    Text(String),
}

/// Whether a part is one that no constructor refuses.
fn is_plain(place: usize, value: Value) -> bool {
    match (place, value) {
        (0, Value::Int(_)) | (1.., Value::Nil) => true,
        (1, Value::Int(month)) => (1..=12).contains(&month),
        (2, Value::Int(day)) => (1..=28).contains(&day),
        (3, Value::Int(hour)) => (0..=23).contains(&hour),
        (4.., Value::Int(number)) => (0..=59).contains(&number),
        _ => false,
    }
}

impl Owned {
    /// Reads an argument; TypeError for what is neither nil, a number nor a text.
    pub(super) fn read(cx: &mut Cx<'_>, value: Value) -> Run<Owned> {
        if matches!(value, Value::Nil) {
            return Ok(Owned::Nil);
        }
        if let Some(string) = string(cx, value) {
            let text = string.text.clone();
            cx.charge(1 + text.len() as u64)?;
            return Ok(Owned::Text(text));
        }
        match number(cx, value)? {
            Some(number) => Ok(Owned::Number(number)),
            None => Err(no_conversion(cx, value, "Integer")),
        }
    }

    /// The argument, borrowed.
    pub(super) fn argument(&self) -> Argument<'_> {
        match self {
            Owned::Nil => Argument::Nil,
            Owned::Number(number) => Argument::Number(*number),
            Owned::Text(text) => Argument::Text(text),
        }
    }

    /// All arguments of a call, from the year on.
    ///
    /// CRuby reads and checks them one after the other: where one is of a wrong class and one before it might be wrong,
    /// too, the program faults.
    pub(super) fn read_all(cx: &mut Cx<'_>, values: &[Value]) -> Run<Vec<Owned>> {
        let mut read = Vec::with_capacity(values.len());
        for (at, &value) in values.iter().enumerate() {
            let plain = values[..at]
                .iter()
                .enumerate()
                .all(|(at, &before)| is_plain(at, before));
            match Owned::read(cx, value) {
                Err(Stop::Throw(_)) if !plain => return Err(cx.unsupported("several wrong parts of a time")),
                part => read.push(part?),
            }
        }
        Ok(read)
    }
}
