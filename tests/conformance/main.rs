//! The corpus: programs over every operator, method and statement, with the answers that Node 20 and Ruby 3.1 gave.
//!
//! `tests/conformance/<language>/*.cases` are written by hand (`cases.rs` says how); `*.expected` beside them hold the real
//! languages' answers, recorded by `RULEC_RECORD=1 cargo test --test conformance`. The replay needs neither language: each
//! program must give the recorded answer, optimised, unoptimised, and in the slow reference; programs of a `refused`
//! section must be refused or fault.

mod cases;
#[path = "../oracle/mod.rs"]
mod oracle;

use std::fs;
use std::path::PathBuf;

use cases::{Expect, Program, expand};
use oracle::compare::{Verdict, compare};
use oracle::{Case, Language, Oracle};
use rulec::batch::Batch;
use rulec::compile::{Options, front};
use rulec::reference::Reference;
use rulec::{Environment, Limits, Schema, Source};
use serde_json::{Value as Json, json};

/// Programs that the real language is asked at a time.
const BATCH: usize = 500;

fn corpus(language: Language) -> Vec<PathBuf> {
    let name = match language {
        Language::JavaScript => "javascript",
        Language::Ruby => "ruby",
    };
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/conformance")
        .join(name);
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the corpus can be read")
        .map(|entry| entry.expect("the entry can be read").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "cases"))
        .collect();
    files.sort();
    files
}

fn record(language: Language) {
    let mut oracle = Oracle::start(language).expect("recording needs the real language");
    for path in corpus(language) {
        let text = fs::read_to_string(&path).expect("cases can be read");
        let programs = expand(&text);
        let cases: Vec<Case> = programs
            .iter()
            .map(|program| Case {
                source: program.source.clone(),
                env: program.env.clone(),
            })
            .collect();
        let mut lines = String::new();
        for chunk in cases.chunks(BATCH) {
            for (case, mut answer) in chunk.iter().zip(oracle.ask(chunk)) {
                if let Json::Object(fields) = &mut answer {
                    fields.remove("id");
                }
                lines.push_str(&format!("{}\n", json!({"source": case.source, "answer": answer})));
            }
        }
        fs::write(path.with_extension("expected"), lines).expect("answers can be written");
    }
}

/// What the slow reference answers, in the form of the batch interface.
fn reference(source: &Source, environment: &Environment) -> Option<Json> {
    let schema = Schema::batch();
    let limits = Limits::default();
    let (hir, _) = front(source, &schema, &limits);
    let hir = hir?;
    let result = Reference::new(&hir, &schema).evaluate(environment, environment.world, &limits);
    Some(match result {
        Ok((value, truthy)) => json!({"value": value, "truthy": truthy}),
        Err(rulec::vm::Failure::Thrown(thrown)) => json!({"throws": thrown.class, "message": thrown.message}),
        Err(rulec::vm::Failure::Fault(fault)) => {
            json!({"fault": {"code": fault.code.number(), "message": fault.message}})
        }
    })
}

/// What is wrong with our answers to a program.
fn judge(language: Language, program: &Program, expected: &Json) -> Option<String> {
    let source = match language {
        Language::JavaScript => Source::javascript("<rule>", program.source.clone()),
        Language::Ruby => Source::ruby("<rule>", program.source.clone()),
    };
    let environment =
        Environment::from_json(&Schema::batch(), program.env.clone()).expect("an environment of a case is right");
    let optimised = Batch::default().evaluate(&source, &environment);
    let plain = Batch::new(Options {
        optimise: false,
        ..Options::default()
    })
    .evaluate(&source, &environment);
    let general = Batch::new(Options {
        decide: false,
        ..Options::default()
    })
    .evaluate(&source, &environment);
    let complain = |who: &str, ours: &Json| {
        Some(format!(
            "{}\n  env      {}\n  {who} {ours}\n  expected {expected}",
            program.source, program.env
        ))
    };
    let verdict = compare(&optimised, expected);
    let right = match verdict {
        Verdict::Agrees => program.expect != Expect::Refuse,
        Verdict::Refused(_) | Verdict::Faulted(_) => program.expect != Expect::Agree,
        Verdict::Undecided | Verdict::Differs => false,
    };
    if !right {
        return complain("ours    ", &optimised);
    }
    if compare(&plain, expected) != compare(&optimised, expected) {
        return complain("unoptimised", &plain);
    }
    if compare(&general, expected) != compare(&optimised, expected) {
        return complain("without decision code", &general);
    }
    if let Some(slow) = reference(&source, &environment)
        && compare(&slow, expected) == Verdict::Differs
    {
        return complain("reference", &slow);
    }
    None
}

fn replay(language: Language, at_least: usize) {
    if std::env::var_os("RULEC_RECORD").is_some() {
        record(language);
    }
    let mut wrong = Vec::new();
    let mut count = 0;
    for path in corpus(language) {
        let programs = expand(&fs::read_to_string(&path).expect("cases can be read"));
        let expected = fs::read_to_string(path.with_extension("expected")).unwrap_or_default();
        let expected: Vec<Json> = expected
            .lines()
            .map(|line| serde_json::from_str(line).expect("an answer is JSON"))
            .collect();
        assert_eq!(
            programs.len(),
            expected.len(),
            "{}: record the corpus again",
            path.display()
        );
        for (program, line) in programs.iter().zip(&expected) {
            assert_eq!(
                line["source"],
                program.source.as_str(),
                "{}: record the corpus again",
                path.display()
            );
            count += 1;
            if let Some(complaint) = judge(language, program, &line["answer"]) {
                wrong.push(format!(
                    "{}: {complaint}",
                    path.file_name().unwrap_or_default().display()
                ));
            }
        }
    }
    println!("{language:?}: {count} programs replayed");
    let shown = wrong.iter().take(40).cloned().collect::<Vec<_>>().join("\n");
    assert!(
        wrong.is_empty(),
        "{} of {count} programs are answered wrongly:\n{shown}",
        wrong.len()
    );
    assert!(
        count >= at_least,
        "the corpus has {count} programs; it must not shrink below {at_least}"
    );
}

/// The reference recurses as deep as a program nests, so it gets a stack of its own.
fn with_stack(work: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new()
        .stack_size(256 << 20)
        .spawn(work)
        .expect("a thread starts");
    if let Err(panic) = thread.join() {
        std::panic::resume_unwind(panic);
    }
}

#[test]
fn javascript_gives_what_node_gave() {
    with_stack(|| replay(Language::JavaScript, 30_000));
}

#[test]
fn ruby_gives_what_ruby_gave() {
    with_stack(|| replay(Language::Ruby, 15_000));
}
