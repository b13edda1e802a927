//! How long Onigmo's code for a node is.
//!
//! Onigmo writes a counted repetition out when its code stays within 50 bytes and counts otherwise, and the two treat
//! empty iterations differently. The length is known here as an interval; where it does not decide, the loop is refused.

use super::super::ast::{Node, Repeat};

/// The length of Onigmo's code: at least and at most.
type Bytes = (usize, usize);

/// How Onigmo compiles a repetition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Size {
    /// The body is written out; empty iterations are taken.
    WrittenOut,
    /// Required iterations are written out, an unbounded loop follows, which an empty iteration leaves.
    Loop,
    /// Iterations are counted; an empty one leaves.
    Counted,
}

/// The greatest length that is written out.
const LIMIT: usize = 50;
/// The length of a push or a jump.
const PUSH: usize = 5;

/// How a repetition of a body of this length is compiled, if that is certain.
pub(super) fn decide(body: Bytes, min: u32, max: Option<u32>, greedy: bool) -> Option<Size> {
    let decide = |length: usize| {
        let written = |count: u32, each: usize| each.saturating_mul(count as usize) <= LIMIT;
        match max {
            None if min <= 1 || written(min, length) => Size::Loop,
            Some(max) if greedy && (max == 1 || written(max, length + PUSH)) => Size::WrittenOut,
            Some(1) if min == 0 => Size::WrittenOut,
            _ => Size::Counted,
        }
    };
    let (least, most) = (decide(body.0), decide(body.1));
    (least == most).then_some(least)
}

/// Whether the code for a node is too long to be written out, if that is certain.
pub(super) fn is_long(node: &Node) -> Option<bool> {
    let (least, most) = size(node);
    ((least > LIMIT) == (most > LIMIT)).then_some(least > LIMIT)
}

/// The length of the code for a node.
pub(super) fn size(node: &Node) -> Bytes {
    match node {
        Node::Empty => (0, 0),
        Node::Set(set) => match set.single() {
            Some(code) if code < 128 => (2, 2),
            Some(_) => (2, 14),
            None => (1, 64 + set.ranges().len() * 8),
        },
        Node::Assert(_) => (1, 2),
        Node::Run(steps) => (steps.len(), steps.len() * 200),
        Node::Concat(parts) => {
            let (least, most) = parts.iter().map(size).fold((0, 0), plus);
            // Characters side by side may share an operation of one byte.
            (
                least.saturating_sub(parts.iter().filter(|part| is_character(part)).count().saturating_sub(1)),
                most,
            )
        }
        Node::Alternate(parts) => {
            let jumps = parts.len().saturating_sub(1) * 2 * PUSH;
            parts.iter().map(size).fold((jumps, jumps), plus)
        }
        Node::Group { body, .. } => plus(size(body), (6, 6)),
        Node::Repeat(repeat) => repeated(repeat),
    }
}

fn is_character(node: &Node) -> bool {
    matches!(node, Node::Set(set) if set.single().is_some())
}

fn plus(a: Bytes, b: Bytes) -> Bytes {
    (a.0.saturating_add(b.0), a.1.saturating_add(b.1))
}

fn repeated(repeat: &Repeat) -> Bytes {
    let body = size(&repeat.body);
    let least = |length: usize| match repeat.max {
        None => 1 + length,
        Some(max) => (length * max as usize).min(10 + length),
    };
    let copies = repeat.max.unwrap_or(repeat.min).max(1) as usize;
    (
        least(body.0),
        body.1
            .saturating_add(PUSH)
            .saturating_mul(copies)
            .saturating_add(20)
            .saturating_add(body.1),
    )
}
