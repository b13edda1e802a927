//! Methods that a value does not have: NoMethodError with Ruby's text, or the fault for what only the real class has.
//!
//! Ruby appends `Did you mean?` with similar names (`did_you_mean` is loaded by default). Where it would, the message is
//! opaque: the rule can rescue the error and cannot read its text.

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Stop};

use super::class::{class_name, class_of};
use super::{inspect, known, similar};

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
    no_method(cx, receiver, name, "undefined method")
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
    if let Err(stop) = cx.charge(64) {
        return stop;
    }
    let described = match describe(cx, receiver) {
        Ok(described) => described,
        Err(stop) => return stop,
    };
    let (Some(described), false) = (described, has_similar(cx, receiver, name)) else {
        return cx.raise_opaque(Global::RbNoMethodError);
    };
    let text = if kind == "private method" {
        format!("private method `{name}' called for {described}")
    } else {
        format!("undefined method `{name}' for {described}")
    };
    cx.raise(Global::RbNoMethodError, text)
}

fn has_similar(cx: &Cx<'_>, receiver: Value, name: &str) -> bool {
    match receiver {
        // `DidYouMean::MethodNameChecker::NAMES_TO_EXCLUDE` leaves nil out.
        Value::Nil => false,
        Value::Global(class) => similar::any(name, known::singleton_names(class)),
        Value::Section(section) => {
            similar::any(name, cx.binding_keys(section).into_iter())
                || similar::any(name, super::section::method_names(cx, section))
        }
        _ => similar::any(
            name,
            known::instance_names(class_of(cx, receiver).unwrap_or(Global::RbObject)),
        ),
    }
}

/// The receiver as the text of NoMethodError names it (`name_err_mesg_to_str`); none where it shows an address.
fn describe(cx: &mut Cx<'_>, receiver: Value) -> Result<Option<String>, Stop> {
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
