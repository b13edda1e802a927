//! Calls.

use super::Printer;
use crate::syntax::ast::{Kind, NodeId};

impl Printer<'_> {
    pub(super) fn send(&mut self, node: NodeId) {
        let Kind::Send {
            receiver,
            safe,
            name,
            arguments,
            block,
            parenthesised,
        } = *self.ast.kind(node)
        else {
            return;
        };
        if let Some(receiver) = receiver {
            self.node(receiver);
            self.write(if safe { "&." } else { "." });
        }
        self.write(&self.name(name));
        if parenthesised {
            self.write("(");
            self.separated(arguments);
            self.write(")");
        } else if !arguments.is_empty() {
            self.write(" ");
            self.separated(arguments);
        }
        if let Some(block) = block {
            self.write(" ");
            self.function(block);
        }
    }
}
