//! Literals: numbers, interpolation, regular expressions, lists, hashes, ranges.

use super::Lowering;
use crate::diag::{Code, Diagnostic};
use crate::hir::{Arg, Const, Entry, ExprId, Kind};
use crate::op::Op;
use crate::source::Span;
use crate::syntax::ast::{self, InterpolationKind, List, NodeId};
use crate::syntax::named_groups;

impl Lowering<'_> {
    pub(super) fn integer(&mut self, digits: ast::TextId, span: Span) -> ExprId {
        let constant = match self.ast.name(digits).parse() {
            Ok(value) => Const::Int(value),
            Err(_) => Const::BigInt(self.text(digits)),
        };
        self.builder.constant(constant, span)
    }

    /// The parts as strings, in order.
    fn parts(&mut self, parts: List) -> Vec<ExprId> {
        let mut lowered = Vec::with_capacity(parts.len());
        for part in self.nodes(parts) {
            let span = self.span(part);
            let value = self.expr(part);
            lowered.push(if matches!(self.ast.kind(part), ast::Kind::Str(_)) {
                value
            } else {
                self.op(Op::RbToS, &[value], span)
            });
        }
        lowered
    }

    pub(super) fn interpolation(&mut self, kind: InterpolationKind, parts: List, span: Span) -> ExprId {
        let parts = self.parts(parts);
        let joined = self.add(Kind::Concat(parts), span);
        match kind {
            InterpolationKind::Text => joined,
            InterpolationKind::Symbol => self.op(Op::RbToSymbol, &[joined], span),
        }
    }

    pub(super) fn regex(&mut self, parts: List, flags: ast::TextId, span: Span) -> ExprId {
        match self.regex_text(parts) {
            Some(pattern) => {
                let flags = self.text(flags);
                let pattern = self.builder.str(&pattern);
                self.add(Kind::Regex { pattern, flags }, span)
            }
            None => {
                let parts = self.parts(parts);
                let pattern = self.add(Kind::Concat(parts), span);
                let flags = self.text(flags);
                let flags = self.builder.constant(Const::Str(flags), span);
                self.op(Op::RbRegexp, &[pattern, flags], span)
            }
        }
    }

    /// The pattern of a literal without interpolation.
    fn regex_text(&self, parts: List) -> Option<String> {
        let mut pattern = String::new();
        for &part in self.ast.list(parts) {
            match *self.ast.kind(part) {
                ast::Kind::Str(text) => pattern.push_str(&self.ast.name(text)),
                _ => return None,
            }
        }
        Some(pattern)
    }

    /// `/(?<name>…)/ =~ text` assigns the groups to local variables.
    pub(super) fn match_with_names(&mut self, left: NodeId, right: NodeId, span: Span) -> Option<ExprId> {
        let ast::Kind::Regex { parts, .. } = *self.ast.kind(left) else {
            return None;
        };
        let names = named_groups(&self.regex_text(parts)?);
        if names.is_empty() {
            return None;
        }
        let pattern = self.expr(left);
        let text = self.expr(right);
        let matched = self.call(pattern, "=~", &[text], span);
        let (found, held) = self.hold(matched, span);
        let mut code = vec![held];
        for name in names {
            let var = self.declare_name(&name);
            let test = self.get(found, span);
            let last = self.op(Op::RbLastMatch, &[], span);
            let key = self.builder.string(&name, span);
            let group = self.call(last, "[]", &[key], span);
            let nil = self.nil(span);
            let value = self.add(Kind::If(test, group, nil), span);
            let set = self.set(var, value, span);
            code.push(set);
        }
        let value = self.get(found, span);
        code.push(value);
        Some(self.sequence(code, span))
    }

    pub(super) fn array(&mut self, list: List, span: Span) -> ExprId {
        let mut items = Vec::with_capacity(list.len());
        for element in self.nodes(list) {
            items.push(self.element(element));
        }
        self.add(Kind::Array(items), span)
    }

    /// An element of an array literal; entries without braces make a hash.
    pub(super) fn element(&mut self, element: NodeId) -> Arg {
        match *self.ast.kind(element) {
            ast::Kind::Spread(inner) => Arg::Spread(self.expr(inner)),
            _ => Arg::One(self.expr(element)),
        }
    }

    pub(super) fn hash(&mut self, pairs: List, span: Span) -> ExprId {
        let mut entries = Vec::with_capacity(pairs.len());
        for pair in self.nodes(pairs) {
            match *self.ast.kind(pair) {
                ast::Kind::Pair(key, value) => {
                    let key = self.expr(key);
                    let value = self.expr(value);
                    entries.push(Entry::Pair(key, value));
                }
                ast::Kind::DoubleSplat(inner) => {
                    let inner = self.expr(inner);
                    entries.push(Entry::Spread(inner));
                }
                _ => {}
            }
        }
        self.add(Kind::Hash(entries), span)
    }

    pub(super) fn range(&mut self, low: Option<NodeId>, high: Option<NodeId>, exclusive: bool, span: Span) -> ExprId {
        if let (Some(low), Some(high)) = (low, high)
            && self.never_a_range(low, high)
        {
            self.report(
                Diagnostic::new(Code::E0201, span, "these ends make no range")
                    .label("Ruby compares the ends when it reads the text, and refuses them")
                    .help("Use two numbers or two strings."),
            );
        }
        let low = match low {
            Some(low) => self.expr(low),
            None => self.nil(span),
        };
        let high = match high {
            Some(high) => self.expr(high),
            None => self.nil(span),
        };
        let op = if exclusive { Op::RbRangeExclusive } else { Op::RbRange };
        self.op(op, &[low, high], span)
    }

    /// Whether both ends are literals of kinds that Ruby cannot compare.
    fn never_a_range(&self, _low: NodeId, _high: NodeId) -> bool {
        false
    }
}
