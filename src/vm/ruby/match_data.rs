//! MatchData: what a search found.

use std::rc::Rc;

use super::regexp::Options;
use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run, Stop};

use super::arguments::{alloc, items, object, range, to_c_int};
use super::bounds::{Outside, range_bounds};
use super::dispatch::{ANY, Method, method, refused, send};
use super::inspect::unknown_encoding;
use super::object::{Object, Str};
use super::regexp::{self, Groups};
use super::string::{character_at, is_shown_alike, write_inspect};
use super::{Args, byte_text, hash_set, machine_text, new_array, new_hash, new_string};

/// What was searched for.
#[derive(Clone, Debug)]
pub enum Origin {
    /// A Regexp.
    Regexp(Value),
    /// A text that means itself.
    Text(Rc<str>),
}

/// What a search found.
#[derive(Clone, Debug)]
pub struct Matched {
    /// What was searched for.
    pub(super) origin: Origin,
    /// What was searched.
    pub(super) text: Rc<str>,
    /// Where the groups matched, in bytes.
    pub(super) groups: Groups,
    /// The names of groups and their numbers.
    pub(super) names: Rc<[(String, u32)]>,
}

impl Matched {
    /// Whether groups have numbers: none does where one has a name, or where a text was searched for.
    pub(super) fn numbered(&self) -> bool {
        self.names.is_empty() && matches!(self.origin, Origin::Regexp(_))
    }

    /// The text of a group.
    pub(super) fn group(&self, number: usize) -> Option<&str> {
        let (start, end) = (*self.groups.get(number)?)?;
        self.text.get(start..end)
    }

    /// The number of the group with a name: the last that took part of several, else the last
    /// (`onig_name_to_backref_number`).
    pub(super) fn named(&self, name: &str) -> Option<usize> {
        let same = || self.names.iter().rev().filter(|(held, _)| held == name);
        let numbers = same().map(|&(_, number)| number as usize);
        numbers
            .clone()
            .find(|&number| self.group(number).is_some())
            .or_else(|| numbers.clone().next())
    }

    /// The names of groups, each once, in the order of their first groups.
    pub(super) fn unique_names(&self) -> Vec<&str> {
        unique_names(&self.names)
    }

    /// The text before the match.
    pub(super) fn before(&self) -> &str {
        let start = self.groups.first().copied().flatten().map_or(0, |(start, _)| start);
        self.text.get(..start).unwrap_or("")
    }

    /// The text behind the match.
    pub(super) fn after(&self) -> &str {
        let end = self.groups.first().copied().flatten().map_or(0, |(_, end)| end);
        self.text.get(end..).unwrap_or("")
    }
}

/// Each name once, in the order of their first groups.
fn unique_names(names: &[(String, u32)]) -> Vec<&str> {
    let mut unique: Vec<&str> = Vec::with_capacity(names.len());
    for (name, _) in names {
        if !unique.contains(&name.as_str()) {
            unique.push(name);
        }
    }
    unique
}

/// The names of groups as an array (`names` of Regexp and MatchData).
pub(super) fn names_array(cx: &mut Cx<'_>, names: &[(String, u32)]) -> Run<Value> {
    let list = unique_names(names)
        .into_iter()
        .map(|name| machine_text(cx, name))
        .collect::<Run<Vec<Value>>>()?;
    new_array(cx, list)
}

/// The names of groups, each with the array of their numbers (`Regexp#named_captures`).
pub(super) fn names_with_numbers(cx: &mut Cx<'_>, names: &[(String, u32)]) -> Run<Value> {
    let hash = new_hash(cx)?;
    for name in unique_names(names) {
        let numbers = names.iter().filter(|(held, _)| held == name);
        let numbers = numbers.map(|&(_, number)| Value::Int(number.into())).collect();
        let (key, numbers) = (machine_text(cx, name)?, new_array(cx, numbers)?);
        hash_set(cx, hash, key, numbers)?;
    }
    Ok(hash)
}

