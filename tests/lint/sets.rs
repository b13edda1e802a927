//! Lints over the rules of a set: places in the file and in the rule, names that the export knows, definitions that mean
//! the same.

use rulec::lint::Levels;
use rulec::policy::Settings;
use rulec::policy::load::Reading;
use rulec::policy::load::files::File;
use rulec::policy::rules::RulesOfSet;
use serde_json::json;

fn set(definitions: &serde_json::Value) -> RulesOfSet {
    let files = vec![
        File::new("core/space.json", json!({"name": "Acme", "slug": "acme"}).to_string()),
        File::new(
            "core/space/teams/HR.json",
            json!({"name": "Department::HR"}).to_string(),
        ),
        File::new(
            "core/space/kapps/services.json",
            json!({"slug": "services"}).to_string(),
        ),
        File::new(
            "core/space/kapps/services/forms/leave.json",
            json!({"slug": "leave", "pages": [{"elements": [
                {"type": "section", "elements": [{"type": "field", "name": "Requested For"}]}
            ]}]})
            .to_string(),
        ),
        File::new(
            "core/space/kapps/services/securityPolicyDefinitions.json",
            serde_json::to_string_pretty(definitions).expect("JSON"),
        ),
    ];
    RulesOfSet::of(&Reading::files(files, Settings::default()))
}

/// Code, name of the definition, line and column in the file, line and column in the rule.
type Told = (String, String, (u32, u32), (u32, u32));

fn found(definitions: &serde_json::Value) -> Vec<Told> {
    let set = set(definitions);
    let found = set.findings(&Levels::default());
    let told = found.iter().map(|located| {
        let rule = &set.rules[located.rule];
        (
            located.diagnostic.code.number().to_owned(),
            rule.source.name.clone(),
            located.place,
            rule.source.line_column(located.diagnostic.span.start),
        )
    });
    told.collect()
}

#[test]
fn findings_have_their_place_in_the_file_and_in_the_rule() {
    let rule = "// \u{e9}\nidentity('teams').includes('Departement::HR') ||\nvalues('Requested for', '') === 'ann'";
    let definitions = json!([{"name": "HR", "type": "Submission", "rule": rule}]);
    assert_eq!(
        found(&definitions),
        [
            ("W1046".to_owned(), "HR".to_owned(), (5, 47), (2, 28)),
            ("W1048".to_owned(), "HR".to_owned(), (5, 77), (3, 8)),
        ]
    );
}

#[test]
fn definitions_that_mean_the_same_are_told_within_a_list_and_a_type() {
    let definitions = json!([
        {"name": "HR", "type": "Form", "rule": "identity('teams').includes('Department::HR')"},
        {"name": "Human Resources", "type": "Form", "rule": "// the department\nidentity( \"teams\" ).includes('Department::HR');"},
        {"name": "HR of a submission", "type": "Submission", "rule": "identity('teams').includes('Department::HR')"},
        {"name": "Kept", "type": "Form", "rule": "// rulec: allow(W1072) the auditor asks for both\nidentity('teams').includes('Department::HR')"},
    ]);
    let found = found(&definitions);
    let told: Vec<(&str, &str)> = found.iter().map(|one| (one.0.as_str(), one.1.as_str())).collect();
    assert_eq!(told, [("W1072", "Human Resources")]);
}

#[test]
fn attributes_and_fields_of_one_kapp_are_not_those_of_another() {
    let kapp = |slug: &str, attribute: &str, field: &str, rule: &str| {
        let file = |name: &str, content: serde_json::Value| {
            File::new(format!("core/space/kapps/{slug}{name}"), content.to_string())
        };
        vec![
            file(".json", json!({"slug": slug})),
            file("/formAttributeDefinitions.json", json!([{"name": attribute}])),
            file(
                "/forms/form.json",
                json!({"slug": "form", "pages": [{"elements": [{"type": "field", "name": field}]}]}),
            ),
            file(
                "/securityPolicyDefinitions.json",
                json!([{"name": "Rule", "type": "Submission", "rule": rule}]),
            ),
        ]
    };
    let rule = "form('attribute:Owning Team', []).includes('HR') && values('Reason') === 'Ill'";
    let mut files = vec![File::new("core/space.json", json!({"slug": "acme"}).to_string())];
    files.extend(kapp("leave", "Owning Team", "Reason", rule));
    files.extend(kapp("travel", "Cost Centre", "Destination", rule));
    files.push(File::new(
        "core/space/securityPolicyDefinitions.json",
        json!([{"name": "Anywhere", "type": "Submission", "rule": rule}]).to_string(),
    ));
    let set = RulesOfSet::of(&Reading::files(files, Settings::default()));
    let found = set.findings(&Levels::default());
    let told: Vec<(&str, &str)> = found
        .iter()
        .map(|one| (one.diagnostic.code.number(), set.file_of(&set.rules[one.rule])))
        .collect();
    let travel = "core/space/kapps/travel/securityPolicyDefinitions.json";
    assert_eq!(told, [("W1047", travel), ("W1048", travel)]);
}
