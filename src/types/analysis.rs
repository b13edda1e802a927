//! The walk over a rule: one abstract evaluation in which every expression has a [`Type`].
//!
//! Functions of the rule are walked again for each call of them that is known, so that their parameters have the types of
//! the call; a function that something unknown may call is walked once more with nothing known. Loops are walked until
//! nothing changes. All of it is bounded by a budget; a rule that exceeds it has no types at all.

use super::kinds::Kinds;
use super::slots::Slots;
use super::state::{Place, State};
use super::ty::{Known, Type};
use crate::hir::{Const, ExprId, FuncId, Hir, Kind, Label, Start, VarId};
use crate::schema::Schema;
use crate::source::Dialect;

/// Steps for each node of the rule, and for any rule.
const STEPS_PER_NODE: usize = 48;
const STEPS: usize = 4_096;

/// Deepest nesting of expressions over all calls that are walked.
pub(super) const DEEPEST: usize = 420;

/// A place where jumps lead, or the end of a function.
#[derive(Debug)]
pub(super) struct Target {
    /// The label; none for the end of the function.
    pub label: Option<Label>,
    /// What the values are.
    pub ty: Type,
    /// What is known where the value counts as true; where it is not asked for, of all values.
    pub holds: Option<State>,
    /// What is known where the value counts as false.
    pub fails: Option<State>,
    /// Whether truth is told apart.
    pub splits: bool,
    /// What is known where the next turn of the loop starts.
    pub turns: Option<State>,
}

impl Target {
    pub fn new(label: Option<Label>, splits: bool) -> Self {
        Target {
            label,
            ty: Type::NEVER,
            holds: None,
            fails: None,
            splits,
            turns: None,
        }
    }

    /// Adds to what is known.
    pub fn add(into: &mut Option<State>, state: &State) {
        if state.dead {
            return;
        }
        *into = Some(match into.take() {
            Some(known) => known.join(state),
            None => state.clone(),
        });
    }
}

/// A call of a function that is being walked.
#[derive(Debug)]
pub(super) struct Frame {
    pub func: FuncId,
    /// The functions around it whose current call is surely the one whose variables it uses.
    pub around: Vec<FuncId>,
    /// Where jumps lead; the first is the end of the function.
    pub targets: Vec<Target>,
    /// How many loops of the function stand around the point.
    pub loops: u32,
    /// Whether the function is called once in a run.
    pub once: bool,
    /// The variables that each `finally` around the point assigns.
    pub finals: Vec<Vec<VarId>>,
    /// Ruby: the block that was given to it, and the functions around that.
    pub block: Option<(FuncId, Vec<FuncId>)>,
    /// Ruby: what `break` of this block gives to the call that got it.
    pub broken: Option<Target>,
}

/// The walk.
pub(super) struct Analysis<'a> {
    pub hir: &'a Hir,
    pub schema: &'a Schema,
    pub slots: Slots,
    pub state: State,
    pub frames: Vec<Frame>,
    /// The type of each expression over all visits.
    pub types: Vec<Type>,
    /// Which expressions were reached.
    pub reached: Vec<bool>,
    /// Which expressions may throw.
    pub throwing: Vec<bool>,
    /// Which expressions may fault.
    pub faulting: Vec<bool>,
    /// Functions that are called once in a run.
    pub once: Vec<FuncId>,
    /// Variables that are written by another function than their own.
    pub shared: Vec<VarId>,
    /// Variables that begin anew in a block or loop.
    pub fresh: Vec<bool>,
    /// For a temporary: the variable of which it is a copy wherever it is tested.
    pub copies: Vec<Option<VarId>>,
    /// The types of variables wherever they are read.
    pub anywhere: Vec<Type>,
    /// Which functions exist as values.
    pub made: Vec<bool>,
    /// Whether something unknown may call functions of the rule.
    pub unknown_calls: bool,
    /// How many guards with a handler stand around the point; outside of the rule's own flow it is not counted.
    pub guards: u32,
    /// Whether a throw may leave the rule.
    pub throws: bool,
    /// Whether a run may fault for another reason than its size.
    pub faults: bool,
    /// Whether something may repeat without an end that is known.
    pub repeats: bool,
    /// Elements of lists and values of maps may be changed by the rule.
    pub changes_items: bool,
    /// Properties of objects other than elements may be written by the rule.
    pub writes_properties: bool,
    /// Ruby: what `break` of a block gives to the call that got it.
    pub broke: Option<(Type, State)>,
    pub steps: usize,
    pub depth: usize,
    pub exhausted: bool,
}

impl<'a> Analysis<'a> {
    pub fn new(hir: &'a Hir, schema: &'a Schema) -> Self {
        let slots = Slots::of(hir, schema);
        let count = hir.exprs.len();
        let mut analysis = Analysis {
            hir,
            schema,
            state: State {
                vars: vec![Type::ALL; hir.vars.len()],
                slots: Vec::new(),
                dead: false,
            },
            slots,
            frames: Vec::new(),
            types: vec![Type::NEVER; count],
            reached: vec![false; count],
            throwing: vec![false; count],
            faulting: vec![false; count],
            once: vec![Hir::SCRIPT],
            shared: Vec::new(),
            fresh: vec![false; hir.vars.len()],
            copies: vec![None; hir.vars.len()],
            anywhere: Vec::new(),
            made: vec![false; hir.funcs.len()],
            unknown_calls: false,
            guards: 0,
            throws: false,
            faults: false,
            repeats: false,
            changes_items: false,
            writes_properties: false,
            broke: None,
            steps: count.saturating_mul(STEPS_PER_NODE).saturating_add(STEPS),
            depth: 0,
            exhausted: false,
        };
        analysis.survey();
        analysis.state.slots = analysis.slots.types(analysis.changes_items);
        analysis
    }

