//! Calls: of the rule's own methods, of functions of Ruby, of methods of values.

use super::Lowering;
use super::kernel;
use crate::diag::{Code, Diagnostic};
use crate::hir::{Arg, ExprId, FuncKind, Kind};
use crate::op::Op;
use crate::source::Span;
use crate::syntax::ast::{self, Ast, List, NodeId};

/// The parts of a call.
#[derive(Clone, Copy)]
pub(super) struct Call {
    receiver: Option<NodeId>,
    safe: bool,
    name: ast::TextId,
    arguments: List,
    block: Option<NodeId>,
    parenthesised: bool,
    span: Span,
}

/// What `**hash` alone passes where it is not empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lone {
    /// Its entries, by their names: nobody sees the hash.
    Entries,
    /// The hash itself: to a method of the rule.
    Itself,
    /// A copy with all that the hash has besides its entries: to a method written in C.
    Copy,
    /// One or the other.
    Unknown,
}

impl Call {
    /// The parts of a node that is a call.
    pub(super) fn of(ast: &Ast, node: NodeId) -> Option<Call> {
        let ast::Kind::Send {
            receiver,
            safe,
            name,
            arguments,
            block,
            parenthesised,
        } = *ast.kind(node)
        else {
            return None;
        };
        Some(Call {
            receiver,
            safe,
            name,
            arguments,
            block,
            parenthesised,
            span: ast.span(node),
        })
    }
}

