//! Replays records of what Ruby did.

use num_bigint::BigInt;
use rulec::number::ruby::float::{self, Rounded};
use rulec::number::ruby::integer::Power;
use rulec::number::ruby::parse::{self, Literal, LiteralError, ParseError};
use rulec::number::ruby::sum::{Sum, Term};
use rulec::number::ruby::{ArithmeticError, Half, Int, Rational};
use serde_json::{Value, json};
use std::cmp::Ordering;

use crate::replay::{double, hex};
use crate::ruby_format;

/// More bits than any result of the record has.
const LIMIT: u64 = 1 << 22;

pub type Outcome = Result<Value, Value>;

pub fn payload(value: &Value, kind: char) -> &str {
    let text = value.as_str().unwrap();
    assert!(text.starts_with(kind), "{text} is no {kind}");
    &text[1..]
}

pub fn int(value: &Value) -> Int {
    payload(value, 'i').parse::<BigInt>().unwrap().into()
}

fn small(value: &Value) -> i64 {
    int(value).to_i64().unwrap()
}

pub fn flo(value: &Value) -> f64 {
    double(&json!(payload(value, 'f')))
}

pub fn rational(value: &Value) -> Rational {
    let (numerator, denominator) = payload(value, 'r').split_once('/').unwrap();
    Rational::new(numerator.parse().unwrap(), denominator.parse().unwrap()).unwrap()
}

pub fn string(value: &Value) -> &str {
    payload(value, 't')
}

fn half(value: &Value) -> Half {
    match string(value) {
        "up" => Half::Up,
        "even" => Half::Even,
        _ => Half::Down,
    }
}

fn from_int(value: &Int) -> Value {
    json!(format!("i{value}"))
}

fn from_flo(value: f64) -> Value {
    json!(format!("f{}", hex(value).as_str().unwrap()))
}

fn from_rational(value: &Rational) -> Value {
    json!(format!("r{value}"))
}

fn from_text(text: String) -> Value {
    json!(format!("t{text}"))
}

fn from_order(order: Option<Ordering>) -> Value {
    order.map_or(Value::Null, |order| json!(format!("i{}", order as i8)))
}

fn from_term(term: &Term) -> Value {
    match term {
        Term::Integer(value) => from_int(value),
        Term::Rational(value) => from_rational(value),
        Term::Float(value) => from_flo(*value),
    }
}

fn term(value: &Value) -> Term {
    match value.as_str().unwrap().chars().next() {
        Some('i') => Term::Integer(int(value)),
        Some('r') => Term::Rational(rational(value)),
        _ => Term::Float(flo(value)),
    }
}

pub fn thrown(class: &str, message: &str) -> Value {
    json!({ "throws": class, "message": message })
}

fn arithmetic(error: ArithmeticError) -> Value {
    let class = match error {
        ArithmeticError::DividedByZero => "ZeroDivisionError",
        ArithmeticError::NotANumber | ArithmeticError::Infinite { .. } => "FloatDomainError",
        ArithmeticError::OutOfDomain => "Math::DomainError",
        ArithmeticError::InvalidRadix(_) | ArithmeticError::NegativeRadix => "ArgumentError",
        ArithmeticError::NegativeExponentWithModulus => "RangeError",
        ArithmeticError::Complex => return json!({ "throws": "Complex" }),
        ArithmeticError::TooLarge => "TooLarge",
    };
    thrown(class, &error.to_string())
}

fn parsed(text: &str, error: ParseError) -> Value {
    // The record's own message shows what `inspect` made of the text.
    thrown("ArgumentError", &error.message(text, &ruby_format::inspect(text)))
}

fn rounded(result: Result<Rounded, ArithmeticError>) -> Outcome {
    match result.map_err(arithmetic)? {
        Rounded::Float(value) => Ok(from_flo(value)),
        Rounded::Integer(value) => Ok(from_int(&value)),
    }
}

/// The answer of this crate to the question in `row`, in the encoding of the record.
pub fn answer(row: &[Value]) -> Value {
    outcome(row[0].as_str().unwrap(), &row[1..]).unwrap_or_else(|thrown| thrown)
}

fn outcome(operation: &str, row: &[Value]) -> Outcome {
    let first = &row[0];
    if let Some(name) = operation.strip_prefix("Integer")
        && let Some(outcome) = integer(name, row)
    {
        return outcome;
    }
    if let Some(name) = operation.strip_prefix("Float")
        && let Some(outcome) = float(name, row)
    {
        return outcome;
    }
    if let Some(name) = operation.strip_prefix("Rational") {
        return fraction(name, row);
    }
    Ok(match operation {
        "String#to_i" => {
            let text = string(first);
            from_int(&parse::to_i(text, small(&row[1])).map_err(|e| parsed(text, e))?)
        }
        "String#to_f" => from_flo(parse::to_f(string(first))),
        "String#hex" => from_int(&parse::hex(string(first))),
        "String#oct" => from_int(&parse::oct(string(first))),
        "Integer()" => {
            let text = string(first);
            from_int(&parse::integer(text, small(&row[1])).map_err(|e| parsed(text, e))?)
        }
        "Float()" => {
            let text = string(first);
            from_flo(parse::float(text).map_err(|e| parsed(text, e))?)
        }
        "literal" => match parse::numeric_literal(string(first)) {
            Ok(Literal::Integer(value)) => from_int(&value),
            Ok(Literal::Float(value)) => from_flo(value),
            Err(LiteralError::Rational) => json!({ "throws": "Rational" }),
            Err(LiteralError::Imaginary) => json!({ "throws": "Complex" }),
            Err(LiteralError::Malformed) => json!({ "throws": "SyntaxError" }),
        },
        "bit_length" => json!(format!("i{}", int(first).bit_length())),
        "digits" => {
            let digits = int(first).digits(&int(&row[1])).map_err(arithmetic)?;
            digits.iter().map(from_int).collect()
        }
        "next_float" => from_flo(float::next_float(flo(first))),
        "prev_float" => from_flo(float::prev_float(flo(first))),
        "sum" => {
            let mut sum = Sum::new(term(&row[1]));
            for value in first.as_array().unwrap() {
                sum.add(&term(value));
            }
            from_term(&sum.total())
        }
        "format" | "number" => return ruby_format::answer(string(first), &row[1]).map(from_text),
        _ => panic!("unknown operation {operation}"),
    })
}

