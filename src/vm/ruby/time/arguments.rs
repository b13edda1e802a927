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
    /// Reads a clock: an offset or the name of one (`utc_offset_arg`); TypeError for what is neither a number nor a text.
    pub(super) fn clock(cx: &mut Cx<'_>, value: Value) -> Run<Owned> {
        match Owned::read(cx, value)? {
            Some(read) => Ok(read),
            None => Err(cannot_convert(cx, value)),
        }
    }

    /// Reads a part of a time, by its place: Integers up to the minute (`obj2int`), then a number (`obj2subsecx`).
    fn part(cx: &mut Cx<'_>, place: usize, value: Value) -> Run<Owned> {
        const SECOND: usize = 5;
        match Owned::read(cx, value)? {
            Some(read) => Ok(read),
            None if matches!(value, Value::Nil) => Ok(Owned::Nil),
            None if place < SECOND => Err(no_conversion(cx, value, "Integer")),
            None => Err(cannot_convert(cx, value)),
        }
    }

    /// A number or a text.
    fn read(cx: &mut Cx<'_>, value: Value) -> Run<Option<Owned>> {
        if let Some(string) = string(cx, value) {
            let text = string.text.clone();
            cx.charge(1 + text.len() as u64)?;
            return Ok(Some(Owned::Text(text)));
        }
        Ok(number(cx, value)?.map(Owned::Number))
    }

    /// The argument, borrowed.
    pub(super) fn argument(&self) -> Argument<'_> {
        match self {
            Owned::Nil => Argument::Nil,
            Owned::Number(number) => Argument::Number(*number),
            Owned::Text(text) => Argument::Text(text),
        }
    }

    /// The parts of a time, from the year on, and the clock that they are on, if it is given.
    ///
    /// CRuby reads and checks them one after the other: where one is of a wrong class and one before it might be wrong,
    /// too, the program faults.
    pub(super) fn read_all(cx: &mut Cx<'_>, values: &[Value], clock: Option<Value>) -> Run<Vec<Owned>> {
        let mut read = Vec::with_capacity(values.len() + 1);
        let parts = values.iter().map(|&value| (value, false));
        for (at, (value, is_clock)) in parts.chain(clock.map(|clock| (clock, true))).enumerate() {
            let mut before = values.iter().take(at).enumerate();
            let plain = before.all(|(at, &before)| is_plain(at, before));
            let part = if is_clock {
                Owned::clock(cx, value)
            } else {
                Owned::part(cx, at, value)
            };
            match part {
                Err(Stop::Throw(_)) if !plain => return Err(cx.unsupported("several wrong parts of a time")),
                part => read.push(part?),
            }
        }
        Ok(read)
    }
}
