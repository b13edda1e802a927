//! What can be assigned: targets, single and multiple assignments.

use super::Builder;
use super::argument::Argument;
use super::operator::Item;
use crate::diag::{Code, Diagnostic};
use crate::syntax::ast::{AssignOp, Kind, NodeId, TextId};

impl Builder<'_> {
    /// The node as the target of an assignment.
    pub fn target(&mut self, node: NodeId) -> NodeId {
        let span = self.span(node);
        match self.kind(node).clone() {
            Kind::Name(name) => {
                let text = self.name_of(name);
                if matches!(text.as_bytes(), [b'_', b'1'..=b'9']) {
                    self.error(
                        Code::E0203,
                        span,
                        "a numbered parameter cannot be assigned",
                        "Choose another name.",
                    );
                }
                node
            }
            Kind::InstanceVar(_) | Kind::Index { .. } | Kind::Targets(_) | Kind::Error => node,
            Kind::Send {
                receiver: None,
                name,
                arguments,
                block: None,
                parenthesised: false,
                ..
            } if arguments.is_empty() && self.is_word(name) => self.node_at(Kind::Name(name), span),
            Kind::Send {
                receiver: Some(_),
                name,
                arguments,
                block: None,
                parenthesised: false,
                ..
            } if arguments.is_empty() && self.is_word(name) => node,
            Kind::Constant(..) => {
                self.unsupported(
                    span,
                    "an assignment to a constant",
                    "Use a name that begins with a small letter, or `@name` where methods of the rule must see it.",
                );
                node
            }
            Kind::GlobalVar(name) if !self.name_of(name)[1..].starts_with(|c: char| c.is_ascii_digit()) => {
                self.unsupported(
                    span,
                    "an assignment to a global variable",
                    "Use a local variable, or `@name` where methods of the rule must see it.",
                );
                node
            }
            _ => {
                self.report(
                    Diagnostic::new(Code::E0203, span, "this cannot be assigned")
                        .label("not a variable, an element or an attribute")
                        .help("To compare, write `==`."),
                );
                node
            }
        }
    }

    /// Whether a name is made of letters, digits and `_`, so that it can be assigned.
    fn is_word(&self, name: TextId) -> bool {
        self.ast
            .name(name)
            .chars()
            .all(|c| !c.is_ascii() || c.is_ascii_alphanumeric() || c == '_')
    }

    /// `target op value`.
    pub fn assign(&mut self, target: NodeId, operator: AssignOp, value: NodeId, l: u32, r: u32) -> NodeId {
        self.value(value);
        let target = self.target(target);
        self.node(Kind::Assign(operator, target, value), l, r)
    }

    /// `target = value, …`: the chain begins with the target.
    pub fn assign_list(&mut self, mut chain: Vec<Item>, rest: Vec<Argument>, l: u32, r: u32) -> NodeId {
        let first = chain.remove(0);
        let inner = chain
            .iter()
            .find(|item| matches!(item, Item::Assign(..) | Item::Rescue(_)));
        if let Some(&Item::Rescue(span)) = inner {
            self.error(
                Code::E0201,
                span,
                "unexpected `rescue` before `,`",
                "Put the value and its `rescue` into parentheses.",
            );
        }
        let value = self.resolve(chain);
        let mut elements = vec![Argument::One(value)];
        elements.extend(rest);
        match first {
            Item::Assign(target, operator, _) => self.assign_splat(target, operator, elements, l, r),
            _ => self.node(Kind::Error, l, r),
        }
    }

    /// `target = *value, …`.
    pub fn assign_splat(
        &mut self,
        target: NodeId,
        operator: AssignOp,
        elements: Vec<Argument>,
        l: u32,
        r: u32,
    ) -> NodeId {
        self.plain(operator, l, r);
        let start = elements.first().map_or(l, |element| self.argument_span(element).start);
        let value = self.array(elements, start, r);
        self.assign(target, AssignOp::Plain, value, l, r)
    }

    /// `a, b = value`.
    pub fn assign_multiple(&mut self, targets: NodeId, operator: AssignOp, value: NodeId, l: u32, r: u32) -> NodeId {
        self.plain(operator, l, r);
        self.value(value);
        self.node(Kind::Assign(AssignOp::Plain, targets, value), l, r)
    }

    /// The right side of a multiple assignment with a `rescue` that belongs to it.
    pub fn rescued_values(&mut self, values: NodeId, other: NodeId, l: u32, r: u32) -> NodeId {
        self.value(values);
        self.rescue_value(values, other, l, r)
    }

    /// The right side of a multiple assignment: one value, or a list.
    pub fn multiple_value(&mut self, mut elements: Vec<Argument>, l: u32, r: u32) -> NodeId {
        if let [Argument::One(value)] = elements[..] {
            return value;
        }
        elements.shrink_to_fit();
        self.array(elements, l, r)
    }

    fn plain(&mut self, operator: AssignOp, l: u32, r: u32) {
        if operator != AssignOp::Plain {
            self.error(
                Code::E0201,
                crate::source::Span::new(l, r),
                "a list can only be assigned with `=`",
                "Put the values into brackets.",
            );
        }
    }

    /// `a, (b, *c)`.
    pub fn targets(&mut self, targets: &[NodeId], trailing: bool, l: u32, r: u32) -> NodeId {
        let splats = targets
            .iter()
            .filter(|&&target| matches!(self.kind(target), Kind::Spread(_)))
            .count();
        let ends_in_splat = targets
            .last()
            .is_some_and(|&target| matches!(self.kind(target), Kind::Spread(_)));
        if splats > 1 || (trailing && ends_in_splat) {
            self.error(
                Code::E0203,
                crate::source::Span::new(l, r),
                "only one target can take the rest",
                "Keep one `*`, without a comma at the end of the list.",
            );
        }
        for &target in targets {
            let inner = match *self.kind(target) {
                Kind::Spread(inner) => inner,
                _ => target,
            };
            if let Kind::Send { safe: true, .. } = self.kind(inner) {
                let span = self.span(inner);
                self.error(
                    Code::E0203,
                    span,
                    "`&.` inside the targets of a multiple assignment",
                    "Assign to it by itself.",
                );
            }
        }
        let list = self.ast.add_list(targets);
        self.node(Kind::Targets(list), l, r)
    }
}
