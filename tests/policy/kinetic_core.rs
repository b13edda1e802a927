//! K01 to K12 and K21 to K25: levels, implied rights, statuses, search, exports.

use rulec::policy::{Request, Settings};
use serde_json::{Value as Json, json};

use crate::sets::{Export, ann, answer, ask, element, form, kapp, load, nobody, root, rule_at, set, set_with};

const YES_NO: &[(&str, &str, &str)] = &[("Yes", "Form", "true"), ("No", "Form", "false")];

#[test]
fn k01_the_most_specific_level_that_defines_a_policy_decides() {
    let base = Export {
        space: &[("Default Form Display", "Yes")],
        space_definitions: YES_NO,
        definitions: YES_NO,
        ..Export::default()
    };
    assert_eq!(answer(&base.set(), form("Display", ann())), "allow inherited");
    let kapp = Export {
        kapp: &[("Default Form Display", "No")],
        ..base
    };
    assert_eq!(answer(&kapp.set(), form("Display", ann())), "deny inherited");
    let own = Export {
        form: &[("Display", "Yes")],
        ..kapp
    };
    assert_eq!(answer(&own.set(), form("Display", ann())), "allow rule");
    // Per endpoint, not per form: the form's Display says nothing about its submissions.
    assert_eq!(answer(&own.set(), form("Submission Access", ann())), "deny no-policy");
    assert_eq!(ask(&own.set(), form("Display", ann())).level.as_deref(), Some("form"));
    assert_eq!(ask(&kapp.set(), form("Display", ann())).level.as_deref(), Some("kapp"));
}

#[test]
fn k02_only_the_four_endpoints_of_a_form_fall_back() {
    let set = Export {
        space: &[("Display", "Yes"), ("Default Submission Access", "Open")],
        space_definitions: &[("Yes", "Space", "true"), ("Open", "Submission", "true")],
        ..Export::default()
    }
    .set();
    assert_eq!(answer(&set, form("Submission Access", ann())), "allow inherited");
    for endpoint in ["Display", "Modification", "Form Creation", "Submission Support"] {
        assert_eq!(answer(&set, kapp(endpoint, ann())), "deny no-policy", "{endpoint}");
    }
}

#[test]
fn k03_a_space_admin_passes_and_no_rule_runs() {
    let set = rule_at("Display", "while (true) {}");
    let decision = ask(&set, form("Display", root()));
    assert!(decision.is_allowed());
    assert_eq!((decision.reason.text(), decision.fuel), ("space-admin", 0));
    assert_eq!(
        answer(&set, form("Submission Modification", root())),
        "allow space-admin"
    );
}

#[test]
fn k04_without_a_policy_nobody_but_a_space_admin_passes_except_at_a_web_api() {
    let mut files = Export::default().files();
    files.push(("core/space/kapps/k/webApis/open.json", element("open", &[])));
    let set = set(&files);
    assert_eq!(answer(&set, form("Display", ann())), "deny no-policy");
    assert_eq!(answer(&set, form("Display", root())), "allow space-admin");
    let request = json!({"element": {"kapp": "k", "webApi": "open"}, "endpoint": "Execution", "identity": nobody()});
    assert_eq!(answer(&set, request), "allow default");
    let lint = set.problems.iter().find(|problem| problem.code.number() == "W1180");
    assert!(lint.is_some_and(|problem| problem.file.ends_with("open.json")));
}

#[test]
fn k05_form_display_is_the_right_to_see_and_to_submit() {
    let set = rule_at("Display", "identity('teams').includes('Department::HR')");
    assert_eq!(answer(&set, form("Form Display", ann())), "allow rule");
    // There is no endpoint of its own for submitting.
    assert_eq!(
        answer(&set, form("Submission Creation", ann())),
        "deny unknown-endpoint"
    );
}

#[test]
fn k06_form_modification_shows_the_kapp_and_changes_nothing_in_it() {
    let set = Export {
        kapp: &[("Display", "No"), ("Modification", "No")],
        form: &[("Modification", "HR")],
        definitions: &[
            ("No", "Kapp", "false"),
            (
                "HR",
                "Form",
                "identity('teams').includes('Department::HR') && form('slug') === 'f'",
            ),
        ],
        ..Export::default()
    }
    .set();
    assert_eq!(
        answer(&set, kapp("Display", ann())),
        "allow implied-by-form-modification"
    );
    assert_eq!(answer(&set, kapp("Modification", ann())), "deny rule");
    assert_eq!(answer(&set, kapp("Display", nobody())), "deny rule");
}

