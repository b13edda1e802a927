//! Linked rules as heads of sixteen bytes: two numbers of atoms and sixteen answers of four bits.
//!
//! Input: [`Logic`] over numbered atoms, and a byte for each atom; output: the number of an end. A rule of up to two atoms
//! takes three loads, a shift and no branch that depends on who asks: branches that cannot be foreseen cost more than all
//! of these together. A longer rule is blocks (`blocks.rs`), to which the check of bounds leads that is there anyway.

use super::blocks::Blocks;
use super::logic::{LEAVE, Logic, OPEN, VALUES, Way};

/// Instead of the first atom: the rule is longer, and the second number is that of its first block.
const LONG: u32 = u32::MAX;

/// A rule of up to two atoms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Head {
    first: u32,
    second: u32,
    answers: u64,
}

/// Any number of rules.
#[derive(Debug, Default)]
pub(super) struct Heads {
    heads: Vec<Head>,
    blocks: Blocks,
}

impl Heads {
    /// Writes rules down; each has its position as its number. Atom 0 has no meaning and stands where there are fewer than
    /// fit.
    pub fn new(rules: &[Logic]) -> Self {
        let mut heads = Heads::default();
        for rule in rules {
            let head = match *rule.first_atoms(rule.root, 3) {
                [] => answers(rule, 0, 0),
                [only] => answers(rule, only, only),
                [first, second] => answers(rule, first, second),
                _ => Head {
                    first: LONG,
                    second: heads.blocks.add(rule),
                    answers: 0,
                },
            };
            heads.heads.push(head);
        }
        heads
    }

    /// How many rules there are.
    pub fn len(&self) -> usize {
        self.heads.len()
    }

    /// The end that a rule comes to.
    #[inline]
    pub fn decide(&self, rule: usize, atoms: &[u8]) -> u8 {
        let Some(head) = self.heads.get(rule) else { return LEAVE };
        match (atoms.get(head.first as usize), atoms.get(head.second as usize)) {
            (Some(&first), Some(&second)) => head.end(first, second),
            // Or values that were bound for other rules.
            _ if head.first != LONG => LEAVE,
            _ => self.long(head.second, atoms),
        }
    }

    // Out of the way of the short ones.
    #[inline(never)]
    fn long(&self, block: u32, atoms: &[u8]) -> u8 {
        self.blocks.walk(block, |atom| atoms.get(atom as usize).copied())
    }

    /// As [`Heads::decide`], with values that are found when they are needed.
    pub fn decide_with(&self, rule: usize, mut value: impl FnMut(u32) -> Option<u8>) -> u8 {
        let Some(head) = self.heads.get(rule) else { return LEAVE };
        if head.first == LONG {
            return self.blocks.walk(head.second, value);
        }
        match (value(head.first), value(head.second)) {
            (Some(first), Some(second)) => head.end(first, second),
            _ => LEAVE,
        }
    }
}

impl Head {
    #[inline]
    fn end(&self, first: u8, second: u8) -> u8 {
        (self.answers.wrapping_shr(shift(first, second)) & 15) as u8
    }
}

/// Where the answer for two values stands.
#[inline]
fn shift(first: u8, second: u8) -> u32 {
    u32::from(first) + 2 * u32::from(second)
}

fn answers(logic: &Logic, first: u32, second: u32) -> Head {
    let mut answers = 0;
    for b in VALUES {
        for a in VALUES {
            let value = |atom| match atom {
                atom if atom == first => Some(a),
                atom if atom == second => Some(b),
                _ => None,
            };
            let code = match logic.walk(logic.root, value) {
                Way::End(code) => code.min(OPEN),
                Way::Node(_) => LEAVE,
            };
            answers |= u64::from(code) << shift(a, b);
        }
    }
    Head { first, second, answers }
}
