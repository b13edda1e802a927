//! Hash literals and keyword arguments.
//!
//! Ruby's parser takes away an entry whose key is a literal that is written again further on (`remove_duplicate_keys` in
//! `parse.y`): the entry of the last one stays, at its own place. The value that is taken away is still evaluated, just
//! before whatever stands before the later entry. A `**{…}` is unfolded into the literal around it, and the parser looks
//! no further than the first `**` that is anything else. Where the later entry follows a key that is no literal, the
//! parser writes into the wrong field of that key's node, and the rule is refused unless the value has no effect.

use rustc_hash::FxHashMap;

use super::Lowering;
use crate::hir::{Entry, ExprId, Kind};
use crate::source::Span;
use crate::syntax::ast::{self, List, NodeId};

/// A key that Ruby's parser compares with others.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum LiteralKey {
    Integer(String),
    /// The bits of the number: `0.0` and `-0.0` are two keys.
    Float(u64),
    Text(String),
    Symbol(String),
    Regex(String, [bool; 3]),
}

/// An entry with what the parser knows of its key.
struct Slot {
    entry: Entry,
    key: Option<LiteralKey>,
    /// Whether the key is a call, whose receiver stands in the field that the parser writes into.
    call: bool,
}

impl Lowering<'_> {
    pub(super) fn hash(&mut self, pairs: List, span: Span) -> ExprId {
        let entries = self.slots(pairs).into_iter().map(|slot| slot.entry).collect();
        self.add(Kind::Hash(entries), span)
    }

    /// The entries that are left, in order.
    fn slots(&mut self, pairs: List) -> Vec<Slot> {
        let mut slots = Vec::with_capacity(pairs.len());
        for pair in self.nodes(pairs) {
            match *self.ast.kind(pair) {
                ast::Kind::Pair(key, value) => {
                    if pairs.len() > 1 && self.is_doubtful_key(key) {
                        let span = self.span(key);
                        self.unsupported(span, "a key of several statements", "Write the key alone.");
                    }
                    let literal = self.literal_key(key);
                    let call = matches!(self.ast.kind(key), ast::Kind::Index { .. });
                    let key = self.expr(key);
                    let value = self.expr(value);
                    slots.push(Slot {
                        entry: Entry::Pair(key, value),
                        key: literal,
                        call,
                    });
                }
                ast::Kind::DoubleSplat(inner) => match self.written_out(inner) {
                    Some(inner)
                        if matches!(
                            slots.first(),
                            Some(Slot {
                                entry: Entry::Pair(..),
                                ..
                            })
                        ) =>
                    {
                        slots.extend(self.slots(inner));
                    }
                    _ => slots.push(Slot {
                        entry: Entry::Spread(self.expr(inner)),
                        key: None,
                        call: false,
                    }),
                },
                _ => {}
            }
        }
        self.without_duplicates(slots)
    }

    fn without_duplicates(&mut self, slots: Vec<Slot>) -> Vec<Slot> {
        let mut kept: Vec<Option<Slot>> = Vec::with_capacity(slots.len());
        let mut seen: FxHashMap<LiteralKey, usize> = FxHashMap::default();
        let mut looking = true;
        for slot in slots {
            looking &= matches!(slot.entry, Entry::Pair(..));
            let Some(key) = slot.key.clone().filter(|_| looking) else {
                kept.push(Some(slot));
                continue;
            };
            let mut slot = slot;
            let earlier = seen.insert(key, kept.len()).and_then(|at| kept[at].take());
            if let Some(Slot {
                entry: Entry::Pair(_, dropped),
                ..
            }) = earlier
            {
                match kept.last_mut() {
                    Some(Some(before)) => self.evaluate_before(before, dropped),
                    _ => self.evaluate_before_value(&mut slot, dropped),
                }
            }
            kept.push(Some(slot));
        }
        kept.into_iter().flatten().collect()
    }

    /// Evaluates an expression before the last part of an entry that Ruby's parser remembers: the value of an entry with a
    /// literal key, the receiver of one whose key is a call.
    fn evaluate_before(&mut self, slot: &mut Slot, first: ExprId) {
        if slot.key.is_some() {
            self.evaluate_before_value(slot, first);
        } else if let Entry::Pair(key, value) = slot.entry
            && slot.call
        {
            let span = self.builder.hir().expr(key).span;
            let key = self.add(Kind::Seq(vec![first, key]), span);
            slot.entry = Entry::Pair(key, value);
        } else if !matches!(self.builder.hir().expr(first).kind, Kind::Const(_)) {
            let span = self.builder.hir().expr(first).span;
            self.unsupported(
                span,
                "a value whose key is written again behind a key that is no literal",
                "Write each key once.",
            );
        }
    }

    fn evaluate_before_value(&mut self, slot: &mut Slot, first: ExprId) {
        if let Entry::Pair(key, value) = slot.entry {
            let span = self.builder.hir().expr(value).span;
            let value = self.add(Kind::Seq(vec![first, value]), span);
            slot.entry = Entry::Pair(key, value);
        }
    }

    /// The pairs of a hash that is written out and not empty, in parentheses or not.
    fn written_out(&self, node: NodeId) -> Option<List> {
        match *self.ast.kind(node) {
            ast::Kind::Hash { pairs, .. } if !pairs.is_empty() => Some(pairs),
            ast::Kind::Paren(list) => match *self.ast.list(list) {
                [only] => self.written_out(only),
                _ => None,
            },
            _ => None,
        }
    }

    fn literal_key(&self, node: NodeId) -> Option<LiteralKey> {
        Some(match *self.ast.kind(node) {
            ast::Kind::Integer(digits) => LiteralKey::Integer(self.name(digits)),
            ast::Kind::Float(value) => LiteralKey::Float(value.to_bits()),
            ast::Kind::Str(text) => LiteralKey::Text(self.name(text)),
            ast::Kind::Symbol(text) => LiteralKey::Symbol(self.name(text)),
            ast::Kind::Regex { parts, flags } => {
                let flags = self.name(flags);
                LiteralKey::Regex(
                    self.regex_text(parts)?,
                    ['i', 'm', 'x'].map(|flag| flags.contains(flag)),
                )
            }
            // `block_append` leaves out literals that something follows.
            ast::Kind::Paren(list) => match self.ast.list(list) {
                [dropped @ .., last] if dropped.iter().all(|&node| self.is_literal(node)) => {
                    return self.literal_key(*last);
                }
                _ => return None,
            },
            _ => return None,
        })
    }

    pub(super) fn is_literal(&self, node: NodeId) -> bool {
        matches!(
            self.ast.kind(node),
            ast::Kind::Integer(_)
                | ast::Kind::Float(_)
                | ast::Kind::Str(_)
                | ast::Kind::Symbol(_)
                | ast::Kind::Nil
                | ast::Kind::Bool(_)
        )
    }

    /// Whether a key is one of which the tree does not tell whether Ruby's parser sees a literal: `(;1)`, `(begin 1 end)`.
    fn is_doubtful_key(&self, node: NodeId) -> bool {
        let ast::Kind::Paren(list) = *self.ast.kind(node) else {
            return false;
        };
        let Some(&first) = self.ast.list(list).first() else {
            return false;
        };
        let between = self.span(node).start as usize..self.span(first).start as usize;
        let opening = self.source.get(between).unwrap_or(";");
        let last = self.ast.list(list).last().copied().unwrap_or(first);
        opening.contains(';') || matches!(self.ast.kind(last), ast::Kind::Begin { .. }) || self.is_doubtful_key(last)
    }
}
