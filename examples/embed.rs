//! A host that compiles two rules once and asks them for several callers.
//!
//! Run it with `cargo run --example embed`.

use rulec::vm::run;
use rulec::{Environment, Limits, Program, Report, Schema, Source, compile};
use serde_json::{Value as Json, json};

/// The answer to one question, as a sentence.
fn answer(program: &Program, caller: Json) -> String {
    let environment = Environment::from_json(&Schema::batch(), caller).expect("the bindings of this example are right");
    match run(program, &environment, environment.world, &Limits::default()) {
        (Ok(answer), fuel) => format!("{} (fuel {fuel})", if answer.truth { "allowed" } else { "denied" }),
        // A rule that throws or faults never lets anyone in.
        (Err(failure), _) => format!("denied, since the rule failed: {failure:?}"),
    }
}

fn answers() -> Result<Vec<String>, Report> {
    let schema = Schema::batch();
    let form = Source::javascript(
        "who may submit onboarding",
        "identity('teams').includes('HR') && !identity('anonymous')",
    );
    let source = Source::ruby(
        "who may call the workflow",
        "@identity.is_member_of('Team::Approvers') &&\n  ['192.168.1.100'].include?(@request.remote_addr)",
    );
    let (form, source) = (compile(&form, &schema)?, compile(&source, &schema)?);
    let approver = json!({"identity": {"teams": ["Team::Approvers"]}, "request": {"remote_addr": "192.168.1.100"}});
    let stranger = json!({"identity": {"teams": []}, "request": {"remote_addr": "192.168.1.100"}});
    Ok(vec![
        answer(&form, json!({"identity": {"teams": ["HR"], "anonymous": false}})),
        answer(&form, json!({"identity": {"teams": ["IT"], "anonymous": false}})),
        answer(&form, json!({"identity": {"anonymous": true}})),
        answer(&source, approver),
        answer(&source, stranger),
    ])
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let answers = answers().map_err(|report| format!("{report:?}"))?;
    for answer in answers {
        println!("{answer}");
    }
    Ok(())
}

#[test]
fn the_example_answers_as_its_rules_say() {
    let answers = answers().expect("the rules compile");
    let allowed: Vec<bool> = answers.iter().map(|answer| answer.starts_with("allowed")).collect();
    assert_eq!(allowed, [true, false, false, true, false]);
    assert!(
        answers[2].contains("TypeError"),
        "teams are absent for an anonymous caller: {}",
        answers[2]
    );
}
