//! Decisions about a bound identity are those of the whole set.

use std::path::Path;

use rulec::policy::model::core::{Identity, Linked};
use rulec::policy::{Effect, PolicySet, Request};
use serde_json::json;

use crate::sets::{definitions, element, set};

fn shared<T: Send + Sync>() {}

/// Compares all decisions about an identity with those of the set that its questions go to: how many there are.
fn compare(set: &PolicySet, linked: &Linked<'_>, identity: &Identity, request: &Request) -> usize {
    let core = set.core.as_ref().expect("the set has Kinetic Core");
    let mut compared = 0;
    for (item, found) in core.items.iter().enumerate() {
        for (endpoint, row) in core.endpoints.list(found.place).iter().enumerate() {
            let whole = set.decide(&Request {
                element: found.element.clone(),
                endpoint: Some(row.name.clone()),
                ..request.clone()
            });
            let quick = linked.decide(identity, item, endpoint);
            assert_eq!(
                (quick.effect, quick.reason, quick.status),
                (whole.effect, whole.reason, whole.status),
                "{} {}: {request:?}",
                found.element,
                row.name
            );
            compared += 1;
        }
    }
    compared
}

#[test]
fn a_bound_identity_is_decided_as_by_the_whole_set() {
    shared::<Linked<'static>>();
    shared::<Identity>();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/company");
    let set = PolicySet::load(&folder).expect("the example loads");
    let linked = set.link().expect("the example has Kinetic Core");
    let text = std::fs::read_to_string(folder.join("requests.jsonl")).expect("the file can be read");
    let mut compared = 0;
    for line in text.lines() {
        let json: serde_json::Value = serde_json::from_str(line).expect("each line is JSON");
        if json["model"] != "kinetic-core" {
            continue;
        }
        let request = Request::from_json(json).expect("the request is right");
        let Ok(identity) = linked.bind(request.clone()) else {
            continue;
        };
        compared += compare(&set, &linked, &identity, &request);
    }
    assert!(compared > 1_000, "{compared} decisions were compared");
}

/// Forms whose rules ask for so many different teams, and for one to six of them, some by their owner; `turn` says which team
/// has which part.
fn teams(count: usize, turn: usize) -> PolicySet {
    let name = |number: usize| format!("Team {}", (number + turn) % count);
    let rules: Vec<(String, String)> = (0..count)
        .map(|number| {
            let clauses = (0..=number % 6).map(|at| {
                let team = name(number * (at + 3) + at);
                match at {
                    2 => format!("identity('username') !== '{team}'"),
                    4 => "hasIntersection(form('name'), identity('teams'))".to_owned(),
                    _ => format!("identity('teams').includes('{team}')"),
                }
            });
            let glue = if number % 4 == 3 { " && " } else { " || " };
            (format!("Rule {number}"), clauses.collect::<Vec<_>>().join(glue))
        })
        .collect();
    let rules: Vec<(&str, &str, &str)> = rules
        .iter()
        .map(|(name, rule)| (name.as_str(), "Form", rule.as_str()))
        .collect();
    let mut files = vec![
        ("core/space.json".to_owned(), element("s", &[])),
        ("core/space/kapps/k.json".to_owned(), element("k", &[])),
        (
            "core/space/kapps/k/securityPolicyDefinitions.json".to_owned(),
            definitions(&rules),
        ),
    ];
    for form in 0..count {
        let policies = [
            ("Display", form),
            ("Modification", form + 5),
            ("Submission Access", form + 1),
        ];
        let policies = policies.map(|(endpoint, rule)| (endpoint, format!("Rule {}", rule % count)));
        let policies = policies.each_ref().map(|(endpoint, rule)| (*endpoint, rule.as_str()));
        // Every third form is called like a team.
        let slug = if form % 3 == 0 { name(form) } else { format!("f{form}") };
        files.push((
            format!("core/space/kapps/k/forms/f{form}.json"),
            element(&slug, &policies),
        ));
    }
    let files: Vec<(&str, String)> = files.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
    set(&files)
}

/// Somebody of a few teams of so many, and of those whose part they have after a turn.
fn member(number: usize, count: usize, turn: usize) -> Request {
    let team = |number: usize| format!("Team {}", (number + turn) % count);
    let teams: Vec<String> = (0..number % 5).map(|at| team(number * (7 + at))).collect();
    let identity =
        json!({"username": team(number * 3), "authenticated": true, "teams": teams, "spaceAdmin": number == 7});
    Request::from_json(json!({ "identity": identity })).expect("the request is right")
}

#[test]
fn it_does_not_matter_how_many_things_a_set_asks() {
    // Of which a byte can name all, or not.
    for count in [3, 40, 300] {
        let set = teams(count, 0);
        let linked = set.link().expect("the set has Kinetic Core");
        let mut granted = 0;
        for number in [1, 4, 7, 8, 14] {
            let request = member(number, count, 0);
            let identity = linked.bind(request.clone()).expect("an identity");
            let compared = compare(&set, &linked, &identity, &request);
            assert!(
                compared > 4 * count,
                "{compared} decisions of {count} forms were compared"
            );
            granted += (0..count + 2)
                .filter(|&item| linked.decide(&identity, item, 0).effect == Effect::Allow)
                .count();
        }
        assert!(granted > count / 4, "{granted} of {count} forms were granted");
    }
}

#[test]
fn an_identity_that_another_set_has_bound_is_decided_by_its_request() {
    // They ask as many things, each of other teams.
    let sets = [teams(40, 0), teams(40, 1)];
    let linked = sets.each_ref().map(|set| set.link().expect("a set"));
    let requests = [0, 1].map(|turn| (1..8).map(|number| member(number, 40, turn)).collect::<Vec<_>>());
    let bound: Vec<Identity> = (0..2)
        .flat_map(|of| {
            requests[of]
                .iter()
                .map(|request| linked[of].bind(request.clone()).expect("an identity"))
                .collect::<Vec<_>>()
        })
        .collect();
    for (set, linked) in sets.iter().zip(&linked) {
        for (identity, request) in bound.iter().zip(requests.iter().flatten()) {
            compare(set, linked, identity, request);
        }
        // Also beside those that are its own.
        let everyone = linked.everyone(&bound, "Display");
        for (position, (item, endpoint)) in everyone.elements().enumerate() {
            for (caller, identity) in bound.iter().enumerate() {
                let verdict = everyone.verdict(caller, position);
                assert_eq!(
                    verdict,
                    Some(linked.decide(identity, item, endpoint)),
                    "caller {caller}"
                );
            }
        }
    }
}
