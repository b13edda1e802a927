//! Blocks, lambdas and methods: their parameters, and what is known inside of them.

use rustc_hash::FxHashMap;

use super::Lowering;
use super::kernel;
use crate::diag::{Code, Diagnostic};
use crate::hir::{Const, ExprId, FuncId, FuncKind, Kind, Label, Param, ParamKind, Start, VarId};
use crate::op::Op;
use crate::source::Span;
use crate::syntax::ast::{self, List, NodeId};

/// What is known about a function while its body is lowered.
#[derive(Debug)]
pub(super) struct Function {
    /// The function.
    pub func: FuncId,
    /// Its kind.
    pub kind: FuncKind,
    /// Its local variables.
    pub names: FxHashMap<String, VarId>,
    /// The loops around the current place.
    pub loops: Vec<Loop>,
    /// The `rescue` clauses around the current place.
    pub handlers: Vec<Handler>,
    /// How many `ensure` clauses are around the current place.
    pub ensures: u32,
    /// Its variables belong to the function around it: the body of a `for`.
    pub transparent: bool,
    /// Parameters were written.
    pub explicit: bool,
    /// The largest numbered parameter that is used.
    pub numbered: u8,
    /// A function inside uses numbered parameters.
    pub numbered_inside: bool,
}

impl Function {
    /// A function without names.
    pub fn new(func: FuncId, kind: FuncKind) -> Self {
        Function {
            func,
            kind,
            names: FxHashMap::default(),
            loops: Vec::new(),
            handlers: Vec::new(),
            ensures: 0,
            transparent: false,
            explicit: false,
            numbered: 0,
            numbered_inside: false,
        }
    }
}

/// A loop that can be left.
#[derive(Clone, Copy, Debug)]
pub(super) struct Loop {
    /// What `break` leaves.
    pub leave: Label,
    /// What `next` leaves, where it is not the start of the loop.
    pub turn: Option<Label>,
}

/// A `rescue` clause.
#[derive(Clone, Copy, Debug)]
pub(super) struct Handler {
    /// What `retry` starts again.
    pub again: Label,
    /// The exception.
    pub thrown: VarId,
    /// `retry` was used.
    pub retried: bool,
    /// How many `ensure` clauses are around it: `retry` does not reach out of one.
    pub ensures: u32,
}

