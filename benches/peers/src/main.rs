//! The same rules over the same requests: in this engine, by hand in Rust, and in the engines of the field.
//!
//! `cargo run --release` in this folder prints the tables; `-- --write` writes them into `docs/benchmarks.md` as well, `-- RULE…`
//! measures those rules alone, `-- set` and `-- filter` the other tables. Every answer of every evaluator is compared with the hand-written one before anything is timed; one
//! that differs ends the run. See `measure.rs` for how time is taken.

mod engines;
mod filter;
mod floor;
mod measure;
mod own;
mod report;
mod request;
mod rules;
mod scripts;
mod sets;

use std::error::Error;

use measure::{Sample, measure};
use report::Row;
use request::{COUNT, Request};
use rules::Rule;

/// The evaluators other than the engines of the field, in the order of the table.
const IDS: usize = 0;
/// The first row of this engine.
const OWN: usize = 2;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let chosen = |rule: &Rule| {
        let names: Vec<&String> = arguments
            .iter()
            .filter(|argument| !argument.starts_with("--"))
            .collect();
        names.is_empty() || names.iter().any(|name| *name == rule.name())
    };
    let requests = request::requests();
    let asked = |name: &str| {
        let mut names = arguments
            .iter()
            .filter(|argument| !argument.starts_with("--"))
            .peekable();
        names.peek().is_none() || names.any(|argument| argument == name)
    };
    let (rows, once) = rows(&requests, &chosen)?;
    let set = if asked("set") { sets::table()? } else { String::new() };
    let filter = if asked("filter") {
        filter::table()?
    } else {
        String::new()
    };
    let text = text(&rows, &once, &set, &filter);
    println!("{text}");
    if arguments.iter().any(|argument| argument == "--write") {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/benchmarks.md"), text)?;
    }
    Ok(())
}

/// The rows, and this engine's over the host's strings with that of Rust over strings as its floor.
fn rows(requests: &[Request], chosen: &dyn Fn(&Rule) -> bool) -> Result<(Vec<Row>, Row), Box<dyn Error>> {
    let mut names: Vec<String> = vec!["Rust, ids and bitsets".to_owned(), "Rust, strings".to_owned()];
    names.extend(own::WAYS.map(|way| format!("rulec {}, {way}", report::version("rulec"))));
    names.extend(engines::ENGINES.iter().map(|engine| {
        format!(
            "{} ({} {})",
            engine.name,
            engine.package,
            report::version(engine.package)
        )
    }));
    let mut rows: Vec<Row> = names
        .into_iter()
        .map(|name| Row {
            name,
            samples: Vec::new(),
        })
        .collect();
    let mut once = Row {
        name: rows[OWN + own::ONCE].name.clone(),
        samples: Vec::new(),
    };
    let mut bound = floor::bind(requests);
    let environments = own::environments(requests)?;
    let scripts = [
        (
            "node",
            "V8 (Node)",
            scripts::run("node", "node.js", requests, Rule::javascript),
        ),
        ("ruby", "CRuby", scripts::run("ruby", "ruby.rb", requests, Rule::ruby)),
    ];
    let mut said: Vec<Row> = scripts
        .iter()
        .map(|(program, name, _)| Row {
            name: format!("{name} {}", installed(program)),
            samples: Vec::new(),
        })
        .collect();
    for rule in Rule::ALL {
        if !chosen(&rule) {
            let all = rows.iter_mut().chain(&mut said).chain([&mut once]);
            all.for_each(|row| row.samples.push(None));
            continue;
        }
        let (over_ids, over_strings) = (bound.over_ids(rule), floor::over_strings(rule));
        let expected: Vec<bool> = requests.iter().map(|request| over_strings(request)).collect();
        let ids = bound.requests.clone();
        let mut floor = |number: usize| over_ids(&ids[number]);
        let mut again = |number: usize| over_ids(&ids[number]);
        let mut timed = |name: &str, evaluate: &mut dyn FnMut(usize) -> bool| {
            agree(name, rule, &expected, evaluate);
            measure(evaluate, &mut floor)
        };
        let own = own::Own::new(rule, requests, &environments)?;
        let mut samples = vec![
            Some(timed("ids", &mut again)),
            Some(timed("strings", &mut |number| over_strings(&requests[number]))),
        ];
        own.lend(&mut |evaluate| {
            if samples.len() == OWN + own::ONCE {
                let sample = measure(evaluate, &mut |number| over_strings(&requests[number]));
                once.samples.push(Some(sample));
            }
            samples.push(Some(timed("rulec", evaluate)));
        });
        for engine in &engines::ENGINES {
            let mut sample = None;
            let lent = (engine.lend)(rule, requests, &mut |evaluate| {
                sample = Some(timed(engine.name, evaluate))
            });
            if let Err(error) = lent {
                eprintln!("{} does not take `{}`: {error}", engine.name, rule.name());
            }
            samples.push(sample);
        }
        let floor = samples[IDS].map_or(f64::NAN, |sample| sample.median);
        for (row, sample) in rows.iter_mut().zip(samples) {
            row.samples.push(sample);
        }
        for (row, (_, name, answers)) in said.iter_mut().zip(&scripts) {
            row.samples.push(
                answers
                    .as_ref()
                    .and_then(|said| scripts::timed(said, rule))
                    .map(|said| {
                        agree(name, rule, &expected, &mut |number| said.answers[number]);
                        Sample {
                            median: said.median,
                            fifth: said.fifth,
                            allocations: f64::NAN,
                            ratio: said.median / floor,
                        }
                    }),
            );
        }
        eprintln!("{}: measured", rule.name());
    }
    rows.extend(said);
    Ok((rows, once))
}

