//! Float: text, rounding, arithmetic.

mod arithmetic;
mod power;
mod power_table;
mod rounding;
mod text;

pub use arithmetic::{divmod, modulo, next_float, pow, pow_f64, prev_float, remainder, to_i, to_r};
pub use rounding::{Rounded, ceil, floor, round, truncate};
pub use text::to_s;
