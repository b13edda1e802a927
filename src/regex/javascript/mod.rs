//! The JavaScript dialect: from the source of a pattern to the tree.

mod escape;
mod flags;
mod fold;
mod parser;

pub use flags::{Flags, escape_source};
pub(super) use parser::parse;
