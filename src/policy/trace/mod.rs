//! Which clause of a rule decided, what it saw, and what would have to differ.
//!
//! Input: a rule and its bindings; output: the bindings that it read with their values, the clauses on the way to its
//! answer, the last of which decided, and the ways to the other answer. A clause is evaluated by running the rule with its
//! answer replaced by the clause, so that helpers and variables of the rule are there and the machine is the one that
//! decides. `clause.rs` says what is in a clause, `ways.rs` what would have to differ.
//! Left out: rules whose answer is not an expression (a completion value of `if`), which get reads and no clauses.

mod clause;
mod ways;

use std::cell::RefCell;
use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value as Json;

use crate::compile::compile;
use crate::limits::Limits;
use crate::schema::Schema;
use crate::source::{Dialect, Source, Span};
use crate::syntax;
use crate::syntax::ast::{Ast, FunctionKind, Kind, LogicalOp, NodeId, UnaryOp};
use crate::value::Section;
use crate::vm::{Bindings, Datum, World, evaluate};

/// A binding that a rule read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Read {
    /// As the rule's language writes it: `identity('teams')`, `@identity.teams`.
    pub text: String,
    /// The section: `identity`.
    pub section: String,
    /// The key: `teams`.
    pub key: String,
    /// Its value; absent where there is no such key.
    pub value: Option<Json>,
}

/// A part of a clause with its value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Seen {
    /// Its text: `identity('teams')`.
    pub text: String,
    /// Its value; absent where it is undefined.
    pub value: Option<Json>,
}

/// A clause on the way to the answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Clause {
    /// Its text.
    pub text: String,
    /// Where it stands in the rule.
    pub span: [u32; 2],
    /// Its value, where it has one that JSON can say.
    pub value: Option<Json>,
    /// Whether it holds, where it gave an answer.
    pub holds: Option<bool>,
    /// The values that it looked at.
    pub saw: Vec<Seen>,
    /// What these values have to do with its answer: `'HR' is not in it`.
    pub note: Option<String>,
    /// Whether it decided.
    pub decided: bool,
}

/// What was seen of a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Trace {
    /// What was read, in the order of the first reading.
    pub reads: Vec<Read>,
    /// The clauses, in the order in which they were asked.
    pub clauses: Vec<Clause>,
    /// What would have to differ for the rule to give the other answer: any one of these.
    pub ways: Vec<String>,
}

/// Runs a rule and looks on.
pub fn trace(source: &Source, schema: &Schema, bindings: &dyn Bindings, world: World, limits: &Limits) -> Trace {
    let (ast, diagnostics) = syntax::parse(source, limits);
    let tracer = Tracer {
        source,
        schema,
        world,
        limits,
        bindings,
        truths: RefCell::default(),
    };
    let (whole, reads) = tracer.run(&source.text);
    let mut trace = Trace {
        reads,
        ..Trace::default()
    };
    if !diagnostics.iter().any(|found| found.is_error())
        && let Some(answer) = tracer.answer(&ast)
    {
        let clauses = Clauses {
            tracer: &tracer,
            ast: &ast,
            answer: ast.span(answer),
        };
        clauses.follow(answer, &mut trace.clauses);
        if let Some(last) = trace.clauses.last_mut() {
            last.decided = true;
        }
        if let Some((_, holds)) = whole {
            trace.ways = clauses.ways(answer, !holds);
        }
    }
    trace
}

/// Methods of Ruby's `@identity`, `@request` and `@auth` that are no keys.
const METHODS: &[&str] = &[
    "is_member_of",
    "is_member_of?",
    "get_property",
    "get_header",
    "get_remote_addr",
    "validate_signature",
];

/// Notes what is read.
struct Recorder<'a> {
    inner: &'a dyn Bindings,
    schema: &'a Schema,
    ruby: bool,
    reads: RefCell<Vec<Read>>,
}

impl Bindings for Recorder<'_> {
    fn get(&self, section: Section, key: &str) -> Datum<'_> {
        let value = self.inner.get(section, key);
        let name = self.schema.name(section);
        // Ruby asks for a reader of a method's name before it calls the method itself.
        if matches!(value, Datum::Absent) && METHODS.contains(&key) {
            return value;
        }
        let mut reads = self.reads.borrow_mut();
        if !reads.iter().any(|read| read.section == name && read.key == key) {
            let text = if self.ruby {
                format!("@{name}.{key}")
            } else {
                format!("{name}('{key}')")
            };
            reads.push(Read {
                text,
                section: name.to_owned(),
                key: key.to_owned(),
                value: json(value),
            });
        }
        value
    }

    fn keys(&self, section: Section) -> Vec<&str> {
        self.inner.keys(section)
    }
}

fn json(value: Datum<'_>) -> Option<Json> {
    Some(match value {
        Datum::Absent => return None,
        Datum::Null => Json::Null,
        Datum::Bool(flag) => Json::Bool(flag),
        Datum::Int(number) => Json::from(number),
        Datum::Float(number) => Json::from(number),
        Datum::Text(text) => Json::from(text),
        Datum::Texts(texts) => Json::from(texts),
        Datum::Strings(texts) => Json::from(texts),
        Datum::Json(value) => value.clone(),
    })
}

/// Runs texts in place of a rule.
struct Tracer<'a> {
    source: &'a Source,
    schema: &'a Schema,
    world: World,
    limits: &'a Limits,
    bindings: &'a dyn Bindings,
    /// Whether the operands that were asked hold.
    truths: RefCell<BTreeMap<NodeId, bool>>,
}

