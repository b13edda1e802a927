//! Which `defined?` stand where nothing takes their value: CRuby's compiler leaves these out, so that the receivers in them
//! are not evaluated (`compile.c`: `NODE_DEFINED` when `popped`).

use rustc_hash::FxHashMap;

use crate::syntax::ast::{Ast, Kind, List, NodeId};

/// What becomes of the value of a `defined?`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Dropped {
    /// It may be dropped, depending on how CRuby compiles what stands around it.
    Perhaps,
    /// It is dropped.
    Surely,
}

/// The `defined?` whose value is dropped; all others are used.
pub(super) fn dropped(ast: &Ast) -> FxHashMap<NodeId, Dropped> {
    let mut found = FxHashMap::default();
    if !asks(ast) {
        return found;
    }
    for id in ids(ast) {
        match *ast.kind(id) {
            Kind::Block(list) | Kind::Paren(list) => {
                if let [before @ .., _] = ast.list(list) {
                    before.iter().for_each(|&statement| mark(ast, statement, &mut found));
                }
            }
            Kind::While { body, .. } => mark(ast, body, &mut found),
            Kind::Begin {
                ensure: Some(ensure), ..
            } => mark(ast, ensure, &mut found),
            _ => {}
        }
    }
    found
}

/// Whether a rule has a `defined?`.
pub(super) fn asks(ast: &Ast) -> bool {
    ids(ast).any(|id| matches!(ast.kind(id), Kind::Defined(_)))
}

fn ids(ast: &Ast) -> impl Iterator<Item = NodeId> {
    // The tree is bounded by `Limits::nodes`.
    (0..ast.len()).map(|index| NodeId(u32::try_from(index).unwrap_or(u32::MAX)))
}

/// Notes what is dropped with a statement.
fn mark(ast: &Ast, statement: NodeId, found: &mut FxHashMap<NodeId, Dropped>) {
    let mut pending = vec![(statement, Dropped::Surely)];
    while let Some((node, how)) = pending.pop() {
        let last = |list: List| ast.list(list).last().map(|&last| (last, how));
        match *ast.kind(node) {
            Kind::Defined(_) => {
                let known = found.entry(node).or_insert(how);
                *known = how.max(*known);
            }
            Kind::Block(list) | Kind::Paren(list) => pending.extend(last(list)),
            Kind::If { yes, no, .. } => pending.extend([yes, no].into_iter().flatten().map(|branch| (branch, how))),
            Kind::Conditional(_, yes, no) => pending.extend([(yes, how), (no, how)]),
            Kind::Logical(_, _, right) => pending.push((right, how)),
            Kind::Case { whens, otherwise, .. } => {
                pending.extend(ast.list(whens).iter().map(|&when| (when, how)));
                pending.extend(otherwise.map(|otherwise| (otherwise, how)));
            }
            Kind::When { body, .. } => pending.push((body, how)),
            // A body with clauses is compiled for its value.
            Kind::Begin {
                body,
                rescues,
                otherwise: None,
                ensure: None,
            } if rescues.is_empty() => pending.push((body, how)),
            Kind::Begin { ensure: None, .. } => {}
            // These use what stands in them, or drop it by themselves.
            Kind::Send { .. }
            | Kind::Index { .. }
            | Kind::Unary(..)
            | Kind::Binary(..)
            | Kind::Assign(..)
            | Kind::Function { .. }
            | Kind::Return(_)
            | Kind::Yield(_)
            | Kind::While { .. }
            | Kind::ForEach { .. } => {}
            _ => ast.children(node, &mut |child| pending.push((child, Dropped::Perhaps))),
        }
    }
}
