//! Ruby's `Time` and `Date`, exactly as CRuby 3.1 on Linux computes them.
//!
//! - [`number`]: numeric and textual arguments, as the constructors convert them.
//! - [`instant`]: an exact point in time.
//! - [`time`]: the `Time` value, its readers, arithmetic and texts.
//! - [`construct`]: `Time.at`, `Time.new`, `Time.utc`, `Time.local`.
//! - [`offset`]: the texts and numbers that name an offset from UTC.
//! - [`strftime`]: formats of `Time` and `Date`.
//! - [`parse`]: `Date._parse`, `Time.parse`, `Time.iso8601`.
//! - [`date`]: the `Date` value.
//!
//! Left out: `DateTime`, dates with a time of day, `strptime`, zone objects, and what the C library does beyond a
//! thousand million years.

pub mod construct;
pub mod date;
pub mod instant;
pub mod number;
pub mod offset;
pub mod parse;
pub mod strftime;
pub mod time;

pub use date::Date;
pub use instant::Instant;
pub use number::{Argument, Number};
pub use time::{Mode, Time};
