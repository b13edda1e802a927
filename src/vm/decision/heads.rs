//! Linked rules as tables: the values of a rule's atoms are the index of its answer.
//!
//! Input: [`Logic`] over numbered atoms, and a byte for each atom; output: the number of an end. A rule of up to two atoms
//! is a head of sixteen bytes: two numbers of atoms and sixteen answers of four bits, so that it takes three loads, a shift
//! and no branch that depends on who asks. Measured, branches that cannot be foreseen cost more than all of these together.
//! A longer rule is blocks of up to four atoms, each with a table of bytes, which ends or names the next block; equal
//! tables are kept once, so that long alternatives share one.
//! Invariants: whatever bytes are given, a walk ends, since blocks lead to later nodes only; what is not there leaves.

use rustc_hash::FxHashMap;

use super::logic::{LEAVE, Logic, OPEN, Way};

/// The value of an atom that does not hold. Values are multiples of four, so that they are shifts of a head's answers.
pub(crate) const NO: u8 = 0;
/// The value of an atom that holds.
pub(crate) const YES: u8 = 4;
/// The value of an atom that is for the general code to say.
pub(crate) const LEFT: u8 = 8;
/// The value of an atom that was not bound.
pub(crate) const UNBOUND: u8 = 12;

/// All values, in their order.
const VALUES: [u8; 4] = [NO, YES, LEFT, UNBOUND];

/// Instead of the first atom: the rule is longer, and the second number is that of its first block.
const LONG: u32 = u32::MAX;

/// Atoms of a block.
const WIDTH: usize = 4;

/// From here on the bytes of a block's table are exits.
const EXIT: u8 = 16;

/// A rule of up to two atoms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Head {
    first: u32,
    second: u32,
    answers: u64,
}

/// A piece of a longer rule.
#[derive(Clone, Copy, Debug)]
struct Block {
    atoms: [u32; WIDTH],
    table: u32,
    /// Where the numbers of the blocks that it goes on with start.
    exits: u32,
}

/// Rules as tables.
#[derive(Debug, Default)]
pub(crate) struct Heads {
    heads: Vec<Head>,
    blocks: Vec<Block>,
    tables: Vec<[u8; 256]>,
    exits: Vec<u32>,
    known: FxHashMap<[u8; 256], u32>,
}

impl Heads {
    /// Adds a rule; atom 0 has no meaning and stands where there are fewer than fit.
    pub fn add(&mut self, logic: &Logic) {
        let atoms = logic.first_atoms(logic.root, 3);
        let head = match *atoms {
            [] => answers(logic, 0, 0),
            [only] => answers(logic, only, only),
            [first, second] => answers(logic, first, second),
            _ => Head {
                first: LONG,
                second: self.long(logic),
                answers: 0,
            },
        };
        self.heads.push(head);
    }

    /// How many rules there are.
    pub fn len(&self) -> usize {
        self.heads.len()
    }

    /// Writes a longer rule; gives its first block.
    fn long(&mut self, logic: &Logic) -> u32 {
        let start = self.blocks.len() as u32;
        let mut numbers: FxHashMap<Way, u32> = std::iter::once((logic.root, start)).collect();
        let mut roots = vec![logic.root];
        let mut at = 0;
        while let Some(&root) = roots.get(at) {
            at += 1;
            let atoms = logic.first_atoms(root, WIDTH);
            let mut table = [LEAVE; 256];
            let mut exits: Vec<Way> = Vec::new();
            for (index, code) in table.iter_mut().enumerate() {
                let value = |atom| {
                    let place = atoms.iter().position(|&own| own == atom)?;
                    Some(VALUES[(index >> (2 * place)) & 3])
                };
                *code = match logic.walk(root, value) {
                    Way::End(code) => code,
                    next => {
                        let exit = exits.iter().position(|&known| known == next);
                        // Only a yes and a no go on, so that four atoms have at most sixteen exits.
                        EXIT + exit.unwrap_or_else(|| {
                            exits.push(next);
                            exits.len() - 1
                        }) as u8
                    }
                };
            }
            let next = self.tables.len() as u32;
            let number = *self.known.entry(table).or_insert(next);
            if number == next {
                self.tables.push(table);
            }
            let mut own = [0; WIDTH];
            own[..atoms.len()].copy_from_slice(&atoms);
            self.blocks.push(Block {
                atoms: own,
                table: number,
                exits: self.exits.len() as u32,
            });
            for exit in exits {
                let number = *numbers.entry(exit).or_insert_with(|| {
                    roots.push(exit);
                    start + roots.len() as u32 - 1
                });
                self.exits.push(number);
            }
        }
        start
    }

    /// The end that a rule comes to.
    #[inline]
    pub fn decide(&self, rule: usize, atoms: &[u8]) -> u8 {
        let Some(head) = self.heads.get(rule) else { return LEAVE };
        match (atoms.get(head.first as usize), atoms.get(head.second as usize)) {
            (Some(&first), Some(&second)) => {
                let shift = u32::from(first) + 4 * u32::from(second);
                (head.answers.wrapping_shr(shift) & 15) as u8
            }
            _ => self.further(head, |atom| atoms.get(atom as usize).copied()),
        }
    }

    /// As [`Heads::decide`], with values that are found when they are needed.
    pub fn decide_with(&self, rule: usize, mut value: impl FnMut(u32) -> Option<u8>) -> u8 {
        let Some(head) = self.heads.get(rule) else { return LEAVE };
        if head.first == LONG {
            return self.further(head, value);
        }
        match (value(head.first), value(head.second)) {
            (Some(first), Some(second)) => {
                let shift = u32::from(first) + 4 * u32::from(second);
                (head.answers.wrapping_shr(shift) & 15) as u8
            }
            _ => LEAVE,
        }
    }

    fn further(&self, head: &Head, mut value: impl FnMut(u32) -> Option<u8>) -> u8 {
        if head.first != LONG {
            // Values that were bound for other rules.
            return LEAVE;
        }
        let mut at = head.second;
        while let Some(block) = self.blocks.get(at as usize) {
            let mut index = 0;
            for (place, &atom) in block.atoms.iter().enumerate() {
                let Some(value) = value(atom) else { return LEAVE };
                index |= usize::from(value >> 2 & 3) << (2 * place);
            }
            let Some(table) = self.tables.get(block.table as usize) else {
                return LEAVE;
            };
            let code = table[index & 255];
            if code < EXIT {
                return code;
            }
            let exit = block.exits as usize + usize::from(code - EXIT);
            match self.exits.get(exit) {
                Some(&next) => at = next,
                None => return LEAVE,
            }
        }
        LEAVE
    }
}

fn answers(logic: &Logic, first: u32, second: u32) -> Head {
    let mut answers = 0;
    for (high, b) in VALUES.into_iter().enumerate() {
        for (low, a) in VALUES.into_iter().enumerate() {
            let value = |atom| match atom {
                atom if atom == first => Some(a),
                atom if atom == second => Some(b),
                _ => None,
            };
            let code = match logic.walk(logic.root, value) {
                Way::End(code) => code.min(OPEN),
                Way::Node(_) => LEAVE,
            };
            answers |= u64::from(code) << (4 * (low + 4 * high));
        }
    }
    Head { first, second, answers }
}