fn integer(name: &str, row: &[Value]) -> Option<Outcome> {
    if name == "()" {
        return None;
    }
    let a = int(&row[0]);
    let second = || int(&row[1]);
    let plain = |value: Int| Ok(from_int(&value));
    let checked = |value: Result<Int, ArithmeticError>| value.map(|v| from_int(&v)).map_err(arithmetic);
    Some(match name {
        "#to_s" => a.to_string_radix(small(&row[1])).map(from_text).map_err(arithmetic),
        "#to_f" => Ok(from_flo(a.to_f64())),
        "<=>Float" => Ok(from_order(a.cmp_f64(flo(&row[1])))),
        "<=>" => Ok(from_order(Some(a.cmp(&second())))),
        "<<" => checked(a.shl(&second(), LIMIT)),
        ">>" => checked(a.shr(&second(), LIMIT)),
        "[]" => plain(a.bit(&second())),
        "~" => plain(a.bit_not()),
        "+" => plain(a.add(&second())),
        "-" => plain(a.sub(&second())),
        "*" => plain(a.mul(&second())),
        "/" => checked(a.div(&second())),
        "%" => checked(a.modulo(&second())),
        "remainder" => checked(a.remainder(&second())),
        "divmod" => a
            .divmod(&second())
            .map(|(quotient, modulus)| json!([from_int(&quotient), from_int(&modulus)]))
            .map_err(arithmetic),
        "gcd" => plain(a.gcd(&second())),
        "lcm" => plain(a.lcm(&second())),
        "&" => plain(a.bit_and(&second())),
        "|" => plain(a.bit_or(&second())),
        "^" => plain(a.bit_xor(&second())),
        "fdiv" => Ok(from_flo(a.fdiv(&second()))),
        "**" => match a.pow(&second(), LIMIT) {
            Ok(Power::Integer(value)) => plain(value),
            Ok(Power::Rational(value)) => Ok(from_rational(&value)),
            Err(error) => Err(arithmetic(error)),
        },
        "**Float" => a.pow_f64(flo(&row[1])).map(from_flo).map_err(arithmetic),
        "#pow" => checked(a.pow_mod(&second(), &int(&row[2]))),
        "#round" => plain(a.round(small(&row[1]), half(&row[2]))),
        "#floor" => plain(a.floor(small(&row[1]))),
        "#ceil" => plain(a.ceil(small(&row[1]))),
        "#truncate" => plain(a.truncate(small(&row[1]))),
        _ => return None,
    })
}

fn float(name: &str, row: &[Value]) -> Option<Outcome> {
    if name == "()" {
        return None;
    }
    let a = flo(&row[0]);
    let second = || flo(&row[1]);
    Some(match name {
        "#to_s" => Ok(from_text(float::to_s(a))),
        "#to_i" => float::to_i(a).map(|v| from_int(&v)).map_err(arithmetic),
        "#to_r" => float::to_r(a).map(|v| from_rational(&v)).map_err(arithmetic),
        "#round" => rounded(float::round(a, small(&row[1]), half(&row[2]))),
        "#floor" => rounded(float::floor(a, small(&row[1]))),
        "#ceil" => rounded(float::ceil(a, small(&row[1]))),
        "#truncate" => rounded(float::truncate(a, small(&row[1]))),
        "divmod" => float::divmod(a, second())
            .map(|(quotient, modulus)| json!([from_int(&quotient), from_flo(modulus)]))
            .map_err(arithmetic),
        "%" => float::modulo(a, second()).map(from_flo).map_err(arithmetic),
        "remainder" => float::remainder(a, second()).map(from_flo).map_err(arithmetic),
        "**" => float::pow_f64(a, second()).map(from_flo).map_err(arithmetic),
        "**Integer" => Ok(from_flo(float::pow(a, &int(&row[1])))),
        _ => return None,
    })
}

fn fraction(name: &str, row: &[Value]) -> Outcome {
    let a = rational(&row[0]);
    let second = || rational(&row[1]);
    Ok(match name {
        "+" => from_rational(&a.add(&second())),
        "-" => from_rational(&a.sub(&second())),
        "*" => from_rational(&a.mul(&second())),
        "/" => from_rational(&a.div(&second()).map_err(arithmetic)?),
        "<=>" => from_order(Some(a.cmp(&second()))),
        "#to_i" => from_int(&a.to_i()),
        "#to_f" => from_flo(a.to_f64()),
        "#inspect" => from_text(a.inspect()),
        "#floor" => from_int(&a.floor()),
        "#ceil" => from_int(&a.ceil()),
        "#round" => from_int(&a.round(half(&row[1]))),
        _ => panic!("unknown operation Rational{name}"),
    })
}
