//! W01 to W10: who may run a workflow.

use rulec::policy::PolicySet;
use serde_json::{Value as Json, json};

use crate::sets::{answer, ask, load, set, set_with};

fn workflow(permissions: &str) -> Vec<(&'static str, String)> {
    vec![("w.yaml", format!("workflow:\n  id: w\n{permissions}  steps: []\n"))]
}

fn listed(permissions: &str) -> PolicySet {
    set(&workflow(permissions))
}

fn upstream(permissions: &str) -> PolicySet {
    set_with("[keep]\ngate = \"upstream\"\n", &workflow(permissions))
}

fn run(role: &str, email: &str) -> Json {
    json!({"element": {"workflow": "w"}, "caller": {"role": role, "email": email}})
}

#[test]
fn w01_permissions_stand_at_the_top_of_the_workflow() {
    let text = "id: w\nname: W\npermissions:\n  - noc\nsteps: []\n".to_owned();
    for files in [vec![("w.yml", text)], workflow("  permissions: [noc]\n")] {
        let set = set(&files);
        assert_eq!(answer(&set, run("noc", "a@b.c")), "allow role");
        assert_eq!(answer(&set, run("workflowrunner", "a@b.c")), "deny not-listed");
    }
    let alert = vec![(
        "w.yml",
        "alert:\n  id: w\n  permissions: [noc]\n  actions: []\n".to_owned(),
    )];
    assert_eq!(answer(&set(&alert), run("noc", "a@b.c")), "allow role");
}

#[test]
fn w02_an_admin_runs_everything() {
    assert_eq!(
        answer(&listed("  permissions: [x@y.z]\n"), run("admin", "a@b.c")),
        "allow admin"
    );
    assert_eq!(answer(&upstream(""), run("admin", "a@b.c")), "allow admin");
}

#[test]
fn w03_otherwise_role_or_address_must_be_listed() {
    let set = listed("  permissions: [noc, ann@example.com]\n");
    assert_eq!(answer(&set, run("noc", "bob@example.com")), "allow role");
    assert_eq!(answer(&set, run("workflowrunner", "ann@example.com")), "allow email");
    assert_eq!(
        answer(&set, run("workflowrunner", "bob@example.com")),
        "deny not-listed"
    );
    let nobody = json!({"element": {"workflow": "w"}, "caller": {}});
    assert_eq!(answer(&set, nobody), "deny not-listed");
}

#[test]
fn w04_without_a_list_a_scope_is_asked() {
    for permissions in ["", "  permissions: []\n", "  permissions:\n"] {
        let set = listed(permissions);
        assert_eq!(answer(&set, run("workflowrunner", "a@b.c")), "allow scope");
        assert_eq!(answer(&set, run("noc", "a@b.c")), "deny scope-missing");
        let set = upstream(permissions);
        assert_eq!(answer(&set, run("noc", "a@b.c")), "allow scope");
        assert_eq!(answer(&set, run("webhook", "a@b.c")), "deny scope-missing");
    }
    // Upstream asks before the list is read.
    let set = upstream("  permissions: [webhook]\n");
    assert_eq!(answer(&set, run("webhook", "a@b.c")), "deny scope-missing");
    assert_eq!(
        answer(&listed("  permissions: [webhook]\n"), run("webhook", "a@b.c")),
        "allow role"
    );
}

#[test]
fn w05_roles_have_scopes_and_unknown_roles_are_nothing_special() {
    let wide =
        json!({"element": {"workflow": "w"}, "caller": {"role": "noc", "email": "a@b.c", "scopes": ["write:*"]}});
    assert_eq!(answer(&listed(""), wide), "allow scope");
    assert_eq!(
        answer(&upstream("  permissions: [boss]\n"), run("boss", "a@b.c")),
        "deny unknown-role"
    );
    assert_eq!(
        answer(&listed("  permissions: [boss]\n"), run("boss", "a@b.c")),
        "allow role"
    );
}

#[test]
fn w06_entries_are_folded_and_callers_are_not() {
    let set = listed("  permissions: [' NOC ', Ann@Example.com]\n");
    assert_eq!(answer(&set, run("noc", "x@y.z")), "allow role");
    assert_eq!(answer(&set, run("workflowrunner", "ann@example.com")), "allow email");
    assert_eq!(answer(&set, run("NOC", "x@y.z")), "deny not-listed");
    assert_eq!(
        answer(&set, run("workflowrunner", "Ann@Example.com")),
        "deny not-listed"
    );
    let odd = listed("  permissions: ['', '*@example.com', example.com, boss, noc]\n");
    let found = odd
        .problems
        .iter()
        .filter(|problem| problem.code.number() == "W1181")
        .count();
    assert_eq!(found, 4, "{:?}", odd.problems);
    assert_eq!(
        answer(&odd, run("workflowrunner", "ann@example.com")),
        "deny not-listed"
    );
    let refused = upstream("  permissions: [webhook]\n");
    assert!(refused.problems.iter().any(|problem| problem.code.number() == "W1181"));
}

