//! `@identity`, `@request` and `@auth`: a reader for each key of the section, and the methods that the product gives them.
//!
//! What was read once is the same object when it is read again, so that a change to it stays visible.

use crate::source::Dialect;
use crate::value::{Global, Section, Value};
use crate::vm::context::{Cx, Run};
use crate::vm::data::Datum;

use super::dispatch::{find_instance, invoke};
use super::{Args, arguments, dispatch, equality, inspect, known, machine_text, missing};

/// Which object a section is; the batch interface and the policy models name them alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Identity,
    Request,
    Auth,
}

fn kind(cx: &Cx<'_>, section: Section) -> Kind {
    match cx.section_name(section) {
        "identity" => Kind::Identity,
        "request" => Kind::Request,
        _ => Kind::Auth,
    }
}

/// The names of the methods that the object has besides its readers.
pub(super) fn method_names(cx: &Cx<'_>, section: Section) -> impl Iterator<Item = &'static str> + use<> {
    own_names(kind(cx, section))
        .iter()
        .copied()
        .chain(known::instance_names(Global::RbObject))
}

/// The names of its readers.
pub(super) fn reader_names<'p>(cx: &Cx<'p>, section: Section) -> Vec<&'p str> {
    let mut names = cx.binding_keys(section);
    names.retain(|name| has_reader(cx, section, name));
    names
}

fn own_names(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Identity => &["[]", "get_property", "inspect", "is_member_of", "is_member_of?", "to_s"],
        Kind::Request => &["get_header", "get_remote_addr", "inspect", "to_s"],
        Kind::Auth => &["inspect", "to_s", "validate_signature"],
    }
}

