//! Methods that a value does not have: NoMethodError with Ruby's text, or the fault for what only the real class has.
//!
//! Ruby appends `Did you mean?` with similar names (`did_you_mean` is loaded by default). Where their order is not known,
//! the message is opaque: the rule can rescue the error and cannot read its text.

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run, Stop};

use super::class::{class_name, class_of};
use super::object::Message;
use super::similar::Unknown;
use super::{exception, inspect, known, similar};

/// What Ruby raises for a method that the receiver does not have, or the fault where it has one that this machine lacks.
pub(super) fn undefined_method(cx: &mut Cx<'_>, receiver: Value, name: &str) -> Stop {
    let class = class_of(cx, receiver).unwrap_or(Global::RbObject);
    if let Value::Global(global) = receiver {
        let newless = name == "new" && (super::class::is_module(global) || known::without_new(global));
        if !newless && known::has_singleton(global, name) {
            return not_supported(cx, receiver, name);
        }
        if newless {
            return no_method(cx, receiver, name, "undefined method");
        }
    }
    if known::has_instance(class, name) {
        return not_supported(cx, receiver, name);
    }
    if known::has_private(class, name) {
        return no_method(cx, receiver, name, "private method");
    }
    if known::has_protected(class, name) {
        return no_method(cx, receiver, name, "protected method");
    }
    no_method(cx, receiver, name, "undefined method")
}

/// The same where the call may reach private methods, as that of `send` or of a symbol's proc does: `did_you_mean` then
/// knows private methods and words of the language, too.
pub(super) fn undefined_for_function_call(cx: &mut Cx<'_>, receiver: Value, name: &str) -> Stop {
    let class = class_of(cx, receiver).unwrap_or(Global::RbObject);
    if known::has_private(class, name) || known::has_protected(class, name) {
        return not_supported(cx, receiver, name);
    }
    match undefined_method(cx, receiver, name) {
        Stop::Throw(_) => cx.raise_opaque(Global::RbNoMethodError),
        stop => stop,
    }
}

/// The fault for a method that the real class has.
pub(super) fn not_supported(cx: &mut Cx<'_>, receiver: Value, name: &str) -> Stop {
    let class = class_name(cx, receiver);
    match receiver {
        Value::Global(global) => cx.unsupported(format!("`{}.{name}` is not supported", global.name())),
        _ => cx.unsupported(format!("`{class}#{name}` is not supported")),
    }
}

fn no_method(cx: &mut Cx<'_>, receiver: Value, name: &str, kind: &str) -> Stop {
    if cx.ruby_library {
        return cx.raise_opaque(Global::RbNoMethodError);
    }
    if let Err(stop) = cx.charge(64) {
        return stop;
    }
    let Ok(after) = suggestions(cx, receiver, name) else {
        return cx.raise_opaque(Global::RbNoMethodError);
    };
    let called = if kind == "undefined method" { "" } else { "called " };
    let before = format!("{kind} `{name}' {called}for ");
    let message = Message::About {
        before,
        receiver,
        after,
    };
    exception::make(cx, Global::RbNoMethodError, message).map_or_else(|stop| stop, Stop::Throw)
}

/// What `DidYouMean::MethodNameChecker` adds.
fn suggestions<'p>(cx: &Cx<'p>, receiver: Value, name: &str) -> Result<String, Unknown> {
    let mut words: Vec<&'p str> = match receiver {
        // `NAMES_TO_EXCLUDE` leaves nil out.
        Value::Nil => Vec::new(),
        Value::Global(class) => known::singleton_names(class)
            .filter(|&word| word != "new" || !known::without_new(class))
            .collect(),
        Value::Section(section) => {
            let mut words: Vec<&'p str> = super::section::method_names(cx, section).collect();
            words.extend(super::section::reader_names(cx, section));
            words
        }
        _ => {
            let class = class_of(cx, receiver).unwrap_or(Global::RbObject);
            known::instance_names(class)
                .chain(known::protected_names(class))
                .collect()
        }
    };
    let mut seen = std::collections::BTreeSet::new();
    words.retain(|word| seen.insert(*word));
    let found = similar::corrections(name, &words)?;
    let found: Vec<&str> = found.into_iter().map(|at| words[at]).collect();
    Ok(similar::suffix(&found))
}

/// KeyError for a key that a hash does not have, with what `DidYouMean::KeyErrorChecker` adds.
pub(super) fn key_error(cx: &mut Cx<'_>, hash: Value, key: Value, message: String) -> Stop {
    match key_suggestions(cx, hash, key) {
        Ok(Some(suffix)) => cx.raise(Global::RbKeyError, message + &suffix),
        Ok(None) => cx.raise_opaque(Global::RbKeyError),
        Err(stop) => stop,
    }
}

fn key_suggestions(cx: &mut Cx<'_>, hash: Value, key: Value) -> Run<Option<String>> {
    let keys: Vec<Value> = super::arguments::hash(cx, hash)
        .map(|hash| hash.table.iter().map(|entry| entry.key).collect())
        .unwrap_or_default();
    cx.charge(1 + 16 * keys.len() as u64)?;
    let mut words = Vec::with_capacity(keys.len());
    for &held in &keys {
        match inspect::text_unless_opaque(cx, held)? {
            Some(word) => words.push(word),
            None => return Ok(None),
        }
    }
    let Some(wanted) = inspect::text_unless_opaque(cx, key)? else {
        return Ok(None);
    };
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let exact: Vec<usize> = (0..words.len())
        .filter(|&at| super::arguments::is_string(cx, key) && words[at] == wanted)
        .collect();
    let found = if exact.is_empty() {
        match similar::corrections(&wanted, &words) {
            Ok(found) => found,
            Err(Unknown) => return Ok(None),
        }
    } else {
        exact
    };
    let mut shown = Vec::with_capacity(found.len());
    for at in found {
        shown.push(inspect::inspect(cx, keys[at])?);
    }
    let shown: Vec<&str> = shown.iter().map(String::as_str).collect();
    Ok(Some(similar::suffix(&shown)))
}

/// The receiver as the text of NoMethodError names it (`name_err_mesg_to_str`); none where it shows an address.
pub(super) fn describe(cx: &mut Cx<'_>, receiver: Value) -> Result<Option<String>, Stop> {
    Ok(Some(match receiver {
        Value::Nil => String::from("nil:NilClass"),
        Value::Bool(true) => String::from("true:TrueClass"),
        Value::Bool(false) => String::from("false:FalseClass"),
        Value::Global(class) => {
            let kind = if super::class::is_module(class) {
                "Module"
            } else {
                "Class"
            };
            format!("{}:{kind}", class.name())
        }
        other => match inspect::inspect_unless_opaque(cx, other)? {
            None => return Ok(None),
            Some(text) if text.starts_with('#') => text,
            Some(text) => format!("{text}:{}", class_name(cx, other)),
        },
    }))
}
