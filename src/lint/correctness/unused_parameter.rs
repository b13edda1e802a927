//! A parameter of a helper that the helper does not read.

use crate::diag::{Code, Diagnostic};
use crate::lint::variables::VariableKind;
use crate::lint::{Context, Lint};
use crate::syntax::ast::{FunctionKind, Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::rule(Code::W1042, check);

fn check(cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let uses_all = cx
        .nodes()
        .any(|node| matches!(cx.kind(node), Kind::Name(name) if cx.name(*name) == "arguments"));
    for variable in &cx.variables.list {
        let VariableKind::Parameter(Some((function, _))) = variable.kind else {
            continue;
        };
        let name = cx.name(variable.name);
        if !variable.reads.is_empty() || name.starts_with('_') || uses_all || !is_helper(cx, function) {
            continue;
        }
        found.push(
            Diagnostic::new(
                Code::W1042,
                cx.span(variable.declared),
                format!("the helper does not read `{name}`"),
            )
            .label("never read")
            .note("whoever calls the helper believes that the argument matters")
            .help("use it, or leave it out here and in the calls; a name that starts with `_` is left alone"),
        );
    }
}

/// Whether a function has a name: what it is handed to decides about the parameters of one without.
fn is_helper(cx: &Context<'_>, function: NodeId) -> bool {
    match cx.kind(function) {
        Kind::Function {
            kind: FunctionKind::Def | FunctionKind::Declaration,
            ..
        } => true,
        Kind::Function { .. } => cx.variables.list.iter().any(|one| {
            one.init.map(|init| cx.bare(init)) == Some(function)
                && !one.reads.is_empty()
                && one.reads.iter().all(|&read| is_called(cx, read))
        }),
        _ => false,
    }
}

fn is_called(cx: &Context<'_>, read: NodeId) -> bool {
    cx.parent(read)
        .is_some_and(|above| matches!(cx.kind(above), Kind::Call { callee, .. } if *callee == read))
}
