//! CEL, in Rust.

use cel::{Context, Program, Value};
use chrono::DateTime;

use super::{Body, Lent};
use crate::request::{Request, ZONE};
use crate::rules::{ADDRESSES, DEPARTMENT, Rule, TEAM, Term, YEAR_MS, terms};

fn text(rule: Rule) -> Option<String> {
    let address = format!("remote_addr in {ADDRESSES:?}");
    let team = format!("'{TEAM}' in teams");
    Some(match rule {
        Rule::Team => team,
        Rule::Address => address,
        Rule::TeamAndAddress => format!("{team} && {address}"),
        Rule::OwnerOrAttribute => format!("owner == username || '{DEPARTMENT}' in departments"),
        Rule::Intersection | Rule::Helper => "teams.exists(team, team in reviewers)".to_owned(),
        Rule::Hours => format!(
            "now.getDayOfWeek('{ZONE}') >= 1 && now.getDayOfWeek('{ZONE}') <= 5 && now.getHours('{ZONE}') >= 9 && now.getHours('{ZONE}') < 17"
        ),
        Rule::Tenure => format!("now - hired > duration('{}s')", YEAR_MS / 1_000),
        Rule::Terms => terms()
            .iter()
            .map(|term| match term {
                Term::Team(team) => format!("'{team}' in teams"),
                Term::User(user) => format!("username == '{user}'"),
            })
            .collect::<Vec<_>>()
            .join(" || "),
        Rule::Cidr => return None,
    })
}

/// See [`super::Engine::lend`].
pub fn lend(rule: Rule, requests: &[Request], body: Body<'_>) -> Lent {
    let Some(text) = text(rule) else { return Ok(false) };
    let program = Program::compile(&text).map_err(|error| error.to_string())?;
    let time = |ms| {
        DateTime::from_timestamp_millis(ms)
            .expect("a time of the calendar")
            .fixed_offset()
    };
    let bound: Vec<Context<'_, '_>> = requests
        .iter()
        .map(|request| {
            let mut context = Context::default();
            for (name, value) in [
                ("username", &request.user),
                ("owner", &request.owner),
                ("remote_addr", &request.address),
            ] {
                context.add_variable_from_value(name, value.as_str());
            }
            let lists = [
                ("teams", &request.teams),
                ("departments", &request.departments),
                ("reviewers", &request.reviewers),
            ];
            for (name, values) in lists {
                context.add_variable_from_value(name, values.clone());
            }
            context.add_variable_from_value("now", Value::Timestamp(time(request.now_ms)));
            context.add_variable_from_value("hired", Value::Timestamp(time(request.hired_ms)));
            context
        })
        .collect();
    body(&mut |number| matches!(program.execute(&bound[number]), Ok(Value::Bool(true))));
    Ok(true)
}
