//! Everyone and everything: 10,000 callers and 10,000 forms.

use rulec::policy::{PolicySet, Request, Settings};
use serde_json::{Value as Json, json};

use super::median;

const FORMS: usize = 10_000;
const CALLERS: usize = 10_000;
const RULES: usize = 1_000;
const TEAMS: usize = 200;

fn set() -> PolicySet {
    let definitions = (0..RULES).map(|number| {
        let (a, b) = (number % TEAMS, number * 7 % TEAMS);
        let rule = match number % 3 {
            0 => format!("identity('teams').includes('Team {a}')"),
            1 => format!("hasIntersection(identity('teams'), ['Team {a}', 'Team {b}'])"),
            _ => format!("identity('teams').includes('Team {a}') && identity('username') !== 'user{number}'"),
        };
        json!({"name": format!("Rule {number}"), "type": "Kapp", "rule": rule})
    });
    let element = |slug: &str| json!({"slug": slug, "name": slug});
    let mut files: Vec<(String, Json)> = vec![
        ("core/space.json".to_owned(), element("space")),
        ("core/space/kapps/k.json".to_owned(), element("k")),
        (
            "core/space/kapps/k/securityPolicyDefinitions.json".to_owned(),
            definitions.collect(),
        ),
    ];
    for form in 0..FORMS {
        let policies = json!([{"endpoint": "Display", "name": format!("Rule {}", form * 7 % RULES)}]);
        let json = json!({"slug": format!("form-{form}"), "name": "Form", "securityPolicies": policies});
        files.push((format!("core/space/kapps/k/forms/form-{form}.json"), json));
    }
    let files = files.into_iter().map(|(name, json)| (name, json.to_string()));
    PolicySet::from_files(files, Settings::default()).expect("the set loads")
}

fn caller(number: usize) -> Request {
    let teams: Vec<String> = (0..number % 6)
        .map(|at| format!("Team {}", (number * 31 + at * 17) % TEAMS))
        .collect();
    let identity = json!({"username": format!("user{number}"), "authenticated": true, "teams": teams});
    Request::from_json(json!({ "identity": identity })).expect("the request is right")
}

pub fn run() {
    let set = set();
    let linked = set.link().expect("the set has Kinetic Core");
    let callers: Vec<_> = (0..CALLERS)
        .map(|number| linked.bind(caller(number)).expect("an identity"))
        .collect();
    let everyone = linked.everyone(&callers, "Display");
    let (different, rules) = everyone.distinct();
    let total: u64 = everyone.allowed().iter().sum();
    let time = median(|| linked.everyone(&callers, "Display").allowed());
    println!(
        "everyone: {CALLERS} callers × {FORMS} forms in {:.1} ms, {:.2} ps a decision; {different} different callers, {rules} rules, {total} allowed",
        time / 1e6,
        time * 1e3 / (CALLERS * FORMS) as f64
    );
}
