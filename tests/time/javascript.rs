//! Replays recorded questions about JavaScript's dates against the time layer.
//!
//! Input is the lines that `record_javascript.js` writes, whose last element is Node's answer; output is the number of
//! questions answered and refused, or the first disagreement.

use rulec::time::javascript::{Frame, construct, format, frame, parse, set};
use rulec::time::{TimeError, Zone};
use serde_json::{Value, json};

fn number(value: &Value) -> f64 {
    match value.as_str() {
        Some("Infinity") => f64::INFINITY,
        Some("-Infinity") => f64::NEG_INFINITY,
        Some(_) => f64::NAN,
        None => value.as_f64().expect("a number"),
    }
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().expect("a list").iter().map(number).collect()
}

fn same(value: f64, expected: &Value) -> bool {
    let expected = number(expected);
    value == expected || value.is_nan() && expected.is_nan()
}

fn fields(frame: Frame, t: f64) -> Result<Vec<f64>, TimeError> {
    Ok(match frame.fields(t)? {
        None => vec![f64::NAN; 8],
        Some(f) => {
            let rest = [f.month, f.date, f.day, f.hours, f.minutes, f.seconds, f.milliseconds];
            std::iter::once(f.year as f64)
                .chain(rest.into_iter().map(f64::from))
                .collect()
        }
    })
}

fn setter(name: &str) -> set::Setter {
    match name {
        "Milliseconds" => set::Setter::Milliseconds,
        "Seconds" => set::Setter::Seconds,
        "Minutes" => set::Setter::Minutes,
        "Hours" => set::Setter::Hours,
        "Date" => set::Setter::Date,
        "Month" => set::Setter::Month,
        "FullYear" => set::Setter::FullYear,
        _ => set::Setter::Year,
    }
}

fn text_or_error(result: Result<String, TimeError>) -> Result<Value, TimeError> {
    match result {
        Ok(text) => Ok(json!(text)),
        Err(TimeError::Raised { class, message }) => Ok(json!(format!("{class}: {message}"))),
        Err(unsupported) => Err(unsupported),
    }
}

/// Whether the answer agrees.
fn agrees(question: &[Value]) -> Result<bool, TimeError> {
    let zone = Zone::javascript(question[1].as_str().expect("a zone"))?;
    let expected = question.last().expect("an answer");
    Ok(match question[0].as_str().expect("a kind") {
        "local" => same(construct::local(&numbers(&question[2]), &zone)?, expected),
        "utc" => same(construct::utc(&numbers(&question[2])), expected),
        kind @ ("get" | "getutc") => {
            let t = number(&question[2]);
            let mut values = if kind == "get" {
                fields(Frame::Local(&zone), t)?
            } else {
                fields(Frame::Utc, t)?
            };
            if kind == "get" {
                values.push(frame::timezone_offset(t, &zone)?);
            }
            let expected = expected.as_array().expect("a list");
            values.len() == expected.len()
                && values
                    .iter()
                    .zip(expected)
                    .all(|(&value, expected)| same(value, expected))
        }
        "set" => {
            let view = if question[3].as_bool() == Some(true) {
                Frame::Utc
            } else {
                Frame::Local(&zone)
            };
            let which = setter(question[2].as_str().expect("a setter"));
            same(
                set::set(number(&question[4]), which, view, &numbers(&question[5]))?,
                expected,
            )
        }
        "text" => {
            let t = number(&question[2]);
            let plain = json!([
                text_or_error(format::to_iso_string(t))?,
                format::to_json(t),
                expected[2],
                format::to_date_string(t, &zone)?,
                expected[4],
                format::to_utc_string(t),
            ]);
            let named = json!([
                expected[0],
                expected[1],
                format::to_string(t, &zone)?,
                expected[3],
                format::to_time_string(t, &zone)?,
                expected[5],
            ]);
            plain == *expected && named == *expected
        }
        "parse" => {
            let units: Vec<u16> = question[2].as_str().expect("a text").encode_utf16().collect();
            same(parse::parse(&units, &zone)?, expected)
        }
        other => panic!("unknown question {other}"),
    })
}

/// Replays all lines; returns how many were answered and how many refused.
pub fn replay(lines: impl Iterator<Item = String>) -> (usize, usize, Vec<String>) {
    let (mut answered, mut refused, mut wrong) = (0, 0, Vec::new());
    for line in lines {
        let question: Vec<Value> = serde_json::from_str(&line).expect("a recorded line");
        match agrees(&question) {
            Ok(true) => answered += 1,
            Ok(false) => wrong.push(line),
            Err(TimeError::Unsupported(_)) => refused += 1,
            Err(_) => wrong.push(line),
        }
    }
    (answered, refused, wrong)
}
