//! Ruby at run time: objects, operators and built-in methods, as CRuby 3.1 has them.
//!
//! The functions below are all that the machine calls; every built-in stands in the file of its class.
//! What the language has and this machine does not ends in a fault, never in another answer.

mod arguments;
mod array;
mod bounds;
mod catch;
mod class;
mod comparable;
mod compare;
mod date;
mod dispatch;
mod encode;
mod enumerable;
mod enumerator;
mod equality;
mod exception;
mod float;
mod format;
mod hash;
mod hashing;
mod import;
mod in_place;
mod inspect;
mod integer;
mod ipaddr;
mod kernel;
mod kernel_functions;
mod known;
mod match_data;
mod missing;
mod module;
mod nil;
mod numeric;
mod object;
mod operators;
mod procs;
mod range;
mod rational;
mod regexp;
mod section;
mod set;
mod similar;
mod string;
mod symbol;
mod table;
mod time;

pub use object::Object;

use std::sync::Arc;

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use crate::op::Op;
use crate::regex::Regex;
use crate::value::{Global, SymbolId, Value};

use super::context::{Cx, Run};
use super::data::Datum;

use object::{Array, Hash, Message, Str};

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

    /// The same without keywords where there are none in their hash: `**{}` passes nothing.
    fn without_empty_keywords(self, cx: &Cx<'_>) -> Self {
        if matches!(self.keywords, Value::Empty) || !hash_is_empty(cx, self.keywords) {
            return self;
        }
        Args {
            keywords: Value::Empty,
            ..self
        }
    }
}

/// A new exception object; without a message, reading the message faults.
pub fn new_exception(cx: &mut Cx<'_>, class: Global, message: Option<String>) -> Run<Value> {
    exception::make(cx, class, message.map_or(Message::Opaque, Message::Text))
}

/// The elements of an array; none for any other value.
pub fn list_items(cx: &Cx<'_>, value: Value) -> Vec<Value> {
    arguments::items(cx, value).to_vec()
}

/// The class of a value; none for the sections of bindings.
pub fn class_of(cx: &Cx<'_>, value: Value) -> Option<Global> {
    class::class_of(cx, value)
}

/// Everything but nil and false is true.
pub fn truthy(value: Value) -> bool {
    !matches!(value, Value::Nil | Value::Bool(false))
}

/// Applies a strict `Rb…` operator to its operands.
pub fn operate(cx: &mut Cx<'_>, op: Op, operands: &[Value]) -> Run<Value> {
    operators::operate(cx, op, operands)
}

/// Calls a method; NoMethodError where the class has none, a fault where only the real class has it.
pub fn send(cx: &mut Cx<'_>, receiver: Value, name: &str, args: Args<'_>) -> Run<Value> {
    dispatch::send(cx, receiver, name, args)
}

/// Calls a function of Kernel or of the rule's own object (`Integer('1')`, `format(…)`, `raise …`, `require …`, `loop`,
/// `lambda`, `proc`); NameError (`undefined local variable or method`) or NoMethodError for an unknown one.
/// `variable_like` says that it was machine_text without arguments or parentheses.
pub fn call_kernel(cx: &mut Cx<'_>, name: &str, args: Args<'_>, variable_like: bool) -> Run<Value> {
    kernel_functions::call(cx, name, args, variable_like)
}

/// Calls a proc or lambda value as `yield` and `call` do: arrays spread over several parameters of a proc.
pub fn call_proc(cx: &mut Cx<'_>, callable: Value, args: Args<'_>) -> Run<Value> {
    procs::call_proc(cx, callable, args)
}

/// A new, mutable string.
pub fn new_string(cx: &mut Cx<'_>, text: &str) -> Run<Value> {
    string_from(cx, text.to_owned())
}

/// The same for a text that is the caller's to give.
fn string_from(cx: &mut Cx<'_>, text: String) -> Run<Value> {
    let size = text.len();
    cx.charge_memory(size)?;
    arguments::alloc(cx, Object::String(Str::new(text, false)))
}

/// The value itself if it is a string, else its `to_s`.
fn string_of(cx: &mut Cx<'_>, value: Value) -> Run<Value> {
    if arguments::is_string(cx, value) {
        return Ok(value);
    }
    let text = inspect::to_s(cx, value)?;
    machine_text(cx, text)
}

/// A text that the machine writes: of a number, a symbol, a time. In Ruby most of these are US-ASCII, which some methods show.
fn machine_text(cx: &mut Cx<'_>, text: impl Into<String>) -> Run<Value> {
    cx.ascii_bytes = true;
    string_from(cx, text.into())
}

/// The same for a text that is bytes without an encoding in Ruby, or US-ASCII: a message, what `inspect` says of a match.
fn byte_text(cx: &mut Cx<'_>, text: impl Into<String>) -> Run<Value> {
    cx.byte_texts = true;
    machine_text(cx, text)
}

/// A symbol's value.
pub fn symbol(id: SymbolId) -> Value {
    Value::Symbol(id)
}

/// An integer of any size.
pub fn new_integer(cx: &mut Cx<'_>, number: BigInt) -> Run<Value> {
    if let Some(small) = number.to_i64() {
        return Ok(Value::Int(small));
    }
    if number.bits() > cx.limits.integer_bits {
        return Err(cx.fault(crate::diag::Code::F0902, "an integer became longer than it may"));
    }
    cx.charge_memory(number.bits() as usize / 8)?;
    arguments::alloc(cx, Object::BigInt(number.into()))
}

