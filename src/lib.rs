//! `rulec` compiles access rules ahead of time and decides with them.

pub mod bytecode;
pub mod diag;
pub mod hir;
pub mod ir;
pub mod limits;
pub mod number;
pub mod op;
pub mod regex;
pub mod schema;
pub mod source;
pub mod syntax;
pub mod time;
pub mod value;
pub mod vm;
