//! What a function declares, found before its statements are lowered: `var` names and functions are hoisted.

use rustc_hash::FxHashSet;

use crate::syntax::ast::{Ast, DeclKind, FunctionKind, Kind, NodeId, TextId};

/// Names that assignments, updates and loops write to, anywhere in the tree.
pub fn assigned_names(ast: &Ast) -> FxHashSet<TextId> {
    let mut names = Vec::new();
    if let Some(root) = ast.root {
        let mut pending = vec![root];
        while let Some(node) = pending.pop() {
            match *ast.kind(node) {
                Kind::Assign(_, target, _) | Kind::Update { target, .. } => pattern_names(ast, target, &mut names),
                Kind::ForEach { decl: None, target, .. } => pattern_names(ast, target, &mut names),
                _ => {}
            }
            ast.children(node, &mut |child| pending.push(child));
        }
    }
    names.into_iter().map(|(name, _)| name).collect()
}

/// The variables of a target or pattern, with their nodes.
pub fn pattern_names(ast: &Ast, target: NodeId, names: &mut Vec<(TextId, NodeId)>) {
    let mut pending = vec![target];
    while let Some(node) = pending.pop() {
        match *ast.kind(node) {
            Kind::Name(name) => names.push((name, node)),
            Kind::Array(list) | Kind::Object(list) | Kind::Paren(list) => {
                pending.extend(ast.list(list).iter().rev());
            }
            Kind::Property { value, .. } => pending.push(value),
            Kind::PatternDefault(inner, _) | Kind::Spread(inner) => pending.push(inner),
            _ => {}
        }
    }
}

/// What a function body declares in all of its blocks, inner functions left out.
#[derive(Debug, Default)]
pub struct Declared {
    /// Names of `var`.
    pub vars: Vec<TextId>,
    /// Function declarations that stand in inner blocks.
    pub block_functions: Vec<NodeId>,
    /// Names of `let`, `const` and `catch`, at any depth.
    pub lexical: FxHashSet<TextId>,
}

/// What the statements of a function body declare.
pub fn declared(ast: &Ast, statements: &[NodeId]) -> Declared {
    let mut found = Declared::default();
    let mut pending: Vec<(NodeId, bool)> = statements.iter().rev().map(|&node| (node, true)).collect();
    let mut names = Vec::new();
    while let Some((node, top)) = pending.pop() {
        names.clear();
        match *ast.kind(node) {
            Kind::Function {
                kind: FunctionKind::Declaration,
                ..
            } => {
                if !top {
                    found.block_functions.push(node);
                }
                continue;
            }
            Kind::Function { .. } => continue,
            Kind::Declaration(kind, list) => {
                for &declarator in ast.list(list) {
                    if let Kind::Declarator { target, .. } = *ast.kind(declarator) {
                        pattern_names(ast, target, &mut names);
                    }
                }
                found.add(kind, &names);
            }
            Kind::ForEach {
                decl: Some(kind),
                target,
                ..
            } => {
                pattern_names(ast, target, &mut names);
                found.add(kind, &names);
            }
            Kind::Try { param: Some(param), .. } => {
                pattern_names(ast, param, &mut names);
                found.add(DeclKind::Let, &names);
            }
            // Expressions declare nothing but in their functions.
            Kind::Expression(_) | Kind::Return(_) | Kind::Throw(_) => continue,
            _ => {}
        }
        let start = pending.len();
        ast.children(node, &mut |child| pending.push((child, false)));
        pending[start..].reverse();
    }
    found
}

impl Declared {
    fn add(&mut self, kind: DeclKind, names: &[(TextId, NodeId)]) {
        let names = names.iter().map(|&(name, _)| name);
        match kind {
            DeclKind::Var => self.vars.extend(names),
            DeclKind::Let | DeclKind::Const => self.lexical.extend(names),
        }
    }
}
