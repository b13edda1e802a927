//! `JSON` (ECMA-262 25.5): `parse` with a reviver, `stringify` with replacer and indentation.

mod parse;
mod stringify;

use super::native::{Native, natives};

pub(super) const STATICS: &[Native] = natives! {
    "parse" 2 parse::parse;
    "stringify" 3 stringify::stringify;
};
