//! Boa.

use boa_engine::{Context, JsValue, Source};

use super::script::{PRELUDE, function};
use super::{Body, Lent};
use crate::request::Request;
use crate::rules::Rule;

/// See [`super::Engine::lend`].
pub fn lend(rule: Rule, requests: &[Request], body: Body<'_>) -> Lent {
    let Some(text) = function(rule) else { return Ok(false) };
    let mut context = Context::default();
    let mut eval = |text: &str| {
        context
            .eval(Source::from_bytes(text))
            .map_err(|error| error.to_string())
    };
    eval(PRELUDE)?;
    for request in requests {
        eval(&format!("all.push({})", request.sections()))?;
    }
    let rule = eval(&text)?;
    let rule = rule.as_callable().ok_or("the rule is a function")?;
    body(&mut |number| {
        let answer = rule.call(&JsValue::undefined(), &[JsValue::from(number as i32)], &mut context);
        answer
            .expect("the rule runs")
            .as_boolean()
            .expect("the rule gives a flag")
    });
    Ok(true)
}
