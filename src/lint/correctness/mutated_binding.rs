//! `identity('teams').push(x)`: changes a list that belongs to the request.

use crate::diag::{Code, Diagnostic};
use crate::lint::{Context, Lint};
use crate::syntax::ast::NodeId;

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1067, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Some(call) = cx.method_call(node) else { return };
    let changes = match cx.is_js() {
        true => JS.contains(&call.name),
        false => RUBY.contains(&call.name),
    };
    if cx.bare(node) != node || !changes || !is_binding(cx, call.receiver) {
        return;
    }
    found.push(
        Diagnostic::new(
            Code::W1067,
            cx.span(node),
            format!("`{}` changes what the request says", call.name),
        )
        .label("changes a binding")
        .note("what another place of the rule reads afterwards depends on the product, and no rule can give a team or a value")
        .help(match cx.is_js() {
            true => "work on a copy: `.slice()`, `.concat(...)`",
            false => "work on a copy: `.dup`, `+`, or the method without `!`",
        }),
    );
}

/// Methods of lists that change them.
const JS: &[&str] = &[
    "push",
    "pop",
    "shift",
    "unshift",
    "splice",
    "sort",
    "reverse",
    "fill",
    "copyWithin",
];
const RUBY: &[&str] = &[
    "push",
    "append",
    "pop",
    "shift",
    "unshift",
    "prepend",
    "insert",
    "delete",
    "delete_at",
    "delete_if",
    "clear",
    "concat",
    "map!",
    "select!",
    "reject!",
    "sort!",
    "sort_by!",
    "reverse!",
    "uniq!",
    "compact!",
    "flatten!",
    "upcase!",
    "downcase!",
    "strip!",
    "gsub!",
    "sub!",
    "keep_if",
    "replace",
    "<<",
    "squeeze!",
    "chomp!",
];

/// Whether a node is a binding, or a variable that is set to one.
fn is_binding(cx: &Context<'_>, node: NodeId) -> bool {
    let node = cx.bare(node);
    if cx.binding(node).is_some() {
        // `get_property` gives a text of its own.
        return cx.is_js() || cx.method_call(node).is_some_and(|call| call.name != "get_property");
    }
    let variable = cx.variables.at(node).filter(|variable| variable.writes.is_empty());
    variable
        .and_then(|variable| variable.init)
        .is_some_and(|init| cx.binding(init).is_some())
}
