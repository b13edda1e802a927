//! Literals: numbers, interpolation, regular expressions, lists, ranges.

use super::Lowering;
use crate::hir::{Arg, Const, ExprId, Kind};
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
                let parts = self.parts(parts).into_iter().map(Arg::One).collect();
                let pattern = self.add(Kind::Array(parts), span);
                let flags = self.text(flags);
                let flags = self.builder.constant(Const::Str(flags), span);
                self.op(Op::RbRegexp, &[pattern, flags], span)
            }
        }
    }

    /// The pattern of a literal into which nothing is interpolated but literals: `/a#{"b"}/` is `/ab/` to Ruby's parser.
    pub(super) fn regex_text(&self, parts: List) -> Option<String> {
        self.nodes(parts)
            .into_iter()
            .map(|part| self.ast.literal_text(part))
            .collect()
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
        if !self
            .nodes(parts)
            .iter()
            .all(|&part| matches!(self.ast.kind(part), ast::Kind::Str(_)))
        {
            // Ruby assigns the groups then, too, but what stands behind has been read as method calls.
            let help = "Write the text into the pattern.";
            return Some(self.unsupported(span, "a literal in `#{}` beside named groups", help));
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

    /// The nodes of a list of `when` or `rescue` as Ruby's parser leaves them: `a, *[b, c]` is `a, b, c` there (`splat_array`),
    /// so that one is asked after the other. A lone `*[a, b]` of `when` is evaluated as a whole, and so is one before `*list`.
    pub(super) fn flattened(&self, list: List) -> Vec<NodeId> {
        let nodes = self.nodes(list);
        let mut flat = Vec::with_capacity(nodes.len());
        for (at, &node) in nodes.iter().enumerate() {
            let before_splat = at == 0 && nodes.get(1).is_some_and(|&next| self.is_opaque_splat(next));
            match self.splat_items(node) {
                Some(items) if !before_splat => flat.extend(self.nodes(items)),
                _ => flat.push(node),
            }
        }
        flat
    }

    /// The elements of a literal behind `*`; none where it is empty or has splats itself.
    pub(super) fn splat_items(&self, node: NodeId) -> Option<List> {
        let ast::Kind::Spread(inner) = *self.ast.kind(node) else {
            return None;
        };
        let inner = match *self.ast.kind(inner) {
            ast::Kind::Paren(list) => match *self.ast.list(list) {
                [only] => only,
                _ => return None,
            },
            _ => inner,
        };
        let ast::Kind::Array(items) = *self.ast.kind(inner) else {
            return None;
        };
        let splat = self
            .nodes(items)
            .iter()
            .any(|&item| matches!(self.ast.kind(item), ast::Kind::Spread(_)));
        (!items.is_empty() && !splat).then_some(items)
    }

    fn is_opaque_splat(&self, node: NodeId) -> bool {
        matches!(self.ast.kind(node), ast::Kind::Spread(_)) && self.splat_items(node).is_none()
    }

    /// An element of an array literal; entries without braces make a hash.
    pub(super) fn element(&mut self, element: NodeId) -> Arg {
        match *self.ast.kind(element) {
            ast::Kind::Spread(inner) => Arg::Spread(self.expr(inner)),
            // Whether an empty hash leaves an element depends on how the elements before it are compiled.
            ast::Kind::Hash { pairs, braces: false } if self.nodes(pairs).iter().all(|&pair| self.is_splat(pair)) => {
                let help = "Write the hash in braces, `[1, {**options}]`, where it may be empty.";
                let span = self.span(element);
                Arg::One(self.unsupported(span, "`**` without other entries in an array", help))
            }
            _ => Arg::One(self.expr(element)),
        }
    }

    fn is_splat(&self, node: NodeId) -> bool {
        matches!(self.ast.kind(node), ast::Kind::DoubleSplat(_))
    }

    pub(super) fn range(&mut self, low: Option<NodeId>, high: Option<NodeId>, exclusive: bool, span: Span) -> ExprId {
        let frozen = [low, high].iter().flatten().filter(|&&end| self.is_text(end)).count() == 2;
        let mut ends = [low, high].map(|end| match end {
            Some(end) => self.expr(end),
            None => self.nil(span),
        });
        if frozen {
            ends = ends.map(|end| self.call(end, "freeze", &[], span));
        }
        let op = if exclusive { Op::RbRangeExclusive } else { Op::RbRange };
        self.op(op, &ends, span)
    }

    /// Whether a node is a string literal, in parentheses or not: a range of two of them is a constant of the program.
    fn is_text(&self, node: NodeId) -> bool {
        match *self.ast.kind(node) {
            ast::Kind::Str(_) => true,
            ast::Kind::Paren(list) => matches!(*self.ast.list(list), [only] if self.is_text(only)),
            _ => false,
        }
    }
}
