//! Integer: of any size.

mod bits;
mod convert;

use num_bigint::BigInt;

use crate::number::ruby::Int;
use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run, Stop};

use super::arguments::{text, to_c_int};
use super::dispatch::{ANY, Method, check_arity, keyword_method, method, refused, wrong_arguments};
use super::numeric::{self, BINARY, Number, integer, make_integer};
use super::{Args, comparable, kernel, machine_text, new_array};

pub(super) use convert::{convert, lenient, of_value};

/// Sorted by name.
pub(super) const METHODS: &[Method] = &[
    method("%", 1, 1, |cx, this, args| {
        if let (Value::Int(one), Value::Int(other @ 1..)) = (this, args.at(0)) {
            return Ok(Value::Int(one.rem_euclid(other)));
        }
        numeric::modulo(cx, this, args.at(0))
    }),
    method("&", 1, 1, bits::and),
    BINARY[0],
    BINARY[1],
    BINARY[2],
    BINARY[3],
    method("-@", 0, 0, |cx, this, _| match this {
        Value::Int(number) if number != i64::MIN => Ok(Value::Int(-number)),
        _ => {
            let negated = integer(cx, this).map_or(Int::Small(0), |number| number.neg());
            make_integer(cx, negated)
        }
    }),
    BINARY[4],
    comparable::LESS,
    method("<<", 1, 1, bits::shift_left),
    comparable::LESS_OR_EQUAL,
    kernel::ORDER,
    kernel::EQUAL,
    kernel::CASE_EQUAL,
    comparable::GREATER,
    comparable::GREATER_OR_EQUAL,
    method(">>", 1, 1, bits::shift_right),
    method("[]", 1, 2, bits::bits),
    method("^", 1, 1, bits::xor),
    method("abs", 0, 0, |cx, this, _| {
        let size = integer(cx, this).map_or(Int::Small(0), |number| number.abs());
        make_integer(cx, size)
    }),
    method("allbits?", 1, 1, bits::all),
    method("anybits?", 1, 1, bits::any),
    method("bit_length", 0, 0, |cx, this, _| {
        let bits = integer(cx, this).map_or(0, |number| number.bit_length());
        Ok(Value::Int(bits as i64))
    }),
    method("ceil", 0, 1, numeric::ceil),
    method("chr", 0, ANY, chr),
    method("denominator", 0, 0, |_, _, _| Ok(Value::Int(1))),
    method("digits", 0, ANY, digits),
    method("downto", 1, 1, numeric::downto),
    method("even?", 0, 0, |cx, this, _| Ok(Value::Bool(!is_odd(cx, this)))),
    method("floor", 0, 1, numeric::floor),
    method("gcd", 1, 1, |cx, this, args| {
        let (one, other) = integers(cx, this, args.at(0))?;
        make_integer(cx, one.gcd(&other))
    }),
    method("gcdlcm", 1, 1, |cx, this, args| {
        let (one, other) = integers(cx, this, args.at(0))?;
        let pair = vec![make_integer(cx, one.gcd(&other))?, make_integer(cx, one.lcm(&other))?];
        new_array(cx, pair)
    }),
    method("inspect", 0, 1, to_s),
    method("integer?", 0, 0, |_, _, _| Ok(Value::Bool(true))),
    method("lcm", 1, 1, |cx, this, args| {
        let (one, other) = integers(cx, this, args.at(0))?;
        make_integer(cx, one.lcm(&other))
    }),
    method("next", 0, 0, |cx, this, _| plus(cx, this, 1)),
    method("nobits?", 1, 1, bits::none),
    method("numerator", 0, 0, |_, this, _| Ok(this)),
    method("odd?", 0, 0, |cx, this, _| Ok(Value::Bool(is_odd(cx, this)))),
    method("ord", 0, 0, |_, this, _| Ok(this)),
    method("pow", 1, 2, pow),
    method("pred", 0, 0, |cx, this, _| plus(cx, this, -1)),
    refused("rationalize"),
    keyword_method("round", 0, 1, numeric::round),
    method("size", 0, 0, |cx, this, _| match this {
        Value::Int(number) if numeric::is_fixnum(number) => Ok(Value::Int(8)),
        _ => Err(cx.unsupported("`size` of a large integer")),
    }),
    method("succ", 0, 0, |cx, this, _| plus(cx, this, 1)),
    method("times", 0, 0, numeric::times),
    refused("to_c"),
    method("to_f", 0, 0, |cx, this, _| {
        Ok(Value::Float(integer(cx, this).map_or(0.0, |number| number.to_f64())))
    }),
    method("to_i", 0, 0, |_, this, _| Ok(this)),
    method("to_int", 0, 0, |_, this, _| Ok(this)),
    method("to_r", 0, 0, |cx, this, _| {
        let number = integer(cx, this).unwrap_or(Int::Small(0));
        numeric::make_rational(cx, number.into())
    }),
    method("to_s", 0, 1, to_s),
    method("truncate", 0, 1, numeric::truncate),
    method("upto", 1, 1, numeric::upto),
    method("zero?", 0, 0, |_, this, _| {
        Ok(Value::Bool(matches!(this, Value::Int(0))))
    }),
    method("|", 1, 1, bits::or),
    method("~", 0, 0, |cx, this, _| {
        let flipped = integer(cx, this).map_or(Int::Small(0), |number| number.bit_not());
        make_integer(cx, flipped)
    }),
];

