//! Lays out Ruby: expressions here, bodies and clauses, calls, functions and lists in their own files.
//!
//! Input: a tree and its text; output: a document. Literals stay as they stand in the text, and so does what two spellings
//! of one tree differ in: `{}` and `do`, `and` and `&&`, calls with and without parentheses, the forms of keys. A line
//! ends only after an operator, a comma or an opening bracket, or before a point, so that no statement ends early.

mod call;
mod chain;
mod control;
mod function;
mod list;
mod loops;
mod paren;

use super::WIDTH;
use super::builder::{self, Builder, Printer};
use super::doc::{DocId, NOTHING};
use super::infix::{Infix, infix};
use crate::source::Dialect;
use crate::syntax::ast::{AssignOp, Kind, NodeId, UnaryOp};

/// Writes Ruby.
pub struct Ruby<'a> {
    out: Builder<'a>,
}

impl<'a> Printer<'a> for Ruby<'a> {
    fn out(&mut self) -> &mut Builder<'a> {
        &mut self.out
    }
}

impl<'a> Ruby<'a> {
    pub fn new(out: Builder<'a>) -> Self {
        Ruby { out }
    }

    /// The text of the whole rule, without a line end after it.
    pub fn script(mut self) -> String {
        let ast = self.out.ast;
        let end = u32::try_from(self.out.text.len()).unwrap_or(u32::MAX);
        let Some(root) = ast.root else { return String::new() };
        let nodes = match *ast.kind(root) {
            Kind::Block(list) => ast.list(list),
            _ => &[],
        };
        let doc = builder::lines(&mut self, nodes, None, end, Self::statement);
        self.out.docs.layout(doc, WIDTH)
    }

    fn put(&mut self, text: &str) -> DocId {
        self.out.put(text)
    }

    fn join(&mut self, parts: impl Into<Vec<DocId>>) -> DocId {
        self.out.join(parts)
    }

    /// A statement; after `..` a line end would not end it.
    fn statement(&mut self, node: NodeId) -> DocId {
        let inner = self.statement_operand(node);
        let doc = self.indented(inner);
        if self.ends_with_range(node) {
            let sign = self.put(";");
            return self.join([doc, sign]);
        }
        doc
    }

    fn ends_with_range(&self, node: NodeId) -> bool {
        self.out.slice(self.out.ast.span(node)).trim_end().ends_with("..")
    }

    fn node(&mut self, node: NodeId) -> DocId {
        let ast = self.out.ast;
        match *ast.kind(node) {
            Kind::Array(list) => self.array(node, list),
            Kind::Hash { pairs, braces } => self.hash(node, pairs, braces),
            Kind::Pair(key, value) => self.pair(key, value),
            Kind::Spread(inner) => self.prefixed("*", inner),
            Kind::DoubleSplat(inner) => self.prefixed("**", inner),
            Kind::BlockPass(inner) => self.prefixed("&", inner),
            Kind::Range { low, high, exclusive } => self.range(low, high, exclusive),
            Kind::Unary(operator, operand) => self.unary(node, operator, operand),
            Kind::Binary(..) | Kind::Logical(..) => infix(self, node, false),
            Kind::Conditional(test, yes, no) => self.conditional(test, yes, no),
            Kind::Assign(operator, target, value) => self.assigned(operator, target, value),
            Kind::Targets(list) => self.targets(list),
            Kind::Paren(list) => self.paren(node, list),
            Kind::Index { .. } | Kind::Send { .. } => self.links(node),
            Kind::Function { .. } => self.function(node),
            Kind::If { test, yes, no, unless } => self.branch(node, test, yes, no, unless),
            Kind::While { test, body, until, .. } => {
                self.turns(node, if until { "until" } else { "while" }, test, body)
            }
            Kind::ForEach {
                target, iterable, body, ..
            } => self.each(node, target, iterable, body),
            Kind::Case {
                subject,
                whens,
                otherwise,
            } => self.case(node, subject, whens, otherwise),
            Kind::Begin { .. } => self.begin(node),
            Kind::Return(value) => self.jump("return", value),
            Kind::Break { value, .. } => self.jump("break", value),
            Kind::Continue { value, .. } => self.jump("next", value),
            Kind::Yield(arguments) if !arguments.is_empty() => {
                let enclosed = self.follows(node, "yield").starts_with('(');
                let end = self.out.end(node).saturating_sub(1);
                let word = self.put(if enclosed { "yield" } else { "yield " });
                let arguments = if enclosed {
                    self.enclosed("(", arguments, ")", end, false)
                } else {
                    self.separated(arguments)
                };
                self.join([word, arguments])
            }
            Kind::Block(list) => match *ast.list(list) {
                [only] => self.node(only),
                _ => self.out.written(node),
            },
            // Literals, names, `retry`, `defined?`.
            _ => self.out.written(node),
        }
    }

