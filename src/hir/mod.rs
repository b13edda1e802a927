//! The high-level intermediate representation: one small expression tree for both languages.
//!
//! Input: `lower/{javascript,ruby}` make it from a syntax tree; names are resolved, sugar is gone, order of evaluation is
//! the order of children, and every operator says which language's operator it is. Output: `ir` flattens it, and
//! `evaluate` (the slow reference) runs it as it stands.
//! Invariants: everything is an expression with a value; a child is evaluated exactly once, left to right, unless the
//! kind says otherwise; there is no run-time mode: dialects differ by node and operator; every node keeps its span.
//! Not here: types, costs, registers.

mod build;
mod capture;
mod lower;
mod visit;

pub use build::Builder;
pub use capture::captures;
pub use lower::{is_ruby_function, lower};

use crate::op::Op;
use crate::source::{Dialect, Span};
use crate::value::{Global, Section, Text};

/// Names an expression of a [`Hir`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ExprId(pub u32);

/// Names a function of a [`Hir`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FuncId(pub u32);

/// Names a variable of a [`Hir`]; unique over all functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VarId(pub u32);

/// Names a text of a [`Hir`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TextId(pub u32);

/// Names a `Block` or `Loop` that can be left; unique within a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Label(pub u32);

/// An expression and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: Kind,
    /// Where it stands in the source.
    pub span: Span,
}

/// A constant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Const {
    /// The hidden marker: a hole, an unset variable, an argument that was not given. Never visible to a rule.
    Empty,
    /// JavaScript `undefined`.
    Undefined,
    /// JavaScript `null`, Ruby `nil`.
    Nil,
    /// `true`, `false`.
    Bool(bool),
    /// A JavaScript number or a Ruby Float.
    Float(f64),
    /// A Ruby Integer that fits.
    Int(i64),
    /// A Ruby Integer that does not fit: its decimal digits, perhaps with a sign.
    BigInt(TextId),
    /// A string. In Ruby each evaluation makes a new mutable string.
    Str(TextId),
    /// A Ruby symbol.
    Symbol(TextId),
    /// A built-in object, class or function.
    Global(Global),
    /// A binding section: JavaScript `identity` as a function, Ruby `@identity` as an object.
    Section(Section),
}

/// Which operator joins two operands of which the right one may be skipped. The truth test is the dialect's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Logic {
    /// `a && b`: `a` if falsy.
    And,
    /// `a || b`: `a` if truthy.
    Or,
    /// JavaScript `a ?? b`: `a` unless null or undefined.
    Nullish,
}

/// An argument or an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arg {
    /// One value. In an array literal a `Const::Empty` makes a hole.
    One(ExprId),
    /// `...x`, `*x`: as many values as it has.
    Spread(ExprId),
    /// Ruby keyword arguments: an expression that makes a hash; last.
    Keywords(ExprId),
}

/// An entry of an object or hash literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Key and value, evaluated in this order. JavaScript converts the key to a property key before the value is
    /// evaluated.
    Pair(ExprId, ExprId),
    /// `...x`, `**x`.
    Spread(ExprId),
}

impl Entry {
    /// How many pairs Ruby evaluates before it enters them into the hash (`compile_hash` of `compile.c`: `max_stack_len`).
    const TOGETHER: usize = 128;

    /// The entries of a Ruby literal in the groups in which they are entered: a spread alone, pairs together.
    pub fn together(entries: &[Entry]) -> impl Iterator<Item = &[Entry]> {
        let pair = |entry: &Entry| matches!(entry, Entry::Pair(..));
        let runs = entries.chunk_by(move |one, next| pair(one) && pair(next));
        runs.flat_map(|run| run.chunks(Entry::TOGETHER))
    }
}

