//! From the tree to the program.
//!
//! Counted repetitions are unrolled: `x{2,4}` becomes `xx(?:x(?:x)?)?`. Where an iteration that consumes nothing matters,
//! it ends with [`Inst::Progress`]: in JavaScript it fails, in Ruby it leaves the loop. JavaScript forgets the groups of the
//! body when an iteration begins, Ruby keeps them. The size of the program is checked as it grows, so that nested counts
//! fail early.

use super::ast::{Assertion, EmptyIteration, Node, Repeat, RunStep};
use super::program::{Class, Inst, Program};
use super::set::CodeSet;

/// The program would exceed its limit.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooLarge;

/// Compiles a tree with `groups` capturing groups into a program of at most `limit` instructions and states.
pub(super) fn compile(node: &Node, groups: u32, limit: usize) -> Result<Program, TooLarge> {
    let mut compiler = Compiler {
        insts: Vec::new(),
        depths: Vec::new(),
        classes: Vec::new(),
        watched: Vec::new(),
        depth: 0,
        limit,
    };
    compiler.emit(Inst::Save(0))?;
    compiler.node(node)?;
    compiler.emit(Inst::Save(1))?;
    compiler.emit(Inst::Match)?;
    let mut states = Vec::with_capacity(compiler.insts.len());
    let mut state_count = 0_usize;
    for (inst, &depth) in compiler.insts.iter().zip(&compiler.depths) {
        states.push(u32::try_from(state_count).map_err(|_| TooLarge)?);
        state_count += if inst.forgets_context() { 1 } else { depth as usize + 1 };
        if state_count > limit {
            return Err(TooLarge);
        }
    }
    let slot_count = 2 * (groups as usize + 1);
    if compiler.insts.len().saturating_mul(slot_count) > limit.saturating_mul(SLOTS_PER_STATE) {
        return Err(TooLarge);
    }
    let (first, nullable) = first_characters(node);
    Ok(Program {
        insts: compiler.insts,
        depths: compiler.depths,
        states,
        state_count,
        classes: compiler.classes,
        slot_count,
        watched: compiler.watched,
        at_start: begins_at_start(node),
        first_start_only: false,
        first: (!nullable).then(|| Class::new(first)),
        words: CodeSet::empty(),
    })
}

/// Slots that the limit on states allows for each state, which bounds the memory of a match.
const SLOTS_PER_STATE: usize = 32;

struct Compiler {
    insts: Vec<Inst>,
    depths: Vec<u32>,
    classes: Vec<Class>,
    watched: Vec<u32>,
    depth: u32,
    limit: usize,
}

impl Compiler {
    fn here(&self) -> u32 {
        // The limit keeps the program far below 2^32 instructions.
        self.insts.len() as u32
    }

    fn emit(&mut self, inst: Inst) -> Result<usize, TooLarge> {
        if self.insts.len() >= self.limit.min(u32::MAX as usize) {
            return Err(TooLarge);
        }
        self.insts.push(inst);
        self.depths.push(self.depth);
        Ok(self.insts.len() - 1)
    }

    fn node(&mut self, node: &Node) -> Result<(), TooLarge> {
        match node {
            Node::Empty => Ok(()),
            Node::Set(set) => self.set(set),
            Node::Assert(assertion) => self.emit(Inst::Assert(*assertion)).map(drop),
            Node::Concat(parts) => parts.iter().try_for_each(|part| self.node(part)),
            Node::Alternate(parts) => self.alternate(parts),
            Node::Group { index, body, watched } => {
                if *watched {
                    self.emit(Inst::Open(*index))?;
                    if !self.watched.contains(index) {
                        self.watched.push(*index);
                    }
                }
                self.emit(Inst::Save(index * 2))?;
                self.node(body)?;
                self.emit(Inst::Save(index * 2 + 1)).map(drop)
            }
            Node::Repeat(repeat) => self.repeat(repeat),
            Node::Run(steps) => self.run(steps),
        }
    }

    fn set(&mut self, set: &CodeSet) -> Result<(), TooLarge> {
        let inst = match set.single() {
            Some(code) => Inst::Char(code),
            None => {
                let known = self.classes.iter().position(|class| class.set() == set);
                let index = known.unwrap_or(self.classes.len());
                if known.is_none() {
                    self.classes.push(Class::new(set.clone()));
                }
                Inst::Class(index as u32)
            }
        };
        self.emit(inst).map(drop)
    }

    fn alternate(&mut self, parts: &[Node]) -> Result<(), TooLarge> {
        let Some((last, others)) = parts.split_last() else {
            return Ok(());
        };
        let mut exits = Vec::with_capacity(others.len());
        for part in others {
            let split = self.emit(Inst::Split(0, 0))?;
            self.node(part)?;
            exits.push(self.emit(Inst::Jump(0))?);
            self.insts[split] = Inst::Split(split as u32 + 1, self.here());
        }
        self.node(last)?;
        for exit in exits {
            self.insts[exit] = Inst::Jump(self.here());
        }
        Ok(())
    }

