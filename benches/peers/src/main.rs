//! The same rules over the same requests: in this engine, by hand in Rust, and in the engines of the field.
//!
//! `cargo run --release` in this folder prints the tables; `-- --write` writes them into `docs/benchmarks.md` as well, `-- RULE…`
//! measures those rules alone. Every answer of every evaluator is compared with the hand-written one before anything is timed; one
//! that differs ends the run. See `measure.rs` for how time is taken.

mod engines;
mod floor;
mod measure;
mod own;
mod report;
mod request;
mod rules;
mod scripts;

use std::error::Error;

use measure::{Sample, measure};
use report::Row;
use request::{COUNT, Request};
use rules::Rule;

/// The evaluators other than the engines of the field, in the order of the table.
const IDS: usize = 0;

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
    let rows = rows(&requests, &chosen)?;
    let text = text(&rows);
    println!("{text}");
    if arguments.iter().any(|argument| argument == "--write") {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/benchmarks.md"), text)?;
    }
    Ok(())
}

fn rows(requests: &[Request], chosen: &dyn Fn(&Rule) -> bool) -> Result<Vec<Row>, Box<dyn Error>> {
    let mut names: Vec<String> = vec![
        "Rust, ids and bitsets".to_owned(),
        "Rust, strings".to_owned(),
        format!("rulec {}, rule alone", report::version("rulec")),
    ];
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
    let mut bound = floor::bind(requests);
    let environments = own::environments(requests)?;
    let limits = rulec::Limits::default();
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
            rows.iter_mut().chain(&mut said).for_each(|row| row.samples.push(None));
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
        let program = own::program(rule)?;
        let mut samples = vec![
            Some(timed("ids", &mut again)),
            Some(timed("strings", &mut |number| over_strings(&requests[number]))),
            Some(timed("rulec", &mut |number| {
                own::answer(&program, &environments[number], &limits)
            })),
        ];
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
    Ok(rows)
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

fn text(rows: &[Row]) -> String {
    let ns = report::table(rows, |sample| report::nanoseconds(sample.median));
    let fifth = report::table(rows, |sample| report::nanoseconds(sample.fifth));
    let ratio = report::table(rows, |sample| report::ratio(sample.ratio));
    let allocations = report::table(rows, |sample| {
        if sample.allocations.is_nan() {
            "?".to_owned()
        } else {
            format!("{:.1}", sample.allocations)
        }
    });
    format!(
        "# Benchmarks\n\nMade by `cargo run --release -- --write` in `benches/peers`, on {machine}.\n\n\
         Each rule over the same {COUNT} varied requests, bound beforehand, every answer compared first. Read the ratios: the machine is \
         shared, and each evaluator takes turns with the floor in one run, on the clock of the thread. Node and Ruby time themselves in \
         processes of their own. The row of this engine is `vm::run` over an environment made from JSON, asked by name; \
         the ratios of bound identities and of a host that lends its own values are printed by `cargo bench --bench rules`.\n\n\
         ## Nanoseconds an evaluation, median\n\n{ns}\n## Against hand-written Rust over ids and bitsets\n\n{ratio}\n\
         ## Allocations an evaluation\n\n{allocations}\n## Nanoseconds an evaluation, fifth percentile\n\n{fifth}",
        machine = report::machine(),
    )
}
