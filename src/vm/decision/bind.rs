//! Binds the values of an identity or request once for any number of decisions.

use serde_json::Value as Json;

use super::once::{has_affix, kind, number};
use super::rules::Rules;
use crate::bytecode::tests::address;
use crate::ir::graph::{Act, Kind, Kinds};
use crate::vm::data::{Datum, Host};

/// A bound value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    pub kind: Kind,
    /// A flag, or whether a text or list is not empty, or a number neither zero nor NaN.
    pub truth: bool,
    /// Whether `number` is an IPv4 address.
    pub v4: bool,
    /// How many words of bits there are.
    pub width: u16,
    /// The number of a text; equal texts of a domain that is compared have equal numbers.
    pub id: u32,
    /// Where the words are, if there is more than one.
    pub at: u32,
    /// The first word.
    pub bits: u64,
    /// The bits of a number, or an IPv4 address.
    pub number: u64,
}

/// The number of a text that no rule mentions.
const UNKNOWN: u32 = u32::MAX;

/// Most texts of one domain that no rule mentions; a binding with more is left to the general code.
const MOST_LOCALS: usize = 4_096;

impl Default for Cell {
    fn default() -> Self {
        Cell {
            kind: Kind::Absent,
            truth: false,
            v4: false,
            width: 1,
            id: UNKNOWN,
            at: 0,
            bits: 0,
            number: 0,
        }
    }
}

/// Values bound for the rules of one [`Rules`]; it means nothing to any other.
#[derive(Clone, Debug, Default)]
pub struct Bound {
    pub(super) cells: Vec<Cell>,
    words: Vec<u64>,
    /// Texts of each domain that no rule mentions.
    locals: Vec<Vec<Box<str>>>,
}

impl Bound {
    #[inline]
    pub(super) fn word(&self, cell: &Cell, word: usize) -> u64 {
        match word {
            0 => cell.bits,
            _ if word >= usize::from(cell.width) => 0,
            _ => self.words.get(cell.at as usize + word).copied().unwrap_or(0),
        }
    }
}

impl Rules {
    /// Binds what a host lends; it is asked for every subject of the rules.
    pub fn bind<H: Host + ?Sized>(&self, host: &H) -> Bound {
        let mut bound = self.unbound();
        self.rebind(&mut bound, host, |_, _| true);
        bound
    }

    /// Values of which every one is absent, to be bound bit by bit.
    pub fn unbound(&self) -> Bound {
        Bound {
            cells: vec![Cell::default(); self.subjects.len()],
            locals: vec![Vec::new(); self.domains.len()],
            ..Bound::default()
        }
    }

    /// Binds those subjects anew whose section and key are asked for; the others stay as they are.
    pub fn rebind<H: Host + ?Sized>(&self, bound: &mut Bound, host: &H, wanted: impl Fn(&str, &str) -> bool) {
        for (number, subject) in (0_u16..).zip(&self.subjects) {
            if wanted(&subject.section, &subject.key) {
                let cell = self.cell(bound, number, &host.lend(number));
                if let Some(place) = bound.cells.get_mut(usize::from(number)) {
                    *place = cell;
                }
            }
        }
        if bound.locals.iter().any(|locals| locals.len() >= MOST_LOCALS) {
            // Without cells every question is left to the general code.
            bound.cells.clear();
        }
    }

    fn cell(&self, bound: &mut Bound, subject: u16, datum: &Datum<'_>) -> Cell {
        // Lists of texts are told from others.
        let exact = Kinds::all(Act::No).with(&[Kind::List], Act::Yes);
        let mut cell = Cell {
            kind: kind(datum, exact),
            ..Cell::default()
        };
        match datum {
            Datum::Bool(flag) | Datum::Json(Json::Bool(flag)) => cell.truth = *flag,
            Datum::Text(text) => self.text(bound, &mut cell, subject, text),
            Datum::Json(Json::String(text)) => self.text(bound, &mut cell, subject, text),
            Datum::Texts(texts) => self.list(bound, &mut cell, subject, texts.iter().copied()),
            Datum::Strings(texts) => self.list(bound, &mut cell, subject, texts.iter().map(String::as_str)),
            Datum::Json(Json::Array(items)) => {
                self.list(bound, &mut cell, subject, items.iter().filter_map(Json::as_str));
                cell.truth = !items.is_empty();
            }
            other => {
                if let Some(number) = number(other) {
                    cell.number = number.to_bits();
                    cell.truth = number != 0.0 && !number.is_nan();
                }
            }
        }
        cell
    }

    fn text(&self, bound: &mut Bound, cell: &mut Cell, subject: u16, text: &str) {
        self.list(bound, cell, subject, std::iter::once(text));
        cell.truth = !text.is_empty();
        if !self.subjects[usize::from(subject)].address {
            return;
        }
        if let Some(number) = address(text) {
            cell.v4 = true;
            cell.number = number.into();
        }
    }

    /// The bits of some texts, and the number of the last.
    fn list<'a>(&self, bound: &mut Bound, cell: &mut Cell, subject: u16, texts: impl Iterator<Item = &'a str>) {
        let number = self.subjects[usize::from(subject)].domain;
        let domain = &self.domains[number];
        let mut words: smallvec::SmallVec<[u64; 4]> = smallvec::smallvec![0; domain.width()];
        let mut set = |bit: u32| {
            let word = bit as usize / 64;
            if word >= words.len() {
                words.resize(word + 1, 0);
            }
            words[word] |= 1 << (bit % 64);
        };
        for text in texts {
            cell.truth = true;
            cell.id = match domain.texts.get(text) {
                Some(&known) => known,
                None if domain.open => domain.bits + local(&mut bound.locals[number], text),
                None => UNKNOWN,
            };
            if cell.id != UNKNOWN {
                set(cell.id);
            }
            for (side, piece, bit) in &domain.affixes {
                if has_affix(text, *side, piece) {
                    set(*bit);
                }
            }
        }
        cell.bits = words[0];
        cell.width = u16::try_from(words.len()).unwrap_or(u16::MAX);
        if words.len() > 1 {
            cell.at = u32::try_from(bound.words.len()).unwrap_or(u32::MAX);
            bound.words.extend(words);
        }
    }
}

/// The number of a text that no rule mentions, among those that were bound before.
fn local(locals: &mut Vec<Box<str>>, text: &str) -> u32 {
    let found = locals.iter().position(|known| **known == *text);
    let index = found.unwrap_or_else(|| {
        if locals.len() >= MOST_LOCALS {
            return MOST_LOCALS;
        }
        locals.push(text.into());
        locals.len() - 1
    });
    u32::try_from(index).unwrap_or(UNKNOWN)
}
