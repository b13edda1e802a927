//! A variable that is set and never read.

use crate::diag::{Code, Diagnostic};
use crate::lint::variables::VariableKind;
use crate::lint::{Context, Lint};
use crate::syntax::ast::{Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::rule(Code::W1041, check);

fn check(cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for variable in &cx.variables.list {
        if variable.kind != VariableKind::Local || !variable.reads.is_empty() {
            continue;
        }
        let name = cx.name(variable.name);
        let init = variable.init.map(|init| cx.bare(init));
        let function = init.is_some_and(|init| matches!(cx.kind(init), Kind::Function { .. }));
        // An unread filter is W1043, an unread function W1040.
        let filter = init.is_some_and(|init| cx.method_call(init).is_some_and(|call| cx.callback(&call).is_some()));
        if name.starts_with('_')
            || function
            || filter
            || is_value(cx, variable.declared)
            || is_part(cx, variable.declared)
        {
            continue;
        }
        let changed = variable
            .writes
            .iter()
            .any(|&write| is_value(cx, write) || is_changed(cx, write));
        if changed {
            continue;
        }
        let mut diagnostic = Diagnostic::new(
            Code::W1041,
            cx.span(variable.declared),
            format!("nothing reads `{name}`"),
        )
        .label("set, and never read")
        .note("a value that nothing reads decides nothing, although it looks as if it did")
        .help("remove it, or use it where it was meant; a name that starts with `_` is left alone");
        if variable.writes.is_empty() {
            diagnostic.fix = cx.without_variable(variable, "remove the variable");
        }
        found.push(diagnostic);
    }
}

/// Whether the value of an assignment is used, so that the name only says what it is.
fn is_value(cx: &Context<'_>, target: NodeId) -> bool {
    let Some(assignment) = cx.parent(target) else {
        return false;
    };
    matches!(cx.kind(assignment), Kind::Assign(..)) && !cx.is_dropped(assignment)
}

/// Whether a write reads, too: `x += 1` in an expression.
fn is_changed(cx: &Context<'_>, write: NodeId) -> bool {
    cx.parent(write)
        .is_some_and(|above| matches!(cx.kind(above), Kind::Update { .. }) && !cx.is_dropped(above))
}

/// Whether a name is a part of a pattern or of a loop, where leaving it out may not be possible.
fn is_part(cx: &Context<'_>, declared: NodeId) -> bool {
    cx.parent(declared)
        .is_none_or(|above| !matches!(cx.kind(above), Kind::Declarator { .. } | Kind::Assign(..)))
}
