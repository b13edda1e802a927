//! The example company: its requests get the decisions that stand beside them.

use std::path::{Path, PathBuf};

use rulec::policy::endpoint::Place;
use rulec::policy::{PolicySet, Reason, Request};
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
        let told = serde_json::to_value(&decision).expect("a decision is JSON");
        for (field, wanted) in expected.as_object().expect("each line is an object") {
            assert_eq!(&told[field], wanted, "{field} of {request}\n{decision:?}");
        }
    }
}

#[test]
fn the_company_shows_every_endpoint_and_every_reason() {
    let set = company();
    let core = set.core.as_ref().expect("the company has an export");
    for place in Place::ALL {
        for endpoint in core.endpoints.list(*place) {
            let items = core.items.iter().filter(|item| item.place == *place);
            let mut assigned = items.flat_map(|item| &item.assigned);
            assert!(
                assigned.any(|(name, _)| *name == endpoint.name),
                "nothing assigns {} of a {}",
                endpoint.name,
                place.level()
            );
        }
    }
    let expected = lines("expected.jsonl");
    // A set without errors has no broken policy, and its gate knows no unknown role.
    let shown = Reason::ALL
        .iter()
        .filter(|reason| !matches!(reason, Reason::BrokenPolicy | Reason::UnknownRole));
    for reason in shown {
        assert!(
            expected.iter().any(|line| line["reason"] == reason.text()),
            "{}",
            reason.text()
        );
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
