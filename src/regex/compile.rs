//! From the tree to the program.
//!
//! Counted repetitions are unrolled: `x{2,4}` becomes `xx(?:x(?:x)?)?`. A loop over a body that can be empty ends each
//! optional iteration with [`Inst::Progress`]: in JavaScript an iteration that consumed nothing fails (ECMA-262
//! RepeatMatcher), in Ruby it leaves the loop. JavaScript forgets the groups of the body when an iteration begins, Ruby
//! keeps them. The size of the program is checked as it grows, so that nested counts fail early.

use super::ast::{Assertion, Node, Repeat};
use super::program::{Class, Inst, Program};
use super::set::CodeSet;

/// What differs between the dialects in the meaning of a loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Loops {
    /// ECMA-262: groups are forgotten in each iteration, an empty iteration fails.
    Ecma,
    /// Onigmo: groups are kept, an empty iteration leaves the loop.
    Onigmo,
}

/// The program would exceed its limit.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooLarge;

/// Compiles a tree with `groups` capturing groups into a program of at most `limit` instructions and states.
pub(super) fn compile(
    node: &Node,
    groups: u32,
    loops: Loops,
    words: CodeSet,
    limit: usize,
) -> Result<Program, TooLarge> {
    let mut compiler = Compiler {
        insts: Vec::new(),
        depths: Vec::new(),
        classes: Vec::new(),
        depth: 0,
        loops,
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
        at_start: begins_at_start(node),
        first: (!nullable).then(|| Class::new(first)),
        words,
    })
}

/// Slots that the limit on states allows for each state, which bounds the memory of a match.
const SLOTS_PER_STATE: usize = 32;

struct Compiler {
    insts: Vec<Inst>,
    depths: Vec<u32>,
    classes: Vec<Class>,
    depth: u32,
    loops: Loops,
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
            Node::Group { index, body } => {
                self.emit(Inst::Save(index * 2))?;
                self.node(body)?;
                self.emit(Inst::Save(index * 2 + 1)).map(drop)
            }
            Node::Repeat(repeat) => self.repeat(repeat),
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

    fn repeat(&mut self, repeat: &Repeat) -> Result<(), TooLarge> {
        let Repeat { body, min, max, greedy } = repeat;
        if never_consumes(body) {
            return self.repeat_without_width(repeat);
        }
        for _ in 0..*min {
            let before = self.insts.len();
            self.iteration(body)?;
            if self.insts.len() == before {
                break;
            }
        }
        match max {
            None => self.star(body, *greedy),
            Some(max) => self.optional(body, max.saturating_sub(*min), *greedy),
        }
    }

    /// A body that consumes nothing does in every iteration what it did in the first. Without a required iteration
    /// JavaScript rejects it; Ruby takes the first.
    fn repeat_without_width(&mut self, repeat: &Repeat) -> Result<(), TooLarge> {
        if repeat.min > 0 {
            return self.iteration(&repeat.body);
        }
        if self.loops == Loops::Ecma || repeat.max == Some(0) || !repeat.greedy {
            return Ok(());
        }
        let split = self.emit(Inst::Split(0, 0))?;
        self.node(&repeat.body)?;
        self.insts[split] = Inst::Split(split as u32 + 1, self.here());
        Ok(())
    }

    /// A body with what JavaScript does at the start of an iteration.
    fn iteration(&mut self, body: &Node) -> Result<(), TooLarge> {
        if self.loops == Loops::Ecma
            && let Some((low, high)) = body.groups()
        {
            self.emit(Inst::Clear(low * 2, high * 2 + 1))?;
        }
        self.node(body)
    }

    /// An iteration that must move if its body can be empty; gives the instruction whose exit is to be set.
    fn moving_iteration(&mut self, body: &Node) -> Result<Option<usize>, TooLarge> {
        if !body.nullable() {
            self.iteration(body)?;
            return Ok(None);
        }
        let level = self.depth;
        self.depth += 1;
        self.iteration(body)?;
        let progress = self.emit(Inst::Progress { level, otherwise: None })?;
        self.depth = level;
        Ok((self.loops == Loops::Onigmo).then_some(progress))
    }

    fn star(&mut self, body: &Node, greedy: bool) -> Result<(), TooLarge> {
        let head = self.emit(Inst::Split(0, 0))?;
        let progress = self.moving_iteration(body)?;
        self.emit(Inst::Jump(head as u32))?;
        self.choose(head, self.here(), greedy);
        self.leave_to_here(progress);
        Ok(())
    }

    fn optional(&mut self, body: &Node, count: u32, greedy: bool) -> Result<(), TooLarge> {
        let mut heads = Vec::new();
        for _ in 0..count {
            heads.push(self.emit(Inst::Split(0, 0))?);
            if self.loops == Loops::Onigmo {
                self.node(body)?;
            } else {
                self.moving_iteration(body)?;
            }
        }
        for head in heads {
            self.choose(head, self.here(), greedy);
        }
        Ok(())
    }

    fn choose(&mut self, head: usize, exit: u32, greedy: bool) {
        let body = head as u32 + 1;
        self.insts[head] = if greedy {
            Inst::Split(body, exit)
        } else {
            Inst::Split(exit, body)
        };
    }

    fn leave_to_here(&mut self, progress: Option<usize>) {
        let exit = self.here();
        if let Some(index) = progress
            && let Inst::Progress { otherwise, .. } = &mut self.insts[index]
        {
            *otherwise = Some(exit);
        }
    }
}

/// Whether the node matches only the empty text.
fn never_consumes(node: &Node) -> bool {
    match node {
        Node::Empty | Node::Assert(_) => true,
        Node::Set(_) => false,
        Node::Concat(parts) | Node::Alternate(parts) => parts.iter().all(never_consumes),
        Node::Group { body, .. } => never_consumes(body),
        Node::Repeat(repeat) => repeat.max == Some(0) || never_consumes(&repeat.body),
    }
}

/// Whether every match begins at the start of the text.
fn begins_at_start(node: &Node) -> bool {
    match node {
        Node::Assert(Assertion::TextStart) => true,
        Node::Empty | Node::Set(_) | Node::Assert(_) => false,
        // What stands before the assertion can only match at the start too, if it consumes nothing.
        Node::Concat(parts) => {
            let at = parts.iter().position(begins_at_start);
            at.is_some_and(|at| parts[..at].iter().all(never_consumes))
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
