//! Writes a Ruby tree as text.
//!
//! Input: a tree that the parser made. Output: a text whose tree is the same but for places. Parentheses stand where
//! the tree has them, since the parser keeps them; sugar that makes the same tree is written in one way: keys as
//! `key => value`, word lists as arrays, lists behind `=` in brackets.

mod call;
mod control;
mod function;
mod literal;

use crate::source::Dialect;
use crate::syntax::ast::{AssignOp, Ast, Kind, List, LogicalOp, NodeId, UnaryOp};

/// The text of a tree.
pub fn print(ast: &Ast) -> String {
    let mut printer = Printer {
        ast,
        out: String::new(),
        indent: 0,
    };
    if let Some(root) = ast.root {
        printer.statements_of(root);
    }
    printer.out
}

struct Printer<'a> {
    ast: &'a Ast,
    out: String,
    indent: usize,
}

impl Printer<'_> {
    fn write(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn newline(&mut self) {
        self.out.push('\n');
        for _ in 0..self.indent {
            self.out.push_str("  ");
        }
    }

    fn list(&self, list: List) -> Vec<NodeId> {
        self.ast.list(list).to_vec()
    }

    fn name(&self, text: crate::syntax::ast::TextId) -> String {
        self.ast.name(text).into_owned()
    }

    /// The statements of a block, each on a line.
    fn statements_of(&mut self, block: NodeId) {
        match *self.ast.kind(block) {
            Kind::Block(list) => self.lines(list),
            _ => self.statement(block),
        }
    }

    fn lines(&mut self, list: List) {
        for (index, statement) in self.list(list).into_iter().enumerate() {
            if index > 0 {
                self.newline();
            }
            self.statement(statement);
        }
    }

    fn statement(&mut self, statement: NodeId) {
        self.node(statement);
        if self.out.ends_with("..") {
            // A newline after `..` would not end the statement.
            self.write(";");
        }
    }

    /// A block on lines of its own, further in, and a new line after it.
    fn body(&mut self, block: NodeId) {
        let empty = matches!(*self.ast.kind(block), Kind::Block(list) if list.is_empty());
        if !empty {
            self.indent += 1;
            self.newline();
            self.statements_of(block);
            self.indent -= 1;
        }
        self.newline();
    }

    fn separated(&mut self, list: List) {
        for (index, node) in self.list(list).into_iter().enumerate() {
            if index > 0 {
                self.write(", ");
            }
            self.node(node);
        }
    }

    fn node(&mut self, node: NodeId) {
        match *self.ast.kind(node) {
            Kind::Nil => self.write("nil"),
            Kind::Bool(value) => self.write(if value { "true" } else { "false" }),
            Kind::This => self.write("self"),
            Kind::Name(name) => self.write(&self.name(name)),
            Kind::InstanceVar(name) => self.write(&format!("@{}", self.ast.name(name))),
            Kind::GlobalVar(name) => self.write(&self.name(name)),
            Kind::Constant(scope, name) => {
                if let Some(scope) = scope {
                    self.node(scope);
                    self.write("::");
                }
                self.write(&self.name(name));
            }
            Kind::Integer(_)
            | Kind::Float(_)
            | Kind::Str(_)
            | Kind::Symbol(_)
            | Kind::Interpolation(..)
            | Kind::Regex { .. }
            | Kind::Array(_)
            | Kind::Hash { .. }
            | Kind::Pair(..) => self.literal(node),
            Kind::Spread(inner) => self.prefixed("*", inner),
            Kind::DoubleSplat(inner) => self.prefixed("**", inner),
            Kind::BlockPass(inner) => self.prefixed("&", inner),
            Kind::Range { low, high, exclusive } => {
                if let Some(low) = low {
                    self.node(low);
                }
                self.write(if exclusive { "..." } else { ".." });
                if let Some(high) = high {
                    // A blank, since the end may begin with a point of its own.
                    self.write(" ");
                    self.node(high);
                }
            }
            Kind::Unary(operator, operand) => self.unary(operator, operand),
            Kind::Binary(operator, left, right) => {
                self.node(left);
                self.write(&format!(" {} ", operator.sign()));
                self.node(right);
            }
            Kind::Logical(operator, ..) => self.logical(node, operator),
            Kind::Conditional(test, yes, no) => {
                self.node(test);
                self.write(" ? ");
                self.node(yes);
                self.write(" : ");
                self.node(no);
            }
            Kind::Assign(operator, target, value) => {
                self.node(target);
                self.write(&match operator {
                    AssignOp::Plain => String::from(" = "),
                    AssignOp::Binary(operator) => format!(" {}= ", operator.sign()),
                    AssignOp::Logical(operator) => format!(" {}= ", operator.sign()),
                });
                self.node(value);
            }
            Kind::Targets(list) => self.targets(list),
            Kind::Paren(list) => self.paren(list),
            Kind::Defined(operand) => {
                self.write("defined?(");
                self.node(operand);
                self.write(")");
            }
            Kind::Block(list) => {
                for (index, statement) in self.list(list).into_iter().enumerate() {
                    if index > 0 {
                        self.write("; ");
                    }
                    self.node(statement);
                }
            }
            Kind::Index { object, arguments, .. } => {
                self.node(object);
                self.write("[");
                self.separated(arguments);
                self.write("]");
            }
            Kind::Send { .. } => self.send(node),
            Kind::Yield(arguments) => {
                self.write("yield");
                if !arguments.is_empty() {
                    self.write("(");
                    self.separated(arguments);
                    self.write(")");
                }
            }
            Kind::Function { .. } => self.function(node),
            _ => self.control(node),
        }
    }

    fn prefixed(&mut self, sign: &str, inner: NodeId) {
        self.write(sign);
        if !matches!(self.ast.kind(inner), Kind::Hole) {
            self.node(inner);
        }
    }

    fn unary(&mut self, operator: UnaryOp, operand: NodeId) {
        self.write(operator.sign(Dialect::Ruby));
        if operator == UnaryOp::NotWord {
            self.write("(");
            self.node(operand);
            return self.write(")");
        }
        let start = self.out.len();
        self.node(operand);
        if operator == UnaryOp::Minus && self.out[start..].starts_with(|c: char| c.is_ascii_digit()) {
            // Without the blank the sign would belong to the number.
            self.out.insert(start, ' ');
        }
    }

    /// A chain of one operator is written in a loop: it may be as long as the text.
    fn logical(&mut self, node: NodeId, operator: LogicalOp) {
        let mut terms = Vec::new();
        let mut rest = node;
        while let Kind::Logical(other, left, right) = *self.ast.kind(rest) {
            if other != operator {
                break;
            }
            terms.push(right);
            rest = left;
        }
        self.node(rest);
        for &term in terms.iter().rev() {
            self.write(&format!(" {} ", operator.sign()));
            self.node(term);
        }
    }

    fn paren(&mut self, list: List) {
        self.write("(");
        for (index, statement) in self.list(list).into_iter().enumerate() {
            if index > 0 {
                self.write("; ");
            }
            self.node(statement);
        }
        self.write(")");
    }

    fn targets(&mut self, list: List) {
        let targets = self.list(list);
        for (index, &target) in targets.iter().enumerate() {
            if index > 0 {
                self.write(", ");
            }
            self.inner_target(target);
        }
        if let [only] = targets[..]
            && !matches!(self.ast.kind(only), Kind::Spread(_))
        {
            self.write(",");
        }
    }

    fn inner_target(&mut self, target: NodeId) {
        if matches!(self.ast.kind(target), Kind::Targets(_)) {
            self.write("(");
            self.node(target);
            self.write(")");
        } else {
            self.node(target);
        }
    }
}
