//! The variables of a rule: where each is declared, read and written.
//!
//! Input: a syntax tree; output: [`Variables`]. JavaScript's `var` and functions belong to their function, `let` and
//! `const` to their block; Ruby's blocks see the variables around them and a `def` sees none. Names that nothing declares
//! are not here.

mod javascript;
mod ruby;

use rustc_hash::FxHashMap;

use crate::source::Dialect;
use crate::syntax::ast::{Ast, FunctionKind, NodeId, TextId};

/// How a variable came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VariableKind {
    /// `var`, `let`, `const`, a Ruby assignment.
    Local,
    /// A function declaration, a `def`.
    Function,
    /// A parameter: the function and its place among the parameters; `catch` has none.
    Parameter(Option<(NodeId, usize)>),
}

/// A variable.
#[derive(Clone, Debug)]
pub struct Variable {
    /// Its name.
    pub name: TextId,
    /// How it came to be.
    pub kind: VariableKind,
    /// The name or function that declares it.
    pub declared: NodeId,
    /// What it is set to where it is declared.
    pub init: Option<NodeId>,
    /// The nodes that read it.
    pub reads: Vec<NodeId>,
    /// The nodes that write it, the declaration aside.
    pub writes: Vec<NodeId>,
}

/// The variables of a rule.
#[derive(Clone, Debug, Default)]
pub struct Variables {
    /// All of them, in the order of their declarations.
    pub list: Vec<Variable>,
    uses: FxHashMap<NodeId, usize>,
}

impl Variables {
    /// The variables of a tree.
    pub fn of(dialect: Dialect, ast: &Ast) -> Variables {
        match dialect {
            Dialect::JavaScript => javascript::variables(ast),
            Dialect::Ruby => ruby::variables(ast),
        }
    }

    /// The variable that a name or a call reads or writes.
    pub fn at(&self, node: NodeId) -> Option<&Variable> {
        self.uses.get(&node).map(|&number| &self.list[number])
    }

    fn add(&mut self, name: TextId, kind: VariableKind, declared: NodeId, init: Option<NodeId>) -> usize {
        self.list.push(Variable {
            name,
            kind,
            declared,
            init,
            reads: Vec::new(),
            writes: Vec::new(),
        });
        self.list.len() - 1
    }

    fn read(&mut self, number: usize, node: NodeId) {
        self.uses.insert(node, number);
        self.list[number].reads.push(node);
    }

    fn write(&mut self, number: usize, node: NodeId) {
        self.uses.insert(node, number);
        self.list[number].writes.push(node);
    }
}

/// Whether a function sees the variables around it.
fn sees_outside(kind: FunctionKind) -> bool {
    kind != FunctionKind::Def
}
