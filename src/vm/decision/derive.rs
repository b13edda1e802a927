//! Makes several questions about the same values one: a rule that normalises a list before it searches it asks eight things
//! about two subjects, and what it wants to know is one.
//!
//! Input: a rule; output: the same rule over derived atoms, each a small rule of its own that is answered when values are
//! bound. Only questions about one subject, or about two that are compared, are taken together, so that a decision still
//! puts together what different values say; and only where no more atoms remain than fit.
//! A guard, which says nothing or leaves, goes with the question after it.

use std::collections::{BTreeSet, HashMap};

use super::atoms::Atom;
use super::logic::{LEAVE, Logic, Node, Way};
use crate::ir::graph::Act;

/// Atoms from this number on are derived.
pub(super) const DERIVED: u32 = 1 << 31;

/// Most questions of a rule that is looked at; the work grows with their square.
const MOST_NODES: usize = 64;

/// Derived atoms, each once.
#[derive(Debug, Default)]
pub(super) struct Derived {
    /// What each asks: its ends are 0 for no and 1 for yes.
    pub logics: Vec<Logic>,
    known: HashMap<Logic, u32>,
}

impl Derived {
    /// The rule over derived atoms, where that leaves it with at most so many.
    pub fn shorten(&mut self, rule: &Logic, atoms: &[Atom], most: usize) -> Option<Logic> {
        if rule.nodes.len() > MOST_NODES || rule.first_atoms(rule.root, most + 1).len() <= most {
            return None;
        }
        let groups = groups(rule, atoms)?;
        let mut short = rule.clone();
        let mut pieces: HashMap<u32, Logic> = HashMap::new();
        for (number, place) in short.nodes.iter_mut().enumerate() {
            if let Some((piece, [no, yes])) = piece(rule, &groups, number) {
                // The number stands for the piece until it is known that it is needed.
                place.atom = DERIVED + number as u32;
                (place.no, place.yes) = (no, yes);
                pieces.insert(place.atom, piece);
            }
        }
        let needed = short.first_atoms(short.root, most + 1);
        if needed.len() > most {
            return None;
        }
        let numbers: HashMap<u32, u32> = needed
            .into_iter()
            .filter_map(|atom| Some((atom, self.number(pieces.remove(&atom)?))))
            .collect();
        for node in &mut short.nodes {
            match numbers.get(&node.atom) {
                Some(&number) => node.atom = number,
                // What nothing leads to any more.
                None if node.atom >= DERIVED => {
                    *node = Node {
                        atom: 0,
                        yes: Way::End(LEAVE),
                        no: Way::End(LEAVE),
                    }
                }
                None => {}
            }
        }
        Some(short)
    }

    fn number(&mut self, piece: Logic) -> u32 {
        let next = self.logics.len() as u32;
        let number = *self.known.entry(piece.clone()).or_insert(next);
        if number == next {
            self.logics.push(piece);
        }
        DERIVED + number
    }
}

/// The group of each node: those of one group ask about the same subjects. None where more than two are compared.
fn groups(rule: &Logic, atoms: &[Atom]) -> Option<Vec<u16>> {
    let atom = |node: &Node| atoms.get(node.atom as usize);
    // Each subject has the group of the lower of the two that are compared.
    let mut joined: HashMap<u16, u16> = HashMap::new();
    for node in &rule.nodes {
        let atom = atom(node)?;
        let mut subjects = atom.subjects();
        if let (Some(own), Some(other)) = (subjects.next(), subjects.next()) {
            if subjects.next().is_some() {
                return None;
            }
            let (low, high) = (own.min(other), own.max(other));
            if [low, high]
                .iter()
                .any(|subject| joined.get(subject).is_some_and(|&group| group != low))
                || joined
                    .iter()
                    .any(|(&subject, &group)| group == low && subject != low && subject != high)
            {
                return None;
            }
            joined.extend([(low, low), (high, low)]);
        }
    }
    let mut groups: Vec<u16> = Vec::with_capacity(rule.nodes.len());
    // Later nodes first, since a guard goes with what follows it.
    for node in rule.nodes.iter().rev() {
        let atom = atom(node)?;
        let guard = !atom.kinds.any(Act::Test) && !atom.kinds.any(Act::Yes) && !atom.is_wide();
        let next = match node.no {
            Way::Node(next) if guard => groups.get(rule.nodes.len() - 1 - next as usize),
            _ => None,
        };
        let own = joined.get(&atom.subject).unwrap_or(&atom.subject);
        groups.push(*next.unwrap_or(own));
    }
    groups.reverse();
    Some(groups)
}

/// The questions of one group from a node on, where they have at most two exits: as a rule, and the exits.
fn piece(rule: &Logic, groups: &[u16], start: usize) -> Option<(Logic, [Way; 2])> {
    let mut places: HashMap<usize, u32> = HashMap::new();
    let mut order = Vec::new();
    let mut exits: Vec<Way> = Vec::new();
    // Nodes are taken in order, so that they lead to later ones in the piece, too.
    let mut wanted = BTreeSet::from([start]);
    while let Some(number) = wanted.pop_first() {
        places.insert(number, order.len() as u32);
        order.push(number);
        let node = rule.nodes.get(number)?;
        for way in [node.no, node.yes] {
            match way {
                Way::End(code) if code >= LEAVE => {}
                Way::Node(next) if groups.get(next as usize) == groups.get(start) => {
                    wanted.insert(next as usize);
                }
                exit if exits.contains(&exit) => {}
                exit => exits.push(exit),
            }
        }
    }
    let (1..=2) = exits.len() else { return None };
    let first = rule.nodes[start].atom;
    if order.iter().all(|&number| rule.nodes[number].atom == first) {
        return None;
    }
    let to = |way| match way {
        Way::Node(next) if places.contains_key(&(next as usize)) => Way::Node(places[&(next as usize)]),
        Way::End(code) if code >= LEAVE => way,
        exit => Way::End(u8::from(exits[0] != exit)),
    };
    let nodes = order.iter().map(|&number| {
        let node = rule.nodes[number];
        Node {
            yes: to(node.yes),
            no: to(node.no),
            ..node
        }
    });
    let piece = Logic {
        nodes: nodes.collect(),
        root: Way::Node(0),
    };
    Some((piece, [exits[0], *exits.get(1).unwrap_or(&exits[0])]))
}