/// Sorted by name.
pub(super) const METHODS: &[Method] = &[
    method("==", 1, 1, same),
    method("[]", 1, 2, index),
    method("begin", 1, 1, |cx, this, args| {
        Ok(numbered(cx, this, args)?.map_or(Value::Nil, |(start, _)| Value::Int(start)))
    }),
    method("captures", 0, 0, |cx, this, _| {
        let list = captures(cx, this)?;
        new_array(cx, list)
    }),
    method("end", 1, 1, |cx, this, args| {
        Ok(numbered(cx, this, args)?.map_or(Value::Nil, |(_, end)| Value::Int(end)))
    }),
    method("eql?", 1, 1, same),
    refused("hash"),
    method("inspect", 0, 0, |cx, this, _| {
        let shown = inspect(cx, this)?;
        byte_text(cx, &shown)
    }),
    method("length", 0, 0, |cx, this, _| {
        Ok(Value::Int(group_count(cx, this) as i64))
    }),
    method("named_captures", 0, 0, named_captures),
    method("names", 0, 0, |cx, this, _| {
        let names = matched(cx, this).map_or_else(Rc::default, |found| Rc::clone(&found.names));
        names_array(cx, &names)
    }),
    method("offset", 1, 1, offset),
    method("post_match", 0, 0, |cx, this, _| {
        let after = matched(cx, this).map_or("", |found| found.after()).to_owned();
        new_string(cx, &after)
    }),
    method("pre_match", 0, 0, |cx, this, _| {
        let before = matched(cx, this).map_or("", |found| found.before()).to_owned();
        new_string(cx, &before)
    }),
    method("regexp", 0, 0, pattern),
    method("size", 0, 0, |cx, this, _| Ok(Value::Int(group_count(cx, this) as i64))),
    method("string", 0, 0, |cx, this, _| {
        let text = matched(cx, this).map_or_else(String::new, |found| found.text.to_string());
        cx.charge_memory(text.len())?;
        alloc(cx, Object::String(Str::new(text, true)))
    }),
    method("to_a", 0, 0, to_a),
    method("to_s", 0, 0, |cx, this, _| group(cx, this, 0)),
    method("values_at", 0, ANY, |cx, this, args| {
        let list = to_a(cx, this, Args::new(&[]))?;
        let mut values = Vec::with_capacity(args.len());
        for &wanted in args.positional {
            match (wanted, range(cx, wanted)) {
                // `rb_reg_nth_match` has no whole match from the end.
                (Value::Int(at), _) if at < 0 && at.unsigned_abs() == items(cx, list).len() as u64 => {
                    values.push(Value::Int(i64::MIN));
                    continue;
                }
                (Value::Int(_), _) | (_, Some(_)) => {}
                _ => return Err(cx.unsupported("`values_at` with names")),
            }
            values.push(wanted);
        }
        send(cx, list, "values_at", Args::new(&values))
    }),
];

/// What a search found, behind a value.
pub(super) fn matched<'c>(cx: &'c Cx<'_>, value: Value) -> Option<&'c Matched> {
    match object(cx, value) {
        Some(Object::MatchData(found)) => Some(found),
        _ => None,
    }
}

/// How many groups there are, the whole match among them.
pub(super) fn group_count(cx: &Cx<'_>, value: Value) -> usize {
    matched(cx, value).map_or(0, |found| found.groups.len())
}

/// The bytes of a group that took part.
pub(super) fn group_span(cx: &Cx<'_>, value: Value, number: usize) -> Option<(usize, usize)> {
    matched(cx, value)?.groups.get(number).copied().flatten()
}

/// The text of a group as a new string, or nil.
pub(super) fn group(cx: &mut Cx<'_>, value: Value, number: usize) -> Run<Value> {
    match matched(cx, value).and_then(|found| found.group(number)) {
        Some(text) => {
            let text = text.to_owned();
            cx.charge(text.len() as u64 / 8)?;
            new_string(cx, &text)
        }
        None => Ok(Value::Nil),
    }
}

/// The texts of the groups without the whole match.
pub(super) fn captures(cx: &mut Cx<'_>, value: Value) -> Run<Vec<Value>> {
    (1..group_count(cx, value))
        .map(|number| group(cx, value, number))
        .collect()
}

fn to_a(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    let list = (0..group_count(cx, this))
        .map(|number| group(cx, this, number))
        .collect::<Run<Vec<Value>>>()?;
    new_array(cx, list)
}

/// `$1` and so on.
pub(super) fn last_group(cx: &mut Cx<'_>, number: usize) -> Run<Value> {
    match cx.last_match {
        Value::Nil => Ok(Value::Nil),
        found => group(cx, found, number),
    }
}

/// IndexError for a name that no group has; the name is shown as `rb_str_escape` writes it.
pub(super) fn undefined_group(cx: &mut Cx<'_>, name: &str) -> Stop {
    if name.contains('\0') {
        // An ArgumentError in some methods, an IndexError in others.
        return cx.unsupported("a name of a group with a NUL");
    }
    if name
        .chars()
        .any(|character| !character.is_ascii() || character.is_ascii_control())
    {
        return cx.raise_opaque(Global::RbIndexError);
    }
    cx.raise(Global::RbIndexError, format!("undefined group name reference: {name}"))
}

/// The number of the group that an index names: by number, also from the end, or by name; IndexError for an unknown
/// name, none for a number outside.
pub(super) fn group_number(cx: &mut Cx<'_>, value: Value, group: Value) -> Run<Option<usize>> {
    let name = match group {
        Value::Symbol(name) => Some(cx.symbol(name).to_owned()),
        other => match object(cx, other) {
            Some(Object::String(name)) => Some(name.text.clone()),
            _ => None,
        },
    };
    if let Some(name) = name {
        return match matched(cx, value).and_then(|found| found.named(&name)) {
            Some(number) => Ok(Some(number)),
            None => Err(undefined_group(cx, &name)),
        };
    }
    let number = i64::from(to_c_int(cx, group)?);
    let count = group_count(cx, value) as i64;
    // A number from the end reaches the groups, never the whole match.
    let number = if number < 0 {
        let from_end = number.saturating_add(count);
        if from_end <= 0 {
            return Ok(None);
        }
        from_end
    } else {
        number
    };
    Ok(usize::try_from(number).ok().filter(|_| number < count))
}

