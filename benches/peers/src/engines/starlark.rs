//! Starlark.

use starlark::environment::{Globals, Module};
use starlark::eval::Evaluator;
use starlark::syntax::{AstModule, Dialect};

use super::{Body, Lent};
use crate::request::Request;
use crate::rules::{ADDRESSES, DEPARTMENT, Rule, TEAM, Term, YEAR_MS, terms};

fn text(rule: Rule) -> Option<String> {
    let address = format!("request['remote_addr'] in {ADDRESSES:?}");
    let team = format!("'{TEAM}' in identity['teams']");
    Some(match rule {
        Rule::Team => team,
        Rule::Address => address,
        Rule::TeamAndAddress => format!("{team} and {address}"),
        Rule::OwnerOrAttribute => {
            format!("submission['owner'] == identity['username'] or '{DEPARTMENT}' in identity['department']")
        }
        Rule::Intersection | Rule::Helper => {
            "any([team in submission['reviewers'] for team in identity['teams']])".to_owned()
        }
        Rule::Tenure => format!("request['now'] - identity['hired_ms'] > {YEAR_MS}"),
        Rule::Terms => terms()
            .iter()
            .map(|term| match term {
                Term::Team(team) => format!("'{team}' in identity['teams']"),
                Term::User(user) => format!("identity['username'] == '{user}'"),
            })
            .collect::<Vec<_>>()
            .join(" or "),
        Rule::Cidr | Rule::Hours => return None,
    })
}

/// See [`super::Engine::lend`].
pub fn lend(rule: Rule, requests: &[Request], body: Body<'_>) -> Lent {
    let Some(text) = text(rule) else { return Ok(false) };
    let rule = format!("def rule(identity, request, submission):\n    return {text}\nrule\n");
    let globals = Globals::standard();
    Module::with_temp_heap(|module| {
        let mut evaluator = Evaluator::new(&module);
        let rule = evaluator.eval_module(AstModule::parse("rule", rule, &Dialect::Standard)?, &globals)?;
        let bound: Vec<_> = requests
            .iter()
            .map(|request| {
                let sections = request.sections();
                ["identity", "request", "submission"].map(|name| module.heap().alloc(sections[name].clone()))
            })
            .collect();
        body(&mut |number| {
            let answer = evaluator
                .eval_function(rule, &bound[number], &[])
                .expect("the rule runs");
            answer.unpack_bool().expect("the rule gives a flag")
        });
        starlark::Result::Ok(true)
    })
    .map_err(|error| error.to_string().into())
}
