//! The Ruby front end against CRuby 3.1: which texts are refused as syntax errors, which trees are made, and how large and
//! broken texts end.

#[path = "syntax_ruby/dump.rs"]
mod dump;

use std::fs;
use std::path::PathBuf;

use rulec::diag::{Diagnostic, Report, Style, render};
use rulec::syntax::ast::Ast;
use rulec::syntax::{parse, print};
use rulec::{Dialect, Limits, Schema, Source};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/syntax/ruby")
}

fn tree(text: &str) -> (Ast, Vec<Diagnostic>) {
    parse(&Source::ruby("<rule>", text), &Limits::default())
}

/// Everything that the front end finds wrong with a text.
fn findings(text: &str) -> Vec<Diagnostic> {
    let source = Source::ruby("<rule>", text);
    let (ast, diagnostics) = parse(&source, &Limits::default());
    if diagnostics.iter().any(Diagnostic::is_error) {
        return diagnostics;
    }
    rulec::hir::lower(&source, &ast, &Schema::batch()).1
}

#[test]
fn no_text_that_ruby_refuses_is_accepted_and_none_that_it_takes_is_called_a_syntax_error() {
    let recorded = fs::read_to_string(folder().join("verdicts.jsonl")).expect("the recording can be read");
    let mut count = 0;
    for line in recorded.lines() {
        let case: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        let (Some(text), Some(valid)) = (case["source"].as_str(), case["valid"].as_bool()) else {
            panic!("a line holds a text and a verdict: {line}");
        };
        let report = Report {
            diagnostics: findings(text),
        };
        assert!(valid || report.has_errors(), "accepted: {text:?}");
        assert!(
            !valid || !report.is_syntax_error(),
            "called a syntax error: {text:?}: {:?}",
            report.diagnostics
        );
        count += 1;
    }
    assert!(count > 3000, "the recording is whole");
}

#[test]
fn a_printed_tree_parses_to_the_same_tree() {
    let recorded = fs::read_to_string(folder().join("verdicts.jsonl")).expect("the recording can be read");
    for line in recorded.lines() {
        let case: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        let text = case["source"].as_str().expect("a line holds a text");
        let (ast, diagnostics) = tree(text);
        let (true, Some(root)) = (diagnostics.is_empty(), ast.root) else {
            continue;
        };
        let printed = print::print(&ast, Dialect::Ruby);
        let (again, diagnostics) = tree(&printed);
        assert!(
            diagnostics.is_empty(),
            "{text:?} was printed as {printed:?}: {diagnostics:?}"
        );
        let again_root = again.root.expect("a tree has a root");
        assert_eq!(
            dump::dump(&ast, root),
            dump::dump(&again, again_root),
            "{text:?} was printed as {printed:?}"
        );
    }
}

/// `*.rb` beside `*.expected`: the tree, or the report. `RULEC_RECORD=1` writes the expectations anew, to be read before
/// they are kept.
#[test]
fn fixtures_have_the_expected_trees_and_reports() {
    let mut files: Vec<PathBuf> = fs::read_dir(folder())
        .expect("the fixtures can be read")
        .map(|entry| entry.expect("an entry can be read").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "rb"))
        .filter(|path| !path.ends_with("record_verdicts.rb"))
        .collect();
    files.sort();
    assert!(!files.is_empty());
    for file in files {
        let text = fs::read_to_string(&file).expect("the fixture can be read");
        let found = findings(&text);
        let actual = if found.is_empty() {
            let (ast, _) = tree(&text);
            let root = ast.root.expect("a tree has a root");
            dump::dump(&ast, root)
        } else {
            render(&Source::ruby("rule.rb", text), &found, Style::Plain)
        };
        let expected = file.with_extension("expected");
        if std::env::var_os("RULEC_RECORD").is_some() {
            fs::write(&expected, &actual).expect("the expectation can be written");
        }
        let recorded = fs::read_to_string(&expected).expect("the expectation can be read");
        assert_eq!(actual, recorded, "{}", file.display());
    }
}

/// Runs on a thread with the stack that tests have.
#[test]
fn large_texts_end_in_a_tree_or_a_report() {
    let chain = vec!["a"; 10_000].join(" || ");
    assert_eq!(findings(&chain), Vec::new());
    let (ast, _) = tree(&chain);
    assert!(print::print(&ast, Dialect::Ruby).len() >= chain.len());
    let words = vec!["a"; 10_000].join(" and ");
    assert_eq!(findings(&words), Vec::new());
    let limits = [
        vec!["a"; 10_000].join(" + "),
        vec!["a"; 10_000].join("."),
        format!("{}a", "!".repeat(100_000)),
        format!("{}a", "-".repeat(100_000)),
        format!("{}1{}", "[".repeat(400_000), "]".repeat(400_000)),
        format!("{}1{}", "(".repeat(400_000), ")".repeat(400_000)),
        format!("{}1", "x = ".repeat(100_000)),
        format!("{}1", "a ? b : ".repeat(100_000)),
        "if a then ".repeat(50_000),
        "\"#{".repeat(100_000),
        "a { ".repeat(100_000),
        "->".repeat(100_000),
        "def f() = ".repeat(50_000),
        "b if ".repeat(50_000),
        "foo ".repeat(100_000),
        "x, ".repeat(100_000),
        "a rescue ".repeat(50_000),
    ];
    for text in limits {
        let start: String = text.chars().take(20).collect();
        assert!(!findings(&text).is_empty(), "{start}");
    }
}

#[test]
fn several_errors_are_reported_at_once() {
    let found = findings("x = 1 +\ny = )\nputs(2\n");
    assert!(found.iter().all(|one| one.code.is_language_syntax_error()), "{found:?}");
    let found = findings("a = 1 2\nb = 3\nc = 4 5\nd = 6 7\n");
    assert_eq!(found.len(), 3, "{found:?}");
}
