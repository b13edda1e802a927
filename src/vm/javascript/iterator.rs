//! Iterators of arrays, strings, maps, sets, matches, and the keys that `for-in` visits.
//!
//! An iterator looks at its target anew at each step, so changes during the iteration show as they do in Node
//! (ECMA-262 23.1.5, 22.1.5, 24.1.5, 24.2.5, 22.2.9, 14.7.5.9).

use crate::value::{Global, StrId, Value};
use crate::vm::context::{Cx, Run};

use super::convert::{key_to_value, new_object};
use super::native::{Native, Owner, natives};
use super::object::{Class, Key};
use super::own::has_own;
use super::property::{check_enumeration, class_of, class_of_mut, define_text, get, index_key, length_of, own_keys};
use super::{array, collections, regexp, string};

pub(super) const OF_ARRAYS: &[Native] = natives! {
    "next" 0 next_of_arrays;
};

pub(super) const OF_MAPS: &[Native] = natives! {
    "next" 0 next_of_maps;
};

pub(super) const OF_SETS: &[Native] = natives! {
    "next" 0 next_of_sets;
};

pub(super) const OF_MATCHES: &[Native] = natives! {
    "next" 0 next_of_matches;
};

/// What an iterator of a collection gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Yield {
    /// Indices, or keys of a map.
    Keys,
    /// Elements, or values of a map.
    Values,
    /// Pairs.
    Entries,
}

/// An iterator and where it stands.
#[derive(Clone, Debug)]
pub(super) enum Iteration {
    /// Over an array or what is like one.
    Array {
        target: Value,
        next: u64,
        gives: Yield,
        done: bool,
    },
    /// Over the code points of a string.
    String { string: StrId, next: usize },
    /// Over a map or a set.
    Table {
        target: Value,
        next: usize,
        gives: Yield,
        done: bool,
    },
    /// Over the matches of a regular expression.
    Matches { regexp: Value, string: StrId, done: bool },
    /// Over the keys that `for-in` visits.
    Keys { target: Value, keys: Vec<Key>, next: usize },
}

