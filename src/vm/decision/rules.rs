//! Rules linked for many decisions about bound identities.
//!
//! Input: programs with decision code; output: [`Rules`], which binds identities and decides. `linker.rs` makes every
//! distinct question of all rules an atom, `bind.rs` gives each its value once, and a rule is a table of what its atoms'
//! values come to (`heads.rs`), so that a decision asks nothing.

use super::bind::Bound;
use super::heads::Heads;
use super::linker::{Binder, Linker};
use crate::bytecode::Program;
use crate::ir::graph::Answer;
use crate::vm::data::Host;

/// Most atoms of a rule that is decided without a look at its blocks.
const SHORT: usize = 2;

/// Programs linked for many decisions about bound identities.
#[derive(Debug, Default)]
pub struct Rules {
    binder: Binder,
    heads: Heads,
}

impl Rules {
    /// Links programs; the rule of a program has its position as its number. A program without decision code leaves every
    /// decision to its general code.
    pub fn new<'p>(programs: impl IntoIterator<Item = &'p Program>) -> Rules {
        let mut linker = Linker::default();
        let mut rules: Vec<_> = programs
            .into_iter()
            .map(|program| linker.logic(program.decision_code()))
            .collect();
        let binder = linker.finish(&mut rules, SHORT);
        Rules {
            binder,
            heads: Heads::new(&rules),
        }
    }

    /// How many rules there are.
    pub fn len(&self) -> usize {
        self.heads.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What the rules ask about, in the order of the numbers that [`Host::lend`] gets when an identity is bound: section
    /// and key.
    pub fn subjects(&self) -> impl Iterator<Item = (&str, &str)> {
        self.binder.subjects()
    }

    /// Binds what a host lends; it is asked for every subject of the rules.
    pub fn bind<H: Host + ?Sized>(&self, host: &H) -> Bound {
        let mut bound = self.unbound();
        self.rebind(&mut bound, host, |_, _| true);
        bound
    }

    /// Nothing bound yet: what depends on a value is left to the general code.
    pub fn unbound(&self) -> Bound {
        self.binder.unbound()
    }

    /// Binds those subjects anew whose section and key are asked for; the others stay as they are. A comparison of two
    /// subjects is bound where both are asked for, and is open again where one is.
    pub fn rebind<H: Host + ?Sized>(&self, bound: &mut Bound, host: &H, wanted: impl Fn(&str, &str) -> bool) {
        self.binder.rebind(bound, host, wanted);
    }

    /// The answer of a rule for bound values; none where its general code must decide.
    ///
    /// ```
    /// use rulec::vm::decision::{Answer, ByName, Rules};
    /// use rulec::{Environment, Schema, Source, compile};
    ///
    /// let schema = Schema::batch();
    /// let rule = Source::javascript("rule", "identity('teams').includes('HR')");
    /// let program = compile(&rule, &schema).unwrap();
    /// let rules = Rules::new([&program]);
    /// let caller = serde_json::json!({"identity": {"teams": ["Sales", "HR"]}});
    /// let bindings = Environment::from_json(&schema, caller).unwrap();
    /// let bound = rules.bind(&ByName { program: &program, bindings: &bindings, world: bindings.world });
    /// assert_eq!(rules.decide(0, &bound), Some(Answer::True));
    /// assert_eq!(rules.decide(0, &rules.unbound()), None);
    /// ```
    #[inline]
    pub fn decide(&self, rule: usize, bound: &Bound) -> Option<Answer> {
        answer(self.heads.decide(rule, &bound.atoms))
    }

    /// As [`Rules::decide`], and how many atoms were looked at.
    pub fn decide_counted(&self, rule: usize, bound: &Bound) -> (Option<Answer>, u64) {
        let mut asked = 0;
        let mut last = 0;
        let code = self.heads.decide_with(rule, |atom| {
            asked += u64::from(atom != 0 && atom != last);
            last = atom;
            bound.atoms.get(atom as usize).copied()
        });
        (answer(code), asked)
    }
}

/// What an end says, looked up: a branch on it could not be foreseen.
#[inline]
fn answer(code: u8) -> Option<Answer> {
    const ANSWERS: [Option<Answer>; 16] = {
        let mut answers = [None; 16];
        let mut end = 0;
        while end < Answer::ALL.len() {
            answers[end] = Some(Answer::ALL[end]);
            end += 1;
        }
        answers
    };
    ANSWERS[usize::from(code & 15)]
}
