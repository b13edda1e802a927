//! Writes a tree as nested lists, places left out, for comparison and for the fixtures.

use rulec::syntax::ast::{Ast, Kind, NodeId};

/// The tree below a node, one node a line, children further in.
pub fn dump(ast: &Ast, root: NodeId) -> String {
    let mut out = String::new();
    let mut pending = vec![(root, 0_usize)];
    while let Some((node, depth)) = pending.pop() {
        for _ in 0..depth {
            out.push_str("  ");
        }
        out.push_str(&label(ast, ast.kind(node)));
        out.push('\n');
        let at = pending.len();
        ast.children(node, &mut |child| pending.push((child, depth + 1)));
        pending[at..].reverse();
    }
    out
}

/// What a node is, without its children.
fn label(ast: &Ast, kind: &Kind) -> String {
    let name = |text| format!("{:?}", ast.name(text));
    match kind {
        Kind::Integer(text) => format!("Integer {}", ast.name(*text)),
        Kind::Float(value) => format!("Float {value:?}"),
        Kind::Bool(value) => format!("Bool {value}"),
        Kind::Str(text) => format!("Str {}", name(*text)),
        Kind::Symbol(text) => format!("Symbol {}", name(*text)),
        Kind::Name(text) => format!("Name {}", name(*text)),
        Kind::InstanceVar(text) => format!("InstanceVar {}", name(*text)),
        Kind::GlobalVar(text) => format!("GlobalVar {}", name(*text)),
        Kind::Constant(scope, text) => format!("Constant {} scoped={}", name(*text), scope.is_some()),
        Kind::Interpolation(kind, _) => format!("Interpolation {kind:?}"),
        Kind::Regex { flags, .. } => format!("Regex flags={}", name(*flags)),
        Kind::Hash { braces, .. } => format!("Hash braces={braces}"),
        Kind::Range { low, high, exclusive } => {
            format!(
                "Range low={} high={} exclusive={exclusive}",
                low.is_some(),
                high.is_some()
            )
        }
        Kind::Unary(operator, _) => format!("Unary {operator:?}"),
        Kind::Binary(operator, ..) => format!("Binary {operator:?}"),
        Kind::Logical(operator, ..) => format!("Logical {operator:?}"),
        Kind::Assign(operator, ..) => format!("Assign {operator:?}"),
        Kind::Send {
            receiver,
            safe,
            name: method,
            arguments,
            block,
            parenthesised,
        } => format!(
            "Send {} receiver={} safe={safe} arguments={} block={} parenthesised={parenthesised}",
            name(*method),
            receiver.is_some(),
            arguments.len(),
            block.is_some()
        ),
        Kind::Index { arguments, .. } => format!("Index arguments={}", arguments.len()),
        Kind::Function {
            kind,
            name: own,
            params,
            ..
        } => {
            format!(
                "Function {kind:?} {} params={}",
                own.map_or_else(String::new, name),
                params.len()
            )
        }
        Kind::Param { kind, default, .. } => format!("Param {kind:?} default={}", default.is_some()),
        Kind::If { yes, no, unless, .. } => format!("If yes={} no={} unless={unless}", yes.is_some(), no.is_some()),
        Kind::While { until, body_first, .. } => format!("While until={until} body_first={body_first}"),
        Kind::Case {
            subject,
            whens,
            otherwise,
        } => format!(
            "Case subject={} whens={} else={}",
            subject.is_some(),
            whens.len(),
            otherwise.is_some()
        ),
        Kind::When { conditions, .. } => format!("When conditions={}", conditions.len()),
        Kind::Begin {
            rescues,
            otherwise,
            ensure,
            ..
        } => format!(
            "Begin rescues={} else={} ensure={}",
            rescues.len(),
            otherwise.is_some(),
            ensure.is_some()
        ),
        Kind::Rescue { classes, target, .. } => format!("Rescue classes={} target={}", classes.len(), target.is_some()),
        Kind::Return(value) => format!("Return value={}", value.is_some()),
        Kind::Break { value, .. } => format!("Break value={}", value.is_some()),
        Kind::Continue { value, .. } => format!("Continue value={}", value.is_some()),
        other => {
            let text = format!("{other:?}");
            text.split(['(', ' ', '{']).next().unwrap_or_default().to_owned()
        }
    }
}
