//! The programs of a policy set: each distinct rule once.
//!
//! Input: rule texts with the schema of what they may name; output: ids, and answers when they run. A rule that does not
//! compile keeps its report and answers every run with a fault.

use rustc_hash::FxHashMap;

use crate::batch::published;
use crate::bytecode::Program;
use crate::compile::{Options, compile_lowered, front};
use crate::diag::{Code, Diagnostic, JsonFault, Report};
use crate::hir::{Const, Hir, Kind};
use crate::limits::Limits;
use crate::schema::Schema;
use crate::source::{Dialect, Source, Span};
use crate::vm::{Bindings, Failure, World, evaluate, run};

/// Names a rule of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RuleId(u32);

impl RuleId {
    /// The position of the rule in its set.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A rule of a set.
#[derive(Debug)]
pub struct Rule {
    /// Its text, with the name of the first definition that has it.
    pub source: Source,
    /// Its program, or what is wrong with it.
    pub program: Result<Program, Report>,
    /// Names that nothing binds, with their places.
    unbound: Vec<(String, Span)>,
    /// Whether it reads what users edit themselves.
    profile: bool,
    /// Whether `hasIntersection` is a global of its schema.
    has_intersection: bool,
}

/// What a rule is compiled from: the language, the sections that it may name (one a line), whether `hasIntersection` is a
/// global, and the text. Nothing else that differs within a version of the compiler reaches a program of a set.
type Key = (Dialect, String, bool, String);

/// The rules of a set, each distinct one once.
#[derive(Debug, Default)]
pub struct Programs {
    rules: Vec<Rule>,
    /// Whether the rules are only looked at: then they have no decision code.
    looked_at: bool,
    known: FxHashMap<Key, RuleId>,
    /// Programs that need not be compiled, until their rules are added.
    compiled: Compiled,
}

/// Programs that were compiled before, by what they were compiled from.
#[derive(Debug, Default)]
pub struct Compiled(FxHashMap<Key, Ready>);

/// A program that was compiled before, with what is known of the names in its rule.
#[derive(Debug)]
pub struct Ready {
    /// The program; it says its language and its sections itself.
    pub program: Program,
    /// Names that nothing binds, with their places in the text.
    pub unbound: Vec<(String, Span)>,
    /// Whether it reads what users edit themselves.
    pub profile: bool,
}

impl Compiled {
    /// Adds a program with the text of its rule, and whether `hasIntersection` was a global of it.
    pub fn add(&mut self, (text, has_intersection, ready): (String, bool, Ready)) {
        let sections = ready.program.sections.join("\n");
        let key = (ready.program.dialect, sections, has_intersection, text);
        self.0.insert(key, ready);
    }
}

/// What is stored of a rule that has a program.
#[derive(Debug)]
pub struct Stored<'a> {
    /// Its text.
    pub text: &'a str,
    /// Whether `hasIntersection` is a global of its schema.
    pub has_intersection: bool,
    /// Names that nothing binds, with their places.
    pub unbound: &'a [(String, Span)],
    /// Whether it reads what users edit themselves.
    pub profile: bool,
}

/// What a rule came to.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It holds or does not; and whether its value was a boolean.
    Truth {
        /// Whether it holds.
        holds: bool,
        /// Whether the value was `true` or `false` itself.
        boolean: bool,
    },
    /// It gave no answer.
    Fault(JsonFault),
}

/// What is to be said of the names in a rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Bindings that it uses and does not have where it is assigned.
    pub missing: Vec<String>,
    /// Whether it reads what users edit themselves.
    pub profile: bool,
}

impl Rule {
    fn new(source: Source, schema: &Schema, decide: bool) -> Self {
        // Decisions need no proofs.
        let options = Options {
            prove: false,
            decide,
            ..Options::default()
        };
        let (hir, report) = front(&source, schema, &options.limits);
        let (mut unbound, mut profile) = (Vec::new(), false);
        let program = match hir {
            None => Err(report),
            Some(hir) => {
                names_in(&hir, &mut unbound, &mut profile);
                compile_lowered(&hir, &source, schema, &options)
            }
        };
        Rule {
            source,
            program,
            unbound,
            profile,
            has_intersection: schema.has_intersection,
        }
    }

    /// A rule whose program was compiled before.
    fn ready(source: Source, schema: &Schema, ready: Ready) -> Self {
        Rule {
            source,
            program: Ok(ready.program),
            unbound: ready.unbound,
            profile: ready.profile,
            has_intersection: schema.has_intersection,
        }
    }
}

/// Notes the names that nothing binds, and whether a profile attribute is read.
fn names_in(hir: &Hir, unbound: &mut Vec<(String, Span)>, profile: &mut bool) {
    for expr in &hir.exprs {
        match expr.kind {
            Kind::Unbound(name) => unbound.push((hir.text(name).to_str().into_owned(), expr.span)),
            Kind::Binding(_, key) | Kind::Const(Const::Str(key)) => {
                *profile |= hir.text(key).to_str().starts_with("profileAttribute");
            }
            _ => {}
        }
    }
}

impl Programs {
    /// No rules yet; those for which there is a program are not compiled when they are added.
    pub fn with(compiled: Compiled) -> Self {
        Programs {
            compiled,
            ..Programs::default()
        }
    }

    /// As [`Programs::with`], for rules that are looked at and hardly ever run: they are made faster, and do the same.
    pub fn to_look_at(compiled: Compiled) -> Self {
        Programs {
            looked_at: true,
            compiled,
            ..Programs::default()
        }
    }

