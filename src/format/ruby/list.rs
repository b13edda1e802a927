//! Lists with commas: arrays, hashes, targets.

use super::Ruby;
use crate::format::comments::is_word_list;
use crate::format::doc::{DocId, NOTHING};
use crate::format::infix::Infix;
use crate::source::Span;
use crate::syntax::ast::{Kind, List, NodeId};

impl Ruby<'_> {
    /// Nodes with commas between them; a line may end after each comma.
    pub(super) fn separated(&mut self, list: List) -> DocId {
        let ast = self.out.ast;
        let mut parts = Vec::new();
        for (index, &node) in ast.list(list).iter().enumerate() {
            let start = self.out.start(node);
            if index > 0 {
                parts.push(self.put(","));
                parts.push(self.out.after(start));
                parts.push(self.out.docs.line());
            }
            parts.push(self.out.before(start));
            parts.push(self.indented(node));
        }
        self.join(parts)
    }

    /// A list between brackets; `pad` is what stands inside the brackets of a list on one line.
    pub(super) fn enclosed(&mut self, open: &str, list: List, close: &str, end: u32, pad: bool) -> DocId {
        let first = self
            .out
            .ast
            .list(list)
            .first()
            .map_or(end, |&first| self.out.start(first));
        let after = self.out.after(first);
        let items = self.separated(list);
        let closing = self.out.closing(end);
        if list.is_empty() && after == NOTHING && closing == NOTHING {
            return self.out.put(format!("{open}{close}"));
        }
        let edge = |ruby: &mut Self| {
            if pad {
                ruby.out.docs.line()
            } else {
                ruby.out.docs.soft()
            }
        };
        let (begin, finish) = (edge(self), edge(self));
        let begin = if list.is_empty() { NOTHING } else { begin };
        let inner = self.join([after, begin, items, closing]);
        let inner = self.out.docs.indent(inner);
        let (open, close) = (self.put(open), self.put(close));
        let doc = self.join([open, inner, finish, close]);
        self.out.docs.group(doc)
    }

    pub(super) fn array(&mut self, node: NodeId, list: List) -> DocId {
        let span = self.out.ast.span(node);
        if is_word_list(self.out.text, span) {
            return self.out.written(node);
        }
        let first = self.out.ast.list(list).first().map(|&first| self.out.start(first));
        let bracketed = self.out.slice(span).starts_with('[') && first.is_none_or(|first| first > span.start);
        if bracketed {
            return self.enclosed("[", list, "]", span.end.saturating_sub(1), false);
        }
        let items = self.separated(list);
        let items = self.out.docs.indent(items);
        self.out.docs.group(items)
    }

    pub(super) fn hash(&mut self, node: NodeId, pairs: List, braces: bool) -> DocId {
        if braces {
            let end = self.out.end(node).saturating_sub(1);
            return self.enclosed("{", pairs, "}", end, true);
        }
        self.separated(pairs)
    }

    /// `key: value`, `key:` or `key => value`, as its author wrote it.
    pub(super) fn pair(&mut self, key: NodeId, value: NodeId) -> DocId {
        let (key_span, value_span) = (self.out.ast.span(key), self.out.ast.span(value));
        let label =
            matches!(self.out.ast.kind(key), Kind::Symbol(_) | Kind::Interpolation(..)) && self.is_label(key_span);
        if !label {
            let key = self.node(key);
            let sign = self.put(" => ");
            let value = self.indented(value);
            return self.join([key, sign, value]);
        }
        let key = self.out.written(key);
        let sign = self.put(":");
        if value_span.start < key_span.end {
            return self.join([key, sign]);
        }
        let value = self.value(value);
        self.join([key, sign, value])
    }

    fn is_label(&self, key: Span) -> bool {
        let written = self.out.slice(key);
        let rest = self.out.text.get(key.end as usize..).unwrap_or("");
        !written.starts_with(':') && rest.starts_with(':')
    }

    /// `a, (b, *c)` before `=`.
    pub(super) fn targets(&mut self, list: List) -> DocId {
        let ast = self.out.ast;
        let mut parts = Vec::new();
        let targets = ast.list(list);
        for (index, &target) in targets.iter().enumerate() {
            if index > 0 {
                parts.push(self.put(", "));
            }
            let inner = self.node(target);
            if matches!(ast.kind(target), Kind::Targets(_)) {
                let (open, close) = (self.put("("), self.put(")"));
                parts.extend([open, inner, close]);
            } else {
                parts.push(inner);
            }
        }
        if let [only] = targets
            && !matches!(ast.kind(*only), Kind::Spread(_))
        {
            parts.push(self.put(","));
        }
        self.join(parts)
    }
}
