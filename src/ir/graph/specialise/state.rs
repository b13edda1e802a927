//! What is known while a rule is followed: symbolic values, and the state of all activations.

use std::hash::{Hash, Hasher};
use std::rc::Rc;

use crate::hir::{Const, TextId};
use crate::ir::Reg;
use crate::ir::graph::SubjectId;
use crate::ir::graph::calc::CalcId;

/// A constant that can be compared bit by bit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Exact(pub Const);

impl Exact {
    fn bits(self) -> (u8, u64) {
        match self.0 {
            Const::Empty => (0, 0),
            Const::Undefined => (1, 0),
            Const::Nil => (2, 0),
            Const::Bool(flag) => (3, flag.into()),
            Const::Float(number) => (4, number.to_bits()),
            Const::Int(number) => (5, number.cast_unsigned()),
            Const::BigInt(TextId(id)) => (6, id.into()),
            Const::Str(TextId(id)) => (7, id.into()),
            Const::Symbol(TextId(id)) => (8, id.into()),
            Const::Global(global) => (9, global as u64),
            Const::Section(section) => (10, section.0.into()),
        }
    }
}

impl PartialEq for Exact {
    fn eq(&self, other: &Self) -> bool {
        self.bits() == other.bits()
    }
}

impl Eq for Exact {}

impl Hash for Exact {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bits().hash(state);
    }
}

/// What is known of a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Sym {
    /// Exactly this. A Ruby string that nothing changes counts as its text.
    Const(Exact),
    /// The value of a binding, or the element that a search stands at.
    Subject(SubjectId),
    /// A new list that nothing changes.
    List(Rc<[Sym]>),
    /// A function of the rule with the cells that it captures.
    Closure(u32, Rc<[u32]>),
    /// A cell.
    Cell(u32),
    /// A method read from a value.
    Method(Rc<Sym>, TextId),
    /// The length of a list of texts.
    Length(SubjectId),
    /// The index that a loop over a list stands at; the number is the nesting of searches.
    Index(u8),
    /// The index after it.
    NextIndex(u8),
    /// The index with which a loop over the list ends.
    LastIndex(SubjectId),
    /// An iterator over a list of texts, not yet at its end.
    Iterator(SubjectId),
    /// An iterator over known items.
    Items(Rc<[Sym]>, u32),
    /// Some text that a search found: neither null nor undefined.
    Found,
    /// Some index, 0 or more.
    Position,
    /// Some number, 1 or more.
    Positive,
    /// A new list with at least one element.
    Filled,
    /// The first element of a list of texts, undefined or nil where it has none.
    First(SubjectId),
    /// A computed number.
    Number(CalcId),
    /// A JavaScript date that nothing changes, with this time value.
    Date(CalcId),
    /// Ruby `Time.now`, by the reading of the local clock.
    Time(CalcId),
    /// A Ruby range of constants; whether the last one is left out.
    Range(Exact, Exact, bool),
    /// A regular expression of pattern and flags.
    Regex(TextId, TextId),
    /// A Ruby network: `IPAddr.new` of a text.
    Net(TextId),
    /// Something of which nothing is known.
    Unknown,
}

impl Sym {
    /// A constant.
    pub fn constant(constant: Const) -> Self {
        Sym::Const(Exact(constant))
    }

    /// A flag.
    pub fn flag(flag: bool) -> Self {
        Sym::constant(Const::Bool(flag))
    }

    /// The constant that it is.
    pub fn as_const(&self) -> Option<Const> {
        match self {
            Sym::Const(Exact(constant)) => Some(*constant),
            _ => None,
        }
    }

    /// The text that it is.
    pub fn as_text(&self) -> Option<TextId> {
        match self.as_const() {
            Some(Const::Str(text)) => Some(text),
            _ => None,
        }
    }
}

/// An activation of a function of the rule.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Code {
    /// Which function.
    pub func: u32,
    /// The block.
    pub block: u32,
    /// The instruction of the block.
    pub at: u32,
    /// What registers hold.
    pub regs: Vec<Sym>,
    /// The cells that it captured.
    pub captures: Rc<[u32]>,
    /// Where its result goes in the activation below.
    pub dst: Option<Reg>,
}

/// What a built-in that calls back does with what the callback gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Mode {
    /// Whether any holds.
    Some,
    /// Whether all hold.
    Every,
    /// Whether none holds.
    None,
    /// The first for which it holds.
    Find,
    /// Its index.
    FindIndex,
    /// Those for which it holds.
    Filter,
    /// What the callback gives.
    Map,
    /// Nothing.
    ForEach,
}

/// A built-in that goes through known items.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Each {
    /// What it does.
    pub mode: Mode,
    /// The items.
    pub items: Rc<[Sym]>,
    /// The one that the callback is called with.
    pub at: u32,
    /// The callback.
    pub callee: Sym,
    /// What was kept.
    pub kept: Vec<Sym>,
    /// What the callback gave for the item.
    pub result: Option<Sym>,
    /// What the built-in gives.
    pub done: Option<Sym>,
    /// Where its result goes in the activation below.
    pub dst: Option<Reg>,
}

/// What stands on the stack of calls.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Frame {
    Code(Code),
    Each(Each),
}

/// The state of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct State {
    /// The stack of calls.
    pub frames: Vec<Frame>,
    /// What cells hold.
    pub cells: Vec<Sym>,
}

impl State {
    /// The activation that runs.
    pub fn code(&mut self) -> Option<&mut Code> {
        match self.frames.last_mut() {
            Some(Frame::Code(code)) => Some(code),
            _ => None,
        }
    }

