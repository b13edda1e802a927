//! Ruby's scopes: a variable begins with its first assignment; blocks see those around them, a `def` sees none.

use rustc_hash::FxHashMap;

use super::{VariableKind, Variables, sees_outside};
use crate::syntax::ast::{Ast, FunctionKind, Kind, NodeId, ParamKind, TextId};

struct Scope {
    names: FxHashMap<TextId, usize>,
    open: bool,
}

struct Walk<'a> {
    ast: &'a Ast,
    found: Variables,
    scopes: Vec<Scope>,
    /// Methods of the rule by name.
    methods: FxHashMap<TextId, usize>,
}

pub(super) fn variables(ast: &Ast) -> Variables {
    let mut walk = Walk {
        ast,
        found: Variables::default(),
        scopes: vec![Scope {
            names: FxHashMap::default(),
            open: false,
        }],
        methods: FxHashMap::default(),
    };
    if let Some(root) = ast.root {
        // Methods may be called before the text defines them, from other methods.
        walk.methods(root);
        walk.visit(root);
    }
    walk.found
}

impl Walk<'_> {
    fn methods(&mut self, node: NodeId) {
        if let Kind::Function {
            kind: FunctionKind::Def,
            name: Some(name),
            ..
        } = self.ast.kind(node)
        {
            let number = self.found.add(*name, VariableKind::Function, node, Some(node));
            self.methods.insert(*name, number);
        }
        for child in self.children_of(node) {
            self.methods(child);
        }
    }

    fn children_of(&self, node: NodeId) -> Vec<NodeId> {
        let mut children = Vec::new();
        self.ast.children(node, &mut |child| children.push(child));
        children
    }

    fn lookup(&self, name: TextId) -> Option<usize> {
        for scope in self.scopes.iter().rev() {
            if let Some(&number) = scope.names.get(&name) {
                return Some(number);
            }
            if !scope.open {
                return None;
            }
        }
        None
    }

    fn declare(&mut self, name: TextId, kind: VariableKind, node: NodeId, init: Option<NodeId>) {
        let number = self.found.add(name, kind, node, init);
        self.found.uses.insert(node, number);
        if let Some(scope) = self.scopes.last_mut() {
            scope.names.insert(name, number);
        }
    }

    /// Declares or writes the names of a target.
    fn target(&mut self, target: NodeId, init: Option<NodeId>) {
        match self.ast.kind(target) {
            Kind::Name(name) => match self.lookup(*name) {
                Some(number) => self.found.write(number, target),
                None => self.declare(*name, VariableKind::Local, target, init),
            },
            Kind::Targets(list) | Kind::Array(list) => {
                for &part in self.ast.list(*list) {
                    self.target(part, None);
                }
            }
            Kind::Spread(inner) => self.target(*inner, None),
            _ => self.visit(target),
        }
    }

    fn param(&mut self, function: NodeId, place: usize, target: NodeId) {
        match self.ast.kind(target) {
            Kind::Name(name) => self.declare(*name, VariableKind::Parameter(Some((function, place))), target, None),
            Kind::Targets(list) | Kind::Array(list) => {
                for &part in self.ast.list(*list) {
                    self.param(function, place, part);
                }
            }
            Kind::Spread(inner) => self.param(function, place, *inner),
            _ => {}
        }
    }

    fn visit(&mut self, node: NodeId) {
        match self.ast.kind(node) {
            Kind::Name(name) => {
                if let Some(number) = self.lookup(*name) {
                    self.found.read(number, node);
                }
            }
            Kind::Assign(_, target, value) => {
                let (target, value) = (*target, *value);
                // The name exists from the assignment on, its own right side included.
                self.target(target, Some(value));
                self.visit(value);
            }
            Kind::ForEach {
                target, iterable, body, ..
            } => {
                let (target, body) = (*target, *body);
                self.visit(*iterable);
                self.target(target, None);
                self.visit(body);
            }
            Kind::Rescue { classes, target, body } => {
                let (classes, target, body) = (*classes, *target, *body);
                for &class in self.ast.list(classes) {
                    self.visit(class);
                }
                if let Some(target) = target {
                    self.target(target, None);
                }
                self.visit(body);
            }
            Kind::Function { kind, params, body, .. } => {
                let (params, body) = (*params, *body);
                self.scopes.push(Scope {
                    names: FxHashMap::default(),
                    open: sees_outside(*kind),
                });
                for (place, &param) in self.ast.list(params).iter().enumerate() {
                    if let Kind::Param { kind, target, default } = self.ast.kind(param) {
                        if *kind == ParamKind::BlockLocal {
                            if let Kind::Name(name) = self.ast.kind(*target) {
                                self.declare(*name, VariableKind::Local, *target, None);
                            }
                        } else {
                            self.param(node, place, *target);
                        }
                        if let Some(default) = default {
                            self.visit(*default);
                        }
                    }
                }
                self.visit(body);
                self.scopes.pop();
            }
            Kind::Send {
                receiver: None, name, ..
            } => {
                if let Some(&number) = self.methods.get(name) {
                    self.found.read(number, node);
                }
                self.visit_children(node);
            }
            Kind::Symbol(name) => {
                // `method(:helper)` and `&method(:helper)`.
                if let Some(&number) = self.methods.get(name) {
                    self.found.list[number].reads.push(node);
                }
            }
            _ => self.visit_children(node),
        }
    }

    fn visit_children(&mut self, node: NodeId) {
        // A modifier's body stands before its test in the text, and the test is what runs first; the order of the text
        // is the order in which Ruby's parser meets names.
        for child in self.children_of(node) {
            self.visit(child);
        }
    }
}
