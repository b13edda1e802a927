//! Whether two answers agree.

use serde_json::Value as Json;

/// What a comparison found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The same value, or a throw of the same class.
    Agrees,
    /// Refused at compile time, with the first code and what it names.
    Refused(String),
    /// Stopped at run time, with the code and what it names.
    Faulted(String),
    /// The real language gave no answer in time or room.
    Undecided,
    /// Another answer: the worst bug that there is.
    Differs,
}

/// Compares our answer with the real language's.
pub fn compare(ours: &Json, theirs: &Json) -> Verdict {
    if ours.get("unsupported").is_some() {
        let first = &ours["diagnostics"][0];
        return Verdict::Refused(format!("{}: {}", text(&first["code"]), text(&first["message"])));
    }
    if let Some(fault) = ours.get("fault") {
        return Verdict::Faulted(format!("{}: {}", text(&fault["code"]), text(&fault["message"])));
    }
    let thrown = theirs.get("throws").and_then(Json::as_str);
    if thrown.is_some_and(|class| class.starts_with('$') && class != "$value") {
        return Verdict::Undecided;
    }
    let same = match (ours.get("throws").and_then(Json::as_str), thrown) {
        (Some(ours_class), Some(theirs_class)) => {
            let same_text = match (ours.get("message"), theirs.get("message")) {
                // A text that we do not reproduce is none; texts of syntax errors are our own.
                (None | Some(Json::Null), _) | (_, None) => true,
                (Some(_), Some(_)) if theirs["phase"] == "parse" => true,
                // The Ruby server cuts texts after 300 characters.
                (Some(a), Some(b)) => cut(text(a)) == cut(text(b)),
            };
            ours_class == theirs_class && same_text
        }
        (None, None) => same_value(&ours["value"], &theirs["value"]) && ours.get("truthy") == theirs.get("truthy"),
        _ => false,
    };
    if same { Verdict::Agrees } else { Verdict::Differs }
}

/// Whether values are the same, the order of their keys included.
fn same_value(ours: &Json, theirs: &Json) -> bool {
    match (ours, theirs) {
        (Json::Array(ours), Json::Array(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(a, b)| same_value(a, b))
        }
        (Json::Object(ours), Json::Object(theirs)) => {
            ours.len() == theirs.len()
                && ours
                    .iter()
                    .zip(theirs)
                    .all(|((key, a), (other, b))| key == other && same_value(a, b))
        }
        _ => ours == theirs,
    }
}

fn text(json: &Json) -> &str {
    json.as_str().unwrap_or("?")
}

fn cut(message: &str) -> String {
    message.chars().take(300).collect()
}
