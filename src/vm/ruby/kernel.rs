//! The methods that every object has (`Object`, `Kernel`, `BasicObject`).

use crate::diag::Code;
use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::arguments::{alloc, array_mut, check_single, hash_mut, is_frozen, object, object_mut, string_mut};
use super::class::{class_of, is_a};
use super::dispatch::{ANY, Method, keyword_method, method, refused, responds, send as send_method};
use super::missing::undefined_for_function_call;
use super::object::{Object, Str};
use super::procs::call_directly;
use super::{Args, call_kernel, equality, inspect, known, machine_text, truthy};

/// Sorted by name.
pub(super) const METHODS: &[Method] = &[
    method("!", 0, 0, |_, this, _| Ok(Value::Bool(!truthy(this)))),
    method("!=", 1, 1, |cx, this, args| {
        let same = send_method(cx, this, "==", Args::new(args.positional))?;
        Ok(Value::Bool(!truthy(same)))
    }),
    method("!~", 1, 1, |cx, this, args| {
        let matched = send_method(cx, this, "=~", Args::new(args.positional))?;
        Ok(Value::Bool(!truthy(matched)))
    }),
    method("<=>", 1, 1, |cx, this, args| {
        let same = equality::equal(cx, this, args.at(0))?;
        Ok(if same { Value::Int(0) } else { Value::Nil })
    }),
    method("==", 1, 1, |cx, this, args| {
        Ok(Value::Bool(equality::identical(cx, this, args.at(0))?))
    }),
    method("===", 1, 1, |cx, this, args| {
        Ok(Value::Bool(equality::equal(cx, this, args.at(0))?))
    }),
    method("=~", 1, 1, |_, _, _| Ok(Value::Nil)),
    refused("__id__"),
    method("__send__", 0, ANY, send_by_name),
    method("class", 0, 0, class),
    keyword_method("clone", 0, 0, clone),
    method("dup", 0, 0, |cx, this, _| dup(cx, this)),
    method("eql?", 1, 1, |cx, this, args| {
        Ok(Value::Bool(equality::eql(cx, this, args.at(0))?))
    }),
    method("equal?", 1, 1, |cx, this, args| {
        let same = equality::identical(cx, this, args.at(0))?;
        if let (Some(Object::String(one)), Some(Object::String(other))) = (object(cx, this), object(cx, args.at(0)))
            && !same
            && one.frozen
            && other.frozen
            && one.text == other.text
        {
            // Literals, names and the words of `defined?` are one object in Ruby wherever they stand.
            return Err(cx.fault(Code::F0905, "the identity of a frozen text is not known"));
        }
        Ok(Value::Bool(same))
    }),
    method("freeze", 0, 0, freeze),
    method("frozen?", 0, 0, |cx, this, _| Ok(Value::Bool(is_frozen(cx, this)))),
    method("inspect", 0, 0, |cx, this, _| {
        let text = inspect::inspect(cx, this)?;
        machine_text(cx, &text)
    }),
    method("instance_of?", 1, 1, |cx, this, args| match args.at(0) {
        Value::Global(class) => Ok(Value::Bool(class_of(cx, this) == Some(class))),
        _ => Err(class_required(cx)),
    }),
    method("is_a?", 1, 1, kind_of),
    method("itself", 0, 0, |_, this, _| Ok(this)),
    method("kind_of?", 1, 1, kind_of),
    method("nil?", 0, 0, |_, this, _| Ok(Value::Bool(matches!(this, Value::Nil)))),
    method("public_send", 0, ANY, send_publicly),
    method("respond_to?", 1, 2, respond_to),
    method("send", 0, ANY, send_by_name),
    method("tap", 0, 0, tap),
    method("then", 0, 0, then),
    method("to_s", 0, 0, |cx, this, _| {
        let text = inspect::to_s(cx, this)?;
        machine_text(cx, &text)
    }),
    method("yield_self", 0, 0, then),
];

