//! Whole decisions with a bound identity: a set of forms with four endpoints each, linked, beside the same policies as
//! arrays and bitsets in Rust.

use std::thread;
use std::time::Instant;

use rulec::policy::model::core::{Identity, Linked};
use rulec::policy::{Effect, PolicySet, Request, Settings};
use serde_json::{Value as Json, json};

use crate::requests::Numbers;
use crate::timing::{compare, turns, wanted};

const ENDPOINTS: [&str; 4] = [
    "Display",
    "Modification",
    "Submission Access",
    "Submission Modification",
];

/// How many different questions are asked in turn.
const QUESTIONS: usize = 4_096;

/// How many of them are asked as requests.
const REQUESTS: usize = 1_024;

/// How many forms the least set has.
const FEW: usize = 10;

/// How many the others have, each of which takes turns with the least one, too.
const FORMS: [usize; 3] = [1_000, 10_000, 100_000];

/// How many the last set has, which takes a minute and seven gigabytes; it is left out unless a word names it.
const MANY: usize = 1_000_000;

/// How many callers ask.
const CALLERS: usize = 64;

/// How many roles and sites there are.
const ROLES: usize = 60;
const SITES: usize = 12;

/// A rule of a set, as hand-written Rust has it.
#[derive(Clone, Copy)]
enum Policy {
    Role(u32),
    NotUser(u32),
    OwnerOrRole(u32),
    SiteOrRole(u32, u32),
}

/// A caller, as hand-written Rust has one; roles are also what forms are owned by.
#[derive(Clone, Copy)]
struct Caller {
    roles: u64,
    site: u32,
    user: u32,
}

/// Who asks for what: the form as it is numbered by hand and in the set.
#[derive(Clone, Copy)]
struct Question {
    caller: usize,
    form: usize,
    item: usize,
    endpoint: usize,
}

impl Question {
    fn request(&self, callers: &[(Json, Caller)]) -> Request {
        let (mut request, _) = callers[self.caller].clone();
        request["element"] = json!({"kapp": "main", "form": format!("form-{}", self.form)});
        request["endpoint"] = json!(ENDPOINTS[self.endpoint]);
        Request::from_json(request).expect("the request is right")
    }
}

/// Some forms with their policies, and the definitions that they share.
struct Generated {
    set: PolicySet,
    /// Four policies of each form, and the role that owns it.
    forms: Vec<([Policy; 4], u32)>,
}

fn policy(number: usize) -> Policy {
    let (role, other) = ((number % ROLES) as u32, (number * 7 % ROLES) as u32);
    match number % 4 {
        0 => Policy::Role(role),
        1 => Policy::NotUser((number % CALLERS) as u32),
        2 => Policy::OwnerOrRole(role),
        _ => Policy::SiteOrRole((number % SITES) as u32, other),
    }
}

fn text(policy: Policy) -> String {
    match policy {
        Policy::Role(role) => format!("identity('teams').includes('Role::{role}')"),
        Policy::NotUser(user) => format!("identity('authenticated') && identity('username') !== 'user-{user}'"),
        Policy::OwnerOrRole(role) => format!(
            "hasIntersection(form('attribute:Owning Team'), identity('teams')) || identity('teams').indexOf('Role::{role}') !== -1"
        ),
        Policy::SiteOrRole(site, role) => {
            format!("identity('attribute:Site').includes('Site {site}') || identity('teams').includes('Role::{role}')")
        }
    }
}

