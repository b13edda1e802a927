//! Replays one record of what Node did.

use rulec::number::javascript::{self as js, LiteralError, RangeError};
use serde_json::{Value, json};

use crate::javascript_math;
use crate::replay::{double, hex, text};

/// The answer of this crate to the question in `row`, in the encoding of the record.
pub fn answer(row: &[Value]) -> Value {
    let operation = row[0].as_str().unwrap();
    let first = &row[1];
    match operation {
        "toString" => json!(js::to_string(double(first))),
        "toRadix" => message(js::to_radix_string(double(first), double(&row[2]))),
        "toFixed" => message(js::to_fixed(double(first), optional(&row[2]).unwrap_or(f64::NAN))),
        "toPrecision" => message(js::to_precision(double(first), optional(&row[2]))),
        "toExponential" => message(js::to_exponential(double(first), optional(&row[2]))),
        "Number" => parsed(first, |t| js::string_to_number(t), |t| js::string_to_number(t)),
        "parseFloat" => parsed(first, |t| js::parse_float(t), |t| js::parse_float(t)),
        "parseInt" => {
            let radix = i32::try_from(row[2].as_i64().unwrap()).unwrap();
            parsed(first, |t| js::parse_int(t, radix), |t| js::parse_int(t, radix))
        }
        "literal" => match js::numeric_literal(&text(first)) {
            Ok(value) => hex(value),
            Err(LiteralError::BigInt) => json!("BigInt"),
            Err(LiteralError::Malformed) => json!("SyntaxError"),
        },
        "ToInt32" => json!(js::to_int32(double(first))),
        "ToUint32" => json!(js::to_uint32(double(first))),
        _ => match javascript_math::answer(operation, &row[1..]) {
            Some(value) => hex(value),
            None => panic!("unknown operation {operation}"),
        },
    }
}

fn optional(value: &Value) -> Option<f64> {
    (!value.is_null()).then(|| double(value))
}

fn message(result: Result<String, RangeError>) -> Value {
    match result {
        Ok(text) => json!(text),
        Err(error) => json!({ "throws": error.to_string() }),
    }
}

/// Both encodings of the text must give the same number.
fn parsed(value: &Value, utf8: impl Fn(&str) -> f64, utf16: impl Fn(&[u16]) -> f64) -> Value {
    let text = text(value);
    let units: Vec<u16> = text.encode_utf16().collect();
    let (narrow, wide) = (utf8(&text), utf16(&units));
    assert_eq!(hex(narrow), hex(wide), "encodings differ for {text:?}");
    hex(narrow)
}
