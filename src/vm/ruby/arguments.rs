//! Reading arguments: the implicit conversions of Ruby's C functions, with their errors.

use num_bigint::BigInt;

use crate::value::{Global, ObjId, Value};
use crate::vm::context::{Cx, Run, Stop};
use crate::vm::heap;

use super::class::conversion_name;
use super::object::{Array, Hash, Object, Range, Str};
use super::{Args, call_proc};

impl<'a> Args<'a> {
    /// The argument at a position, if it was given.
    pub(super) fn get(&self, at: usize) -> Option<Value> {
        self.positional.get(at).copied()
    }

    /// The argument at a position that the arity guarantees; nil where it is missing.
    pub(super) fn at(&self, at: usize) -> Value {
        self.get(at).unwrap_or(Value::Nil)
    }

    /// How many there are by position.
    pub(super) fn len(&self) -> usize {
        self.positional.len()
    }

    /// Whether a block was given.
    pub(super) fn has_block(&self) -> bool {
        !matches!(self.block, Value::Nil | Value::Empty)
    }

    /// Yields one value to the block.
    pub(super) fn call1(&self, cx: &mut Cx<'_>, value: Value) -> Run<Value> {
        call_proc(cx, self.block, Args::new(&[value]))
    }

    /// Yields values to the block.
    pub(super) fn call(&self, cx: &mut Cx<'_>, values: &[Value]) -> Run<Value> {
        call_proc(cx, self.block, Args::new(values))
    }
}

/// The Ruby object behind a value.
pub(super) fn object<'c>(cx: &'c Cx<'_>, value: Value) -> Option<&'c Object> {
    match value {
        Value::Object(id) => match cx.object(id) {
            heap::Object::Rb(object) => Some(object),
            _ => None,
        },
        _ => None,
    }
}

/// The Ruby object behind a value, to be changed.
pub(super) fn object_mut<'c>(cx: &'c mut Cx<'_>, value: Value) -> Option<&'c mut Object> {
    match value {
        Value::Object(id) => match cx.object_mut(id) {
            heap::Object::Rb(object) => Some(object),
            _ => None,
        },
        _ => None,
    }
}

/// Adds an object.
pub(super) fn alloc(cx: &mut Cx<'_>, object: Object) -> Run<Value> {
    Ok(Value::Object(cx.alloc(heap::Object::Rb(object))?))
}

/// The String behind a value.
pub(super) fn string<'c>(cx: &'c Cx<'_>, value: Value) -> Option<&'c Str> {
    match object(cx, value) {
        Some(Object::String(string)) => Some(string),
        _ => None,
    }
}

/// The String behind a value, to be changed; check `frozen` first.
pub(super) fn string_mut<'c>(cx: &'c mut Cx<'_>, value: Value) -> Option<&'c mut Str> {
    match object_mut(cx, value) {
        Some(Object::String(string)) => Some(string),
        _ => None,
    }
}

/// The characters of a value that is a String; empty for anything else.
pub(super) fn text<'c>(cx: &'c Cx<'_>, value: Value) -> &'c str {
    string(cx, value).map_or("", |string| &string.text)
}

/// The Array behind a value.
pub(super) fn array<'c>(cx: &'c Cx<'_>, value: Value) -> Option<&'c Array> {
    match object(cx, value) {
        Some(Object::Array(array)) => Some(array),
        _ => None,
    }
}

/// The Array behind a value, to be changed.
pub(super) fn array_mut<'c>(cx: &'c mut Cx<'_>, value: Value) -> Option<&'c mut Array> {
    match object_mut(cx, value) {
        Some(Object::Array(array)) => Some(array),
        _ => None,
    }
}

/// The elements of a value that is an Array; none for anything else.
pub(super) fn items<'c>(cx: &'c Cx<'_>, value: Value) -> &'c [Value] {
    array(cx, value).map_or(&[], |array| &array.items)
}

/// The Hash behind a value.
pub(super) fn hash<'c>(cx: &'c Cx<'_>, value: Value) -> Option<&'c Hash> {
    match object(cx, value) {
        Some(Object::Hash(hash)) => Some(hash),
        _ => None,
    }
}

