//! `Date` and `Date.prototype` (ECMA-262 21.4) on [`crate::time::javascript`]; the current time and the zone are those of
//! the run.

use crate::time::javascript::arithmetic::time_clip;
use crate::time::javascript::set::Setter;
use crate::time::javascript::{Frame, construct as fields, format, frame, parse, set};
use crate::time::{TimeError, Zone};
use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::call::{call_value, is_callable};
use super::convert::{Hint, arg, new_object, to_number, to_object, to_primitive, to_string as string_of};
use super::native::{Native, natives};
use super::object::Class;
use super::property::{class_of, class_of_mut, get_text};

pub(super) const STATICS: &[Native] = natives! {
    "UTC" 7 utc;
    "now" 0 now;
    "parse" 1 parse_text;
};

pub(super) const METHODS: &[Native] = natives! {
    "getDate" 0 get_date;
    "getDay" 0 get_day;
    "getFullYear" 0 get_full_year;
    "getHours" 0 get_hours;
    "getMilliseconds" 0 get_milliseconds;
    "getMinutes" 0 get_minutes;
    "getMonth" 0 get_month;
    "getSeconds" 0 get_seconds;
    "getTime" 0 get_time;
    "getTimezoneOffset" 0 get_timezone_offset;
    "getUTCDate" 0 get_utc_date;
    "getUTCDay" 0 get_utc_day;
    "getUTCFullYear" 0 get_utc_full_year;
    "getUTCHours" 0 get_utc_hours;
    "getUTCMilliseconds" 0 get_utc_milliseconds;
    "getUTCMinutes" 0 get_utc_minutes;
    "getUTCMonth" 0 get_utc_month;
    "getUTCSeconds" 0 get_utc_seconds;
    "getYear" 0 get_year;
    "setDate" 1 set_date;
    "setFullYear" 3 set_full_year;
    "setHours" 4 set_hours;
    "setMilliseconds" 1 set_milliseconds;
    "setMinutes" 3 set_minutes;
    "setMonth" 2 set_month;
    "setSeconds" 2 set_seconds;
    "setTime" 1 set_time;
    "setUTCDate" 1 set_utc_date;
    "setUTCFullYear" 3 set_utc_full_year;
    "setUTCHours" 4 set_utc_hours;
    "setUTCMilliseconds" 1 set_utc_milliseconds;
    "setUTCMinutes" 3 set_utc_minutes;
    "setUTCMonth" 2 set_utc_month;
    "setUTCSeconds" 2 set_utc_seconds;
    "setYear" 1 set_year;
    "toDateString" 0 to_date_string;
    "toISOString" 0 to_iso_string;
    "toJSON" 1 to_json;
    "toString" 0 to_string;
    "toTimeString" 0 to_time_string;
    "toUTCString" 0 to_utc_string;
    "valueOf" 0 get_time;
};

/// Whether a value is a date, which prefers its text as a primitive.
pub(super) fn is_date(cx: &Cx<'_>, value: Value) -> bool {
    matches!(class_of(cx, value), Some(Class::Date(_)))
}

fn give<T>(cx: &mut Cx<'_>, result: Result<T, TimeError>) -> Run<T> {
    match result {
        Ok(value) => Ok(value),
        Err(TimeError::Raised { message, .. }) => Err(cx.throw(Global::JsRangeError, message)),
        Err(TimeError::Unsupported(what)) => Err(cx.unsupported(format!("this date is not supported: {what}"))),
    }
}

fn zone(cx: &mut Cx<'_>) -> Run<Zone> {
    // Looking an offset up among the transitions of a zone takes about as long as so many instructions.
    cx.charge(32)?;
    let zone = Zone::javascript_of(cx.world.zone);
    give(cx, zone)
}

fn this_time(cx: &mut Cx<'_>, this: Value) -> Run<f64> {
    match class_of(cx, this) {
        Some(&Class::Date(time)) => Ok(time),
        _ => Err(cx.throw(Global::JsTypeError, "this is not a Date object.")),
    }
}

/// As [`this_time`], for the methods whose TypeError shows the receiver.
fn receiver_time(cx: &mut Cx<'_>, this: Value) -> Run<f64> {
    match class_of(cx, this) {
        Some(&Class::Date(time)) => Ok(time),
        _ => Err(cx.throw_opaque(Global::JsTypeError)),
    }
}

fn numbers(cx: &mut Cx<'_>, args: &[Value]) -> Run<Vec<f64>> {
    // No date has more than seven parts, and what is behind them is not converted.
    (0..args.len().min(7)).map(|at| to_number(cx, arg(args, at))).collect()
}

/// `new Date(…)`, ECMA-262 21.4.2.1.
pub(super) fn construct(cx: &mut Cx<'_>, args: &[Value]) -> Run<Value> {
    let time = match args.len() {
        0 => time_clip(cx.world.now),
        1 => match class_of(cx, arg(args, 0)) {
            Some(&Class::Date(time)) => time,
            _ => match to_primitive(cx, arg(args, 0), Hint::Default)? {
                value @ Value::Str(_) => parse_value(cx, value)?,
                value => time_clip(to_number(cx, value)?),
            },
        },
        _ => {
            let parts = numbers(cx, args)?;
            let zone = zone(cx)?;
            give(cx, fields::local(&parts, &zone))?
        }
    };
    Ok(Value::Object(new_object(cx, Class::Date(time))?))
}

