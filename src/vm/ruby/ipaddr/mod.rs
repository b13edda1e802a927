//! IPAddr, as `ipaddr.rb` 1.2.4 of Ruby 3.1 defines it.
//!
//! `address.rs` knows the addresses; this file reads arguments. The binary form (`hton`) and the obsolete `ipv4_compat` are
//! left out, and addresses do not change.

mod address;
mod syntax;
#[cfg(test)]
mod tests;
mod text;

pub use address::Address;

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run, Stop};

use super::arguments::{alloc, big, is_string, object, text as text_of, to_long};
use super::dispatch::{Method, method, refused};
use super::numeric::is_number;
use super::object::Object;
use super::{Args, machine_text, new_integer, operators, send};

use address::{AddressError, Family};

/// Sorted by name.
pub(super) const METHODS: &[Method] = &[
    method("&", 1, 1, |cx, this, args| {
        combine(cx, this, args, |own, other| own & other)
    }),
    method("<<", 1, 1, |cx, this, args| shift(cx, this, args, true)),
    method("<=>", 1, 1, spaceship),
    method("==", 1, 1, equals),
    method("===", 1, 1, include),
    method(">>", 1, 1, |cx, this, args| shift(cx, this, args, false)),
    method("eql?", 1, 1, |cx, this, args| {
        let same = address(cx, args.at(0)).is_some_and(|other| address(cx, this).as_ref() == Some(&other));
        Ok(Value::Bool(same))
    }),
    method("family", 0, 0, |cx, this, _| {
        let own = own(cx, this)?;
        Ok(Value::Int(if own.is_v4() { 2 } else { 10 }))
    }),
    refused("hash"),
    refused("hton"),
    method("include?", 1, 1, include),
    method("inspect", 0, 0, |cx, this, _| {
        let text = own(cx, this)?.inspect();
        machine_text(cx, text)
    }),
    method("ip6_arpa", 0, 0, |cx, this, _| reverse_v6(cx, this, ".ip6.arpa")),
    method("ip6_int", 0, 0, |cx, this, _| reverse_v6(cx, this, ".ip6.int")),
    method("ipv4?", 0, 0, |cx, this, _| Ok(Value::Bool(own(cx, this)?.is_v4()))),
    refused("ipv4_compat"),
    method("ipv4_compat?", 0, 0, |cx, this, _| {
        Ok(Value::Bool(own(cx, this)?.is_compatible()))
    }),
    method("ipv4_mapped", 0, 0, |cx, this, _| {
        let made = own(cx, this)?.to_mapped();
        finish(cx, made)
    }),
    method("ipv4_mapped?", 0, 0, |cx, this, _| {
        Ok(Value::Bool(own(cx, this)?.is_mapped()))
    }),
    method("ipv6?", 0, 0, |cx, this, _| Ok(Value::Bool(!own(cx, this)?.is_v4()))),
    method("link_local?", 0, 0, |cx, this, _| {
        Ok(Value::Bool(own(cx, this)?.is_link_local()))
    }),
    method("loopback?", 0, 0, |cx, this, _| {
        Ok(Value::Bool(own(cx, this)?.is_loopback()))
    }),
    method("mask", 1, 1, mask),
    method("native", 0, 0, |cx, this, _| {
        let own = own(cx, this)?;
        if own.is_mapped() || own.is_compatible() {
            return make(cx, own.to_native());
        }
        Ok(this)
    }),
    method("netmask", 0, 0, |cx, this, _| {
        let text = own(cx, this)?.netmask();
        machine_text(cx, text)
    }),
    method("prefix", 0, 0, |cx, this, _| {
        Ok(Value::Int(own(cx, this)?.prefix().into()))
    }),
    refused("prefix="),
    method("private?", 0, 0, |cx, this, _| {
        Ok(Value::Bool(own(cx, this)?.is_private()))
    }),
    method("reverse", 0, 0, |cx, this, _| {
        let text = own(cx, this)?.reverse();
        machine_text(cx, text)
    }),
    method("succ", 0, 0, |cx, this, _| {
        let own = own(cx, this)?;
        let made = own.with_integer(own.to_integer().checked_add(1));
        finish(cx, made)
    }),
    method("to_i", 0, 0, |cx, this, _| {
        let number = own(cx, this)?.to_integer();
        new_integer(cx, BigInt::from(number))
    }),
    method("to_range", 0, 0, |cx, this, _| {
        let (first, last) = own(cx, this)?.bounds();
        let first = make(cx, first)?;
        let last = make(cx, last)?;
        operators::new_range(cx, first, last, false)
    }),
    method("to_s", 0, 0, |cx, this, _| {
        let text = own(cx, this)?.short();
        machine_text(cx, text)
    }),
    method("to_string", 0, 0, |cx, this, _| {
        let text = own(cx, this)?.full();
        machine_text(cx, text)
    }),
    method("zone_id", 0, 0, zone),
    refused("zone_id="),
    method("|", 1, 1, |cx, this, args| {
        combine(cx, this, args, |own, other| own | other)
    }),
    method("~", 0, 0, |cx, this, _| {
        let own = own(cx, this)?;
        let made = own.with_integer(Some(!own.to_integer() & own.all_ones()));
        finish(cx, made)
    }),
];