/// The Hash behind a value, to be changed.
pub(super) fn hash_mut<'c>(cx: &'c mut Cx<'_>, value: Value) -> Option<&'c mut Hash> {
    match object_mut(cx, value) {
        Some(Object::Hash(hash)) => Some(hash),
        _ => None,
    }
}

/// The Range behind a value.
pub(super) fn range(cx: &Cx<'_>, value: Value) -> Option<Range> {
    match object(cx, value) {
        Some(Object::Range(range)) => Some(*range),
        _ => None,
    }
}

/// The identity of a value that is an object of the heap.
pub(super) fn id(value: Value) -> Option<ObjId> {
    match value {
        Value::Object(id) => Some(id),
        _ => None,
    }
}

/// An Integer of any size.
pub(super) fn big(cx: &Cx<'_>, value: Value) -> Option<BigInt> {
    match value {
        Value::Int(number) => Some(BigInt::from(number)),
        _ => match object(cx, value) {
            Some(Object::BigInt(number)) => Some((**number).clone()),
            _ => None,
        },
    }
}

/// Whether a value is an Integer.
pub(super) fn is_integer(cx: &Cx<'_>, value: Value) -> bool {
    matches!(value, Value::Int(_)) || matches!(object(cx, value), Some(Object::BigInt(_)))
}

/// Whether a value is a String.
pub(super) fn is_string(cx: &Cx<'_>, value: Value) -> bool {
    matches!(object(cx, value), Some(Object::String(_)))
}

/// TypeError `no implicit conversion of X into Y`.
pub(super) fn no_conversion(cx: &mut Cx<'_>, value: Value, into: &str) -> Stop {
    let from = conversion_name(cx, value);
    cx.raise(
        Global::RbTypeError,
        format!("no implicit conversion of {from} into {into}"),
    )
}

/// An argument that C reads with `NUM2LONG`: Integers, truncated Floats and Rationals; TypeError, RangeError otherwise.
pub(super) fn to_long(cx: &mut Cx<'_>, value: Value) -> Run<i64> {
    match value {
        Value::Int(number) => Ok(number),
        // As an index a match is asked for `begin` like a range, which raises another error.
        Value::Object(_) if matches!(object(cx, value), Some(Object::MatchData(_))) => {
            Err(cx.unsupported("a match as a number"))
        }
        Value::Float(number) => {
            if number.is_finite() && number < 9_223_372_036_854_775_808.0 && number > -9_223_372_036_854_775_809.0 {
                Ok(number.trunc() as i64)
            } else {
                let shown = match number {
                    number if number.is_nan() => String::from("NaN"),
                    number if number == f64::INFINITY => String::from("Inf"),
                    number if number == f64::NEG_INFINITY => String::from("-Inf"),
                    number => super::format::c_general(cx, number, 10)?,
                };
                Err(cx.raise(Global::RbRangeError, format!("float {shown} out of range of integer")))
            }
        }
        Value::Nil => Err(cx.raise(Global::RbTypeError, "no implicit conversion from nil to integer")),
        // `rb_num2long` names booleans by themselves.
        Value::Bool(flag) => Err(cx.raise(
            Global::RbTypeError,
            format!("no implicit conversion of {flag} into Integer"),
        )),
        other => match object(cx, other) {
            Some(Object::BigInt(_)) => Err(cx.raise(Global::RbRangeError, "bignum too big to convert into `long'")),
            Some(Object::Rational(rational)) => match rational.to_i().to_i64() {
                Some(number) => Ok(number),
                None => Err(cx.raise(Global::RbRangeError, "bignum too big to convert into `long'")),
            },
            _ => Err(no_conversion(cx, other, "Integer")),
        },
    }
}

/// An argument that C reads with `NUM2INT`: as [`to_long`], and RangeError beyond 32 bits.
pub(super) fn to_c_int(cx: &mut Cx<'_>, value: Value) -> Run<i32> {
    let number = to_long(cx, value)?;
    i32::try_from(number).map_err(|_| {
        let size = if number < 0 { "small" } else { "big" };
        let message = format!("integer {number} too {size} to convert to `int'");
        cx.raise(Global::RbRangeError, message)
    })
}

