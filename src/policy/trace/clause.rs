//! What is in a clause: the values of its parts, and what they have to do with its answer.

use serde_json::Value as Json;

use super::{Clause, Clauses, Seen, plain};
use crate::syntax::ast::{BinaryOp, Kind, NodeId, UnaryOp};

/// Most parts of a clause that are shown.
const PARTS: usize = 8;

/// What a clause tests.
pub(super) enum Test {
    /// Whether a list, or the teams of a caller, has an item; and whether the clause holds where it has.
    Member { list: String, item: NodeId, positive: bool },
    /// Whether two values are equal; and whether the clause holds where they are.
    Equal {
        left: NodeId,
        right: NodeId,
        positive: bool,
    },
    /// Whether two lists share something; and whether the clause holds where they do.
    Share {
        left: NodeId,
        right: NodeId,
        positive: bool,
    },
    /// Something else.
    Other,
}

/// Whether a value of a run is JavaScript's undefined.
pub(super) fn is_undefined(value: &Json) -> bool {
    value.get("$t").is_some_and(|tag| tag == "undefined")
}

impl Clauses<'_> {
    /// A clause with its values.
    pub(super) fn clause(&self, node: NodeId) -> Clause {
        let span = self.ast.span(node);
        let (found, reads) = self.run(self.text(node));
        if let Some((_, holds)) = &found {
            self.tracer.truths.borrow_mut().insert(node, *holds);
        }
        let mut parts = Vec::new();
        self.parts(node, &mut parts);
        let mut saw: Vec<Seen> = Vec::new();
        for part in parts.into_iter().take(PARTS) {
            let text = self.line(part);
            if saw.iter().any(|seen| seen.text == text) {
                continue;
            }
            // Names of a callback's parameters mean nothing outside it, so that such a part has no value here.
            if let (Some((value, _)), _) = self.run(self.text(part)) {
                let value = Some(value).filter(|value| !is_undefined(value));
                saw.push(Seen { text, value });
            }
        }
        if saw.is_empty() {
            // A call of a helper: what it read beyond what the rule reads before its answer.
            let before = self.run("true").1;
            let own = reads.into_iter().filter(|read| !before.contains(read));
            saw.extend(own.map(|read| Seen {
                text: read.text,
                value: read.value,
            }));
        }
        let holds = found.as_ref().map(|(_, holds)| *holds);
        Clause {
            text: self.line(node),
            span: [span.start, span.end],
            note: holds.and_then(|holds| self.note(node, holds)),
            holds,
            value: found.map(|(value, _)| value),
            saw,
            decided: false,
        }
    }

    /// The text of a node in one line.
    pub(super) fn line(&self, node: NodeId) -> String {
        self.text(node).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The parts of a clause whose values explain it. The depth is that of the tree, which is bounded when it is built.
    fn parts(&self, node: NodeId, parts: &mut Vec<NodeId>) {
        let ast = self.ast;
        let node = plain(ast, node);
        match ast.kind(node) {
            Kind::Unary(_, inner) => self.parts(*inner, parts),
            Kind::Binary(_, left, right) => {
                for side in [*left, *right] {
                    let side = plain(ast, side);
                    if self.search(side).is_some() {
                        self.parts(side, parts);
                    } else {
                        self.part(side, parts);
                    }
                }
            }
            Kind::Call { callee, arguments, .. } => {
                match ast.kind(*callee) {
                    Kind::Member { object, .. } => self.part(*object, parts),
                    // A binding is its own value.
                    Kind::Name(name) if self.tracer.schema.section(&ast.name(*name)).is_some() => return,
                    _ => {}
                }
                ast.list(*arguments)
                    .iter()
                    .for_each(|argument| self.part(*argument, parts));
            }
            Kind::Send {
                receiver, arguments, ..
            } => {
                receiver.iter().for_each(|receiver| self.part(*receiver, parts));
                ast.list(*arguments)
                    .iter()
                    .for_each(|argument| self.part(*argument, parts));
            }
            Kind::Member { object, .. } | Kind::Index { object, .. } => self.part(*object, parts),
            _ => {}
        }
    }

    /// Adds a part, unless its text says all.
    fn part(&self, node: NodeId, parts: &mut Vec<NodeId>) {
        let node = plain(self.ast, node);
        if !self.says_itself(node) {
            parts.push(node);
        }
    }

    fn says_itself(&self, node: NodeId) -> bool {
        match self.ast.kind(node) {
            Kind::Nil | Kind::Bool(_) | Kind::Float(_) | Kind::Integer(_) | Kind::Str(_) | Kind::Symbol(_) => true,
            Kind::Regex { .. } | Kind::Function { .. } | Kind::InstanceVar(_) | Kind::Spread(_) => true,
            Kind::Unary(UnaryOp::Minus | UnaryOp::Plus, inner) => self.says_itself(*inner),
            Kind::Array(items) => self.ast.list(*items).iter().all(|item| self.says_itself(*item)),
            _ => false,
        }
    }

    /// The list and the item of `list.indexOf(item)`.
    fn search(&self, node: NodeId) -> Option<(NodeId, NodeId)> {
        let Kind::Call { callee, arguments, .. } = self.ast.kind(node) else {
            return None;
        };
        let Kind::Member { object, name, .. } = self.ast.kind(*callee) else {
            return None;
        };
        let [item] = self.ast.list(*arguments) else { return None };
        (self.ast.name(*name) == "indexOf").then_some((*object, *item))
    }

    /// What a clause tests.
    pub(super) fn test(&self, node: NodeId) -> Test {
        let ast = self.ast;
        let member = |list: String, item: NodeId, positive| Test::Member { list, item, positive };
        match ast.kind(plain(ast, node)) {
            Kind::Unary(UnaryOp::Not | UnaryOp::NotWord, inner) => match self.test(*inner) {
                Test::Member { list, item, positive } => member(list, item, !positive),
                Test::Equal { left, right, positive } => Test::Equal {
                    left,
                    right,
                    positive: !positive,
                },
                Test::Share { left, right, positive } => Test::Share {
                    left,
                    right,
                    positive: !positive,
                },
                Test::Other => Test::Other,
            },
            Kind::Binary(op, left, right) => {
                let bound = self.line(*right);
                if let Some((list, item)) = self.search(plain(ast, *left)) {
                    let positive = match (op, bound.as_str()) {
                        (BinaryOp::Ne | BinaryOp::NeEqEq | BinaryOp::Gt, "-1") | (BinaryOp::Ge, "0") => true,
                        (BinaryOp::Eq | BinaryOp::EqEqEq, "-1") | (BinaryOp::Lt, "0") => false,
                        _ => return Test::Other,
                    };
                    return member(self.line(list), item, positive);
                }
                let positive = match op {
                    BinaryOp::Eq | BinaryOp::EqEqEq => true,
                    BinaryOp::Ne | BinaryOp::NeEqEq => false,
                    _ => return Test::Other,
                };
                Test::Equal {
                    left: *left,
                    right: *right,
                    positive,
                }
            }
            Kind::Call { callee, arguments, .. } => match (ast.kind(*callee), ast.list(*arguments)) {
                (Kind::Member { object, name, .. }, [item]) if ast.name(*name) == "includes" => {
                    member(self.line(*object), *item, true)
                }
                (Kind::Name(name), [left, right]) if ast.name(*name) == "hasIntersection" => Test::Share {
                    left: *left,
                    right: *right,
                    positive: true,
                },
                _ => Test::Other,
            },
            Kind::Send {
                receiver: Some(receiver),
                name,
                arguments,
                ..
            } => match (&*ast.name(*name), ast.list(*arguments)) {
                ("include?" | "member?", [item]) => member(self.line(*receiver), *item, true),
                ("is_member_of" | "is_member_of?", [item]) => member("@identity.teams".to_owned(), *item, true),
                _ => Test::Other,
            },
            _ => Test::Other,
        }
    }

    /// What the values of a clause have to do with its answer.
    fn note(&self, node: NodeId, holds: bool) -> Option<String> {
        Some(match self.test(node) {
            Test::Member { item, positive, .. } => {
                let is = if holds == positive { "is" } else { "is not" };
                format!("{} {is} in it", self.line(item))
            }
            Test::Equal { positive, .. } => {
                let are = if holds == positive {
                    "they are equal"
                } else {
                    "they differ"
                };
                are.to_owned()
            }
            Test::Share { positive, .. } => {
                let share = if holds == positive {
                    "they share something"
                } else {
                    "they have nothing in common"
                };
                share.to_owned()
            }
            Test::Other => return None,
        })
    }
}
