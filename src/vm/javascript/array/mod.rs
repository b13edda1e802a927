//! `Array` and `Array.prototype` (ECMA-262 23.1).
//!
//! Methods that only read take any object with a `length`, as the standard has it; methods that change their receiver
//! take arrays alone. An array is dense with holes, so lengths are bounded by memory. There are no species: results are
//! plain arrays, because constructors of arrays cannot be made.

mod access;
mod copy;
mod iterate;
mod mutate;
mod search;
mod sort;

use crate::number::javascript as numbers;
use crate::value::{Global, ObjId, Value};
use crate::vm::context::{Cx, Run};

use super::call::{call_value, callback};
use super::convert::{arg, new_object, to_number, to_object};
use super::iterator;
use super::native::{Native, natives};
use super::object::Class;
use super::property::{class_of, class_of_mut, get, has, index_key, js_object, length_of};

pub(super) const STATICS: &[Native] = natives! {
    "from" 1 from;
    "isArray" 1 is_array;
    "of" 0 of;
};

pub(super) const METHODS: &[Native] = natives! {
    "at" 1 access::at;
    "concat" 1 copy::concat;
    "entries" 0 access::entries;
    "every" 1 iterate::every;
    "fill" 1 mutate::fill;
    "filter" 1 iterate::filter;
    "find" 1 search::find;
    "findIndex" 1 search::find_index;
    "findLast" 1 search::find_last;
    "findLastIndex" 1 search::find_last_index;
    "flat" 0 copy::flat;
    "flatMap" 1 copy::flat_map;
    "forEach" 1 iterate::for_each;
    "includes" 1 search::includes;
    "indexOf" 1 search::index_of;
    "join" 1 access::join;
    "keys" 0 access::keys;
    "lastIndexOf" 1 search::last_index_of;
    "map" 1 iterate::map;
    "pop" 0 mutate::pop;
    "push" 1 mutate::push;
    "reduce" 1 iterate::reduce;
    "reduceRight" 1 iterate::reduce_right;
    "reverse" 0 mutate::reverse;
    "shift" 0 mutate::shift;
    "slice" 2 copy::slice;
    "some" 1 iterate::some;
    "sort" 1 sort::sort;
    "splice" 2 mutate::splice;
    "toReversed" 0 copy::to_reversed;
    "toSorted" 1 sort::to_sorted;
    "toSpliced" 2 copy::to_spliced;
    "toString" 0 access::to_string;
    "unshift" 1 mutate::unshift;
    "values" 0 access::values;
    "with" 2 copy::with;
};

/// Pays for so many further elements: work and memory.
pub(super) fn charge_items(cx: &mut Cx<'_>, count: u64) -> Run<()> {
    cx.charge(count)?;
    let bytes = usize::try_from(count.saturating_mul(16)).unwrap_or(usize::MAX);
    cx.charge_memory(bytes)
}

/// A new array; the markers among the elements are holes.
pub(super) fn new_array(cx: &mut Cx<'_>, items: Vec<Value>) -> Run<Value> {
    charge_items(cx, items.len() as u64)?;
    adopt(cx, items)
}

/// A new array of elements that were paid for.
pub(super) fn adopt(cx: &mut Cx<'_>, items: Vec<Value>) -> Run<Value> {
    Ok(Value::Object(new_object(cx, Class::Array(items))?))
}

/// Appends one element to an array that the machine is building.
pub(super) fn append(cx: &mut Cx<'_>, array: Value, value: Value) -> Run<()> {
    charge_items(cx, 1)?;
    if let Some(Class::Array(items)) = class_of_mut(cx, array) {
        items.push(value);
    }
    Ok(())
}

/// Writes an element of an array that is not frozen; behind the end the gap is filled with holes.
pub(super) fn write(cx: &mut Cx<'_>, id: ObjId, index: u32, length: usize, new: Value) -> Run<bool> {
    let index = index as usize;
    if index >= length {
        charge_items(cx, (index + 1 - length) as u64)?;
    }
    if let Some(Class::Array(items)) = class_of_mut(cx, Value::Object(id)) {
        if index >= items.len() {
            items.resize(index + 1, Value::Empty);
        }
        items[index] = new;
    }
    Ok(true)
}

/// ECMA-262 10.4.2.4 ArraySetLength: whether it was written.
pub(super) fn set_length(cx: &mut Cx<'_>, id: ObjId, new: Value) -> Run<bool> {
    if is_frozen(cx, id) {
        return Ok(false);
    }
    // The standard converts twice, which a `valueOf` of the rule can see.
    let length = numbers::to_uint32(to_number(cx, new)?);
    if f64::from(length) != to_number(cx, new)? {
        return Err(invalid_length(cx));
    }
    let length = length as usize;
    let old = items_mut(cx, id).map_or(0, |items| items.len());
    charge_items(cx, length.saturating_sub(old) as u64)?;
    if let Some(Class::Array(items)) = class_of_mut(cx, Value::Object(id)) {
        items.resize(length, Value::Empty);
    }
    Ok(true)
}

fn invalid_length(cx: &mut Cx<'_>) -> crate::vm::Stop {
    cx.throw(Global::JsRangeError, "Invalid array length")
}

