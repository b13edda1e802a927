//! Endpoints that nothing defines, and forms that are wider than their kapp.

use rulec::policy::{PolicySet, Settings};

/// The codes and messages about an export of one kapp with one form.
fn found(space: &str, kapp: &str, form: &str) -> Vec<String> {
    let definitions = r#"[{"name":"Everyone","type":"Form","message":"","rule":"// all\ntrue"},
        {"name":"All","type":"Kapp","message":"","rule":"true"},
        {"name":"HR","type":"Kapp","message":"","rule":"identity('teams').includes('HR')"}]"#;
    let part = |policies: &str| format!(r#"{{"name":"X","slug":"x","securityPolicies":[{policies}]}}"#);
    let files = vec![
        ("core/space.json", part(space)),
        ("core/space/kapps/services.json", part(kapp)),
        (
            "core/space/kapps/services/securityPolicyDefinitions.json",
            definitions.to_owned(),
        ),
        ("core/space/kapps/services/forms/x.json", part(form)),
    ];
    let set = PolicySet::from_files(files, Settings::default()).expect("the export can be used");
    let odd = set
        .problems
        .iter()
        .filter(|problem| ["W1190", "W1191"].contains(&problem.code.number()));
    odd.map(|problem| format!("{} {}: {}", problem.code, problem.file, problem.message))
        .collect()
}

fn policy(endpoint: &str, name: &str) -> String {
    format!(r#"{{"endpoint":"{endpoint}","name":"{name}"}}"#)
}

#[test]
fn endpoints_that_nothing_defines_are_told_once_for_each_kapp() {
    let messages = found(
        "",
        &policy("Default Form Display", "All"),
        &policy("Modification", "HR"),
    );
    assert_eq!(messages.len(), 2, "{messages:#?}");
    assert!(messages[0].starts_with("W1190 core/space/kapps/services.json: nothing defines \"Submission Access\""));
}

#[test]
fn a_form_for_everybody_in_a_kapp_for_some_is_told() {
    let wider = |kapp: &str, form: &str| {
        let all = found("", &policy("Display", kapp), &policy("Display", form));
        all.iter().filter(|message| message.starts_with("W1191")).count()
    };
    assert_eq!(wider("HR", "Everyone"), 1);
    assert_eq!(wider("All", "Everyone"), 0);
    assert_eq!(wider("HR", "HR"), 0);
}
