//! Rules as tables of up to four atoms: the values of the atoms are the index of an end, or of the next table.
//!
//! Input: [`Logic`] over numbered atoms; output: blocks. Equal tables are kept once, so that rules of one shape share one.
//! Invariants: blocks lead to later nodes of their rule only, so that a walk ends; what is not there leaves.

use rustc_hash::FxHashMap;

use super::logic::{LEAVE, Logic, VALUES, Way};

/// Atoms of a block.
pub(super) const WIDTH: usize = 4;

/// From here on the bytes of a table are exits.
const EXIT: u8 = 16;

/// An end or an exit for all values of four atoms. Those for yes and no alone share a line of the cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(align(64))]
struct Table([u8; 256]);

#[derive(Clone, Copy, Debug)]
struct Block {
    atoms: [u32; WIDTH],
    table: u32,
    /// Where the numbers of the blocks that it goes on with start.
    exits: u32,
}

/// Blocks of any number of rules.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    blocks: Vec<Block>,
    tables: Vec<Table>,
    exits: Vec<u32>,
    known: FxHashMap<Table, u32>,
}

impl Blocks {
    /// A table of ends for a rule of at most four atoms, with their numbers; none for a longer one.
    pub fn short(&mut self, logic: &Logic) -> Option<([u32; WIDTH], u32)> {
        let atoms = logic.first_atoms(logic.root, WIDTH + 1);
        (atoms.len() <= WIDTH).then(|| {
            let (table, _) = table(logic, logic.root, &atoms);
            (padded(&atoms), self.table(table))
        })
    }

    /// Writes a rule; gives its first block.
    pub fn add(&mut self, logic: &Logic) -> u32 {
        let start = self.blocks.len() as u32;
        let mut numbers: FxHashMap<Way, u32> = std::iter::once((logic.root, start)).collect();
        let mut roots = vec![logic.root];
        let mut at = 0;
        while let Some(&root) = roots.get(at) {
            at += 1;
            let atoms = logic.first_atoms(root, WIDTH);
            let (table, exits) = table(logic, root, &atoms);
            let table = self.table(table);
            self.blocks.push(Block {
                atoms: padded(&atoms),
                table,
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

    fn table(&mut self, table: Table) -> u32 {
        let next = self.tables.len() as u32;
        let number = *self.known.entry(table).or_insert(next);
        if number == next {
            self.tables.push(table);
        }
        number
    }

    /// The end of a short rule for the values of its atoms.
    #[inline]
    pub fn end(&self, table: usize, a: u8, b: u8, c: u8, d: u8) -> u8 {
        match self.ends(table) {
            Some(ends) => ends[index(a, b, c, d)],
            None => LEAVE,
        }
    }

    /// The ends of a table.
    #[inline]
    pub fn ends(&self, table: usize) -> Option<&[u8; 256]> {
        self.tables.get(table).map(|Table(ends)| ends)
    }

    /// The end of a rule that starts at a block; `value` is asked for the values of atoms.
    #[inline]
    pub fn walk(&self, first: u32, mut value: impl FnMut(u32) -> Option<u8>) -> u8 {
        let mut at = first;
        while let Some(block) = self.blocks.get(at as usize) {
            let [a, b, c, d] = block.atoms;
            let (Some(a), Some(b), Some(c), Some(d)) = (value(a), value(b), value(c), value(d)) else {
                return LEAVE;
            };
            let code = self.end(block.table as usize, a, b, c, d);
            if code < EXIT {
                return code;
            }
            match self.exits.get(block.exits as usize + usize::from(code - EXIT)) {
                Some(&next) => at = next,
                None => return LEAVE,
            }
        }
        LEAVE
    }
}

/// Where the end for the values of four atoms stands in a table; below 256.
#[inline]
pub(super) fn index(a: u8, b: u8, c: u8, d: u8) -> usize {
    let two = |one: u8, other: u8| usize::from(one) + 2 * usize::from(other);
    (two(a, b) >> 2 | two(c, d) << 2) & 255
}

/// Atom 0 stands where there are fewer than fit.
fn padded(atoms: &[u32]) -> [u32; WIDTH] {
    let mut padded = [0; WIDTH];
    for (place, &atom) in padded.iter_mut().zip(atoms) {
        *place = atom;
    }
    padded
}

/// What each combination of values leads to from a way; exits are numbered.
fn table(logic: &Logic, root: Way, atoms: &[u32]) -> (Table, Vec<Way>) {
    let mut table = Table([LEAVE; 256]);
    let mut exits: Vec<Way> = Vec::new();
    for (index, code) in table.0.iter_mut().enumerate() {
        let value = |atom| {
            let place = atoms.iter().position(|&own| own == atom)?;
            // As `index` puts them together.
            let bits = index >> (place + place / 2 * 2);
            Some(VALUES[bits & 1 | bits >> 1 & 2])
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
    (table, exits)
}
