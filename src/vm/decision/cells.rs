//! Linked rules as cells of ten bytes, for tables with one for each element and endpoint of a set.
//!
//! Input: [`Logic`] over numbered atoms, and a byte for each atom; output: the number of an end. A cell names up to four
//! atoms and the table of their values. All cells are decided in the same way, since neighbouring ones are asked in turn,
//! and whether a rule is a longer one could not be foreseen; and they stand in the table itself, since each further place
//! to look at is one more that a large set keeps out of the cache.

use super::bind::Bound;
use super::blocks::{Blocks, WIDTH};
use super::logic::{LEAVE, Logic};

/// Instead of a table: the rule is longer, and the first two numbers are that of its first block.
const LONG: u16 = u16::MAX;

/// A rule of up to four atoms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cell {
    atoms: [u16; WIDTH],
    table: u16,
}

/// A table of rules.
#[derive(Debug, Default)]
pub(crate) struct Cells {
    cells: Vec<Cell>,
    blocks: Blocks,
}

impl Cells {
    /// Writes rules down; `cells` are the numbers of rules, and each cell has its position as its own number.
    pub fn new(rules: &[Logic], cells: impl IntoIterator<Item = usize>) -> Self {
        let mut blocks = Blocks::default();
        let written: Vec<Cell> = rules.iter().map(|rule| cell(&mut blocks, rule)).collect();
        let leave = cell(&mut blocks, &Logic::end(LEAVE));
        let cells = cells
            .into_iter()
            .map(|rule| written.get(rule).copied().unwrap_or(leave));
        Cells {
            cells: cells.collect(),
            blocks,
        }
    }

    /// What the cells of one rule have and no others.
    pub fn rule(&self, cell: usize) -> Option<[u16; 5]> {
        let Cell {
            atoms: [a, b, c, d],
            table,
        } = *self.cells.get(cell)?;
        Some([a, b, c, d, table])
    }

    /// The end of a cell's rule.
    #[inline]
    pub fn decide(&self, cell: usize, bound: &Bound) -> u8 {
        let Some(cell) = self.cells.get(cell) else { return LEAVE };
        if cell.table == LONG {
            return self.long(*cell, bound);
        }
        let value = |atom: u16| bound.atoms.get(usize::from(atom)).copied();
        let [a, b, c, d] = cell.atoms;
        match (value(a), value(b), value(c), value(d)) {
            (Some(a), Some(b), Some(c), Some(d)) => self.blocks.end(usize::from(cell.table), a, b, c, d),
            // Values that were bound for another set.
            _ => LEAVE,
        }
    }

    fn long(&self, cell: Cell, bound: &Bound) -> u8 {
        let [low, high, ..] = cell.atoms.map(u32::from);
        self.blocks
            .walk(low | high << 16, |atom| bound.atoms.get(atom as usize).copied())
    }
}

fn cell(blocks: &mut Blocks, rule: &Logic) -> Cell {
    if let Some((atoms, table)) = blocks.short(rule)
        && let Ok(table) = u16::try_from(table)
        && table != LONG
        && let [Ok(a), Ok(b), Ok(c), Ok(d)] = atoms.map(u16::try_from)
    {
        return Cell {
            atoms: [a, b, c, d],
            table,
        };
    }
    let first = blocks.add(rule);
    Cell {
        atoms: [first as u16, (first >> 16) as u16, 0, 0],
        table: LONG,
    }
}
