//! Follows a state until it stops, and both answers of each question on the way.

use super::state::{Frame, State, Sym};
use super::{MOST_FRAMES, MOST_NODES, Specialiser};
use crate::ir::BlockId;
use crate::ir::graph::cond::{Cond, Maker};
use crate::ir::graph::distinct::Distinct;
use crate::ir::graph::{At, Node};

/// The instruction of a state that a question put before a block.
const ARRIVING: u32 = u32::MAX;

/// So many registers are copied and compared in the time of a step.
const REGISTERS_A_STEP: usize = 100;

/// Where an exploration stops.
pub(super) enum Stop {
    /// At the result of the rule.
    Script,
    /// At the result of the callback that is the frame of this number.
    Callback(usize),
    /// Where the frame of this number comes back to a loop's header, or returns.
    Header(usize, u32),
}

/// What was found: tests, and the states in which they end.
pub(super) struct Region {
    /// The tests; their ends are numbers of `ends`.
    pub cond: Cond,
    /// The ends.
    pub ends: Vec<End>,
}

/// An end of an exploration.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct End {
    /// The state there.
    pub state: State,
    /// The result, where something returned.
    pub value: Option<Sym>,
}

/// How a stretch without questions ends.
pub(super) enum Next {
    Fork(Cond, Box<State>, Box<State>),
    End(Box<End>),
    Leave,
}

/// What following an instruction comes to.
pub(super) enum Flow {
    /// The next instruction.
    On,
    /// The next instruction, where this holds, else the general code.
    Guard(Cond),
    /// One of two states, by a question.
    Fork(Cond, Box<State>, Box<State>),
    /// Another block.
    Jump(BlockId),
    /// The running frame ends with a value.
    Return(Sym),
    /// The general code.
    Leave,
}

/// The graph while it is built: ways are labels until what they stand for is known.
#[derive(Default)]
struct Draft {
    nodes: Vec<Node>,
    labels: Vec<Option<At>>,
}

impl Draft {
    fn label(&mut self) -> u32 {
        self.labels.push(None);
        self.labels.len() as u32 - 1
    }

    /// Writes a condition's tests; its two ends go on at the given places.
    fn write(&mut self, cond: &Cond, no: At, yes: At) -> At {
        let base = self.nodes.len() as u32;
        let to = |at| match at {
            At::Node(number) => At::Node(base + number),
            At::NO => no,
            At::End(_) => yes,
            other => other,
        };
        self.nodes
            .extend(cond.nodes.iter().map(|node| node.clone().with_ways(to)));
        to(cond.root)
    }

    fn resolve(&self, mut at: At) -> Option<At> {
        for _ in 0..=self.labels.len() {
            match at {
                At::Label(label) => at = self.labels[label as usize]?,
                other => return Some(other),
            }
        }
        None
    }

    /// The condition that starts at a label; none where its tests go round in circles.
    fn finish(self, root: u32) -> Option<Cond> {
        let mut maker = Maker::default();
        let mut places: Vec<Option<At>> = vec![None; self.nodes.len()];
        let mut open = vec![false; self.nodes.len()];
        let root = self.resolve(At::Label(root))?;
        let mut stack: Vec<u32> = Vec::new();
        if let At::Node(number) = root {
            stack.push(number);
        }
        while let Some(&number) = stack.last() {
            let index = number as usize;
            let node = &self.nodes[index];
            let ways = [self.resolve(node.yes)?, self.resolve(node.no)?];
            let waiting = ways.iter().find_map(|way| match way {
                At::Node(next) if places[*next as usize].is_none() => Some(*next),
                _ => None,
            });
            if let Some(next) = waiting {
                if std::mem::replace(&mut open[index], true) && open[next as usize] {
                    return None;
                }
                stack.push(next);
                continue;
            }
            let place = |way| match way {
                At::Node(next) => places[next as usize].unwrap_or(At::Leave),
                other => other,
            };
            let (yes, no) = (place(ways[0]), place(ways[1]));
            let node = Node {
                yes,
                no,
                ..node.clone()
            };
            places[index] = Some(maker.node(node));
            open[index] = false;
            stack.pop();
        }
        let root = match root {
            At::Node(number) => places[number as usize]?,
            other => other,
        };
        Some(maker.finish(root))
    }
}

