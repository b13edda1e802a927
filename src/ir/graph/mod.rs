//! The decision graph: what the compiler understood of a rule, as tests of bindings without values, loops or calls.
//!
//! Input: `specialise` runs the IR with unknown bindings and writes a node for each question that the rule asks about them.
//! Output: `bytecode::emit` writes the graph as forward-only test-and-branch code beside the general code.
//! Invariants: the graph has no cycles; a node asks about one subject (perhaps compared with another); asking changes
//! nothing and throws nothing. What the graph does not answer, because a binding has a kind for which the rule throws or
//! does something that was not followed, is [`At::Leave`]: the run starts again in the general code. So a node may be
//! asked earlier or twice without changing any answer; never later than another that could end the rule before it.
//! Each optimisation is a pass of its own: `threads`, `kinds`, `pairs`, `chains`, `guards`.

pub mod calc;
mod chains;
mod cond;
mod distinct;
mod guards;
mod kinds;
mod pairs;
mod pass;
mod print;
mod specialise;
mod threads;

pub use calc::{Calc, CalcId};
pub use cond::Cond;
use pass::optimise;
pub use pass::{Context, PASSES, Pass};
pub use print::show;
pub use specialise::specialise;

use crate::hir::TextId;
use crate::value::Section;

/// Names a subject of a [`Graph`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SubjectId(pub u16);

/// What a test is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A binding.
    Binding(Section, TextId),
    /// The element of a list that a search stands at; the number is the nesting of searches. Only within a search.
    Element(u8),
    /// A number that is computed of bindings and the time of the request.
    Computed(CalcId),
}

/// What a bound value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// There is no such key.
    Absent,
    /// Null.
    Null,
    /// A flag.
    Bool,
    /// A number.
    Number,
    /// A text.
    Text,
    /// A list of texts.
    List,
    /// A list of anything else.
    Mixed,
    /// A map.
    Other,
}

impl Kind {
    /// Every kind, in the order of their numbers.
    pub const ALL: [Kind; 8] = [
        Kind::Absent,
        Kind::Null,
        Kind::Bool,
        Kind::Number,
        Kind::Text,
        Kind::List,
        Kind::Mixed,
        Kind::Other,
    ];
}

/// What a test does for a kind of value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Act {
    /// Answers no.
    No,
    /// Answers yes.
    Yes,
    /// Asks the predicate.
    Test,
    /// Leaves to the general code.
    Leave,
}

/// What a test does for each kind of value: two bits each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Kinds(pub u16);

impl Kinds {
    /// The same for every kind.
    pub const fn all(act: Act) -> Self {
        Kinds((act as u16) * 0x5555)
    }

    /// Another act for some kinds.
    #[must_use]
    pub fn with(self, kinds: &[Kind], act: Act) -> Self {
        kinds.iter().fold(self, |all, &kind| {
            let shift = 2 * kind as u16;
            Kinds(all.0 & !(3 << shift) | (act as u16) << shift)
        })
    }

    /// What is done for a kind.
    #[inline]
    pub fn of(self, kind: Kind) -> Act {
        match (self.0 >> (2 * kind as u16)) & 3 {
            0 => Act::No,
            1 => Act::Yes,
            2 => Act::Test,
            _ => Act::Leave,
        }
    }

    /// Whether any kind has this act.
    pub fn any(self, act: Act) -> bool {
        Kind::ALL.iter().any(|&kind| self.of(kind) == act)
    }
}

/// How two numbers are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Relation {
    /// Equal.
    Equal,
    /// Less.
    Less,
    /// Less or equal.
    AtMost,
    /// Greater.
    Greater,
    /// Greater or equal.
    AtLeast,
}

impl Relation {
    /// Every one.
    pub const ALL: [Relation; 5] = [
        Relation::Equal,
        Relation::Less,
        Relation::AtMost,
        Relation::Greater,
        Relation::AtLeast,
    ];

    /// Whether two numbers compare so; NaN does with none.
    #[inline]
    pub fn holds(self, a: f64, b: f64) -> bool {
        match self {
            Relation::Equal => a == b,
            Relation::Less => a < b,
            Relation::AtMost => a <= b,
            Relation::Greater => a > b,
            Relation::AtLeast => a >= b,
        }
    }
}

/// Where a piece of a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    /// At the start.
    Start,
    /// At the end.
    End,
    /// Anywhere.
    Inside,
}

/// How two bound values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Equality {
    /// JavaScript `===`.
    Strict,
    /// JavaScript `==`.
    Loose,
    /// Ruby `==`.
    Ruby,
}

/// What is asked about a subject. For a list it is asked whether any of its texts fits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Pred {
    /// Nothing but its kind.
    Kind,
    /// A flag is true, a number is neither zero nor NaN, a text or list is not empty.
    Truth,
    /// It is one of these texts, or a list with one of them; ids in order.
    Has(Vec<TextId>),
    /// A list with all of these texts; ids in order.
    HasAll(Vec<TextId>),
    /// It equals another subject.
    Same(SubjectId, Equality),
    /// It is, or has, a text that the other subject, a list or a text, has too. What is done for each kind of the other
    /// subject comes before what is done for its own: yes means to go on.
    Meets(SubjectId, Kinds),
    /// It is a list whose first text is one of these; ids in order.
    First(Vec<TextId>),
    /// The text starts with, ends with or contains another.
    Affix(Side, TextId),
    /// The text is an address in one of these networks.
    Nets(Vec<TextId>),
    /// The number compares so with this one (its bits).
    Order(Relation, u64),
}

/// Where a test goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum At {
    /// At another node.
    Node(u32),
    /// At an end: of a condition 0 is no and 1 is yes; of a rule see [`Answer`].
    End(u32),
    /// In the general code.
    Leave,
    /// At what a label stands for; only while a graph is built.
    Label(u32),
}

impl At {
    /// The end of a condition that does not hold.
    pub const NO: At = At::End(0);
    /// The end of a condition that holds.
    pub const YES: At = At::End(1);
}

/// The ends of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Answer {
    /// `false`.
    False,
    /// `true`.
    True,
    /// Another value that is not true in the sense of the language.
    Falsy,
    /// Another value that is true in the sense of the language.
    Truthy,
}

impl Answer {
    /// Every answer, in the order of their ends.
    pub const ALL: [Answer; 4] = [Answer::False, Answer::True, Answer::Falsy, Answer::Truthy];

    /// Whether the value is true in the sense of the language.
    #[inline]
    pub fn holds(self) -> bool {
        // Every other one, so that nothing branches on what cannot be foreseen.
        self as u8 & 1 == 1
    }
}

/// A test.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Node {
    /// What is tested.
    pub subject: SubjectId,
    /// The question.
    pub pred: Pred,
    /// For which kinds it is asked.
    pub kinds: Kinds,
    /// Where a yes goes.
    pub yes: At,
    /// Where a no goes.
    pub no: At,
}

/// The decision graph of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graph {
    /// What tests are about.
    pub subjects: Vec<Subject>,
    /// Bindings that must be absent for the graph to mean what the rule means.
    pub absent: Vec<SubjectId>,
    /// Computed numbers; each names others only before it.
    pub calcs: Vec<Calc>,
    /// The tests; a child stands before its parents.
    pub cond: Cond,
}
