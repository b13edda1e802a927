//! Cedar.

use std::error::Error;
use std::str::FromStr;

use cedar_policy::{Authorizer, Context, Decision, Entities, EntityUid, PolicySet, Request as Question};
use serde_json::{Value as Json, json};

use super::{Body, Lent};
use crate::request::Request;
use crate::rules::{ADDRESSES, DEPARTMENT, Rule, TEAM, Term, YEAR_MS, blocks, terms};

fn text(rule: Rule) -> Option<String> {
    let address = format!("{ADDRESSES:?}.contains(context.remote_addr)");
    let team = format!("context.teams.contains(\"{TEAM}\")");
    Some(match rule {
        Rule::Team => team,
        Rule::Address => address,
        Rule::TeamAndAddress => format!("{team} && {address}"),
        Rule::OwnerOrAttribute => {
            format!("context.owner == context.username || context.departments.contains(\"{DEPARTMENT}\")")
        }
        Rule::Cidr => blocks()
            .iter()
            .map(|block| format!("context.ip.isInRange(ip(\"{block}\"))"))
            .collect::<Vec<_>>()
            .join(" || "),
        Rule::Intersection | Rule::Helper => "context.teams.containsAny(context.reviewers)".to_owned(),
        Rule::Tenure => format!("context.now - context.hired > {YEAR_MS}"),
        Rule::Terms => terms()
            .iter()
            .map(|term| match term {
                Term::Team(team) => format!("context.teams.contains(\"{team}\")"),
                Term::User(user) => format!("context.username == \"{user}\""),
            })
            .collect::<Vec<_>>()
            .join(" || "),
        Rule::Hours => return None,
    })
}

/// A condition as the one policy of a set, and the requests that it is asked about.
pub struct Condition {
    authorizer: Authorizer,
    policies: PolicySet,
    entities: Entities,
    requests: Vec<Question>,
}

impl Condition {
    /// A condition in Cedar's language over contexts, each an object of JSON.
    ///
    /// # Errors
    /// What Cedar says of either.
    pub fn new(text: &str, contexts: impl Iterator<Item = Json>) -> Result<Self, Box<dyn Error>> {
        let policies = PolicySet::from_str(&format!("permit(principal, action, resource) when {{ {text} }};"))?;
        let uid = |text| EntityUid::from_str(text);
        let (principal, action, resource) = (
            uid("User::\"caller\"")?,
            uid("Action::\"open\"")?,
            uid("Form::\"form\"")?,
        );
        let mut requests = Vec::new();
        for context in contexts {
            let context = Context::from_json_value(context, None)?;
            requests.push(Question::new(
                principal.clone(),
                action.clone(),
                resource.clone(),
                context,
                None,
            )?);
        }
        Ok(Condition {
            authorizer: Authorizer::new(),
            policies,
            entities: Entities::empty(),
            requests,
        })
    }

    /// Whether it holds for a context.
    #[inline]
    pub fn holds(&self, number: usize) -> bool {
        self.authorizer
            .is_authorized(&self.requests[number], &self.policies, &self.entities)
            .decision()
            == Decision::Allow
    }
}

/// See [`super::Engine::lend`].
pub fn lend(rule: Rule, requests: &[Request], body: Body<'_>) -> Lent {
    let Some(text) = text(rule) else { return Ok(false) };
    let contexts = requests.iter().map(|request| {
        json!({
            "username": request.user, "teams": request.teams, "departments": request.departments, "owner": request.owner,
            "reviewers": request.reviewers, "remote_addr": request.address,
            "ip": {"__extn": {"fn": "ip", "arg": request.address}}, "now": request.now_ms, "hired": request.hired_ms,
        })
    });
    let condition = Condition::new(&text, contexts)?;
    body(&mut |number| condition.holds(number));
    Ok(true)
}
