//! Number and `Math` value properties (ECMA-262 §21.1.2, §21.3.1).

/// `Number.EPSILON`.
pub const EPSILON: f64 = f64::EPSILON;
/// `Number.MAX_SAFE_INTEGER`.
pub const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;
/// `Number.MIN_SAFE_INTEGER`.
pub const MIN_SAFE_INTEGER: f64 = -9_007_199_254_740_991.0;
/// `Number.MAX_VALUE`.
pub const MAX_VALUE: f64 = f64::MAX;
/// `Number.MIN_VALUE`, the smallest subnormal.
pub const MIN_VALUE: f64 = 5e-324;

/// `Math.E`.
pub const E: f64 = std::f64::consts::E;
/// `Math.LN10`.
pub const LN10: f64 = std::f64::consts::LN_10;
/// `Math.LN2`.
pub const LN2: f64 = std::f64::consts::LN_2;
/// `Math.LOG10E`.
pub const LOG10E: f64 = std::f64::consts::LOG10_E;
/// `Math.LOG2E`.
pub const LOG2E: f64 = std::f64::consts::LOG2_E;
/// `Math.PI`.
pub const PI: f64 = std::f64::consts::PI;
/// `Math.SQRT1_2`.
pub const SQRT1_2: f64 = std::f64::consts::FRAC_1_SQRT_2;
/// `Math.SQRT2`.
pub const SQRT2: f64 = std::f64::consts::SQRT_2;
