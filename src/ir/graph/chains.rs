//! One membership test instead of a chain of comparisons.
//!
//! Of tests that follow one another by their no and share where their yes goes, a later one may be asked earlier than it
//! stands, where none between them leaves anything to the general code: its answer would pass that by. So a later test of
//! a subject joins the first one: texts in `Has`, addresses in `Nets`. Tests that follow one another by their yes and share
//! where their no goes become `HasAll` in the same way. Tests of other subjects between them stay in order, and may join
//! one another once what stood between them is gone.

use super::cond::Maker;
use super::{Act, At, Cond, Context, Node, Pred};

/// Runs the pass.
pub fn run(cond: Cond, _: &Context<'_>) -> Cond {
    if cond.nodes.len() < 2 {
        return cond;
    }
    cond.rebuilt(add)
}

/// Adds a node, with the sets of tests further down its chain in it.
fn add(maker: &mut Maker, mut node: Node) -> At {
    for by_no in [true, false] {
        while let Some(joined) = join(maker, &node, by_no) {
            node = joined;
        }
    }
    maker.node(node)
}

/// How many tests of a chain are looked at.
const LONGEST: usize = 16;

/// The node with the set of the next test of its subject down the chain, which falls out of the chain.
fn join(maker: &mut Maker, node: &Node, by_no: bool) -> Option<Node> {
    let next = |node: &Node| if by_no { node.no } else { node.yes };
    let shared = |node: &Node| if by_no { node.yes } else { node.no };
    let linked = |node: &Node, at: At| {
        let (yes, no) = if by_no { (node.yes, at) } else { (at, node.no) };
        Node {
            yes,
            no,
            ..node.clone()
        }
    };
    let mut passed: Vec<Node> = Vec::new();
    let mut at = next(node);
    while passed.len() < LONGEST {
        let found = maker.get(at)?;
        if shared(found) != shared(node) {
            return None;
        }
        if found.subject == node.subject
            && found.kinds == node.kinds
            && let Some(pred) = union(&node.pred, &found.pred, by_no)
        {
            let rest = next(found);
            let rest = passed
                .iter()
                .rev()
                .fold(rest, |rest, between| add(maker, linked(between, rest)));
            return Some(Node {
                pred,
                ..linked(node, rest)
            });
        }
        // What this one leaves, an answer of a later one that is asked before it would pass by.
        if found.kinds.any(Act::Leave) || found.pred.may_leave() {
            return None;
        }
        passed.push(found.clone());
        at = next(found);
    }
    None
}

fn union(a: &Pred, b: &Pred, any: bool) -> Option<Pred> {
    let join = |a: &[_], b: &[_]| {
        let mut joined = [a, b].concat();
        joined.sort_unstable();
        joined.dedup();
        joined
    };
    match (a, b) {
        (Pred::Has(a), Pred::Has(b)) if any => Some(Pred::Has(join(a, b))),
        (Pred::Has(a), Pred::Has(b)) if a.len() == 1 && b.len() == 1 => Some(Pred::HasAll(join(a, b))),
        (Pred::Has(a), Pred::HasAll(b)) if !any && a.len() == 1 => Some(Pred::HasAll(join(a, b))),
        (Pred::First(a), Pred::First(b)) if any => Some(Pred::First(join(a, b))),
        (Pred::Nets(a), Pred::Nets(b)) if any => Some(Pred::Nets(join(a, b))),
        _ => None,
    }
}
