//! What holds for every set: generated exports, grids and callers.

use proptest::prelude::*;
use rulec::policy::{Decision, PolicySet, Request, Settings};
use serde_json::{Value as Json, json};

use crate::sets::{Export, ann, ask, form, nobody, root, set};

const RULES: &[(&str, &str, &str)] = &[
    ("Yes", "Form", "true"),
    ("No", "Form", "false"),
    ("HR", "Form", "identity('teams').includes('Department::HR')"),
    ("Throws", "Form", "identity('nothing').x"),
    ("Bad", "Form", "true &&"),
    ("Form", "Form", "form('slug') === 'f'"),
];

const ENDPOINTS: &[&str] = &[
    "Display",
    "Modification",
    "Submission Access",
    "Submission Modification",
];
const DEFAULTS: &[&str] = &[
    "Default Form Display",
    "Default Form Modification",
    "Default Submission Access",
    "Default Submission Modification",
];

type Level = Vec<(usize, usize)>;

/// Assignments of a level: each endpoint at most once.
fn level() -> impl Strategy<Value = Level> {
    proptest::collection::btree_map(0..4_usize, 0..=RULES.len(), 0..4).prop_map(|map| map.into_iter().collect())
}

fn named<'a>(level: &Level, endpoints: &[&'a str]) -> Vec<(&'a str, &'a str)> {
    level
        .iter()
        .map(|&(endpoint, rule)| (endpoints[endpoint], RULES.get(rule).map_or("Gone", |rule| rule.0)))
        .collect()
}

fn build(form: &Level, kapp: &Level, space: &Level) -> PolicySet {
    set(&files(form, kapp, space))
}

fn files(form: &Level, kapp: &Level, space: &Level) -> Vec<(&'static str, String)> {
    Export {
        form: &named(form, ENDPOINTS),
        kapp: &named(kapp, DEFAULTS),
        space: &named(space, DEFAULTS),
        definitions: RULES,
        space_definitions: RULES,
    }
    .files()
}

fn everyone() -> [Json; 2] {
    [ann(), nobody()]
}

/// Effect, reason and level.
fn told(decision: &Decision) -> (bool, &'static str, Option<String>) {
    (decision.is_allowed(), decision.reason.text(), decision.level.clone())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_space_admin_always_passes(form_level in level(), kapp in level(), space in level(), endpoint in 0..4_usize) {
        let set = build(&form_level, &kapp, &space);
        prop_assert!(ask(&set, form(ENDPOINTS[endpoint], root())).is_allowed());
    }

    #[test]
    fn a_level_that_is_not_consulted_changes_nothing(
        form_level in level(), kapp in level(), space in level(), other in level(), endpoint in 0..4_usize
    ) {
        // Submission endpoints also look at Modification; Display and Modification look at themselves alone.
        let looked_at = if endpoint < 2 { vec![endpoint] } else { vec![1, endpoint] };
        let consulted = |level: &Level, at: usize| level.iter().any(|(known, _)| *known == at);
        prop_assume!(looked_at.iter().all(|&at| consulted(&form_level, at) || consulted(&kapp, at)));
        let one = build(&form_level, &kapp, &space);
        let two = build(&form_level, &kapp, &other);
        for identity in everyone() {
            let request = form(ENDPOINTS[endpoint], identity);
            prop_assert_eq!(told(&ask(&one, request.clone())), told(&ask(&two, request)));
        }
    }

    #[test]
    fn removing_the_forms_policy_gives_the_answer_of_the_kapp(form_level in level(), kapp in level(), endpoint in 0..2_usize) {
        let without: Level = form_level.iter().copied().filter(|(known, _)| *known != endpoint).collect();
        let bare = build(&Level::new(), &kapp, &Level::new());
        let set = build(&without, &kapp, &Level::new());
        for identity in everyone() {
            let request = form(ENDPOINTS[endpoint], identity);
            prop_assert_eq!(told(&ask(&set, request.clone())), told(&ask(&bare, request)));
        }
    }

    #[test]
    fn a_fault_never_allows(form_level in level(), kapp in level(), space in level(), endpoint in 0..4_usize) {
        let set = build(&form_level, &kapp, &space);
        for identity in everyone() {
            let decision = ask(&set, form(ENDPOINTS[endpoint], identity));
            prop_assert!(decision.fault.is_none() || !decision.is_allowed());
            prop_assert!(!matches!(decision.reason.text(), "fault" | "broken-policy" | "no-policy") || !decision.is_allowed());
        }
    }

    #[test]
    fn the_order_of_files_keys_and_rules_never_matters(form_level in level(), kapp in level(), space in level(), turn in 0..5_usize) {
        let files = files(&form_level, &kapp, &space);
        let mut turned = files.clone();
        turned.rotate_left(turn);
        for (_, text) in &mut turned {
            let mut json: Json = serde_json::from_str(text).expect("the file is JSON");
            reverse(&mut json);
            *text = json.to_string();
        }
        let one = set(&files);
        let turned = turned.iter().map(|(name, text)| (*name, text.as_str()));
        let two = PolicySet::from_files(turned, Settings::default()).expect("the set loads");
        for endpoint in ENDPOINTS {
            for identity in everyone() {
                let request = form(endpoint, identity);
                let request = Request::from_json(request).expect("the request is right");
                prop_assert_eq!(one.decide(&request), two.decide(&request));
            }
        }
    }

    #[test]
    fn adding_a_denial_under_deny_overrides_opens_nothing(
        cells in proptest::collection::btree_map("[a-d]", prop_oneof![Just("grant"), Just("deny"), Just("inherit")], 0..4),
        app in proptest::collection::btree_map("[a-d]", prop_oneof![Just("grant"), Just("deny")], 0..3),
        denied in "[a-d]", roles in proptest::collection::vec("[a-d]", 0..4)
    ) {
        let flow = |cells: &Json| {
            let file = json!({"precedence": "deny-overrides", "app_wide": {"roles": app},
                "flows": [{"name": "f", "status": "LIVE", "roles": cells}]});
            set(&[("flows.json", file.to_string())])
        };
        let request = json!({"element": {"flow": "f"}, "caller": {"user": "u", "roles": roles}});
        let before = json!(cells);
        let mut after = before.clone();
        after[&denied] = json!("deny");
        if !ask(&flow(&before), request.clone()).is_allowed() {
            prop_assert!(!ask(&flow(&after), request).is_allowed());
        }
    }
}

/// Turns the order of keys and of lists around.
fn reverse(json: &mut Json) {
    match json {
        Json::Array(items) => {
            items.reverse();
            items.iter_mut().for_each(reverse);
        }
        Json::Object(map) => {
            let mut entries: Vec<(String, Json)> = std::mem::take(map).into_iter().collect();
            entries.reverse();
            for (key, mut value) in entries {
                reverse(&mut value);
                map.insert(key, value);
            }
        }
        _ => {}
    }
}