/// The node kinds.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A constant.
    Const(Const),
    /// Reads a variable as it is (the [`Const::Empty`] marker included).
    Var(VarId),
    /// Writes a variable; the value is what was written.
    SetVar(VarId, ExprId),
    /// Reads a variable that may not be set yet: throws ReferenceError if it holds the marker. JavaScript only.
    CheckedVar {
        /// The variable.
        var: VarId,
        /// True for a name that a sloppy assignment creates (`x is not defined`), false for the dead zone
        /// (`Cannot access 'x' before initialization`).
        global: bool,
    },
    /// Gives each listed variable a new identity, so that closures made before keep the old one: at the start of a
    /// JavaScript block or turn of a loop. With `copy` the new one starts with the old one's value, else with the marker.
    /// The value is `Empty`.
    Fresh {
        /// The variables.
        vars: Vec<VarId>,
        /// Keep the value.
        copy: bool,
    },
    /// Reads a binding with a constant key: JavaScript gives `undefined` where it is absent, Ruby `nil`.
    Binding(Section, TextId),
    /// Always throws: JavaScript ReferenceError `x is not defined`, Ruby NameError.
    Unbound(TextId),
    /// A strict operator: operands left to right, then the operation.
    Op(Op, Vec<ExprId>),
    /// Joins strings (the operands are strings already): template literals and interpolation.
    Concat(Vec<ExprId>),
    /// `&&`, `||`, `??`.
    Logic(Logic, ExprId, ExprId),
    /// The test is read with the dialect's truth.
    If(ExprId, ExprId, ExprId),
    /// In order; the value is the last one's (`Empty` for none).
    Seq(Vec<ExprId>),
    /// Repeats the body until a `Break` to its label, which gives the value.
    Loop(Label, ExprId),
    /// The body's value, or that of a `Break` to the label.
    Block(Label, ExprId),
    /// Leaves the `Block` or `Loop` with a value.
    Break(Label, ExprId),
    /// Starts the next turn of the `Loop`.
    Continue(Label),
    /// Leaves the function (a Ruby block: the block) with a value.
    Return(ExprId),
    /// Ruby: leaves the method call that this block was given to, with a value (`break` in a block).
    BreakCall(ExprId),
    /// Ruby: leaves the method, or the script, that lexically encloses this block (`return` in a block).
    ReturnMethod(ExprId),
    /// Throws a value: any in JavaScript, an exception object in Ruby.
    Throw(ExprId),
    /// Guards the body.
    Try {
        /// What is guarded.
        body: ExprId,
        /// Where a thrown value goes and what runs then; its value is the whole's.
        catch: Option<(VarId, ExprId)>,
        /// Runs on every way out; its value is dropped, but a jump or throw in it wins.
        finally: Option<ExprId>,
    },
    /// Calls a function value: JavaScript `f(x)`; `this` is given where the callee was a member.
    Call {
        /// What is called.
        callee: ExprId,
        /// Arguments.
        args: Vec<Arg>,
    },
    /// JavaScript `o.name(…)`: the member is read before the arguments are evaluated. Ruby `o.name(…)`.
    CallMethod {
        /// The receiver.
        receiver: ExprId,
        /// The method's name.
        name: TextId,
        /// Arguments.
        args: Vec<Arg>,
        /// Ruby block: a `Closure`, or the value of `&x` (wrapped in `Op::RubyToProc`).
        block: Option<ExprId>,
    },
    /// JavaScript `o[key](…)`.
    CallIndex {
        /// The receiver.
        receiver: ExprId,
        /// The key.
        key: ExprId,
        /// Arguments.
        args: Vec<Arg>,
    },
    /// Ruby call without a receiver that is not one of `functions`: `Integer('1')`, `format(…)`, `raise …`, `puts`.
    CallKernel {
        /// The function's name.
        name: TextId,
        /// Arguments.
        args: Vec<Arg>,
        /// Its block.
        block: Option<ExprId>,
        /// Written without arguments and parentheses, so that an unknown name is an unknown variable.
        variable_like: bool,
    },
    /// Ruby call of a method that the rule defines with `def`; throws NameError or NoMethodError where the definition has
    /// not been reached.
    CallDefined {
        /// The variable that holds the method (script scope), `Empty` before its `def` is reached.
        var: VarId,
        /// Arguments.
        args: Vec<Arg>,
        /// Its block.
        block: Option<ExprId>,
    },
    /// Ruby `yield`.
    Yield(Vec<Arg>),
    /// JavaScript `new`.
    New {
        /// The constructor.
        callee: ExprId,
        /// Arguments.
        args: Vec<Arg>,
    },
    /// Makes a function value.
    Closure(FuncId),
    /// JavaScript `this` of the innermost function that is not an arrow.
    This,
    /// Reads a JavaScript property with a constant name.
    Member(ExprId, TextId),
    /// Writes a JavaScript property with a constant name; object, then value; the value is what was written.
    SetMember(ExprId, TextId, ExprId),
    /// Makes an array.
    Array(Vec<Arg>),
    /// Makes a JavaScript object.
    Object(Vec<Entry>),
    /// Makes a Ruby hash.
    Hash(Vec<Entry>),
    /// Makes a regular expression: pattern and flags. In JavaScript each evaluation makes a new object; in Ruby one
    /// literal is one object.
    Regex {
        /// The pattern.
        pattern: TextId,
        /// The flags.
        flags: TextId,
    },
}

