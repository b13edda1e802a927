//! `defined?(x)`: a word that says what an expression is, or nil (`defined_expr0` of CRuby's `compile.c`).
//!
//! The expression itself is not evaluated. The arguments of a call and the elements of a list are asked like the whole; the
//! receiver of a call is asked and then evaluated, once, and whatever is raised meanwhile makes nil of the whole. What is
//! not evaluated is lowered all the same and left out: the names that it assigns exist from there on, and its syntax is
//! checked.

use super::Lowering;
use super::asked::Asked;
use super::call::Call;
use super::constant::{Meaning, constant_meaning, is_known_constant};
use super::dropped::Dropped;
use super::kernel;
use crate::hir::{Arg, Const, ExprId, FuncKind, Kind, Logic, VarId};
use crate::op::Op;
use crate::source::Span;
use crate::syntax::ast::{self, NodeId};

/// What is known of an expression.
#[derive(Clone, Copy, Debug)]
enum Known {
    /// It is not defined.
    No,
    /// It is, and called so.
    Yes(&'static str),
    /// It is where the test holds.
    If(ExprId, &'static str),
}

/// Questions in the order in which they are asked: the first that is answered with no ends them.
#[derive(Debug, Default)]
struct Questions {
    tests: Vec<(ExprId, Span)>,
    /// The last answer is no: nothing is asked after it.
    ended: bool,
}

/// Ruby's own global variables, but those of the last match.
const GLOBALS: &[&str] = &[
    "$!",
    "$\"",
    "$$",
    "$*",
    "$,",
    "$-0",
    "$-F",
    "$-I",
    "$-W",
    "$-a",
    "$-d",
    "$-i",
    "$-l",
    "$-p",
    "$-v",
    "$-w",
    "$.",
    "$/",
    "$0",
    "$:",
    "$;",
    "$<",
    "$=",
    "$>",
    "$?",
    "$@",
    "$DEBUG",
    "$FILENAME",
    "$LOADED_FEATURES",
    "$LOAD_PATH",
    "$PROGRAM_NAME",
    "$VERBOSE",
    "$\\",
    "$_",
    "$stderr",
    "$stdin",
    "$stdout",
    "$~",
];

/// How deeply arguments are both asked about and evaluated: each time they are lowered once more.
const DEEPEST: u32 = 4;

impl Lowering<'_> {
    pub(super) fn defined(&mut self, whole: NodeId, operand: NodeId, span: Span) -> ExprId {
        let outer = std::mem::replace(&mut self.guard, false);
        self.asking += 1;
        let known = match self.statement(operand) {
            Some(node) => self.known(node),
            None if self.is_nothing(operand) => Known::Yes("nil"),
            None => {
                self.leave_out(operand);
                Known::Yes("expression")
            }
        };
        self.asking -= 1;
        let guarded = std::mem::replace(&mut self.guard, outer);
        let (test, word) = match known {
            Known::No => return self.nil(span),
            Known::Yes(word) => return self.word(word, span),
            Known::If(test, word) => (test, word),
        };
        match self.dropped.get(&whole) {
            Some(Dropped::Surely) if guarded => return self.nil(span),
            Some(Dropped::Perhaps) if guarded => return self.undecided(span),
            _ => {}
        }
        let word = self.word(word, span);
        let nil = self.nil(span);
        let body = self.add(Kind::If(test, word, nil), span);
        if !guarded {
            return body;
        }
        let raised = self.builder.temporary();
        let nil = self.nil(span);
        let catch = Some((raised, nil));
        let finally = None;
        self.add(Kind::Try { body, catch, finally }, span)
    }

    /// What is known of an expression that stands alone, in a list, or as a receiver.
    fn known(&mut self, node: NodeId) -> Known {
        let span = self.span(node);
        if let Some(call) = self.asked(node) {
            return self.known_call(&call, span).0;
        }
        match *self.ast.kind(node) {
            ast::Kind::Nil => Known::Yes("nil"),
            ast::Kind::This => Known::Yes("self"),
            ast::Kind::Bool(true) => Known::Yes("true"),
            ast::Kind::Bool(false) => Known::Yes("false"),
            ast::Kind::Name(name) => {
                let name = self.name(name);
                let own_default = self.find_local(&name).is_some_and(|var| self.defaults.contains(&var));
                if own_default {
                    self.expr(node);
                } else {
                    self.leave_out(node);
                }
                Known::Yes("local-variable")
            }
            ast::Kind::InstanceVar(name) => {
                if self.section(&self.ast.name(name)).is_some() {
                    return Known::Yes("instance-variable");
                }
                let var = self.own_instance_var(name);
                let value = self.get(var, span);
                let missing = self.op(Op::IsEmpty, &[value], span);
                Known::If(self.op(Op::RbNot, &[missing], span), "instance-variable")
            }
            ast::Kind::GlobalVar(name) => self.known_global(name, span),
            ast::Kind::Constant(scope, name) => match self.constant_path(scope, name) {
                Some(path) => match constant_meaning(&path) {
                    Meaning::Value(_) => Known::Yes("constant"),
                    Meaning::Unknown => Known::No,
                    Meaning::Refused if is_known_constant(&path) => Known::Yes("constant"),
                    Meaning::Refused => self.unknown(span),
                },
                None => self.unknown(span),
            },
            ast::Kind::Assign(..) => {
                self.leave_out(node);
                Known::Yes("assignment")
            }
            ast::Kind::Yield(_) => {
                self.leave_out(node);
                if !self.functions.iter().any(|function| function.kind == FuncKind::Method) {
                    return Known::No;
                }
                Known::If(self.op(Op::RbBlockGiven, &[], span), "yield")
            }
            ast::Kind::Array(list) => {
                let elements = self.nodes(list);
                let mut questions = Questions::default();
                self.ask_each(&elements, &mut questions);
                self.answered(&questions, "expression")
            }
            ast::Kind::Paren(_) => match self.reduced(node) {
                Some(inner) => self.known(inner),
                None => {
                    self.leave_out(node);
                    Known::Yes("expression")
                }
            },
            _ => {
                self.leave_out(node);
                Known::Yes("expression")
            }
        }
    }

    /// Whether a call finds its method, and the variable that holds its receiver then.
    fn known_call(&mut self, call: &Asked, span: Span) -> (Known, Option<VarId>) {
        let Some(receiver) = call.receiver.filter(|&receiver| !self.is_self(receiver)) else {
            let mut questions = Questions::default();
            self.ask_each(&call.arguments, &mut questions);
            let own = self.known_function(call.node, &call.name, call.receiver.is_some(), span);
            self.ask(&mut questions, own, span);
            return (self.answered(&questions, "method"), None);
        };
        if call.name == "!" {
            self.check_condition(receiver);
        }
        // Names are declared in the order of the text; the arguments are asked before the receiver is evaluated.
        let (known, value) = self.receiver(receiver);
        let mut questions = Questions::default();
        self.ask_each(&call.arguments, &mut questions);
        self.ask(&mut questions, known, self.span(receiver));
        if questions.ended {
            return (self.answered(&questions, "method"), None);
        }
        let (var, held) = self.hold(value, span);
        let value = self.get(var, span);
        let name = self.builder.string(&call.name, span);
        let responds = self.op(Op::RbResponds, &[value, name], span);
        let test = self.add(Kind::Seq(vec![held, responds]), span);
        self.ask(&mut questions, Known::If(test, "method"), span);
        (self.answered(&questions, "method"), Some(var))
    }

    /// What is known of a receiver, and its value, to be evaluated after that.
    fn receiver(&mut self, node: NodeId) -> (Known, ExprId) {
        let span = self.span(node);
        let node = self.reduced(node).unwrap_or(node);
        let Some(call) = self.asked(node) else {
            let known = self.known(node);
            self.guard |= !self.is_plain(node);
            let value = if let Known::No = known {
                self.nil(span)
            } else {
                self.expr(node)
            };
            return (known, value);
        };
        self.guard = true;
        if self.asking > DEEPEST {
            return (self.unknown(span), self.nil(span));
        }
        let (known, var) = self.known_call(&call, span);
        let value = match (known, var) {
            (Known::No, _) => self.nil(span),
            (_, Some(var)) => self.call_on(&call, var, span),
            // A function, or a receiver that is never there.
            (_, None) if call.receiver.is_none_or(|receiver| self.is_self(receiver)) => self.expr(node),
            (_, None) => self.nil(span),
        };
        (known, value)
    }

    /// A call on a receiver that has been evaluated.
    fn call_on(&mut self, call: &Asked, receiver: VarId, span: Span) -> ExprId {
        if let ast::Kind::Send { .. } = self.ast.kind(call.node) {
            return match Call::of(self.ast, call.node) {
                Some(parts) if self.is_plain_method(call) => {
                    let (args, block) = self.arguments_and_block(parts);
                    let receiver = self.get(receiver, span);
                    self.plain_call(receiver, &call.name, args, block, span)
                }
                _ => self.undecided(span),
            };
        }
        if let ast::Kind::Assign(_, target, _) = *self.ast.kind(call.node)
            && matches!(self.ast.kind(target), ast::Kind::Send { safe: true, .. })
        {
            return self.undecided(span);
        }
        let mut args = Vec::with_capacity(call.arguments.len());
        for &argument in &call.arguments {
            args.push(match *self.ast.kind(argument) {
                ast::Kind::Spread(_) | ast::Kind::BlockPass(_) | ast::Kind::Hash { braces: false, .. } => {
                    return self.undecided(span);
                }
                _ => Arg::One(self.expr(argument)),
            });
        }
        let receiver = self.get(receiver, span);
        self.plain_call(receiver, &call.name, args, None, span)
    }

    /// Whether there is a function of this name; with `self` before it, one that is not private.
    fn known_function(&mut self, node: NodeId, name: &str, with_self: bool, span: Span) -> Known {
        if let ast::Kind::Send { name: text, .. } = *self.ast.kind(node)
            && let Some(&var) = self.methods.get(&text)
        {
            let value = self.get(var, span);
            let missing = self.op(Op::IsEmpty, &[value], span);
            let defined = self.op(Op::RbNot, &[missing], span);
            if with_self || !kernel::is_refused(name) {
                return Known::If(defined, "method");
            }
        }
        if with_self {
            // What every object has is what `true` has.
            let operator = matches!(name, "==" | "!=" | "===" | "=~" | "!~" | "<=>" | "!");
            if !operator && !kernel::is_refused(name) {
                return Known::No;
            }
            let any = self.boolean(true, span);
            let name = self.builder.string(name, span);
            return Known::If(self.op(Op::RbResponds, &[any, name], span), "method");
        }
        if kernel::is_supported(name) || kernel::is_refused(name) {
            Known::Yes("method")
        } else {
            Known::No
        }
    }

    fn known_global(&mut self, text: ast::TextId, span: Span) -> Known {
        let name = self.name(text);
        let group = name[1..].parse::<i64>().ok().filter(|&group| group > 0);
        let value = match (name.as_str(), group) {
            (_, Some(_)) => self.global_var(text, span),
            ("$&" | "$`" | "$'", _) => self.op(Op::RbLastMatch, &[], span),
            ("$+", _) => {
                let last = self.op(Op::RbLastMatch, &[], span);
                let again = self.op(Op::RbLastMatch, &[], span);
                let captures = self.call(again, "captures", &[], span);
                let matched = self.call(captures, "any?", &[], span);
                let no = self.boolean(false, span);
                return Known::If(self.add(Kind::If(last, matched, no), span), "global-variable");
            }
            _ if GLOBALS.contains(&name.as_str()) => return Known::Yes("global-variable"),
            _ => return Known::No,
        };
        let missing = self.call(value, "nil?", &[], span);
        Known::If(self.op(Op::RbNot, &[missing], span), "global-variable")
    }

    /// Asks for arguments or elements; a list with a splat or a block in it is one expression to Ruby.
    fn ask_each(&mut self, nodes: &[NodeId], questions: &mut Questions) {
        let asked_elements = self.asked_elements(nodes);
        self.asking += 1;
        for &node in asked_elements.as_deref().unwrap_or(nodes) {
            if asked_elements.is_none() {
                self.leave_out(node);
            } else {
                let known = self.known(node);
                self.ask(questions, known, self.span(node));
            }
        }
        self.asking -= 1;
    }

    /// The elements of a list that is written out; none of one that is only known when it is evaluated, which is not asked
    /// about. Beside others, elements that are spread from a list that is written out are elements of the whole
    /// (`rest_arg_append` and `last_arg_append` of CRuby's `parse.y`).
    fn asked_elements(&self, nodes: &[NodeId]) -> Option<Vec<NodeId>> {
        let keywords = |node: &NodeId| matches!(self.ast.kind(*node), ast::Kind::Hash { braces: false, .. });
        let mut elements = Vec::with_capacity(nodes.len());
        for (at, &node) in nodes.iter().enumerate() {
            match *self.ast.kind(node) {
                ast::Kind::BlockPass(_) => return None,
                ast::Kind::Spread(list) => {
                    let alone = at == 0 && nodes.get(1).is_none_or(keywords);
                    let list = self.reduced(list).unwrap_or(list);
                    match *self.ast.kind(list) {
                        ast::Kind::Array(inner) if !alone && !inner.is_empty() => {
                            elements.extend(self.asked_elements(self.ast.list(inner))?);
                        }
                        _ => return None,
                    }
                }
                _ => elements.push(node),
            }
        }
        Some(elements)
    }

    /// A question after the others. Where it is never answered with yes, those before it are asked for what they evaluate.
    fn ask(&mut self, questions: &mut Questions, known: Known, span: Span) {
        match known {
            _ if questions.ended => {}
            Known::Yes(_) => {}
            Known::If(test, _) => questions.tests.push((test, span)),
            Known::No => {
                questions.ended = true;
                if !self.guard {
                    questions.tests.clear();
                } else if !questions.tests.is_empty() {
                    let no = self.boolean(false, span);
                    questions.tests.push((no, span));
                }
            }
        }
    }

    /// The answer of questions of which all must be answered with yes.
    fn answered(&mut self, questions: &Questions, word: &'static str) -> Known {
        if questions.tests.is_empty() {
            if questions.ended { Known::No } else { Known::Yes(word) }
        } else {
            Known::If(self.balanced(Logic::And, &questions.tests), word)
        }
    }

    /// Lowers what is not evaluated, for the names that it declares. Of what it reports only what Ruby's parser reports
    /// is kept: jumps and `yield` are checked where they are compiled.
    fn leave_out(&mut self, node: NodeId) {
        let before = self.diagnostics.len();
        match *self.ast.kind(node) {
            ast::Kind::Spread(inner) | ast::Kind::BlockPass(inner) => {
                self.expr(inner);
            }
            _ => {
                self.expr(node);
            }
        }
        let reported = self.diagnostics.split_off(before);
        let kept = |code: crate::diag::Code| code.is_language_syntax_error() && code != crate::diag::Code::E0204;
        self.diagnostics
            .extend(reported.into_iter().filter(|diagnostic| kept(diagnostic.code)));
    }

    /// The words are frozen and US-ASCII, as the names of symbols are.
    fn word(&mut self, word: &str, span: Span) -> ExprId {
        let word = self.builder.str(word);
        let word = self.builder.constant(Const::Symbol(word), span);
        self.call(word, "name", &[], span)
    }

    /// Whether an expression surely has a value, so that asking for it raises nothing.
    fn is_plain(&self, node: NodeId) -> bool {
        match *self.ast.kind(node) {
            ast::Kind::Name(_)
            | ast::Kind::Nil
            | ast::Kind::Bool(_)
            | ast::Kind::Integer(_)
            | ast::Kind::Float(_)
            | ast::Kind::Str(_)
            | ast::Kind::Symbol(_)
            | ast::Kind::InstanceVar(_)
            | ast::Kind::GlobalVar(_) => true,
            ast::Kind::Array(list) => list.is_empty(),
            ast::Kind::Constant(scope, name) => self
                .constant_path(scope, name)
                .is_some_and(|path| matches!(constant_meaning(&path), Meaning::Value(_))),
            _ => false,
        }
    }

    fn unknown(&mut self, span: Span) -> Known {
        self.undecided(span);
        Known::No
    }

    fn undecided(&mut self, span: Span) -> ExprId {
        self.unsupported(
            span,
            "`defined?` of this expression",
            "Ask for a variable, a constant or a method of a variable, or test the value with `nil?`.",
        )
    }
}
