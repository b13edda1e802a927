//! Decides with bound values: the values of a rule's atoms are the index of its answer.

use super::bind::Bound;
use super::rules::Rules;
use crate::ir::graph::Answer;

impl Rules {
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
    /// let bound = rules.bind(&ByName { program: &program, bindings: &bindings });
    /// assert_eq!(rules.decide(0, &bound), Some(Answer::True));
    /// assert_eq!(rules.decide(0, &rules.unbound()), None);
    /// ```
    #[inline]
    pub fn decide(&self, rule: usize, bound: &Bound) -> Option<Answer> {
        answer(self.heads.decide(rule, &bound.atoms))
    }

    /// The end of a rule whose ends mean something else than answers.
    #[inline]
    pub(crate) fn end(&self, rule: usize, bound: &Bound) -> u8 {
        self.heads.decide(rule, &bound.atoms)
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

#[inline]
fn answer(code: u8) -> Option<Answer> {
    match code {
        0 => Some(Answer::False),
        1 => Some(Answer::True),
        2 => Some(Answer::Falsy),
        3 => Some(Answer::Truthy),
        _ => None,
    }
}
