//! Questions about elements: `any?`, `find`, `count`, `include?`, `first` and their kin.

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::super::arguments::to_long;
use super::super::dispatch::check_arity;
use super::super::enumerator::waiting;
use super::super::{Args, equality, new_array, send, truthy};
use super::iterate::{Flow, each, each_packed, pack, push, yield_forced};

/// What an element is asked: to match a pattern, to please a block, or to be true.
pub(in crate::vm::ruby) fn holds(cx: &mut Cx<'_>, args: Args<'_>, values: &[Value]) -> Run<bool> {
    let answer = match args.get(0) {
        Some(pattern) => {
            let value = pack(cx, values)?;
            send(cx, pattern, "===", Args::new(&[value]))?
        }
        None if args.has_block() => args.call(cx, values)?,
        None => pack(cx, values)?,
    };
    Ok(truthy(answer))
}

/// `all?`.
pub(in crate::vm::ruby) fn all(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let flow = each(cx, this, &mut |cx, values| {
        Ok(if holds(cx, args, values)? {
            Flow::Next
        } else {
            Flow::Stop
        })
    })?;
    Ok(Value::Bool(flow == Flow::Next))
}

/// `any?`.
pub(in crate::vm::ruby) fn any(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let flow = each(cx, this, &mut |cx, values| {
        Ok(if holds(cx, args, values)? {
            Flow::Stop
        } else {
            Flow::Next
        })
    })?;
    Ok(Value::Bool(flow == Flow::Stop))
}

/// `none?`.
pub(in crate::vm::ruby) fn none(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let found = any(cx, this, args)?;
    Ok(Value::Bool(!truthy(found)))
}

/// `one?`: stops at the second.
pub(in crate::vm::ruby) fn one(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let mut found = 0;
    each(cx, this, &mut |cx, values| {
        if holds(cx, args, values)? {
            found += 1;
        }
        Ok(if found > 1 { Flow::Stop } else { Flow::Next })
    })?;
    Ok(Value::Bool(found == 1))
}

/// ArgumentError for a second argument, in the words of `rb_scan_args(argc, argv, "1")`.
pub(in crate::vm::ruby) fn at_most_one(cx: &mut Cx<'_>, args: Args<'_>) -> Run<()> {
    check_arity(cx, args.len().max(1), 1, 1)
}

/// `count`: of a value, of what pleases a block, of all.
pub(in crate::vm::ruby) fn count(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    at_most_one(cx, args)?;
    let mut found = 0;
    each(cx, this, &mut |cx, values| {
        let counts = match args.get(0) {
            Some(wanted) => {
                let value = pack(cx, values)?;
                equality::equal(cx, value, wanted)?
            }
            None if args.has_block() => truthy(args.call(cx, values)?),
            None => true,
        };
        found += i64::from(counts);
        Ok(Flow::Next)
    })?;
    Ok(Value::Int(found))
}

/// `find` and `detect`; the argument is called where nothing was found.
pub(in crate::vm::ruby) fn find(cx: &mut Cx<'_>, this: Value, args: Args<'_>, name: &'static str) -> Run<Value> {
    if !args.has_block() {
        return waiting(cx, this, name, args.positional);
    }
    let mut found = None;
    each(cx, this, &mut |cx, values| {
        let value = pack(cx, values)?;
        if truthy(yield_forced(cx, args.block, values, value)?) {
            found = Some(value);
            return Ok(Flow::Stop);
        }
        Ok(Flow::Next)
    })?;
    match (found, args.at(0)) {
        (Some(value), _) => Ok(value),
        (None, Value::Nil) => Ok(Value::Nil),
        (None, fallback) => send(cx, fallback, "call", Args::new(&[])),
    }
}

/// `find_index`: of a value, or of what pleases a block.
pub(in crate::vm::ruby) fn find_index(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    at_most_one(cx, args)?;
    if args.len() == 0 && !args.has_block() {
        return waiting(cx, this, "find_index", &[]);
    }
    let mut at = 0;
    let flow = each(cx, this, &mut |cx, values| {
        let found = match args.get(0) {
            Some(wanted) => {
                let value = pack(cx, values)?;
                equality::equal(cx, value, wanted)?
            }
            None => truthy(args.call(cx, values)?),
        };
        if found {
            return Ok(Flow::Stop);
        }
        at += 1;
        Ok(Flow::Next)
    })?;
    Ok(match flow {
        Flow::Stop => Value::Int(at),
        Flow::Next => Value::Nil,
    })
}

/// `include?` and `member?`.
pub(in crate::vm::ruby) fn includes(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let wanted = args.at(0);
    let flow = each_packed(cx, this, &mut |cx, value| {
        let same = equality::equal(cx, value, wanted)?;
        Ok(if same { Flow::Stop } else { Flow::Next })
    })?;
    Ok(Value::Bool(flow == Flow::Stop))
}

/// `first` and `first(n)`.
pub(in crate::vm::ruby) fn first(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if let Some(count) = args.get(0) {
        let count = to_long(cx, count)?;
        return take_count(cx, this, count, "attempt to take negative size");
    }
    let mut found = Value::Nil;
    each_packed(cx, this, &mut |_, value| {
        found = value;
        Ok(Flow::Stop)
    })?;
    Ok(found)
}

/// The first so many values; asks for no more of them.
pub(in crate::vm::ruby) fn take_count(cx: &mut Cx<'_>, this: Value, count: i64, negative: &str) -> Run<Value> {
    let Ok(count) = usize::try_from(count) else {
        return Err(cx.raise(Global::RbArgumentError, negative));
    };
    let mut taken = Vec::new();
    if count > 0 {
        each_packed(cx, this, &mut |cx, value| {
            push(cx, &mut taken, value)?;
            Ok(if taken.len() == count { Flow::Stop } else { Flow::Next })
        })?;
    }
    new_array(cx, taken)
}
