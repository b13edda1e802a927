//! Hashes of values, and finding keys in tables.
//!
//! The numbers are the same in every run and no rule sees them; `hash` as a method faults.

use crate::value::{ObjId, Value};
use crate::vm::context::{Cx, Run};
use crate::vm::heap;

use super::arguments::{items, object};
use super::equality::eql;
use super::object::Object;
use super::table::Table;

const SEED: u64 = 0x9e37_79b9_7f4a_7c15;

/// Mixes a number into a hash.
fn mix(state: u64, number: u64) -> u64 {
    let mut mixed = (state ^ number).wrapping_mul(0xff51_afd7_ed55_8ccd);
    mixed ^= mixed >> 32;
    mixed = mixed.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    mixed ^ (mixed >> 29)
}

fn bytes(state: u64, data: &[u8]) -> u64 {
    let mut chunks = data.chunks_exact(8);
    let mut mixed = state;
    for chunk in &mut chunks {
        let mut word = [0; 8];
        word.copy_from_slice(chunk);
        mixed = mix(mixed, u64::from_le_bytes(word));
    }
    let mut tail = [0; 8];
    tail[..chunks.remainder().len()].copy_from_slice(chunks.remainder());
    mix(mix(mixed, u64::from_le_bytes(tail)), data.len() as u64)
}

/// The hash of a value: equal for values that are `eql?`.
pub(super) fn hash_of(cx: &mut Cx<'_>, value: Value) -> Run<u64> {
    Ok(match value {
        Value::Nil | Value::Empty | Value::Undefined => mix(SEED, 1),
        Value::Bool(flag) => mix(SEED, 2 + u64::from(flag)),
        Value::Int(number) => mix(SEED ^ 4, number as u64),
        // `rb_dbl_hash`: both zeros are one key.
        Value::Float(number) => mix(SEED ^ 5, if number == 0.0 { 0 } else { number.to_bits() }),
        Value::Symbol(id) => mix(SEED ^ 6, u64::from(id.0)),
        Value::Global(global) => mix(SEED ^ 7, global as u64),
        Value::Section(section) => mix(SEED ^ 8, u64::from(section.0)),
        Value::Str(_) | Value::Native(_) => mix(SEED, 9),
        Value::Object(id) => return of_object(cx, id),
    })
}

fn of_object(cx: &mut Cx<'_>, id: ObjId) -> Run<u64> {
    let value = Value::Object(id);
    let heap::Object::Rb(object) = cx.object(id) else {
        return Ok(mix(SEED ^ 10, u64::from(id.0)));
    };
    match object {
        Object::String(string) => {
            let mixed = bytes(SEED ^ 11, string.text.as_bytes());
            let work = string.text.len() as u64 / 8;
            cx.charge(work)?;
            Ok(mixed)
        }
        Object::BigInt(number) => Ok(bytes(SEED ^ 12, &number.to_signed_bytes_le())),
        Object::Rational(number) => {
            let numerator = bytes(SEED ^ 13, &number.numerator().to_signed_bytes_le());
            Ok(bytes(numerator, &number.denominator().to_signed_bytes_le()))
        }
        Object::Array(_) => cx.nested(|cx| {
            let mut mixed = SEED ^ 14;
            let mut at = 0;
            while let Some(&item) = items(cx, value).get(at) {
                cx.charge(1)?;
                mixed = mix(mixed, hash_of(cx, item)?);
                at += 1;
            }
            Ok(mixed)
        }),
        Object::Hash(_) => cx.nested(|cx| {
            // Order does not count. A key is asked anew: one that changed since it was put in, or that holds this very hash.
            let mut sum = 0u64;
            let mut at = 0;
            while let Some((position, entry)) = table(cx, value).and_then(|table| table.next_from(at)) {
                cx.charge(1)?;
                let (key, value) = (entry.key, entry.value);
                sum = sum.wrapping_add(mix(hash_of(cx, key)?, hash_of(cx, value)?));
                at = position + 1;
            }
            Ok(mix(SEED ^ 15, sum))
        }),
        Object::Set(_) => cx.nested(|cx| {
            let mut sum = 0u64;
            let mut at = 0;
            while let Some((position, entry)) = table(cx, value).and_then(|table| table.next_from(at)) {
                cx.charge(1)?;
                let key = entry.key;
                sum = sum.wrapping_add(mix(SEED, hash_of(cx, key)?));
                at = position + 1;
            }
            Ok(mix(SEED ^ 16, sum))
        }),
        Object::Range(range) => {
            let range = *range;
            cx.nested(|cx| {
                let begin = hash_of(cx, range.begin)?;
                let end = hash_of(cx, range.end)?;
                Ok(mix(mix(SEED ^ 17, begin), mix(end, u64::from(range.exclusive))))
            })
        }
        Object::SymbolProc(symbol) => Ok(mix(SEED ^ 18, u64::from(symbol.0))),
        Object::Regexp(regexp) => Ok(bytes(SEED ^ 19, regexp.source.as_bytes())),
        Object::MatchData(found) => Ok(bytes(SEED ^ 20, found.text.as_bytes())),
        Object::Time(time) => Ok(mix(mix(SEED ^ 22, time.to_i() as u64), time.nsec().into())),
        Object::Date(date) => Ok(mix(SEED ^ 23, date.jd() as u64)),
        Object::IpAddr(address) => Ok(bytes(SEED ^ 21, address.inspect().as_bytes())),
        Object::Exception(_) | Object::Enumerator(_) | Object::WrappedBlock(_) | Object::Plain => {
            Ok(mix(SEED ^ 10, u64::from(id.0)))
        }
    }
}

/// The table of a Hash or Set.
pub(super) fn table<'c>(cx: &'c Cx<'_>, owner: Value) -> Option<&'c Table> {
    match object(cx, owner) {
        Some(Object::Hash(hash)) => Some(&hash.table),
        Some(Object::Set(set)) => Some(&set.table),
        _ => None,
    }
}

/// The position of a key in the table of a Hash or Set.
pub(super) fn find(cx: &mut Cx<'_>, owner: Value, key: Value) -> Run<Option<usize>> {
    match table(cx, owner) {
        Some(table) if !table.is_empty() => {}
        _ => return Ok(None),
    }
    let hash = hash_of(cx, key)?;
    find_hashed(cx, owner, key, hash)
}

/// The same where the hash is known.
pub(super) fn find_hashed(cx: &mut Cx<'_>, owner: Value, key: Value, hash: u64) -> Run<Option<usize>> {
    let Some(mut probe) = table(cx, owner).map(|table| table.probe(hash)) else {
        return Ok(None);
    };
    while let Some((position, candidate)) = table(cx, owner).and_then(|table| table.next_candidate(&mut probe)) {
        cx.charge(1)?;
        if eql(cx, candidate, key)? {
            return Ok(Some(position));
        }
    }
    Ok(None)
}
