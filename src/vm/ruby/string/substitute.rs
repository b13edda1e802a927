//! `sub` and `gsub`.

use std::rc::Rc;

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};
use crate::vm::ruby::arguments::{check_frozen, expect_string, hash, text};
use crate::vm::ruby::dispatch::{check_arity, wrong_arguments};
use crate::vm::ruby::match_data::Matched;
use crate::vm::ruby::{Args, inspect, match_data, regexp, send};

use super::{copy, make, own, set, split};

/// What a match is replaced with.
enum Replacement<'a> {
    /// A text whose escapes name groups.
    Text(Rc<str>),
    /// What a hash has for the matched text.
    Hash(Value),
    /// What the block gives.
    Block(Args<'a>),
}

fn replacement<'a>(cx: &mut Cx<'_>, args: Args<'a>) -> Run<Replacement<'a>> {
    let Some(given) = args.get(1) else {
        return if args.has_block() {
            Ok(Replacement::Block(args))
        } else {
            Err(wrong_arguments(cx, 1, 2, 2))
        };
    };
    if hash(cx, given).is_some() {
        return Ok(Replacement::Hash(given));
    }
    expect_string(cx, given)?;
    Ok(Replacement::Text(text(cx, given).into()))
}

/// RuntimeError where a block changed the text that is searched (`str_mod_check`). Ruby looks at the length and at the
/// place in memory alone, and goes on in what a change of the same length left.
pub(super) fn check_unchanged(cx: &mut Cx<'_>, this: Value, source: &str) -> Run<()> {
    let now = text(cx, this);
    if now == source {
        return Ok(());
    }
    if now.len() == source.len() {
        return Err(cx.unsupported("a text that changes while it is searched"));
    }
    Err(cx.raise(Global::RbRuntimeError, "string modified"))
}

/// The text of one replacement.
fn expand(
    cx: &mut Cx<'_>,
    this: Value,
    source: &Rc<str>,
    matched: Value,
    (with, checks): (&Replacement<'_>, bool),
) -> Run<String> {
    let whole = match_data::group_span(cx, matched, 0)
        .and_then(|(start, end)| source.get(start..end))
        .unwrap_or("");
    match with {
        Replacement::Text(template) if !template.contains('\\') => Ok(template.to_string()),
        Replacement::Text(template) => {
            let template = Rc::clone(template);
            let Some(found) = match_data::matched(cx, matched) else {
                return Ok(template.to_string());
            };
            let found = found.clone();
            expand_template(cx, &template, &found)
        }
        Replacement::Hash(hash) => {
            let key = make(cx, whole.to_owned())?;
            let value = send(cx, *hash, "[]", Args::new(&[key]))?;
            inspect::to_s(cx, value)
        }
        Replacement::Block(args) => {
            let value = make(cx, whole.to_owned())?;
            let answer = args.call1(cx, value)?;
            if checks {
                check_unchanged(cx, this, source)?;
            }
            inspect::to_s(cx, answer)
        }
    }
}

/// `rb_reg_regsub`: `\1`, `\k<name>`, `\0`, `\&`, `` \` ``, `\'` and `\\`.
fn expand_template(cx: &mut Cx<'_>, template: &str, found: &Matched) -> Run<String> {
    cx.charge(1 + template.len() as u64 / 4)?;
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let mut after = rest[at + 1..].chars();
        let Some(escape) = after.next() else {
            out.push('\\');
            return Ok(out);
        };
        rest = after.as_str();
        match escape {
            '1'..='9' => {
                // Numbers mean nothing where groups have names, and nothing in a text.
                if found.numbered() {
                    out.push_str(found.group(escape as usize - '0' as usize).unwrap_or(""));
                }
            }
            '0' | '&' => out.push_str(found.group(0).unwrap_or("")),
            '`' => out.push_str(found.before()),
            '\'' => out.push_str(found.after()),
            '\\' => out.push('\\'),
            'k' if rest.starts_with('<') => {
                let Some(end) = rest.find('>') else {
                    return Err(cx.raise(Global::RbRuntimeError, "invalid group name reference format"));
                };
                let name = &rest[1..end];
                let Some(number) = found.named(name) else {
                    return Err(match_data::undefined_group(cx, name));
                };
                out.push_str(found.group(number).unwrap_or(""));
                rest = &rest[end + 1..];
            }
            other => {
                out.push('\\');
                out.push(other);
            }
        }
    }
    out.push_str(rest);
    Ok(out)
}