/// An argument that must be a String (`StringValue`): TypeError otherwise.
pub(super) fn to_str(cx: &mut Cx<'_>, value: Value) -> Run<String> {
    match string(cx, value) {
        Some(string) => {
            let text = string.text.clone();
            cx.charge(text.len() as u64 / 8)?;
            Ok(text)
        }
        None => Err(no_conversion(cx, value, "String")),
    }
}

/// The same without a copy: checks that the value is a String.
pub(super) fn expect_string(cx: &mut Cx<'_>, value: Value) -> Run<()> {
    if is_string(cx, value) {
        return Ok(());
    }
    Err(no_conversion(cx, value, "String"))
}

/// An argument that must be an Array (`to_ary`): TypeError otherwise.
pub(super) fn to_ary(cx: &mut Cx<'_>, value: Value) -> Run<Vec<Value>> {
    match array(cx, value) {
        Some(array) => {
            let items = array.items.clone();
            cx.charge(items.len() as u64)?;
            Ok(items)
        }
        None => Err(no_conversion(cx, value, "Array")),
    }
}

/// Whether an object can change no more.
pub(super) fn is_frozen(cx: &Cx<'_>, value: Value) -> bool {
    match object(cx, value) {
        Some(Object::String(string)) => string.frozen,
        Some(Object::Array(array)) => array.frozen,
        Some(Object::Hash(hash)) => hash.frozen,
        Some(Object::Set(set)) => set.frozen,
        Some(Object::Regexp(regexp)) => regexp.frozen,
        Some(Object::MatchData(_)) => false,
        Some(
            Object::Exception(_)
            | Object::Enumerator(_)
            | Object::Time(_)
            | Object::Date(_)
            | Object::IpAddr(_)
            | Object::SymbolProc(_)
            | Object::Plain,
        ) => false,
        Some(_) => true,
        None => !matches!(value, Value::Object(_) | Value::Global(_) | Value::Section(_)),
    }
}

/// FrozenError where the receiver is frozen (`rb_check_frozen`), a fault where Ruby may have another object there.
pub(super) fn check_frozen(cx: &mut Cx<'_>, value: Value) -> Run<()> {
    check_single(cx, value)?;
    if !is_frozen(cx, value) {
        return Ok(());
    }
    let class = super::class::class_name(cx, value);
    let Some(shown) = super::inspect::inspect_unless_opaque(cx, value)? else {
        return Err(cx.raise_opaque(Global::RbFrozenError));
    };
    Err(cx.raise(Global::RbFrozenError, format!("can't modify frozen {class}: {shown}")))
}

/// A fault for a string that Ruby may hold as the same object as another one here.
pub(super) fn check_single(cx: &mut Cx<'_>, value: Value) -> Run<()> {
    match string(cx, value) {
        Some(string) if string.twin => {
            Err(cx.unsupported("changing a normalized ASCII text whose encoding is not known"))
        }
        _ => Ok(()),
    }
}

/// The value of the one keyword that a method knows, if it is given; ArgumentError that names all others
/// (`rb_get_kwargs`).
pub(super) fn only_keyword(cx: &mut Cx<'_>, keywords: Value, known: &str) -> Run<Option<Value>> {
    Ok(known_keywords(cx, keywords, &[known])?.into_iter().next().flatten())
}

/// The values of the keywords that a method knows, in the order asked for; ArgumentError that names all others.
pub(super) fn known_keywords(cx: &mut Cx<'_>, keywords: Value, known: &[&str]) -> Run<Vec<Option<Value>>> {
    let entries: Vec<(Value, Value)> = hash(cx, keywords)
        .map(|hash| hash.table.iter().map(|entry| (entry.key, entry.value)).collect())
        .unwrap_or_default();
    let mut found = vec![None; known.len()];
    let mut unknown = Vec::new();
    for (key, value) in entries {
        let place = match key {
            Value::Symbol(name) => known.iter().position(|&word| cx.symbol(name) == word),
            _ => None,
        };
        match place.and_then(|place| found.get_mut(place)) {
            Some(slot) => *slot = Some(value),
            None => unknown.push(super::inspect::inspect(cx, key)?),
        }
    }
    if unknown.is_empty() {
        return Ok(found);
    }
    let plural = if unknown.len() > 1 { "s" } else { "" };
    let message = format!("unknown keyword{plural}: {}", unknown.join(", "));
    Err(cx.raise(Global::RbArgumentError, message))
}
