//! Many rules in one file: what a host loads that decides with a whole set.
//!
//! Layout, all numbers little-endian: the magic `rulecs`, the format version of programs, a checksum of the rest, how many
//! texts, programs, rules and attached bytes there are; then flat tables: where each text ends, where each program ends, the
//! program of each rule, where each name ends; then the texts, the programs, the names, and what is attached, of which
//! nothing is known here. Identical programs stand once, and programs name texts by their numbers. Rules stand in the order of
//! their names.
//! Loading checks the sum and the tables, so that nothing of a damaged or foreign file is used, and makes no program; each
//! is read and checked when it is asked for first. No bytes make a program that the machine could not run safely.

mod sum;
mod write;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use super::Program;
use super::artefact::{Reader, VERSION};
use super::load_error::LoadError;
use sum::checksum;

pub use write::BundleWriter;
pub(super) use write::Pool;

const MAGIC: &[u8; 6] = b"rulecs";

/// Magic, version and checksum.
const HEAD: usize = 16;
/// Four counts.
const COUNTS: usize = 16;

/// Compiled rules by their names. It is shared by any number of threads.
#[derive(Debug)]
pub struct Bundle {
    bytes: Vec<u8>,
    /// Where each table and each kind of contents stands in the bytes.
    places: Places,
    /// Each in a box, so that places of programs that nobody asks for are small.
    programs: Vec<OnceLock<Box<Result<Program, LoadError>>>>,
}

#[derive(Debug)]
struct Places {
    text_ends: Range<usize>,
    program_ends: Range<usize>,
    rules: Range<usize>,
    name_ends: Range<usize>,
    texts: Range<usize>,
    programs: Range<usize>,
    names: Range<usize>,
    attached: Range<usize>,
}

/// Texts that programs share, while they are read.
#[derive(Clone, Copy)]
pub(super) struct Shared<'b> {
    ends: &'b [u8],
    bytes: &'b [u8],
}

impl<'b> Shared<'b> {
    /// How many bytes all texts have.
    pub fn len(self) -> usize {
        self.bytes.len()
    }

    /// The bytes of a text.
    pub fn get(self, number: u32) -> Option<&'b [u8]> {
        entry(self.ends, self.bytes, number as usize)
    }
}

/// A number of a table.
fn at(table: &[u8], index: usize) -> Option<u32> {
    let start = index.checked_mul(4)?;
    let bytes = table.get(start..start.checked_add(4)?)?;
    bytes.try_into().ok().map(u32::from_le_bytes)
}

/// An entry of contents whose ends stand in a table.
fn entry<'b>(ends: &[u8], contents: &'b [u8], index: usize) -> Option<&'b [u8]> {
    let start = match index.checked_sub(1) {
        None => 0,
        Some(before) => at(ends, before)? as usize,
    };
    contents.get(start..at(ends, index)? as usize)
}

impl Bundle {
    /// The version of the format that is written and read.
    pub const VERSION: u16 = VERSION;

    /// Whether bytes start as a bundle or a compiled rule does, also one of another version; no text starts so.
    pub fn is_compiled(head: &[u8]) -> bool {
        // Versions are small, so that the eighth byte is zero.
        head.starts_with(b"rulec\0") || (head.starts_with(MAGIC) && head.get(7).is_none_or(|&byte| byte == 0))
    }

