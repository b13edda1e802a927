//! JavaScript's scopes: functions for `var`, parameters and function declarations, blocks for `let` and `const`.

use rustc_hash::FxHashMap;

use super::{VariableKind, Variables};
use crate::syntax::ast::{AssignOp, Ast, DeclKind, FunctionKind, Kind, NodeId, TextId};

struct Walk<'a> {
    ast: &'a Ast,
    found: Variables,
    /// From the outermost to the innermost.
    scopes: Vec<FxHashMap<TextId, usize>>,
}

pub(super) fn variables(ast: &Ast) -> Variables {
    let mut walk = Walk {
        ast,
        found: Variables::default(),
        scopes: vec![FxHashMap::default()],
    };
    if let Some(root) = ast.root {
        walk.hoist(root);
        walk.lexical(root);
        walk.children(root);
    }
    walk.found
}

impl Walk<'_> {
    fn declare(&mut self, name: TextId, kind: VariableKind, declared: NodeId, init: Option<NodeId>) {
        let Some(scope) = self.scopes.last_mut() else { return };
        match scope.get(&name) {
            // `var` twice is one variable; the second value is a write.
            Some(&known) => {
                if init.is_some() {
                    self.found.list[known].writes.push(declared);
                }
            }
            None => {
                let number = self.found.add(name, kind, declared, init);
                scope.insert(name, number);
            }
        }
    }

    /// Declares the names of a pattern.
    fn pattern(&mut self, target: NodeId, kind: VariableKind, init: Option<NodeId>) {
        match self.ast.kind(target) {
            Kind::Name(name) => self.declare(*name, kind, target, init),
            Kind::PatternDefault(inner, _) => self.pattern(*inner, kind, None),
            Kind::Spread(inner) => self.pattern(*inner, kind, None),
            Kind::Property { value, .. } => self.pattern(*value, kind, None),
            Kind::Array(list) | Kind::Object(list) => {
                for &part in self.ast.list(*list) {
                    self.pattern(part, kind, None);
                }
            }
            _ => {}
        }
    }

    /// Declares `var` and functions of the function whose body this is.
    fn hoist(&mut self, node: NodeId) {
        match self.ast.kind(node) {
            Kind::Declaration(DeclKind::Var, list) => {
                for &declarator in self.ast.list(*list) {
                    if let Kind::Declarator { target, init } = self.ast.kind(declarator) {
                        self.pattern(*target, VariableKind::Local, *init);
                    }
                }
            }
            Kind::ForEach {
                decl: Some(DeclKind::Var),
                target,
                body,
                ..
            } => {
                self.pattern(*target, VariableKind::Local, None);
                self.hoist(*body);
            }
            Kind::Function {
                kind: FunctionKind::Declaration,
                name: Some(name),
                ..
            } => self.declare(*name, VariableKind::Function, node, Some(node)),
            Kind::Function { .. } => {}
            _ => {
                let mut children = Vec::new();
                self.ast.children(node, &mut |child| children.push(child));
                children.into_iter().for_each(|child| self.hoist(child));
            }
        }
    }

    /// Declares `let` and `const` among the statements of a block.
    fn lexical(&mut self, block: NodeId) {
        let mut statements = Vec::new();
        self.ast.children(block, &mut |child| statements.push(child));
        for statement in statements {
            if let Kind::Declaration(DeclKind::Let | DeclKind::Const, list) = self.ast.kind(statement) {
                for &declarator in self.ast.list(*list) {
                    if let Kind::Declarator { target, init } = self.ast.kind(declarator) {
                        self.pattern(*target, VariableKind::Local, *init);
                    }
                }
            }
        }
    }

    fn lookup(&self, name: TextId) -> Option<usize> {
        self.scopes.iter().rev().find_map(|scope| scope.get(&name).copied())
    }

    fn children(&mut self, node: NodeId) {
        let mut children = Vec::new();
        self.ast.children(node, &mut |child| children.push(child));
        for child in children {
            self.visit(child);
        }
    }

    fn scoped(&mut self, declare: impl FnOnce(&mut Self), node: NodeId) {
        self.scopes.push(FxHashMap::default());
        declare(self);
        self.children(node);
        self.scopes.pop();
    }

    fn visit(&mut self, node: NodeId) {
        match self.ast.kind(node) {
            Kind::Name(name) => {
                if let Some(number) = self.lookup(*name) {
                    self.found.read(number, node);
                }
            }
            Kind::Declarator { target, init } => {
                self.target(*target, true);
                if let Some(init) = init {
                    self.visit(*init);
                }
            }
            Kind::Assign(op, target, value) => {
                if *op == AssignOp::Plain {
                    self.target(*target, false);
                } else {
                    self.target(*target, false);
                    // A value that the operator changes is used only where the result is.
                }
                self.visit(*value);
            }
            Kind::Update { target, .. } => self.target(*target, false),
            Kind::Function {
                kind,
                name,
                params,
                body,
            } => {
                let (params, body) = (*params, *body);
                let own = name.filter(|_| *kind == FunctionKind::Expression);
                self.scoped(
                    |walk| {
                        if let Some(own) = own {
                            walk.declare(own, VariableKind::Function, node, Some(node));
                            walk.scopes.push(FxHashMap::default());
                        }
                        for (place, &param) in walk.ast.list(params).iter().enumerate() {
                            if let Kind::Param { target, .. } = walk.ast.kind(param) {
                                walk.pattern(*target, VariableKind::Parameter(Some((node, place))), None);
                            }
                        }
                        walk.hoist(body);
                        walk.lexical(body);
                    },
                    node,
                );
                if own.is_some() {
                    self.scopes.pop();
                }
            }
            Kind::Param { target, default, .. } => {
                self.target(*target, true);
                if let Some(default) = default {
                    self.visit(*default);
                }
            }
            Kind::Block(_) | Kind::Switch(..) => self.scoped(
                |walk| {
                    walk.lexical(node);
                    walk.cases(node);
                },
                node,
            ),
            Kind::For { init, .. } => {
                let init = *init;
                self.scoped(
                    |walk| {
                        if let Some(init) = init
                            && let Kind::Declaration(DeclKind::Let | DeclKind::Const, list) = walk.ast.kind(init)
                        {
                            for &declarator in walk.ast.list(*list) {
                                if let Kind::Declarator { target, init } = walk.ast.kind(declarator) {
                                    walk.pattern(*target, VariableKind::Local, *init);
                                }
                            }
                        }
                    },
                    node,
                );
            }
            Kind::ForEach {
                decl,
                target,
                iterable,
                body,
                ..
            } => {
                let (decl, target, iterable, body) = (*decl, *target, *iterable, *body);
                self.visit(iterable);
                self.scopes.push(FxHashMap::default());
                if matches!(decl, Some(DeclKind::Let | DeclKind::Const)) {
                    self.pattern(target, VariableKind::Local, None);
                }
                self.target(target, decl.is_some());
                self.visit(body);
                self.scopes.pop();
            }
            Kind::Try {
                body,
                param,
                handler,
                finalizer,
            } => {
                let (param, handler, finalizer) = (*param, *handler, *finalizer);
                self.visit(*body);
                self.scopes.push(FxHashMap::default());
                if let Some(param) = param {
                    self.pattern(param, VariableKind::Parameter(None), None);
                }
                if let Some(handler) = handler {
                    self.visit(handler);
                }
                self.scopes.pop();
                if let Some(finalizer) = finalizer {
                    self.visit(finalizer);
                }
            }
            _ => self.children(node),
        }
    }

    /// Declares `let` and `const` of the cases of a `switch`, which are one scope.
    fn cases(&mut self, node: NodeId) {
        if let Kind::Switch(_, cases) = self.ast.kind(node) {
            for &case in self.ast.list(*cases) {
                self.lexical(case);
            }
        }
    }

    /// Notes writes of the names of a pattern; a declaration writes nothing further.
    fn target(&mut self, target: NodeId, declares: bool) {
        match self.ast.kind(target) {
            Kind::Name(name) => {
                if let Some(number) = self.lookup(*name) {
                    if declares {
                        self.found.uses.insert(target, number);
                    } else {
                        self.found.write(number, target);
                    }
                }
            }
            Kind::PatternDefault(inner, default) => {
                let default = *default;
                self.target(*inner, declares);
                self.visit(default);
            }
            Kind::Spread(inner) => self.target(*inner, declares),
            Kind::Paren(list) if list.len() == 1 => self.target(self.ast.list(*list)[0], declares),
            Kind::Property {
                key, value, computed, ..
            } => {
                let value = *value;
                if *computed {
                    self.visit(*key);
                }
                self.target(value, declares);
            }
            Kind::Array(list) | Kind::Object(list) => {
                for &part in self.ast.list(*list) {
                    self.target(part, declares);
                }
            }
            _ => self.visit(target),
        }
    }
}
