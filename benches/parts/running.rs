//! From a program and what a host knows to an answer, and from a policy set and a request to a decision.

use divan::Bencher;
use rulec::policy::{PolicySet, Request};
use rulec::{Environment, Limits, compile, vm};
use serde_json::json;

use crate::{RULES, rule, schema};

/// The bindings of a caller who passes most of the rules.
fn environment() -> Environment {
    let bindings = json!({
        "identity": {"username": "ann", "teams": ["Department::HR", "Team::Approvers"], "attribute:Site": ["Berlin"]},
        "submission": {"createdBy": "ann"},
        "kapp": {"attribute:Owning Team": ["Department::HR"]},
        "request": {"remote_addr": "192.168.1.100"},
        "now": 1_795_000_000_000_u64,
        "tz": "Europe/Berlin",
    });
    Environment::from_json(&schema(), bindings).expect("the bindings are an object")
}

#[divan::bench(args = RULES)]
fn bindings_by_name(bencher: Bencher, name: &str) {
    let program = compile(&rule(name), &schema()).expect("the rule compiles");
    let (environment, limits) = (environment(), Limits::default());
    bencher.bench(|| vm::run(&program, &environment, environment.world, &limits));
}

#[divan::bench]
fn environment_from_json(bencher: Bencher) {
    let json = json!({"identity": {"username": "ann", "teams": ["Department::HR"]}, "now": 0, "tz": "UTC"});
    bencher
        .with_inputs(|| json.clone())
        .bench_values(|json| Environment::from_json(&schema(), json));
}

/// One decision of each model, over the example company.
#[divan::bench(args = ["kinetic-core", "kinetic-task", "keep", "flowrunner"])]
fn decision(bencher: Bencher, model: &str) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/company");
    let set = PolicySet::load(&folder).expect("the example loads");
    let requests = std::fs::read_to_string(folder.join("requests.jsonl")).expect("the requests can be read");
    let request = requests
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("each line is JSON"))
        .find(|request| request["model"] == model)
        .expect("the example asks each model");
    let request = Request::from_json(request).expect("the request is right");
    bencher.bench(|| set.decide(&request));
}

#[divan::bench]
fn loading_the_example_company() -> PolicySet {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/company");
    PolicySet::load(&folder).expect("the example loads")
}
