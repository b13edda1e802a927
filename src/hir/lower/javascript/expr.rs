//! Expressions.

use super::Lowering;
use super::assign::logic;
use crate::hir::{Arg, Const, ExprId, Kind};
use crate::op::Op;
use crate::source::Span;
use crate::syntax::ast::{self, BinaryOp, FunctionKind, List, NodeId, TextId, UnaryOp};

impl Lowering<'_> {
    /// An expression, for its value.
    pub(super) fn expr(&mut self, node: NodeId) -> ExprId {
        let span = self.span(node);
        match *self.ast.kind(node) {
            ast::Kind::Nil => self.constant(Const::Nil, span),
            ast::Kind::Bool(flag) => self.constant(Const::Bool(flag), span),
            ast::Kind::Float(value) => self.constant(Const::Float(value), span),
            ast::Kind::Str(text) => {
                let text = self.text(text);
                self.constant(Const::Str(text), span)
            }
            ast::Kind::Interpolation(_, parts) => self.template(parts, span),
            ast::Kind::Regex { parts, flags } => self.regex(parts, flags, span),
            ast::Kind::Array(items) => {
                let items = self.arguments(items);
                self.add(Kind::Array(items), span)
            }
            ast::Kind::Object(properties) => self.object(properties, span),
            ast::Kind::Name(name) => self.name(node, name),
            ast::Kind::This => self.this(span),
            ast::Kind::Paren(list) => {
                let inner = self.only(list);
                self.expr(inner)
            }
            ast::Kind::Comma(list) => self.comma(list, span),
            ast::Kind::Stages(pieces) => self.stages(pieces, span),
            ast::Kind::Before => self.before(span),
            ast::Kind::Ladder(pieces) => self.ladder(pieces, span, Self::expr),
            ast::Kind::Below => self.below(span),
            ast::Kind::Unary(op, operand) => self.unary(op, operand, span),
            ast::Kind::Binary(op, left, right) => self.binary(op, left, right, span),
            ast::Kind::Logical(op, left, right) => {
                let left = self.expr(left);
                let right = self.expr(right);
                self.add(Kind::Logic(logic(op), left, right), span)
            }
            ast::Kind::Conditional(test, yes, no) => {
                let test = self.expr(test);
                let yes = self.expr(yes);
                let no = self.expr(no);
                self.add(Kind::If(test, yes, no), span)
            }
            ast::Kind::Assign(op, target, value) => self.assign(op, target, value, span),
            ast::Kind::Update {
                increment,
                prefix,
                target,
            } => self.update(increment, prefix, target, false, span),
            ast::Kind::Member { object, name, optional } => self.member(object, name, optional, span),
            ast::Kind::Index {
                object,
                arguments,
                optional,
            } => self.index(object, arguments, optional, span),
            ast::Kind::Call {
                callee,
                arguments,
                optional,
            } => self.call(callee, arguments, optional, span),
            ast::Kind::New { callee, arguments } => self.new_object(callee, arguments, span),
            ast::Kind::Chain(inner) => self.chain(inner, span),
            ast::Kind::Function { .. } => self.closure(node, None),
            // Only broken trees hold anything else here, and those are not lowered.
            _ => self.undefined(span),
        }
    }

    /// An expression whose value is dropped.
    pub(super) fn effect(&mut self, node: NodeId) -> ExprId {
        let span = self.span(node);
        match *self.ast.kind(node) {
            ast::Kind::Update {
                increment,
                prefix,
                target,
            } => self.update(increment, prefix, target, true, span),
            _ => self.expr(node),
        }
    }

    /// The only node of a list.
    pub(super) fn only(&self, list: List) -> NodeId {
        // The parser makes these lists with one node; an empty one would name the first node of the tree.
        self.ast.list(list).first().copied().unwrap_or(NodeId(0))
    }

    /// An expression that takes the name of its target where it is a function without a name (ECMA-262 8.4.5).
    pub(super) fn named_for(&mut self, node: NodeId, target: NodeId) -> ExprId {
        match *self.ast.kind(target) {
            ast::Kind::Name(name) => self.named(node, name),
            _ => self.expr(node),
        }
    }

    /// An expression that takes a name where it is a function without one.
    pub(super) fn named(&mut self, node: NodeId, name: TextId) -> ExprId {
        let inner = self.unwrapped(node);
        match self.ast.kind(inner) {
            ast::Kind::Function { name: None, .. } => {
                let name = self.text(name);
                self.closure(inner, Some(name))
            }
            _ => self.expr(node),
        }
    }

    fn comma(&mut self, list: List, span: Span) -> ExprId {
        let nodes = self.nodes(list);
        let last = nodes.len().saturating_sub(1);
        let mut code = Vec::with_capacity(nodes.len());
        for (index, &node) in nodes.iter().enumerate() {
            let lowered = if index < last {
                self.effect(node)
            } else {
                self.expr(node)
            };
            code.push(lowered);
        }
        self.sequence(code, span)
    }

    fn this(&mut self, span: Span) -> ExprId {
        use crate::hir::FuncKind;
        if !self
            .functions
            .iter()
            .any(|function| function.kind == FuncKind::Function)
        {
            self.refuse(
                span,
                "`this` outside a function is not supported",
                "Name the binding itself.",
            );
        }
        self.add(Kind::This, span)
    }

    fn unary(&mut self, op: UnaryOp, operand: NodeId, span: Span) -> ExprId {
        match op {
            UnaryOp::Delete => return self.delete(operand, span),
            UnaryOp::Typeof => {
                if let ast::Kind::Name(name) = *self.ast.kind(self.unwrapped(operand))
                    && !self.is_arguments(name)
                {
                    return self.typeof_name(name, span);
                }
            }
            UnaryOp::Void => {
                let value = self.effect(operand);
                let undefined = self.undefined(span);
                return self.sequence(vec![value, undefined], span);
            }
            _ => {}
        }
        let operand = self.expr(operand);
        let op = match op {
            UnaryOp::Plus => Op::JsToNumber,
            UnaryOp::Minus => Op::JsNeg,
            UnaryOp::BitNot => Op::JsBitNot,
            UnaryOp::Typeof => Op::JsTypeof,
            _ => Op::JsNot,
        };
        self.op(op, &[operand], span)
    }

    fn binary(&mut self, op: BinaryOp, left: NodeId, right: NodeId, span: Span) -> ExprId {
        let left = self.expr(left);
        let right = match *self.ast.kind(self.unwrapped(right)) {
            ast::Kind::Name(name) if op == BinaryOp::InstanceOf && !self.is_arguments(name) => {
                let at = self.span(right);
                self.read_name(name, at)
            }
            _ => self.expr(right),
        };
        self.op(binary_op(op), &[left, right], span)
    }

    fn delete(&mut self, operand: NodeId, span: Span) -> ExprId {
        let inner = self.unwrapped(operand);
        match *self.ast.kind(inner) {
            ast::Kind::Member { object, name, optional } => {
                self.check_property(name, span);
                let object = self.receiver(object, optional);
                let name = self.text(name);
                let key = self.constant(Const::Str(name), span);
                self.op(Op::JsDelete, &[object, key], span)
            }
            ast::Kind::Index {
                object,
                arguments,
                optional,
            } => {
                self.check_bare_arguments(object);
                let object = self.receiver(object, optional);
                let key = self.only(arguments);
                let key = self.key(key);
                self.op(Op::JsDelete, &[object, key], span)
            }
            ast::Kind::Chain(chain) => {
                let label = self.builder.label();
                self.chains.push((label, true));
                let deleted = self.delete(chain, span);
                self.chains.pop();
                self.add(Kind::Block(label, deleted), span)
            }
            ast::Kind::Name(_) => {
                self.refuse(
                    span,
                    "`delete` of a variable is not supported",
                    "Assign `undefined` instead.",
                );
                self.undefined(span)
            }
            _ => {
                let value = self.expr(operand);
                let yes = self.constant(Const::Bool(true), span);
                self.sequence(vec![value, yes], span)
            }
        }
    }

    fn check_bare_arguments(&mut self, object: NodeId) {
        if let ast::Kind::Name(name) = *self.ast.kind(object)
            && self.is_arguments(name)
        {
            let span = self.span(object);
            self.bare_arguments(span);
        }
    }

    /// Arguments or elements.
    pub(super) fn arguments(&mut self, list: List) -> Vec<Arg> {
        let mut args = Vec::with_capacity(list.len());
        for node in self.nodes(list) {
            args.push(match *self.ast.kind(node) {
                ast::Kind::Spread(inner) => Arg::Spread(self.expr(inner)),
                ast::Kind::Hole => Arg::One(self.nothing(self.span(node))),
                _ => Arg::One(self.expr(node)),
            });
        }
        args
    }

    /// Whether a function takes its name from the key of a property.
    pub(super) fn is_nameless_function(&self, node: NodeId) -> bool {
        match *self.ast.kind(self.unwrapped(node)) {
            ast::Kind::Function { name: None, kind, .. } => kind != FunctionKind::Declaration,
            _ => false,
        }
    }
}

