//! A large export: 10,000 forms with four policies each.

use rulec::policy::{PolicySet, Settings};
use serde_json::json;

use crate::sets::{ann, ask, definitions, element};

#[test]
fn ten_thousand_forms_load_and_decide() {
    let endpoints = [
        "Display",
        "Modification",
        "Submission Access",
        "Submission Modification",
    ];
    let mut files = vec![
        ("core/space.json".to_owned(), element("s", &[])),
        ("core/space/kapps/k.json".to_owned(), element("k", &[("Display", "D0")])),
    ];
    let rules: Vec<(String, String)> = (0..50)
        .map(|number| {
            (
                format!("D{number}"),
                format!("identity('teams').includes('Team {number}') || {number} === 7"),
            )
        })
        .collect();
    let rows: Vec<(&str, &str, &str)> = rules
        .iter()
        .map(|(name, rule)| (name.as_str(), "Kapp", rule.as_str()))
        .collect();
    files.push((
        "core/space/kapps/k/securityPolicyDefinitions.json".to_owned(),
        definitions(&rows),
    ));
    for number in 0..10_000_usize {
        let policies: Vec<(&str, &str)> = endpoints
            .iter()
            .enumerate()
            .map(|(at, endpoint)| (*endpoint, rules[(number + at) % rules.len()].0.as_str()))
            .collect();
        let slug = format!("form-{number}");
        files.push((
            format!("core/space/kapps/k/forms/{slug}.json"),
            element(&slug, &policies),
        ));
    }
    let set = PolicySet::from_files(files, Settings::default()).expect("the set loads");
    // Identical rules over the same bindings are one program: Display and the submission endpoints have two schemas.
    assert!(set.programs.len() <= 50 * 2 + 1, "{}", set.programs.len());
    let request = |form: usize, endpoint: &str| json!({"element": {"kapp": "k", "form": format!("form-{form}")}, "endpoint": endpoint, "identity": ann()});
    assert!(ask(&set, request(9_957, "Display")).is_allowed());
    assert!(!ask(&set, request(9_958, "Display")).is_allowed());
    assert!(ask(&set, request(4_006, "Modification")).is_allowed());
    // Nobody is in any of the teams, so every form of the kapp is asked whether it can be changed.
    let kapp = json!({"element": {"kapp": "k"}, "endpoint": "Display", "identity": ann()});
    assert_eq!(ask(&set, kapp).reason.text(), "implied-by-form-modification");
}
