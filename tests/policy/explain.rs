//! Explanations: levels with what became of them, clauses with the values they saw, and what would have to differ.

use rulec::policy::explain::{Explanation, StepOutcome, text};
use rulec::policy::{PolicySet, Request};
use serde_json::{Value as Json, json};

use crate::sets::{Export, ann, form, kapp, rule_at, set};

fn explain(set: &PolicySet, request: Json) -> Explanation {
    set.explain(&Request::from_json(request).expect("the request is right"))
}

/// The levels with what became of them, and which one decided.
fn levels(explanation: &Explanation) -> Vec<(&str, &str, StepOutcome, bool)> {
    let steps = explanation.steps.iter();
    steps
        .map(|step| (step.level.as_str(), step.endpoint.as_str(), step.outcome, step.decided))
        .collect()
}

#[test]
fn the_clause_that_decided_shows_the_values_it_saw() {
    let rule =
        "identity('authenticated') && identity('teams').includes('HR') && values('For') === identity('username')";
    let set = rule_at("Submission Access", rule);
    let explanation = explain(&set, form("Submission Access", ann()));
    let clauses = &explanation.trace.clauses;
    let texts: Vec<&str> = clauses.iter().map(|clause| clause.text.as_str()).collect();
    assert_eq!(texts, ["identity('authenticated')", "identity('teams').includes('HR')"]);
    let decided = &clauses[1];
    assert_eq!((decided.decided, decided.holds), (true, Some(false)));
    assert_eq!(decided.saw[0].text, "identity('teams')");
    assert_eq!(decided.saw[0].value, Some(json!(["Department::HR"])));
    assert_eq!(decided.note.as_deref(), Some("'HR' is not in it"));
    assert_eq!(
        explanation.advice,
        [
            "\"Rule\" would allow it if `identity('teams')` had 'HR' and `values('For')` were equal to `identity('username')`."
        ]
    );
    let mut request = form("Submission Access", ann());
    request["identity"]["teams"] = json!(["HR"]);
    let explanation = explain(&set, request.clone());
    let decided = explanation.trace.clauses.last().expect("a clause decided");
    assert_eq!(decided.saw[0].value, None, "a field that is not there is undefined");
    assert_eq!(decided.note.as_deref(), Some("they differ"));
    let text = text(
        &explanation,
        &Request::from_json(request).expect("the request is right"),
    );
    assert!(
        text.contains("values('For') = undefined, identity('username') = \"ann\", they differ"),
        "{text}"
    );
}

#[test]
fn any_operand_would_do_where_one_is_enough() {
    let rule = "identity('teams').indexOf('HR') !== -1 || !(identity('username') === 'ann') || \
                hasIntersection(identity('teams'), form('attribute:Teams'))";
    let explanation = explain(&rule_at("Display", rule), form("Display", ann()));
    assert_eq!(
        explanation.trace.ways,
        [
            "`identity('teams')` had 'HR'",
            "`identity('username')` differed from `'ann'`",
            "`identity('teams')` shared something with `form('attribute:Teams')`",
        ]
    );
    let explanation = explain(&rule_at("Display", "true || identity('x')"), form("Display", ann()));
    assert_eq!(explanation.trace.clauses.len(), 1);
}

#[test]
fn helpers_of_the_rule_show_what_they_read() {
    let rule = "(function() {\n  var isHR = function() { return identity('teams').indexOf('HR') >= 0; };\n  return isHR() || false;\n})()";
    let explanation = explain(&rule_at("Display", rule), form("Display", ann()));
    let clause = &explanation.trace.clauses[0];
    assert_eq!((clause.text.as_str(), clause.holds), ("isHR()", Some(false)));
    assert_eq!(clause.saw[0].text, "identity('teams')");
    assert_eq!(clause.saw[0].value, Some(json!(["Department::HR"])));
}

