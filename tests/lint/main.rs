//! The lints: each has its cases, and its fixes do what they say.

mod cases;
mod fixes;
mod sets;

use std::path::{Path, PathBuf};

use rulec::diag::Code;
use rulec::lint::{self, Config, Group, Levels, Selector, Setting};
use rulec::{Diagnostic, Dialect, Limits, Source};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
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
        schema: &lint::schema_of(dialect),
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
        // What the types find has its cases in `tests/types`.
        .filter(|lint| lint.code >= Code::W1030 && !rulec::lint::registry::is_of_sets(lint.code))
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

/// The first sentence of a page.
fn first_sentence(page: &str) -> String {
    let paragraph = page.split("\n\n").nth(1).unwrap_or_default().replace('\n', " ");
    let end = paragraph.find(". ").map_or(paragraph.len(), |end| end + 1);
    paragraph[..end].replace('|', "\\|")
}

#[test]
fn the_table_of_lints_is_made_from_the_pages() {
    let path = root().join("docs/lints.md");
    let page = std::fs::read_to_string(&path).expect("docs/lints.md can be read");
    let (head, _) = page
        .split_once("<!-- table -->")
        .expect("the page marks where the table starts");
    let mut expected = format!("{head}<!-- table -->\n\n| code | name | what it tells |\n| --- | --- | --- |\n");
    for code in Code::ALL.iter().filter(|code| lint::is_lint(**code)) {
        let (number, name) = (code.number(), code.name());
        let row = format!(
            "| [{number}](diagnostics/{number}.md) | `{name}` | {} |\n",
            first_sentence(code.page())
        );
        expected.push_str(&row);
    }
    if std::env::var_os("RULEC_RECORD").is_some() {
        std::fs::write(&path, expected).expect("the page can be written");
    } else {
        assert_eq!(page, expected, "run `RULEC_RECORD=1 cargo test --test lint`");
    }
}
