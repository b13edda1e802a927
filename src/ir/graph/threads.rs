//! Answers that are known: a test whose answer an earlier one on the same way gave is not asked again.
//!
//! What an earlier answer says of the value's kind counts, too. A way into a node that decides it goes on to where the
//! answer leads; where every way into a node decides it, the node falls away. Duplicate clauses disappear here.

use std::rc::Rc;

use super::cond::Maker;
use super::{Act, At, Cond, Context, Kind, Node, Pred};

/// Answers known at a place, newest first.
#[derive(Clone, Default)]
struct Known<'c>(Option<Rc<Fact<'c>>>);

/// What a test answered.
struct Fact<'c> {
    node: &'c Node,
    holds: bool,
    before: Known<'c>,
    length: usize,
}

/// A way with more known answers than this forgets the further ones; the graph stays right.
const MOST: usize = 64;

/// What is known of the values of a kind.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Value {
    /// There are none on this way.
    Impossible,
    /// They answer so.
    Answers(bool),
    /// Nothing.
    Open,
}

impl Fact<'_> {
    /// What the fact says of the values of each kind with regard to another test of its subject.
    fn tell(&self, node: &Node, kinds: &mut [Value; Kind::ALL.len()]) {
        if matches!(self.node.pred, Pred::Meets(..)) {
            return;
        }
        for (kind, value) in Kind::ALL.into_iter().zip(kinds) {
            match self.node.kinds.of(kind) {
                Act::Leave => *value = Value::Impossible,
                Act::No if self.holds => *value = Value::Impossible,
                Act::Yes if !self.holds => *value = Value::Impossible,
                Act::Test
                    if self.node.pred == node.pred
                        && node.kinds.of(kind) == Act::Test
                        && *value != Value::Impossible =>
                {
                    *value = Value::Answers(self.holds);
                }
                _ => {}
            }
        }
    }
}

impl<'c> Known<'c> {
    fn answer(&self, node: &Node) -> Option<bool> {
        let mut kinds = Kind::ALL.map(|kind| match node.kinds.of(kind) {
            Act::No => Value::Answers(false),
            Act::Yes => Value::Answers(true),
            Act::Test | Act::Leave => Value::Open,
        });
        let mut at = &self.0;
        while let Some(fact) = at {
            let known = fact.node;
            if known.subject == node.subject {
                if known.pred == node.pred && known.kinds == node.kinds {
                    return Some(fact.holds);
                }
                fact.tell(node, &mut kinds);
            }
            at = &fact.before.0;
        }
        // The kind of the other subject comes first.
        if matches!(node.pred, Pred::Meets(..)) {
            return None;
        }
        let mut answers = kinds.into_iter().filter(|kind| *kind != Value::Impossible);
        match answers.next()? {
            Value::Answers(answer) => answers.all(|other| other == Value::Answers(answer)).then_some(answer),
            _ => None,
        }
    }

    fn and(&self, node: &'c Node, holds: bool) -> Known<'c> {
        let length = self.0.as_ref().map_or(0, |fact| fact.length);
        if length >= MOST {
            return self.clone();
        }
        Known(Some(Rc::new(Fact {
            node,
            holds,
            before: self.clone(),
            length: length + 1,
        })))
    }

    /// What both know: their common beginning, since facts are only ever put on top.
    fn common(&self, other: &Known<'c>) -> Known<'c> {
        let (mut a, mut b) = (self.clone(), other.clone());
        loop {
            match (&a.0, &b.0) {
                (Some(left), Some(right)) if Rc::ptr_eq(left, right) => return a,
                (Some(left), Some(right)) if left.length > right.length => a = left.before.clone(),
                (Some(_), Some(right)) => b = right.before.clone(),
                _ => return Known::default(),
            }
        }
    }
}

/// Notes what is known on a way; gives where it leads, past what the answers so far decide.
fn arrive<'c>(cond: &Cond, mut at: At, facts: &Known<'c>, known: &mut [Option<Known<'c>>]) -> At {
    while let At::Node(number) = at {
        let node = &cond.nodes[number as usize];
        match facts.answer(node) {
            Some(true) => at = node.yes,
            Some(false) => at = node.no,
            None => break,
        }
    }
    if let At::Node(number) = at {
        let place = &mut known[number as usize];
        *place = Some(
            place
                .as_ref()
                .map_or_else(|| facts.clone(), |other| other.common(facts)),
        );
    }
    at
}

/// Runs the pass.
pub fn run(cond: Cond, _: &Context<'_>) -> Cond {
    if cond.nodes.len() < 2 {
        return cond;
    }
    let count = cond.nodes.len();
    let mut known: Vec<Option<Known>> = (0..count).map(|_| None).collect();
    let mut ways: Vec<(At, At)> = cond.nodes.iter().map(|node| (node.yes, node.no)).collect();
    let root = arrive(&cond, cond.root, &Known::default(), &mut known);
    // Parents stand after their children, so that every way into a node is seen before the node.
    for number in (0..count).rev() {
        let Some(facts) = known[number].clone() else { continue };
        let node = &cond.nodes[number];
        // At an end nothing is asked any more.
        if matches!(node.yes, At::Node(_)) {
            ways[number].0 = arrive(&cond, node.yes, &facts.and(node, true), &mut known);
        }
        if matches!(node.no, At::Node(_)) {
            ways[number].1 = arrive(&cond, node.no, &facts.and(node, false), &mut known);
        }
    }
    let mut maker = Maker::default();
    let mut places = vec![At::Leave; count];
    for number in 0..count {
        if known[number].is_none() {
            continue;
        }
        let (yes, no) = ways[number];
        let node = Node {
            yes: yes.moved(&places),
            no: no.moved(&places),
            ..cond.nodes[number].clone()
        };
        places[number] = maker.node(node);
    }
    maker.finish(root.moved(&places))
}
