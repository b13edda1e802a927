//! Loops.

use super::Ruby;
use crate::format::doc::DocId;
use crate::format::infix::Infix;
use crate::syntax::ast::{Kind, NodeId};

impl Ruby<'_> {
    /// `while` and `until`, also behind their statement.
    pub(super) fn turns(&mut self, node: NodeId, word: &str, test: NodeId, body: NodeId) -> DocId {
        if !matches!(self.out.ast.kind(body), Kind::Block(_)) {
            let statement = self.indented(body);
            let word = self.out.put(format!(" {word} "));
            let test = self.indented(test);
            return self.join([statement, word, test]);
        }
        let word = self.out.put(format!("{word} "));
        let opened = self.out.end(test);
        let test = self.test(test);
        self.closed(node, [word, test], body, opened)
    }

    /// `for … in …`.
    pub(super) fn each(&mut self, node: NodeId, target: NodeId, iterable: NodeId, body: NodeId) -> DocId {
        let (word, sign) = (self.put("for "), self.put(" in "));
        let target = self.node(target);
        let opened = self.out.end(iterable);
        let iterable = self.test(iterable);
        let head = self.join([word, target, sign]);
        self.closed(node, [head, iterable], body, opened)
    }

    fn closed(&mut self, node: NodeId, head: [DocId; 2], body: NodeId, opened: u32) -> DocId {
        let last = self.out.end(node).saturating_sub(3);
        let body = self.body(body, opened, last);
        let end = self.put("end");
        self.join([head[0], head[1], body, end])
    }
}
