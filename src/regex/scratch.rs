//! What a match needs to remember, kept between matches.
//!
//! A [`Scratch`] grows to the needs of the greatest program and text that it has served and is never shrunk, so that
//! matching allocates nothing once it is warm. It holds no result but the slots of the last successful match.

use std::collections::BTreeSet;

use super::program::Context;

/// The slot of a group that did not take part in the match.
pub(super) const NONE: u32 = u32::MAX;

/// Memory that matches reuse, and the groups of the last match.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    /// The slots of the last successful match.
    pub(super) slots: Vec<u32>,
    /// The slots of the thread that is being followed.
    pub(super) work: Vec<u32>,
    /// What is still to be followed.
    pub(super) stack: Vec<Frame>,
    /// For each state, the round in which it was last visited.
    pub(super) visited: Vec<u64>,
    /// In a program with watched groups, the states that this round has visited.
    pub(super) seen: BTreeSet<(u32, u64)>,
    /// The number of the current round.
    pub(super) round: u64,
    /// For each position and state, a bit that tells whether it was tried.
    pub(super) tried: Vec<u64>,
    /// The threads at this position.
    pub(super) current: Threads,
    /// The threads at the next position.
    pub(super) next: Threads,
}

/// A step that was put aside.
#[derive(Clone, Copy, Debug)]
pub(super) enum Frame {
    /// Follow the program from here.
    Explore { pc: u32, context: Context, at: u32 },
    /// Give a slot its former value.
    Restore { slot: u32, value: u32 },
}

/// Threads in the order of their priority.
#[derive(Clone, Debug, Default)]
pub(super) struct Threads {
    pub(super) pcs: Vec<u32>,
    /// The slots of each thread, one after the other.
    pub(super) slots: Vec<u32>,
}

impl Threads {
    pub(super) fn clear(&mut self) {
        self.pcs.clear();
        self.slots.clear();
    }
}

impl Scratch {
    /// An empty scratch.
    pub fn new() -> Scratch {
        Scratch::default()
    }

    /// Where a group matched last; group 0 is the whole match. `None` for a group that did not take part.
    pub fn group(&self, index: usize) -> Option<(usize, usize)> {
        let start = *self.slots.get(index.checked_mul(2)?)?;
        let end = *self.slots.get(index * 2 + 1)?;
        (start != NONE && end != NONE).then_some((start as usize, end as usize))
    }

    /// Gives a slot a value until the frames pushed before this are done.
    pub(super) fn save(&mut self, slot: u32, value: u32) {
        let old = std::mem::replace(&mut self.work[slot as usize], value);
        if old != value {
            self.stack.push(Frame::Restore { slot, value: old });
        }
    }

    /// Begins a round in which no state has been visited.
    pub(super) fn begin_round(&mut self) {
        self.round += 1;
        self.seen.clear();
    }

    /// Marks a state; whether this round visits it for the first time.
    pub(super) fn visit(&mut self, state: usize) -> bool {
        let first = self.visited[state] != self.round;
        self.visited[state] = self.round;
        first
    }
}

/// How much work matching may still do, in visited machine states.
#[derive(Clone, Debug)]
pub struct Steps {
    left: u64,
    spent: u64,
}

/// The step limit is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepLimit;

impl Steps {
    /// Allows this many steps.
    pub fn new(limit: u64) -> Steps {
        Steps { left: limit, spent: 0 }
    }

    /// The steps taken so far. The number depends on the pattern and the text only.
    pub fn spent(&self) -> u64 {
        self.spent
    }

    pub(super) fn charge(&mut self, count: u64) -> Result<(), StepLimit> {
        self.left = self.left.checked_sub(count).ok_or(StepLimit)?;
        self.spent += count;
        Ok(())
    }
}
