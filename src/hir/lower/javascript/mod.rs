//! Lowers JavaScript trees: names are resolved, hoisting, dead zones, completion values, patterns and optional chains
//! become plain expressions.
//!
//! Input: a tree without syntax errors. Output: HIR, and diagnostics for what is valid JavaScript outside the subset.
//! Recursion follows the tree, whose depth the parser bounds: long chains come in pieces, see `ladder.rs`.

mod arguments;
mod assign;
mod call;
mod collect;
mod completion;
mod expr;
mod function;
mod globals;
mod jump;
mod ladder;
mod literal;
mod loops;
mod names;
mod pattern;
mod scope;
mod statement;
mod switch;

use rustc_hash::{FxHashMap, FxHashSet};

use self::function::Function;
use self::scope::Scope;
use crate::diag::{Code, Diagnostic};
use crate::hir::{Builder, Const, ExprId, FuncKind, Hir, Kind, Label, TextId, VarId};
use crate::op::Op;
use crate::schema::Schema;
use crate::source::{Source, Span};
use crate::syntax::ast::{self, Ast, NodeId};

/// The tree of a JavaScript rule, lowered.
pub fn lower(source: &Source, ast: &Ast, schema: &Schema) -> (Hir, Vec<Diagnostic>) {
    // The source's length is bounded by `Limits::source_bytes`.
    let whole = Span::new(0, u32::try_from(source.text.len()).unwrap_or(u32::MAX));
    let builder = Builder::new(source.dialect, whole);
    let script = builder.current();
    let mut lowering = Lowering {
        ast,
        schema,
        builder,
        diagnostics: Vec::new(),
        scopes: Vec::new(),
        functions: vec![Function::new(FuncKind::Script, script, false)],
        assigned: collect::assigned_names(ast),
        globals: FxHashMap::default(),
        checked: FxHashSet::default(),
        completion: None,
        chains: Vec::new(),
        stage: None,
        rungs: Vec::new(),
    };
    let body = lowering.script(whole);
    // A name is resolved more than once at some places, and reported each time.
    let mut diagnostics = lowering.diagnostics;
    diagnostics.sort_by_key(|diagnostic| (diagnostic.span.start, diagnostic.span.end));
    diagnostics.dedup();
    (lowering.builder.finish(body), diagnostics)
}

/// The state of the lowering.
struct Lowering<'a> {
    ast: &'a Ast,
    schema: &'a Schema,
    builder: Builder,
    diagnostics: Vec<Diagnostic>,
    scopes: Vec<Scope>,
    /// The functions around the current place; the first is the script.
    functions: Vec<Function>,
    /// Names that some assignment writes to: those that nothing declares become globals.
    assigned: FxHashSet<ast::TextId>,
    /// Globals that sloppy assignments create.
    globals: FxHashMap<ast::TextId, VarId>,
    /// Variables whose reads check for the dead zone.
    checked: FxHashSet<VarId>,
    /// Where statements of the script leave their completion value; none where it cannot matter.
    completion: Option<VarId>,
    /// Optional chains around the current place: where a nullish link leads, and whether `delete` asks.
    chains: Vec<(Label, bool)>,
    /// The piece before the one that is being lowered, of a long run of operators.
    stage: Option<VarId>,
    /// Where the next pieces of the ladders around the current place start.
    rungs: Vec<Label>,
}

impl Lowering<'_> {
    fn refuse(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.report(Code::E0301, span, message, help);
    }

    fn report(&mut self, code: Code, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.diagnostics
            .push(Diagnostic::new(code, span, message).label("not supported").help(help));
    }

    /// The HIR's id of a text of the tree.
    fn text(&mut self, text: ast::TextId) -> TextId {
        self.builder.text(self.ast.get_text(text))
    }

    fn span(&self, node: NodeId) -> Span {
        self.ast.span(node)
    }

    fn add(&mut self, kind: Kind, span: Span) -> ExprId {
        self.builder.add(kind, span)
    }

    fn op(&mut self, op: Op, operands: &[ExprId], span: Span) -> ExprId {
        self.builder.op(op, operands, span)
    }

    fn constant(&mut self, constant: Const, span: Span) -> ExprId {
        self.builder.constant(constant, span)
    }

    fn undefined(&mut self, span: Span) -> ExprId {
        self.constant(Const::Undefined, span)
    }

    /// Stands where no value is wanted.
    fn nothing(&mut self, span: Span) -> ExprId {
        self.constant(Const::Empty, span)
    }

    /// Several expressions in order; the last one's value.
    fn sequence(&mut self, list: Vec<ExprId>, span: Span) -> ExprId {
        match list[..] {
            [single] => single,
            _ => self.add(Kind::Seq(list), span),
        }
    }

    fn get(&mut self, var: VarId, span: Span) -> ExprId {
        self.add(Kind::Var(var), span)
    }

    fn set(&mut self, var: VarId, value: ExprId, span: Span) -> ExprId {
        self.add(Kind::SetVar(var, value), span)
    }

    /// A temporary that holds a value: the variable and the expression that sets it.
    fn hold(&mut self, value: ExprId, span: Span) -> (VarId, ExprId) {
        let var = self.builder.temporary();
        (var, self.set(var, value, span))
    }

    /// The nodes of a list, apart from the borrow of the tree.
    fn nodes(&self, list: ast::List) -> Vec<NodeId> {
        self.ast.list(list).to_vec()
    }

    /// A node without the parentheses around it.
    fn unwrapped(&self, mut node: NodeId) -> NodeId {
        while let ast::Kind::Paren(list) = *self.ast.kind(node)
            && let [inner] = *self.ast.list(list)
        {
            node = inner;
        }
        node
    }
}
