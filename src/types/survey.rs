//! What is seen of a rule before it is walked: who writes which variable, and whether data that exists is changed.

use super::analysis::Analysis;
use super::kinds::Kinds;
use super::ty::Type;
use crate::hir::{Const, ExprId, FuncId, Hir, Kind, VarId};
use crate::op::Op;
use crate::source::Dialect;
use crate::value::Text;

/// Methods of JavaScript that change elements of an object that exists, or can make other methods do so.
const JS_CHANGES: &[&str] = &[
    "push",
    "unshift",
    "splice",
    "fill",
    "copyWithin",
    "set",
    "add",
    "assign",
    "call",
    "apply",
    "bind",
    "pop",
    "shift",
    "reverse",
    "sort",
    "length",
    "fromEntries",
    "defineProperty",
    "concat",
    "flat",
    "reduce",
    "reduceRight",
];

/// Methods of Ruby's arrays, hashes and sets that change which elements are in them, beside those whose names end with `!`
/// or `=`; and those that can call a method by a name that is not written out.
const RB_CHANGES: &[&str] = &[
    "<<",
    "add",
    "add?",
    "append",
    "clear",
    "collect!",
    "compare_by_identity",
    "concat",
    "delete",
    "delete?",
    "delete_at",
    "delete_if",
    "fill",
    "insert",
    "keep_if",
    "merge",
    "pop",
    "prepend",
    "push",
    "rehash",
    "replace",
    "reset",
    "shift",
    "store",
    "subtract",
    "unshift",
    "update",
    "send",
    "public_send",
    "__send__",
    "method",
    "public_method",
    "inject",
    "reduce",
    "instance_exec",
    "define_method",
];

/// Whether a method of this name may change what is in a collection.
fn changes_in_ruby(name: &str) -> bool {
    let comparison = matches!(name, "==" | "===" | "!=" | "<=" | ">=" | "!");
    RB_CHANGES.contains(&name) || (!comparison && name.ends_with(['!', '=']))
}

