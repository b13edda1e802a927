//! Targets of assignments: what was read as an expression is checked, and literals become patterns (ECMA-262 13.15.1
//! and 13.15.5).

use super::tree::Tree;
use crate::diag::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{AssignOp, Kind, NodeId};

impl Tree<'_> {
    /// The target of `=`: a variable, a property or a pattern.
    pub fn assignment_target(&mut self, node: NodeId) -> NodeId {
        match *self.ast.kind(node) {
            Kind::Array(_) | Kind::Object(_) => self.pattern(node),
            _ => self.simple_target(node),
        }
    }

    /// A target that is a variable or a property, perhaps in parentheses.
    pub fn simple_target(&mut self, node: NodeId) -> NodeId {
        let mut inner = node;
        while let Kind::Paren(list) = *self.ast.kind(inner)
            && let [single] = *self.ast.list(list)
        {
            inner = single;
        }
        let span = self.ast.span(node);
        match self.ast.kind(inner) {
            Kind::Name(_) | Kind::Member { .. } | Kind::Index { .. } | Kind::Error => {}
            Kind::Call { .. } => {
                // Sloppy scripts may write it, and throw when they reach it.
                self.report(
                    Diagnostic::new(Code::E0301, span, "a value is assigned to the result of a call")
                        .help("Assign to a variable or a property; compare with `===`."),
                );
            }
            _ => self.bad_target(span),
        }
        node
    }

    fn bad_target(&mut self, span: Span) {
        self.report(
            Diagnostic::new(Code::E0203, span, "this cannot be assigned to")
                .label("not a variable or property")
                .help("Compare with `===`; assign only to variables and properties."),
        );
    }

    /// A literal read as a pattern.
    fn pattern(&mut self, node: NodeId) -> NodeId {
        let span = self.ast.span(node);
        let (list, array) = match *self.ast.kind(node) {
            Kind::Array(list) => (list, true),
            Kind::Object(list) => (list, false),
            _ => return node,
        };
        if self.comma_after_rest.contains(&node) {
            self.report_rest(span);
        }
        let items = self.ast.list(list).to_vec();
        let mut targets = Vec::with_capacity(items.len());
        for (index, &item) in items.iter().enumerate() {
            targets.push(match *self.ast.kind(item) {
                Kind::Hole => item,
                Kind::Spread(inner) => {
                    if index + 1 < items.len() {
                        let span = self.ast.span(item);
                        self.report_rest(span);
                    }
                    self.rest(item, inner, array)
                }
                Kind::Property {
                    key,
                    value,
                    computed,
                    shorthand,
                } => {
                    self.defaults.remove(&item);
                    let target = if shorthand { value } else { self.element(value) };
                    if target == value {
                        item
                    } else {
                        let kind = Kind::Property {
                            key,
                            value: target,
                            computed,
                            shorthand,
                        };
                        let span = self.ast.span(item);
                        self.add_at(kind, span)
                    }
                }
                _ => self.element(item),
            });
        }
        if targets == items {
            return node;
        }
        let list = self.list(&targets);
        self.add_at(if array { Kind::Array(list) } else { Kind::Object(list) }, span)
    }

    fn rest(&mut self, item: NodeId, inner: NodeId, array: bool) -> NodeId {
        let target = if array {
            self.assignment_target(inner)
        } else {
            self.simple_target(inner)
        };
        if target == inner {
            return item;
        }
        let span = self.ast.span(item);
        self.add_at(Kind::Spread(target), span)
    }

    /// An element with or without a default.
    fn element(&mut self, node: NodeId) -> NodeId {
        match *self.ast.kind(node) {
            // The target was checked when the assignment was read.
            Kind::Assign(AssignOp::Plain, target, value) => {
                let span = self.ast.span(node);
                self.add_at(Kind::PatternDefault(target, value), span)
            }
            _ => self.assignment_target(node),
        }
    }

    /// `[a, ...b]` as a binding pattern.
    pub fn array_pattern(&mut self, items: Vec<Option<NodeId>>, left: u32, right: u32) -> NodeId {
        let array = self.array(items, left, right);
        self.check_rest(array);
        array
    }

    /// `{a, ...b}` as a binding pattern.
    pub fn object_pattern(&mut self, properties: &[NodeId], left: u32, right: u32) -> NodeId {
        let object = self.object(properties, left, right);
        self.check_rest(object);
        object
    }

    fn check_rest(&mut self, node: NodeId) {
        let (Kind::Array(list) | Kind::Object(list)) = *self.ast.kind(node) else {
            return;
        };
        let object = matches!(self.ast.kind(node), Kind::Object(_));
        let items = self.ast.list(list).to_vec();
        for (index, &item) in items.iter().enumerate() {
            let Kind::Spread(inner) = *self.ast.kind(item) else {
                continue;
            };
            let span = self.ast.span(item);
            if index + 1 < items.len() || self.comma_after_rest.contains(&node) {
                self.report_rest(span);
            }
            if object && !matches!(self.ast.kind(inner), Kind::Name(_)) {
                self.bad_target(span);
            }
        }
    }

    /// Reports `{a = 1}` where it did not become a pattern.
    pub fn report_defaults(&mut self) {
        for property in std::mem::take(&mut self.defaults) {
            let span = self.ast.span(property);
            self.report(
                Diagnostic::new(Code::E0203, span, "`=` stands in an object literal").help("Write `name: value`."),
            );
        }
    }
}
