//! A policy set of 10,000 forms with four endpoints each: whole decisions, the identity bound beforehand where an engine can.
//!
//! Every definition lets in the members of some teams. The peers get the inheritance resolved beforehand: each form and
//! endpoint with the teams that its definition names.

mod peers;

use std::collections::{HashMap, HashSet};
use std::error::Error;

use rulec::policy::{Element, PolicySet, Request, Settings};
use serde_json::{Value as Json, json};

use crate::measure::{Sample, alone, measure};
use crate::report;
use crate::request::{COUNT, Drawn, TEAMS, team};

/// How many forms there are.
pub const FORMS: usize = 10_000;
const KAPPS: usize = 20;
/// How many definitions a kapp has.
const DEFINITIONS: usize = 50;
/// The endpoints that are asked; the last two are implied by the second.
pub const ENDPOINTS: [&str; 4] = [
    "Display",
    "Modification",
    "Submission Access",
    "Submission Modification",
];
const CALLERS: usize = 64;
/// How many questions those get who take milliseconds for each.
pub const FEW: usize = 64;

/// A question.
#[derive(Clone, Copy)]
pub struct Ask {
    /// Who asks.
    pub caller: usize,
    /// About which form.
    pub form: usize,
    /// At which endpoint.
    pub endpoint: usize,
}

/// What everybody decides about.
pub struct Set {
    /// The teams of each caller.
    pub callers: Vec<Vec<usize>>,
    /// For each form and endpoint the teams that are let in.
    pub granted: Vec<[Vec<usize>; 4]>,
    /// The questions.
    pub asks: Vec<Ask>,
}

/// The teams of a definition.
fn teams(definition: usize) -> Vec<usize> {
    let mut teams = vec![definition * 7 % TEAMS];
    if definition % 2 == 1 {
        teams.push((definition * 13 + 5) % TEAMS);
    }
    teams
}

/// The definition that a form assigns; none where it inherits its kapp's.
fn assigned(form: usize, endpoint: usize) -> Option<usize> {
    let inherits = endpoint == 0 && form % 4 == 0;
    (!inherits).then(|| form % KAPPS * DEFINITIONS + (form / KAPPS * 31 + endpoint * 17) % DEFINITIONS)
}

fn inherited(form: usize) -> usize {
    form % KAPPS * DEFINITIONS
}

/// Whether the right to change a form implies the one at an endpoint.
pub fn implied(endpoint: usize) -> bool {
    endpoint >= 2
}

fn set() -> Set {
    let mut drawn = Drawn::new(7);
    let callers = (0..CALLERS).map(|_| (0..drawn.below(7)).map(|_| drawn.below(TEAMS)).collect());
    let callers = callers.collect();
    let granted = (0..FORMS)
        .map(|form| std::array::from_fn(|endpoint| teams(assigned(form, endpoint).unwrap_or_else(|| inherited(form)))));
    let granted = granted.collect();
    let asks = (0..COUNT).map(|_| Ask {
        caller: drawn.below(CALLERS),
        form: drawn.below(FORMS),
        endpoint: drawn.below(4),
    });
    Set {
        callers,
        granted,
        asks: asks.collect(),
    }
}

/// The slug of a form.
pub fn slug(form: usize) -> String {
    format!("form-{form}")
}

/// The set as an export of this engine's.
fn export() -> Result<PolicySet, Box<dyn Error>> {
    let mut files = vec![("core/space.json".to_owned(), json!({"slug": "space", "name": "Space"}))];
    for kapp in 0..KAPPS {
        let folder = format!("core/space/kapps/kapp-{kapp}");
        let definitions = (kapp * DEFINITIONS..(kapp + 1) * DEFINITIONS).map(|number| {
            let names: Vec<String> = teams(number).into_iter().map(team).collect();
            let rule = match &*names {
                [only] => format!("identity('teams').includes('{only}')"),
                names => format!("hasIntersection(identity('teams'), {})", json!(names)),
            };
            let kind = if number % DEFINITIONS == 0 { "Form" } else { "Kapp" };
            json!({"name": format!("Rule {number}"), "type": kind, "rule": rule})
        });
        let definitions: Vec<Json> = definitions.collect();
        files.push((format!("{folder}/securityPolicyDefinitions.json"), json!(definitions)));
        let policies = json!([{"endpoint": "Default Form Display", "name": format!("Rule {}", kapp * DEFINITIONS)}]);
        let element = json!({"slug": format!("kapp-{kapp}"), "name": "Kapp", "securityPolicies": policies});
        files.push((format!("{folder}.json"), element));
    }
    for form in 0..FORMS {
        let policies = (0..4).filter_map(|endpoint| {
            Some(json!({"endpoint": ENDPOINTS[endpoint], "name": format!("Rule {}", assigned(form, endpoint)?)}))
        });
        let policies: Vec<Json> = policies.collect();
        let element = json!({"slug": slug(form), "name": "Form", "securityPolicies": policies});
        files.push((
            format!("core/space/kapps/kapp-{}/forms/{}.json", form % KAPPS, slug(form)),
            element,
        ));
    }
    let files = files.into_iter().map(|(name, json)| (name, json.to_string()));
    Ok(PolicySet::from_files(files, Settings::default())?)
}

fn request(set: &Set, ask: Ask) -> Result<Request, Box<dyn Error>> {
    let teams: Vec<String> = set.callers[ask.caller].iter().map(|&number| team(number)).collect();
    Ok(Request::from_json(json!({
        "element": {"kapp": format!("kapp-{}", ask.form % KAPPS), "form": slug(ask.form)},
        "endpoint": ENDPOINTS[ask.endpoint],
        "identity": {"username": format!("caller-{}", ask.caller), "authenticated": true, "teams": teams},
    }))?)
}

