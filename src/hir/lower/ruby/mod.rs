//! Lowers Ruby trees: names are resolved, operators become method calls, sugar is gone.
//!
//! Input: a tree without errors. Output: HIR, and diagnostics for what Ruby has and the subset has not. Children are
//! lowered in the order of the text, so that a local variable is declared before it is read; the order of evaluation is
//! the order in which they are put together. Recursion follows the tree, whose depth the parser bounds; chains of `&&`
//! and `||` are read in a loop and become balanced trees.

mod asked;
mod assign;
mod call;
mod condition;
mod constant;
mod control;
mod defined;
mod dropped;
mod expr;
mod function;
mod hash;
mod jump;
mod kernel;
mod literal;
mod names;
mod reduced;
mod rescue;
mod target;

use rustc_hash::{FxHashMap, FxHashSet};

use self::dropped::{Dropped, asks, dropped};
use self::function::Function;
use crate::diag::{Code, Diagnostic};
use crate::hir::{Arg, Builder, Const, ExprId, FuncKind, Hir, Kind, Start, TextId, VarId};
use crate::op::Op;
use crate::schema::Schema;
use crate::source::{Source, Span};
use crate::syntax::ast::{self, Ast, NodeId};

/// The tree of a Ruby rule, lowered.
pub fn lower(source: &Source, ast: &Ast, schema: &Schema) -> (Hir, Vec<Diagnostic>) {
    // The source's length is bounded by `Limits::source_bytes`.
    let whole = Span::new(0, u32::try_from(source.text.len()).unwrap_or(u32::MAX));
    let builder = Builder::new(source.dialect, whole);
    let script = builder.current();
    let mut lowering = Lowering {
        source: &source.text,
        ast,
        schema,
        builder,
        diagnostics: Vec::new(),
        functions: vec![Function::new(script, FuncKind::Script)],
        keyword_methods: FxHashMap::default(),
        defaults: Vec::new(),
        methods: FxHashMap::default(),
        instance_vars: FxHashMap::default(),
        unset: FxHashSet::default(),
        asks: asks(ast),
        dropped: dropped(ast),
        guard: false,
        asking: 0,
    };
    lowering.declare_methods();
    let body = match ast.root {
        Some(root) => lowering.expr(root),
        None => lowering.nil(whole),
    };
    (lowering.builder.finish(body), lowering.diagnostics)
}

/// Whether a rule can call this without a receiver.
pub fn is_function(name: &str) -> bool {
    kernel::is_supported(name)
}

/// The state of the lowering.
struct Lowering<'a> {
    source: &'a str,
    ast: &'a Ast,
    schema: &'a Schema,
    builder: Builder,
    diagnostics: Vec<Diagnostic>,
    /// The functions around the current place; the first is the script.
    functions: Vec<Function>,
    /// Whether every method of a name that the rule defines takes keywords by their names alone.
    keyword_methods: FxHashMap<ast::TextId, bool>,
    /// The parameters whose defaults are around the current place.
    defaults: Vec<VarId>,
    /// The methods that the rule defines anywhere, as variables of the script.
    methods: FxHashMap<ast::TextId, VarId>,
    /// The rule's own instance variables, as variables of the script.
    instance_vars: FxHashMap<ast::TextId, VarId>,
    /// Those of them that tell whether they were assigned.
    unset: FxHashSet<VarId>,
    /// Whether the rule has a `defined?`.
    asks: bool,
    /// The `defined?` whose value nothing takes.
    dropped: FxHashMap<NodeId, Dropped>,
    /// Whether the `defined?` around the current place evaluates what may raise.
    guard: bool,
    /// How many `defined?` and lists of arguments that it asks about are around the current place.
    asking: u32,
}

impl Lowering<'_> {
    /// Methods are known from the start: whether a call finds one is decided when it is reached.
    fn declare_methods(&mut self) {
        for index in 0..self.ast.len() {
            let id = NodeId(u32::try_from(index).unwrap_or(u32::MAX));
            if let ast::Kind::Function {
                kind: ast::FunctionKind::Def,
                name: Some(name),
                params,
                ..
            } = *self.ast.kind(id)
            {
                let by_name = self.takes_keywords(params);
                *self.keyword_methods.entry(name).or_insert(true) &= by_name;
                if !self.methods.contains_key(&name) {
                    let text = self.text(name);
                    let var = self.builder.declare_in(Hir::SCRIPT, Some(text), Start::Empty);
                    self.methods.insert(name, var);
                }
            }
        }
    }

    fn takes_keywords(&self, params: ast::List) -> bool {
        let has = |wanted| {
            (self.nodes(params).iter())
                .any(|&param| matches!(*self.ast.kind(param), ast::Kind::Param { kind, .. } if kind == wanted))
        };
        has(ast::ParamKind::Keyword) && !has(ast::ParamKind::KeywordRest)
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn refuse(&mut self, code: Code, span: Span, message: impl Into<String>, help: impl Into<String>) -> ExprId {
        let label = if code.is_language_syntax_error() {
            "not possible here"
        } else {
            "Ruby has it, rules do without it"
        };
        self.report(Diagnostic::new(code, span, message).label(label).help(help));
        self.nil(span)
    }

    fn unsupported(&mut self, span: Span, what: &str, help: &str) -> ExprId {
        self.refuse(Code::E0301, span, format!("{what} cannot be used in a rule"), help)
    }

    fn span(&self, node: NodeId) -> Span {
        self.ast.span(node)
    }

    fn name(&self, text: ast::TextId) -> String {
        self.ast.name(text).into_owned()
    }

    fn text(&mut self, text: ast::TextId) -> TextId {
        self.builder.text(self.ast.get_text(text))
    }

    fn nodes(&self, list: ast::List) -> Vec<NodeId> {
        self.ast.list(list).to_vec()
    }

    fn add(&mut self, kind: Kind, span: Span) -> ExprId {
        self.builder.add(kind, span)
    }

    fn op(&mut self, op: Op, operands: &[ExprId], span: Span) -> ExprId {
        self.builder.op(op, operands, span)
    }

    fn nil(&mut self, span: Span) -> ExprId {
        self.builder.constant(Const::Nil, span)
    }

    fn boolean(&mut self, value: bool, span: Span) -> ExprId {
        self.builder.constant(Const::Bool(value), span)
    }

    fn get(&mut self, var: VarId, span: Span) -> ExprId {
        self.add(Kind::Var(var), span)
    }

    fn set(&mut self, var: VarId, value: ExprId, span: Span) -> ExprId {
        self.add(Kind::SetVar(var, value), span)
    }

    /// Puts a value into a temporary; gives the temporary and the expression that fills it.
    fn hold(&mut self, value: ExprId, span: Span) -> (VarId, ExprId) {
        let var = self.builder.temporary();
        let set = self.set(var, value, span);
        (var, set)
    }

    /// Several expressions as one.
    fn sequence(&mut self, mut code: Vec<ExprId>, span: Span) -> ExprId {
        match code.len() {
            0 => self.nil(span),
            1 => code.swap_remove(0),
            _ => self.add(Kind::Seq(code), span),
        }
    }

    /// A call of a method with positional arguments.
    fn call(&mut self, receiver: ExprId, name: &str, args: &[ExprId], span: Span) -> ExprId {
        let name = self.builder.str(name);
        let args = args.iter().copied().map(Arg::One).collect();
        self.add(
            Kind::CallMethod {
                receiver,
                name,
                args,
                block: None,
            },
            span,
        )
    }

    /// The innermost function.
    fn function(&mut self) -> &mut Function {
        // The script is never left.
        let last = self.functions.len() - 1;
        &mut self.functions[last]
    }
}
