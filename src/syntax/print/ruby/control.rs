//! Branches, loops, jumps, and `begin` with its clauses.

use super::Printer;
use crate::syntax::ast::{AssignOp, Kind, List, NodeId};

impl Printer<'_> {
    pub(super) fn control(&mut self, node: NodeId) {
        match *self.ast.kind(node) {
            Kind::If { test, yes, no, unless } => self.branch(test, yes, no, unless),
            Kind::While { test, body, until, .. } => {
                let word = if until { "until" } else { "while" };
                if matches!(self.ast.kind(body), Kind::Block(_)) {
                    self.write(word);
                    self.write(" ");
                    self.node(test);
                    self.body(body);
                    self.write("end");
                } else {
                    self.modifier(body, word, test);
                }
            }
            Kind::ForEach {
                target, iterable, body, ..
            } => {
                self.write("for ");
                self.node(target);
                self.write(" in ");
                self.node(iterable);
                self.body(body);
                self.write("end");
            }
            Kind::Case {
                subject,
                whens,
                otherwise,
            } => self.case(subject, whens, otherwise),
            Kind::Return(value) => self.jump("return", value),
            Kind::Break { value, .. } => self.jump("break", value),
            Kind::Continue { value, .. } => self.jump("next", value),
            Kind::Retry => self.write("retry"),
            Kind::Begin { body, rescues, .. } => {
                if matches!(self.ast.kind(body), Kind::Block(_)) {
                    self.write("begin");
                    self.clauses(node);
                    self.write("end");
                } else if let [only] = *self.ast.list(rescues)
                    && let Kind::Rescue { body: other, .. } = *self.ast.kind(only)
                {
                    self.rescued(body);
                    self.write(" rescue ");
                    self.node(other);
                }
            }
            _ => self.write("nil"),
        }
    }

    /// The statement before a `rescue`. Where it assigns a list, the list has no brackets: with brackets the `rescue` would
    /// belong to the value.
    fn rescued(&mut self, statement: NodeId) {
        match *self.ast.kind(statement) {
            Kind::Assign(AssignOp::Plain, target, value) => match *self.ast.kind(value) {
                Kind::Array(list) if !matches!(self.ast.kind(target), Kind::Targets(_)) => {
                    self.node(target);
                    self.write(" = ");
                    self.separated(list);
                }
                _ => self.node(statement),
            },
            _ => self.node(statement),
        }
    }

    fn modifier(&mut self, statement: NodeId, word: &str, test: NodeId) {
        self.node(statement);
        self.write(&format!(" {word} "));
        self.node(test);
    }

    fn jump(&mut self, word: &str, value: Option<NodeId>) {
        self.write(word);
        if let Some(value) = value {
            self.write(" ");
            self.node(value);
        }
    }

    fn branch(&mut self, test: NodeId, yes: Option<NodeId>, no: Option<NodeId>, unless: bool) {
        let word = if unless { "unless" } else { "if" };
        if let Some(yes) = yes
            && !matches!(self.ast.kind(yes), Kind::Block(_))
        {
            self.modifier(yes, word, test);
            return;
        }
        self.write(word);
        self.write(" ");
        let (mut test, mut yes, mut no) = (test, yes, no);
        // A chain of `elsif` is as deep as it is long, and depth is bounded; the loop saves the recursion all the same.
        loop {
            self.node(test);
            self.write(" then");
            if let Some(yes) = yes {
                self.body(yes);
            }
            let Some(other) = no else { break };
            if let Kind::If {
                test: next,
                yes: then,
                no: otherwise,
                unless: false,
            } = *self.ast.kind(other)
            {
                self.write("elsif ");
                (test, yes, no) = (next, then, otherwise);
            } else {
                self.write("else");
                self.body(other);
                break;
            }
        }
        self.write("end");
    }

    fn case(&mut self, subject: Option<NodeId>, whens: List, otherwise: Option<NodeId>) {
        self.write("case");
        if let Some(subject) = subject {
            self.write(" ");
            self.node(subject);
            if self.out.ends_with("..") {
                self.write(";");
            }
        }
        self.newline();
        for when in self.list(whens) {
            if let Kind::When { conditions, body } = *self.ast.kind(when) {
                self.write("when ");
                self.separated(conditions);
                self.write(" then");
                self.body(body);
            }
        }
        if let Some(otherwise) = otherwise {
            self.write("else");
            self.body(otherwise);
        }
        self.write("end");
    }

    /// Statements with the clauses that may follow them.
    pub(super) fn clauses(&mut self, node: NodeId) {
        let Kind::Begin {
            body,
            rescues,
            otherwise,
            ensure,
        } = *self.ast.kind(node)
        else {
            self.body(node);
            return;
        };
        self.body(body);
        for rescue in self.list(rescues) {
            if let Kind::Rescue { classes, target, body } = *self.ast.kind(rescue) {
                self.write("rescue");
                if !classes.is_empty() {
                    self.write(" ");
                    self.separated(classes);
                }
                if let Some(target) = target {
                    self.write(" => ");
                    self.node(target);
                }
                self.write(" then");
                self.body(body);
            }
        }
        if let Some(otherwise) = otherwise {
            self.write("else");
            self.body(otherwise);
        }
        if let Some(ensure) = ensure {
            self.write("ensure");
            self.body(ensure);
        }
    }
}
