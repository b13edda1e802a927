//! Chains: of one operator, of `?:`, of calls and members.

use super::JavaScript;
use crate::format::doc::{DocId, NOTHING};
use crate::format::infix::Infix;
use crate::syntax::ast::{BinaryOp, Kind, List, LogicalOp, NodeId, TextId};

/// From how many method calls on a chain may have a line for each.
const LONG: usize = 3;

#[derive(Clone, Copy)]
enum Link {
    Member { name: TextId, optional: bool },
    Index { arguments: List, optional: bool },
    Call { arguments: List, optional: bool, end: u32 },
}

impl<'a> Infix<'a> for JavaScript<'a> {
    fn continues(first: BinaryOp, next: BinaryOp) -> bool {
        first.level() == next.level() && next != BinaryOp::Pow
    }

    fn operand_in(&self, node: NodeId, chain: Option<LogicalOp>) -> NodeId {
        match chain {
            Some(_) => self.operand(node),
            None => self.tight(node),
        }
    }

    fn layout(&mut self, node: NodeId) -> DocId {
        self.expression(node)
    }
}

impl JavaScript<'_> {
    /// `test ? yes : no`, a branch of `no` in the same columns.
    pub(super) fn conditional(&mut self, node: NodeId) -> DocId {
        let ast = self.out.ast;
        let Kind::Conditional(test, ..) = *ast.kind(node) else {
            return self.expression(node);
        };
        let test = self.operand(test);
        let first = self.indented(test);
        let mut parts = Vec::new();
        let mut rest = node;
        while let Kind::Conditional(test, yes, no) = *ast.kind(rest) {
            if rest != node {
                let test = self.operand(test);
                parts.push(self.indented(test));
            }
            for (sign, branch) in [("? ", yes), (": ", no)] {
                let start = self.out.start(branch);
                parts.push(self.out.after(start));
                parts.push(self.out.docs.line());
                parts.push(self.out.before(start));
                parts.push(self.put(sign));
                let further = sign == ": " && matches!(ast.kind(branch), Kind::Conditional(..));
                if !further {
                    let branch = self.tight(branch);
                    parts.push(self.indented(branch));
                }
            }
            rest = no;
        }
        let tail = self.join(parts);
        let tail = self.out.docs.indent(tail);
        let doc = self.join([first, tail]);
        self.out.docs.group(doc)
    }

    /// Members and calls.
    pub(super) fn links(&mut self, node: NodeId) -> DocId {
        let ast = self.out.ast;
        let mut links = Vec::new();
        let mut rest = node;
        loop {
            let end = self.out.end(rest).saturating_sub(1);
            rest = match *ast.kind(rest) {
                Kind::Member { object, name, optional } => {
                    links.push(Link::Member { name, optional });
                    object
                }
                Kind::Index {
                    object,
                    arguments,
                    optional,
                } => {
                    links.push(Link::Index { arguments, optional });
                    object
                }
                Kind::Call {
                    callee,
                    arguments,
                    optional,
                } => {
                    links.push(Link::Call {
                        arguments,
                        optional,
                        end,
                    });
                    callee
                }
                // Redundant parentheses do not end a chain.
                Kind::Paren(_) if self.tight(rest) != rest => self.tight(rest),
                _ => break,
            };
        }
        links.reverse();
        let methods = links
            .windows(2)
            .filter(|pair| matches!(pair, [Link::Member { .. }, Link::Call { .. }]))
            .count();
        let head = self.head_of_chain(rest);
        let mut parts = Vec::new();
        // Members up to the first method stay with the head: they name what the methods are called on.
        let first = links
            .iter()
            .position(|link| matches!(link, Link::Member { .. }))
            .unwrap_or(links.len());
        let mut front = vec![head];
        for (index, &link) in links.iter().enumerate() {
            let call_follows = matches!(links.get(index + 1), Some(Link::Call { .. }));
            let breakable = methods >= LONG && index >= first && call_follows && matches!(link, Link::Member { .. });
            if breakable {
                parts.push(self.out.docs.soft());
            }
            let link = self.link(link);
            if parts.is_empty() {
                front.push(link)
            } else {
                parts.push(link)
            }
        }
        let tail = self.join(parts);
        let tail = self.out.docs.indent(tail);
        front.push(tail);
        let doc = self.join(front);
        if methods >= LONG { self.out.docs.group(doc) } else { doc }
    }

    fn link(&mut self, link: Link) -> DocId {
        match link {
            Link::Member { name, optional } => {
                let name = self.out.ast.name(name);
                self.out.put(format!("{}{name}", if optional { "?." } else { "." }))
            }
            Link::Index { arguments, optional } => {
                let open = self.put(if optional { "?.[" } else { "[" });
                let key = match *self.out.ast.list(arguments) {
                    [key] => {
                        let key = self.free(key);
                        self.expression(key)
                    }
                    _ => NOTHING,
                };
                let close = self.put("]");
                self.join([open, key, close])
            }
            Link::Call {
                arguments,
                optional,
                end,
            } => {
                let sign = self.put(if optional { "?." } else { "" });
                let arguments = self.arguments(arguments, end);
                self.join([sign, arguments])
            }
        }
    }

    /// What stands before the first point or bracket; a point must not become a part of a number.
    fn head_of_chain(&mut self, node: NodeId) -> DocId {
        let node = self.tight(node);
        let doc = self.expression(node);
        let digits = matches!(self.out.ast.kind(node), Kind::Float(_))
            && self
                .out
                .slice(self.out.ast.span(node))
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'_');
        let blank = self.put(if digits { " " } else { "" });
        self.join([doc, blank])
    }
}
