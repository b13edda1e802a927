//! QuickJS, through rquickjs.

use rquickjs::{Context, Function, Runtime};

use super::script::{PRELUDE, function};
use super::{Body, Lent};
use crate::request::Request;
use crate::rules::Rule;

/// See [`super::Engine::lend`].
pub fn lend(rule: Rule, requests: &[Request], body: Body<'_>) -> Lent {
    let Some(text) = function(rule) else { return Ok(false) };
    let runtime = Runtime::new()?;
    let context = Context::full(&runtime)?;
    context.with(|context| {
        context.eval::<(), _>(PRELUDE)?;
        for request in requests {
            context.eval::<(), _>(format!("all.push({})", request.sections()))?;
        }
        let rule: Function<'_> = context.eval(text)?;
        body(&mut |number| rule.call::<_, bool>((number as i32,)).expect("the rule gives a flag"));
        Ok(true)
    })
}
