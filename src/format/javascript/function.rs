//! Functions.

use super::JavaScript;
use crate::format::doc::DocId;
use crate::syntax::ast::{FunctionKind, Kind, NodeId};

impl JavaScript<'_> {
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
        let arrow = matches!(kind, FunctionKind::Arrow | FunctionKind::ArrowExpression);
        let word = match (kind, name) {
            (FunctionKind::Method, _) => String::new(),
            _ if arrow => String::new(),
            (_, Some(name)) => format!("function {}", self.out.ast.name(name)),
            (_, None) => String::from("function "),
        };
        let word = self.out.put(word);
        let body_start = self.out.start(body);
        let last = self.out.ast.list(params).last();
        let from = last.map_or(self.out.start(node), |&last| self.out.end(last));
        let close = self.out.find_sign(from, body_start, ')');
        let params = self.params(params, close);
        let sign = self.put(if arrow { " =>" } else { "" });
        let body = match *self.out.ast.kind(body) {
            Kind::Block(list) if kind != FunctionKind::ArrowExpression => {
                let blank = self.put(" ");
                let block = self.block(body, list);
                self.join([blank, block])
            }
            _ => {
                let inner = self.arrow_operand(body);
                self.value_of(inner)
            }
        };
        self.join([word, params, sign, body])
    }
}
