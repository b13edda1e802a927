//! One membership test instead of a chain of comparisons.
//!
//! Tests that follow one another by their no and share where their yes goes are asked in any order; those of them about
//! one subject become one test of a set: texts by `Has`, addresses by `Nets`. Tests that follow one another by their yes
//! and share where their no goes become `HasAll` in the same way. Tests of other subjects between them stay in order.

use super::cond::Maker;
use super::{At, Cond, Node, Pred};

/// Runs the pass.
pub fn run(cond: &Cond) -> Cond {
    let mut maker = Maker::default();
    let mut places: Vec<At> = Vec::with_capacity(cond.nodes.len());
    for node in &cond.nodes {
        let to = |at| match at {
            At::Node(number) => places[number as usize],
            other => other,
        };
        let node = Node {
            yes: to(node.yes),
            no: to(node.no),
            ..node.clone()
        };
        places.push(add(&mut maker, node));
    }
    let root = match cond.root {
        At::Node(number) => places[number as usize],
        other => other,
    };
    maker.finish(root)
}

/// Adds a node, or puts its set into a test further down the chain, which is made of merged tests already.
fn add(maker: &mut Maker, node: Node) -> At {
    for by_no in [true, false] {
        if let Some(at) = sink(maker, &node, by_no) {
            return at;
        }
    }
    maker.node(node)
}

/// How many tests of a chain are looked at.
const LONGEST: usize = 16;

fn sink(maker: &mut Maker, node: &Node, by_no: bool) -> Option<At> {
    let next = |node: &Node| if by_no { node.no } else { node.yes };
    let shared = |node: &Node| if by_no { node.yes } else { node.no };
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
            let merged = Node { pred, ..found.clone() };
            let mut at = add(maker, merged);
            for between in passed.into_iter().rev() {
                let between = if by_no {
                    Node { no: at, ..between }
                } else {
                    Node { yes: at, ..between }
                };
                at = maker.node(between);
            }
            return Some(at);
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
        (Pred::Nets(a), Pred::Nets(b)) if any => Some(Pred::Nets(join(a, b))),
        _ => None,
    }
}
