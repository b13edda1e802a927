//! Computed numbers: the time of the request, dates of the host, and what a rule computes of them.
//!
//! Input: decision code, the host's values and the world; output: a number, or none where the general code must decide.
//! Clocks are read and dates are parsed by the code that the general code calls, so that both give the same; nothing is
//! allocated.

use serde_json::Value as Json;

use super::Code;
use super::once::number;
use crate::bytecode::tests::straight::{Clock, Local, Part};
use crate::ir::graph::calc::{Binary, Calc, CalcId, Field, Unary};
use crate::time::Zone;
use crate::time::javascript::arithmetic::time_clip;
use crate::time::javascript::frame::Reading;
use crate::time::javascript::{Frame, parse};
use crate::time::ruby::{Instant, Mode, Number, Time};
use crate::vm::data::{Datum, Host, World};

/// Longest date that is read, in bytes; a longer text is left to the general code.
const LONGEST: usize = 64;

/// What one decision remembers: the last reading of the local clock, and which number it is.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Memo {
    local: Option<(CalcId, f64)>,
}

/// A computed number of decision code.
pub(super) fn computed<H: Host + ?Sized>(code: Code<'_>, host: &H, value: u16, memo: &mut Memo) -> Option<f64> {
    let world = host.world()?;
    Computing {
        code,
        host,
        world,
        memo,
    }
    .number(CalcId(value))
}

struct Computing<'a, H: ?Sized> {
    code: Code<'a>,
    host: &'a H,
    world: World,
    memo: &'a mut Memo,
}

impl<H: Host + ?Sized> Computing<'_, H> {
    /// Computes a number; those that it is computed of stand before it, so that this ends, and there are few.
    fn number(&mut self, id: CalcId) -> Option<f64> {
        Some(match *self.code.tests.calcs.get(usize::from(id.0))? {
            Calc::Number(bits) => f64::from_bits(bits),
            Calc::Now => self.world.now,
            Calc::Clip(a) => time_clip(self.number(a)?),
            Calc::Date(subject) => self.date(&self.host.lend(subject.0))?,
            Calc::FirstDate(subject) => match self.host.lend(subject.0) {
                Datum::Texts(texts) => self.element(texts.first().copied())?,
                Datum::Strings(texts) => self.element(texts.first().map(String::as_str))?,
                Datum::Json(Json::Array(items)) => match items.first() {
                    None => f64::NAN,
                    Some(item) => self.parse(item.as_str()?)?,
                },
                _ => return None,
            },
            Calc::TextDate(text) => self.parse(&self.code.texts[text.0 as usize])?,
            Calc::Local(_) | Calc::RubyNow if self.memo.local.is_some_and(|(known, _)| known == id) => {
                self.memo.local.map_or(f64::NAN, |(_, reading)| reading)
            }
            Calc::Local(a) => {
                let time = self.number(a)?;
                self.remember(id, local(self.world, time)?)
            }
            Calc::RubyNow => self.remember(id, ruby_now(self.world)?),
            Calc::Field(field, a) => part(field, self.number(a)?),
            Calc::Unary(function, a) => unary(function, self.number(a)?),
            Calc::Binary(function, a, b) => {
                let (a, b) = (self.number(a)?, self.number(b)?);
                binary(function, a, b)
            }
            Calc::Compare(relation, a, b) => {
                let (a, b) = (self.number(a)?, self.number(b)?);
                f64::from(u8::from(relation.holds(a, b)))
            }
        })
    }

    /// The time value of `new Date(value)`, ECMA-262 21.4.2.1.
    fn date(&self, datum: &Datum<'_>) -> Option<f64> {
        match datum {
            Datum::Absent => Some(f64::NAN),
            Datum::Null | Datum::Json(Json::Null) => Some(0.0),
            Datum::Text(text) => self.parse(text),
            Datum::Json(Json::String(text)) => self.parse(text),
            other => number(other).map(time_clip),
        }
    }

    fn element(&self, text: Option<&str>) -> Option<f64> {
        text.map_or(Some(f64::NAN), |text| self.parse(text))
    }

    fn parse(&self, text: &str) -> Option<f64> {
        if text.len() > LONGEST {
            return None;
        }
        let zone = Zone::javascript_of(self.world.zone).ok()?;
        if text.is_ascii() {
            return parse::parse(text.as_bytes(), &zone).ok();
        }
        let mut units = [0_u16; LONGEST];
        let mut count = 0;
        for (place, unit) in units.iter_mut().zip(text.encode_utf16()) {
            *place = unit;
            count += 1;
        }
        parse::parse(&units[..count], &zone).ok()
    }

    fn remember(&mut self, id: CalcId, reading: f64) -> f64 {
        self.memo.local = Some((id, reading));
        reading
    }
}