/// The text of the object.
pub(super) fn text(cx: &mut Cx<'_>, section: Section) -> Run<&'static str> {
    let overridden = ["to_s", "inspect"].iter().any(|name| has_reader(cx, section, name));
    if overridden {
        return Err(cx.unsupported("a binding called `to_s` or `inspect`"));
    }
    Ok(match kind(cx, section) {
        Kind::Identity => "#<Identity>",
        Kind::Request => "#<Request>",
        Kind::Auth => "#<Auth>",
    })
}

/// What Ruby calls of an object that it converts, compares or keeps as a key.
const CALLED_BY_RUBY: [&str; 32] = [
    "coerce",
    "divmod",
    "each",
    "each_entry",
    "eql?",
    "equal?",
    "exception",
    "frozen?",
    "hash",
    "instance_of?",
    "is_a?",
    "kind_of?",
    "method_missing",
    "nil?",
    "respond_to?",
    "respond_to_missing?",
    "to_a",
    "to_ary",
    "to_c",
    "to_enum",
    "to_f",
    "to_h",
    "to_hash",
    "to_i",
    "to_int",
    "to_io",
    "to_path",
    "to_proc",
    "to_r",
    "to_regexp",
    "to_str",
    "to_sym",
];

/// The object as a value, which goes where Ruby may convert it.
pub(super) fn object(cx: &Cx<'_>, section: Section) -> Run<Value> {
    match CALLED_BY_RUBY.iter().find(|name| has_reader(cx, section, name)) {
        Some(name) => Err(cx.unsupported(format!("an object as a value that has a binding called `{name}`"))),
        None => Ok(Value::Section(section)),
    }
}

/// Whether the object has a reader of this name: the keys that are plain method names.
fn has_reader(cx: &Cx<'_>, section: Section, name: &str) -> bool {
    if kind(cx, section) == Kind::Auth || matches!(name, "object_id" | "class") {
        return false;
    }
    let stem = name.strip_suffix('?').unwrap_or(name);
    let word = stem
        .bytes()
        .enumerate()
        .all(|(at, byte)| byte.is_ascii_lowercase() || byte == b'_' || (at > 0 && byte.is_ascii_alphanumeric()));
    word && !stem.is_empty() && !matches!(cx.binding(section, name), Datum::Absent)
}

/// Whether `respond_to?` says yes.
pub(super) fn responds(cx: &Cx<'_>, section: Section, name: &str) -> bool {
    has_reader(cx, section, name) || method_names(cx, section).any(|own| own == name)
}

/// The value of a key, nil where it is absent; the same object each time.
fn read(cx: &mut Cx<'_>, section: Section, key: &str) -> Run<Value> {
    cx.binding_value(section, key, Dialect::Ruby)
}

/// Calls a method of the object.
pub(super) fn send(cx: &mut Cx<'_>, section: Section, name: &str, args: Args<'_>) -> Run<Value> {
    let this = Value::Section(section);
    if has_reader(cx, section, name) {
        dispatch::check_arity(cx, passed(cx, &args), 0, 0)?;
        return read(cx, section, name);
    }
    match (kind(cx, section), name) {
        (Kind::Identity, "is_member_of" | "is_member_of?") => {
            dispatch::check_arity(cx, passed(cx, &args), 1, 1)?;
            is_member_of(cx, section, first(&args))
        }
        (Kind::Identity, "get_property") => {
            dispatch::check_arity(cx, passed(cx, &args), 1, 1)?;
            get_property(cx, section, first(&args))
        }
        (Kind::Identity, "[]") => {
            dispatch::check_arity(cx, passed(cx, &args), 1, 1)?;
            let key = inspect::to_s(cx, first(&args))?;
            read(cx, section, &key)
        }
        (Kind::Request, "get_remote_addr") => {
            dispatch::check_arity(cx, passed(cx, &args), 0, 0)?;
            read(cx, section, "remote_addr")
        }
        (Kind::Request, "get_header") => {
            dispatch::check_arity(cx, passed(cx, &args), 1, 1)?;
            get_header(cx, section, first(&args))
        }
        (Kind::Auth, "validate_signature") => {
            let verdict = read(cx, section, "signature")?;
            Ok(Value::Bool(matches!(verdict, Value::Bool(true))))
        }
        (_, "to_s" | "inspect") => {
            dispatch::check_arity(cx, passed(cx, &args), 0, 0)?;
            let shown = text(cx, section)?;
            machine_text(cx, shown)
        }
        _ => match find_instance(Global::RbObject, name) {
            Some(method) => invoke(cx, method, this, args),
            None => Err(missing::undefined_method(cx, this, name)),
        },
    }
}

/// How many arguments a method without keywords sees.
fn passed(cx: &Cx<'_>, args: &Args<'_>) -> usize {
    args.len() + usize::from(arguments::hash(cx, args.keywords).is_some_and(|hash| !hash.table.is_empty()))
}

/// The only argument: by position, or the keywords as a hash.
fn first(args: &Args<'_>) -> Value {
    args.get(0).unwrap_or(args.keywords)
}

/// `Array(teams).include?(team)`.
fn is_member_of(cx: &mut Cx<'_>, section: Section, team: Value) -> Run<Value> {
    if let (Datum::Json(serde_json::Value::Array(teams)), Some(name), false) = (
        cx.binding(section, "teams"),
        arguments::string(cx, team),
        cx.binding_was_read(section, "teams"),
    ) {
        let found = teams
            .iter()
            .any(|team| matches!(team, serde_json::Value::String(text) if *text == name.text));
        cx.charge(1 + teams.len() as u64)?;
        return Ok(Value::Bool(found));
    }
    let teams = read(cx, section, "teams")?;
    let mut list = Vec::new();
    super::splat(cx, teams, &mut list)?;
    for item in list {
        cx.charge(1)?;
        if equality::equal(cx, item, team)? {
            return Ok(Value::Bool(true));
        }
    }
    Ok(Value::Bool(false))
}

/// The text of a scalar; nil for lists, maps and what is absent.
fn get_property(cx: &mut Cx<'_>, section: Section, key: Value) -> Run<Value> {
    let key = inspect::to_s(cx, key)?;
    let value = read(cx, section, &key)?;
    match value {
        Value::Nil => Ok(Value::Nil),
        other if arguments::array(cx, other).is_some() || arguments::hash(cx, other).is_some() => Ok(Value::Nil),
        // The texts of true and of false are frozen.
        Value::Bool(_) => super::send(cx, value, "to_s", Args::new(&[])),
        other => super::string_of(cx, other),
    }
}

/// The value of the first header whose name is equal without regard to case.
fn get_header(cx: &mut Cx<'_>, section: Section, name: Value) -> Run<Value> {
    let name = inspect::to_s(cx, name)?;
    let headers = read(cx, section, "headers")?;
    if !super::truthy(headers) {
        return Ok(Value::Nil);
    }
    let Some(hash) = arguments::hash(cx, headers) else {
        return Err(cx.unsupported("headers that are no map"));
    };
    let entries: Vec<(Value, Value)> = hash.table.iter().map(|entry| (entry.key, entry.value)).collect();
    let folded = super::string::fold(&name);
    for (key, value) in entries {
        let key = arguments::to_str(cx, key)?;
        cx.charge(1 + key.len() as u64 / 8)?;
        if super::string::fold(&key) == folded {
            return Ok(value);
        }
    }
    Ok(Value::Nil)
}
