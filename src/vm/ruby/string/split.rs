//! Taking strings apart: `split`, `partition`, `lines`, `chars` and their like.

use std::rc::Rc;

use crate::value::Value;
use crate::vm::context::{Cx, Run};
use crate::vm::ruby::arguments::{expect_string, is_string, only_keyword, text, to_c_int};
use crate::vm::ruby::dispatch::check_arity;
use crate::vm::ruby::enumerable::{Flow, Step};
use crate::vm::ruby::enumerator::waiting;
use crate::vm::ruby::regexp::Pattern;
use crate::vm::ruby::{Args, match_data, new_array, regexp, truthy};

use super::{make, own, part};

/// Collects parts, or gives each to the block.
struct Parts<'a> {
    args: Args<'a>,
    list: Vec<Value>,
}

impl<'a> Parts<'a> {
    fn new(args: Args<'a>) -> Self {
        Parts { args, list: Vec::new() }
    }

    fn push(&mut self, cx: &mut Cx<'_>, piece: &str) -> Run<()> {
        cx.charge(1 + piece.len() as u64 / 8)?;
        let value = make(cx, piece.to_owned())?;
        if self.args.has_block() {
            self.args.call1(cx, value)?;
        } else {
            cx.charge_memory(size_of::<Value>())?;
            self.list.push(value);
        }
        Ok(())
    }

    fn end(self, cx: &mut Cx<'_>, this: Value) -> Run<Value> {
        if self.args.has_block() {
            return Ok(this);
        }
        new_array(cx, self.list)
    }
}

/// White space between words, as `split` without a pattern sees it.
fn is_space(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | ' ')
}

/// `split`.
pub(super) fn split(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let source = own(cx, this)?;
    let mut limit = 0;
    if let Some(given) = args.get(1) {
        limit = to_c_int(cx, given)?;
        if limit == 1 {
            let mut parts = Parts::new(args);
            if !source.is_empty() {
                parts.push(cx, &source)?;
            }
            return parts.end(cx, this);
        }
    }
    let pattern = args.at(0);
    let pieces = if matches!(pattern, Value::Nil) {
        words(&source, limit)
    } else if regexp::regexp(cx, pattern).is_some_and(|regexp| regexp.source.is_empty()) {
        characters(&source, limit)
    } else if regexp::is_regexp(cx, pattern) {
        if args.has_block() {
            return Err(cx.unsupported("`split` with a pattern and a block"));
        }
        by_regexp(cx, pattern, &source.as_str().into(), limit)?
    } else if is_string(cx, pattern) {
        match text(cx, pattern) {
            " " => words(&source, limit),
            "" => characters(&source, limit),
            separator => by_text(&source, separator, limit),
        }
    } else {
        return Err(regexp::wrong_pattern(cx, pattern));
    };
    cx.charge(1 + source.len() as u64 / 4)?;
    let mut pieces = pieces;
    if limit == 0 {
        while pieces.last().is_some_and(|(start, end)| start == end) {
            pieces.pop();
        }
    }
    let mut parts = Parts::new(args);
    for (start, end) in pieces {
        parts.push(cx, source.get(start..end).unwrap_or(""))?;
    }
    parts.end(cx, this)
}

/// Start and end of a piece in bytes.
type Span = (usize, usize);

/// Adds what is left behind the last separator (`rb_str_split_m`).
fn rest(source: &str, begin: usize, limit: i32, pieces: &mut Vec<Span>) {
    if !source.is_empty() && (limit != 0 || source.len() > begin) {
        pieces.push((begin.min(source.len()), source.len()));
    }
}

/// Whether the limit allows no further separator after `count` pieces.
fn full(limit: i32, count: usize) -> bool {
    limit > 0 && count + 1 >= limit as usize
}

fn words(source: &str, limit: i32) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut begin = 0;
    let mut skipping = true;
    for (at, character) in source.char_indices() {
        if is_space(character) {
            if !skipping {
                pieces.push((begin, at));
                skipping = true;
            }
            begin = at + character.len_utf8();
        } else if skipping {
            skipping = false;
            begin = at;
            if full(limit, pieces.len()) {
                break;
            }
        }
    }
    rest(source, begin, limit, &mut pieces);
    pieces
}

fn characters(source: &str, limit: i32) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut begin = 0;
    for (at, character) in source.char_indices() {
        if full(limit, pieces.len()) {
            break;
        }
        begin = at + character.len_utf8();
        pieces.push((at, begin));
    }
    rest(source, begin, limit, &mut pieces);
    pieces
}

