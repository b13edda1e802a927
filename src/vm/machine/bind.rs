//! Binds the arguments of a call to parameters, with the rules of each language.
//!
//! JavaScript: missing arguments are undefined, further ones go to the rest or nowhere. Ruby methods and lambdas: the
//! number must fit (ArgumentError); procs spread one array over several parameters, fill with nil and drop the rest.

use crate::bytecode::{Function, Param, ParamShape};
use crate::hir::FuncKind;
use crate::value::{Global, SymbolId, Value};
use crate::vm::context::{Cx, Run, Stop};
use crate::vm::{javascript, ruby};

/// What a call brings.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Given<'a> {
    /// JavaScript `this`, or the marker.
    pub this: Value,
    /// Positional arguments.
    pub args: &'a [Value],
    /// Ruby keywords: a hash, or the marker.
    pub keywords: Value,
    /// Ruby block, or nil.
    pub block: Value,
}

pub(crate) fn bind(cx: &mut Cx<'_>, function: &Function, base: usize, given: &Given<'_>) -> Run<()> {
    match function.kind {
        FuncKind::Script => Ok(()),
        FuncKind::Function | FuncKind::Arrow => bind_javascript(cx, function, base, given),
        FuncKind::Method | FuncKind::Lambda | FuncKind::Proc => bind_ruby(cx, function, base, given),
    }
}

fn bind_javascript(cx: &mut Cx<'_>, function: &Function, base: usize, given: &Given<'_>) -> Run<()> {
    for (index, param) in function.params.iter().enumerate() {
        let value = match param.kind {
            ParamShape::Rest => {
                let rest = given.args.get(index..).unwrap_or(&[]).to_vec();
                javascript::new_array(cx, rest)?
            }
            _ => given.args.get(index).copied().unwrap_or(Value::Undefined),
        };
        cx.stack[base + usize::from(param.reg.0)] = value;
    }
    if let Some(count) = function.argument_count {
        cx.stack[base + usize::from(count.0)] = Value::Float(given.args.len() as f64);
    }
    Ok(())
}

/// How many positional parameters there are of each sort.
struct Counts {
    required: usize,
    optional: usize,
    post: usize,
    rest: bool,
    keywords: bool,
}

fn bind_ruby(cx: &mut Cx<'_>, function: &Function, base: usize, given: &Given<'_>) -> Run<()> {
    let mut counts = Counts {
        required: 0,
        optional: 0,
        post: 0,
        rest: false,
        keywords: false,
    };
    for param in &function.params {
        match param.kind {
            ParamShape::Required => counts.required += 1,
            ParamShape::Optional => counts.optional += 1,
            ParamShape::Post => counts.post += 1,
            ParamShape::Rest => counts.rest = true,
            ParamShape::Keyword { .. } | ParamShape::KeywordRest => counts.keywords = true,
            ParamShape::Block => {}
        }
    }
    let mut args = given.args.to_vec();
    let mut keywords = given.keywords;
    if !counts.keywords && !matches!(keywords, Value::Empty) {
        // A function without keyword parameters takes the keywords as a last hash; an empty `**{}` passes nothing.
        if !ruby::hash_is_empty(cx, keywords) {
            args.push(keywords);
        }
        keywords = Value::Empty;
    }
    let named = counts.required + counts.optional + counts.post;
    if function.kind == FuncKind::Proc {
        // With keywords, even none in `**{}`, CRuby spreads the array for required parameters alone (`allow_autosplat`).
        let simple = function.params.iter().all(|param| param.kind == ParamShape::Required);
        let several = named > 1 || (named > 0 && (counts.rest || counts.keywords));
        let spreads = (several || function.trailing_comma) && (simple || matches!(given.keywords, Value::Empty));
        if spreads
            && args.len() == 1
            && let Some(items) = ruby::array_items(cx, args[0])?
        {
            args = items;
        }
    } else {
        check_count(cx, &counts, args.len(), function)?;
    }
    place_positional(cx, function, base, &counts, &args)?;
    place_keywords(cx, function, base, keywords)?;
    for param in &function.params {
        if param.kind == ParamShape::Block {
            cx.stack[base + usize::from(param.reg.0)] = given.block;
        }
    }
    Ok(())
}

