//! Expressions and patterns.

use super::JavaScript;
use crate::format::doc::DocId;
use crate::format::infix::{infix, is_leaf};
use crate::source::Dialect;
use crate::syntax::ast::{AssignOp, Kind, NodeId, ParamKind};

impl JavaScript<'_> {
    pub(super) fn expression(&mut self, node: NodeId) -> DocId {
        let ast = self.out.ast;
        match *ast.kind(node) {
            Kind::Array(list) => self.array(node, list),
            Kind::Hole => self.put(""),
            Kind::Object(list) => self.object(node, list),
            Kind::Property {
                key,
                value,
                computed,
                shorthand,
            } => self.property(key, value, computed, shorthand),
            Kind::Spread(inner) => {
                let sign = self.put("...");
                let inner = self.free(inner);
                let inner = self.expression(inner);
                self.join([sign, inner])
            }
            Kind::Paren(_) => self.paren(node),
            Kind::Comma(list) => self.separated(list),
            Kind::Unary(operator, operand) => self.prefix(operator.sign(Dialect::JavaScript), operand),
            Kind::Update {
                increment,
                prefix,
                target,
            } => {
                let sign = if increment { "++" } else { "--" };
                if prefix {
                    self.prefix(sign, target)
                } else {
                    let target = self.expression(target);
                    let sign = self.put(sign);
                    self.join([target, sign])
                }
            }
            Kind::Binary(..) | Kind::Logical(..) => infix(self, node, false),
            Kind::Conditional(..) => self.conditional(node),
            Kind::PatternDefault(target, value) => self.assigned(target, "=", value),
            Kind::Assign(operator, target, value) => {
                let sign = match operator {
                    AssignOp::Plain => String::from("="),
                    AssignOp::Binary(operator) => format!("{}=", operator.sign()),
                    AssignOp::Logical(operator) => format!("{}=", operator.sign()),
                };
                self.assigned(target, &sign, value)
            }
            Kind::Declarator { target, init } => match init {
                Some(init) => self.assigned(target, "=", init),
                None => self.expression(target),
            },
            Kind::Param { kind, target, default } => {
                let sign = self.put(if kind == ParamKind::Rest { "..." } else { "" });
                let target = match default {
                    Some(default) => self.assigned(target, "=", default),
                    None => self.expression(target),
                };
                self.join([sign, target])
            }
            Kind::Chain(inner) => self.expression(inner),
            Kind::Member { .. } | Kind::Index { .. } | Kind::Call { .. } => self.links(node),
            Kind::New { callee, arguments } => {
                let word = self.put("new ");
                let callee = self.expression(callee);
                let end = self.out.end(node).saturating_sub(1);
                let arguments = self.arguments(arguments, end);
                self.join([word, callee, arguments])
            }
            Kind::Function { .. } => self.function(node),
            // Literals and names, and runs so long that the tree holds them in pieces.
            _ => self.out.written(node),
        }
    }

    fn assigned(&mut self, target: NodeId, sign: &str, value: NodeId) -> DocId {
        let target = self.expression(target);
        let sign = self.out.put(format!(" {sign}"));
        let value = self.value(value);
        self.join([target, sign, value])
    }

    /// What stands behind `=` or `:`, with the blank before it.
    pub(super) fn value(&mut self, node: NodeId) -> DocId {
        let node = self.free(node);
        self.value_of(node)
    }

    pub(super) fn value_of(&mut self, node: NodeId) -> DocId {
        let start = self.out.start(node);
        let commented = self.out.pending(start);
        let chained = match *self.out.ast.kind(node) {
            Kind::Binary(_, left, right) => {
                !is_leaf(self.out.ast, self.tight(right)) || matches!(self.out.ast.kind(left), Kind::Binary(..))
            }
            Kind::Logical(..) => true,
            _ => false,
        };
        if !commented && !chained {
            let blank = self.put(" ");
            let value = self.expression(node);
            return self.join([blank, value]);
        }
        let after = self.out.after(start);
        let before = self.out.before(start);
        let value = self.expression(node);
        let line = self.out.docs.line();
        let doc = self.join([after, line, before, value]);
        let doc = self.out.docs.indent(doc);
        self.out.docs.group(doc)
    }

    fn paren(&mut self, node: NodeId) -> DocId {
        let ast = self.out.ast;
        let Kind::Paren(list) = *ast.kind(node) else {
            return self.out.written(node);
        };
        let (open, close) = (self.put("("), self.put(")"));
        let [inner] = *ast.list(list) else {
            return self.out.written(node);
        };
        let start = self.out.start(inner);
        let end = self.out.end(node).saturating_sub(1);
        if matches!(ast.kind(inner), Kind::Function { .. } | Kind::Object(_))
            && !self.out.pending(start)
            && !self.out.commented(self.out.end(inner), end)
        {
            let inner = self.expression(inner);
            return self.join([open, inner, close]);
        }
        let after = self.out.after(start);
        let before = self.out.before(start);
        let inner = self.expression(inner);
        let closing = self.out.closing(end);
        let (begin, finish) = (self.out.docs.soft(), self.out.docs.soft());
        let inner = self.join([after, begin, before, inner, closing]);
        let inner = self.out.docs.indent(inner);
        let doc = self.join([open, inner, finish, close]);
        self.out.docs.group(doc)
    }

    /// A prefix operator; a blank keeps it apart from a word or from an equal sign after it.
    fn prefix(&mut self, sign: &str, operand: NodeId) -> DocId {
        let word = sign.ends_with(|c: char| c.is_ascii_alphabetic());
        let operand = if word { operand } else { self.tight(operand) };
        let next = match *self.out.ast.kind(operand) {
            Kind::Unary(operator, _) => operator.sign(Dialect::JavaScript),
            Kind::Update {
                increment,
                prefix: true,
                ..
            } => {
                if increment {
                    "++"
                } else {
                    "--"
                }
            }
            _ => "",
        };
        let same = sign.chars().last() == next.chars().next();
        let sign = self.put(sign);
        let gap = self.put(if word || same { " " } else { "" });
        let operand = self.expression(operand);
        self.join([sign, gap, operand])
    }
}
