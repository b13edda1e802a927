//! What an endpoint asks of submissions, once the caller and the element are known.
//!
//! Input: a request without submission; output: rules over `submission` and `values` alone, asked in order: a row is
//! allowed where one of them says yes. A row that one of them leaves is decided by [`Core::decide`], which they follow.

use super::decide::number;
use super::{Core, Entry};
use crate::policy::Request;
use crate::policy::endpoint::Place;
use crate::policy::model::core::Grounds;
use crate::policy::programs::Programs;
use crate::vm::Bindings;
use crate::vm::decision::{Answer, Residual};

/// Sections that each row has of its own.
const OWN: [&str; 2] = ["submission", "values"];

impl Core {
    /// The rules for the rows that a request's caller asks for.
    pub fn row_rules(&self, programs: &Programs, request: &Request) -> Vec<Residual> {
        self.folded(programs, request)
            .unwrap_or_else(|| vec![Residual::leave()])
    }

    /// None where every row is decided one by one.
    fn folded(&self, programs: &Programs, request: &Request) -> Option<Vec<Residual>> {
        let grounds = self.grounds(request).ok()?;
        let (item, endpoint) = (grounds.item, grounds.endpoint);
        if grounds.sections.caller.flags.space_admin {
            return Some(vec![Residual::always(Answer::True)]);
        }
        let found = &self.items[item];
        let mut rules = Vec::new();
        match self.entry(item, endpoint) {
            Some(entry) => rules.push(self.rule(programs, &grounds, item, endpoint, entry)?),
            None if matches!(found.place, Place::WebApi | Place::KappWebApi) => return None,
            None => {}
        }
        // Rights that imply this one, as `decide.rs` has them. One without a rule implies nothing.
        let implied = match found.place {
            Place::Kapp => return None,
            Place::Form if endpoint <= number::FORM_IMPLIED => found.kapp.map(|kapp| (kapp, number::KAPP_MODIFICATION)),
            _ => None,
        };
        let submissions = number::SUBMISSION_ACCESS..=number::FORM_IMPLIED;
        let changes = matches!(found.place, Place::Form | Place::DatastoreForm) && submissions.contains(&endpoint);
        let changes = changes.then_some((item, number::FORM_MODIFICATION));
        for (item, endpoint) in implied.into_iter().chain(changes) {
            if let Some(entry) = self.entry(item, endpoint) {
                rules.extend(self.rule(programs, &grounds, item, endpoint, entry));
            }
        }
        Some(rules)
    }

    /// What a rule asks of rows; none where there is no rule.
    fn rule(
        &self,
        programs: &Programs,
        grounds: &Grounds<'_>,
        item: usize,
        endpoint: usize,
        entry: &Entry,
    ) -> Option<Residual> {
        let rule = programs.rule(*entry.rule.as_ref().ok()?);
        let scope = self.scope(self.items[item].place, endpoint)?;
        let Some(code) = rule.program.as_ref().ok().and_then(|program| program.decision_code()) else {
            return Some(Residual::leave());
        };
        let bindings = self.bindings(grounds, item, scope);
        let residual = code.fold(|subject| {
            let slot = code.tests.subjects.get(usize::from(subject))?;
            let section = code.sections.get(usize::from(slot.section.0))?;
            if OWN.contains(&&**section) {
                return None;
            }
            Some(bindings.get(slot.section, code.texts.get(slot.key as usize)?))
        });
        Some(residual)
    }
}
