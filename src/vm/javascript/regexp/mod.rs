//! `RegExp` and `RegExp.prototype` (ECMA-262 22.2) on [`crate::regex`].
//!
//! Matching is paid for by the steps that the engine took. Patterns that the engine does not take fault where they are
//! made; patterns that Node refuses too throw SyntaxError.

mod execute;
mod replace;

use std::sync::Arc;

use crate::diag::Code;
use crate::regex::{Error, ErrorKind, Flags, Limits, Regex, escape_source};
use crate::value::{Global, JsString, StrId, Value};
use crate::vm::context::{Cx, Run};
use crate::vm::{Fault, Stop};

use super::convert::{arg, is_object, new_object, to_string};
use super::native::{Native, natives};
use super::object::Class;
use super::property::{class_of, get_text};
use super::prototype::JsValue;
use super::text::{Builder, new_string_id};

pub(super) use execute::{match_string, next_match, search, split};
pub(super) use replace::replace;

pub(super) const STATICS: &[Native] = &[];

pub(super) const METHODS: &[Native] = natives! {
    "exec" 1 execute::exec;
    "test" 1 execute::test;
    "toString" 0 to_string_method;
};

/// Work that compiling a pattern counts as.
const COMPILE_FUEL: u64 = 2_000;

/// A regular expression.
#[derive(Clone, Debug)]
pub(super) struct RegExp {
    /// Its `source`.
    pub(super) source: StrId,
    /// Its flags.
    pub(super) flags: Flags,
    /// What its pattern compiles to.
    pub(super) program: Arc<Regex>,
    /// Its `lastIndex`, which a rule can set to anything.
    pub(super) last_index: Value,
}

fn refused(cx: &mut Cx<'_>, error: Error) -> Stop {
    match error.kind {
        // The text is UTF-8, where a lone surrogate of the pattern is lost.
        ErrorKind::Syntax if error.message.contains(char::REPLACEMENT_CHARACTER) => {
            cx.throw_opaque(Global::JsSyntaxError)
        }
        ErrorKind::Syntax => cx.throw(Global::JsSyntaxError, error.message),
        ErrorKind::Unsupported(construct) => cx.unsupported(format!("{}; {}", error.message, construct.instead())),
        ErrorKind::TooLarge => Stop::Fault(Box::new(Fault {
            code: Code::F0902,
            message: error.message,
            span: None,
        })),
    }
}

fn compile(cx: &mut Cx<'_>, pattern: StrId, flags: Flags) -> Run<Arc<Regex>> {
    let units = cx.string(pattern).to_units();
    cx.charge(COMPILE_FUEL + 8 * units.len() as u64)?;
    let limits = Limits {
        program: cx.limits.regex_size,
        ..Limits::default()
    };
    match Regex::javascript(&units, flags, &limits) {
        Ok(program) => Ok(Arc::new(program)),
        Err(error) => Err(refused(cx, error)),
    }
}

/// A new RegExp object of a literal, whose pattern is compiled with the program, or once in a run.
pub(super) fn new_literal(cx: &mut Cx<'_>, pattern: StrId, flags: StrId) -> Run<Value> {
    let parsed = parse_flags(cx, flags)?;
    let is_constant = (pattern.0 & flags.0 & StrId::CONSTANT) != 0;
    let key = (pattern.0, flags.0);
    let number = |id: StrId| id.0 & !StrId::CONSTANT;
    let known = if is_constant {
        cx.pattern(number(pattern), number(flags))
            .or_else(|| cx.javascript.compiled.get(&key).cloned())
    } else {
        None
    };
    let program = match known {
        Some(program) => program,
        None => {
            let program = compile(cx, pattern, parsed)?;
            if is_constant {
                cx.javascript.compiled.insert(key, Arc::clone(&program));
            }
            program
        }
    };
    allocate(cx, pattern, parsed, program)
}

fn allocate(cx: &mut Cx<'_>, pattern: StrId, flags: Flags, program: Arc<Regex>) -> Run<Value> {
    let source = escape_source(&cx.string(pattern).to_units());
    let source = JsString::from_units(&source);
    let source = if source == *cx.string(pattern) {
        pattern
    } else {
        new_string_id(cx, source)?
    };
    let regexp = RegExp {
        source,
        flags,
        program,
        last_index: Value::Float(0.0),
    };
    cx.charge_memory(64)?;
    Ok(Value::Object(new_object(cx, Class::RegExp(Box::new(regexp)))?))
}

