//! Decisions in words: one line for people, one JSON line for logs (T13).

use serde_json::{Map, Value as Json, json};

use super::{Decision, Effect, Reason, Request};

/// Who asks, in a word.
pub fn who(request: &Request) -> String {
    let text = |section: &str, key: &str| {
        request
            .sections
            .get(section)
            .and_then(|section| section.get(key))
            .and_then(Json::as_str)
            .map(str::to_owned)
    };
    text("identity", "username")
        .or_else(|| text("caller", "email"))
        .or_else(|| text("caller", "user"))
        .or_else(|| text("caller", "role").map(|role| format!("some {role}")))
        .unwrap_or_else(|| "somebody who is not signed in".to_owned())
}

/// Why a decision is what it is, in a clause.
pub fn why(decision: &Decision) -> String {
    let allowed = decision.effect == Effect::Allow;
    let level = decision.level.as_deref().unwrap_or("set");
    let definition = decision.definition.as_deref().unwrap_or("");
    match decision.reason {
        Reason::SpaceAdmin => "Space Admins pass every policy".to_owned(),
        Reason::Rule if allowed => format!("\"{definition}\" of the {level} allows it"),
        Reason::Rule => format!("\"{definition}\" of the {level} does not allow it"),
        Reason::Inherited if allowed => {
            format!("nothing nearer decides, and \"{definition}\" of the {level} allows it")
        }
        Reason::Inherited => format!("nothing nearer decides, and \"{definition}\" of the {level} does not allow it"),
        Reason::ImpliedByFormModification => {
            format!("who may change a form may do this, and \"{definition}\" of the {level} lets them")
        }
        Reason::ImpliedByKappModification => {
            format!("who may change the kapp may do this, and \"{definition}\" of the {level} lets them")
        }
        Reason::Default if definition.is_empty() => "nothing restricts it, and the default is to allow".to_owned(),
        Reason::Default if allowed => {
            format!("nothing nearer restricts it, and the default \"{definition}\" allows it")
        }
        Reason::Default => format!("the default \"{definition}\" does not allow it"),
        Reason::Fault => match &decision.fault {
            Some(fault) => format!(
                "\"{definition}\" of the {level} gave no answer: {} ({})",
                fault.message, fault.code
            ),
            None => "the policy gave no answer".to_owned(),
        },
        reason => lower(reason.meaning()),
    }
}

/// A sentence within a sentence.
fn lower(sentence: &str) -> String {
    let sentence = sentence.trim().trim_end_matches('.');
    let mut chars = sentence.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// The fields of a log line, in order.
pub const LOG_FIELDS: &[&str] = &[
    "time",
    "model",
    "caller",
    "element",
    "endpoint",
    "effect",
    "reason",
    "level",
    "definition",
    "message",
    "status",
    "fault",
    "fuel",
];

/// A decision as one line of a log, without the fields that are left out. What was asked may have been no request at all:
/// its denial is logged as well.
pub fn log_line(request: Option<&Request>, decision: &Decision, without: &[String]) -> Json {
    let time = request
        .and_then(|request| chrono::DateTime::from_timestamp_millis(request.world.now as i64))
        .map(|time| time.to_rfc3339_opts(chrono::SecondsFormat::Millis, true));
    let mut line = Map::new();
    for &field in LOG_FIELDS
        .iter()
        .filter(|field| !without.iter().any(|left| left == *field))
    {
        let value = match field {
            "time" => json!(time),
            "model" => json!(request.and_then(|request| request.model)),
            "caller" => json!(request.map(who)),
            "element" => json!(decision.element),
            "endpoint" => json!(decision.endpoint),
            "effect" => json!(decision.effect),
            "reason" => json!(decision.reason),
            "level" => json!(decision.level),
            "definition" => json!(decision.definition),
            "message" => json!(decision.message),
            "status" => json!(decision.status),
            "fault" => json!(decision.fault),
            _ => json!(decision.fuel),
        };
        line.insert(field.to_owned(), value);
    }
    Json::Object(line)
}
