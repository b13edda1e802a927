//! Searches: loops and callbacks that go through a bound list, understood as one question about the list.
//!
//! One turn is followed with an unknown element. Where each way through it either leaves everything as it was or comes to
//! one other state that no further turn changes, the whole search is the question whether the list has an element that
//! takes the second way.

use super::explore::{End, Flow, Stop};
use super::state::{Frame, Mode, State, Sym};
use super::{Cond, DEEPEST, Specialiser};
use crate::hir::Const;
use crate::ir::graph::{Act, At, Context, Equality, Kind, Kinds, Pred, Subject, SubjectId, optimise};
use crate::ir::{BlockId, Reg};
use crate::op::Op;

impl Specialiser<'_> {
    /// A loop whose test compares an index with the length of a bound list; none where the test is no such thing.
    pub(super) fn index_loop(
        &mut self,
        state: &State,
        op: Op,
        operands: &[Reg],
        header: &State,
        body: BlockId,
    ) -> Option<Flow> {
        let &[a, b] = operands else { return None };
        let (index, length) = match op {
            Op::JsLt => (a, b),
            Op::JsGt => (b, a),
            _ => return None,
        };
        let Sym::Length(list) = state.get(length) else {
            return None;
        };
        if !matches!(state.get(index).as_const(), Some(Const::Float(0.0))) || !same_block(state, header) {
            return None;
        }
        let level = self.open(list)?;
        let mut turn = state.clone();
        turn.set(index, Sym::Index(level as u8));
        let again = |own: &State| own.clone().with(index, Sym::Index(level as u8));
        let left = |own: &State| own.clone().with(index, Sym::LastIndex(list));
        let back = |mut own: State| {
            let advanced = own.get(index) == Sym::NextIndex(level as u8);
            own.set(index, Sym::constant(Const::Float(0.0)));
            advanced.then_some(own)
        };
        let stop = Stop::Header(state.frames.len(), block_of(header));
        let flow = if self.go(&mut turn, body, &stop) {
            None
        } else {
            self.repeat(turn, header, &stop, &again, &back, &left)
        };
        self.searched.pop();
        Some(flow.unwrap_or(Flow::Leave))
    }

    /// A loop that takes the next element of a bound list.
    pub(super) fn iterator_loop(
        &mut self,
        state: &State,
        dst: Reg,
        iterator: Reg,
        list: SubjectId,
        header: &State,
    ) -> Option<Flow> {
        if !same_block(state, header) || header.get(iterator) != Sym::Iterator(list) {
            return None;
        }
        let level = self.open(list)?;
        let element = self.subject(Subject::Element(level as u8));
        let flow = element.and_then(|element| {
            let turn = state.clone().with(dst, Sym::Subject(element));
            let next = Sym::Items(std::iter::once(Sym::Subject(element)).collect(), 0);
            let again = |own: &State| own.clone().with(iterator, next.clone());
            let left = |own: &State| own.clone().with(iterator, Sym::Items(std::iter::empty().collect(), 0));
            let back = |mut own: State| {
                let whole = matches!(own.get(iterator), Sym::Iterator(_) | Sym::Items(..));
                own.set(iterator, Sym::Iterator(list));
                whole.then_some(own)
            };
            let stop = Stop::Header(state.frames.len(), block_of(header));
            self.repeat(turn, header, &stop, &again, &back, &left)
        });
        self.searched.pop();
        Some(flow.unwrap_or(Flow::Leave))
    }

    /// A built-in that calls back for each element of a bound list.
    pub(super) fn callback(&mut self, state: &mut State, dst: Reg, mode: Mode, list: SubjectId, callee: &Sym) -> Flow {
        let Some(level) = self.open(list) else {
            return Flow::Leave;
        };
        let flow = self.called(state, dst, mode, list, callee, level);
        self.searched.pop();
        flow.unwrap_or(Flow::Leave)
    }

    fn called(
        &mut self,
        state: &mut State,
        dst: Reg,
        mode: Mode,
        list: SubjectId,
        callee: &Sym,
        level: usize,
    ) -> Option<Flow> {
        let element = self.subject(Subject::Element(level as u8))?;
        let mut before = state.clone();
        before.collect_cells();
        let mut turn = state.clone();
        let args = [Sym::Subject(element), Sym::Index(level as u8), Sym::Subject(list)];
        let given = if self.ir.dialect == crate::source::Dialect::Ruby {
            1
        } else {
            3
        };
        if !self.push_closure(&mut turn, callee, &args[..given], None) {
            return None;
        }
        let stop = Stop::Callback(turn.frames.len());
        let region = self.explore(turn, &stop)?;
        let (yes, no) = match mode {
            Mode::Some => (Sym::flag(true), Sym::flag(false)),
            Mode::Every | Mode::None => (Sym::flag(false), Sym::flag(true)),
            Mode::Find => (Sym::Found, self.nothing()),
            Mode::FindIndex => (Sym::Position, Sym::constant(Const::Float(-1.0))),
            Mode::Filter => (Sym::Filled, Sym::List(std::iter::empty().collect())),
            Mode::Map | Mode::ForEach => return None,
        };
        let mut ends = Vec::new();
        for end in &region.ends {
            if end.state != before {
                return None;
            }
            let truth = self.truth(end.value.as_ref()?)?;
            ends.push(if mode == Mode::Every { truth.not() } else { truth });
        }
        let cond = self.optimised(region.cond.graft(&ends));
        let cond = self.exists(list, element, &cond)?;
        Some(super::step::choose(state, cond, dst, yes, no))
    }

    /// What a search that finds nothing gives.
    pub(super) fn nothing(&self) -> Sym {
        match self.ir.dialect {
            crate::source::Dialect::JavaScript => Sym::constant(Const::Undefined),
            crate::source::Dialect::Ruby => Sym::constant(Const::Nil),
        }
    }

    fn optimised(&self, cond: Cond) -> Cond {
        let context = Context {
            subjects: &self.subjects,
            calcs: &self.calcs,
        };
        optimise(cond, &context)
    }

    /// The number of a new search.
    fn open(&mut self, list: SubjectId) -> Option<usize> {
        if self.searched.len() >= DEEPEST || self.is_element(list) {
            return None;
        }
        self.searched.push(list);
        Some(self.searched.len() - 1)
    }

    /// Understands a loop from one turn of it. `again` makes the state at the header that starts a turn, `back` takes the
    /// turn out of one that came back, `left` makes the one that ends the loop.
    fn repeat(
        &mut self,
        turn: State,
        header: &State,
        stop: &Stop,
        again: &dyn Fn(&State) -> State,
        back: &dyn Fn(State) -> Option<State>,
        left: &dyn Fn(&State) -> State,
    ) -> Option<Flow> {
        let level = self.searched.len() - 1;
        let (list, element) = (self.searched[level], self.subject(Subject::Element(level as u8))?);
        let mut before = header.clone();
        before.collect_cells();
        let region = self.explore(turn, stop)?;
        let mut hit: Option<State> = None;
        let mut ends = Vec::new();
        for End { state, value } in region.ends {
            if value.is_some() {
                return None;
            }
            let mut after = if at_header(&state, stop) {
                let mut own = back(state)?;
                own.collect_cells();
                if own == before {
                    ends.push(Cond::end(At::NO));
                    continue;
                }
                // Once changed, further turns must change nothing, and leave nothing that this one does not.
                let stays = self.explore(again(&own), stop)?;
                let leaves = self.leaves(&stays.cond);
                if leaves.root != At::NO && leaves != self.leaves(&region.cond) {
                    return None;
                }
                for end in stays.ends {
                    let mut other = at_header(&end.state, stop).then(|| back(end.state)).flatten()?;
                    other.collect_cells();
                    if other != own {
                        return None;
                    }
                }
                left(&own)
            } else {
                state
            };
            if !after.leave_search(element, level as u8) {
                return None;
            }
            after.collect_cells();
            if *hit.get_or_insert_with(|| after.clone()) != after {
                return None;
            }
            ends.push(Cond::end(At::YES));
        }
        let miss = left(&before);
        let cond = self.optimised(region.cond.graft(&ends));
        let Some(hit) = hit else {
            // Nothing can be found: the loop changes nothing.
            let cond = self.exists(list, element, &cond)?;
            return Some(Flow::Fork(cond, Box::new(miss.clone()), Box::new(miss)));
        };
        let cond = self.exists(list, element, &cond)?;
        Some(Flow::Fork(cond, Box::new(hit), Box::new(miss)))
    }

    /// What of a condition is about whether it leaves to the general code, whatever it says otherwise.
    fn leaves(&self, cond: &Cond) -> Cond {
        let mut whole = cond.with_ends(|_| At::NO);
        for node in &mut whole.nodes {
            // Elements are texts, so that what is left of other kinds never comes up.
            if self.is_element(node.subject) {
                node.kinds = Kinds::all(node.kinds.of(Kind::Text));
            }
        }
        // Put together anew, it is without the tests that may not leave.
        self.optimised(whole.graft(&[Cond::end(At::NO)]))
    }

    /// Whether a list of texts has an element for which a condition holds.
    fn exists(&mut self, list: SubjectId, element: SubjectId, cond: &Cond) -> Option<Cond> {
        let node = match cond.root {
            At::NO => return Some(Cond::only(list, &[Kind::List]).and(&Cond::end(At::NO))),
            At::YES => return Some(self.filled(list)),
            At::Node(_) => cond.node(cond.root)?,
            _ => return None,
        };
        let about = |node: &crate::ir::graph::Node| {
            let other = match node.pred {
                Pred::Same(other, _) | Pred::Meets(other, _) => Some(other),
                _ => None,
            };
            node.subject == element || other == Some(element)
        };
        // What does not depend on the element is asked before the search.
        if let Some(number) = cond.nodes.iter().position(|node| !about(node)) {
            let outer = &cond.nodes[number];
            if self.steps == 0 {
                return None;
            }
            self.steps -= 1;
            let decided = |own: &Self, way: At| own.optimised(replaced(cond, number, way));
            let (yes, no) = (decided(self, outer.yes), decided(self, outer.no));
            let yes = self.exists(list, element, &yes)?;
            let no = self.exists(list, element, &no)?;
            let test = self.ask(outer.subject, outer.pred.clone(), outer.kinds);
            return Some(test.then(&yes, &no));
        }
        let listed = Kinds::all(Act::Leave).with(&[Kind::List], Act::Test);
        let found = match &node.pred {
            Pred::Has(texts) => self.ask(list, Pred::Has(texts.clone()), listed),
            Pred::Affix(side, text) => self.ask(list, Pred::Affix(*side, *text), listed),
            // A no of the other subject comes before what is no list throws.
            Pred::Meets(..) if node.subject != element => return None,
            Pred::Meets(other, kinds) if kinds.any(Act::No) => {
                Cond::only(list, &[Kind::List]).and(&self.ask(list, Pred::Meets(*other, *kinds), listed))
            }
            Pred::Meets(other, kinds) => self.ask(list, Pred::Meets(*other, *kinds), listed),
            Pred::Same(other, Equality::Strict | Equality::Ruby) if node.subject == element => {
                self.contains(list, &Sym::Subject(*other))?
            }
            _ => return None,
        };
        match (node.yes, node.no) {
            (At::YES, At::NO) => Some(found),
            // The rule asks both about one element before it asks either about the next, so what one of them leaves must
            // not be passed by an answer of the other.
            (At::YES, At::Node(_)) if cond.nodes.iter().all(|node| !node.pred.may_leave()) => {
                let rest = Cond {
                    nodes: cond.nodes.clone(),
                    root: node.no,
                };
                let rest = self.exists(list, element, &rest.graft(&[Cond::end(At::NO), Cond::end(At::YES)]))?;
                Some(found.or(&rest))
            }
            _ => None,
        }
    }
}

/// A condition in which the node of this number always goes one way.
fn replaced(cond: &Cond, number: usize, way: At) -> Cond {
    let to = |at: At| if at == At::Node(number as u32) { way } else { at };
    let mut nodes = cond.nodes.clone();
    for node in nodes.iter_mut().skip(number + 1) {
        node.yes = to(node.yes);
        node.no = to(node.no);
    }
    let whole = Cond {
        nodes,
        root: to(cond.root),
    };
    whole.graft(&[Cond::end(At::NO), Cond::end(At::YES)])
}

fn block_of(state: &State) -> u32 {
    match state.frames.last() {
        Some(Frame::Code(code)) => code.block,
        _ => u32::MAX,
    }
}

/// Whether a state is still in the block, and the activation, of a loop's header.
fn same_block(state: &State, header: &State) -> bool {
    state.frames.len() == header.frames.len() && block_of(state) == block_of(header)
}

fn at_header(state: &State, stop: &Stop) -> bool {
    match (stop, state.frames.last()) {
        (Stop::Header(depth, block), Some(Frame::Code(code))) => {
            state.frames.len() == *depth && code.block == *block && code.at == 0
        }
        _ => false,
    }
}
