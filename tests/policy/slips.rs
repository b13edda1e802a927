//! Names and values with a slip in them open nothing: where the default is to allow, what was meant to restrict must not
//! be passed by.

use rulec::policy::{Model, Request};
use serde_json::json;

use crate::sets::{Export, ann, answer, element, form, load, nobody, root, set};

#[test]
fn a_policy_of_a_web_api_under_an_unknown_endpoint_makes_it_deny() {
    for endpoint in ["Execute", "Display", "WebAPI"] {
        let mut files = Export {
            space_definitions: &[("Yes", "Space", "true")],
            definitions: &[("Yes", "Kapp", "true")],
            ..Export::default()
        }
        .files();
        files.push(("core/space/webApis/w.json", element("w", &[(endpoint, "Yes")])));
        files.push(("core/space/kapps/k/webApis/w.json", element("w", &[(endpoint, "Yes")])));
        let set = set(&files);
        for element in [json!({"webApi": "w"}), json!({"kapp": "k", "webApi": "w"})] {
            let ask = |identity| answer(&set, json!({"element": element, "identity": identity}));
            assert_eq!(ask(ann()), "deny broken-policy", "{endpoint}");
            assert_eq!(ask(nobody()), "deny broken-policy", "{endpoint}");
            assert_eq!(ask(root()), "allow space-admin", "{endpoint}");
        }
        assert!(set.problems.iter().any(|problem| problem.code.number() == "E0807"));
    }
}

#[test]
fn a_blank_entry_of_a_workflow_matches_nobody() {
    for entry in ["", "  "] {
        let workflow = json!({"workflow": {"id": "w", "steps": [], "permissions": [entry]}}).to_string();
        let set = set(&[("w.yaml", workflow)]);
        for caller in [
            json!({"email": "", "role": "noc"}),
            json!({"email": "a@b.c", "role": ""}),
            json!({"email": "a@b.c", "role": "workflowrunner"}),
        ] {
            let request = json!({"element": {"workflow": "w"}, "caller": caller});
            assert_eq!(answer(&set, request), "deny not-listed", "{entry:?} {caller}");
        }
    }
}

#[test]
fn a_blank_user_of_a_flow_is_not_signed_in() {
    let file =
        json!({"app_wide": {"roles": {"NonAuthenticatedUser": "deny"}}, "flows": [{"name": "f", "status": "LIVE"}]});
    let set = set(&[("flows.json", file.to_string())]);
    let ask = |caller| answer(&set, json!({"element": {"flow": "f"}, "caller": caller}));
    assert_eq!(ask(json!({"user": "ann"})), "allow default");
    assert_eq!(ask(json!({"user": null})), "deny not-permitted");
    assert_eq!(ask(json!({"user": ""})), "deny not-permitted");
}

#[test]
fn a_key_of_a_flow_file_with_a_slip_is_refused() {
    let denied = json!({"Guests": "deny"});
    let flow = |key: &str| json!({"flows": [{"name": "f", "status": "LIVE", (key): denied}]});
    let whole = |key: &str| json!({"flows": [{"name": "f", "status": "LIVE"}], (key): {"roles": denied}});
    let inner = |key: &str| json!({"flows": [{"name": "f", "status": "LIVE"}], "app_wide": {(key): denied}});
    let wrong = [
        flow("role"),
        flow("Roles"),
        flow("user"),
        whole("app-wide"),
        whole("appWide"),
        inner("role"),
    ];
    for file in wrong {
        let error = load(&[("flows.json", file.to_string())]).expect_err("a slip");
        assert!(
            error.problems.iter().any(|problem| problem.code.number() == "E0803"),
            "{file}"
        );
    }
    // What is no slip of a key is nobody's business.
    for file in [flow("roles"), flow("description"), whole("version")] {
        assert!(load(&[("flows.json", file.to_string())]).is_ok(), "{file}");
    }
}

#[test]
fn a_console_or_a_type_of_rules_with_a_slip_denies() {
    let rule = |kind: &str, consoles: &[&str]| {
        let consoles: Vec<_> = consoles
            .iter()
            .map(|name| json!({"name": name, "policyRule": "R"}))
            .collect();
        json!({"type": kind, "name": "R", "rule": "true", "message": "no", "consolePolicyRules": consoles}).to_string()
    };
    let ask = |text: String| {
        let set = set(&[("task/policyRules/r.json", text)]);
        answer(
            &set,
            json!({"element": {"console": "System Errors"}, "identity": ann()}),
        )
    };
    assert_eq!(ask(rule("Console Access", &["System Errors"])), "allow rule");
    assert_eq!(ask(rule("Console Access", &["Custom"])), "allow default");
    assert_eq!(ask(rule("Console Access", &["system errors"])), "deny broken-policy");
    assert_eq!(ask(rule("Console Access", &["SystemErrors"])), "deny broken-policy");
    assert_eq!(ask(rule("System Default", &[])), "allow default");
    assert_eq!(ask(rule("System default", &[])), "deny broken-policy");
}

#[test]
fn an_identity_is_not_bound_where_another_section_is_wrong() {
    let set = Export {
        form: &[("Display", "Yes")],
        definitions: &[("Yes", "Form", "true")],
        ..Export::default()
    }
    .set();
    let linked = set.link().expect("the set has Kinetic Core");
    let wrong = [
        ("submission", json!({"createdBy": ["ann"]})),
        ("team", json!({"name": 1})),
        ("user", json!({"spaceAdmin": "true"})),
        ("file", json!({"path": 5})),
    ];
    for (section, value) in wrong {
        let mut request = form("Display", ann());
        request[section] = value;
        let request = Request::from_json(request).expect("the request is right");
        assert_eq!(set.decide(&request).reason.text(), "invalid-request", "{section}");
        assert!(linked.bind(request.clone()).is_err(), "{section}");
        let table = set.matrix_of(&[("ann".to_owned(), request)], "Display");
        assert!(table.rows[0].1.iter().all(|cell| cell.class == "deny"), "{section}");
    }
    let other = Request {
        model: Some(Model::Keep),
        ..Request::from_json(form("Display", ann())).expect("the request is right")
    };
    assert!(!set.decide(&other).is_allowed());
    assert!(linked.bind(other).is_err());
}

#[test]
fn of_two_files_for_one_thing_none_counts() {
    let export = Export {
        kapp: &[("Display", "No")],
        definitions: &[("Yes", "Kapp", "true"), ("No", "Kapp", "false")],
        ..Export::default()
    };
    assert!(load(&export.files()).is_ok());
    for name in ["core/space/kapps/k.JSON", "core/space/kapps/k.json"] {
        let mut files = export.files();
        files.push((name, element("k", &[("Display", "Yes")])));
        let error = load(&files).expect_err("the kapp is there twice");
        assert!(
            error.problems.iter().any(|problem| problem.code.number() == "E0804"),
            "{name}"
        );
    }
}
