//! The classified tokens that the grammar reads.
//!
//! The layout pass has already decided what needs context: regex or division, block or object, arrow or parentheses,
//! prefix or postfix, keyword or name, and where semicolons are inserted. So the grammar is LR(1) without conflicts.

use crate::source::Span;
use crate::syntax::ast::{AssignOp, BinaryOp, LogicalOp, TextId, UnaryOp};

/// An infix operator that is not also a prefix operator.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Infix {
    /// Evaluates both sides.
    Binary(BinaryOp),
    /// May skip its right side.
    Logical(LogicalOp),
}

/// A token of the grammar.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs, reason = "the variants are named after their text")]
pub enum Tok {
    /// `{` and `}` of blocks, function bodies and `switch`.
    OpenBlock,
    CloseBlock,
    /// `{` and `}` of object literals and patterns.
    OpenObject,
    CloseObject,
    OpenParen,
    /// The `(` of an arrow function's parameters.
    OpenArrow,
    CloseParen,
    OpenBracket,
    CloseBracket,
    /// Written or inserted.
    Semicolon,
    Comma,
    Colon,
    Question,
    Dot,
    OptionalDot,
    Ellipsis,
    Arrow,
    Equals,
    AssignOp(AssignOp),
    Infix(Infix),
    Plus,
    Minus,
    Prefix(UnaryOp),
    /// `++` and `--` before their target; true for `++`.
    PreUpdate(bool),
    /// `++` and `--` after their target; true for `++`.
    PostUpdate(bool),
    /// `in` and `of` between the target and the subject of a `for` header.
    ForIn,
    ForOf,

    Number(f64),
    Str(TextId),
    /// Pattern and flags.
    Regex(TextId, TextId),
    /// A template without substitutions.
    Template(TextId),
    TemplateHead(TextId),
    TemplateMiddle(TextId),
    TemplateTail(TextId),
    Name(TextId),
    /// A reserved word where only a property's name can stand.
    Word(TextId),

    Var,
    Let,
    Const,
    If,
    Else,
    For,
    While,
    /// The `while` that ends a `do`.
    DoWhile,
    Do,
    Switch,
    Case,
    Default,
    Break,
    Continue,
    Return,
    Throw,
    Try,
    Catch,
    Finally,
    /// `function` in an expression.
    Function,
    /// `function` at the start of a statement.
    FunctionDeclaration,
    New,
    This,
    Null,
    True,
    False,
    /// Stands for a statement that could not be read and was reported.
    Error,
}

/// A token, where it stands, and which statement it belongs to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Token {
    /// What it is.
    pub tok: Tok,
    /// Where it stands; empty for an inserted semicolon.
    pub span: Span,
    /// The innermost statement around it: what recovery leaves out.
    pub statement: u32,
}
