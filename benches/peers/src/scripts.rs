//! Node and Ruby, as processes of their own that time themselves.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Map, Value as Json, json};

use crate::request::{Request, ZONE};
use crate::rules::Rule;

/// What a process said of one rule.
pub struct Timed {
    /// The median, in nanoseconds an evaluation.
    pub median: f64,
    /// The best of the rounds.
    pub fifth: f64,
    /// The answers, in the order of the requests.
    pub answers: Vec<bool>,
}

/// Runs a script over all rules that have a text; nothing where the language is not installed.
pub fn run(
    program: &str,
    script: &str,
    requests: &[Request],
    text: fn(Rule) -> Option<String>,
) -> Option<Map<String, Json>> {
    let rules: Map<String, Json> = Rule::ALL
        .iter()
        .filter_map(|rule| Some((rule.name().to_owned(), text(*rule)?.into())))
        .collect();
    let requests: Vec<Json> = requests.iter().map(Request::sections).collect();
    match tell(program, script, &json!({"rules": rules, "requests": requests}))? {
        Json::Object(said) => Some(said),
        _ => None,
    }
}

/// Runs a script with an input; nothing where the language is not installed.
pub fn tell(program: &str, script: &str, input: &Json) -> Option<Json> {
    let path = format!("{}/scripts/{script}", env!("CARGO_MANIFEST_DIR"));
    let child = Command::new(program)
        .arg(path)
        .env("TZ", ZONE)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let mut child = child.ok()?;
    child.stdin.take()?.write_all(input.to_string().as_bytes()).ok()?;
    let output = child.wait_with_output().ok()?;
    serde_json::from_slice(&output.stdout).ok()
}

/// What was said of one rule.
pub fn timed(said: &Map<String, Json>, rule: Rule) -> Option<Timed> {
    let said = said.get(rule.name())?;
    Some(Timed {
        median: said["ns"].as_f64()?,
        fifth: said["fifth"].as_f64()?,
        answers: said["answers"]
            .as_array()?
            .iter()
            .map(|answer| answer == &Json::Bool(true))
            .collect(),
    })
}