    /// The walk where data that exists may change at any time.
    pub fn pessimist(hir: &'a Hir, schema: &'a Schema) -> Self {
        let mut analysis = Analysis::new(hir, schema);
        analysis.changes_items = true;
        analysis.writes_properties = true;
        analysis.state.slots = analysis.slots.types(true);
        analysis
    }

    /// Walks the script, and then every function that something unknown may call. Gives the type of the result.
    pub fn run(&mut self) -> Type {
        let start = self.state.clone();
        let result = self.enter(Hir::SCRIPT, Vec::new(), true, &[], false);
        let mut generic = vec![false; self.hir.funcs.len()];
        while self.unknown_calls
            && !self.exhausted
            && let Some(next) = (0..generic.len()).find(|&at| self.made[at] && !generic[at])
        {
            generic[next] = true;
            // Sizes are bounded by `Limits::nodes`.
            let func = FuncId(u32::try_from(next).unwrap_or(u32::MAX));
            self.state = start.clone();
            for at in 0..self.state.vars.len() {
                self.state.vars[at] = self.anywhere[at];
            }
            self.once.clear();
            // What it throws is counted where something unknown is called.
            self.guards = 1;
            self.enter_unknown(func);
        }
        result
    }

    pub fn ruby(&self) -> bool {
        self.hir.dialect == Dialect::Ruby
    }

    /// The kinds that count as false.
    pub fn falsy(&self) -> Kinds {
        if self.ruby() { Kinds::RUBY_FALSY } else { Kinds::FALSY }
    }

    /// The call that is being walked.
    pub fn frame(&mut self) -> &mut Frame {
        let last = self.frames.len() - 1;
        // The walk is always inside a call.
        &mut self.frames[last]
    }

    /// Whether the budget allows one more step.
    pub fn step(&mut self, cost: usize) -> bool {
        match self.steps.checked_sub(cost) {
            Some(left) => self.steps = left,
            None => self.exhausted = true,
        }
        !self.exhausted
    }

    /// The expression may throw.
    pub fn throw(&mut self, at: ExprId) {
        self.throwing[at.0 as usize] = true;
        self.throws |= self.guards == 0;
    }

    /// The expression may fault.
    pub fn fault(&mut self, at: ExprId) {
        self.faulting[at.0 as usize] = true;
        self.faults = true;
    }

    /// The expression always throws.
    pub fn die(&mut self, at: ExprId) -> Type {
        self.throw(at);
        self.state.dead = true;
        Type::NEVER
    }

    /// Something unknown happens: functions of the rule may be called in any order.
    pub fn unknown(&mut self, at: ExprId) -> Type {
        self.throw(at);
        self.fault(at);
        self.repeats = true;
        self.unknown_calls = true;
        self.forget_shared();
        Type::ANY
    }

    /// Nothing is known any more of variables that inner functions write.
    pub fn forget_shared(&mut self) {
        for at in 0..self.shared.len() {
            let var = self.shared[at];
            self.state.set(Place::Var(var), Type::ALL);
        }
    }

    /// Nothing is known any more of these variables.
    pub fn forget(&mut self, vars: &[VarId]) {
        for &var in vars {
            self.state.set(Place::Var(var), Type::ALL);
        }
        self.forget_shared();
    }

    /// The type of a list or map of such elements, if elements keep their types.
    pub fn items(&self, ty: Type) -> Type {
        if self.changes_items {
            Type {
                items: if ty.meets(Kinds::LIST | Kinds::MAP | Kinds::SET) {
                    Kinds::ALL
                } else {
                    Kinds::NONE
                },
                ..ty
            }
        } else {
            ty
        }
    }

    pub fn start_of(&self, var: VarId) -> Type {
        Type::of(match self.hir.var(var).start {
            Start::Undefined => Kinds::UNDEFINED,
            Start::Nil => Kinds::NULL,
            Start::Empty => Kinds::EMPTY,
        })
    }

    /// The type of a constant.
    pub fn constant(&self, constant: Const) -> Type {
        let ruby = self.ruby();
        match constant {
            Const::Empty => Type::of(Kinds::EMPTY),
            Const::Undefined => Type::UNDEFINED,
            Const::Nil => Type::of(Kinds::NULL),
            Const::Bool(true) => Type::of(Kinds::TRUE),
            Const::Bool(false) => Type::of(Kinds::FALSE),
            Const::Float(_) if ruby => Type::of(Kinds::NUMBER),
            Const::Float(number) if number == 0.0 || number.is_nan() => Type::of(Kinds::ZERO),
            Const::Float(number) => Type::known(Known::Number(number.to_bits())),
            Const::Int(_) | Const::BigInt(_) => Type::of(Kinds::INTEGER),
            Const::Str(_) if ruby => Type::of(Kinds::TEXT),
            Const::Str(text) if self.hir.text(text).to_str().is_empty() => Type::of(Kinds::BLANK),
            Const::Str(text) => Type::known(Known::Text(text)),
            Const::Symbol(_) => Type::of(Kinds::SYMBOL),
            Const::Global(global) => Type::known(Known::Global(global)),
            Const::Section(section) => Type::known(Known::Section(section)),
        }
    }

    /// The kind of an expression, apart from the borrow of the walk.
    pub fn kind(&self, id: ExprId) -> &'a Kind {
        self.hir.kind(id)
    }
}
