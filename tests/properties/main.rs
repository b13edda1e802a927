//! Properties that hold for every text and every program.

mod bundle;
#[path = "../agreement/grammar.rs"]
#[allow(dead_code, reason = "programs are not made smaller here")]
mod grammar;
mod shape;

use grammar::Grammar;
use proptest::prelude::*;
use rulec::batch::Batch;
use rulec::compile::{Options, compile_with, front};
use rulec::reference::Reference;
use rulec::syntax::{self, print::print};
use rulec::vm::{Failure, evaluate};
use rulec::{Dialect, Environment, Limits, Schema, Source, check, compile};
use serde_json::{Value as Json, json};

const JAVASCRIPT: &str = include_str!("../agreement/javascript.grammar");
const RUBY: &str = include_str!("../agreement/ruby.grammar");
const ENVIRONMENTS: &str = include_str!("../agreement/environments.jsonl");

/// Pieces of both languages, well and badly placed.
const SOUP: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "function",
    "return",
    "var x",
    "=",
    "==",
    "=>",
    "?",
    ":",
    ".",
    "?.",
    "&&",
    "||",
    "!",
    "'a'",
    "\"",
    "`",
    "${",
    "/",
    "/a/g",
    "1",
    "0x",
    "1e",
    ";",
    "\n",
    ",",
    "...",
    "if",
    "else",
    "end",
    "do",
    "|x|",
    "def f",
    "->",
    "@a",
    "@identity",
    "#{",
    "%w[",
    "case",
    "when",
    "begin",
    "rescue",
    "=begin\n",
    "\\",
    "\u{1f600}",
    "\u{2028}",
    "//",
    "/*",
    "#",
    "and",
    "not",
    "unless",
    "::A",
    ":a",
    "a:",
    "&.",
    "&:x",
    "**",
    "*",
    "<<",
    "<<~A\n",
    "$~",
    "?a",
    "..",
    "let",
    "const",
    "for",
    "of",
    "in",
    "switch",
    "default",
    "try",
    "catch",
    "class",
    "yield",
    "await",
    "x",
    "y",
    "nil",
    "null",
    "identity('teams')",
    "\0",
    "\u{feff}",
];

fn dialect() -> impl Strategy<Value = Dialect> {
    prop_oneof![Just(Dialect::JavaScript), Just(Dialect::Ruby)]
}

fn program() -> impl Strategy<Value = Source> {
    (dialect(), any::<u64>()).prop_map(|(dialect, seed)| {
        let text = match dialect {
            Dialect::JavaScript => Grammar::parse(JAVASCRIPT).generate(seed).text(),
            Dialect::Ruby => Grammar::parse(RUBY).generate(seed).text(),
        };
        Source {
            name: "<rule>".to_owned(),
            text,
            dialect,
        }
    })
}

fn environment() -> impl Strategy<Value = Json> {
    let all: Vec<Json> = ENVIRONMENTS
        .lines()
        .map(|line| serde_json::from_str(line).expect("an environment is JSON"))
        .collect();
    prop::sample::select(all)
}

/// Little fuel, since a random program may loop for ever.
fn limits() -> Limits {
    Limits {
        fuel: 100_000,
        ..Limits::default()
    }
}

fn bindings(json: Json) -> Environment {
    Environment::from_json(&Schema::batch(), json).expect("the environments are right")
}

