//! Which starts Ruby tries when a pattern begins with `.*`.
//!
//! Onigmo takes a leading `.*` for an anchor: with `m` it tries the first start only, otherwise it may go on at the next
//! line only. That changes nothing while nothing stands before the `.*`. Behind `^` and `\A` it matters with `m` alone,
//! where it is modelled; behind other assertions Onigmo misses matches, depending on what else it knows of the pattern,
//! and such patterns are refused.

use super::super::ast::{Assertion, Node};
use super::parser::Tree;

/// The starts that are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Starts {
    /// All that could match.
    All,
    /// The first.
    First,
    /// Some that cannot be told.
    Some,
}

/// A leading `.*`.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Star {
    multiline: bool,
    /// `^` or `\A` stands before it.
    line: bool,
    /// Another assertion stands before it.
    other: bool,
}

/// The starts that Ruby tries for a pattern.
pub(super) fn starts(tree: &Tree) -> Starts {
    match star(tree) {
        Some(Star { other: true, .. }) => Starts::Some,
        Some(Star {
            multiline: true,
            line: true,
            ..
        }) => match end(tree) {
            // An end anchor takes the place of the leading `.*`.
            End::Last => Starts::All,
            End::Nowhere => Starts::First,
            End::Somewhere => Starts::Some,
        },
        _ => Starts::All,
    }
}

fn star(tree: &Tree) -> Option<Star> {
    match tree {
        Tree::Text { .. } | Tree::Dot { .. } | Tree::Plain(_) => None,
        Tree::Group(_, body) => star(body),
        Tree::Quantified(quantified) => match (&quantified.body, quantified.max) {
            (&Tree::Dot { multiline }, None) if quantified.greedy => Some(Star {
                multiline,
                line: false,
                other: false,
            }),
            (body, Some(_)) if quantified.min > 0 => star(body),
            _ => None,
        },
        Tree::List(parts) => {
            let leading = parts.iter().take_while(|part| never_consumes(part)).count();
            let mut found = star(parts.get(leading)?)?;
            let mut assertions = Vec::new();
            parts[..leading].iter().for_each(|part| collect(part, &mut assertions));
            for assertion in assertions {
                let line = matches!(assertion, Assertion::RubyLineStart | Assertion::TextStart);
                found.line |= line;
                found.other |= !line;
            }
            Some(found)
        }
        Tree::Either(parts) => {
            let mut stars = parts.iter().map(star);
            let first = stars.next()??;
            stars.try_fold(first, |all, next| {
                let next = next.filter(|next| next.multiline == all.multiline)?;
                Some(Star {
                    line: all.line || next.line,
                    other: all.other || next.other,
                    ..all
                })
            })
        }
    }
}

fn never_consumes(tree: &Tree) -> bool {
    match tree {
        Tree::Text { chars, .. } => chars.is_empty(),
        Tree::Dot { .. } => false,
        Tree::Plain(node) => node.never_consumes(),
        Tree::Group(_, body) => never_consumes(body),
        Tree::Quantified(quantified) => quantified.max == Some(0) || never_consumes(&quantified.body),
        Tree::List(parts) | Tree::Either(parts) => parts.iter().all(never_consumes),
    }
}

/// The assertions inside.
fn collect(tree: &Tree, assertions: &mut Vec<Assertion>) {
    match tree {
        Tree::Text { .. } | Tree::Dot { .. } => {}
        Tree::Plain(Node::Assert(assertion)) => assertions.push(*assertion),
        Tree::Plain(_) => {}
        Tree::Group(_, body) => collect(body, assertions),
        Tree::Quantified(quantified) => collect(&quantified.body, assertions),
        Tree::List(parts) | Tree::Either(parts) => parts.iter().for_each(|part| collect(part, assertions)),
    }
}

/// Where `\z` and `\Z` stand.
enum End {
    Nowhere,
    Last,
    Somewhere,
}

fn end(tree: &Tree) -> End {
    let is_end = |assertion: &Assertion| matches!(assertion, Assertion::TextEnd | Assertion::RubyTextEnd);
    if let Tree::List(parts) = tree
        && let Some(Tree::Plain(Node::Assert(last))) = parts.last()
        && is_end(last)
    {
        return End::Last;
    }
    let mut assertions = Vec::new();
    collect(tree, &mut assertions);
    if assertions.iter().any(is_end) {
        End::Somewhere
    } else {
        End::Nowhere
    }
}
