//! `string.replace(regexp, replacement)`, ECMA-262 22.2.6.11.

use crate::value::{StrId, Value};
use crate::vm::context::{Cx, Run};

use super::super::call::{call_value, is_callable};
use super::super::convert::to_string;
use super::super::string::{Found, part, substitute};
use super::super::text::Builder;
use super::execute::{Ranges, captures, execute, flags, named_groups, set_last_index, step_over_empty, whole};

/// All matches are found before the first replacement is asked for.
pub(in crate::vm::javascript) fn replace(
    cx: &mut Cx<'_>,
    regexp: Value,
    string: StrId,
    replacement: Value,
) -> Run<Value> {
    let replacement = match replacement {
        function if is_callable(cx, function) => function,
        value => Value::Str(to_string(cx, value)?),
    };
    let matches = matches(cx, regexp, string)?;
    if matches.is_empty() {
        return Ok(Value::Str(string));
    }
    let mut builder = Builder::new();
    let mut copied = 0;
    for ranges in &matches {
        let (start, end) = whole(ranges);
        let groups = captures(cx, string, ranges)?;
        let named = named_groups(cx, regexp, &groups)?;
        builder.push_range(cx, string, copied, start)?;
        copied = end;
        if let Value::Str(template) = replacement {
            let found = Found {
                string,
                start,
                end,
                captures: &groups,
                groups: named,
            };
            substitute(cx, &mut builder, template, &found)?;
        } else {
            let mut arguments = vec![part(cx, string, start, end)?];
            arguments.extend(groups);
            arguments.extend([Value::Float(start as f64), Value::Str(string)]);
            if !matches!(named, Value::Undefined) {
                arguments.push(named);
            }
            let value = call_value(cx, replacement, Value::Undefined, &arguments)?;
            let text = to_string(cx, value)?;
            builder.push(cx, text)?;
        }
    }
    let length = cx.string(string).len();
    builder.push_range(cx, string, copied, length)?;
    builder.finish(cx)
}

fn matches(cx: &mut Cx<'_>, regexp: Value, string: StrId) -> Run<Vec<Ranges>> {
    let global = flags(cx, regexp)?.global;
    if global {
        set_last_index(cx, regexp, 0.0)?;
    }
    let mut matches = Vec::new();
    while let Some(ranges) = execute(cx, regexp, string)? {
        cx.charge_memory(24 + ranges.len() * 24)?;
        if !global {
            matches.push(ranges);
            break;
        }
        step_over_empty(cx, regexp, string, &ranges)?;
        matches.push(ranges);
    }
    Ok(matches)
}
