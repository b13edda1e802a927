//! Numbers against what Node 20 and Ruby 3.1 answered.
//!
//! `number/record_javascript.js` and `number/record_ruby.rb` wrote the records.

#[path = "number/javascript.rs"]
mod javascript;
#[path = "number/javascript_math.rs"]
mod javascript_math;
#[path = "number/replay.rs"]
mod replay;
#[path = "number/ruby.rs"]
mod ruby;
#[path = "number/ruby_format.rs"]
mod ruby_format;

use serde_json::Value;

fn assert_agrees(record: &str, answer: impl Fn(&[Value]) -> Value) {
    let differences: Vec<String> = record
        .lines()
        .filter_map(|line| replay::difference(line, &answer))
        .collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn javascript_numbers_agree_with_node() {
    assert_agrees(include_str!("number/javascript.jsonl"), javascript::answer);
}

#[test]
fn ruby_numbers_agree_with_ruby() {
    assert_agrees(include_str!("number/ruby.jsonl"), ruby::answer);
}
