//! From HIR to IR: gives every variable its register or cell, and every construct its blocks.
//!
//! `expr.rs` lowers expressions, `control.rs` jumps and guarded regions, `call.rs` calls and literals.
//! Order of evaluation is kept: an operand that a later operand could change is copied first.

mod call;
mod control;
mod expr;

use rustc_hash::FxHashMap;

use super::{Block, BlockId, Func, Handler, Inst, Ir, Reg, Term, Test};
use crate::hir::{Const, ExprId, FuncId, Hir, Start, VarId};
use crate::source::Span;
use control::Scope;

/// The rule as graphs of blocks.
pub fn lower(hir: &Hir) -> Ir {
    let captures = crate::hir::captures(hir);
    let funcs = (0..hir.funcs.len())
        .map(|index| Lowerer::new(hir, &captures, FuncId(u32::try_from(index).unwrap_or(u32::MAX))).run())
        .collect();
    Ir {
        dialect: hir.dialect,
        funcs,
        texts: hir.texts.clone(),
    }
}

/// A block that is being written.
struct Draft {
    insts: Vec<(Inst, Span)>,
    term: Option<(Term, Span)>,
    handler: Option<Handler>,
}

/// Lowers one function.
struct Lowerer<'h> {
    hir: &'h Hir,
    captures: &'h [Vec<VarId>],
    func: FuncId,
    drafts: Vec<Draft>,
    /// Blocks in the order in which they were started: the linear order of the function.
    order: Vec<BlockId>,
    current: BlockId,
    /// The register of each variable: its value, or its cell where inner functions use it.
    places: FxHashMap<VarId, Reg>,
    homes: Vec<Reg>,
    is_home: Vec<bool>,
    scopes: Vec<Scope>,
    handler: Option<Handler>,
}

impl<'h> Lowerer<'h> {
    fn new(hir: &'h Hir, captures: &'h [Vec<VarId>], func: FuncId) -> Self {
        Lowerer {
            hir,
            captures,
            func,
            drafts: Vec::new(),
            order: Vec::new(),
            current: BlockId(0),
            places: FxHashMap::default(),
            homes: Vec::new(),
            is_home: Vec::new(),
            scopes: Vec::new(),
            handler: None,
        }
    }

    fn run(mut self) -> Func {
        let func = self.hir.func(self.func);
        let span = func.span;
        let entry = self.block();
        self.start(entry);
        let params: Vec<Reg> = func.params.iter().map(|_| self.home()).collect();
        let argument_count = func.argument_count.map(|_| self.home());
        let mut given: FxHashMap<VarId, Reg> = FxHashMap::default();
        let vars = func.params.iter().map(|param| param.var).zip(params.iter().copied());
        for (var, reg) in vars.chain(func.argument_count.into_iter().zip(argument_count)) {
            given.entry(var).or_insert(reg);
        }
        for (index, &var) in self.captures[self.func.0 as usize].iter().enumerate() {
            let reg = self.home();
            self.places.insert(var, reg);
            self.emit(Inst::Capture(reg, u32::try_from(index).unwrap_or(u32::MAX)), span);
        }
        for &var in &func.vars {
            self.make_place(var, given.get(&var).copied(), span);
        }
        let value = self.value(func.body);
        self.leave_function(value, span);
        self.finish(params, argument_count)
    }

    /// Gives a variable of this function its register, or its cell, with what it holds at the start.
    fn make_place(&mut self, var: VarId, given: Option<Reg>, span: Span) {
        let declared = self.hir.var(var);
        let reg = given.unwrap_or_else(|| {
            let reg = self.home();
            let start = match declared.start {
                Start::Undefined => Const::Undefined,
                Start::Nil => Const::Nil,
                Start::Empty => Const::Empty,
            };
            self.emit(Inst::Const(reg, start), span);
            reg
        });
        if declared.captured {
            let cell = self.home();
            self.emit(Inst::NewCell(cell, reg), span);
            self.places.insert(var, cell);
        } else {
            self.places.insert(var, reg);
        }
    }

    fn finish(self, params: Vec<Reg>, argument_count: Option<Reg>) -> Func {
        let mut position = vec![BlockId(0); self.drafts.len()];
        for (index, id) in self.order.iter().enumerate() {
            position[id.0 as usize] = BlockId(u32::try_from(index).unwrap_or(u32::MAX));
        }
        let renumber = |id: BlockId| position[id.0 as usize];
        let mut drafts: Vec<Option<Draft>> = self.drafts.into_iter().map(Some).collect();
        let mut blocks = Vec::with_capacity(self.order.len());
        for id in &self.order {
            let Some(draft) = drafts[id.0 as usize].take() else {
                continue;
            };
            let (term, span) = draft.term.unwrap_or((Term::Jump(BlockId(0)), Span::default()));
            let term = match term {
                Term::Jump(to) => Term::Jump(renumber(to)),
                Term::Branch(test, yes, no) => Term::Branch(test, renumber(yes), renumber(no)),
                other => other,
            };
            let handler = draft.handler.map(|handler| Handler {
                block: renumber(handler.block),
                ..handler
            });
            blocks.push(Block {
                insts: draft.insts,
                term: (term, span),
                handler,
            });
        }
        Func {
            hir: self.hir.func(self.func).clone(),
            blocks,
            params,
            captures: u32::try_from(self.captures[self.func.0 as usize].len()).unwrap_or(u32::MAX),
            argument_count,
            homes: self.homes,
            regs: u32::try_from(self.is_home.len()).unwrap_or(u32::MAX),
        }
    }

    /// A new register.
    fn reg(&mut self) -> Reg {
        let reg = Reg(u32::try_from(self.is_home.len()).unwrap_or(u32::MAX));
        self.is_home.push(false);
        reg
    }

    /// A new register that may be written more than once and lives for the whole function.
    fn home(&mut self) -> Reg {
        let reg = self.reg();
        self.homes.push(reg);
        self.is_home[reg.0 as usize] = true;
        reg
    }

    /// A new block, not yet in the linear order.
    fn block(&mut self) -> BlockId {
        let id = BlockId(u32::try_from(self.drafts.len()).unwrap_or(u32::MAX));
        self.drafts.push(Draft {
            insts: Vec::new(),
            term: None,
            handler: None,
        });
        id
    }

    /// Goes on writing into a block, which takes its place in the linear order and the handler in force.
    fn start(&mut self, block: BlockId) {
        self.order.push(block);
        self.drafts[block.0 as usize].handler = self.handler;
        self.current = block;
    }

    fn emit(&mut self, inst: Inst, span: Span) {
        let draft = &mut self.drafts[self.current.0 as usize];
        if draft.term.is_none() {
            draft.insts.push((inst, span));
        }
    }

    /// Ends the current block; what follows is unreachable until a block is started.
    fn end(&mut self, term: Term, span: Span) {
        let draft = &mut self.drafts[self.current.0 as usize];
        if draft.term.is_none() {
            draft.term = Some((term, span));
        }
    }

    fn jump(&mut self, to: BlockId, span: Span) {
        self.end(Term::Jump(to), span);
    }

    fn branch(&mut self, test: Test, yes: BlockId, no: BlockId, span: Span) {
        self.end(Term::Branch(test, yes, no), span);
    }

    fn constant(&mut self, constant: Const, span: Span) -> Reg {
        let reg = self.reg();
        self.emit(Inst::Const(reg, constant), span);
        reg
    }

    fn span(&self, expr: ExprId) -> Span {
        self.hir.expr(expr).span
    }
}