impl Lowering<'_> {
    pub(super) fn send(&mut self, node: NodeId) -> ExprId {
        let Some(call) = Call::of(self.ast, node) else {
            return self.nil(self.span(node));
        };
        match call.receiver {
            None => self.function_call(call),
            Some(receiver) if matches!(self.ast.kind(receiver), ast::Kind::This) => self.function_call(call),
            Some(receiver) => self.method_call(receiver, call),
        }
    }

    /// Arguments, and the block that `&x` passes.
    pub(super) fn arguments(&mut self, arguments: List, lone: Lone) -> (Vec<Arg>, Option<ExprId>) {
        let mut args = Vec::with_capacity(arguments.len());
        let mut block = None;
        for (index, argument) in self.nodes(arguments).into_iter().enumerate() {
            let span = self.span(argument);
            match *self.ast.kind(argument) {
                ast::Kind::Spread(inner) => {
                    if index > 0 && self.ends_with_keywords(inner) {
                        let help = "Write the keywords as arguments of the call, or give them braces.";
                        self.unsupported(span, "a `*[…]` with keywords in it, behind other arguments,", help);
                    }
                    let inner = self.expr(inner);
                    args.push(Arg::Spread(inner));
                }
                ast::Kind::Hash { pairs, braces: false } => {
                    let hash = match self.lone_hash(pairs) {
                        Some(inner) => self.lone_keywords(inner, pairs, arguments, lone),
                        None => self.hash(pairs, span),
                    };
                    args.push(Arg::Keywords(hash));
                }
                ast::Kind::BlockPass(inner) => {
                    let inner = self.expr(inner);
                    block = Some(self.op(Op::RbToProc, &[inner], span));
                }
                _ => {
                    let value = self.expr(argument);
                    args.push(Arg::One(value));
                }
            }
        }
        (args, block)
    }

    /// What stands behind `**` where nothing else makes keywords; a hash that is written out is no hash of anybody's.
    fn lone_hash(&self, pairs: List) -> Option<NodeId> {
        let [only] = *self.ast.list(pairs) else {
            return None;
        };
        match *self.ast.kind(only) {
            ast::Kind::DoubleSplat(inner) if !matches!(self.ast.kind(inner), ast::Kind::Hash { .. }) => Some(inner),
            _ => None,
        }
    }

    /// The elements of an array literal that is a plain list to Ruby's parser; none for other operands of `*`. Behind
    /// another argument the elements are arguments of the call (`rest_arg_append` of CRuby's `parse.y`).
    fn listed_elements(&self, operand: NodeId) -> Option<&[NodeId]> {
        let ast::Kind::Array(list) = *self.ast.kind(self.reduced(operand)?) else {
            return None;
        };
        let elements = self.ast.list(list);
        let spreads = |&element: &NodeId| matches!(self.ast.kind(element), ast::Kind::Spread(_));
        (!elements.is_empty() && !elements.iter().any(spreads)).then_some(elements)
    }

    /// Whether `*operand` brings keywords without braces, which Ruby takes for keywords of the call.
    fn ends_with_keywords(&self, operand: NodeId) -> bool {
        let last = self.listed_elements(operand).and_then(<[NodeId]>::last);
        last.is_some_and(|&last| matches!(self.ast.kind(last), ast::Kind::Hash { braces: false, .. }))
    }

    /// The keywords of a call with `**hash` alone. Directly behind a `*list` Ruby writes them into a hash of its own.
    fn lone_keywords(&mut self, inner: NodeId, pairs: List, arguments: List, lone: Lone) -> ExprId {
        let span = self.span(inner);
        let mut behind_list = false;
        let mut changeable = false;
        for (index, &argument) in self.ast.list(arguments).iter().enumerate() {
            match *self.ast.kind(argument) {
                ast::Kind::Spread(list) => behind_list = index == 0 || self.listed_elements(list).is_none(),
                ast::Kind::Hash { braces: false, .. } => {}
                // A block that is computed may change the hash before it is passed.
                ast::Kind::BlockPass(block) => {
                    changeable = !matches!(
                        self.ast.kind(block),
                        ast::Kind::Symbol(_) | ast::Kind::Name(_) | ast::Kind::Nil | ast::Kind::Function { .. }
                    );
                }
                _ => behind_list = false,
            }
        }
        match lone {
            _ if behind_list => self.hash(pairs, span),
            Lone::Entries => self.hash(pairs, span),
            Lone::Itself | Lone::Copy if !changeable => {
                let value = self.expr(inner);
                let hash = self.op(Op::RbToHash, &[value], span);
                if lone == Lone::Itself {
                    return hash;
                }
                self.call(hash, "dup", &[], span)
            }
            _ => {
                let help = "Give the hash itself, or write the keywords out.";
                self.unsupported(span, "`**` as the only keywords of such a call", help)
            }
        }
    }

    /// What a lone `**hash` of a call passes.
    fn lone(&self, call: Call) -> Lone {
        if self.keyword_methods.get(&call.name).copied().unwrap_or(false) {
            return Lone::Entries;
        }
        let own = call
            .receiver
            .is_none_or(|receiver| matches!(self.ast.kind(receiver), ast::Kind::This));
        if own && self.methods.contains_key(&call.name) {
            return Lone::Itself;
        }
        match &*self.ast.name(call.name) {
            // Procs, and methods that are written in Ruby, get the very hash or a copy by their parameters.
            "call" | "()" | "yield" | "===" | "[]" | "add" | "add?" | "<<" | "send" | "public_send" | "__send__" => {
                Lone::Unknown
            }
            _ => Lone::Copy,
        }
    }

    /// Arguments and the block, written or passed.
    pub(super) fn arguments_and_block(&mut self, call: Call) -> (Vec<Arg>, Option<ExprId>) {
        let lone = self.lone(call);
        let (args, passed) = self.arguments(call.arguments, lone);
        let block = match call.block {
            Some(block) => Some(self.closure(block, FuncKind::Proc)),
            None => passed,
        };
        (args, block)
    }

    /// A call without a receiver.
    fn function_call(&mut self, call: Call) -> ExprId {
        let Call { name, span, .. } = call;
        let text = self.name(name);
        if let Some(&var) = self.methods.get(&name) {
            let (args, block) = self.arguments_and_block(call);
            return self.add(Kind::CallDefined { var, args, block }, span);
        }
        if let Some(special) = self.special_function(&text, call) {
            return special;
        }
        if kernel::is_refused(&text) {
            return self.refuse(
                Code::E0302,
                span,
                format!("`{text}` cannot be called in a rule"),
                kernel::instead(&text),
            );
        }
        self.check_ambiguous(&text, call);
        let (args, block) = self.arguments_and_block(call);
        let variable_like = call.receiver.is_none() && !call.parenthesised && args.is_empty() && block.is_none();
        let name = self.text(name);
        self.add(
            Kind::CallKernel {
                name,
                args,
                block,
                variable_like,
            },
            span,
        )
    }

    /// Functions that are more than a call.
    fn special_function(&mut self, text: &str, call: Call) -> Option<ExprId> {
        let span = call.span;
        match (text, call.block) {
            ("lambda", Some(block)) if call.arguments.is_empty() => Some(self.closure(block, FuncKind::Lambda)),
            ("proc", Some(block)) if call.arguments.is_empty() => Some(self.closure(block, FuncKind::Proc)),
            ("raise" | "fail", None) if call.arguments.is_empty() => Some(self.raise_again(span)),
            ("block_given?", None) if call.arguments.is_empty() => Some(self.op(Op::RbBlockGiven, &[], span)),
            ("require", None) => {
                let known = match *self.ast.list(call.arguments) {
                    [only] => match *self.ast.kind(only) {
                        ast::Kind::Str(library) => {
                            matches!(&*self.ast.name(library), "set" | "time" | "date" | "json" | "ipaddr")
                        }
                        _ => false,
                    },
                    _ => false,
                };
                if known {
                    return None;
                }
                Some(self.refuse(
                    Code::E0302,
                    span,
                    "this library cannot be required in a rule",
                    "A rule may require 'set', 'time', 'date', 'json' and 'ipaddr', and has them without it as well.",
                ))
            }
            _ => None,
        }
    }

    /// `name [x]` with a name that nobody knows: an index was meant, or an argument.
    fn check_ambiguous(&mut self, text: &str, call: Call) {
        if call.parenthesised || kernel::is_supported(text) {
            return;
        }
        if let Some(&first) = self.ast.list(call.arguments).first()
            && matches!(self.ast.kind(first), ast::Kind::Array(_))
        {
            self.report(
                Diagnostic::new(Code::E0305, call.span, format!("`{text} […]` can be read in two ways"))
                    .label("Ruby takes the list as an argument of a method")
                    .help(format!("To pass an argument, write `{text}([…])`."))
                    .help(format!("To read an element, write `{text}[…]` without a blank.")),
            );
        }
    }

    /// A call with a receiver.
    fn method_call(&mut self, receiver: NodeId, call: Call) -> ExprId {
        let span = call.span;
        let text = self.name(call.name);
        if let Some(made) = self.class_call(receiver, &text, call) {
            return made;
        }
        if kernel::is_refused_method(&text) {
            return self.refuse(
                Code::E0302,
                span,
                format!("`{text}` cannot be called in a rule"),
                kernel::instead(&text),
            );
        }
        if matches!(text.as_str(), "send" | "public_send" | "__send__") {
            return self.named_call(receiver, call);
        }
        // An object of the product is never nil.
        let safe = call.safe && self.section_of(receiver).is_none();
        let receiver = self.receiver_of(receiver, &text);
        self.sent(receiver, safe, span, |lowering, receiver| {
            let (args, block) = lowering.arguments_and_block(call);
            lowering.plain_call(receiver, &text, args, block, span)
        })
    }

    /// A call on a value, or nil where the call is safe and the value is nil.
    fn sent(
        &mut self,
        receiver: ExprId,
        safe: bool,
        span: Span,
        call: impl FnOnce(&mut Self, ExprId) -> ExprId,
    ) -> ExprId {
        if !safe {
            return call(self, receiver);
        }
        let (var, held) = self.hold(receiver, span);
        let receiver = self.get(var, span);
        let called = call(self, receiver);
        let called = self.unless_nil(var, called, span);
        self.sequence(vec![held, called], span)
    }

    pub(super) fn plain_call(
        &mut self,
        receiver: ExprId,
        name: &str,
        args: Vec<Arg>,
        block: Option<ExprId>,
        span: Span,
    ) -> ExprId {
        match (name, &args[..], block) {
            ("!", [], None) => self.op(Op::RbNot, &[receiver], span),
            ("!=", [Arg::One(other)], None) => {
                let equal = self.call(receiver, "==", &[*other], span);
                self.op(Op::RbNot, &[equal], span)
            }
            ("!~", [Arg::One(other)], None) => {
                let matched = self.call(receiver, "=~", &[*other], span);
                self.op(Op::RbNot, &[matched], span)
            }
            _ => {
                let name = self.builder.str(name);
                self.add(
                    Kind::CallMethod {
                        receiver,
                        name,
                        args,
                        block,
                    },
                    span,
                )
            }
        }
    }

    /// `Proc.new { … }`, `Class.new`: calls that make what only syntax can make.
    fn class_call(&mut self, receiver: NodeId, text: &str, call: Call) -> Option<ExprId> {
        let ast::Kind::Constant(None, class) = *self.ast.kind(receiver) else {
            return None;
        };
        if text != "new" {
            return None;
        }
        match (&*self.ast.name(class), call.block) {
            ("Proc", Some(block)) if call.arguments.is_empty() => Some(self.closure(block, FuncKind::Proc)),
            ("Class" | "Module", _) => Some(self.unsupported(
                call.span,
                "a class",
                "Write methods with `def`, and keep data in hashes and arrays.",
            )),
            _ => None,
        }
    }

    /// `x.send(:name, …)`: a call of that name, if the name is a literal.
    fn named_call(&mut self, receiver: NodeId, call: Call) -> ExprId {
        let span = call.span;
        let nodes = self.nodes(call.arguments);
        let literal = nodes.first().and_then(|&first| match *self.ast.kind(first) {
            ast::Kind::Symbol(name) | ast::Kind::Str(name) => Some(self.name(name)),
            _ => None,
        });
        let name = match literal {
            Some(name) if kernel::may_send(&name) => name,
            _ => {
                return self.refuse(
                    Code::E0302,
                    span,
                    "a method whose name is not written out cannot be called in a rule",
                    "Call the method by its name.",
                );
            }
        };
        let public = self.name(call.name) == "public_send";
        let safe = call.safe && self.section_of(receiver).is_none();
        let receiver = self.receiver_of(receiver, &name);
        self.sent(receiver, safe, span, |lowering, receiver| {
            let (mut args, block) = lowering.arguments_and_block(call);
            if !public && !is_operator(&name) {
                // What it does not find is reported in other words than those of a call by name.
                return lowering.plain_call(receiver, "send", args, block, span);
            }
            args.remove(0);
            lowering.plain_call(receiver, &name, args, block, span)
        })
    }

    /// `x[…]`.
    pub(super) fn index(&mut self, object: NodeId, arguments: List, span: Span) -> ExprId {
        let receiver = self.asked_only(object);
        let (args, block) = self.arguments(arguments, Lone::Unknown);
        self.plain_call(receiver, "[]", args, block, span)
    }
}

/// Whether a method is called by an operator rather than by its name.
fn is_operator(name: &str) -> bool {
    !name.starts_with(|character: char| character.is_alphabetic() || character == '_')
}
