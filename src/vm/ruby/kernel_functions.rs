//! The functions of Kernel, called without a receiver.

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};
use crate::vm::heap;

use super::arguments::hash;
use super::class::conversion_name;
use super::dispatch::{Method, check_arity, keyword_method};
use super::{Args, exception, format, known, new_array, splat, string_of};

/// Sorted by name: what can be called on Kernel itself (`Kernel.format`).
pub(super) const MODULE_METHODS: &[Method] = &[
    keyword_method("Array", 0, u8::MAX, |cx, _, args| call(cx, "Array", args, false)),
    keyword_method("Float", 0, u8::MAX, |cx, _, args| call(cx, "Float", args, false)),
    keyword_method("Integer", 0, u8::MAX, |cx, _, args| call(cx, "Integer", args, false)),
    keyword_method("Rational", 0, u8::MAX, |cx, _, args| call(cx, "Rational", args, false)),
    keyword_method("String", 0, u8::MAX, |cx, _, args| call(cx, "String", args, false)),
    keyword_method("format", 0, u8::MAX, |cx, _, args| call(cx, "format", args, false)),
    keyword_method("raise", 0, u8::MAX, |cx, _, args| call(cx, "raise", args, false)),
    keyword_method("sprintf", 0, u8::MAX, |cx, _, args| call(cx, "sprintf", args, false)),
];

/// Calls a function of Kernel or a method of the rule's own object.
pub(super) fn call(cx: &mut Cx<'_>, name: &str, args: Args<'_>, variable_like: bool) -> Run<Value> {
    cx.charge(1)?;
    let args = args.without_empty_keywords(cx);
    let by_name = matches!(
        name,
        "raise" | "fail" | "Integer" | "Float" | "Rational" | "format" | "sprintf"
    );
    if !by_name && !matches!(args.keywords, Value::Empty) {
        let mut positional = args.positional.to_vec();
        positional.push(args.keywords);
        let mut plain = Args::new(&positional);
        plain.block = args.block;
        return call(cx, name, plain, variable_like);
    }
    match name {
        "raise" | "fail" => Err(exception::raise(cx, args)),
        "Integer" => super::integer::convert(cx, args),
        "Float" => super::float::convert(cx, args),
        "Rational" => super::rational::convert(cx, args),
        "String" => {
            let value = only(cx, args)?;
            match value {
                // Their texts are frozen.
                Value::Nil | Value::Bool(_) => super::send(cx, value, "to_s", Args::new(&[])),
                _ => string_of(cx, value),
            }
        }
        "Array" => {
            let value = only(cx, args)?;
            to_array(cx, value)
        }
        "format" | "sprintf" => format::format(cx, args),
        "require" => require(cx, args),
        "loop" => repeat(cx, args),
        "catch" => super::catch::catch(cx, args),
        "throw" => super::catch::throw(cx, args),
        "lambda" => lambda(cx, args),
        "proc" => {
            check_arity(cx, args.positional.len(), 0, 0)?;
            match args.block {
                Value::Nil | Value::Empty => {
                    Err(cx.raise(Global::RbArgumentError, "tried to create Proc object without a block"))
                }
                block => Ok(block),
            }
        }
        "nil?" => Ok(Value::Bool(false)),
        "freeze" | "itself" | "then" | "tap" => Err(cx.unsupported(format!("`{name}` of the rule itself"))),
        _ => unknown(cx, name, variable_like),
    }
}

fn unknown(cx: &mut Cx<'_>, name: &str, variable_like: bool) -> Run<Value> {
    if known::has_private(Global::RbObject, name) || known::has_instance(Global::RbObject, name) {
        return Err(cx.unsupported(format!("`{name}`")));
    }
    // Which names are similar depends on the variables of the rule, so the text is not reproduced.
    Err(cx.raise_opaque(if variable_like {
        Global::RbNameError
    } else {
        Global::RbNoMethodError
    }))
}

/// The only argument, keywords as a hash included.
fn only(cx: &mut Cx<'_>, args: Args<'_>) -> Run<Value> {
    let keywords = !matches!(args.keywords, Value::Empty);
    check_arity(cx, args.len() + usize::from(keywords), 1, 1)?;
    Ok(args.get(0).unwrap_or(args.keywords))
}

/// `Array()`: nil is empty, a hash its pairs, an array itself.
fn to_array(cx: &mut Cx<'_>, value: Value) -> Run<Value> {
    if super::arguments::array(cx, value).is_some() {
        return Ok(value);
    }
    let mut list = Vec::new();
    splat(cx, value, &mut list)?;
    new_array(cx, list)
}

/// `require` of a library that is always there: no effect here; whether it answers true or false depends on what the
/// process loaded before, so the answer is what it is where all of them are loaded.
fn require(cx: &mut Cx<'_>, args: Args<'_>) -> Run<Value> {
    let name = only(cx, args)?;
    let name = super::arguments::to_str(cx, name)?;
    match name.as_str() {
        "set" | "time" | "date" | "json" | "ipaddr" => Ok(Value::Bool(false)),
        _ => Err(cx.unsupported(format!("`require '{name}'`"))),
    }
}

/// `loop`: until `break`, which is the machine's, or StopIteration.
fn repeat(cx: &mut Cx<'_>, args: Args<'_>) -> Run<Value> {
    check_arity(cx, args.len(), 0, 0)?;
    if !args.has_block() {
        return Err(cx.unsupported("`loop` without a block"));
    }
    loop {
        cx.charge(1)?;
        match args.call(cx, &[]) {
            Ok(_) => {}
            Err(crate::vm::context::Stop::Throw(thrown))
                if exception::is_instance(cx, thrown, Global::RbStopIteration) =>
            {
                // Its result is what an iteration gave at its end; one that the rule raises has none.
                return Ok(Value::Nil);
            }
            Err(stop) => return Err(stop),
        }
    }
}

/// `lambda { }`: the block as a lambda.
fn lambda(cx: &mut Cx<'_>, args: Args<'_>) -> Run<Value> {
    check_arity(cx, args.len(), 0, 0)?;
    if !args.has_block() {
        return Err(cx.raise(Global::RbArgumentError, "tried to create Proc object without a block"));
    }
    if let Value::Object(id) = args.block
        && let heap::Object::Closure(closure) = cx.object(id)
        && !closure.lambda
    {
        return Err(cx.unsupported("`lambda` of a block that is not written with it"));
    }
    Ok(args.block)
}

/// The keyword `exception:` of the conversions: whether they raise.
pub(super) fn raises(cx: &mut Cx<'_>, args: Args<'_>) -> Run<bool> {
    let Some(keywords) = hash(cx, args.keywords) else {
        return Ok(true);
    };
    let entries: Vec<(Value, Value)> = keywords.table.iter().map(|entry| (entry.key, entry.value)).collect();
    let mut raises = true;
    for (key, value) in entries {
        match (key, value) {
            (Value::Symbol(name), Value::Bool(flag)) if cx.symbol(name) == "exception" => raises = flag,
            _ => return Err(cx.unsupported("these keywords of a conversion")),
        }
    }
    Ok(raises)
}

/// `can't convert X into Y`, as `Integer()` and `Float()` say it.
pub(super) fn cannot_convert(cx: &mut Cx<'_>, value: Value, into: &str) -> crate::vm::context::Stop {
    let from = conversion_name(cx, value);
    cx.raise(Global::RbTypeError, format!("can't convert {from} into {into}"))
}