fn check_count(cx: &mut Cx<'_>, counts: &Counts, given: usize, function: &Function) -> Run<()> {
    let least = counts.required + counts.post;
    let most = least + counts.optional;
    if given >= least && (counts.rest || given <= most) {
        return Ok(());
    }
    let expected = if counts.rest {
        format!("{least}+")
    } else if least == most {
        least.to_string()
    } else {
        format!("{least}..{most}")
    };
    let mut wanted = Vec::new();
    for param in &function.params {
        if let ParamShape::Keyword { symbol, required: true } = param.kind {
            wanted.push(cx.symbol(SymbolId(symbol | SymbolId::CONSTANT)).to_string());
        }
    }
    // `argument_arity_error` of CRuby names all keywords that are required, whether they were given or not.
    let wanted = match wanted.len() {
        0 => String::new(),
        1 => format!("; required keyword: {}", wanted[0]),
        _ => format!("; required keywords: {}", wanted.join(", ")),
    };
    Err(cx.raise(
        Global::RbArgumentError,
        format!("wrong number of arguments (given {given}, expected {expected}{wanted})"),
    ))
}

fn place_positional(cx: &mut Cx<'_>, function: &Function, base: usize, counts: &Counts, args: &[Value]) -> Run<()> {
    let optional_given = args
        .len()
        .saturating_sub(counts.required + counts.post)
        .min(counts.optional);
    let before_rest = counts.required + optional_given;
    let rest_len = if counts.rest {
        args.len().saturating_sub(before_rest + counts.post)
    } else {
        0
    };
    let (mut next, mut optional_left, mut post) = (0, optional_given, before_rest + rest_len);
    for param in &function.params {
        let value = match param.kind {
            ParamShape::Required => {
                next += 1;
                args.get(next - 1).copied().unwrap_or(Value::Nil)
            }
            ParamShape::Optional if optional_left > 0 => {
                optional_left -= 1;
                next += 1;
                args.get(next - 1).copied().unwrap_or(Value::Nil)
            }
            ParamShape::Optional => Value::Empty,
            ParamShape::Rest => {
                let start = next.min(args.len());
                let rest = args[start..(start + rest_len).min(args.len())].to_vec();
                ruby::new_array(cx, rest)?
            }
            ParamShape::Post => {
                post += 1;
                args.get(post - 1).copied().unwrap_or(Value::Nil)
            }
            ParamShape::Keyword { .. } | ParamShape::KeywordRest | ParamShape::Block => continue,
        };
        cx.stack[base + usize::from(param.reg.0)] = value;
    }
    Ok(())
}

fn place_keywords(cx: &mut Cx<'_>, function: &Function, base: usize, keywords: Value) -> Run<()> {
    let takes = |shape: &ParamShape| matches!(shape, ParamShape::Keyword { .. } | ParamShape::KeywordRest);
    if !function.params.iter().any(|param| takes(&param.kind)) {
        return Ok(());
    }
    let by_name = |param: &Param| matches!(param.kind, ParamShape::Keyword { .. });
    let left = match keywords {
        Value::Empty => ruby::new_hash(cx)?,
        // `**rest` alone gets a copy, with the default of the hash that was passed.
        _ if !function.params.iter().any(by_name) => ruby::hash_copy(cx, keywords)?,
        _ => {
            let left = ruby::new_hash(cx)?;
            ruby::hash_merge(cx, left, keywords)?;
            left
        }
    };
    let mut missing = Vec::new();
    let mut takes_rest = false;
    for param in &function.params {
        let value = match param.kind {
            ParamShape::Keyword { symbol, required } => {
                let value = ruby::hash_take(cx, left, SymbolId(symbol | SymbolId::CONSTANT))?;
                if required && matches!(value, Value::Empty) {
                    missing.push(format!(":{}", cx.symbol(SymbolId(symbol | SymbolId::CONSTANT))));
                }
                value
            }
            ParamShape::KeywordRest => {
                takes_rest = true;
                left
            }
            _ => continue,
        };
        cx.stack[base + usize::from(param.reg.0)] = value;
    }
    if !missing.is_empty() {
        let plural = if missing.len() == 1 { "" } else { "s" };
        return Err(cx.raise(
            Global::RbArgumentError,
            format!("missing keyword{plural}: {}", missing.join(", ")),
        ));
    }
    if !takes_rest && !ruby::hash_is_empty(cx, left) {
        return Err(unknown_keywords(cx, left));
    }
    Ok(())
}

fn unknown_keywords(cx: &mut Cx<'_>, left: Value) -> Stop {
    match ruby::inspect_keys(cx, left) {
        Ok(keys) => {
            let plural = if keys.len() == 1 { "" } else { "s" };
            cx.raise(
                Global::RbArgumentError,
                format!("unknown keyword{plural}: {}", keys.join(", ")),
            )
        }
        Err(stop) => stop,
    }
}
