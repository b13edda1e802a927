//! Input that is wrong gives a clear error or a denial with a reason, never an allow.

use rulec::policy::{PolicySet, Request};
use serde_json::json;

use crate::sets::{Export, ann, answer, ask, element, form, load, rule_at, set};

/// The first fatal problem of a set that must not load.
fn refused(files: &[(&str, String)]) -> String {
    let error = load(files).expect_err("the set must be refused");
    error
        .problems
        .iter()
        .find(|problem| problem.fatal)
        .map(ToString::to_string)
        .unwrap_or_default()
}

#[test]
fn wrong_types_name_file_path_and_value() {
    let mut files = Export::default().files();
    files[4].1 = json!({"slug": "f", "securityPolicies": [{"endpoint": "Display", "name": 7}]}).to_string();
    let error = refused(&files);
    for part in [
        "core/space/kapps/k/forms/f.json:1:",
        "securityPolicies[0].name",
        "7",
        "a text",
        "E0803",
    ] {
        assert!(error.contains(part), "{part} in {error}");
    }
    let wrong = [
        json!({"slug": "f", "securityPolicies": "Admins"}),
        json!({"slug": 1}),
        json!({"slug": "f", "anonymous": "true"}),
        json!({"slug": "f", "attributes": [{"name": "A", "values": "x"}]}),
        json!([]),
    ];
    for value in wrong {
        files[4].1 = value.to_string();
        refused(&files);
    }
}

#[test]
fn broken_files_are_refused_as_a_whole() {
    for text in ["{", "{\"slug\": \"f\"} x", "{\"slug\": \"f\", \"slug\": \"g\"}", ""] {
        let mut files = Export::default().files();
        files[4].1 = text.to_owned();
        assert!(refused(&files).contains("E0802"), "{text}");
    }
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(refused(&[("core/space.json", deep.clone())]).contains("E0802"));
    refused(&[("w.yaml", format!("workflow: {deep}"))]);
}

#[test]
fn an_alias_bomb_is_refused() {
    let mut text =
        String::from("workflow:\n  id: w\n  permissions:\n    - &a0 [noc, noc, noc, noc, noc, noc, noc, noc, noc]\n");
    for level in 1..12 {
        let before = format!("*a{}, ", level - 1).repeat(9);
        text.push_str(&format!("    - &a{level} [{}]\n", before.trim_end_matches(", ")));
    }
    assert!(refused(&[("w.yaml", text)]).contains("E0802"));
}

#[test]
fn duplicate_definitions_deny_wherever_the_name_is_used() {
    let set = Export {
        form: &[("Display", "Twice"), ("Modification", "Once")],
        definitions: &[
            ("Twice", "Form", "true"),
            ("Once", "Form", "true"),
            ("Twice", "Form", "true"),
        ],
        ..Export::default()
    }
    .set();
    assert_eq!(answer(&set, form("Display", ann())), "deny broken-policy");
    assert_eq!(answer(&set, form("Modification", ann())), "allow rule");
    assert!(set.problems.iter().any(|problem| problem.code.number() == "E0804"));
}

#[test]
fn an_endpoint_that_is_assigned_twice_denies() {
    let set = Export {
        form: &[("Display", "Yes"), ("Display", "Yes")],
        definitions: &[("Yes", "Form", "true")],
        ..Export::default()
    }
    .set();
    assert_eq!(answer(&set, form("Display", ann())), "deny broken-policy");
}

#[test]
fn two_forms_of_one_slug_are_refused() {
    let mut files = Export::default().files();
    files.push(("core/space/kapps/k/forms/g.json", element("f", &[])));
    assert!(refused(&files).contains("E0804"));
}

#[test]
fn one_bad_rule_denies_at_its_endpoint_only() {
    let set = Export {
        form: &[("Display", "Bad"), ("Modification", "Good")],
        definitions: &[("Bad", "Form", "true &&"), ("Good", "Form", "true")],
        ..Export::default()
    }
    .set();
    assert_eq!(answer(&set, form("Display", ann())), "deny fault");
    assert_eq!(answer(&set, form("Modification", ann())), "allow rule");
}

#[test]
fn requests_that_say_too_little_or_too_much_are_denied() {
    let set = rule_at("Display", "true");
    let told = |fields: serde_json::Value| answer(&set, fields);
    assert_eq!(
        told(json!({"element": {"kapp": "k", "form": "f"}, "endpoint": "Display"})),
        "deny invalid-request"
    );
    assert_eq!(
        told(json!({"element": {"kapp": "k", "form": "f"}, "identity": ann()})),
        "deny invalid-request"
    );
    assert_eq!(
        told(json!({"model": "keep", "element": {"workflow": "w"}, "caller": {}})),
        "deny invalid-request"
    );
    assert_eq!(
        told(json!({"element": {"kapp": "k", "form": "g"}, "endpoint": "Display", "identity": ann()})),
        "deny unknown-element"
    );
    assert_eq!(
        told(json!({"element": {"kapp": "k", "form": "f", "x": "y"}, "endpoint": "Display", "identity": ann()})),
        "deny unknown-element"
    );
    assert_eq!(
        told(json!({"element": {"kapp": "k", "form": "f"}, "endpoint": "display", "identity": ann()})),
        "deny unknown-endpoint"
    );
    assert_eq!(
        told(json!({"element": {}, "endpoint": "Default Form Display", "identity": ann()})),
        "deny unknown-endpoint"
    );
}

