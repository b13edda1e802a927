//! Which variables of enclosing functions each function needs, directly or through the functions inside it.

use super::{ExprId, FuncId, Hir, Kind, VarId};

/// For each function, the captured variables in the order in which a closure lists their cells.
pub fn captures(hir: &Hir) -> Vec<Vec<VarId>> {
    let mut captures: Vec<Vec<VarId>> = vec![Vec::new(); hir.funcs.len()];
    // Functions inside a function have larger ids, so by the time a function is visited its inner ones are complete.
    for index in (0..hir.funcs.len()).rev() {
        let func = FuncId(u32::try_from(index).unwrap_or(u32::MAX));
        let mut used = Vec::new();
        collect(hir, &captures, hir.func(func).body, &mut used);
        let mut free: Vec<VarId> = used.into_iter().filter(|&var| hir.var(var).func != func).collect();
        free.sort_unstable();
        free.dedup();
        captures[index] = free;
    }
    captures
}

fn collect(hir: &Hir, captures: &[Vec<VarId>], root: ExprId, used: &mut Vec<VarId>) {
    let mut pending = vec![root];
    while let Some(expr) = pending.pop() {
        let kind = hir.kind(expr);
        match kind {
            Kind::Var(var) | Kind::SetVar(var, _) | Kind::CheckedVar { var, .. } | Kind::CallDefined { var, .. } => {
                used.push(*var);
            }
            Kind::Fresh { vars, .. } => used.extend(vars),
            Kind::Try {
                catch: Some((var, _)), ..
            } => used.push(*var),
            Kind::Closure(func) => used.extend(&captures[func.0 as usize]),
            _ => {}
        }
        kind.for_each_child(|child| pending.push(child));
    }
}
