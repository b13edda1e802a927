//! Groups in loops over bodies that can be empty.
//!
//! At the end of an iteration that consumed nothing Onigmo looks at the groups that began in it, and at what they held
//! before (`STACK_NULL_CHECK_MEMST`): nothing or a text that was not empty lets the loop go on, the empty text at another
//! position lets the iteration fail, the empty text here leaves the loop. It sees only those groups whose beginnings it
//! keeps for backtracking: the ones in alternatives and in repetitions of no fixed count. Those are marked here.

use super::super::ast::{EmptyIteration, Node};
use super::super::program::Context;
use super::lower::EmptyLoop;

/// The most groups whose texts can be a part of a machine state.
const GROUPS: u32 = 20;

/// Marks the groups that are watched.
pub(super) fn mark(mut node: Node) -> Result<Node, EmptyLoop> {
    let mut marker = Marker::default();
    marker.node(&mut node, Around::default());
    if marker.groups > 0 && (marker.groups > GROUPS || marker.levels > Context::LEVELS) {
        return Err(EmptyLoop);
    }
    Ok(node)
}

/// What stands around a node.
#[derive(Clone, Copy, Default)]
struct Around {
    /// An alternative, or a repetition of no fixed count.
    varies: bool,
    /// How many loops check whether an iteration moved.
    levels: u32,
}

#[derive(Default)]
struct Marker {
    groups: u32,
    levels: u32,
}

impl Marker {
    fn node(&mut self, node: &mut Node, mut around: Around) {
        match node {
            Node::Empty | Node::Set(_) | Node::Assert(_) | Node::Run(_) => {}
            Node::Concat(parts) => parts.iter_mut().for_each(|part| self.node(part, around)),
            Node::Alternate(parts) => {
                around.varies = true;
                parts.iter_mut().for_each(|part| self.node(part, around));
            }
            Node::Group { body, watched, .. } => {
                *watched = around.varies && around.levels > 0;
                self.groups += u32::from(*watched);
                self.node(body, around);
            }
            Node::Repeat(repeat) => {
                around.varies |= repeat.max != Some(repeat.min);
                around.levels += u32::from(repeat.empty != EmptyIteration::Taken);
                self.levels = self.levels.max(around.levels);
                self.node(&mut repeat.body, around);
            }
        }
    }
}