/// The operator of JavaScript that an operator of the tree means.
pub fn binary_op(op: BinaryOp) -> Op {
    match op {
        BinaryOp::Add => Op::JsAdd,
        BinaryOp::Sub => Op::JsSub,
        BinaryOp::Mul => Op::JsMul,
        BinaryOp::Div => Op::JsDiv,
        BinaryOp::Mod => Op::JsMod,
        BinaryOp::Pow => Op::JsPow,
        BinaryOp::BitAnd => Op::JsBitAnd,
        BinaryOp::BitOr => Op::JsBitOr,
        BinaryOp::BitXor => Op::JsBitXor,
        BinaryOp::Shl => Op::JsShl,
        BinaryOp::Shr => Op::JsShr,
        BinaryOp::UShr => Op::JsUShr,
        BinaryOp::Eq => Op::JsEq,
        BinaryOp::Ne => Op::JsNe,
        BinaryOp::EqEqEq => Op::JsStrictEq,
        BinaryOp::NeEqEq => Op::JsStrictNe,
        BinaryOp::Lt => Op::JsLt,
        BinaryOp::Le => Op::JsLe,
        BinaryOp::Gt => Op::JsGt,
        BinaryOp::Ge => Op::JsGe,
        BinaryOp::In => Op::JsIn,
        // The other operators are Ruby's; the JavaScript grammar does not make them.
        BinaryOp::InstanceOf | BinaryOp::Spaceship | BinaryOp::Match | BinaryOp::NotMatch => Op::JsInstanceOf,
    }
}
