//! The program of a compiled pattern.
//!
//! Instructions are numbered by position; all but jumps go on to the next. A machine state is a program counter and a
//! [`Context`], which holds what the rest of a match may depend on besides the position: how many of the enclosing loops
//! have moved on since their iteration began. Two threads in one state at one position have the same future, so an
//! engine keeps the first and drops the others, which is what bounds its time (Barrière and Pit-Claudel, *Linear
//! Matching of JavaScript Regular Expressions*, 2024).

use super::ast::{Assertion, Words};
use super::scratch::NONE;
use super::set::CodeSet;
use super::text::Input;

/// An instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inst {
    /// Consumes this character.
    Char(u32),
    /// Consumes a character of the class with this index.
    Class(u32),
    /// Goes on where the assertion holds.
    Assert(Assertion),
    /// Tries the first target, then the second.
    Split(u32, u32),
    /// Goes to the target.
    Jump(u32),
    /// Stores the position in a slot.
    Save(u32),
    /// Forgets the slots from the first to the last.
    Clear(u32, u32),
    /// Notes for the loops around a watched group, which begins here, what it held before.
    Open(u32),
    /// Ends an iteration of the loop at this nesting level. An iteration that has not moved goes to `otherwise`, or fails
    /// where that is absent; what watched groups held before can change that.
    Progress { level: u32, otherwise: Option<u32> },
    /// The pattern has matched.
    Match,
}

impl Inst {
    /// Whether the context before this instruction has no influence on what follows: a consumed character moves all loops.
    pub(super) fn forgets_context(self) -> bool {
        matches!(self, Inst::Char(_) | Inst::Class(_) | Inst::Match)
    }
}

/// What the future of a thread depends on besides its program counter and position.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Context {
    /// How many of the enclosing loops over bodies that can be empty have consumed a character in their current
    /// iteration; they are always the outermost ones.
    pub(super) moved: u32,
    /// For the loops that have not moved, two bits each: what the end of the iteration does.
    pub(super) checks: u16,
}

/// What the end of an iteration that has not moved does (Onigmo's `OP_NULL_CHECK_END_MEMST`).
mod check {
    /// It leaves the loop.
    pub(super) const LEAVES: u32 = 0;
    /// A group held the empty text elsewhere: the iteration fails.
    pub(super) const FAILS: u32 = 1;
    /// A group held nothing, or a text that was not empty: the loop goes on, whatever later groups held.
    pub(super) const GOES_ON: u32 = 2;
}

impl Context {
    /// The most levels of loops around watched groups.
    pub(super) const LEVELS: u32 = 8;

    /// Ends an iteration of the loop at `level` with the [`Inst::Progress`] at `pc`; gives where to go on.
    pub(super) fn end_iteration(&mut self, level: u32, pc: u32, otherwise: Option<u32>) -> Option<u32> {
        let outcome = self.outcome(level);
        self.set_outcome(level, check::LEAVES);
        if self.moved > level {
            self.moved = level;
            return Some(pc + 1);
        }
        match outcome {
            check::LEAVES => otherwise,
            check::FAILS => None,
            _ => Some(pc + 1),
        }
    }

    /// Begins a watched group at a position: the loops around it that have not moved note what it held.
    pub(super) fn open_group(&mut self, depth: u32, held: Held) {
        for level in self.moved..depth {
            let outcome = match (self.outcome(level), held) {
                (check::GOES_ON, _) | (_, Held::Nothing | Held::Text) => check::GOES_ON,
                (_, Held::EmptyElsewhere) => check::FAILS,
                (before, Held::EmptyHere) => before,
            };
            self.set_outcome(level, outcome);
        }
    }

    fn outcome(self, level: u32) -> u32 {
        if level < Context::LEVELS {
            u32::from(self.checks) >> (2 * level) & 3
        } else {
            check::LEAVES
        }
    }

    fn set_outcome(&mut self, level: u32, outcome: u32) {
        if level < Context::LEVELS {
            // Two bits for each of eight levels.
            let kept = u32::from(self.checks) & !(3 << (2 * level));
            self.checks = (kept | outcome << (2 * level)) as u16;
        }
    }
}

/// What a watched group holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Held {
    Nothing,
    Text,
    EmptyElsewhere,
    EmptyHere,
}

impl Held {
    /// What a group holds at a position.
    pub(super) fn of(slots: &[u32], group: u32, at: u32) -> Held {
        let slot = |index: u32| slots.get(index as usize).copied().unwrap_or(NONE);
        match (slot(group * 2), slot(group * 2 + 1)) {
            (_, NONE) => Held::Nothing,
            (start, end) if start != end => Held::Text,
            (_, end) if end == at => Held::EmptyHere,
            _ => Held::EmptyElsewhere,
        }
    }
}

/// A class prepared for testing.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Class {
    ascii: u128,
    set: CodeSet,
}

impl Class {
    pub(super) fn new(set: CodeSet) -> Class {
        let ascii = (0..128)
            .filter(|&code| set.contains(code))
            .fold(0, |bits, code| bits | 1 << code);
        Class { ascii, set }
    }