impl Analysis<'_> {
    /// Looks over the whole rule once.
    pub(super) fn survey(&mut self) {
        let hir = self.hir;
        self.anywhere = hir
            .vars
            .iter()
            .enumerate()
            .map(|(at, _)| self.start_of(VarId(u32::try_from(at).unwrap_or(u32::MAX))))
            .collect();
        let mut shared = Vec::new();
        let mut last: Vec<Option<ExprId>> = vec![None; hir.vars.len()];
        let mut once: Vec<bool> = vec![false; hir.vars.len()];
        let mut held: Vec<(VarId, VarId, ExprId)> = Vec::new();
        for (at, expr) in hir.exprs.iter().enumerate() {
            let Kind::SetVar(var, value) = expr.kind else { continue };
            let id = ExprId(u32::try_from(at).unwrap_or(u32::MAX));
            if let (None, Kind::Var(from) | Kind::CheckedVar { var: from, .. }) = (hir.var(var).name, hir.kind(value)) {
                held.push((var, *from, id));
            }
            let last = &mut last[var.0 as usize];
            // What is set in several places is a copy of nothing.
            once[var.0 as usize] = last.is_none();
            *last = Some(id);
        }
        for func in &hir.funcs {
            for param in &func.params {
                self.anywhere[param.var.0 as usize] = Type::ALL;
            }
            if let Some(count) = func.argument_count {
                self.anywhere[count.0 as usize] = Type::ALL;
            }
        }
        for (at, func) in hir.funcs.iter().enumerate() {
            let func_id = FuncId(u32::try_from(at).unwrap_or(u32::MAX));
            let mut pending = vec![func.body];
            while let Some(id) = pending.pop() {
                let kind = hir.kind(id);
                match kind {
                    Kind::SetVar(var, value) => {
                        self.assigned(*var, self.simple(*value), func_id, &mut shared);
                    }
                    Kind::Fresh { vars, .. } => {
                        for &var in vars {
                            self.fresh[var.0 as usize] = true;
                            self.assigned(var, Type::of(Kinds::EMPTY), func_id, &mut shared);
                        }
                    }
                    Kind::Try {
                        catch: Some((var, _)), ..
                    } => self.assigned(*var, Type::ALL, func_id, &mut shared),
                    _ => {}
                }
                self.changes(kind);
                kind.for_each_child(|child| pending.push(child));
            }
        }
        shared.sort_unstable();
        shared.dedup();
        for (copy, from, id) in held {
            // Expressions are numbered in the order of the text: where the last assignment stands before the copy is made,
            // nothing changes the variable before the copy is tested.
            let settled = last[from.0 as usize].is_none_or(|last| last < id);
            let plain = !hir.var(copy).captured && !shared.contains(&from) && !self.fresh[from.0 as usize];
            if settled && plain && once[copy.0 as usize] {
                self.copies[copy.0 as usize] = Some(from);
            }
        }
        self.shared = shared;
    }

    fn assigned(&mut self, var: VarId, ty: Type, by: FuncId, shared: &mut Vec<VarId>) {
        let known = &mut self.anywhere[var.0 as usize];
        *known = known.join(ty);
        if self.hir.var(var).func != by {
            shared.push(var);
        }
    }

    /// The type of an expression that is always the same.
    fn simple(&self, id: ExprId) -> Type {
        match self.kind(id) {
            Kind::Const(constant) => self.constant(*constant),
            Kind::Closure(func) => Type::known(super::ty::Known::Function(*func)),
            Kind::Array(_) => Type::of(Kinds::LIST),
            Kind::Op(op, _) if op.gives_boolean() => Type::BOOLEAN,
            _ => Type::ALL,
        }
    }

    /// Notes what an expression may change in data that exists.
    fn changes(&mut self, kind: &Kind) {
        let ruby = self.hir.dialect == Dialect::Ruby;
        let text = |name: &crate::hir::TextId| match self.hir.text(*name) {
            Text::Utf8(text) => Some(&**text),
            Text::Utf16(_) => None,
        };
        match kind {
            Kind::SetMember(..) => {
                self.changes_items = true;
                self.writes_properties = true;
            }
            Kind::Op(Op::JsSetIndex | Op::JsDelete, _) => {
                self.changes_items = true;
                self.writes_properties = true;
            }
            Kind::CallMethod { name, .. } | Kind::CallKernel { name, .. }
                if ruby && text(name).is_none_or(changes_in_ruby) =>
            {
                self.changes_items = true;
            }
            Kind::Op(Op::RbToProc, _) if ruby => self.changes_items = true,
            Kind::CallMethod { name, .. } if !ruby => self.javascript_name(text(name)),
            // Reading the length changes nothing; calling a method of this name might.
            Kind::Member(_, name) if !ruby && text(name) != Some("length") => self.javascript_name(text(name)),
            // A method found by a name that is computed may be any.
            Kind::CallIndex { .. } => {
                self.changes_items = true;
                self.writes_properties = true;
            }
            Kind::Op(Op::JsGetIndex, operands) => match operands.get(1).map(|&key| self.kind(key)) {
                Some(Kind::Const(Const::Float(_)) | Kind::Var(_)) => {}
                // The same as a member with this name.
                Some(Kind::Const(Const::Str(name))) => self.javascript_name(text(name)),
                _ => {
                    self.changes_items = true;
                    self.writes_properties = true;
                }
            },
            _ => {}
        }
    }

    /// Notes what a property of JavaScript can do when it is called, by its name.
    fn javascript_name(&mut self, name: Option<&str>) {
        match name {
            // A copy of properties onto an object that exists may hide its methods; the others can call what they get.
            Some("assign" | "defineProperty" | "call" | "apply" | "bind") => {
                self.changes_items = true;
                self.writes_properties = true;
            }
            Some(name) if JS_CHANGES.contains(&name) => self.changes_items = true,
            _ => {}
        }
    }

    /// The variables that an expression assigns, functions inside it left out.
    pub(super) fn assigned_in(&mut self, root: ExprId) -> Vec<VarId> {
        let hir: &Hir = self.hir;
        let mut vars = Vec::new();
        let mut pending = vec![root];
        while let Some(id) = pending.pop() {
            self.step(1);
            let kind = hir.kind(id);
            match kind {
                Kind::SetVar(var, _) => vars.push(*var),
                Kind::Fresh { vars: fresh, .. } => vars.extend(fresh),
                Kind::Try {
                    catch: Some((var, _)), ..
                } => vars.push(*var),
                _ => {}
            }
            kind.for_each_child(|child| pending.push(child));
        }
        vars.sort_unstable();
        vars.dedup();
        vars
    }
}
