//! `upcase`, `downcase`, `capitalize`, `swapcase`, `casecmp` and their like.

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};
use crate::vm::ruby::Args;
use crate::vm::ruby::arguments::{check_frozen, string, text};

use super::mapping::{Case, map};
use super::{make, set_if_changed};

/// A text with every character mapped.
fn mapped(cx: &mut Cx<'_>, source: &str, first: Case, rest: Case) -> Run<String> {
    cx.charge(1 + source.len() as u64 / 4)?;
    let mut out = String::with_capacity(source.len());
    let mut case = first;
    for character in source.chars() {
        map(character, case, &mut out);
        case = rest;
    }
    Ok(out)
}

/// A text as `casecmp?` compares it.
pub(in crate::vm::ruby) fn fold(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    for character in source.chars() {
        map(character, Case::Fold, &mut out);
    }
    out
}

/// The same for ASCII letters alone (`:ascii`).
fn mapped_ascii(source: &str, first: Case, rest: Case) -> String {
    let mut out = String::with_capacity(source.len());
    let mut case = first;
    for character in source.chars() {
        if character.is_ascii() {
            map(character, case, &mut out);
        } else {
            out.push(character);
        }
        case = rest;
    }
    out
}

/// Whether `:ascii` is asked for (`check_case_options`); a fault for the options of single languages.
fn ascii_only(cx: &mut Cx<'_>, args: Args<'_>, first: Case, rest: Case) -> Run<bool> {
    let mut options = Vec::new();
    for &option in args.positional {
        options.push(match option {
            Value::Symbol(option) => cx.symbol(option).to_owned(),
            _ => String::new(),
        });
    }
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    let wrong = match options[..] {
        [] => return Ok(false),
        ["ascii"] => return Ok(true),
        ["turkic" | "lithuanian"] | ["turkic", "lithuanian"] | ["lithuanian", "turkic"] => {
            return Err(cx.unsupported("options of case mapping"));
        }
        ["fold"] if matches!((first, rest), (Case::Lower, Case::Lower)) => {
            return Err(cx.unsupported("options of case mapping"));
        }
        [_, _, _, ..] => "too many options",
        ["turkic" | "lithuanian", _] => "invalid second option",
        [_, _] => "too many options",
        ["fold"] => "option :fold only allowed for downcasing",
        [_] => "invalid option",
    };
    Err(cx.raise(Global::RbArgumentError, wrong))
}

fn change(cx: &mut Cx<'_>, this: Value, ascii: bool, first: Case, rest: Case) -> Run<String> {
    let source = text(cx, this).to_owned();
    if ascii {
        cx.charge(1 + source.len() as u64 / 4)?;
        return Ok(mapped_ascii(&source, first, rest));
    }
    mapped(cx, &source, first, rest)
}

macro_rules! case_methods {
    ($($plain:ident $bang:ident $first:ident $rest:ident;)*) => {$(
        pub(super) fn $plain(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
            let ascii = ascii_only(cx, args, Case::$first, Case::$rest)?;
            let changed = change(cx, this, ascii, Case::$first, Case::$rest)?;
            // `rb_str_capitalize` alone gives an empty receiver itself, frozen or not.
            if changed.is_empty() && matches!(Case::$first, Case::Title) {
                return Ok(this);
            }
            make(cx, changed)
        }

        pub(super) fn $bang(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
            // The options are looked at before the receiver.
            let ascii = ascii_only(cx, args, Case::$first, Case::$rest)?;
            check_frozen(cx, this)?;
            let changed = change(cx, this, ascii, Case::$first, Case::$rest)?;
            set_if_changed(cx, this, changed)
        }
    )*};
}

case_methods! {
    upcase upcase_bang Upper Upper;
    downcase downcase_bang Lower Lower;
    capitalize capitalize_bang Title Lower;
    swapcase swapcase_bang Swap Swap;
}

/// `casecmp`: order without regard to the case of ASCII letters; nil for anything but a string.
pub(super) fn casecmp(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if string(cx, args.at(0)).is_none() {
        return Ok(Value::Nil);
    }
    let (one, other) = (text(cx, this), text(cx, args.at(0)));
    let folded = |text: &str| text.bytes().map(|byte| byte.to_ascii_lowercase()).collect::<Vec<u8>>();
    let order = folded(one).cmp(&folded(other));
    let work = (one.len() + other.len()) as u64 / 8;
    cx.charge(work)?;
    Ok(Value::Int(order as i64))
}

/// `casecmp?`: equality under case folding; nil for anything but a string.
pub(super) fn casecmp_p(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if string(cx, args.at(0)).is_none() {
        return Ok(Value::Nil);
    }
    let (one, other) = (text(cx, this), text(cx, args.at(0)));
    let same = fold(one) == fold(other);
    let work = (one.len() + other.len()) as u64 / 4;
    cx.charge(work)?;
    Ok(Value::Bool(same))
}
