//! Lists with commas: arguments, parameters, arrays, objects.

use super::JavaScript;
use crate::format::doc::{DocId, NOTHING};
use crate::syntax::ast::{FunctionKind, Kind, List, NodeId};

impl JavaScript<'_> {
    /// Nodes with commas between them; a line may end after each comma.
    pub(super) fn separated(&mut self, list: List) -> DocId {
        let ast = self.out.ast;
        let mut parts = Vec::new();
        for (index, &node) in ast.list(list).iter().enumerate() {
            // A hole has no place of its own for a comment.
            let hole = *ast.kind(node) == Kind::Hole;
            let start = if hole { 0 } else { self.out.start(node) };
            if index > 0 {
                parts.push(self.put(","));
                parts.push(self.out.after(start));
                parts.push(self.out.docs.line());
            }
            parts.push(self.out.before(start));
            let inner = self.free(node);
            parts.push(self.expression(inner));
        }
        self.join(parts)
    }

    /// A list between brackets; `pad` is what stands inside the brackets of a list on one line.
    fn enclosed(&mut self, open: &str, list: List, close: &str, end: u32, pad: bool) -> DocId {
        let first = self
            .out
            .ast
            .list(list)
            .first()
            .map_or(end, |&first| self.out.start(first));
        let after = self.out.after(first);
        let items = self.separated(list);
        let last = self.hole_comma(list);
        let closing = self.out.closing(end);
        if list.is_empty() && after == NOTHING && closing == NOTHING {
            return self.out.put(format!("{open}{close}"));
        }
        let (begin, finish) = if pad {
            (self.out.docs.line(), self.out.docs.line())
        } else {
            (self.out.docs.soft(), self.out.docs.soft())
        };
        let begin = if list.is_empty() { NOTHING } else { begin };
        let inner = self.join([after, begin, items, last, closing]);
        let inner = self.out.docs.indent(inner);
        let (open, close) = (self.put(open), self.put(close));
        let doc = self.join([open, inner, finish, close]);
        self.out.docs.group(doc)
    }

    /// A hole at the end needs a comma of its own.
    fn hole_comma(&mut self, list: List) -> DocId {
        let ast = self.out.ast;
        let hole = ast.list(list).last().is_some_and(|&last| *ast.kind(last) == Kind::Hole);
        if hole { self.put(",") } else { NOTHING }
    }

    pub(super) fn array(&mut self, node: NodeId, list: List) -> DocId {
        let end = self.out.end(node).saturating_sub(1);
        self.enclosed("[", list, "]", end, false)
    }

    pub(super) fn object(&mut self, node: NodeId, list: List) -> DocId {
        let end = self.out.end(node).saturating_sub(1);
        self.enclosed("{", list, "}", end, true)
    }

    pub(super) fn property(&mut self, key: NodeId, value: NodeId, computed: bool, shorthand: bool) -> DocId {
        if shorthand {
            return self.expression(value);
        }
        let key = if computed {
            let (open, close) = (self.put("["), self.put("]"));
            let key = self.free(key);
            let key = self.expression(key);
            self.join([open, key, close])
        } else {
            self.out.written(key)
        };
        if let Kind::Function {
            kind: FunctionKind::Method,
            ..
        } = self.out.ast.kind(value)
        {
            let method = self.function(value);
            return self.join([key, method]);
        }
        let sign = self.put(":");
        let value = self.value(value);
        self.join([key, sign, value])
    }

    /// `(a, b)` of a call; a function or a literal at the end opens on the line of the call. `from` is where the list
    /// begins, `end` where it closes.
    pub(super) fn arguments(&mut self, list: List, end: u32) -> DocId {
        let ast = self.out.ast;
        let nodes = ast.list(list);
        if let Some((&last, others)) = nodes.split_last()
            && self.opens(last)
            && !others.iter().any(|&other| self.opens(other))
            && !self.out.pending(self.out.start(last))
        {
            let open = self.put("(");
            let mut parts = vec![open];
            for &other in others {
                let other = self.free(other);
                parts.push(self.expression(other));
                parts.push(self.put(", "));
            }
            parts.push(self.expression(last));
            if !self.out.pending(end) {
                parts.push(self.put(")"));
                return self.join(parts);
            }
            let closing = self.out.closing(end);
            parts.push(closing);
            parts.push(self.out.docs.hard());
            parts.push(self.put(")"));
            return self.join(parts);
        }
        self.enclosed("(", list, ")", end, false)
    }

    /// Whether an argument has brackets that may open on the line of its call.
    fn opens(&self, node: NodeId) -> bool {
        match *self.out.ast.kind(node) {
            Kind::Function { kind, .. } => kind != FunctionKind::ArrowExpression,
            Kind::Object(list) | Kind::Array(list) => !list.is_empty(),
            _ => false,
        }
    }

    pub(super) fn params(&mut self, list: List, end: u32) -> DocId {
        self.enclosed("(", list, ")", end, false)
    }
}
