//! The lints: each has its cases, and its fixes do what they say.

mod cases;
mod fixes;

use std::path::{Path, PathBuf};

use rulec::lint::{self, Config, Group, Levels, Selector, Setting};
use rulec::{Diagnostic, Dialect, Limits, Schema, Source};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What rules of these tests may name: that of the batch interface, with the function that exports call.
fn schema(dialect: Dialect) -> Schema {
    let mut schema = Schema::batch();
    schema.has_intersection = dialect == Dialect::JavaScript;
    schema
}

/// What the compiler and all lints say about a rule.
fn lint(dialect: Dialect, text: &str, config: &Config) -> Vec<Diagnostic> {
    let source = source(dialect, text);
    let style = Config {
        warn: vec![Selector::Group(Group::Style)],
        ..Config::default()
    };
    let levels = Levels::new([&style, config]);
    let setting = Setting {
        schema: &schema(dialect),
        known: &config.known,
        levels: &levels,
        limits: &Limits::default(),
    };
    lint::check(&source, &setting)
}

fn source(dialect: Dialect, text: &str) -> Source {
    match dialect {
        Dialect::JavaScript => Source::javascript("rule.js", text),
        Dialect::Ruby => Source::ruby("rule.rb", text),
    }
}

fn folder() -> PathBuf {
    root().join("tests/lint")
}

#[test]
fn every_lint_has_its_cases() {
    let missing: Vec<&str> = lint::LINTS
        .iter()
        .filter(|lint| !rulec::lint::registry::is_of_sets(lint.code))
        .map(|lint| lint.code.number())
        .filter(|number| !folder().join(format!("{number}.cases")).is_file())
        .collect();
    assert!(missing.is_empty(), "no cases for {missing:?}");
}

#[test]
fn lints_are_in_order_and_have_codes_of_lints() {
    for pair in lint::LINTS.windows(2) {
        assert!(
            pair[0].code < pair[1].code,
            "{} stands before {}",
            pair[0].code,
            pair[1].code
        );
    }
    for lint in lint::LINTS {
        assert!(Group::of(lint.code).is_some(), "{} is no code of a lint", lint.code);
    }
}
