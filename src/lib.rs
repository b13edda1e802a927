//! `rulec` compiles access rules ahead of time and decides with them.

// Module docs speak to readers of the code, who see private items too.
#![allow(rustdoc::private_intra_doc_links)]

pub mod batch;
pub mod bytecode;
pub mod cli;
pub mod compile;
pub mod diag;
pub mod format;
pub mod hir;
pub mod ir;
pub mod limits;
pub mod lint;
pub mod number;
pub mod op;
pub mod policy;
pub mod reference;
pub mod regex;
pub mod report;
pub mod schema;
pub mod source;
pub mod syntax;
pub mod time;
pub mod types;
pub mod value;
pub mod vm;

pub use bytecode::Program;
pub use compile::{check, compile};
pub use diag::{Diagnostic, Report};
pub use limits::Limits;
pub use schema::Schema;
pub use source::{Dialect, Source, Span};
pub use vm::Environment;
