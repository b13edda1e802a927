//! `rulec` compiles access rules ahead of time and decides with them.
//!
//! A rule is a text in JavaScript or Ruby. [`compile()`] makes a [`Program`] of it, or a [`Report`] that says what is wrong, where, and
//! what to write instead; [`vm::run`] runs the program over bindings, within [`Limits`], as often as is wanted and in any
//! number of threads:
//!
//! ```
//! use rulec::{Environment, Limits, Schema, Source, compile, vm};
//!
//! let schema = Schema::batch();
//! let rule = Source::ruby("who may call", "@identity.teams.include?('HR')");
//! let program = compile(&rule, &schema).expect("the rule compiles");
//!
//! let caller = serde_json::json!({"identity": {"teams": ["HR"]}});
//! let environment = Environment::from_json(&schema, caller).expect("the bindings are an object");
//! let (answer, _fuel) = vm::run(&program, &environment, environment.world, &Limits::default());
//! assert!(answer.expect("it gives an answer").truth);
//! ```
//!
//! [`Program::facts`] tells what is known of a rule without running it, and [`bytecode::listing`] what became of it:
//!
//! ```
//! use rulec::{Schema, Source, bytecode, compile};
//!
//! let rule = Source::javascript("on the team", "identity('teams').includes('HR')");
//! let program = compile(&rule, &Schema::batch()).expect("the rule compiles");
//! let facts = program.facts();
//! assert_eq!((facts.bindings[0].section.as_str(), facts.bindings[0].key.as_str()), ("identity", "teams"));
//! assert!(facts.can_fail, "teams may be absent");
//! assert!(bytecode::listing(&program, &rule).contains("identity.teams"));
//! ```
//!
//! What is wrong with a rule is a list of [`Diagnostic`]s; [`diag::render`] prints them for people, and [`report::Finding`] is their
//! published form, as JSON and SARIF carry it:
//!
//! ```
//! use rulec::report::Finding;
//! use rulec::{Schema, Source, compile};
//!
//! let slip = Source::javascript("slip.js", "identity('teams').includes('HR'");
//! let report = compile(&slip, &Schema::batch()).unwrap_err();
//! let finding = Finding::of_rule(&slip, None, &report.diagnostics[0]);
//! assert_eq!(finding.code, "E0202");
//! assert_eq!(finding.place.map(|place| (place.start.line, place.start.column)), Some((1, 27)));
//! ```
//!
//! [`policy::PolicySet`] loads whole sets of policies and decides requests with them; [`batch::Batch`] answers JSON lines; [`lint::check`]
//! finds what a rule probably does wrong, and [`format::format`] writes it in one layout.

// Module docs speak to readers of the code, who see private items too.
#![allow(rustdoc::private_intra_doc_links)]

pub mod batch;
pub mod bytecode;
pub mod cli;
pub mod compile;
pub mod diag;
pub mod fix;
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
