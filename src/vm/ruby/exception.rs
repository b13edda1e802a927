//! Exceptions: their objects and their methods, and `raise`.

use crate::diag::Code;
use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run, Stop};

use super::arguments::{alloc, hash, object, object_mut};
use super::class::{is_exception_class, superclass};
use super::dispatch::{Method, keyword_method, method, refused, wrong_arguments};
use super::object::{Exception, Message, Object};
use super::{Args, byte_text, equality, inspect as inspection, machine_text, send};

/// Sorted by name.
pub(super) const METHODS: &[Method] = &[
    method("==", 1, 1, equal),
    refused("backtrace"),
    refused("backtrace_locations"),
    method("cause", 0, 0, |cx, this, _| match object(cx, this) {
        Some(Object::Exception(exception)) if !matches!(exception.cause, Value::Empty) => Ok(exception.cause),
        _ => Err(cx.unsupported("`cause` of an exception that was raised without `cause:`")),
    }),
    method("exception", 0, 1, |cx, this, args| match args.get(0) {
        None => Ok(this),
        Some(message) => with_message(cx, this, message),
    }),
    refused("full_message"),
    method("inspect", 0, 0, |cx, this, _| {
        let text = inspect(cx, this)?;
        byte_text(cx, &text)
    }),
    method("message", 0, 0, |cx, this, _| message(cx, this)),
    method("respond_to?", 1, 2, super::kernel::respond_to),
    method("to_s", 0, 0, |cx, this, _| message(cx, this)),
];

/// Sorted by name.
pub(super) const CLASS_METHODS: &[Method] = &[
    keyword_method("exception", 0, u8::MAX, new),
    keyword_method("new", 0, u8::MAX, new),
];

/// A new exception object with a text of the machine's.
pub(super) fn make(cx: &mut Cx<'_>, class: Global, message: Message) -> Run<Value> {
    let size = match &message {
        Message::Text(text) => text.len(),
        Message::About { before, after, .. } => before.len() + after.len(),
        Message::Given(_) | Message::Opaque => 0,
    };
    cx.charge_memory(size)?;
    alloc(
        cx,
        Object::Exception(Box::new(Exception {
            class,
            message,
            cause: Value::Empty,
            raised: false,
        })),
    )
}

/// `Exception.new`.
fn new(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let Value::Global(class) = this else {
        return Err(cx.unsupported("new exceptions"));
    };
    let special = matches!(
        class,
        Global::RbNameError
            | Global::RbNoMethodError
            | Global::RbKeyError
            | Global::RbFrozenError
            | Global::RbStopIteration
            | Global::RbUncaughtThrowError
            | Global::RbLocalJumpError
            | Global::RbJsonParserError
    );
    let has_keywords = !matches!(args.keywords, Value::Empty);
    if special && (args.len() > 1 || has_keywords) || class == Global::RbUncaughtThrowError {
        return Err(cx.unsupported(format!("`{}.new` with these arguments", class.name())));
    }
    let given = match (args.get(0), has_keywords) {
        (None, true) => args.keywords,
        (first, true) => return Err(wrong_arguments(cx, 1 + usize::from(first.is_some()), 0, 1)),
        (Some(_), false) if args.len() > 1 => return Err(wrong_arguments(cx, args.len(), 0, 1)),
        (first, false) => first.unwrap_or(Value::Nil),
    };
    make(cx, class, Message::Given(given))
}

/// The fault for reading a text that is not reproduced.
pub(super) fn opaque(cx: &Cx<'_>) -> Stop {
    cx.fault(
        Code::F0905,
        "the text of this exception depends on what the machine does not reproduce",
    )
}