/// The questions that are allowed.
fn allowed(count: usize, evaluate: &mut dyn FnMut(usize) -> bool) -> Vec<u32> {
    (0..count)
        .filter(|&number| evaluate(number))
        .map(|number| number as u32)
        .collect()
}

/// The table of whole decisions.
pub fn table() -> Result<String, Box<dyn Error>> {
    let set = set();
    let bits = |teams: &[usize]| teams.iter().fold(0_u64, |bits, team| bits | 1 << team);
    let callers: Vec<u64> = set.callers.iter().map(|teams| bits(teams)).collect();
    // A definition is a number, and what it asks is a set of bits.
    let mut known: Vec<u64> = Vec::new();
    let mut cells: Vec<u16> = Vec::new();
    for granted in &set.granted {
        for teams in granted {
            let wanted = bits(teams);
            let number = known.iter().position(|known| *known == wanted).unwrap_or_else(|| {
                known.push(wanted);
                known.len() - 1
            });
            cells.push(number as u16);
        }
    }
    let by_ids = |number: usize| {
        let ask = set.asks[number];
        let holds = |endpoint: usize| known[usize::from(cells[ask.form * 4 + endpoint])] & callers[ask.caller] != 0;
        holds(ask.endpoint) || implied(ask.endpoint) && holds(1)
    };
    let expected: Vec<bool> = (0..COUNT).map(by_ids).collect();
    let mut rows: Vec<(String, Sample)> = Vec::new();
    let mut timed = |name: &str, evaluate: &mut dyn FnMut(usize) -> bool| {
        for (number, expected) in expected.iter().enumerate() {
            assert_eq!(
                evaluate(number),
                *expected,
                "{name} decides question {number} differently"
            );
        }
        let mut floor = by_ids;
        rows.push((name.to_owned(), measure(evaluate, &mut floor)));
        eprintln!("10,000 forms, {name}: measured");
    };
    let mut again = by_ids;
    timed("Rust, arrays and bitsets", &mut again);
    let names: Vec<(HashSet<String>, String, &str)> = set
        .asks
        .iter()
        .map(|ask| {
            let teams = set.callers[ask.caller].iter().map(|&number| team(number));
            (teams.collect(), slug(ask.form), ENDPOINTS[ask.endpoint])
        })
        .collect();
    let table: HashMap<(String, &str), Vec<String>> = (0..FORMS * 4)
        .map(|cell| {
            let teams = set.granted[cell / 4][cell % 4].iter().map(|&number| team(number));
            ((slug(cell / 4), ENDPOINTS[cell % 4]), teams.collect())
        })
        .collect();
    timed("Rust, hash maps of strings", &mut |number| {
        let (teams, form, endpoint) = &names[number];
        let holds = |endpoint: &'static str| table[&(form.clone(), endpoint)].iter().any(|team| teams.contains(team));
        holds(endpoint) || implied(set.asks[number].endpoint) && holds(ENDPOINTS[1])
    });
    drop(table);

    let own = export()?;
    let linked = own.link().ok_or("the set holds forms")?;
    let core = own.core.as_ref().ok_or("the set holds forms")?;
    let mut questions = Vec::new();
    let mut requests = Vec::new();
    for &ask in &set.asks {
        let element = Element::new([
            ("kapp", &*format!("kapp-{}", ask.form % KAPPS)),
            ("form", &*slug(ask.form)),
        ]);
        let item = core.item(&element).ok_or("the form is known")?;
        let place = core.items[item].place;
        let endpoint = core
            .endpoints
            .find(place, ENDPOINTS[ask.endpoint])
            .ok_or("the endpoint is known")?;
        questions.push((ask.caller, item, endpoint));
        requests.push(request(&set, ask)?);
    }
    let mut identities = Vec::new();
    for caller in 0..CALLERS {
        let ask = Ask {
            caller,
            form: 0,
            endpoint: 0,
        };
        identities.push(linked.bind(request(&set, ask)?)?);
    }
    timed("rulec, identity bound", &mut |number| {
        let (caller, item, endpoint) = questions[number];
        linked.decide(&identities[caller], item, endpoint).effect == rulec::policy::Effect::Allow
    });
    timed("rulec, a request by name", &mut |number| {
        own.decide(&requests[number]).is_allowed()
    });
    peers::run(&set, &mut timed)?;
    let mut rows: Vec<(String, Vec<String>)> = rows
        .iter()
        .map(|(name, sample)| {
            let figures = vec![
                report::nanoseconds(sample.median),
                report::ratio(sample.ratio),
                format!("{:.1}", sample.allocations),
            ];
            (report::labelled(name), figures)
        })
        .collect();
    let floor = alone(COUNT, &mut || allowed(COUNT, &mut { by_ids }));
    let mut row = |name: String, ns: f64| {
        rows.push((
            name,
            vec![report::nanoseconds(ns), report::ratio(ns / floor), "?".to_owned()],
        ));
    };
    peers::casbin(&set, &mut |evaluate| {
        for (number, expected) in expected.iter().enumerate().take(FEW) {
            assert_eq!(
                evaluate(number),
                *expected,
                "Casbin decides question {number} differently"
            );
        }
        row(
            report::labelled("Casbin (casbin)"),
            alone(FEW, &mut || allowed(FEW, evaluate)),
        );
        eprintln!("10,000 forms, Casbin: measured");
    })?;
    if let Some((ns, answers)) = peers::v8(&set) {
        assert_eq!(answers, expected, "V8 decides differently");
        row(format!("V8 (Node) {}", crate::installed("node")), ns);
    }
    let heads = [
        "evaluator",
        "ns a decision",
        "against arrays and bitsets",
        "allocations",
    ];
    Ok(report::plain(&heads, rows))
}
