//! Keep: who may run a workflow, from a list of roles and addresses (W01–W10).
//!
//! Input: the entries of `permissions`; output: decisions. The list becomes a rule text that is compiled as any rule is and
//! that gives the reason: what decides can be read, listed and explained in the same way.

use std::fmt::Write;

use serde_json::{Map, Value as Json, json};

use crate::limits::Limits;
use crate::policy::programs::{Programs, RuleId};
use crate::policy::settings::Gate;
use crate::policy::{Decision, Effect, Reason, Request};
use crate::schema::Schema;
use crate::source::Source;
use crate::vm::Environment;

/// The product's roles with their scopes (W05).
pub const ROLES: &[(&str, &[&str])] = &[
    ("admin", &["read:*", "write:*", "delete:*", "update:*", "execute:*"]),
    ("noc", &["read:*", "execute:workflows"]),
    ("webhook", &["write:alert", "write:incident"]),
    ("workflowrunner", &["write:workflows", "execute:workflows"]),
];

/// What the list's refusal says (W08).
const NOT_LISTED: &str = "Insufficient permissions to execute this workflow";

/// Runs that start by themselves do not ask the list (W09).
const AUTOMATIC: &[&str] = &["alert", "incident", "interval"];

/// The permissions of a workflow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Permissions {
    /// The list, as it is compared: trimmed, in small letters (W06), in the order of the alphabet. Absent counts as empty (W04).
    List(Vec<String>),
    /// Something that is no list of texts: nobody may run the workflow (W07).
    Malformed(String),
}

impl Permissions {
    /// A list whose order and repetitions do not matter.
    fn list(mut entries: Vec<String>) -> Permissions {
        entries.sort();
        entries.dedup();
        Permissions::List(entries)
    }

    /// The permissions that a file's `permissions` says; `None` where the key is absent.
    pub fn read(value: Option<&Json>) -> Permissions {
        match value {
            None | Some(Json::Null) => Permissions::List(Vec::new()),
            Some(Json::Array(items)) => items
                .iter()
                .map(|item| item.as_str().map(|text| text.trim().to_lowercase()))
                .collect::<Option<Vec<_>>>()
                .map_or_else(|| malformed("a list in which something is no text"), Permissions::list),
            Some(Json::String(_)) => malformed("a text, not a list"),
            Some(Json::Object(_)) => malformed("a mapping, not a list"),
            Some(Json::Bool(_)) => malformed("a flag, not a list"),
            Some(Json::Number(_)) => malformed("a number, not a list"),
        }
    }
}

fn malformed(what: &str) -> Permissions {
    Permissions::Malformed(format!("`permissions` is {what}"))
}

/// The bindings of a Keep program.
pub fn schema() -> Schema {
    Schema::new(&["caller"])
}

/// The rule that a list means, as text. It gives the reason's name.
pub fn rule_text(list: &[String], gate: Gate) -> String {
    let mut text = String::new();
    let admin = "caller('role') === 'admin' ? 'admin'\n  : ";
    // Writing into a string cannot fail.
    if gate == Gate::Upstream {
        let roles: Vec<&str> = ROLES.iter().map(|(role, _)| *role).collect();
        let _ = write!(
            text,
            "!{}.includes(caller('role')) ? 'unknown-role'\n  : ",
            json!(roles)
        );
        let _ = write!(text, "!({}) ? 'scope-missing'\n  : ", holds("execute:workflows"));
    }
    text.push_str(admin);
    if list.is_empty() {
        match gate {
            Gate::Documented => {
                let _ = write!(text, "{} ? 'scope' : 'scope-missing'", holds("write:workflows"));
            }
            Gate::Upstream => text.push_str("'scope'"),
        }
    } else {
        // A blank entry is that of nobody, also not of a caller whose role or address is blank (W06). A list of nothing
        // else is still a list, which opens nothing.
        let named: Vec<&String> = list.iter().filter(|entry| !entry.is_empty()).collect();
        let list = json!(named);
        let _ = write!(
            text,
            "{list}.includes(caller('role')) ? 'role'\n  : {list}.includes(caller('email')) ? 'email'\n  : 'not-listed'"
        );
    }
    text
}

/// A test for a scope, as text; `verb:*` covers every resource.
fn holds(scope: &str) -> String {
    let verb = scope.split(':').next().unwrap_or(scope);
    format!("(caller('scopes').includes('{scope}') || caller('scopes').includes('{verb}:*'))")
}

/// A workflow of a set.
#[derive(Debug)]
pub struct Workflow {
    /// Its id, by which requests name it.
    pub id: String,
    /// Its name for people.
    pub name: Option<String>,
    /// What starts it.
    pub triggers: Vec<String>,
    /// What its file says.
    pub permissions: Permissions,
    /// The program of its list; none where the list is malformed.
    pub rule: Option<RuleId>,
    /// The program of a test run of its definition, which the product lets pass without the list; under the upstream
    /// gate only.
    test: Option<RuleId>,
}