#[test]
fn an_identity_of_wrong_types_is_denied() {
    let set = rule_at("Display", "identity('teams').indexOf('HR') !== -1 || true");
    let wrong = [
        json!({"username": "a", "teams": "HR Admins"}),
        json!({"username": "a", "teams": [1]}),
        json!({"username": "a", "spaceAdmin": "true"}),
        json!({"username": "a", "spaceAdmin": 1}),
        json!({"username": 1}),
        json!({"username": "a", "authenticated": false, "spaceAdmin": true}),
        json!({"username": "a", "authenticated": true, "anonymous": true}),
        json!({"username": "a", "attributes": {"Site": [1]}}),
        json!({"username": "a", "attributes": ["Site"]}),
    ];
    for identity in wrong {
        assert_eq!(
            answer(&set, form("Display", identity.clone())),
            "deny invalid-request",
            "{identity}"
        );
    }
}

#[test]
fn an_empty_set_denies_everything() {
    let set = PolicySet::default();
    let request = Request::from_json(form("Display", ann())).expect("the request is right");
    assert!(!set.decide(&request).is_allowed());
}

#[test]
fn files_that_cannot_be_read_are_refused() {
    let folder = std::env::temp_dir().join(format!("rulec-bad-input-{}", std::process::id()));
    let forms = folder.join("core/space/kapps/k/forms");
    std::fs::create_dir_all(&forms).expect("the folder can be made");
    std::fs::write(forms.join("f.json"), b"{\"slug\": \"f\xff\"}").expect("the file can be written");
    let error = PolicySet::load(&folder)
        .expect_err("wrong encodings are refused")
        .to_string();
    assert!(error.contains("E0801") && error.contains("UTF-8"), "{error}");
    std::fs::write(forms.join("f.json"), "{\"slug\": \"f\"}").expect("the file can be written");
    #[cfg(unix)]
    std::os::unix::fs::symlink(&folder, forms.join("again")).expect("the link can be made");
    assert!(
        PolicySet::load(&folder).is_ok(),
        "a folder that links to itself is read once"
    );
    std::fs::write(folder.join("rulec.toml"), "[keep]\ngates = \"upstream\"\n").expect("the file can be written");
    let error = PolicySet::load(&folder)
        .expect_err("unknown settings are refused")
        .to_string();
    assert!(error.contains("E0810"), "{error}");
    assert!(error.contains("did you mean `gate`?"), "{error}");
    std::fs::remove_dir_all(&folder).expect("the folder can be removed");
    assert!(PolicySet::load(&folder).is_err());
}

#[test]
#[cfg(unix)]
fn a_linked_folder_of_an_export_is_refused() {
    let folder = std::env::temp_dir().join(format!("rulec-linked-{}", std::process::id()));
    let (export, other) = (folder.join("core/space/kapps"), folder.join("shared/forms"));
    for path in [&export.join("k"), &other] {
        std::fs::create_dir_all(path).expect("the folder can be made");
    }
    std::fs::write(folder.join("core/space.json"), element("s", &[])).expect("the file can be written");
    std::fs::write(export.join("k.json"), element("k", &[])).expect("the file can be written");
    std::fs::write(other.join("f.json"), element("f", &[("Display", "Gone")])).expect("the file can be written");
    assert!(PolicySet::load(&folder).is_ok());
    // The link leads to a folder that is searched as well, and yet its files would be missing from the kapp.
    std::os::unix::fs::symlink(&other, export.join("k/forms")).expect("the link can be made");
    let error = PolicySet::load(&folder).expect_err("the link is refused").to_string();
    assert!(error.contains("E0801") && error.contains("k/forms"), "{error}");
    std::fs::remove_dir_all(&folder).expect("the folder can be removed");
}

