//! Patterns that a comparison of texts can test.
//!
//! `/^(a|b)$/` holds exactly for the texts `a` and `b`, `/@x\.com$/` for those that end with `@x.com`. [`of`] finds such
//! patterns and lists their texts, so that a compiler can test without matching. Only whether there is a match is the
//! same; where it is and what its groups hold is not told.

use super::ast::{Assertion, Node};

/// A pattern as a test on literal texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiteralShape {
    /// Where one of the texts must stand.
    pub anchors: Anchors,
    /// The texts, of which one must be found; none is there twice.
    pub texts: Vec<String>,
}

/// Where a literal text must stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchors {
    /// Anywhere.
    Contains,
    /// At the start.
    StartsWith,
    /// At the end.
    EndsWith,
    /// It must be the whole text.
    Equals,
}

/// The number of texts up to which a pattern has a shape.
const TEXTS: usize = 32;

/// The shape of a pattern, if it has one.
pub(super) fn of(node: &Node) -> Option<LiteralShape> {
    let parts = match node {
        Node::Concat(parts) => parts.as_slice(),
        other => std::slice::from_ref(other),
    };
    let (start, parts) = match parts {
        [Node::Assert(Assertion::TextStart), rest @ ..] => (true, rest),
        _ => (false, parts),
    };
    let (end, parts) = match parts {
        [rest @ .., Node::Assert(Assertion::TextEnd)] => (true, rest),
        _ => (false, parts),
    };
    let anchors = match (start, end) {
        (false, false) => Anchors::Contains,
        (true, false) => Anchors::StartsWith,
        (false, true) => Anchors::EndsWith,
        (true, true) => Anchors::Equals,
    };
    let mut texts = vec![String::new()];
    for part in parts {
        texts = append(&texts, &texts_of(part)?)?;
    }
    let mut unique: Vec<String> = Vec::with_capacity(texts.len());
    for text in texts {
        if !unique.contains(&text) {
            unique.push(text);
        }
    }
    Some(LiteralShape { anchors, texts: unique })
}

/// Every text that the node matches, if they are few.
fn texts_of(node: &Node) -> Option<Vec<String>> {
    match node {
        Node::Empty => Some(vec![String::new()]),
        Node::Set(set) if set.count() as usize <= TEXTS && !set.is_empty() => {
            // A surrogate is no `char`: patterns with lone surrogates have no shape.
            set.members()
                .map(|code| char::from_u32(code).map(String::from))
                .collect()
        }
        Node::Set(_) | Node::Assert(_) | Node::Repeat(_) | Node::Run(_) => None,
        Node::Concat(parts) => parts
            .iter()
            .try_fold(vec![String::new()], |texts, part| append(&texts, &texts_of(part)?)),
        Node::Alternate(parts) => {
            let mut texts = Vec::new();
            for part in parts {
                texts.extend(texts_of(part)?);
                if texts.len() > TEXTS {
                    return None;
                }
            }
            Some(texts)
        }
        Node::Group { body, .. } => texts_of(body),
    }
}

/// Each of the first texts with each of the second behind it, if they are few.
fn append(texts: &[String], ends: &[String]) -> Option<Vec<String>> {
    if texts.len() * ends.len() > TEXTS {
        return None;
    }
    Some(
        texts
            .iter()
            .flat_map(|text| ends.iter().map(move |end| format!("{text}{end}")))
            .collect(),
    )
}
