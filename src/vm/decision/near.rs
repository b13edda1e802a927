//! Cells of five bytes, for sets that ask few different things, as most do.
//!
//! Input: [`Cells`], and the values that an identity has for their atoms; output: the same ends. A byte names an atom, and
//! one a table, each the index of 256 places, so that nothing has to be checked but the row and the column. A row is twenty
//! bytes: what a large set costs is the lines of the cache that its rows take.
//! Left out: sets with more atoms or tables in their cells ([`Near::new`] gives none), and cells beyond the fourth of a row;
//! a cell whose rule is longer than a table ends at [`LEAVE`].

use rustc_hash::FxHashMap;

use super::bind::Bound;
use super::blocks::{WIDTH, index};
use super::cells::{Cells, SIDE};
use super::logic::{LEAVE, NO};

/// How many places a byte names.
const BYTES: usize = 256;

/// The table of the cells whose rules are longer.
const LONG: u8 = u8::MAX;

/// A rule of up to four atoms.
#[derive(Clone, Copy, Debug)]
struct Cell {
    atoms: [u8; WIDTH],
    table: u8,
}

/// A table of rules in rows.
#[derive(Debug)]
pub(crate) struct Near {
    rows: Vec<[Cell; SIDE]>,
    /// One table of ends after another.
    tables: Box<[u8; BYTES * BYTES]>,
    /// The atom of each byte; the first stands where there are fewer than fit.
    atoms: Vec<u16>,
}

/// Numbers, and the byte that each has: its position.
#[derive(Default)]
struct Bytes {
    numbers: Vec<u16>,
    known: FxHashMap<u16, u8>,
}

impl Bytes {
    /// The byte of a number, a new one where it has none yet; none where there is none left.
    fn byte(&mut self, number: u16) -> Option<u8> {
        if let Some(&known) = self.known.get(&number) {
            return Some(known);
        }
        let byte = u8::try_from(self.numbers.len()).ok()?;
        self.numbers.push(number);
        self.known.insert(number, byte);
        Some(byte)
    }
}

/// The values of the atoms that the bytes of cells name.
pub(crate) type Values = [u8; BYTES];

impl Near {
    /// Writes the first cells of each row with bytes; none where there are not enough of these.
    pub fn new(cells: &Cells) -> Option<Near> {
        let long = Cell {
            atoms: [0; WIDTH],
            table: LONG,
        };
        let mut rows = vec![[long; SIDE]; cells.first.len()];
        let mut ends = Box::new([LEAVE; BYTES * BYTES]);
        let (mut atoms, mut tables) = (Bytes::default(), Bytes::default());
        atoms.byte(0)?;
        for (own, row) in rows.iter_mut().zip(&cells.first) {
            for (cell, wide) in own.iter_mut().zip(row) {
                let Some(table) = cells.ends(wide) else { continue };
                for (byte, atom) in cell.atoms.iter_mut().zip(wide.atoms) {
                    *byte = atoms.byte(atom)?;
                }
                cell.table = tables.byte(wide.table).filter(|&byte| byte != LONG)?;
                let start = usize::from(cell.table) * BYTES;
                ends[start..start + BYTES].copy_from_slice(table);
            }
        }
        Some(Near {
            rows,
            tables: ends,
            atoms: atoms.numbers,
        })
    }

    /// The values of an identity.
    pub fn values(&self, bound: &Bound) -> Values {
        let mut values = [NO; BYTES];
        for (value, &atom) in values.iter_mut().zip(&self.atoms).skip(1) {
            *value = bound.atoms.get(usize::from(atom)).copied().unwrap_or(NO);
        }
        values
    }

