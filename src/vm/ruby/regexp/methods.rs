//! The methods of Regexp.

use super::Options;
use crate::value::Value;
use crate::vm::context::{Cx, Run};
use crate::vm::ruby::arguments::{array, expect_string, is_string, no_conversion, text, to_long};
use crate::vm::ruby::dispatch::{ANY, Method, method, refused};
use crate::vm::ruby::object::Object;
use crate::vm::ruby::string::{character_at, length};
use crate::vm::ruby::{Args, kernel, machine_text, match_data, truthy};

use super::source::{alternative, escape, is_fixed};
use super::{compile, inspect, is_regexp, names, regexp, run, search_value};

/// Sorted by name.
pub(in crate::vm::ruby) const METHODS: &[Method] = &[
    method("==", 1, 1, same),
    method("===", 1, 1, |cx, this, args| {
        let Some(subject) = subject_or_none(cx, args.at(0))? else {
            cx.last_match = Value::Nil;
            return Ok(Value::Bool(false));
        };
        Ok(Value::Bool(search_value(cx, this, subject, 0)?))
    }),
    method("=~", 1, 1, match_operator),
    method("casefold?", 0, 0, |cx, this, _| {
        Ok(Value::Bool(
            regexp(cx, this).is_some_and(|regexp| regexp.options.ignore_case),
        ))
    }),
    method("eql?", 1, 1, same),
    refused("hash"),
    method("inspect", 0, 0, |cx, this, _| {
        let shown = inspect(cx, this);
        machine_text(cx, shown)
    }),
    method("match", 1, 2, match_method),
    method("match?", 1, 2, match_p),
    method("named_captures", 0, 0, named_captures),
    method("names", 0, 0, |cx, this, _| {
        let names = names(cx, this);
        match_data::names_array(cx, &names)
    }),
    method("options", 0, 0, options),
    method("source", 0, 0, |cx, this, _| {
        let source = regexp(cx, this).map_or_else(String::new, |regexp| regexp.source.to_string());
        machine_text(cx, source)
    }),
    kernel::TO_S,
];

/// Sorted by name.
pub(in crate::vm::ruby) const CLASS_METHODS: &[Method] = &[
    method("compile", 1, 3, new),
    method("escape", 1, 1, quote),
    method("last_match", 0, 1, |cx, _, args| match args.get(0) {
        None => Ok(cx.last_match),
        Some(_) if matches!(cx.last_match, Value::Nil) => Ok(Value::Nil),
        Some(group) => {
            let matched = cx.last_match;
            match match_data::group_number(cx, matched, group)? {
                Some(number) => match_data::group(cx, matched, number),
                None => Ok(Value::Nil),
            }
        }
    }),
    method("new", 1, 3, new),
    method("quote", 1, 1, quote),
    method("union", 0, ANY, union),
];

/// The bits of the options: `IGNORECASE`, `EXTENDED`, `MULTILINE`.
pub(in crate::vm::ruby) fn bits(cx: &Cx<'_>, this: Value) -> i64 {
    regexp(cx, this).map_or(0, |regexp| {
        i64::from(regexp.options.ignore_case)
            | i64::from(regexp.options.extended) << 1
            | i64::from(regexp.options.multiline) << 2
    })
}

/// `options`: a pattern beyond ASCII has the bit of a fixed encoding, too.
fn options(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    let source = regexp(cx, this).map_or(String::new(), |regexp| regexp.source.to_string());
    cx.charge(1 + source.len() as u64 / 4)?;
    match is_fixed(&source) {
        Some(fixed) => Ok(Value::Int(bits(cx, this) | if fixed { 16 } else { 0 })),
        None => Err(cx.unsupported("the options of a pattern with numbered bytes")),
    }
}

fn same(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    Ok(Value::Bool(match (regexp(cx, this), regexp(cx, args.at(0))) {
        (Some(one), Some(other)) => one.source == other.source && one.options == other.options,
        _ => false,
    }))
}

/// What is searched: a string, or the name of a symbol; none for anything else.
fn subject_or_none(cx: &mut Cx<'_>, value: Value) -> Run<Option<Value>> {
    match value {
        Value::Symbol(id) => {
            let name = cx.symbol(id).to_owned();
            machine_text(cx, name).map(Some)
        }
        other => Ok(is_string(cx, other).then_some(other)),
    }
}

/// The same; TypeError for anything else.
fn subject(cx: &mut Cx<'_>, value: Value) -> Run<Value> {
    match subject_or_none(cx, value)? {
        Some(subject) => Ok(subject),
        None => Err(no_conversion(cx, value, "String")),
    }
}