fn generate(forms: usize) -> Generated {
    let definitions = (forms / 10).clamp(20, 1_000);
    let mut files: Vec<(String, String)> = Vec::new();
    let attribute = |name: &str| json!([{"name": name, "allowsMultiple": true}]);
    files.push((
        "core/space.json".to_owned(),
        json!({"slug": "large", "name": "Large"}).to_string(),
    ));
    let users = ("core/space/userAttributeDefinitions.json", attribute("Site"));
    files.push((users.0.to_owned(), users.1.to_string()));
    let rules: Vec<Json> = (0..definitions)
        .map(|number| json!({"name": format!("Rule {number}"), "type": "Kapp", "message": "", "rule": text(policy(number))}))
        .collect();
    files.push((
        "core/space/kapps/main.json".to_owned(),
        json!({"slug": "main", "name": "Main"}).to_string(),
    ));
    let own = "core/space/kapps/main";
    files.push((
        format!("{own}/securityPolicyDefinitions.json"),
        Json::Array(rules).to_string(),
    ));
    files.push((
        format!("{own}/formAttributeDefinitions.json"),
        attribute("Owning Team").to_string(),
    ));
    let mut numbers = Numbers(11);
    let forms = (0..forms).map(|form| {
        let policies = [(); 4].map(|()| numbers.below(definitions));
        let owner = numbers.below(ROLES);
        let assigned: Vec<Json> = ENDPOINTS
            .iter()
            .zip(policies)
            .map(|(endpoint, number)| json!({"endpoint": endpoint, "name": format!("Rule {number}")}))
            .collect();
        let element = json!({"slug": format!("form-{form}"), "name": format!("Form {form}"), "pages": [],
            "attributes": [{"name": "Owning Team", "values": [format!("Role::{owner}")]}], "securityPolicies": assigned});
        files.push((format!("{own}/forms/form-{form}.json"), element.to_string()));
        (policies.map(policy), owner as u32)
    });
    let forms = forms.collect();
    let set = PolicySet::from_files(files, Settings::default()).expect("the set builds");
    Generated { set, forms }
}

fn callers() -> Vec<(Json, Caller)> {
    let mut numbers = Numbers(5);
    (0..CALLERS)
        .map(|user| {
            let roles: Vec<usize> = (0..1 + numbers.below(12)).map(|_| numbers.below(ROLES)).collect();
            let site = numbers.below(SITES);
            let teams: Vec<String> = roles.iter().map(|role| format!("Role::{role}")).collect();
            let identity = json!({"username": format!("user-{user}"), "authenticated": true, "teams": teams,
                "attributes": {"Site": [format!("Site {site}")]}});
            let caller = Caller {
                roles: roles.iter().fold(0, |bits, role| bits | 1 << role),
                site: site as u32,
                user: user as u32,
            };
            (json!({"identity": identity}), caller)
        })
        .collect()
}

impl Policy {
    #[inline]
    fn holds(self, caller: &Caller, owner: u32) -> bool {
        let has = |role: u32| caller.roles >> role & 1 == 1;
        match self {
            Policy::Role(role) => has(role),
            Policy::NotUser(user) => caller.user != user,
            Policy::OwnerOrRole(role) => has(owner) || has(role),
            Policy::SiteOrRole(site, role) => caller.site == site || has(role),
        }
    }
}

/// Whether a caller may, where nobody wrote a policy for the kapp: a form's Modification implies the last two endpoints.
#[inline]
fn by_hand(forms: &[([Policy; 4], u32)], caller: &Caller, form: usize, endpoint: usize) -> bool {
    let (policies, owner) = &forms[form];
    policies[endpoint].holds(caller, *owner) || endpoint > 1 && policies[1].holds(caller, *owner)
}

/// A set that is asked about, and what it is asked.
struct Asked<'s> {
    generated: &'s Generated,
    callers: &'s [(Json, Caller)],
    linked: Linked<'s>,
    identities: Vec<Identity>,
    /// Any caller about any form.
    random: Vec<Question>,
    /// As a portal lists what one caller after another may do.
    listed: Vec<Question>,
    /// As requests come: who asks, the element and the endpoint by name.
    requests: Vec<Request>,
}

impl<'s> Asked<'s> {
    fn new(generated: &'s Generated, callers: &'s [(Json, Caller)]) -> Self {
        let count = generated.forms.len();
        let start = Instant::now();
        let linked = generated.set.link().expect("the set holds forms");
        let linking = start.elapsed();
        let core = generated.set.core.as_ref().expect("the set holds forms");
        let items: Vec<usize> = (0..count)
            .map(|form| {
                let element = rulec::policy::Element::new([("kapp", "main"), ("form", &format!("form-{form}"))]);
                core.item(&element).expect("the form is there")
            })
            .collect();
        let bind = |(identity, _): &(Json, Caller)| {
            let request = Request::from_json(identity.clone()).expect("the request is right");
            linked.bind(request).expect("the identity is right")
        };
        let identities: Vec<Identity> = callers.iter().map(bind).collect();
        let start = Instant::now();
        let again: Vec<Identity> = callers.iter().map(bind).collect();
        let binding = start.elapsed() / again.len() as u32;
        println!(
            "  {count} forms: {:.1} ms to link, {:.1} µs to read and bind an identity",
            linking.as_secs_f64() * 1e3,
            binding.as_secs_f64() * 1e6
        );
        let question = |caller, form: usize, endpoint| Question {
            caller,
            form,
            item: items[form],
            endpoint,
        };
        let mut numbers = Numbers(3);
        let random: Vec<Question> = (0..QUESTIONS)
            .map(|_| question(numbers.below(CALLERS), numbers.below(count), numbers.below(4)))
            .collect();
        let (each, all) = (QUESTIONS / CALLERS, 4 * count);
        let listed = (0..QUESTIONS).map(|at| {
            let (caller, cell) = (at / each, (at / each * 157 + at) % all);
            question(caller, cell / 4, cell % 4)
        });
        let requests = random[..REQUESTS].iter().map(|question| question.request(callers));
        Asked {
            generated,
            callers,
            identities,
            listed: listed.collect(),
            requests: requests.collect(),
            random,
            linked,
        }
    }