    /// Writes rules, each with its name; none where the file would be larger than 4 GiB.
    ///
    /// ```
    /// use rulec::bytecode::Bundle;
    /// use rulec::{Schema, Source, compile};
    ///
    /// let rule = |text| compile(&Source::javascript("rule", text), &Schema::batch()).unwrap();
    /// let (hr, all) = (rule("identity('teams').includes('HR')"), rule("true"));
    /// let bytes = Bundle::write([("form", &hr), ("kapp", &all), ("other form", &hr)]).unwrap();
    /// let bundle = Bundle::read(bytes).unwrap();
    /// assert_eq!((bundle.len(), bundle.distinct()), (3, 2));
    /// let form = bundle.find("other form").unwrap();
    /// assert_eq!(bundle.program(form).unwrap().to_bytes(), hr.to_bytes());
    /// ```
    pub fn write<'p>(rules: impl IntoIterator<Item = (&'p str, &'p Program)>) -> Option<Vec<u8>> {
        let mut rules: Vec<(&str, &Program)> = rules.into_iter().collect();
        rules.sort_by_key(|(name, _)| *name);
        let mut out = BundleWriter::default();
        // The same program is often given under many names.
        let mut last: HashMap<*const Program, u32> = HashMap::new();
        for (name, program) in rules {
            let number = *last
                .entry(std::ptr::from_ref(program))
                .or_insert_with(|| out.program(program));
            out.rule(name, number);
        }
        out.finish(&[])
    }

    /// Loads what [`Bundle::write`] gave.
    ///
    /// # Errors
    /// [`LoadError`] where the bytes are no bundle of this version, or are not as they were written.
    pub fn read(bytes: Vec<u8>) -> Result<Bundle, LoadError> {
        if bytes.get(..MAGIC.len()) != Some(&MAGIC[..]) {
            return Err(LoadError::Magic);
        }
        let version = bytes.get(6..8).and_then(|bytes| bytes.try_into().ok());
        let version = version.map(u16::from_le_bytes).ok_or(LoadError::Broken)?;
        if version != VERSION {
            return Err(LoadError::Version(version));
        }
        let (places, count) = places(&bytes).ok_or(LoadError::Broken)?;
        Ok(Bundle {
            programs: (0..count).map(|_| OnceLock::new()).collect(),
            bytes,
            places,
        })
    }

    /// How many rules there are.
    pub fn len(&self) -> usize {
        self.places.rules.len() / 4
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.places.rules.is_empty()
    }

    /// How many bytes the bundle has.
    pub fn size(&self) -> usize {
        self.bytes.len()
    }

    /// How many different programs there are.
    pub fn distinct(&self) -> usize {
        self.programs.len()
    }

    fn part(&self, place: &Range<usize>) -> &[u8] {
        self.bytes.get(place.clone()).unwrap_or(&[])
    }

    /// The name of a rule; empty beyond the last.
    pub fn name(&self, rule: usize) -> &str {
        let name = entry(self.part(&self.places.name_ends), self.part(&self.places.names), rule);
        name.and_then(|name| std::str::from_utf8(name).ok()).unwrap_or("")
    }

    /// The number of the rule with a name.
    pub fn find(&self, name: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.name(middle) < name {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        (low < self.len() && self.name(low) == name).then_some(low)
    }

    /// The number of a rule's program: rules with the same one are the same.
    pub fn program_of(&self, rule: usize) -> Option<usize> {
        let number = at(self.part(&self.places.rules), rule)? as usize;
        (number < self.programs.len()).then_some(number)
    }

    /// What was attached to the programs: a policy set, where `rulec compile` wrote the bundle.
    pub fn attached(&self) -> &[u8] {
        self.part(&self.places.attached)
    }

    /// The program of a rule; it is read and checked when it is first asked for.
    ///
    /// # Errors
    /// [`LoadError`] where there is no such rule, or its program does not pass the check.
    pub fn program(&self, rule: usize) -> Result<&Program, LoadError> {
        let number = self.program_of(rule).ok_or(LoadError::Broken)?;
        let place = self.programs.get(number).ok_or(LoadError::Broken)?;
        let program = place.get_or_init(|| Box::new(self.read_program(number)));
        Result::as_ref(program).map_err(LoadError::clone)
    }

    /// Reads and checks the program with a number, for one who keeps it.
    ///
    /// # Errors
    /// As [`Bundle::program`].
    pub fn read_program(&self, number: usize) -> Result<Program, LoadError> {
        let (ends, programs) = (self.part(&self.places.program_ends), self.part(&self.places.programs));
        let shared = Shared {
            ends: self.part(&self.places.text_ends),
            bytes: self.part(&self.places.texts),
        };
        let bytes = entry(ends, programs, number).ok_or(LoadError::Broken)?;
        Program::read(Reader(bytes, Some(shared)))
    }

    /// Reads and checks every program.
    ///
    /// # Errors
    /// As [`Bundle::program`].
    pub fn check(&self) -> Result<(), LoadError> {
        (0..self.len()).try_for_each(|rule| self.program(rule).map(|_| ()))
    }
}

/// Checks the sum and the tables of a bundle whose head was read; gives the places, and how many programs there are.
fn places(bytes: &[u8]) -> Option<(Places, usize)> {
    let sum = u64::from_le_bytes(bytes.get(8..HEAD)?.try_into().ok()?);
    let body = bytes.get(HEAD..)?;
    if checksum(body) != sum {
        return None;
    }
    let mut start = HEAD + COUNTS;
    let mut take = |len: usize| {
        let place = start..start.checked_add(len)?;
        start = place.end;
        bytes.get(place.clone()).map(|_| place)
    };
    let count = |index: usize| at(body, index).map(|count| count as usize);
    let (texts, programs, rules, attached) = (count(0)?, count(1)?, count(2)?, count(3)?);
    let (text_ends, program_ends) = (take(texts.checked_mul(4)?)?, take(programs.checked_mul(4)?)?);
    let (numbers, name_ends) = (take(rules.checked_mul(4)?)?, take(rules.checked_mul(4)?)?);
    let places = Places {
        texts: take(end(&bytes[text_ends.clone()])?)?,
        programs: take(end(&bytes[program_ends.clone()])?)?,
        names: take(end(&bytes[name_ends.clone()])?)?,
        attached: take(attached)?,
        text_ends,
        program_ends,
        rules: numbers,
        name_ends,
    };
    let known = bytes[places.rules.clone()].chunks_exact(4);
    let known = known.filter_map(|number| number.try_into().ok().map(u32::from_le_bytes));
    let sound = start == bytes.len()
        && known.into_iter().all(|number| (number as usize) < programs)
        && are_names(&bytes[places.name_ends.clone()], &bytes[places.names.clone()]);
    sound.then_some((places, programs))
}

/// Where the last entry of a table ends; none where one ends before the one that it follows.
fn end(table: &[u8]) -> Option<usize> {
    let mut end = 0;
    for index in 0..table.len() / 4 {
        let next = at(table, index)?;
        if next < end {
            return None;
        }
        end = next;
    }
    Some(end as usize)
}

/// Whether names are texts in order.
fn are_names(ends: &[u8], names: &[u8]) -> bool {
    let Ok(names) = std::str::from_utf8(names) else {
        return false;
    };
    let mut last = "";
    let mut start = 0;
    for index in 0..ends.len() / 4 {
        let Some(name) = at(ends, index).and_then(|end| names.get(start..end as usize)) else {
            return false;
        };
        if name < last {
            return false;
        }
        (start, last) = (start + name.len(), name);
    }
    true
}