fn parse_value(cx: &mut Cx<'_>, value: Value) -> Run<f64> {
    let text = string_of(cx, value)?;
    let units = cx.string(text).to_units();
    cx.charge(units.len() as u64)?;
    let zone = zone(cx)?;
    give(cx, parse::parse(&units, &zone))
}

/// `Date()`: the current time as text.
pub(super) fn now_text(cx: &mut Cx<'_>) -> Run<Value> {
    let zone = zone(cx)?;
    let text = give(cx, format::to_string(cx.world.now, &zone))?;
    cx.new_string(&*text)
}

fn now(cx: &mut Cx<'_>, _this: Value, _args: &[Value]) -> Run<Value> {
    Ok(Value::Float(cx.world.now))
}

fn utc(cx: &mut Cx<'_>, _this: Value, args: &[Value]) -> Run<Value> {
    let parts = numbers(cx, args)?;
    Ok(Value::Float(fields::utc(&parts)))
}

fn parse_text(cx: &mut Cx<'_>, _this: Value, args: &[Value]) -> Run<Value> {
    parse_value(cx, arg(args, 0)).map(Value::Float)
}

macro_rules! getters {
    ($($name:ident $utc_name:ident $field:ident;)*) => {
        $(
            fn $name(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
                let time = this_time(cx, this)?;
                let zone = zone(cx)?;
                let fields = give(cx, Frame::Local(&zone).fields(time))?;
                Ok(Value::Float(fields.map_or(f64::NAN, |fields| fields.$field as f64)))
            }

            fn $utc_name(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
                let time = this_time(cx, this)?;
                let fields = give(cx, Frame::Utc.fields(time))?;
                Ok(Value::Float(fields.map_or(f64::NAN, |fields| fields.$field as f64)))
            }
        )*
    };
}

getters! {
    get_date get_utc_date date;
    get_day get_utc_day day;
    get_full_year get_utc_full_year year;
    get_hours get_utc_hours hours;
    get_milliseconds get_utc_milliseconds milliseconds;
    get_minutes get_utc_minutes minutes;
    get_month get_utc_month month;
    get_seconds get_utc_seconds seconds;
}

fn get_time(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    this_time(cx, this).map(Value::Float)
}

fn get_year(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    receiver_time(cx, this)?;
    match get_full_year(cx, this, args)? {
        Value::Float(year) => Ok(Value::Float(year - 1900.0)),
        other => Ok(other),
    }
}

fn get_timezone_offset(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    let time = this_time(cx, this)?;
    let zone = zone(cx)?;
    give(cx, frame::timezone_offset(time, &zone)).map(Value::Float)
}

fn store(cx: &mut Cx<'_>, this: Value, time: f64) -> Value {
    if let Some(Class::Date(own)) = class_of_mut(cx, this) {
        *own = time;
    }
    Value::Float(time)
}

/// The time is read before the arguments are converted, which can change it.
fn change(cx: &mut Cx<'_>, this: Value, args: &[Value], setter: Setter, local: bool, most: usize) -> Run<Value> {
    let time = receiver_time(cx, this)?;
    let count = args.len().min(most);
    let mut parts = Vec::new();
    for at in 0..count {
        parts.push(to_number(cx, arg(args, at))?);
    }
    let changed = if local {
        let zone = zone(cx)?;
        give(cx, set::set(time, setter, Frame::Local(&zone), &parts))?
    } else {
        give(cx, set::set(time, setter, Frame::Utc, &parts))?
    };
    Ok(store(cx, this, changed))
}

macro_rules! setters {
    ($($name:ident $setter:ident $local:literal $most:literal;)*) => {
        $(
            fn $name(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
                change(cx, this, args, Setter::$setter, $local, $most)
            }
        )*
    };
}

setters! {
    set_date Date true 1;
    set_full_year FullYear true 3;
    set_hours Hours true 4;
    set_milliseconds Milliseconds true 1;
    set_minutes Minutes true 3;
    set_month Month true 2;
    set_seconds Seconds true 2;
    set_utc_date Date false 1;
    set_utc_full_year FullYear false 3;
    set_utc_hours Hours false 4;
    set_utc_milliseconds Milliseconds false 1;
    set_utc_minutes Minutes false 3;
    set_utc_month Month false 2;
    set_utc_seconds Seconds false 2;
    set_year Year true 1;
}

fn set_time(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    receiver_time(cx, this)?;
    let time = to_number(cx, arg(args, 0))?;
    Ok(store(cx, this, time_clip(time)))
}

fn to_iso_string(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    let time = receiver_time(cx, this)?;
    let text = give(cx, format::to_iso_string(time))?;
    cx.new_string(&*text)
}

/// ECMA-262 21.4.4.37: of any object with `toISOString`.
fn to_json(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    let object = to_object(cx, this)?;
    if let Value::Float(number) = to_primitive(cx, object, Hint::Number)?
        && !number.is_finite()
    {
        return Ok(Value::Nil);
    }
    let method = get_text(cx, object, "toISOString")?;
    if !is_callable(cx, method) {
        return Err(cx.throw(Global::JsTypeError, "toISOString is not a function"));
    }
    call_value(cx, method, object, &[])
}

fn to_utc_string(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    let time = receiver_time(cx, this)?;
    cx.new_string(&*format::to_utc_string(time))
}

macro_rules! local_texts {
    ($($name:ident)*) => {
        $(
            fn $name(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
                let time = receiver_time(cx, this)?;
                let zone = zone(cx)?;
                let text = give(cx, format::$name(time, &zone))?;
                cx.new_string(&*text)
            }
        )*
    };
}

local_texts! { to_date_string to_string to_time_string }