impl Lowering<'_> {
    /// Starts a function whose variables belong to the one around it.
    pub(super) fn enter_transparent(&mut self, func: FuncId) {
        let mut function = Function::new(func, FuncKind::Proc);
        function.transparent = true;
        function.explicit = true;
        self.functions.push(function);
    }

    /// Ends the innermost function.
    pub(super) fn leave_function(&mut self) {
        if let Some(function) = self.functions.pop()
            && function.kind != FuncKind::Method
        {
            self.function().numbered_inside |= function.numbered > 0 || function.numbered_inside;
        }
    }

    /// A block or lambda as a closure.
    pub(super) fn closure(&mut self, node: NodeId, kind: FuncKind) -> ExprId {
        let span = self.span(node);
        let ast::Kind::Function { params, body, .. } = *self.ast.kind(node) else {
            return self.nil(span);
        };
        let func = self.builder.enter(kind, None, span);
        self.function_body(func, kind, params, body, span);
        self.add(Kind::Closure(func), span)
    }

    /// Lowers parameters and body of the function that was entered, and leaves it.
    fn function_body(&mut self, func: FuncId, kind: FuncKind, params: List, body: NodeId, span: Span) {
        let mut function = Function::new(func, kind);
        function.explicit = !params.is_empty();
        self.functions.push(function);
        let mut code = Vec::new();
        let mut lowered = self.params(func, params, &mut code);
        let body = self.expr(body);
        code.push(body);
        let body = self.sequence(code, span);
        for number in 1..=self.function().numbered {
            let var = self.declare_name(&format!("_{number}"));
            lowered.push(Param {
                kind: ParamKind::Required,
                var,
            });
        }
        self.leave_function();
        let function = self.builder.func_mut(func);
        function.params = lowered;
        function.body = body;
        self.builder.leave();
    }

    /// Parameters; what they do at the start of the body goes into `code`.
    fn params(&mut self, func: FuncId, params: List, code: &mut Vec<ExprId>) -> Vec<Param> {
        let mut lowered = Vec::with_capacity(params.len());
        let mut after = false;
        let mut patterns = Vec::new();
        for param in self.nodes(params) {
            let span = self.span(param);
            let ast::Kind::Param { kind, target, default } = *self.ast.kind(param) else {
                continue;
            };
            let name = match *self.ast.kind(target) {
                ast::Kind::Name(name) => Some(self.name(name)),
                _ => None,
            };
            let own = match kind {
                ast::ParamKind::Positional if default.is_some() => {
                    after = true;
                    ParamKind::Optional
                }
                ast::ParamKind::Positional if matches!(self.ast.kind(target), ast::Kind::Hole) => {
                    self.builder.func_mut(func).trailing_comma = true;
                    continue;
                }
                ast::ParamKind::Positional if after => ParamKind::Post,
                ast::ParamKind::Positional => ParamKind::Required,
                ast::ParamKind::Rest => {
                    after = true;
                    ParamKind::Rest
                }
                ast::ParamKind::Keyword => ParamKind::Keyword {
                    name: self.builder.str(name.as_deref().unwrap_or("")),
                    required: default.is_none(),
                },
                ast::ParamKind::KeywordRest => ParamKind::KeywordRest,
                ast::ParamKind::Block => ParamKind::Block,
                ast::ParamKind::BlockLocal => {
                    self.declare_own(name.as_deref().unwrap_or(""), Start::Nil);
                    continue;
                }
            };
            if let Some(name) = &name {
                self.check_unassigned(name, &lowered, span);
            }
            let start = if default.is_some() { Start::Empty } else { Start::Nil };
            let var = match &name {
                Some(name) => self.declare_own(name, start),
                None => self.builder.declare(None, start),
            };
            lowered.push(Param { kind: own, var });
            if let Some(default) = default {
                let given = self.get(var, span);
                let missing = self.op(Op::IsEmpty, &[given], span);
                self.defaults.push(var);
                let value = self.expr(default);
                self.defaults.pop();
                let set = self.set(var, value, span);
                let nothing = self.nil(span);
                let check = self.add(Kind::If(missing, set, nothing), span);
                code.push(check);
            }
            if matches!(self.ast.kind(target), ast::Kind::Targets(_)) {
                self.declare_pattern(target);
                patterns.push((target, var));
            }
        }
        // Ruby takes lists apart when all defaults have their values.
        for (target, var) in patterns {
            let span = self.span(target);
            let value = self.get(var, span);
            let list = self.op(Op::RbToAry, &[value], span);
            let (list, held) = self.hold(list, span);
            code.push(held);
            self.assign_targets(target, list, code);
        }
        lowered
    }

    /// Reports a parameter whose name a default before it has assigned; one that another parameter has is reported
    /// where it is parsed.
    fn check_unassigned(&mut self, name: &str, before: &[Param], span: Span) {
        let assigned = self.function().names.get(name).copied();
        if assigned.is_some_and(|var| before.iter().all(|param| param.var != var)) && !name.starts_with('_') {
            self.report(
                Diagnostic::new(Code::E0205, span, format!("the parameter `{name}` is declared twice"))
                    .label("a default before it assigns this name")
                    .help("Give it another name."),
            );
        }
    }

    /// The names of a parameter in parentheses are the function's own.
    fn declare_pattern(&mut self, target: NodeId) {
        match *self.ast.kind(target) {
            ast::Kind::Name(name) => {
                let name = self.name(name);
                self.declare_own(&name, Start::Nil);
            }
            ast::Kind::Spread(inner) => self.declare_pattern(inner),
            ast::Kind::Targets(list) => {
                for inner in self.nodes(list) {
                    self.declare_pattern(inner);
                }
            }
            _ => {}
        }
    }

    /// `_1` to `_9` in the innermost block.
    pub(super) fn numbered_param(&mut self, number: u8, span: Span) -> VarId {
        let inner = self.function();
        let problem = if inner.explicit || !matches!(inner.kind, FuncKind::Proc | FuncKind::Lambda) {
            Some("the block around it declares its parameters")
        } else if inner.numbered_inside {
            Some("a block inside uses numbered parameters too")
        } else {
            None
        };
        if let Some(problem) = problem {
            self.report(
                Diagnostic::new(Code::E0205, span, "a numbered parameter cannot be used here")
                    .label(problem)
                    .help("Declare parameters with names: `{ |item| … }`."),
            );
        }
        for missing in 1..=number {
            let name = format!("_{missing}");
            if !self.function().names.contains_key(&name) {
                self.declare_own(&name, Start::Nil);
            }
        }
        let function = self.function();
        function.numbered = function.numbered.max(number);
        let name = format!("_{number}");
        self.declare_name(&name)
    }

    /// `-> (…) { … }`.
    pub(super) fn lambda(&mut self, node: NodeId) -> ExprId {
        self.closure(node, FuncKind::Lambda)
    }

    /// `def name … end`: sets the method's variable; the value is the name as a symbol.
    pub(super) fn def(&mut self, node: NodeId) -> ExprId {
        let span = self.span(node);
        let ast::Kind::Function {
            name: Some(name),
            params,
            body,
            ..
        } = *self.ast.kind(node)
        else {
            return self.nil(span);
        };
        let text = self.name(name);
        if !kernel::may_define(&text) {
            return self.unsupported(
                span,
                &format!("a method named `{text}`"),
                "Choose a name that Ruby's objects do not have already, of letters, digits and `_`.",
            );
        }
        let Some(&var) = self.methods.get(&name) else {
            return self.nil(span);
        };
        let own = self.text(name);
        let func = self.builder.enter(FuncKind::Method, Some(own), span);
        self.function_body(func, FuncKind::Method, params, body, span);
        let closure = self.add(Kind::Closure(func), span);
        let set = self.set(var, closure, span);
        let symbol = self.builder.constant(Const::Symbol(own), span);
        self.sequence(vec![set, symbol], span)
    }
}
