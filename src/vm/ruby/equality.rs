//! Equality: `==` as `rb_equal` asks it (identity first), `eql?` as hashes ask it, `equal?`.

use crate::diag::Code;
use crate::value::{ObjId, Value};
use crate::vm::context::{Cx, Run};
use crate::vm::heap;

use super::arguments::{hash, items, object};
use super::compare::is_immediate;
use super::object::Object;
use super::{Args, dispatch, hashing, numeric, truthy};

/// `rb_equal`: identity, then `==`. Collections compare their elements with it.
///
/// Floats have no identity here: whether two NaN are the same object is not known, so comparing two of them faults.
pub(super) fn equal(cx: &mut Cx<'_>, left: Value, right: Value) -> Run<bool> {
    if let (Value::Float(one), Value::Float(other)) = (left, right)
        && one.is_nan()
        && other.is_nan()
    {
        return Err(cx.fault(Code::F0905, "whether two NaN are the same object is not known"));
    }
    operator(cx, left, right)
}

/// The operator `==` itself: NaN differs from NaN.
pub(super) fn operator(cx: &mut Cx<'_>, left: Value, right: Value) -> Run<bool> {
    match (left, right) {
        (Value::Int(one), Value::Int(other)) => Ok(one == other),
        (Value::Float(one), Value::Float(other)) => Ok(one == other),
        (Value::Nil, Value::Nil) => Ok(true),
        (Value::Bool(one), Value::Bool(other)) => Ok(one == other),
        (Value::Symbol(one), Value::Symbol(other)) => Ok(one == other),
        (Value::Global(one), Value::Global(other)) => Ok(one == other),
        (Value::Section(one), Value::Section(other)) => Ok(one == other),
        (Value::Object(one), Value::Object(other)) if one == other => Ok(true),
        // A number asks what is none (`rb_num_equal`); of those, addresses and dates know numbers.
        _ if numeric::is_number(cx, left) => match object(cx, right) {
            Some(Object::IpAddr(_) | Object::Date(_)) => by_method(cx, right, left),
            _ => numeric::equal(cx, left, right),
        },
        (Value::Object(one), Value::Object(other)) => objects(cx, one, other),
        (Value::Object(_), _) => match object(cx, left) {
            // Their `==` asks this function; nothing that is no object is one of them.
            Some(Object::String(_) | Object::Array(_) | Object::Hash(_) | Object::Range(_)) => Ok(false),
            _ => by_method(cx, left, right),
        },
        _ => Ok(false),
    }
}

fn objects(cx: &mut Cx<'_>, left: ObjId, right: ObjId) -> Run<bool> {
    let (heap::Object::Rb(one), heap::Object::Rb(other)) = (cx.object(left), cx.object(right)) else {
        return procs(cx, left, right);
    };
    match (one, other) {
        (Object::String(one), Object::String(other)) => {
            let same = one.text == other.text;
            let read = one.text.len().min(other.text.len());
            cx.charge(read as u64 / 8)?;
            Ok(same)
        }
        (Object::String(_), _) | (Object::Array(_), _) | (Object::Hash(_), _) | (Object::Range(_), _) => {
            cx.nested(|cx| collections(cx, Value::Object(left), Value::Object(right), equal))
        }
        _ => by_method(cx, Value::Object(left), Value::Object(right)),
    }
}

/// `Proc#==` is true for procs made from one block, which identity does not tell.
fn procs(cx: &mut Cx<'_>, left: ObjId, right: ObjId) -> Run<bool> {
    match (cx.object(left), cx.object(right)) {
        (heap::Object::Closure(one), heap::Object::Closure(other)) if one.func == other.func => {
            Err(cx.unsupported("comparing two procs of one block"))
        }
        _ => Ok(false),
    }
}

fn by_method(cx: &mut Cx<'_>, left: Value, right: Value) -> Run<bool> {
    let answer = cx.nested(|cx| dispatch::send(cx, left, "==", Args::new(&[right])))?;
    Ok(truthy(answer))
}

