//! Branches, loops, and `begin` with its clauses.

use super::Builder;
use super::argument::Argument;
use crate::diag::Code;
use crate::source::Span;
use crate::syntax::ast::{Kind, List, NodeId};

/// Statements with the clauses that may follow them.
#[derive(Clone, Debug)]
pub struct Body {
    statements: NodeId,
    rescues: Vec<NodeId>,
    otherwise: Option<NodeId>,
    ensure: Option<NodeId>,
}

impl Builder<'_> {
    /// `statement if test`, `statement unless test`.
    pub fn modifier_if(&mut self, statement: NodeId, test: NodeId, unless: bool, l: u32, r: u32) -> NodeId {
        self.value(test);
        let kind = Kind::If {
            test,
            yes: Some(statement),
            no: None,
            unless,
        };
        self.node(kind, l, r)
    }

    /// `statement while test`, `statement until test`.
    pub fn modifier_while(&mut self, statement: NodeId, test: NodeId, until: bool, l: u32, r: u32) -> NodeId {
        self.value(test);
        let body_first = matches!(self.kind(statement), Kind::Begin { .. });
        let kind = Kind::While {
            test,
            body: statement,
            until,
            body_first,
        };
        self.node(kind, l, r)
    }

    /// `if test … end`, `unless test … end`.
    pub fn if_node(&mut self, test: NodeId, yes: NodeId, no: Option<NodeId>, unless: bool, l: u32, r: u32) -> NodeId {
        self.value(test);
        let kind = Kind::If {
            test,
            yes: Some(yes),
            no,
            unless,
        };
        self.node(kind, l, r)
    }

    /// `while test … end`, `until test … end`.
    pub fn while_node(&mut self, test: NodeId, body: NodeId, until: bool, l: u32, r: u32) -> NodeId {
        self.value(test);
        let kind = Kind::While {
            test,
            body,
            until,
            body_first: false,
        };
        self.node(kind, l, r)
    }

    /// `for target in iterable … end`.
    pub fn for_node(&mut self, target: NodeId, iterable: NodeId, body: NodeId, l: u32, r: u32) -> NodeId {
        self.value(iterable);
        let kind = Kind::ForEach {
            decl: None,
            target,
            iterable,
            body,
            keys: false,
        };
        self.node(kind, l, r)
    }

    /// `case subject … end`.
    pub fn case(
        &mut self,
        subject: Option<NodeId>,
        whens: &[NodeId],
        otherwise: Option<NodeId>,
        l: u32,
        r: u32,
    ) -> NodeId {
        if let Some(subject) = subject {
            self.value(subject);
        }
        let whens = self.ast.add_list(whens);
        let kind = Kind::Case {
            subject,
            whens,
            otherwise,
        };
        self.node(kind, l, r)
    }

    fn conditions(&mut self, elements: Vec<Argument>) -> List {
        let mut nodes = Vec::with_capacity(elements.len());
        for element in elements {
            match element {
                Argument::Splat(node) => {
                    let span = self.span(node);
                    nodes.push(self.node_at(Kind::Spread(node), span));
                }
                Argument::One(node) | Argument::Pair(node) | Argument::DoubleSplat(node) | Argument::Block(node) => {
                    nodes.push(node)
                }
            }
        }
        self.ast.add_list(&nodes)
    }

    /// `when a, *b then …`.
    pub fn when(&mut self, conditions: Vec<Argument>, body: NodeId, l: u32, r: u32) -> NodeId {
        let conditions = self.conditions(conditions);
        self.node(Kind::When { conditions, body }, l, r)
    }

    /// `rescue A, B => e …`.
    pub fn rescue_clause(
        &mut self,
        classes: Option<Vec<Argument>>,
        target: Option<NodeId>,
        body: NodeId,
        l: u32,
        r: u32,
    ) -> NodeId {
        let classes = self.conditions(classes.unwrap_or_default());
        let target = target.map(|target| self.target(target));
        self.node(Kind::Rescue { classes, target, body }, l, r)
    }

    /// `value rescue other`.
    pub fn rescue_value(&mut self, value: NodeId, other: NodeId, l: u32, r: u32) -> NodeId {
        let place = self.span(other);
        let rescue = self.node_at(
            Kind::Rescue {
                classes: List::EMPTY,
                target: None,
                body: other,
            },
            place,
        );
        let rescues = self.ast.add_list(&[rescue]);
        self.node(
            Kind::Begin {
                body: value,
                rescues,
                otherwise: None,
                ensure: None,
            },
            l,
            r,
        )
    }

    /// Statements with their clauses.
    pub fn body(
        &mut self,
        statements: NodeId,
        rescues: Vec<NodeId>,
        otherwise: Option<NodeId>,
        ensure: Option<NodeId>,
        l: u32,
        r: u32,
    ) -> Body {
        if otherwise.is_some() && rescues.is_empty() {
            self.error(
                Code::E0201,
                Span::new(l, r),
                "`else` without `rescue`",
                "Move the statements of `else` to the end of the part before it.",
            );
        }
        Body {
            statements,
            rescues,
            otherwise,
            ensure,
        }
    }

    /// `begin … end`.
    pub fn begin(&mut self, body: Body, l: u32, r: u32) -> NodeId {
        let rescues = self.ast.add_list(&body.rescues);
        self.node(
            Kind::Begin {
                body: body.statements,
                rescues,
                otherwise: body.otherwise,
                ensure: body.ensure,
            },
            l,
            r,
        )
    }

    /// The body of a function: statements alone where there are no clauses.
    pub fn body_node(&mut self, body: Body, l: u32, r: u32) -> NodeId {
        if body.rescues.is_empty() && body.ensure.is_none() {
            return body.statements;
        }
        self.begin(body, l, r)
    }
}
