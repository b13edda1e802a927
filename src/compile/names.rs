//! Names that nothing defines.
//!
//! Reaching such a name throws a ReferenceError or a NameError, so the rule is accepted; its author is warned, with the
//! nearest name that there is.

use std::collections::BTreeSet;

use crate::diag::{Code, Diagnostic};
use crate::hir::{Hir, Kind, is_ruby_function};
use crate::schema::Schema;
use crate::source::Dialect;
use crate::value::Global;

/// Longest name that is compared with others.
const LONGEST: usize = 40;

/// A warning for each place that uses a name without a meaning, at most `most`.
pub fn unbound(hir: &Hir, schema: &Schema, most: usize) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for expr in &hir.exprs {
        let name = match &expr.kind {
            Kind::Unbound(name) => *name,
            Kind::CallKernel {
                name,
                variable_like: true,
                ..
            } if !is_ruby_function(&hir.text(*name).to_str()) => *name,
            _ => continue,
        };
        if found.len() == most {
            break;
        }
        let name = hir.text(name).to_str().into_owned();
        let error = match hir.dialect {
            Dialect::JavaScript => "ReferenceError",
            Dialect::Ruby => "NameError",
        };
        let mut diagnostic = Diagnostic::new(Code::W1001, expr.span, format!("nothing defines the name `{name}`"))
            .label(format!("throws {error} when it is reached"));
        if let Some(help) = instead(hir, schema, &name) {
            diagnostic = diagnostic.help(help);
        }
        found.push(diagnostic);
    }
    found
}

/// What was probably meant.
fn instead(hir: &Hir, schema: &Schema, name: &str) -> Option<String> {
    let javascript = hir.dialect == Dialect::JavaScript;
    match (javascript, name) {
        (true, "nil" | "None" | "NULL" | "Null") => return Some("write `null`".to_owned()),
        (false, "null" | "undefined" | "NULL" | "None") => return Some("write `nil`".to_owned()),
        (_, "True" | "TRUE") => return Some("write `true`".to_owned()),
        (_, "False" | "FALSE") => return Some("write `false`".to_owned()),
        (false, "var" | "let" | "const") => {
            return Some(format!(
                "leave `{name}` out: a variable begins with its first assignment"
            ));
        }
        _ if name.starts_with(['“', '”', '‘', '’', '„']) => {
            return Some("write straight quotes: `'text'`".to_owned());
        }
        (false, _) if schema.section(name).is_some() => return Some(format!("write `@{name}`")),
        _ => {}
    }
    if name.len() > LONGEST {
        return None;
    }
    let mut known: BTreeSet<String> = hir
        .vars
        .iter()
        .filter_map(|var| var.name)
        .map(|name| hir.text(name).to_str().into_owned())
        .collect();
    let globals = Global::ALL.iter().filter(|global| global.dialect() == hir.dialect);
    known.extend(globals.map(|global| global.name().to_owned()));
    let sigil = if javascript { "" } else { "@" };
    known.extend(schema.sections().iter().map(|section| format!("{sigil}{section}")));
    let most = name.chars().count().div_ceil(4);
    known
        .into_iter()
        .filter(|other| other.len() <= LONGEST)
        .map(|other| (strsim::damerau_levenshtein(name, other.trim_start_matches('@')), other))
        .filter(|(distance, _)| *distance <= most)
        .min()
        .map(|(_, other)| format!("did you mean `{other}`?"))
}