    /// From each position of the string a character leads one, two or three positions on.
    fn run(&mut self, steps: &[RunStep]) -> Result<(), TooLarge> {
        let mut starts = Vec::with_capacity(steps.len() + 1);
        let mut jumps = Vec::new();
        for (position, step) in steps.iter().enumerate() {
            starts.push(self.here());
            for (set, length) in [(&step.three, 3), (&step.two, 2)] {
                if !set.is_empty() {
                    let split = self.emit(Inst::Split(0, 0))?;
                    self.set(set)?;
                    jumps.push((self.emit(Inst::Jump(0))?, position + length));
                    self.insts[split] = Inst::Split(split as u32 + 1, self.here());
                }
            }
            self.set(&step.one)?;
        }
        starts.push(self.here());
        for (jump, position) in jumps {
            self.insts[jump] = Inst::Jump(starts[position]);
        }
        Ok(())
    }

    fn repeat(&mut self, repeat: &Repeat) -> Result<(), TooLarge> {
        let &Repeat {
            ref body,
            min,
            max,
            greedy,
            empty,
        } = repeat;
        if empty == EmptyIteration::Fails && body.never_consumes() {
            // Every iteration does what the first did, and an optional one fails.
            return if min > 0 { self.iteration(body, empty) } else { Ok(()) };
        }
        let mut leaving = Vec::new();
        for _ in 0..min {
            let before = self.insts.len();
            if empty == EmptyIteration::Leaves {
                leaving.extend(self.checked(body, empty)?);
            } else {
                self.iteration(body, empty)?;
            }
            if self.insts.len() == before {
                break;
            }
        }
        let mut heads = Vec::new();
        match max {
            None => {
                let head = self.emit(Inst::Split(0, 0))?;
                leaving.extend(self.checked(body, empty)?);
                self.emit(Inst::Jump(head as u32))?;
                heads.push(head);
            }
            Some(max) => {
                for _ in min..max {
                    heads.push(self.emit(Inst::Split(0, 0))?);
                    if matches!(empty, EmptyIteration::Fails | EmptyIteration::Leaves) {
                        leaving.extend(self.checked(body, empty)?);
                    } else {
                        self.node(body)?;
                    }
                }
            }
        }
        let exit = self.here();
        heads.into_iter().for_each(|head| self.choose(head, exit, greedy));
        for progress in leaving {
            if let Inst::Progress { otherwise, .. } = &mut self.insts[progress] {
                *otherwise = Some(exit);
            }
        }
        Ok(())
    }

    /// A body with what JavaScript does at the start of an iteration.
    fn iteration(&mut self, body: &Node, empty: EmptyIteration) -> Result<(), TooLarge> {
        if empty == EmptyIteration::Fails
            && let Some((low, high)) = body.groups()
        {
            self.emit(Inst::Clear(low * 2, high * 2 + 1))?;
        }
        self.node(body)
    }

    /// An iteration whose end checks whether it moved, if its body can be empty; gives the check if it leaves the loop.
    fn checked(&mut self, body: &Node, empty: EmptyIteration) -> Result<Option<usize>, TooLarge> {
        if !body.nullable() {
            self.iteration(body, empty)?;
            return Ok(None);
        }
        let level = self.depth;
        self.depth += 1;
        self.iteration(body, empty)?;
        let progress = self.emit(Inst::Progress { level, otherwise: None })?;
        self.depth = level;
        Ok((empty != EmptyIteration::Fails).then_some(progress))
    }

    fn choose(&mut self, head: usize, exit: u32, greedy: bool) {
        let body = head as u32 + 1;
        self.insts[head] = if greedy {
            Inst::Split(body, exit)
        } else {
            Inst::Split(exit, body)
        };
    }
}

/// Whether every match begins at the start of the text.
fn begins_at_start(node: &Node) -> bool {
    match node {
        Node::Assert(Assertion::TextStart) => true,
        Node::Empty | Node::Set(_) | Node::Assert(_) | Node::Run(_) => false,
        // What stands before the assertion can only match at the start too, if it consumes nothing.
        Node::Concat(parts) => {
            let at = parts.iter().position(begins_at_start);
            at.is_some_and(|at| parts[..at].iter().all(Node::never_consumes))
        }
        Node::Alternate(parts) => parts.iter().all(begins_at_start),
        Node::Group { body, .. } => begins_at_start(body),
        Node::Repeat(repeat) => repeat.min > 0 && begins_at_start(&repeat.body),
    }
}

/// The characters with which a match can begin, and whether it can consume nothing.
fn first_characters(node: &Node) -> (CodeSet, bool) {
    match node {
        Node::Empty | Node::Assert(_) => (CodeSet::empty(), true),
        Node::Set(set) => (set.clone(), false),
        Node::Run(steps) => {
            let first = steps.first().map(|step| step.one.union(&step.two).union(&step.three));
            (first.unwrap_or_default(), steps.is_empty())
        }
        Node::Concat(parts) => {
            let mut first = CodeSet::empty();
            for part in parts {
                let (set, nullable) = first_characters(part);
                first = first.union(&set);
                if !nullable {
                    return (first, false);
                }
            }
            (first, true)
        }
        Node::Alternate(parts) => parts.iter().map(first_characters).fold(
            (CodeSet::empty(), parts.is_empty()),
            |(set, nullable), (more, empty)| (set.union(&more), nullable || empty),
        ),
        Node::Group { body, .. } => first_characters(body),
        Node::Repeat(repeat) => {
            let (set, nullable) = first_characters(&repeat.body);
            if repeat.max == Some(0) {
                (CodeSet::empty(), true)
            } else {
                (set, nullable || repeat.min == 0)
            }
        }
    }
}
