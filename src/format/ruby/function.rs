//! Blocks, lambdas and methods.

use super::Ruby;
use crate::format::builder;
use crate::format::doc::{DocId, NOTHING};
use crate::syntax::ast::{FunctionKind, Kind, List, NodeId, ParamKind};

impl Ruby<'_> {
    pub(super) fn function(&mut self, node: NodeId) -> DocId {
        let Kind::Function {
            kind,
            name,
            params,
            body,
        } = *self.out.ast.kind(node)
        else {
            return self.out.written(node);
        };
        let text = self.out.slice(self.out.ast.span(node));
        match kind {
            FunctionKind::Block { braces } => {
                let opened = if braces { 1 } else { 2 };
                let pipes = self.pipes(node, params);
                self.block(node, self.out.start(node) + opened, params, body, braces, pipes)
            }
            FunctionKind::Lambda => {
                let (sign, params_doc) = if params.is_empty() {
                    (self.put("-> "), NOTHING)
                } else {
                    let (open, close) = (self.put("->("), self.put(") "));
                    let inner = self.params(node, params);
                    (open, self.join([inner, close]))
                };
                let from = self.after_params(node, params);
                let brace = self.out.find_sign(from, self.out.start(body), '{');
                let braces = text.ends_with('}') && brace < self.out.start(body).max(from + 1);
                let word = self
                    .out
                    .find_word(from, self.out.end(node), if braces { "{" } else { "do" });
                let opened = word + if braces { 1 } else { 2 };
                let block = self.block(node, opened, params, body, braces, NOTHING);
                self.join([sign, params_doc, block])
            }
            _ => {
                let name = name.map_or(String::new(), |name| self.out.ast.name(name).into_owned());
                self.method(node, &name, params, body)
            }
        }
    }

    /// Where the last parameter ends.
    fn after_params(&self, node: NodeId, params: List) -> u32 {
        let ast = self.out.ast;
        ast.list(params).last().map_or(self.out.start(node), |&last| {
            let mut end = ast.span(last).end;
            if let Kind::Param {
                default: Some(default), ..
            } = *ast.kind(last)
            {
                end = end.max(ast.span(default).end);
            }
            end
        })
    }

    /// The braces or the words of a block, with what stands between the pipes.
    fn block(&mut self, node: NodeId, opened: u32, params: List, body: NodeId, braces: bool, pipes: DocId) -> DocId {
        let opened = self.after_params(node, params).max(opened);
        let end = self.out.end(node);
        if !braces {
            let (open, close) = (self.put("do"), self.put("end"));
            let inner = self.clauses(body, opened, end.saturating_sub(3));
            return self.join([open, pipes, inner, close]);
        }
        let (open, close) = (self.put("{"), self.put("}"));
        let end = end.saturating_sub(1);
        let ast = self.out.ast;
        let nodes = match *ast.kind(body) {
            Kind::Block(list) => ast.list(list),
            _ => return self.out.written(node),
        };
        let first = nodes.first().map_or(end, |&first| self.out.start(first));
        let after = self.out.after(first);
        let inner = builder::lines(self, nodes, None, end, Self::statement);
        if inner == NOTHING && after == NOTHING {
            let gap = self.put(if params.is_empty() { "" } else { " " });
            return self.join([open, pipes, gap, close]);
        }
        let (begin, finish) = (self.out.docs.line(), self.out.docs.line());
        let inner = self.join([after, begin, inner]);
        let inner = self.out.docs.indent(inner);
        let doc = self.join([open, pipes, inner, finish, close]);
        self.out.docs.group(doc)
    }

    fn method(&mut self, node: NodeId, name: &str, params: List, body: NodeId) -> DocId {
        let word = self.out.put(format!("def {name}"));
        let head = if params.is_empty() {
            NOTHING
        } else {
            let (open, close) = (self.put("("), self.put(")"));
            let params = self.params(node, params);
            self.join([open, params, close])
        };
        if !self.is_body(body) {
            let sign = self.put(if params.is_empty() { "() =" } else { " =" });
            let value = self.value(body);
            return self.join([word, head, sign, value]);
        }
        let opened = self.after_params(node, params).max(self.out.start(node) + 3);
        let inner = self.clauses(body, opened, self.out.end(node).saturating_sub(3));
        let end = self.put("end");
        self.join([word, head, inner, end])
    }

    /// Whether a method's body is written on lines, and not behind `=`.
    fn is_body(&self, body: NodeId) -> bool {
        match *self.out.ast.kind(body) {
            Kind::Block(_) => true,
            Kind::Begin { body, .. } => matches!(self.out.ast.kind(body), Kind::Block(_)),
            _ => false,
        }
    }

    fn pipes(&mut self, node: NodeId, params: List) -> DocId {
        if params.is_empty() {
            return NOTHING;
        }
        let (open, close) = (self.put(" |"), self.put("|"));
        let inner = self.params(node, params);
        self.join([open, inner, close])
    }

    fn params(&mut self, node: NodeId, params: List) -> DocId {
        let ast = self.out.ast;
        let mut parts = Vec::new();
        let mut locals = false;
        for (index, &param) in ast.list(params).iter().enumerate() {
            let Kind::Param { kind, target, default } = *ast.kind(param) else {
                continue;
            };
            if kind == ParamKind::BlockLocal && !locals {
                locals = true;
                parts.push(self.put("; "));
            } else if index > 0 {
                parts.push(self.put(", "));
            }
            parts.push(self.put(match kind {
                ParamKind::Rest => "*",
                ParamKind::KeywordRest => "**",
                ParamKind::Block => "&",
                _ => "",
            }));
            parts.push(self.param_target(target));
            if kind == ParamKind::Keyword {
                parts.push(self.put(":"));
            }
            if let Some(default) = default {
                parts.push(self.put(if kind == ParamKind::Keyword { " " } else { " = " }));
                parts.push(self.node(default));
            }
        }
        // `|a,|` takes a list apart, `|a|` does not.
        if let [only] = ast.list(params)
            && self.trailing_comma(node, *only)
        {
            parts.push(self.put(","));
        }
        self.join(parts)
    }

    fn trailing_comma(&self, node: NodeId, only: NodeId) -> bool {
        let rest = self.out.text.get(self.out.end(only) as usize..).unwrap_or("");
        self.out.slice(self.out.ast.span(node)).contains('|') && rest.trim_start().starts_with(',')
    }

    /// A parameter's name, or the names in parentheses that take it apart.
    fn param_target(&mut self, target: NodeId) -> DocId {
        let ast = self.out.ast;
        match *ast.kind(target) {
            Kind::Hole => NOTHING,
            Kind::Name(name) => {
                let name = ast.name(name);
                self.out.put(name)
            }
            Kind::Targets(list) => {
                let mut parts = vec![self.put("(")];
                for (index, &inner) in ast.list(list).iter().enumerate() {
                    if index > 0 {
                        parts.push(self.put(", "));
                    }
                    parts.push(self.param_target(inner));
                }
                parts.push(self.put(")"));
                self.join(parts)
            }
            Kind::Spread(inner) => {
                let sign = self.put("*");
                let inner = self.param_target(inner);
                self.join([sign, inner])
            }
            _ => self.node(target),
        }
    }
}
