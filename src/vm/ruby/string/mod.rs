//! String: sequences of characters that can change, always valid UTF-8.
//!
//! Positions are counted in characters, order goes by bytes. What would leave UTF-8 (`force_encoding`, `unpack`, `b`) is
//! not here and faults. Methods that change the receiver check `frozen` first, as the C functions do.

mod build;
mod case;
mod convert;
mod index;
mod inspect;
mod mapping;
mod search;
mod sets;
mod split;
mod substitute;
mod successor;
mod trim;

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};

use super::arguments::{is_string, string_mut, text};
use super::dispatch::{ANY, Method, keyword_method, method};
use super::{Args, kernel, string_from};

pub(super) use case::fold;
pub(super) use index::{character_at, length};
pub(super) use inspect::{is_shown_alike, write_inspect};
pub(super) use mapping::is_printable;
pub(super) use split::each_byte_value;

/// Sorted by name.
pub(super) const METHODS: &[Method] = &[
    method("%", 1, 1, super::format::percent),
    method("*", 1, 1, build::times),
    method("+", 1, 1, build::plus),
    method("+@", 0, 0, build::unfrozen),
    method("-@", 0, 0, build::frozen),
    method("<<", 1, 1, build::push),
    kernel::ORDER,
    kernel::EQUAL,
    kernel::CASE_EQUAL,
    method("=~", 1, 1, search::match_operator),
    method("[]", 1, 2, index::slice),
    method("[]=", 2, 3, index::assign),
    method("ascii_only?", 0, 0, |cx, this, _| {
        Ok(Value::Bool(text(cx, this).is_ascii()))
    }),
    method("bytes", 0, 0, split::bytes),
    method("bytesize", 0, 0, |cx, this, _| {
        Ok(Value::Int(text(cx, this).len() as i64))
    }),
    method("capitalize", 0, ANY, case::capitalize),
    method("capitalize!", 0, ANY, case::capitalize_bang),
    method("casecmp", 1, 1, case::casecmp),
    method("casecmp?", 1, 1, case::casecmp_p),
    method("center", 1, 2, trim::center),
    method("chars", 0, 0, split::chars),
    method("chomp", 0, 1, trim::chomp),
    method("chomp!", 0, ANY, trim::chomp_bang),
    method("chop", 0, 0, trim::chop),
    method("chop!", 0, 0, trim::chop_bang),
    method("chr", 0, 0, index::chr),
    method("clear", 0, 0, build::clear),
    method("codepoints", 0, 0, split::codepoints),
    method("concat", 0, ANY, build::concat),
    method("count", 0, ANY, sets::count),
    method("delete", 0, ANY, sets::delete),
    method("delete!", 0, ANY, sets::delete_bang),
    method("delete_prefix", 1, 1, trim::delete_prefix),
    method("delete_prefix!", 1, 1, trim::delete_prefix_bang),
    method("delete_suffix", 1, 1, trim::delete_suffix),
    method("delete_suffix!", 1, 1, trim::delete_suffix_bang),
    method("downcase", 0, ANY, case::downcase),
    method("downcase!", 0, ANY, case::downcase_bang),
    method("each_byte", 0, 0, split::each_byte),
    method("each_char", 0, 0, split::each_char),
    method("each_codepoint", 0, 0, split::each_codepoint),
    keyword_method("each_line", 0, ANY, split::each_line),
    method("empty?", 0, 0, |cx, this, _| Ok(Value::Bool(text(cx, this).is_empty()))),
    method("encode", 0, 2, convert::encode),
    method("end_with?", 0, ANY, search::end_with),
    kernel::EQL,
    method("force_encoding", 1, 1, convert::force_encoding),
    method("freeze", 0, 0, kernel::freeze),
    method("getbyte", 1, 1, index::getbyte),
    method("gsub", 1, 2, substitute::gsub),
    method("gsub!", 0, ANY, substitute::gsub_bang),
    method("hex", 0, 0, convert::hex),
    method("include?", 1, 1, search::include),
    method("index", 1, 2, search::index),
    method("insert", 2, 2, index::insert),
    kernel::INSPECT,
    method("intern", 0, 0, convert::to_sym),
    method("length", 0, 0, size),
    keyword_method("lines", 0, 1, split::lines),
    method("ljust", 1, 2, trim::ljust),
    method("lstrip", 0, 0, trim::lstrip),
    method("lstrip!", 0, 0, trim::lstrip_bang),
    method("match", 0, ANY, search::match_method),
    method("match?", 1, 2, search::match_p),
    method("next", 0, 0, successor::succ),
    method("next!", 0, 0, successor::succ_bang),
    method("oct", 0, 0, convert::oct),
    method("ord", 0, 0, convert::ord),
    method("partition", 1, 1, split::partition),
    method("prepend", 0, ANY, build::prepend),
    method("replace", 1, 1, build::replace),
    method("reverse", 0, 0, build::reverse),
    method("reverse!", 0, 0, build::reverse_bang),
    method("rindex", 1, 2, search::rindex),
    method("rjust", 1, 2, trim::rjust),
    method("rpartition", 1, 1, split::rpartition),
    method("rstrip", 0, 0, trim::rstrip),
    method("rstrip!", 0, 0, trim::rstrip_bang),
    method("scan", 1, 1, search::scan),
    method("scrub", 0, 1, |cx, this, args| {
        if args.has_block() && !matches!(args.at(0), Value::Nil) {
            return Err(cx.raise(Global::RbArgumentError, "both of block and replacement given"));
        }
        if !matches!(args.at(0), Value::Nil) && !is_string(cx, args.at(0)) {
            // Ruby looks at it where it does not know yet that the text is whole.
            return Err(cx.unsupported("`scrub` with something that is no text"));
        }
        copy(cx, this)
    }),
    method("size", 0, 0, size),
    method("slice", 1, 2, index::slice),
    method("slice!", 1, 2, index::slice_bang),
    method("split", 0, 2, split::split),
    method("squeeze", 0, ANY, sets::squeeze),
    method("squeeze!", 0, ANY, sets::squeeze_bang),
    method("start_with?", 0, ANY, search::start_with),
    method("strip", 0, 0, trim::strip),
    method("strip!", 0, 0, trim::strip_bang),
    method("sub", 0, ANY, substitute::sub),
    method("sub!", 0, ANY, substitute::sub_bang),
    method("succ", 0, 0, successor::succ),
    method("succ!", 0, 0, successor::succ_bang),
    method("sum", 0, 1, convert::sum),
    method("swapcase", 0, ANY, case::swapcase),
    method("swapcase!", 0, ANY, case::swapcase_bang),
    method("to_f", 0, 0, convert::to_f),
    method("to_i", 0, 1, convert::to_i),
    method("to_s", 0, 0, |_, this, _| Ok(this)),
    method("to_str", 0, 0, |_, this, _| Ok(this)),
    method("to_sym", 0, 0, convert::to_sym),
    method("tr", 2, 2, sets::tr),
    method("tr!", 2, 2, sets::tr_bang),
    method("tr_s", 2, 2, sets::tr_s),
    method("tr_s!", 2, 2, sets::tr_s_bang),
    method("unicode_normalize", 0, 1, convert::unicode_normalize),
    method("unicode_normalize!", 0, 1, convert::unicode_normalize_bang),
    method("unicode_normalized?", 0, 1, convert::unicode_normalized),
    method("upcase", 0, ANY, case::upcase),
    method("upcase!", 0, ANY, case::upcase_bang),
    method("upto", 1, 2, successor::upto),
    method("valid_encoding?", 0, 0, |_, _, _| Ok(Value::Bool(true))),
];

