//! Making times: `now`, `at`, `new`, `utc`, `local`, `parse`, `iso8601`.

use crate::time::Zone;
use crate::time::ruby::time::Mode;
use crate::time::ruby::{Argument, Instant, Number, Time, construct, parse as texts};
use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::super::arguments::{only_keyword, text, to_str};
use super::super::dispatch::check_arity;
use super::super::{Args, date, inspect, truthy};
use super::arguments::{Owned, exact};
use super::{settle, time, wrap, zone};

/// The current time on a clock.
fn current(cx: &mut Cx<'_>, mode: Mode) -> Run<Time> {
    let instant = Instant::from_number(Number::Float(cx.world.now), 1_000);
    let instant = settle(cx, instant)?;
    Ok(Time::new(instant, mode))
}

/// The current time on the local clock.
pub(in crate::vm::ruby) fn local_now(cx: &mut Cx<'_>) -> Run<Time> {
    let zone = zone(cx)?;
    current(cx, Mode::Local(zone))
}

/// The value of the keyword `in`, if there is one and it is not nil; ArgumentError for other keywords.
fn place(cx: &mut Cx<'_>, args: Args<'_>) -> Run<Option<Value>> {
    let found = only_keyword(cx, args.keywords, "in")?;
    Ok(found.filter(|found| !matches!(found, Value::Nil)))
}

/// A time of the local clock, moved to the clock of `in`.
fn placed(cx: &mut Cx<'_>, made: Time, place: Option<Value>, zone: Zone) -> Run<Value> {
    let made = match place {
        Some(place) => {
            let place = Owned::clock(cx, place)?;
            settle(cx, made.to_offset(place.argument(), zone))?
        }
        None => made,
    };
    wrap(cx, made)
}

/// `Time.now`.
pub(super) fn now(cx: &mut Cx<'_>, _: Value, args: Args<'_>) -> Run<Value> {
    let place = place(cx, args)?;
    let made = local_now(cx)?;
    let zone = zone(cx)?;
    placed(cx, made, place, zone)
}

/// `Time.at`: of a time, of seconds, of seconds and a fraction in a unit.
pub(super) fn at(cx: &mut Cx<'_>, _: Value, args: Args<'_>) -> Run<Value> {
    let place = place(cx, args)?;
    let zone = zone(cx)?;
    if let Some(other) = time(cx, args.at(0))
        && args.len() == 1
    {
        return placed(cx, other, place, zone);
    }
    // `false` says that there is none, and its unit is not looked at.
    let fraction = args.get(1).filter(|given| !matches!(given, Value::Bool(false)));
    if time(cx, args.at(0)).is_some() {
        return Err(cx.unsupported("`Time.at` of a time and a fraction"));
    }
    let per_second = fraction.map(|_| per_second(cx, args.get(2))).transpose()?;
    let seconds = exact(cx, args.at(0))?;
    let fraction = match fraction.zip(per_second) {
        Some((fraction, per_second)) => Some((exact(cx, fraction)?, per_second)),
        None => None,
    };
    let made = construct::at(seconds, fraction, Mode::Local(zone));
    let made = settle(cx, made)?;
    placed(cx, made, place, zone)
}

/// How many of a unit a second has: microseconds where none is given.
fn per_second(cx: &mut Cx<'_>, unit: Option<Value>) -> Run<u32> {
    match unit {
        None => Ok(1_000_000),
        Some(Value::Symbol(name)) => {
            let unit = construct::unit(cx.symbol(name));
            settle(cx, unit)
        }
        Some(other) => {
            let shown = inspect::to_s(cx, other)?;
            Err(cx.raise(Global::RbArgumentError, format!("unexpected unit: {shown}")))
        }
    }
}

/// `Time.new`: now, or of parts; a seventh part and `in` name an offset.
pub(super) fn new(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if args.len() == 0 {
        return now(cx, this, args);
    }
    let named = place(cx, args)?;
    let given = args.get(6).filter(|&given| truthy(given));
    if given.is_some() && named.is_some_and(truthy) {
        let message = "timezone argument given as positional and keyword arguments";
        return Err(cx.raise(Global::RbArgumentError, message));
    }
    let zone = zone(cx)?;
    let mut values = [Value::Nil; 6];
    for (place, &value) in values.iter_mut().zip(args.positional) {
        *place = value;
    }
    let parts = Owned::read_all(cx, &values, given.or(named))?;
    let parts: Vec<Argument<'_>> = parts.iter().map(Owned::argument).collect();
    let made = construct::new(&parts, zone);
    let made = settle(cx, made)?;
    wrap(cx, made)
}

/// `Time.utc` and `Time.gm`.
pub(super) fn utc(cx: &mut Cx<'_>, _: Value, args: Args<'_>) -> Run<Value> {
    let parts = civil(cx, args)?;
    let parts: Vec<Argument<'_>> = parts.iter().map(Owned::argument).collect();
    let made = construct::utc(&parts);
    let made = settle(cx, made)?;
    wrap(cx, made)
}

/// `Time.local` and `Time.mktime`.
pub(super) fn local(cx: &mut Cx<'_>, _: Value, args: Args<'_>) -> Run<Value> {
    let zone = zone(cx)?;
    let parts = civil(cx, args)?;
    let parts: Vec<Argument<'_>> = parts.iter().map(Owned::argument).collect();
    let made = construct::local(&parts, zone);
    let made = settle(cx, made)?;
    wrap(cx, made)
}

/// Parts in the order from year to microsecond. Ten parts are those of `to_a`; an eighth says nothing.
fn civil(cx: &mut Cx<'_>, args: Args<'_>) -> Run<Vec<Owned>> {
    match args.positional {
        [second, minute, hour, day, month, year, _, _, daylight, _] => {
            if !matches!(daylight, Value::Nil | Value::Bool(false)) {
                return Err(cx.unsupported("the daylight saving mark of a time"));
            }
            Owned::read_all(cx, &[*year, *month, *day, *hour, *minute, *second], None)
        }
        given => {
            check_arity(cx, given.len(), 1, 8)?;
            Owned::read_all(cx, &given[..given.len().min(7)], None)
        }
    }
}

/// `Time.parse`.
pub(super) fn parse(cx: &mut Cx<'_>, _: Value, args: Args<'_>) -> Run<Value> {
    if args.has_block() {
        return Err(cx.unsupported("`Time.parse` with a block"));
    }
    let source = to_str(cx, args.at(0))?;
    cx.charge(16 + source.len() as u64)?;
    let zone = zone(cx)?;
    let now = match args.get(1) {
        None => local_now(cx)?,
        Some(given) => match (time(cx, given), date::date(cx, given)) {
            (Some(given), _) => given,
            (None, Some(given)) => settle(cx, given.to_time(zone))?,
            _ => return Err(cx.unsupported("`Time.parse` beside this")),
        },
    };
    let made = texts::parse(&source, &now, zone);
    let made = settle(cx, made)?;
    wrap(cx, made)
}

/// `Time.iso8601` and `Time.xmlschema`.
pub(super) fn iso8601(cx: &mut Cx<'_>, _: Value, args: Args<'_>) -> Run<Value> {
    if matches!(args.at(0), Value::Nil) {
        return Err(cx.raise(Global::RbArgumentError, "invalid xmlschema format: nil"));
    }
    super::super::arguments::expect_string(cx, args.at(0))?;
    let source = text(cx, args.at(0)).to_owned();
    cx.charge(16 + source.len() as u64)?;
    let zone = zone(cx)?;
    let made = settle(cx, texts::iso8601(&source, zone))?;
    wrap(cx, made)
}