/// `new Array(…)`, ECMA-262 23.1.1.1.
pub(super) fn construct(cx: &mut Cx<'_>, args: &[Value]) -> Run<Value> {
    let &[Value::Float(length)] = args else {
        let items = (0..args.len()).map(|at| arg(args, at)).collect();
        return new_array(cx, items);
    };
    let count = numbers::to_uint32(length);
    if f64::from(count) != length {
        return Err(invalid_length(cx));
    }
    charge_items(cx, u64::from(count))?;
    adopt(cx, vec![Value::Empty; count as usize])
}

/// The receiver as an object; TypeError for null and undefined, which names the method in some methods of V8.
fn receiver(cx: &mut Cx<'_>, this: Value, method: &str) -> Run<Value> {
    match this {
        Value::Undefined | Value::Nil | Value::Empty => {
            let message = format!("Array.prototype.{method} called on null or undefined");
            Err(cx.throw(Global::JsTypeError, message))
        }
        _ => to_object(cx, this),
    }
}

/// The receiver of a method that changes it: an array.
fn own_array(cx: &mut Cx<'_>, this: Value, method: &str) -> Run<ObjId> {
    match to_object(cx, this)? {
        Value::Object(id) if matches!(class_of(cx, this), Some(Class::Array(_))) => Ok(id),
        _ => Err(cx.unsupported(format!(
            "`Array.prototype.{method}` of a value that is no array is not supported; make an array with `Array.from`"
        ))),
    }
}

/// The element at an index; none for a hole.
fn element(cx: &mut Cx<'_>, object: Value, index: u64) -> Run<Option<Value>> {
    cx.charge(1)?;
    if let Some(Class::Array(items)) = class_of(cx, object) {
        let item = usize::try_from(index).ok().and_then(|index| items.get(index));
        return Ok(item.copied().filter(|item| !matches!(item, Value::Empty)));
    }
    let key = index_key(cx, index)?;
    if has(cx, object, key) {
        get(cx, object, key).map(Some)
    } else {
        Ok(None)
    }
}

/// The element at an index, a hole being undefined.
fn value_at(cx: &mut Cx<'_>, object: Value, index: u64) -> Run<Value> {
    Ok(element(cx, object, index)?.unwrap_or(Value::Undefined))
}

/// Whether the object is a frozen array.
fn is_frozen(cx: &Cx<'_>, id: ObjId) -> bool {
    js_object(cx, id).is_some_and(|object| object.frozen)
}

/// The elements of an array, to be changed.
fn items_mut<'a>(cx: &'a mut Cx<'_>, id: ObjId) -> Option<&'a mut Vec<Value>> {
    match class_of_mut(cx, Value::Object(id)) {
        Some(Class::Array(items)) => Some(items),
        _ => None,
    }
}

/// A copy of the elements of an array.
fn items_of(cx: &mut Cx<'_>, value: Value) -> Run<Vec<Value>> {
    let length = match class_of(cx, value) {
        Some(Class::Array(items)) => items.len(),
        _ => 0,
    };
    charge_items(cx, length as u64)?;
    Ok(match class_of(cx, value) {
        Some(Class::Array(items)) => items.clone(),
        _ => Vec::new(),
    })
}

fn is_array(cx: &mut Cx<'_>, _this: Value, args: &[Value]) -> Run<Value> {
    Ok(Value::Bool(matches!(class_of(cx, arg(args, 0)), Some(Class::Array(_)))))
}

/// Other constructors than `Array` as the receiver of `from` and `of` would make other objects.
fn check_constructor(cx: &mut Cx<'_>, this: Value) -> Run<()> {
    match this {
        Value::Global(global) if global != Global::JsArray => {
            Err(cx.unsupported("`Array.from` and `Array.of` with another constructor are not supported"))
        }
        _ => Ok(()),
    }
}

/// ECMA-262 23.1.2.3.
fn of(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    check_constructor(cx, this)?;
    let items = (0..args.len()).map(|at| arg(args, at)).collect();
    new_array(cx, items)
}

/// ECMA-262 23.1.2.1.
fn from(cx: &mut Cx<'_>, this: Value, args: &[Value]) -> Run<Value> {
    check_constructor(cx, this)?;
    let (source, mapper, mapper_this) = (arg(args, 0), arg(args, 1), arg(args, 2));
    let mapper = match mapper {
        Value::Undefined => None,
        _ => Some(callback(cx, mapper)?),
    };
    let mut items = Vec::new();
    let convert = |cx: &mut Cx<'_>, item: Value, at: u64| match mapper {
        Some(mapper) => call_value(cx, mapper, mapper_this, &[item, Value::Float(at as f64)]),
        None => Ok(item),
    };
    if iterator::is_iterable(cx, source) {
        let iterator = iterator::iterator_of(cx, source)?;
        loop {
            let item = iterator::next(cx, iterator)?;
            if matches!(item, Value::Empty) {
                return adopt(cx, items);
            }
            let item = convert(cx, item, items.len() as u64)?;
            charge_items(cx, 1)?;
            items.push(item);
        }
    }
    if matches!(source, Value::Undefined | Value::Nil) {
        return Err(cx.throw_opaque(Global::JsTypeError));
    }
    let source = to_object(cx, source)?;
    let length = length_of(cx, source)?;
    if length > u64::from(u32::MAX) {
        return Err(invalid_length(cx));
    }
    for at in 0..length {
        let key = index_key(cx, at)?;
        let item = get(cx, source, key)?;
        let item = convert(cx, item, at)?;
        charge_items(cx, 1)?;
        items.push(item);
    }
    adopt(cx, items)
}
