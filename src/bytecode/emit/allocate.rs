//! Chooses machine registers: homes get one each, every other virtual register lives from its first to its last mention
//! in the linear order and shares registers with those that live elsewhere.

use crate::ir::{Func, Reg};

/// What was chosen.
pub(super) struct Allocation {
    /// Machine register by virtual register.
    pub registers: Vec<u16>,
    /// How many there are.
    pub count: usize,
}

pub(super) fn allocate(func: &Func) -> Allocation {
    let count = func.regs as usize;
    let mut registers = vec![u16::MAX; count];
    let mut used = 0_usize;
    for home in &func.homes {
        registers[home.0 as usize] = clamp(used);
        used += 1;
    }
    let mut ranges: Vec<Option<(usize, usize)>> = vec![None; count];
    let mut position = 0;
    let mut mention = |reg: Reg, position: usize| {
        let range = ranges[reg.0 as usize].get_or_insert((position, position));
        range.1 = position;
    };
    for block in &func.blocks {
        for (inst, _) in &block.insts {
            inst.for_each_reg(|reg| mention(reg, position));
            position += 1;
        }
        block.term.0.for_each_reg(|reg| mention(reg, position));
        position += 1;
    }
    let mut temporaries: Vec<(usize, usize, usize)> = ranges
        .iter()
        .enumerate()
        .filter(|(reg, _)| registers[*reg] == u16::MAX)
        .filter_map(|(reg, range)| range.map(|(start, end)| (start, end, reg)))
        .collect();
    temporaries.sort_unstable();
    let mut free: std::collections::BTreeSet<usize> = std::collections::BTreeSet::new();
    let mut live: std::collections::BinaryHeap<std::cmp::Reverse<(usize, usize)>> = std::collections::BinaryHeap::new();
    for (start, end, reg) in temporaries {
        while let Some(&std::cmp::Reverse((ended, register))) = live.peek() {
            if ended >= start {
                break;
            }
            live.pop();
            free.insert(register);
        }
        let register = free.pop_first().unwrap_or_else(|| {
            used += 1;
            used - 1
        });
        registers[reg] = clamp(register);
        live.push(std::cmp::Reverse((end, register)));
    }
    // A register that is mentioned nowhere any more may name any register that exists.
    for register in &mut registers {
        if *register == u16::MAX {
            *register = 0;
        }
    }
    Allocation {
        registers,
        count: used.max(1),
    }
}

/// More registers than fit are refused by the caller, which compares the count with the limit.
fn clamp(register: usize) -> u16 {
    u16::try_from(register).unwrap_or(u16::MAX - 1)
}
