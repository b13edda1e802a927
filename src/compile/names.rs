//! Names that nothing defines.
//!
//! Reaching such a name throws a ReferenceError or a NameError, so the rule is accepted; its author is warned, with the
//! nearest name that there is.

use std::collections::BTreeSet;

use crate::diag::{Code, Diagnostic, nearest};
use crate::hir::{Hir, Kind, is_ruby_function};
use crate::schema::Schema;
use crate::source::Dialect;
use crate::value::Global;

/// A warning for each place that uses a name without a meaning, at most `most`.
pub fn unbound(hir: &Hir, schema: &Schema, most: usize) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for expr in &hir.exprs {
        // Ruby takes a name with arguments for a method of the rule.
        let (name, variable) = match &expr.kind {
            Kind::Unbound(name) => (*name, true),
            Kind::CallKernel {
                name, variable_like, ..
            } if !is_ruby_function(&hir.text(*name).to_str()) => (*name, *variable_like),
            _ => continue,
        };
        if found.len() == most {
            break;
        }
        let name = hir.text(name).to_str().into_owned();
        let (what, error) = match (hir.dialect, variable) {
            (Dialect::JavaScript, _) => ("name", "ReferenceError"),
            (Dialect::Ruby, true) => ("name", "NameError"),
            (Dialect::Ruby, false) => ("method", "NoMethodError"),
        };
        let mut diagnostic = Diagnostic::new(Code::W1001, expr.span, format!("nothing defines the {what} `{name}`"))
            .label(format!("throws {error} when it is reached"));
        diagnostic = diagnostic.help(instead(hir, schema, &name, variable).unwrap_or_else(|| {
            let define = match (hir.dialect, variable) {
                (Dialect::JavaScript, _) => "declare it with `var`",
                (Dialect::Ruby, true) => "assign it first",
                (Dialect::Ruby, false) => "define it with `def`",
            };
            format!("{define}, or correct the name; a text stands in quotes")
        }));
        found.push(diagnostic);
    }
    found
}

/// What was probably meant.
fn instead(hir: &Hir, schema: &Schema, name: &str, variable: bool) -> Option<String> {
    let javascript = hir.dialect == Dialect::JavaScript;
    match (javascript, name) {
        (true, "nil" | "None" | "NULL" | "Null") => return Some("write `null`".to_owned()),
        (true, "end" | "begin" | "then") => {
            return Some(format!("leave `{name}` out: JavaScript puts blocks into braces"));
        }
        (false, "null" | "undefined" | "NULL" | "None") => return Some("write `nil`".to_owned()),
        (_, "True" | "TRUE") => return Some("write `true`".to_owned()),
        (_, "False" | "FALSE") => return Some("write `false`".to_owned()),
        (false, "NOT" | "Not") => return Some("write `!`".to_owned()),
        (false, "elseif" | "elif") => return Some("write `elsif`".to_owned()),
        (false, "var" | "let" | "const") => {
            return Some(format!(
                "leave `{name}` out: a variable begins with its first assignment"
            ));
        }
        (false, "function") => return Some("write `def name(x)` … `end`, or `->(x) { … }`".to_owned()),
        _ if name.starts_with(['“', '”', '‘', '’', '„']) => {
            return Some("write straight quotes: `'text'`".to_owned());
        }
        (false, _) if schema.section(name).is_some() => {
            return Some(if variable {
                format!("write `@{name}`")
            } else {
                format!("write `@{name}.key`: that `{name}` is a function is JavaScript")
            });
        }
        _ => {}
    }
    let own = hir.vars.iter().filter_map(|var| var.name);
    let mut known: BTreeSet<String> = own.map(|name| hir.text(name).to_str().into_owned()).collect();
    let globals = Global::ALL.iter().filter(|global| global.dialect() == hir.dialect);
    known.extend(globals.map(|global| global.name().to_owned()));
    if let Some(near) = nearest(name, known.iter().map(String::as_str)) {
        return Some(format!("did you mean `{near}`?"));
    }
    let sigil = if javascript { "" } else { "@" };
    let sections = schema.sections().iter().map(String::as_str);
    nearest(name, sections).map(|near| format!("did you mean `{sigil}{near}`?"))
}
