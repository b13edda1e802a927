//! The stack of what is open: brackets, keywords that wait for `end`, conditionals, parameter lists; and the names that
//! exist in it.

use rustc_hash::FxHashSet;

use super::literal::Literal;
use crate::source::Span;
use crate::syntax::ast::TextId;

/// What is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrameKind {
    /// The whole text.
    Top,
    /// `(` of an argument list.
    Call,
    /// `(` of a group.
    Group,
    /// `(` of a group that begins a command's arguments.
    ArgumentGroup,
    /// `(` of a parameter list.
    Params,
    /// `|` of block parameters.
    Pipe,
    /// Parameters of a lambda without parentheses.
    LambdaParams,
    /// Parameters of a `def` without parentheses.
    DefParams,
    /// `[` of an index.
    Index,
    /// `[` of an array.
    Array,
    /// `{` of a hash.
    Hash,
    /// `{` of a block or lambda.
    Block,
    /// `#{` inside a literal.
    Interpolation(Literal),
    /// `?` of a conditional.
    Conditional,
    /// `if`, `unless`.
    If,
    /// `while`, `until`.
    Loop,
    /// `for` up to its `in`.
    ForTargets,
    /// `for` after its `in`.
    For,
    /// `case`.
    Case,
    /// `begin`.
    Begin,
    /// `def … end`.
    Def,
    /// `def … =`.
    EndlessDef,
    /// `do … end`.
    Do,
    /// `class` or `module`, refused.
    Class,
}

impl FrameKind {
    /// Whether `end` closes it.
    pub fn closes_with_end(self) -> bool {
        matches!(
            self,
            FrameKind::If
                | FrameKind::Loop
                | FrameKind::For
                | FrameKind::Case
                | FrameKind::Begin
                | FrameKind::Def
                | FrameKind::Do
                | FrameKind::Class
        )
    }

    /// Whether it has no closing token of its own and ends with what is around it.
    pub fn is_implicit(self) -> bool {
        matches!(
            self,
            FrameKind::Conditional
                | FrameKind::EndlessDef
                | FrameKind::DefParams
                | FrameKind::LambdaParams
                | FrameKind::ForTargets
        )
    }

    /// Whether names in it are parameters.
    pub fn is_params(self) -> bool {
        matches!(
            self,
            FrameKind::Params | FrameKind::Pipe | FrameKind::LambdaParams | FrameKind::DefParams
        )
    }

    /// Whether a newline before its closing bracket means nothing.
    pub fn drops_final_newline(self) -> bool {
        matches!(
            self,
            FrameKind::Call
                | FrameKind::Params
                | FrameKind::Index
                | FrameKind::Array
                | FrameKind::Hash
                | FrameKind::ArgumentGroup
                | FrameKind::Pipe
        )
    }
}

/// Something open.
#[derive(Clone, Debug)]
pub struct Frame {
    /// What it is.
    pub kind: FrameKind,
    /// Where it was opened.
    pub open: Span,
    /// How many scopes there were when it was opened.
    pub scopes: usize,
    /// A loop's condition is being read (`COND_P` of CRuby).
    pub condition: bool,
    /// Arguments of a command are being read (`CMDARG_P` of CRuby).
    pub command: bool,
    /// What `command` falls back to at the end of a statement: keywords such as `if` do not hide a command around them.
    pub base_command: bool,
    /// The current statement is a multiple assignment, to whose values a `rescue` belongs.
    pub multiple: bool,
    /// How many single assignments wait for their value, to which a `rescue` belongs first.
    pub assigns: u32,
    /// The value of the current statement's assignment is a command.
    pub command_value: bool,
    /// A lambda whose body has not begun.
    pub lambda: bool,
    /// Where the current statement begins in the output.
    pub statement: usize,
    /// A comma of the current statement was seen in this frame.
    pub comma: bool,
    /// The header of a `def` is being read.
    pub header: bool,
}

impl Frame {
    /// A newly opened frame.
    pub fn new(kind: FrameKind, open: Span, scopes: usize, statement: usize) -> Frame {
        Frame {
            kind,
            open,
            scopes,
            condition: false,
            command: false,
            base_command: false,
            multiple: false,
            assigns: 0,
            command_value: false,
            lambda: false,
            statement,
            comma: false,
            header: kind == FrameKind::Def,
        }
    }
}

/// The local names of a script, a method or a block.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// The names.
    pub names: FxHashSet<TextId>,
    /// A method: the names around it are not seen.
    pub opaque: bool,
    /// A block or lambda, in which `_1` may name a parameter.
    pub block: bool,
}
