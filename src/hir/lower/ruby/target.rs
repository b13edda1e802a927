//! Targets of assignments: where they lead is evaluated first, then the value, then it is written there.

use super::Lowering;
use super::names::numbered;
use crate::diag::Code;
use crate::hir::{Arg, Const, ExprId, Kind, TextId, VarId};
use crate::op::Op;
use crate::source::Span;
use crate::syntax::ast::{self, List, NodeId};

/// A target whose receiver and arguments have been evaluated.
#[derive(Clone, Debug)]
pub(super) enum Place {
    /// A variable.
    Var(VarId),
    /// `receiver[arguments]`.
    Index(VarId, Vec<Arg>),
    /// `receiver.name`, or with the flag `receiver&.name`.
    Attribute(VarId, TextId, bool),
    /// `a, (b, *c)`.
    Targets(Vec<Place>),
    /// `*place`.
    Rest(Option<Box<Place>>),
    /// Reported already.
    Nowhere,
}

impl Lowering<'_> {
    /// Declares the names among the targets, which the right side may read already.
    pub(super) fn declare_targets(&mut self, target: NodeId) {
        match *self.ast.kind(target) {
            ast::Kind::Name(name) => {
                let name = self.name(name);
                self.declare_name(&name);
            }
            ast::Kind::Spread(inner) => self.declare_targets(inner),
            ast::Kind::Targets(list) => {
                for inner in self.nodes(list) {
                    self.declare_targets(inner);
                }
            }
            _ => {}
        }
    }

    /// Evaluates where a target leads; the code to do so goes into `code`.
    pub(super) fn place(&mut self, target: NodeId, code: &mut Vec<ExprId>) -> Place {
        let span = self.span(target);
        match *self.ast.kind(target) {
            ast::Kind::Name(name) => {
                let name = self.name(name);
                if numbered(&name).is_some() {
                    return Place::Nowhere;
                }
                Place::Var(self.declare_name(&name))
            }
            ast::Kind::InstanceVar(name) => {
                let text = self.name(name);
                if self.section(&text).is_some() {
                    self.refuse(
                        Code::E0301,
                        span,
                        format!("`@{text}` cannot be assigned in a rule"),
                        "It is what the rule is asked about; keep other values in variables of your own.",
                    );
                    return Place::Nowhere;
                }
                Place::Var(self.own_instance_var(name))
            }
            ast::Kind::Index { object, arguments, .. } => {
                let object = self.expr(object);
                let (object, held) = self.hold(object, span);
                code.push(held);
                let arguments = self.held_arguments(arguments, code);
                Place::Index(object, arguments)
            }
            ast::Kind::Send {
                receiver: Some(receiver),
                safe,
                name,
                ..
            } => {
                let receiver = self.expr(receiver);
                let (receiver, held) = self.hold(receiver, span);
                code.push(held);
                Place::Attribute(receiver, self.text(name), safe)
            }
            ast::Kind::Spread(inner) => {
                if matches!(self.ast.kind(inner), ast::Kind::Hole) {
                    return Place::Rest(None);
                }
                Place::Rest(Some(Box::new(self.place(inner, code))))
            }
            ast::Kind::Targets(list) => {
                let mut places = Vec::with_capacity(list.len());
                for inner in self.nodes(list) {
                    places.push(self.place(inner, code));
                }
                Place::Targets(places)
            }
            _ => Place::Nowhere,
        }
    }

    /// Arguments of an index, each evaluated once into a temporary.
    fn held_arguments(&mut self, arguments: List, code: &mut Vec<ExprId>) -> Vec<Arg> {
        let mut held_args = Vec::with_capacity(arguments.len());
        for argument in self.nodes(arguments) {
            let span = self.span(argument);
            match *self.ast.kind(argument) {
                ast::Kind::Spread(inner) => {
                    let value = self.expr(inner);
                    let list = self.op(Op::RbSplat, &[value], span);
                    let (var, held) = self.hold(list, span);
                    code.push(held);
                    let value = self.get(var, span);
                    held_args.push(Arg::Spread(value));
                }
                ast::Kind::Hash { braces: false, .. } | ast::Kind::BlockPass(_) => {
                    self.unsupported(
                        span,
                        "a keyword or a block in the brackets of an assignment",
                        "Write the key as a hash in braces.",
                    );
                }
                _ => {
                    let value = self.expr(argument);
                    let (var, held) = self.hold(value, span);
                    code.push(held);
                    let value = self.get(var, span);
                    held_args.push(Arg::One(value));
                }
            }
        }
        held_args
    }

    /// A fresh reading of arguments that were evaluated into temporaries.
    pub(super) fn again(&mut self, arguments: &[Arg]) -> Vec<Arg> {
        let mut fresh = Vec::with_capacity(arguments.len());
        for argument in arguments {
            let expr = argument.expr();
            let read = self.builder.hir().expr(expr).clone();
            let read = self.add(read.kind, read.span);
            fresh.push(match argument {
                Arg::One(_) => Arg::One(read),
                Arg::Spread(_) => Arg::Spread(read),
                Arg::Keywords(_) => Arg::Keywords(read),
            });
        }
        fresh
    }

    /// Reads a place.
    pub(super) fn load(&mut self, place: &Place, span: Span) -> ExprId {
        match place {
            Place::Var(var) => self.read_local(*var, span),
            Place::Index(object, arguments) => {
                let receiver = self.get(*object, span);
                let args = self.again(arguments);
                self.method("[]", receiver, args, span)
            }
            Place::Attribute(object, name, _) => {
                let receiver = self.get(*object, span);
                self.add(
                    Kind::CallMethod {
                        receiver,
                        name: *name,
                        args: Vec::new(),
                        block: None,
                    },
                    span,
                )
            }
            Place::Targets(_) | Place::Rest(_) | Place::Nowhere => self.nil(span),
        }
    }

    /// A call of a method with arguments of any kind.
    fn method(&mut self, name: &str, receiver: ExprId, args: Vec<Arg>, span: Span) -> ExprId {
        let name = self.builder.str(name);
        self.add(
            Kind::CallMethod {
                receiver,
                name,
                args,
                block: None,
            },
            span,
        )
    }

    /// Writes a value, which must be safe to evaluate here, to a place.
    pub(super) fn store(&mut self, place: &Place, value: ExprId, span: Span, code: &mut Vec<ExprId>) {
        match place {
            Place::Var(var) => {
                let set = self.set(*var, value, span);
                code.push(set);
            }
            Place::Index(object, arguments) => {
                let receiver = self.get(*object, span);
                let mut args = self.again(arguments);
                args.push(Arg::One(value));
                let call = self.method("[]=", receiver, args, span);
                code.push(call);
            }
            Place::Attribute(object, name, safe) => {
                let receiver = self.get(*object, span);
                let setter = format!("{}=", self.builder.hir().text(*name).to_str());
                let call = self.method(&setter, receiver, vec![Arg::One(value)], span);
                let call = if *safe {
                    self.unless_nil(*object, call, span)
                } else {
                    call
                };
                code.push(call);
            }
            Place::Targets(places) => {
                let list = self.op(Op::RbToAry, &[value], span);
                let (list, held) = self.hold(list, span);
                code.push(held);
                self.spread(places, list, span, code);
            }
            Place::Rest(Some(inner)) => self.store(inner, value, span, code),
            Place::Rest(None) | Place::Nowhere => code.push(value),
        }
    }

    /// Writes the elements of an array to places.
    pub(super) fn spread(&mut self, places: &[Place], list: VarId, span: Span, code: &mut Vec<ExprId>) {
        let rest = places.iter().position(|place| matches!(place, Place::Rest(_)));
        for (at, place) in places.iter().enumerate() {
            let array = self.get(list, span);
            let value = match rest {
                Some(rest) if at == rest => {
                    if matches!(place, Place::Rest(None)) {
                        continue;
                    }
                    let first = self.index_constant(rest, span);
                    let after = self.index_constant(places.len() - rest - 1, span);
                    self.op(Op::RbRest, &[array, first, after], span)
                }
                Some(rest) if at > rest => {
                    let before = self.index_constant(rest, span);
                    let offset = self.index_constant(at - rest - 1, span);
                    let after = self.index_constant(places.len() - rest - 1, span);
                    self.op(Op::RbPostElement, &[array, before, offset, after], span)
                }
                _ => {
                    let index = self.index_constant(at, span);
                    self.op(Op::RbElement, &[array, index], span)
                }
            };
            self.store(place, value, span, code);
        }
    }

    fn index_constant(&mut self, index: usize, span: Span) -> ExprId {
        // Lists of targets are bounded by the size of the tree.
        self.builder
            .constant(Const::Int(i64::try_from(index).unwrap_or(i64::MAX)), span)
    }

    /// Writes a value to a target that is evaluated now.
    pub(super) fn assign_target(&mut self, target: NodeId, value: ExprId, code: &mut Vec<ExprId>) {
        let span = self.span(target);
        let place = self.place(target, code);
        self.store(&place, value, span, code);
    }

    /// Writes the elements of an array to a list of targets.
    pub(super) fn assign_targets(&mut self, target: NodeId, list: VarId, code: &mut Vec<ExprId>) {
        let span = self.span(target);
        if let Place::Targets(places) = self.place(target, code) {
            self.spread(&places, list, span, code);
        }
    }

    /// `call` unless the variable is nil; then nil.
    pub(super) fn unless_nil(&mut self, var: VarId, call: ExprId, span: Span) -> ExprId {
        let value = self.get(var, span);
        let test = self.call(value, "nil?", &[], span);
        let nil = self.nil(span);
        self.add(Kind::If(test, nil, call), span)
    }
}
