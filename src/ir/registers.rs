//! Which registers instructions, tests and terminators mention.

use super::{Args, Inst, Reg, Target, Term, Test};

impl Args {
    fn for_each_reg(&self, mut visit: impl FnMut(Reg)) {
        match self {
            Args::Regs(regs) => regs.iter().copied().for_each(visit),
            Args::List(reg) => visit(*reg),
        }
    }
}

impl Inst {
    /// The register that it writes.
    pub fn dst(&self) -> Option<Reg> {
        match self {
            Inst::Const(dst, _)
            | Inst::Move(dst, _)
            | Inst::NewCell(dst, _)
            | Inst::LoadCell(dst, _)
            | Inst::Capture(dst, _)
            | Inst::Binding(dst, ..)
            | Inst::Op(dst, ..)
            | Inst::Concat(dst, _)
            | Inst::Call { dst, .. }
            | Inst::New { dst, .. }
            | Inst::Send { dst, .. }
            | Inst::Closure(dst, ..)
            | Inst::This(dst)
            | Inst::Member(dst, ..)
            | Inst::Array(dst, _)
            | Inst::Object(dst)
            | Inst::Regex(dst, ..) => Some(*dst),
            Inst::StoreCell(..)
            | Inst::CheckVar { .. }
            | Inst::Unbound(_)
            | Inst::SetMember(..)
            | Inst::Push(..)
            | Inst::PushAll(..)
            | Inst::Define(..)
            | Inst::CopyAll(..) => None,
        }
    }

    /// Whether it can be left out where nobody reads what it writes: it neither throws nor changes anything.
    pub fn is_pure(&self) -> bool {
        matches!(
            self,
            Inst::Const(..)
                | Inst::Move(..)
                | Inst::NewCell(..)
                | Inst::LoadCell(..)
                | Inst::Capture(..)
                | Inst::Closure(..)
                | Inst::Binding(..)
        )
    }

    /// Calls `visit` with every register that is read or written.
    pub fn for_each_reg(&self, mut visit: impl FnMut(Reg)) {
        match self {
            Inst::Unbound(_) => {}
            Inst::Const(a, _)
            | Inst::Capture(a, _)
            | Inst::CheckVar { reg: a, .. }
            | Inst::Binding(a, ..)
            | Inst::This(a)
            | Inst::Object(a)
            | Inst::Regex(a, ..) => visit(*a),
            Inst::Move(a, b)
            | Inst::NewCell(a, b)
            | Inst::LoadCell(a, b)
            | Inst::StoreCell(a, b)
            | Inst::Member(a, b, _)
            | Inst::SetMember(a, _, b)
            | Inst::Push(a, b)
            | Inst::PushAll(a, b)
            | Inst::CopyAll(a, b) => {
                visit(*a);
                visit(*b);
            }
            Inst::Define(a, b, c) => {
                visit(*a);
                visit(*b);
                visit(*c);
            }
            Inst::Op(dst, _, list) | Inst::Concat(dst, list) | Inst::Closure(dst, _, list) | Inst::Array(dst, list) => {
                visit(*dst);
                list.iter().copied().for_each(visit);
            }
            Inst::Call {
                dst,
                callee,
                this,
                args,
            } => {
                visit(*dst);
                visit(*callee);
                this.iter().copied().for_each(&mut visit);
                args.for_each_reg(visit);
            }
            Inst::New { dst, callee, args } => {
                visit(*dst);
                visit(*callee);
                args.for_each_reg(visit);
            }
            Inst::Send {
                dst,
                target,
                args,
                extras,
            } => {
                visit(*dst);
                if let Target::Method(reg, _) | Target::Defined(reg, _) = target {
                    visit(*reg);
                }
                args.for_each_reg(&mut visit);
                extras.keywords.into_iter().chain(extras.block).for_each(visit);
            }
        }
    }
}

impl Test {
    fn for_each_reg(&self, mut visit: impl FnMut(Reg)) {
        match self {
            Test::Truthy(reg) | Test::Nullish(reg) | Test::Empty(reg) | Test::Is(reg, _) => visit(*reg),
            Test::Op(_, operands) => operands.iter().copied().for_each(visit),
        }
    }
}

impl Term {
    /// Calls `visit` with every register that is read.
    pub fn for_each_reg(&self, mut visit: impl FnMut(Reg)) {
        match self {
            Term::Jump(_) => {}
            Term::Branch(test, ..) => test.for_each_reg(visit),
            Term::Return(reg)
            | Term::Throw(reg)
            | Term::Resume(reg)
            | Term::BreakCall(reg)
            | Term::ReturnMethod(reg) => visit(*reg),
        }
    }
}
