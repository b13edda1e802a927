//! This engine: the rule alone over a bound request.

use std::error::Error;

use rulec::vm::run;
use rulec::{Environment, Limits, Program, Schema, Source, compile};

use crate::request::Request;
use crate::rules::Rule;

/// The rule, compiled: from JavaScript where it has words for it, otherwise from Ruby.
pub fn program(rule: Rule) -> Result<Program, Box<dyn Error>> {
    let source = match rule.javascript() {
        Some(text) => Source::javascript(rule.name(), text),
        None => Source::ruby(rule.name(), rule.ruby().ok_or("a rule has a text in one language")?),
    };
    compile(&source, &schema()).map_err(|report| format!("{report:?}").into())
}

fn schema() -> Schema {
    let mut schema = Schema::batch();
    schema.has_intersection = true;
    schema
}

/// The requests as this engine's environments.
pub fn environments(requests: &[Request]) -> Result<Vec<Environment>, Box<dyn Error>> {
    requests
        .iter()
        .map(|request| Ok(Environment::from_json(&schema(), request.sections()).map_err(|error| format!("{error:?}"))?))
        .collect()
}

/// The answer for one request.
pub fn answer(program: &Program, environment: &Environment, limits: &Limits) -> bool {
    matches!(run(program, environment, environment.world, limits).0, Ok(answer) if answer.truth)
}