impl Specialiser<'_> {
    /// Follows a state and everything that may come of it; none where that is too much.
    pub(super) fn explore(&mut self, start: State, stop: &Stop) -> Option<Region> {
        let mut draft = Draft::default();
        let root = draft.label();
        let mut known: Distinct<State> = Distinct::default();
        // The label of each known state.
        let mut labels: Vec<u32> = Vec::new();
        let mut ends: Vec<End> = Vec::new();
        let mut pending = vec![(start, root)];
        while let Some((mut state, label)) = pending.pop() {
            state.collect_cells();
            if let Some(other) = known.find(&state) {
                draft.labels[label as usize] = Some(At::Label(labels[other as usize]));
                continue;
            }
            known.add(state.clone());
            labels.push(label);
            let copied = u32::try_from(state.registers() / REGISTERS_A_STEP).unwrap_or(u32::MAX);
            self.steps = self.steps.saturating_sub(copied);
            let mut guards = Vec::new();
            let next = self.follow(state, stop, &mut guards);
            if draft.nodes.len() > MOST_NODES || self.steps == 0 {
                return None;
            }
            let mut at = match next {
                Next::Leave => At::Leave,
                Next::End(mut end) => {
                    end.state.collect_cells();
                    let number = ends.iter().position(|known| *known == *end).unwrap_or_else(|| {
                        ends.push(*end);
                        ends.len() - 1
                    });
                    At::End(number as u32)
                }
                Next::Fork(cond, yes_state, no_state) => {
                    let (yes, no) = (draft.label(), draft.label());
                    pending.push((*yes_state, yes));
                    pending.push((*no_state, no));
                    draft.write(&cond, At::Label(no), At::Label(yes))
                }
            };
            for guard in guards.iter().rev() {
                at = draft.write(guard, At::Leave, at);
            }
            draft.labels[label as usize] = Some(at);
        }
        Some(Region {
            cond: draft.finish(root)?,
            ends,
        })
    }

    /// Goes on at a block. Whether that is where to stop.
    pub(super) fn go(&mut self, state: &mut State, block: BlockId, stop: &Stop) -> bool {
        self.arrive(state, block);
        if let Some(code) = state.code() {
            code.at = 0;
        }
        self.is_stop(state, stop)
    }

    /// Puts a state before a block; registers that nothing reads there are forgotten, so that equal states are equal.
    pub(super) fn arrive(&mut self, state: &mut State, block: BlockId) {
        let Some(code) = state.code() else { return };
        let live = self.live(code.func);
        code.block = block.0;
        code.at = ARRIVING;
        for (register, needed) in code.regs.iter_mut().zip(&live.needed[block.0 as usize]) {
            if !needed {
                *register = Sym::constant(crate::hir::Const::Empty);
            }
        }
    }

    fn is_stop(&self, state: &State, stop: &Stop) -> bool {
        match (stop, state.frames.last()) {
            (Stop::Header(depth, header), Some(Frame::Code(code))) => {
                state.frames.len() == *depth && code.block == *header
            }
            _ => false,
        }
    }

    /// What is known of a function's blocks.
    pub(super) fn live(&mut self, func: u32) -> std::rc::Rc<super::live::Live> {
        let funcs = self.funcs;
        self.live[func as usize]
            .get_or_insert_with(|| std::rc::Rc::new(super::live::Live::new(&funcs[func as usize])))
            .clone()
    }

    /// Leaves the running frame with a value and gives it to what waits for it.
    fn deliver(&self, mut state: State, value: Sym, stop: &Stop) -> Result<State, Box<End>> {
        let dst = match state.frames.pop() {
            Some(Frame::Code(code)) => code.dst,
            Some(Frame::Each(each)) => each.dst,
            None => None,
        };
        let floor = match stop {
            Stop::Script => 1,
            Stop::Callback(frame) | Stop::Header(frame, _) => *frame,
        };
        let stopped = state.frames.len() < floor;
        if stopped && !matches!(stop, Stop::Header(..)) {
            let value = Some(value);
            return Err(Box::new(End { state, value }));
        }
        match state.frames.last_mut() {
            Some(Frame::Code(code)) => {
                if let Some(dst) = dst {
                    code.regs[dst.0 as usize] = value;
                }
            }
            Some(Frame::Each(each)) => each.result = Some(value),
            None => {
                let value = Some(value);
                return Err(Box::new(End { state, value }));
            }
        }
        if stopped {
            return Err(Box::new(End { state, value: None }));
        }
        Ok(state)
    }

    /// Follows a state up to the next question; `guards` are what must hold on the way, else the general code goes on.
    fn follow(&mut self, mut state: State, stop: &Stop, guards: &mut Vec<Cond>) -> Next {
        let funcs = self.funcs;
        let mut header: Option<State> = None;
        loop {
            if self.steps == 0 || state.frames.len() > MOST_FRAMES {
                return Next::Leave;
            }
            self.steps -= 1;
            let flow = match state.frames.last_mut() {
                None => Flow::Leave,
                Some(Frame::Each(_)) => self.each(&mut state),
                Some(Frame::Code(code)) => {
                    let (func, number, mut at) = (code.func, code.block, code.at as usize);
                    if code.at == ARRIVING {
                        code.at = 0;
                        at = 0;
                        if self.is_stop(&state, stop) {
                            return Next::End(Box::new(End { state, value: None }));
                        }
                    }
                    let block = &funcs[func as usize].blocks[number as usize];
                    if at == 0 && self.live(func).loops[number as usize].is_some() {
                        header = Some(state.clone());
                    }
                    match block.insts.get(at) {
                        Some((inst, _)) => {
                            if let Some(code) = state.code() {
                                code.at += 1;
                            }
                            self.inst(&mut state, inst, header.as_ref())
                        }
                        None => self.term(&mut state, &block.term.0, header.as_ref()),
                    }
                }
            };
            match flow {
                Flow::On => {}
                Flow::Leave => return Next::Leave,
                Flow::Guard(cond) => match cond.root {
                    At::YES => {}
                    At::Node(_) => guards.push(cond),
                    _ => return Next::Leave,
                },
                Flow::Fork(cond, yes, no) => match cond.root {
                    At::YES => state = *yes,
                    At::NO => state = *no,
                    At::Node(_) => return Next::Fork(cond, yes, no),
                    _ => return Next::Leave,
                },
                Flow::Jump(block) => {
                    if self.go(&mut state, block, stop) {
                        return Next::End(Box::new(End { state, value: None }));
                    }
                }
                Flow::Return(value) => match self.deliver(state, value, stop) {
                    Ok(on) => state = on,
                    Err(end) => return Next::End(end),
                },
            }
        }
    }
}
