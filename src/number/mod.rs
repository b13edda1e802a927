//! Numbers of both languages: text to number, number to text, arithmetic.
//!
//! Pure functions over `f64`, `i64`, big integers and text; the module knows no value, no
//! heap and no error class of the rest of the crate.
//!
//! Invariant: every answer is the one that Node 20 (`javascript`) or CRuby 3.1 (`ruby`) gives, to
//! the last bit. What cannot be promised comes back as an error, never as a neighbouring value.

mod decimal;
pub mod javascript;
mod magnitude;
pub mod ruby;
