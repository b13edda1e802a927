//! Functions: parameters, hoisting, their own names.

use super::Lowering;
use super::arguments::Arguments;
use super::collect::{self, pattern_names};
use super::jump::Target;
use super::scope::{Binding, BindingKind};
use crate::hir::{ExprId, FuncId, FuncKind, Kind, Param, ParamKind, Start, TextId, VarId};
use crate::op::Op;
use crate::source::Span;
use crate::syntax::ast::{self, FunctionKind, NodeId};

/// What the lowering knows about a function around the current place.
#[derive(Debug)]
pub struct Function {
    /// Its kind.
    pub kind: FuncKind,
    /// Its id.
    pub func: FuncId,
    /// Whether it is made when its block starts, so that it may run before the text around it.
    pub hoisted: bool,
    /// How many loops stand around the current place.
    pub loops: u32,
    /// Where jumps lead.
    pub targets: Vec<Target>,
    /// The variable that holds the function itself, where something needs it.
    pub own: Option<VarId>,
    /// How `arguments` is used.
    pub arguments: Arguments,
}

impl Function {
    /// A function about whose body nothing is known yet.
    pub fn new(kind: FuncKind, func: FuncId, hoisted: bool) -> Self {
        Function {
            kind,
            func,
            hoisted,
            loops: 0,
            targets: Vec::new(),
            own: None,
            arguments: Arguments::default(),
        }
    }
}