/// Sorted by name.
pub(super) const CLASS_METHODS: &[Method] = &[method("sqrt", 1, 1, |cx, _, args| {
    let Value::Int(number) = args.at(0) else {
        return Err(cx.unsupported("`Integer.sqrt` of this"));
    };
    match u64::try_from(number) {
        Ok(number) => Ok(Value::Int(number.isqrt() as i64)),
        Err(_) => Err(cx.raise(
            Global::RbMathDomainError,
            "Numerical argument is out of domain - \"isqrt\"",
        )),
    }
})];

fn is_odd(cx: &Cx<'_>, this: Value) -> bool {
    integer(cx, this).is_some_and(|number| number.is_odd())
}

fn plus(cx: &mut Cx<'_>, this: Value, step: i64) -> Run<Value> {
    let sum = integer(cx, this).map_or(Int::Small(0), |number| number.add(&Int::Small(step)));
    make_integer(cx, sum)
}

/// Both operands of `gcd` and its like.
fn integers(cx: &mut Cx<'_>, this: Value, other: Value) -> Run<(Int, Int)> {
    let (Some(one), Some(two)) = (integer(cx, this), integer(cx, other)) else {
        return Err(cx.raise(Global::RbTypeError, "not an integer"));
    };
    let (left, right) = (Number::Integer(one.clone()), Number::Integer(two.clone()));
    numeric::charge_product(cx, &left, &right)?;
    numeric::charge_product(cx, &left, &right)?;
    Ok((one, two))
}

/// The decimal digits of a large integer; the work grows with the square of its length.
pub(super) fn decimal(cx: &mut Cx<'_>, number: &BigInt) -> Run<String> {
    let words = number.bits() / 64 + 1;
    cx.charge(words.saturating_mul(words) / 16 + 1)?;
    Ok(number.to_string())
}

/// `to_s` with a base.
fn to_s(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let base = match args.get(0) {
        Some(base) => i64::from(to_c_int(cx, base)?),
        None => 10,
    };
    let number = integer(cx, this).unwrap_or(Int::Small(0));
    let words = number.size_in_bits() / 64 + 1;
    cx.charge(words.saturating_mul(words) / 16 + 1)?;
    match number.to_string_radix(base) {
        Ok(digits) => machine_text(cx, digits),
        Err(error) => Err(numeric::raise(cx, error)),
    }
}

