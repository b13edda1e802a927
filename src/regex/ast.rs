//! The tree that both parsers build and the compiler reads.
//!
//! Everything that differs between the dialects in spelling is gone: case folding and classes are [`CodeSet`]s, options
//! are resolved. What remains different in meaning (line ends, word characters, loops) has nodes and flags of its own.
//! The depth of a tree is bounded by the parsers, so that walking and dropping one may recurse.

use super::set::CodeSet;

/// A regular expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    /// Matches the empty text.
    Empty,
    /// Matches one character of the set.
    Set(CodeSet),
    /// Matches where the assertion holds.
    Assert(Assertion),
    /// Matches its parts one after the other.
    Concat(Vec<Node>),
    /// Matches one of its parts, earlier ones first.
    Alternate(Vec<Node>),
    /// Matches its body and remembers where. What a watched group held before decides whether an empty iteration around
    /// it leaves its loop.
    Group { index: u32, body: Box<Node>, watched: bool },
    /// Matches its body several times.
    Repeat(Box<Repeat>),
    /// Matches a string without regard to case, where a character of the text may stand for several of the string.
    Run(Vec<RunStep>),
}

/// A position in a [`Node::Run`]: the characters that stand for the next one, two or three of the string.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RunStep {
    pub(super) one: CodeSet,
    pub(super) two: CodeSet,
    pub(super) three: CodeSet,
}

/// A quantified node.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Repeat {
    pub(super) body: Node,
    pub(super) min: u32,
    /// `None` is without bound.
    pub(super) max: Option<u32>,
    pub(super) greedy: bool,
    pub(super) empty: EmptyIteration,
}

/// What happens in an iteration that consumes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EmptyIteration {
    /// JavaScript (ECMA-262 RepeatMatcher): an optional one fails. Groups are forgotten when an iteration begins.
    Fails,
    /// It counts like any other.
    Taken,
    /// Behind the required iterations of an unbounded loop it leaves the loop.
    LeavesUnbounded,
    /// It leaves the loop, even before the required count.
    Leaves,
}

/// A condition on a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Assertion {
    /// The start of the text.
    TextStart,
    /// The end of the text.
    TextEnd,
    /// JavaScript's `^` with `m`: the start, or after a line terminator.
    LineStart,
    /// JavaScript's `$` with `m`: the end, or before a line terminator.
    LineEnd,
    /// Ruby's `^`: the start, or after a newline that is not the last character.
    RubyLineStart,
    /// Ruby's `$`: the end, or before a newline.
    RubyLineEnd,
    /// Ruby's `\Z`: the end, or before a newline that is the last character.
    RubyTextEnd,
    /// The end, or before another character than a newline.
    NotBeforeNewline,
    /// `\b` and, negated, `\B`.
    Word { words: Words, negated: bool },
}

/// Which characters count as word characters at a boundary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Words {
    /// `[A-Za-z0-9_]`.
    Ascii,
    /// The above and U+017F, U+212A: JavaScript with `i` and `u` (ECMA-262 WordCharacters).
    AsciiFolded,
    /// Ruby's Unicode word characters.
    RubyUnicode,
}

impl Node {
    /// The node that matches one character only.
    pub(super) fn char(code: u32) -> Node {
        Node::Set(CodeSet::of(code))
    }

    /// Whether the node can match the empty text.
    pub(super) fn nullable(&self) -> bool {
        match self {
            Node::Empty | Node::Assert(_) => true,
            Node::Set(_) | Node::Run(_) => false,
            Node::Concat(parts) => parts.iter().all(Node::nullable),
            Node::Alternate(parts) => parts.iter().any(Node::nullable),
            Node::Group { body, .. } => body.nullable(),
            Node::Repeat(repeat) => repeat.min == 0 || repeat.body.nullable(),
        }
    }

    /// Whether the node matches only the empty text.
    pub(super) fn never_consumes(&self) -> bool {
        match self {
            Node::Empty | Node::Assert(_) => true,
            Node::Set(_) | Node::Run(_) => false,
            Node::Concat(parts) | Node::Alternate(parts) => parts.iter().all(Node::never_consumes),
            Node::Group { body, .. } => body.never_consumes(),
            Node::Repeat(repeat) => repeat.max == Some(0) || repeat.body.never_consumes(),
        }
    }

    /// The lowest and the highest index of the groups inside, if there are any.
    pub(super) fn groups(&self) -> Option<(u32, u32)> {
        let join = |parts: &[Node]| {
            parts
                .iter()
                .filter_map(Node::groups)
                .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
        };
        match self {
            Node::Empty | Node::Set(_) | Node::Assert(_) | Node::Run(_) => None,
            Node::Concat(parts) | Node::Alternate(parts) => join(parts),
            Node::Group { index, body, .. } => {
                let (low, high) = body.groups().unwrap_or((*index, *index));
                Some((low.min(*index), high.max(*index)))
            }
            Node::Repeat(repeat) => repeat.body.groups(),
        }
    }
}
