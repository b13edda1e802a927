//! The rules as JavaScript engines run them.

use crate::rules::Rule;

/// What stands around a rule.
pub const PRELUDE: &str = include_str!("javascript.js");

/// The rule as a function of the request's number, where the language has words for it.
///
/// The time of the request is a binding, since these engines read the machine's clock; the zone is one setting of the process, which an
/// engine inside another process cannot change, so that business hours are left out here.
pub fn function(rule: Rule) -> Option<String> {
    if rule == Rule::Hours {
        return None;
    }
    let text = rule.javascript()?.replace("new Date()", "new Date(request('now'))");
    Some(format!("(function (number) {{ bound = all[number]; return {text}; }})"))
}
