//! Calls as `defined?` asks for them: which nodes are calls to Ruby, with what receiver, name and arguments.

use super::Lowering;
use super::kernel;
use crate::syntax::ast::{self, AssignOp, BinaryOp, List, NodeId, UnaryOp};

/// A call as Ruby's parser sees it: an operator, an index and an assignment to an attribute are calls, too.
#[derive(Debug)]
pub(super) struct Asked {
    /// None for a function.
    pub receiver: Option<NodeId>,
    /// The method.
    pub name: String,
    /// The arguments, the value of an assignment among them.
    pub arguments: Vec<NodeId>,
    /// The whole.
    pub node: NodeId,
}

impl Lowering<'_> {
    /// The call that a node is, unless it has a block of its own or is safe.
    pub(super) fn asked(&self, node: NodeId) -> Option<Asked> {
        let nodes = |list: List| self.nodes(list);
        let call = |receiver: NodeId, name: &str, arguments: Vec<NodeId>| Asked {
            receiver: Some(receiver),
            name: name.to_owned(),
            arguments,
            node,
        };
        match *self.ast.kind(node) {
            ast::Kind::Send {
                receiver,
                safe: false,
                name,
                arguments,
                block: None,
                ..
            } => Some(Asked {
                receiver,
                name: self.name(name),
                arguments: nodes(arguments),
                node,
            }),
            ast::Kind::Index { object, arguments, .. } => Some(call(object, "[]", nodes(arguments))),
            ast::Kind::Unary(operator, operand) => {
                let name = match operator {
                    UnaryOp::Not | UnaryOp::NotWord => "!",
                    UnaryOp::Minus => "-@",
                    UnaryOp::Plus => "+@",
                    _ => "~",
                };
                Some(call(operand, name, Vec::new()))
            }
            // A match with a literal is a kind of its own to Ruby.
            ast::Kind::Binary(BinaryOp::Match, left, right) if self.is_regex(left) || self.is_regex(right) => None,
            ast::Kind::Binary(operator, left, right) => Some(call(left, operator.sign(), vec![right])),
            ast::Kind::Assign(AssignOp::Plain, target, value) => match *self.ast.kind(target) {
                ast::Kind::Index { object, arguments, .. } => {
                    let mut arguments = nodes(arguments);
                    arguments.push(value);
                    Some(call(object, "[]=", arguments))
                }
                ast::Kind::Send {
                    receiver: Some(receiver),
                    name,
                    ..
                } => {
                    let name = format!("{}=", self.name(name));
                    Some(call(receiver, &name, vec![value]))
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether a method is called as its name says: no class is made, nothing is run by its name.
    pub(super) fn is_plain_method(&self, call: &Asked) -> bool {
        let made = call.name == "new"
            && call.receiver.is_some_and(|receiver| match *self.ast.kind(receiver) {
                ast::Kind::Constant(None, class) => matches!(&*self.ast.name(class), "Class" | "Module"),
                _ => false,
            });
        let by_name = matches!(call.name.as_str(), "send" | "public_send" | "__send__");
        !made && !by_name && !kernel::is_refused_method(&call.name)
    }

    pub(super) fn is_self(&self, node: NodeId) -> bool {
        matches!(self.ast.kind(node), ast::Kind::This)
    }

    fn is_regex(&self, node: NodeId) -> bool {
        match *self.ast.kind(node) {
            ast::Kind::Regex { .. } => true,
            ast::Kind::Paren(_) => (self.reduced(node)).is_some_and(|inner| inner != node && self.is_regex(inner)),
            _ => false,
        }
    }
}
