//! Conditions: graphs of tests with numbered ends, and how they are put together.
//!
//! Nodes are kept so that a child stands before its parents and no two nodes are equal.

use smallvec::{SmallVec, smallvec};

use super::distinct::Distinct;
use super::{Act, At, Kinds, Node, Pred, SubjectId};

/// Tests with ends; a child stands before its parents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cond {
    /// The tests.
    pub nodes: Vec<Node>,
    /// Where it starts.
    pub root: At,
}

impl Cond {
    /// A condition that is an end at once.
    pub fn end(at: At) -> Self {
        Cond {
            nodes: Vec::new(),
            root: at,
        }
    }

    /// A single test.
    pub fn test(subject: SubjectId, pred: Pred, kinds: Kinds) -> Self {
        Cond {
            nodes: vec![Node {
                subject,
                pred,
                kinds,
                yes: At::YES,
                no: At::NO,
            }],
            root: At::Node(0),
        }
    }

    /// Holds where the subject's kind is one of these; leaves for kinds of the second list.
    pub fn kind(subject: SubjectId, yes: &[super::Kind], leave: &[super::Kind]) -> Self {
        let kinds = Kinds::all(Act::No).with(yes, Act::Yes).with(leave, Act::Leave);
        Cond::test(subject, Pred::Kind, kinds)
    }

    /// Goes on where the subject's kind is one of these, else leaves to the general code.
    pub fn only(subject: SubjectId, kinds: &[super::Kind]) -> Self {
        Cond::test(subject, Pred::Kind, Kinds::all(Act::Leave).with(kinds, Act::Yes))
    }

    /// The condition that holds where this one does not.
    #[must_use]
    pub fn not(&self) -> Self {
        self.with_ends(|end| At::End(1 - end.min(1)))
    }

    /// Other ends.
    #[must_use]
    pub fn with_ends(&self, end: impl Fn(u32) -> At) -> Self {
        let to = |at| match at {
            At::End(number) => end(number),
            other => other,
        };
        Cond {
            nodes: self.nodes.iter().map(|node| node.clone().with_ways(to)).collect(),
            root: to(self.root),
        }
    }

    /// Both hold; the second is asked where the first holds.
    #[must_use]
    pub fn and(&self, other: &Cond) -> Self {
        self.then(other, &Cond::end(At::NO))
    }

    /// One of them holds; the second is asked where the first does not.
    #[must_use]
    pub fn or(&self, other: &Cond) -> Self {
        self.then(&Cond::end(At::YES), other)
    }

    /// Goes on with one condition where this one holds and with another where it does not.
    #[must_use]
    pub fn then(&self, yes: &Cond, no: &Cond) -> Self {
        self.graft_each([no, yes].into_iter())
    }

    /// Goes on at each end with the condition of its number.
    #[must_use]
    pub fn graft(&self, ends: &[Cond]) -> Self {
        self.graft_each(ends.iter())
    }

    fn graft_each<'c>(&self, ends: impl Iterator<Item = &'c Cond>) -> Self {
        let mut maker = Maker::default();
        let ends: SmallVec<[At; 4]> = ends.map(|cond| maker.copy(cond, At::End)).collect();
        let root = maker.copy(self, |end| ends.get(end as usize).copied().unwrap_or(At::Leave));
        maker.finish(root)
    }

    /// The condition put together anew: each test, its ways renewed and the children first, is given to `add`, which says
    /// where it stands now.
    #[must_use]
    pub(super) fn rebuilt(self, mut add: impl FnMut(&mut Maker, Node) -> At) -> Self {
        let mut maker = Maker::default();
        let mut places: Vec<At> = Vec::with_capacity(self.nodes.len());
        for node in self.nodes {
            let node = node.with_ways(|at| at.moved(&places));
            places.push(add(&mut maker, node));
        }
        maker.finish(self.root.moved(&places))
    }

    /// The node at a place.
    pub fn node(&self, at: At) -> Option<&Node> {
        match at {
            At::Node(number) => self.nodes.get(number as usize),
            _ => None,
        }
    }
}

/// Makes conditions, each node once.
#[derive(Debug, Default)]
pub(super) struct Maker {
    nodes: Distinct<Node>,
}

impl Maker {
    /// Adds a node, or finds the equal one; a test whose two ways are one is no test, unless it may leave.
    pub fn node(&mut self, node: Node) -> At {
        if node.yes == node.no && !node.kinds.any(Act::Leave) && !node.pred.may_leave() {
            return node.yes;
        }
        let known = self.nodes.find(&node);
        At::Node(known.unwrap_or_else(|| self.nodes.add(node)))
    }

    /// A node that was added.
    pub fn get(&self, at: At) -> Option<&Node> {
        match at {
            At::Node(number) => self.nodes.get(number),
            _ => None,
        }
    }

    /// Adds a condition whose ends go on elsewhere.
    pub fn copy(&mut self, cond: &Cond, end: impl Fn(u32) -> At) -> At {
        let to = |at: At, places: &[At]| match at {
            At::End(number) => end(number),
            at => at.moved(places),
        };
        let mut places: SmallVec<[At; 8]> = SmallVec::with_capacity(cond.nodes.len());
        for node in &cond.nodes {
            let node = node.clone().with_ways(|at| to(at, &places));
            places.push(self.node(node));
        }
        to(cond.root, &places)
    }

    /// The condition that starts here, without what nothing reaches.
    pub fn finish(self, root: At) -> Cond {
        let made = self.nodes.into_items();
        let mut reached: SmallVec<[bool; 64]> = smallvec![false; made.len()];
        let mark = |at: At, reached: &mut [bool]| {
            if let At::Node(number) = at {
                reached[number as usize] = true;
            }
        };
        mark(root, &mut reached);
        // Parents stand after their children.
        for (number, node) in made.iter().enumerate().rev() {
            if reached[number] {
                mark(node.yes, &mut reached);
                mark(node.no, &mut reached);
            }
        }
        if reached.iter().all(|&reached| reached) {
            return Cond { nodes: made, root };
        }
        let mut places = vec![At::Leave; made.len()];
        let mut nodes = Vec::new();
        for (number, node) in made.into_iter().enumerate() {
            if !reached[number] {
                continue;
            }
            let node = node.with_ways(|at| at.moved(&places));
            places[number] = At::Node(nodes.len() as u32);
            nodes.push(node);
        }
        Cond {
            nodes,
            root: root.moved(&places),
        }
    }
}

impl At {
    /// The place, where the nodes stand elsewhere now.
    pub(super) fn moved(self, places: &[At]) -> At {
        match self {
            At::Node(number) => places[number as usize],
            other => other,
        }
    }
}

impl Node {
    /// The test, which goes on elsewhere.
    #[must_use]
    pub(crate) fn with_ways(self, to: impl Fn(At) -> At) -> Self {
        Node {
            yes: to(self.yes),
            no: to(self.no),
            ..self
        }
    }
}

impl Pred {
    /// Whether the question itself may be left to the general code.
    pub fn may_leave(&self) -> bool {
        matches!(self, Pred::Same(..) | Pred::Meets(..) | Pred::Nets(_))
    }
}