impl Tracer<'_> {
    /// The value and truth of a text that is run in place of the rule, and what it reads.
    fn run(&self, text: &str) -> (Option<(Json, bool)>, Vec<Read>) {
        let source = Source {
            name: self.source.name.clone(),
            text: text.to_owned(),
            dialect: self.source.dialect,
        };
        let recorder = Recorder {
            inner: self.bindings,
            schema: self.schema,
            ruby: self.source.dialect == Dialect::Ruby,
            reads: RefCell::default(),
        };
        let program = compile(&source, self.schema).ok();
        let value = program.and_then(|program| evaluate(&program, &recorder, self.world, self.limits).0.ok());
        (value, recorder.reads.into_inner())
    }

    fn text(&self, span: Span) -> &str {
        self.source
            .text
            .get(span.start as usize..span.end as usize)
            .unwrap_or("")
    }

    /// The rule with an expression replaced.
    fn with(&self, place: Span, text: &str) -> String {
        let whole = &self.source.text;
        let before = whole.get(..place.start as usize).unwrap_or("");
        let after = whole.get(place.end as usize..).unwrap_or("");
        format!("{before}({text}){after}")
    }

    /// The expression that gave the rule's answer.
    fn answer(&self, ast: &Ast) -> Option<NodeId> {
        let Kind::Block(statements) = ast.kind(ast.root?) else {
            return None;
        };
        let last = ast
            .list(*statements)
            .iter()
            .rev()
            .copied()
            .find(|&statement| !matches!(ast.kind(statement), Kind::Empty))?;
        let expression = match ast.kind(last) {
            Kind::Expression(inner) => *inner,
            _ if self.source.dialect == Dialect::Ruby => last,
            _ => return None,
        };
        let Kind::Call { callee, .. } = ast.kind(expression) else {
            return Some(expression);
        };
        let Kind::Function { kind, body, .. } = ast.kind(plain(ast, *callee)) else {
            return Some(expression);
        };
        if *kind == FunctionKind::ArrowExpression {
            return Some(*body);
        }
        let mut returns = Vec::new();
        find_returns(ast, *body, 0, &mut returns);
        if let [only] = returns.as_slice() {
            return Some(*only);
        }
        // Which of several returns was reached shows when it gives a mark of its own.
        returns.into_iter().find(|&candidate| {
            let marked = self.with(ast.span(candidate), "'\\u0001reached'");
            self.run(&marked).0.is_some_and(|(value, _)| value == "\u{1}reached")
        })
    }
}

/// The answer of a rule, taken apart.
struct Clauses<'a> {
    tracer: &'a Tracer<'a>,
    ast: &'a Ast,
    /// Where the answer stands.
    answer: Span,
}

impl Clauses<'_> {
    fn text(&self, node: NodeId) -> &str {
        self.tracer.text(self.ast.span(node))
    }

    /// The value and truth of a part of the answer, and what the run read.
    fn run(&self, text: &str) -> (Option<(Json, bool)>, Vec<Read>) {
        self.tracer.run(&self.tracer.with(self.answer, text))
    }

    /// Whether a part of the answer holds; noted for the ways to another answer.
    fn holds(&self, node: NodeId) -> Option<(Json, bool)> {
        let found = self.run(self.text(node)).0;
        if let Some((_, holds)) = &found {
            self.tracer.truths.borrow_mut().insert(node, *holds);
        }
        found
    }

    /// Follows the operators that skip a side down to the clause that decided.
    fn follow(&self, node: NodeId, clauses: &mut Vec<Clause>) {
        let node = plain(self.ast, node);
        match self.ast.kind(node) {
            Kind::Logical(op, left, right) => {
                self.follow(*left, clauses);
                let Some((value, truth)) = self.holds(plain(self.ast, *left)) else {
                    return;
                };
                let further = match op {
                    LogicalOp::And | LogicalOp::AndWord => truth,
                    LogicalOp::Or | LogicalOp::OrWord => !truth,
                    LogicalOp::Nullish => value.is_null() || clause::is_undefined(&value),
                };
                if further {
                    self.follow(*right, clauses);
                }
            }
            Kind::Conditional(test, yes, no) => {
                self.follow(*test, clauses);
                if let Some((_, truth)) = self.holds(plain(self.ast, *test)) {
                    self.follow(if truth { *yes } else { *no }, clauses);
                }
            }
            Kind::Unary(UnaryOp::Not | UnaryOp::NotWord, inner)
                if matches!(self.ast.kind(plain(self.ast, *inner)), Kind::Logical(..)) =>
            {
                self.follow(*inner, clauses);
            }
            // The answers of lists and grids are names of reasons, which are no clauses.
            Kind::Str(_) => {}
            _ => clauses.push(self.clause(node)),
        }
    }
}

/// The node inside parentheses.
fn plain(ast: &Ast, mut node: NodeId) -> NodeId {
    while let Kind::Paren(inner) = ast.kind(node)
        && let [only] = ast.list(*inner)
    {
        node = *only;
    }
    node
}

/// The expressions of the `return`s of a function, not those of functions inside it. The tree's depth is bounded when it
/// is built, and this goes no deeper.
fn find_returns(ast: &Ast, node: NodeId, depth: usize, found: &mut Vec<NodeId>) {
    match ast.kind(node) {
        Kind::Function { .. } => {}
        Kind::Return(Some(value)) => found.push(*value),
        _ if depth < 512 => ast.children(node, &mut |child| find_returns(ast, child, depth + 1, found)),
        _ => {}
    }
}
