//! Rego, by the machine of Regorus.

use std::sync::Arc;

use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::RegoVM;
use regorus::{Engine, Value};

use super::{Body, Lent};
use crate::request::{Request, ZONE};
use crate::rules::{ADDRESSES, DEPARTMENT, Rule, TEAM, Term, YEAR_MS, blocks, terms};

fn rules(bodies: impl IntoIterator<Item = String>) -> String {
    bodies
        .into_iter()
        .map(|body| format!("allow if {{ {body} }}\n"))
        .collect()
}

fn text(rule: Rule) -> String {
    let address = format!("input.request.remote_addr in {ADDRESSES:?}");
    let team = format!("\"{TEAM}\" in input.identity.teams");
    match rule {
        Rule::Team => rules([team]),
        Rule::Address => rules([address]),
        Rule::TeamAndAddress => rules([format!("{team}; {address}")]),
        Rule::OwnerOrAttribute => rules([
            "input.submission.owner == input.identity.username".to_owned(),
            format!("\"{DEPARTMENT}\" in input.identity.department"),
        ]),
        Rule::Cidr => rules(
            blocks()
                .iter()
                .map(|block| format!("net.cidr_contains(\"{block}\", input.request.remote_addr)")),
        ),
        Rule::Intersection | Rule::Helper => {
            rules(["some team in input.identity.teams; team in input.submission.reviewers".to_owned()])
        }
        Rule::Hours => rules([format!(
            "at := [input.now * 1000000, \"{ZONE}\"]; not time.weekday(at) in {{\"Saturday\", \"Sunday\"}}; \
             [hour, _, _] := time.clock(at); hour >= 9; hour < 17"
        )]),
        Rule::Tenure => rules([format!("input.now - input.identity.hired_ms > {YEAR_MS}")]),
        Rule::Terms => rules(terms().iter().map(|term| match term {
            Term::Team(team) => format!("\"{team}\" in input.identity.teams"),
            Term::User(user) => format!("input.identity.username == \"{user}\""),
        })),
    }
}

/// See [`super::Engine::lend`].
pub fn lend(rule: Rule, requests: &[Request], body: Body<'_>) -> Lent {
    let mut engine = Engine::new();
    engine.add_policy(
        "rule.rego".to_owned(),
        format!("package rule\nimport rego.v1\ndefault allow := false\n{}", text(rule)),
    )?;
    let policy = engine.compile_with_entrypoint(&Arc::from("data.rule.allow"))?;
    let program = Compiler::compile_from_policy(&policy, &["data.rule.allow"]).map_err(|error| error.to_string())?;
    let mut machine = RegoVM::new_with_policy(policy);
    machine.load_program(program);
    let mut bound = Vec::new();
    for request in requests {
        bound.push(Value::from_json_str(&request.sections().to_string())?);
    }
    body(&mut |number| {
        machine.set_input(bound[number].clone());
        machine.execute().expect("the rule runs") == Value::from(true)
    });
    Ok(true)
}
