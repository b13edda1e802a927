//! Calls and their arguments, lists and hashes.

use super::Builder;
use super::function::Block;
use super::literal::Piece;
use crate::diag::Code;
use crate::source::Span;
use crate::syntax::ast::{Kind, List, NodeId, TextId};

/// An argument, an element or an entry.
#[derive(Clone, Copy, Debug)]
pub enum Argument {
    /// A value.
    One(NodeId),
    /// `*x`.
    Splat(NodeId),
    /// `key => value`: a `Pair`.
    Pair(NodeId),
    /// `**x`.
    DoubleSplat(NodeId),
    /// `&x`.
    Block(NodeId),
}

impl Builder<'_> {
    pub(super) fn argument_span(&self, argument: &Argument) -> Span {
        match argument {
            Argument::One(node)
            | Argument::Splat(node)
            | Argument::Pair(node)
            | Argument::DoubleSplat(node)
            | Argument::Block(node) => self.span(*node),
        }
    }

    /// The nodes of arguments in Ruby's order: values, then entries, then the block.
    fn arguments(&mut self, arguments: Vec<Argument>, allow_block: bool) -> List {
        let mut nodes = Vec::new();
        let mut entries: Vec<NodeId> = Vec::new();
        let mut block = None;
        for argument in arguments {
            let span = self.argument_span(&argument);
            let out_of_order = block.is_some()
                || (!entries.is_empty() && matches!(argument, Argument::One(_) | Argument::Splat(_)))
                || (!allow_block && matches!(argument, Argument::Block(_)));
            if out_of_order {
                self.error(
                    Code::E0201,
                    span,
                    "this argument stands in the wrong place",
                    "Write values first, then `key: value`, then `&block`.",
                );
            }
            match argument {
                Argument::One(node) => {
                    self.value(node);
                    nodes.push(node);
                }
                Argument::Splat(node) => {
                    self.value(node);
                    let splat = self.node_at(Kind::Spread(node), span);
                    nodes.push(splat);
                }
                Argument::Pair(node) => entries.push(node),
                Argument::DoubleSplat(node) => {
                    self.value(node);
                    let splat = self.node_at(Kind::DoubleSplat(node), span);
                    entries.push(splat);
                }
                Argument::Block(node) => {
                    let pass = self.node_at(Kind::BlockPass(node), span);
                    block = Some(pass);
                }
            }
        }
        if let (Some(&first), Some(&last)) = (entries.first(), entries.last()) {
            let place = self.span(first).to(self.span(last));
            let pairs = self.ast.add_list(&entries);
            let hash = self.node_at(Kind::Hash { pairs, braces: false }, place);
            nodes.push(hash);
        }
        nodes.extend(block);
        self.ast.add_list(&nodes)
    }

    /// A call with a name.
    #[allow(
        clippy::too_many_arguments,
        reason = "one parameter for each part that the grammar reads"
    )]
    pub fn send(
        &mut self,
        receiver: Option<NodeId>,
        safe: bool,
        name: TextId,
        arguments: Option<Vec<Argument>>,
        parenthesised: bool,
        l: u32,
        r: u32,
    ) -> NodeId {
        if let Some(receiver) = receiver {
            self.value(receiver);
        }
        let arguments = self.arguments(arguments.unwrap_or_default(), true);
        self.node(
            Kind::Send {
                receiver,
                safe,
                name,
                arguments,
                block: None,
                parenthesised,
            },
            l,
            r,
        )
    }

    /// A call of a member, with or without parentheses.
    pub fn method(
        &mut self,
        receiver: NodeId,
        safe: bool,
        name: TextId,
        arguments: Option<Vec<Argument>>,
        l: u32,
        r: u32,
    ) -> NodeId {
        let parenthesised = arguments.is_some();
        self.send(Some(receiver), safe, name, arguments, parenthesised, l, r)
    }

    /// `x.(…)`.
    pub fn call_sign(&mut self, receiver: NodeId, safe: bool, arguments: Vec<Argument>, l: u32, r: u32) -> NodeId {
        let name = self.ast.str("call");
        self.send(Some(receiver), safe, name, Some(arguments), true, l, r)
    }

    /// The call with a block.
    pub fn with_block(&mut self, call: NodeId, block: Block) -> NodeId {
        let place = self.span(call).to(self.span(block.0));
        match self.kind(call).clone() {
            Kind::Send {
                receiver,
                safe,
                name,
                arguments,
                block: None,
                parenthesised,
            } => {
                if let Some(&last) = self.ast.list(arguments).last()
                    && let Kind::BlockPass(_) = self.kind(last)
                {
                    self.error(
                        Code::E0201,
                        place,
                        "both a block and a block argument are given",
                        "Keep one of the two.",
                    );
                }
                self.node_at(
                    Kind::Send {
                        receiver,
                        safe,
                        name,
                        arguments,
                        block: Some(block.0),
                        parenthesised,
                    },
                    place,
                )
            }
            _ => {
                self.unsupported(
                    place,
                    "a block after this",
                    "Put the call that takes the block into parentheses.",
                );
                call
            }
        }
    }

    /// `yield`.
    pub fn yield_call(&mut self, arguments: Vec<Argument>, l: u32, r: u32) -> NodeId {
        let arguments = self.arguments(arguments, false);
        self.node(Kind::Yield(arguments), l, r)
    }

    /// `x[…]`.
    pub fn index(&mut self, object: NodeId, arguments: Vec<Argument>, l: u32, r: u32) -> NodeId {
        self.value(object);
        let arguments = self.arguments(arguments, true);
        self.node(
            Kind::Index {
                object,
                arguments,
                optional: false,
            },
            l,
            r,
        )
    }

    /// `x[…] { … }`.
    pub fn index_with_block(
        &mut self,
        object: NodeId,
        arguments: Vec<Argument>,
        block: Block,
        l: u32,
        r: u32,
    ) -> NodeId {
        let span = self.span(block.0);
        self.unsupported(span, "a block after an index", "Call a method that takes a block.");
        self.index(object, arguments, l, r)
    }

    /// `[…]`.
    pub fn array(&mut self, elements: Vec<Argument>, l: u32, r: u32) -> NodeId {
        let list = self.arguments(elements, false);
        self.node(Kind::Array(list), l, r)
    }

    /// `{…}`.
    pub fn hash(&mut self, entries: Vec<Argument>, l: u32, r: u32) -> NodeId {
        let mut nodes = Vec::with_capacity(entries.len());
        for entry in entries {
            nodes.push(match entry {
                Argument::DoubleSplat(node) => {
                    let span = self.span(node);
                    self.node_at(Kind::DoubleSplat(node), span)
                }
                other => match other {
                    Argument::One(node) | Argument::Splat(node) | Argument::Pair(node) | Argument::Block(node) => node,
                    Argument::DoubleSplat(node) => node,
                },
            });
        }
        let pairs = self.ast.add_list(&nodes);
        self.node(Kind::Hash { pairs, braces: true }, l, r)
    }

    /// `key => value`.
    pub fn pair(&mut self, key: NodeId, value: NodeId, l: u32, r: u32) -> Argument {
        self.value(key);
        self.value(value);
        Argument::Pair(self.node(Kind::Pair(key, value), l, r))
    }

    /// `key: value`; the label ends at `m`.
    pub fn label_pair(&mut self, key: TextId, value: NodeId, l: u32, m: u32, r: u32) -> Argument {
        let key = self.node(Kind::Symbol(key), l, m.saturating_sub(1));
        self.pair(key, value, l, r)
    }

    /// `"…#{x}": value`; the label ends at `m`.
    pub fn interpolated_pair(&mut self, key: Vec<Piece>, value: NodeId, l: u32, m: u32, r: u32) -> Argument {
        let key = self.symbol(key, l, m.saturating_sub(1));
        self.pair(key, value, l, r)
    }

    /// `key:` alone: the value is what the name means here.
    pub fn shorthand(&mut self, key: TextId, local: bool, l: u32, r: u32) -> Argument {
        let end = r.saturating_sub(1);
        let text = self.name_of(key);
        let value = if local {
            self.node(Kind::Name(key), l, end)
        } else if text.ends_with(['?', '!']) {
            self.error(
                Code::E0201,
                Span::new(l, r),
                "this key needs a value",
                "Write the value after the key.",
            );
            self.node(Kind::Error, l, end)
        } else if text.chars().next().is_some_and(char::is_uppercase) {
            self.node(Kind::Constant(None, key), l, end)
        } else {
            self.send(None, false, key, None, false, l, end)
        };
        self.label_pair(key, value, l, r, r)
    }

    /// `&` without a name.
    pub fn anonymous_block(&mut self, l: u32, r: u32) -> Argument {
        self.unsupported(
            Span::new(l, r),
            "an anonymous block argument",
            "Give the block parameter a name: `&block`.",
        );
        Argument::Block(self.node(Kind::Nil, l, r))
    }

    /// A comma after the last argument.
    pub fn trailing_comma(&mut self, arguments: Vec<Argument>, l: u32, r: u32) -> Vec<Argument> {
        if let Some(Argument::Block(_)) = arguments.last() {
            self.error(
                Code::E0201,
                Span::new(l, r),
                "unexpected `,` after the block argument",
                "Remove the comma.",
            );
        }
        arguments
    }

    /// `return` with a value.
    pub fn jump_return(&mut self, arguments: Vec<Argument>, l: u32, r: u32) -> NodeId {
        let value = self.jump_value(arguments, l, r);
        self.node(Kind::Return(Some(value)), l, r)
    }

    /// `break` with a value.
    pub fn jump_break(&mut self, arguments: Vec<Argument>, l: u32, r: u32) -> NodeId {
        let value = Some(self.jump_value(arguments, l, r));
        self.node(Kind::Break { label: None, value }, l, r)
    }

    /// `next` with a value.
    pub fn jump_next(&mut self, arguments: Vec<Argument>, l: u32, r: u32) -> NodeId {
        let value = Some(self.jump_value(arguments, l, r));
        self.node(Kind::Continue { label: None, value }, l, r)
    }

    /// One value as it is, several as a list, entries as a hash.
    fn jump_value(&mut self, arguments: Vec<Argument>, l: u32, r: u32) -> NodeId {
        if let [Argument::One(value)] = arguments[..] {
            self.value(value);
            return value;
        }
        let list = self.arguments(arguments, false);
        match *self.ast.list(list) {
            [only] if matches!(self.kind(only), Kind::Hash { .. }) => only,
            _ => self.node(Kind::Array(list), l, r),
        }
    }
}
