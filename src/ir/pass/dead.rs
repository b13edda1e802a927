//! Removes instructions whose result nobody reads and that neither throw nor change anything.

use super::Evaluate;
use crate::ir::{Func, Ir, Reg};

/// What one sweep removes may leave more behind; a long chain is not worth more than this many.
const SWEEPS: usize = 4;

/// Sweeps every function until nothing more falls away, or often enough.
pub fn run(ir: &mut Ir, _: &dyn Evaluate) {
    for func in &mut ir.funcs {
        for _ in 0..SWEEPS {
            if !sweep(func) {
                break;
            }
        }
    }
}

fn sweep(func: &mut Func) -> bool {
    let mut read = vec![false; func.regs as usize];
    // What the machine itself reads or writes is always kept.
    let kept = func.params.iter().copied().chain(func.argument_count);
    kept.chain(
        func.blocks
            .iter()
            .filter_map(|block| block.handler)
            .map(|handler| handler.reg),
    )
    .for_each(|reg| read[reg.0 as usize] = true);
    for block in &func.blocks {
        for (inst, _) in &block.insts {
            let dst = inst.dst();
            let mut skipped = false;
            inst.for_each_reg(|reg| {
                // The first mention of the destination is the write itself.
                if dst == Some(reg) && !skipped {
                    skipped = true;
                } else {
                    read[reg.0 as usize] = true;
                }
            });
        }
        block.term.0.for_each_reg(|reg| read[reg.0 as usize] = true);
    }
    let unread = |reg: Reg| !read[reg.0 as usize];
    let mut swept = false;
    for block in &mut func.blocks {
        block.insts.retain(|(inst, _)| {
            let drop = inst.is_pure() && inst.dst().is_some_and(unread);
            swept |= drop;
            !drop
        });
    }
    swept
}
