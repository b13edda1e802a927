//! The only way to make a [`Hir`]: adds expressions, functions, variables and texts, and tells which variables inner
//! functions use.

use super::{Const, Expr, ExprId, Func, FuncId, FuncKind, Hir, Kind, Label, Start, TextId, Var, VarId};
use crate::op::Op;
use crate::source::{Dialect, Span};
use crate::value::{Text, TextIndex};

/// Builds a [`Hir`] function by function.
pub struct Builder {
    hir: Hir,
    text_index: TextIndex,
    current: FuncId,
    labels: u32,
}

impl Builder {
    /// Starts with the script function, which is current.
    pub fn new(dialect: Dialect, span: Span) -> Self {
        let mut builder = Builder {
            hir: Hir {
                dialect,
                exprs: Vec::new(),
                funcs: Vec::new(),
                vars: Vec::new(),
                texts: Vec::new(),
            },
            text_index: TextIndex::default(),
            current: Hir::SCRIPT,
            labels: 0,
        };
        builder.push_func(FuncKind::Script, None, None, span);
        builder
    }

    /// What was built so far.
    pub fn hir(&self) -> &Hir {
        &self.hir
    }

    /// The function that expressions are added to.
    pub fn current(&self) -> FuncId {
        self.current
    }

    /// The function with this id, to be completed.
    pub fn func_mut(&mut self, id: FuncId) -> &mut Func {
        &mut self.hir.funcs[id.0 as usize]
    }

    fn push_func(&mut self, kind: FuncKind, name: Option<TextId>, parent: Option<FuncId>, span: Span) -> FuncId {
        let id = FuncId(index(self.hir.funcs.len()));
        self.hir.funcs.push(Func {
            kind,
            name,
            params: Vec::new(),
            parent,
            vars: Vec::new(),
            argument_count: None,
            trailing_comma: false,
            body: ExprId(0),
            span,
        });
        id
    }

    /// Starts an inner function and makes it current; set its parameters and body with [`Builder::func_mut`].
    pub fn enter(&mut self, kind: FuncKind, name: Option<TextId>, span: Span) -> FuncId {
        let id = self.push_func(kind, name, Some(self.current), span);
        self.current = id;
        id
    }

    /// Ends the current inner function; the function around it is current again.
    pub fn leave(&mut self) {
        if let Some(parent) = self.hir.funcs[self.current.0 as usize].parent {
            self.current = parent;
        }
    }

    /// Declares a variable of the current function.
    pub fn declare(&mut self, name: Option<TextId>, start: Start) -> VarId {
        self.declare_in(self.current, name, start)
    }

    /// Declares a variable of the given function.
    pub fn declare_in(&mut self, func: FuncId, name: Option<TextId>, start: Start) -> VarId {
        let id = VarId(index(self.hir.vars.len()));
        self.hir.vars.push(Var {
            name,
            func,
            captured: false,
            start,
        });
        self.hir.funcs[func.0 as usize].vars.push(id);
        id
    }

    /// A temporary of the current function.
    pub fn temporary(&mut self) -> VarId {
        self.declare(None, Start::Empty)
    }

    /// A new label for a `Block` or `Loop`.
    pub fn label(&mut self) -> Label {
        self.labels += 1;
        Label(self.labels)
    }

    /// The id of a text.
    pub fn text(&mut self, text: &Text) -> TextId {
        TextId(self.text_index.text(&mut self.hir.texts, text))
    }

    /// The id of a well-formed text.
    pub fn str(&mut self, text: &str) -> TextId {
        TextId(self.text_index.str(&mut self.hir.texts, text))
    }

    /// Adds an expression; notes which variables it reaches from an inner function.
    pub fn add(&mut self, kind: Kind, span: Span) -> ExprId {
        match &kind {
            Kind::Var(var) | Kind::SetVar(var, _) | Kind::CheckedVar { var, .. } | Kind::CallDefined { var, .. } => {
                let owner = &mut self.hir.vars[var.0 as usize];
                owner.captured |= owner.func != self.current;
            }
            _ => {}
        }
        let id = ExprId(index(self.hir.exprs.len()));
        self.hir.exprs.push(Expr { kind, span });
        id
    }

    /// Adds a constant.
    pub fn constant(&mut self, constant: Const, span: Span) -> ExprId {
        self.add(Kind::Const(constant), span)
    }

    /// Adds a string constant.
    pub fn string(&mut self, text: &str, span: Span) -> ExprId {
        let text = self.str(text);
        self.constant(Const::Str(text), span)
    }

    /// Adds an operator.
    pub fn op(&mut self, op: Op, operands: &[ExprId], span: Span) -> ExprId {
        self.add(Kind::Op(op, operands.to_vec()), span)
    }

    /// The finished tree with the script's body.
    pub fn finish(mut self, body: ExprId) -> Hir {
        self.hir.funcs[0].body = body;
        self.hir
    }
}

/// Sizes are bounded by `Limits::nodes`, far below `u32::MAX`.
fn index(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}