/// The `@@toStringTag` of an iterator.
pub(super) fn tag(cx: &Cx<'_>, iteration: &Iteration) -> &'static str {
    match iteration {
        Iteration::Array { .. } | Iteration::Keys { .. } => "Array Iterator",
        Iteration::String { .. } => "String Iterator",
        Iteration::Table { target, .. } => match class_of(cx, *target) {
            Some(Class::Map(_)) => "Map Iterator",
            _ => "Set Iterator",
        },
        Iteration::Matches { .. } => "RegExp String Iterator",
    }
}

/// A new iterator object.
pub(super) fn new_iterator(cx: &mut Cx<'_>, iteration: Iteration) -> Run<Value> {
    cx.charge_memory(64)?;
    Ok(Value::Object(new_object(cx, Class::Iterator(Box::new(iteration)))?))
}

/// ECMA-262 7.4.2 GetIterator; TypeError, whose text shows the source, for what is not iterable.
pub(super) fn iterator_of(cx: &mut Cx<'_>, value: Value) -> Run<Value> {
    let (next, done) = (0, false);
    let iteration = match (value, class_of(cx, value)) {
        (Value::Str(string), _) | (_, Some(&Class::Boxed(Value::Str(string)))) => Iteration::String { string, next: 0 },
        (_, Some(Class::Array(_))) => Iteration::Array {
            target: value,
            next,
            gives: Yield::Values,
            done,
        },
        (_, Some(Class::Map(_))) => Iteration::Table {
            target: value,
            next: 0,
            gives: Yield::Entries,
            done,
        },
        (_, Some(Class::Set(_))) => Iteration::Table {
            target: value,
            next: 0,
            gives: Yield::Values,
            done,
        },
        (_, Some(Class::Iterator(_))) => return Ok(value),
        _ => return Err(cx.throw_opaque(Global::JsTypeError)),
    };
    new_iterator(cx, iteration)
}

/// Whether a value has an iterator.
pub(super) fn is_iterable(cx: &Cx<'_>, value: Value) -> bool {
    matches!(value, Value::Str(_))
        || matches!(
            class_of(cx, value),
            Some(Class::Array(_) | Class::Map(_) | Class::Set(_) | Class::Iterator(_) | Class::Boxed(Value::Str(_)))
        )
}

/// The iterator of `for-in`.
pub(super) fn keys(cx: &mut Cx<'_>, value: Value) -> Run<Value> {
    // The constructors of errors inherit from `Error`.
    let of_error = matches!(value, Value::Global(global) if Owner::of_global(global) == Some(Owner::NativeError));
    check_enumeration(cx, of_error)?;
    let keys = own_keys(cx, value)?;
    let iteration = Iteration::Keys {
        target: value,
        keys,
        next: 0,
    };
    new_iterator(cx, iteration)
}

/// The next value of an iterator object, the marker at its end.
pub(super) fn next(cx: &mut Cx<'_>, iterator: Value) -> Run<Value> {
    cx.charge(1)?;
    match class_of(cx, iterator) {
        Some(Class::Iterator(iteration)) => match &**iteration {
            &Iteration::Array {
                target,
                next,
                gives,
                done,
            } => next_of_array(cx, iterator, target, next, gives, done),
            &Iteration::String { string, next } => next_of_string(cx, iterator, string, next),
            &Iteration::Table {
                target,
                next,
                gives,
                done,
            } => next_of_table(cx, iterator, target, next, gives, done),
            &Iteration::Matches { regexp, string, done } => {
                if done {
                    return Ok(Value::Empty);
                }
                let (found, last) = regexp::next_match(cx, regexp, string)?;
                update(cx, iterator, |iteration| {
                    if let Iteration::Matches { done, .. } = iteration {
                        *done = last;
                    }
                });
                Ok(found)
            }
            Iteration::Keys { .. } => next_key(cx, iterator),
        },
        _ => Err(cx.throw_opaque(Global::JsTypeError)),
    }
}

fn update(cx: &mut Cx<'_>, iterator: Value, change: impl FnOnce(&mut Iteration)) {
    if let Some(Class::Iterator(iteration)) = class_of_mut(cx, iterator) {
        change(iteration);
    }
}

fn next_of_array(cx: &mut Cx<'_>, iterator: Value, target: Value, at: u64, gives: Yield, finished: bool) -> Run<Value> {
    if finished {
        return Ok(Value::Empty);
    }
    let ended = at >= length_of(cx, target)?;
    update(cx, iterator, |iteration| {
        if let Iteration::Array { next, done, .. } = iteration {
            *next = at + 1;
            *done = ended;
        }
    });
    if ended {
        return Ok(Value::Empty);
    }
    if gives == Yield::Keys {
        return Ok(Value::Float(at as f64));
    }
    let key = index_key(cx, at)?;
    let value = get(cx, target, key)?;
    if gives == Yield::Values {
        return Ok(value);
    }
    array::new_array(cx, vec![Value::Float(at as f64), value])
}

fn next_of_string(cx: &mut Cx<'_>, iterator: Value, id: StrId, at: usize) -> Run<Value> {
    let Some(size) = string::point_size(cx.string(id), at) else {
        return Ok(Value::Empty);
    };
    update(cx, iterator, |iteration| {
        if let Iteration::String { next, .. } = iteration {
            *next = at + size;
        }
    });
    string::part(cx, id, at, at + size)
}

fn next_of_table(
    cx: &mut Cx<'_>,
    iterator: Value,
    target: Value,
    at: usize,
    gives: Yield,
    finished: bool,
) -> Run<Value> {
    if finished {
        return Ok(Value::Empty);
    }
    let found = collections::entry_from(cx, target, at);
    let (walked, is_set) = match class_of(cx, target) {
        Some(Class::Set(_)) => (found.map_or(0, |(place, _, _)| place - at), true),
        _ => (found.map_or(0, |(place, _, _)| place - at), false),
    };
    cx.charge(walked as u64)?;
    update(cx, iterator, |iteration| {
        if let Iteration::Table { next, done, .. } = iteration {
            *next = found.map_or(*next, |(place, _, _)| place + 1);
            *done = found.is_none();
        }
    });
    let Some((_, key, value)) = found else {
        return Ok(Value::Empty);
    };
    let value = if is_set { key } else { value };
    match gives {
        Yield::Keys => Ok(key),
        Yield::Values => Ok(value),
        Yield::Entries => array::new_array(cx, vec![key, value]),
    }
}

/// Skips the keys that are gone since the iteration began.
fn next_key(cx: &mut Cx<'_>, iterator: Value) -> Run<Value> {
    loop {
        let Some(Class::Iterator(iteration)) = class_of_mut(cx, iterator) else {
            return Ok(Value::Empty);
        };
        let Iteration::Keys { target, keys, next } = &mut **iteration else {
            return Ok(Value::Empty);
        };
        let Some(&key) = keys.get(*next) else {
            return Ok(Value::Empty);
        };
        *next += 1;
        let target = *target;
        cx.charge(1)?;
        if has_own(cx, target, key) {
            return key_to_value(cx, key);
        }
    }
}

/// What is left of an iterator, as an array.
pub(super) fn rest(cx: &mut Cx<'_>, iterator: Value) -> Run<Value> {
    let mut items = Vec::new();
    drain(cx, iterator, &mut items)?;
    array::new_array(cx, items)
}

fn drain(cx: &mut Cx<'_>, iterator: Value, into: &mut Vec<Value>) -> Run<()> {
    loop {
        match next(cx, iterator)? {
            Value::Empty => return Ok(()),
            value => {
                array::charge_items(cx, 1)?;
                into.push(value);
            }
        }
    }
}

/// Appends what an iterable yields.
pub(super) fn spread(cx: &mut Cx<'_>, iterable: Value, into: &mut Vec<Value>) -> Run<()> {
    if let Some(Class::Array(items)) = class_of(cx, iterable) {
        let length = items.len();
        array::charge_items(cx, length as u64)?;
        if let Some(Class::Array(items)) = class_of(cx, iterable) {
            let read = |&item: &Value| {
                if matches!(item, Value::Empty) {
                    Value::Undefined
                } else {
                    item
                }
            };
            into.extend(items.iter().map(read));
        }
        return Ok(());
    }
    let iterator = iterator_of(cx, iterable)?;
    drain(cx, iterator, into)
}

/// `iterator.next()`; TypeError, whose text shows the receiver, unless it is an iterator of this kind.
fn next_method(cx: &mut Cx<'_>, this: Value, kind: &str) -> Run<Value> {
    match class_of(cx, this) {
        Some(Class::Iterator(iteration)) if tag(cx, iteration) == kind => {}
        _ => return Err(cx.throw_opaque(Global::JsTypeError)),
    }
    let value = next(cx, this)?;
    let done = matches!(value, Value::Empty);
    let id = new_object(cx, Class::Plain)?;
    define_text(cx, id, "value", if done { Value::Undefined } else { value })?;
    define_text(cx, id, "done", Value::Bool(done))?;
    Ok(Value::Object(id))
}

fn next_of_arrays(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    next_method(cx, this, "Array Iterator")
}

fn next_of_maps(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    next_method(cx, this, "Map Iterator")
}

fn next_of_sets(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    next_method(cx, this, "Set Iterator")
}

fn next_of_matches(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    next_method(cx, this, "RegExp String Iterator")
}
