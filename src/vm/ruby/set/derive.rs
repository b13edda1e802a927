//! What is made of a set: `classify`, `divide`, `flatten`, `join`.

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::super::enumerable::{Flow, each_entry};
use super::super::enumerator::waiting;
use super::super::{Args, hash, new_array, new_hash, send};
use super::{change, elements, empty, of_values, set};

/// `classify`: sets by what the block makes of their elements.
pub(super) fn classify(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, "classify", &[]);
    }
    let classes = new_hash(cx)?;
    each_entry(cx, this, &mut |cx, entry| {
        let key = args.call1(cx, entry.key)?;
        let class = match hash::get(cx, classes, key)? {
            Some(class) => class,
            None => {
                let class = empty(cx)?;
                hash::store(cx, classes, key, class)?;
                class
            }
        };
        hash::store_key(cx, class, entry.key)?;
        Ok(Flow::Next)
    })?;
    Ok(classes)
}

/// `divide` by a block of one parameter.
pub(super) fn divide(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, "divide", &[]);
    }
    if !matches!(send(cx, args.block, "arity", Args::new(&[]))?, Value::Int(1 | -1 | -2)) {
        return Err(cx.unsupported("`divide` by a relation"));
    }
    let classes = classify(cx, this, args)?;
    let classes = send(cx, classes, "values", Args::new(&[]))?;
    let classes = super::super::arguments::items(cx, classes).to_vec();
    of_values(cx, &classes)
}

/// `flatten`: sets within sets.
pub(super) fn flatten(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    let made = empty(cx)?;
    flatten_into(cx, this, made, &mut Vec::new())?;
    Ok(made)
}

fn flatten_into(cx: &mut Cx<'_>, this: Value, made: Value, open: &mut Vec<Value>) -> Run<()> {
    for element in elements(cx, this)? {
        if set(cx, element).is_none() {
            hash::store_key(cx, made, element)?;
            continue;
        }
        let same =
            |&held: &Value| matches!((held, element), (Value::Object(one), Value::Object(other)) if one == other);
        if open.iter().any(same) {
            return Err(cx.raise(Global::RbArgumentError, "tried to flatten recursive Set"));
        }
        open.push(element);
        cx.nested(|cx| flatten_into(cx, element, made, open))?;
        open.pop();
    }
    Ok(())
}

/// `flatten!`: nil where there was no set within.
pub(super) fn flatten_bang(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let within = elements(cx, this)?
        .into_iter()
        .any(|element| set(cx, element).is_some());
    if !within {
        return Ok(Value::Nil);
    }
    let flat = [flatten(cx, this, args)?];
    change::replace(cx, this, Args::new(&flat))
}

/// `join`.
pub(super) fn join(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let list = elements(cx, this)?;
    let list = new_array(cx, list)?;
    send(cx, list, "join", args)
}