/// `==` of a class that compares by content, for its table.
pub(super) const EQUAL: Method = method("==", 1, 1, |cx, this, args| {
    Ok(Value::Bool(equality::operator(cx, this, args.at(0))?))
});

/// `===` of such a class.
pub(super) const CASE_EQUAL: Method = method("===", 1, 1, |cx, this, args| {
    Ok(Value::Bool(equality::operator(cx, this, args.at(0))?))
});

/// `eql?` of such a class.
pub(super) const EQL: Method = method("eql?", 1, 1, |cx, this, args| {
    Ok(Value::Bool(equality::eql(cx, this, args.at(0))?))
});

/// `<=>` of a class whose order [`super::compare`] knows.
pub(super) const ORDER: Method = method("<=>", 1, 1, |cx, this, args| {
    let order = super::compare::compare(cx, this, args.at(0))?;
    Ok(order.map_or(Value::Nil, |order| Value::Int(order as i64)))
});

/// `inspect` of a class that [`super::inspect`] shows.
pub(super) const INSPECT: Method = method("inspect", 0, 0, |cx, this, _| {
    let text = inspect::inspect(cx, this)?;
    machine_text(cx, &text)
});

/// `to_s` of such a class.
pub(super) const TO_S: Method = method("to_s", 0, 0, |cx, this, _| {
    let text = inspect::to_s(cx, this)?;
    machine_text(cx, &text)
});

fn class_required(cx: &mut Cx<'_>) -> crate::vm::context::Stop {
    cx.raise(Global::RbTypeError, "class or module required")
}

fn class(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    match class_of(cx, this) {
        Some(class) => Ok(Value::Global(class)),
        None => Err(cx.unsupported("the class of a binding")),
    }
}

fn kind_of(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    match args.at(0) {
        Value::Global(class) => Ok(Value::Bool(is_a(cx, this, class))),
        _ => Err(class_required(cx)),
    }
}

/// `freeze`, for the tables of classes that list it.
pub(super) fn freeze(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    freeze_value(cx, this)
}

fn freeze_value(cx: &mut Cx<'_>, this: Value) -> Run<Value> {
    check_single(cx, this)?;
    match object_mut(cx, this) {
        Some(Object::String(string)) => string.frozen = true,
        Some(Object::Array(array)) => array.frozen = true,
        Some(Object::Hash(hash)) => hash.frozen = true,
        Some(Object::Set(set)) => set.frozen = true,
        Some(Object::Regexp(regexp)) => regexp.frozen = true,
        Some(
            Object::Exception(_)
            | Object::MatchData(_)
            | Object::Enumerator(_)
            | Object::IpAddr(_)
            | Object::Time(_)
            | Object::Date(_)
            | Object::SymbolProc(_)
            | Object::Plain,
        ) => {
            return Err(cx.unsupported("freezing this object"));
        }
        Some(_) => {}
        None if matches!(this, Value::Object(_) | Value::Global(_) | Value::Section(_)) => {
            return Err(cx.unsupported("freezing this object"));
        }
        None => {}
    }
    Ok(this)
}

/// `dup`: a copy that is not frozen; immutable values are their own.
pub(super) fn dup(cx: &mut Cx<'_>, this: Value) -> Run<Value> {
    let size = match object(cx, this) {
        Some(Object::String(string)) => string.text.len(),
        Some(Object::Array(array)) => array.items.len() * size_of::<Value>(),
        Some(Object::Hash(hash)) => hash.table.positions() * super::table::Table::ENTRY_BYTES,
        Some(Object::Set(set)) => set.table.positions() * super::table::Table::ENTRY_BYTES,
        Some(Object::BigInt(_) | Object::Rational(_)) => return Ok(this),
        Some(Object::Exception(_) | Object::Regexp(_) | Object::Time(_) | Object::Date(_) | Object::IpAddr(_)) => 0,
        Some(_) => return Err(cx.unsupported("a copy of this object")),
        None if matches!(this, Value::Object(_) | Value::Global(_) | Value::Section(_)) => {
            return Err(cx.unsupported("a copy of this object"));
        }
        None => return Ok(this),
    };
    cx.charge(size as u64 / 8)?;
    cx.charge_memory(size)?;
    let Some(mut copy) = object(cx, this).cloned() else {
        return Ok(this);
    };
    match &mut copy {
        Object::String(string) => {
            string.frozen = false;
            string.twin = false;
        }
        Object::Array(array) => array.frozen = false,
        Object::Hash(hash) => {
            hash.frozen = false;
            hash.iterating = 0;
        }
        Object::Set(set) => {
            set.frozen = false;
            set.iterating = 0;
        }
        Object::Regexp(regexp) => regexp.frozen = false,
        _ => {}
    }
    alloc(cx, copy)
}

