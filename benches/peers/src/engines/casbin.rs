//! Casbin.

use casbin::{CoreApi, DefaultModel, Enforcer, MemoryAdapter, MgmtApi};

use super::{Body, Lent};
use crate::request::Request;
use crate::rules::{ADDRESSES, Rule, TEAM, Term, terms};

/// The requests have numbers for subjects, whose teams and names are roles.
fn model(matcher: &str) -> String {
    format!(
        "[request_definition]\nr = sub, addr\n[policy_definition]\np = role, addr\n[role_definition]\ng = _, _\n\
         [policy_effect]\ne = some(where (p.eft == allow))\n[matchers]\nm = {matcher}\n"
    )
}

fn policy(rule: Rule) -> Option<(&'static str, Vec<Vec<String>>)> {
    let row = |role: &str, address: &str| vec![role.to_owned(), address.to_owned()];
    Some(match rule {
        Rule::Team => ("g(r.sub, p.role)", vec![row(TEAM, "")]),
        Rule::Address => (
            "r.addr == p.addr",
            ADDRESSES.iter().map(|address| row("", address)).collect(),
        ),
        Rule::TeamAndAddress => (
            "r.addr == p.addr && g(r.sub, p.role)",
            ADDRESSES.iter().map(|address| row(TEAM, address)).collect(),
        ),
        Rule::Terms => (
            "g(r.sub, p.role)",
            terms()
                .iter()
                .map(|term| match term {
                    Term::Team(name) | Term::User(name) => row(name, ""),
                })
                .collect(),
        ),
        _ => return None,
    })
}

/// See [`super::Engine::lend`].
pub fn lend(rule: Rule, requests: &[Request], body: Body<'_>) -> Lent {
    let Some((matcher, rows)) = policy(rule) else {
        return Ok(false);
    };
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let enforcer = runtime.block_on(async {
        let model = DefaultModel::from_str(&model(matcher)).await?;
        let mut enforcer = Enforcer::new(model, MemoryAdapter::default()).await?;
        enforcer.add_policies(rows).await?;
        let roles = requests.iter().enumerate().flat_map(|(number, request)| {
            let roles = request.teams.iter().chain([&request.user]);
            roles.map(move |role| vec![format!("request {number}"), role.clone()])
        });
        enforcer.add_grouping_policies(roles.collect()).await?;
        casbin::Result::Ok(enforcer)
    })?;
    let bound: Vec<(String, String)> = requests
        .iter()
        .enumerate()
        .map(|(number, request)| (format!("request {number}"), request.address.clone()))
        .collect();
    body(&mut |number| {
        let (subject, address) = &bound[number];
        enforcer
            .enforce((subject.as_str(), address.as_str()))
            .expect("the question has the form of the model")
    });
    Ok(true)
}
