//! Cutting and filling the ends of a string.

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};
use crate::vm::ruby::Args;
use crate::vm::ruby::arguments::{check_frozen, expect_string, text, to_long};
use crate::vm::ruby::dispatch::check_arity;

use super::index::length;
use super::{make, set};

/// What `lstrip` takes away: ASCII white space and NUL.
fn is_leading_blank(character: char) -> bool {
    matches!(character, '\0' | '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | ' ')
}

fn left(text: &str) -> &str {
    text.trim_start_matches(is_leading_blank)
}

fn right(text: &str) -> &str {
    text.trim_end_matches(is_leading_blank)
}

/// `chomp` without an argument: one line end of any kind.
pub(super) fn chomped(text: &str) -> &str {
    text.strip_suffix("\r\n")
        .or_else(|| text.strip_suffix('\n'))
        .or_else(|| text.strip_suffix('\r'))
        .unwrap_or(text)
}

/// `chop`: the last character, CR LF as one.
fn chopped(text: &str) -> &str {
    if let Some(rest) = text.strip_suffix("\r\n") {
        return rest;
    }
    let mut characters = text.chars();
    characters.next_back();
    characters.as_str()
}

macro_rules! cutting_methods {
    ($($plain:ident $bang:ident $cut:expr;)*) => {$(
        pub(super) fn $plain(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
            let cut: fn(&str) -> &str = $cut;
            let new = cut(text(cx, this)).to_owned();
            make(cx, new)
        }

        pub(super) fn $bang(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
            check_frozen(cx, this)?;
            let cut: fn(&str) -> &str = $cut;
            let new = cut(text(cx, this)).to_owned();
            super::set_if_changed(cx, this, new)
        }
    )*};
}

cutting_methods! {
    strip strip_bang |text| right(left(text));
    lstrip lstrip_bang left;
    rstrip rstrip_bang right;
    chop chop_bang chopped;
}

fn chomp_with(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<String> {
    let Some(end) = args.get(0) else {
        return Ok(chomped(text(cx, this)).to_owned());
    };
    if matches!(end, Value::Nil) {
        return Ok(text(cx, this).to_owned());
    }
    expect_string(cx, end)?;
    let (whole, end) = (text(cx, this), text(cx, end));
    Ok(match end {
        "\n" => chomped(whole).to_owned(),
        "" => {
            let mut rest = whole;
            while let Some(shorter) = rest.strip_suffix("\r\n").or_else(|| rest.strip_suffix('\n')) {
                rest = shorter;
            }
            rest.to_owned()
        }
        _ => whole.strip_suffix(end).unwrap_or(whole).to_owned(),
    })
}

/// `chomp`.
pub(super) fn chomp(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let new = chomp_with(cx, this, args)?;
    make(cx, new)
}

/// `chomp!`.
pub(super) fn chomp_bang(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    check_frozen(cx, this)?;
    if text(cx, this).is_empty() {
        return Ok(Value::Nil);
    }
    check_arity(cx, args.len(), 0, 1)?;
    let new = chomp_with(cx, this, args)?;
    super::set_if_changed(cx, this, new)
}

fn without(cx: &mut Cx<'_>, this: Value, args: Args<'_>, prefix: bool) -> Run<Option<String>> {
    expect_string(cx, args.at(0))?;
    let (whole, part) = (text(cx, this), text(cx, args.at(0)));
    if part.is_empty() {
        return Ok(None);
    }
    let rest = if prefix {
        whole.strip_prefix(part)
    } else {
        whole.strip_suffix(part)
    };
    Ok(rest.map(str::to_owned))
}

fn plain(cx: &mut Cx<'_>, this: Value, new: Option<String>) -> Run<Value> {
    match new {
        Some(new) => make(cx, new),
        None => super::copy(cx, this),
    }
}

fn bang(cx: &mut Cx<'_>, this: Value, new: Option<String>) -> Run<Value> {
    match new {
        Some(new) => {
            set(cx, this, new)?;
            Ok(this)
        }
        None => Ok(Value::Nil),
    }
}

/// `delete_prefix`.
pub(super) fn delete_prefix(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let new = without(cx, this, args, true)?;
    plain(cx, this, new)
}

/// `delete_prefix!`.
pub(super) fn delete_prefix_bang(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    check_frozen(cx, this)?;
    let new = without(cx, this, args, true)?;
    bang(cx, this, new)
}

/// `delete_suffix`.
pub(super) fn delete_suffix(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let new = without(cx, this, args, false)?;
    plain(cx, this, new)
}

/// `delete_suffix!`.
pub(super) fn delete_suffix_bang(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    check_frozen(cx, this)?;
    let new = without(cx, this, args, false)?;
    bang(cx, this, new)
}

/// How much padding goes to the left of the total.
type Share = fn(usize) -> usize;

/// `rb_str_justify`.
fn justify(cx: &mut Cx<'_>, this: Value, args: Args<'_>, share: Share) -> Run<Value> {
    let width = to_long(cx, args.at(0))?;
    let mut pad = vec![' '];
    if let Some(given) = args.get(1) {
        expect_string(cx, given)?;
        pad = text(cx, given).chars().collect();
        if pad.is_empty() {
            return Err(cx.raise(Global::RbArgumentError, "zero width padding"));
        }
    }
    let size = length(text(cx, this));
    let missing = usize::try_from(width).unwrap_or(0).saturating_sub(size);
    if missing == 0 {
        return super::copy(cx, this);
    }
    cx.charge(1 + missing as u64 / 2)?;
    cx.charge_memory(missing)?;
    let before = share(missing);
    let fill = |count: usize| pad.iter().cycle().take(count).collect::<String>();
    let new = [&fill(before), text(cx, this), &fill(missing - before)].concat();
    if new.is_ascii() && !pad.iter().all(char::is_ascii) {
        // `ascii_only?` says no in CRuby, which takes the range of the characters from the whole pad.
        return Err(cx.unsupported("padding with the ASCII part of a text beyond ASCII"));
    }
    make(cx, new)
}

/// `ljust`.
pub(super) fn ljust(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    justify(cx, this, args, |_| 0)
}

/// `rjust`.
pub(super) fn rjust(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    justify(cx, this, args, |missing| missing)
}

/// `center`: the odd character goes to the right.
pub(super) fn center(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    justify(cx, this, args, |missing| missing / 2)
}
