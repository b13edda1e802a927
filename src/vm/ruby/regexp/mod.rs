//! Regexp: patterns as objects, and the searches that strings and patterns share.
//!
//! Positions are bytes here; methods that rules see turn them into characters. Every search of a method that Ruby lets
//! set `$~` sets it, to nil where nothing matches.

mod methods;
mod source;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use crate::diag::Code;
use crate::regex::{self, ErrorKind, Scratch, StepLimit, Steps, Text, joined_parts};
use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run, Stop};

use super::arguments::{alloc, items, object, string, text};
use super::class::conversion_name;
pub(super) use crate::regex::Options;

use super::match_data::{Matched, Origin};
use super::object::Object;

pub(super) use methods::bits;
pub(super) use methods::{CLASS_METHODS, METHODS};
pub(super) use source::{escape, inspect, text as embedded};

/// A Regexp.
#[derive(Clone, Debug)]
pub struct Regexp {
    /// What it was made of.
    pub(super) source: Rc<str>,
    /// Its options.
    pub(super) options: Options,
    /// Whether it can change no more: literals cannot.
    pub(super) frozen: bool,
    compiled: Rc<Compiled>,
}

#[derive(Debug)]
struct Compiled {
    regex: Arc<regex::Regex>,
    scratch: RefCell<Scratch>,
}

/// Where groups matched, in bytes; the first is the whole match.
pub(super) type Groups = Vec<Option<(usize, usize)>>;

/// What a method got as a pattern.
#[derive(Clone, Copy, Debug)]
pub(super) enum Pattern {
    /// A Regexp.
    Regexp(Value),
    /// A string that means itself.
    Text(Value),
}

/// A Regexp of a source; RegexpError where Ruby refuses it, a fault where only this machine does.
pub(super) fn compile(cx: &mut Cx<'_>, pattern: &str, options: Options, frozen: bool) -> Run<Value> {
    cx.charge(16 + pattern.len() as u64)?;
    let limits = regex::Limits {
        program: cx.limits.regex_size,
        ..regex::Limits::default()
    };
    match regex::Regex::ruby(pattern, options, &limits) {
        Ok(regex) => allocate(cx, pattern, options, frozen, Arc::new(regex)),
        Err(error) => Err(match error.kind {
            ErrorKind::Syntax => cx.raise(Global::RbRegexpError, error.message),
            ErrorKind::Unsupported(_) => cx.unsupported(error.message),
            ErrorKind::TooLarge => cx.fault(Code::F0902, error.message),
        }),
    }
}

fn allocate(cx: &mut Cx<'_>, pattern: &str, options: Options, frozen: bool, regex: Arc<regex::Regex>) -> Run<Value> {
    cx.charge_memory(256 + 16 * pattern.len())?;
    alloc(
        cx,
        Object::Regexp(Regexp {
            source: pattern.into(),
            options,
            frozen,
            compiled: Rc::new(Compiled {
                regex,
                scratch: RefCell::default(),
            }),
        }),
    )
}

/// The Regexp of a literal, perhaps compiled already.
pub(super) fn literal(cx: &mut Cx<'_>, pattern: &str, flags: &str, known: Option<Arc<regex::Regex>>) -> Run<Value> {
    let options = Options::of_literal(flags);
    match known {
        Some(regex) => {
            cx.charge(16 + pattern.len() as u64)?;
            allocate(cx, pattern, options, true, regex)
        }
        None => compile(cx, pattern, options, true),
    }
}

/// The Regexp of a literal with interpolations: the list of its parts as texts. ArgumentError where a part has half an escape.
pub(super) fn interpolated(cx: &mut Cx<'_>, parts: Value, flags: &str) -> Run<Value> {
    let parts = items(cx, parts).to_vec();
    let size: usize = parts.iter().map(|&part| text(cx, part).len()).sum();
    cx.charge(1 + size as u64 / 2)?;
    cx.charge_memory(size)?;
    let texts: Vec<&str> = parts.iter().map(|&part| text(cx, part)).collect();
    match joined_parts(&texts) {
        Ok(Some(pattern)) => compile(cx, &pattern, Options::of_literal(flags), true),
        Ok(None) => Err(cx.unsupported("an escape that goes over the end of an interpolated part")),
        Err(reason) => Err(cx.raise(Global::RbArgumentError, reason)),
    }
}

/// The Regexp behind a value.
pub(super) fn regexp<'c>(cx: &'c Cx<'_>, value: Value) -> Option<&'c Regexp> {
    match object(cx, value) {
        Some(Object::Regexp(regexp)) => Some(regexp),
        _ => None,
    }
}

/// Whether a value is a Regexp.
pub(super) fn is_regexp(cx: &Cx<'_>, value: Value) -> bool {
    regexp(cx, value).is_some()
}

/// TypeError `wrong argument type X (expected Regexp)`.
pub(super) fn wrong_pattern(cx: &mut Cx<'_>, value: Value) -> Stop {
    let name = conversion_name(cx, value);
    cx.raise(
        Global::RbTypeError,
        format!("wrong argument type {name} (expected Regexp)"),
    )
}

/// A pattern argument of `sub`, `scan` and the like: a Regexp, or a string that means itself.
pub(super) fn pattern_argument(cx: &mut Cx<'_>, value: Value) -> Run<Pattern> {
    if is_regexp(cx, value) {
        return Ok(Pattern::Regexp(value));
    }
    if string(cx, value).is_some() {
        return Ok(Pattern::Text(value));
    }
    Err(wrong_pattern(cx, value))
}

