//! Ruby at run time: objects, operators and built-in methods, as CRuby 3.1 has them.
//!
//! The functions below are all that the machine calls; every built-in stands in the file of its class.
//! What the language has and this machine does not ends in a fault, never in another answer.

mod object;

pub use object::Object;

use num_bigint::BigInt;

use crate::op::Op;
use crate::value::{Global, SymbolId, Value};

use super::context::{Cx, Run};
use super::data::Datum;

/// The arguments of a method call.
#[derive(Clone, Copy, Debug)]
pub struct Args<'a> {
    /// By position.
    pub positional: &'a [Value],
    /// A hash of keyword arguments, or the marker where none were given.
    pub keywords: Value,
    /// The block: a proc, or nil.
    pub block: Value,
}

impl<'a> Args<'a> {
    /// Arguments by position alone.
    pub fn new(positional: &'a [Value]) -> Self {
        Args {
            positional,
            keywords: Value::Empty,
            block: Value::Nil,
        }
    }
}

/// A new exception object; without a message, reading the message faults.
pub fn new_exception(cx: &mut Cx<'_>, class: Global, message: Option<String>) -> Run<Value> {
    let _ = (class, message);
    Err(cx.unsupported("exceptions"))
}

/// Everything but nil and false is true.
pub fn truthy(value: Value) -> bool {
    !matches!(value, Value::Nil | Value::Bool(false))
}

/// Applies a strict `Rb…` operator to its operands.
pub fn operate(cx: &mut Cx<'_>, op: Op, operands: &[Value]) -> Run<Value> {
    let _ = operands;
    Err(cx.unsupported(format!("{op:?}")))
}

/// Calls a method; NoMethodError where the class has none, a fault where only the real class has it.
pub fn send(cx: &mut Cx<'_>, receiver: Value, name: &str, args: Args<'_>) -> Run<Value> {
    let _ = (receiver, args);
    Err(cx.unsupported(name))
}

/// Calls a function of Kernel or of the rule's own object (`Integer('1')`, `format(…)`, `raise …`, `require …`, `loop`,
/// `lambda`, `proc`); NameError (`undefined local variable or method`) or NoMethodError for an unknown one.
/// `variable_like` says that it was written without arguments or parentheses.
pub fn call_kernel(cx: &mut Cx<'_>, name: &str, args: Args<'_>, variable_like: bool) -> Run<Value> {
    let _ = (args, variable_like);
    Err(cx.unsupported(name))
}

/// Calls a proc or lambda value as `yield` and `call` do: arrays spread over several parameters of a proc.
pub fn call_proc(cx: &mut Cx<'_>, callable: Value, args: Args<'_>) -> Run<Value> {
    let _ = (callable, args);
    Err(cx.unsupported("procs"))
}

/// A new, mutable string.
pub fn new_string(cx: &mut Cx<'_>, text: &str) -> Run<Value> {
    let _ = text;
    Err(cx.unsupported("strings"))
}

/// A symbol's value.
pub fn symbol(id: SymbolId) -> Value {
    Value::Symbol(id)
}

/// An integer of any size.
pub fn new_integer(cx: &mut Cx<'_>, number: BigInt) -> Run<Value> {
    let _ = number;
    Err(cx.unsupported("integers"))
}

/// The integer that decimal digits, perhaps with a sign, say.
pub fn parse_integer(cx: &mut Cx<'_>, digits: &str) -> Run<Value> {
    let _ = digits;
    Err(cx.unsupported("integers"))
}

/// A new array.
pub fn new_array(cx: &mut Cx<'_>, items: Vec<Value>) -> Run<Value> {
    let _ = items;
    Err(cx.unsupported("arrays"))
}

/// Appends what `*value` gives.
pub fn splat(cx: &mut Cx<'_>, value: Value, into: &mut Vec<Value>) -> Run<()> {
    let _ = (value, into);
    Err(cx.unsupported("splat"))
}

/// A new hash.
pub fn new_hash(cx: &mut Cx<'_>) -> Run<Value> {
    Err(cx.unsupported("hashes"))
}

/// `hash[key] = value`, as a literal does it (string keys are copied and frozen).
pub fn hash_set(cx: &mut Cx<'_>, hash: Value, key: Value, value: Value) -> Run<()> {
    let _ = (hash, key, value);
    Err(cx.unsupported("hashes"))
}

/// Copies the entries of `**source` (a hash; nil raises TypeError in 3.1).
pub fn hash_merge(cx: &mut Cx<'_>, hash: Value, source: Value) -> Run<()> {
    let _ = (hash, source);
    Err(cx.unsupported("hashes"))
}

/// The value of a key of a hash that the machine made (keyword binding): removes and gives it, or the marker.
pub fn hash_take(cx: &mut Cx<'_>, hash: Value, key: SymbolId) -> Run<Value> {
    let _ = (hash, key);
    Err(cx.unsupported("hashes"))
}

/// Whether a hash that the machine made has no entries.
pub fn hash_is_empty(cx: &Cx<'_>, hash: Value) -> bool {
    let _ = (cx, hash);
    true
}

/// The `inspect` texts of a hash's keys (for `unknown keywords: :a, :b`).
pub fn inspect_keys(cx: &mut Cx<'_>, hash: Value) -> Run<Vec<String>> {
    let _ = hash;
    Err(cx.unsupported("hashes"))
}

/// Appends one value to an array that the machine is building.
pub fn array_push(cx: &mut Cx<'_>, array: Value, value: Value) -> Run<()> {
    let _ = (array, value);
    Err(cx.unsupported("arrays"))
}

/// The elements if the value is an array or answers `to_ary`; None otherwise.
pub fn array_items(cx: &mut Cx<'_>, value: Value) -> Run<Option<Vec<Value>>> {
    let _ = (cx, value);
    Ok(None)
}

/// A Regexp of a literal.
pub fn new_regexp(cx: &mut Cx<'_>, pattern: &str, flags: &str) -> Run<Value> {
    let _ = (pattern, flags);
    Err(cx.unsupported("regular expressions"))
}

/// Joins strings into a new one.
pub fn concat(cx: &mut Cx<'_>, parts: &[Value]) -> Run<Value> {
    let _ = parts;
    Err(cx.unsupported("strings"))
}

/// The host's value as the rule sees it.
pub fn import(cx: &mut Cx<'_>, datum: Datum<'_>) -> Run<Value> {
    let _ = datum;
    Err(cx.unsupported("bindings"))
}

/// The value in the wire encoding that the batch interface documents.
pub fn encode(cx: &mut Cx<'_>, value: Value) -> Run<serde_json::Value> {
    let _ = value;
    Err(cx.unsupported("encoding"))
}

/// The class name and the message of a raised exception; `None` for a message that is not reproduced.
pub fn describe_throw(cx: &mut Cx<'_>, value: Value) -> (String, Option<String>) {
    let _ = (cx, value);
    (String::from("StandardError"), None)
}
