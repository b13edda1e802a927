//! Numbers that are computed anyway need not be computed for the sake of what may leave.
//!
//! Where a rule makes a date or reads a clock, the graph computes the number at once, whatever it is, since the language
//! could throw there. A test that is reached on every way computes the same number again; then the first one falls away.
//! Tests between them may be answered before the number leaves, but no way ends the rule before.

use super::cond::Maker;
use super::{At, CalcId, Cond, Context, Node, Pred, Subject};

/// Runs the pass.
pub fn run(cond: Cond, context: &Context<'_>) -> Cond {
    if context.calcs.is_empty() {
        return cond;
    }
    let mut maker = Maker::default();
    // For each node: where it is now, and which numbers are computed on every way from it.
    let mut places: Vec<(At, u64)> = Vec::with_capacity(cond.nodes.len());
    for node in cond.nodes {
        let to = |at: At| match at {
            At::Node(number) => places[number as usize],
            // The general code computes for itself.
            At::Leave => (at, u64::MAX),
            other => (other, 0),
        };
        let ((yes, after_yes), (no, after_no)) = (to(node.yes), to(node.no));
        let own = computed(&node, context);
        let after = after_yes & after_no;
        let place = if yes == no && own & !after == 0 && is_guard(&node, context) {
            (yes, after)
        } else {
            let node = Node { yes, no, ..node };
            (maker.node(node), own | after)
        };
        places.push(place);
    }
    let root = match cond.root {
        At::Node(number) => places[number as usize].0,
        other => other,
    };
    maker.finish(root)
}

fn is_guard(node: &Node, context: &Context<'_>) -> bool {
    matches!(node.pred, Pred::Order(..)) && matches!(context.subject(node.subject), Some(Subject::Computed(_)))
}

/// The numbers that a node computes and that may leave, as bits.
fn computed(node: &Node, context: &Context<'_>) -> u64 {
    let Some(Subject::Computed(root)) = context.subject(node.subject) else {
        return 0;
    };
    let mut bits = 0_u64;
    let mut open: Vec<CalcId> = vec![root];
    let mut seen = 0_u64;
    while let Some(CalcId(number)) = open.pop() {
        // There are at most as many as a word has bits; see `calc::MOST_CALCS`.
        let bit = 1_u64.checked_shl(number.into()).unwrap_or(0);
        if seen & bit != 0 {
            continue;
        }
        seen |= bit;
        let Some(calc) = context.calcs.get(usize::from(number)) else {
            continue;
        };
        if calc.may_leave() {
            bits |= bit;
        }
        open.extend(calc.operands());
    }
    bits
}
