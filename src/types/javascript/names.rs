//! Which properties the built-in prototypes of Node 20 have (what `Object.getOwnPropertyNames` gives), supported or not.

use crate::schema::javascript::{ARRAY_PROTOTYPE, NUMBER_PROTOTYPE, OBJECT_PROTOTYPE, STRING_PROTOTYPE};
use crate::types::kinds::Kinds;

/// Whether every object with a prototype has it.
pub fn is_of_every_object(name: &str) -> bool {
    OBJECT_PROTOTYPE.contains(&name)
}

/// Whether values of one kind have a property of this name, which is no index; none where it is not known. Own
/// properties that a rule writes are not seen.
pub fn has(kind: Kinds, name: &str) -> Option<bool> {
    if name.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let own: &[&str] = if kind.within(Kinds::TEXTS) {
        STRING_PROTOTYPE
    } else if kind.within(Kinds::LIST) {
        // What `match` gives has more, none of it a function.
        if matches!(name, "index" | "input" | "groups" | "indices") {
            return None;
        }
        ARRAY_PROTOTYPE
    } else if kind.within(Kinds::NUMBERS) {
        NUMBER_PROTOTYPE
    } else if kind.within(Kinds::BOOLEAN) {
        &[]
    } else {
        return None;
    };
    Some(own.contains(&name) || is_of_every_object(name))
}

/// A name that is nearly the one that was written and exists, for the remedy.
pub fn instead(kind: Kinds, name: &str) -> Option<&'static str> {
    let text = kind.within(Kinds::TEXTS);
    let list = kind.within(Kinds::LIST);
    if !text && !list {
        return None;
    }
    Some(match name {
        "contains" | "include" | "include?" | "has" | "contain" => "includes",
        "size" | "count" | "len" => "length",
        "startswith" | "start_with" | "beginsWith" | "StartsWith" if text => "startsWith",
        "endswith" | "end_with" | "EndsWith" if text => "endsWith",
        "lower" | "lowercase" | "downcase" | "tolower" | "toLower" if text => "toLowerCase",
        "upper" | "uppercase" | "upcase" | "toUpper" if text => "toUpperCase",
        "strip" if text => "trim",
        "any" if list => "some",
        "all" if list => "every",
        "select" | "where" if list => "filter",
        "collect" if list => "map",
        "each" if list => "forEach",
        _ => {
            let all = if text { STRING_PROTOTYPE } else { ARRAY_PROTOTYPE };
            return all.iter().copied().find(|known| known.eq_ignore_ascii_case(name));
        }
    })
}
