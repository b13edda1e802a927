//! A helper function that nothing calls.

use crate::diag::{Code, Diagnostic, Fix};
use crate::lint::{Context, Lint};
use crate::source::Span;
use crate::syntax::ast::{FunctionKind, Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::rule(Code::W1040, check);

fn check(cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for variable in &cx.variables.list {
        let Some(function) = variable.init.map(|init| cx.bare(init)) else {
            continue;
        };
        if !matches!(cx.kind(function), Kind::Function { .. }) || is_used(cx, variable.reads.as_slice(), function) {
            continue;
        }
        // The name of a function expression is for itself; a function that is the rule's value is given out.
        let own_name = matches!(
            cx.kind(function),
            Kind::Function {
                kind: FunctionKind::Expression,
                ..
            }
        ) && variable.declared == function;
        if own_name || cx.results().contains(&function) || cx.name(variable.name).starts_with('_') {
            continue;
        }
        let place = if variable.declared == function {
            function
        } else {
            variable.declared
        };
        let mut diagnostic = Diagnostic::new(
            Code::W1040,
            head(cx, place),
            format!("nothing calls `{}`", cx.name(variable.name)),
        )
        .label("never called")
        .note("a helper that is not called decides nothing, although whoever reads the rule may think so")
        .help("remove it, or call it where it was meant to be called");
        if let Some(statement) = statement(cx, variable.declared) {
            diagnostic = diagnostic.fix(Fix::safe("remove the helper", [cx.remove_statement(statement)]));
        }
        found.push(diagnostic);
    }
}

/// Whether a function is read outside of itself.
fn is_used(cx: &Context<'_>, reads: &[NodeId], function: NodeId) -> bool {
    reads
        .iter()
        .any(|&read| !cx.ancestors(read).any(|above| above == function))
}

/// The first line of a place, so that a whole function is not quoted.
fn head(cx: &Context<'_>, node: NodeId) -> Span {
    let span = cx.span(node);
    let length = cx.text(node).find('\n').and_then(|length| u32::try_from(length).ok());
    length.map_or(span, |length| Span::new(span.start, span.start + length))
}

/// The statement that declares a name and nothing else.
fn statement(cx: &Context<'_>, declared: NodeId) -> Option<NodeId> {
    if matches!(cx.kind(declared), Kind::Function { .. }) {
        return (!cx.results().contains(&declared)).then_some(declared);
    }
    let declarator = cx.parent(declared)?;
    let statement = cx.parent(declarator)?;
    match cx.kind(statement) {
        Kind::Declaration(_, list) if list.len() == 1 => Some(statement),
        _ => None,
    }
}
