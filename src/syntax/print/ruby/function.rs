//! Blocks, lambdas and methods.

use super::Printer;
use crate::syntax::ast::{FunctionKind, Kind, List, NodeId, ParamKind};

impl Printer<'_> {
    pub(super) fn function(&mut self, node: NodeId) {
        let Kind::Function {
            kind,
            name,
            params,
            body,
        } = *self.ast.kind(node)
        else {
            return;
        };
        match kind {
            FunctionKind::Block { braces: true } => {
                self.write("{");
                self.pipes(params);
                self.body(body);
                self.write("}");
            }
            FunctionKind::Block { .. } => {
                self.write("do");
                self.pipes(params);
                self.clauses(body);
                self.write("end");
            }
            FunctionKind::Lambda => {
                self.write("->(");
                self.params(params);
                self.write(") do");
                self.clauses(body);
                self.write("end");
            }
            _ => {
                self.write("def ");
                if let Some(name) = name {
                    self.write(&self.name(name));
                }
                self.write("(");
                self.params(params);
                self.write(")");
                if self.is_body(body) {
                    self.clauses(body);
                    self.write("end");
                } else {
                    self.write(" = ");
                    self.node(body);
                }
            }
        }
    }

    /// Whether a method's body is written on lines, and not behind `=`.
    fn is_body(&self, body: NodeId) -> bool {
        match *self.ast.kind(body) {
            Kind::Block(_) => true,
            Kind::Begin { body, .. } => matches!(self.ast.kind(body), Kind::Block(_)),
            _ => false,
        }
    }

    fn pipes(&mut self, params: List) {
        if !params.is_empty() {
            self.write(" |");
            self.params(params);
            self.write("|");
        }
    }

    fn params(&mut self, params: List) {
        let mut locals = false;
        for (index, param) in self.list(params).into_iter().enumerate() {
            let Kind::Param { kind, target, default } = *self.ast.kind(param) else {
                continue;
            };
            if kind == ParamKind::BlockLocal && !locals {
                locals = true;
                self.write("; ");
            } else if index > 0 {
                self.write(", ");
            }
            self.write(match kind {
                ParamKind::Rest => "*",
                ParamKind::KeywordRest => "**",
                ParamKind::Block => "&",
                _ => "",
            });
            if !matches!(self.ast.kind(target), Kind::Hole) {
                self.pattern_target(target);
            }
            if kind == ParamKind::Keyword {
                self.write(":");
            }
            if let Some(default) = default {
                self.write(if kind == ParamKind::Keyword { " " } else { " = " });
                self.node(default);
            }
        }
    }

    /// A parameter's name, or the names in parentheses that take it apart.
    fn pattern_target(&mut self, target: NodeId) {
        let Kind::Targets(list) = *self.ast.kind(target) else {
            self.node(target);
            return;
        };
        self.write("(");
        for (index, inner) in self.list(list).into_iter().enumerate() {
            if index > 0 {
                self.write(", ");
            }
            self.pattern_target(inner);
        }
        self.write(")");
    }
}
