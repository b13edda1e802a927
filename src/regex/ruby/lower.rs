//! From the tree of the Ruby parser to the common tree.
//!
//! Under `i`, Onigmo writes a repeated string out (`s{2}` is `ss`, and so matches `ß`). Loops over a body that can be
//! empty get the check that Onigmo's compiler gives them, which depends on the size of its code: either only the
//! iterations of an unbounded loop leave it when they are empty, or all do. Where a group stands in such a body, Onigmo
//! also looks at what the group held before (`watch.rs`).

use super::super::ast::{EmptyIteration, Node, Repeat};
use super::super::set::CodeSet;
use super::fold::{folded, stays_string, string};
use super::parser::{Quantified, Tree};
use super::size::{Size, decide, is_long, size};

/// A loop whose empty iterations are not modelled.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct EmptyLoop;

/// A part: a string under `i` that Onigmo keeps as one, by its folding, or any node.
enum Part {
    String(Vec<u32>),
    Node(Node),
}

impl Part {
    fn into_node(self) -> Node {
        match self {
            Part::String(folding) => string(&folding),
            Part::Node(node) => node,
        }
    }
}

/// Turns a tree into a node.
pub(super) fn lower(tree: &Tree) -> Result<Node, EmptyLoop> {
    part(tree).map(Part::into_node)
}

fn part(tree: &Tree) -> Result<Part, EmptyLoop> {
    let node = match tree {
        Tree::Text {
            chars,
            ignore_case: true,
        } => {
            let folding = folded(chars);
            if !chars.is_empty() && stays_string(chars) {
                return Ok(Part::String(folding));
            }
            string(&folding)
        }
        Tree::Text { chars, .. } => {
            let mut sets: Vec<Node> = chars.iter().map(|&char| Node::char(u32::from(char))).collect();
            match sets.len() {
                0 => Node::Empty,
                1 => sets.remove(0),
                _ => Node::Concat(sets),
            }
        }
        Tree::Dot { multiline: true } => Node::Set(CodeSet::all()),
        Tree::Dot { .. } => Node::Set(CodeSet::of(u32::from('\n')).complement()),
        Tree::Plain(node) => node.clone(),
        Tree::List(parts) => Node::Concat(parts.iter().map(lower).collect::<Result<_, _>>()?),
        Tree::Either(parts) => Node::Alternate(parts.iter().map(lower).collect::<Result<_, _>>()?),
        Tree::Group(index, body) => Node::Group {
            index: *index,
            body: Box::new(lower(body)?),
            watched: false,
        },
        Tree::Quantified(quantified) => return repeated(quantified),
    };
    Ok(Part::Node(node))
}

fn repeated(quantified: &Quantified) -> Result<Part, EmptyLoop> {
    /// Bytes up to which a repeated string is written out.
    const BYTES: usize = 100;
    let Quantified { body, min, max, greedy } = quantified;
    let (mut min, mut max, greedy) = (*min, *max, *greedy);
    let body = match part(body)? {
        Part::String(folding) if min > 1 => {
            let length: usize = folding
                .iter()
                .map(|&code| char::from_u32(code).map_or(1, char::len_utf8))
                .sum();
            let copies = (BYTES / length.max(1)).clamp(1, min as usize);
            let written = folding.repeat(copies);
            // The number of copies is at most that of required iterations.
            min -= copies as u32;
            max = max.map(|max| max - copies as u32);
            if max == Some(0) {
                return Ok(Part::String(written));
            }
            let rest = repeat(string(&folding), min, max, greedy)?;
            return Ok(Part::Node(Node::Concat(vec![string(&written), rest])));
        }
        other => other.into_node(),
    };
    repeat(body, min, max, greedy).map(Part::Node)
}

fn repeat(body: Node, min: u32, max: Option<u32>, greedy: bool) -> Result<Node, EmptyLoop> {
    let node = |body, empty| {
        Node::Repeat(Box::new(Repeat {
            body,
            min,
            max,
            greedy,
            empty,
        }))
    };
    if max == Some(0) || !body.nullable() {
        return Ok(node(body, EmptyIteration::Taken));
    }
    let grouped = body.groups().is_some();
    if body.never_consumes() && !grouped {
        // Every iteration does what the first did.
        return Ok(if min > 0 { body } else { Node::Empty });
    }
    let form = decide(size(&body), min, max, greedy).ok_or(EmptyLoop)?;
    match form {
        Size::WrittenOut => Ok(node(body, EmptyIteration::Taken)),
        // A long body is not written out for its required iteration, which is the first of the loop.
        Size::Loop if grouped && min == 1 => match is_long(&body).ok_or(EmptyLoop)? {
            true => Ok(node(body, EmptyIteration::Leaves)),
            false => Ok(node(body, EmptyIteration::LeavesUnbounded)),
        },
        Size::Loop => Ok(node(body, EmptyIteration::LeavesUnbounded)),
        // Onigmo keeps the groups of an iteration that it gives up.
        Size::Counted if grouped => Err(EmptyLoop),
        Size::Counted => Ok(node(body, EmptyIteration::Leaves)),
    }
}
