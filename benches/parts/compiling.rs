//! From the text of a rule to a program, and what is said of the text.

use divan::Bencher;
use rulec::bytecode::Program;
use rulec::lint::{self, Known, Levels, Setting};
use rulec::{Limits, compile, format, syntax, types};

use crate::{RULES, rule, schema};

#[divan::bench(args = RULES)]
fn parse(bencher: Bencher, name: &str) {
    let (source, limits) = (rule(name), Limits::default());
    bencher.bench(|| syntax::parse(&source, &limits));
}

#[divan::bench(args = RULES)]
fn lower_and_check_types(bencher: Bencher, name: &str) {
    let (source, schema) = (rule(name), schema());
    let (ast, _) = syntax::parse(&source, &Limits::default());
    bencher.bench(|| {
        let (hir, _) = rulec::hir::lower(&source, &ast, &schema);
        types::check(&hir, &schema)
    });
}

#[divan::bench(args = RULES)]
fn whole_compilation(bencher: Bencher, name: &str) {
    let (source, schema) = (rule(name), schema());
    bencher.bench(|| compile(&source, &schema));
}

#[divan::bench(args = RULES)]
fn lints(bencher: Bencher, name: &str) {
    let source = rule(name);
    let (schema, known, levels, limits) = (
        lint::schema_of(source.dialect),
        Known::default(),
        Levels::default(),
        Limits::default(),
    );
    let setting = Setting {
        schema: &schema,
        known: &known,
        levels: &levels,
        limits: &limits,
    };
    bencher.bench(|| lint::check(&source, &setting));
}

#[divan::bench(args = RULES)]
fn layout(bencher: Bencher, name: &str) {
    let (source, schema) = (rule(name), schema());
    bencher.bench(|| format::format(&source, &schema));
}

#[divan::bench(args = RULES)]
fn read_and_check_program(bencher: Bencher, name: &str) {
    let program = compile(&rule(name), &schema()).expect("the rule compiles");
    let bytes = program.to_bytes();
    bencher.bench(|| Program::from_bytes(&bytes));
}
