//! The classified tokens of Ruby, as the grammar reads them.
//!
//! The layout pass has decided everything that depends on blanks, on assigned names and on open brackets, so that the
//! grammar is context-free: a `[` that indexes and a `[` that begins a list are different tokens.

use crate::syntax::ast::{AssignOp, BinaryOp, LogicalOp, TextId};

/// An operator between two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Infix {
    /// A method in disguise: `+`, `==`, `<=>`.
    Binary(BinaryOp),
    /// `&&`, `||`.
    Logical(LogicalOp),
}

/// An operator before its operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prefix {
    /// `-x`.
    Minus,
    /// `-2` before `**`: binds looser than the power.
    MinusNumber,
    /// `+x`.
    Plus,
    /// `~x`.
    BitNot,
    /// `..x`, `...x`.
    Range {
        /// `...`.
        exclusive: bool,
    },
}

/// A classified token.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Token {
    /// The end of a statement: a newline or `;`.
    Terminator,
    /// What could not be read; a diagnostic says why.
    Error,

    /// A whole number: decimal digits.
    Integer(TextId),
    /// A float.
    Float(f64),
    /// A string without interpolation.
    Str(TextId),
    /// A symbol without interpolation.
    Symbol(TextId),
    /// The start of a string with interpolation.
    StrOpen,
    /// The start of a symbol with interpolation.
    SymbolOpen,
    /// The start of a regular expression.
    RegexOpen,
    /// A stretch of text of a literal.
    Part(TextId),
    /// `#{`.
    InterpolationOpen,
    /// The `}` of an interpolation.
    InterpolationClose,
    /// The end of a string or symbol.
    StrClose,
    /// The end of a string that is a key: `":`.
    StrLabelClose,
    /// The end of a regular expression with its flags.
    RegexClose(TextId),
    /// `%w[`, `%W[`.
    WordsOpen,
    /// `%i[`, `%I[`.
    SymbolsOpen,
    /// The end of a word list.
    WordsClose,
    /// `name:`; the flag says whether a local variable of that name exists.
    Label(TextId, bool),
    /// `"name":` without interpolation.
    StrLabel(TextId),

    /// A local variable.
    Local(TextId),
    /// A name that is no local variable: a call without arguments or with parentheses.
    Ident(TextId),
    /// A name that arguments without parentheses follow.
    Command(TextId),
    /// A constant.
    Const(TextId),
    /// A constant behind a leading `::`.
    TopConst(TextId),
    /// A method's name after `.`.
    Method(TextId),
    /// A method's name after `.` that arguments without parentheses follow.
    MethodCommand(TextId),
    /// The name after `def`.
    DefName(TextId),
    /// A name in a list of parameters.
    Param(TextId),
    /// `name:` in a list of parameters.
    ParamLabel(TextId),
    /// `@name` (text without the sign).
    InstanceVar(TextId),
    /// `$name` (text with the sign).
    GlobalVar(TextId),

    /// `(` of an argument list.
    CallOpen,
    /// `(` of a group.
    GroupOpen,
    /// `(` of a group that begins a command's arguments.
    ArgumentOpen,
    /// `(` of a parameter list.
    ParamsOpen,
    /// `(` of a parameter that is taken apart.
    PatternOpen,
    /// `)`.
    ParenClose,
    /// `[` of an index.
    IndexOpen,
    /// `[` of an array.
    ArrayOpen,
    /// `]`.
    BracketClose,
    /// `{` of a hash.
    HashOpen,
    /// `{` of a block.
    BlockOpen,
    /// `{` of a block that belongs to a command whose argument is in parentheses.
    CommandBlockOpen,
    /// `{` of a lambda.
    LambdaOpen,
    /// `}`.
    BraceClose,
    /// The first `|` of block parameters.
    PipeOpen,
    /// The last `|` of block parameters.
    PipeClose,

    /// An operator between operands.
    Infix(Infix),
    /// An operator before its operand.
    Prefix(Prefix),
    /// `!`.
    Bang,
    /// `=`, `+=`, `||=`.
    Assign(AssignOp),
    /// `..` or `...` (the flag) after an operand.
    Range(bool),
    /// `?` of a conditional.
    Question,
    /// `:` of a conditional.
    Colon,
    /// `.`.
    Dot,
    /// `&.`.
    SafeDot,
    /// `::` before a constant.
    Scope,
    /// `,`.
    Comma,
    /// `=>`.
    Arrow,
    /// `*` before an argument.
    Star,
    /// `**` before an argument.
    DoubleStar,
    /// `&` before an argument.
    Amper,
    /// `->`.
    Lambda,
    /// The `;` before block-local names.
    BlockLocals,

    /// `not`.
    Not,
    /// `and`.
    And,
    /// `or`.
    Or,
    /// `if` that begins a branch.
    If,
    /// `unless` that begins a branch.
    Unless,
    /// `while` that begins a loop.
    While,
    /// `until` that begins a loop.
    Until,
    /// `if` after a statement.
    IfModifier,
    /// `unless` after a statement.
    UnlessModifier,
    /// `while` after a statement.
    WhileModifier,
    /// `until` after a statement.
    UntilModifier,
    /// `rescue` after the value of an assignment.
    RescueValue,
    /// `rescue` after a command that is the value of an assignment.
    RescueCommand,
    /// `rescue` after a statement.
    RescueModifier,
    /// `rescue` after the values of a multiple assignment.
    RescueMultiple,
    /// `else`.
    Else,
    /// `elsif`.
    Elsif,
    /// `then`.
    Then,
    /// `case`.
    Case,
    /// `when`.
    When,
    /// `for`.
    For,
    /// `in`.
    In,
    /// `do` of a loop.
    DoLoop,
    /// `do` of a command call.
    DoCommand,
    /// `do` of any other call.
    Do,
    /// `do` of a lambda.
    DoLambda,
    /// `begin`.
    Begin,
    /// `rescue` that begins a clause.
    Rescue,
    /// `ensure`.
    Ensure,
    /// `end`.
    End,
    /// `def`.
    Def,
    /// `return`.
    Return,
    /// `break`.
    Break,
    /// `next`.
    Next,
    /// `retry`.
    Retry,
    /// `yield`.
    Yield,
    /// `yield` that arguments without parentheses follow.
    YieldCommand,
    /// `defined?`.
    Defined,
    /// `nil`.
    Nil,
    /// `true`.
    True,
    /// `false`.
    False,
    /// `self`.
    SelfWord,
}