#[test]
fn w07_what_is_no_list_of_texts_opens_nothing() {
    for value in [
        "noc",
        "''",
        "0",
        "false",
        "{noc: true}",
        "[noc, null]",
        "[[noc]]",
        "[1]",
    ] {
        let set = listed(&format!("  permissions: {value}\n"));
        assert_eq!(answer(&set, run("noc", "a@b.c")), "deny broken-policy", "{value}");
        assert_eq!(
            answer(&set, run("workflowrunner", "a@b.c")),
            "deny broken-policy",
            "{value}"
        );
        assert!(
            set.problems.iter().any(|problem| problem.code.number() == "E0809"),
            "{value}"
        );
    }
    for slip in ["Permissions", "permission", "PERMISSIONS", "'permissions '"] {
        let set = listed(&format!("  {slip}: [admin]\n"));
        assert_eq!(
            answer(&set, run("workflowrunner", "a@b.c")),
            "deny broken-policy",
            "{slip}"
        );
    }
    // What a merge or an alias brings in is read as the product reads it.
    let merged = "base: &b\n  permissions: [noc]\nworkflow:\n  <<: *b\n  id: w\n  steps: []\n".to_owned();
    assert_eq!(
        answer(&set(&[("w.yaml", merged)]), run("workflowrunner", "a@b.c")),
        "deny not-listed"
    );
    let misplaced = vec![(
        "w.yaml",
        "permissions: [noc]\nworkflow:\n  id: w\n  steps: []\n".to_owned(),
    )];
    assert_eq!(
        answer(&set(&misplaced), run("workflowrunner", "a@b.c")),
        "deny broken-policy"
    );
}

#[test]
fn w08_refusals_say_what_the_product_says() {
    let message = |set: &PolicySet, role: &str| {
        let decision = ask(set, run(role, "a@b.c"));
        assert_eq!(decision.status, 403);
        decision.message.unwrap_or_default()
    };
    let list = "  permissions: [admin]\n";
    assert_eq!(
        message(&listed(list), "noc"),
        "Insufficient permissions to execute this workflow"
    );
    let gate = "You don't have the required scopes to access this resource [required scopes: ['execute:workflows']]";
    assert_eq!(message(&upstream(list), "webhook"), gate);
    assert_eq!(message(&upstream(list), "X"), "Role X not found");
}

#[test]
fn w09_the_list_covers_manual_runs_only() {
    let set = listed("  permissions: [admin]\n");
    for trigger in ["alert", "incident", "interval"] {
        let mut request = run("webhook", "a@b.c");
        request["trigger"] = json!(trigger);
        assert_eq!(answer(&set, request), "allow automatic-run");
    }
    let mut request = run("webhook", "a@b.c");
    request["trigger"] = json!("whatever");
    assert_eq!(answer(&set, request), "deny invalid-request");
    // The product runs a definition that is only tried out without reading its list.
    let mut test = run("workflowrunner", "a@b.c");
    test["trigger"] = json!("test");
    assert_eq!(
        answer(&upstream("  permissions: [admin]\n"), test.clone()),
        "allow scope"
    );
    assert_eq!(answer(&set, test), "deny not-listed");
}

#[test]
fn w10_nothing_else_in_a_file_matters() {
    let text = r#"# A comment
workflow:
  id: w
  description: |
    several
    lines: with {{ templates }}
  permissions: &who [noc]
  triggers:
    - type: manual
    - {type: alert, filters: [{key: source, value: "r\"a.*\""}]}
  consts:
    on: yes
    on: no
    1: one
    ? [a, b]
    : c
  1: one
  null: nothing
  true: yes
  ? {a: b}
  : c
  tagged: !secret {a: !!binary aGVsbG8=}
  steps:
    - name: "{{ alert.name }}"
      provider: &p
        type: bash
        config: '{{ providers.x }}'
        with: {command: "echo $((1 + 1))", date: 2026-01-01, big: 0x1F, nan: .nan}
    - <<: *p
      provider: *p
"#;
    let set = set(&[("w.yaml", text.to_owned())]);
    assert_eq!(answer(&set, run("noc", "a@b.c")), "allow role");
    assert_eq!(set.workflows["w"].triggers, ["manual", "alert"]);
    let many = "workflows:\n  - id: a\n    permissions: [noc]\n    steps: []\n  - id: b\n    steps: []\n";
    assert_eq!(
        load(&[("m.yaml", many.to_owned())]).map(|set| set.workflows.len()),
        Ok(2)
    );
    let same = workflow("  permissions: [noc]\n");
    let twice = [same[0].clone(), ("copy.yaml", same[0].1.replace("noc", "admin"))];
    let set = load(&twice).expect("the set loads");
    assert_eq!(answer(&set, run("noc", "a@b.c")), "deny broken-policy");
}
