//! The faster ways to a decision give what the whole set gives: over drawn exports with every kind of place, rules that
//! are long, fault, read requests or are broken, and requests whose other sections are of any type.

use proptest::prelude::*;
use rulec::policy::load::settings;
use rulec::policy::search::Columns;
use rulec::policy::{Model, PolicySet, Request};
use serde_json::{Value as Json, json};

use crate::sets::{ann, definitions, element, nobody, root};

const RULES: &[&str] = &[
    "true",
    "false",
    "identity('authenticated')",
    "identity('teams').includes('IT')",
    "identity('username') && identity('teams').length",
    "identity('nothing').x",
    "true &&",
    "form('slug') === 'f0' || identity('username') === form('slug')",
    "\\u0066orm('slug') === 'f1'",
    "kapp('slug') === 'a' && identity('attribute:Site').includes('Berlin')",
    "space('attribute:Open').includes('yes')",
    "hasIntersection(form('attribute:Teams'), identity('teams'))",
    "submission('createdBy') === identity('username')",
    "values('Who') == identity('username') || identity('teams').includes('IT')",
    "submission('coreState') !== 'Closed' && values('Who')",
    "team('name') === 'IT'",
    "user('username') === identity('username')",
    "file('path').startsWith('/x') || identity('teams').includes('x')",
    "new Date().getDay() === 0 || identity('username') === 'ann'",
    "identity('attribute:Site')[0] === 'Berlin' ? identity('email').endsWith('@x') : null",
    "['bob', 'eve', 'ann'].indexOf(identity('username')) >= 0 && !identity('anonymous') && identity('teams').some(function (t) { return t === 'IT' || t === 'x'; }) && (identity('email') || identity('displayName')) && identity('spaceAdmin') == false",
    "(function () { var t = identity('teams'); for (var i = 0; i < t.length; i++) { if (t[i].match(/^I/)) { return true; } } return missing(); })()",
    "identity('attribute:Nope') === undefined || identity('attributes').Site.length > 1",
    "form('attributes')['Teams'].length > 0 && identity('teams').includes(form('name'))",
];

const KINDS: &[&str] = &["Space", "Kapp", "Form", "Submission", "Team", "User", "File Resource"];

/// Numbers that were drawn, one after another and from the start again.
struct Drawn<'a> {
    numbers: &'a [u16],
    at: usize,
}

impl Drawn<'_> {
    fn below(&mut self, count: usize) -> usize {
        self.at += 1;
        let turn = self.at / self.numbers.len() * 7;
        (usize::from(self.numbers[self.at % self.numbers.len()]) + turn) % count
    }

    /// Assignments of some of these endpoints.
    fn policies(&mut self, endpoints: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
        let mut found = Vec::new();
        for (endpoint, kind) in endpoints {
            if self.below(3) > 0 {
                let kind = if self.below(24) == 0 { "Team" } else { kind };
                found.push((*endpoint, format!("{kind} {}", self.below(RULES.len() + 1))));
            }
            if self.below(40) == 0 {
                found.push(("display ", "Kapp 0".to_owned()));
            }
        }
        found
    }
}

const SPACE: &[(&str, &str)] = &[
    ("Display", "Space"),
    ("Teams Access", "Team"),
    ("Users Access", "User"),
    ("Modification", "Space"),
    ("Default Form Display", "Form"),
    ("Default Form Modification", "Form"),
    ("Default Submission Access", "Submission"),
    ("Default Submission Modification", "Form"),
];
const KAPP: &[(&str, &str)] = &[
    ("Display", "Kapp"),
    ("Modification", "Kapp"),
    ("Form Creation", "Form"),
    ("Submission Support", "Submission"),
    ("Default Form Display", "Form"),
    ("Default Form Modification", "Kapp"),
    ("Default Submission Access", "Submission"),
    ("Default Submission Modification", "Kapp"),
];
const FORM: &[(&str, &str)] = &[
    ("Display", "Form"),
    ("Modification", "Form"),
    ("Submission Access", "Submission"),
    ("Submission Modification", "Form"),
    ("Report", "Form"),
];
const FILE: &[(&str, &str)] = &[("File Access", "File Resource"), ("File Modification", "Space")];