    /// Adds a rule, or finds the one with the same text and schema.
    pub fn add(&mut self, source: Source, schema: &Schema) -> RuleId {
        let sections = schema.sections();
        let key = (
            source.dialect,
            sections.join("\n"),
            schema.has_intersection,
            source.text.clone(),
        );
        if let Some(&id) = self.known.get(&key) {
            return id;
        }
        let id = RuleId(u32::try_from(self.rules.len()).unwrap_or(u32::MAX));
        let compiled = self.compiled.0.remove(&key);
        // A name with a line end in it would be two, and no schema has such.
        let compiled = compiled.filter(|ready| ready.program.sections.iter().map(|name| &**name).eq(sections));
        self.rules.push(match compiled {
            Some(ready) => Rule::ready(source, schema, ready),
            None => Rule::new(source, schema, !self.looked_at),
        });
        self.known.insert(key, id);
        id
    }

    /// Refuses a rule that names what nothing defines; tells what else is to be said of the names in it.
    ///
    /// `elsewhere` are bindings that other endpoints have: there the rule may be right.
    pub fn check_names(&mut self, id: RuleId, elsewhere: &[&str]) -> Names {
        let mut names = Names::default();
        let Some(rule) = self.rules.get_mut(id.0 as usize) else {
            return names;
        };
        names.profile = rule.profile;
        let mut diagnostics = Vec::new();
        for (name, span) in &rule.unbound {
            if elsewhere.contains(&name.as_str()) {
                names.missing.push(name.clone());
                continue;
            }
            let found = Diagnostic::new(Code::E0811, *span, format!("nothing defines the name `{name}`"));
            let help = if name == "team" {
                "test for a team with `identity('teams').includes('…')`"
            } else {
                "correct the spelling, or put a text in quotes"
            };
            diagnostics.push(found.help(help));
        }
        if !diagnostics.is_empty() {
            rule.program = Err(Report { diagnostics });
        }
        names.missing.sort();
        names.missing.dedup();
        names
    }

    /// The rule with this id.
    pub fn rule(&self, id: RuleId) -> &Rule {
        &self.rules[id.0 as usize]
    }

    /// Every rule, in order.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter()
    }

    /// The program of each rule, in order; none where it did not compile.
    pub fn compiled(&self) -> impl Iterator<Item = Option<&Program>> {
        self.rules.iter().map(|rule| rule.program.as_ref().ok())
    }

    /// What is stored of each rule, in order; none where it did not compile.
    pub fn stored(&self) -> impl Iterator<Item = Option<Stored<'_>>> {
        self.rules.iter().map(|rule| {
            rule.program.as_ref().ok().map(|_| Stored {
                text: &rule.source.text,
                has_intersection: rule.has_intersection,
                unbound: &rule.unbound,
                profile: rule.profile,
            })
        })
    }

    /// How many distinct rules there are.
    pub fn len(&self) -> usize {
        self.rules.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// Runs a rule for its truth; gives the fuel that it used, too.
    pub fn run(&self, id: RuleId, bindings: &dyn Bindings, world: World, limits: &Limits) -> (Outcome, u64) {
        match &self.rule(id).program {
            Err(report) => (Outcome::Fault(uncompiled(report)), 0),
            Ok(program) => {
                let (result, fuel) = run(program, bindings, world, limits);
                let outcome = match result {
                    Ok(answer) => Outcome::Truth {
                        holds: answer.truth,
                        boolean: answer.boolean,
                    },
                    Err(failure) => Outcome::Fault(fault_of(&failure)),
                };
                (outcome, fuel)
            }
        }
    }

    /// Runs a rule for a text that it gives.
    ///
    /// # Errors
    /// The fault, also where the value is no text.
    pub fn text(
        &self,
        id: RuleId,
        bindings: &dyn Bindings,
        world: World,
        limits: &Limits,
    ) -> (Result<String, JsonFault>, u64) {
        match &self.rule(id).program {
            Err(report) => (Err(uncompiled(report)), 0),
            Ok(program) => {
                let (result, fuel) = evaluate(program, bindings, world, limits);
                let text = match result {
                    Ok((serde_json::Value::String(text), _)) => Ok(text),
                    Ok(_) => Err(JsonFault {
                        code: Code::F0905.number().to_owned(),
                        name: Code::F0905.name().to_owned(),
                        message: "the program gave no text".to_owned(),
                        span: [0, 0],
                    }),
                    Err(failure) => Err(fault_of(&failure)),
                };
                (text, fuel)
            }
        }
    }
}

/// The fault of a run that gave no value.
fn fault_of(failure: &Failure) -> JsonFault {
    match failure {
        Failure::Fault(fault) => published(fault),
        Failure::Thrown(thrown) => {
            let message = thrown
                .message
                .as_deref()
                .map_or(String::new(), |text| format!(": {text}"));
            JsonFault {
                code: Code::F0906.number().to_owned(),
                name: Code::F0906.name().to_owned(),
                message: format!("the rule threw {}{message}", thrown.class),
                span: [thrown.span.start, thrown.span.end],
            }
        }
    }
}

/// The fault of a rule that has no program.
fn uncompiled(report: &Report) -> JsonFault {
    let first = report.diagnostics.iter().find(|diagnostic| diagnostic.is_error());
    let (code, message, span) = first.map_or((Code::E0603, "the rule did not compile", [0, 0]), |diagnostic| {
        (
            diagnostic.code,
            diagnostic.message.as_str(),
            [diagnostic.span.start, diagnostic.span.end],
        )
    });
    JsonFault {
        code: code.number().to_owned(),
        name: code.name().to_owned(),
        message: message.to_owned(),
        span,
    }
}
