//! Branches, `begin` with its clauses, jumps, and the bodies that all of them have.

use super::Ruby;
use crate::format::builder;
use crate::format::doc::{DocId, NOTHING};
use crate::format::infix::Infix;
use crate::source::Span;
use crate::syntax::ast::{Kind, List, NodeId};

impl Ruby<'_> {
    /// The statements of a body, further in, and the line end after it. `opened` is where its head ends, `end` where the
    /// word stands that closes it.
    pub(super) fn body(&mut self, body: NodeId, opened: u32, end: u32) -> DocId {
        let ast = self.out.ast;
        let nodes = match *ast.kind(body) {
            Kind::Block(list) => ast.list(list),
            _ => std::slice::from_ref(&body),
        };
        let inner = builder::lines(self, nodes, Some(opened), end, Self::statement);
        let inner = self.out.docs.indent(inner);
        let finish = self.out.docs.hard();
        self.join([inner, finish])
    }

    /// Where the last statement of a body ends.
    pub(super) fn last_end(&self, body: NodeId, head: u32) -> u32 {
        match *self.out.ast.kind(body) {
            Kind::Block(list) => {
                let last = self.out.ast.list(list).last();
                last.map_or(head, |&last| self.out.end(last)).max(head)
            }
            _ => self.out.end(body),
        }
    }

    fn modifier(&mut self, statement: NodeId, word: &str, test: NodeId) -> DocId {
        let statement = self.indented(statement);
        let word = self.out.put(format!(" {word} "));
        let test = self.free(test);
        let test = self.indented(test);
        self.join([statement, word, test])
    }

    pub(super) fn jump(&mut self, word: &str, value: Option<NodeId>) -> DocId {
        let word = self.put(word);
        let Some(value) = value else { return word };
        let blank = self.put(" ");
        let value = self.free(value);
        let value = self.indented(value);
        self.join([word, blank, value])
    }

    pub(super) fn branch(
        &mut self,
        node: NodeId,
        test: NodeId,
        yes: Option<NodeId>,
        no: Option<NodeId>,
        unless: bool,
    ) -> DocId {
        let word = if unless { "unless" } else { "if" };
        if let Some(yes) = yes
            && !matches!(self.out.ast.kind(yes), Kind::Block(_))
        {
            return self.modifier(yes, word, test);
        }
        let last = self.out.end(node).saturating_sub(3);
        let mut parts = vec![self.out.put(format!("{word} "))];
        let (mut test, mut yes, mut no) = (test, yes, no);
        // A chain of `elsif` may be as long as the text.
        loop {
            parts.push(self.test(test));
            let head = self.out.end(test);
            let end = yes.map_or(head, |yes| self.last_end(yes, head));
            let otherwise = self.out.find_word(end, last, "els");
            parts.push(match yes {
                Some(yes) => self.body(yes, head, otherwise),
                None => self.empty_body(head, otherwise),
            });
            let Some(other) = no else { break };
            match *self.out.ast.kind(other) {
                Kind::If {
                    test: next,
                    yes: then,
                    no: further,
                    unless: false,
                } if self.out.slice(self.out.ast.span(other)).starts_with("elsif") => {
                    parts.push(self.put("elsif "));
                    (test, yes, no) = (next, then, further);
                }
                _ => {
                    parts.push(self.put("else"));
                    parts.push(self.body(other, otherwise + 4, last));
                    break;
                }
            }
        }
        parts.push(self.put("end"));
        self.join(parts)
    }

    fn empty_body(&mut self, opened: u32, end: u32) -> DocId {
        let inner = builder::lines(self, &[], Some(opened), end, Self::statement);
        let inner = self.out.docs.indent(inner);
        let finish = self.out.docs.hard();
        self.join([inner, finish])
    }

    pub(super) fn test(&mut self, test: NodeId) -> DocId {
        let ends = self.ends_with_range(test);
        let test = self.free(test);
        let doc = self.indented(test);
        let sign = self.put(if ends { ";" } else { "" });
        self.join([doc, sign])
    }

    pub(super) fn case(
        &mut self,
        node: NodeId,
        subject: Option<NodeId>,
        whens: List,
        otherwise: Option<NodeId>,
    ) -> DocId {
        let ast = self.out.ast;
        let mut parts = vec![self.put("case")];
        let mut opened = self.out.start(node) + 4;
        if let Some(subject) = subject {
            opened = self.out.end(subject);
            parts.push(self.put(" "));
            parts.push(self.test(subject));
        }
        let last = self.out.end(node).saturating_sub(3);
        let nodes = ast.list(whens);
        let from = nodes.last().map_or(opened, |&when| self.out.end(when));
        let end = match otherwise {
            Some(_) => self.out.find_word(from, last, "else"),
            None => last,
        };
        parts.push(builder::lines(self, nodes, Some(opened), end, Self::when));
        parts.push(self.out.docs.hard());
        if let Some(otherwise) = otherwise {
            parts.push(self.put("else"));
            parts.push(self.body(otherwise, end + 4, last));
        }
        parts.push(self.put("end"));
        self.join(parts)
    }

    fn when(&mut self, node: NodeId) -> DocId {
        let ast = self.out.ast;
        let Kind::When { conditions, body } = *ast.kind(node) else {
            return self.out.written(node);
        };
        let word = self.put("when ");
        let tests = self.separated(conditions);
        let tests = self.out.docs.indent(tests);
        let tests = self.out.docs.group(tests);
        let head = ast
            .list(conditions)
            .last()
            .map_or(self.out.start(node), |&last| self.out.end(last));
        let open_range = ast
            .list(conditions)
            .last()
            .is_some_and(|&last| self.ends_with_range(last));
        let end = self.out.end(node);
        let statements = match *ast.kind(body) {
            Kind::Block(list) => ast.list(list),
            _ => &[],
        };
        if let [only] = *statements {
            let between = self.out.slice(Span::new(head, self.out.start(only)));
            if !between.contains('\n') && between.contains("then") {
                let statement = self.statement(only);
                let (then, line) = (self.put(" then"), self.out.docs.line());
                let then = if open_range {
                    then
                } else {
                    self.out.docs.if_broken(NOTHING, then)
                };
                let body = self.join([line, statement]);
                let body = self.out.docs.indent(body);
                let doc = self.join([word, tests, then, body]);
                let doc = self.out.docs.group(doc);
                let after = self.out.after(end);
                return self.join([doc, after]);
            }
        }
        let then = self.put(if open_range { " then" } else { "" });
        let inner = builder::lines(self, statements, Some(head), end, Self::statement);
        let inner = self.out.docs.indent(inner);
        self.join([word, tests, then, inner])
    }

    pub(super) fn begin(&mut self, node: NodeId) -> DocId {
        let ast = self.out.ast;
        let Kind::Begin { body, rescues, .. } = *ast.kind(node) else {
            return self.out.written(node);
        };
        if matches!(ast.kind(body), Kind::Block(_)) {
            let word = self.put("begin");
            let span = ast.span(node);
            let inner = self.clauses(node, span.start + 5, span.end.saturating_sub(3));
            let end = self.put("end");
            return self.join([word, inner, end]);
        }
        if let [only] = *ast.list(rescues)
            && let Kind::Rescue { body: other, .. } = *ast.kind(only)
        {
            let guarded = self.node(body);
            let word = self.put(" rescue ");
            let other = self.node(other);
            return self.join([guarded, word, other]);
        }
        self.out.written(node)
    }

    /// Statements with the clauses that may follow them, and the line end after them.
    pub(super) fn clauses(&mut self, node: NodeId, opened: u32, last: u32) -> DocId {
        let ast = self.out.ast;
        let Kind::Begin {
            body,
            rescues,
            otherwise,
            ensure,
        } = *ast.kind(node)
        else {
            return self.body(node, opened, last);
        };
        // Where each clause begins, what follows its word, and where its body begins.
        let mut clauses = vec![(opened, Head::Body, opened, body)];
        let mut from = self.last_end(body, opened);
        for &rescue in ast.list(rescues) {
            if let Kind::Rescue { classes, target, body } = *ast.kind(rescue) {
                let place = self.out.find_word(from, last, "rescue");
                let head = match (target, ast.list(classes).last()) {
                    (Some(target), _) => self.out.end(target),
                    (None, Some(&class)) => self.out.end(class),
                    (None, None) => place + 6,
                };
                clauses.push((place, Head::Rescue(classes, target), head, body));
                from = self.last_end(body, head);
            }
        }
        for (word, part) in [("else", otherwise), ("ensure", ensure)] {
            let Some(part) = part else { continue };
            let place = self.out.find_word(from, last, word);
            let head = place + u32::try_from(word.len()).unwrap_or(0);
            clauses.push((place, Head::Word(word), head, part));
            from = self.last_end(part, head);
        }
        let mut parts = Vec::new();
        for (index, &(_, head, from, body)) in clauses.iter().enumerate() {
            let end = clauses.get(index + 1).map_or(last, |next| next.0);
            parts.push(self.clause_head(head));
            parts.push(self.body(body, from, end));
        }
        self.join(parts)
    }

    fn clause_head(&mut self, head: Head) -> DocId {
        match head {
            Head::Body => NOTHING,
            Head::Word(word) => self.put(word),
            Head::Rescue(classes, target) => {
                let mut parts = vec![self.put("rescue")];
                if !classes.is_empty() {
                    parts.push(self.put(" "));
                    parts.push(self.separated(classes));
                }
                if let Some(target) = target {
                    parts.push(self.put(" => "));
                    parts.push(self.node(target));
                }
                self.join(parts)
            }
        }
    }
}

/// What begins a clause.
#[derive(Clone, Copy)]
enum Head {
    /// Nothing: the guarded statements.
    Body,
    Word(&'static str),
    Rescue(List, Option<NodeId>),
}
