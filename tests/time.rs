//! Compares the time layer with answers recorded from the real languages.
//!
//! `tests/time/*.jsonl` hold the questions and answers; the scripts beside them wrote them.

#[path = "time/javascript.rs"]
mod javascript;
#[path = "time/ruby.rs"]
mod ruby;

/// All lines agree, and nearly all are answered.
fn check(text: &str, replayed: (usize, usize, Vec<String>)) {
    let (answered, refused, wrong) = replayed;
    assert!(wrong.is_empty(), "{} disagree, first: {:?}", wrong.len(), wrong.first());
    assert_eq!(answered + refused, text.lines().count());
    assert!(refused * 30 < answered, "{refused} of {answered} refused");
}

#[test]
fn javascript_agrees_with_node() {
    let text = include_str!("time/javascript.jsonl");
    check(text, javascript::replay(text.lines().map(str::to_owned)));
}

#[test]
fn ruby_agrees_with_cruby() {
    let text = include_str!("time/ruby.jsonl");
    check(text, ruby::replay(text.lines().map(str::to_owned)));
}