/// The receiver with its first match, or all of them, replaced; none where nothing matches. Sets `$~`.
fn replaced(cx: &mut Cx<'_>, this: Value, args: Args<'_>, all: bool, changes: bool) -> Run<Option<String>> {
    let with = replacement(cx, args)?;
    let pattern = regexp::pattern_argument(cx, args.at(0))?;
    if changes {
        check_frozen(cx, this)?;
    }
    let source: Rc<str> = own(cx, this)?.into();
    if !regexp::search_pattern(cx, pattern, &source, 0)? {
        return Ok(None);
    }
    let mut out = String::new();
    let mut done = 0;
    loop {
        let matched = cx.last_match;
        let (start, end) = match_data::group_span(cx, matched, 0).unwrap_or((0, 0));
        // `sub` works on a copy of its own.
        let new = expand(cx, this, &source, matched, (&with, all || changes))?;
        let kept = source.get(done..start).unwrap_or("");
        cx.charge(1 + (kept.len() + new.len()) as u64 / 8)?;
        cx.charge_memory(kept.len() + new.len())?;
        out.push_str(kept);
        out.push_str(&new);
        done = end;
        cx.last_match = matched;
        if !all {
            break;
        }
        let mut next = end;
        if start == end {
            let Some(character) = source.get(end..).and_then(|rest| rest.chars().next()) else {
                break;
            };
            next += character.len_utf8();
        }
        let held = cx.last_match;
        if next > source.len() || !regexp::search_pattern(cx, pattern, &source, next)? {
            cx.last_match = held;
            break;
        }
    }
    out.push_str(source.get(done..).unwrap_or(""));
    Ok(Some(out))
}

fn plain(cx: &mut Cx<'_>, this: Value, args: Args<'_>, all: bool) -> Run<Value> {
    match replaced(cx, this, args, all, false)? {
        Some(new) => make(cx, new),
        None => copy(cx, this),
    }
}

fn bang(cx: &mut Cx<'_>, this: Value, args: Args<'_>, all: bool) -> Run<Value> {
    if all {
        check_frozen(cx, this)?;
    }
    match replaced(cx, this, args, all, true)? {
        Some(new) => {
            check_frozen(cx, this)?;
            set(cx, this, new)?;
            Ok(this)
        }
        None => Ok(Value::Nil),
    }
}

/// `sub` wants a replacement unless there is a block.
fn check_arguments(cx: &mut Cx<'_>, args: Args<'_>) -> Run<()> {
    check_arity(cx, args.len(), if args.has_block() { 1 } else { 2 }, 2)
}

/// `sub`.
pub(super) fn sub(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    check_arguments(cx, args)?;
    plain(cx, this, args, false)
}

/// `sub!`.
pub(super) fn sub_bang(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    check_arguments(cx, args)?;
    bang(cx, this, args, false)
}

/// `gsub`.
pub(super) fn gsub(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if args.len() == 1 && !args.has_block() {
        return split::enumerator(cx, this, "gsub", args);
    }
    plain(cx, this, args, true)
}

/// `gsub!`.
pub(super) fn gsub_bang(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    check_frozen(cx, this)?;
    check_arity(cx, args.len(), 1, 2)?;
    if args.len() == 1 && !args.has_block() {
        return split::enumerator(cx, this, "gsub!", args);
    }
    bang(cx, this, args, true)
}