/// `chr`: bytes above ASCII are no text without an encoding.
fn chr(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let code = match this {
        Value::Int(code) if numeric::is_fixnum(code) => code,
        _ => return Err(cx.raise(Global::RbRangeError, "bignum out of char range")),
    };
    if !(-0xffff_ffff..=0xffff_ffff).contains(&code) || code < 0 {
        return Err(out_of_range(cx, code));
    }
    check_arity(cx, args.len(), 0, 1)?;
    if args.len() > 0 && !text(cx, args.at(0)).eq_ignore_ascii_case("UTF-8") {
        return Err(cx.unsupported("`chr` with this encoding"));
    }
    if args.len() > 0 && code >= 0xffff_fffe {
        // Onigmo's marks for broken bytes.
        return Err(cx.raise(Global::RbRangeError, format!("invalid codepoint 0x{code:X} in UTF-8")));
    }
    let limit = if args.len() > 0 { 0x10_ffff } else { 0xff };
    let Some(code) = u32::try_from(code).ok().filter(|&code| code <= limit) else {
        return Err(out_of_range(cx, code));
    };
    if args.len() == 0 && code > 0x7f {
        return Err(cx.fault(
            crate::diag::Code::F0905,
            "a byte above 127 is no text without an encoding",
        ));
    }
    match char::from_u32(code) {
        Some(character) => machine_text(cx, String::from(character)),
        None => Err(cx.raise(Global::RbRangeError, format!("invalid codepoint 0x{code:X} in UTF-8"))),
    }
}

fn out_of_range(cx: &mut Cx<'_>, code: i64) -> Stop {
    cx.raise(Global::RbRangeError, format!("{code} out of char range"))
}

/// `digits`: the lowest first.
fn digits(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let number = integer(cx, this).unwrap_or(Int::Small(0));
    // A negative number is refused before the arguments are counted.
    if number.signum() >= 0 && args.len() > 1 {
        return Err(wrong_arguments(cx, args.len(), 0, 1));
    }
    let base = match args.get(0) {
        None => Int::Small(10),
        Some(_) if number.signum() < 0 => Int::Small(10),
        Some(base) => bits::to_int(cx, base)?,
    };
    let words = number.size_in_bits() / 64 + 1;
    cx.charge(words.saturating_mul(words) + 20)?;
    match number.digits(&base) {
        Ok(digits) => {
            cx.charge(digits.len() as u64)?;
            let list = digits
                .into_iter()
                .map(|digit| make_integer(cx, digit))
                .collect::<Run<Vec<Value>>>()?;
            new_array(cx, list)
        }
        Err(error) => Err(numeric::raise(cx, error)),
    }
}

/// `pow`, also modulo a number.
fn pow(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let Some(modulus) = args.get(1) else {
        return numeric::power(cx, this, args.at(0));
    };
    let base = integer(cx, this).unwrap_or(Int::Small(0));
    let Some(exponent) = integer(cx, args.at(0)) else {
        return Err(cx.raise(
            Global::RbTypeError,
            "Integer#pow() 2nd argument not allowed unless a 1st argument is integer",
        ));
    };
    if exponent.signum() < 0 {
        return Err(cx.raise(
            Global::RbRangeError,
            "Integer#pow() 1st argument cannot be negative when 2nd argument specified",
        ));
    }
    let Some(modulus) = integer(cx, modulus) else {
        return Err(cx.raise(
            Global::RbTypeError,
            "Integer#pow() 2nd argument not allowed unless all arguments are integers",
        ));
    };
    let words = (modulus.size_in_bits() + base.size_in_bits()) / 64 + 1;
    cx.charge(words.saturating_mul(words).saturating_mul(exponent.size_in_bits()) / 8)?;
    match base.pow_mod(&exponent, &modulus) {
        Ok(power) => make_integer(cx, power),
        Err(error) => Err(numeric::raise(cx, error)),
    }
}
