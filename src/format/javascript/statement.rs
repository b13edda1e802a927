//! Statements.

use super::JavaScript;
use crate::format::builder;
use crate::format::doc::{DocId, NOTHING};
use crate::format::infix::Infix;
use crate::syntax::ast::{DeclKind, Kind, List, NodeId, TextId};

impl JavaScript<'_> {
    /// The expression that is a whole rule, without a semicolon, as its author wrote it.
    pub(super) fn bare_expression(&mut self, node: NodeId) -> DocId {
        match *self.out.ast.kind(node) {
            Kind::Expression(inner) => {
                let inner = self.statement_operand(inner);
                self.expression(inner)
            }
            _ => self.statement(node),
        }
    }

    pub(super) fn statement(&mut self, node: NodeId) -> DocId {
        let ast = self.out.ast;
        match *ast.kind(node) {
            Kind::Block(list) => self.block(node, list),
            Kind::Empty => self.put(";"),
            Kind::Expression(_) => {
                let doc = self.bare_expression(node);
                self.end_statement(doc)
            }
            Kind::Declaration(..) => {
                let doc = self.declaration(node);
                self.end_statement(doc)
            }
            Kind::If { test, yes, no, .. } => self.branch(test, yes, no),
            Kind::While {
                test, body, body_first, ..
            } => self.turns(test, body, body_first),
            Kind::For {
                init,
                test,
                update,
                body,
            } => self.counted(init, test, update, body),
            Kind::ForEach {
                decl,
                target,
                iterable,
                body,
                keys,
            } => {
                let word = self.put(decl.map_or("", keyword));
                let open = self.put("for (");
                let target = self.expression(target);
                let sign = self.put(if keys { " in " } else { " of " });
                let iterable = self.free(iterable);
                let iterable = self.expression(iterable);
                let close = self.put(")");
                let body = self.clause(body);
                self.join([open, word, target, sign, iterable, close, body])
            }
            Kind::Switch(subject, cases) => self.switch(node, subject, cases),
            Kind::SwitchCase { .. } => self.case(node),
            Kind::Break { label, .. } => self.jump("break", label),
            Kind::Continue { label, .. } => self.jump("continue", label),
            Kind::Return(None) => self.put("return;"),
            Kind::Return(Some(value)) => self.with_word("return ", value),
            Kind::Throw(value) => self.with_word("throw ", value),
            Kind::Labelled(label, body) => {
                let label = self.out.ast.name(label);
                let label = self.out.put(format!("{label}:"));
                let body = self.clause(body);
                self.join([label, body])
            }
            Kind::Try {
                body,
                param,
                handler,
                finalizer,
            } => self.guarded(body, param, handler, finalizer),
            Kind::Function { .. } => self.function(node),
            _ => self.out.written(node),
        }
    }

    fn end_statement(&mut self, doc: DocId) -> DocId {
        let end = self.put(";");
        self.join([doc, end])
    }

    fn with_word(&mut self, word: &str, value: NodeId) -> DocId {
        let word = self.put(word);
        let value = self.free(value);
        let value = self.indented(value);
        let doc = self.join([word, value]);
        self.end_statement(doc)
    }

    fn jump(&mut self, word: &str, label: Option<TextId>) -> DocId {
        match label {
            Some(label) => {
                let label = self.out.ast.name(label);
                self.out.put(format!("{word} {label};"))
            }
            None => self.out.put(format!("{word};")),
        }
    }

    /// `{ … }`.
    pub(super) fn block(&mut self, node: NodeId, list: List) -> DocId {
        let span = self.out.ast.span(node);
        let inner = self.statements(list, Some(span.start + 1), span.end.saturating_sub(1));
        self.braces(inner)
    }

    fn braces(&mut self, inner: DocId) -> DocId {
        if inner == NOTHING {
            return self.put("{}");
        }
        let open = self.put("{");
        let inner = self.out.docs.indent(inner);
        let end = self.out.docs.hard();
        let close = self.put("}");
        self.join([open, inner, end, close])
    }

    pub(super) fn declaration(&mut self, node: NodeId) -> DocId {
        let Kind::Declaration(kind, list) = *self.out.ast.kind(node) else {
            return self.expression(node);
        };
        let word = self.put(keyword(kind));
        let items = self.separated(list);
        let items = if list.len() > 1 {
            self.out.docs.indent(items)
        } else {
            items
        };
        let doc = self.join([word, items]);
        self.out.docs.group(doc)
    }

    /// `(test)` of a branch or a loop.
    fn head(&mut self, test: NodeId) -> DocId {
        let open = self.put("(");
        let test = self.free(test);
        let before = self.out.before(self.out.start(test));
        let test = self.expression(test);
        let (soft, end) = (self.out.docs.soft(), self.out.docs.soft());
        let inner = self.join([soft, before, test]);
        let inner = self.out.docs.indent(inner);
        let close = self.put(")");
        let doc = self.join([open, inner, end, close]);
        self.out.docs.group(doc)
    }

    /// The statement that a head governs: a block on the same line, anything else further in.
    fn clause(&mut self, body: NodeId) -> DocId {
        match *self.out.ast.kind(body) {
            Kind::Block(list) => {
                let blank = self.put(" ");
                let block = self.block(body, list);
                self.join([blank, block])
            }
            Kind::Empty => self.put(";"),
            _ => {
                let span = self.out.ast.span(body);
                let after = self.out.after(span.start);
                let before = self.out.before(span.start);
                let statement = self.statement(body);
                let line = self.out.docs.line();
                let doc = self.join([after, line, before, statement]);
                let doc = self.out.docs.indent(doc);
                self.out.docs.group(doc)
            }
        }
    }

    fn branch(&mut self, test: NodeId, yes: Option<NodeId>, no: Option<NodeId>) -> DocId {
        let mut parts = Vec::new();
        let (mut test, mut yes, mut no) = (test, yes, no);
        loop {
            parts.push(self.put("if "));
            parts.push(self.head(test));
            let Some(then) = yes else { break };
            parts.push(self.clause(then));
            let Some(otherwise) = no else { break };
            let word = self
                .out
                .find_word(self.out.end(then), self.out.start(otherwise), "else");
            let mut joined = matches!(self.out.ast.kind(then), Kind::Block(_));
            if self.out.pending(word) {
                let comments = self.out.closing(word);
                parts.push(comments);
                joined = false;
            }
            parts.push(if joined { self.put(" ") } else { self.out.docs.hard() });
            parts.push(self.put("else"));
            let next = self.out.ast.kind(otherwise);
            if let Kind::If {
                test: other,
                yes: then,
                no: last,
                ..
            } = *next
                && !self.out.pending(self.out.start(otherwise))
            {
                parts.push(self.put(" "));
                (test, yes, no) = (other, then, last);
            } else {
                parts.push(self.clause(otherwise));
                break;
            }
        }
        self.join(parts)
    }

    fn turns(&mut self, test: NodeId, body: NodeId, body_first: bool) -> DocId {
        if !body_first {
            let word = self.put("while ");
            let head = self.head(test);
            let body = self.clause(body);
            return self.join([word, head, body]);
        }
        let word = self.put("do");
        let block = matches!(self.out.ast.kind(body), Kind::Block(_));
        let body = self.clause(body);
        let gap = if block { self.put(" ") } else { self.out.docs.hard() };
        let again = self.put("while ");
        let head = self.head(test);
        let doc = self.join([word, body, gap, again, head]);
        self.end_statement(doc)
    }

    fn counted(&mut self, init: Option<NodeId>, test: Option<NodeId>, update: Option<NodeId>, body: NodeId) -> DocId {
        let mut parts = vec![self.put("for (")];
        if let Some(init) = init {
            self.head = true;
            parts.push(self.declaration(init));
            self.head = false;
        }
        for part in [test, update] {
            parts.push(self.put(";"));
            if let Some(part) = part {
                parts.push(self.put(" "));
                parts.push(self.expression(part));
            }
        }
        parts.push(self.put(")"));
        parts.push(self.clause(body));
        self.join(parts)
    }

    fn switch(&mut self, node: NodeId, subject: NodeId, cases: List) -> DocId {
        let word = self.put("switch ");
        let head = self.head(subject);
        let blank = self.put(" ");
        let span = self.out.ast.span(node);
        let opened = self.out.find_sign(self.out.end(subject), span.end, '{');
        let ast = self.out.ast;
        let inner = builder::lines(
            self,
            ast.list(cases),
            Some(opened + 1),
            span.end.saturating_sub(1),
            Self::case,
        );
        let body = self.braces(inner);
        self.join([word, head, blank, body])
    }

    fn case(&mut self, node: NodeId) -> DocId {
        let ast = self.out.ast;
        let Kind::SwitchCase { test, body } = *ast.kind(node) else {
            return self.out.written(node);
        };
        let span = ast.span(node);
        let (word, from) = match test {
            Some(test) => {
                let word = self.put("case ");
                let end = self.out.end(test);
                let test = self.free(test);
                let test = self.expression(test);
                let sign = self.put(":");
                (self.join([word, test, sign]), end)
            }
            None => (self.put("default:"), span.start),
        };
        if let [only] = *ast.list(body)
            && let Kind::Block(list) = *ast.kind(only)
            && !self.out.pending(self.out.start(only))
        {
            let blank = self.put(" ");
            let block = self.block(only, list);
            return self.join([word, blank, block]);
        }
        let opened = self.out.find_sign(from, span.end, ':') + 1;
        let inner = self.statements(body, Some(opened), span.end);
        let inner = self.out.docs.indent(inner);
        self.join([word, inner])
    }

    fn guarded(
        &mut self,
        body: NodeId,
        param: Option<NodeId>,
        handler: Option<NodeId>,
        finalizer: Option<NodeId>,
    ) -> DocId {
        let mut parts = vec![self.put("try")];
        parts.push(self.clause(body));
        if let Some(handler) = handler {
            parts.push(self.put(" catch"));
            if let Some(param) = param {
                parts.push(self.put(" ("));
                parts.push(self.expression(param));
                parts.push(self.put(")"));
            }
            parts.push(self.clause(handler));
        }
        if let Some(finalizer) = finalizer {
            parts.push(self.put(" finally"));
            parts.push(self.clause(finalizer));
        }
        self.join(parts)
    }
}

fn keyword(kind: DeclKind) -> &'static str {
    match kind {
        DeclKind::Var => "var ",
        DeclKind::Let => "let ",
        DeclKind::Const => "const ",
    }
}
