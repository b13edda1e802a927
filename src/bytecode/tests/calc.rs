//! Computed numbers as bytes: a tag and the operands.

use crate::hir::TextId;
use crate::ir::graph::calc::{Binary, Field, Unary};
use crate::ir::graph::{Calc, CalcId, Relation, SubjectId};

const FIELDS: [Field; 8] = [
    Field::Year,
    Field::Month,
    Field::Date,
    Field::Day,
    Field::Hours,
    Field::Minutes,
    Field::Seconds,
    Field::Milliseconds,
];

const UNARY: [Unary; 5] = [Unary::Negate, Unary::Floor, Unary::Ceil, Unary::Trunc, Unary::Abs];

const BINARY: [Binary; 5] = [
    Binary::Add,
    Binary::Subtract,
    Binary::Multiply,
    Binary::Divide,
    Binary::Remainder,
];

/// Appends a computed number.
pub fn write(calc: Calc, out: &mut Vec<u8>) {
    // Tag, word, two operands, bits: one form for all.
    let (tag, word, a, b, bits) = match calc {
        Calc::Number(bits) => (0, 0, 0, 0, bits),
        Calc::Now => (1, 0, 0, 0, 0),
        Calc::Clip(a) => (2, 0, a.0, 0, 0),
        Calc::Date(subject) => (3, 0, subject.0, 0, 0),
        Calc::FirstDate(subject) => (4, 0, subject.0, 0, 0),
        Calc::TextDate(text) => (5, 0, 0, 0, text.0.into()),
        Calc::Local(a) => (6, 0, a.0, 0, 0),
        Calc::RubyNow => (7, 0, 0, 0, 0),
        Calc::Field(field, a) => (8, field as u8, a.0, 0, 0),
        Calc::Unary(function, a) => (9, function as u8, a.0, 0, 0),
        Calc::Binary(function, a, b) => (10, function as u8, a.0, b.0, 0),
        Calc::Compare(relation, a, b) => (11, relation as u8, a.0, b.0, 0),
    };
    out.extend_from_slice(&[tag, word]);
    out.extend_from_slice(&a.to_le_bytes());
    out.extend_from_slice(&b.to_le_bytes());
    out.extend_from_slice(&u64::to_le_bytes(bits));
}

/// Reads a computed number and moves past it.
pub fn read(bytes: &mut &[u8]) -> Option<Calc> {
    let (&[tag, word, a0, a1, b0, b1], rest) = bytes.split_first_chunk::<6>()?;
    let (&bits, rest) = rest.split_first_chunk::<8>()?;
    *bytes = rest;
    let (a, b) = (u16::from_le_bytes([a0, a1]), u16::from_le_bytes([b0, b1]));
    let (bits, word) = (u64::from_le_bytes(bits), usize::from(word));
    let (subject, a, b) = (SubjectId(a), CalcId(a), CalcId(b));
    Some(match tag {
        0 => Calc::Number(bits),
        1 => Calc::Now,
        2 => Calc::Clip(a),
        3 => Calc::Date(subject),
        4 => Calc::FirstDate(subject),
        5 => Calc::TextDate(TextId(u32::try_from(bits).ok()?)),
        6 => Calc::Local(a),
        7 => Calc::RubyNow,
        8 => Calc::Field(*FIELDS.get(word)?, a),
        9 => Calc::Unary(*UNARY.get(word)?, a),
        10 => Calc::Binary(*BINARY.get(word)?, a, b),
        11 => Calc::Compare(*Relation::ALL.get(word)?, a, b),
        _ => return None,
    })
}
