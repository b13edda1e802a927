//! Time: the methods over [`crate::time::ruby::Time`].
//!
//! The current time and the local zone are those of the run. Other formats to read (`strptime`, `rfc2822`, `httpdate`)
//! and `DateTime` are left out.

mod arguments;
mod make;
mod texts;

pub(super) use make::local_now;

pub use crate::time::ruby::Time;

use std::cmp::Ordering;

use num_bigint::BigInt;

use crate::number::ruby::Rational;
use crate::source::Dialect;
use crate::time::ruby::time::Fields;
use crate::time::{TimeError, Zone};
use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run, Stop};

use super::arguments::{alloc, object, object_mut, to_long};
use super::dispatch::{ANY, Method, keyword_method, method, refused};
use super::object::Object;
use super::{Args, date, machine_text, new_array};

/// Sorted by name.
pub(super) const METHODS: &[Method] = &[
    method("+", 1, 1, plus),
    method("-", 1, 1, minus),
    method("<=>", 1, 1, |cx, this, args| {
        // Ruby asks what is no time to compare itself; only an address has an answer.
        let order = match order(cx, this, args.at(0)) {
            None if matches!(object(cx, args.at(0)), Some(Object::IpAddr(_))) => {
                super::compare::compare(cx, this, args.at(0))?
            }
            order => order,
        };
        Ok(order.map_or(Value::Nil, |order| Value::Int(order as i64)))
    }),
    method("asctime", 0, 0, texts::ctime),
    method("ceil", 0, 1, |cx, this, args| round(cx, this, args, Time::ceil)),
    method("ctime", 0, 0, texts::ctime),
    method("day", 0, 0, |cx, this, _| field(cx, this, |fields| fields.day)),
    method("dst?", 0, 0, daylight),
    method("eql?", 1, 1, |cx, this, args| {
        Ok(Value::Bool(order(cx, this, args.at(0)) == Some(Ordering::Equal)))
    }),
    method("floor", 0, 1, |cx, this, args| round(cx, this, args, Time::floor)),
    method("friday?", 0, 0, |cx, this, _| weekday(cx, this, 5)),
    method("getgm", 0, 0, get_utc),
    method("getlocal", 0, 1, |cx, this, args| {
        let made = local(cx, this, args)?;
        wrap(cx, made)
    }),
    method("getutc", 0, 0, get_utc),
    method("gmt?", 0, 0, is_utc),
    method("gmt_offset", 0, 0, offset),
    method("gmtime", 0, 0, to_utc),
    method("gmtoff", 0, 0, offset),
    refused("hash"),
    method("hour", 0, 0, |cx, this, _| field(cx, this, |fields| fields.hour)),
    method("httpdate", 0, 0, |cx, this, _| texts::text(cx, this, Time::httpdate)),
    method("inspect", 0, 0, |cx, this, _| texts::text(cx, this, Time::inspect)),
    method("isdst", 0, 0, daylight),
    method("iso8601", 0, 1, texts::iso8601),
    method("localtime", 0, 1, |cx, this, args| {
        let made = local(cx, this, args)?;
        replace(cx, this, made)
    }),
    method("mday", 0, 0, |cx, this, _| field(cx, this, |fields| fields.day)),
    method("min", 0, 0, |cx, this, _| field(cx, this, |fields| fields.minute)),
    method("mon", 0, 0, |cx, this, _| field(cx, this, |fields| fields.month)),
    method("monday?", 0, 0, |cx, this, _| weekday(cx, this, 1)),
    method("month", 0, 0, |cx, this, _| field(cx, this, |fields| fields.month)),
    method("nsec", 0, 0, nanoseconds),
    method("rfc2822", 0, 0, |cx, this, _| texts::text(cx, this, Time::rfc2822)),
    method("rfc822", 0, 0, |cx, this, _| texts::text(cx, this, Time::rfc2822)),
    method("round", 0, 1, |cx, this, args| round(cx, this, args, Time::round)),
    method("saturday?", 0, 0, |cx, this, _| weekday(cx, this, 6)),
    method("sec", 0, 0, |cx, this, _| field(cx, this, |fields| fields.second)),
    method("strftime", 1, 1, texts::strftime),
    method("subsec", 0, 0, subsecond),
    method("sunday?", 0, 0, |cx, this, _| weekday(cx, this, 0)),
    method("thursday?", 0, 0, |cx, this, _| weekday(cx, this, 4)),
    method("to_a", 0, 0, to_a),
    method("to_date", 0, 0, |cx, this, _| {
        let own = own(cx, this)?;
        let made = crate::time::ruby::Date::of_time(&own);
        let made = settle(cx, made)?;
        date::wrap(cx, made)
    }),
    refused("to_datetime"),
    method("to_f", 0, 0, |cx, this, _| Ok(Value::Float(own(cx, this)?.to_f()))),
    method("to_i", 0, 0, seconds),
    method("to_r", 0, 0, to_r),
    method("to_s", 0, 0, |cx, this, _| texts::text(cx, this, Time::to_s)),
    method("to_time", 0, 0, |_, this, _| Ok(this)),
    method("tuesday?", 0, 0, |cx, this, _| weekday(cx, this, 2)),
    method("tv_nsec", 0, 0, nanoseconds),
    method("tv_sec", 0, 0, seconds),
    method("tv_usec", 0, 0, microseconds),
    method("usec", 0, 0, microseconds),
    method("utc", 0, 0, to_utc),
    method("utc?", 0, 0, is_utc),
    method("utc_offset", 0, 0, offset),
    method("wday", 0, 0, |cx, this, _| field(cx, this, |fields| fields.weekday)),
    method("wednesday?", 0, 0, |cx, this, _| weekday(cx, this, 3)),
    method("xmlschema", 0, 1, texts::iso8601),
    method("yday", 0, 0, |cx, this, _| field(cx, this, |fields| fields.day_of_year)),
    method("year", 0, 0, |cx, this, _| Ok(Value::Int(fields(cx, this)?.year))),
    method("zone", 0, 0, |cx, this, _| match fields(cx, this)?.zone {
        Some(zone) => machine_text(cx, zone),
        None => Ok(Value::Nil),
    }),
];

