//! Writes expressions, patterns and functions.

use super::Printer;
use crate::source::Dialect;
use crate::syntax::ast::{AssignOp, FunctionKind, Kind, List, NodeId, ParamKind, TextId};

impl Printer<'_> {
    pub(super) fn expression(&mut self, node: NodeId) {
        match *self.ast.kind(node) {
            Kind::Nil => self.put("null"),
            Kind::Bool(flag) => self.put(if flag { "true" } else { "false" }),
            Kind::Float(value) => self.number(value),
            Kind::Str(text) => self.string(text),
            Kind::Interpolation(_, parts) => self.template(parts),
            Kind::Regex { parts, flags } => {
                self.put("/");
                if let Some(&Kind::Str(pattern)) = self.ast.list(parts).first().map(|&part| self.ast.kind(part)) {
                    self.name(pattern);
                }
                self.put("/");
                self.name(flags);
            }
            Kind::Array(list) => self.array(list),
            Kind::Object(list) => {
                self.put("{");
                self.separated(list);
                self.put("}");
            }
            Kind::Property {
                key,
                value,
                computed,
                shorthand,
            } => self.property(key, value, computed, shorthand),
            Kind::Spread(inner) => {
                self.put("...");
                self.expression(inner);
            }
            Kind::Name(name) => self.name(name),
            Kind::This => self.put("this"),
            Kind::Paren(list) => {
                self.put("(");
                self.separated(list);
                self.put(")");
            }
            Kind::Comma(list) => self.separated(list),
            // What `Before` and `Below` stand for is the piece before and the piece after.
            Kind::Stages(pieces) | Kind::Ladder(pieces) => {
                for &piece in self.ast.list(pieces) {
                    self.expression(piece);
                }
            }
            Kind::Unary(op, operand) => self.prefix(op.sign(Dialect::JavaScript), operand),
            Kind::Update {
                increment,
                prefix,
                target,
            } => {
                let sign = if increment { "++" } else { "--" };
                if prefix {
                    self.prefix(sign, target);
                } else {
                    self.expression(target);
                    self.put(sign);
                }
            }
            Kind::Binary(op, left, right) => self.infix(left, op.sign(), right),
            Kind::Logical(op, left, right) => self.infix(left, op.sign(), right),
            Kind::PatternDefault(target, value) => self.infix(target, "=", value),
            Kind::Assign(op, target, value) => {
                let sign = match op {
                    AssignOp::Plain => String::from("="),
                    AssignOp::Binary(op) => format!("{}=", op.sign()),
                    AssignOp::Logical(op) => format!("{}=", op.sign()),
                };
                self.infix(target, &sign, value);
            }
            Kind::Conditional(test, yes, no) => {
                self.infix(test, "?", yes);
                self.put(" : ");
                self.expression(no);
            }
            Kind::Declarator { target, init } => match init {
                Some(init) => self.infix(target, "=", init),
                None => self.expression(target),
            },
            Kind::Param { kind, target, default } => {
                if kind == ParamKind::Rest {
                    self.put("...");
                }
                match default {
                    Some(default) => self.infix(target, "=", default),
                    None => self.expression(target),
                }
            }
            Kind::Chain(inner) => self.expression(inner),
            Kind::Member { object, name, optional } => {
                self.object(object);
                self.put(if optional { "?." } else { "." });
                self.name(name);
            }
            Kind::Index {
                object,
                arguments,
                optional,
            } => {
                self.expression(object);
                self.put(if optional { "?.[" } else { "[" });
                self.separated(arguments);
                self.put("]");
            }
            Kind::Call {
                callee,
                arguments,
                optional,
            } => {
                self.expression(callee);
                self.put(if optional { "?.(" } else { "(" });
                self.separated(arguments);
                self.put(")");
            }
            Kind::New { callee, arguments } => {
                self.put("new ");
                self.expression(callee);
                self.put("(");
                self.separated(arguments);
                self.put(")");
            }
            Kind::Function {
                kind,
                name,
                params,
                body,
            } => self.function(kind, name, params, body),
            // Nothing else stands in an expression of a whole tree.
            _ => {}
        }
    }

    fn infix(&mut self, left: NodeId, sign: &str, right: NodeId) {
        self.expression(left);
        self.put(" ");
        self.put(sign);
        self.put(" ");
        self.expression(right);
    }

    /// A prefix operator; a blank keeps it apart from a word or from an equal sign after it.
    fn prefix(&mut self, sign: &str, operand: NodeId) {
        self.put(sign);
        let at = self.out.len();
        self.expression(operand);
        let word = sign.ends_with(|c: char| c.is_ascii_alphabetic());
        let same = sign.chars().last() == self.out[at..].chars().next();
        if word || same {
            self.out.insert(at, ' ');
        }
    }

    /// What stands before a dot; the dot must not become a part of a number.
    fn object(&mut self, object: NodeId) {
        let at = self.out.len();
        self.expression(object);
        if matches!(self.ast.kind(object), Kind::Float(_)) && self.out[at..].bytes().all(|byte| byte.is_ascii_digit()) {
            self.put(".");
        }
    }

    fn property(&mut self, key: NodeId, value: NodeId, computed: bool, shorthand: bool) {
        if shorthand {
            return self.expression(value);
        }
        if computed {
            self.put("[");
            self.expression(key);
            self.put("]");
        } else {
            self.expression(key);
        }
        if let Kind::Function {
            kind: FunctionKind::Method,
            params,
            body,
            ..
        } = *self.ast.kind(value)
        {
            self.params(params);
            self.statement(body);
        } else {
            self.put(": ");
            self.expression(value);
        }
    }

    fn params(&mut self, params: List) {
        self.put("(");
        self.separated(params);
        self.put(") ");
    }

    fn function(&mut self, kind: FunctionKind, name: Option<TextId>, params: List, body: NodeId) {
        let arrow = matches!(kind, FunctionKind::Arrow | FunctionKind::ArrowExpression);
        if !arrow {
            self.put("function ");
            if let Some(name) = name {
                self.name(name);
            }
        }
        self.params(params);
        if arrow {
            self.put("=> ");
        }
        match self.ast.kind(body) {
            Kind::Block(_) => self.statement(body),
            _ => self.expression(body),
        }
    }
}
