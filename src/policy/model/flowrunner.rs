//! FlowRunner: who may activate a flow, from a grid of grants and denials (F01–F12).
//!
//! Input: the cells of a flow and of the whole app; output: decisions. The grid becomes a rule text that is compiled as
//! any rule is and that gives the reason.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Map, Value as Json, json};

use crate::limits::Limits;
use crate::policy::programs::{Programs, RuleId};
use crate::policy::settings::Precedence;
use crate::policy::{Decision, Effect, Reason, Request};
use crate::schema::Schema;
use crate::source::Source;
use crate::vm::Environment;

/// Roles that the platform gives by itself (F06).
pub const SYSTEM_ROLES: &[&str] = &[
    "NonAuthenticatedUser",
    "AuthenticatedUser",
    "AndroidUser",
    "AutomationUser",
    "DotNetUser",
    "GuestUser",
    "IOSUser",
    "JSUser",
    "ManagementUser",
    "RestUser",
    "ServerCodeUser",
    "SocialUser",
];

/// The one name of a role that has two (F06).
pub fn role_name(role: &str) -> &str {
    if role == "NotAuthenticatedUser" {
        "NonAuthenticatedUser"
    } else {
        role
    }
}

/// A cell that says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Granted: the green check.
    Grant,
    /// Denied: the red X.
    Deny,
}

impl Cell {
    /// Reads a cell: `grant`, `deny`, `inherit`, or the product's `GRANT`, `DENY`, `GRANT_INHERIT` (F02). The inner `None`
    /// is an inherited cell; an unknown value is none at all (F10).
    pub fn read(text: &str) -> Option<Option<Cell>> {
        match text {
            "grant" | "GRANT" => Some(Some(Cell::Grant)),
            "deny" | "DENY" => Some(Some(Cell::Deny)),
            "inherit" | "GRANT_INHERIT" => Some(None),
            _ => None,
        }
    }
}

/// Explicit cells of a grid: names of users, and names of roles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// By user.
    pub users: BTreeMap<String, Cell>,
    /// By role, under its one name.
    pub roles: BTreeMap<String, Cell>,
}

/// A flow of a set. The permissions hold for all of its versions (F04).
#[derive(Debug)]
pub struct Flow {
    /// Its name.
    pub name: String,
    /// Its status; only `LIVE` can be activated (F05).
    pub status: String,
    /// Its own cells.
    pub grid: Grid,
    /// The cells of its app, that hold where its own say nothing.
    pub app: Grid,
    /// The program of its grid.
    pub rule: RuleId,
}

/// The bindings of a flow's program.
pub fn schema() -> Schema {
    Schema::new(&["caller"])
}

/// The rule that a grid means, as text. It gives `grant`, `not-permitted` or `default`.
pub fn rule_text(flow: &Grid, app: &Grid, precedence: Precedence) -> String {
    let system = |role: &str| SYSTEM_ROLES.contains(&role);
    let roles = |grid: &Grid, cell: Cell, of_system: Option<bool>| -> Vec<String> {
        let chosen = grid
            .roles
            .iter()
            .filter(|(role, value)| **value == cell && of_system.is_none_or(|of_system| system(role) == of_system));
        chosen.map(|(role, _)| role.clone()).collect()
    };
    let users = |grid: &Grid, cell: Cell| -> Vec<String> {
        grid.users
            .iter()
            .filter(|(_, value)| **value == cell)
            .map(|(user, _)| user.clone())
            .collect()
    };
    let mut text = String::new();
    let mut layer = |users: Vec<String>, roles: Vec<String>, reason: &str| {
        let mut tests = Vec::new();
        if !users.is_empty() {
            tests.push(format!("{}.includes(caller('user'))", json!(users)));
        }
        if !roles.is_empty() {
            let list = json!(roles);
            tests.push(format!(
                "caller('roles').some(function (role) {{ return {list}.includes(role); }})"
            ));
        }
        if !tests.is_empty() {
            // Writing into a string cannot fail.
            let _ = write!(text, "{} ? '{reason}'\n  : ", tests.join(" || "));
        }
    };
    let none = Vec::new;
    match precedence {
        Precedence::Layered => {
            for (cell, reason) in [(Cell::Deny, "not-permitted"), (Cell::Grant, "grant")] {
                layer(users(flow, cell), none(), reason);
            }
            for (grid, of_system) in [(flow, false), (flow, true), (app, false), (app, true)] {
                for (cell, reason) in [(Cell::Deny, "not-permitted"), (Cell::Grant, "grant")] {
                    layer(none(), roles(grid, cell, Some(of_system)), reason);
                }
            }
        }
        Precedence::DenyOverrides => {
            for (cell, reason) in [(Cell::Deny, "not-permitted"), (Cell::Grant, "grant")] {
                layer(users(flow, cell), roles(flow, cell, None), reason);
                layer(none(), roles(app, cell, None), reason);
            }
        }
    }
    text.push_str("'default'");
    text
}