/// `message` and `to_s`: the very object that was given where it is a string; a copy each time where `did_you_mean` may
/// append to it, which it does for NameError always and for KeyError where the machine raised it.
pub(super) fn message(cx: &mut Cx<'_>, this: Value) -> Run<Value> {
    let Some(Object::Exception(exception)) = object(cx, this) else {
        return Err(cx.unsupported("the message of this object"));
    };
    let class = exception.class;
    let corrected = matches!(class, Global::RbNameError | Global::RbNoMethodError);
    let made = match &exception.message {
        Message::Given(Value::Nil) => return machine_text(cx, class.name()),
        Message::Given(given) => {
            let given = *given;
            // The text of true and of false is one frozen object.
            let text = match given {
                Value::Bool(_) => send(cx, given, "to_s", Args::new(&[]))?,
                _ => super::string_of(cx, given)?,
            };
            return if corrected {
                super::string::copy(cx, text)
            } else {
                Ok(text)
            };
        }
        Message::Opaque => return Err(opaque(cx)),
        Message::Text(text) => text.clone(),
        // A new text each time.
        Message::About { .. } => match written(cx, this)? {
            Some(text) => return byte_text(cx, &text),
            None => return Err(opaque(cx)),
        },
    };
    let value = byte_text(cx, &made)?;
    if !corrected
        && class != Global::RbKeyError
        && let Some(Object::Exception(exception)) = object_mut(cx, this)
    {
        exception.message = Message::Given(value);
    }
    Ok(value)
}

/// A message about a receiver as it is now; none where that shows an address.
fn written(cx: &mut Cx<'_>, this: Value) -> Run<Option<String>> {
    let Some(Object::Exception(exception)) = object(cx, this) else {
        return Ok(None);
    };
    let Message::About {
        before,
        receiver,
        after,
    } = exception.message.clone()
    else {
        return Ok(None);
    };
    let shown = super::missing::describe(cx, receiver)?;
    Ok(shown.map(|shown| format!("{before}{shown}{after}")))
}

/// The message as a text.
pub(super) fn text(cx: &mut Cx<'_>, this: Value) -> Run<String> {
    let value = message(cx, this)?;
    Ok(super::arguments::text(cx, value).to_owned())
}

/// `#<Class: message>`, or the class alone for an empty message (`exc_inspect`).
pub(super) fn inspect(cx: &mut Cx<'_>, this: Value) -> Run<String> {
    let text = text(cx, this)?;
    let Some(Object::Exception(exception)) = object(cx, this) else {
        return Ok(text);
    };
    let class = exception.class.name();
    Ok(if text.is_empty() {
        class.to_owned()
    } else {
        format!("#<{class}: {text}>")
    })
}

/// `Exception#==`: the same class, message and backtrace; backtraces are only known to be equal where neither was raised.
fn equal(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let other = args.at(0);
    if equality::identical(cx, this, other)? {
        return Ok(Value::Bool(true));
    }
    let (Some(Object::Exception(one)), Some(Object::Exception(two))) = (object(cx, this), object(cx, other)) else {
        return Ok(Value::Bool(false));
    };
    if one.class != two.class {
        return Ok(Value::Bool(false));
    }
    let raised = one.raised || two.raised;
    if text(cx, this)? != text(cx, other)? {
        return Ok(Value::Bool(false));
    }
    if raised {
        return Err(cx.unsupported("comparing exceptions that were raised"));
    }
    Ok(Value::Bool(true))
}

/// A copy of an exception with another message.
fn with_message(cx: &mut Cx<'_>, this: Value, message: Value) -> Run<Value> {
    if equality::identical(cx, this, message)? {
        return Ok(this);
    }
    let Some(Object::Exception(exception)) = object(cx, this) else {
        return Err(cx.unsupported("this exception"));
    };
    let mut copy = exception.clone();
    copy.message = Message::Given(message);
    alloc(cx, Object::Exception(copy))
}

/// `raise` in all its forms: the exception to throw.
pub(super) fn raise(cx: &mut Cx<'_>, args: Args<'_>) -> Stop {
    match exception_of(cx, args) {
        Ok(value) => Stop::Throw(value),
        Err(stop) => stop,
    }
}

