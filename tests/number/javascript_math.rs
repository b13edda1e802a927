//! Replays records of `Math`.

use rulec::number::javascript::math;
use serde_json::Value;

use crate::replay::double;

/// The answer of a `Math` function, if there is one of that name.
pub fn answer(operation: &str, arguments: &[Value]) -> Option<f64> {
    if let Value::Array(values) = &arguments[0] {
        let values: Vec<f64> = values.iter().map(double).collect();
        return Some(match operation {
            "hypot" => math::hypot(&values),
            "max" => math::max(&values),
            "min" => math::min(&values),
            _ => return None,
        });
    }
    let x = double(&arguments[0]);
    let second = || double(&arguments[1]);
    Some(match operation {
        "abs" => math::abs(x),
        "acos" => math::acos(x),
        "acosh" => math::acosh(x),
        "asin" => math::asin(x),
        "asinh" => math::asinh(x),
        "atan" => math::atan(x),
        "atan2" => math::atan2(x, second()),
        "atanh" => math::atanh(x),
        "cbrt" => math::cbrt(x),
        "ceil" => math::ceil(x),
        "clz32" => math::clz32(x),
        "cos" => math::cos(x),
        "cosh" => math::cosh(x),
        "exp" => math::exp(x),
        "expm1" => math::expm1(x),
        "floor" => math::floor(x),
        "fround" => math::fround(x),
        "imul" => math::imul(x, second()),
        "log" => math::log(x),
        "log10" => math::log10(x),
        "log1p" => math::log1p(x),
        "log2" => math::log2(x),
        "pow" | "power" => math::pow(x, second()),
        "round" => math::round(x),
        "sign" => math::sign(x),
        "sin" => math::sin(x),
        "sinh" => math::sinh(x),
        "sqrt" => math::sqrt(x),
        "tan" => math::tan(x),
        "tanh" => math::tanh(x),
        "trunc" => math::trunc(x),
        _ => return None,
    })
}