/// What kind of function it is; decides how arguments are bound and what `return` means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FuncKind {
    /// The rule itself.
    Script,
    /// JavaScript `function` and methods: missing arguments are undefined, own `this`.
    Function,
    /// JavaScript arrow: the `this` around it.
    Arrow,
    /// Ruby `def`: arity is checked.
    Method,
    /// Ruby `->` and `lambda`: arity is checked.
    Lambda,
    /// Ruby block and `proc`: one array argument is spread over several parameters, missing ones are nil.
    Proc,
}

/// What a parameter takes. Defaults and patterns are code at the start of the body: an optional parameter that was not
/// given holds the marker (`Const::Empty`) there; in JavaScript a missing parameter holds undefined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParamKind {
    /// One value that must be there (Ruby), or may be (JavaScript).
    Required,
    /// Ruby: one value that may be missing.
    Optional,
    /// All further positional values, as an array.
    Rest,
    /// Ruby: a required value after the optional ones or the rest.
    Post,
    /// Ruby `name:`; required where the flag says so.
    Keyword {
        /// The name.
        name: TextId,
        /// No default.
        required: bool,
    },
    /// Ruby `**rest`, as a hash.
    KeywordRest,
    /// Ruby `&block`.
    Block,
}

/// A parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Param {
    /// What it takes.
    pub kind: ParamKind,
    /// Where it goes.
    pub var: VarId,
}

/// The name of a JavaScript function that takes its name from a computed key: reading `name` faults.
pub const COMPUTED_NAME: &str = "[computed]";

/// A function.
#[derive(Clone, Debug, PartialEq)]
pub struct Func {
    /// Its kind.
    pub kind: FuncKind,
    /// Its name, for messages and `Function#name`.
    pub name: Option<TextId>,
    /// Its parameters in the order written.
    pub params: Vec<Param>,
    /// The function around it; none for the script.
    pub parent: Option<FuncId>,
    /// Its variables, parameters among them.
    pub vars: Vec<VarId>,
    /// JavaScript: where the number of arguments goes (`arguments.length`).
    pub argument_count: Option<VarId>,
    /// Ruby: a block with exactly `|a,|` spreads its argument although it names one parameter.
    pub trailing_comma: bool,
    /// What it does.
    pub body: ExprId,
    /// Where it stands.
    pub span: Span,
}

/// A variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Var {
    /// Its name; temporaries have none.
    pub name: Option<TextId>,
    /// The function that owns it.
    pub func: FuncId,
    /// Whether an inner function uses it.
    pub captured: bool,
    /// What it holds when the function starts.
    pub start: Start,
}

/// What a variable holds when its function starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// JavaScript `var`: undefined.
    Undefined,
    /// Ruby local: nil.
    Nil,
    /// Dead zone, undefined method, not yet set: the marker.
    Empty,
}

/// A rule, lowered.
#[derive(Clone, Debug)]
pub struct Hir {
    /// Its language.
    pub dialect: Dialect,
    /// All expressions.
    pub exprs: Vec<Expr>,
    /// All functions; the first is the script.
    pub funcs: Vec<Func>,
    /// All variables.
    pub vars: Vec<Var>,
    /// All texts.
    pub texts: Vec<Text>,
}

impl Hir {
    /// The script.
    pub const SCRIPT: FuncId = FuncId(0);

    /// The expression with this id.
    pub fn expr(&self, id: ExprId) -> &Expr {
        &self.exprs[id.0 as usize]
    }

    /// The kind of the expression with this id.
    pub fn kind(&self, id: ExprId) -> &Kind {
        &self.expr(id).kind
    }

    /// The function with this id.
    pub fn func(&self, id: FuncId) -> &Func {
        &self.funcs[id.0 as usize]
    }

    /// The variable with this id.
    pub fn var(&self, id: VarId) -> &Var {
        &self.vars[id.0 as usize]
    }

    /// The text with this id.
    pub fn text(&self, id: TextId) -> &Text {
        &self.texts[id.0 as usize]
    }
}
