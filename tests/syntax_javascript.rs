//! The JavaScript front end from outside: trees, reports, what is accepted, and printing.
//!
//! `tests/syntax/javascript/*.js` are rules; `*.tree` beside them hold the printed rule and its tree, `*.report` the
//! rendered diagnostics. `accepted.jsonl` holds texts and whether Node 20 parses them, recorded by `record.js`.
//! `RULEC_RECORD=1` writes the trees and reports anew, to be read before they are kept.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use rulec::batch::Batch;
use rulec::diag::{Style, render};
use rulec::source::Dialect;
use rulec::syntax::ast::{Ast, Kind, NodeId, TextId};
use rulec::syntax::{self, print::print};
use rulec::{Limits, Schema, Source, compile};
use serde_json::{Value as Json, json};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/syntax/javascript")
}

/// The tree without places and indices: one node a line, indented.
fn dump(ast: &Ast) -> String {
    let mut out = String::new();
    let mut pending = vec![(ast.root.expect("every tree has a root"), 0)];
    while let Some((node, depth)) = pending.pop() {
        writeln!(out, "{}{}", "  ".repeat(depth), describe(ast, node)).expect("a string can be written");
        let start = pending.len();
        ast.children(node, &mut |child| pending.push((child, depth + 1)));
        pending[start..].reverse();
    }
    out
}

fn describe(ast: &Ast, node: NodeId) -> String {
    let text = |id: TextId| format!("{:?}", ast.name(id));
    match ast.kind(node) {
        Kind::Float(value) => format!("Float {value}"),
        Kind::Bool(flag) => format!("Bool {flag}"),
        Kind::Str(id) => format!("Str {}", text(*id)),
        Kind::Name(id) => format!("Name {}", text(*id)),
        Kind::Regex { flags, .. } => format!("Regex {}", text(*flags)),
        Kind::Unary(op, _) => format!("Unary {op:?}"),
        Kind::Binary(op, ..) => format!("Binary {op:?}"),
        Kind::Logical(op, ..) => format!("Logical {op:?}"),
        Kind::Assign(op, ..) => format!("Assign {op:?}"),
        Kind::Declaration(kind, _) => format!("Declaration {kind:?}"),
        Kind::Labelled(id, _) => format!("Labelled {}", text(*id)),
        Kind::Break { label, .. } => format!("Break {:?}", label.map(text)),
        Kind::Continue { label, .. } => format!("Continue {:?}", label.map(text)),
        Kind::Update { increment, prefix, .. } => format!("Update increment={increment} prefix={prefix}"),
        Kind::Member { name, optional, .. } => format!("Member {} optional={optional}", text(*name)),
        Kind::Index { optional, .. } => format!("Index optional={optional}"),
        Kind::Call { optional, .. } => format!("Call optional={optional}"),
        Kind::Property {
            computed, shorthand, ..
        } => format!("Property computed={computed} shorthand={shorthand}"),
        Kind::Function { kind, name, .. } => format!("Function {kind:?} {:?}", name.map(text)),
        Kind::Param { kind, default, .. } => format!("Param {kind:?} default={}", default.is_some()),
        Kind::ForEach { decl, keys, .. } => format!("ForEach {decl:?} keys={keys}"),
        Kind::For { init, test, update, .. } => {
            format!(
                "For init={} test={} update={}",
                init.is_some(),
                test.is_some(),
                update.is_some()
            )
        }
        Kind::While { body_first, .. } => format!("While body_first={body_first}"),
        Kind::If { no, .. } => format!("If else={}", no.is_some()),
        Kind::SwitchCase { test, .. } => format!("SwitchCase default={}", test.is_none()),
        Kind::Try {
            param,
            handler,
            finalizer,
            ..
        } => {
            format!(
                "Try param={} catch={} finally={}",
                param.is_some(),
                handler.is_some(),
                finalizer.is_some()
            )
        }
        other => {
            let full = format!("{other:?}");
            full.split(['(', ' ']).next().unwrap_or("").to_owned()
        }
    }
}