    /// The text of a node after the word that begins it.
    fn follows(&self, node: NodeId, word: &str) -> &'a str {
        let text = self.out.slice(self.out.ast.span(node));
        text.strip_prefix(word).unwrap_or("")
    }

    fn prefixed(&mut self, sign: &str, inner: NodeId) -> DocId {
        let sign = self.put(sign);
        if matches!(self.out.ast.kind(inner), Kind::Hole) {
            return sign;
        }
        let inner = self.node(inner);
        self.join([sign, inner])
    }

    fn range(&mut self, low: Option<NodeId>, high: Option<NodeId>, exclusive: bool) -> DocId {
        let low = low.map_or(NOTHING, |low| self.node(low));
        let sign = self.put(if exclusive { "..." } else { ".." });
        let Some(high) = high else {
            return self.join([low, sign]);
        };
        // The end may begin with a point of its own.
        let gap = self.put(if matches!(self.out.ast.kind(high), Kind::Range { .. }) {
            " "
        } else {
            ""
        });
        let high = self.node(high);
        self.join([low, sign, gap, high])
    }

    fn unary(&mut self, node: NodeId, operator: UnaryOp, operand: NodeId) -> DocId {
        if operator == UnaryOp::NotWord {
            return self.not_word(node, operand);
        }
        let sign = operator.sign(Dialect::Ruby);
        let after = self.follows(node, sign);
        let inner = if operator == UnaryOp::Not {
            self.tight(operand)
        } else {
            operand
        };
        // A sign before a digit belongs to the number, unless a blank is between them; two signs could be another one.
        let apart = after.starts_with([' ', '\t'])
            && after
                .trim_start()
                .starts_with(|c: char| c.is_ascii_digit() || "+-~!=".contains(c));
        let sign = self.out.put(format!("{sign}{}", if apart { " " } else { "" }));
        let inner = self.node(inner);
        self.join([sign, inner])
    }

    fn not_word(&mut self, node: NodeId, operand: NodeId) -> DocId {
        if self.follows(node, "not").starts_with('(') {
            let (open, close) = (self.put("not("), self.put(")"));
            let inner = self.node(operand);
            return self.join([open, inner, close]);
        }
        let word = self.put("not ");
        let inner = self.node(operand);
        self.join([word, inner])
    }

    fn assigned(&mut self, operator: AssignOp, target: NodeId, value: NodeId) -> DocId {
        let target = self.node(target);
        let sign = self.out.put(match operator {
            AssignOp::Plain => String::from(" ="),
            AssignOp::Binary(operator) => format!(" {}=", operator.sign()),
            AssignOp::Logical(operator) => format!(" {}=", operator.sign()),
        });
        let value = self.value(value);
        self.join([target, sign, value])
    }

    /// What stands behind `=`, with the blank before it.
    fn value(&mut self, value: NodeId) -> DocId {
        let value = self.free(value);
        let start = self.out.start(value);
        let chained = matches!(self.out.ast.kind(value), Kind::Logical(..));
        if !chained && !self.out.pending(start) {
            let blank = self.put(" ");
            let value = self.indented(value);
            return self.join([blank, value]);
        }
        let after = self.out.after(start);
        let before = self.out.before(start);
        let value = self.node(value);
        let line = self.out.docs.line();
        let doc = self.join([after, line, before, value]);
        let doc = self.out.docs.indent(doc);
        self.out.docs.group(doc)
    }
}
