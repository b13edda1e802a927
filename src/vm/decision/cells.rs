//! Linked rules as cells of ten bytes, for tables with a row for each element of a set and a column for each endpoint.
//!
//! Input: [`Logic`] over numbered atoms, and a byte for each atom; output: the number of an end. A cell names up to four
//! atoms and the table of their values. All short cells are decided in the same way, however few atoms they have, since
//! neighbouring ones are asked in turn and which comes next could not be foreseen; and they stand in the table itself,
//! since each further place to look at is one more that a large set keeps out of the cache.

use super::bind::Bound;
use super::blocks::{Blocks, WIDTH};
use super::logic::{LEAVE, Logic};

/// Instead of a table: the rule is longer, and the first two numbers are that of its first block.
const LONG: u16 = u16::MAX;

/// A rule of up to four atoms.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    pub atoms: [u16; WIDTH],
    pub table: u16,
}

/// Cells of a row that stand side by side; the few rows that have more have them elsewhere.
pub(super) const SIDE: usize = 4;

/// A table of rules in rows.
#[derive(Debug, Default)]
pub(crate) struct Cells {
    pub(super) first: Vec<[Cell; SIDE]>,
    further: Vec<Cell>,
    /// For each row the first of its further cells; and the number of all.
    starts: Vec<u32>,
    blocks: Blocks,
}

impl Cells {
    /// Writes rules down; a row has the numbers of its cells' rules, and `none` is that of a cell which is not there.
    pub fn new(rules: &[Logic], none: usize, rows: impl IntoIterator<Item = Vec<usize>>) -> Self {
        let mut blocks = Blocks::default();
        let written: Vec<Cell> = rules.iter().map(|rule| cell(&mut blocks, rule)).collect();
        let leave = cell(&mut blocks, &Logic::end(LEAVE));
        let cell = |rule: &usize| written.get(*rule).copied().unwrap_or(leave);
        let (mut first, mut further, mut starts) = (Vec::new(), Vec::new(), vec![0]);
        for row in rows {
            let own = |column| cell(row.get(column).unwrap_or(&none));
            first.push(std::array::from_fn(own));
            further.extend(row.iter().skip(SIDE).map(cell));
            starts.push(further.len() as u32);
        }
        Cells {
            first,
            further,
            starts,
            blocks,
        }
    }

    /// What the cells of one rule have and no others.
    pub fn rule(&self, row: usize, column: usize) -> Option<[u16; 5]> {
        let Cell {
            atoms: [a, b, c, d],
            table,
        } = *self.cell(row, column)?;
        Some([a, b, c, d, table])
    }

    /// The end of a rule that is one table; none of a longer one, and of cells further on in their row.
    #[inline]
    pub fn short(&self, row: usize, column: usize, bound: &Bound) -> Option<u8> {
        self.end(self.first.get(row)?.get(column)?, bound)
    }

    /// The ends of a rule that is one table.
    pub(super) fn ends(&self, cell: &Cell) -> Option<&[u8; 256]> {
        self.blocks.ends(usize::from(cell.table))
    }

    /// The end of a cell's rule; none where there is no such cell.
    pub fn decide(&self, row: usize, column: usize, bound: &Bound) -> Option<u8> {
        let cell = self.cell(row, column)?;
        Some(self.end(cell, bound).unwrap_or_else(|| self.long(cell, bound)))
    }

    fn cell(&self, row: usize, column: usize) -> Option<&Cell> {
        let first = self.first.get(row)?;
        first.get(column).or_else(|| {
            let (start, end) = (*self.starts.get(row)?, *self.starts.get(row + 1)?);
            self.further.get(start as usize..end as usize)?.get(column - SIDE)
        })
    }

    #[inline]
    fn end(&self, cell: &Cell, bound: &Bound) -> Option<u8> {
        if cell.table == LONG {
            return None;
        }
        let value = |atom: u16| bound.atoms.get(usize::from(atom)).copied();
        let [a, b, c, d] = cell.atoms;
        // Values that were bound for another set lead nowhere, one after the other: that is how they are checked best.
        let a = value(a)?;
        let b = value(b)?;
        let c = value(c)?;
        let d = value(d)?;
        Some(self.blocks.end(usize::from(cell.table), a, b, c, d))
    }

    fn long(&self, cell: &Cell, bound: &Bound) -> u8 {
        if cell.table != LONG {
            return LEAVE;
        }
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
