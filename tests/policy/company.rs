//! The example company: its requests get the decisions that stand beside them.

use std::path::{Path, PathBuf};

use rulec::policy::{PolicySet, Request};
use serde_json::Value as Json;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/company")
}

fn lines(name: &str) -> Vec<Json> {
    let text = std::fs::read_to_string(folder().join(name)).expect("the file can be read");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .collect()
}

fn company() -> PolicySet {
    PolicySet::load(&folder()).expect("the example loads")
}

#[test]
fn the_company_decides_as_expected() {
    let set = company();
    let (requests, expected) = (lines("requests.jsonl"), lines("expected.jsonl"));
    assert_eq!(requests.len(), expected.len());
    for (request, expected) in requests.into_iter().zip(expected) {
        let decision = set.decide(&Request::from_json(request.clone()).expect("the request is right"));
        let effect = if decision.is_allowed() { "allow" } else { "deny" };
        let told = (effect, decision.reason.text());
        let wanted = (
            expected["effect"].as_str().unwrap_or(""),
            expected["reason"].as_str().unwrap_or(""),
        );
        assert_eq!(told, wanted, "{request}\n{decision:?}");
    }
}

#[test]
fn the_company_has_no_errors() {
    let errors: Vec<String> = company()
        .problems
        .iter()
        .filter(|found| found.is_error())
        .map(ToString::to_string)
        .collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

#[test]
fn every_request_of_the_company_can_be_explained() {
    let set = company();
    for request in lines("requests.jsonl") {
        let request = Request::from_json(request).expect("the request is right");
        let explanation = set.explain(&request);
        assert_eq!(explanation.decision, set.decide(&request));
        let decided = explanation.trace.clauses.iter().filter(|clause| clause.decided).count();
        assert!(decided <= 1);
        let text = rulec::policy::explain::text(&explanation, &request);
        assert!(text.lines().next().is_some_and(|line| line.contains(" may ")), "{text}");
    }
}

#[test]
fn an_explanation_names_levels_values_and_the_clause_that_decided() {
    let set = company();
    let request = serde_json::json!({"model": "kinetic-core", "element": {"kapp": "services", "form": "laptop"},
        "endpoint": "Display", "identity": {"username": "cora", "authenticated": true, "teams": ["Role::Contractor"]}});
    let explanation = set.explain(&Request::from_json(request).expect("the request is right"));
    let levels: Vec<(&str, Option<&str>, bool)> = explanation
        .steps
        .iter()
        .map(|step| (step.level.as_str(), step.definition.as_deref(), step.decided))
        .collect();
    assert_eq!(
        levels,
        [
            ("form", None, false),
            ("kapp", Some("Employees"), true),
            ("space", Some("Everyone Signed In"), false),
            // The right to change the kapp would imply it.
            ("kapp", Some("Kapp Owners"), false)
        ]
    );
    let clause = explanation.trace.clauses.last().expect("a clause decided");
    assert_eq!(clause.text, "!identity('teams').includes('Role::Contractor')");
    assert_eq!((clause.decided, clause.holds), (true, Some(false)));
    let read = explanation.trace.reads.iter().find(|read| read.key == "teams");
    assert_eq!(
        read.and_then(|read| read.value.clone()),
        Some(serde_json::json!(["Role::Contractor"]))
    );
}