/// Sorted by name.
pub(super) const CLASS_METHODS: &[Method] = &[
    method("new", 0, 2, |cx, _, args| {
        let family = match args.get(1) {
            None | Some(Value::Int(0)) => Some(Family::Unspecified),
            Some(Value::Int(2)) => Some(Family::V4),
            Some(Value::Int(10)) => Some(Family::V6),
            Some(Value::Int(_)) => None,
            Some(_) => return Err(cx.unsupported("an address family that is no number")),
        };
        let made = match (args.get(0), family) {
            (None, Some(family)) => Address::parse("::", family),
            (Some(given), Some(family)) => coerce_as(cx, given, family)?,
            (given, None) => {
                let readable = given.is_none_or(|given| is_string(cx, given));
                Err(AddressError::family(if readable {
                    String::from("address family mismatch")
                } else {
                    let family = args.at(1);
                    let shown = super::inspect::to_s(cx, family)?;
                    format!("unsupported address family: {shown}")
                }))
            }
        };
        finish(cx, made)
    }),
    refused("new_ntoh"),
    refused("ntop"),
];

/// The address behind a value.
fn address(cx: &Cx<'_>, value: Value) -> Option<Address> {
    match object(cx, value) {
        Some(Object::IpAddr(address)) => Some((**address).clone()),
        _ => None,
    }
}

fn own(cx: &mut Cx<'_>, this: Value) -> Run<Address> {
    match address(cx, this) {
        Some(address) => Ok(address),
        None => Err(cx.unsupported("this address")),
    }
}

fn make(cx: &mut Cx<'_>, address: Address) -> Run<Value> {
    cx.charge_memory(size_of::<Address>())?;
    alloc(cx, Object::IpAddr(Box::new(address)))
}

fn raise(cx: &mut Cx<'_>, error: AddressError) -> Stop {
    cx.raise(error.class, error.message)
}

fn finish(cx: &mut Cx<'_>, made: Result<Address, AddressError>) -> Run<Value> {
    match made {
        Ok(address) => make(cx, address),
        Err(error) => Err(raise(cx, error)),
    }
}

type Coerced = Result<Address, AddressError>;

/// `IPAddr.new` of a value: a text, or what `to_i` gives.
fn coerce_as(cx: &mut Cx<'_>, value: Value, family: Family) -> Run<Coerced> {
    if is_string(cx, value) {
        let text = text_of(cx, value).to_owned();
        cx.charge(text.len() as u64)?;
        return Ok(Address::parse(&text, family));
    }
    if family == Family::Unspecified {
        return Ok(Address::from_integer(None, family));
    }
    if !super::dispatch::responds(cx, value, "to_i") {
        // The text quotes the line of the library that asked.
        return Err(cx.raise_opaque(Global::RbNoMethodError));
    }
    let number = send(cx, value, "to_i", Args::new(&[]))?;
    let number = big(cx, number).and_then(|number| number.to_u128());
    Ok(Address::from_integer(number, family))
}