#[test]
fn k07_modification_grants_what_it_holds() {
    let set = Export {
        kapp: &[("Modification", "HR")],
        form: &[("Modification", "Berlin"), ("Submission Access", "No")],
        definitions: &[
            ("No", "Form", "false"),
            ("HR", "Kapp", "identity('teams').includes('Department::HR')"),
            ("Berlin", "Form", "identity('attribute:Site').includes('Berlin')"),
        ],
        ..Export::default()
    }
    .set();
    for endpoint in ["Display", "Submission Access", "Submission Modification"] {
        assert_eq!(
            answer(&set, form(endpoint, ann())),
            "allow implied-by-kapp-modification",
            "{endpoint}"
        );
    }
    let here = json!({"username": "bob", "teams": [], "attributes": {"Site": ["Berlin"]}});
    assert_eq!(
        answer(&set, form("Submission Access", here.clone())),
        "allow implied-by-form-modification"
    );
    assert_eq!(answer(&set, form("Display", here)), "deny no-policy");
    assert_eq!(
        answer(&set, kapp("Form Creation", ann())),
        "allow implied-by-kapp-modification"
    );
}

#[test]
fn k07_form_modification_grants_submissions() {
    let set = Export {
        form: &[("Modification", "Yes"), ("Submission Modification", "No")],
        definitions: YES_NO,
        ..Export::default()
    }
    .set();
    let granted = "allow implied-by-form-modification";
    assert_eq!(answer(&set, form("Submission Access", ann())), granted);
    assert_eq!(answer(&set, form("Submission Modification", ann())), granted);
}

#[test]
fn k08_the_kapp_shows_its_forms_and_each_form_decides_for_itself() {
    let set = Export {
        kapp: &[("Display", "Open"), ("Default Form Display", "Shut")],
        definitions: &[("Open", "Kapp", "true"), ("Shut", "Form", "false")],
        ..Export::default()
    }
    .set();
    assert_eq!(answer(&set, kapp("Display", ann())), "allow rule");
    assert_eq!(answer(&set, form("Display", ann())), "deny inherited");
    let changers = Export {
        kapp: &[("Modification", "Open")],
        definitions: &[("Open", "Kapp", "true")],
        ..Export::default()
    };
    let set = changers.set();
    assert_eq!(
        answer(&set, kapp("Display", ann())),
        "allow implied-by-kapp-modification"
    );
}

#[test]
fn k09_anonymous_submissions_are_a_flag_and_no_grant() {
    let rule = "identity('authenticated')";
    let mut files = Export {
        definitions: &[("Signed In", "Form", rule)],
        ..Export::default()
    }
    .files();
    let policies = json!([{"endpoint": "Display", "name": "Signed In"}]);
    files[4].1 = json!({"slug": "f", "anonymous": true, "securityPolicies": policies}).to_string();
    let set = set(&files);
    assert_eq!(answer(&set, form("Display", nobody())), "deny rule");
    let core = set.core.as_ref().expect("the set has Kinetic Core");
    assert!(core.items.iter().any(|item| item.anonymous));
}

#[test]
fn k10_a_search_checks_its_result_and_fails_beyond_the_limit() {
    let set = rule_at("Submission Access", "submission('createdBy') === identity('username')");
    let rows = |own: usize, others: usize| {
        let row = |by: &str| json!({"id": by, "createdBy": by, "values": {}});
        let others = (0..others).map(move |_| row("bob"));
        others.chain((0..own).map(move |_| row("ann"))).collect::<Vec<Json>>()
    };
    let request = || Request::from_json(form("Submission Access", ann())).expect("the request is right");
    let mut exact = set.search(request(), rows(30, 60).into_iter(), None);
    assert_eq!(exact.by_ref().filter(|row| row.is_ok()).count(), 30);
    assert!(exact.tally.complete);
    assert_eq!((exact.tally.examined, exact.tally.inaccessible), (90, 60));
    // 25 inaccessible rows are fine, the next one fails the search.
    let mut fine = set.search(request(), rows(3, 25).into_iter(), Some(25));
    assert!(fine.by_ref().all(|row| row.is_ok()) && fine.tally.complete);
    let mut failing = set.search(request(), rows(3, 26).into_iter(), Some(25));
    let error = failing.by_ref().find_map(Result::err).expect("the search fails");
    assert_eq!((error.limit, error.inaccessible), (25, 26));
    assert!(failing.next().is_none() && !failing.tally.complete);
}