type Same = fn(&mut Cx<'_>, Value, Value) -> Run<bool>;

/// Arrays element by element, hashes entry by entry, ranges end by end; the same kind on both sides.
fn collections(cx: &mut Cx<'_>, left: Value, right: Value, same: Same) -> Run<bool> {
    match (object(cx, left), object(cx, right)) {
        (Some(Object::Array(one)), Some(Object::Array(other))) => {
            if one.items.len() != other.items.len() {
                return Ok(false);
            }
            let mut at = 0;
            while let (Some(&one), Some(&other)) = (items(cx, left).get(at), items(cx, right).get(at)) {
                cx.charge(1)?;
                if !same(cx, one, other)? {
                    return Ok(false);
                }
                at += 1;
            }
            Ok(true)
        }
        (Some(Object::Hash(one)), Some(Object::Hash(other))) => {
            if one.table.len() != other.table.len() {
                return Ok(false);
            }
            let mut at = 0;
            while let Some((position, entry)) = hash(cx, left).and_then(|hash| hash.table.next_from(at)) {
                cx.charge(1)?;
                let Some(found) = hashing::find(cx, right, entry.key)? else {
                    return Ok(false);
                };
                let other = hash(cx, right)
                    .and_then(|hash| hash.table.entry(found))
                    .map_or(Value::Nil, |entry| entry.value);
                if !same(cx, entry.value, other)? {
                    return Ok(false);
                }
                at = position + 1;
            }
            Ok(true)
        }
        (Some(Object::Range(one)), Some(Object::Range(other))) => {
            let (one, other) = (*one, *other);
            Ok(one.exclusive == other.exclusive && same(cx, one.begin, other.begin)? && same(cx, one.end, other.end)?)
        }
        _ => Ok(false),
    }
}

/// `eql?`: the same class and value, as keys of a hash compare.
pub(super) fn eql(cx: &mut Cx<'_>, left: Value, right: Value) -> Run<bool> {
    match (left, right) {
        (Value::Int(one), Value::Int(other)) => Ok(one == other),
        (Value::Float(one), Value::Float(other)) => {
            if one.is_nan() && other.is_nan() {
                return Err(cx.fault(Code::F0905, "whether two NaN are the same object is not known"));
            }
            Ok(one == other)
        }
        (Value::Object(one), Value::Object(other)) => {
            if one == other {
                return Ok(true);
            }
            match (object(cx, left), object(cx, right)) {
                (Some(Object::String(_)), Some(Object::String(_))) => objects(cx, one, other),
                (Some(Object::BigInt(one)), Some(Object::BigInt(other))) => Ok(one == other),
                (Some(Object::Rational(one)), Some(Object::Rational(other))) => Ok(one == other),
                (Some(Object::Array(_) | Object::Hash(_) | Object::Range(_)), Some(_)) => {
                    cx.nested(|cx| collections(cx, left, right, eql))
                }
                (Some(Object::String(_) | Object::BigInt(_) | Object::Rational(_)), _) => Ok(false),
                (Some(Object::SymbolProc(one)), Some(Object::SymbolProc(other))) => Ok(one == other),
                (Some(Object::Exception(_) | Object::Plain), _) => Ok(false),
                (Some(_), Some(_)) => {
                    let answer = cx.nested(|cx| dispatch::send(cx, left, "eql?", Args::new(&[right])))?;
                    Ok(truthy(answer))
                }
                _ => procs(cx, one, other),
            }
        }
        (Value::Object(_), _) | (_, Value::Object(_)) | (Value::Int(_) | Value::Float(_), _) => Ok(false),
        _ => operator(cx, left, right),
    }
}

/// `equal?`: identity. Numbers outside Ruby's immediate range are objects whose identity is not known here.
pub(super) fn identical(cx: &mut Cx<'_>, left: Value, right: Value) -> Run<bool> {
    match (left, right) {
        (Value::Int(one), Value::Int(other)) => {
            if one == other && !is_immediate(left) {
                return Err(cx.fault(Code::F0905, "the identity of a large number is not known"));
            }
            Ok(one == other)
        }
        (Value::Float(one), Value::Float(other)) => {
            if one.to_bits() != other.to_bits() {
                return Ok(false);
            }
            if is_immediate(left) {
                return Ok(true);
            }
            Err(cx.fault(Code::F0905, "the identity of a number is not known"))
        }
        (Value::Object(one), Value::Object(other)) => {
            if one == other {
                return Ok(true);
            }
            if let (Some(Object::String(one)), Some(Object::String(other))) = (object(cx, left), object(cx, right))
                && one.twin
                && other.twin
                && one.text == other.text
            {
                return Err(cx.fault(Code::F0905, "whether these texts are one object is not known"));
            }
            if let (Some(Object::BigInt(one)), Some(Object::BigInt(other))) = (object(cx, left), object(cx, right))
                && one == other
            {
                return Err(cx.fault(Code::F0905, "the identity of a large number is not known"));
            }
            Ok(false)
        }
        (Value::Object(_) | Value::Int(_) | Value::Float(_), _) => Ok(false),
        _ => operator(cx, left, right),
    }
}