fn parse(text: &str) -> (Ast, Vec<rulec::diag::Diagnostic>) {
    syntax::parse(&Source::javascript("rule.js", text), &Limits::default())
}

#[test]
fn rules_have_their_trees_and_reports() {
    let mut wrong = Vec::new();
    let mut files: Vec<PathBuf> = fs::read_dir(folder())
        .expect("the folder can be read")
        .map(|entry| entry.expect("the entry can be read").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "js"))
        .filter(|path| path.file_name().is_some_and(|name| name != "record.js"))
        .collect();
    files.sort();
    assert!(files.len() >= 10, "the rules are there");
    for path in files {
        let text = fs::read_to_string(&path).expect("the rule can be read");
        let source = Source::javascript("rule.js", text.clone());
        let (ast, diagnostics) = syntax::parse(&source, &Limits::default());
        let mut found = diagnostics;
        if found.is_empty()
            && let Err(report) = compile(&source, &Schema::batch())
        {
            found = report.diagnostics;
        }
        let (ending, given) = if found.is_empty() {
            ("tree", format!("{}\n{}", print(&ast, Dialect::JavaScript), dump(&ast)))
        } else {
            ("report", render(&source, &found, Style::Plain))
        };
        let expected_path = path.with_extension(ending);
        if std::env::var_os("RULEC_RECORD").is_some() {
            fs::write(&expected_path, &given).expect("the expectation can be written");
        }
        let expected = fs::read_to_string(&expected_path).unwrap_or_default();
        if expected != given {
            wrong.push(format!(
                "{}\n--- expected\n{expected}\n--- given\n{given}",
                path.display()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Texts with whether Node parses them.
fn recorded() -> Vec<(String, bool)> {
    let text = fs::read_to_string(folder().join("accepted.jsonl")).expect("the record can be read");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("a row is a text and a boolean"))
        .collect()
}

#[test]
fn node_and_the_front_end_agree_on_what_is_a_syntax_error() {
    let rows = recorded();
    assert!(rows.len() >= 3000, "the record is whole");
    for (text, accepted) in rows {
        match compile(&Source::javascript("rule.js", text.clone()), &Schema::batch()) {
            Ok(_) => assert!(accepted, "accepted, but Node refuses it: {text:?}"),
            Err(report) if report.is_syntax_error() => {
                assert!(!accepted, "called a syntax error, but Node takes it: {text:?}");
            }
            Err(_) => {}
        }
    }
}

#[test]
fn what_is_printed_parses_to_the_same_tree() {
    let mut count = 0;
    for (text, _) in recorded() {
        let (ast, diagnostics) = parse(&text);
        if !diagnostics.is_empty() {
            continue;
        }
        count += 1;
        let printed = print(&ast, Dialect::JavaScript);
        let (again, diagnostics) = parse(&printed);
        assert!(
            diagnostics.is_empty(),
            "{text:?} was printed as {printed:?}, which has errors"
        );
        assert_eq!(dump(&ast), dump(&again), "{text:?} was printed as {printed:?}");
    }
    assert!(count >= 500, "{count} texts were printed");
}

/// A stack as small as that of a thread of a server.
const STACK: usize = 2 << 20;

fn compiles(text: String) -> Result<(), String> {
    let run = move || {
        let compiled = compile(&Source::javascript("rule.js", text), &Schema::batch());
        compiled
            .map(|_| ())
            .map_err(|report| report.diagnostics[0].code.number().to_owned())
    };
    let thread = std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(run)
        .expect("a thread can be started");
    thread.join().expect("nothing panics")
}

#[test]
fn nesting_is_bounded() {
    for open in [
        "(",
        "[",
        "{",
        "`${",
        "({[",
        "f(",
        "!",
        "a=>",
        "a?b:",
        "if(a)b;else ",
        "a=",
        "new ",
        "l:",
    ] {
        let text = format!("{}a", open.repeat(50_000));
        assert!(compiles(text).is_err(), "{open}");
    }
    for (open, close) in [
        ("(", ")"),
        ("[", "]"),
        ("f(", ")"),
        ("`${", "}`"),
        ("{", "}"),
        ("a[", "]"),
        ("- ", ""),
    ] {
        let text = format!("{}1{}", open.repeat(250), close.repeat(250));
        assert_eq!(compiles(text), Ok(()), "{open}");
    }
}

#[test]
fn long_chains_of_one_logical_operator_compile() {
    for operator in ["||", "&&", "??"] {
        let text = vec!["a"; 10_000].join(operator);
        assert_eq!(compiles(text), Ok(()), "{operator}");
    }
    assert_eq!(compiles(vec!["a"; 10_000].join("+")), Ok(()));
    assert_eq!(compiles("a;".repeat(10_000)), Ok(()));
    assert_eq!(
        compiles(format!("switch (a) {{ {} }}", "case 1:".repeat(5_000))),
        Ok(())
    );
}

/// The deepest place of a tree.
fn depth(ast: &Ast) -> usize {
    let mut deepest = 0;
    let mut pending = vec![(ast.root.expect("every tree has a root"), 1)];
    while let Some((node, depth)) = pending.pop() {
        deepest = deepest.max(depth);
        ast.children(node, &mut |child| pending.push((child, depth + 1)));
    }
    deepest
}

#[test]
fn long_chains_stay_flat_and_mean_what_they_say() {
    let each = |count: usize, link: &dyn Fn(usize) -> String| (0..count).map(link).collect::<String>();
    let cases = [
        (format!("0{}", each(2_000, &|i| format!(" + {i}"))), json!(1_999_000)),
        (
            format!("'' {}", each(300, &|i| format!("+ {}", i % 10))),
            json!("0123456789".repeat(30)),
        ),
        (
            format!("5{}", each(999, &|i| format!(" - {i} * 2"))),
            json!(5 - 998 * 999),
        ),
        (
            format!(
                "var x = 1500; {} x = 'none'; x",
                each(2_000, &|i| format!("if (x === {i}) x = -{i}; else "))
            ),
            json!(-1_500),
        ),
        (
            format!(
                "var x = 1; {} 'none';",
                each(2_000, &|i| format!("if (x === -{i}) {{ {i}; }} else "))
            ),
            json!("none"),
        ),
        (
            format!(
                "function f(x) {{ {} return 'none'; }} [f(0), f(70), f(1999), f(-1)]",
                each(2_000, &|i| format!("if (x === {i}) return {i} * 2; else "))
            ),
            json!([0, 140, 3_998, "none"]),
        ),
        (
            format!(
                "[1999, 63, -1].map(x => {} 'none')",
                each(2_000, &|i| format!("x === {i} ? {i} * 2 : "))
            ),
            json!([3_998, 126, "none"]),
        ),
    ];
    for (text, value) in cases {
        let (ast, found) = syntax::parse(&Source::javascript("rule.js", text.clone()), &Limits::default());
        assert!(found.is_empty(), "{found:?}");
        assert!(depth(&ast) < 200);
        let (again, _) = syntax::parse(
            &Source::javascript("rule.js", print(&ast, Dialect::JavaScript)),
            &Limits::default(),
        );
        assert_eq!(dump(&ast), dump(&again));
        let answer = Batch::default().answer(&json!({"lang": "js", "source": text, "env": {}}).to_string());
        let answer: Json = serde_json::from_str(&answer).expect("an answer is JSON");
        assert_eq!(answer["value"], value);
    }
    // Node runs out of stack here.
    for link in ["if (a) b; else ", "a ? b : "] {
        assert_eq!(compiles(format!("{}c", link.repeat(10_000))), Err("E0602".to_owned()));
    }
}

#[test]
fn limits_hold() {
    let limits = Limits {
        source_bytes: 10,
        ..Limits::default()
    };
    let (_, found) = syntax::parse(&Source::javascript("rule.js", "12345678901"), &limits);
    assert_eq!(found[0].code.number(), "E0601");
    let limits = Limits {
        nodes: 5,
        ..Limits::default()
    };
    let (_, found) = syntax::parse(&Source::javascript("rule.js", "a + b + c + d + e"), &limits);
    assert_eq!(found[0].code.number(), "E0603");
}