    #[inline]
    fn decide(&self, question: &Question) -> bool {
        let identity = &self.identities[question.caller];
        let verdict = self.linked.decide(identity, question.item, question.endpoint);
        verdict.effect == Effect::Allow
    }

    #[inline]
    fn decide_request(&self, request: usize) -> bool {
        self.generated.set.decide(&self.requests[request]).effect == Effect::Allow
    }

    #[inline]
    fn by_hand(&self, question: &Question) -> bool {
        let caller = &self.callers[question.caller].1;
        by_hand(&self.generated.forms, caller, question.form, question.endpoint)
    }
}

pub fn run() {
    let callers = callers();
    let few = generate(FEW);
    let few = Asked::new(&few, &callers);
    against_hand(&few);
    let named = std::env::args().any(|word| word.contains(&MANY.to_string()));
    for count in FORMS.into_iter().chain(named.then_some(MANY)) {
        let many = generate(count);
        let many = Asked::new(&many, &callers);
        against_hand(&many);
        if wanted("growth") {
            let (few, many) = (&few, &many);
            let ways = [
                turns(
                    QUESTIONS,
                    |at| many.decide(&many.random[at]),
                    |at| few.decide(&few.random[at]),
                ),
                turns(
                    QUESTIONS,
                    |at| many.decide(&many.listed[at]),
                    |at| few.decide(&few.listed[at]),
                ),
                turns(REQUESTS, |at| many.decide_request(at), |at| few.decide_request(at)),
            ];
            let [random, listed, requests] = ways.map(|[_, _, ratio, _]| ratio);
            println!(
                "growth from {FEW} to {count} forms: {random:.2}, form by form {listed:.2}, from requests {requests:.2}"
            );
        }
        if count == 10_000 {
            throughput(&many.linked, &many.identities, &many.random);
        }
    }
}

/// Decisions about a set beside those of hand-written Rust.
fn against_hand(asked: &Asked<'_>) {
    let count = asked.generated.forms.len();
    for (name, questions) in [
        ("whole decision", &asked.random),
        ("  the same, form by form", &asked.listed),
    ] {
        compare(
            &format!("{name}, {count} forms"),
            QUESTIONS,
            |question| asked.decide(&questions[question]),
            |question| asked.by_hand(&questions[question]),
        );
    }
    compare(
        &format!("  the same, from requests, {count} forms"),
        REQUESTS,
        |request| asked.decide_request(request),
        |request| asked.by_hand(&asked.random[request]),
    );
}

/// Decisions a second on one thread and on two, by the clock on the wall.
fn throughput(linked: &Linked<'_>, identities: &[Identity], questions: &[Question]) {
    const ROUNDS: usize = 2_000;
    let work = || {
        let mut allowed = 0_usize;
        for _ in 0..ROUNDS {
            for question in std::hint::black_box(questions) {
                let verdict = linked.decide(&identities[question.caller], question.item, question.endpoint);
                allowed += usize::from(verdict.effect == Effect::Allow);
            }
        }
        std::hint::black_box(allowed);
    };
    let mut rates = Vec::new();
    for threads in [1, 2] {
        // The best of a few, since others use the machine, too.
        let rate = (0..7).map(|_| {
            let start = Instant::now();
            thread::scope(|scope| {
                for _ in 0..threads {
                    scope.spawn(work);
                }
            });
            (threads * ROUNDS * questions.len()) as f64 / start.elapsed().as_secs_f64()
        });
        rates.push(rate.fold(0.0, f64::max));
    }
    println!(
        "  throughput: {:.0} million decisions a second on one thread, {:.0} on two ({:.2} times)",
        rates[0] / 1e6,
        rates[1] / 1e6,
        rates[1] / rates[0]
    );
}
