//! How far a command has come, on standard error where that is a terminal, and nowhere else.

use std::io::{self, IsTerminal, Write};

/// Work of fewer steps is over before anybody could read of it.
const FEW: usize = 50;

/// A line that is written over while the work goes on.
pub(super) struct Progress {
    what: &'static str,
    total: usize,
    done: usize,
    shown: bool,
    wanted: bool,
}

impl Progress {
    /// Nothing is done yet of `total` steps.
    pub(super) fn new(what: &'static str, total: usize) -> Self {
        Progress {
            what,
            total,
            done: 0,
            shown: false,
            wanted: total >= FEW && io::stderr().is_terminal(),
        }
    }

    /// One step more begins.
    pub(super) fn step(&mut self) {
        self.done += 1;
        let hundredth = (self.total / 100).max(1);
        if self.wanted && self.done.is_multiple_of(hundredth) {
            let (what, done, total) = (self.what, self.done, self.total);
            // Where it cannot be shown, the work goes on without.
            let _ = write!(io::stderr(), "\r{what} {done} of {total}");
            self.shown = true;
        }
    }

    /// Takes the line away, before something else is written or at the end.
    pub(super) fn clear(&mut self) {
        if self.shown {
            let _ = write!(io::stderr(), "\r\u{1B}[K");
            self.shown = false;
        }
    }
}
