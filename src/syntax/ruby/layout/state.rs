//! The states of Ruby's own lexer (`enum lex_state_e` of CRuby's `parse.y`), as a set of flags.

/// What may come next, as Ruby's lexer sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State(u16);

impl State {
    /// A value may begin; newlines are skipped.
    pub const BEG: State = State(1);
    /// A value has ended.
    pub const END: State = State(1 << 1);
    /// The `)` of a first argument in parentheses has ended.
    pub const END_ARG: State = State(1 << 2);
    /// A parameter list may follow.
    pub const END_FN: State = State(1 << 3);
    /// After a method's name: an argument may begin.
    pub const ARG: State = State(1 << 4);
    /// After a method's name at the start of a statement.
    pub const CMD_ARG: State = State(1 << 5);
    /// After `return`, `break`, `next`: a value may begin, a newline ends the statement.
    pub const MID: State = State(1 << 6);
    /// After `def`: a name.
    pub const NAME: State = State(1 << 7);
    /// After `.`: a method's name.
    pub const DOT: State = State(1 << 8);
    /// A label is possible.
    pub const LABEL: State = State(1 << 10);
    /// Directly after a label.
    pub const LABELED: State = State(1 << 11);

    /// Both sets.
    pub const fn with(self, other: State) -> State {
        State(self.0 | other.0)
    }

    /// Whether any flag of `other` is set.
    pub const fn any(self, other: State) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether all flags of `other` are set.
    pub const fn all(self, other: State) -> bool {
        self.0 & other.0 == other.0
    }

    /// `IS_BEG`: a value must begin here.
    pub const fn begins(self) -> bool {
        self.any(State::BEG.with(State::MID)) || self.all(State::ARG.with(State::LABELED))
    }

    /// `IS_ARG`: an argument may begin here.
    pub const fn argument(self) -> bool {
        self.any(State::ARG.with(State::CMD_ARG))
    }

    /// `IS_END`: a value has ended here.
    pub const fn ends(self) -> bool {
        self.any(State::END.with(State::END_ARG).with(State::END_FN))
    }

    /// `IS_AFTER_OPERATOR`: an operator's name is a method's name here.
    pub const fn names(self) -> bool {
        self.any(State::NAME.with(State::DOT))
    }
}