    /// Whether the class has the character.
    pub(super) fn contains(&self, code: u32) -> bool {
        if code < 128 {
            self.ascii >> code & 1 == 1
        } else {
            self.set.contains(code)
        }
    }

    /// The members.
    pub(super) fn set(&self) -> &CodeSet {
        &self.set
    }
}

/// A compiled pattern.
#[derive(Clone, Debug)]
pub(super) struct Program {
    /// The instructions.
    pub(super) insts: Vec<Inst>,
    /// For each instruction, the number of loops around it that need [`Inst::Progress`].
    pub(super) depths: Vec<u32>,
    /// For each instruction, the number of its first state.
    pub(super) states: Vec<u32>,
    /// The number of states.
    pub(super) state_count: usize,
    /// The classes.
    pub(super) classes: Vec<Class>,
    /// The slots: two for the match and for each group.
    pub(super) slot_count: usize,
    /// The groups whose former texts decide about empty iterations.
    pub(super) watched: Vec<u32>,
    /// Every match begins at the start of the text.
    pub(super) at_start: bool,
    /// Starts behind the first are not tried.
    pub(super) first_start_only: bool,
    /// The characters with which a match can begin; absent when it can be empty.
    pub(super) first: Option<Class>,
    /// The word characters of Ruby's `\b`; empty in a program that does not ask.
    pub(super) words: CodeSet,
}

impl Program {
    /// Whether some boundary is one of Ruby's Unicode words.
    pub(super) fn asks_for_ruby_words(&self) -> bool {
        let asks = |inst: &Inst| {
            matches!(
                inst,
                Inst::Assert(Assertion::Word {
                    words: Words::RubyUnicode,
                    ..
                })
            )
        };
        self.insts.iter().any(asks)
    }

    /// The number of a state.
    pub(super) fn state(&self, pc: usize, context: Context) -> usize {
        let offset = if self.insts[pc].forgets_context() {
            0
        } else {
            context.moved
        };
        self.states[pc] as usize + offset as usize
    }

    /// The state of a thread in a program with watched groups, but for its program counter: what the watched groups hold
    /// is a part of it.
    pub(super) fn watched_state(&self, pc: usize, context: Context, slots: &[u32], at: u32) -> u64 {
        let inst = self.insts[pc];
        if inst == Inst::Match {
            return 0;
        }
        let mut state = if inst.forgets_context() {
            0
        } else {
            u64::from(context.moved) << 16 | u64::from(context.checks)
        };
        for &group in &self.watched {
            state = state << 2 | Held::of(slots, group, at) as u64;
        }
        state
    }

    /// The context of a thread that has just consumed a character at this instruction.
    pub(super) fn after_character(&self, pc: usize) -> Context {
        Context {
            moved: self.depths[pc],
            checks: 0,
        }
    }

    /// Whether the instruction consumes this character.
    pub(super) fn consumes(&self, inst: Inst, code: u32) -> bool {
        match inst {
            Inst::Char(expected) => expected == code,
            Inst::Class(class) => self.classes[class as usize].contains(code),
            _ => false,
        }
    }

    /// The first position from `at` on at which a match can begin, as far as the character there tells.
    pub(super) fn candidate<I: Input>(&self, input: I, mut at: usize) -> Option<usize> {
        let Some(first) = &self.first else {
            return Some(at);
        };
        while input.after(at).is_none_or(|(code, _)| !first.contains(code)) {
            at = input.next_start(at)?;
        }
        Some(at)
    }

    /// Whether the assertion holds at a position.
    pub(super) fn holds<I: Input>(&self, assertion: Assertion, input: I, at: usize) -> bool {
        let newline = Some(u32::from('\n'));
        let next = || input.after(at).map(|(code, _)| code);
        match assertion {
            Assertion::TextStart => at == 0,
            Assertion::TextEnd => at >= input.len(),
            Assertion::LineStart => input.before(at).is_none_or(is_line_terminator),
            Assertion::LineEnd => at >= input.len() || next().is_some_and(is_line_terminator),
            Assertion::RubyLineStart => at == 0 || input.before(at) == newline && at < input.len(),
            Assertion::RubyLineEnd => at >= input.len() || next() == newline,
            Assertion::RubyTextEnd => at >= input.len() || next() == newline && at + 1 == input.len(),
            Assertion::NotBeforeNewline => next() != newline,
            Assertion::Word { words, negated } => {
                let before = input.before(at).is_some_and(|code| self.is_word(words, code));
                let after = next().is_some_and(|code| self.is_word(words, code));
                (before != after) != negated
            }
        }
    }

    fn is_word(&self, words: Words, code: u32) -> bool {
        match u8::try_from(code) {
            Ok(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric() || byte == b'_',
            _ => match words {
                Words::Ascii => false,
                Words::AsciiFolded => matches!(code, 0x17F | 0x212A),
                Words::RubyUnicode => self.words.contains(code),
            },
        }
    }
}

/// ECMA-262 LineTerminator.
fn is_line_terminator(code: u32) -> bool {
    matches!(code, 0x0A | 0x0D | 0x2028 | 0x2029)
}