#[test]
fn what_a_missing_file_would_say_denies() {
    let export = Export {
        space: &[("Default Form Display", "All")],
        space_definitions: &[("All", "Form", "true")],
        form: &[("Modification", "Yes")],
        definitions: &[("Yes", "Form", "identity('teams').includes('Nobody')")],
        ..Export::default()
    };
    assert_eq!(answer(&export.set(), form("Display", ann())), "allow inherited");
    let mut files = export.files();
    files.retain(|(name, _)| *name != "core/space/kapps/k.json");
    let set = set(&files);
    assert_eq!(answer(&set, form("Display", ann())), "deny broken-policy");
    assert_eq!(answer(&set, form("Modification", ann())), "deny rule");
    let problem = set.problems.iter().find(|problem| problem.code.number() == "E0812");
    assert!(problem.is_some_and(|problem| problem.message.contains("core/space/kapps/k.json")));
    let mut files = export.files();
    files.retain(|(name, _)| *name != "core/space.json");
    let set = crate::sets::set(&files);
    assert!(!ask(&set, form("Display", ann())).is_allowed());
    assert!(set.problems.iter().any(|problem| problem.code.number() == "E0812"));
}

#[test]
fn a_slip_in_an_endpoint_does_not_hand_it_over_to_the_next_level() {
    for slip in ["display", "Display ", "FORM DISPLAY", "FormDisplay"] {
        let set = Export {
            kapp: &[("Default Form Display", "Yes")],
            form: &[(slip, "No")],
            definitions: &[("Yes", "Form", "true"), ("No", "Form", "false")],
            ..Export::default()
        }
        .set();
        assert_eq!(answer(&set, form("Display", ann())), "deny broken-policy", "{slip}");
        assert!(
            set.problems.iter().any(|problem| problem.code.number() == "E0807"),
            "{slip}"
        );
    }
}

#[test]
fn a_rule_that_two_definitions_share_is_reported_for_both() {
    let set = Export {
        form: &[("Display", "One"), ("Modification", "Two")],
        definitions: &[("One", "Form", "true &&"), ("Two", "Form", "true &&")],
        ..Export::default()
    }
    .set();
    let reported = set.problems.iter().filter(|problem| problem.code.number() == "E0808");
    let paths: Vec<&str> = reported.map(|problem| problem.path.as_str()).collect();
    assert_eq!(paths, ["[0].rule", "[1].rule"]);
}

#[test]
fn unknown_fields_and_files_are_ignored() {
    let mut files = Export {
        form: &[("Display", "Yes")],
        definitions: &[("Yes", "Form", "true")],
        ..Export::default()
    }
    .files();
    files.push(("package.json", "{ not json".to_owned()));
    files.push(("chart/templates/x.yaml", "a: {{ .permissions }}\nb: [\n".to_owned()));
    files.push((
        "k8s.yml",
        "kind: A\nalert: 1\n---\nkind: B\n"
            .to_owned()
            .replace("alert", "  alert"),
    ));
    files.push((
        ".github/y.yml",
        "name: x\non: push\npermissions: {}\njobs: {}\n".to_owned(),
    ));
    let set = set(&files);
    assert_eq!(answer(&set, form("Display", ann())), "allow rule");
    assert!(set.workflows.is_empty());
}

#[test]
fn what_the_parser_of_yaml_says_is_said_in_plain_words() {
    let bomb = (1..12).fold("a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned(), |text, at| {
        let aliases = vec![format!("*a{}", at - 1); 9].join(", ");
        format!("{text}a{at}: &a{at} [{aliases}]\n")
    });
    let deep = (0..100).fold("workflow:\n  id: a\n  steps:\n".to_owned(), |text, at| {
        format!("{text}{}a:\n", " ".repeat(at + 3))
    });
    let cases = [
        (
            "workflow:\n  id: a\n---\nworkflow:\n  id: b\n".to_owned(),
            "it holds several documents; ",
        ),
        (
            "workflow: &w\n  id: a\n  steps: *w\n".to_owned(),
            "an alias stands inside of what it is an alias of",
        ),
        (
            format!("{bomb}workflow:\n  id: a\n"),
            "it is too large once its aliases are written out",
        ),
        (deep, "it is nested too deeply"),
    ];
    for (text, words) in cases {
        let problems = problems_of(&[("w.yml", text.as_str())]);
        let said = problems
            .iter()
            .any(|problem| problem.contains(words) && problem.contains(" at line "));
        assert!(said, "{words}: {problems:?}");
    }
}

#[test]
fn a_file_that_is_there_and_cannot_be_read_is_not_called_missing() {
    for text in ["", "{", "\u{FEFF}", "\0"] {
        let problems = problems_of(&[
            ("e/core/space.json", text),
            ("e/core/space/kapps/k.json", "{\"slug\": \"k\"}"),
        ]);
        assert!(problems.iter().any(|problem| problem.contains("E0802")), "{problems:?}");
        assert!(
            !problems.iter().any(|problem| problem.contains("E0812")),
            "{problems:?}"
        );
    }
}

/// What is said about a set that cannot be used.
fn problems_of(files: &[(&str, &str)]) -> Vec<String> {
    let files: Vec<_> = files.iter().map(|(name, text)| (*name, (*text).to_owned())).collect();
    let error = load(&files).expect_err("the set cannot be used");
    error.problems.iter().map(ToString::to_string).collect()
}
