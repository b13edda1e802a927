//! `Array.new`.

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::super::arguments::{array, array_mut, to_long};
use super::super::{Args, new_array};
use super::{MOST, copy, grow};

/// `Array.new`: empty, a copy, or so many equal values or results of a block.
pub(super) fn new(cx: &mut Cx<'_>, _: Value, args: Args<'_>) -> Run<Value> {
    let Some(first) = args.get(0) else {
        return new_array(cx, Vec::new());
    };
    if args.len() == 1 && array(cx, first).is_some() {
        let list = copy(cx, first)?;
        return new_array(cx, list);
    }
    let length = to_long(cx, first)?;
    if length < 0 {
        return Err(cx.raise(Global::RbArgumentError, "negative array size"));
    }
    if length > MOST {
        return Err(cx.raise(Global::RbArgumentError, "array size too big"));
    }
    let made = new_array(cx, Vec::new())?;
    if args.has_block() {
        for at in 0..length {
            cx.charge(1)?;
            let value = args.call1(cx, Value::Int(at))?;
            grow::append(cx, made, value)?;
        }
        return Ok(made);
    }
    let length = length as usize;
    cx.charge(length as u64)?;
    cx.charge_memory(length.saturating_mul(size_of::<Value>()))?;
    if let Some(array) = array_mut(cx, made) {
        array.items.resize(length, args.at(1));
    }
    Ok(made)
}
