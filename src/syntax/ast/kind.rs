//! What nodes are: one list of kinds for both languages.
//!
//! A kind names its children by index and holds nothing that needs to be dropped. Which kinds stand where is what the
//! grammars say; the comments tell which language uses a kind that only one has.

use super::operator::{AssignOp, BinaryOp, LogicalOp, UnaryOp};
use super::{List, NodeId, TextId};

/// How a variable is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the keywords")]
pub enum DeclKind {
    Var,
    Let,
    Const,
}

/// Which kind of function a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FunctionKind {
    /// JavaScript `function …` in an expression.
    Expression,
    /// JavaScript `function name …` as a statement: hoisted.
    Declaration,
    /// JavaScript arrow whose body is a block.
    Arrow,
    /// JavaScript arrow whose body is an expression.
    ArrowExpression,
    /// JavaScript method of an object literal.
    Method,
    /// Ruby `def`.
    Def,
    /// Ruby `->`.
    Lambda,
    /// Ruby `{ … }` or `do … end` after a call; the flag says which.
    Block {
        /// Written with braces.
        braces: bool,
    },
}

/// Which kind of parameter a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParamKind {
    /// By position; optional where it has a default.
    Positional,
    /// `...rest`, `*rest`.
    Rest,
    /// `name:` or `name: default`.
    Keyword,
    /// `**rest`.
    KeywordRest,
    /// `&block`.
    Block,
    /// `; name` in block parameters: a local of the block.
    BlockLocal,
}

/// Which kind of interpolated literal a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the literals")]
pub enum InterpolationKind {
    Text,
    Symbol,
}

