//! What a linked rule asks, as a graph of atoms, and how rules are put together.
//!
//! Input: decision code with numbered atoms; output: what `heads.rs` and `cells.rs` write down. Invariants: a way leads to a later node
//! or to an end, so that a walk ends; an atom that leaves ends the walk at [`LEAVE`], one that is open ends it at [`OPEN`].

use std::collections::BTreeSet;

/// The value of an atom that does not hold. The bits of two values stand between each other, so that two of them are a shift
/// of a head's answers, and that yes and no, which are what almost all atoms are, lead to neighbours in a table.
pub(super) const NO: u8 = 0;
/// The value of an atom that holds.
pub(super) const YES: u8 = 4;
/// The value of an atom that is for the general code to say.
pub(super) const LEFT: u8 = 16;
/// The value of an atom that was not bound.
pub(super) const UNBOUND: u8 = 20;

/// All values, in their order: the first bit says yes, the second that it is none of the usual two.
pub(super) const VALUES: [u8; 4] = [NO, YES, LEFT, UNBOUND];

/// The end at which the general code must decide.
pub(crate) const LEAVE: u8 = 14;

/// The end at which the answer depends on what was not bound.
pub(super) const OPEN: u8 = 15;

/// Where a node goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Way {
    /// At a later node.
    Node(u32),
    /// At an end: a number below [`LEAVE`] that means what the rules' owner says, or one of the two above.
    End(u8),
}

/// Asks an atom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Node {
    pub atom: u32,
    pub yes: Way,
    pub no: Way,
}

/// A rule as nodes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Logic {
    pub nodes: Vec<Node>,
    pub root: Way,
}

impl Logic {
    /// An end at once.
    pub fn end(code: u8) -> Self {
        Logic {
            nodes: Vec::new(),
            root: Way::End(code),
        }
    }

    /// The node that a way leads to.
    pub fn node(&self, way: Way) -> Option<&Node> {
        match way {
            Way::Node(number) => self.nodes.get(number as usize),
            Way::End(_) => None,
        }
    }

    /// Other ends; [`LEAVE`] and [`OPEN`] stay.
    #[must_use]
    pub fn with_ends(mut self, end: impl Fn(u8) -> u8) -> Self {
        let to = |way| match way {
            Way::End(code) if code < LEAVE => Way::End(end(code)),
            other => other,
        };
        for node in &mut self.nodes {
            (node.yes, node.no) = (to(node.yes), to(node.no));
        }
        self.root = to(self.root);
        self
    }

    /// Goes on with another rule where this one ends with a code.
    #[must_use]
    pub fn then(mut self, code: u8, next: &Logic) -> Self {
        let count = self.nodes.len() as u32;
        let moved = |way| match way {
            Way::Node(number) => Way::Node(number + count),
            end => end,
        };
        let to = |way| if way == Way::End(code) { moved(next.root) } else { way };
        for node in &mut self.nodes {
            (node.yes, node.no) = (to(node.yes), to(node.no));
        }
        self.root = to(self.root);
        self.nodes.extend(next.nodes.iter().map(|node| Node {
            yes: moved(node.yes),
            no: moved(node.no),
            ..*node
        }));
        self
    }

    /// Passes by nodes that lead to the same place in any case; `answered` are the atoms that never leave.
    pub fn skip(&mut self, answered: impl Fn(u32) -> bool) {
        // Later ones first, since that is where ways lead.
        for number in (0..self.nodes.len()).rev() {
            let node = self.nodes[number];
            let (yes, no) = (self.past(node.yes, &answered), self.past(node.no, &answered));
            self.nodes[number] = Node { yes, no, ..node };
        }
        self.root = self.past(self.root, &answered);
    }

    /// Where a way leads past a node that does not matter, which is itself passed by already.
    fn past(&self, way: Way, answered: impl Fn(u32) -> bool) -> Way {
        match self.node(way) {
            Some(node) if node.yes == node.no && answered(node.atom) => node.yes,
            _ => way,
        }
    }

    /// The end that values of atoms lead to from a way, or the first node whose atom has none.
    pub fn walk(&self, from: Way, value: impl Fn(u32) -> Option<u8>) -> Way {
        let mut way = from;
        while let Some(node) = self.node(way) {
            way = match value(node.atom) {
                None => return way,
                Some(NO) => node.no,
                Some(YES) => node.yes,
                Some(LEFT) => Way::End(LEAVE),
                Some(_) => Way::End(OPEN),
            };
        }
        match way {
            Way::Node(_) => Way::End(LEAVE),
            end => end,
        }
    }

    /// The first different atoms that are asked from a way, at most so many.
    pub fn first_atoms(&self, from: Way, most: usize) -> Vec<u32> {
        let mut atoms: Vec<u32> = Vec::new();
        // Ways lead to later nodes, so that the earliest one that is still to be seen has all its parents behind it.
        let mut ahead = BTreeSet::new();
        let see = |way: Way, ahead: &mut BTreeSet<u32>| {
            if let Way::Node(number) = way {
                ahead.insert(number);
            }
        };
        see(from, &mut ahead);
        while let Some(number) = ahead.pop_first() {
            let Some(node) = self.nodes.get(number as usize) else {
                continue;
            };
            if !atoms.contains(&node.atom) {
                if atoms.len() == most {
                    break;
                }
                atoms.push(node.atom);
            }
            see(node.yes, &mut ahead);
            see(node.no, &mut ahead);
        }
        atoms
    }
}