/// Runs on a large stack, since the reference recurses.
fn with_stack<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let thread = std::thread::Builder::new()
        .stack_size(256 << 20)
        .spawn(work)
        .expect("a thread starts");
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_answered(dialect in dialect(), text in any::<String>()) {
        let _ = check(&Source { name: "any".to_owned(), text, dialect }, &Schema::batch());
    }

    #[test]
    fn any_bytes_are_answered_as_a_line(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let answer = Batch::default().answer(&String::from_utf8_lossy(&bytes));
        prop_assert!(serde_json::from_str::<Json>(&answer).is_ok());
    }

    #[test]
    fn any_soup_of_tokens_is_answered(
        dialect in dialect(),
        pieces in proptest::collection::vec(prop::sample::select(SOUP), 0..60),
        spaced in any::<bool>(),
    ) {
        let text = pieces.join(if spaced { " " } else { "" });
        let source = Source { name: "soup".to_owned(), text, dialect };
        let report = check(&source, &Schema::batch());
        let length = source.text.len() as u32;
        for diagnostic in &report.diagnostics {
            prop_assert!(diagnostic.span.start <= diagnostic.span.end && diagnostic.span.end <= length);
            prop_assert!(!diagnostic.message.is_empty());
        }
    }

    #[test]
    fn any_bytes_are_read_by_both_parsers(dialect in dialect(), bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let length = text.len() as u32;
        let (ast, diagnostics) = syntax::parse(&Source { name: "bytes".to_owned(), text, dialect }, &Limits::default());
        prop_assert!(ast.root.is_some());
        for diagnostic in &diagnostics {
            prop_assert!(diagnostic.span.start <= diagnostic.span.end && diagnostic.span.end <= length);
        }
    }

    #[test]
    fn what_is_printed_parses_to_the_same_tree(source in program()) {
        let (ast, diagnostics) = syntax::parse(&source, &Limits::default());
        if diagnostics.is_empty() {
            let text = print(&ast, source.dialect);
            let (again, diagnostics) = syntax::parse(&Source { text: text.clone(), ..source.clone() }, &Limits::default());
            prop_assert!(diagnostics.is_empty(), "{}\nis printed as\n{text}\n{diagnostics:?}", source.text);
            prop_assert_eq!(shape::shape(&ast), shape::shape(&again), "{}\nis printed as\n{}", source.text, text);
        }
    }

    #[test]
    fn optimised_unoptimised_and_reference_agree(source in program(), env in environment()) {
        let (fast, plain, slow) = with_stack({
            let source = source.clone();
            move || {
                let environment = bindings(env);
                let fast = Batch::new(Options { limits: limits(), ..Options::default() }).evaluate(&source, &environment);
                let plain = Batch::new(Options { optimise: false, limits: limits(), prove: false, decide: false }).evaluate(&source, &environment);
                let schema = Schema::batch();
                let (hir, _) = front(&source, &schema, &Limits::default());
                let slow = hir.map(|hir| {
                    Reference::new(&hir, &schema).evaluate(&environment, environment.world, &limits())
                });
                (fast, plain, slow)
            }
        });
        if fast.get("fault").is_some() {
            // The two do different amounts of work, so a limit may meet them at different places.
            prop_assert!(plain.get("fault").is_some(), "{}", source.text);
        } else {
            prop_assert_eq!(&fast, &plain, "{}", source.text);
        }
        match slow {
            None => prop_assert!(fast.get("value").is_none() && fast.get("fault").is_none(), "{}", source.text),
            Some(Ok((value, truthy))) => {
                // The two count fuel and depth differently, so only one of them may meet a limit.
                if fast.get("fault").is_none() {
                    prop_assert_eq!(&fast, &json!({"value": value, "truthy": truthy}), "{}", source.text);
                }
            }
            Some(Err(Failure::Thrown(thrown))) => {
                if fast.get("fault").is_none() {
                    prop_assert_eq!(&fast["throws"], &json!(thrown.class), "{}", source.text);
                    prop_assert_eq!(&fast["message"], &json!(thrown.message), "{}", source.text);
                }
            }
            Some(Err(Failure::Fault(_))) => {}
        }
    }

    #[test]
    fn the_same_question_gets_the_same_answer(source in program(), env in environment()) {
        let batch = Batch::new(Options { limits: limits(), ..Options::default() });
        let first = batch.evaluate(&source, &bindings(env.clone()));
        prop_assert_eq!(&first, &batch.evaluate(&source, &bindings(env.clone())));
        // The order of sections says nothing; that of the keys of a binding's value is part of the value.
        let Json::Object(sections) = &env else { unreachable!("an environment is an object") };
        let turned = Json::Object(sections.iter().rev().map(|(key, value)| (key.clone(), value.clone())).collect());
        prop_assert_eq!(&first, &batch.evaluate(&source, &bindings(turned)));
        if let Json::Object(sections) = &env {
            let shuffled: serde_json::Map<String, Json> = sections
                .iter()
                .map(|(name, section)| match section {
                    Json::Object(keys) => {
                        (name.clone(), Json::Object(keys.iter().rev().map(|(k, v)| (k.clone(), v.clone())).collect()))
                    }
                    other => (name.clone(), other.clone()),
                })
                .collect();
            prop_assert_eq!(&first, &batch.evaluate(&source, &bindings(Json::Object(shuffled))));
        }
    }

    #[test]
    fn more_fuel_changes_no_answer(source in program(), env in environment(), less in 1_u64..200) {
        let Ok(program) = compile(&source, &Schema::batch()) else { return Ok(()) };
        let environment = bindings(env);
        let limits = limits();
        let (full, used) = evaluate(&program, &environment, environment.world, &limits);
        prop_assert!(used <= limits.fuel);
        let enough = Limits { fuel: used, ..limits.clone() };
        prop_assert_eq!(&full, &evaluate(&program, &environment, environment.world, &enough).0);
        if used >= less {
            let short = Limits { fuel: used - less, ..limits.clone() };
            let (result, _) = evaluate(&program, &environment, environment.world, &short);
            match result {
                Err(Failure::Fault(fault)) => prop_assert_eq!(fault.code.number(), "F0901"),
                other => prop_assert!(false, "{} gave {other:?} with less fuel than it needs", source.text),
            }
        }
    }

    #[test]
    fn a_program_survives_its_check(source in program(), optimise in any::<bool>()) {
        let options = Options { optimise, ..Options::default() };
        if let Ok(program) = compile_with(&source, &Schema::batch(), &options) {
            prop_assert_eq!(rulec::bytecode::check(&program), Ok(()));
            let bytes = program.to_bytes();
            let loaded = rulec::Program::from_bytes(&bytes).expect("what was written can be read");
            prop_assert_eq!(loaded.to_bytes(), bytes);
        }
    }

    #[test]
    fn damaged_programs_are_refused_or_run(
        source in program(),
        place in any::<prop::sample::Index>(),
        byte in any::<u8>(),
        env in environment(),
    ) {
        let Ok(program) = compile(&source, &Schema::batch()) else { return Ok(()) };
        let mut bytes = program.to_bytes();
        let at = place.index(bytes.len());
        bytes[at] = byte;
        if let Ok(loaded) = rulec::Program::from_bytes(&bytes) {
            let environment = bindings(env);
            let limits = Limits { fuel: 100_000, ..Limits::default() };
            let _ = evaluate(&loaded, &environment, environment.world, &limits);
        }
    }
}

#[test]
fn programs_are_shared_by_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<rulec::Program>();
    shared::<Environment>();
}