/// Sorted by name.
pub(super) const CLASS_METHODS: &[Method] = &[
    keyword_method("at", 1, 3, make::at),
    method("gm", 0, ANY, make::utc),
    refused("httpdate"),
    method("iso8601", 1, 1, make::iso8601),
    method("local", 0, ANY, make::local),
    method("mktime", 0, ANY, make::local),
    keyword_method("new", 0, 7, make::new),
    keyword_method("now", 0, 0, make::now),
    method("parse", 1, 2, make::parse),
    refused("rfc2822"),
    refused("rfc822"),
    refused("strptime"),
    method("utc", 0, ANY, make::utc),
    method("xmlschema", 1, 1, make::iso8601),
    refused("zone_offset"),
];

/// A value or the exception or fault of the time layer.
pub(super) fn settle<T>(cx: &mut Cx<'_>, result: Result<T, TimeError>) -> Run<T> {
    result.map_err(|error| match error {
        TimeError::Raised { class, message } => match Global::find(Dialect::Ruby, class) {
            Some(class) => cx.raise(class, message),
            None => cx.unsupported(class),
        },
        TimeError::Unsupported(what) => cx.unsupported(what),
    })
}

/// The local zone of the run.
pub(super) fn zone(cx: &mut Cx<'_>) -> Run<Zone> {
    let zone = Zone::ruby_of(cx.world.zone);
    settle(cx, zone)
}

/// A new object of a time.
pub(super) fn wrap(cx: &mut Cx<'_>, time: Time) -> Run<Value> {
    cx.charge(8)?;
    cx.charge_memory(size_of::<Time>())?;
    alloc(cx, Object::Time(Box::new(time)))
}

/// The time behind a value.
pub(super) fn time(cx: &Cx<'_>, value: Value) -> Option<Time> {
    match object(cx, value) {
        Some(Object::Time(time)) => Some(**time),
        _ => None,
    }
}

fn own(cx: &mut Cx<'_>, this: Value) -> Run<Time> {
    match time(cx, this) {
        Some(time) => Ok(time),
        None => Err(cx.unsupported("this time")),
    }
}

fn fields(cx: &mut Cx<'_>, this: Value) -> Run<Fields> {
    let own = own(cx, this)?;
    settle(cx, own.fields())
}

fn field(cx: &mut Cx<'_>, this: Value, read: fn(&Fields) -> u32) -> Run<Value> {
    let fields = fields(cx, this)?;
    Ok(Value::Int(read(&fields).into()))
}

fn weekday(cx: &mut Cx<'_>, this: Value, day: u32) -> Run<Value> {
    Ok(Value::Bool(fields(cx, this)?.weekday == day))
}

fn daylight(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    Ok(Value::Bool(fields(cx, this)?.daylight))
}

fn offset(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    let own = own(cx, this)?;
    let offset = settle(cx, own.utc_offset())?;
    Ok(Value::Int(offset.into()))
}

