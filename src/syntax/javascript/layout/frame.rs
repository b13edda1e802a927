//! The bracket stack of the layout pass, and what the token before allows the next one to be.

/// What the value of a function body's `}` is to the text after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyEnd {
    /// A declaration: a statement ends.
    Statement,
    /// A function expression: a value ends, which can be called.
    Value,
    /// An arrow: a value ends, which cannot be continued by an operator.
    Arrow,
    /// A method of an object literal.
    Method,
}

/// What a `(` was opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paren {
    /// Grouping, arguments or the parameters of an arrow.
    Group,
    /// The condition of `if`, `while` or `with`.
    Condition,
    /// The condition at the end of a `do`.
    DoWhile,
    /// The header of a `for`; true once its `in`, `of` or first `;` was seen.
    For(bool),
    /// The subject of a `switch`.
    Switch,
    /// The parameter of a `catch`.
    Catch,
    /// The parameters of a function.
    Params(BodyEnd),
}

/// Kinds of brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrameKind {
    /// The whole text.
    Script,
    /// A block of statements.
    Block,
    /// A function body.
    Body(BodyEnd),
    /// The body of a `switch`.
    Switch,
    /// An object literal or pattern.
    Object,
    /// A class body; true where the class is a statement.
    Class(bool),
    /// `(`
    Paren(Paren),
    /// `[`; true around a computed key.
    Bracket(bool),
    /// `${` in a template.
    Template,
}

impl FrameKind {
    /// Whether the frame holds statements, so that semicolons are inserted.
    pub fn holds_statements(self) -> bool {
        matches!(
            self,
            FrameKind::Script | FrameKind::Block | FrameKind::Body(_) | FrameKind::Switch
        )
    }

    /// The sign that opens it.
    pub fn opener(self) -> &'static str {
        match self {
            FrameKind::Paren(_) => "(",
            FrameKind::Bracket(_) => "[",
            FrameKind::Template => "${",
            _ => "{",
        }
    }

    /// The sign that closes it.
    pub fn closer(self) -> &'static str {
        match self {
            FrameKind::Paren(_) => ")",
            FrameKind::Bracket(_) => "]",
            _ => "}",
        }
    }
}

/// An open bracket.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    /// Its kind.
    pub kind: FrameKind,
    /// The index of its token.
    pub opener: usize,
    /// The statement that it stands in.
    pub statement: u32,
    /// `?` of conditional expressions that wait for their `:`.
    pub ternaries: u32,
    /// `do` that wait for their `while`.
    pub dos: u32,
    /// A class was named and its body has not come yet; true where it is a statement.
    pub class: Option<bool>,
    /// A declaration goes on in it, so that a comma is followed by another name.
    pub declares: bool,
    /// It is itself the target of a declaration.
    pub binding: bool,
}

/// What the token before allows next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// A statement starts.
    Statement,
    /// An operand comes: `/` starts a regex, `{` an object.
    Operand,
    /// The name or pattern of a declaration comes.
    Binding,
    /// A value ended: `/` divides.
    Operator,
    /// The body of an arrow function ended.
    ArrowEnd,
    /// After `break` and `continue`.
    Jump,
    /// After `return` and `throw`.
    Return,
    /// After `=>`: `{` is a body.
    ArrowBody,
    /// After `.` and `?.`: words are names.
    Name,
    /// A key of an object comes.
    Key,
    /// A key of an object ended.
    KeyEnd,
    /// After `function`.
    FunctionName(BodyEnd),
    /// After a keyword with a header.
    Header(Paren),
    /// A function's parameters ended: `{` is its body.
    Body(BodyEnd),
    /// `{` opens a block or a `switch`.
    Brace(FrameKind),
    /// The condition of a `do` ended: the statement ends, semicolon or not.
    DoEnd,
}
