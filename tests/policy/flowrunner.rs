//! F01 to F12: who may activate a flow.

use rulec::policy::PolicySet;
use serde_json::{Value as Json, json};

use crate::sets::{answer, ask, load, set};

fn flows(flow: Json, app: Json, precedence: &str) -> PolicySet {
    let mut flow = flow;
    flow["name"] = json!("f");
    if flow.get("status").is_none() {
        flow["status"] = json!("LIVE");
    }
    let file = json!({"precedence": precedence, "app_wide": {"roles": app}, "flows": [flow]});
    set(&[("flows.json", file.to_string())])
}

fn layered(flow: Json) -> PolicySet {
    flows(flow, json!({}), "layered")
}

fn call(user: Json, roles: &[&str]) -> Json {
    json!({"element": {"flow": "f"}, "caller": {"user": user, "roles": roles}, "via": "call-flow-api"})
}

fn ann() -> Json {
    call(json!("ann"), &["AuthenticatedUser", "Managers"])
}

#[test]
fn f01_users_and_roles_have_cells() {
    let set = layered(json!({"users": {"svc-billing": "deny"}, "roles": {"Managers": "deny"}}));
    assert_eq!(answer(&set, call(json!("svc-billing"), &[])), "deny not-permitted");
    assert_eq!(answer(&set, ann()), "deny not-permitted");
    assert_eq!(answer(&set, call(json!("bob"), &[])), "allow default");
    let mut other = ann();
    other["endpoint"] = json!("edit");
    assert_eq!(answer(&set, other), "deny unknown-endpoint");
}

#[test]
fn f02_cells_have_two_spellings() {
    for (grant, deny, inherit) in [("grant", "deny", "inherit"), ("GRANT", "DENY", "GRANT_INHERIT")] {
        let set = layered(json!({"users": {"a": grant, "b": deny, "c": inherit}}));
        assert_eq!(answer(&set, call(json!("a"), &[])), "allow grant");
        assert_eq!(answer(&set, call(json!("b"), &[])), "deny not-permitted");
        assert_eq!(answer(&set, call(json!("c"), &[])), "allow default");
    }
}

#[test]
fn f03_everything_is_granted_by_default() {
    let set = layered(json!({}));
    assert_eq!(answer(&set, ann()), "allow default");
    assert_eq!(answer(&set, call(Json::Null, &[])), "allow default");
}

#[test]
fn f04_the_permissions_hold_for_all_versions() {
    // A flow is there once, whatever its versions: two entries of one name would be two permissions for one flow.
    let file = json!({"flows": [{"name": "f", "status": "LIVE"}, {"name": "f", "status": "DRAFT"}]});
    assert!(load(&[("flows.json", file.to_string())]).is_err());
}

#[test]
fn f05_only_a_live_flow_can_be_activated_and_refusal_comes_first() {
    let set = layered(json!({"status": "DRAFT", "users": {"bob": "deny"}}));
    assert_eq!(answer(&set, ann()), "deny not-live");
    let refused = ask(&set, call(json!("bob"), &[]));
    assert_eq!(refused.reason.text(), "not-permitted");
    assert!(!refused.message.unwrap_or_default().contains("DRAFT"));
}

#[test]
fn f06_system_roles_are_known_and_one_has_two_names() {
    for role in ["NonAuthenticatedUser", "NotAuthenticatedUser"] {
        let set = layered(json!({"roles": {role: "deny"}}));
        assert_eq!(
            answer(&set, call(Json::Null, &["NotAuthenticatedUser", "RestUser"])),
            "deny not-permitted"
        );
        assert_eq!(
            answer(&set, call(Json::Null, &["NonAuthenticatedUser"])),
            "deny not-permitted"
        );
        assert_eq!(answer(&set, ann()), "allow default");
    }
    let both = json!({"flows": [{"name": "f", "status": "LIVE", "roles": {"NonAuthenticatedUser": "deny", "NotAuthenticatedUser": "grant"}}]});
    assert!(load(&[("flows.json", both.to_string())]).is_err());
}

#[test]
fn f07_both_ways_are_checked_alike_and_nobody_is_not_authenticated() {
    let set = layered(json!({"roles": {"NonAuthenticatedUser": "deny"}}));
    for via in ["call-flow-api", "call-flow-block", "call_flow_block"] {
        let mut request = call(Json::Null, &[]);
        request["via"] = json!(via);
        assert_eq!(answer(&set, request.clone()), "deny not-permitted");
        request["caller"]["user"] = json!("ann");
        assert_eq!(answer(&set, request), "allow default");
    }
}