#[test]
fn levels_are_skipped_decide_or_are_not_asked() {
    let set = Export {
        space: &[("Default Form Display", "Open")],
        kapp: &[("Default Form Display", "Shut"), ("Modification", "Shut")],
        space_definitions: &[("Open", "Form", "true")],
        definitions: &[("Shut", "Kapp", "false")],
        ..Export::default()
    }
    .set();
    let explanation = explain(&set, form("Display", ann()));
    assert_eq!(
        levels(&explanation),
        [
            ("form", "Display", StepOutcome::Skipped, false),
            ("kapp", "Default Form Display", StepOutcome::Denies, true),
            ("space", "Default Form Display", StepOutcome::NotAsked, false),
            ("kapp", "Modification", StepOutcome::Denies, false),
        ]
    );
    assert!(explanation.steps[3].implies && !explanation.steps[1].implies);
    let mut root = form("Display", ann());
    root["identity"]["spaceAdmin"] = json!(true);
    let explanation = explain(&set, root);
    assert!(
        explanation
            .steps
            .iter()
            .all(|step| step.outcome == StepOutcome::NotAsked && !step.decided)
    );
}

#[test]
fn an_implied_right_is_explained_by_the_rule_that_implies_it() {
    let set = Export {
        kapp: &[("Display", "No")],
        form: &[("Modification", "HR")],
        definitions: &[
            ("No", "Kapp", "false"),
            ("HR", "Form", "identity('teams').includes('Department::HR')"),
        ],
        ..Export::default()
    }
    .set();
    let explanation = explain(&set, kapp("Display", ann()));
    assert_eq!(explanation.decision.reason.text(), "implied-by-form-modification");
    assert_eq!(
        levels(&explanation),
        [
            ("kapp", "Display", StepOutcome::Denies, false),
            ("form", "Modification", StepOutcome::Allows, true)
        ]
    );
    assert_eq!(
        explanation.rule.as_deref(),
        Some("identity('teams').includes('Department::HR')")
    );
    assert_eq!(
        explanation.trace.clauses[0].note.as_deref(),
        Some("'Department::HR' is in it")
    );
}

#[test]
fn rules_in_ruby_are_explained_in_ruby() {
    let rule = json!({"type": "API Access", "name": "Team and Address", "message": "",
        "rule": "@identity.is_member_of('Approvers') &&\n  ['10.0.0.1'].include?(@request.remote_addr)"});
    let files = [(
        "task/sources/s.json",
        json!({"name": "S", "policyRules": [rule]}).to_string(),
    )];
    let set = set(&files);
    let mut request = json!({"element": {"source": "S"}, "identity": ann(), "request": {"remote_addr": "10.0.0.2"}});
    let explanation = explain(&set, request.clone());
    let clause = &explanation.trace.clauses[0];
    assert_eq!(clause.saw[0].text, "@identity.teams");
    assert_eq!(clause.note.as_deref(), Some("'Approvers' is not in it"));
    request["identity"]["teams"] = json!(["Approvers"]);
    let explanation = explain(&set, request);
    let clause = explanation.trace.clauses.last().expect("a clause decided");
    assert_eq!(clause.saw[0].text, "@request.remote_addr");
    assert_eq!(clause.saw[0].value, Some(json!("10.0.0.2")));
    assert_eq!(
        explanation.advice,
        ["\"Team and Address\" would allow it if `['10.0.0.1']` had @request.remote_addr."]
    );
}

#[test]
fn lists_and_grids_are_explained_as_rules_are() {
    let set = set(&[
        (
            "w.yaml",
            "workflow:\n  id: w\n  permissions: [noc]\n  steps: []\n".to_owned(),
        ),
        (
            "f.json",
            json!({"flows": [{"name": "f", "status": "LIVE", "users": {"ann": "deny"}}]}).to_string(),
        ),
    ]);
    let request =
        json!({"model": "keep", "element": {"workflow": "w"}, "caller": {"role": "webhook", "email": "a@b.c"}});
    let explanation = explain(&set, request);
    assert_eq!(levels(&explanation), [("workflow", "run", StepOutcome::Denies, true)]);
    assert!(explanation.trace.reads.iter().any(|read| read.text == "caller('role')"));
    let request = json!({"model": "flowrunner", "element": {"flow": "f"}, "caller": {"user": "ann"}});
    let explanation = explain(&set, request);
    assert_eq!(levels(&explanation), [("flow", "activate", StepOutcome::Denies, true)]);
    assert_eq!(
        explanation.advice,
        ["The answer would be another one if `[\"ann\"].includes(caller('user'))` did not hold."]
    );
}