fn is_utc(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    Ok(Value::Bool(own(cx, this)?.is_utc()))
}

fn seconds(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    Ok(Value::Int(own(cx, this)?.to_i()))
}

fn nanoseconds(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    Ok(Value::Int(own(cx, this)?.nsec().into()))
}

fn microseconds(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    Ok(Value::Int(own(cx, this)?.usec().into()))
}

/// A Rational; the parts are in lowest terms.
pub(super) fn rational(cx: &mut Cx<'_>, numerator: BigInt, denominator: BigInt) -> Run<Value> {
    match Rational::new(numerator, denominator) {
        Ok(number) => alloc(cx, Object::Rational(number.into())),
        Err(error) => Err(super::numeric::raise(cx, error)),
    }
}

/// `subsec`: 0, or a Rational.
fn subsecond(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    match own(cx, this)?.subsec() {
        (0, _) => Ok(Value::Int(0)),
        (numerator, denominator) => rational(cx, numerator.into(), denominator.into()),
    }
}

fn to_r(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    let own = own(cx, this)?;
    let (numerator, denominator) = own.subsec();
    let denominator = BigInt::from(denominator);
    // Adding whole seconds keeps the terms lowest.
    let numerator = BigInt::from(own.to_i()) * &denominator + numerator;
    rational(cx, numerator, denominator)
}

/// `to_a`: second, minute, hour, day, month, year, weekday, day of the year, daylight saving, zone.
fn to_a(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    let fields = fields(cx, this)?;
    let zone = match fields.zone {
        Some(zone) => machine_text(cx, zone)?,
        None => Value::Nil,
    };
    let number = |part: u32| Value::Int(part.into());
    let list = vec![
        number(fields.second),
        number(fields.minute),
        number(fields.hour),
        number(fields.day),
        number(fields.month),
        Value::Int(fields.year),
        number(fields.weekday),
        number(fields.day_of_year),
        Value::Bool(fields.daylight),
        zone,
    ];
    new_array(cx, list)
}

/// The order of two times; none where the other is no time.
fn order(cx: &Cx<'_>, this: Value, other: Value) -> Option<Ordering> {
    Some(time(cx, this)?.instant().cmp(&time(cx, other)?.instant()))
}

fn plus(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let own = own(cx, this)?;
    if time(cx, args.at(0)).is_some() {
        return Err(cx.raise(Global::RbTypeError, "time + time?"));
    }
    let number = arguments::exact(cx, args.at(0))?;
    let made = settle(cx, own.plus(number))?;
    wrap(cx, made)
}

fn minus(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let own = own(cx, this)?;
    if let Some(other) = time(cx, args.at(0)) {
        let seconds = settle(cx, own.since(&other))?;
        return Ok(Value::Float(seconds));
    }
    let number = arguments::exact(cx, args.at(0))?;
    let made = settle(cx, own.minus(number))?;
    wrap(cx, made)
}

type Rounding = fn(&Time, i64) -> Result<Time, TimeError>;

fn round(cx: &mut Cx<'_>, this: Value, args: Args<'_>, to: Rounding) -> Run<Value> {
    let own = own(cx, this)?;
    let digits = match args.at(0) {
        Value::Nil => 0,
        digits => to_long(cx, digits)?,
    };
    let made = settle(cx, to(&own, digits))?;
    wrap(cx, made)
}

fn get_utc(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    let own = own(cx, this)?;
    wrap(cx, own.to_utc())
}

/// `utc` and `gmtime` change the clock of the receiver.
fn to_utc(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    let own = own(cx, this)?;
    replace(cx, this, own.to_utc())
}

fn replace(cx: &mut Cx<'_>, this: Value, made: Time) -> Run<Value> {
    if let Some(Object::Time(time)) = object_mut(cx, this) {
        **time = made;
    }
    Ok(this)
}

/// The time on the local clock, or on that of an offset.
fn local(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Time> {
    let own = own(cx, this)?;
    let zone = zone(cx)?;
    match args.at(0) {
        Value::Nil => Ok(own.to_local(zone)),
        given => {
            let place = arguments::Owned::clock(cx, given)?;
            settle(cx, own.to_offset(place.argument(), zone))
        }
    }
}

/// The exception for what no time can be made of.
fn cannot_convert(cx: &mut Cx<'_>, value: Value) -> Stop {
    let class = super::class::class_name(cx, value);
    cx.raise(
        Global::RbTypeError,
        format!("can't convert {class} into an exact number"),
    )
}