impl Lowering<'_> {
    /// The innermost function.
    pub(super) fn function(&mut self) -> &mut Function {
        let last = self.functions.len() - 1;
        // The script is never removed.
        &mut self.functions[last]
    }

    /// A function as a value; `name` is what the place gives to a function without a name of its own.
    pub(super) fn closure(&mut self, node: NodeId, name: Option<TextId>) -> ExprId {
        let ast::Kind::Function {
            kind,
            name: own,
            params,
            body,
        } = *self.ast.kind(node)
        else {
            return self.undefined(self.span(node));
        };
        let span = self.span(node);
        let func_kind = match kind {
            FunctionKind::Arrow | FunctionKind::ArrowExpression => FuncKind::Arrow,
            _ => FuncKind::Function,
        };
        let own_text = own.map(|own| self.text(own));
        let empty = self.builder.str("");
        let text = own_text.or(name).unwrap_or(empty);
        if let (FunctionKind::Expression, Some(own)) = (kind, own) {
            self.open_scope();
            let binding = Binding {
                var: None,
                kind: BindingKind::OwnName,
                ready: 0,
                param: false,
            };
            if let Some(scope) = self.scopes.last_mut() {
                scope.names.insert(own, binding);
            }
        }
        let func = self.builder.enter(func_kind, Some(text), span);
        self.functions
            .push(Function::new(func_kind, func, kind == FunctionKind::Declaration));
        let completion = self.completion.take();
        let chains = std::mem::take(&mut self.chains);
        self.open_scope();

        let params = self.nodes(params);
        let mut start = Vec::new();
        let expressions = self.params(&params, &mut start);
        let value = match kind {
            FunctionKind::ArrowExpression => {
                let value = self.expr(body);
                start.push(value);
                self.sequence(start, span)
            }
            _ => self.body(body, start, expressions),
        };
        let value = self.with_arguments(value, span);
        self.builder.func_mut(func).body = value;

        self.scopes.pop();
        self.chains = chains;
        self.completion = completion;
        let own_var = self.functions.pop().and_then(|function| function.own);
        self.builder.leave();
        if kind == FunctionKind::Expression && own.is_some() {
            self.scopes.pop();
        }
        let closure = self.add(Kind::Closure(func), span);
        let Some(var) = own_var else { return closure };
        let set = self.set(var, closure, span);
        if self.function().loops == 0 {
            return set;
        }
        let fresh = self.add(
            Kind::Fresh {
                vars: vec![var],
                copy: false,
            },
            span,
        );
        self.sequence(vec![fresh, set], span)
    }

    /// Declares parameters; `start` gets the code that takes them apart. Whether any of them holds an expression.
    fn params(&mut self, params: &[NodeId], start: &mut Vec<ExprId>) -> bool {
        let mut list = Vec::new();
        let mut expressions = false;
        let mut optional = false;
        let mut plain = true;
        let mut later = Vec::new();
        for &node in params {
            let ast::Kind::Param { kind, target, default } = *self.ast.kind(node) else {
                continue;
            };
            let rest = kind == ast::ParamKind::Rest;
            let simple = matches!(self.ast.kind(target), ast::Kind::Name(_)) && default.is_none();
            expressions |= !simple;
            optional |= default.is_some();
            plain &= simple && !rest;
            let span = self.span(node);
            let var = match *self.ast.kind(target) {
                ast::Kind::Name(name) if !expressions => {
                    let text = self.text(name);
                    let var = self.builder.declare(Some(text), Start::Undefined);
                    // Of two parameters with one name the later is seen.
                    self.check_binding_name(name, span);
                    self.bind_name(name, var, BindingKind::Var, 0, true);
                    var
                }
                _ => {
                    let var = self.builder.declare(None, Start::Undefined);
                    let mut names = Vec::new();
                    pattern_names(self.ast, target, &mut names);
                    for (name, at) in names {
                        let at = self.span(at);
                        self.check_binding_name(name, at);
                        self.declare(name, BindingKind::Let, span.end);
                    }
                    later.push((var, target, default, span));
                    var
                }
            };
            let kind = match (rest, optional) {
                (true, _) => ParamKind::Rest,
                (false, true) => ParamKind::Optional,
                (false, false) => ParamKind::Required,
            };
            list.push(Param { kind, var });
        }
        let func = self.function().func;
        self.builder.func_mut(func).params = list;
        self.function().arguments.mapped = plain;
        for (var, target, default, span) in later {
            let value = self.get(var, span);
            let value = self.with_default(value, default, target, span);
            self.initialise(target, value, start);
        }
        expressions
    }

    /// Whether the innermost scope declares a name.
    pub(super) fn is_declared_here(&self, name: ast::TextId) -> bool {
        self.scopes.last().is_some_and(|scope| scope.names.contains_key(&name))
    }

    /// A value, or the default where it is undefined; a function as the default is named after the target.
    pub(super) fn with_default(
        &mut self,
        value: ExprId,
        default: Option<NodeId>,
        target: NodeId,
        span: Span,
    ) -> ExprId {
        let Some(default) = default else { return value };
        let (var, held) = self.hold(value, span);
        let value = self.get(var, span);
        let missing = self.op(Op::JsIsUndefined, &[value], span);
        let default = self.named_for(default, target);
        let value = self.get(var, span);
        let chosen = self.add(Kind::If(missing, default, value), span);
        self.sequence(vec![held, chosen], span)
    }

    /// The statements of a function body after the code in `start`; the value is undefined, or that of a last `return`.
    fn body(&mut self, body: NodeId, start: Vec<ExprId>, expressions: bool) -> ExprId {
        let span = self.span(body);
        let ast::Kind::Block(list) = *self.ast.kind(body) else {
            return self.undefined(span);
        };
        let statements = self.nodes(list);
        let mut code = start;
        self.hoist(&statements, expressions, &mut code);
        let last = match statements.last().map(|&last| self.ast.kind(last)) {
            Some(&ast::Kind::Return(value)) => Some(value),
            _ => None,
        };
        let count = if last.is_some() {
            statements.len() - 1
        } else {
            statements.len()
        };
        for &statement in &statements[..count] {
            let lowered = self.statement(statement);
            code.push(lowered);
        }
        let value = match last.flatten() {
            Some(value) => self.expr(value),
            None => self.undefined(span),
        };
        code.push(value);
        self.sequence(code, span)
    }

    /// Declares what a function body or the script declares, and makes its function declarations.
    pub(super) fn hoist(&mut self, statements: &[NodeId], expressions: bool, code: &mut Vec<ExprId>) {
        let declared = collect::declared(self.ast, statements);
        let functions = self.function_declarations(statements);
        let script = self.functions.len() == 1;
        for &node in &declared.block_functions {
            if let ast::Kind::Function { name: Some(name), .. } = *self.ast.kind(node)
                && (declared.lexical.contains(&name) || self.is_declared_here(name))
            {
                let span = self.span(node);
                self.refuse(
                    span,
                    "this function in a block has the name of another variable",
                    "Rename it, or write `var name = function …`.",
                );
            }
        }
        let in_blocks = declared
            .block_functions
            .iter()
            .filter_map(|&node| match *self.ast.kind(node) {
                ast::Kind::Function { name, .. } => name,
                _ => None,
            });
        let names: Vec<ast::TextId> = (declared.vars.iter().copied())
            .chain(functions.iter().map(|&(name, _)| name))
            .chain(in_blocks)
            .collect();
        for name in names {
            if self.is_declared_here(name) {
                self.redeclared_param(name, expressions, statements, code);
                continue;
            }
            self.check_binding_name(name, self.first_span(statements));
            let var = self.declare(name, BindingKind::Var, 0);
            if script {
                self.start_global(name, var, self.first_span(statements), code);
            }
        }
        self.declare_lexical(statements, false);
        for (index, &(name, node)) in functions.iter().enumerate() {
            // Of several functions with one name only the last is ever seen.
            if functions[index + 1..].iter().all(|&(later, _)| later != name) {
                let made = self.closure(node, None);
                let span = self.span(node);
                let set = self.write_name(name, made, span);
                code.push(set);
            }
        }
    }

    fn first_span(&self, statements: &[NodeId]) -> Span {
        statements.first().map_or(Span::default(), |&first| self.span(first))
    }

    /// A `var` or function with the name of a parameter is the same variable, unless parameters hold expressions, which
    /// then have a scope of their own: the body's variable starts with the parameter's value (ECMA-262 10.2.11).
    fn redeclared_param(
        &mut self,
        name: ast::TextId,
        expressions: bool,
        statements: &[NodeId],
        code: &mut Vec<ExprId>,
    ) {
        let binding = self.scopes.last().and_then(|scope| scope.names.get(&name)).copied();
        if let Some(Binding {
            var: Some(var),
            kind,
            param,
            ..
        }) = binding
            && (param || kind == BindingKind::Let)
            && expressions
        {
            let span = self.first_span(statements);
            let value = self.get(var, span);
            let own = self.declare(name, BindingKind::Var, 0);
            let set = self.set(own, value, span);
            code.push(set);
        }
    }

    /// Names that would hide what the function has anyway.
    pub(super) fn check_binding_name(&mut self, name: ast::TextId, span: Span) {
        let text = self.ast.name(name).into_owned();
        if matches!(&*text, "arguments" | "eval") {
            self.refuse(
                span,
                format!("`{text}` as the name of a variable is not supported"),
                "Choose another name.",
            );
        }
    }
}