fn by_text(source: &str, separator: &str, limit: i32) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut begin = 0;
    for (at, _) in source.match_indices(separator) {
        if full(limit, pieces.len()) {
            break;
        }
        pieces.push((begin, at));
        begin = at + separator.len();
    }
    rest(source, begin, limit, &mut pieces);
    pieces
}

fn by_regexp(cx: &mut Cx<'_>, pattern: Value, source: &Rc<str>, limit: i32) -> Run<Vec<Span>> {
    let mut pieces = Vec::new();
    let (mut begin, mut start) = (0, 0);
    let mut stepped = false;
    let mut separators = 0;
    while !full(limit, separators) {
        if start > source.len() {
            cx.last_match = Value::Nil;
            break;
        }
        // Each search sets `$~`; the last one finds nothing unless the limit comes first.
        if !regexp::search_pattern(cx, Pattern::Regexp(pattern), source, start)? {
            break;
        }
        let matched = cx.last_match;
        let Some(groups) = match_data::matched(cx, matched).map(|found| found.groups.clone()) else {
            break;
        };
        let Some(Some((match_start, match_end))) = groups.first().copied() else {
            break;
        };
        if match_start == start && match_start == match_end {
            if !stepped {
                // An empty match splits behind the next character.
                start += source
                    .get(start..)
                    .and_then(|rest| rest.chars().next())
                    .map_or(1, char::len_utf8);
                stepped = true;
                continue;
            }
            pieces.push((begin, start));
            begin = start;
        } else {
            pieces.push((begin, match_start));
            begin = match_end;
            start = match_end;
        }
        stepped = false;
        pieces.extend(groups.iter().skip(1).flatten());
        separators += 1;
        cx.charge(1 + groups.len() as u64)?;
    }
    rest(source, begin, limit, &mut pieces);
    Ok(pieces)
}

/// The parts before, at and after a place; a text that was found there is the very object that was given.
fn three(cx: &mut Cx<'_>, this: Value, place: Span, given: Option<Value>) -> Run<Value> {
    let (start, end) = place;
    let size = text(cx, this).len();
    let before = part(cx, this, 0, start)?;
    let found = match given {
        Some(given) => given,
        None => part(cx, this, start, end)?,
    };
    let after = part(cx, this, end, size)?;
    new_array(cx, vec![before, found, after])
}

/// `partition`.
pub(super) fn partition(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let pattern = args.at(0);
    let found = if regexp::is_regexp(cx, pattern) {
        regexp::search_value(cx, pattern, this, 0)?
            .then_some(cx.last_match)
            .and_then(|matched| match_data::group_span(cx, matched, 0))
    } else {
        if !is_string(cx, pattern) {
            return Err(regexp::wrong_pattern(cx, pattern));
        }
        let work = text(cx, this).len() as u64 / 8;
        cx.charge(work)?;
        let part = text(cx, pattern);
        text(cx, this).find(part).map(|at| (at, at + part.len()))
    };
    let size = text(cx, this).len();
    let given = found.filter(|_| is_string(cx, pattern)).map(|_| pattern);
    three(cx, this, found.unwrap_or((size, size)), given)
}

/// `rpartition`.
pub(super) fn rpartition(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let pattern = args.at(0);
    let size = text(cx, this).len();
    let found = if regexp::is_regexp(cx, pattern) {
        regexp::search_back(cx, pattern, this, size)?
            .then_some(cx.last_match)
            .and_then(|matched| match_data::group_span(cx, matched, 0))
    } else {
        if !is_string(cx, pattern) {
            return Err(regexp::wrong_pattern(cx, pattern));
        }
        cx.charge(size as u64 / 8)?;
        let part = text(cx, pattern);
        text(cx, this).rfind(part).map(|at| (at, at + part.len()))
    };
    let given = found.filter(|_| is_string(cx, pattern)).map(|_| pattern);
    three(cx, this, found.unwrap_or((0, 0)), given)
}

/// The enumerator of an iterating method without a block.
pub(super) fn enumerator(cx: &mut Cx<'_>, this: Value, method: &'static str, args: Args<'_>) -> Run<Value> {
    waiting(cx, this, method, args.positional)
}