fn match_operator(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if matches!(args.at(0), Value::Nil) {
        cx.last_match = Value::Nil;
        return Ok(Value::Nil);
    }
    let subject = subject(cx, args.at(0))?;
    if !search_value(cx, this, subject, 0)? {
        return Ok(Value::Nil);
    }
    let matched = cx.last_match;
    let start = match_data::group_span(cx, matched, 0).map_or(0, |(start, _)| start);
    Ok(Value::Int(character_at(text(cx, subject), start) as i64))
}

/// The byte of a position in characters; none before the start, the end beyond it.
fn byte_of(cx: &Cx<'_>, subject: Value, position: i64) -> Option<usize> {
    let source = text(cx, subject);
    let position = if position < 0 {
        position + length(source) as i64
    } else {
        position
    };
    let position = usize::try_from(position).ok()?;
    Some(source.char_indices().nth(position).map_or(source.len(), |(at, _)| at))
}

fn match_method(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let position = match args.get(1) {
        Some(position) => to_long(cx, position)?,
        None => 0,
    };
    if matches!(args.at(0), Value::Nil) {
        cx.last_match = Value::Nil;
        return Ok(Value::Nil);
    }
    let subject = subject(cx, args.at(0))?;
    let Some(start) = byte_of(cx, subject, position) else {
        cx.last_match = Value::Nil;
        return Ok(Value::Nil);
    };
    if !search_value(cx, this, subject, start)? {
        return Ok(Value::Nil);
    }
    let matched = cx.last_match;
    if args.has_block() {
        return args.call1(cx, matched);
    }
    Ok(matched)
}

/// `match?`: sets nothing.
fn match_p(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let position = match args.get(1) {
        Some(position) => to_long(cx, position)?,
        None => 0,
    };
    if matches!(args.at(0), Value::Nil) {
        return Ok(Value::Bool(false));
    }
    let subject = subject(cx, args.at(0))?;
    let size = length(text(cx, subject)) as i64;
    if position > size {
        return Ok(Value::Bool(false));
    }
    let Some(start) = byte_of(cx, subject, position) else {
        return Ok(Value::Bool(false));
    };
    let source = text(cx, subject).to_owned();
    Ok(Value::Bool(run(cx, this, &source, start, false)?.is_some()))
}

fn named_captures(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    let names = names(cx, this);
    match_data::names_with_numbers(cx, &names)
}

/// `Regexp.new`.
fn new(cx: &mut Cx<'_>, _: Value, args: Args<'_>) -> Run<Value> {
    if args.len() > 2 {
        return Err(cx.unsupported("`Regexp.new` with a third argument"));
    }
    if let Some(original) = regexp(cx, args.at(0)) {
        let mut copy = original.clone();
        copy.frozen = false;
        return super::alloc(cx, Object::Regexp(copy));
    }
    let source = crate::vm::ruby::arguments::to_str(cx, args.at(0))?;
    let options = match args.at(1) {
        Value::Int(bits) if (0..8).contains(&bits) => Options {
            ignore_case: bits & 1 != 0,
            extended: bits & 2 != 0,
            multiline: bits & 4 != 0,
        },
        Value::Int(_) => return Err(cx.unsupported("these options of `Regexp.new`")),
        other => Options {
            ignore_case: truthy(other),
            ..Options::default()
        },
    };
    compile(cx, &source, options, false)
}

fn quote(cx: &mut Cx<'_>, _: Value, args: Args<'_>) -> Run<Value> {
    let subject = subject(cx, args.at(0))?;
    let escaped = escape(text(cx, subject));
    cx.charge(1 + escaped.len() as u64 / 4)?;
    machine_text(cx, escaped)
}

/// `Regexp.union`: texts mean themselves, patterns keep their options.
fn union(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let list = match (args.positional, array(cx, args.at(0))) {
        ([_], Some(array)) => array.items.clone(),
        (several, _) => several.to_vec(),
    };
    if let [only] = list[..] {
        if is_regexp(cx, only) {
            return Ok(only);
        }
        let source = quote(cx, this, Args::new(&[only]))?;
        let source = text(cx, source).to_owned();
        return compile(cx, &source, Options::default(), false);
    }
    if list.is_empty() {
        return compile(cx, "(?!)", Options::default(), false);
    }
    let mut parts = Vec::with_capacity(list.len());
    for item in list {
        if is_regexp(cx, item) {
            parts.push(alternative(cx, item)?);
        } else {
            // A symbol does for a text only where it is alone.
            expect_string(cx, item)?;
            let source = quote(cx, this, Args::new(&[item]))?;
            parts.push(text(cx, source).to_owned());
        }
    }
    compile(cx, &parts.join("|"), Options::default(), false)
}
