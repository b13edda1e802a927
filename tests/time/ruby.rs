//! Replays recorded questions about Ruby's times and dates against the time layer.
//!
//! Input is the lines that `record_ruby.rb` writes, whose last element is Ruby's answer; output is the number of
//! questions answered and refused, and the disagreements.

use rulec::time::ruby::{Argument, Date, Instant, Mode, Number, Time, construct, date, parse};
use rulec::time::{TimeError, Zone};
use serde_json::{Value, json};

type Answer = Result<Value, TimeError>;

fn integer(value: &Value) -> i64 {
    value.as_i64().expect("an integer")
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

fn number(value: &Value) -> Number {
    match value.as_i64() {
        Some(value) => Number::Integer(value),
        None => Number::Float(value.as_f64().expect("a number")),
    }
}

fn argument(value: &Value) -> Argument<'_> {
    match value {
        Value::Null => Argument::Nil,
        Value::String(text) => Argument::Text(text),
        other => Argument::Number(number(other)),
    }
}

fn arguments(value: &Value) -> Vec<Argument<'_>> {
    value.as_array().expect("a list").iter().map(argument).collect()
}

fn on_clock(time: Time, mode: &Value, zone: Zone) -> Result<Time, TimeError> {
    match mode.as_str() {
        Some("utc") => Ok(time.to_utc()),
        Some(_) => Ok(time.to_local(zone)),
        None => time.to_offset(argument(mode), zone),
    }
}

fn local_time(parts: &Value, zone: Zone) -> Result<Time, TimeError> {
    let nanos = u32::try_from(integer(&parts[1])).expect("nanoseconds");
    let instant = Instant::from_parts(integer(&parts[0]), nanos)?;
    Ok(Time::new(instant, Mode::Local(zone)))
}

fn readers(time: &Time) -> Answer {
    let fields = time.fields()?;
    let (numerator, denominator) = time.subsec();
    Ok(json!([
        time.inspect()?,
        time.to_s()?,
        time.to_i(),
        time.nsec(),
        time.to_f(),
        [numerator.to_string(), denominator.to_string()],
        time.is_utc(),
        [
            json!(fields.year),
            json!(fields.month),
            json!(fields.day),
            json!(fields.hour),
            json!(fields.minute),
            json!(fields.second),
            json!(fields.weekday),
            json!(fields.day_of_year),
            json!(fields.daylight),
            json!(fields.offset),
            json!(fields.zone),
        ],
    ]))
}

fn day(date: &Date) -> Answer {
    let civil = date.civil();
    let (week_year, week, week_day) = date.commercial();
    Ok(json!([
        date.inspect()?,
        civil.year,
        civil.month,
        civil.day,
        date.weekday(),
        date.day_of_year(),
        week_year,
        week,
        week_day,
        date.jd(),
        date.is_leap(),
        date.ajd().0,
        date.mjd(),
        date.ld(),
        date.is_julian(),
    ]))
}

/// An exception becomes its text, a refusal stays an error.
fn caught(answer: Answer) -> Answer {
    match answer {
        Err(TimeError::Raised { class, message }) => Ok(json!(format!("{class}: {message}"))),
        other => other,
    }
}

fn math(question: &[Value], zone: Zone) -> Answer {
    let time = local_time(&question[2], zone)?;
    let other = local_time(&question[3], zone)?;
    let amount = number(&question[4]);
    let digits = integer(&question[5]);
    Ok(json!([
        time.plus(amount)?.inspect()?,
        time.minus(amount)?.inspect()?,
        time.since(&other)?,
        time.instant().cmp(&other.instant()) as i64,
        time.round(digits)?.inspect()?,
        time.floor(digits)?.inspect()?,
        time.ceil(digits)?.inspect()?,
        time.iso8601(digits)?,
        time.ctime()?,
        time.rfc2822()?,
        time.httpdate()?,
        Date::of_time(&time)?.jd(),
        time.plus(Number::Float(0.1))?.since(&other)?,
    ]))
}

fn date_math(parts: &Value, amount: i64) -> Answer {
    let date = new_date(parts)?;
    Ok(json!([
        date.plus_days(amount)?.to_s()?,
        date.minus_days(amount)?.to_s()?,
        date.plus_months(amount.div_euclid(20))?.to_s()?,
        date.plus_months(-amount.div_euclid(20))?.to_s()?,
        date.plus_months(12 * amount.div_euclid(200))?.to_s()?,
        date.plus_months(1)?.to_s()?,
        date.minus_days(1)?.to_s()?,
    ]))
}

fn new_date(parts: &Value) -> Result<Date, TimeError> {
    Date::new(integer(&parts[0]), integer(&parts[1]), integer(&parts[2]))
}

fn answer(question: &[Value]) -> Answer {
    let zone = Zone::ruby(text(&question[1]))?;
    match text(&question[0]) {
        "at" => {
            let list = question[2].as_array().expect("a list");
            let fraction = match list.get(1) {
                Some(fraction) => Some((number(fraction), construct::unit(text(&list[2]))?)),
                None => None,
            };
            let time = construct::at(number(&list[0]), fraction, Mode::Local(zone))?;
            readers(&on_clock(time, &question[3], zone)?)
        }
        "new" => {
            let time = construct::new(&arguments(&question[2]), zone)?;
            if time.is_utc() {
                return Ok(json!([time.inspect()?]));
            }
            readers(&time)
        }
        "utc" => readers(&construct::utc(&arguments(&question[2]))?),
        "local" => readers(&construct::local(&arguments(&question[2]), zone)?),
        "math" => math(question, zone),
        "strftime" => {
            let time = on_clock(local_time(&question[2], zone)?, &question[3], zone)?;
            Ok(json!(time.strftime(text(&question[4]))?))
        }
        "parse" => {
            let now = local_time(&question[2], zone)?;
            readers(&parse::parse(text(&question[3]), &now, zone)?)
        }
        "iso" => readers(&parse::iso8601(text(&question[2]), zone)?),
        "date" => {
            let [year, month, day_of_month] = [0, 1, 2].map(|part| integer(&question[2][part]));
            Ok(json!([
                caught(new_date(&question[2]).and_then(|date| day(&date)))?,
                Date::is_valid(year, month, day_of_month)?,
                caught(date_math(&question[2], integer(&question[3])))?,
            ]))
        }
        "jd" => {
            let date = Date::from_jd(integer(&question[2]))?;
            let format = text(&question[3]);
            Ok(json!([
                day(&date)?,
                caught(date.strftime(format).map(Value::from))?,
                caught(date.to_time(zone).and_then(|time| time.inspect()).map(Value::from))?,
            ]))
        }
        kind @ ("dparse" | "diso") => {
            let today = Date::from_jd(integer(&question[2]))?;
            let read = if kind == "diso" { date::iso8601 } else { date::parse };
            Ok(json!(read(text(&question[3]), &today)?.jd()))
        }
        other => panic!("unknown question {other}"),
    }
}

/// Replays all lines; returns how many were answered and refused, and those that disagree with what they gave.
pub fn replay(lines: impl Iterator<Item = String>) -> (usize, usize, Vec<String>) {
    let (mut answered, mut refused, mut wrong) = (0, 0, Vec::new());
    for line in lines {
        let question: Vec<Value> = serde_json::from_str(&line).expect("a recorded line");
        match caught(answer(&question)) {
            Ok(value) if Some(&value) == question.last() => answered += 1,
            Err(TimeError::Unsupported(_)) => refused += 1,
            other => wrong.push(format!("{line} gave {other:?}")),
        }
    }
    (answered, refused, wrong)
}