#[test]
fn f08_a_denial_bars_the_user_or_the_members() {
    let set = layered(json!({"users": {"bob": "deny"}, "roles": {"Guests": "deny"}}));
    assert_eq!(answer(&set, call(json!("bob"), &[])), "deny not-permitted");
    assert_eq!(answer(&set, call(json!("eve"), &["Guests"])), "deny not-permitted");
    assert_eq!(answer(&set, ann()), "allow default");
}

#[test]
fn f09_the_first_layer_decides_or_any_denial_does() {
    let grid = json!({"users": {"ann": "grant"}, "roles": {"Managers": "deny"}});
    assert_eq!(answer(&layered(grid.clone()), ann()), "allow grant");
    let overrides = flows(grid, json!({}), "deny-overrides");
    assert_eq!(answer(&overrides, ann()), "deny not-permitted");
    assert!(
        overrides
            .problems
            .iter()
            .any(|problem| problem.code.number() == "W1182")
    );
    let layers = [
        (
            json!({"roles": {"Managers": "grant", "AuthenticatedUser": "deny"}}),
            json!({}),
            "allow grant",
        ),
        (
            json!({"roles": {"AuthenticatedUser": "grant"}}),
            json!({"Managers": "deny"}),
            "allow grant",
        ),
        (
            json!({}),
            json!({"Managers": "grant", "AuthenticatedUser": "deny"}),
            "allow grant",
        ),
        (json!({}), json!({"AuthenticatedUser": "deny"}), "deny not-permitted"),
    ];
    for (grid, app, expected) in layers {
        assert_eq!(
            answer(&flows(grid.clone(), app.clone(), "layered"), ann()),
            expected,
            "{grid} {app}"
        );
    }
    let within = layered(json!({"roles": {"A": "grant", "B": "deny"}}));
    assert_eq!(answer(&within, call(json!("x"), &["A", "B"])), "deny not-permitted");
}

#[test]
fn f10_what_is_unknown_is_refused() {
    let bad = [
        json!({"flows": [{"name": "f", "status": "LIVE", "users": {"a": "maybe"}}]}),
        json!({"flows": [{"name": "f", "status": "LIVE", "users": {"a": true}}]}),
        json!({"precedence": "first", "flows": [{"name": "f", "status": "LIVE"}]}),
        json!({"flows": [{"name": "f"}]}),
        json!({"flows": [{"name": "f", "status": "LIVE", "roles": ["Managers"]}]}),
    ];
    for file in bad {
        assert!(load(&[("flows.json", file.to_string())]).is_err(), "{file}");
    }
    let set = layered(json!({}));
    for caller in [
        json!({"user": 7}),
        json!({"user": "a", "roles": "Managers"}),
        json!({"user": "a", "roles": [1]}),
    ] {
        let request = json!({"element": {"flow": "f"}, "caller": caller});
        assert_eq!(answer(&set, request), "deny invalid-request", "{caller}");
    }
    let mut via = ann();
    via["via"] = json!("telepathy");
    assert_eq!(answer(&set, via), "deny invalid-request");
}

#[test]
fn f11_flow_files_are_json_or_yaml_with_a_schema() {
    let yaml = "# grids\nflows:\n  - name: f\n    status: LIVE\n    users: {ann: deny}\n";
    assert_eq!(
        answer(&set(&[("flows.yml", yaml.to_owned())]), ann()),
        "deny not-permitted"
    );
    let twice = "flows:\n  - name: f\n    status: LIVE\n    users: {ann: deny, ann: grant}\n";
    assert!(load(&[("flows.yml", twice.to_owned())]).is_err());
    let schema: Json = serde_json::from_str(include_str!("../../docs/schemas/flows.json")).expect("the schema is JSON");
    let cells = schema["$defs"]["cells"]["additionalProperties"]["enum"]
        .as_array()
        .expect("the cells are listed");
    for cell in cells {
        let set = layered(json!({"users": {"ann": cell}}));
        assert!(!set.flows.is_empty(), "{cell}");
    }
}

#[test]
fn f12_the_grid_is_shown_as_people_know_it() {
    let grid = json!({"users": {"ann": "deny", "bob": "grant"}, "roles": {"Managers": "inherit"}});
    let set = flows(grid, json!({"AuthenticatedUser": "deny"}), "layered");
    let table = set.grid();
    let lines = [
        "user or role            f",
        "user ann                 ✗",
        "user bob                 ✓",
        "role AuthenticatedUser  (✗)",
    ];
    let expected = lines.join("\n");
    assert_eq!(table.text(false), expected);
    let html = rulec::policy::matrix::page(&[table]);
    assert!(
        html.contains("<td class=\"deny\" title=\"denied for this flow\">✗</td>"),
        "{html}"
    );
    assert!(html.contains("title=\"inherited: denied for the app\""), "{html}");
}
