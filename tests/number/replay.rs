//! Reading of recorded rows and comparison with the answers of this crate.

use serde_json::{Value, json};

/// A double written as the 16 hexadecimal digits of its bits.
pub fn double(value: &Value) -> f64 {
    f64::from_bits(u64::from_str_radix(value.as_str().unwrap(), 16).unwrap())
}

/// The bits of a double as 16 hexadecimal digits; all NaNs are one.
pub fn hex(x: f64) -> Value {
    let x = if x.is_nan() { f64::NAN } else { x };
    json!(format!("{:016x}", x.to_bits()))
}

/// A recorded text.
pub fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// Compares one line of a record; gives the difference, if there is one.
pub fn difference(line: &str, answer: impl Fn(&[Value]) -> Value) -> Option<String> {
    let row: Vec<Value> = serde_json::from_str(line).unwrap();
    let (expected, question) = row.split_last().unwrap();
    let given = answer(question);
    (given != *expected).then(|| format!("{line}\n  gave {given}"))
}