/// `coerce_other`.
fn coerce(cx: &mut Cx<'_>, own: &Address, other: Value) -> Run<Coerced> {
    match address(cx, other) {
        Some(address) => Ok(Ok(address)),
        None if is_string(cx, other) => coerce_as(cx, other, Family::Unspecified),
        None => coerce_as(cx, other, own.family()),
    }
}

/// The other address, or none where making it raised a StandardError, as `rescue` in `==` and `<=>` has it.
fn coerce_quietly(cx: &mut Cx<'_>, own: &Address, other: Value) -> Run<Option<Address>> {
    match coerce(cx, own, other) {
        Ok(made) => Ok(made.ok()),
        Err(Stop::Throw(_)) => Ok(None),
        Err(stop) => Err(stop),
    }
}

fn include(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let own = own(cx, this)?;
    match coerce(cx, &own, args.at(0))? {
        Ok(other) => Ok(Value::Bool(own.includes(&other))),
        Err(error) => Err(raise(cx, error)),
    }
}

fn equals(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let own = own(cx, this)?;
    let other = coerce_quietly(cx, &own, args.at(0))?;
    let same = other.is_some_and(|other| other.family() == own.family() && other.to_integer() == own.to_integer());
    Ok(Value::Bool(same))
}

fn spaceship(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let own = own(cx, this)?;
    let other = coerce_quietly(cx, &own, args.at(0))?;
    Ok(match other.filter(|other| other.family() == own.family()) {
        Some(other) => Value::Int(own.to_integer().cmp(&other.to_integer()) as i64),
        None => Value::Nil,
    })
}

fn combine(cx: &mut Cx<'_>, this: Value, args: Args<'_>, with: fn(u128, u128) -> u128) -> Run<Value> {
    let own = own(cx, this)?;
    match coerce(cx, &own, args.at(0))? {
        Ok(other) => {
            let made = own.with_integer(Some(with(own.to_integer(), other.to_integer())));
            finish(cx, made)
        }
        Err(error) => Err(raise(cx, error)),
    }
}

fn shift(cx: &mut Cx<'_>, this: Value, args: Args<'_>, left: bool) -> Run<Value> {
    let own = own(cx, this)?;
    let Value::Int(places @ 0..) = args.at(0) else {
        return Err(cx.unsupported("shifting an address by this"));
    };
    let places = u32::try_from(places).unwrap_or(u32::MAX);
    let number = own.to_integer();
    let moved = if left {
        number.checked_shl(places)
    } else {
        number.checked_shr(places)
    };
    let made = own.with_integer(Some(moved.unwrap_or(0) & own.all_ones()));
    finish(cx, made)
}

fn mask(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let own = own(cx, this)?;
    let made = if is_string(cx, args.at(0)) {
        let text = text_of(cx, args.at(0)).to_owned();
        own.mask_text(&text)
    } else if matches!(args.at(0), Value::Int(_)) {
        let length = to_long(cx, args.at(0))?;
        own.mask_length(Some(length))
    } else if is_number(cx, args.at(0)) {
        return Err(cx.unsupported("a mask of this length"));
    } else {
        return Err(super::missing::undefined_method(cx, args.at(0), "<"));
    };
    finish(cx, made)
}

fn reverse_v6(cx: &mut Cx<'_>, this: Value, suffix: &str) -> Run<Value> {
    match own(cx, this)?.reverse_v6(suffix) {
        Ok(text) => machine_text(cx, text),
        Err(error) => Err(raise(cx, error)),
    }
}

fn zone(cx: &mut Cx<'_>, this: Value, _: Args<'_>) -> Run<Value> {
    let own = own(cx, this)?;
    if own.is_v4() {
        return Err(cx.raise(Global::RbIpAddrInvalidAddressError, "not an IPv6 address"));
    }
    match own.zone() {
        Some(zone) => machine_text(cx, zone),
        None => Ok(Value::Nil),
    }
}