impl Flow {
    /// Compiles a flow's grid over that of the app.
    pub fn new(
        name: String,
        status: String,
        grid: Grid,
        app: &Grid,
        precedence: Precedence,
        programs: &mut Programs,
    ) -> Self {
        let source = Source::javascript(format!("permissions of {name}"), rule_text(&grid, app, precedence));
        let rule = programs.add(source, &schema());
        Flow {
            name,
            status,
            grid,
            app: app.clone(),
            rule,
        }
    }

    /// Decides about an activation.
    pub fn decide(&self, programs: &Programs, request: &Request, limits: &Limits) -> Decision {
        let element = request.element.to_string();
        match request.via.as_deref() {
            None | Some("call-flow-api" | "call_flow_api" | "call-flow-block" | "call_flow_block") => {}
            Some(via) => {
                let message = format!("`via` is {via:?}; it must be call-flow-api or call-flow-block");
                return Decision::invalid(element, message);
            }
        }
        let caller = match caller(request) {
            Ok(caller) => caller,
            Err(message) => return Decision::invalid(element, message),
        };
        let environment = Environment::from_sections(&schema(), [("caller", caller)], request.world);
        let (result, fuel) = programs.text(self.rule, &environment, request.world, limits);
        let mut decision = match result {
            Err(fault) => Decision {
                fault: Some(fault),
                ..Decision::new(Effect::Deny, Reason::Fault, element)
            },
            Ok(text) => match Reason::find(&text) {
                // A refused caller does not learn the status (F05).
                Some(Reason::Grant | Reason::Default) if self.status != "LIVE" => {
                    let message = format!("The flow is {}; only a LIVE flow can be activated", self.status);
                    Decision {
                        message: Some(message),
                        ..Decision::new(Effect::Deny, Reason::NotLive, element)
                    }
                }
                Some(reason @ (Reason::Grant | Reason::Default)) => Decision::new(Effect::Allow, reason, element),
                _ => Decision {
                    message: Some("You are not permitted to activate this flow".to_owned()),
                    ..Decision::new(Effect::Deny, Reason::NotPermitted, element)
                },
            },
        };
        decision.level = Some("flow".to_owned());
        decision.fuel = fuel;
        decision
    }
}

/// The caller's bindings: a user or none, and roles under their one name; without a user the caller is not authenticated
/// (F07).
pub fn caller(request: &Request) -> Result<Map<String, Json>, String> {
    let Some(Json::Object(caller)) = request.sections.get("caller") else {
        return Err("a request to activate a flow must say who calls: `caller` with `user` and `roles`".to_owned());
    };
    let user = match caller.get("user") {
        None | Some(Json::Null) => Json::Null,
        // A blank name is that of nobody; nobody is signed in by it.
        Some(Json::String(user)) if user.is_empty() => Json::Null,
        Some(Json::String(user)) => Json::String(user.clone()),
        Some(_) => return Err("`caller.user` must be a text, or null where nobody is signed in".to_owned()),
    };
    let mut roles: Vec<String> = match caller.get("roles") {
        None | Some(Json::Null) => Vec::new(),
        Some(Json::Array(roles)) => roles
            .iter()
            .map(|role| role.as_str().map(|role| role_name(role).to_owned()))
            .collect::<Option<_>>()
            .ok_or_else(|| "`caller.roles` must be a list of texts".to_owned())?,
        Some(_) => return Err("`caller.roles` must be a list of texts".to_owned()),
    };
    let implied = if user.is_null() {
        "NonAuthenticatedUser"
    } else {
        "AuthenticatedUser"
    };
    if !roles.iter().any(|role| role == implied) {
        roles.push(implied.to_owned());
    }
    let mut bindings = Map::new();
    bindings.insert("user".to_owned(), user);
    bindings.insert("roles".to_owned(), json!(roles));
    Ok(bindings)
}