/// Ends the run where an evaluator gives another answer.
fn agree(name: &str, rule: Rule, expected: &[bool], evaluate: &mut dyn FnMut(usize) -> bool) {
    for (number, expected) in expected.iter().enumerate() {
        assert_eq!(
            evaluate(number),
            *expected,
            "{name} answers request {number} of `{}` differently",
            rule.name()
        );
    }
    assert_eq!(expected.len(), COUNT);
}

/// What an installed language says of its version.
fn installed(program: &str) -> String {
    let output = std::process::Command::new(program).arg("--version").output();
    let text = output
        .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
        .unwrap_or_default();
    text.trim()
        .trim_start_matches("ruby ")
        .split(' ')
        .next()
        .unwrap_or_default()
        .to_owned()
}

fn text(rows: &[Row], once: &Row, set: &str, filter: &str) -> String {
    let ns = report::table(rows, |sample| report::nanoseconds(sample.median));
    let fifth = report::table(rows, |sample| report::nanoseconds(sample.fifth));
    let ratio = report::table(rows, |sample| report::ratio(sample.ratio));
    let once = report::table(std::slice::from_ref(once), |sample| report::ratio(sample.ratio));
    let allocations = report::table(rows, |sample| {
        if sample.allocations.is_nan() {
            "?".to_owned()
        } else {
            format!("{:.1}", sample.allocations)
        }
    });
    format!(
        "# Benchmarks\n\nMade by `cargo run --release -- --write` in `benches/peers`, on {machine}.\n\n\
         Each rule over the same {COUNT} varied requests, every answer compared first. Read the ratios: the machine is shared, and each \
         evaluator takes turns with the floor in one run, on the clock of the thread. Node and Ruby time themselves in processes of their \
         own. The peers get their rules compiled and their requests bound beforehand, each in its own values, as does the row `bound` of \
         this engine; `bind and rule` binds each request anew, `once` asks the host's own texts where they are, and `by name over JSON` \
         is `vm::run` over an environment made from JSON. What decision code leaves is asked of the general code in every row.\n\n\
         ## Nanoseconds an evaluation, median\n\n{ns}\n## Against hand-written Rust over ids and bitsets\n\n{ratio}\n\
         ## Once, against hand-written Rust over the same strings\n\nBoth ask the host's own texts, in turns with each other.\n\n{once}\n\
         ## Whole decisions over a set of 10,000 forms\n\n{COUNT} questions of 64 callers about a form and one of four endpoints, \
         inheritance and implied rights included; the peers get the inheritance resolved, and Casbin the first {few} questions alone.\n\n{set}\n\
         ## A filter over a million submissions\n\nThe submissions that one caller made, or that are for one of three teams and not closed. \
         Engines that are asked row by row get fewer rows.\n\n{filter}\n\
         ## Allocations an evaluation\n\n{allocations}\n## Nanoseconds an evaluation, fifth percentile\n\n{fifth}",
        machine = report::machine(),
        few = sets::FEW,
    )
}