/// `clone`: a copy that is frozen as the original is, or as `freeze:` says.
fn clone(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !matches!(args.keywords, Value::Empty) {
        return Err(cx.unsupported("`clone` with keywords"));
    }
    let frozen = is_frozen(cx, this);
    let copy = dup(cx, this)?;
    if frozen {
        if let Some(string) = string_mut(cx, copy) {
            string.frozen = true;
        } else if let Some(array) = array_mut(cx, copy) {
            array.frozen = true;
        } else if let Some(hash) = hash_mut(cx, copy) {
            hash.frozen = true;
        } else if let Some(Object::Set(set)) = object_mut(cx, copy) {
            set.frozen = true;
        } else if let Some(Object::Regexp(regexp)) = object_mut(cx, copy) {
            regexp.frozen = true;
        }
    }
    Ok(copy)
}

/// The name that `send`, `respond_to?` and the like got: a symbol or a string.
pub(super) fn method_name(cx: &mut Cx<'_>, value: Value) -> Run<String> {
    match value {
        Value::Symbol(id) => Ok(cx.symbol(id).to_owned()),
        other => match object(cx, other) {
            Some(Object::String(Str { text, .. })) => Ok(text.clone()),
            _ => {
                let shown = inspect::inspect(cx, other)?;
                Err(cx.raise(Global::RbTypeError, format!("{shown} is not a symbol nor a string")))
            }
        },
    }
}

fn send_by_name(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let Some(name) = args.get(0) else {
        return Err(cx.raise(Global::RbArgumentError, "no method name given"));
    };
    let name = method_name(cx, name)?;
    let rest = Args {
        positional: &args.positional[1..],
        ..args
    };
    let class = class_of(cx, this).unwrap_or(Global::RbObject);
    if super::dispatch::find(cx, this, &name).is_none()
        && !responds(cx, this, &name)
        && known::has_private(class, &name)
        && name != "initialize"
    {
        return cx.nested(|cx| call_kernel(cx, &name, rest, false));
    }
    if !matches!(this, Value::Section(_)) && super::dispatch::find(cx, this, &name).is_none() {
        return Err(undefined_for_function_call(cx, this, &name));
    }
    cx.nested(|cx| send_method(cx, this, &name, rest))
}

fn send_publicly(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let Some(name) = args.get(0) else {
        return Err(cx.raise(Global::RbArgumentError, "no method name given"));
    };
    let name = method_name(cx, name)?;
    let rest = Args {
        positional: &args.positional[1..],
        ..args
    };
    cx.nested(|cx| send_method(cx, this, &name, rest))
}

/// `respond_to?`.
pub(super) fn respond_to(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let name = method_name(cx, args.at(0))?;
    if responds(cx, this, &name) {
        return Ok(Value::Bool(true));
    }
    let class = class_of(cx, this).unwrap_or(Global::RbObject);
    Ok(Value::Bool(truthy(args.at(1)) && known::has_private(class, &name)))
}

fn tap(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return Err(cx.raise(Global::RbLocalJumpError, "no block given (yield)"));
    }
    call_directly(cx, args.block, Args::new(&[this]))?;
    Ok(this)
}

fn then(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return Err(cx.unsupported("`then` without a block"));
    }
    call_directly(cx, args.block, Args::new(&[this]))
}