#[test]
fn k11_a_denial_has_a_status_and_the_filled_message() {
    let mut files = Export {
        form: &[("Submission Modification", "Unlocked")],
        ..Export::default()
    }
    .files();
    let definition = |message: &str| {
        json!([{"name": "Unlocked", "type": "Submission", "message": message, "rule": "!values('Locked By')"}])
            .to_string()
    };
    files[3].1 = definition("The submission is locked by ${values('Locked By')}.");
    let mut request = form("Submission Modification", ann());
    request["values"] = json!({"Locked By": "bob"});
    let decision = ask(&set(&files), request.clone());
    assert_eq!(decision.message.as_deref(), Some("The submission is locked by bob."));
    assert_eq!(decision.status, 403);
    let mut anonymous = request.clone();
    anonymous["identity"] = nobody();
    assert_eq!(ask(&set(&files), anonymous).status, 401);
    // A fault in the message leaves the decision and shows the template.
    files[3].1 = definition("Locked by ${values('Nobody').name}.");
    let decision = ask(&set(&files), request);
    assert_eq!(decision.reason.text(), "rule");
    assert_eq!(decision.message.as_deref(), Some("Locked by ${values('Nobody').name}."));
    assert_eq!(decision.message_fault.map(|fault| fault.code), Some("F0906".to_owned()));
}

#[test]
fn k11_a_web_api_answers_401() {
    let mut files = Export {
        definitions: &[("No", "Kapp", "false")],
        ..Export::default()
    }
    .files();
    files.push((
        "core/space/kapps/k/webApis/a.json",
        element("a", &[("Execution", "No")]),
    ));
    let request = json!({"element": {"kapp": "k", "webApi": "a"}, "identity": ann()});
    let decision = ask(&set(&files), request);
    assert_eq!((decision.status, decision.message.as_deref()), (401, Some("Not No")));
}

#[test]
fn k12_a_fault_denies_and_never_falls_back() {
    let set = Export {
        space: &[("Default Form Display", "Yes")],
        kapp: &[("Default Form Display", "Yes"), ("Modification", "Open")],
        form: &[("Display", "Throws")],
        space_definitions: YES_NO,
        definitions: &[
            ("Yes", "Form", "true"),
            ("Open", "Kapp", "true"),
            ("Throws", "Form", "identity('nothing').length > 0"),
        ],
    }
    .set();
    let decision = ask(&set, form("Display", ann()));
    assert_eq!(decision.reason.text(), "fault");
    let fault = decision.fault.expect("the fault is told");
    assert_eq!(fault.code, "F0906");
    assert!(fault.message.contains("TypeError"), "{}", fault.message);
    assert!(fault.span[1] > fault.span[0]);
}

#[test]
fn k21_an_export_is_found_anywhere_and_names_may_be_anything() {
    let odd = "Größe / \"x\" {1}";
    let files = vec![
        ("repo/template/export/core/space.json", element("s", &[])),
        ("repo/template/export/core/space/kapps/k.json", element("k", &[])),
        (
            "repo/template/export/core/space/kapps/k/securityPolicyDefinitions.json",
            json!([{"name": odd, "type": "Form", "message": "", "rule": "form('attribute:Owner').includes('ann')"}]).to_string(),
        ),
        (
            "repo/template/export/core/space/kapps/k/forms/f.json",
            json!({"slug": "f", "name": "F", "attributes": [{"name": "Owner", "values": ["ann"]}], "unknown": {"deep": []},
                "securityPolicies": [{"endpoint": "Display", "name": odd}]})
            .to_string(),
        ),
        (
            "repo/template/export/core/space/datastore/forms/d.json",
            element("d", &[]),
        ),
        ("repo/portal/package.json", "{\"name\": \"portal\"}".to_owned()),
    ];
    let set = set(&files);
    assert_eq!(answer(&set, form("Display", ann())), "allow rule");
    let datastore = json!({"element": {"form": "d"}, "endpoint": "Display", "identity": ann()});
    assert_eq!(answer(&set, datastore), "deny no-policy");
}

