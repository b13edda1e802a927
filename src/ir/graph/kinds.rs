//! One test instead of several about the kind of one subject.
//!
//! A rule that asks `x === null`, `x instanceof Array` and then searches the list asks three things about one binding. For
//! each kind of value it is followed where the tests of that subject lead; where at most one question and two ways remain,
//! one test that knows what each kind means takes their place. A comparison with another subject asks for the other's kind
//! before its own: it joins only where that changes nothing.

use super::cond::Maker;
use super::{Act, At, Cond, Context, Kind, Kinds, Node, Pred};

/// Where a value of one kind goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way<'m> {
    To(At),
    Ask(&'m Pred, At, At),
}

/// Runs the pass.
pub fn run(cond: Cond, _: &Context<'_>) -> Cond {
    cond.rebuilt(|maker, node| {
        let node = merge(maker, &node).unwrap_or(node);
        match behind(maker, &node) {
            Some(merged) => maker.node(merged),
            None => swapped(maker, &node).unwrap_or_else(|| maker.node(node)),
        }
    })
}

/// The one test that does what a node and those of the same subject after it do.
fn merge(maker: &Maker, head: &Node) -> Option<Node> {
    let ways = Kind::ALL.map(|kind| follow(maker, head, kind));
    let mut asked: Option<(&Pred, At, At)> = None;
    for way in ways {
        if let Way::Ask(pred, yes, no) = way {
            match asked {
                None => asked = Some((pred, yes, no)),
                Some(known) if known == (pred, yes, no) => {}
                Some(_) => return None,
            }
        }
    }
    let (pred, yes, no) = match asked {
        Some((pred, yes, no)) => (pred.clone(), yes, no),
        None => {
            let mut ends = ways.iter().filter_map(|way| match way {
                Way::To(At::Leave) | Way::Ask(..) => None,
                Way::To(at) => Some(*at),
            });
            let yes = ends.next()?;
            (Pred::Kind, yes, ends.find(|&at| at != yes).unwrap_or(yes))
        }
    };
    let mut kinds = Kinds::all(Act::Leave);
    for (kind, way) in Kind::ALL.into_iter().zip(&ways) {
        let act = match way {
            Way::Ask(..) => Act::Test,
            Way::To(At::Leave) => Act::Leave,
            Way::To(at) if *at == yes => Act::Yes,
            Way::To(at) if *at == no => Act::No,
            Way::To(_) => return None,
        };
        kinds = kinds.with(&[kind], act);
    }
    let merged = Node {
        subject: head.subject,
        pred,
        kinds,
        yes,
        no,
    };
    let keeps = |kind| keeps_the_other(maker, head, &merged, kind);
    Kind::ALL.into_iter().all(keeps).then_some(merged)
}

/// Whether, for values of a kind, what the kind of a compared subject decides is what it decided in the tests that a merged
/// one stands for.
fn keeps_the_other(maker: &Maker, head: &Node, merged: &Node, kind: Kind) -> bool {
    let other_says_no = |pred: &Pred| matches!(pred, Pred::Meets(_, others) if others.any(Act::No));
    let mut node = head;
    let end = loop {
        let act = node.kinds.of(kind);
        let at = match (&node.pred, act) {
            (Pred::Meets(_, others), _) => {
                let matters = others.any(Act::Leave) || others.any(Act::No);
                if matters && node.pred != merged.pred {
                    return false;
                }
                // Where this comparison stays, its other subject says no from here on.
                if other_says_no(&node.pred) || act == Act::No {
                    node.no
                } else if act == Act::Yes {
                    node.yes
                } else {
                    break merged.no;
                }
            }
            (_, Act::Leave) => break At::Leave,
            (_, Act::Yes) => node.yes,
            (_, Act::No) => node.no,
            (_, Act::Test) => break merged.no,
        };
        match maker.get(at) {
            Some(next) if next.subject == head.subject => node = next,
            _ => break at,
        }
    };
    !other_says_no(&merged.pred) || end == merged.no
}

/// A test that compares with the subject whose kind was asked just before: what the kind means joins the comparison.
fn behind(maker: &Maker, head: &Node) -> Option<Node> {
    let next = maker.get(head.yes)?;
    let Pred::Meets(other, kinds) = next.pred else {
        return None;
    };
    if head.pred != Pred::Kind || other != head.subject || (head.kinds.any(Act::No) && head.no != next.no) {
        return None;
    }
    let joined = Kind::ALL
        .into_iter()
        .fold(kinds, |joined, kind| match head.kinds.of(kind) {
            Act::Yes => joined,
            act => joined.with(&[kind], act),
        });
    Some(Node {
        pred: Pred::Meets(other, joined),
        ..next.clone()
    })
}

/// Two questions after which either the rule goes on or the general code does: where the second stands between the first
/// and another test of the first's subject, they change places, so that the latter two can become one.
fn swapped(maker: &mut Maker, head: &Node) -> Option<At> {
    let next = maker.get(head.yes)?.clone();
    let last = maker.get(next.yes)?;
    let guard = |node: &Node| node.pred == Pred::Kind && !node.kinds.any(Act::No);
    if !guard(head) || !guard(&next) || last.subject != head.subject || next.subject == head.subject {
        return None;
    }
    let first = Node {
        yes: next.yes,
        no: next.yes,
        ..head.clone()
    };
    let first = merge(maker, &first)?;
    let first = match behind(maker, &first) {
        Some(merged) => maker.node(merged),
        None => maker.node(first),
    };
    let second = Node {
        yes: first,
        no: first,
        ..next
    };
    match behind(maker, &second) {
        Some(merged) => Some(maker.node(merged)),
        None => Some(maker.node(second)),
    }
}

/// Where a value of a kind goes from a node, as long as its kind decides.
fn follow<'m>(maker: &'m Maker, head: &'m Node, kind: Kind) -> Way<'m> {
    let mut node = head;
    loop {
        let at = match node.kinds.of(kind) {
            Act::Leave => return Way::To(At::Leave),
            Act::Yes => node.yes,
            Act::No => node.no,
            Act::Test => {
                let settle = |at| settle(maker, head, kind, at);
                return Way::Ask(&node.pred, settle(node.yes), settle(node.no));
            }
        };
        match maker.get(at) {
            Some(next) if next.subject == head.subject => node = next,
            _ => return Way::To(at),
        }
    }
}

/// Where a way goes on for a kind, as long as the kind alone decides.
fn settle(maker: &Maker, head: &Node, kind: Kind, mut at: At) -> At {
    while let Some(next) = maker.get(at) {
        if next.subject != head.subject || matches!(next.pred, Pred::Meets(..)) {
            break;
        }
        at = match next.kinds.of(kind) {
            Act::Yes => next.yes,
            Act::No => next.no,
            Act::Leave => At::Leave,
            Act::Test => break,
        };
    }
    at
}
