//! Rhai.
//!
//! Casbin builds on it with functions and 64-bit numbers left out, and Cargo builds one Rhai for both: the intersection is a loop, and the
//! tenure has no words.

use rhai::{Dynamic, Engine, Scope};

use super::{Body, Lent};
use crate::request::Request;
use crate::rules::{ADDRESSES, DEPARTMENT, Rule, TEAM, Term, terms};

fn text(rule: Rule) -> Option<String> {
    let address = format!("remote_addr in {ADDRESSES:?}");
    let team = format!("\"{TEAM}\" in teams");
    Some(match rule {
        Rule::Team => team,
        Rule::Address => address,
        Rule::TeamAndAddress => format!("{team} && {address}"),
        Rule::OwnerOrAttribute => format!("owner == username || \"{DEPARTMENT}\" in departments"),
        Rule::Intersection | Rule::Helper => {
            "let found = false; for team in teams { if team in reviewers { found = true; break; } } found".to_owned()
        }
        Rule::Terms => terms()
            .iter()
            .map(|term| match term {
                Term::Team(team) => format!("\"{team}\" in teams"),
                Term::User(user) => format!("username == \"{user}\""),
            })
            .collect::<Vec<_>>()
            .join(" || "),
        Rule::Cidr | Rule::Hours | Rule::Tenure => return None,
    })
}

/// See [`super::Engine::lend`].
pub fn lend(rule: Rule, requests: &[Request], body: Body<'_>) -> Lent {
    let Some(text) = text(rule) else { return Ok(false) };
    let engine = Engine::new();
    let program = engine.compile(&text)?;
    let list = |values: &[String]| Dynamic::from_array(values.iter().map(|value| value.clone().into()).collect());
    let mut bound: Vec<Scope<'_>> = requests
        .iter()
        .map(|request| {
            let mut scope = Scope::new();
            scope
                .push("username", request.user.clone())
                .push("owner", request.owner.clone());
            scope.push("remote_addr", request.address.clone());
            scope.push_dynamic("teams", list(&request.teams));
            scope.push_dynamic("departments", list(&request.departments));
            scope.push_dynamic("reviewers", list(&request.reviewers));
            scope
        })
        .collect();
    body(&mut |number| {
        engine
            .eval_ast_with_scope(&mut bound[number], &program)
            .expect("the rule gives a flag")
    });
    Ok(true)
}