/// The integer that decimal digits, perhaps with a sign, say.
pub fn parse_integer(cx: &mut Cx<'_>, digits: &str) -> Run<Value> {
    match digits.parse::<BigInt>() {
        Ok(number) => new_integer(cx, number),
        Err(_) => Err(cx.unsupported("an integer whose digits cannot be read")),
    }
}

/// A new array.
pub fn new_array(cx: &mut Cx<'_>, items: Vec<Value>) -> Run<Value> {
    let size = items.len() * size_of::<Value>();
    cx.charge_memory(size)?;
    arguments::alloc(cx, Object::Array(Array { items, frozen: false }))
}

/// Appends what `*value` gives.
pub fn splat(cx: &mut Cx<'_>, value: Value, into: &mut Vec<Value>) -> Run<()> {
    if matches!(value, Value::Nil) {
        return Ok(());
    }
    if let Some(list) = array_items(cx, value)? {
        into.extend(list);
        return Ok(());
    }
    let collection = match arguments::object(cx, value) {
        Some(
            Object::String(_)
            | Object::BigInt(_)
            | Object::Rational(_)
            | Object::Exception(_)
            | Object::SymbolProc(_)
            | Object::Plain,
        )
        | None => false,
        Some(_) => dispatch::responds(cx, value, "to_a"),
    };
    if !collection {
        into.push(value);
        return Ok(());
    }
    let list = send(cx, value, "to_a", Args::new(&[]))?;
    into.extend_from_slice(arguments::items(cx, list));
    Ok(())
}

/// A new hash.
pub fn new_hash(cx: &mut Cx<'_>) -> Run<Value> {
    arguments::alloc(cx, Object::Hash(Hash::default()))
}

/// `hash[key] = value`, as a literal does it (string keys are copied and frozen).
pub fn hash_set(cx: &mut Cx<'_>, hash: Value, key: Value, value: Value) -> Run<()> {
    hash::store(cx, hash, key, value)
}

/// Copies the entries of `**source` (a hash; nil raises TypeError in 3.1).
pub fn hash_merge(cx: &mut Cx<'_>, hash: Value, source: Value) -> Run<()> {
    hash::merge_into(cx, hash, source)
}

/// A copy of a hash with its default.
pub fn hash_copy(cx: &mut Cx<'_>, hash: Value) -> Run<Value> {
    kernel::dup(cx, hash)
}

/// The value of a key of a hash that the machine made (keyword binding): removes and gives it, or the marker.
pub fn hash_take(cx: &mut Cx<'_>, hash: Value, key: SymbolId) -> Run<Value> {
    hash::take(cx, hash, Value::Symbol(key))
}

/// Whether a hash that the machine made has no entries.
pub fn hash_is_empty(cx: &Cx<'_>, hash: Value) -> bool {
    hash::is_empty(cx, hash)
}

/// The `inspect` texts of a hash's keys (for `unknown keywords: :a, :b`).
pub fn inspect_keys(cx: &mut Cx<'_>, hash: Value) -> Run<Vec<String>> {
    let keys: Vec<Value> = hash::entries(cx, hash)?.into_iter().map(|entry| entry.key).collect();
    keys.into_iter().map(|key| inspect::inspect(cx, key)).collect()
}

/// Appends one value to an array that the machine is building.
pub fn array_push(cx: &mut Cx<'_>, array: Value, value: Value) -> Run<()> {
    array::append_checked(cx, array, &[value])
}

/// The elements if the value is an array or answers `to_ary`; None otherwise.
pub fn array_items(cx: &mut Cx<'_>, value: Value) -> Run<Option<Vec<Value>>> {
    let Some(array) = arguments::array(cx, value) else {
        return Ok(None);
    };
    let items = array.items.clone();
    cx.charge(items.len() as u64)?;
    Ok(Some(items))
}

/// A Regexp of a literal, perhaps compiled already.
pub fn new_regexp(cx: &mut Cx<'_>, pattern: &str, flags: &str, known: Option<Arc<Regex>>) -> Run<Value> {
    regexp::literal(cx, pattern, flags, known)
}

/// Joins strings into a new one.
pub fn concat(cx: &mut Cx<'_>, parts: &[Value]) -> Run<Value> {
    let mut size = 0usize;
    for &part in parts {
        arguments::expect_string(cx, part)?;
        size = size.saturating_add(arguments::text(cx, part).len());
    }
    cx.charge(1 + size as u64 / 8)?;
    cx.charge_memory(size)?;
    let mut text = String::with_capacity(size);
    for &part in parts {
        text.push_str(arguments::text(cx, part));
    }
    arguments::alloc(cx, Object::String(Str::new(text, false)))
}

/// The host's value as the rule sees it.
pub fn import(cx: &mut Cx<'_>, datum: Datum<'_>) -> Run<Value> {
    import::import(cx, datum)
}

/// The value in the wire encoding that the batch interface documents.
pub fn encode(cx: &mut Cx<'_>, value: Value) -> Run<serde_json::Value> {
    encode::encode(cx, value)
}

/// The class name and the message of a raised exception; `None` for a message that is not reproduced.
pub fn describe_throw(cx: &mut Cx<'_>, value: Value) -> Run<(String, Option<String>)> {
    exception::describe(cx, value)
}