#[test]
fn k22_an_assignment_that_dangles_denies_and_is_reported() {
    let set = Export {
        kapp: &[("Default Form Display", "Yes")],
        form: &[("Display", "Gone"), ("Modification", "Wrong")],
        definitions: &[("Yes", "Form", "true"), ("Wrong", "User", "true")],
        ..Export::default()
    }
    .set();
    assert_eq!(answer(&set, form("Display", ann())), "deny broken-policy");
    assert_eq!(answer(&set, form("Modification", ann())), "deny broken-policy");
    assert_eq!(answer(&set, form("Display", root())), "allow space-admin");
    let codes: Vec<&str> = set.problems.iter().map(|problem| problem.code.number()).collect();
    assert!(codes.contains(&"E0805") && codes.contains(&"E0806"), "{codes:?}");
    let dangling = set.problems.iter().find(|problem| problem.code.number() == "E0805");
    assert_eq!(
        dangling.map(|problem| problem.path.as_str()),
        Some("securityPolicies[0]")
    );
}

#[test]
fn k24_the_endpoint_table_is_data() {
    let files = Export {
        space: &[("Kapp Creation", "Staff"), ("Report Access", "Staff")],
        space_definitions: &[("Staff", "Space", "identity('authenticated')")],
        form: &[("Display", "Yes")],
        definitions: YES_NO,
        ..Export::default()
    }
    .files();
    let toml = "[kinetic-core.endpoints]\n\"Report Access\" = \"Space\"\n\"Forms Reading\" = \"Display\"\n";
    let set = set_with(toml, &files);
    let space = |endpoint: &str, identity: Json| json!({"element": {}, "endpoint": endpoint, "identity": identity});
    for endpoint in ["Kapp Creation", "Report Access"] {
        assert_eq!(answer(&set, space(endpoint, ann())), "allow rule", "{endpoint}");
        assert_eq!(answer(&set, space(endpoint, nobody())), "deny rule", "{endpoint}");
    }
    for endpoint in ["Admin Console Access", "System API Access", "File Resource Creation"] {
        assert_eq!(answer(&set, space(endpoint, ann())), "deny no-policy", "{endpoint}");
    }
    assert_eq!(answer(&set, form("Forms Reading", ann())), "allow rule");
    assert_eq!(answer(&set, form("Form Display", ann())), "allow rule");
    let settings: Settings =
        rulec::policy::load::settings::read("[kinetic-core.endpoints]\nX = \"Nothing\"\n").unwrap();
    let files = files.iter().map(|(name, text)| (*name, text.as_str()));
    assert!(rulec::policy::PolicySet::from_files(files, settings).is_err());
}

#[test]
fn k25_teams_and_users_have_policies_over_the_one_that_is_named() {
    let set = Export {
        space: &[("Team Modification", "Managers"), ("User Modification", "Oneself")],
        space_definitions: &[
            (
                "Managers",
                "Team",
                "hasIntersection(team('attribute:Manager'), identity('username'))",
            ),
            ("Oneself", "User", "user('username') === identity('username')"),
        ],
        ..Export::default()
    }
    .set();
    let mut request = json!({"element": {}, "endpoint": "Team Modification", "identity": ann()});
    assert_eq!(answer(&set, request.clone()), "deny rule");
    request["team"] = json!({"name": "HR", "attributes": {"Manager": ["ann"]}});
    assert_eq!(answer(&set, request), "allow rule");
    let user = json!({"element": {"user": "ann"}, "endpoint": "User Modification", "identity": ann()});
    assert_eq!(answer(&set, user), "allow rule");
    let console = json!({"element": {}, "endpoint": "User Access", "identity": ann()});
    assert_eq!(answer(&set, console), "deny no-policy");
}

#[test]
fn two_exports_are_too_many() {
    let one = ("a/core/space.json", element("a", &[]));
    let two = ("b/core/space.json", element("b", &[]));
    assert!(load(&[one, two]).is_err());
}