impl Workflow {
    /// Compiles a workflow's list.
    pub fn new(id: String, permissions: Permissions, gate: Gate, programs: &mut Programs) -> Self {
        let test = (gate == Gate::Upstream).then(|| {
            let text = format!("{} ? 'scope' : 'scope-missing'", holds("write:workflows"));
            programs.add(Source::javascript("a test run", text), &schema())
        });
        let rule = match &permissions {
            Permissions::List(list) => {
                let source = Source::javascript(format!("permissions of {id}"), rule_text(list, gate));
                Some(programs.add(source, &schema()))
            }
            Permissions::Malformed(_) => None,
        };
        Workflow {
            id,
            name: None,
            triggers: Vec::new(),
            permissions,
            rule,
            test,
        }
    }

    /// Decides about a run.
    pub fn decide(&self, programs: &Programs, request: &Request, gate: Gate, limits: &Limits) -> Decision {
        let element = request.element.to_string();
        let level = Some("workflow".to_owned());
        let mut test = None;
        match request.trigger.as_deref() {
            None | Some("manual") => {}
            Some("test") => test = self.test,
            Some(trigger) if AUTOMATIC.contains(&trigger) => {
                return Decision {
                    level,
                    ..Decision::new(Effect::Allow, Reason::AutomaticRun, element)
                };
            }
            Some(trigger) => {
                let message = format!("`trigger` is {trigger:?}; it must be manual, test, alert, incident or interval");
                return Decision::invalid(element, message);
            }
        }
        let caller = match caller(request) {
            Ok(caller) => caller,
            Err(message) => return Decision::invalid(element, message),
        };
        let role = caller.get("role").and_then(Json::as_str).unwrap_or("").to_owned();
        let Some(rule) = test.or(self.rule) else {
            // An admin passes every list, but this is no list; what was meant cannot be known.
            let message = match &self.permissions {
                Permissions::Malformed(what) => what.clone(),
                Permissions::List(_) => String::new(),
            };
            let decision = Decision::new(Effect::Deny, Reason::BrokenPolicy, element);
            return Decision {
                level,
                message: Some(message),
                ..decision
            };
        };
        let environment = Environment::from_sections(&schema(), [("caller", caller)], request.world);
        let (result, fuel) = programs.text(rule, &environment, request.world, limits);
        let mut decision = match result {
            Err(fault) => Decision {
                fault: Some(fault),
                ..Decision::new(Effect::Deny, Reason::Fault, element)
            },
            Ok(text) => {
                let reason = Reason::find(&text).unwrap_or(Reason::Fault);
                let allowed = matches!(reason, Reason::Admin | Reason::Role | Reason::Email | Reason::Scope);
                let effect = if allowed { Effect::Allow } else { Effect::Deny };
                Decision {
                    message: message(reason, if test.is_some() { Gate::Documented } else { gate }, &role),
                    ..Decision::new(effect, reason, element)
                }
            }
        };
        decision.level = level;
        decision.definition = Some("permissions".to_owned());
        decision.fuel = fuel;
        decision
    }
}

/// What the product answers to a refusal (W08).
fn message(reason: Reason, gate: Gate, role: &str) -> Option<String> {
    match reason {
        Reason::NotListed => Some(NOT_LISTED.to_owned()),
        Reason::UnknownRole => Some(format!("Role {role} not found")),
        Reason::ScopeMissing => {
            let scope = match gate {
                Gate::Documented => "write:workflows",
                Gate::Upstream => "execute:workflows",
            };
            Some(format!(
                "You don't have the required scopes to access this resource [required scopes: ['{scope}']]"
            ))
        }
        _ => None,
    }
}

/// The caller's bindings: scopes that the request does not say are those of the role.
pub fn caller(request: &Request) -> Result<Map<String, Json>, String> {
    let Some(Json::Object(caller)) = request.sections.get("caller") else {
        return Err("a request to run a workflow must say who calls: `caller` with `email` and `role`".to_owned());
    };
    let mut caller = caller.clone();
    for key in ["role", "email"] {
        match caller.get(key) {
            None | Some(Json::Null | Json::String(_)) => {}
            Some(_) => return Err(format!("`caller.{key}` must be a text")),
        }
    }
    let role = caller.get("role").and_then(Json::as_str).unwrap_or("");
    match caller.get("scopes") {
        None | Some(Json::Null) => {
            let scopes = ROLES
                .iter()
                .find(|(known, _)| *known == role)
                .map_or(&[][..], |(_, scopes)| *scopes);
            caller.insert("scopes".to_owned(), json!(scopes));
        }
        Some(Json::Array(scopes)) if scopes.iter().all(Json::is_string) => {}
        Some(_) => return Err("`caller.scopes` must be a list of texts".to_owned()),
    }
    Ok(caller)
}
