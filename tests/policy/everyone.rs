//! Everyone and everything at once gives what each question of its own gives.

use rulec::policy::{Effect, Element, PolicySet, Request};
use serde_json::{Value as Json, json};

use crate::sets::{ann, definitions, element, nobody, root, set};

/// Rules of which some ask about the form, some about the request, and some fail.
const RULES: &[(&str, &str, &str)] = &[
    ("All", "Kapp", "true"),
    ("Team", "Kapp", "identity('teams').includes('IT')"),
    ("Owner", "Form", "hasIntersection(form('name'), identity('teams'))"),
    ("Fails", "Kapp", "identity('nothing').x"),
    (
        "Submission",
        "Submission",
        "submission('createdBy') === identity('username')",
    ),
    ("Truthy", "Kapp", "identity('username')"),
];

fn company() -> PolicySet {
    let mut files = vec![
        ("core/space.json".to_owned(), element("s", &[("Display", "Space")])),
        (
            "core/space/securityPolicyDefinitions.json".to_owned(),
            definitions(&[("Space", "Space", "identity('authenticated')")]),
        ),
    ];
    let kapps: [&[(&str, &str)]; 3] = [
        &[("Modification", "Team"), ("Display", "All")],
        &[("Modification", "Fails"), ("Default Form Display", "Owner")],
        &[],
    ];
    for (kapp, policies) in kapps.iter().enumerate() {
        let folder = format!("core/space/kapps/k{kapp}");
        files.push((format!("{folder}.json"), element(&format!("k{kapp}"), policies)));
        files.push((format!("{folder}/securityPolicyDefinitions.json"), definitions(RULES)));
        for form in 0..8 {
            let rule = RULES[form % RULES.len()].0;
            let policies: &[(&str, &str)] = match form {
                6 => &[],
                7 => &[("Modification", "Team"), ("Submission Access", "Submission")],
                _ => &[
                    ("Display", rule),
                    ("Submission Access", "Submission"),
                    ("Modification", rule),
                ],
            };
            // Every second form is named like a team.
            let slug = if form % 2 == 0 {
                "IT".to_owned()
            } else {
                format!("f{form}")
            };
            let slug = format!("{slug}{}", if form > 1 { form.to_string() } else { String::new() });
            files.push((format!("{folder}/forms/{slug}.json"), element(&slug, policies)));
        }
    }
    let files: Vec<(&str, String)> = files.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
    set(&files)
}

fn callers() -> Vec<(String, Request)> {
    let it = json!({"username": "bob", "authenticated": true, "teams": ["IT", "x"]});
    let wrong = json!({"username": ["bob"], "teams": "IT"});
    let same = json!({"username": "eve", "authenticated": true, "teams": ["x", "IT"]});
    [ann(), nobody(), root(), it, wrong, same]
        .into_iter()
        .enumerate()
        .map(|(number, identity)| {
            let request = Request::from_json(json!({ "identity": identity })).expect("the request is right");
            (format!("caller {number}"), request)
        })
        .collect()
}

fn asked(request: &Request, element: &Element, endpoint: &str) -> Request {
    Request {
        element: element.clone(),
        endpoint: Some(endpoint.to_owned()),
        ..request.clone()
    }
}

#[test]
fn a_table_of_everyone_has_the_cells_of_each_decision() {
    let (set, callers) = (company(), callers());
    for endpoint in ["Display", "Modification", "Submission Access"] {
        let table = set.matrix_of(&callers, endpoint).json();
        let rows = table["rows"].as_array().expect("rows");
        assert_eq!(rows.len(), callers.len());
        for (row, (name, caller)) in rows.iter().zip(&callers) {
            let cells = row["cells"].as_object().expect("cells");
            assert!(cells.len() > 3);
            for (_, element, endpoints) in set.elements() {
                if !endpoints.iter().any(|known| known == endpoint) {
                    continue;
                }
                let decision = set.decide(&asked(caller, &element, endpoint));
                let cell = &cells[&element.to_string()];
                let from = decision.definition.as_deref().map_or(String::new(), |definition| {
                    format!(": {definition} ({})", decision.level.as_deref().unwrap_or("set"))
                });
                let title = format!("{}{from}", decision.reason.text());
                assert_eq!(cell["from"], Json::from(title), "{name}, {element}, {endpoint}");
                assert_eq!(
                    cell["is"] == "allow",
                    decision.is_allowed(),
                    "{name}, {element}, {endpoint}"
                );
            }
        }
    }
}

#[test]
fn everyone_has_the_verdicts_of_each_decision() {
    let set = company();
    let linked = set.link().expect("the set has Kinetic Core");
    let core = set.core.as_ref().expect("the set has Kinetic Core");
    let callers: Vec<Request> = callers().into_iter().map(|(_, caller)| caller).collect();
    let usable: Vec<&Request> = callers
        .iter()
        .filter(|caller| linked.bind((*caller).clone()).is_ok())
        .collect();
    let identities: Vec<_> = usable
        .iter()
        .map(|caller| linked.bind((*caller).clone()).expect("an identity"))
        .collect();
    for endpoint in ["Display", "Modification", "Submission Access"] {
        let everyone = linked.everyone(&identities, endpoint);
        let mut allowed = Vec::new();
        for (position, (item, _)) in everyone.elements().enumerate() {
            let mut count = 0;
            for (caller, request) in usable.iter().enumerate() {
                let decision = set.decide(&asked(request, &core.items[item].element, endpoint));
                let verdict = everyone.verdict(caller, position).expect("a verdict");
                assert_eq!((verdict.effect, verdict.reason), (decision.effect, decision.reason));
                count += u64::from(decision.effect == Effect::Allow);
            }
            allowed.push(count);
        }
        assert_eq!(everyone.allowed(), allowed, "{endpoint}");
        assert_eq!(everyone.verdict(identities.len(), 0), None);
    }
}
