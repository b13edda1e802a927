//! Binds the values of an identity or request once for any number of decisions.
//!
//! Input: a [`Binder`] and what a host lends; output: the value of every atom. A subject starts with a copy of what its
//! kind says of its atoms, so that binding costs a look-up for each text and a question for those few atoms that are
//! asked one by one, however many rules ask about it.

use super::atoms::{EXACT, each_text};
use super::linker::{Binder, Subject, length};
use super::logic::{LEFT, NO, OPEN, UNBOUND, YES};
use super::once::kind;
use crate::ir::graph::Act;
use crate::vm::data::{Datum, Host};

/// Values bound for the rules of one [`Rules`](super::Rules), a byte for each question; it means nothing to any other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Bound {
    pub(super) atoms: Box<[u8]>,
}

impl Binder {
    /// See [`Rules::unbound`](super::Rules::unbound).
    pub fn unbound(&self) -> Bound {
        Bound {
            atoms: vec![UNBOUND; self.atoms].into(),
        }
    }

    /// See [`Rules::rebind`](super::Rules::rebind).
    pub fn rebind<H: Host + ?Sized>(&self, bound: &mut Bound, host: &H, wanted: impl Fn(&str, &str) -> bool) {
        if bound.atoms.len() != self.atoms {
            *bound = self.unbound();
        }
        for (number, subject) in (0_u16..).zip(&self.subjects) {
            if subject.count > 0 && wanted(&subject.section, &subject.key) {
                subject.bind(&mut bound.atoms, &host.lend(number));
            }
        }
        let is_wanted = |subject: u16| {
            let subject = self.subjects.get(usize::from(subject));
            subject.is_some_and(|subject| wanted(&subject.section, &subject.key))
        };
        for (number, atom) in &self.wide {
            let (all, any) = atom
                .subjects()
                .map(is_wanted)
                .fold((true, false), |(all, any), wanted| (all && wanted, any || wanted));
            let value = match (all, any) {
                // Also where only the time is asked for.
                (true, _) => atom.value(host),
                (false, false) => continue,
                (false, true) => UNBOUND,
            };
            if let Some(place) = bound.atoms.get_mut(*number as usize) {
                *place = value;
            }
        }
        let first = self.atoms - self.derived.len();
        for rule in 0..self.derived.len() {
            let value = match self.derived.decide(rule, &bound.atoms) {
                0 => NO,
                1 => YES,
                OPEN => UNBOUND,
                _ => LEFT,
            };
            if let Some(place) = bound.atoms.get_mut(first + rule) {
                *place = value;
            }
        }
    }
}

impl Subject {
    /// The values of its atoms: what the kind says, then what the texts say, then what has to be asked.
    fn bind(&self, atoms: &mut [u8], datum: &Datum<'_>) {
        let kind = kind(datum, EXACT);
        let start = kind as usize * self.count;
        let (Some(own), Some(row)) = (
            atoms.get_mut(self.first..self.first + self.count),
            self.rows.get(start..start + self.count),
        ) else {
            return;
        };
        own.copy_from_slice(row);
        if !self.texts.is_empty() {
            each_text(datum, |text| {
                if self.lengths & length(text) == 0 {
                    return;
                }
                for named in self.texts.get(text).into_iter().flatten() {
                    if named.kinds >> kind as u8 & 1 == 1
                        && let Some(place) = atoms.get_mut(named.atom as usize)
                    {
                        *place = YES;
                    }
                }
            });
        }
        for (number, atom) in &self.rest {
            if atom.kinds.of(kind) == Act::Test
                && let Some(place) = atoms.get_mut(*number as usize)
            {
                *place = atom.question.ask(datum, &Datum::Absent);
            }
        }
    }
}
