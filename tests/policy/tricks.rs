//! Ways to get in that are none: requests and files that two readers understand differently, values of another type than
//! the product gives, names that only look alike.

use rulec::policy::Request;
use serde_json::{Value as Json, json};

use crate::sets::{Export, ann, answer, form, rule_at, set};

/// The answer to a request that is a text.
fn told(set: &rulec::policy::PolicySet, text: &str) -> String {
    match Request::from_text(text) {
        Err(error) => format!("refused {}", error.path),
        Ok(request) => {
            let decision = set.decide(&request);
            let effect = if decision.is_allowed() { "allow" } else { "deny" };
            format!("{effect} {}", decision.reason.text())
        }
    }
}

#[test]
fn a_key_that_is_there_twice_is_refused() {
    let set = rule_at("Display", "false");
    let base = r#""element": {"kapp": "k", "form": "f"}, "endpoint": "Display""#;
    for text in [
        format!(r#"{{{base}, "identity": {{"username": "a"}}, "identity": {{"username": "a", "spaceAdmin": true}}}}"#),
        format!(r#"{{{base}, "identity": {{"spaceAdmin": false, "username": "a", "spaceAdmin": true}}}}"#),
        format!(r#"{{{base}, "identity": {{"username": "a", "spaceAdmin": false, "space\u0041dmin": true}}}}"#),
    ] {
        assert_eq!(told(&set, &text), "refused request", "{text}");
    }
    assert_eq!(
        told(&set, &format!(r#"{{{base}, "identity": {{"username": "a"}}}}"#)),
        "deny rule"
    );
}

#[test]
fn a_list_does_not_pass_for_the_text_in_it() {
    let set = rule_at("Submission Access", "submission('createdBy') == identity('username')");
    let mut request = form("Submission Access", ann());
    for by in [json!(["ann"]), json!({"toString": "ann"}), json!(true), json!(0)] {
        request["submission"] = json!({"createdBy": by});
        assert_eq!(answer(&set, request.clone()), "deny invalid-request", "{by}");
    }
    request["submission"] = json!({"createdBy": "bob"});
    assert_eq!(answer(&set, request), "deny rule");
}

#[test]
fn a_text_does_not_pass_for_a_flag() {
    let files = [
        (
            "task/policyRules/a.json",
            json!({"type": "API Access", "name": "A", "rule": "@auth.validate_signature", "message": ""}).to_string(),
        ),
        (
            "task/sources/s.json",
            json!({"name": "S", "policyRules": [{"type": "API Access", "name": "A", "rule": "@auth.validate_signature", "message": ""}]})
                .to_string(),
        ),
    ];
    let set = set(&files);
    for (signature, expected) in [
        (json!("false"), "deny invalid-request"),
        (json!(0), "deny invalid-request"),
        (json!([]), "deny invalid-request"),
        (json!(false), "deny rule"),
        (json!(null), "deny rule"),
        (json!(true), "allow rule"),
    ] {
        let request = json!({"element": {"source": "S"}, "identity": ann(), "auth": {"signature": signature}});
        assert_eq!(answer(&set, request), expected, "{signature}");
    }
    for request in [
        json!({"remote_addr": ["127.0.0.1"]}),
        json!({"headers": {"X": ["1"]}}),
        json!({"headers": []}),
    ] {
        let fields =
            json!({"element": {"source": "S"}, "identity": ann(), "auth": {"signature": true}, "request": request});
        assert_eq!(answer(&set, fields), "deny invalid-request", "{request}");
    }
}

#[test]
fn an_attribute_is_a_list_under_either_key() {
    let set = rule_at("Display", "identity('attribute:Site').indexOf('Ber') !== -1");
    let mut request = form("Display", ann());
    request["identity"] = json!({"username": "ann", "attribute:Site": "Berlin"});
    assert_eq!(answer(&set, request.clone()), "deny rule");
    request["identity"] = json!({"username": "ann", "attribute:Site": {"indexOf": 1}});
    assert_eq!(answer(&set, request.clone()), "deny invalid-request");
    request["identity"] = json!({"username": "ann", "attribute:Site": ["Ber"], "attributes": {"Site": []}});
    assert_eq!(answer(&set, request), "deny invalid-request");
}

#[test]
fn flags_that_are_left_out_do_not_read_as_their_opposite() {
    let set = rule_at("Display", "!identity('anonymous')");
    let ask = |identity: Json| answer(&set, form("Display", identity));
    assert_eq!(ask(json!({"authenticated": false})), "deny rule");
    assert_eq!(ask(json!({})), "deny rule");
    assert_eq!(ask(json!({"username": ""})), "deny rule");
    assert_eq!(ask(json!({"username": "ann"})), "allow rule");
    assert_eq!(ask(json!({"spaceAdmin": true})), "allow space-admin");
}

#[test]
fn names_that_only_look_alike_are_other_names() {
    let set = Export {
        form: &[("Display", "Caf\u{e9}")],
        definitions: &[("Cafe\u{301}", "Form", "true")],
        ..Export::default()
    }
    .set();
    assert_eq!(answer(&set, form("Display", ann())), "deny broken-policy");
    let set = rule_at("Display", "true");
    for (kapp, name) in [
        ("K", "f"),
        ("k ", "f"),
        ("k", "F"),
        ("k", "f\u{0}"),
        ("", "f"),
        ("k", ""),
    ] {
        let request = json!({"element": {"kapp": kapp, "form": name}, "endpoint": "Display", "identity": ann()});
        assert_eq!(answer(&set, request), "deny unknown-element", "{kapp:?} {name:?}");
    }
    for endpoint in ["display", "Display ", "", "Disp\u{443}lay"] {
        assert_eq!(
            answer(&set, form(endpoint, ann())),
            "deny unknown-endpoint",
            "{endpoint:?}"
        );
    }
}

#[test]
fn a_team_is_the_one_that_the_element_names() {
    let set = Export {
        space: &[("Team Modification", "Own"), ("Display", "All")],
        space_definitions: &[("Own", "Team", "team('name') === 'Mine'"), ("All", "Space", "true")],
        ..Export::default()
    }
    .set();
    let ask = |fields: Json| answer(&set, fields);
    let element = json!({"team": "Theirs"});
    let request = json!({"element": element, "endpoint": "Team Modification", "identity": ann()});
    assert_eq!(ask(request.clone()), "deny rule");
    let mut other = request.clone();
    other["team"] = json!({"name": "Mine"});
    assert_eq!(ask(other.clone()), "deny invalid-request");
    other["team"] = json!({"slug": "mine"});
    assert_eq!(ask(other), "deny rule");
    let mut space = request;
    space["endpoint"] = json!("Display");
    assert_eq!(ask(space), "deny unknown-endpoint");
}

#[test]
fn huge_and_deep_values_are_denied_or_decided() {
    let set = rule_at("Display", "identity('teams').includes('HR')");
    for now in [
        json!(1e300),
        json!(-1e300),
        json!(8_640_000_000_000_001_i64),
        json!("soon"),
        json!([]),
    ] {
        let mut request = form("Display", ann());
        request["now"] = now.clone();
        let error = Request::from_json(request).expect_err("there is no such time");
        assert_eq!(error.path, "now", "{now}");
    }
    assert_eq!(told(&set, "{\"now\": 1e999}"), "refused request");
    let deep = format!("{{\"values\": {}1{}}}", "{\"a\": ".repeat(5_000), "}".repeat(5_000));
    assert_eq!(told(&set, &deep), "refused request");
    let teams: Vec<String> = (0..200_000).map(|number| format!("Team {number}")).collect();
    let request = form("Display", json!({"username": "ann", "teams": teams}));
    assert!(
        answer(&set, request).starts_with("deny"),
        "nobody of 200,000 teams is HR"
    );
}