/// The node kinds. JavaScript and Ruby share what means the same shape; the comment says who uses the others.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Stands where the text could not be read.
    Error,

    // Literals.
    /// JavaScript `null`, Ruby `nil`.
    Nil,
    /// `true`, `false`.
    Bool(bool),
    /// A JavaScript number or a Ruby float; NaN never occurs.
    Float(f64),
    /// A Ruby integer: its decimal digits without underscores.
    Integer(TextId),
    /// A string without interpolation, escapes decoded.
    Str(TextId),
    /// A Ruby symbol.
    Symbol(TextId),
    /// JavaScript template literal, Ruby string or symbol with `#{}`: `Str` nodes and expressions in turn.
    Interpolation(InterpolationKind, List),
    /// A regular expression: the raw pattern (`Str` nodes and expressions) and its flags.
    Regex {
        /// Parts, as of an interpolation, escapes not decoded.
        parts: List,
        /// Flags as written.
        flags: TextId,
    },
    /// Elements, `Spread` and `Hole` among them.
    Array(List),
    /// A gap in a JavaScript array literal or pattern.
    Hole,
    /// `...x`, `*x`.
    Spread(NodeId),
    /// Ruby `**x`; JavaScript `...x` in an object literal is `Spread`.
    DoubleSplat(NodeId),
    /// Ruby `&x` as the last argument.
    BlockPass(NodeId),
    /// JavaScript object literal or pattern: `Property` and `Spread`.
    Object(List),
    /// JavaScript `key: value`; as a pattern the value is the target.
    Property {
        /// A `Str` or `Float` for plain keys, any expression for computed ones.
        key: NodeId,
        /// The value.
        value: NodeId,
        /// `[key]: value`.
        computed: bool,
        /// `{key}`.
        shorthand: bool,
    },
    /// Ruby hash literal, or (without braces) keyword arguments: `Pair` and `DoubleSplat`.
    Hash {
        /// The entries.
        pairs: List,
        /// Whether braces were written; without them the entries are keyword arguments.
        braces: bool,
    },
    /// Ruby `key => value` or `key: value`.
    Pair(NodeId, NodeId),
    /// Ruby `a..b`; either end may be missing.
    Range {
        /// First.
        low: Option<NodeId>,
        /// Last.
        high: Option<NodeId>,
        /// `...`.
        exclusive: bool,
    },

    // Names.
    /// JavaScript identifier; Ruby local variable.
    Name(TextId),
    /// Ruby `@name` (text without the sign).
    InstanceVar(TextId),
    /// Ruby `$name` (text with the sign: `$~`, `$1`).
    GlobalVar(TextId),
    /// Ruby constant, `A` or `A::B`.
    Constant(Option<NodeId>, TextId),
    /// JavaScript `this`, Ruby `self`.
    This,

    // Operators.
    /// Prefix operator.
    Unary(UnaryOp, NodeId),
    /// Infix operator.
    Binary(BinaryOp, NodeId, NodeId),
    /// Infix operator that may skip its right side.
    Logical(LogicalOp, NodeId, NodeId),
    /// `test ? yes : no`.
    Conditional(NodeId, NodeId, NodeId),
    /// `target op value`; a target may be an `Array` or `Object` pattern or a Ruby `Targets`.
    Assign(AssignOp, NodeId, NodeId),
    /// JavaScript `++` and `--`.
    Update {
        /// `++`.
        increment: bool,
        /// Before the target.
        prefix: bool,
        /// What changes.
        target: NodeId,
    },
    /// JavaScript comma operator.
    Comma(List),
    /// Parentheses: one expression in JavaScript, any statements in Ruby.
    Paren(List),
    /// JavaScript: a long run of infix operators, cut into pieces so that the tree stays flat. Each piece but the first
    /// starts with [`Kind::Before`], which is the value of the piece before it.
    Stages(List),
    /// The value of the piece before, see [`Kind::Stages`].
    Before,
    /// JavaScript: a long chain of `else if` or of `? :`, cut into pieces so that the tree stays flat. Each piece but the
    /// last ends with [`Kind::Below`], where the next piece goes on.
    Ladder(List),
    /// The next piece, see [`Kind::Ladder`].
    Below,
    /// Ruby `a, (b, *c) = …`: targets, `Spread` and nested `Targets`.
    Targets(List),
    /// Ruby `defined?(x)`.
    Defined(NodeId),
    /// A default inside a pattern: `target = value`.
    PatternDefault(NodeId, NodeId),

    // Members and calls.
    /// JavaScript `object.name`, `object?.name`.
    Member {
        /// The object.
        object: NodeId,
        /// The name.
        name: TextId,
        /// `?.`.
        optional: bool,
    },
    /// `object[arguments]`, `object?.[key]`.
    Index {
        /// The object.
        object: NodeId,
        /// One key in JavaScript, any number of arguments in Ruby.
        arguments: List,
        /// `?.[`.
        optional: bool,
    },
    /// JavaScript call.
    Call {
        /// What is called.
        callee: NodeId,
        /// Arguments, `Spread` among them.
        arguments: List,
        /// `?.(`.
        optional: bool,
    },
    /// JavaScript `new`.
    New {
        /// What is constructed.
        callee: NodeId,
        /// Arguments.
        arguments: List,
    },
    /// The whole of a JavaScript chain with `?.` in it: what a nullish link skips to.
    Chain(NodeId),
    /// Ruby method call.
    Send {
        /// Receiver; none for a call of a function of one's own.
        receiver: Option<NodeId>,
        /// `&.`.
        safe: bool,
        /// Method name.
        name: TextId,
        /// Arguments: `Spread`, a final `Hash` without braces, a final `BlockPass` among them.
        arguments: List,
        /// A literal block: a `Function` of kind `Block`.
        block: Option<NodeId>,
        /// Whether an argument list was written, even an empty one.
        parenthesised: bool,
    },

    // Functions.
    /// A function.
    Function {
        /// Which kind.
        kind: FunctionKind,
        /// Its name, where it has one.
        name: Option<TextId>,
        /// `Param` nodes.
        params: List,
        /// A `Block`; an expression for `ArrowExpression`.
        body: NodeId,
    },
    /// A parameter.
    Param {
        /// Which kind.
        kind: ParamKind,
        /// A `Name`, or an `Array`, `Object` or `Targets` pattern; a missing name (`*`) is an `Error`-free `Hole`.
        target: NodeId,
        /// Its default.
        default: Option<NodeId>,
    },

    // Statements.
    /// Statements; the root of a tree, a JavaScript block, a Ruby body.
    Block(List),
    /// JavaScript expression statement.
    Expression(NodeId),
    /// JavaScript `;`.
    Empty,
    /// JavaScript `var a = 1, b`: `Declarator` nodes.
    Declaration(DeclKind, List),
    /// One variable of a declaration.
    Declarator {
        /// A `Name` or pattern.
        target: NodeId,
        /// Its initial value.
        init: Option<NodeId>,
    },
    /// `if`, Ruby `unless` and both modifiers.
    If {
        /// The test.
        test: NodeId,
        /// When it holds.
        yes: Option<NodeId>,
        /// When it does not.
        no: Option<NodeId>,
        /// Written as `unless`: the test is negated.
        unless: bool,
    },
    /// `while`, Ruby `until` and both modifiers.
    While {
        /// The test.
        test: NodeId,
        /// The body.
        body: NodeId,
        /// Written as `until`.
        until: bool,
        /// The body runs before the first test (`do … while`, `begin … end while`).
        body_first: bool,
    },
    /// JavaScript `for (init; test; update) body`.
    For {
        /// A `Declaration` or an expression.
        init: Option<NodeId>,
        /// The test.
        test: Option<NodeId>,
        /// After each turn.
        update: Option<NodeId>,
        /// The body.
        body: NodeId,
    },
    /// JavaScript `for (target of/in iterable) body`; Ruby `for target in iterable`.
    ForEach {
        /// How the target is declared; none for an existing target.
        decl: Option<DeclKind>,
        /// A `Name` or pattern.
        target: NodeId,
        /// What is walked.
        iterable: NodeId,
        /// The body.
        body: NodeId,
        /// JavaScript `in`: the keys.
        keys: bool,
    },
    /// JavaScript `switch`: `SwitchCase` nodes.
    Switch(NodeId, List),
    /// `case test:` or `default:`.
    SwitchCase {
        /// None for `default`.
        test: Option<NodeId>,
        /// Its statements.
        body: List,
    },
    /// Ruby `case`: `When` nodes.
    Case {
        /// What is compared; none for a chain of conditions.
        subject: Option<NodeId>,
        /// The branches.
        whens: List,
        /// The `else` branch.
        otherwise: Option<NodeId>,
    },
    /// Ruby `when a, *b then …`.
    When {
        /// Conditions, `Spread` among them.
        conditions: List,
        /// The branch.
        body: NodeId,
    },
    /// `break`: a JavaScript label, a Ruby value.
    Break {
        /// JavaScript label.
        label: Option<TextId>,
        /// Ruby value.
        value: Option<NodeId>,
    },
    /// JavaScript `continue`, Ruby `next`.
    Continue {
        /// JavaScript label.
        label: Option<TextId>,
        /// Ruby value.
        value: Option<NodeId>,
    },
    /// Ruby `retry`.
    Retry,
    /// Ruby `yield`.
    Yield(List),
    /// `return`.
    Return(Option<NodeId>),
    /// JavaScript `throw`.
    Throw(NodeId),
    /// JavaScript `label: statement`.
    Labelled(TextId, NodeId),
    /// JavaScript `try`.
    Try {
        /// The guarded block.
        body: NodeId,
        /// The `catch` parameter.
        param: Option<NodeId>,
        /// The `catch` block.
        handler: Option<NodeId>,
        /// The `finally` block.
        finalizer: Option<NodeId>,
    },
    /// Ruby `begin` with its clauses, also as the body of a `def` or a block.
    Begin {
        /// The guarded statements.
        body: NodeId,
        /// `Rescue` nodes.
        rescues: List,
        /// The `else` branch.
        otherwise: Option<NodeId>,
        /// The `ensure` branch.
        ensure: Option<NodeId>,
    },
    /// Ruby `rescue A, B => e`; the modifier form has no classes.
    Rescue {
        /// Classes, `Spread` among them; empty for StandardError.
        classes: List,
        /// Where the exception goes.
        target: Option<NodeId>,
        /// The branch.
        body: NodeId,
    },
}
