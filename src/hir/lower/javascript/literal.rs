//! Template, regular expression and object literals.

use super::Lowering;
use crate::hir::{COMPUTED_NAME, Const, Entry, ExprId, Kind};
use crate::op::Op;
use crate::source::Span;
use crate::syntax::ast::{self, List, NodeId, TextId};

impl Lowering<'_> {
    /// Strings and expressions in turn.
    pub(super) fn template(&mut self, parts: List, span: Span) -> ExprId {
        let mut code = Vec::new();
        for part in self.nodes(parts) {
            match *self.ast.kind(part) {
                ast::Kind::Str(text) if self.ast.get_text(text).to_str().is_empty() => {}
                ast::Kind::Str(_) => code.push(self.expr(part)),
                _ => {
                    let value = self.expr(part);
                    let at = self.span(part);
                    code.push(self.op(Op::JsToString, &[value], at));
                }
            }
        }
        match code[..] {
            [] => self.builder.string("", span),
            [single] => single,
            _ => self.add(Kind::Concat(code), span),
        }
    }

    pub(super) fn regex(&mut self, parts: List, flags: TextId, span: Span) -> ExprId {
        let flags = self.text(flags);
        match *self.ast.kind(self.only(parts)) {
            ast::Kind::Str(pattern) => {
                let pattern = self.text(pattern);
                self.add(Kind::Regex { pattern, flags }, span)
            }
            _ => self.undefined(span),
        }
    }

    pub(super) fn object(&mut self, properties: List, span: Span) -> ExprId {
        let mut entries = Vec::with_capacity(properties.len());
        for property in self.nodes(properties) {
            match *self.ast.kind(property) {
                ast::Kind::Spread(inner) => entries.push(Entry::Spread(self.expr(inner))),
                ast::Kind::Property { key, value, .. } => {
                    let entry = self.entry(key, value);
                    entries.push(entry);
                }
                _ => {}
            }
        }
        self.add(Kind::Object(entries), span)
    }

    fn entry(&mut self, key: NodeId, value: NodeId) -> Entry {
        let span = self.span(key);
        let name = match *self.ast.kind(self.unwrapped(key)) {
            ast::Kind::Str(text) => Some(text),
            _ => None,
        };
        if let Some(name) = name {
            self.check_property(name, span);
        }
        let key = self.expr(key);
        let value = match name {
            Some(name) => self.named(value, name),
            None if self.is_nameless_function(value) => {
                let name = match self.key_text(key) {
                    Some(text) => text,
                    None => self.builder.str(COMPUTED_NAME),
                };
                let inner = self.unwrapped(value);
                self.closure(inner, Some(name))
            }
            None => self.expr(value),
        };
        Entry::Pair(key, value)
    }

    /// The text of a constant key that is a number.
    fn key_text(&mut self, key: ExprId) -> Option<crate::hir::TextId> {
        match *self.builder.hir().kind(key) {
            Kind::Const(Const::Float(value)) => {
                let text = crate::number::javascript::to_string(value);
                Some(self.builder.str(&text))
            }
            _ => None,
        }
    }
}
