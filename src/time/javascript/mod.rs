//! JavaScript's time values (ECMA-262 §21.4), exactly as Node 20 computes them.
//!
//! A time value is an `f64`: whole milliseconds since 1970-01-01T00:00:00Z within ±8.64·10^15, or NaN for an invalid
//! date. Arguments are numbers already, that is after `ToNumber`; absent arguments are absent from the slice.
//!
//! - [`arithmetic`]: `MakeTime`, `MakeDay`, `MakeDate`, `TimeClip`.
//! - [`frame`]: the local or UTC view of a time value, its fields, and the way back.
//! - [`construct`]: `new Date(y, m, …)` and `Date.UTC(y, m, …)`.
//! - [`set`]: the setters as functions of a time value and their arguments.
//! - [`parse`]: `Date.parse`, the standard's format and V8's fallback.
//! - [`mod@format`]: the texts of a date.
//!
//! Left out: everything that depends on a locale.

pub mod arithmetic;
pub mod construct;
pub mod format;
pub mod frame;
pub mod parse;
pub mod set;
mod zone_names;

pub use frame::Frame;
