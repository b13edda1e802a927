//! Replays what Node and Ruby were recorded to find with random patterns.
//!
//! `tests/regex/record.js` and `tests/regex/record.rb` write the records; the expectations are theirs alone.

use rulec::regex::{ErrorKind, Flags, Limits, Options, Regex, Scratch, Steps, Text};
use serde_json::Value;

/// The code units of a recorded string, which is an array where it is not well formed.
fn units(value: &Value) -> Vec<u16> {
    match value {
        Value::String(text) => text.encode_utf16().collect(),
        Value::Array(units) => units.iter().map(|unit| unit.as_u64().unwrap() as u16).collect(),
        other => panic!("no string: {other}"),
    }
}

/// The groups of the last match as they are recorded.
fn groups(regex: &Regex, scratch: &Scratch) -> Value {
    let group = |index| scratch.group(index).map(|(start, end)| serde_json::json!([start, end]));
    Value::Array(
        (0..regex.group_count())
            .map(|index| group(index).unwrap_or(Value::Null))
            .collect(),
    )
}

/// What this engine says to a recorded case, in the form of the record; `None` for what it does not accept.
fn javascript(case: &Value, scratch: &mut Scratch) -> Option<(&'static str, Value)> {
    let flags = Flags::parse(case["f"].as_str().unwrap()).unwrap();
    let regex = match Regex::javascript(&units(&case["p"]), flags, &Limits::default()) {
        Ok(regex) => regex,
        Err(error) if error.kind == ErrorKind::Syntax => {
            return Some(("e", Value::String(error.message)));
        }
        Err(_) => return None,
    };
    let Some(text) = case.get("t") else {
        return Some(("r", Value::Null));
    };
    let text = units(text);
    let at = case["at"].as_u64().unwrap() as usize;
    let mut find = |text| {
        let found = regex
            .find_at(text, at, flags.sticky, scratch, &mut Steps::new(1 << 30))
            .unwrap();
        if found { groups(&regex, scratch) } else { Value::Null }
    };
    let result = find(Text::Utf16(&text));
    if text.iter().all(|unit| *unit < 128) {
        let bytes: Vec<u8> = text.iter().map(|unit| *unit as u8).collect();
        assert_eq!(result, find(Text::Ascii(&bytes)), "ASCII text: {case}");
    }
    Some(("r", result))
}

fn ruby(case: &Value, scratch: &mut Scratch) -> Option<(&'static str, Value)> {
    let letters = case["o"].as_str().unwrap();
    let options = Options {
        ignore_case: letters.contains('i'),
        extended: letters.contains('x'),
        multiline: letters.contains('m'),
    };
    let regex = match Regex::ruby(case["p"].as_str().unwrap(), options, &Limits::default()) {
        Ok(regex) => regex,
        Err(error) if error.kind == ErrorKind::Syntax => {
            // The reason stands before names and the pattern.
            let reason = error.message.split(['<', '{', ':']).next().unwrap();
            return Some(("e", Value::String(reason.to_owned())));
        }
        Err(_) => return None,
    };
    let Some(text) = case.get("t") else {
        return Some(("r", Value::Null));
    };
    let at = case["at"].as_u64().unwrap() as usize;
    let text = Text::Utf8(text.as_str().unwrap());
    let found = regex
        .find_at(text, at, false, scratch, &mut Steps::new(1 << 30))
        .unwrap();
    Some(("r", if found { groups(&regex, scratch) } else { Value::Null }))
}

fn replay(records: &str, run: impl Fn(&Value, &mut Scratch) -> Option<(&'static str, Value)>) {
    let mut scratch = Scratch::new();
    let mut differences = Vec::new();
    let mut refused = 0;
    for line in records.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        match run(&case, &mut scratch) {
            None => refused += 1,
            Some((key, result)) if case.get(key) == Some(&result) => {}
            // A message about a pattern that is not well formed cannot be compared as text.
            Some(("e", _)) if case["e"].is_array() => {}
            Some((key, result)) => differences.push(format!("{line}\n  here {key}: {result}")),
        }
    }
    eprintln!("{} of {} cases refused", refused, records.lines().count());
    assert!(
        differences.is_empty(),
        "{} differences:\n{}",
        differences.len(),
        differences[..differences.len().min(20)].join("\n")
    );
}

#[test]
fn javascript_agrees_with_node() {
    replay(include_str!("regex/javascript.jsonl"), javascript);
}

#[test]
fn ruby_agrees_with_ruby() {
    replay(include_str!("regex/ruby.jsonl"), ruby);
}