/// The lines of a text with a separator, the separators kept unless they are to be cut.
fn line_spans(source: &str, separator: &str, chomp: bool) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut begin = 0;
    while begin < source.len() {
        let tail = source.get(begin..).unwrap_or("");
        let (end, next) = match tail.find(separator) {
            Some(at) => (begin + at, begin + at + separator.len()),
            None => (source.len(), source.len()),
        };
        if !chomp {
            spans.push((begin, next));
        } else if separator == "\n" {
            let line = source.get(begin..next).unwrap_or("");
            let kept = line
                .strip_suffix('\n')
                .map_or(line, |line| line.strip_suffix('\r').unwrap_or(line));
            spans.push((begin, begin + kept.len()));
        } else {
            spans.push((begin, end));
        }
        begin = next;
    }
    spans
}

fn lines_of(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<(String, Vec<Span>)> {
    check_arity(cx, args.len(), 0, 1)?;
    let source = own(cx, this)?;
    cx.charge(1 + source.len() as u64 / 4)?;
    let chomp = only_keyword(cx, args.keywords, "chomp")?.is_some_and(truthy);
    if source.is_empty() && !matches!(args.get(0), Some(Value::Nil)) {
        return Ok((source, Vec::new()));
    }
    let separator = match args.get(0) {
        None => String::from("\n"),
        Some(Value::Nil) => {
            let whole = vec![(0, source.len())];
            return Ok((source, whole));
        }
        Some(separator) => {
            expect_string(cx, separator)?;
            text(cx, separator).to_owned()
        }
    };
    if separator.is_empty() {
        return Err(cx.unsupported("splitting into paragraphs"));
    }
    let spans = line_spans(&source, &separator, chomp);
    Ok((source, spans))
}

/// `lines`.
pub(super) fn lines(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let (source, spans) = lines_of(cx, this, args)?;
    let mut parts = Parts::new(args);
    for (start, end) in spans {
        parts.push(cx, source.get(start..end).unwrap_or(""))?;
    }
    parts.end(cx, this)
}

/// `each_line`.
pub(super) fn each_line(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        if !matches!(args.keywords, Value::Empty) {
            return Err(cx.unsupported("`each_line` with keywords and without a block"));
        }
        return enumerator(cx, this, "each_line", args);
    }
    lines(cx, this, args)
}

/// `chars`.
pub(super) fn chars(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let source: Rc<str> = own(cx, this)?.into();
    let mut parts = Parts::new(args);
    for character in source.chars() {
        parts.push(cx, character.encode_utf8(&mut [0; 4]))?;
    }
    parts.end(cx, this)
}

/// `each_char`.
pub(super) fn each_char(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return enumerator(cx, this, "each_char", args);
    }
    chars(cx, this, args)
}

/// `bytes`.
pub(super) fn bytes(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if args.has_block() {
        return each_byte(cx, this, args);
    }
    let list: Vec<Value> = text(cx, this).bytes().map(|byte| Value::Int(i64::from(byte))).collect();
    cx.charge(list.len() as u64)?;
    new_array(cx, list)
}

/// The bytes, as long as the text then is.
pub(in crate::vm::ruby) fn each_byte_value(cx: &mut Cx<'_>, this: Value, step: Step<'_>) -> Run<Flow> {
    let mut at = 0;
    while let Some(&byte) = text(cx, this).as_bytes().get(at) {
        cx.charge(1)?;
        if step(cx, &[Value::Int(i64::from(byte))])? == Flow::Stop {
            return Ok(Flow::Stop);
        }
        at += 1;
    }
    Ok(Flow::Next)
}

/// `each_byte`.
pub(super) fn each_byte(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return enumerator(cx, this, "each_byte", args);
    }
    each_byte_value(cx, this, &mut |cx, values| {
        args.call(cx, values)?;
        Ok(Flow::Next)
    })?;
    Ok(this)
}

/// `codepoints`; of an ASCII text the block gets the bytes as they then are (`rb_str_each_codepoint`).
pub(super) fn codepoints(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if args.has_block() && text(cx, this).is_ascii() {
        return each_byte(cx, this, args);
    }
    let list: Vec<Value> = text(cx, this)
        .chars()
        .map(|character| Value::Int(i64::from(u32::from(character))))
        .collect();
    cx.charge(list.len() as u64)?;
    if !args.has_block() {
        return new_array(cx, list);
    }
    for number in list {
        args.call1(cx, number)?;
    }
    Ok(this)
}

/// `each_codepoint`.
pub(super) fn each_codepoint(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if !args.has_block() {
        return enumerator(cx, this, "each_codepoint", args);
    }
    codepoints(cx, this, args)
}
