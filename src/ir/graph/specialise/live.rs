//! Which registers of a function may still be read at the start of each block, and which blocks are loops.

use crate::ir::{Func, Term};

/// What is known of a function.
pub(super) struct Live {
    /// For each block, for each register: whether it may be read before it is written.
    pub needed: Vec<Vec<bool>>,
    /// For each block: the last block that jumps back to it.
    pub loops: Vec<Option<u32>>,
}

impl Live {
    pub fn new(func: &Func) -> Self {
        let (count, regs) = (func.blocks.len(), func.regs as usize);
        let mut needed = vec![vec![false; regs]; count];
        let mut loops = vec![None; count];
        for (index, block) in func.blocks.iter().enumerate() {
            for next in successors(&block.term.0) {
                if next <= index {
                    loops[next] = Some(index as u32);
                }
            }
        }
        let repeats = loops.iter().any(Option::is_some);
        loop {
            let mut changed = false;
            for index in (0..count).rev() {
                let block = &func.blocks[index];
                let mut live = vec![false; regs];
                let handler = block.handler.map(|handler| handler.block.0 as usize);
                for next in successors(&block.term.0).chain(handler) {
                    for (own, other) in live.iter_mut().zip(&needed[next]) {
                        *own |= other;
                    }
                }
                block.term.0.for_each_reg(|reg| live[reg.0 as usize] = true);
                for (inst, _) in block.insts.iter().rev() {
                    if let Some(dst) = inst.dst() {
                        // A handler may see what the register held before.
                        if handler.is_none() {
                            live[dst.0 as usize] = false;
                        }
                    }
                    let mut first = inst.dst();
                    inst.for_each_reg(|reg| {
                        if first == Some(reg) {
                            first = None;
                        } else {
                            live[reg.0 as usize] = true;
                        }
                    });
                }
                if live != needed[index] {
                    needed[index] = live;
                    changed = true;
                }
            }
            if !changed || !repeats && !func.blocks.iter().any(|block| block.handler.is_some()) {
                break;
            }
        }
        Live { needed, loops }
    }
}

fn successors(term: &Term) -> impl Iterator<Item = usize> + use<> {
    let (a, b) = match term {
        Term::Jump(to) => (Some(to.0 as usize), None),
        Term::Branch(_, yes, no) => (Some(yes.0 as usize), Some(no.0 as usize)),
        _ => (None, None),
    };
    a.into_iter().chain(b)
}