/// What a local clock shows now, where its parts lie within ranges; none where the general code must decide.
pub(super) fn clock<H: Host + ?Sized>(clock: &Clock, host: &H) -> Option<bool> {
    let world = host.world()?;
    let reading = match clock.local {
        Local::JavaScript => local(world, time_clip(world.now))?,
        Local::Ruby => ruby_now(world)?,
    };
    let Some(reading) = Reading::of(reading) else {
        return Some(clock.invalid);
    };
    let (first, last) = clock.in_day;
    // All of it, since what decides could not be foreseen.
    let in_day = (first <= reading.in_day()) & (reading.in_day() <= last);
    let within = in_day & (clock.weekdays >> reading.day() & 1 == 1);
    Some(within && (clock.rest.is_empty() || are_within(&clock.rest, reading)))
}

#[inline(never)]
fn are_within(parts: &[Part], reading: Reading) -> bool {
    parts
        .iter()
        .all(|part| (part.least..=part.most).contains(&part_of(part.field, reading)))
}

/// The reading of JavaScript's local clock at a time value, in milliseconds.
#[inline]
fn local(world: World, time: f64) -> Option<f64> {
    let zone = Zone::javascript_of(world.zone).ok()?;
    Frame::Local(&zone).reading(time).ok()
}

/// The reading of Ruby's local clock now, in milliseconds.
fn ruby_now(world: World) -> Option<f64> {
    /// More milliseconds are not exact.
    const MOST: u64 = 1 << 53;
    let zone = Zone::ruby_of(world.zone).ok()?;
    let instant = Instant::from_number(Number::Float(world.now), 1_000).ok()?;
    let seconds = Time::new(instant, Mode::Local(zone)).reading().ok()?;
    let reading = seconds.checked_mul(1_000)?;
    (reading.unsigned_abs() <= MOST).then_some(reading as f64)
}

/// A part of a reading; NaN of none.
fn part(field: Field, reading: f64) -> f64 {
    Reading::of(reading).map_or(f64::NAN, |reading| part_of(field, reading) as f64)
}

#[inline]
fn part_of(field: Field, reading: Reading) -> i64 {
    match field {
        Field::Year => reading.date().year,
        Field::Month => (reading.date().month - 1).into(),
        Field::Date => reading.date().day.into(),
        Field::Day => reading.day().into(),
        Field::Hours => reading.hours().into(),
        Field::Minutes => reading.minutes().into(),
        Field::Seconds => reading.seconds().into(),
        Field::Milliseconds => reading.milliseconds().into(),
    }
}

fn unary(function: Unary, a: f64) -> f64 {
    match function {
        Unary::Negate => -a,
        Unary::Floor => a.floor(),
        Unary::Ceil => a.ceil(),
        Unary::Trunc => a.trunc(),
        Unary::Abs => a.abs(),
    }
}

fn binary(function: Binary, a: f64, b: f64) -> f64 {
    match function {
        Binary::Add => a + b,
        Binary::Subtract => a - b,
        Binary::Multiply => a * b,
        Binary::Divide => a / b,
        Binary::Remainder => a % b,
    }
}