fn exception_of(cx: &mut Cx<'_>, args: Args<'_>) -> Run<Value> {
    let mut keywords = args.keywords;
    let mut cause = None;
    if let Some(found) = hash(cx, keywords) {
        if found.table.is_empty() {
            keywords = Value::Empty;
        } else {
            let symbol = Value::Symbol(cx.intern("cause")?);
            if let Some(position) = super::hashing::find(cx, keywords, symbol)? {
                let only = hash(cx, keywords).is_some_and(|hash| hash.table.len() == 1);
                if !only {
                    return Err(cx.unsupported("`raise` with further keywords"));
                }
                cause = hash(cx, keywords)
                    .and_then(|hash| hash.table.entry(position))
                    .map(|entry| entry.value);
                keywords = Value::Empty;
            }
        }
    }
    let mut given = args.positional.to_vec();
    if !matches!(keywords, Value::Empty) {
        given.push(keywords);
    }
    if cause.is_some() && given.is_empty() {
        return Err(cx.raise(Global::RbArgumentError, "only cause is given with no arguments"));
    }
    let value = match given[..] {
        // `raise` alone raises `$!` again, which only the machine knows.
        [] => return Err(cx.unsupported("`raise` without an exception")),
        [only] => match only {
            Value::Global(class) if is_exception_class(class) => new(cx, only, Args::new(&[]))?,
            _ => match object(cx, only) {
                Some(Object::String(_)) => make(cx, Global::RbRuntimeError, Message::Given(only))?,
                Some(Object::Exception(_)) => only,
                _ => return Err(not_an_exception(cx)),
            },
        },
        [first, message] => match first {
            Value::Global(class) if is_exception_class(class) => new(cx, first, Args::new(&[message]))?,
            _ => match object(cx, first) {
                Some(Object::Exception(_)) => with_message(cx, first, message)?,
                _ => return Err(not_an_exception(cx)),
            },
        },
        [_, _, _] => return Err(cx.unsupported("`raise` with a backtrace")),
        _ => return Err(wrong_arguments(cx, given.len(), 0, 3)),
    };
    if let Some(cause) = cause {
        set_cause(cx, value, cause)?;
    }
    Ok(value)
}

fn not_an_exception(cx: &mut Cx<'_>) -> Stop {
    cx.raise(Global::RbTypeError, "exception class/object expected")
}

fn set_cause(cx: &mut Cx<'_>, value: Value, cause: Value) -> Run<()> {
    let valid = matches!(cause, Value::Nil) || matches!(object(cx, cause), Some(Object::Exception(_)));
    if !valid {
        return Err(cx.raise(Global::RbTypeError, "exception object expected"));
    }
    if let Some(Object::Exception(exception)) = object_mut(cx, value) {
        exception.cause = cause;
        exception.raised = true;
    }
    Ok(())
}

/// Whether an exception is an instance of a class (`rescue`).
pub(super) fn is_instance(cx: &Cx<'_>, value: Value, class: Global) -> bool {
    let mut at = match object(cx, value) {
        Some(Object::Exception(exception)) => Some(exception.class),
        _ => None,
    };
    while let Some(current) = at {
        if current == class {
            return true;
        }
        at = superclass(current);
    }
    false
}

/// The class and the text of an exception, for reports; no text where it is not reproduced. A limit that writing the text
/// reaches is the fault that ends the run.
pub(super) fn describe(cx: &mut Cx<'_>, value: Value) -> Run<(String, Option<String>)> {
    let Some(Object::Exception(exception)) = object(cx, value) else {
        return Ok((String::from("TypeError"), None));
    };
    let class = exception.class.name().to_owned();
    let text = match &exception.message {
        Message::Text(text) => Some(text.clone()),
        Message::Given(Value::Nil) => Some(class.clone()),
        Message::Given(given) => {
            let given = *given;
            inspection::text_unless_opaque(cx, given)?
        }
        Message::About { .. } => written(cx, value)?,
        Message::Opaque => None,
    };
    Ok((class, text))
}
