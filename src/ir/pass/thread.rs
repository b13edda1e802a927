//! Jump threading: a jump to a block that only jumps goes straight to the end of the chain, and blocks that nothing
//! reaches are removed.

use super::Evaluate;
use crate::ir::{Block, BlockId, Func, Handler, Ir, Term};

/// Longest chain that is followed, so that long ones do not make the work quadratic.
const LONGEST: usize = 64;

/// Threads the jumps of every function.
pub fn run(ir: &mut Ir, _: &dyn Evaluate) {
    // A block alone can jump to itself only.
    for func in ir.funcs.iter_mut().filter(|func| func.blocks.len() > 1) {
        thread(func);
        sweep(func);
    }
}

/// Gives the jumps of a terminator other targets.
fn redirect(term: &mut Term, to: impl Fn(BlockId) -> BlockId) {
    match term {
        Term::Jump(target) => *target = to(*target),
        Term::Branch(_, yes, no) => (*yes, *no) = (to(*yes), to(*no)),
        _ => {}
    }
}

fn thread(func: &mut Func) {
    let ends: Vec<BlockId> = (0..func.blocks.len())
        .map(|index| end_of(&func.blocks, index))
        .collect();
    let to = |id: BlockId| ends[id.0 as usize];
    for block in &mut func.blocks {
        redirect(&mut block.term.0, to);
        if let Some(handler) = &mut block.handler {
            handler.block = to(handler.block);
        }
    }
}

/// Where a chain of empty blocks that starts here ends; a cycle of them ends where it started.
fn end_of(blocks: &[Block], start: usize) -> BlockId {
    let mut at = start;
    for _ in 0..LONGEST {
        match &blocks[at] {
            Block {
                insts,
                term: (Term::Jump(next), _),
                ..
            } if insts.is_empty() => at = next.0 as usize,
            _ => break,
        }
    }
    BlockId(u32::try_from(at).unwrap_or(u32::MAX))
}

fn sweep(func: &mut Func) {
    let mut reached = vec![false; func.blocks.len()];
    let mut pending = vec![0_usize];
    while let Some(at) = pending.pop() {
        if std::mem::replace(&mut reached[at], true) {
            continue;
        }
        let block = &func.blocks[at];
        match &block.term.0 {
            Term::Jump(next) => pending.push(next.0 as usize),
            Term::Branch(_, yes, no) => pending.extend([yes.0 as usize, no.0 as usize]),
            _ => {}
        }
        if let Some(handler) = block.handler {
            pending.push(handler.block.0 as usize);
        }
    }
    let mut next = 0;
    let position: Vec<BlockId> = reached
        .iter()
        .map(|&kept| {
            let id = BlockId(next);
            next += u32::from(kept);
            id
        })
        .collect();
    let renumber = |id: BlockId| position[id.0 as usize];
    let mut index = 0;
    func.blocks.retain(|_| {
        index += 1;
        reached[index - 1]
    });
    for block in &mut func.blocks {
        redirect(&mut block.term.0, renumber);
        block.handler = block.handler.map(|handler| Handler {
            block: renumber(handler.block),
            ..handler
        });
    }
}