    /// The end of a rule that is one table, [`LEAVE`] of a longer one; none where there is no such cell.
    #[inline]
    pub fn end(&self, row: usize, column: usize, values: &Values) -> Option<u8> {
        let Cell { atoms, table } = self.rows.get(row)?.get(column)?;
        // One load for all four.
        let atoms = u32::from_le_bytes(*atoms);
        let value = |shift: u32| values[usize::from((atoms >> shift) as u8)];
        let index = index(value(0), value(8), value(16), value(24));
        Some(self.tables[usize::from(*table) * BYTES + index])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vm::decision::logic::{Logic, Node, Way, YES};

    /// A rule that asks atoms one after the other, until one holds.
    fn any(atoms: impl IntoIterator<Item = u32>) -> Logic {
        let atoms: Vec<u32> = atoms.into_iter().collect();
        let nodes = (1..).zip(&atoms).map(|(next, &atom)| Node {
            atom,
            yes: Way::End(1),
            no: if next as usize == atoms.len() {
                Way::End(0)
            } else {
                Way::Node(next)
            },
        });
        Logic {
            nodes: nodes.collect(),
            root: Way::Node(0),
        }
    }

    fn cells(rules: &[Logic], rows: &[Vec<usize>]) -> Cells {
        Cells::new(rules, usize::MAX, rows.iter().cloned())
    }

    #[test]
    fn bytes_give_the_ends_of_the_cells() {
        let rules = [any([1]), any([2, 300]), any([7, 2, 1, 9]), any(1..6), Logic::end(5)];
        let cells = cells(&rules, &[vec![0, 1, 2, 3], vec![4], vec![2, 2, 2, 2, 1]]);
        let near = Near::new(&cells).expect("there are few");
        for bits in 0_u32..64 {
            let mut bound = Bound {
                atoms: [NO; 301].into(),
            };
            for (at, atom) in [1, 2, 7, 9, 300, 3].into_iter().enumerate() {
                bound.atoms[atom] = if bits >> at & 1 == 1 { YES } else { NO };
            }
            let values = near.values(&bound);
            for row in 0..4 {
                for column in 0..SIDE {
                    let end = near.end(row, column, &values);
                    match cells.short(row, column, &bound) {
                        Some(known) => assert_eq!(end, Some(known), "row {row}, column {column}, {bits:b}"),
                        None => assert!(matches!(end, None | Some(LEAVE)), "row {row}, column {column}"),
                    }
                }
                assert_eq!(near.end(row, SIDE, &values), None);
            }
        }
    }

    #[test]
    fn there_are_as_many_atoms_as_a_byte_names_and_one_means_nothing() {
        for (count, fits) in [(254, true), (255, true), (256, false), (1_000, false)] {
            let rules: Vec<Logic> = (1..=count).map(|atom| any([atom])).collect();
            let rows: Vec<Vec<usize>> = (0..rules.len()).map(|rule| vec![rule]).collect();
            let cells = cells(&rules, &rows);
            let near = Near::new(&cells);
            assert_eq!(near.is_some(), fits, "{count} atoms");
            let Some(near) = near else { continue };
            for atom in [1, 2, count] {
                let mut bound = Bound {
                    atoms: vec![NO; count as usize + 1].into(),
                };
                bound.atoms[atom as usize] = YES;
                let values = near.values(&bound);
                let holds = |row: &usize| near.end(*row, 0, &values) == Some(1);
                assert_eq!((0..rows.len()).filter(holds).collect::<Vec<_>>(), [atom as usize - 1]);
            }
        }
    }

    #[test]
    fn there_are_as_many_tables_as_a_byte_names_and_one_is_for_longer_rules() {
        // A table for each way that two atoms lead to one of these ends.
        let ends: Vec<[u8; 4]> = (0..12)
            .flat_map(|a| (0..12).flat_map(move |b| [[0, 0, a, b], [1, 0, a, b]]))
            .collect();
        let two = |[a, b, c, d]: [u8; 4]| Logic {
            nodes: [
                (1, Way::Node(1), Way::Node(2)),
                (2, Way::End(a), Way::End(b)),
                (2, Way::End(c), Way::End(d)),
            ]
            .into_iter()
            .map(|(atom, yes, no)| Node { atom, yes, no })
            .collect(),
            root: Way::Node(0),
        };
        // Rows end with cells that are not there, which have a table as well.
        for (count, fits) in [(254, true), (255, false)] {
            let rules: Vec<Logic> = ends.iter().take(count).map(|ends| two(*ends)).collect();
            let rows: Vec<Vec<usize>> = (0..count).map(|rule| vec![rule]).collect();
            assert_eq!(Near::new(&cells(&rules, &rows)).is_some(), fits, "{count} tables");
        }
    }
}