/// Sorted by name.
pub(super) const CLASS_METHODS: &[Method] = &[keyword_method("new", 0, 1, |cx, _, args| match args.get(0) {
    _ if !matches!(args.keywords, Value::Empty) => Err(cx.unsupported("`String.new` with keywords")),
    None => {
        cx.byte_texts = true;
        string_from(cx, String::new())
    }
    Some(given) => {
        let text = super::arguments::to_str(cx, given)?;
        string_from(cx, text)
    }
})];

fn size(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    let work = text(cx, this).len() as u64 / 32;
    cx.charge(work)?;
    Ok(Value::Int(length(text(cx, this)) as i64))
}

/// A new string.
fn make(cx: &mut Cx<'_>, text: String) -> Run<Value> {
    cx.charge(text.len() as u64 / 8)?;
    string_from(cx, text)
}

/// A copy of the receiver's characters.
fn own(cx: &mut Cx<'_>, this: Value) -> Run<String> {
    let copy = text(cx, this).to_owned();
    cx.charge(1 + copy.len() as u64 / 8)?;
    Ok(copy)
}

/// A new string like the receiver.
pub(super) fn copy(cx: &mut Cx<'_>, this: Value) -> Run<Value> {
    let copy = own(cx, this)?;
    string_from(cx, copy)
}

/// A new string of some bytes of the receiver.
fn part(cx: &mut Cx<'_>, this: Value, start: usize, end: usize) -> Run<Value> {
    let part = text(cx, this).get(start..end).unwrap_or("").to_owned();
    make(cx, part)
}

/// Gives the receiver new characters; `frozen` was checked.
fn set(cx: &mut Cx<'_>, this: Value, new: String) -> Run<()> {
    let grown = new.len().saturating_sub(text(cx, this).len());
    cx.charge_memory(grown)?;
    if let Some(string) = string_mut(cx, this) {
        string.text = new;
    }
    Ok(())
}

/// The same, with nil where nothing changes, as most methods with `!` answer.
fn set_if_changed(cx: &mut Cx<'_>, this: Value, new: String) -> Run<Value> {
    cx.charge(1 + new.len() as u64 / 8)?;
    if text(cx, this) == new {
        return Ok(Value::Nil);
    }
    set(cx, this, new)?;
    Ok(this)
}
