//! `group_by`, `partition` and `tally`.

use num_bigint::BigInt;

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::super::arguments::{self, big, check_frozen};
use super::super::class::conversion_name;
use super::super::enumerator::waiting;
use super::super::{Args, hash, new_array, new_hash, new_integer, truthy};
use super::iterate::{Flow, each, each_packed, pack, push, yield_forced};

/// `group_by`: lists by what the block makes of their elements, in order of first appearance.
pub(in crate::vm::ruby) fn group_by(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, "group_by", &[]);
    }
    let groups = new_hash(cx)?;
    each(cx, this, &mut |cx, values| {
        let value = pack(cx, values)?;
        let key = yield_forced(cx, args.block, values, value)?;
        match hash::get(cx, groups, key)? {
            Some(group) => super::super::array::append(cx, group, value)?,
            None => {
                let group = new_array(cx, vec![value])?;
                hash::store(cx, groups, key, group)?;
            }
        }
        Ok(Flow::Next)
    })?;
    Ok(groups)
}

/// `partition`.
pub(in crate::vm::ruby) fn partition(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, "partition", &[]);
    }
    let (mut chosen, mut rest) = (Vec::new(), Vec::new());
    each(cx, this, &mut |cx, values| {
        let value = pack(cx, values)?;
        if truthy(yield_forced(cx, args.block, values, value)?) {
            push(cx, &mut chosen, value)?;
        } else {
            push(cx, &mut rest, value)?;
        }
        Ok(Flow::Next)
    })?;
    let chosen = new_array(cx, chosen)?;
    let rest = new_array(cx, rest)?;
    new_array(cx, vec![chosen, rest])
}

/// `tally`, into a new hash or a given one.
pub(in crate::vm::ruby) fn tally(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let counts = match args.get(0) {
        Some(given) if arguments::hash(cx, given).is_some() => {
            check_frozen(cx, given)?;
            given
        }
        Some(other) => return Err(arguments::no_conversion(cx, other, "Hash")),
        None => new_hash(cx)?,
    };
    each_packed(cx, this, &mut |cx, value| {
        let next = match hash::get(cx, counts, value)? {
            None => Value::Int(1),
            Some(Value::Int(count)) if count < i64::MAX => Value::Int(count + 1),
            Some(other) => match big(cx, other) {
                Some(count) => new_integer(cx, count + BigInt::from(1))?,
                None => {
                    let class = conversion_name(cx, other);
                    return Err(cx.raise(
                        Global::RbTypeError,
                        format!("wrong argument type {class} (expected Integer)"),
                    ));
                }
            },
        };
        hash::store_as_is(cx, counts, value, next)?;
        Ok(Flow::Next)
    })?;
    Ok(counts)
}
