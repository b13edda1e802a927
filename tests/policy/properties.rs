//! What holds for every set: generated exports, grids and callers.

use std::sync::LazyLock;

use proptest::prelude::*;
use rulec::policy::{Decision, PolicySet, Request, Settings};
use serde_json::{Value as Json, json};

use crate::sets::{Export, ann, ask, element, form, nobody, root, set};

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
    fn a_space_admin_passes_every_endpoint_of_every_element(form_level in level(), kapp in level(), space in level(), teams in proptest::collection::vec("[a-z]{0,3}", 0..3)) {
        let mut files = files(&form_level, &kapp, &space);
        files.push(("core/space/datastore/forms/d.json", element("d", &[("Display", "Throws")])));
        files.push(("core/space/webApis/w.json", element("w", &[("Execution", "Gone")])));
        files.push(("core/space/kapps/k/webApis/w.json", element("w", &[])));
        files.push(("core/space/fileResources/r.json", element("r", &[("File Access", "Bad")])));
        let set = set(&files);
        let identity = json!({"username": "root", "authenticated": true, "spaceAdmin": true, "teams": teams});
        let mut asked = 0;
        for (model, element, endpoints) in set.elements() {
            for endpoint in endpoints {
                let mut request = Request::from_json(json!({"identity": identity})).expect("the request is right");
                (request.model, request.element, request.endpoint) = (Some(model), element.clone(), Some(endpoint));
                let decision = set.decide(&request);
                prop_assert_eq!((decision.is_allowed(), decision.reason.text(), decision.fuel), (true, "space-admin", 0));
                asked += 1;
            }
        }
        prop_assert!(asked > 30, "{}", asked);
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
        denied in "[a-d]", kind in prop_oneof![Just("roles"), Just("users")], user in "[a-d]",
        roles in proptest::collection::vec("[a-d]", 0..4)
    ) {
        let other = if kind == "roles" { "users" } else { "roles" };
        let flow = |cells: &Json| {
            let file = json!({"precedence": "deny-overrides", "app_wide": {"roles": app},
                "flows": [{"name": "f", "status": "LIVE", (kind): cells, (other): {"b": "grant", "c": "deny"}}]});
            set(&[("flows.json", file.to_string())])
        };
        let request = json!({"element": {"flow": "f"}, "caller": {"user": user, "roles": roles}});
        let before = json!(cells);
        let mut after = before.clone();
        after[&denied] = json!("deny");
        if !ask(&flow(&before), request.clone()).is_allowed() {
            prop_assert!(!ask(&flow(&after), request).is_allowed());
        }
    }
}

/// A set of the other three models.
fn others() -> Vec<(&'static str, Json)> {
    let rule = |kind: &str, name: &str, rule: &str| json!({"type": kind, "name": name, "rule": rule, "message": name});
    vec![
        (
            "task/policyRules/a.json",
            rule("Category Access", "A", "@identity.is_member_of('Department::HR')"),
        ),
        ("task/policyRules/b.json", rule("Category Access", "B", "false")),
        (
            "task/policyRules/c.json",
            rule("System Default", "C", "@request.remote_addr == '1'"),
        ),
        ("task/policyRules/d.json", rule("System Default", "D", "raise 'no'")),
        (
            "task/categories/x.json",
            json!({"name": "X", "policyRules": ["A", "B"]}),
        ),
        ("task/categories/y.json", json!({"name": "Y", "policyRules": ["A"]})),
        ("task/categories/z.json", json!({"name": "Z", "policyRules": []})),
        (
            "flows.json",
            json!({"app_wide": {"roles": {"r": "deny", "s": "grant"}},
            "flows": [{"name": "f", "status": "LIVE", "roles": {"s": "deny", "t": "grant"}}, {"name": "g", "status": "LIVE", "users": {"ann": "grant"}}]}),
        ),
        (
            "v.yaml",
            json!({"workflow": {"id": "v", "steps": [], "permissions": ["noc", "ann@example.com"]}}),
        ),
        (
            "w.yaml",
            json!({"workflow": {"id": "w", "steps": [], "permissions": []}}),
        ),
    ]
}

