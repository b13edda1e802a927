//! Applies fixes: `rule + findings → rule`, over and over until nothing is left to fix.
//!
//! Input: a rule, and what finds fixes in it. Output: the new text, what was applied, and what was not and why.
//! Invariants: of fixes that overlap the one that starts first is applied, the others wait for the next round; the text
//! compiles after each round; a safe fix is applied only where both texts compile to the same program, or answer alike for
//! every environment of `environments.rs`: the fixes of a round together, or in halves where one is wrong; the number of
//! rounds is bounded, so that fixes that undo each other end.

pub mod embedded;
mod environments;
mod proof;

pub use proof::{Proof, alike};

use crate::compile::compile;
use crate::diag::{Applicability, Code, Diagnostic, Edit, Fix};
use crate::limits::Limits;
use crate::schema::Schema;
use crate::source::{Source, Span};

/// Most rounds of finding and fixing.
const ROUNDS: usize = 10;

/// Which fixes are applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Those that change no decision.
    Safe,
    /// Those that change decisions, too.
    All,
}

/// A fix that was applied, or was not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it takes away.
    pub code: Code,
    /// What it does.
    pub title: String,
}

/// What became of a rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fixed {
    /// Its text.
    pub text: String,
    /// What was applied, in order.
    pub applied: Vec<Change>,
    /// Safe fixes that would have changed a decision or broken the rule.
    pub dropped: Vec<Change>,
}

/// Fixes a rule until nothing is left to fix. `find` gives the findings about a text of the rule.
pub fn fix(
    source: &Source,
    schema: &Schema,
    limits: &Limits,
    wanted: Wanted,
    find: &dyn Fn(&Source) -> Vec<Diagnostic>,
) -> Fixed {
    let rule = Rule { schema, limits };
    let mut source = source.clone();
    let mut fixed = Fixed::default();
    for _ in 0..ROUNDS {
        let found = find(&source);
        let fixes = choose(&found, wanted, &fixed.dropped);
        let before = fixed.applied.len();
        source = rule.apply(source, &fixes, &mut fixed);
        if fixed.applied.len() == before {
            break;
        }
    }
    fixed.text = source.text;
    fixed
}

/// What fixes of a rule are proved with.
struct Rule<'a> {
    schema: &'a Schema,
    limits: &'a Limits,
}

impl Rule<'_> {
    /// Applies fixes that stand in the order of their places: all at once where that is right, since proving it compiles the
    /// rule, and else one half after the other.
    fn apply(&self, source: Source, fixes: &[(Code, &Fix)], fixed: &mut Fixed) -> Source {
        let Some((_, first)) = fixes.first() else { return source };
        let edits: Vec<Edit> = fixes.iter().flat_map(|(_, fix)| fix.edits.iter().cloned()).collect();
        let next = Source {
            text: applied(&source.text, &edits),
            ..source.clone()
        };
        let are_one_kind = fixes.iter().all(|(_, fix)| fix.applicability == first.applicability);
        let holds = are_one_kind
            && next.text != source.text
            && match first.applicability {
                Applicability::Safe => alike(&source, &next, self.schema, self.limits) != Proof::Differs,
                Applicability::Unsafe => compile(&next, self.schema).is_ok() || compile(&source, self.schema).is_err(),
            };
        let changes = fixes.iter().rev().map(|(code, fix)| Change {
            code: *code,
            title: fix.title.clone(),
        });
        if holds {
            fixed.applied.extend(changes);
            return next;
        }
        if fixes.len() == 1 {
            fixed.dropped.extend(changes);
            return source;
        }
        // The later half first, so that the places before it stay right.
        let (early, late) = fixes.split_at(fixes.len() / 2);
        let source = self.apply(source, late, fixed);
        self.apply(source, early, fixed)
    }
}

/// The fixes of one round: in the order of their places, none over another.
fn choose<'d>(found: &'d [Diagnostic], wanted: Wanted, dropped: &[Change]) -> Vec<(Code, &'d Fix)> {
    let mut fixes: Vec<(Code, &Fix)> = found
        .iter()
        .filter_map(|diagnostic| Some((diagnostic.code, diagnostic.fix.as_ref()?)))
        .filter(|(_, fix)| wanted == Wanted::All || fix.applicability == Applicability::Safe)
        .filter(|(code, fix)| {
            !fix.edits.is_empty()
                && !dropped
                    .iter()
                    .any(|change| change.code == *code && change.title == fix.title)
        })
        .collect();
    fixes.sort_by_key(|(code, fix)| (range(fix), *code));
    let mut before: Option<&Fix> = None;
    fixes.retain(|(_, fix)| {
        let free = before.is_none_or(|before| {
            let (end, (start, _)) = (range(before).1, range(fix));
            // Two edits may touch, but insertions at one place are in no order.
            let inserts = |fix: &Fix| fix.edits.iter().any(|edit| edit.span == Span::new(end, end));
            start > end || start == end && !inserts(before) && !inserts(fix)
        });
        if free {
            before = Some(fix);
        }
        free
    });
    fixes
}

fn range(fix: &Fix) -> (u32, u32) {
    let start = fix.edits.iter().map(|edit| edit.span.start).min();
    let end = fix.edits.iter().map(|edit| edit.span.end).max();
    (start.unwrap_or(0), end.unwrap_or(0))
}

/// A text after edits that do not overlap and are in the order of their places; an edit outside of the text is left out.
pub fn applied(text: &str, edits: &[Edit]) -> String {
    let mut out = text.to_owned();
    for edit in edits.iter().rev() {
        let range = edit.span.start as usize..edit.span.end as usize;
        if out.get(range.clone()).is_some() {
            out.replace_range(range, &edit.text);
        }
    }
    out
}
