//! Dates and times of both languages, as pure functions.
//!
//! Input is plain numbers, texts and a [`Zone`]; output is plain numbers and texts, or a [`TimeError`] that says
//! either which exception the real language raises or that the answer is not known here.
//! Nothing in this module reads a clock or the environment: the current time is always a parameter.
//!
//! - [`calendar`]: the proleptic Gregorian calendar, counted in days from 1970-01-01.
//! - [`zone`]: offsets of named zones, and from when on the data is known to agree with each language.
//! - [`ruby`]: `Time` and `Date` as CRuby 3.1 has them.
//! - [`javascript`]: time values as ECMA-262 §21.4 and V8 have them.
//!
//! Left out: locale-dependent text (`toLocaleString`), Ruby's `DateTime`.

pub mod calendar;
mod error;
pub mod javascript;
pub mod ruby;
pub mod zone;

pub use error::TimeError;
pub use zone::Zone;
