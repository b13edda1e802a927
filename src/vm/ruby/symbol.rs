//! Symbols.

use crate::value::{SymbolId, Value};
use crate::vm::context::{Cx, Run};

use super::arguments::alloc;
use super::dispatch::{ANY, Method, method, send};
use super::object::{Object, Str};
use super::{Args, compare, machine_text, string};

/// Sorted by name.
pub(super) const METHODS: &[Method] = &[
    method("<=>", 1, 1, |cx, this, args| {
        if !matches!(args.at(0), Value::Symbol(_)) {
            return Ok(Value::Nil);
        }
        Ok(compare::compare(cx, this, args.at(0))?.map_or(Value::Nil, |order| Value::Int(order as i64)))
    }),
    method("==", 1, 1, |_, this, args| Ok(Value::Bool(same(this, args.at(0))))),
    method("===", 1, 1, |_, this, args| Ok(Value::Bool(same(this, args.at(0))))),
    method("=~", 1, 1, |cx, this, args| as_text(cx, this, "=~", args)),
    method("[]", 1, 2, |cx, this, args| as_text(cx, this, "[]", args)),
    method("capitalize", 0, ANY, |cx, this, args| {
        as_symbol(cx, this, "capitalize", args)
    }),
    method("casecmp", 1, 1, |cx, this, args| casecmp(cx, this, "casecmp", args)),
    method("casecmp?", 1, 1, |cx, this, args| casecmp(cx, this, "casecmp?", args)),
    method("downcase", 0, ANY, |cx, this, args| {
        as_symbol(cx, this, "downcase", args)
    }),
    method("empty?", 0, 0, |cx, this, args| as_text(cx, this, "empty?", args)),
    method("end_with?", 0, ANY, |cx, this, args| {
        as_text(cx, this, "end_with?", args)
    }),
    method("id2name", 0, 0, |cx, this, _| text_value(cx, this)),
    method("inspect", 0, 0, |cx, this, _| {
        let shown = super::inspect::inspect(cx, this)?;
        machine_text(cx, &shown)
    }),
    method("length", 0, 0, |cx, this, args| as_text(cx, this, "length", args)),
    method("match", 0, ANY, |cx, this, args| as_text(cx, this, "match", args)),
    method("match?", 1, 2, |cx, this, args| as_text(cx, this, "match?", args)),
    method("name", 0, 0, |cx, this, _| {
        let text = name(cx, this)?;
        cx.ascii_bytes = true;
        alloc(cx, Object::String(Str::new(text, true)))
    }),
    method("next", 0, 0, |cx, this, args| as_symbol(cx, this, "next", args)),
    method("size", 0, 0, |cx, this, args| as_text(cx, this, "size", args)),
    method("slice", 1, 2, |cx, this, args| as_text(cx, this, "slice", args)),
    method("start_with?", 0, ANY, |cx, this, args| {
        as_text(cx, this, "start_with?", args)
    }),
    method("succ", 0, 0, |cx, this, args| as_symbol(cx, this, "succ", args)),
    method("swapcase", 0, ANY, |cx, this, args| {
        as_symbol(cx, this, "swapcase", args)
    }),
    method("to_proc", 0, 0, |cx, this, _| super::procs::to_proc(cx, this)),
    method("to_s", 0, 0, |cx, this, _| text_value(cx, this)),
    method("to_sym", 0, 0, |_, this, _| Ok(this)),
    method("upcase", 0, ANY, |cx, this, args| as_symbol(cx, this, "upcase", args)),
];

fn same(one: Value, other: Value) -> bool {
    matches!((one, other), (Value::Symbol(one), Value::Symbol(other)) if one == other)
}

fn name(cx: &mut Cx<'_>, this: Value) -> Run<String> {
    match this {
        Value::Symbol(id) => Ok(cx.symbol(id).to_owned()),
        _ => Err(cx.unsupported("this symbol")),
    }
}

fn text_value(cx: &mut Cx<'_>, this: Value) -> Run<Value> {
    let text = name(cx, this)?;
    machine_text(cx, &text)
}

/// A method that works on the symbol's name as on a string.
fn as_text(cx: &mut Cx<'_>, this: Value, method: &str, args: Args<'_>) -> Run<Value> {
    let text = text_value(cx, this)?;
    send(cx, text, method, args)
}

/// The same where the answer is a symbol again.
fn as_symbol(cx: &mut Cx<'_>, this: Value, method: &str, args: Args<'_>) -> Run<Value> {
    let text = as_text(cx, this, method, args)?;
    let name = super::arguments::text(cx, text).to_owned();
    Ok(Value::Symbol(cx.intern(&name)?))
}

/// `casecmp` gives nil for anything but a symbol.
fn casecmp(cx: &mut Cx<'_>, this: Value, method: &str, args: Args<'_>) -> Run<Value> {
    if !matches!(args.at(0), Value::Symbol(_)) {
        return Ok(Value::Nil);
    }
    let other = text_value(cx, args.at(0))?;
    as_text(cx, this, method, Args::new(&[other]))
}

/// The symbol of a String.
pub(super) fn of_string(cx: &mut Cx<'_>, value: Value) -> Run<SymbolId> {
    let text = super::arguments::to_str(cx, value)?;
    cx.charge(8)?;
    cx.intern(&text)
}

/// `Symbol#inspect`: quoted unless the name could be machine_text after a bare colon.
pub(super) fn write_inspect(name: &str, out: &mut String) {
    out.push(':');
    if is_simple(name) {
        out.push_str(name);
    } else {
        string::write_inspect(name, out);
    }
}

/// Whether a name needs no quotes (`rb_enc_symname_type`).
fn is_simple(name: &str) -> bool {
    const OPERATORS: &[&str] = &[
        "<", "<=", "<<", "<=>", ">", ">=", ">>", "==", "===", "=~", "*", "**", "+", "+@", "-", "-@", "|", "^", "&",
        "/", "%", "~", "`", "[]", "[]=", "!", "!=", "!~",
    ];
    if OPERATORS.contains(&name) {
        return true;
    }
    if let Some(global) = name.strip_prefix('$') {
        return is_global(global);
    }
    let (variable, plain) = match name.strip_prefix("@@").or_else(|| name.strip_prefix('@')) {
        Some(plain) => (true, plain),
        None => (false, name),
    };
    let stem = match plain.strip_suffix(['?', '!', '=']) {
        Some(stem) if !variable => stem,
        _ => plain,
    };
    // `a?=` is no name, and neither is a `=` after anything but a plain word.
    is_word(stem)
}

fn is_word(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(starts_word) && characters.all(continues_word)
}

fn starts_word(character: char) -> bool {
    character.is_ascii_alphabetic() || character == '_' || !character.is_ascii() && string::is_printable(character)
}

fn continues_word(character: char) -> bool {
    starts_word(character) || character.is_ascii_digit()
}

/// What may follow the `$` of a global variable.
fn is_global(rest: &str) -> bool {
    let mut characters = rest.chars();
    match (characters.next(), characters.as_str()) {
        (
            Some(
                '~' | '*' | '$' | '?' | '!' | '@' | '/' | '\\' | ';' | ',' | '.' | '=' | ':' | '<' | '>' | '"' | '&'
                | '`' | '\'' | '+' | '0',
            ),
            "",
        ) => true,
        (Some('-'), after) => {
            let mut after = after.chars();
            after.next().is_some_and(continues_word) && after.next().is_none()
        }
        (Some(first), after) if first.is_ascii_digit() => {
            first != '0' && after.chars().all(|character| character.is_ascii_digit())
        }
        _ => is_word(rest),
    }
}
