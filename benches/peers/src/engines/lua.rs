//! LuaJIT, through mlua.

use mlua::{Function, Lua, LuaSerdeExt};

use super::{Body, Lent};
use crate::request::Request;
use crate::rules::{ADDRESSES, DEPARTMENT, Rule, TEAM, Term, YEAR_MS, terms};

const PRELUDE: &str = "
all = {}
function has(list, wanted)
  for i = 1, #list do if list[i] == wanted then return true end end
  return false
end
function overlap(left, right)
  for i = 1, #left do if has(right, left[i]) then return true end end
  return false
end";

fn text(rule: Rule) -> Option<String> {
    let [first, second] = ADDRESSES;
    let address = format!("(r.request.remote_addr == '{first}' or r.request.remote_addr == '{second}')");
    let team = format!("has(r.identity.teams, '{TEAM}')");
    Some(match rule {
        Rule::Team => team,
        Rule::Address => address,
        Rule::TeamAndAddress => format!("{team} and {address}"),
        Rule::OwnerOrAttribute => {
            format!("r.submission.owner == r.identity.username or has(r.identity.department, '{DEPARTMENT}')")
        }
        Rule::Intersection | Rule::Helper => "overlap(r.identity.teams, r.submission.reviewers)".to_owned(),
        Rule::Tenure => format!("r.request.now - r.identity.hired_ms > {YEAR_MS}"),
        Rule::Terms => terms()
            .iter()
            .map(|term| match term {
                Term::Team(team) => format!("has(r.identity.teams, '{team}')"),
                Term::User(user) => format!("r.identity.username == '{user}'"),
            })
            .collect::<Vec<_>>()
            .join(" or "),
        Rule::Cidr | Rule::Hours => return None,
    })
}

/// See [`super::Engine::lend`].
pub fn lend(rule: Rule, requests: &[Request], body: Body<'_>) -> Lent {
    let Some(text) = text(rule) else { return Ok(false) };
    let lua = Lua::new();
    lua.load(PRELUDE).exec()?;
    let all: mlua::Table = lua.globals().get("all")?;
    for request in requests {
        let mlua::Value::Table(sections) = lua.to_value(&request.sections())? else {
            return Ok(false);
        };
        // LuaJIT's numbers are doubles; a whole number of 64 bits would become a boxed value.
        sections
            .get::<mlua::Table>("request")?
            .set("now", request.now_ms as f64)?;
        sections
            .get::<mlua::Table>("identity")?
            .set("hired_ms", request.hired_ms as f64)?;
        all.push(sections)?;
    }
    let rule: Function = lua
        .load(format!(
            "return function(number) local r = all[number]; return {text} end"
        ))
        .eval()?;
    body(&mut |number| rule.call::<bool>(number + 1).expect("the rule gives a flag"));
    Ok(true)
}