/// A pattern argument of `match`: a Regexp, or the source of one.
pub(super) fn from_argument(cx: &mut Cx<'_>, value: Value) -> Run<Value> {
    match pattern_argument(cx, value)? {
        Pattern::Regexp(regexp) => Ok(regexp),
        Pattern::Text(source) => {
            let source = text(cx, source).to_owned();
            compile(cx, &source, Options::default(), false)
        }
    }
}

/// The groups of the first match at or behind a byte; only at it where `anchored` says so. Leaves `$~` alone.
fn run(cx: &mut Cx<'_>, pattern: Value, source: &str, start: usize, anchored: bool) -> Run<Option<Groups>> {
    let Some(regexp) = regexp(cx, pattern) else {
        return Err(wrong_pattern(cx, pattern));
    };
    let compiled = Rc::clone(&regexp.compiled);
    // Nothing calls back while a search runs, so the scratch is always free.
    let mut fresh = Scratch::default();
    let mut shared = compiled.scratch.try_borrow_mut().ok();
    let scratch = shared.as_deref_mut().unwrap_or(&mut fresh);
    let mut steps = Steps::new(cx.fuel());
    let found = compiled
        .regex
        .find_at(Text::Utf8(source), start, anchored, scratch, &mut steps);
    cx.charge(1 + steps.spent())?;
    match found {
        Ok(true) => {
            let count = compiled.regex.group_count();
            cx.charge(count as u64)?;
            Ok(Some((0..count).map(|group| scratch.group(group)).collect()))
        }
        Ok(false) => Ok(None),
        Err(StepLimit) => {
            let left = cx.fuel();
            cx.charge(left)?;
            Err(cx.fault(Code::F0901, "the rule did more work than its fuel allows"))
        }
    }
}

/// The groups of the first match at or behind a byte. Leaves `$~` alone.
pub(super) fn find_in(cx: &mut Cx<'_>, pattern: Value, source: &str, start: usize) -> Run<Option<Groups>> {
    run(cx, pattern, source, start, false)
}

/// Makes `$~` of groups, or of nothing; whether there is a match.
fn remember(cx: &mut Cx<'_>, origin: Origin, source: &Rc<str>, groups: Option<Groups>) -> Run<bool> {
    let Some(groups) = groups else {
        cx.last_match = Value::Nil;
        return Ok(false);
    };
    cx.charge_memory(groups.len() * size_of::<Option<(usize, usize)>>())?;
    let names = match &origin {
        Origin::Regexp(pattern) => names(cx, *pattern),
        Origin::Text(_) => Rc::default(),
    };
    cx.last_match = alloc(
        cx,
        Object::MatchData(Rc::new(Matched {
            origin,
            text: Rc::clone(source),
            groups,
            names,
        })),
    )?;
    Ok(true)
}

/// The names of a pattern's groups and their numbers.
pub(super) fn names(cx: &Cx<'_>, pattern: Value) -> Rc<[(String, u32)]> {
    regexp(cx, pattern).map_or_else(Rc::default, |regexp| regexp.compiled.regex.group_names().into())
}

/// Searches a text from a byte on; sets `$~`.
pub(super) fn search_pattern(cx: &mut Cx<'_>, pattern: Pattern, source: &Rc<str>, start: usize) -> Run<bool> {
    match pattern {
        Pattern::Regexp(regexp) => {
            let groups = find_in(cx, regexp, source, start)?;
            remember(cx, Origin::Regexp(regexp), source, groups)
        }
        Pattern::Text(value) => {
            let part: Rc<str> = text(cx, value).into();
            cx.charge(1 + (source.len() - start.min(source.len())) as u64 / 8)?;
            let at = source.get(start..).and_then(|rest| rest.find(&*part));
            let groups = at.map(|at| vec![Some((start + at, start + at + part.len()))]);
            remember(cx, Origin::Text(part), source, groups)
        }
    }
}

/// A copy of a string's characters that matches can share.
fn shared_text(cx: &mut Cx<'_>, this: Value) -> Run<Rc<str>> {
    let source: Rc<str> = text(cx, this).into();
    cx.charge(1 + source.len() as u64 / 8)?;
    cx.charge_memory(source.len())?;
    Ok(source)
}

/// Searches a string from a byte on; sets `$~`.
pub(super) fn search_value(cx: &mut Cx<'_>, pattern: Value, this: Value, start: usize) -> Run<bool> {
    let source = shared_text(cx, this)?;
    search_pattern(cx, Pattern::Regexp(pattern), &source, start)
}

/// Matches a string at a byte only; sets `$~`.
pub(super) fn match_at(cx: &mut Cx<'_>, pattern: Value, this: Value, start: usize) -> Run<bool> {
    let source = shared_text(cx, this)?;
    let groups = run(cx, pattern, &source, start, true)?;
    remember(cx, Origin::Regexp(pattern), &source, groups)
}

/// Searches a string backwards: the match that begins nearest before or at a byte; sets `$~`.
pub(super) fn search_back(cx: &mut Cx<'_>, pattern: Value, this: Value, start: usize) -> Run<bool> {
    let source = shared_text(cx, this)?;
    for at in (0..=start.min(source.len())).rev() {
        if !source.is_char_boundary(at) {
            continue;
        }
        let groups = run(cx, pattern, &source, at, true)?;
        if groups.is_some() {
            return remember(cx, Origin::Regexp(pattern), &source, groups);
        }
    }
    remember(cx, Origin::Regexp(pattern), &source, None)
}