fn part(slug: &str, policies: &[(&'static str, String)], attributes: &Json) -> String {
    let policies: Vec<(&str, &str)> = policies.iter().map(|(endpoint, name)| (*endpoint, &**name)).collect();
    let mut json: Json = serde_json::from_str(&element(slug, &policies)).expect("an element is JSON");
    json["attributes"] = attributes.clone();
    json.to_string()
}

fn company(drawn: &mut Drawn<'_>) -> PolicySet {
    let names: Vec<(String, &str, &str)> = KINDS
        .iter()
        .flat_map(|kind| {
            RULES
                .iter()
                .enumerate()
                .map(move |(at, rule)| (format!("{kind} {at}"), *kind, *rule))
        })
        .collect();
    let mut rows: Vec<(&str, &str, &str)> = names.iter().map(|(name, kind, rule)| (&**name, *kind, *rule)).collect();
    let twice = rows[drawn.below(rows.len())];
    rows.push((twice.0, twice.1, "true"));
    let (plain, open) = (json!([]), json!([{"name": "Open", "values": ["yes"]}]));
    let teams = json!([{"name": "Teams", "values": ["IT", "x"]}]);
    let space = drawn.policies(SPACE);
    let mut files = vec![
        ("core/space.json".to_owned(), part("s", &space, &open)),
        (
            "core/space/securityPolicyDefinitions.json".to_owned(),
            definitions(&rows),
        ),
        (
            "core/space/userAttributeDefinitions.json".to_owned(),
            json!([{"name": "Site"}]).to_string(),
        ),
    ];
    for slug in ["a", "b", "c"] {
        let folder = format!("core/space/kapps/{slug}");
        if slug != "c" || drawn.below(2) == 0 {
            files.push((format!("{folder}.json"), part(slug, &drawn.policies(KAPP), &plain)));
        }
        files.push((format!("{folder}/securityPolicyDefinitions.json"), definitions(&rows)));
        for form in 0..3 {
            let name = format!("f{form}");
            let facts = if drawn.below(2) == 0 { &teams } else { &plain };
            files.push((
                format!("{folder}/forms/{name}.json"),
                part(&name, &drawn.policies(FORM), facts),
            ));
        }
        files.push((
            format!("{folder}/webApis/w.json"),
            part("w", &drawn.policies(&[("Execution", "Kapp")]), &plain),
        ));
    }
    for form in ["d0", "d1"] {
        let path = format!("core/space/datastore/forms/{form}.json");
        files.push((path, part(form, &drawn.policies(&FORM[..4]), &teams)));
    }
    files.push((
        "core/space/webApis/w.json".to_owned(),
        part("w", &drawn.policies(&[("Execution", "Space")]), &plain),
    ));
    files.push((
        "core/space/fileResources/r.json".to_owned(),
        part("r", &drawn.policies(FILE), &plain),
    ));
    files.push((
        "w.yaml".to_owned(),
        json!({"workflow": {"id": "w", "steps": [], "permissions": []}}).to_string(),
    ));
    let strict = drawn.below(2) == 0;
    let text = format!("[kinetic-core]\nstrict-boolean = {strict}\n[kinetic-core.endpoints]\nReport = \"Form\"\n");
    let settings = settings::read(&text).expect("the settings are right");
    PolicySet::from_files(files, settings).expect("the set loads")
}

fn callers(drawn: &mut Drawn<'_>) -> Vec<Request> {
    let identities = [
        ann(),
        nobody(),
        root(),
        json!({}),
        json!({"username": "bob", "teams": ["IT", "x"], "email": "bob@x", "attributes": {"Site": "Berlin"}}),
        json!({"username": "f1", "authenticated": true, "teams": [], "attribute:Site": ["Berlin", "Bonn"], "email": null}),
        json!({"username": "", "teams": null, "attributes": null}),
        json!({"username": "eve", "authenticated": true, "teams": ["f2", "I"], "displayName": "Eve"}),
        json!({"authenticated": true, "teams": ["IT"]}),
    ];
    let mut requests = Vec::new();
    for identity in identities {
        let mut request = json!({"identity": identity, "now": drawn.below(7) as u64 * 86_400_000});
        if drawn.below(2) == 0 {
            request["model"] = json!("kinetic-core");
        }
        for (section, choices) in [
            (
                "submission",
                [
                    json!({"createdBy": "ann", "coreState": "Draft"}),
                    json!({"createdBy": ["ann"]}),
                    json!({}),
                ],
            ),
            (
                "values",
                [json!({"Who": "ann"}), json!({"Who": ["bob"]}), json!({"Who": 7})],
            ),
            (
                "team",
                [
                    json!({"name": "IT"}),
                    json!({"name": ["IT"]}),
                    json!({"attributes": {"a": "b"}}),
                ],
            ),
            (
                "user",
                [
                    json!({"username": "ann"}),
                    json!({"spaceAdmin": "true"}),
                    json!({"attributes": 5}),
                ],
            ),
            ("file", [json!({"path": "/x/y"}), json!({"path": 5}), json!({})]),
        ] {
            // Most often of the right type, or the request would say nothing but that it is wrong.
            if drawn.below(2) == 0 {
                let choice = if drawn.below(6) == 0 { 1 } else { [0, 2][drawn.below(2)] };
                request[section] = choices[choice].clone();
            }
        }
        requests.push(Request::from_json(request).expect("the request is right"));
    }
    requests
}

fn rows() -> Vec<Json> {
    vec![
        json!({"createdBy": "ann", "coreState": "Draft", "values": {"Who": "bob"}}),
        json!({"createdBy": "bob", "coreState": "Closed", "values": {"Who": ["ann"]}}),
        json!({"createdBy": null, "values": null}),
        json!({"createdBy": ["ann"], "values": {"Who": ""}}),
        json!({"values": {"Who": 0, "other": {}}}),
        json!({}),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_way_to_a_decision_gives_the_same(numbers in proptest::collection::vec(any::<u16>(), 211)) {
        let mut drawn = Drawn { numbers: &numbers, at: 0 };
        let set = company(&mut drawn);
        let callers = callers(&mut drawn);
        let (core, linked) = (set.core.as_ref().expect("an export"), set.link().expect("an export"));
        let ask = |caller: &Request, item: usize, endpoint: &str| Request {
            model: Some(Model::KineticCore),
            element: core.items[item].element.clone(),
            endpoint: Some(endpoint.to_owned()),
            ..caller.clone()
        };
        let bound: Vec<_> = callers.iter().filter_map(|caller| Some((caller, linked.bind(caller.clone()).ok()?))).collect();
        for caller in &callers {
            // Who cannot be bound is refused everywhere.
            if !bound.iter().any(|(known, _)| std::ptr::eq(*known, caller)) {
                prop_assert!(!set.decide(&ask(caller, 0, "Display")).is_allowed());
            }
        }
        let identities: Vec<_> = bound.iter().map(|(_, identity)| identity.clone()).collect();
        for (item, found) in core.items.iter().enumerate() {
            for (endpoint, row) in core.endpoints.list(found.place).iter().enumerate() {
                for (caller, identity) in &bound {
                    let whole = set.decide(&ask(caller, item, &row.name));
                    let quick = linked.decide(identity, item, endpoint);
                    let told = (quick.effect, quick.reason, quick.status);
                    prop_assert_eq!(told, (whole.effect, whole.reason, whole.status), "{} {}: {:?}", found.element, row.name, caller);
                }
            }
        }
        for endpoint in ["Display", "Modification", "Submission Access", "Execution", "Report", "Submission Support", "Teams Access", "File Access"] {
            let everyone = linked.everyone(&identities, endpoint);
            let mut allowed = Vec::new();
            for (position, (item, _)) in everyone.elements().enumerate() {
                let mut count = 0;
                for (at, (caller, _)) in bound.iter().enumerate() {
                    let whole = set.decide(&ask(caller, item, endpoint));
                    let verdict = everyone.verdict(at, position).expect("a verdict");
                    prop_assert_eq!((verdict.effect, verdict.reason), (whole.effect, whole.reason));
                    count += u64::from(whole.is_allowed());
                }
                allowed.push(count);
            }
            prop_assert_eq!(everyone.allowed(), allowed);
            let named: Vec<(String, Request)> = callers.iter().cloned().enumerate().map(|(at, caller)| (at.to_string(), caller)).collect();
            let table = set.matrix_of(&named, endpoint);
            for ((_, cells), (_, caller)) in table.rows.iter().zip(&named) {
                let mut cells = cells.iter();
                for (item, found) in core.items.iter().enumerate() {
                    let at = core.endpoints.find(found.place, endpoint);
                    if at.is_none_or(|at| core.scope(found.place, at).is_none()) { continue }
                    let whole = set.decide(&ask(caller, item, endpoint));
                    let from = whole.definition.as_deref().map_or(String::new(), |definition| {
                        format!(": {definition} ({})", whole.level.as_deref().unwrap_or("set"))
                    });
                    let cell = cells.next().expect("a cell");
                    prop_assert_eq!(&cell.title, &format!("{}{from}", whole.reason.text()));
                    prop_assert_eq!(cell.class == "allow", whole.is_allowed());
                }
            }
        }
    }

    #[test]
    fn a_plan_allows_the_rows_that_the_whole_set_allows(numbers in proptest::collection::vec(any::<u16>(), 211)) {
        let mut drawn = Drawn { numbers: &numbers, at: 0 };
        let set = company(&mut drawn);
        let callers = callers(&mut drawn);
        let core = set.core.as_ref().expect("an export");
        for (item, found) in core.items.iter().enumerate() {
            for row in core.endpoints.list(found.place) {
                for caller in callers.iter().take(5) {
                    let request = Request {
                        model: Some(Model::KineticCore),
                        element: core.items[item].element.clone(),
                        endpoint: Some(row.name.clone()),
                        ..caller.clone()
                    };
                    let plan = set.plan(&request);
                    let mut columns = Columns::with(plan.columns());
                    let rows = rows();
                    for row in &rows {
                        prop_assert!(columns.push_json(row));
                    }
                    let columns = columns.finish();
                    let chosen = plan.select(&columns, 0..columns.len()).expect("no column lacks");
                    for (number, fields) in (0_u32..).zip(&rows) {
                        let mut own = request.clone();
                        let mut submission = fields.clone();
                        own.sections.remove("values");
                        if let Some(values @ Json::Object(_)) = submission.as_object_mut().and_then(|map| map.remove("values")) {
                            own.sections.insert("values".to_owned(), values);
                        }
                        own.sections.insert("submission".to_owned(), submission);
                        let whole = set.decide(&own).is_allowed();
                        if let Some(may) = plan.may(fields) {
                            prop_assert_eq!(may, whole, "{} {}: {} {:?}", found.element, row.name, fields, caller);
                        }
                        if !chosen.left.contains(&number) {
                            prop_assert_eq!(chosen.rows.contains(&number), whole, "{} {}: {}", found.element, row.name, fields);
                        }
                    }
                }
            }
        }
    }
}
