//! Walks the children of an expression in the order in which they are evaluated.

use super::{Arg, Entry, ExprId, Kind};

impl Arg {
    /// The expression of the argument.
    pub fn expr(self) -> ExprId {
        match self {
            Arg::One(expr) | Arg::Spread(expr) | Arg::Keywords(expr) => expr,
        }
    }
}

impl Kind {
    /// Calls `visit` with every child, in order of evaluation; bodies of functions are no children.
    pub fn for_each_child(&self, mut visit: impl FnMut(ExprId)) {
        match self {
            Kind::Const(_)
            | Kind::Var(_)
            | Kind::CheckedVar { .. }
            | Kind::Fresh { .. }
            | Kind::Binding(..)
            | Kind::Unbound(_)
            | Kind::Continue(_)
            | Kind::Closure(_)
            | Kind::This
            | Kind::Regex { .. } => {}
            Kind::SetVar(_, a)
            | Kind::Loop(_, a)
            | Kind::Block(_, a)
            | Kind::Break(_, a)
            | Kind::Return(a)
            | Kind::BreakCall(a)
            | Kind::ReturnMethod(a)
            | Kind::Throw(a)
            | Kind::Member(a, _) => visit(*a),
            Kind::Logic(_, a, b) | Kind::SetMember(a, _, b) => {
                visit(*a);
                visit(*b);
            }
            Kind::If(a, b, c) => {
                visit(*a);
                visit(*b);
                visit(*c);
            }
            Kind::Op(_, list) | Kind::Concat(list) | Kind::Seq(list) => list.iter().copied().for_each(visit),
            Kind::Try { body, catch, finally } => {
                visit(*body);
                if let Some((_, handler)) = catch {
                    visit(*handler);
                }
                if let Some(finalizer) = finally {
                    visit(*finalizer);
                }
            }
            Kind::Call { callee, args } | Kind::New { callee, args } => {
                visit(*callee);
                args.iter().for_each(|arg| visit(arg.expr()));
            }
            Kind::CallMethod {
                receiver, args, block, ..
            } => {
                visit(*receiver);
                args.iter().for_each(|arg| visit(arg.expr()));
                block.iter().copied().for_each(visit);
            }
            Kind::CallIndex { receiver, key, args } => {
                visit(*receiver);
                visit(*key);
                args.iter().for_each(|arg| visit(arg.expr()));
            }
            Kind::CallKernel { args, block, .. } | Kind::CallDefined { args, block, .. } => {
                args.iter().for_each(|arg| visit(arg.expr()));
                block.iter().copied().for_each(visit);
            }
            Kind::Yield(args) | Kind::Array(args) => args.iter().for_each(|arg| visit(arg.expr())),
            Kind::Object(entries) | Kind::Hash(entries) => {
                for entry in entries {
                    match entry {
                        Entry::Pair(key, value) => {
                            visit(*key);
                            visit(*value);
                        }
                        Entry::Spread(source) => visit(*source),
                    }
                }
            }
        }
    }
}