    /// How many registers its activations have.
    pub fn registers(&self) -> usize {
        let own = |frame: &Frame| match frame {
            Frame::Code(code) => code.regs.len(),
            Frame::Each(_) => 0,
        };
        self.frames.iter().map(own).sum()
    }

    /// What a register of the running activation holds.
    pub fn get(&self, reg: Reg) -> Sym {
        match self.frames.last() {
            Some(Frame::Code(code)) => code.regs[reg.0 as usize].clone(),
            _ => Sym::Unknown,
        }
    }

    /// Fills a register of the running activation.
    pub fn set(&mut self, reg: Reg, value: Sym) {
        if let Some(code) = self.code() {
            code.regs[reg.0 as usize] = value;
        }
    }

    /// Fills a register and gives the state.
    #[must_use]
    pub fn with(mut self, reg: Reg, value: Sym) -> Self {
        self.set(reg, value);
        self
    }

    /// Every symbol, cells as numbers included.
    fn symbols(&mut self) -> impl Iterator<Item = &mut Sym> {
        let frames = self
            .frames
            .iter_mut()
            .flat_map(|frame| -> Box<dyn Iterator<Item = &mut Sym>> {
                match frame {
                    Frame::Code(code) => Box::new(code.regs.iter_mut()),
                    Frame::Each(each) => {
                        let own = std::iter::once(&mut each.callee)
                            .chain(&mut each.result)
                            .chain(&mut each.done);
                        Box::new(each.kept.iter_mut().chain(own))
                    }
                }
            });
        frames.chain(self.cells.iter_mut())
    }

    /// Forgets what a search that ended stood at: the element becomes some text, the index some index. False where the
    /// search shows in a value that cannot be said without it.
    pub fn leave_search(&mut self, element: SubjectId, level: u8) -> bool {
        self.symbols().all(|symbol| match symbol {
            Sym::Subject(subject) if *subject == element => {
                *symbol = Sym::Found;
                true
            }
            Sym::Index(own) if *own == level => {
                *symbol = Sym::Position;
                true
            }
            Sym::NextIndex(own) if *own == level => {
                *symbol = Sym::Positive;
                true
            }
            other => !mentions(other, element),
        })
    }

    /// Gives cells the numbers of the order in which the frames mention them and drops those that nothing mentions.
    pub fn collect_cells(&mut self) {
        if self.cells.is_empty() {
            return;
        }
        let mut order: Vec<u32> = Vec::new();
        for frame in &self.frames {
            match frame {
                Frame::Code(code) => {
                    code.regs.iter().for_each(|symbol| cells_of(symbol, &mut order));
                    code.captures.iter().for_each(|&cell| note(cell, &mut order));
                }
                Frame::Each(each) => {
                    cells_of(&each.callee, &mut order);
                    let own = each.kept.iter().chain(&each.result).chain(&each.done);
                    own.chain(each.items.iter())
                        .for_each(|symbol| cells_of(symbol, &mut order));
                }
            }
        }
        let mut at = 0;
        while at < order.len() {
            let held = self.cells[order[at] as usize].clone();
            cells_of(&held, &mut order);
            at += 1;
        }
        if order.iter().enumerate().all(|(index, &cell)| index as u32 == cell) && order.len() == self.cells.len() {
            return;
        }
        let place = |cell: u32| order.iter().position(|&known| known == cell).unwrap_or(0) as u32;
        self.cells = order.iter().map(|&cell| self.cells[cell as usize].clone()).collect();
        for frame in &mut self.frames {
            match frame {
                Frame::Code(code) => {
                    code.captures = code.captures.iter().map(|&cell| place(cell)).collect();
                }
                Frame::Each(each) => {
                    each.items = each.items.iter().map(|item| renamed(item, &place)).collect();
                }
            }
        }
        self.symbols().for_each(|symbol| *symbol = renamed(symbol, &place));
    }
}

fn mentions(symbol: &Sym, element: SubjectId) -> bool {
    match symbol {
        Sym::Subject(subject) => *subject == element,
        Sym::List(items) | Sym::Items(items, _) => items.iter().any(|item| mentions(item, element)),
        Sym::Method(receiver, _) => mentions(receiver, element),
        _ => false,
    }
}

fn note(cell: u32, order: &mut Vec<u32>) {
    if !order.contains(&cell) {
        order.push(cell);
    }
}

fn cells_of(symbol: &Sym, order: &mut Vec<u32>) {
    match symbol {
        Sym::Cell(cell) => note(*cell, order),
        Sym::Closure(_, cells) => cells.iter().for_each(|&cell| note(cell, order)),
        Sym::List(items) | Sym::Items(items, _) => items.iter().for_each(|item| cells_of(item, order)),
        Sym::Method(receiver, _) => cells_of(receiver, order),
        _ => {}
    }
}

fn renamed(symbol: &Sym, place: &impl Fn(u32) -> u32) -> Sym {
    match symbol {
        Sym::Cell(cell) => Sym::Cell(place(*cell)),
        Sym::Closure(func, cells) => Sym::Closure(*func, cells.iter().map(|&cell| place(cell)).collect()),
        Sym::List(items) => Sym::List(items.iter().map(|item| renamed(item, place)).collect()),
        Sym::Items(items, at) => Sym::Items(items.iter().map(|item| renamed(item, place)).collect(), *at),
        Sym::Method(receiver, name) => Sym::Method(Rc::new(renamed(receiver, place)), *name),
        other => other.clone(),
    }
}