/// Every question that the set of the other models can be asked, for several callers.
fn questions(set: &PolicySet) -> Vec<Request> {
    let callers = [
        json!({"identity": ann(), "request": {"remote_addr": "1"}, "caller": {"user": "ann", "email": "ann@example.com", "role": "webhook", "roles": ["r", "t"]}}),
        json!({"identity": nobody(), "request": {"remote_addr": "2"}, "caller": {"role": "workflowrunner", "roles": ["s"]}}),
    ];
    let mut requests = Vec::new();
    for (model, element, _) in set.elements() {
        for caller in &callers {
            let mut request = Request::from_json(caller.clone()).expect("the caller is right");
            (request.model, request.element) = (Some(model), element.clone());
            requests.push(request);
        }
    }
    requests
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_of_files_and_rules_never_matters_for_the_other_models(turn in 0..10_usize, turned_inside in any::<bool>()) {
        let text = |files: &[(&'static str, Json)]| files.iter().map(|(name, json)| (*name, json.to_string())).collect::<Vec<_>>();
        let files = others();
        let one = set(&text(&files));
        let mut turned = files;
        turned.rotate_left(turn);
        if turned_inside {
            turned.iter_mut().for_each(|(_, json)| reverse(json));
        }
        let two = set(&text(&turned));
        for request in questions(&one) {
            prop_assert_eq!(one.decide(&request), two.decide(&request));
        }
    }

    #[test]
    fn whatever_stands_in_a_request_gets_an_answer(at in 0..92_usize, key in 0..12_usize, value in anything()) {
        static SET: LazyLock<(PolicySet, Vec<Json>)> = LazyLock::new(|| {
            let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/company");
            let lines = std::fs::read_to_string(folder.join("requests.jsonl")).expect("the requests can be read");
            let lines = lines.lines().map(|line| serde_json::from_str(line).expect("each line is JSON"));
            (PolicySet::load(&folder).expect("the example loads"), lines.collect())
        });
        let (set, requests) = &*SET;
        let mut request = requests[at].clone();
        // The place to spoil: a section, or a key of one.
        let places: Vec<String> = pointers(&request);
        let place = &places[key % places.len()];
        *request.pointer_mut(place).expect("the place is there") = value;
        if let Ok(request) = Request::from_json(request) {
            let decision = set.decide(&request);
            prop_assert!(decision.fault.is_none() || !decision.is_allowed());
            prop_assert!(matches!(decision.status, 200 | 401 | 403));
            prop_assert_eq!(decision.status == 200, decision.is_allowed());
            prop_assert_eq!(set.explain(&request).decision, decision);
        }
        // Without anybody who asks, nobody gets in.
        let mut nobody = requests[at].clone();
        let fields = nobody.as_object_mut().expect("a request is an object");
        fields.remove("identity");
        fields.remove("caller");
        let decision = set.decide(&Request::from_json(nobody).expect("the rest is right"));
        prop_assert!(!decision.is_allowed() || decision.reason.text() == "automatic-run");
    }
}

/// The places of the values of an object and of the objects in it.
fn pointers(json: &Json) -> Vec<String> {
    let fields = json.as_object().into_iter().flatten();
    let mut places = Vec::new();
    for (key, value) in fields {
        places.push(format!("/{key}"));
        places.extend(pointers(value).into_iter().map(|inner| format!("/{key}{inner}")));
    }
    places
}

/// Any JSON.
fn anything() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        "\\PC{0,8}".prop_map(Json::from),
        Just(json!("ann")),
        Just(json!("Department::HR")),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            proptest::collection::btree_map("[a-z]{1,9}", inner, 0..4).prop_map(|map| json!(map)),
        ]
    })
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
