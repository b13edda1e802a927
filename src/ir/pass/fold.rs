//! Constant folding: an operator over constants becomes the constant that the machine gives for it, and a branch whose
//! test is a constant becomes a jump.
//!
//! Only registers that are written once count as constants. An operator that throws stays, since it must throw when it is
//! reached and not before.

use super::Evaluate;
use crate::hir::Const;
use crate::ir::{Func, Inst, Ir, Reg, Term, Test};
use crate::source::Dialect;

/// Folds every function.
pub fn run(ir: &mut Ir, evaluate: &dyn Evaluate) {
    let mut funcs = std::mem::take(&mut ir.funcs);
    for func in &mut funcs {
        fold(ir, func, evaluate);
    }
    ir.funcs = funcs;
}

/// What is known of the registers of a function.
struct Known {
    /// How often each is written; homes count as often.
    writes: Vec<u32>,
    /// The constant in a register that is written once.
    constants: Vec<Option<Const>>,
}

impl Known {
    fn new(func: &Func) -> Self {
        let mut writes = vec![0; func.regs as usize];
        for home in &func.homes {
            writes[home.0 as usize] = 2;
        }
        for dst in func
            .blocks
            .iter()
            .flat_map(|block| &block.insts)
            .filter_map(|(inst, _)| inst.dst())
        {
            writes[dst.0 as usize] += 1;
        }
        Known {
            writes,
            constants: vec![None; func.regs as usize],
        }
    }

    fn learn(&mut self, reg: Reg, constant: Const, dialect: Dialect) {
        // A Ruby string constant makes a new string each time, which something may change.
        let fresh = matches!(constant, Const::Str(_)) && dialect == Dialect::Ruby;
        if self.writes[reg.0 as usize] == 1 && !fresh {
            self.constants[reg.0 as usize] = Some(constant);
        }
    }

    fn of(&self, reg: Reg) -> Option<Const> {
        self.constants[reg.0 as usize]
    }

    fn all(&self, regs: &[Reg]) -> Option<Vec<Const>> {
        regs.iter().map(|&reg| self.of(reg)).collect()
    }
}

fn fold(ir: &mut Ir, func: &mut Func, evaluate: &dyn Evaluate) {
    let dialect = ir.dialect;
    let mut known = Known::new(func);
    for block in &mut func.blocks {
        for (inst, _) in &mut block.insts {
            let folded = match inst {
                Inst::Const(dst, constant) => Some((*dst, *constant)),
                Inst::Move(dst, src) => known.of(*src).map(|constant| (*dst, constant)),
                Inst::Op(dst, op, operands) => known
                    .all(operands)
                    .and_then(|operands| evaluate.operate(ir, *op, &operands))
                    .map(|constant| (*dst, constant)),
                _ => None,
            };
            if let Some((dst, constant)) = folded {
                known.learn(dst, constant, dialect);
                *inst = Inst::Const(dst, constant);
            }
        }
        let Term::Branch(test, yes, no) = &block.term.0 else {
            continue;
        };
        let holds = match test {
            Test::Truthy(reg) => known.of(*reg).map(|constant| evaluate.truth(ir, dialect, constant)),
            Test::Nullish(reg) => known
                .of(*reg)
                .map(|constant| matches!(constant, Const::Nil | Const::Undefined)),
            Test::Empty(reg) => known.of(*reg).map(|constant| matches!(constant, Const::Empty)),
            Test::Op(op, operands) => known
                .all(operands)
                .and_then(|operands| evaluate.operate(ir, *op, &operands))
                .map(|constant| evaluate.truth(ir, dialect, constant)),
            Test::Is(..) => None,
        };
        if let Some(holds) = holds {
            block.term.0 = Term::Jump(if holds { *yes } else { *no });
        }
    }
}
