//! What a string says as a number, a symbol or bytes, and its normal forms.

use unicode_normalization::UnicodeNormalization;

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run, Stop};
use crate::vm::ruby::arguments::{check_frozen, is_frozen, string_mut, text, to_c_int};
use crate::vm::ruby::{Args, inspect, integer, symbol};

use super::{make, own, set};

/// `to_sym` and `intern`.
pub(super) fn to_sym(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    Ok(Value::Symbol(symbol::of_string(cx, this)?))
}

/// `ord`.
pub(super) fn ord(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    match text(cx, this).chars().next() {
        Some(character) => Ok(Value::Int(i64::from(u32::from(character)))),
        None => Err(cx.raise(Global::RbArgumentError, "empty string")),
    }
}

/// `to_i`.
pub(super) fn to_i(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let base = match args.get(0) {
        Some(base) => i64::from(to_c_int(cx, base)?),
        None => 10,
    };
    if base < 0 {
        return Err(cx.raise(Global::RbArgumentError, format!("invalid radix {base}")));
    }
    let source = own(cx, this)?;
    integer::lenient(cx, &source, base)
}

/// `hex`.
pub(super) fn hex(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    let source = own(cx, this)?;
    integer::lenient(cx, &source, 16)
}

/// `oct`: octal unless a prefix says otherwise.
pub(super) fn oct(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    let source = own(cx, this)?;
    integer::lenient(cx, &source, -8)
}

/// `to_f`.
pub(super) fn to_f(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    let source = own(cx, this)?;
    Ok(Value::Float(crate::vm::ruby::float::lenient(&source)))
}

/// `sum`: the bytes, modulo a power of two.
pub(super) fn sum(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let bits = match args.get(0) {
        Some(bits) => to_c_int(cx, bits)?,
        None => 16,
    };
    let work = text(cx, this).len() as u64 / 8;
    cx.charge(work)?;
    let total: i64 = text(cx, this).bytes().map(i64::from).sum();
    Ok(Value::Int(if (1..63).contains(&bits) {
        total & ((1 << bits) - 1)
    } else {
        total
    }))
}

/// `encode` to UTF-8, which every text is in: a copy.
pub(super) fn encode(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if args.len() == 0 || !is_utf8(cx, args.at(0)) || args.len() > 1 {
        return Err(cx.unsupported("`encode` to another encoding"));
    }
    super::copy(cx, this)
}

/// `force_encoding` with UTF-8.
pub(super) fn force_encoding(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !is_utf8(cx, args.at(0)) {
        return Err(cx.unsupported("`force_encoding` with another encoding"));
    }
    check_frozen(cx, this)?;
    Ok(this)
}

/// Whether an argument names UTF-8.
fn is_utf8(cx: &Cx<'_>, value: Value) -> bool {
    text(cx, value).eq_ignore_ascii_case("UTF-8")
}

/// Which normal form.
#[derive(Clone, Copy)]
enum Form {
    Nfc,
    Nfd,
    Nfkc,
    Nfkd,
}

fn form(cx: &mut Cx<'_>, args: Args<'_>) -> Run<Form> {
    let Some(given) = args.get(0) else {
        return Ok(Form::Nfc);
    };
    if let Value::Symbol(name) = given {
        match cx.symbol(name) {
            "nfc" => return Ok(Form::Nfc),
            "nfd" => return Ok(Form::Nfd),
            "nfkc" => return Ok(Form::Nfkc),
            "nfkd" => return Ok(Form::Nfkd),
            _ => {}
        }
    }
    let name = inspect::to_s(cx, given)?;
    Err(cx.raise(Global::RbArgumentError, format!("Invalid normalization form {name}.")))
}

/// A fault for an ASCII text that may be what a method treats in its own way: bytes, for which normalization raises an error,
/// or US-ASCII.
fn unknown_encoding(cx: &mut Cx<'_>) -> Stop {
    cx.unsupported("normalization of an ASCII text whose encoding is not known")
}

/// The normal form of a text; of an ASCII text it is the text.
fn normal(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<String> {
    let source = own(cx, this)?;
    cx.charge(1 + source.len() as u64)?;
    if source.is_ascii() && cx.byte_texts {
        return Err(unknown_encoding(cx));
    }
    let form = match form(cx, args) {
        // The form of a US-ASCII text is not looked at.
        Err(_) if source.is_ascii() && cx.ascii_bytes => return Err(unknown_encoding(cx)),
        found => found?,
    };
    if source.is_ascii() {
        return Ok(source);
    }
    if source
        .chars()
        .any(|character| !super::mapping::is_printable(character) && character > '\u{ff}')
    {
        // Newer versions of Unicode may give such characters a meaning that Ruby 3.1 does not know.
        return Err(cx.unsupported("normalization of unassigned characters"));
    }
    Ok(match form {
        Form::Nfc => source.nfc().collect(),
        Form::Nfd => source.nfd().collect(),
        Form::Nfkc => source.nfkc().collect(),
        Form::Nfkd => source.nfkd().collect(),
    })
}

/// `unicode_normalize`: a new text, but for a US-ASCII text the text itself.
pub(super) fn unicode_normalize(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let new = normal(cx, this, args)?;
    let one = new.is_ascii() && cx.ascii_bytes && text(cx, this).is_ascii();
    if one && is_frozen(cx, this) {
        return Err(unknown_encoding(cx));
    }
    let made = make(cx, new)?;
    if one {
        for value in [this, made] {
            if let Some(string) = string_mut(cx, value) {
                string.twin = true;
            }
        }
    }
    Ok(made)
}

/// `unicode_normalize!`.
pub(super) fn unicode_normalize_bang(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let new = normal(cx, this, args)?;
    check_frozen(cx, this)?;
    set(cx, this, new)?;
    Ok(this)
}

/// `unicode_normalized?`.
pub(super) fn unicode_normalized(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let new = normal(cx, this, args)?;
    Ok(Value::Bool(new == text(cx, this)))
}