fn parse_flags(cx: &mut Cx<'_>, flags: StrId) -> Run<Flags> {
    let text = cx.string(flags).to_lossy();
    match Flags::parse(&text) {
        Ok(flags) => Ok(flags),
        Err(error) => Err(refused(cx, error)),
    }
}

/// ECMA-262 22.2.3.1 RegExpCreate of any value.
pub(super) fn from_value(cx: &mut Cx<'_>, pattern: Value, flags: &str) -> Run<Value> {
    let pattern = match pattern {
        Value::Undefined => new_string_id(cx, "")?,
        value => to_string(cx, value)?,
    };
    let flags = new_string_id(cx, flags)?;
    let flags = parse_flags(cx, flags)?;
    let program = compile(cx, pattern, flags)?;
    allocate(cx, pattern, flags, program)
}

/// `new RegExp(pattern, flags)`, ECMA-262 22.2.4.1.
pub(super) fn construct(cx: &mut Cx<'_>, args: &[Value]) -> Run<Value> {
    let (pattern, flags) = (arg(args, 0), arg(args, 1));
    let (source, own_flags) = match class_of(cx, pattern) {
        Some(Class::RegExp(regexp)) => (Some(regexp.source), regexp.flags),
        _ => (None, Flags::default()),
    };
    let source_text = match (source, pattern) {
        (Some(source), _) => source,
        (None, Value::Undefined) => new_string_id(cx, "")?,
        (None, value) => to_string(cx, value)?,
    };
    let flags = match flags {
        Value::Undefined => own_flags,
        value => {
            let text = to_string(cx, value)?;
            parse_flags(cx, text)?
        }
    };
    let program = compile(cx, source_text, flags)?;
    allocate(cx, source_text, flags, program)
}

/// A copy of a regular expression with its `lastIndex`, as `matchAll` makes one.
pub(super) fn duplicate(cx: &mut Cx<'_>, regexp: Value) -> Run<Value> {
    let copy = match class_of(cx, regexp) {
        Some(Class::RegExp(regexp)) => regexp.clone(),
        _ => return Err(cx.throw_opaque(Global::JsTypeError)),
    };
    let copy = Value::Object(new_object(cx, Class::RegExp(copy))?);
    let last_index = execute::last_index(cx, regexp)?;
    execute::set_last_index(cx, copy, last_index as f64)?;
    Ok(copy)
}

/// Whether a regular expression has the flag `g`.
pub(super) fn is_global(cx: &Cx<'_>, regexp: Value) -> bool {
    matches!(class_of(cx, regexp), Some(Class::RegExp(regexp)) if regexp.flags.global)
}

/// The accessors of `RegExp.prototype`.
pub(super) fn accessor(regexp: &RegExp, name: &str) -> Option<JsValue> {
    let flags = regexp.flags;
    Some(match name {
        "source" => JsValue::String(regexp.source),
        "flags" => JsValue::Owned(flags.to_string()),
        "dotAll" => JsValue::Flag(flags.dot_all),
        "global" => JsValue::Flag(flags.global),
        "hasIndices" | "unicodeSets" => JsValue::Flag(false),
        "ignoreCase" => JsValue::Flag(flags.ignore_case),
        "multiline" => JsValue::Flag(flags.multiline),
        "sticky" => JsValue::Flag(flags.sticky),
        "unicode" => JsValue::Flag(flags.unicode),
        _ => return None,
    })
}

/// ECMA-262 22.2.6.17: of any object.
fn to_string_method(cx: &mut Cx<'_>, this: Value, _args: &[Value]) -> Run<Value> {
    if !is_object(this) {
        return Err(cx.throw_opaque(Global::JsTypeError));
    }
    let source = get_text(cx, this, "source")?;
    let source = to_string(cx, source)?;
    let flags = get_text(cx, this, "flags")?;
    let flags = to_string(cx, flags)?;
    let mut builder = Builder::new();
    builder.push_text(cx, "/")?;
    builder.push(cx, source)?;
    builder.push_text(cx, "/")?;
    builder.push(cx, flags)?;
    builder.finish(cx)
}
