//! Calls and chains of calls.

use super::Ruby;
use crate::format::doc::{DocId, NOTHING};
use crate::source::Span;
use crate::syntax::ast::{Kind, List, NodeId, TextId};

/// From how many calls, two of them with arguments or blocks, a chain may have a line for each.
const LONG: usize = 3;

#[derive(Clone, Copy)]
enum Link {
    Send {
        sign: &'static str,
        name: TextId,
        arguments: List,
        parenthesised: bool,
        block: Option<NodeId>,
        end: u32,
    },
    Index {
        arguments: List,
        end: u32,
    },
}

impl Ruby<'_> {
    /// Calls, each on what the one before gives.
    pub(super) fn links(&mut self, node: NodeId) -> DocId {
        let ast = self.out.ast;
        let mut links = Vec::new();
        let mut rest = Some(node);
        while let Some(here) = rest {
            rest = match *ast.kind(here) {
                Kind::Send {
                    receiver,
                    safe,
                    name,
                    arguments,
                    block,
                    parenthesised,
                } => {
                    let end = block.map_or(self.out.end(here), |block| self.out.start(block));
                    links.push(Link::Send {
                        sign: self.sign(receiver, safe, name, here),
                        name,
                        arguments,
                        parenthesised,
                        block,
                        end: self.closing_bracket(end),
                    });
                    match receiver {
                        Some(receiver) => Some(receiver),
                        None => break,
                    }
                }
                Kind::Index { object, arguments, .. } => {
                    let end = self.closing_bracket(self.out.end(here));
                    links.push(Link::Index { arguments, end });
                    Some(object)
                }
                // Redundant parentheses do not end a chain.
                Kind::Paren(_) if self.tight(here) != here => Some(self.tight(here)),
                _ => break,
            };
        }
        links.reverse();
        let signed = |link: &&Link| matches!(link, Link::Send { sign, .. } if !sign.is_empty());
        let with_arguments = |link: &&Link| matches!(link, Link::Send { arguments, block, .. } if !arguments.is_empty() || block.is_some());
        let calls = links.iter().filter(signed).count();
        let long = calls >= LONG && links.iter().filter(signed).filter(with_arguments).count() > 1;
        let head = match rest {
            Some(rest) if !matches!(ast.kind(rest), Kind::Send { receiver: None, .. }) => self.node(rest),
            _ => NOTHING,
        };
        let mut front = vec![head];
        let mut tail = Vec::new();
        for (index, &link) in links.iter().enumerate() {
            let called = matches!(link, Link::Send { sign, .. } if !sign.is_empty());
            if long && called && (index > 0 || head != NOTHING) {
                tail.push(self.out.docs.soft());
            }
            let link = self.link(link);
            if tail.is_empty() {
                front.push(link)
            } else {
                tail.push(link)
            }
        }
        let tail = self.join(tail);
        let tail = self.out.docs.indent(tail);
        front.push(tail);
        let doc = self.join(front);
        if long { self.out.docs.group(doc) } else { doc }
    }

    /// What stands between a receiver and the name: `.()` has no name.
    fn sign(&self, receiver: Option<NodeId>, safe: bool, name: TextId, node: NodeId) -> &'static str {
        let Some(receiver) = receiver else { return "" };
        let from = self.out.end(receiver);
        let dot = self.out.find_sign(from, self.out.end(node), '.');
        let rest = self.out.slice(Span::new(dot, self.out.end(node)));
        let nameless = self.out.ast.name(name) == "call" && rest.starts_with(".(");
        match (safe, nameless) {
            (false, false) => ".",
            (true, false) => "&.",
            (false, true) => ".(",
            (true, true) => "&.(",
        }
    }

    /// Where the bracket stands that ends a text.
    fn closing_bracket(&self, end: u32) -> u32 {
        let before = self.out.slice(Span::new(0, end)).trim_end().len();
        u32::try_from(before).unwrap_or(end).saturating_sub(1)
    }

    fn link(&mut self, link: Link) -> DocId {
        match link {
            Link::Index { arguments, end } => self.enclosed("[", arguments, "]", end, false),
            Link::Send {
                sign,
                name,
                arguments,
                parenthesised,
                block,
                end,
            } => {
                let text = match sign.strip_suffix('(') {
                    Some(sign) => sign.to_owned(),
                    None => format!("{sign}{}", self.out.ast.name(name)),
                };
                let name = self.out.put(text);
                let arguments = match (parenthesised, arguments.is_empty()) {
                    (true, _) => self.arguments(arguments, end),
                    (false, true) => NOTHING,
                    (false, false) => {
                        let blank = self.put(" ");
                        let arguments = self.separated(arguments);
                        let arguments = self.out.docs.indent(arguments);
                        let arguments = self.out.docs.group(arguments);
                        self.join([blank, arguments])
                    }
                };
                let block = match block {
                    Some(block) => {
                        let blank = self.put(" ");
                        let block = self.function(block);
                        self.join([blank, block])
                    }
                    None => NOTHING,
                };
                self.join([name, arguments, block])
            }
        }
    }

    /// Arguments in parentheses; a list or a lambda alone opens on the line of its call.
    fn arguments(&mut self, list: List, end: u32) -> DocId {
        let ast = self.out.ast;
        if let [only] = *ast.list(list)
            && matches!(
                ast.kind(only),
                Kind::Array(_) | Kind::Hash { braces: true, .. } | Kind::Function { .. }
            )
            && !self.out.pending(self.out.start(only))
            && !self.out.commented(self.out.end(only), end)
        {
            let (open, close) = (self.put("("), self.put(")"));
            let only = self.node(only);
            return self.join([open, only, close]);
        }
        self.enclosed("(", list, ")", end, false)
    }
}