/// `[]`: a group, or a part of `to_a`.
fn index(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if args.len() == 2 || range(cx, args.at(0)).is_some() {
        let list = to_a(cx, this, Args::new(&[]))?;
        if args.len() == 1 {
            let size = items(cx, list).len();
            let Some((start, len)) = range_bounds(cx, args.at(0), size, Outside::Nothing)? else {
                return Ok(Value::Nil);
            };
            let end = start.saturating_add(len).min(size);
            let part = items(cx, list).get(start..end).unwrap_or(&[]).to_vec();
            return new_array(cx, part);
        }
        if let (Value::Int(start @ ..0), Value::Int(length)) = (args.at(0), args.at(1))
            && length > start.saturating_neg()
        {
            // Ruby 3.1.2 goes on with nil behind the last group, a later release ends there.
            return Err(cx.unsupported("groups beyond the last one, in which releases of Ruby 3.1 differ,"));
        }
        return send(cx, list, "[]", args);
    }
    match group_number(cx, this, args.at(0))? {
        Some(number) => group(cx, this, number),
        None => Ok(Value::Nil),
    }
}

/// The group of `begin`, `end` and `offset`; IndexError outside.
fn numbered(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Option<(i64, i64)>> {
    let number = match args.at(0) {
        name @ (Value::Symbol(_) | Value::Object(_)) => match group_number(cx, this, name)? {
            Some(number) => number as i64,
            None => -1,
        },
        other => i64::from(to_c_int(cx, other)?),
    };
    let count = group_count(cx, this) as i64;
    if number < 0 || number >= count {
        return Err(cx.raise(Global::RbIndexError, format!("index {number} out of matches")));
    }
    let Some((start, end)) = group_span(cx, this, number as usize) else {
        return Ok(None);
    };
    let text = matched(cx, this).map_or("", |found| &found.text);
    Ok(Some((character_at(text, start) as i64, character_at(text, end) as i64)))
}

fn offset(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let ends = match numbered(cx, this, args)? {
        Some((start, end)) => vec![Value::Int(start), Value::Int(end)],
        None => vec![Value::Nil, Value::Nil],
    };
    new_array(cx, ends)
}

fn named_captures(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    let names = matched(cx, this).map_or_else(Rc::default, |found| Rc::clone(&found.names));
    let hash = new_hash(cx)?;
    for name in unique_names(&names) {
        let key = machine_text(cx, name)?;
        let number = matched(cx, this).and_then(|found| found.named(name)).unwrap_or(0);
        let value = group(cx, this, number)?;
        hash_set(cx, hash, key, value)?;
    }
    Ok(hash)
}

/// `regexp`: a text that was searched for comes as the pattern that means it.
fn pattern(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    match matched(cx, this).map(|found| found.origin.clone()) {
        Some(Origin::Regexp(regexp)) => Ok(regexp),
        Some(Origin::Text(text)) => {
            let quoted = regexp::escape(&text);
            regexp::compile(cx, &quoted, Options::default(), true)
        }
        None => Ok(Value::Nil),
    }
}

/// `==`: the same text, pattern and groups.
fn same(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let (Some(one), Some(other)) = (matched(cx, this), matched(cx, args.at(0))) else {
        return Ok(Value::Bool(false));
    };
    let places = one.text == other.text && one.groups == other.groups;
    let patterns = match (&one.origin, &other.origin) {
        (Origin::Regexp(one), Origin::Regexp(other)) => match (regexp::regexp(cx, *one), regexp::regexp(cx, *other)) {
            (Some(one), Some(other)) => one.source == other.source && one.options == other.options,
            _ => false,
        },
        (Origin::Text(one), Origin::Text(other)) => one == other,
        _ => return Err(cx.unsupported("comparing a match of a text with one of a pattern")),
    };
    Ok(Value::Bool(places && patterns))
}

/// `#<MatchData "ab" 1:"a" name:"b">`.
pub(super) fn inspect(cx: &Cx<'_>, this: Value) -> Run<String> {
    let Some(found) = matched(cx, this) else {
        return Ok(String::new());
    };
    let mut out = String::from("#<MatchData ");
    for number in 0..found.groups.len() {
        if number > 0 {
            out.push(' ');
            let name = found.names.iter().find(|(_, held)| *held as usize == number);
            match name {
                Some((name, _)) => out.push_str(name),
                None => out.push_str(&number.to_string()),
            }
            out.push(':');
        }
        match found.group(number) {
            Some(text) if is_shown_alike(text) => write_inspect(text, &mut out),
            Some(_) => return Err(unknown_encoding(cx)),
            None => out.push_str("nil"),
        }
    }
    out.push('>');
    Ok(out)
}

/// The characters before the match, for the wire encoding.
pub(super) fn begin(cx: &Cx<'_>, this: Value) -> i64 {
    matched(cx, this).map_or(0, |found| character_at(&found.text, found.before().len()) as i64)
}
