//! Questions that compare a known with an open subject, as questions about the open one alone.

use serde_json::Value as Json;

use super::{Folder, Rest};
use crate::bytecode::operand::{Float, Set, Subject, Target};
use crate::bytecode::tests::{Acts, TestInstr, order};
use crate::ir::graph::{Act, Equality, Kind, Kinds, Relation};
use crate::vm::data::Datum;
use crate::vm::decision::once::{kind, number, same_kinds};

impl<'h> Folder<'_, 'h> {
    /// The first subject is known, the one that it is compared with is open.
    pub(super) fn own_known(&mut self, instr: &TestInstr, own: Datum<'h>) -> Rest {
        match *instr {
            TestInstr::Same {
                acts, equality, other, ..
            } => match acts.kinds.of(kind(&own, acts.kinds)) {
                Act::Test => self.same(other, Kinds::all(Act::Test), own, equality),
                act => Rest::Known(decided(act)),
            },
            TestInstr::Meets {
                acts, other, others, ..
            } => {
                // The kind of the open one is asked first; where it goes on, the known one says how.
                let on = acts.kinds.of(kind(&own, acts.kinds));
                let each = |kinds: Kinds, kind: Kind| match others.kinds.of(kind) {
                    Act::Yes | Act::Test => kinds.with(&[kind], on),
                    act => kinds.with(&[kind], act),
                };
                let kinds = Kind::ALL.into_iter().fold(others.kinds, each);
                self.has(other, kinds, own)
            }
            _ => Rest::Known(None),
        }
    }

    /// The first subject is open, the one that it is compared with is known.
    pub(super) fn other_known(&mut self, instr: &TestInstr, other: Datum<'h>) -> Rest {
        match *instr {
            TestInstr::Same {
                subject,
                acts,
                equality,
                ..
            } => self.same(subject, acts.kinds, other, equality),
            TestInstr::Meets {
                subject, acts, others, ..
            } => match others.kinds.of(kind(&other, others.kinds)) {
                Act::Leave => Rest::Known(None),
                Act::No => Rest::Known(Some(false)),
                Act::Yes | Act::Test => self.has(subject, acts.kinds, other),
            },
            _ => Rest::Known(None),
        }
    }

    /// Whether an open subject equals a known value, for those kinds that ask.
    fn same(&mut self, subject: Subject, kinds: Kinds, known: Datum<'h>, equality: Equality) -> Rest {
        // Lists are compared by what they are, whatever they hold.
        let list = |kind| if kind == Kind::Mixed { Kind::List } else { kind };
        let own = list(kind(&known, Kinds::all(Act::Leave)));
        let flag = match known {
            Datum::Bool(flag) | Datum::Json(&Json::Bool(flag)) => Some(flag),
            _ => None,
        };
        let number = number(&known);
        let act = |kind: Kind| match same_kinds(own, list(kind), equality) {
            Some(Some(true)) => Act::Yes,
            Some(Some(false)) => Act::No,
            Some(None) => Act::Leave,
            // Ruby compares integers exactly, which depends on the open number, too.
            None if number.is_some() && equality == Equality::Ruby => Act::Leave,
            None => Act::Test,
        };
        let each = |kinds: Kinds, kind: Kind| match kinds.of(kind) {
            Act::Test => kinds.with(&[kind], act(kind)),
            _ => kinds,
        };
        let kinds = Kind::ALL.into_iter().fold(kinds, each);
        let acts = |kinds| Acts { kinds, inverted: false };
        let target = Target(0);
        match (own, flag, number) {
            (Kind::Text, ..) => self.has(subject, kinds, known),
            (_, Some(true), _) => {
                let acts = acts(kinds);
                Rest::Asked(TestInstr::Truth { subject, acts, target }, false)
            }
            (_, Some(false), _) => {
                let acts = acts(opposite(kinds));
                Rest::Asked(TestInstr::Truth { subject, acts, target }, true)
            }
            (_, _, Some(number)) => {
                let order = TestInstr::Order {
                    subject,
                    acts: acts(kinds),
                    relation: Relation::Equal,
                    number: Float(number.to_bits()),
                    target,
                };
                Rest::Asked(order, false)
            }
            _ => {
                let acts = acts(kinds);
                Rest::Asked(TestInstr::Kind { subject, acts, target }, false)
            }
        }
    }

    /// Whether an open subject is, or has, a text that a known value is or has.
    fn has(&mut self, subject: Subject, kinds: Kinds, known: Datum<'h>) -> Rest {
        let set = texts(&known);
        let acts = Acts { kinds, inverted: false };
        let target = Target(0);
        if set.is_empty() {
            let none = |kinds: Kinds, kind: Kind| match kinds.of(kind) {
                Act::Test => kinds.with(&[kind], Act::No),
                _ => kinds,
            };
            let acts = Acts {
                kinds: Kind::ALL.into_iter().fold(kinds, none),
                ..acts
            };
            return Rest::Asked(TestInstr::Kind { subject, acts, target }, false);
        }
        let index = self.sets.iter().position(|known| *known == set);
        let index = index.unwrap_or_else(|| {
            self.sets.push(set);
            self.sets.len() - 1
        });
        // A program's sets are numbered with 32 bits, and each instruction makes at most one more.
        let set = Set(u32::try_from(self.code.tests.sets.len() + index).unwrap_or(u32::MAX));
        Rest::Asked(
            TestInstr::Has {
                subject,
                acts,
                set,
                target,
            },
            false,
        )
    }
}

/// The texts that a value is or has, in the order of sets.
fn texts<'h>(datum: &Datum<'h>) -> Vec<&'h str> {
    let mut texts: Vec<&str> = match *datum {
        Datum::Text(text) => vec![text],
        Datum::Texts(texts) => texts.to_vec(),
        Datum::Strings(texts) => texts.iter().map(String::as_str).collect(),
        Datum::Json(Json::String(text)) => vec![text],
        Datum::Json(Json::Array(items)) => items.iter().filter_map(Json::as_str).collect(),
        _ => Vec::new(),
    };
    texts.sort_by(|a, b| order(a, b));
    texts.dedup();
    texts
}

fn decided(act: Act) -> Option<bool> {
    match act {
        Act::No => Some(false),
        Act::Yes => Some(true),
        Act::Test | Act::Leave => None,
    }
}

/// Yes and no exchanged.
fn opposite(kinds: Kinds) -> Kinds {
    let turn = |turned: Kinds, kind: Kind| match kinds.of(kind) {
        Act::Yes => turned.with(&[kind], Act::No),
        Act::No => turned.with(&[kind], Act::Yes),
        _ => turned,
    };
    Kind::ALL.into_iter().fold(kinds, turn)
}
