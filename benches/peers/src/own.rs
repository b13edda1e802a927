//! This engine: a rule over a bound request, bound first, over the host's own values, and by name over JSON.

use std::error::Error;

use rulec::vm::decision::{Answer, Bound, Rules, decide};
use rulec::vm::{Datum, Host, World, run};
use rulec::{Environment, Limits, Program, Schema, Source, compile};

use crate::request::Request;
use crate::rules::Rule;

/// The rows of this engine, in the order of [`Own::lend`].
pub const WAYS: [&str; 4] = ["bound", "bind and rule", "once", "by name over JSON"];
/// The row that asks the host's own strings, as the hand-written rules over strings do.
pub const ONCE: usize = 2;

/// A rule with everything that is made before it is asked.
pub struct Own<'r> {
    requests: &'r [Request],
    environments: &'r [Environment],
    program: Program,
    rules: Rules,
    /// What the host lends for each subject of the rules, and of the program.
    fields: [Vec<Field>; 2],
    bound: Vec<Bound>,
    limits: Limits,
}

/// A field of a request.
#[derive(Clone, Copy)]
enum Field {
    User,
    Teams,
    Departments,
    Hired,
    Address,
    Owner,
    Reviewers,
    Other,
}

fn field((section, key): (&str, &str)) -> Field {
    match (section, key) {
        ("identity", "username") => Field::User,
        ("identity", "teams") => Field::Teams,
        ("identity", "department") => Field::Departments,
        ("identity", "hired") => Field::Hired,
        ("request", "remote_addr") => Field::Address,
        ("submission", "owner") => Field::Owner,
        ("submission", "reviewers") => Field::Reviewers,
        _ => Field::Other,
    }
}

/// A request as a host lends it: its own texts and lists, where they are.
struct Lent<'a> {
    fields: &'a [Field],
    request: &'a Request,
    world: World,
}

impl Host for Lent<'_> {
    #[inline]
    fn lend(&self, subject: u16) -> Datum<'_> {
        let request = self.request;
        match self.fields[usize::from(subject)] {
            Field::User => Datum::Text(&request.user),
            Field::Teams => Datum::Strings(&request.teams),
            Field::Departments => Datum::Strings(&request.departments),
            Field::Hired => Datum::Text(&request.hired),
            Field::Address => Datum::Text(&request.address),
            Field::Owner => Datum::Text(&request.owner),
            Field::Reviewers => Datum::Strings(&request.reviewers),
            Field::Other => Datum::Absent,
        }
    }

    #[inline]
    fn world(&self) -> Option<World> {
        Some(self.world)
    }
}

impl<'r> Own<'r> {
    /// Compiles a rule and binds all requests.
    pub fn new(rule: Rule, requests: &'r [Request], environments: &'r [Environment]) -> Result<Self, Box<dyn Error>> {
        let program = program(rule)?;
        let rules = Rules::new([&program]);
        let fields = [
            rules.subjects().map(field).collect(),
            program.subjects().map(field).collect(),
        ];
        let mut own = Own {
            requests,
            environments,
            program,
            rules,
            fields,
            bound: Vec::new(),
            limits: Limits::default(),
        };
        own.bound = (0..requests.len()).map(|number| own.bind(number)).collect();
        Ok(own)
    }

    fn bind(&self, number: usize) -> Bound {
        self.rules.bind(&Lent {
            fields: &self.fields[0],
            request: &self.requests[number],
            world: self.environments[number].world,
        })
    }

    /// Lends the evaluation of each of [`WAYS`] in turn. What decision code does not say is asked of the general code.
    pub fn lend(&self, body: &mut dyn FnMut(&mut dyn FnMut(usize) -> bool)) {
        body(&mut |number| self.holds(number, self.rules.decide(0, &self.bound[number])));
        body(&mut |number| self.holds(number, self.rules.decide(0, &self.bind(number))));
        body(&mut |number| self.holds(number, self.once(number)));
        body(&mut |number| self.general(number));
    }

    #[inline]
    fn once(&self, number: usize) -> Option<Answer> {
        let host = Lent {
            fields: &self.fields[1],
            request: &self.requests[number],
            world: self.environments[number].world,
        };
        decide(&self.program, &host).0
    }

    #[inline]
    fn holds(&self, number: usize, answer: Option<Answer>) -> bool {
        match answer {
            Some(answer) => answer.holds(),
            None => self.general(number),
        }
    }

    #[inline(never)]
    fn general(&self, number: usize) -> bool {
        let environment = &self.environments[number];
        matches!(run(&self.program, environment, environment.world, &self.limits).0, Ok(answer) if answer.truth)
    }
}

/// The rule, compiled: from JavaScript where it has words for it, otherwise from Ruby.
fn program(rule: Rule) -> Result<Program, Box<dyn Error>> {
    let source = match rule.javascript() {
        Some(text) => Source::javascript(rule.name(), text),
        None => Source::ruby(rule.name(), rule.ruby().ok_or("a rule has a text in one language")?),
    };
    compile(&source, &schema()).map_err(|report| format!("{report:?}").into())
}

fn schema() -> Schema {
    let mut schema = Schema::batch();
    schema.has_intersection = true;
    schema
}

/// The requests as this engine's environments.
pub fn environments(requests: &[Request]) -> Result<Vec<Environment>, Box<dyn Error>> {
    requests
        .iter()
        .map(|request| Ok(Environment::from_json(&schema(), request.sections()).map_err(|error| format!("{error:?}"))?))
        .collect()
}
